"""Notulen or verslag: what was said and decided."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from griffier.schemas.base import Model
from griffier.schemas.civic import Meeting, MeetingItem
from griffier.schemas.record import Record


class Attendee(Model):
    """Who was there, or was expected."""

    name: str
    party: str | None = None
    role: str | None = None
    present: bool | None = None


class Minutes(Record):
    """Notulen or verslag: what was said and decided."""

    kind: Literal["minutes"] = "minutes"
    meeting: Meeting | None = None
    items: list[MeetingItem] = Field(default_factory=list)
    attendance: list[Attendee] = Field(default_factory=list)
