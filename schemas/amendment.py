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
    original: str | None = Field(default=None, description="the words that go")
    replacement: str | None = Field(default=None, description="the words that come")
    action: Literal["replace", "insert", "delete"] = Field(description="what is done")


class Amendment(Record):
    """An amendement."""

    kind: Literal["amendment"] = "amendment"
    number: str | None = Field(default=None, description="as printed")
    out_of_order: bool | None = Field(default=None, description="true for one that is not on the agenda")
    meeting: Meeting | None = Field(default=None, description="the meeting at which it is on the table")
    status: Literal["adopted", "rejected", "withdrawn", "held_over", "lapsed", "taken_over"] | None = Field(
        default=None, description="only where the document says it"
    )
    submitters: list[Submitter] = Field(default_factory=list, description="who stands for it")
    votes: Votes | None = Field(default=None, description="as the document gives them")
    recitals: list[Recital] = Field(default_factory=list, description="the grounds")
    requests: list[Request] = Field(default_factory=list, description="what is asked beside the changes")
    funding: str | None = Field(default=None, description="the sentence that says what pays for it")
    proposal: Proposal | None = Field(default=None, description="the proposal that it changes")
    changes: list[Change] = Field(default_factory=list, description="the changes one by one")
