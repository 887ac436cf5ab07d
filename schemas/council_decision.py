"""A raadsbesluit: adopted by an elected body."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from griffier.schemas.civic import NumberedText, Votes
from griffier.schemas.record import Record


class CouncilDecision(Record):
    """A raadsbesluit: adopted by an elected body."""

    kind: Literal["council_decision"] = "council_decision"
    number: str | None = Field(default=None, description="as printed")
    portfolio_holder: str | None = Field(default=None, description="of the executive")
    decisions: list[NumberedText] = Field(default_factory=list, description="the points decided")
    votes: Votes | None = Field(default=None, description="as the document gives them")
