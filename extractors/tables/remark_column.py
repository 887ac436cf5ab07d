"""The column of words right of all figures: remarks, often of several lines, each of the row that it stands beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from griffier.extractors.tables.bands import Region
from griffier.extractors.tables.model import TableColumn, TableRow
from griffier.extractors.tables.pieces import Piece, PrintedLine
from griffier.extractors.tables.promising import WORDY
from griffier.extractors.tables.word_columns import place_of

_LEAST, _SCRAP = 2, 3
_ALIKE, _ONE_EDGE, _ONE_START = 3, 3.0, 1.5
"""On how many lines figures end, and words begin, at one place: where their columns meet."""


def free_beside_remarks(lines: Sequence[PrintedLine]) -> None:
    """Let figures stand free though words follow close behind them, where on other lines the figures end and the words
    begin at the same places: the last column of amounts, and that of remarks."""
    met = [(p, after) for line in lines for p, after in _before_words(line)]
    for piece, after in met:
        alike = [p for p, a in met if abs(p.x1 - piece.x1) < _ONE_EDGE and abs(a.x0 - after.x0) < _ONE_START]
        amounts = sum(p.figure is not None and (p.figure.grouped or p.figure.money or p.figure.signed) for p in alike)
        if len(alike) >= _ALIKE and 2 * amounts > len(alike):
            piece.free = True


def _before_words(line: PrintedLine) -> Iterator[tuple[Piece, Piece]]:
    """The figures of a line that stand apart from what is before them, and close to the words behind them."""
    for before, piece, after in zip(line.pieces, line.pieces[1:], line.pieces[2:], strict=False):
        close = piece.figure is not None and not piece.free and after.figure is None
        if close and piece.x0 - before.x1 > line.size:
            yield piece, after


def remarks(region: Region) -> float:
    """Where a column of words begins right of all figures; infinity where there is none."""
    right = region.bands[-1].x1
    starts = [p.x0 for line in region.lines for p in _right_of(line, right) if len(p.text) > _SCRAP]
    heads = [p.x0 for line in region.head for p in _right_of(line, right)]
    if len(starts) >= _LEAST or any(abs(x - head) < _ONE_EDGE for x in starts for head in heads):
        return min(starts) - 2
    named = (x for line in region.head if (x := _named_alone(line, region, right)) is not None)
    return next(named, float("inf"))


def _right_of(line: PrintedLine, right: float) -> list[Piece]:
    return [p for p in line.pieces if p.figure is None and p.x0 > right + 1]


def _named_alone(line: PrintedLine, region: Region, right: float) -> float | None:
    """Where the head of a column of remarks begins of which no row of this page has one: behind the last head of
    figures, which ends as they do."""
    words = [p for p in line.pieces if p.x1 > region.bands[0].x0 - 2]
    flush = len(words) > len(region.bands) and abs(words[-2].x1 - right) < _ONE_EDGE
    return words[-1].x0 - 2 if flush and words[-1].x0 > right + 1 and WORDY.search(words[-1].text) else None


def take_remarks(region: Region, start: float, rows: Sequence[TableRow]) -> TableColumn | None:
    """Give the rows the remarks that begin right of `start`, and return their column; None where there are none, or no
    word of the head stands over them."""
    head = [p.text for line in region.head for p in line.pieces if p.x0 >= start]
    lines = list(_lines(region, start))
    placed = [row for row in rows if not row.heading and _middle_of(row) is not None]
    if not head or len(lines) < _LEAST or not placed:
        return None
    leads = _lead(lines, placed)
    found: dict[int, list[Piece]] = {}
    for own in lines:
        found.setdefault(_beside(own, placed, leads=leads), []).extend(own)
    for at, pieces in found.items():
        placed[at].remark = place_of(pieces)
    return TableColumn(" ".join(head), kind="text")


def _lines(region: Region, start: float) -> Iterator[list[Piece]]:
    """The words of each line right of `start`, where it has any there."""
    for line in region.lines:
        if own := [p for p in line.pieces if p.x0 >= start and p.figure is None]:
            yield own


def _middle_of(row: TableRow) -> float | None:
    """The height at which the figures of a row stand."""
    cell = next((c for c in row.cells if c is not None), None)
    return (cell.place.top + cell.place.bottom) / 2 if cell is not None else None


def _height(pieces: Sequence[Piece]) -> float:
    return (pieces[0].top + pieces[0].bottom) / 2


def _lead(lines: Sequence[Sequence[Piece]], rows: Sequence[TableRow]) -> bool:
    """True where remarks begin on the line of their row's figures: none stands above the first row."""
    first = _middle_of(rows[0])
    size = lines[0][0].bottom - lines[0][0].top
    return first is not None and _height(lines[0]) > first - 0.25 * size


def _beside(pieces: Sequence[Piece], rows: Sequence[TableRow], *, leads: bool) -> int:
    """Which row a line of a remark is of: the one that it stands under where figures lead, else the nearest."""
    height, size = _height(pieces), pieces[0].bottom - pieces[0].top
    away = [height - middle for row in rows if (middle := _middle_of(row)) is not None]
    if leads:
        return max((at for at, off in enumerate(away) if off > -0.25 * size), default=0)
    return min(range(len(away)), key=lambda at: abs(away[at]))
