"""Words in the reason of a PDF page that a finding repeats."""

from __future__ import annotations

import re

UNSEEN = re.compile(r"(\d+ characters?) that nobody can see left out")
MISSED = re.compile(r"(\d+ places?) with print or writing that it does not hold")

UNSURE = re.compile(r"(\d+ characters?) of which the shape is not known for sure")


def with_learnt(reason: str, note: str, unsure: int) -> str:
    """The reason, what is to be said of learnt characters, and how many stayed unsure."""
    doubt = f", {unsure} character{'s' * (unsure != 1)} of which the shape is not known for sure" if unsure else ""
    return f"{reason}; {note}{doubt}"


def with_left_out(reason: str, count: int) -> str:
    """The reason, and how many characters of the layer were left out because nobody sees them."""
    return f"{reason}; {count} character{'s' * (count != 1)} that nobody can see left out" if count else reason


def with_missed(reason: str, places: int) -> str:
    """The reason, and in how many places of a scan its layer misses print or handwriting."""
    return (
        f"{reason}; {places} place{'s' * (places != 1)} with print or writing that it does not hold"
        if places
        else reason
    )
