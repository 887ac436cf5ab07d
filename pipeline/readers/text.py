"""Bare text in any encoding, with the page furniture and the web-page chrome that such texts carry."""

from __future__ import annotations

import re

from griffier.pipeline.errors import DamagedError, EmptyFileError, TooLargeError, UnsupportedError
from griffier.pipeline.layout.double_spacing import without_spacing
from griffier.pipeline.layout.line_numbers import without_numbers
from griffier.pipeline.limits import Limits
from griffier.pipeline.readers.decoding import clean, decode
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.text_furniture import furniture_layers
from griffier.pipeline.readers.web.text_chrome import chrome_layers
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, Layer, Page, PageState, Span

_PAGE_BREAK = re.compile(r"[ \t]*\n?\f")


def read(source: SourceFile, media_type: str, options: ReadOptions) -> Document:
    """One page of no size, or one for each form feed (what `pdftotext` and OCR programs write between pages).

    Raises EmptyFileError for blanks only, UnsupportedError for bytes that are no text, TooLargeError over the limits.
    """
    decoded = decode(source.data)
    if decoded is None:
        raise UnsupportedError("the bytes are of no format that is known")
    if decoded.replaced > len(decoded.text) // 10:
        raise DamagedError(f"{decoded.replaced:,} bytes are no {decoded.encoding}")
    text = without_spacing(without_numbers(clean(decoded.text)))
    return document_of(text, media_type, options.limits, {"encoding": decoded.encoding})


def document_of(text: str, media_type: str, limits: Limits, properties: dict[str, str]) -> Document:
    """A document from clean text: pages at form feeds, layers for furniture and chrome."""
    if len(text) > limits.characters:
        raise TooLargeError(f"the text has {len(text):,} characters; the limit is {limits.characters:,}")
    text = _PAGE_BREAK.sub("\f", text).rstrip("\f\n \t")
    if not text.strip():
        raise EmptyFileError("the file holds blanks only")
    pages = pages_of(text)
    if len(pages) > limits.pages:
        raise TooLargeError(
            f"the file has {len(pages):,} pages; the limit is {limits.pages:,}",
            remedy=TooLargeError.unless("--max-pages"),
        )
    layers = merged_layers(furniture_layers(text, pages) + chrome_layers(text))
    return Document(text=text, pages=pages, layers=layers, media_type=media_type, properties=properties)


def pages_of(text: str) -> tuple[Page, ...]:
    """The pages between form feeds."""
    pages: list[Page] = []
    at = 0
    for number, piece in enumerate(text.split("\f"), 1):
        blank = not piece.strip()
        pages.append(
            Page(
                number,
                at,
                at + len(piece),
                state=PageState.BLANK if blank else PageState.TEXT,
                reason="no text" if blank else "",
            )
        )
        at += len(piece) + 1
    return tuple(pages)


def merged_layers(layers: list[tuple[Span, Layer]]) -> tuple[tuple[Span, Layer], ...]:
    """Sorted and without overlap: where two claim a place, the one that begins first has it."""
    out: list[tuple[Span, Layer]] = []
    for span, layer in sorted(layers, key=lambda item: (item[0].start, -item[0].end)):
        start = max(span.start, out[-1][0].end) if out else span.start
        if start < span.end:
            out.append((Span(start, span.end), layer))
    return tuple(out)
