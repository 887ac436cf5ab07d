"""Is it a person or a party? How much a printed name looks like either, where no table of parties decides.

Most parties in Dutch councils are local and on no national list ("Hart", "Team Voorbeeld", "Samen Proefdam", "GBP").
What a name says of itself: its words, its letters, a given name, initials. The place where it stands (brackets, a
column, "fractie") is for the reader of that place to weigh.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from griffier.extractors.dutch import councils, dates, names, parties, places
from griffier.extractors.dutch.words import PARTICLE, lexicon

DOUBT = 0.25
"""A difference of likeness under which nothing is decided."""


@cache
def _words() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files("griffier.extractors").joinpath("data/party_words.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in data.items()}


@cache
def _listed_somewhere() -> frozenset[str]:
    """The names of all lists that won a seat in any municipality, without what is only an abbreviation."""
    return frozenset(parties.plain(form) for listed in councils.all_lists() for form in parties.whole_forms(listed))


_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,7}\d{0,4}!?|[A-Z][a-z]{0,2}(?:[a-z]?[A-Z]){1,5}[a-z]?\d{0,4}")
_JOINED = re.compile(r"[A-ZÉ]?[a-zà-ÿ]{2,}(?:[A-Z][a-zà-ÿ]+)+\d{0,4}|[A-Z][a-zà-ÿ]+[-]?(?:NU|Nu|2\d{3})")
_SHAPED = re.compile(rf"{_ACRONYM.pattern}|{_JOINED.pattern}")
_BEGINS = re.compile(r"[^\W_]|['’]")
_SIGNS = re.compile(r"[!+&@]|[A-Za-zé]\d{1,4}\b|\s(?:[1-9]|[5-9]\d|19\d\d|20\d\d)$|^\d\d?[- ]?[A-Z]|%")
_OF_A_DOCUMENT = re.compile(
    r"(?:beslispunt|besluitpunt|artikel|punt|lid|pagina|motie|amendement|bijlage|agendapunt|raad|raadsvergadering"
    r"|begroting)\b|[A-Z]{1,3}[- ]?\d{2,4}-\d+$",
    re.I,
)


def party_likeness(raw: str, code: str | None = None, place: str | None = None) -> float:
    """0 to 1. `code`, `place`: code and name of the municipality."""
    name = " ".join(raw.split()).strip(" .,;:")
    words = [w.lower() for w in _WORD.findall(name)]
    if not 0 < len(words) < 10 or len(name) > 70 or not _BEGINS.match(name):
        return 0.0
    if parties.is_party(name, code):
        return 1.0
    if name[0].islower() or _OF_A_DOCUMENT.match(name) or dates.find(name, years=False) or _are_two(name):
        return 0.0
    return 0.95 if _surely(words) else _by_its_look(name, words, place)


def _are_two(name: str) -> bool:
    """ "Willem van Proef & Jeroen Testers"."""
    first, joint, second = name.partition(" & ")
    return bool(joint) and all(person_likeness(one) >= 0.9 for one in (first, second))


def _by_its_look(name: str, words: list[str], place: str | None) -> float:
    """By what lists elsewhere are called, by its letters and signs, by its first and last word."""
    known = len(parties.plain(name)) > 3 and parties.plain(name) in _listed_somewhere()
    if known and len(words) > 1:
        return 0.9
    if _SHAPED.fullmatch(name) or _SIGNS.search(name):
        return 0.85
    if len(words) == 1:
        return 0.6 if known or words[0] in _words()["alone"] else 0.0  # "Hart" is a surname too
    return _by_its_ends(name, words, place)


def _by_its_ends(name: str, words: list[str], place: str | None) -> float:
    """ "Samen Voorbeeld", "Voorbeeld Vooruit", "Jong Proefdam": told by the first word, the last, or the town."""
    if words[0] in _words()["opens"] or words[-1] in _words()["ends"]:
        return 0.8
    if _ends_in_place(name, place) and words[0] not in lexicon()["prefixes"]:
        return 0.55 if _is_given(name) else 0.7
    return 0.0


def _surely(words: list[str]) -> bool:
    surely = _words()["surely"]
    if words[0] == "lid" or words == ["fractie"]:
        return False
    return any(w in surely or w.endswith(("partij", "belang", "belangen", "lokaal", "-fractie")) for w in words)


def _ends_in_place(name: str, place: str | None) -> bool:
    last = name.split()[-1]
    return (place is not None and name.endswith(" " + place)) or (
        last in places.by_name() and last not in places.lexicon()["words"]
    )


def _is_given(name: str) -> bool:
    first = name.split()[0]
    return first in names.given_names() or first.split("-")[0] in names.given_names()


_TITLED = re.compile(r"\W*(?:dhr|mw|mevr|drs|ir|ing|dr|mr)\b\.?\s|\W*(?:de heer|mevrouw|raadslid|het lid)\s", re.I)


_OF_TWO = re.compile(rf"[a-z]{{2}}-(?:{PARTICLE}\s)[A-ZÀ-Ý]")
"""A surname of two, the second with its prefix: "Proef-van der Test"."""


def person_likeness(raw: str) -> float:
    """0 to 1; 0 where the whole is no name."""
    text = " ".join(raw.split()).strip(" ,;:")
    name = names.parse_name(text, 0, len(text))
    if name is None:
        return 0.0
    if name.initials or _TITLED.match(text):
        return 1.0
    words = name.text.split()
    if len(words) > 1 and (_is_given(name.text) or _OF_TWO.search(name.text)):
        return 0.9
    if len(words) == 1:
        return 0.3
    return 0.35 if words[0].lower() in lexicon()["prefixes"] and words[0][0].isupper() else 0.5


def leaning(raw: str, code: str | None = None, place: str | None = None) -> float:
    """Above 0 a person, under 0 a party; within `DOUBT` of 0 it says nothing."""
    return person_likeness(raw) - party_likeness(raw, code, place)
