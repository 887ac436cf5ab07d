"""A letter: to or from a council, e-mails, petitions (raadsadres) and replies included."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from griffier.schemas.base import EDTF, Model
from griffier.schemas.civic import Matter, Request
from griffier.schemas.record import Record


class Correspondent(Model):
    """Who writes or is written to. A body (college, raad) is an `organization`."""

    name: str | None = Field(default=None, description="of a person")
    role: str | None = Field(default=None, description="function")
    organization: str | None = Field(default=None, description="body or organisation")
    address: str | None = Field(default=None, description="street and place in one line")


class Signatory(Model):
    """Who signs."""

    name: str | None = Field(default=None, description="of a person")
    role: str | None = Field(default=None, description="function")
    organization: str | None = Field(default=None, description="as printed")
    on_behalf_of: str | None = Field(default=None, description="after 'namens'")


class Event(Model):
    """What happened, when. The year is carried forward from the event before."""

    date: EDTF = Field(description="EDTF")
    text: str = Field(description="the sentence that says it")


class Attachment(Model):
    """What goes with the letter."""

    title: str | None = Field(default=None, description="as printed")
    date: EDTF | None = Field(default=None, description="EDTF")
    events: list[Event] = Field(
        default_factory=list, description="dated sentences of an attachment that stands in the same text"
    )


class Letter(Record):
    """A letter."""

    kind: Literal["letter"] = "letter"
    letter_type: Literal["council_information_letter", "incoming_letter", "reply", "other"] = Field(
        default="other",
        description="from the executive to the council, from outside to the council, an answer, or other",
    )
    sender: Correspondent | None = Field(default=None, description="who writes")
    addressees: list[Correspondent] = Field(default_factory=list, description="to whom")
    cc: list[Correspondent] = Field(default_factory=list, description="copies to")
    reference: str | None = Field(default=None, description="kenmerk or zaaknummer")
    place: str | None = Field(default=None, description="where it was written")
    salutation: str | None = Field(default=None, description="as printed")
    closing: str | None = Field(default=None, description="as printed")
    paragraphs: list[str] = Field(default_factory=list, description="the body, one a paragraph")
    requests: list[Request] = Field(default_factory=list, description="what the writer asks for")
    signatories: list[Signatory] = Field(default_factory=list, description="who signs")
    attachments: list[Attachment] = Field(default_factory=list, description="what goes with it")
    reports_on: list[Matter] = Field(
        default_factory=list,
        description="the motions, amendments, promises and questions that it settles, answers or reports on",
    )
