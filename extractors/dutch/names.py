"""Names of people as Dutch official text prints them: initials, tussenvoegsels, double names, titles.

"N.T. Bakker", "W. van Soest", "Egbert J. de Vries", "mw. mr. A. van 't Hof-in 't Veld", "Van Soest". Headings,
offices, months and portfolios ("Ruimtelijke Ordening") are no names. The grammar follows signature blocks and minutes
of 2008 to 2025.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from griffier.extractors.dutch import places


@dataclass(frozen=True, slots=True)
class Name:
    """A name at its place, titles left off. `initials`: whether it has them (a name in open text is then nearly
    sure)."""

    start: int
    end: int
    text: str
    initials: bool


@cache
def lexicon() -> dict[str, Any]:
    """`extractors/data/people.toml`."""
    return tomllib.loads(files("griffier.extractors").joinpath("data/people.toml").read_text("utf-8"))


@cache
def not_names() -> frozenset[str]:
    """Capitalised words that are no name, in lower case."""
    return frozenset(lexicon()["not_names"]) | frozenset(role for role in lexicon()["roles"] if " " not in role)


def alternation(words: list[str]) -> str:
    """One group of the words, longest first, blanks of any kind."""
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True)) + ")"


_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĻŁŃŅŇŐŒŘŚŞŠȘŢŤȚŪŮŰŹŻŽ"
_LOWER = "a-zß-öø-ÿāăąćčďđēėęěğģīıķļłńņňőœřśşšșţťțūůűźżž"
INITIALS = rf"(?:(?:[{_UPPER}](?:[{_LOWER}]{{1,2}})?|IJ)\.[ \u00a0-]?){{1,8}}"
_WORD = rf"(?:[OD]['’])?(?:Mc|Mac)?[{_UPPER}][{_LOWER}]+(?:['’][{_LOWER}{_UPPER}][{_LOWER}]*)?"
_CAPS = rf"[{_UPPER}]{{3,}}(?:['’][{_UPPER}]+)?"


def _prefix_pattern() -> str:
    return "(?:" + alternation(lexicon()["prefixes"]) + r"(?:[ \u00a0]+|(?<=['’])))"


@cache
def surname_pattern() -> str:
    """A surname with its tussenvoegsels and, after a hyphen, a second one. Use with (?i:...) only for the prefixes."""
    prefix = f"(?i:{_prefix_pattern()})?"
    one = f"(?:{_WORD}|{_CAPS})"
    return rf"{prefix}{one}(?:[ ]?[-–][ ]?{prefix}{one})?"


@cache
def name_pattern() -> str:
    """A whole name: initials or first names (up to three), then a surname."""
    first = rf"(?:{_WORD}(?:-{_WORD})?[ \u00a0]+){{1,3}}"
    with_initials = rf"{INITIALS}[ \u00a0]*(?:\({_WORD}\)[ ]*)?(?:{_WORD}[ ]+(?={_upper_prefix()}))?"
    return rf"(?:{with_initials}|{first}(?:{INITIALS}[ \u00a0]*)?)?{surname_pattern()}"


def _upper_prefix() -> str:
    return rf"{_prefix_pattern()}[{_UPPER}]"


@cache
def _whole() -> re.Pattern[str]:
    titles = alternation(lexicon()["titles"])
    return re.compile(rf"\s*(?i:(?:{titles}(?=[\s]|(?<=\.))\s*){{0,4}})(?P<name>{name_pattern()})\s*")


_HAS_INITIALS = re.compile(rf"\s*{INITIALS}")
_TITLE = re.compile(r"(?:(?:Dhr|Mw|Mevr|Drs|Dr|Mr|Ir|Ing|Prof|Ds|Jhr|Hr|Bc|Art|Nr|Afd|Tel|Bijl|Blz|Jl)\.\s?)+")


def parse_name(text: str, start: int, end: int) -> Name | None:
    """The name that `text[start:end]` is, titles left off; None where the whole of it is not one name."""
    if end - start > 80 or end - start < 2:
        return None
    match = _whole().fullmatch(text, start, end)
    if match is None:
        return None
    return _checked(text, *match.span("name"))


def _checked(text: str, start: int, end: int) -> Name | None:
    name = " ".join(text[start:end].split())
    initials = bool(_HAS_INITIALS.match(name)) or bool(re.search(rf"\s{INITIALS}", name))
    tokens = name.split()
    barred = not_names()
    prefixes = {p.lower() for p in lexicon()["prefixes"]} | {w for p in lexicon()["prefixes"] for w in p.split()}
    words = [t for t in tokens if t.lower() not in prefixes]
    if not words or any(w.lower().strip(".,") in barred for w in words):
        return None
    if not initials and len(tokens) == 1 and (name.isupper() or len(name) < 3):
        return None
    if name.startswith(("B.V.", "N.V.", "P.O.")):
        return None
    if not initials and name in places.by_name() and name not in places.lexicon()["words"]:
        return None  # "Almere, 12 juni 2008"
    return Name(start, end, name, initials)


@cache
def _with_initials() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.@/-]){INITIALS}[ \u00a0]?(?:\({_WORD}\)[ ])?{surname_pattern()}(?![\w@])")


def find_with_initials(text: str, start: int, end: int) -> list[Name]:
    """Names with initials in open text. A single letter at the head of a line is a list's letter, unless the line ends
    with the name."""
    out: list[Name] = []
    for match in _with_initials().finditer(text, start, end):
        titled = _TITLE.match(text, match.start(), match.end())
        name = _checked(text, titled.end() if titled else match.start(), match.end())
        if name is None:
            continue
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        single = re.match(rf"[{_UPPER}]\.\s", name.text)
        if single and not before:
            after = text[match.end() : match.end() + 3]
            if not re.match(r"\s*(?:$|\n|\f|[,(–:;]|\s\s)", after):
                continue
        out.append(name)
    return out
