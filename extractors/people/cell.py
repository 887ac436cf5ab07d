"""A member as it stands in a piece of text: the person, the party, or both, with what the piece says of itself.

What a piece is, `person` tells; how it goes with the pieces around it, the readers of lists, rows and columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from griffier.extractors.dutch import parties
from griffier.extractors.dutch.names import Name
from griffier.extractors.dutch.parties import PartyMention
from griffier.extractors.people import person_or_party
from griffier.extractors.people.whose_council import Town
from griffier.schemas.document import Span
from griffier.schemas.evidence import Found

Range = tuple[int, int]
Order = Literal["person", "party", "doubt"]
"""What stands first of two that are joined."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person, a party, or both. `others`: "c.s." stood behind the name."""

    name: Name | None
    party: PartyMention | None
    others: bool = False

    def found_name(self, confidence: float = 0.9) -> Found[str] | None:
        """The name with its evidence."""
        if self.name is None:
            return None
        return Found(self.name.text, (Span(self.name.start, self.name.end),), "rule:person", confidence)

    def found_party(self, confidence: float = 0.92) -> Found[str] | None:
        """The party as written, with its evidence."""
        if self.party is None:
            return None
        places = (self.party.start, self.party.end), *self.party.rest
        return Found(self.party.raw, tuple(Span(*place) for place in places), "rule:party", confidence)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one piece: a name, a party, both, or a `weak` name (no initials) that may be a party.

    `text`: the piece as printed. `doubt`: two ranges joined by a dash, one a person and the other a party, and nothing
    says which; the member is empty. `first`: which of the two stands first in a cell that has both. `shares`: with so
    many names before it the party is shared, itself counted ("(beiden X)"). `led`: "namens" stands before the party.
    `assumed`: the two ranges of a pair whose order its brackets alone say.
    """

    member: Member
    weak: bool
    start: int
    end: int
    text: str
    doubt: tuple[Range, Range] | None = None
    first: Order | None = None
    shares: int = 0
    led: bool = False
    assumed: tuple[Range, Range] | None = None

    @property
    def kind(self) -> str:
        """n(ame), p(arty), b(oth), w(eak name), d(oubt)."""
        if self.doubt:
            return "d"
        if self.member.name and self.member.party:
            return "b"
        return "p" if self.member.party else "w" if self.weak else "n"

    @property
    def full(self) -> bool:
        """Has it a name with initials or a first name, or no name at all?"""
        name = self.member.name
        return name is None or name.initials or " " in name.text

    def leaning(self, council: Town) -> float:
        """Above 0 a person, under 0 a party."""
        return leaning(self.text, council)

    def as_party(self) -> PartyMention | None:
        """The party; a name as one that no table knows."""
        name = self.member.name
        if self.member.party or name is None:
            return self.member.party
        return PartyMention(name.start, name.end, name.text, name.text, frozenset())


def cell_at(text: str, member: Member) -> Cell:
    """The cell of a person, a party or both."""
    weak = bool(member.name and not member.party and not member.name.initials)
    places = [x for x in (member.name, member.party) if x]
    start, end = min(x.start for x in places), max(x.end for x in places)
    return Cell(member, weak, start, end, text[start:end])


def party_at(text: str, start: int, end: int, council: Town) -> PartyMention:
    """What stands at a place, as a party."""
    raw = " ".join(text[start:end].split())
    linked = parties.link(raw, council.code, council.on)
    return PartyMention(start, end, raw, parties.canonical(raw) or raw, parties.keys_of(raw), linked)


def party_likeness(raw: str, council: Town) -> float:
    """0 to 1: how much it looks like a party; what the document itself names as one is one."""
    if " ".join(raw.split()) in council.proven:
        return 1.0
    return person_or_party.party_likeness(raw, council.code, council.place)


def leaning(raw: str, council: Town) -> float:
    """Above 0 a person, under 0 a party; within `DOUBT` of 0 it says nothing."""
    return person_or_party.person_likeness(raw) - party_likeness(raw, council)
