"""The sides of a vote: how their words look, and what is known of each so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from griffier.extractors.votes.sides import SideList

SideName = Literal["for", "against", "abstained"]

SIDES: tuple[tuple[SideName, str], ...] = (
    ("for", r"v[oó][oó]r|v[oó][oó]rstemmers?"),
    ("against", r"tegen|tegenstemmers?"),
    ("abstained", r"onthoud(?:en|ing(?:en)?)|blanco|van stemming onthouden"),
)
_SIDE = "|".join(f"(?P<{name}{{n}}>{shape})" for name, shape in SIDES)


def side_shape(n: str) -> str:
    """A group of alternatives whose matched group, `for`, `against` or `abstained` with the suffix `n`, names the
    side."""
    return _SIDE.replace("{n}", n)


@dataclass
class Side:
    """`total` is (value, start, end)."""

    total: tuple[int, int, int] | None = None
    list: SideList = field(default_factory=SideList)


def name_of(match: re.Match[str], *suffixes: str) -> SideName | None:
    """The side that a pattern made of `side_shape` matched."""
    for suffix in suffixes:
        for name, _ in SIDES:
            if match[f"{name}{suffix}"]:
                return name
    return None
