"""Reads documents of kind `decision_list`: the meeting and its items."""

from __future__ import annotations

from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.cues import Cue, load_cues
from griffier.extractors.drafting.draft import Draft, draft_at, drafts_at, found_at
from griffier.extractors.matters import promises
from griffier.extractors.matters.vote_events import vote_events, within_items
from griffier.extractors.meetings.meeting_head import read_head, without_date_of_items
from griffier.extractors.meetings.meeting_items import read_items
from griffier.schemas.document import Part

CUES: tuple[Cue, ...] = load_cues("decision_list")

READS_STRUCK = True
"""An item that is struck through was withdrawn: it stays an item."""


def extract(part: Part, context: Context) -> Draft:
    """The fields of this kind."""
    draft = read_head(part, "decision_list")
    draft["items"] = read_items(part, "decision_list")
    draft["vote_events"] = within_items(vote_events(part, part.body), drafts_at(draft, "items"))
    draft["promises"] = promises.told(part, part.body, found_at(draft_at(draft, "meeting") or {}, "date"))
    return without_date_of_items(part, draft, "decision_list", context.given.date)
