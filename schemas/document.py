"""What a reader makes of one file: its canonical text, and where on the pages each piece of it stands.

Everything here is columnar and frozen: a report of 600 pages is one string and a few arrays. Offsets are code points
into `Document.text`; boxes are PDF points in the displayed (rotated) page, origin top left.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar, cast

import numpy as np

from griffier.schemas.geometry import Box, Floats, Ints, Rules, Span, Turned, Words
from griffier.schemas.view import Edit, View

__all__ = [
    "Box", "Cell", "Document", "Floats", "Grid", "Ints", "Layer", "Line", "Origin", "Page", "PageState", "Part",
    "Rules", "Span", "Turned", "Words",
    "plain_document",
]  # fmt: skip

T = TypeVar("T")


class PageState(StrEnum):
    """How a page ended: each page of each input is in exactly one of these."""

    TEXT = "text"
    OCR = "ocr"
    BLANK = "blank"
    FAILED = "failed"


class Layer(StrEnum):
    """What a line of a page is for. Only `BODY` is read as the document's own prose."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    BOILERPLATE = "boilerplate"
    STAMP = "stamp"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the input. An input without pages is one page of no size.

    `start`, `end`: its range in the canonical text. `width`, `height`: points, 0 where the input has no page geometry.
    `rotation`: degrees clockwise that were applied to display it. `ocr_confidence`: 0..100, mean over words. `slope`:
    how far its lines fall for each point to the right, where they were read optically.
    """

    number: int
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0
    rotation: int = 0
    state: PageState = PageState.TEXT
    reason: str = ""
    ocr_confidence: float | None = None
    slope: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid: 0-based position, how far it spans, and its text as spans of the canonical text."""

    row: int
    column: int
    spans: tuple[Span, ...]
    rowspan: int = 1
    colspan: int = 1
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose cells the format itself gives: ruled in a PDF, `<table>` in HTML, a table in a word processor's
    file."""

    page: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the canonical text. `start`, `end` exclude the line break and surrounding blanks; an empty line has
    start == end. A line of which only a part is of another layer (a header glued to the last word of a page) is one
    `Line` for each part.

    `box` is None where the input has no page geometry; `size`, `bold` are those of its first word. `heading` is the
    level that the format itself declares (h1 = 1), 0 where it declares none. `index` is its place in `Document.lines`.
    """

    index: int
    start: int
    end: int
    text: str
    page: int
    layer: Layer = Layer.BODY
    box: Box | None = None
    size: float = 0.0
    bold: bool = False
    heading: int = 0

    @property
    def blank(self) -> bool:
        """True for a line without text: it separates blocks."""
        return not self.text


@dataclass(frozen=True)
class Document:
    """One file, read.

    `text`: lines end in one line feed, pages are separated by a form feed, blocks (paragraphs, cells, columns) by an
    empty line. A printed table row is one line, its cells from left to right with two or more blanks between; words of
    running text are one blank apart. `readings`: start offset of a word -> what else it may say, where readings of OCR
    differ and neither is proven; so far figures of tables. `turned`: pictures of text that lie on their side.
    `layers`: spans that are not body, sorted, not overlapping. `headings`: start offset of a line -> level that the
    format declares. `properties`: what the container says of itself (a PDF's /Title, an e-mail's headers), never mixed
    with what is printed. `breaks`: the blanks that stand for a line break within a table's cell, by their offset;
    `origin`: of a document in which something was put right, the one it was made from.
    """

    text: str
    pages: tuple[Page, ...]
    words: Words = field(default_factory=Words.empty)
    rules: Rules = field(default_factory=Rules.empty)
    grids: tuple[Grid, ...] = ()
    readings: dict[int, tuple[str, ...]] = field(default_factory=dict)
    turned: tuple[Turned, ...] = ()
    layers: tuple[tuple[Span, Layer], ...] = ()
    headings: dict[int, int] = field(default_factory=dict)
    media_type: str = "text/plain"
    properties: dict[str, str] = field(default_factory=dict)
    breaks: frozenset[int] = frozenset()
    origin: Origin | None = None

    @property
    def read(self) -> Document:
        """The document as it was read: whose text is the canonical one, and whose places are published."""
        return self.origin.read if self.origin else self

    def page_at(self, offset: int) -> Page:
        """The page on which a code point stands."""
        i = bisect_right(self._page_starts, offset) - 1
        return self.pages[max(0, i)]

    def layer_at(self, offset: int) -> Layer:
        """The layer of a code point."""
        i = bisect_right(self._layer_starts, offset) - 1
        if i >= 0 and self.layers[i][0].end > offset:
            return self.layers[i][1]
        return Layer.BODY

    def layers_within(self, start: int, end: int) -> tuple[tuple[Span, Layer], ...]:
        """The layers that touch `[start, end)`, in order; the first may end before it."""
        starts = self._layer_starts
        return self.layers[max(0, bisect_right(starts, start) - 1) : bisect_left(starts, end)]

    @cached_property
    def _page_starts(self) -> list[int]:
        return [p.start for p in self.pages]

    @cached_property
    def _layer_starts(self) -> list[int]:
        return [s.start for s, _ in self.layers]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines in reading order, blank ones included."""
        return tuple(self._make_lines())

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, offset: int) -> Line:
        """The line on which a code point stands."""
        return self.lines[max(0, bisect_right(self._line_starts, offset) - 1)]

    def _make_lines(self) -> Iterator[Line]:
        found: list[tuple[int, int, int]] = []
        at = 0
        for page in self.pages:
            for raw in self.text[page.start : page.end].split("\n"):
                found.extend((start, end, page.number) for start, end in self._stretches(at, raw))
                at += len(raw) + 1
            at = page.end + 1
        hulls = self._hulls(found)
        w = self.words
        for index, (start, end, number) in enumerate(found):
            layer = self.layer_at(start) if start < end and self.layers else Layer.BODY
            first, box = hulls.get(index, (-1, None))
            size, bold = (float(w.size[first]), bool(w.bold[first])) if box else (0.0, False)
            yield Line(
                index, start, end, self.text[start:end], number, layer, box, size, bold, self.headings.get(start, 0)
            )

    def _hulls(self, ranges: list[tuple[int, int, int]]) -> dict[int, tuple[int, Box]]:
        """Number of a range -> its first word and the box around its words. All at once: one by one they were most of
        the cost of lines."""
        w = self.words
        if not len(w) or not ranges:
            return {}
        table = np.array(ranges, np.int32)
        lo = w.end.searchsorted(table[:, 0], side="right")
        hi = w.start.searchsorted(table[:, 1], side="left")
        some = np.flatnonzero((lo < hi) & (table[:, 0] < table[:, 1]))
        if not len(some):
            return {}
        # reduceat takes pairs of bounds; the stretches between two lines are computed too and left out
        bounds = np.stack([lo[some], hi[some]], axis=1).ravel()
        low, high = np.minimum.reduceat, np.maximum.reduceat
        columns = [
            f(np.append(v, v[-1:]), bounds)[::2].tolist()
            for f, v in ((low, w.x0), (low, w.top), (high, w.x1), (high, w.bottom))
        ]
        first = lo[some].tolist()
        return {i: (k, Box(*box)) for i, k, box in zip(some.tolist(), first, zip(*columns, strict=True), strict=True)}

    def _stretches(self, at: int, raw: str) -> Iterator[Span]:
        """A line's range without blanks; several where a layer begins or ends inside it (a header glued to a page's
        last word)."""
        bare = raw.strip()
        start = at + (len(raw) - len(raw.lstrip()) if bare else 0)
        end = start + len(bare)
        i = max(0, bisect_right(self._layer_starts, start) - 1)
        edges = [start]
        while i < len(self.layers) and self.layers[i][0].start < end:
            edges.extend(edge for edge in self.layers[i][0] if start < edge < end and edge != edges[-1])
            i += 1
        if len(edges) == 1:
            yield Span(start, end)
            return
        for lo, hi in zip(edges, [*edges[1:], end], strict=True):
            piece = self.text[lo:hi]
            if piece.strip():
                yield Span(lo + len(piece) - len(piece.lstrip()), hi - (len(piece) - len(piece.rstrip())))

    def boxes(self, start: int, end: int) -> list[Box]:
        """One box per printed line that `[start, end)` touches; [] where the input has no page geometry."""
        hits = self.words.within(start, end)
        if not hits:
            return []
        w, s = self.words, slice(hits.start, hits.stop)
        starts, ends = w.start[s].tolist(), w.end[s].tolist()
        breaks = [0]
        for i in range(1, len(hits)):
            gap = ends[i - 1], starts[i]
            if self.text.find("\n", *gap) >= 0 or self.text.find("\f", *gap) >= 0:
                breaks.append(i)
        x0, top, x1, bottom = w.x0[s].tolist(), w.top[s].tolist(), w.x1[s].tolist(), w.bottom[s].tolist()
        found = [
            Box(min(x0[lo:hi]), min(top[lo:hi]), max(x1[lo:hi]), max(bottom[lo:hi]))
            for lo, hi in zip(breaks, [*breaks[1:], len(hits)], strict=True)
        ]
        return (
            [self.shown(int(w.page[hits[lo]]), box) for lo, box in zip(breaks, found, strict=True)]
            if self.turned
            else found
        )

    def shown(self, page: int, box: Box) -> Box:
        """Where a box of the words stands on its page: elsewhere only inside a picture that lies on its side."""
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        for picture in self.turned:
            laid = picture.laid
            if picture.page == page and laid.x0 <= x <= laid.x1 and laid.top <= y <= laid.bottom:
                return picture.shown(box)
        return box


@dataclass(frozen=True)
class Origin:
    """What a document was made from: `read` is the file as it was read, `view` the text of the one as made from that of
    the other by `edits`, in order."""

    read: Document
    view: View
    edits: tuple[Edit, ...]

    def within(self, span: Span) -> tuple[Edit, ...]:
        """The edits that begin in a range of the text as read."""
        starts = self._starts
        return self.edits[bisect_left(starts, span.start) : bisect_left(starts, span.end)]

    @cached_property
    def _starts(self) -> list[int]:
        return [edit.start for edit in self.edits]


@dataclass(frozen=True)
class Part:
    """One document inside a file (a file may bundle several): a range of the canonical text and of the pages.

    Every extractor gets a Part; offsets stay those of the whole file. `given` holds what the caller supplied about it.
    """

    doc: Document
    start: int
    end: int
    ordinal: int = 0
    memory: dict[object, object] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def whole(cls, doc: Document) -> Part:
        """The file as one document."""
        return cls(doc, 0, len(doc.text))

    @property
    def text(self) -> str:
        """The part's own text. Offsets found in it are relative: prefer `pattern.finditer(doc.text, start, end)`."""
        return self.doc.text[self.start : self.end]

    def reading(self, layer: Layer) -> Part:
        """The same part with the lines of a layer as body: for kinds in which they say something."""
        kept = tuple(entry for entry in self.doc.layers if entry[1] is not layer)
        return (
            self
            if kept == self.doc.layers
            else Part(replace(self.doc, layers=kept), self.start, self.end, self.ordinal)
        )

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The part's lines of every layer, blank ones included."""
        return tuple(line for line in self.doc.lines if self.start <= line.start <= self.end and line.end <= self.end)

    @cached_property
    def body(self) -> tuple[Line, ...]:
        """The part's lines without headers, footers, footnotes, stamps and boilerplate; blank ones included."""
        return tuple(line for line in self.lines if line.layer is Layer.BODY)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages that the part touches; the last part also has the file's last page where that has no text."""
        last = self.end == len(self.doc.text)
        return (
            tuple(
                p
                for p in self.doc.pages
                if p.end >= self.start and (p.start < self.end or (last and p.start == self.end))
            )
            or self.doc.pages[:1]
        )

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        """The ready-made tables on the part's pages."""
        numbers = {p.number for p in self.pages}
        return tuple(g for g in self.doc.grids if g.page in numbers)

    def memo(self, make: Callable[[Part], T]) -> T:
        """`make(self)`, computed once per part: for what several extractors need (amounts, people, sentences)."""
        if make not in self.memory:
            self.memory[make] = make(self)
        return cast(T, self.memory[make])


def plain_document(text: str, media_type: str = "text/plain", **more: Any) -> Document:
    """A document without pages, from text alone: one page of no size. For readers of bare text, and for tests."""
    return Document(text=text, pages=(Page(1, 0, len(text)),), media_type=media_type, **more)
