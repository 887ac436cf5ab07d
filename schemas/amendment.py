"""An amendement: a change to the text of a proposed decision."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from griffier.schemas.base import Model
from griffier.schemas.civic import Meeting, Proposal, Recital, Request, Submitter, Votes
from griffier.schemas.record import Record


class Change(Model):
    """One change to a text."""

    target: str | None = Field(default=None, description="what is changed, as printed")
    original: str | None = None
    replacement: str | None = None
    action: Literal["replace", "insert", "delete"]


class Amendment(Record):
    """An amendement."""

    kind: Literal["amendment"] = "amendment"
    number: str | None = None
    out_of_order: bool | None = None
    meeting: Meeting | None = None
    status: Literal["adopted", "rejected", "withdrawn", "held_over", "lapsed", "taken_over"] | None = None
    submitters: list[Submitter] = Field(default_factory=list)
    votes: Votes | None = None
    recitals: list[Recital] = Field(default_factory=list)
    requests: list[Request] = Field(default_factory=list)
    funding: str | None = None
    proposal: Proposal | None = None
    changes: list[Change] = Field(default_factory=list)
