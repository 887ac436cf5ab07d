"""Reads documents of kind `council_decision`: number, portfolio holder, decision points, subject and date."""

from __future__ import annotations

from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.cues import Cue, load_cues
from griffier.extractors.drafting.draft import Draft
from griffier.extractors.proposals.decision_points import read_decisions, vote_lines
from griffier.extractors.proposals.proposal_head import read_head
from griffier.extractors.votes.item_votes import ballot
from griffier.extractors.votes.vote_grids import votes_in_grids, votes_in_open_grids
from griffier.schemas.document import Part

CUES: tuple[Cue, ...] = load_cues("council_decision")


def extract(part: Part, context: Context) -> Draft:
    """The fields of this kind."""
    draft = read_head(part)
    draft["decisions"] = read_decisions(part, proposal=False)
    draft["votes"] = ballot(part, vote_lines(part)) or votes_in_grids(part) or votes_in_open_grids(part)
    return draft
