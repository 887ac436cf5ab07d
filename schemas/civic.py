"""Values that several kinds share: municipality, amounts, references, entities, meetings, people, votes, requests.
Names follow Popolo."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from griffier.schemas.base import EDTF, Euro, Model


class Municipality(Model):
    """A Dutch municipality by its CBS code."""

    name: str = Field(description="as CBS writes it")
    code: str | None = Field(default=None, pattern=r"^GM\d{4}$", description="CBS code")
    province: str | None = Field(default=None, description="today's")


class Reference(Model):
    """A mention of another document, law or agenda item."""

    type: Literal["council_proposal", "decision", "agenda_item", "motion", "amendment", "law", "case_number"] = Field(
        description="what is referred to"
    )
    value: str = Field(description="number or name, normalised")
    raw: str = Field(description="as printed")


class Amount(Model):
    """An amount of money in running text."""

    raw: str = Field(description="as printed")
    value: Euro = Field(description="in euro")
    approximate: bool = Field(default=False, description="true after words such as circa, ruim, bijna")


class Entity(Model):
    """A person, organisation, party, place or law that the text names."""

    type: Literal["person", "organization", "party", "location", "law"] = Field(description="what it is")
    name: str = Field(description="as first mentioned")
    mentions: int = Field(ge=1, description="how often")
    code: str | None = Field(default=None, description="CBS code of a municipality, Kiesraad name of a party")


class PolicyArea(Model):
    """An Iv3 taakveld, inferred from the text."""

    code: str = Field(description="Iv3 code, a string: 6.711")
    name: str = Field(description="Iv3 name")
    score: float = Field(ge=0, le=1, description="chance that the document is about it, 0 to 1")


class AgendaItem(Model):
    """The agenda item that a document belongs to."""

    number: str | None = Field(default=None, description="as printed")
    title: str | None = Field(default=None, description="as printed")


class Meeting(Model):
    """The meeting at which a document is on the table."""

    body: str | None = Field(default=None, description="gemeenteraad, commissie, college, ...")
    date: EDTF | None = Field(default=None, description="EDTF")
    agenda_item: AgendaItem | None = Field(default=None, description="the item under which it stood")


class Submitter(Model):
    """Who stands for a motion, an amendment or a question. A party may stand without a name."""

    name: str | None = Field(default=None, description="as printed")
    party: str | None = Field(default=None, description="as written")
    role: Literal["submitter", "co_submitter", "signatory"] = Field(
        default="submitter",
        description="submitter: named as indiener or signs first; co_submitter: mede-indiener; signatory: only in the "
        "signature block",
    )


class PartyVote(Model):
    """A party on one side of a vote."""

    party: str = Field(description="as written")
    seats: int | None = Field(default=None, description="as printed")
    except_: list[str] = Field(default_factory=list, alias="except", description="members of the party who voted apart")

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)


class MemberVote(Model):
    """A member on one side of a vote."""

    name: str = Field(description="as printed")
    party: str | None = Field(default=None, description="as written")


class VoteSide(Model):
    """One side of a vote, as far as the document says it."""

    parties: list[PartyVote] = Field(default_factory=list, description="parties that voted this way")
    members: list[MemberVote] = Field(default_factory=list, description="members named one by one")
    total: int | None = Field(default=None, description="as printed")


class Votes(Model):
    """How a decision was taken."""

    for_: VoteSide | None = Field(default=None, alias="for", description="who voted for")
    against: VoteSide | None = Field(default=None, description="who voted against")
    abstained: VoteSide | None = Field(default=None, description="who abstained")
    unanimous: bool | None = Field(default=None, description="true or false only where the document proves it")

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)


class RecitalItem(Model):
    """One ground under a recital's heading."""

    number: str | None = Field(default=None, description="as printed")
    text: str = Field(description="whole, line breaks and hyphenation undone")
    items: list[RecitalItem] = Field(default_factory=list, description="nested items")


class Recital(Model):
    """A block of grounds: what the council heard, notes or considers."""

    type: Literal["having_heard", "having_read", "noting", "considering", "recognising", "convinced", "other"] = Field(
        description="what the heading says it is"
    )
    heading: str = Field(description="as printed")
    items: list[RecitalItem] = Field(default_factory=list, description="the grounds")


class RequestItem(Model):
    """One thing that is asked."""

    number: str | None = Field(default=None, description="as printed")
    text: str = Field(description="whole, line breaks and hyphenation undone")
    deadline: EDTF | None = Field(default=None, description="EDTF: the date printed; a quarter is its last month")
    deadline_raw: str | None = Field(default=None, description="as printed")
    amounts: list[Amount] = Field(default_factory=list, description="money in this item")
    items: list[RequestItem] = Field(default_factory=list, description="nested items")


class Request(Model):
    """An operative verb with its addressee and what is asked."""

    verb: str = Field(description="lemma: verzoeken, opdragen, oproepen, uitspreken, besluiten, ...")
    addressee: str | None = Field(default=None, description="as printed: het college")
    heading: str = Field(description="as printed")
    items: list[RequestItem] = Field(default_factory=list, description="what is asked")
    policy_areas: list[str] = Field(
        default_factory=list, description="codes of those policy areas of the document of which the request speaks"
    )
    locations: list[str] = Field(
        default_factory=list, description="the streets, districts, villages and buildings that the request names"
    )


class Proposal(Model):
    """The council proposal that a motion or amendment belongs to."""

    title: str | None = Field(default=None, description="of the council proposal")
    reference: str | None = Field(default=None, description="its number")


class NumberedText(Model):
    """A question, an answer or a decision point."""

    number: str | None = Field(default=None, description="as printed")
    text: str = Field(description="whole")


class Matter(Model):
    """A motion, an amendment, a proposal, a promise or a set of questions that a text names: what it says to tell it
    from others."""

    type: Literal["motion", "amendment", "council_proposal", "promise", "written_questions"] = Field(
        description="what it is"
    )
    number: str | None = Field(default=None, description="as printed")
    title: str | None = Field(default=None, description="as printed, without kind, number and party")
    party: str | None = Field(default=None, description="the party printed beside it")
    submitter: str | None = Field(default=None, description="whose name it bears: de motie-De Vries")
    reference: str | None = Field(default=None, description="its number in a registry")
    date: EDTF | None = Field(default=None, description="the day on which it was tabled or decided, as the text says")


Status = Literal["adopted", "rejected", "withdrawn", "held_over", "lapsed", "taken_over"]
"""What became of a motion or an amendment."""


class VoteEvent(Model):
    """A motion or an amendment that was decided on within an item. After Popolo's vote event."""

    matter: Matter = Field(description="on what")
    decision: str = Field(description="the words that say what became of it")
    status: Status | None = Field(default=None, description="what they say")
    votes: Votes | None = Field(default=None, description="how")


class MeetingItem(Model):
    """An item of an agenda, decision list or minutes."""

    number: str | None = Field(default=None, description="as printed")
    title: str | None = Field(default=None, description="of the item")
    decision: str | None = Field(default=None, description="what was decided")
    votes: Votes | None = Field(default=None, description="how")
    references: list[Reference] = Field(default_factory=list, description="documents that the item names")
    matter: Matter | None = Field(default=None, description="the motion or amendment that the item is about")
    status: Status | None = Field(default=None, description="what became of that")


PromiseStatus = Literal["open", "settled"]
"""What became of a promise."""


class Promiser(Model):
    """Who promised, or has to keep the promise. The executive as a whole is a role without a name."""

    name: str | None = Field(default=None, description="of a person, without titles")
    role: str | None = Field(default=None, description="function, as printed")


class Promise(Model):
    """A toezegging: what a member of the executive said would be done."""

    number: str | None = Field(default=None, description="as printed")
    title: str | None = Field(default=None, description="the subject, where the document gives it one")
    what: str | None = Field(default=None, description="what was promised, without 'Wethouder X zegt toe'")
    who: list[Promiser] = Field(default_factory=list, description="who promised it")
    to_whom: str | None = Field(default=None, description="as printed: the council, a committee, a member")
    made_on: EDTF | None = Field(default=None, description="the day on which it was promised")
    by_when: EDTF | None = Field(default=None, description="EDTF: the date printed; a quarter is its last month")
    by_when_raw: str | None = Field(default=None, description="as printed")
    progress: str | None = Field(default=None, description="how it stands, as printed")
    status: PromiseStatus | None = Field(default=None, description="what that says")
    settled_on: EDTF | None = Field(default=None, description="the day on which it was settled, where printed")
