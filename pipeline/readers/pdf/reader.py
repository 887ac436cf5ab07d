"""PDF: page by page the text layer, or OCR where the text layer is missing or bad."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from griffier.pipeline.errors import DamagedError, EncryptedError, TooLargeError
from griffier.pipeline.layout.assemble import assemble
from griffier.pipeline.layout.page_words import PageWords
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.pdf.annotations import flattened
from griffier.pipeline.readers.pdf.optional_content import switched_off
from griffier.pipeline.readers.pdf.page import begin_page
from griffier.pipeline.readers.pdf.page_queue import Later, in_order
from griffier.pipeline.readers.pdf.pictures import PictureBudget
from griffier.pipeline.readers.pdf.reasons import with_learnt
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, PageState

if TYPE_CHECKING:
    from griffier.pipeline.readers.pdf.learnt_fonts import LearntFonts

_MOST_BOOKMARKS = 5_000
_LONGEST_HEADING = 400


def read(source: SourceFile, media_type: str, options: ReadOptions) -> Document:
    """The document of a PDF file. Raises EncryptedError, DamagedError, TooLargeError."""
    with opened(source.data) as pdf:
        count = len(pdf)
        if count > options.limits.pages:
            raise TooLargeError(
                f"the file has {count:,} pages; the limit is {options.limits.pages:,}",
                remedy=TooLargeError.unless("--max-pages"),
            )
        if not count:
            raise DamagedError("the file has no pages")
        pages = _pages(pdf, options, switched_off(source.data))
        return with_outline(assemble(pages, media_type, properties(pdf)), pdf)


def opened(data: bytes) -> Any:
    """pdfium's document. Raises EncryptedError or DamagedError."""
    try:
        return pypdfium.PdfDocument(data)
    except pypdfium.PdfiumError as error:
        code = pdfium.FPDF_GetLastError()
        if code == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise EncryptedError("the file asks for a password") from error
        if code == pdfium.FPDF_ERR_SECURITY:
            raise EncryptedError("the file is protected in a way that cannot be opened") from error
        raise DamagedError(f"the file is no complete PDF ({error})") from error


def properties(pdf: Any) -> dict[str, str]:
    """What the file says of itself: Title, Author, Subject, Keywords, Creator, Producer, CreationDate, ModDate."""
    return {key: value for key, value in pdf.get_metadata_dict(skip_empty=True).items() if value.strip()}


def with_outline(doc: Document, pdf: Any) -> Document:
    """The document with the headings that the outline (bookmarks) declares, where their words are a line of the page
    they lead to."""
    wanted: dict[int, dict[str, int]] = {}
    for mark in islice(pdf.get_toc(max_depth=6), _MOST_BOOKMARKS):
        target = mark.get_dest()
        index = target.get_index() if target else None
        if index is not None:
            wanted.setdefault(index + 1, {}).setdefault(_plain(mark.get_title()), mark.level + 1)
    if not wanted:
        return doc
    headings: dict[int, int] = {}
    for page in doc.pages:
        titles = wanted.get(page.number)
        if not titles:
            continue
        at = page.start
        for raw in doc.text[page.start : page.end].split("\n"):
            level = titles.get(_plain(raw)) if raw and len(raw) < _LONGEST_HEADING else None
            if level:
                headings[at] = level
            at += len(raw) + 1
    return replace(doc, headings=headings)


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _pages(pdf: Any, options: ReadOptions, off: frozenset[str]) -> Iterator[PageWords]:
    characters = 0
    for page in in_order(_begun(pdf, options, off), options.side_by_side):
        characters += sum(map(len, page.texts))
        if characters > options.limits.characters:
            raise TooLargeError(f"over {options.limits.characters:,} characters by page {page.number}")
        yield page


def _begun(pdf: Any, options: ReadOptions, off: frozenset[str]) -> Iterator[PageWords | Later]:
    budget = PictureBudget()
    if pdf.get_formtype() != pdfium.FORMTYPE_NONE:
        pdf.init_forms()
    fonts = _Fonts(pdf, options)
    for index in range(len(pdf)):

        def learnt(index: int = index) -> PageWords | Later | None:
            return fonts.page(index, lambda mapped: _page(mapped, index, options, budget, off))

        page = learnt() if fonts.are_learnt else None
        yield _page(pdf, index, options, budget, off, learnt) if page is None else page


def _page(
    pdf: Any,
    index: int,
    options: ReadOptions,
    budget: PictureBudget,
    off: frozenset[str],
    learnt: Callable[[], PageWords | Later | None] | None = None,
) -> PageWords | Later:
    handle = pdfium.FPDF_LoadPage(pdf.raw, index)
    if not handle:
        return PageWords(index + 1, 0.0, 0.0, state=PageState.FAILED, reason="the page cannot be opened")
    handle, signs = flattened(pdf, index, handle)
    try:
        return begin_page(handle, index + 1, options, budget, off, signs, learnt)
    finally:
        pdfium.FPDF_ClosePage(handle)


class _Fonts:
    """Fonts without a map: their characters are learnt when the first page asks."""

    def __init__(self, pdf: Any, options: ReadOptions) -> None:
        self._pdf, self._options = pdf, options
        self._asked = False
        self._learnt: LearntFonts | None = None

    @property
    def are_learnt(self) -> bool:
        """Have they been learnt?"""
        return self._learnt is not None

    def page(self, index: int, read: Callable[[Any], PageWords | Later]) -> PageWords | Later | None:
        """The page as `read` reads it with learnt characters; None where it has no such glyphs."""
        if not self._asked:
            from griffier.pipeline.readers.pdf.learnt_fonts import learn_fonts  # few files need what this needs

            self._asked, self._learnt = True, learn_fonts(self._pdf, self._options)
            if self._learnt and self._learnt.pdf.get_formtype() != pdfium.FORMTYPE_NONE:
                self._learnt.pdf.init_forms()
        note = self._learnt.note(index) if self._learnt else ""
        if not note or self._learnt is None:
            return None
        page = read(self._learnt.pdf)
        if isinstance(page, PageWords):
            return _with_learnt(page, note)
        return lambda: _with_learnt(page(), note)


def _with_learnt(page: PageWords, note: str) -> PageWords:
    """The page with the note in its reason, where its text layer was taken."""
    if page.state is not PageState.TEXT:
        return page
    return replace(page, reason=with_learnt(page.reason, note, sum(text.count("\ufffd") for text in page.texts)))
