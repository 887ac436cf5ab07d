"""A letter: to or from a council, e-mails, petitions (raadsadres) and replies included."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from griffier.schemas.base import EDTF, Model
from griffier.schemas.civic import Request
from griffier.schemas.record import Record


class Correspondent(Model):
    """Who writes or is written to. A body (college, raad) is an `organization`."""

    name: str | None = None
    role: str | None = None
    organization: str | None = None
    address: str | None = None


class Signatory(Model):
    """Who signs."""

    name: str | None = None
    role: str | None = None
    organization: str | None = None
    on_behalf_of: str | None = None


class Event(Model):
    """What happened, when. The year is carried forward from the event before."""

    date: EDTF
    text: str


class Attachment(Model):
    """What goes with the letter."""

    title: str | None = None
    date: EDTF | None = None
    events: list[Event] = Field(default_factory=list)


class Letter(Record):
    """A letter."""

    kind: Literal["letter"] = "letter"
    letter_type: Literal["council_information_letter", "incoming_letter", "reply", "other"] = "other"
    sender: Correspondent | None = None
    addressees: list[Correspondent] = Field(default_factory=list)
    cc: list[Correspondent] = Field(default_factory=list)
    reference: str | None = Field(default=None, description="kenmerk or zaaknummer")
    place: str | None = None
    salutation: str | None = None
    closing: str | None = None
    paragraphs: list[str] = Field(default_factory=list)
    requests: list[Request] = Field(default_factory=list)
    signatories: list[Signatory] = Field(default_factory=list)
    attachments: list[Attachment] = Field(default_factory=list)
