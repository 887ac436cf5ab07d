"""Tables of goals and results: "Wat willen we bereiken? | Wat gaan we daarvoor doen?", "Doelstelling | Resultaat |
Indicator"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from griffier.extractors.budgets.aim import Aim, marked
from griffier.extractors.budgets.outline import Question, question
from griffier.schemas.document import Cell, Document, Grid, Part, Span

_FIGURES = re.compile(r"[\s€%.,\d()+-]*")


class AimTable(NamedTuple):
    """A table of goals: results whose row names no goal stand under None. `end`: offset behind its last cell."""

    goals: list[tuple[Aim | None, list[Aim]]]
    end: int
    named: bool
    """It has a column of goals; else it holds results alone, and only a question above it says whose."""


def aim_tables(part: Part) -> dict[int, AimTable | int]:
    """The tables with cells of a part by the start of their first line: what they say of goals, or for other tables
    where they end."""
    out: dict[int, AimTable | int] = {}
    for grid in part.grids:
        spans = [s for cell in grid.cells for s in cell.spans]
        if grid.columns < 2 or not spans:
            continue
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        if part.start <= start < part.end:
            out[part.doc.line_at(start).start] = _read(part.doc, grid, end) or end
    return out


def _read(doc: Document, grid: Grid, end: int) -> AimTable | None:
    rows = _rows(grid)
    return _by_head(doc, rows, end) or _by_side(doc, rows, end)


def _rows(grid: Grid) -> list[dict[int, Cell]]:
    """The cells that begin in each row, by column."""
    rows: dict[int, dict[int, Cell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell
    return [rows[i] for i in sorted(rows)]


def _asked(doc: Document, cell: Cell | None) -> Question | None:
    text = _text(doc, cell)
    return question(text) if text else None


def _text(doc: Document, cell: Cell | None) -> str:
    return " ".join(" ".join(doc.text[s.start : s.end] for s in cell.spans).split()) if cell is not None else ""


def _by_head(doc: Document, rows: Sequence[dict[int, Cell]], end: int) -> AimTable | None:
    """The columns say what they hold."""
    below: Sequence[dict[int, Cell]] = ()
    for n, head in enumerate(rows[:2], 1):
        asked = {column: _asked(doc, cell) for column, cell in head.items()}
        aim = next((c for c, q in asked.items() if q == "aim"), None)
        acts = [c for c, q in asked.items() if q in ("act", "reached") and c != aim]
        if (aim is not None and len(head) > 1) or acts:
            below = rows[n:]
            break
    else:
        return None
    goals: list[tuple[Aim | None, list[Aim]]] = []
    for row in below:
        own = _items(doc, row.get(aim), goal=True) if aim is not None else []
        results = [item for column in acts for item in _items(doc, row.get(column), goal=False)]
        if any(
            (text := _text(doc, row.get(column))) and _FIGURES.fullmatch(text)
            for column in (aim, *acts)
            if column is not None
        ):
            return None  # a column of figures: a financial result
        if len(own) == 1:
            goals.append((own[0], results))
        elif own:
            goals += [*((goal, []) for goal in own), (None, results)]
        elif results and goals and goals[-1][0] is not None:
            goals[-1][1].extend(results)
        elif results:
            goals.append((None, results))
    return AimTable(goals, end, aim is not None) if goals else None


def _by_side(doc: Document, rows: Sequence[dict[int, Cell]], end: int) -> AimTable | None:
    """The first column asks, the second answers."""
    own: list[Aim] = []
    results: list[Aim] = []
    asked = 0
    for row in rows:
        q, cell = _asked(doc, row.get(0)), row.get(1)
        asked += q in ("aim", "act")
        if q == "aim":
            own += _items(doc, cell, goal=True)
        elif q in ("act", "reached"):
            results += _items(doc, cell, goal=False)
    if asked < 2 or not (own or results):
        return None
    if len(own) == 1:
        return AimTable([(own[0], results)], end, True)
    return AimTable([*((goal, []) for goal in own), (None, results)], end, True)


def _items(doc: Document, cell: Cell | None, *, goal: bool) -> list[Aim]:
    """The items of a cell: its bullets, or all its words as one."""
    if cell is None or not _text(doc, cell):
        return []
    out: list[Aim] = []
    loose: list[Span] = []
    for start, end in _lines(doc, cell):
        item = marked(doc.text[start:end], start, goal=goal)
        if item is not None:
            out.append(item)
        elif out and out[-1].spans[-1].end < start:
            out[-1].spans.append(Span(start, end))
        else:
            loose.append(Span(start, end))
    return out or [Aim(loose)]


def _lines(doc: Document, cell: Cell) -> list[Span]:
    found: list[Span] = []
    for span in cell.spans:
        at = span.start
        for piece in doc.text[span.start : span.end].split("\n"):
            bare = piece.strip()
            if bare:
                start = at + len(piece) - len(piece.lstrip())
                found.append(Span(start, start + len(bare)))
            at += len(piece) + 1
    return found
