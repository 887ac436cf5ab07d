"""An agenda: what will be on the table."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from griffier.schemas.civic import Meeting, MeetingItem
from griffier.schemas.record import Record


class Agenda(Record):
    """An agenda: what will be on the table."""

    kind: Literal["agenda"] = "agenda"
    meeting: Meeting | None = Field(default=None, description="for which")
    items: list[MeetingItem] = Field(default_factory=list, description="item by item")
