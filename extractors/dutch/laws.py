"""Acts, ordinances and their articles: "artikel 213a van de Gemeentewet", "politiewet artikel 3", "art. 31a lid 2
Wgr"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from griffier.extractors.dutch import ordinances
from griffier.extractors.dutch.words import any_of


@dataclass(frozen=True, slots=True)
class LawMention:
    """An act as printed; `name` is what it is called, `article` whether an article is named (the span is then that of
    the whole citation), `act` the span of the act alone."""

    start: int
    end: int
    raw: str
    name: str
    article: bool
    act: tuple[int, int]


@cache
def lexicon() -> dict[str, Any]:
    """`extractors/data/laws.toml`."""
    return tomllib.loads(files("griffier.extractors").joinpath("data/laws.toml").read_text("utf-8"))


@cache
def names() -> dict[str, str]:
    """Printed form -> the act's name."""
    return {form: law["name"] for law in lexicon()["law"] for form in law["forms"]}


def _forms() -> str:
    return any_of(*names(), cased=True)


_OTHER = (
    r"(?:Wet\s+(?:op\s+(?:de|het)\s+)?[a-zà-ÿ]{4,}(?:\s+(?:en\s+)?[a-zà-ÿ]{5,}){0,3}(?:\s+\d{4})?"
    r"|[A-Z][a-zà-ÿ]{3,}(?:wet|besluit|regeling)(?:\s+(?:19|20)\d{2})?)"
)
_NUMBER = r"\d+(?::\d+)?(?:\.\d+)*(?:[a-z]{1,2}|\s[a-z](?!/))?\b"
_PARTS = (
    rf"{_NUMBER}(?:\s*,?\s*(?:eerste|tweede|derde|vierde|vijfde|zesde)\s+lid|\s*,?\s*(?:lid|leden)\s+\d+"
    rf"|\s*,?\s*(?:sub|onder|onderdeel|aanhef\s+en\s+onder)\s+[a-z0-9]\b|\s*(?:,|en|of|t/m|tot en met"
    rf"|jo\.?|juncto)\s*(?:art(?:ikel"
    rf"|\.)\s*)?{_NUMBER})*"
)


_LETTERS = re.compile(r"\s*\(\s?(?:hierna(?:\s+te\s+noemen)?:?\s)?[‘'\"]?([A-Z][A-Za-z]{1,7})[’'\"]?\s?\)")
_BODY = re.compile(r"\w|-(?:\w*raad|platform|loket|panel)\b")
"""The council of those whom an act concerns is no act."""
_DECREE = re.compile(
    r"(?:Besluit|Regeling|Uitvoeringsbesluit|Uitvoeringsregeling)\s+(?:op\s+(?:de|het)\s+)?[A-Za-zà-ÿ’']{4,}"
    r"(?:\s+(?:en\s+|op\s+(?:de|het)\s+)?[A-Za-zà-ÿ’']{4,}){0,4}(?:\s+\d{4})?"
)
"""Decrees, which share their first word with every decision: behind an article, or with their letters in brackets."""
_CITED = re.compile(rf"[Aa]rt(?:ikel(?:en)?|\.)\s*{_PARTS}\s*,?\s*(?:van\s+)?(?:de\s+|het\s+)?")
_ARTICLES_BEHIND = re.compile(rf"\s*,?\s+art(?:ikel(?:en)?|\.)\s*{_PARTS}(?!\w)")
_ACT = re.compile(r"[wW]et\b")
_STARTS = re.compile(
    r"(?<!\w)(?=[Aa]rt[i.]|[A-Z]|politiewet|gemeentewet|jeugdwet|participatiewet|omgevingswet|reglement|wet\s"
    r"|algemene\s+(?:plaats|veror)|bijzondere\s)|(?<![\w-])[a-z-]*verordening\s"
)


@cache
def _pattern() -> re.Pattern[str]:
    spaced = rf"{_forms()}\s[Vv]erordening(?!\w)"
    return re.compile(rf"(?P<spaced>{spaced})|{_forms()}|{_OTHER}")


@cache
def _behind() -> frozenset[str]:
    return frozenset(lexicon()["ordinances"]["behind"])


def find(text: str, start: int = 0, end: int | None = None) -> list[LawMention]:
    """The acts in `text[start:end]`, in order; an article and its act are one mention. Letters in brackets behind a
    name of which they are letters stand for it from there on."""
    stop, at = len(text) if end is None else end, start
    out: list[LawMention] = []
    short: dict[str, LawMention] = {}
    for begin in _STARTS.finditer(text, start, stop):
        if begin.start() < at or (found := _read(text, begin.start(), stop)) is None:
            continue
        out.append(found)
        at = found.end
        letters = _LETTERS.match(text, at, stop)
        if letters and letters[1] not in names() and _are_letters_of(letters[1], text[slice(*found.act)]):
            out.append(LawMention(*letters.span(1), letters[1], found.name, False, letters.span(1)))
            at = letters.end()
            short.setdefault(letters[1], out[-1])
    return sorted([*out, *_by_letters(text, short, out, stop)], key=lambda m: m.start) if short else out


def _by_letters(text: str, short: dict[str, LawMention], known: list[LawMention], stop: int) -> Iterator[LawMention]:
    """Where the letters of an act stand for it, behind the place that says so."""
    for letters, act in short.items():
        for found in re.compile(rf"(?<![\w-]){letters}(?![\w-])").finditer(text, act.end, stop):
            if not any(m.start < found.end() and found.start() < m.end for m in known):
                yield LawMention(*found.span(), letters, act.name, False, found.span())


def _read(text: str, start: int, stop: int) -> LawMention | None:
    """The act that is named at an offset, with its articles."""
    cited = _CITED.match(text, start, stop)
    first = cited.end() if cited else start
    last = _name_end(text, first, stop, cited is not None)
    if last is None or _BODY.match(text, last, stop):
        return None
    printed = " ".join(text[first:last].split())
    behind = None if cited else _ARTICLES_BEHIND.match(text, last, stop)
    if not (cited or behind or printed in names() or _ACT.search(printed) or _is_ordinance(printed)):
        return None
    end = behind.end() if behind else last
    name = names().get(printed, printed)
    return LawMention(start, end, " ".join(text[start:end].split()), name, bool(cited or behind), (first, last))


def _is_ordinance(printed: str) -> bool:
    return "erordening" in printed or " " in printed


def _name_end(text: str, start: int, stop: int, cited: bool) -> int | None:
    """Where the name of an act ends that begins at `start`."""
    ends = ordinances.end_at(text, start, stop, _behind())
    if ends is not None:
        return ends
    found = _pattern().match(text, start, stop)
    if found is not None:
        ordinance = "verordening" in found[0] and not _BODY.match(text, found.end(), stop)
        return ordinances.with_town(text, found.end(), stop) if ordinance else found.end()
    decree = _DECREE.match(text, start, stop)
    if decree is None:
        return None
    end = ordinances.cut(text, text.index(" ", start) if " " in decree[0] else start, decree.end(), _behind())
    letters = None if cited else _LETTERS.match(text, end, stop)
    return end if cited or (letters and _are_letters_of(letters[1], decree[0])) else None


_LIKE = re.compile(
    r"(?i:wet|verordening|besluit|regeling|reglement|verdrag|richtlijn|statuut|handvest)|(?:\A|(?<=\W))[A-Z]\w{1,7}(?:\s\d{4})?\Z"
)


def may_be(text: str, start: int, end: int) -> bool:
    """Whether a range may be an act's name: it has the word of an act, or is an abbreviation; and is no body's."""
    return _LIKE.search(text[start:end]) is not None and not _BODY.match(text, end)


def _are_letters_of(letters: str, name: str) -> bool:
    """Whether all letters stand in a name in this order, the first at its head."""
    left = iter(name.casefold())
    return letters[0] == name[0].upper() and all(letter in left for letter in letters.casefold())
