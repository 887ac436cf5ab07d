"""A dossier: all that the records say of one matter on which a council decides."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from griffier.schemas.base import EDTF, Model
from griffier.schemas.civic import Meeting, Municipality, Promise, PromiseStatus, Status, Submitter, Votes
from griffier.schemas.record import SCHEMA_VERSION, Finding, Producer

MatterKind = Literal["motion", "amendment", "council_proposal", "written_questions", "promise"]
Role = Literal["text", "adopted_text", "decision", "minutes", "agenda", "proposal", "amendment", "answer", "mention"]
Reason = Literal["number", "case number", "title", "date", "party", "text"]


class Subject(Model):
    """What the dossier is about."""

    kind: MatterKind = Field(description="what it is")
    number: str | None = Field(default=None, description="as printed")
    title: str | None = Field(default=None, description="as its own paper prints it, else as a list does")
    submitters: list[Submitter] = Field(default_factory=list, description="who stands for it")
    promise: Promise | None = Field(
        default=None, description="of a promise: who, what, by when, to whom, as it last stood"
    )


class Member(Model):
    """A record, or a place in one, that speaks of the matter."""

    record: str = Field(description="id of the record")
    path: str = Field(description="of its file")
    pointer: str = Field(default="", description='RFC 6901 pointer into the record; "" for the whole of it')
    role: Role = Field(
        description="text: as submitted, or a promise in a list; adopted_text: with its outcome, or as amended; "
        "decision: item of a decision list; minutes; agenda; proposal, amendment: what belongs to it; answer: a letter "
        "that reports on it, or the answers to questions; mention: a reminder"
    )
    date: EDTF | None = Field(default=None, description="day of the record: of the meeting, or of the letter")
    score: float = Field(ge=0, le=1, description="how surely it belongs here")
    because: list[Reason] = Field(default_factory=list, description="what agreed; text: the questions, word for word")


class OutcomeSource(Model):
    """Where an outcome is said."""

    record: str = Field(description="id of the record")
    path: str = Field(description="of its file")
    pointer: str = Field(description="RFC 6901 pointer into the record")


class Derived(Model):
    """A value of a dossier that no document prints."""

    pointer: str = Field(description="RFC 6901 pointer into the dossier")
    method: str = Field(
        description="derived:council-seats: it follows from the figures printed and the seats of the council"
    )


class Outcome(Model):
    """What became of it."""

    status: Status | PromiseStatus | None = Field(default=None, description="the last that is said")
    votes: Votes | None = Field(default=None, description="as the fullest source gives them")
    decided_on: EDTF | None = Field(
        default=None, description="day of the meeting that decided; of a promise: on which it was settled"
    )
    confidence: float | None = Field(
        default=None, ge=0, le=1, description="chance that the status is right, from all papers that say one"
    )
    sources: list[OutcomeSource] = Field(default_factory=list, description="who says so, the list first")
    derived: list[Derived] = Field(default_factory=list, description="what was concluded rather than read")


class Relation(Model):
    """How it stands to another dossier."""

    type: Literal["belongs_to", "amends", "replaces", "answers"] = Field(description="to the other")
    dossier: str = Field(description="id of the other")


class Dossier(Model):
    """One matter, with the records that speak of it and why they were joined."""

    schema_version: Literal["1.0"] = Field(default=SCHEMA_VERSION, description="version of this contract")
    producer: Producer = Field(description="what made the dossier")
    id: str = Field(description="stable: municipality, day of the meeting, kind, number or title")
    subject: Subject = Field(description="what it is about")
    municipality: Municipality | None = Field(default=None, description="whose council")
    meeting: Meeting | None = Field(default=None, description="the meeting at which it was tabled")
    outcome: Outcome | None = Field(default=None, description="null where no document says it")
    members: list[Member] = Field(description="by role, then path")
    relations: list[Relation] = Field(default_factory=list, description="to other dossiers")
    findings: list[Finding] = Field(default_factory=list, description="what does not agree")
