"""When two values are the same: strict on what they say, tolerant of white space, hyphenation, case, quote marks and a
leading "dat"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

TEXT = 0.90
"""Similarity from which two texts count as the same."""

PARTY_OR_ROLE = 0.80
"""The same for people and bodies, which are compared with their roles."""

_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00ad": None})
_HYPHENATED = re.compile(r"(\w)-[^\S\n]*\n\s*(\w)")
_BULLET = re.compile(r"^[\s•▪●◦·*\-–—o>]+\s+")
_BLANKS = re.compile(r"\s+")

Same = Callable[[Any, Any], float]
"""How much two values are alike: 0 for not at all."""


def fold(value: object) -> str:
    """A value without what never counts."""
    text = unicodedata.normalize("NFKC", str(value or "")).translate(_QUOTES)
    text = _HYPHENATED.sub(r"\1\2", text)
    text = _BULLET.sub("", text)
    text = _BLANKS.sub(" ", text).strip().strip(" .;,:").lower()
    return text.removeprefix("dat ")


def likeness(a: object, b: object) -> float:
    """0..1: how much two texts are alike. Nothing is like an empty text."""
    from rapidfuzz.fuzz import ratio

    one, two = fold(a), fold(b)
    if not one or not two:
        return 0.0
    one, two = (text.replace(" ", "").replace("-", "") for text in (one, two))
    return 1.0 if one == two else ratio(one, two) / 100


def number(value: object) -> float | None:
    """A figure in cents' precision, or None for what is none."""
    try:
        return round(float(str(value)), 2)
    except ValueError:
        return None


def exact(a: object, b: object) -> float:
    """The same after folding."""
    return float(fold(a) == fold(b))


def text(a: object, b: object) -> float:
    """Alike enough to be the same text."""
    return float(likeness(a, b) >= TEXT)


def within(a: object, b: object) -> float:
    """One is a part of the other: "college" and "het college"."""
    return float(fold(a) in fold(b) or fold(b) in fold(a))


def by_text(name: str, least: float = TEXT) -> Same:
    """Objects are the same whose texts under a name are."""

    def same(gold: dict[str, Any], found: dict[str, Any]) -> float:
        score = likeness(gold.get(name), found.get(name))
        return score if score >= least else 0.0

    return same


def pairs(gold: list[Any], found: list[Any], same: Same) -> list[tuple[int, int]]:
    """One-to-one pairs of positions, the best first."""
    scored = [(same(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    used_gold: set[int] = set()
    used_found: set[int] = set()
    out: list[tuple[int, int]] = []
    for score, i, j in sorted(scored, key=lambda item: -item[0]):
        if score <= 0:
            break
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            out.append((i, j))
    return out
