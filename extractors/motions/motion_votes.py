"""The votes of a tabled document: in its head, behind its dictum, in a ruled table, or in columns told by their place
on the page."""

from __future__ import annotations

import re
from itertools import pairwise

from griffier.extractors.drafting.draft import Draft, moved
from griffier.extractors.motions.frame import Frame
from griffier.extractors.people.signature_cells import cuts_of
from griffier.extractors.text.flow import Flow, FlowLine
from griffier.extractors.votes.grammar import read_votes
from griffier.extractors.votes.vote_grids import votes_in_grids, votes_in_rows
from griffier.schemas.document import Span

_FOOT = 8000
"""Characters at the end in which a vote is looked for where no dictum says where the text ends."""
_SIDES = ("for", "against", "abstained")


def votes_of(frame: Frame, code: str | None, on: str | None) -> Draft | None:
    """From the head, else from what stands behind the dictum, else from a table.

    Offsets of the flow are those of the text the votes are read in.
    """
    flow = frame.flow
    for start, end in (frame.head, (max(frame.tail[0], frame.tail[1] - _FOOT), frame.tail[1])):
        if start < end and (found := read_votes(flow.text, start, end, code, on)) is not None:
            placed = moved(found, lambda span: (flow.span(*span),))
            return _with_table(placed, frame, code, on)
    return _in_table(frame, code, on)


def _in_table(frame: Frame, code: str | None, on: str | None) -> Draft | None:
    return votes_in_grids(frame.part, code, on) or _in_columns(frame.flow, frame.tail, code, on)


def _with_table(votes: Draft, frame: Frame, code: str | None, on: str | None) -> Draft:
    """A table that names as many as the text or more is read cell by cell, and surer: its lists, with the totals of the
    text."""
    table = votes_in_grids(frame.part, code, on) if _named(votes) else _in_table(frame, code, on)
    if table is None or _named(table) < _named(votes):
        return votes
    for side in _SIDES:
        if table[side] and votes[side]:
            table[side]["total"] = table[side]["total"] or votes[side]["total"]
        table[side] = table[side] or votes[side]
    return table


def _named(votes: Draft) -> int:
    """How many parties and members a vote names."""
    return sum(len(votes[s]["parties"]) + len(votes[s]["members"]) for s in _SIDES if votes[s])


_SIDE = re.compile(r"\W*(?:v[oó][oó]r|tegen|onthouden|onthouding(?:en)?|blanco)\W*", re.I)


def _in_columns(flow: Flow, within: tuple[int, int], code: str | None, on: str | None) -> Draft | None:
    """A table without ruling lines, as in a scan: a figure or mark belongs to the head under whose middle it stands."""
    if not len(flow.part.doc.words):
        return None
    lines = [x for x in flow.lines if within[0] <= x.start < within[1]]
    for i, line in enumerate(lines):
        cuts = cuts_of(flow, line)
        if (
            len(cuts) < 3
            or sum(1 for a, b in cuts if _SIDE.fullmatch(flow.text, a, b)) < 2
            or _SIDE.fullmatch(flow.text, *cuts[0])
        ):
            continue
        middles = [_middle(flow, *cut) for cut in cuts]
        rows = [[[flow.span(a, b)] for a, b in cuts]]
        for row in lines[i + 1 :]:
            placed = _placed(flow, row, middles)
            if placed is None:
                break
            rows.append(placed)
        if len(rows) > 2 and (found := votes_in_rows(flow.part, rows, code, on)) is not None:
            return found
    return None


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
    return (
        (min(b.x0 for b in boxes) + max(b.x1 for b in boxes)) / 2 if boxes else float(start - flow.line_at(start).start)
    )
