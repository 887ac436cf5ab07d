"""The rows of a table whose head says what each column is: in the tables that a format gives, and in lines set in wide
gaps. One without a head goes on with the columns of the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from griffier.extractors.text.column_places import Places
from griffier.extractors.text.grid_places import in_order
from griffier.extractors.text.line_cells import cells_of
from griffier.extractors.text.open_grids import open_grids
from griffier.schemas.document import Cell, Grid, Line, Part, Span

Pieces = tuple[Span, ...]
Heads = Sequence[tuple[str, re.Pattern[str]]]
"""Name of a column -> what its head says; the first that fits and is not taken yet counts."""

_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad]\s?(?=[a-z])")
"""Of a word that its column broke."""
_BROKEN_NUMBER = re.compile(r"(?<=[\dA-Z][-–/.])\s*\n\s*(?=\d)|(?<=[\dA-Z])\s*\n\s*(?=[-–/.]\d)")
"""Where a narrow column breaks "T-24-031" or "10-12-2024"."""
NUMBER = "number"
_LEAST_CELLS = 3
"""Cells that a line needs to be a head."""
_HEAD_ROWS = 3
"""Rows of a grid among which the head may stand: a title may stand over it."""


@dataclass
class Row:
    """The pieces of each column's cell, by the column's name. `under`: the last line before it that stands alone, such
    as the heading of a section."""

    cells: dict[str, Pieces]
    under: Span | None = None

    @property
    def start(self) -> int:
        """Where it begins."""
        return min(piece.start for piece in chain.from_iterable(self.cells.values()))

    @property
    def end(self) -> int:
        """Where it ends."""
        return max(piece.end for piece in chain.from_iterable(self.cells.values()))


@dataclass
class HeadedTable:
    """How to tell a head and a row. `enough`: do some columns make a table of the kind that is meant? `opens`: do
    cells, by the column's name, begin a row of a table with these columns?"""

    heads: Heads
    enough: Callable[[frozenset[str]], bool]
    opens: Callable[[Mapping[str, str], frozenset[str]], bool]
    counts: re.Pattern[str] | None = None
    """What the cells of a first column without a head must be for it to be `number`."""
    lines: bool = True
    """Are lines set in wide gaps read too?"""

    def rows_of(self, part: Part) -> list[Row]:
        """The rows of all such tables of a part, in the order of the text; [] without any. Tables that no line rules
        are read as columns of the text, and by the white between their cells where that gives none."""
        return self._read(part, part.grids) or self._read(part, [*part.grids, *open_grids(part)])

    def _read(self, part: Part, grids: Sequence[Grid]) -> list[Row]:
        reader = _Reader(part, self)
        for piece in in_order(part, grids):
            if isinstance(piece, Line) and self.lines:
                reader.read_line(piece)
            elif isinstance(piece, Grid):
                reader.read_grid(piece)
        return [row for row in reader.rows if row.cells]

    def columns_of(self, texts: Mapping[int, str]) -> dict[int, str] | None:
        """What the texts of a row say of their columns; None where it is no head."""
        found: dict[int, str] = {}
        for column, text in texts.items():
            said = _HYPHEN.sub("", " ".join(text.split())).strip(" :*")
            name = next((n for n, head in self.heads if n not in found.values() and head.fullmatch(said)), None)
            if name is not None:
                found[column] = name
        return found if self.enough(frozenset(found.values())) else None


class _Reader:
    """Reads rows one after another; what the last head said of the columns holds until the next one."""

    def __init__(self, part: Part, table: HeadedTable) -> None:
        self.part, self.table = part, table
        self.rows: list[Row] = []
        self._columns: dict[int, str] = {}
        self._width = 0
        self._places: Places | None = None
        self._under: Span | None = None
        self._last: Line | None = None
        """The line that ended the row which is open; None where none is."""

    def read_grid(self, grid: Grid) -> None:
        """The rows of a ready-made table; nothing without a head of its own or of one before it."""
        self._last = self._places = None
        by_row: dict[int, list[Cell]] = {}
        for cell in grid.cells:
            if cell.spans:
                by_row.setdefault(cell.row, []).append(cell)
        rows = [by_row[at] for at in sorted(by_row)]
        head = next((at for at, cells in enumerate(rows[:_HEAD_ROWS]) if self._is_head(cells)), None)
        if head is not None:
            self._begin(grid, rows[head], rows[head + 1 :])
            rows = rows[head + 1 :]
        elif not self._columns or grid.columns != self._width:
            return
        for cells in rows:
            self._take(cells)

    def _begin(self, grid: Grid, head: Sequence[Cell], below: Sequence[Sequence[Cell]]) -> None:
        """What a head says of the columns."""
        self._columns = self.table.columns_of({c.column: self._text(c.spans) for c in head}) or {}
        self._width = grid.columns
        if self._counts([cell for cells in below for cell in cells if cell.column == 0]):
            self._columns.setdefault(0, NUMBER)

    def _counts(self, first: Sequence[Cell]) -> bool:
        """Does a first column without a head hold numbers, where none has the head of numbers?"""
        counts = self.table.counts
        if counts is None or NUMBER in self._columns.values() or not first:
            return False
        return all(counts.fullmatch(self._text(cell.spans).strip()) for cell in first)

    def _is_head(self, cells: Sequence[Cell]) -> bool:
        return self.table.columns_of({c.column: self._text(c.spans) for c in cells}) is not None

    def _take(self, cells: Sequence[Cell]) -> None:
        """A row of a grid: a section's heading, the rest of a row that a page cut in two, or a row."""
        if self._is_head(cells):
            return
        told = {self._columns[c.column]: c.spans for c in cells if c.column in self._columns}
        alone = len(cells) == 1
        if self._opens(told) and not (alone and cells[0].colspan > 1):
            self.rows.append(Row(dict(told), self._under))
        elif alone and (cells[0].colspan > 1 or cells[0].column == min(self._columns)):
            self._under = Span(cells[0].spans[0].start, cells[0].spans[-1].end)
        elif self.rows:
            self._append(told)

    def read_line(self, line: Line) -> None:
        """A line outside tables: a head, the beginning of a row, what goes on of it, or the end of the table."""
        if line.blank:
            self._last = None
            return
        cells = cells_of(line.text, line.start)
        enough = len(cells) >= _LEAST_CELLS
        head = self.table.columns_of({at: cell.text for at, cell in enumerate(cells)}) if enough else None
        if head is not None:
            names = dict(enumerate(cell.text for cell in cells))
            self._columns = {at: head.get(at, f"-{at}") for at in names}
            self._width, self._last = len(cells), None
            self._places = Places.of(self.part, line, cells)
            return
        if self._places is None:
            self._under = Span(line.start, line.end)
            return
        told: dict[str, Pieces] = {}
        for cell in cells:
            name = self._columns[self._places.column(self.part, line, cell)]
            told[name] = (*told.get(name, ()), Span(cell.start, cell.end))
        if len(told) > 1 and self._opens(told):
            self.rows.append(Row(told, self._under))
            self._last = line
        elif self._last is not None and line.index == self._last.index + 1:
            self._append(told)
            self._last = line
        elif len(cells) == 1:
            self._under, self._last = Span(line.start, line.end), None

    def _opens(self, told: Mapping[str, Pieces]) -> bool:
        texts = {name: self._text(spans) for name, spans in told.items()}
        return self.table.opens(texts, frozenset(self._columns.values()))

    def _append(self, told: Mapping[str, Pieces]) -> None:
        above = self.rows[-1].cells
        for name, spans in told.items():
            above[name] = (*above.get(name, ()), *spans)

    def _text(self, spans: Pieces) -> str:
        told = "\n".join(self.part.doc.text[span.start : span.end] for span in spans)
        return _BROKEN_NUMBER.sub("", told).replace("\n", " ")
