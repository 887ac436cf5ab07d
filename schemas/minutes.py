"""Notulen or verslag: what was said and decided."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from griffier.schemas.base import Model
from griffier.schemas.civic import Meeting, MeetingItem, Promise, VoteEvent
from griffier.schemas.record import Record


class Attendee(Model):
    """Who was there, or was expected."""

    name: str = Field(description="as printed")
    party: str | None = Field(default=None, description="as written")
    role: str | None = Field(default=None, description="chair, griffier, member, ...")
    present: bool | None = Field(default=None, description="false: absent with or without notice")


class Minutes(Record):
    """Notulen or verslag: what was said and decided."""

    kind: Literal["minutes"] = "minutes"
    meeting: Meeting | None = Field(default=None, description="of which")
    items: list[MeetingItem] = Field(default_factory=list, description="item by item")
    vote_events: list[VoteEvent] = Field(
        default_factory=list, description="motions and amendments that were decided on within the items"
    )
    promises: list[Promise] = Field(default_factory=list, description="promises that the minutes print as such")
    attendance: list[Attendee] = Field(default_factory=list, description="who was there")
