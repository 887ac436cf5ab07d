"""One side of a vote: the parties and members on it, its printed total, and the draft that is made of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch.words import POLITE
from griffier.extractors.people.rolls import Listed
from griffier.schemas.document import Span
from griffier.schemas.evidence import Found

RULE = "rule:vote_list"
BY_NAME = rf"(?:{POLITE}|(?:raads)?(?:leden|lid))(?!\w)"
"""What says that a person is named behind it, and no party."""
Count = tuple[int, int, int]
"""A printed number: value, start, end."""


@dataclass
class PartySide:
    """A party on a side: its range, the seats in brackets behind it, the members of it who voted apart."""

    start: int
    end: int
    raw: str
    seats: Count | None = None
    apart: list[tuple[int, int, str]] = field(default_factory=list)
    known: bool = True


@dataclass
class MemberSide:
    """A member on a side, with the range of the party where it is named."""

    start: int
    end: int
    name: str
    party: tuple[int, int, str] | None = None

    @classmethod
    def of(cls, text: str, person: Listed) -> MemberSide:
        """A person of a roll."""
        party = person.party
        owner = (party.start, party.end, " ".join(text[party.start : party.end].split())) if party else None
        return cls(person.place.start, person.place.end, person.name, owner)


@dataclass
class SideList:
    """What a list says: `total` is (value, start, end); `everyone`: "allen", "alle fracties"; `rest`: "de overige
    fracties"."""

    parties: list[PartySide] = field(default_factory=list)
    members: list[MemberSide] = field(default_factory=list)
    total: Count | None = None
    everyone: tuple[int, int] | None = None
    rest: tuple[int, int] | None = None
    excluded: list[PartySide] = field(default_factory=list)

    @property
    def remainder(self) -> tuple[int, int] | None:
        """The words for those who are left when the others are known: "allen behalve", "de overige fracties"."""
        return self.rest or (self.everyone if self.excluded else None)

    @property
    def empty(self) -> bool:
        """Does it say nothing?"""
        return not (self.parties or self.members or self.total or self.everyone or self.rest)


def party_draft(side: PartySide) -> Draft:
    """The fields of one party."""
    out: Draft = {"party": Found(side.raw, (Span(side.start, side.end),), RULE, 0.92 if side.known else 0.75)}
    out["seats"] = Found(side.seats[0], (Span(side.seats[1], side.seats[2]),), RULE, 0.9) if side.seats else None
    if side.apart:
        out["except"] = [Found(name, (Span(a, b),), RULE, 0.85) for a, b, name in side.apart]
    return out


def member_draft(side: MemberSide) -> Draft:
    """The fields of one member."""
    party = Found(side.party[2], (Span(side.party[0], side.party[1]),), RULE, 0.9) if side.party else None
    return {"name": Found(side.name, (Span(side.start, side.end),), RULE, 0.9), "party": party}
