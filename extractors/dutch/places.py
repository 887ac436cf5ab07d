"""The municipalities by name: where a text mentions them, and what each is called, coded and part of.

Source: CBS and Kiesraad (`extractors/data/municipalities.csv`), everyday and Frisian spellings in `places.toml`. A
mention is a name in print, nothing more: which one a document belongs to is for `extractors/general/municipality.py`.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from griffier.schemas.document import Part


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality. `name` without the suffix that tells namesakes apart; `official` as CBS writes it."""

    code: str
    name: str
    official: str
    province: str | None
    in_2018: bool
    in_2026: bool


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A name of a municipality in print; `options` are the municipalities that it can be (two for Bergen).

    `word`: the name is also a word, a surname or a province's name, so that it says nothing without a cue.
    """

    start: int
    end: int
    raw: str
    options: tuple[Place, ...]
    word: bool


@cache
def lexicon() -> dict[str, Any]:
    """`extractors/data/places.toml`."""
    return tomllib.loads(files("griffier.extractors").joinpath("data/places.toml").read_text("utf-8"))


@cache
def places() -> dict[str, Place]:
    """CBS code -> municipality."""
    former = {name: province for province, names in lexicon()["former"].items() for name in names}
    text = files("griffier.extractors").joinpath("data/municipalities.csv").read_text("utf-8")
    out = {}
    for row in csv.DictReader(io.StringIO(text)):
        short = re.sub(r"\s*\([^)]*\)$", "", row["name"])
        province = row["province"] or former.get(row["name"])
        out[row["code"]] = Place(
            row["code"], short, row["name"], province, row["in_2018"] == "1", row["in_2026"] == "1"
        )
    return out


@cache
def by_name() -> dict[str, tuple[Place, ...]]:
    """Every printed name -> the municipalities that bear it."""
    out: dict[str, list[Place]] = {}
    officials = {p.official: p for p in places().values()}
    for place in places().values():
        for name in dict.fromkeys((place.official, place.name)):
            out.setdefault(name, []).append(place)
    for spelling, official in lexicon()["spellings"].items():
        if officials[official] not in out.setdefault(spelling, []):
            out[spelling].append(officials[official])
    for name in list(out):
        out.setdefault(name.upper(), out[name])
        out.setdefault(unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode(), out[name])
    return {name: tuple(found) for name, found in out.items() if name}


def named(name: str) -> tuple[Place, ...]:
    """The municipalities that a name stands for, "gemeente" before it left off; () for every other word."""
    bare = re.sub(r"^\s*gemeente\s+", "", " ".join(name.split()), flags=re.IGNORECASE)
    return by_name().get(bare) or by_name().get(bare.upper()) or tuple(p for p in (places().get(bare),) if p)


_FIRST = re.compile(r"(?<![\w@./-])(?:['’‘][sS][- ]?)?[A-ZÀ-Ý][\w'’]*")


_QUARTER = re.compile(r"(?:Nieuw-?|Oud-?)?(?:Noord|Oost|Zuid|West|Centrum|Zuidoost)")


def is_town_or_quarter(text: str) -> bool:
    """ "Zwolle", "Nieuw-West", "Amsterdam Nieuw-West", as they stand behind a party's name."""
    text = text.title() if text.isupper() else text
    town, _, quarter = text.partition(" ")
    return text in by_name() or any(_QUARTER.fullmatch(said) for said in (text, quarter if town in by_name() else ""))


@cache
def _by_first_word() -> dict[str, tuple[str, ...]]:
    out: dict[str, list[str]] = {}
    for name in by_name():
        first = _FIRST.match(name)
        if first:
            out.setdefault(first.group(), []).append(name)
    return {k: tuple(sorted(v, key=len, reverse=True)) for k, v in out.items()}


@cache
def _words() -> frozenset[str]:
    return frozenset(lexicon()["words"]) | frozenset(w.upper() for w in lexicon()["words"])


_PERSON_BEFORE = re.compile(
    r"(?:\b[A-Z]\.[ ]?|\b(?:heer|mevrouw|dhr\.?|mw\.?|mevr\.?|lid|wethouder"
    r"|(?<!RAAD )(?<!WETHOUDERS )(?<!COLLEGE )VAN|Van(?: der| den| de)?)[ ])\Z"
)
_PERSON_PREFIX = re.compile(r"[A-Z]\.[ ]?(?:van|de|van der|van den|ter|te)[ ]\Z")
_AFTER = re.compile(r"[\w@]|['’](?=\w)|-[A-ZÀ-Ý](?!oord\b|uid\b|ost\b|est\b)|\.(?:nl|com|eu)\b")


def find(text: str, start: int, end: int) -> list[PlaceMention]:
    """The names of municipalities in `text[start:end]`, longest first where they overlap; surnames ("K. van Houten")
    left out."""
    first_words, names, words = _by_first_word(), by_name(), _words()
    out: list[PlaceMention] = []
    at = start
    for match in _FIRST.finditer(text, start, end):
        if match.start() < at:
            continue
        for name in first_words.get(match.group(), ()):
            stop = match.start() + len(name)
            if not text.startswith(name, match.start()) or stop > end or _AFTER.match(text, stop):
                continue
            before = text[max(start, match.start() - 24) : match.start()]
            if not (_PERSON_BEFORE.search(before) or _PERSON_PREFIX.search(before)):
                out.append(PlaceMention(match.start(), stop, text[match.start() : stop], names[name], name in words))
            at = stop
            break
    return out


def places_of(part: Part) -> tuple[PlaceMention, ...]:
    """The mentions of a whole part, computed once (`part.memo(places_of)`)."""
    return tuple(find(part.doc.text, part.start, part.end))
