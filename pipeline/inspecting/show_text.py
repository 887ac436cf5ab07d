"""`griffier text`: what was read of one file, for people who check an offset, a word or a page."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from griffier.pipeline.errors import UsageError
from griffier.pipeline.inner_files import open_source
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, Span


def print_text(
    name: str,
    *,
    layout: bool = False,
    overlay: Path | None = None,
    page: int | None = None,
    coverage: bool = False,
) -> None:
    """Print the canonical text (of one page), or the words with boxes, or draw what was read over the page. `coverage`:
    each line with what became of it, or the picture in the colours of that. Raises GriffierError."""
    source = open_source(name)
    doc, ledger = _read(source, coverage)
    if page is not None and not 1 <= page <= len(doc.pages):
        raise UsageError(
            f"there is no page {page}: the file has {len(doc.pages)}", remedy=f"Give a page from 1 to {len(doc.pages)}."
        )
    if overlay is not None:
        _draw(source, doc, page or 1, ledger, overlay)
    elif coverage:
        shown = doc.pages[(page or 1) - 1 : page or None]
        for span, state in ledger:
            if shown[0].start <= span.start <= shown[-1].end:
                _write(f"{state:8}{doc.text[span.start : span.end]}\n")
    elif layout:
        _write_layout(doc, page)
    else:
        _write(doc.text if page is None else doc.text[doc.pages[page - 1].start : doc.pages[page - 1].end])


def _read(source: SourceFile, coverage: bool) -> tuple[Document, list[tuple[Span, str]]]:
    """The document, and what became of each line where that is asked: that takes the whole way of the file."""
    from griffier.pipeline.process import line_ledger, process
    from griffier.pipeline.readers.door import read
    from griffier.pipeline.readers.options import ReadOptions

    options = ReadOptions(ocr_threads=os.cpu_count() or 1)
    if not coverage:
        return read(source, options), []
    done = process(source, options=options)
    return done.document, [(span, state.value) for span, state in line_ledger(done)]


def _draw(source: SourceFile, doc: Document, page: int, ledger: list[tuple[Span, str]], file: Path) -> None:
    from griffier.pipeline.inspecting.overlay import overlay

    try:
        overlay(source, doc, page, ledger).save(file)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{file} cannot be written: {error}", remedy="Give the name of a picture: page.png."
        ) from error


def _write_layout(doc: Document, page: int | None) -> None:
    from griffier.pipeline.inspecting.overlay import layout_table

    for i, line in enumerate(layout_table(doc)):
        if page is None or i == 0 or line.startswith(f"{page}\t"):
            _write(f"{line}\n")


def _write(text: str) -> None:
    """As it is: no translation of line ends, whatever the terminal's encoding."""
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
