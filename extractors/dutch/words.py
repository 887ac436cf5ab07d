"""Words of Dutch official text that many grammars need, each written once: as tuples, and as fragments of patterns.

A fragment is a group of its own and matches in small letters; patterns that hold one say `re.IGNORECASE` where
capitals count too.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any


def any_of(*words: str, blank: str = r"\s+", cased: bool = False) -> str:
    """A fragment that matches any of some words, the longest first; a blank in a word is any white space. `cased`: the
    pattern that holds it tells capitals from small letters.

    What words begin with in common is written once: a long list is five times as fast to search as its words beside
    each other.
    """
    if _one_way([w if cased else w.lower() for w in words], words):
        return f"(?:{_tree(sorted(set(words)), 0, blank)})"
    return "(?:" + "|".join(_literal(w, blank) for w in sorted(words, key=len, reverse=True)) + ")"


def _literal(word: str, blank: str) -> str:
    return re.escape(word).replace(r"\ ", blank)


def _one_way(read: Sequence[str], written: Sequence[str]) -> bool:
    """Whether a text can be read in one way only along what the words begin with: then a tree of them finds what the
    list of them finds. `read`: the words as the pattern takes them."""
    begun: dict[str, str] = {}
    for taken, word in zip(read, written, strict=True):
        if not word or any(c.isspace() and c != " " for c in word) or len(taken) != len(word):
            return False
        if any(begun.setdefault(taken[:at], word[:at]) != word[:at] for at in range(1, len(word) + 1)):
            return False
    return True


def _shared(first: str, last: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))


def _tree(words: Sequence[str], read: int, blank: str) -> str:
    """The alternatives behind the first `read` characters, which all words share. `words`: in order."""
    begun: dict[str, list[str]] = {}
    for word in words:
        if len(word) > read:
            begun.setdefault(word[read], []).append(word)
    ways = []
    for those in begun.values():
        shared = _shared(those[0], those[-1])
        behind = _tree(those, shared, blank) if len(those) > 1 else ""
        ways.append(_literal(those[0][read:shared], blank) + behind)
    if read in map(len, words):
        return f"(?:{'|'.join(ways)})?"
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})" if read else "|".join(ways)


MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
MONTH = any_of(*MONTHS)

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
WEEKDAY = any_of(*WEEKDAYS)
ANY_WEEKDAY = any_of(*WEEKDAYS, "moandei", "tiisdei", "woansdei", "tongersdei", "freed", "sneon", "snein")
"""A day of the week, also in Frisian."""
PROPOSAL = (
    r"(?:(?:raads|staten|college|commissie)?-?(?:voorstel|voordracht)|(?:raads)?initiatief-?(?:raads)?voorstel"
    r"|preadvies)"
)
"""What a proposal to a council is called."""

_SHORT_MONTH = r"(?:jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)\.?"
_TOWN = r"(?-i:[A-Z'’])[\w'’-]+(?:[ -](?-i:[A-Z'’])[\w'’-]+|\s(?:aan|bij|den|de|en|het|in|op|van)){0,4}"


def place_and_day(*, comma: bool = True) -> str:
    """A fragment of a line that is a place and a day: "Zwolle, 25 juni 2024". `comma`: only with one between them."""
    day = rf"(?:d\.?d\.?\s)?(?:{WEEKDAY}\s)?\d{{1,2}}\s(?:{MONTH}|{_SHORT_MONTH})\s(?:19|20)\d\d\W*"
    return rf"(?:te\s)?{_TOWN}\s?{',' if comma else ',?'}\s{day}"


DAY_PART = r"(?:avond|middag|ochtend)"

FOR = r"(?:v[oó][oó]r(?:stemmers?|stemmen)?)"
AGAINST = r"(?:tegen(?:stemmers?|stemmen)?)"
ABSTAINED = r"(?:onthoud(?:en|ing(?:en)?)|blanco|van\s+stemming\s+onthouden)"
SIDE = rf"(?:{FOR}|{AGAINST}|{ABSTAINED})"
"""The sides of a vote."""

UNANIMOUSLY = (
    r"(?:unaniem|(?:(?:met|bij)\s+)?algemene\s+stemmen|eenparig|met\s+eenparigheid\s+van\s+stemmen|eenstemmig|bij\s+acclamatie"
    r"|raadsbreed)"
)

OUTCOMES = {
    "adopted": ("aangenomen", "aanvaard", "angenomen", "aangenomen na herstemming", "oannommen"),
    "rejected": ("verworpen", "afgewezen", "niet aangenomen", "verworpen na herstemming", "ferwurpen", "ôfwiisd"),
    "withdrawn": (
        "ingetrokken", "teruggetrokken", "ingetrokken door de indiener", "ingetrokken door indiener",
        "ynlutsen",
    ),
    "held_over": ("aangehouden", "verdaagd", "uitgesteld", "oanholden"),
    "lapsed": ("vervallen", "komt te vervallen"),
    "taken_over": ("overgenomen", "overgenomen door het college", "overgenomen door college"),
}  # fmt: skip
"""What becomes of a motion or an amendment: its status, and the words that papers use for it."""
STATUS_OF = {word: status for status, words in OUTCOMES.items() for word in words}
OUTCOME = any_of(*STATUS_OF)


def status_of(word: str) -> str | None:
    """The status that the word of an outcome says, in whatever letters and blanks; None for another word."""
    return STATUS_OF.get(" ".join(word.lower().split()))


@cache
def lexicon() -> dict[str, Any]:
    """`extractors/data/people.toml`: the words around the names of people."""
    return tomllib.loads(files("griffier.extractors").joinpath("data/people.toml").read_text("utf-8"))


PARTICLE = any_of(*lexicon()["prefixes"])
"""A tussenvoegsel: "van der", "v.d.", "'t", "fan"."""

POLITE = any_of(*lexicon()["polite"])
"""A form of address before a name: "de heer", "mw."."""

TITLE = any_of(*lexicon()["polite"], *lexicon()["academic"], *lexicon()["academic_bare"])
"""Polite forms and academic titles before a name."""

DEGREE = any_of(*lexicon()["degrees"])
"""What may stand behind a name and is no part of it: "MSc", "jr."."""
