"""Dutch number words and printed numbers: "tweehonderdvijftig", "anderhalf", "1.130.788,50"."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

_UNITS = [
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien",
    "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
]  # fmt: skip
_TENS = {2: "twintig", 3: "dertig", 4: "veertig", 5: "vijftig", 6: "zestig", 7: "zeventig", 8: "tachtig", 9: "negentig"}
_HALVES = {
    "anderhalf": "1.5",
    "anderhalve": "1.5",
    "half": "0.5",
    "halve": "0.5",
    "een half": "0.5",
    "een halve": "0.5",
    "kwart": "0.25",
    "een kwart": "0.25",
    "driekwart": "0.75",
}
_ORDINALS = {
    "eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "zevende": 7, "achtste": 8,
    "negende": 9,
    "tiende": 10, "elfde": 11, "twaalfde": 12,
}  # fmt: skip
_ACCENTS = str.maketrans({"é": "e", "è": "e", "ë": "e", "É": "e", "ï": "i"})

GROUPED = re.compile(r"\d{1,3}(?:[.\u00a0\u202f]\d{3})+(?:,\d{1,2})?\Z")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})\Z|\d{1,3}(?:,\d{3}){2,}\Z")
_COMMA = re.compile(r"\d+,\d+\Z")
_POINT = re.compile(r"\d+\.\d{1,2}\Z")


@cache
def _below_thousand() -> dict[str, int]:
    words = {w: i for i, w in enumerate(_UNITS)}
    for ten, name in _TENS.items():
        words[name] = ten * 10
        for one in range(1, 10):
            words[f"{_UNITS[one]}en{name}"] = ten * 10 + one
    small = dict(words)
    for hundreds in range(1, 10):
        stem = "honderd" if hundreds == 1 else f"{_UNITS[hundreds]}honderd"
        words[stem] = hundreds * 100
        for word, value in small.items():
            if value:
                words[f"{stem}{word}"] = words[f"{stem}en{word}"] = hundreds * 100 + value
    words["eenhonderd"] = 100
    return words


def word_value(word: str) -> Decimal | None:
    """The value of one number word in any spelling of its accents: "één" 1, "vijfentwintigduizend" 25000, "tweeënhalf"
    2.5.

    None for every other word. "een" is 1: whether it is the article is for the caller to know.
    """
    key = " ".join(word.lower().translate(_ACCENTS).replace("-", "").split())
    if key in _HALVES:
        return Decimal(_HALVES[key])
    if key.endswith(("enhalf", "enhalve")):
        stem = key[: key.rindex("enhal")]
        whole = _below_thousand().get(stem)
        return None if whole is None else Decimal(whole) + Decimal("0.5")
    small = _below_thousand()
    if key in small:
        return Decimal(small[key])
    head, duizend, tail = key.partition("duizend")
    if not duizend:
        return None
    thousands = 1 if not head else small.get(head.strip())
    tail = tail.strip()
    rest = 0 if not tail else small.get(tail, small.get(tail.removeprefix("en")))
    return None if thousands is None or rest is None else Decimal(thousands * 1000 + rest)


def ordinal_value(word: str) -> int | None:
    """The value of an ordinal: "tweede" 2, "2e" 2, "1ste" 1. None for every other word."""
    key = word.lower().translate(_ACCENTS)
    if key in _ORDINALS:
        return _ORDINALS[key]
    match = re.fullmatch(r"(\d{1,3})(?:e|de|ste)", key)
    return int(match[1]) if match else None


def printed_value(text: str, *, scaled: bool = False) -> Decimal | None:
    """The value of a printed number: a point groups thousands and a comma is the decimal sign, as Dutch has it.

    "12.50" and "1,130,788.00" are read as English has them, because they can be nothing else. `scaled`: a word like
    "miljoen" follows, so that "1,125" is a fraction; without it "1,125" could be either, and is None.
    """
    bare = text.strip()
    if bare.isdecimal():
        return Decimal(bare)
    if GROUPED.match(bare):
        return Decimal(re.sub(r"[.\u00a0\u202f]", "", bare).replace(",", "."))
    if _ENGLISH.match(bare):
        return Decimal(bare.replace(",", ""))
    if _COMMA.match(bare) and (scaled or len(bare.partition(",")[2]) != 3):
        return Decimal(bare.replace(",", "."))
    return Decimal(bare) if _POINT.match(bare) else None
