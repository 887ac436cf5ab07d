"""The words by which the parts of a letter are told, from `words.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from griffier.extractors.dutch.words import any_of


@dataclass(frozen=True)
class Lexicon:
    """The patterns are case-insensitive and anchored at a line's start."""

    salutation: re.Pattern[str]
    closing: re.Pattern[str]
    roles: frozenset[str]
    bodies: frozenset[str]
    council: frozenset[str]
    executive: re.Pattern[str]
    """The executive, wherever it is named; so are the council and the other bodies that write letters."""
    council_writes: re.Pattern[str]
    others: re.Pattern[str]
    public: re.Pattern[str]
    information: re.Pattern[str]
    reply: re.Pattern[str]
    role_ending: re.Pattern[str]
    home: re.Pattern[str]
    """A street with its number, and a town behind a comma: told by the end of the street's name."""
    body_ending: re.Pattern[str]
    """The end of a compound that names a body: "bewonersvereniging", "Huisartsenkring"."""


def _either(words: list[str]) -> str:
    return any_of(*words, blank=r"\ ")


_OF_TOWN = r"(?:gemeente)?raad (?:van|der)(?! (?:bestuur|toezicht|commissarissen))"
"""The council with its town, not a board "van toezicht"."""


def _anywhere(words: str) -> re.Pattern[str]:
    """As whole words; a blank is any white space."""
    words = re.sub(r"(?:\\)? ", r"\\s+", words)
    return re.compile(rf"\b(?:{words})(?!\w)", re.I)


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
        executive=_anywhere(_either(data["writers"]["executive"])),
        council_writes=_anywhere(rf"{_OF_TOWN}|{_either(data['writers']['council'])}"),
        others=_anywhere(_either(data["writers"]["others"])),
        public=_anywhere(_either(data["public"]["words"])),
        information=_anywhere(_either(data["types"]["information"])),
        reply=_anywhere("|".join(data["types"]["reply"])),
        home=re.compile(
            rf"[A-ZÀ-Þ'’1-9][\w’'. -]{{0,40}}(?:{_either(data['streets']['endings'])})\.?\s\d{{1,5}}"
            r"(?:\s?[a-zA-Z]|[ /-]{1,3}\w{1,6}){0,2}(?=\s*(?:,|$))",
            re.I,
        ),
        role_ending=re.compile(rf"\w-?(?:{_either(data['roles']['endings'])})\b", re.I),
        body_ending=re.compile(rf"\w(?:{_either(data['bodies']['endings'])})\b", re.I),
    )


def words_of(text: str) -> set[str]:
    """The words of a text in lower case, for a look in the lists above."""
    return set(re.findall(r"[\w.\-]+\w|\w+", text.lower()))


def is_body(text: str) -> bool:
    """True where a word, or the end of a compound ("Sportraad", "bewonersvereniging"), names a body."""
    return bool(words_of(text) & lexicon().bodies or lexicon().body_ending.search(text))


def is_office(text: str) -> bool:
    """True where a word, or the end of a compound ("gebiedsmanager"), names a function."""
    words = words_of(text)
    words |= {half for word in words if "-" in word for half in word.split("-")}
    return bool(words & lexicon().roles or lexicon().role_ending.search(text))
