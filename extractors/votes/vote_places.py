"""Votes in a table without ruling lines, as in a scan: a figure or mark belongs to the head under whose middle it
stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch import words
from griffier.extractors.dutch.councils import Council
from griffier.extractors.people.signature_columns import cuts_of
from griffier.extractors.text.flow import Flow, FlowLine
from griffier.extractors.votes.vote_grids import votes_in_rows
from griffier.schemas.document import Span

_SIDE = re.compile(rf"\W*{words.SIDE}\W*", re.I)
Cut = tuple[int, int]


def votes_in_places(flow: Flow, within: Cut, council: Council) -> Draft | None:
    """The field `votes` from the first such table in a range of the flow."""
    if not len(flow.part.doc.words):
        return None
    lines = [x for x in flow.lines if within[0] <= x.start < within[1]]
    for i, line in enumerate(lines):
        cuts = cuts_of(flow, line)
        if not _is_head(flow, cuts):
            continue
        rows = _rows(flow, cuts, lines[i + 1 :])
        if len(rows) > 2 and (found := votes_in_rows(flow.part, rows, council)) is not None:
            return found
    return None


def _is_head(flow: Flow, cuts: Sequence[Cut]) -> bool:
    """Two sides or more, behind a column of labels."""
    sides = [bool(_SIDE.fullmatch(flow.text, *cut)) for cut in cuts]
    return len(cuts) >= 3 and sum(sides) >= 2 and not sides[0]


def _rows(flow: Flow, head: Sequence[Cut], lines: Sequence[FlowLine]) -> list[list[list[Span]]]:
    middles = [_middle(flow, *cut) for cut in head]
    rows = [[[flow.span(a, b)] for a, b in head]]
    for line in lines:
        placed = _placed(flow, line, middles)
        if placed is None:
            break
        rows.append(placed)
    return rows


def _placed(flow: Flow, line: FlowLine, middles: list[float]) -> list[list[Span]] | None:
    """The cells of a line by column; None where one stands in no column or two in the same: there the table ends."""
    cuts = cuts_of(flow, line)
    out: list[list[Span]] = [[] for _ in middles]
    if len(cuts) < 2 or not re.search(r"[^\W\d]", flow.text[slice(*cuts[0])]):
        return None
    out[0] = [flow.span(*cuts[0])]
    gaps = [b - a for a, b in pairwise(middles)]
    for cut in cuts[1:]:
        at = _middle(flow, *cut)
        column = min(range(1, len(middles)), key=lambda c: abs(middles[c] - at))
        if abs(middles[column] - at) > 0.45 * min(gaps[1:] or gaps) or out[column]:
            return None
        out[column] = [flow.span(*cut)]
    return out


def _middle(flow: Flow, start: int, end: int) -> float:
    span = flow.span(start, end)
    boxes = flow.part.doc.boxes(span.start, span.end)
    if boxes:
        return (min(b.x0 for b in boxes) + max(b.x1 for b in boxes)) / 2
    return float(start - flow.line_at(start).start)
