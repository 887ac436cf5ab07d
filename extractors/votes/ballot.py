"""What is known so far of a vote, and the draft that is made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch import words
from griffier.extractors.dutch.councils import NO_COUNCIL, Council
from griffier.extractors.votes.side_lists import read_list
from griffier.extractors.votes.sides import Count, SideList, member_draft, party_draft
from griffier.schemas.document import Span
from griffier.schemas.evidence import Found

SideName = Literal["for", "against", "abstained"]
SIDES: tuple[SideName, ...] = ("for", "against", "abstained")
Range = tuple[int, int]

RULE = "rule:votes"
_SHAPES: dict[SideName, str] = {"for": words.FOR, "against": words.AGAINST, "abstained": words.ABSTAINED}
_STARTS: tuple[tuple[str, SideName], ...] = (("v", "for"), ("t", "against"))


def side_shape(n: str) -> str:
    """A group of alternatives whose matched group, `for`, `against` or `abstained` with the suffix `n`, names the
    side."""
    return "|".join(f"(?P<{name}{n}>{shape})" for name, shape in _SHAPES.items())


def name_of(match: re.Match[str], *suffixes: str) -> SideName | None:
    """The side that a pattern made of `side_shape` matched."""
    return next((name for suffix in suffixes for name in SIDES if match[f"{name}{suffix}"]), None)


def side_named(word: str) -> SideName:
    """The side of a word that `words.SIDE` matches."""
    if word.lower().startswith("van"):
        return "abstained"
    return next((name for first, name in _STARTS if word.lower().startswith(first)), "abstained")


@dataclass
class Side:
    """The printed total and the list of one side."""

    total: Count | None = None
    list: SideList = field(default_factory=SideList)


@dataclass
class Ballot:
    """The vote that `text[start:end]` tells. `council`: by it local parties are known and "allen behalve" is expanded;
    `taken`: the ranges that were read; `unanimous`: the words that say so."""

    text: str
    start: int
    end: int
    council: Council = NO_COUNCIL
    sides: dict[SideName, Side] = field(default_factory=lambda: {name: Side() for name in SIDES})
    taken: list[Range] = field(default_factory=list)
    unanimous: Found[bool] | None = None

    @property
    def listed(self) -> bool:
        """Is anyone named?"""
        return any(side.list.parties or side.list.members for side in self.sides.values())

    @property
    def opposed(self) -> bool:
        """Did anyone vote against?"""
        side = self.sides["against"]
        return bool((side.total and side.total[0] > 0) or side.list.parties or side.list.members)

    def is_taken(self, at: int) -> bool:
        """Was the text at an offset read?"""
        return any(a <= at <= b for a, b in self.taken)

    def read(self, start: int, end: int, *, sure: bool, by_name: bool = False) -> SideList:
        """The list in a range of the text."""
        return read_list(self.text, start, end, self.council, sure=sure, by_name=by_name)

    def draft(self) -> Draft | None:
        """The field `votes`; None where nothing is known."""
        out: Draft = {name: _side_draft(side) for name, side in self.sides.items()}
        if self.unanimous is None and all(v is None for v in out.values()):
            return None
        out["unanimous"] = self.unanimous if self.unanimous is not None else (False if self.opposed else None)
        return out


def _side_draft(side: Side) -> Draft | None:
    if side.total is None and not side.list.parties and not side.list.members:
        return None
    return {
        "parties": [party_draft(p) for p in side.list.parties],
        "members": [member_draft(m) for m in side.list.members],
        "total": Found(side.total[0], (Span(*side.total[1:]),), RULE, 0.93) if side.total else None,
    }
