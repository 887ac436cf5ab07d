"""Parties and initials that OCR misread, where the list of parties or the grammar of names leaves one reading.

A party is put right only where parties are expected: beside other parties in a list, in brackets behind a name, behind "fractie". What
is itself a party, or the name of any council's list, stays. Names of people are in no list and stay; only the signs between initials
and their accents are put right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from griffier.extractors.dutch import councils, parties
from griffier.extractors.dutch.ocr_words import lexicon

Change = tuple[int, int, str, str]

_LOOKS = str.maketrans(
    {"0": "O", "Q": "O", "D": "O", "1": "I", "L": "I", "|": "I", "!": "I", "5": "S", "8": "B", "2": "Z", "Y": "V", "U": "V"}
)
_BARE = re.compile(r"[^A-Z0-9]+")
_NOT_FUZZY = 4
"""Letters up to which only the same look counts, not a letter more or less: "SP" and "SGP", "CDA" and "CDU"."""

_PIECE = r"[^\s,;:.()/\n]{2,16}"
_SEPARATOR = r"[ ]*(?:[,;/.]|\ben\b|\(\d{1,2}\)[ ]*[,;]?)[ ]*"
_BRACKETS = re.compile(rf"(?<=[\w.] )[(\[{{](?P<party>{_PIECE})[)\]}}|]")
_FRACTION = re.compile(rf"\b[Ff]racties?[ ](?:van[ ](?:de[ ]|het[ ])?)?(?P<party>{_PIECE})")
_TOKEN = re.compile(rf"(?<![\w@/-])(?P<party>{_PIECE})(?![\w@/-])")
_LIST_LINE = re.compile(r"[^\n]+")
_SPLIT = re.compile(r"[ ]*(?:[,;/]|\.(?=[ ]|$)|\ben\b|\(\d{1,2}\))[ ]*")

_INITIAL_COMMA = re.compile(r"(?<![\w.])(?:[A-Z]\.)*[A-Z](?P<sign>[,·:;])(?=[A-Z]\.|[ ]?(?:[A-Z]\.)+[ ]?[A-Z][a-z])")
_LAST_COMMA = re.compile(r"(?<![\w.])(?:[A-Z]\.)+[A-Z](?P<sign>[,·])(?=[ ][A-Z][a-z]{2,})")
_INITIAL_ACCENT = re.compile(r"(?<=[A-Z]\.)(?P<letter>[ÀÁÂÄÈÊÌÍÎÒÓÔÙÚÛ])(?=\.)")


def changes(text: str) -> Iterator[Change]:
    """Parties and initials that are proven to be others."""
    for pattern in (_BRACKETS, _FRACTION):
        for m in pattern.finditer(text):
            printed = party(m["party"])
            if printed:
                yield m.start("party"), m.end("party"), printed, "party"
    for line in _LIST_LINE.finditer(text):
        yield from _in_list(line)
    for m in _INITIAL_COMMA.finditer(text):
        yield m.start("sign"), m.end("sign"), ".", "initials"
    for m in _LAST_COMMA.finditer(text):
        yield m.start("sign"), m.end("sign"), ".", "initials"
    for m in _INITIAL_ACCENT.finditer(text):
        yield m.start("letter"), m.end("letter"), unicodedata.normalize("NFD", m["letter"])[0], "initials"


def _in_list(line: re.Match[str]) -> Iterator[Change]:
    """Pieces between the commas of a line that names at least one party for certain, none of which is a sentence."""
    text = line[0]
    if len(text) > 400 or not ("," in text or "/" in text or ";" in text or " en " in text):
        return
    known = 0
    doubtful: list[tuple[int, int, str]] = []
    at = 0
    for m in [*_SPLIT.finditer(text), None]:
        start, end = at, m.start() if m else len(text)
        at = m.end() if m else at
        piece = text[start:end].rpartition(":")[2].strip(" .()")
        if not piece or len(piece) > 24:
            continue
        if parties.is_party(piece):
            known += 1
        elif " " not in piece and (printed := party(piece)):
            place = text.rindex(piece, start, end)
            doubtful.append((place, place + len(piece), printed))
    if known:
        yield from ((line.start() + a, line.start() + b, printed, "party") for a, b, printed in doubtful)


@lru_cache(maxsize=20_000)
def party(token: str) -> str:
    """The one party that a token can be, by the look of its letters; "" for a party, for the name of any list, and in doubt."""
    bare = token.strip("'’‘\"“”„.")
    if len(bare) < 2 or bare.islower() or bare.isdecimal() or bare in _forms() or _look(bare) in ("", "I", "O"):
        return ""
    if bare in lexicon().parties:
        return lexicon().parties[bare]
    if _plain(bare) in _local():
        return ""
    same = {name for look, name in _looks() if look == _look(bare)}
    if same:
        return same.pop() if len(same) == 1 else ""
    look = _look(bare)
    if len(look) < _NOT_FUZZY:
        return ""
    ranked = sorted((Levenshtein.distance(look, known), name) for known, name in _looks() if len(known) >= _NOT_FUZZY)
    distance, name = ranked[0]
    second = next((d for d, n in ranked if n != name), 9)
    most = 1 if len(look) < 9 else 2
    return name if distance <= most and second > distance and _alike(bare, name) else ""


def _alike(token: str, name: str) -> bool:
    """Begins as the party does, or is as long and has its digits: a word of another first letter is a word."""
    return _look(token)[0] == _look(name)[0] or len(name) > 5


def _look(name: str) -> str:
    """A name by the look of its letters: without accents and signs, letters that are read for each other as one."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).upper()
    return _BARE.sub("", plain.replace("W", "VV").replace("RN", "M")).translate(_LOOKS)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())


@cache
def _forms() -> frozenset[str]:
    return frozenset(parties.strict_forms()) | frozenset({"GL", "CU", "LP", "PS"})


@cache
def _looks() -> tuple[tuple[str, str], ...]:
    """Look -> the form that is printed, of the national parties whose name is one word."""
    out = {}
    for form in _SHORT_FORMS:
        out[_look(form)] = form
    return tuple(out.items())


_SHORT_FORMS = (
    "CDA",
    "VVD",
    "PvdA",
    "GroenLinks",
    "D66",
    "SP",
    "ChristenUnie",
    "SGP",
    "PVV",
    "PvdD",
    "FvD",
    "DENK",
    "Volt",
    "BIJ1",
    "50PLUS",
    "JA21",
    "BBB",
    "NSC",
    "GroenLinks-PvdA",
    "ChristenUnie-SGP",
)


@cache
def _local() -> frozenset[str]:
    """Every council's lists and the abbreviations of their names, for comparison."""
    return frozenset(_plain(form) for n in councils.all_lists() for form in parties.printed_forms(n, loose=True))
