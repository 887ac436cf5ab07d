"""The words that are labels (`labels.toml`), and what a stretch of text begins with when it begins with one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from griffier.extractors.dutch import dates, places
from griffier.extractors.dutch.words import ANY_WEEKDAY, MONTH, WEEKDAY, any_of

NUMBER = re.compile(r"(?<!\S)(?=\S*\d)[A-Z0-9][\w./-]{3,30}(?!\S)")
"""A reference as letters print them, between blanks."""
LEADER = r"[ \t]*(?:[.…]{4,}|…{2,}|(?:\.[ ]){4,}\.?)(?=[ \t]*\S)"
"""Dots between a label and its value."""
_LABEL_END = r"(?:,(?=[ \t]*$))?(?=[ \t]|$|(?<=[:=.…]))"
_QUALIFIED = r"(?:[ ]\([a-zà-ÿ][a-zà-ÿ /&.-]{1,40}\)(?=[ \t]*(?:[:=]|$)))?"
"""Who fills it in, or how: "Nummer (griffie)"."""
_LONG = 4
"""A label behind one blank in the middle of a line has more letters than this."""


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("griffier.extractors.text").joinpath("labels.toml").read_text("utf-8"))


def words(*names: str) -> tuple[str, ...]:
    """The spellings of some labels."""
    return tuple(word for name in names for word in _data()["labels"][name]["words"])


def either(spellings: Iterable[str]) -> str:
    """A pattern of any of them, the longest first; a blank stands for several."""
    return any_of(*spellings, blank="[ ]+")


@dataclass(frozen=True)
class Vocabulary:
    """The labels of a kind of document: spelling -> name; what may stand without its colon; names whose value goes on
    over lines (`runs_on`) or gaps (`wide`); `wanted`: field -> the labels that answer it, each with
    its rank, 0 the best.

    `block`: values go on to the next blank line or label, as in a letter's head.
    """

    names: dict[str, str]
    bare: frozenset[str]
    alone: frozenset[str]
    runs_on: frozenset[str]
    wide: frozenset[str]
    wanted: dict[str, dict[str, int]]
    block: bool
    pattern: re.Pattern[str]
    inner: re.Pattern[str]


def _listed(entry: dict[str, Any], key: str) -> list[str]:
    told = entry.get(key, [])
    return list(entry["words"] if told == "*" else told)


def _ranks(answers: list[str | list[str]]) -> dict[str, int]:
    """The rank of each label; those in one list are equals."""
    grouped = ([names] if isinstance(names, str) else names for names in answers)
    return {name: rank for rank, names in enumerate(grouped) for name in names}


@cache
def vocabulary(kind: str) -> Vocabulary:
    """The labels as a kind reads them; a kind without an entry reads them as `other`."""
    kinds = _data()["kinds"]
    told = kinds.get(kind, kinds["other"])
    prose = set(told.get("prose", ()))
    labels = {name: entry for name, entry in _data()["labels"].items() if name not in prose}
    names = {word: name for name, entry in labels.items() for word in entry["words"] if word not in prose}
    names.update(told.get("means", {}))
    free = frozenset(names) - set(told.get("colon", ()))
    return Vocabulary(
        names,
        free & (_all_listed(labels, "bare") | set(told.get("bare", ()))),
        free & (_all_listed(labels, "alone") | set(told.get("alone", ()))),
        frozenset(name for name, entry in labels.items() if entry.get("runs_on")),
        frozenset(name for name, entry in labels.items() if entry.get("wide")),
        {field: _ranks(answers) for field, answers in told.get("fields", {}).items()},
        bool(told.get("block")),
        _leading(either(names)),
        _further(either(names), either(word for word in names if len(word) > _LONG)),
    )


def _all_listed(labels: dict[str, Any], key: str) -> frozenset[str]:
    return frozenset(word for entry in labels.values() for word in _listed(entry, key))


def _leading(every: str) -> re.Pattern[str]:
    """A label at the start of a text, with its colon if it has one."""
    colon = rf"(?P<colon>[ \t]*[:=]|{LEADER}(?:[ \t]*:)?)"
    lead = rf"[^\w\n(\[]{{0,4}}(?P<label>{every})(?:\((?:s|n|en)\))?\.?{_QUALIFIED}{colon}?"
    return re.compile(lead + _LABEL_END, re.I)


def _further(every: str, long: str) -> re.Pattern[str]:
    """A label with its colon in the middle of a line: behind a slash, a bullet, a semicolon or a comma; a long one with
    a capital behind a blank."""
    marked = rf"(?:[ ]+[/•][ ]+|[;,][ ]+)(?P<label>{every})|[ ](?=(?-i:[A-Z]))(?P<long>{long})"
    return re.compile(rf"(?:{marked})[ ]*\.?[ ]*[:=](?!//)", re.I)


@dataclass(frozen=True, slots=True)
class Told:
    """A label at the start of a text: its name and spelling, where it stands, where the value may begin, and whether
    it has its colon."""

    name: str
    label: str
    start: int
    end: int
    value: int
    colon: bool

    def moved(self, by: int) -> Told:
        """The same in a longer text, `by` characters further on."""
        return Told(self.name, self.label, self.start + by, self.end + by, self.value + by, self.colon)


def label_at(text: str, kind: str, *, beside: bool = False) -> Told | None:
    """The label with which a text begins, if any. `beside`: the text is a cell with another to its right."""
    vocab = vocabulary(kind)
    found = vocab.pattern.match(text)
    if found is None:
        return None
    label = " ".join(found["label"].lower().split())
    name = vocab.names[label]
    rest = text[found.end() :]
    value = found.end() + len(rest) - len(rest.lstrip())
    told = Told(name, label, found.start("label"), found.end(), value, found["colon"] is not None)
    if told.colon:
        return told
    rest = rest.strip()
    if not rest:
        whole = label in vocab.alone and (text[told.start].isupper() or name not in _NEED_CAPITAL)
        return told if beside or whole else None
    return told if label in vocab.bare and _announces(text[told.start], name, rest) else None


_NEED_CAPITAL = frozenset({"addressee", "sender", "place"})
_LOWER_VALUES = frozenset({"subject", "attachments", "attention", "cc", "proposal_subject"})
_PROSE = re.compile(r"(?:de|het|een|is|zijn|wordt|werd|was|van|op|in|voor|bij|dat|die|en|of|om|te)\b", re.I)
_COUNTED = re.compile(r"(?:bij\b|\d{1,2}\b|[IVX]{1,4}\b)")
_DAY = re.compile(rf"{ANY_WEEKDAY}\b", re.I)
_DATED = re.compile(rf"(?:d\.?d\.?\s*|op\s+|van\s+)?(?:{_DAY.pattern}\w*,?\s+)?\d", re.I)
_OPENS = re.compile(r"[A-ZÀ-Ý0-9(\"'‘“„€+]")


def _announces(first: str, name: str, value: str) -> bool:
    """Does a label without a colon, one blank before what follows, announce a value? In prose it does not."""
    if not (first.isupper() or name == "cc"):
        return _has_form(name, value)
    if name == "attachments":
        return _COUNTED.match(value) is None
    if name in _LOWER_VALUES:
        return True
    if name.endswith(("date", "_on")):
        return _DATED.match(value) is not None
    return bool(_OPENS.match(value) or _DAY.match(value)) and not (_PROSE.match(value) and not value[:1].isdecimal())


def _has_form(name: str, value: str) -> bool:
    """Has a value behind a label in small letters the form that the label announces?"""
    if name.endswith(("date", "_on")):
        day = next(iter(dates.find(value, years=False)), None)
        return day is not None and day.start == 0 and day.end >= len(value) - 1
    if name in ("reference", "their_reference", "registration", "case_number", "number"):
        return bool(NUMBER.fullmatch(value))
    if name == "subject":
        return value[:1].isupper()
    return name in ("contact", "house") and (value[:1].isupper() or value[:1] in "(+0123456789") and len(value) <= 60


@cache
def _placeholders() -> re.Pattern[str]:
    return re.compile("|".join(_data()["placeholders"]["patterns"]), re.I)


def is_placeholder(text: str) -> bool:
    """True for what stands where a value is missing: a template's word, an anonymised name, a dash."""
    return not text.strip() or bool(_placeholders().search(text.strip()))


@cache
def _openings(titles: bool) -> re.Pattern[str]:
    spoken = either((*_data()["openings"]["words"], *(_data()["openings"]["titles"] if titles else ())))
    return re.compile(rf"\W{{0,3}}(?:{spoken})\b", re.I)


def opens_text(text: str, *, titles: bool = True) -> bool:
    """Does a line begin the text below the head ("Geachte raad", "Inleiding"), or with `titles` another document? No
    value goes on there."""
    return _openings(titles).match(text) is not None


def is_place_and_day(text: str) -> bool:
    """ "Zwolle, woensdag 22 juni 2011": where and when a letter was written, no part of a value above it."""
    match = _WRITTEN_AT.fullmatch(text.strip())
    return match is not None and bool(places.named(match["place"]))


_WRITTEN_AT = re.compile(
    rf"(?P<place>[A-Z'’][\w'’ -]{{1,30}}),\s+(?:{WEEKDAY}\s+)?\d{{1,2}}\s+{MONTH}\s+\d{{4}}[\s.]*", re.IGNORECASE
)
