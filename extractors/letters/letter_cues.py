"""The words by which the parts of a letter are told, from `words.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

BODY_ENDING = re.compile(
    r"\w(?:groep|club|overleg|collectief|genootschap|initiatief|raad|vereniging|stichting|commissie|platform|bestuur"
    r"|bond|dienst|corporatie|centrum|school|fonds|comité|kring)\b",
    re.I,
)
"""The end of a compound that names a body: "bewonersvereniging", "Huisartsenkring"."""


@dataclass(frozen=True)
class Lexicon:
    """The patterns are case-insensitive and anchored at a line's start."""

    salutation: re.Pattern[str]
    closing: re.Pattern[str]
    roles: frozenset[str]
    bodies: frozenset[str]
    council: frozenset[str]
    executive: frozenset[str]


def _either(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


@cache
def lexicon() -> Lexicon:
    """Read once."""
    data = tomllib.loads((resources.files(__package__) / "words.toml").read_text("utf-8"))
    return Lexicon(
        salutation=re.compile(rf"(?:{_either(data['salutation']['starts'])})(?=[\s,.:!]|$)[^\n]{{0,160}}$", re.I),
        closing=re.compile(
            rf"(?:{_either(data['closing']['phrases'])}|{'|'.join(data['closing']['patterns'])})(?!\w)", re.I
        ),
        roles=frozenset(data["roles"]["words"]),
        bodies=frozenset(data["bodies"]["words"]),
        council=frozenset(data["bodies"]["council"]),
        executive=frozenset(data["bodies"]["executive"]),
    )


def words_of(text: str) -> set[str]:
    """The words of a text in lower case, for a look in the lists above."""
    return set(re.findall(r"[\w.\-]+\w|\w+", text.lower()))
