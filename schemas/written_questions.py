"""Schriftelijke vragen of council members, with or without the answers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from griffier.schemas.base import EDTF
from griffier.schemas.civic import NumberedText, Submitter
from griffier.schemas.record import Record


class WrittenQuestions(Record):
    """Schriftelijke vragen of council members, with or without the answers."""

    kind: Literal["written_questions"] = "written_questions"
    number: str | None = Field(default=None, description="as printed")
    submitters: list[Submitter] = Field(default_factory=list, description="who asks")
    questions: list[NumberedText] = Field(default_factory=list, description="one by one")
    answers: list[NumberedText] = Field(default_factory=list, description="matched by number")
    asked_on: EDTF | None = Field(default=None, description="the day on which they were asked, where labelled as such")
    answered_on: EDTF | None = Field(default=None, description="EDTF")
