"""What the words around a number say: whether it is money, how large its unit is, whether it is exact.

The words are in `data/money.toml`.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

_NEXT = re.compile(r"\s*(?P<word>[\w²³]+|.)?", re.DOTALL)
_UNIT_HEAD = re.compile(
    r"(?:(?:^|[^\d\s])\s*[x×*]|\b(?:bedragen|getallen|cijfers|bedrag|alles)\s+in|\bmaal)\s*\Z", re.IGNORECASE
)
_SCALED = re.compile(r"(?P<scale>[^\W\d_]+)\.?(?:\s+(?:euro|eur)(?:'s|’s)?)?\Z", re.IGNORECASE)
_COUNTED = re.compile(r"\s*(?:%|procent|[a-z]*(?:punten|uren|uur|stuks|woningen|m2|vierkante))")
_WINDOW = 260


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("griffier.extractors").joinpath("data/money.toml").read_text("utf-8"))


@cache
def _scales() -> dict[str, Decimal]:
    return {word: Decimal(value) for word, value in _data()["scales"].items()}


@cache
def _pattern(section: str, name: str, shape: str) -> re.Pattern[str]:
    words = sorted((w if section == "patterns" else re.escape(w) for w in _data()[section][name]), key=len)
    return re.compile(shape.format("|".join(reversed(words))), re.IGNORECASE)


@cache
def _followers() -> frozenset[str]:
    return frozenset(_data()["context"]["followers"])


def scale(word: str | None) -> Decimal:
    """What a scale word multiplies by; 1 without one. Raises KeyError for a word that is none."""
    return Decimal(1) if not word else _scales()[word.lower().rstrip(".")]


def scaled(raw: str) -> Decimal | None:
    """The scale of a printed amount that ends in a scale word ("3 miljoen euro" -> 1000000), or None."""
    found = _SCALED.search(raw)
    return _scales().get(found["scale"].lower()) if found else None


def approximate(text: str, start: int) -> bool:
    """Do the words before an amount say that it is not exact?"""
    bound = _pattern("approximate", "bounds", r"(?:\s(?:{}))\s*\Z").search(text, max(0, start - 16), start)
    at = bound.start() if bound else start
    return bool(_pattern("approximate", "before", r"(?:^|[\s(])(?:{})\.?\s*\Z").search(text, max(0, at - 32), at))


def heads_a_table(text: str, start: int) -> bool:
    """Does "x", "bedragen in" or "maal" stand before a number: is it the unit of a table?"""
    return bool(_UNIT_HEAD.search(text, max(0, start - 24), start))


def may_follow(text: str, end: int) -> bool:
    """Can a sum end here? Any word that is not known to follow one is the thing counted."""
    after = _NEXT.match(text, end)
    word = (after["word"] or "").lower() if after else ""
    return not word[:1].isalpha() or word in _followers()


def is_rate(text: str, end: int, stop: int, decimals: str) -> bool:
    """Two decimals and "per maand", "per m2" behind them."""
    return len(decimals) == 2 and bool(_pattern("context", "rates", r"\s+per\s+(?:{})").match(text, end, stop))


def is_announced(text: str, start: int, end: int, stop: int, printed: str) -> bool:
    """A grouped number behind "een bedrag van", "krediet ad"; not one of things ("een bijdrage van 5.000 uren")."""
    announces = _pattern("context", "announces", r"\b(?:{})\s+\Z")
    if "." not in printed or not announces.search(text, max(0, start - 32), start):
        return False
    return not _COUNTED.match(text[end : min(stop, end + 24)])


def is_money(text: str, start: int, end: int, stop: int, word: str) -> bool:
    """Does the context say that a number with the scale `word` and no sign is money?"""
    if not may_follow(text, end):
        return False
    lo, hi = max(0, start - _WINDOW), min(len(text), end + _WINDOW)
    window = text[lo:start] + " " + text[end:hi]
    if word == "ton" and _pattern("context", "weight", r"\b(?:{})").search(window):
        return False
    return bool(_pattern("patterns", "stems", r"(?:{})").search(window))
