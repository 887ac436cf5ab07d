"""Was and wordt in columns without ruling: the head's columns say where old and new text stand, line by line.

A table of three columns ("Artikel | Oude tekst | Nieuwe tekst") gives a change wherever the first column has something
new.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from griffier.extractors.changes.change_grids import REMARK, heads_of, target_above
from griffier.extractors.drafting.draft import Draft
from griffier.extractors.people.signature_columns import cuts_of
from griffier.extractors.text.flow import Flow, FlowLine
from griffier.extractors.text.unwrapping import join_lines
from griffier.schemas.document import Span
from griffier.schemas.evidence import Found

Range = tuple[int, int]

MAX_LINES = 200
"""Lines that a table of changes may have."""


@dataclass
class _Row:
    """The ranges of each column in one change."""

    cells: dict[int, list[Range]] = field(default_factory=dict)


def changes_in_columns(flow: Flow, start: int, end: int) -> tuple[list[Draft], list[Range]]:
    """The changes of every such table in a range of the flow, and the ranges of the tables."""
    out: list[Draft] = []
    taken: list[Range] = []
    lines = [x for x in flow.lines if start <= x.start < end]
    i = 0
    while i < len(lines):
        drafts, stop = _table(flow, lines[i], lines[i + 1 : i + 1 + MAX_LINES])
        if drafts:
            out.extend(drafts)
            taken.append((lines[i].start, stop))
        i = max(i + 1, next((k for k, x in enumerate(lines) if x.start >= stop), len(lines)))
    return out, taken


def _table(flow: Flow, head: FlowLine, lines: list[FlowLine]) -> tuple[list[Draft], int]:
    """The changes of a table under a line that is its head, and where it ends; none where the line is no head."""
    cuts = cuts_of(flow, head)
    sides = heads_of([flow.text[a:b] for a, b in cuts]) if len(cuts) > 1 and len(head.text) < 140 else None
    if sides is None:
        return [], head.start
    rows, stop = _rows(flow, head, cuts, lines)
    remarks = [c for c, (a, b) in enumerate(cuts) if REMARK.match(flow.text[a:b])]
    spare = [c for c in range(len(cuts)) if c not in (*sides, *remarks)]
    above = None if spare else target_above(flow, head.start)
    return [d for row in rows if (d := _draft(flow, row, sides, spare, above))], stop


_Placed = list[tuple[int, Range]]


def _rows(flow: Flow, head: FlowLine, cuts: list[Range], lines: list[FlowLine]) -> tuple[list[_Row], int]:
    """The rows under a head, and where the table ends: at a line that begins in none of its columns, or runs across
    them."""
    starts = [_x(flow, head, a) for a, _ in cuts]
    rows: list[_Row] = []
    stop = head.end
    for line in lines:
        placed = _placed(flow, line, starts)
        if placed is None:
            break
        if not rows or _opens(flow, line, placed, len(starts)):
            rows.append(_Row())
        for column, cell in placed:
            rows[-1].cells.setdefault(column, []).append(cell)
        stop = line.end
    return rows, stop


def _placed(flow: Flow, line: FlowLine, starts: list[float]) -> _Placed | None:
    """The cells of a line with their columns; None of a line that is no row of the table."""
    cuts = [piece for cut in cuts_of(flow, line) for piece in _at_rule(flow, line, cut, starts)]
    placed = [(_column(starts, _x(flow, line, a)), (a, b)) for a, b in cuts]
    known = [(c, cell) for c, cell in placed if c is not None]
    one_each = len({c for c, _ in known}) == len(placed) > 0
    return known if one_each and not _across(flow, line, known, starts) else None


_RULE_FIRST = re.compile(r"[{|}\[\]][ ]+(?=\S)")
_RULE = re.compile(r"[ ][{}|\[\]I!][ ]+(?=\S)")


def _at_rule(flow: Flow, line: FlowLine, cut: Range, starts: list[float]) -> list[Range]:
    """A cell cut where recognition read the line between two columns as a sign, right before a column."""
    if lead := _RULE_FIRST.match(flow.text, *cut):
        return [(lead.end(), cut[1])]
    for rule in _RULE.finditer(flow.text, *cut):
        x = _x(flow, line, rule.end())
        if any(abs(x - start) <= _SAME_EDGE for start in starts):
            return [(cut[0], rule.start()), (rule.end(), cut[1])]
    return [cut]


_SAME_EDGE = 12.0


def _opens(flow: Flow, line: FlowLine, placed: _Placed, columns: int) -> bool:
    """Does a line open a change: something new in the first of three columns, not the end of a name that wraps; in two
    columns, an empty line above both?"""
    if columns <= 2:
        return bool(line.blanks) and len(placed) == columns
    name = next((flow.text[a:b] for c, (a, b) in placed if c == 0), "")
    return bool(name) and (bool(line.blanks) or not name[:1].islower())


def _x(flow: Flow, line: FlowLine, at: int) -> float:
    """Where a character of a line stands across the page: in points, or in characters where there is no page
    geometry."""
    words = flow.part.doc.words
    if line.line.box is not None and len(words):
        origin = flow.origin(at)
        hits = words.within(origin, origin + 1)
        if len(hits):
            return float(words.x0[hits[0]])
    return line.left + at - line.start


def _column(starts: list[float], x: float) -> int | None:
    slack = 12.0 if max(starts) > 150 else 2.0
    fits = [c for c, start in enumerate(starts) if start <= x + slack]
    return max(fits) if fits else None


def _across(flow: Flow, line: FlowLine, placed: _Placed, starts: list[float]) -> bool:
    """Does a line run on from one column into the next, so that it is a sentence behind the table?"""
    column, (_, b) = placed[0]
    if len(placed) > 1 or column + 1 >= len(starts):
        return False
    box = line.line.box
    right = box.x1 if box is not None and len(flow.part.doc.words) else line.left + b - line.start
    return right > starts[column + 1] + 2


def _draft(flow: Flow, row: _Row, sides: tuple[int, int], spare: list[int], above: Found[str] | None) -> Draft | None:
    original, replacement = _found(flow, row.cells.get(sides[0])), _found(flow, row.cells.get(sides[1]))
    ground = replacement or original
    if ground is None:
        return None
    goal = next((f for c in spare if (f := _found(flow, row.cells.get(c)))), above)
    action = "replace" if original and replacement else "insert" if replacement else "delete"
    return {
        "target": goal,
        "original": original,
        "replacement": replacement,
        "action": Found(action, ground.spans, "derived:change_columns", 0.85),
    }


def _found(flow: Flow, cells: list[Range] | None) -> Found[str] | None:
    if not cells:
        return None
    value = join_lines("\n".join(flow.text[a:b].strip() for a, b in cells)).strip()
    value = re.sub(r"^[\"“‘„']|[\"”’']$", "", value) if value[:1] in "\"“‘„'" and value[-1:] in "\"”’'" else value
    spans: tuple[Span, ...] = tuple(flow.span(a, b) for a, b in cells if flow.text[a:b].strip())
    return Found(value, spans, "table:change_columns", 0.85) if re.search(r"\w", value) else None
