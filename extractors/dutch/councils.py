"""The councils as they were elected: which lists hold how many seats, by municipality and date.

Source: Kiesraad, elections of 2018-03-21 to 2026-03-18 (`extractors/data/councils.csv`). A council sits from about a
week after its election until the next; before March 2018 nothing is known.
"""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_INSTALLED_AFTER = timedelta(days=8)
_GENERAL = (date(2018, 3, 21), date(2022, 3, 16), date(2026, 3, 18), date(2030, 3, 20))
_FULL_TERM = timedelta(days=2 * 365)


class Council(NamedTuple):
    """Whose council, and on which EDTF date: what tells local parties and seats. Hand it on as `*council`."""

    code: str | None = None
    on: str | None = None


NO_COUNCIL = Council()


@cache
def _elections() -> dict[str, dict[date, dict[str, int]]]:
    """CBS code -> election -> list -> seats."""
    text = files("griffier.extractors").joinpath("data/councils.csv").read_text("utf-8")
    out: dict[str, dict[date, dict[str, int]]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        council = out.setdefault(row["code"], {}).setdefault(date.fromisoformat(row["election"]), {})
        council[row["party"]] = int(row["seats"])
    return out


def seats(municipality_code: str | None, on: str | None) -> dict[str, int] | None:
    """List (its name on the ballot) -> seats of the council that sat on an EDTF date.

    None where the municipality or its council of that time is not known, or where a date without a day could fall in
    two councils.
    """
    elected = election(municipality_code, on)
    return dict(_elections()[municipality_code][elected]) if municipality_code and elected is not None else None


def election(municipality_code: str | None, on: str | None) -> date | None:
    """The day of the election of the council that sat on an EDTF date; None as for `seats`."""
    if not municipality_code or not on:
        return None
    councils = _elections().get(municipality_code)
    bounds = _bounds(on)
    if not councils or bounds is None:
        return None
    sitting = {_sitting(councils, day) for day in bounds}
    elected = sitting.pop()
    return elected if not sitting else None


def every_list(municipality_code: str | None) -> tuple[str, ...]:
    """The names of all lists that won a seat at any election that is known, without repeats, latest first."""
    councils = _elections().get(municipality_code or "", {})
    return tuple(dict.fromkeys(name for election in sorted(councils, reverse=True) for name in councils[election]))


@cache
def all_lists() -> tuple[str, ...]:
    """The names of all lists that won a seat anywhere, without repeats."""
    return tuple(dict.fromkeys(name for code in _elections() for name in every_list(code)))


def council_size(municipality_code: str | None, on: str | None) -> int | None:
    """The number of seats of the council that sat on an EDTF date; None where it is not known."""
    council = seats(municipality_code, on)
    return sum(council.values()) if council else None


def _bounds(on: str) -> tuple[date, date] | None:
    """The first and the last day of an EDTF date."""
    digits = [int(n) for n in on[:10].split("-") if n.isdecimal()]
    try:
        if len(digits) == 3:
            return (day := date(*digits)), day
        if len(digits) == 2 and digits[1] <= 12:
            after = date(digits[0] + digits[1] // 12, digits[1] % 12 + 1, 1)
            return date(digits[0], digits[1], 1), after - timedelta(days=1)
        return (date(digits[0], 1, 1), date(digits[0], 12, 31)) if len(digits) == 1 else None
    except ValueError:
        return None


def _sitting(councils: dict[date, dict[str, int]], day: date) -> date | None:
    """The election whose council sat on a day."""
    held = sorted(councils)
    for i, election in enumerate(held):
        following = (
            held[i + 1] if i + 1 < len(held) else next(g for g in (*_GENERAL, date.max) if g - election > _FULL_TERM)
        )
        if election + _INSTALLED_AFTER <= day < min(following, date(9999, 1, 1)) + _INSTALLED_AFTER:
            return election
    return None
