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
    number: str | None = None
    submitters: list[Submitter] = Field(default_factory=list)
    questions: list[NumberedText] = Field(default_factory=list)
    answers: list[NumberedText] = Field(default_factory=list)
    answered_on: EDTF | None = None
