"""What the tables leave out: figures that stand in a column with others and are in no table, found by holding the
finished tables against the printed lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from griffier.extractors.tables.model import FinancialTable, Place
from griffier.extractors.tables.printed_figures import Figure, figure
from griffier.schemas.document import Document, Layer, Line, PageState, Part, Span

_CELL = re.compile(r"\S+(?: \S+)*")
_DIGIT = re.compile(r"\d")
_NEAR, _EDGE = 4, 3.0
"""How many lines and points away another figure of the same column stands at most."""
_BLANK = 0.6
"""The widest gap inside a cell, in units of a word's height."""
_LEAST = 2
_CENTS = 2


@dataclass(frozen=True)
class LeftOut:
    """Figures of neighbouring lines that are in no table. `beside`: in rows of a table; else in rows of their own."""

    page: int
    texts: tuple[str, ...]
    beside: bool


@dataclass
class _Cell:
    """A figure alone in its cell. `order`: which of its line's cells it is, counted from the right."""

    doc: Document
    line: Line
    start: int
    end: int
    order: int
    figure: Figure
    taken: bool = False

    @property
    def text(self) -> str:
        return self.doc.text[self.start : self.end]

    @property
    def amount(self) -> bool:
        f = self.figure
        return f.kind == "plain" and (f.grouped or f.money or f.signed or f.decimals == _CENTS)

    @cached_property
    def edges(self) -> tuple[float, float] | None:
        words = self.doc.words
        own = words.within(self.start, self.end) if len(words) else ()
        return (min(float(words.x0[i]) for i in own), max(float(words.x1[i]) for i in own)) if len(own) else None

    def under(self, other: _Cell) -> bool:
        """True where both stand in one column."""
        if self.line.index == other.line.index:
            return False
        a, b = self.edges, other.edges
        if a is None or b is None:
            return self.order == other.order
        return abs(a[1] - b[1]) <= _EDGE or abs(a[0] - b[0]) <= _EDGE


def left_out(part: Part, tables: Sequence[FinancialTable]) -> list[LeftOut]:
    """The figures of a part that stand in columns and are in none of its tables, neighbouring lines together."""
    cells = list(_cells(part, _Taken(tables)))
    rows = {cell.line.index for cell in cells if cell.taken}
    out: list[LeftOut] = []
    for block in _blocks(_columned([c for c in cells if c.figure.kind == "plain"])):
        beside = any(cell.line.index in rows for cell in block)
        amounts = sum(cell.amount for cell in block)
        if beside or (amounts >= _LEAST and len({cell.line.index for cell in block}) >= _LEAST):
            out.append(LeftOut(block[0].line.page, tuple(cell.text for cell in block), beside))
    return out


class _Taken:
    """The stretches of text that tables hold: cells, labels, words of other columns, titles; and the lines of heads."""

    def __init__(self, tables: Sequence[FinancialTable]) -> None:
        places = sorted((p.start, p.end) for table in tables for p in _places(table))
        self._starts = [start for start, _ in places]
        self._ends = [end for _, end in places]

    def holds(self, start: int, end: int) -> bool:
        """True where a stretch of a table meets this one."""
        i = bisect_right(self._starts, start) - 1
        return (i >= 0 and self._ends[i] > start) or bisect_left(self._starts, end) > i + 1


def _places(table: FinancialTable) -> Iterator[Place]:
    for row in table.rows:
        yield from (cell.place for cell in row.cells if cell is not None)
        yield from row.text.values()
        if row.remark is not None:
            yield row.remark
        if row.place is not None:
            yield row.place
    if table.title_place is not None:
        yield table.title_place


def _cells(part: Part, taken: _Taken) -> Iterator[_Cell]:
    """The figures that are cells, in order; not the number before the first words of a line, no years."""
    for line in part.lines:
        if line.blank or line.layer is not Layer.BODY or not _DIGIT.search(line.text):
            continue
        found = list(_spans(part.doc, line))
        for i, span in enumerate(found):
            read = figure(part.doc.text[span.start : span.end])
            if read is None or read.value is None or read.year or read.kind in ("dash", "void"):
                continue
            held = taken.holds(span.start, span.end)
            if held or (_in_column(part.doc, found, i, read) and not _of_scan(part.doc, line, span)):
                yield _Cell(part.doc, line, span.start, span.end, len(found) - i, read, held)


def _in_column(doc: Document, found: Sequence[Span], at: int, read: Figure) -> bool:
    """True for what can stand in a column: not the number before words, and no bare figure alone on a line of a page,
    which is a mark at the axis of a chart."""
    return at > 0 or (len(found) == 1 and (read.money or not len(doc.words)))


def _of_scan(doc: Document, line: Line, span: Span) -> bool:
    """True for one character that was read optically: a code, or a speck."""
    return span.end - span.start == 1 and any(p.number == line.page and p.state is PageState.OCR for p in doc.pages)


def _spans(doc: Document, line: Line) -> Iterator[Span]:
    """The cells of a line: words with no more than a blank between them, on the page where they have places there."""
    words = doc.words
    own: Sequence[int] = words.within(line.start, line.end) if len(words) else ()
    if not len(own):
        yield from (Span(line.start + m.start(), line.start + m.end()) for m in _CELL.finditer(line.text))
        return
    first = last = own[0]
    for i in own[1:]:
        if float(words.x0[i] - words.x1[last]) > _BLANK * float(words.bottom[i] - words.top[i]):
            yield Span(int(words.start[first]), int(words.end[last]))
            first = i
        last = i
    yield Span(int(words.start[first]), int(words.end[last]))


def _columned(cells: Sequence[_Cell]) -> Iterator[_Cell]:
    """The cells in no table that have another figure in their column."""
    for i, cell in enumerate(cells):
        if cell.taken:
            continue
        near = (other for other in cells[max(0, i - 40) : i + 40] if abs(other.line.index - cell.line.index) <= _NEAR)
        if any(cell.under(other) for other in near):
            yield cell


def _blocks(cells: Iterator[_Cell]) -> list[list[_Cell]]:
    """Cells of neighbouring lines of a page together."""
    out: list[list[_Cell]] = []
    for cell in cells:
        last = out[-1][-1] if out else None
        if last is not None and last.line.page == cell.line.page and cell.line.index - last.line.index <= _NEAR:
            out[-1].append(cell)
        else:
            out.append([cell])
    return out
