"""What the reference data say of a name that stands in a record: which party, which council, which taakveld.

The data and how names are compared live in `extractors/`; those who hand records on ask here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from griffier.extractors.dutch import councils, parties
from griffier.extractors.tables.iv3 import folded, taakvelden


@dataclass(frozen=True, slots=True)
class Party:
    """A party under its normal form.

    `scope`: a national party, a list of national parties together, or a list of one municipality.
    """

    party_id: str
    name: str
    scope: Literal["national", "combined", "local"]
    municipality_code: str | None = None


@dataclass(frozen=True, slots=True)
class KnownParty:
    """What a name as printed is: `party` None where no list bears it; `ballot`: the list for which it sits."""

    party: Party | None
    ballot: str | None


@lru_cache(maxsize=65536)
def party_of(printed: str, municipality_code: str | None, on: str | None) -> KnownParty:
    """The party that a name as printed is. `on`: EDTF date, which tells the council.

    A national party is itself under any spelling ("Democraten 66" is D66), also where it sits for a combined list; a
    name that only this municipality knows is the list on its ballot, and two municipalities' lists of one name are two
    parties.
    """
    ballot = parties.link(printed, municipality_code, on)
    name = parties.canonical(printed)
    if name is not None:
        scope: Literal["national", "combined"] = "combined" if len(parties.keys_of(printed)) > 1 else "national"
        return KnownParty(Party(name, name, scope), ballot)
    listed = ballot or parties.link(printed, municipality_code, None)
    if listed is None:
        return KnownParty(None, None)
    national = parties.canonical(listed)
    if national is not None:
        scope = "combined" if len(parties.keys_of(listed)) > 1 else "national"
        return KnownParty(Party(national, national, scope), ballot)
    return KnownParty(Party(f"{municipality_code}:{listed}", listed, "local", municipality_code), ballot)


@lru_cache(maxsize=65536)
def election_of(municipality_code: str | None, on: str | None) -> str | None:
    """The day (YYYY-MM-DD) of the election of the council that sat on an EDTF date; None where it is not known."""
    day = councils.election(municipality_code, on)
    return day.isoformat() if day is not None else None


def seats_of(municipality_code: str | None, on: str | None) -> dict[str, int] | None:
    """List (its name on the ballot) -> seats of the council that sat on an EDTF day; None where it is not known."""
    return parties.seats(municipality_code, on)


def short_name(listed: str) -> str:
    """What a list is commonly called: its short national name, else its name on the ballot."""
    return parties.canonical(listed) or listed


def list_of(party: str, municipality_code: str | None, on: str | None) -> str | None:
    """The council's list for a party as printed; None where it is not known, or not the only one that it may be."""
    return parties.link(party, municipality_code, on)


@cache
def _names_by_code() -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = {}
    for name, code in taakvelden().items():
        names.setdefault(code, set()).add(name)
    return {code: frozenset(found) for code, found in names.items()}


def taakveld_of(number: str | None, label: str | None) -> str | None:
    """The Iv3 code of a row whose number is a code and whose label is its name; None for every other."""
    if number is None or label is None:
        return None
    return number if folded(label) in _names_by_code().get(number, ()) else None
