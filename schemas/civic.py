"""Values that several kinds share: municipality, amounts, references, entities, meetings, people, votes, requests. Names follow Popolo."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from griffier.schemas.base import EDTF, Euro, Model


class Municipality(Model):
    """A Dutch municipality by its CBS code."""

    name: str
    code: str | None = Field(default=None, pattern=r"^GM\d{4}$", description="CBS code")
    province: str | None = None


class Reference(Model):
    """A mention of another document, law or agenda item."""

    type: Literal["council_proposal", "decision", "agenda_item", "motion", "amendment", "law", "case_number"]
    value: str
    raw: str


class Amount(Model):
    """An amount of money in running text."""

    raw: str
    value: Euro = Field(description="in euro")
    approximate: bool = False


class Entity(Model):
    """A person, organisation, party, place or law that the text names."""

    type: Literal["person", "organization", "party", "location", "law"]
    name: str
    mentions: int = Field(ge=1)
    code: str | None = Field(default=None, description="CBS code of a municipality, Kiesraad name of a party")


class PolicyArea(Model):
    """An Iv3 taakveld, inferred from the text."""

    code: str
    name: str
    score: float = Field(ge=0, le=1)


class AgendaItem(Model):
    """The agenda item that a document belongs to."""

    number: str | None = None
    title: str | None = None


class Meeting(Model):
    """The meeting at which a document is on the table."""

    body: str | None = None
    date: EDTF | None = None
    agenda_item: AgendaItem | None = None


class Submitter(Model):
    """Who stands for a motion, an amendment or a question. A party may stand without a name."""

    name: str | None = None
    party: str | None = None
    role: Literal["submitter", "co_submitter", "signatory"] = "submitter"


class PartyVote(Model):
    """A party on one side of a vote."""

    party: str
    seats: int | None = None
    except_: list[str] = Field(default_factory=list, alias="except", description="members of the party who voted apart")

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)


class MemberVote(Model):
    """A member on one side of a vote."""

    name: str
    party: str | None = None


class VoteSide(Model):
    """One side of a vote, as far as the document says it."""

    parties: list[PartyVote] = Field(default_factory=list)
    members: list[MemberVote] = Field(default_factory=list)
    total: int | None = None


class Votes(Model):
    """How a decision was taken."""

    for_: VoteSide | None = Field(default=None, alias="for")
    against: VoteSide | None = None
    abstained: VoteSide | None = None
    unanimous: bool | None = None

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)


class RecitalItem(Model):
    """One ground under a recital's heading."""

    number: str | None = None
    text: str
    items: list[RecitalItem] = Field(default_factory=list)


class Recital(Model):
    """A block of grounds: what the council heard, notes or considers."""

    type: Literal["having_heard", "having_read", "noting", "considering", "recognising", "convinced", "other"]
    heading: str
    items: list[RecitalItem] = Field(default_factory=list)


class RequestItem(Model):
    """One thing that is asked."""

    number: str | None = None
    text: str
    deadline: EDTF | None = None
    deadline_raw: str | None = None
    amounts: list[Amount] = Field(default_factory=list)
    items: list[RequestItem] = Field(default_factory=list)


class Request(Model):
    """An operative verb with its addressee and what is asked."""

    verb: str
    addressee: str | None = None
    heading: str
    items: list[RequestItem] = Field(default_factory=list)


class Proposal(Model):
    """The council proposal that a motion or amendment belongs to."""

    title: str | None = None
    reference: str | None = None


class NumberedText(Model):
    """A question, an answer or a decision point."""

    number: str | None = None
    text: str


class MeetingItem(Model):
    """An item of an agenda, decision list or minutes."""

    number: str | None = None
    title: str | None = None
    decision: str | None = None
    votes: Votes | None = None
    references: list[Reference] = Field(default_factory=list)
