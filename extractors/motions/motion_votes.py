"""The votes of a tabled document: in its head, behind its dictum, in a ruled table, or in columns told by their place
on the page."""

from __future__ import annotations

from griffier.extractors.drafting.draft import Draft, draft_at, drafts_at, moved
from griffier.extractors.dutch.councils import Council
from griffier.extractors.motions.frame import Frame
from griffier.extractors.votes.ballot import SIDES
from griffier.extractors.votes.grammar import read_votes
from griffier.extractors.votes.vote_grids import votes_in_grids, votes_in_open_grids
from griffier.extractors.votes.vote_places import votes_in_places

_FOOT = 8000
"""Characters at the end in which a vote is looked for where no dictum says where the text ends."""


def votes_of(frame: Frame, council: Council) -> Draft | None:
    """From the head, else from what stands behind the dictum, else from a table.

    Offsets of the flow are those of the text the votes are read in.
    """
    flow = frame.flow
    read: list[Draft] = []
    for start, end in (frame.head, (max(frame.tail[0], frame.tail[1] - _FOOT), frame.tail[1])):
        if start < end and (found := read_votes(flow.text, start, end, council)) is not None:
            read.append(moved(found, lambda span: (flow.span(*span),)))
    if not read:
        return _in_table(frame, council)
    fuller = _with_totals(read[1], read[0]) if len(read) == 2 and not _named(read[0]) and _named(read[1]) else read[0]
    return _with_table(fuller, frame, council)


def _with_totals(votes: Draft, other: Draft) -> Draft:
    """A vote that names who voted, with the totals that a stamp or the head prints of it."""
    for side in SIDES:
        seen, told = draft_at(votes, side), draft_at(other, side)
        if seen and told:
            seen["total"] = seen["total"] or told["total"]
        votes[side] = seen or told
    return votes


def _in_table(frame: Frame, council: Council) -> Draft | None:
    return (
        votes_in_grids(frame.part, council)
        or votes_in_places(frame.flow, frame.tail, council)
        or votes_in_open_grids(frame.part, council)
    )


def _with_table(votes: Draft, frame: Frame, council: Council) -> Draft:
    """A table that names as many as the text or more is read cell by cell, and surer: its lists, with the totals of the
    text."""
    table = votes_in_grids(frame.part, council) if _named(votes) else _in_table(frame, council)
    if table is None or _named(table) < _named(votes):
        return votes
    return _with_totals(table, votes)


def _named(votes: Draft) -> int:
    """How many parties and members a vote names."""
    sides = (side for name in SIDES if (side := draft_at(votes, name)))
    return sum(len(drafts_at(side, "parties")) + len(drafts_at(side, "members")) for side in sides)
