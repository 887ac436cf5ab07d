"""Was and wordt in two columns of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from griffier.extractors.changes.change_cues import data, either
from griffier.extractors.changes.targets import target_before
from griffier.extractors.dictum.drafts import found_text
from griffier.extractors.drafting.draft import Draft
from griffier.extractors.text.flow import Flow, flow_of
from griffier.extractors.text.open_grids import open_grids
from griffier.extractors.text.unwrapping import joined
from griffier.schemas.document import Cell, Grid, Part
from griffier.schemas.evidence import Found


def changes_in_grids(part: Part) -> list[Draft]:
    """The changes of every table whose head says "was" over one column and "wordt" over another."""
    return _of(part, part.grids)


def changes_in_open_grids(part: Part) -> list[Draft]:
    """The same of tables that no line rules."""
    return _of(part, open_grids(part))


def _of(part: Part, grids: Sequence[Grid]) -> list[Draft]:
    return [draft for grid in grids for draft in _grid(part, grid)]


def _text(part: Part, cell: Cell | None) -> str:
    return " ".join(joined(part.doc, s.start, s.end) for s in cell.spans) if cell else ""


def _grid(part: Part, grid: Grid) -> list[Draft]:
    cells = {(c.row, c.column): c for c in grid.cells if not c.spans or c.spans[0].start >= part.start}
    for row in range(min(grid.rows, 3)):
        head = [_text(part, cells.get((row, c))) for c in range(grid.columns)]
        sides = heads_of(head)
        if sides is None:
            continue
        old, new = sides
        spare = [c for c in range(grid.columns) if c not in (old, new) and not REMARK.match(head[c])]
        above = _above(part, cells)
        return [d for r in range(row + 1, grid.rows) if (d := _row(part, cells, r, old, new, spare, above))]
    return []


@cache
def _sides() -> tuple[re.Pattern[str], re.Pattern[str]]:
    was, becomes = (re.compile(rf"\W*{either(data()['labels'][side])}\W*", re.I) for side in ("was", "becomes"))
    return was, becomes


def heads_of(head: list[str]) -> tuple[int, int] | None:
    """The columns of the old and of the new text in a table's head; None where it does not name both."""
    was, becomes = _sides()
    old = next((i for i, h in enumerate(head) if len(h) < 60 and was.fullmatch(h)), None)
    new = next((i for i, h in enumerate(head) if len(h) < 60 and i != old and becomes.fullmatch(h)), None)
    return None if old is None or new is None else (old, new)


REMARK = re.compile(r"\W*(?:toelichting|motivering|reden|argument\w*|opmerking\w*|effect|gevolg\w*)\b", re.I)


def _above(part: Part, cells: dict[tuple[int, int], Cell]) -> Found[str] | None:
    """What is changed, where the line above the table names it: "beslispunt 2 als volgt te wijzigen:"."""
    first = min((s.start for c in cells.values() for s in c.spans), default=None)
    flow = part.memo(flow_of)
    return target_above(flow, flow.after(first)) if first is not None and flow.lines else None


def target_above(flow: Flow, at: int) -> Found[str] | None:
    """What the sentence right above a place says is changed."""
    goal = target_before(flow, at)
    return found_text(flow, *goal, "rule:change_target", 0.8) if goal else None


def _row(
    part: Part,
    cells: dict[tuple[int, int], Cell],
    row: int,
    old: int,
    new: int,
    spare: list[int],
    above: Found[str] | None,
) -> Draft | None:
    original, replacement = _found(part, cells.get((row, old))), _found(part, cells.get((row, new)))
    ground = replacement or original
    if ground is None:
        return None
    goal = next((f for c in spare if (f := _found(part, cells.get((row, c))))), above)
    action = "replace" if original and replacement else "insert" if replacement else "delete"
    return {
        "target": goal,
        "original": original,
        "replacement": replacement,
        "action": Found(action, ground.spans, "derived:change_grid", 0.9),
    }


def _found(part: Part, cell: Cell | None) -> Found[str] | None:
    if cell is None or not cell.spans:
        return None
    value = _text(part, cell).strip()
    value = re.sub(r"^[\"“‘„']|[\"”’']$", "", value) if value[:1] in "\"“‘„'" and value[-1:] in "\"”’'" else value
    return Found(value, cell.spans, "table:change_grid", 0.9) if re.search(r"\w", value) else None
