"""A PDF whose fonts do not say which character is which, with maps that were learnt from some of its pages.

First each glyph gets a map to the number of its shape, and pdfium tells which shapes stand where. The pages that show
most are read by OCR, then strips with the shapes that are still unsure. What was learnt becomes the fonts' map, and the
file is read like any other. A shape that stays unsure is U+FFFD.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium
from PIL import Image

from griffier.pipeline.errors import DamagedError, DeadlineError
from griffier.pipeline.ocr.engine import OcrWord
from griffier.pipeline.ocr.glyph_learning import GlyphLearning, Learnt, PrintedGlyphs, characters, coverage, is_sure
from griffier.pipeline.ocr.pages import default_engine
from griffier.pipeline.ocr.tesseract import OcrFailedError
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.pdf.calls import address_of, tight_box
from griffier.pipeline.readers.pdf.font_objects import UNREADABLE, FontObjects
from griffier.pipeline.readers.pdf.lying_fonts import lying_fonts
from griffier.pipeline.readers.pdf.mapped_fonts import (
    Numbers,
    number_of,
    table_of,
    with_characters,
    with_numbers,
)
from griffier.pipeline.readers.pdf.render import OCR_DPI, as_image, dpi_within, render_grey, render_region
from griffier.pipeline.readers.pdf.text_layer import frame_of, page_text
from griffier.schemas.document import Box, Floats

LEAST_PAGES = 8
"""Pages with such fonts from which learning costs less than reading all of them by OCR."""

MOST_PAGES = 12
"""Pages that are read by OCR to learn from."""

_FIRST_PAGES = 3
_ENOUGH = 0.985
"""Share of all glyphs whose shape is sure from which no more whole pages are read."""

_WANTED = 5
"""Occurrences of a shape that should be read."""

_LEAST_COVERAGE = 0.9
"""Share of all glyphs whose shape must be sure; with less the pages are read by OCR as any others."""

_STRIPS, _SHEETS, _A_SHEET = 90, 5, 2
"""Strips with unsure shapes on a sheet, sheets, and how often a shape is wanted on one."""

_LEAST_INK = 0.5
"""Pixels under which a glyph has no height or width: a blank."""

_MARGIN, _HALF_WIDTH, _WORD_GAP = 3.0, 110.0, 0.3
"""Points of a page around an unsure glyph that are shown with it, above and below its line and beside it; the gap
between two glyphs where the line may be cut, in heights of a glyph."""


@dataclass(frozen=True)
class LearntFonts:
    """`pdf`: the file with learnt maps. `agreement`: page (from 0) -> the mean agreement of its glyphs; pages without
    such glyphs are not in it. `lessons`: how many pages were read by OCR."""

    pdf: Any
    agreement: dict[int, float]
    lessons: int

    def note(self, index: int) -> str:
        """What the reason of a page says of it; empty for a page that has no such glyphs."""
        if index not in self.agreement:
            return ""
        pages = f"{self.lessons} page{'s' * (self.lessons != 1)}"
        return f"glyphs.learnt from OCR of {pages}, agreement {self.agreement[index]:.1%}"


def learn_fonts(pdf: Any, options: ReadOptions) -> LearntFonts | None:
    """Learn the fonts without a map of a file that pdfium has opened; None where it has none, where they stand on few
    pages, or where too little is learnt."""
    try:
        objects = FontObjects(pdf)
        fonts = [font for font in objects.fonts.values() if font.without_map and font.codes] + lying_fonts(objects)
        if not fonts:
            return None
        table = table_of(objects, fonts)
        numbered = pypdfium.PdfDocument(with_numbers(objects, table))
    except (*UNREADABLE, pypdfium.PdfiumError):
        return None
    course = _Course(numbered, options, table.alphabets())
    try:
        if len(course.counts) < LEAST_PAGES:
            return None
        course.read_pages()
        course.read_strips()
    finally:
        numbered.close()
    sure, known = course.sure(), course.learnt
    share, _ = coverage(known, sure, course.total)
    if share < _LEAST_COVERAGE:
        return None
    try:
        mapped = pypdfium.PdfDocument(with_characters(objects, table, course.texts()))
    except (*UNREADABLE, pypdfium.PdfiumError):
        return None
    agreement = {index: coverage(known, sure, of_page)[1] for index, of_page in course.counts.items()}
    return LearntFonts(mapped, agreement, len(course.read))


class _Course:
    """Learning from the pages of a file in which each glyph says the number of its shape."""

    def __init__(self, pdf: Any, options: ReadOptions, alphabets: list[frozenset[int]]) -> None:
        self._pdf, self._options = pdf, options
        self._engine = options.ocr or default_engine()
        self._learning = GlyphLearning(alphabets)
        self.learnt: dict[int, Learnt] = {}
        self.read: list[int] = []
        self.counts = {index: counts for index in range(len(pdf)) if (counts := self._count(index))}
        self.blank: set[int] = set()
        self.total: Counter[int] = Counter()
        for of_page in self.counts.values():
            self.total.update(of_page)

    def sure(self) -> set[int]:
        """The shapes whose character can be trusted."""
        seen = self._learning.seen
        return {n for n, one in self.learnt.items() if is_sure(one, seen[n] >= self.total[n])} - self.blank

    def texts(self) -> dict[int, str]:
        """What the shapes that are sure stand for."""
        return characters(self.learnt, self.sure()) | dict.fromkeys(self.blank, " ")

    def read_pages(self) -> None:
        """Read pages until nearly all glyphs of the file are sure, or no page has more to teach."""
        while len(self.read) < MOST_PAGES:
            wanted = self._best(min(MOST_PAGES - len(self.read), 1 if self.read else _FIRST_PAGES))
            if not wanted:
                return
            self._take(wanted)
            if coverage(self.learnt, self.sure(), self.total)[0] >= _ENOUGH:
                return

    def read_strips(self) -> None:
        """Read sheets put together from lines in which unsure shapes stand."""
        for _ in range(_SHEETS):
            unsure = set(self.total) - self.sure()
            places = self._places(unsure)
            if not places:
                return
            self._sheet(places)
            self.learnt = self._learning.learnt()

    def _best(self, count: int) -> list[int]:
        """The pages that teach most: unsure shapes count, common ones more, up to what is wanted of each."""
        sure = self.sure()
        need = {n: _WANTED - self._learning.seen[n] for n in self.total if n not in sure}
        out: list[int] = []
        for _ in range(count):
            gains = {
                index: sum(
                    min(of_page[n], need[n]) * self.total[n] ** 0.5 for n in need.keys() & of_page.keys() if need[n] > 0
                )
                for index, of_page in self.counts.items()
                if index not in self.read and index not in out
            }
            best = max(gains, key=gains.__getitem__, default=None)
            if best is None or gains[best] <= 0:
                break
            out.append(best)
            for n in need:
                need[n] -= self.counts[best][n]
        return out

    def _take(self, pages: list[int]) -> None:
        drawn = [self._drawn(index) for index in pages]
        with ThreadPoolExecutor(self._options.side_by_side()) as pool:
            for (glyphs, _), words in zip(drawn, pool.map(lambda one: self._words(one[1]), drawn), strict=True):
                self._teach(glyphs, words)
        self.read += pages
        self.learnt = self._learning.learnt()

    def _teach(self, glyphs: PrintedGlyphs, words: tuple[OcrWord, ...]) -> None:
        """Take in what was read. A glyph without height or width is a blank, and counts no more."""
        sides = glyphs.boxes[:, 2:] - glyphs.boxes[:, :2]
        empty = sides.min(axis=1) < _LEAST_INK
        for shape in set(glyphs.shapes[empty].tolist()) - set(glyphs.shapes[~empty].tolist()):
            self.blank.add(shape)
            for counts in (self.total, *self.counts.values()):
                counts.pop(shape, None)
        self._learning.add(PrintedGlyphs(glyphs.shapes[~empty], glyphs.boxes[~empty]), words)

    def _words(self, image: Image.Image | None) -> tuple[OcrWord, ...]:
        try:
            return self._engine.read(image, OCR_DPI).words if image is not None else ()
        except (OcrFailedError, DeadlineError):
            return ()

    def _drawn(self, index: int) -> tuple[PrintedGlyphs, Image.Image | None]:
        """The glyphs of a page in pixels of its picture, and the picture; none where it cannot be drawn."""
        with _opened(self._pdf, index) as page:
            glyphs = page.glyphs()
            width, height = page.frame.size
            if dpi_within(width, height, self._options.limits.page_pixels) < OCR_DPI:
                return glyphs, None
            try:
                return glyphs, as_image(render_grey(page.handle, width, height, OCR_DPI))
            except DamagedError:
                return glyphs, None

    def _count(self, index: int) -> Counter[int]:
        """How often each shape stands on a page; none where it cannot be opened."""
        try:
            with _opened(self._pdf, index) as page:
                numbers = page.numbers()
        except DamagedError:
            return Counter()
        return Counter(numbers[numbers >= 0].tolist())

    def _places(self, unsure: set[int]) -> dict[int, list[int]]:
        """Page -> unsure shapes to be read there, so many that each is read as often as is wanted."""
        need = {n: min(_A_SHEET, self.total[n] - self._learning.seen[n]) for n in unsure}
        left = _STRIPS
        out: dict[int, list[int]] = {}
        for index, of_page in self.counts.items():
            if index in self.read:
                continue
            here = [n for n in of_page if need.get(n, 0) > 0]
            if here and left > 0:
                out[index] = here[:left]
                left -= len(out[index])
                for n in out[index]:
                    need[n] -= of_page[n]
        return out

    def _sheet(self, places: dict[int, list[int]]) -> None:
        """Read lines of several pages, put together on one sheet."""
        strips: list[tuple[PrintedGlyphs, Image.Image]] = []
        for index, shapes in places.items():
            with _opened(self._pdf, index) as page:
                strips += page.strips(shapes)
        if not strips:
            return
        gap = OCR_DPI // 6
        height = sum(picture.height + gap for _, picture in strips) + gap
        sheet = Image.new("L", (max(picture.width for _, picture in strips) + 2 * gap, height), 255)
        numbers, boxes = [], []
        top = gap
        for glyphs, picture in strips:
            sheet.paste(picture, (gap, top))
            numbers.append(glyphs.shapes)
            boxes.append(glyphs.boxes + np.array([gap, top, gap, top], np.float32))
            top += picture.height + gap
        self._teach(PrintedGlyphs(np.concatenate(numbers), np.concatenate(boxes)), self._words(sheet))


class _Page:
    """A page of the numbered file, open."""

    def __init__(self, handle: Any, text: Any) -> None:
        self.handle, self._text = handle, text
        self.frame = frame_of(handle)

    def numbers(self) -> Numbers:
        """The number of the shape of each character of pdfium's text; -1 for one that has a map of its own."""
        return number_of(np.array(list(map(ord, page_text(self._text))), np.int64))

    def glyphs(self) -> PrintedGlyphs:
        """The glyphs with a number, in pixels of the page's picture."""
        numbers = self.numbers()
        at = np.flatnonzero(numbers >= 0)
        sides = np.zeros((len(at), 4), np.float64)
        address, first = address_of(self._text), sides.ctypes.data
        for row, place in enumerate(at.tolist()):
            start = first + 32 * row
            tight_box(address, place, start, start + 8, start + 16, start + 24)
        left, right, bottom, top = sides.astype(np.float32).T
        boxes = np.stack(self.frame.displayed(left, bottom, right, top), axis=1)
        return PrintedGlyphs(numbers[at], (boxes * (OCR_DPI / 72)).astype(np.float32))

    def strips(self, shapes: list[int]) -> Iterator[tuple[PrintedGlyphs, Image.Image]]:
        """The first line in which each of these shapes stands: its glyphs and its picture."""
        glyphs = self.glyphs()
        width, height = self.frame.size
        scale = OCR_DPI / 72
        done = np.zeros(len(glyphs.shapes), np.bool_)
        for shape in shapes:
            found = np.flatnonzero((glyphs.shapes == shape) & ~done)
            if not len(found):
                continue
            near = _line_around(glyphs.boxes, int(found[0]))
            done |= near
            hull = glyphs.boxes[near]
            box = Box(
                float(max(0.0, hull[:, 0].min() / scale - _MARGIN)),
                float(max(0.0, hull[:, 1].min() / scale - _MARGIN)),
                float(min(width, hull[:, 2].max() / scale + _MARGIN)),
                float(min(height, hull[:, 3].max() / scale + _MARGIN)),
            )
            picture = as_image(render_region(self.handle, width, height, box, OCR_DPI))
            moved = hull - np.array([box.x0, box.top, box.x0, box.top], np.float32) * scale
            yield PrintedGlyphs(glyphs.shapes[near], moved), picture


def _line_around(boxes: Floats, glyph: int) -> npt.NDArray[np.bool_]:
    """The glyphs on the line of one, as far as they stand near it, no word cut."""
    scale = OCR_DPI / 72
    x0, top, _, bottom = boxes[glyph]
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    row = np.flatnonzero(np.abs(middle - (top + bottom) / 2) < max(bottom - top, 6 * scale))
    row = row[np.argsort(boxes[row, 0], kind="stable")]
    gap = _WORD_GAP * float(np.median(boxes[row, 3] - boxes[row, 1]))
    parts = np.split(row, np.flatnonzero(boxes[row[1:], 0] - boxes[row[:-1], 2] > gap) + 1)
    out = np.zeros(len(boxes), np.bool_)
    for word in parts:
        if np.abs(boxes[word, 0] - x0).min() < _HALF_WIDTH * scale:
            out[word] = True
    return out


@contextmanager
def _opened(pdf: Any, index: int) -> Iterator[_Page]:
    """A page and its text, closed behind us. Raises DamagedError."""
    handle = pdfium.FPDF_LoadPage(pdf.raw, index)
    if not handle:
        raise DamagedError("the page cannot be opened")
    text = pdfium.FPDFText_LoadPage(handle)
    try:
        yield _Page(handle, text)
    finally:
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(handle)
