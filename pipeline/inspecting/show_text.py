"""`griffier text`: what was read of one file, for people who check an offset, a word or a page."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from griffier.pipeline.errors import InaccessibleError, UsageError
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Span


def open_source(name: str) -> SourceFile:
    """A file, or an attachment as records name it (`mail.eml#name`). Raises InaccessibleError."""
    file = Path(name)
    try:
        if file.exists():
            if not file.is_file():
                raise InaccessibleError(
                    f"{name} is a folder, not a file" if file.is_dir() else f"{name} is no regular file"
                )
            return SourceFile.load(name)
    except OSError as error:
        raise InaccessibleError(f"{name} cannot be opened: {error.strerror or error}") from error
    outer, sign, _ = name.rpartition("#")
    if not sign:
        raise InaccessibleError(f"there is no file {name}")
    from griffier.pipeline.process import expand

    inner = {source.path: source for source in expand(open_source(outer))}
    if name not in inner:
        raise InaccessibleError(f"{outer} has no such attachment; it has: {', '.join(inner) or 'none'}")
    return inner[name]


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
    from griffier.pipeline.inspecting.overlay import layout_table
    from griffier.pipeline.inspecting.overlay import overlay as draw
    from griffier.pipeline.readers.door import read
    from griffier.pipeline.readers.options import ReadOptions

    source = open_source(name)
    options = ReadOptions(ocr_threads=os.cpu_count() or 1)
    ledger: list[tuple[Span, str]] = []
    if coverage:
        from griffier.pipeline.process import line_ledger, process

        done = process(source, options=options)
        doc, ledger = done.document, [(span, state.value) for span, state in line_ledger(done)]
    else:
        doc = read(source, options)
    if page is not None and not 1 <= page <= len(doc.pages):
        raise UsageError(
            f"there is no page {page}: the file has {len(doc.pages)}", remedy=f"Give a page from 1 to {len(doc.pages)}."
        )
    if overlay is not None:
        try:
            draw(source, doc, page or 1, ledger).save(overlay)
        except (OSError, ValueError) as error:
            raise UsageError(
                f"{overlay} cannot be written: {error}", remedy="Give the name of a picture: page.png."
            ) from error
    elif coverage:
        shown = doc.pages[(page or 1) - 1 : page or None]
        for span, state in ledger:
            if shown[0].start <= span.start <= shown[-1].end:
                _write(f"{state:8}{doc.text[span.start : span.end]}\n")
    elif layout:
        for i, line in enumerate(layout_table(doc)):
            if page is None or i == 0 or line.startswith(f"{page}\t"):
                _write(f"{line}\n")
    else:
        _write(doc.text if page is None else doc.text[doc.pages[page - 1].start : doc.pages[page - 1].end])


def _write(text: str) -> None:
    """As it is: no translation of line ends, whatever the terminal's encoding."""
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
