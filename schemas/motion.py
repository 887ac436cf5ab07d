"""A motie: a council asks, instructs or states something."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from griffier.schemas.civic import Meeting, Proposal, Recital, Request, Submitter, Votes
from griffier.schemas.record import Record


class Motion(Record):
    """A motie."""

    kind: Literal["motion"] = "motion"
    number: str | None = Field(default=None, description='as printed: "M07", "537"')
    out_of_order: bool | None = Field(default=None, description='true for a "motie vreemd aan de orde van de dag"')
    meeting: Meeting | None = Field(default=None, description="the meeting at which it is on the table")
    status: Literal["adopted", "rejected", "withdrawn", "held_over", "lapsed", "taken_over"] | None = Field(
        default=None, description="only where the document says it"
    )
    submitters: list[Submitter] = Field(default_factory=list, description="who stands for it")
    votes: Votes | None = Field(default=None, description="as the document gives them")
    recitals: list[Recital] = Field(default_factory=list, description="the grounds, block by block")
    requests: list[Request] = Field(default_factory=list, description="one per operative verb and addressee")
    funding: str | None = Field(default=None, description="the sentence that says what pays for it (dekking)")
    proposal: Proposal | None = Field(default=None, description="the council proposal that it belongs to")
