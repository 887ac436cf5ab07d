"""The vote on an item, a proposal or a decision, from the statements about the item itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from griffier.extractors.drafting.draft import Draft, draft_at
from griffier.extractors.dutch.councils import NO_COUNCIL, Council
from griffier.extractors.votes.ballot import SIDES
from griffier.extractors.votes.grammar import read_votes
from griffier.extractors.votes.statements import own_votes
from griffier.extractors.votes.vote_grids import votes_of_grids
from griffier.schemas.document import Line, Part
from griffier.schemas.evidence import Found


def ballot(
    part: Part, lines: Sequence[Line], *, about: str = "", closing_only: bool = False, council: Council = NO_COUNCIL
) -> Draft | None:
    """`votes` of what these lines decide; None where they say nothing, or speak of several votes that cannot be told
    apart. `about`, `closing_only`: as of `own_votes`."""
    groups = own_votes(part, lines, about, closing_only=closing_only)
    found = [votes for lo, hi in groups if (votes := read_votes(part.doc.text, lo, hi, council)) is not None]
    return _merged(found) or _tabled(part, lines, council)


def _tabled(part: Part, lines: Sequence[Line], council: Council) -> Draft | None:
    """The vote in the one table among these lines that tells one; None where there are several."""
    if not lines:
        return None
    tables = votes_of_grids(part, council, lines[0].start, lines[-1].end)
    return tables[0] if len(tables) == 1 else None


def _merged(found: Sequence[Draft]) -> Draft | None:
    """One vote told in several places; None where they contradict each other."""
    if not found:
        return None
    out: Draft = {**dict.fromkeys(SIDES), "unanimous": None}
    for votes in found:
        for side in SIDES:
            both = _both(draft_at(out, side), draft_at(votes, side))
            if both is _CONFLICT:
                return None
            out[side] = both
        said = votes.get("unanimous")
        if said is not None and out["unanimous"] is not None and _plain(out["unanimous"]) != _plain(said):
            return None
        out["unanimous"] = said if said is not None else out["unanimous"]
    return out


_CONFLICT: Draft = {}


def _both(have: Draft | None, more: Draft | None) -> Draft | None:
    """One side told twice; `_CONFLICT` where the two differ."""
    if have is None or more is None:
        return have or (dict(more) if more else None)
    for name in ("parties", "members", "total"):
        if have.get(name) and more.get(name) and _plain(have[name]) != _plain(more[name]):
            return _CONFLICT
        have[name] = have.get(name) or more.get(name)
    return have


def _plain(value: Any) -> Any:
    if isinstance(value, Found):
        return value.value
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return {k: _plain(v) for k, v in value.items()} if isinstance(value, dict) else value
