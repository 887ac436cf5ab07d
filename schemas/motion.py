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
    meeting: Meeting | None = None
    status: Literal["adopted", "rejected", "withdrawn", "held_over", "lapsed", "taken_over"] | None = None
    submitters: list[Submitter] = Field(default_factory=list)
    votes: Votes | None = None
    recitals: list[Recital] = Field(default_factory=list)
    requests: list[Request] = Field(default_factory=list)
    funding: str | None = Field(default=None, description="the sentence that says what pays for it (dekking)")
    proposal: Proposal | None = None
