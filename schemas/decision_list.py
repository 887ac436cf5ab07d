"""A besluitenlijst: what a body decided at a meeting, item by item."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from griffier.schemas.civic import Meeting, MeetingItem, Promise, VoteEvent
from griffier.schemas.record import Record


class DecisionList(Record):
    """A besluitenlijst: what a body decided at a meeting, item by item."""

    kind: Literal["decision_list"] = "decision_list"
    meeting: Meeting | None = Field(default=None, description="whose decisions these are")
    items: list[MeetingItem] = Field(default_factory=list, description="item by item")
    vote_events: list[VoteEvent] = Field(
        default_factory=list, description="motions and amendments that were decided on within the items"
    )
    promises: list[Promise] = Field(default_factory=list, description="promises that the list prints as such")
