"""What adds up in a table, found in the table itself: columns that make another in most rows, rows that make a total in
most columns."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from griffier.extractors.dutch.totals import readings
from griffier.extractors.tables.model import FinancialTable, TableRow

At = tuple[int, int]
"""Row and column of a cell."""
_SIGNS = ((1, 1), (1, -1), (-1, 1))
_LEAST, _SHARE = 3, 0.75
_MOST_ROWS, _MOST_COLUMNS = 300, 20
_MOST_DOUBTS, _MOST_WAYS, _LARGE = 3, 64, 100
_Grid = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Relation:
    """Cells with their signs that make one cell; all of them as printed. `slack`: what rounding may take."""

    parts: tuple[tuple[At, int], ...]
    made: At
    slack: float
    empty: tuple[At, ...] = ()
    """Cells among the parts in which nothing is printed, or nothing was read."""

    @property
    def cells(self) -> tuple[At, ...]:
        """All cells of the relation."""
        return (*(at for at, _ in self.parts), self.made)


def ways(fixed: float, open_: Sequence[tuple[int, Sequence[float]]], slack: float) -> list[tuple[int, ...]]:
    """Which of its readings each doubtful cell, given with its sign, has to take that all make nought with what is
    fixed; [] for more cells or readings than can prove anything."""
    if not 1 <= len(open_) <= _MOST_DOUBTS or math.prod(len(values) for _, values in open_) > _MOST_WAYS:
        return []
    readings = [[(i, sign * value) for i, value in enumerate(values)] for sign, values in open_]
    picks = itertools.product(*readings)
    return [tuple(i for i, _ in pick) for pick in picks if abs(fixed + sum(v for _, v in pick)) <= slack]


def relations(table: FinancialTable, choices: Mapping[At, Sequence[float]]) -> list[Relation]:
    """The relations that the cells of a table prove: surely read ones, and doubtful ones that fit as they
    were read first. `choices`: what each doubtful cell may say."""
    rows = [(i, row) for i, row in enumerate(table.rows) if not row.heading]
    width = len(table.columns)
    if not 2 <= len(rows) <= _MOST_ROWS or width > _MOST_COLUMNS:
        return []
    grid = np.full((len(table.rows), width), np.nan)
    for i, row in rows:
        for j, cell in enumerate(row.cells):
            if cell is not None and cell.figure.value is not None and cell.figure.kind in ("plain", "dash"):
                grid[i, j] = float(cell.figure.value)
    sure = grid.copy()
    for i, j in choices:
        sure[i, j] = np.nan
    return [*_across(grid, sure), *_down(table, grid, sure, choices)]


def _across(grid: _Grid, sure: _Grid) -> Iterator[Relation]:
    """Columns that make a column."""
    for parts, made in _column_sums(grid.shape[1]):
        total = sum(sign * sure[:, j] for j, sign in parts)
        known = ~np.isnan(total) & ~np.isnan(sure[:, made])
        off = np.abs(np.where(known, total - sure[:, made], np.inf))
        telling = known & ((sure[:, [j for j, _ in parts]] != 0).sum(axis=1) >= 2) & (sure[:, made] != 0)
        loose = len(parts) / 2 + 0.5
        right = off <= loose
        if (right & telling).sum() < _LEAST or right.sum() < _SHARE * known.sum():
            continue
        slack = 0.01 if (off <= 0.01).sum() >= 0.9 * right.sum() else loose
        for i in range(len(grid)):
            if not np.isnan(grid[i, made]) and not all(np.isnan(grid[i, j]) for j, _ in parts):
                yield Relation(tuple(((i, j), sign) for j, sign in parts), (i, made), slack)


def _column_sums(width: int) -> Iterator[tuple[tuple[tuple[int, int], ...], int]]:
    for i in range(width):
        for j in range(i + 1, width):
            for k in range(width):
                if k not in (i, j) and max(i, j, k) - min(i, j, k) <= 4:
                    for a, b in _SIGNS:
                        if k > i or (a, b) != (1, 1):
                            yield ((i, a), (j, b)), k
    for k in range(3, width):
        for first in range(k - 2):
            yield tuple((j, 1) for j in range(first, k)), k
        yield ((k - 3, 1), (k - 2, 1), (k - 1, -1)), k
        yield ((k - 3, 1), (k - 2, -1), (k - 1, 1)), k
        yield ((k - 3, 1), (k - 2, -1), (k - 1, -1)), k


def _down(table: FinancialTable, grid: _Grid, sure: _Grid, choices: Mapping[At, Sequence[float]]) -> Iterator[Relation]:
    """Rows that make a total."""
    for at, row in enumerate(table.rows):
        if row.heading or at < 2:
            continue
        for parts in _row_sums(table.rows, at):
            slack = _slack(grid, sure, parts, at, choices)
            if slack is not None:
                yield from _of_columns(grid, parts, at, slack)
                break


def _slack(
    grid: _Grid, sure: _Grid, parts: Sequence[tuple[int, int]], at: int, choices: Mapping[At, Sequence[float]]
) -> float | None:
    """How far rows may be from making a row in the columns in which they do; None where nothing proves that they make
    it."""
    indices = [i for i, _ in parts]
    signs = np.array([sign for _, sign in parts])
    # an empty cell adds nothing; a doubtful one leaves its column out, unless one reading alone fits
    unknown = (np.isnan(sure[indices]) & ~np.isnan(grid[indices])).any(axis=0) | np.isnan(sure[at])
    total = (np.nan_to_num(sure[indices]) * signs[:, None]).sum(axis=0)
    off = np.where(unknown, np.inf, np.abs(total - np.nan_to_num(sure[at])))
    chosen = np.array([bool(u) and _fits(grid, parts, (at, j), choices) for j, u in enumerate(unknown)])
    off[chosen] = 0.0
    loose = max(1.0, len(parts) / 2)
    right = off <= loose
    unread = np.isnan(grid[indices]).any(axis=0) & ~right  # something in an empty cell may not have been read
    if right.sum() < _SHARE * ((~unknown & ~unread) | chosen).sum():
        return None
    telling = right & ((np.nan_to_num(grid[indices]) != 0).sum(axis=0) >= 2) & (np.nan_to_num(grid[at]) != 0)
    if telling.sum() < min(2, grid.shape[1]) and not _alone(grid, indices, telling & (off <= 0.01)):
        return None
    return 0.01 if (off <= 0.01).sum() == right.sum() else loose


def _fits(grid: _Grid, parts: Sequence[tuple[int, int]], made: At, choices: Mapping[At, Sequence[float]]) -> bool:
    """True where the doubtful cells of a sum fit in one way alone, as they were read first: other readings, and figures
    of two digits, fit by chance."""
    cells = [*(((i, made[1]), sign) for i, sign in parts), (made, -1)]
    fixed = sum(sign * float(np.nan_to_num(grid[at])) for at, sign in cells if at not in choices)
    large = max(abs(float(np.nan_to_num(grid[at]))) for at, _ in cells) >= _LARGE
    right = ways(fixed, [(sign, choices[at]) for at, sign in cells if at in choices], 0.01)
    return large and len(right) == 1 and not any(right[0])


def _of_columns(grid: _Grid, parts: Sequence[tuple[int, int]], at: int, slack: float) -> Iterator[Relation]:
    """The relation of each column in which the total is printed."""
    for j in np.flatnonzero(~np.isnan(grid[at])).tolist():
        printed = tuple(((i, j), sign) for i, sign in parts if not np.isnan(grid[i, j]))
        yield Relation(printed, (at, j), slack, tuple((i, j) for i, _ in parts if np.isnan(grid[i, j])))


def _alone(grid: _Grid, indices: list[int], exact: npt.NDArray[np.bool_]) -> bool:
    """Whether one column alone proves a total: many figures that make it to the unit are no chance."""
    parts = np.nan_to_num(grid[indices])
    return any((parts[:, j] != 0).sum() >= 5 and abs(parts[:, j]).max() >= _LARGE for j in np.flatnonzero(exact))


def _row_sums(rows: Sequence[TableRow], at: int) -> Iterator[Sequence[tuple[int, int]]]:
    """The ways in which a row may be made by rows above it: a total by what totals sum, any row by the two above."""
    above = [i for i in range(at) if not rows[i].heading]
    if len(above) < 2:
        return
    if rows[at].role != "item" or at == len(rows) - 1:
        yield from (terms for terms in readings(rows, at) if len(terms) >= 2)
    for a, b in _SIGNS:
        yield [(above[-2], a), (above[-1], b)]
