"""The seats of the councils, for those who stand on records alone."""

from __future__ import annotations

from griffier.extractors.dutch import parties


def seats_of(municipality_code: str | None, on: str | None) -> dict[str, int] | None:
    """List (its name on the ballot) -> seats of the council that sat on an EDTF day; None where it is not known."""
    return parties.seats(municipality_code, on)


def short_name(listed: str) -> str:
    """What a list is commonly called: its short national name, else its name on the ballot."""
    return parties.canonical(listed) or listed


def list_of(party: str, municipality_code: str | None, on: str | None) -> str | None:
    """The council's list for a party as printed; None where it is not known, or not the only one that it may be."""
    return parties.link(party, municipality_code, on)
