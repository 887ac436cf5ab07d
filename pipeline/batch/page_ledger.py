"""The page ledger: every page of every input ends in exactly one state, and somebody counts."""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING

from griffier.pipeline.source import SourceFile

if TYPE_CHECKING:
    from griffier.schemas.document import Document

STATES = ("text", "ocr", "blank", "failed")
"""The values of `PageState`, here so that a run that has nothing to do imports no array library."""


def expected_pages(source: SourceFile) -> int | None:
    """How many pages the container itself says it has, without reading any; None where it cannot be opened.

    Counted apart from the readers, so that a page that a reader drops is missed by somebody.
    """
    head = source.data[:1024]
    if b"%PDF" in head:
        return _pdf_pages(source.data)
    if head[:4] in (b"II*\0", b"MM\0*"):
        return _tiff_pages(source.data)
    return 1 if source.data.strip() else None


def _pdf_pages(data: bytes) -> int | None:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None
    try:
        return len(pdf)
    finally:
        pdf.close()


def _tiff_pages(data: bytes) -> int | None:
    from PIL import Image

    from griffier.pipeline.readers.image import DAMAGE

    try:
        with Image.open(io.BytesIO(data)) as image:
            return int(getattr(image, "n_frames", 1))
    except DAMAGE:
        return None


def page_states(document: Document) -> dict[str, int]:
    """State -> number of pages, in the order of `STATES`."""
    count = Counter(page.state.value for page in document.pages)
    return {state: count[state] for state in STATES if count[state]}


def unaccounted(document: Document, expected: int | None) -> int:
    """Pages that have no state or two: numbers missing or double among 1..n, n being what the container says."""
    count = Counter(page.number for page in document.pages)
    n = max(expected if expected is not None else 0, max(count, default=0))
    return sum(1 for number in range(1, n + 1) if count[number] != 1) + sum(1 for number in count if number < 1)
