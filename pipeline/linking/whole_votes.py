"""Votes by party made whole: where the papers name the parties of one side and count both, the seats of the council may
leave one reading of the other side.

Taken only where it is certain: the seats of the parties named make their printed total exactly, so that all of them
were there and none voted apart; and every other party has more seats than members were absent, so that each of them is
among the votes of the other side. Where no party is named, only a vote of the whole council for one side has one
reading: which parties make 31 of 45 votes is a guess, as members may vote apart.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from griffier.pipeline.reference_data import list_of, seats_of, short_name
from griffier.schemas.dossier import Derived

Json = dict[str, Any]
SIDES = ("for", "against")


def made_whole(votes: Json | None, code: str | None, on: str | None) -> tuple[Json | None, list[Derived]]:
    """The votes with the parties that follow from the seats, and what was derived. `code`: CBS, `on`: EDTF day."""
    seats = seats_of(code, on)
    if not votes or not seats or _says_anything(votes.get("abstained")):
        return votes, []
    for one, other in (SIDES, SIDES[::-1]):
        told, unnamed = votes.get(one) or {}, votes.get(other) or {}
        if not unnamed.get("total") or unnamed.get("parties") or unnamed.get("members"):
            continue
        if rest := _rest(seats, _named(told, seats, code, on), told.get("total"), unnamed["total"]):
            made = copy.deepcopy(votes)
            made[other] = {**unnamed, "parties": [{"party": short_name(party)} for party in rest]}
            return made, [Derived(pointer=f"/outcome/votes/{other}/parties", method="derived:council-seats")]
    return votes, []


def _says_anything(side: Json | None) -> bool:
    return bool(side and (side.get("total") or side.get("parties") or side.get("members")))


def _rest(seats: Mapping[str, int], named: set[str] | None, counted: int | None, unnamed: int) -> list[str]:
    """The parties of the side that names none, by their names on the ballot; [] where more than one reading is left.
    `counted`, `unnamed`: the totals printed of the side that names its parties and of the other."""
    if named is None or counted is None or sum(seats[party] for party in named) != counted:
        return []
    absent = sum(seats.values()) - counted - unnamed
    rest = sorted(party for party in seats if party not in named)
    return rest if rest and 0 <= absent < min(seats[party] for party in rest) else []


def _named(side: Json, seats: Mapping[str, int], code: str | None, on: str | None) -> set[str] | None:
    """The lists of the parties named, each once and with all its seats; None where one is not sure."""
    if side.get("members") or any(party.get("except") for party in side.get("parties") or ()):
        return None
    found: set[str] = set()
    for party in side.get("parties") or ():
        listed = list_of(party["party"], code, on)
        if listed is None or listed in found or party.get("seats") not in (None, seats[listed]):
            return None
        found.add(listed)
    return found
