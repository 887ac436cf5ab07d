"""Ruled tables: from the ruling lines of a page to grids of cells, by pdfplumber's own table finder.

pdfplumber finds the cells of a ruled table well and is slow in building a page. So its finder is given what it needs
and no more: the lines that were read already.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from griffier.pipeline.layout.page_words import PageWords
from griffier.schemas.document import Box, Cell, Floats, Grid, Span

LEAST_RULES = 3
"""Lines lying and lines standing that a table of two rows and two columns has at least."""

MOST_RULES = 500
"""Lines of a page: more is a drawing or a map, and the search for cells is quadratic."""

_SNAP = 2.5
_SETTINGS = {
    "vertical_strategy": "lines",
    "horizontal_strategy": "lines",
    "snap_tolerance": 3,
    "join_tolerance": 3,
    "intersection_tolerance": 3,
}


@dataclass(frozen=True, slots=True)
class _RuledPage:
    """The part of a pdfplumber page that its table finder asks for."""

    edges: list[dict[str, Any]]
    bbox: tuple[float, float, float, float]


def grids_of(page: PageWords, written: Sequence[int], starts: Sequence[int], ends: Sequence[int]) -> list[Grid]:
    """The ruled tables of a page. `written`: word numbers in the order of the text; `starts`, `ends`: their places in
    it."""
    if len(page.rules) < 2 * LEAST_RULES or not written:
        return []
    found: list[Grid] = []
    for cells in _tables(page.rules, page.width, page.height):
        grid = _grid(page, cells, written, starts, ends)
        if grid is not None:
            found.append(grid)
    return found


def _tables(rules: Floats, width: float, height: float) -> list[list[tuple[float, float, float, float]]]:
    edges = []
    counts = {"h": 0, "v": 0}
    for x0, top, x1, bottom in rules.tolist():
        way = "h" if x1 - x0 >= bottom - top else "v"
        if way == "h":
            top = bottom = (top + bottom) / 2
        else:
            x0 = x1 = (x0 + x1) / 2
        counts[way] += 1
        edges.append(
            {
                "object_type": "line",
                "orientation": way,
                "x0": x0,
                "x1": x1,
                "top": top,
                "bottom": bottom,
                "width": x1 - x0,
                "height": bottom - top,
            }
        )
    if min(counts.values()) < LEAST_RULES or len(edges) > MOST_RULES:
        return []
    from pdfplumber.table import TableFinder

    ruled: Any = _RuledPage(edges, (0.0, 0.0, width, height))
    finder = TableFinder(ruled, _SETTINGS)
    return [table.cells for table in finder.tables]


def _grid(
    page: PageWords,
    boxes: Sequence[tuple[float, float, float, float]],
    written: Sequence[int],
    starts: Sequence[int],
    ends: Sequence[int],
) -> Grid | None:
    xs, ys = _lines([v for b in boxes for v in (b[0], b[2])]), _lines([v for b in boxes for v in (b[1], b[3])])
    if len(xs) < 3 or len(ys) < 3:
        return None
    order = np.asarray(written, np.int32)
    x = (page.x0[order] + page.x1[order]) / 2
    y = (page.top[order] + page.bottom[order]) / 2
    cells = []
    filled = 0
    for x0, top, x1, bottom in boxes:
        inside = np.flatnonzero((x >= x0) & (x < x1) & (y >= top) & (y < bottom)).tolist()
        filled += bool(inside)
        row, column = _index(ys, top), _index(xs, x0)
        cells.append(
            Cell(
                row=row,
                column=column,
                spans=_spans(inside, starts, ends),
                rowspan=max(1, _index(ys, bottom) - row),
                colspan=max(1, _index(xs, x1) - column),
                box=Box(x0, top, x1, bottom),
            )
        )
    if filled < 4:
        return None
    cells.sort(key=lambda c: (c.row, c.column))
    return Grid(page.number, len(ys) - 1, len(xs) - 1, tuple(cells), Box(xs[0], ys[0], xs[-1], ys[-1]))


def _lines(values: Sequence[float]) -> list[float]:
    """Distinct positions: what is nearer than the snap is one line."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _SNAP:
            out.append(value)
    return out


def _index(lines: Sequence[float], value: float) -> int:
    return max(0, min(len(lines) - 1, bisect_left(lines, value - _SNAP)))


def _spans(words: Sequence[int], starts: Sequence[int], ends: Sequence[int]) -> tuple[Span, ...]:
    """The words of a cell as spans: words that follow each other in the text with no more than a blank between are
    one."""
    out: list[Span] = []
    for i in words:
        if out and starts[i] - out[-1].end <= 1:
            out[-1] = Span(out[-1].start, ends[i])
        else:
            out.append(Span(starts[i], ends[i]))
    return tuple(out)
