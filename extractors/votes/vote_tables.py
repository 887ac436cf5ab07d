"""A vote printed as a table under a decision: a head with "Voor" and "Tegen", a list of parties in the cell under
each."""

from __future__ import annotations

import re
from typing import Literal

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.votes.sides import party_draft, read_list
from griffier.extractors.votes.vote_grids import votes_in_grids
from griffier.schemas.document import Cell, Grid, Part
from griffier.schemas.evidence import Found

SideName = Literal["for", "against", "abstained"]

_HEADS: tuple[tuple[SideName, re.Pattern[str]], ...] = (
    ("for", re.compile(r"\W*(?:stemmen\s+)?v[oó][oó]r(?:stemmers)?\W*$", re.IGNORECASE)),
    ("against", re.compile(r"\W*(?:stemmen\s+)?tegen(?:stemmers)?\W*$", re.IGNORECASE)),
    ("abstained", re.compile(r"\W*(?:onthoud\w*|blanco|van stemming onthouden)\W*$", re.IGNORECASE)),
)
_COUNT = re.compile(r"\W*(\d{1,2})\W*$")
MAX_ROWS = 6
"""Rows of such a table: a longer one lists parties row by row, which `votes_in_grids` reads."""


def tabled_votes(part: Part) -> Draft | None:
    """`votes` of the first table that has both sides; None without one."""
    return votes_in_grids(part) or next(
        (votes for grid in part.grids if (votes := _read(part, grid)) is not None), None
    )


def _read(part: Part, grid: Grid) -> Draft | None:
    columns = {
        cell.column: side
        for cell in grid.cells
        if cell.row == 0
        for side, head in _HEADS
        if head.match(_text(part, cell))
    }
    if not {"for", "against"} <= set(columns.values()) or grid.rows > MAX_ROWS:
        return None
    votes: Draft = {"for": None, "against": None, "abstained": None, "unanimous": None}
    for cell in grid.cells:
        side = columns.get(cell.column) if cell.row else None
        if side is None or not cell.spans or cell.spans[0].start < part.start or cell.spans[-1].end > part.end:
            continue
        parties: list[dict[str, object]] = []
        total = _COUNT.match(_text(part, cell))
        for span in cell.spans if total is None else ():
            listed = read_list(part.doc.text, span.start, span.end, None, None, sure=True)
            if listed.members or listed.everyone or listed.rest:
                return None
            parties.extend(party_draft(p) for p in listed.parties)
        have = votes[side] or {"parties": [], "members": [], "total": None}
        counted = Found(int(total[1]), (cell.spans[0],), "rule:vote_table", 0.88) if total else have["total"]
        votes[side] = {"parties": [*have["parties"], *parties], "members": [], "total": counted}
    if not any(votes[side] and (votes[side]["parties"] or votes[side]["total"]) for side in ("for", "against")):
        return None
    return votes


def _text(part: Part, cell: Cell) -> str:
    return " ".join(part.doc.text[s.start : s.end] for s in cell.spans)
