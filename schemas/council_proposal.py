"""A raadsvoorstel: what the council or a committee is asked to decide or discuss."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from griffier.schemas.civic import NumberedText, Votes
from griffier.schemas.record import Record


class CouncilProposal(Record):
    """A raadsvoorstel: what the council or a committee is asked to decide or discuss."""

    kind: Literal["council_proposal"] = "council_proposal"
    number: str | None = Field(default=None, description="as printed")
    portfolio_holder: str | None = Field(default=None, description="of the executive")
    decisions: list[NumberedText] = Field(default_factory=list, description="the points to decide")
    votes: Votes | None = Field(default=None, description="as the document gives them")
