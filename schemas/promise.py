"""A toezeggingenlijst: what the executive promised the council, one by one."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from griffier.schemas.civic import Meeting, Promise
from griffier.schemas.record import Record


class PromiseList(Record):
    """A list of promises (toezeggingen). One promise on a sheet of its own is a list of one."""

    kind: Literal["promise"] = "promise"
    meeting: Meeting | None = Field(default=None, description="where they were made, where the list is of one meeting")
    items: list[Promise] = Field(default_factory=list, description="promise by promise")
