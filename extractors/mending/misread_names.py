"""Parties and initials that OCR misread, where the list of parties or the grammar of names leaves one reading.

A party is put right only where parties are expected: beside other parties in a list, in brackets behind a name, behind
"fractie". What is itself a party, or the name of any council's list, stays. Names of people are in no list and stay;
only the signs between initials and their accents are put right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from griffier.extractors.dutch import councils, parties, places
from griffier.extractors.dutch.words import PARTICLE
from griffier.extractors.mending.lexicon import frequencies, lexicon
from griffier.schemas.view import Edit

_LOOKS = str.maketrans(
    {
        "0": "O",
        "Q": "O",
        "D": "O",
        "1": "I",
        "L": "I",
        "|": "I",
        "!": "I",
        "5": "S",
        "8": "B",
        "2": "Z",
        "Y": "V",
        "U": "V",
    }
)
_BARE = re.compile(r"[^A-Z0-9]+")
_NOT_FUZZY = 4
"""Letters up to which only the same look counts, not a letter more or less: "SP" and "SGP", "CDA" and "CDU"."""

_PIECE = r"[^\s,;:.()/\n]{2,16}"
_BRACKETS = re.compile(rf"(?<=[\w.] )[(\[{{](?P<party>{_PIECE})[)\]}}|]")
_FRACTION = re.compile(rf"\b[Ff]racties?[ ](?:van[ ](?:de[ ]|het[ ])?)?(?P<party>{_PIECE})")
_LINE = re.compile(r"[^\n]+")
_MUNICIPALITY = re.compile(
    r"\b(?:[Gg]emeente|GEMEENTE|raad van|gemeenteraad van|College van)[ ](?P<name>[A-Z][\w]{5,20})(?![\w-])"
)
_SIDE = re.compile(r"\b(?:Voor|Tegen|voor|tegen|[Ff]racties|Indieners)\b[^:\n]{0,12}:")
_WORD = re.compile(r"\S+")
_POINT_AT_END = re.compile(
    r"(?P<before>[^\n,;/.:]{2,30})(?P<point>\.)\n(?P<after>[^\n,;/.]{2,30}?)(?=[,;/.]|[ ]en[ ]|\n)"
)
_SPLIT = re.compile(r"[ ]*(?:[,;/]|\.[ ]|\ben\b|\(\d{1,2}\))[ ]*")

_SEPARATOR = re.compile("[,/;]|[.] | en ")

_INITIAL_COMMA = re.compile(r"(?<![\w.])(?:[A-Z]\.)*[A-Z](?P<sign>[,·:;])(?=[A-Z]\.|[ ]?(?:[A-Z]\.)+[ ]?[A-Z][a-z])")
_LAST_COMMA = re.compile(r"(?<![\w.])(?:[A-Z]\.)+[A-Z](?P<sign>[,·])(?=[ ][A-Z][a-z]{2,})")
_INITIAL_ONE = re.compile(
    rf"(?<=\)[,:]\s)(?P<one>[1l|])(?=\.\s(?:{PARTICLE}\s){{0,3}}[A-ZÀ-Ý][\w'’-]+\s\((?P<party>[^()\n]+)\))"
)
"""The "I" of a member with its party behind it, in a list of such members."""
_INITIAL_ACCENT = re.compile(r"(?<=[A-Z]\.)(?P<letter>[ÀÁÂÄÈÊÌÍÎÒÓÔÙÚÛ])(?=\.)")


def changes(text: str) -> Iterator[Edit]:
    """Parties, municipalities and initials that are proven to be others."""
    for pattern in (_BRACKETS, _FRACTION):
        for m in pattern.finditer(text):
            printed = party(m["party"])
            if printed and not _of_this_council(m["party"], text):
                yield Edit(m.start("party"), m.end("party"), printed, "party")
    for line in _LINE.finditer(text):
        yield from (c for c in _in_list(line) if not _of_this_council(text[c[0] : c[1]], text))
        yield from _in_columns(line)
    yield from _over_lines(text)
    yield from _alone(text)
    for m in _MUNICIPALITY.finditer(text):
        printed = municipality(m["name"])
        if printed:
            yield Edit(m.start("name"), m.end("name"), printed, "place")
    for pattern in (_INITIAL_COMMA, _LAST_COMMA):
        for m in pattern.finditer(text):
            yield Edit(m.start("sign"), m.end("sign"), ".", "initials")
    for m in _INITIAL_ONE.finditer(text):
        if _known(m["party"]):
            yield Edit(m.start("one"), m.end("one"), "I", "initials")
    for m in _INITIAL_ACCENT.finditer(text):
        yield Edit(m.start("letter"), m.end("letter"), unicodedata.normalize("NFD", m["letter"])[0], "initials")


def _in_list(line: re.Match[str]) -> Iterator[Edit]:
    """Pieces between the commas of a line that names at least one party for certain; a point between two parties is a
    comma."""
    text = line[0]
    if len(text) > 400 or not _SEPARATOR.search(text):
        return
    known = 1 if _SIDE.search(text) else 0
    found: list[Edit] = []
    before: re.Match[str] | None = None
    at, last_is_party = 0, False
    for m in [*_SPLIT.finditer(text), None]:
        start, end = at, m.start() if m else len(text)
        at = m.end() if m else at
        piece = _short(text[start:end].rpartition(":")[2].strip(" .()[]"))
        printed = _meant(piece)
        is_party = bool(printed) or _known(piece)
        known += is_party and not printed
        if printed:
            place = line.start() + text.rindex(piece, start, end)
            found.append(Edit(place, place + len(piece), printed, "party"))
        if is_party and last_is_party and before and before[0] == ". ":
            at_point = line.start() + before.start()
            found.append(Edit(at_point, at_point + 1, ",", "party"))
        last_is_party, before = is_party, m
    if known:
        yield from found


def _short(piece: str) -> str:
    """A piece that may be a name of a party; "" where it is longer than any."""
    return piece if len(piece) <= 30 else ""


def _meant(piece: str) -> str:
    """The one party, or council's list, that a piece of a list can be; "" for one that is known, and in doubt."""
    return party(piece) if " " not in piece else local(piece)


def _alone(text: str) -> Iterator[Edit]:
    """A party alone on its line, under a label ("Ingediend door:") or beside a line that is a party."""
    lines = [m for m in _LINE.finditer(text) if m[0].strip()]
    certain = [_known(m[0].strip(" .,;•-")) for m in lines]
    for i, m in enumerate(lines):
        piece = m[0].strip(" .,;•-")
        if (certain[i] and " " in piece) or not 1 < len(piece) <= 40:
            continue
        label = i > 0 and lines[i - 1][0].rstrip().endswith(":")
        if not (label or any(certain[max(0, i - 1) : i]) or any(certain[i + 1 : i + 2])):
            continue
        printed = _meant(piece)
        if printed and not _of_this_council(piece, text):
            start = m.start() + m[0].index(piece)
            certain[i] = True
            yield Edit(start, start + len(piece), printed, "party")


def _over_lines(text: str) -> Iterator[Edit]:
    """A list of parties that goes on in the next line, with a point at the line's end for the comma."""
    for m in _POINT_AT_END.finditer(text):
        if _known(m["before"].strip()) and _known(m["after"].strip()):
            yield Edit(m.start("point"), m.end("point"), ",", "party")


def _in_columns(line: re.Match[str]) -> Iterator[Edit]:
    """A line of nothing but parties, side by side, two of them for certain."""
    pieces = list(_WORD.finditer(line[0]))
    if not 2 < len(pieces) < 9:
        return
    printed = ["" if _known(m[0]) else party(m[0].strip(" .,;")) for m in pieces]
    if sum(map(_known, (m[0] for m in pieces))) > 1 and all(
        p or _known(m[0]) for m, p in zip(pieces, printed, strict=True)
    ):
        yield from (
            Edit(line.start() + m.start(), line.start() + m.end(), p, "party")
            for m, p in zip(pieces, printed, strict=True)
            if p
        )


def _known(name: str) -> bool:
    """Whether a whole string is a party or any council's list."""
    return bool(name) and (parties.is_party(name) or (" " in name and _plain(name) in _local()))


@lru_cache(maxsize=20_000)
def party(token: str) -> str:
    """The one party that a token can be, by the look of its letters; "" for a party, for the name of any list, and in
    doubt."""
    bare = token.strip("'’‘\"“”„.")
    if len(bare) < 2 or bare.islower() or bare.isdecimal() or _plain(bare) in _printed_right():
        return ""
    if bare.upper() in lexicon().parties:
        return lexicon().parties[bare.upper()]
    look = _look(bare)
    if look in ("", "I", "O"):
        return ""
    same = {name for known, name in _looks() if known == look}
    if same:
        return same.pop() if len(same) == 1 else ""
    return _nearest(bare, look) if len(look) >= _NOT_FUZZY else ""


def _nearest(name: str, look: str) -> str:
    """The one party that looks most like a name, a letter or two aside; "" where two are as near, or none is."""
    ranked = sorted((Levenshtein.distance(look, known), name) for known, name in _looks() if len(known) >= _NOT_FUZZY)
    distance, found = ranked[0]
    second = next((d for d, n in ranked if n != found), 9)
    return found if distance <= (1 if len(look) < 9 else 2) and second > distance and _alike(name, found) else ""


def could_be(name: str) -> tuple[str, ...]:
    """The parties that a word which is none may have been, by the look of its letters; () for a party and for what is
    near none."""
    bare = name.strip("'’‘\"“”„.")
    if " " in bare or len(bare) < _NOT_FUZZY or _known(bare) or bare.islower():
        return ()
    look = _look(bare)
    return tuple(
        sorted(
            {
                n
                for known, n in _looks()
                if len(known) >= _NOT_FUZZY and Levenshtein.distance(look, known, score_cutoff=1) <= 1
            }
        )
    )


@lru_cache(maxsize=20_000)
def local(name: str) -> str:
    """The one council's list, or party of several words, that is at most two letters away; "" for one that is known,
    and in doubt."""
    if len(name) < 10 or not name[0].isupper() or parties.is_party(name) or _plain(name) in _local():
        return ""
    found = process.extract(name, _full_names(), scorer=Levenshtein.distance, score_cutoff=2, limit=3)
    if not found or (len(found) > 1 and found[1][1] == found[0][1]):
        return ""
    return str(found[0][0])


@lru_cache(maxsize=5_000)
def municipality(name: str) -> str:
    """The one municipality that a word behind "gemeente" can be; "" for one that is known, and in doubt."""
    known = places.by_name()
    if name in known or len(name) < 6 or name.lower() in frequencies():
        return ""
    most = 1 if len(name) < 8 else 2
    plain = name.replace("rn", "m")
    found = [
        n
        for n in _municipalities()
        if abs(len(n) - len(plain)) <= most and Levenshtein.distance(n, plain, score_cutoff=most) <= most
    ]
    return found[0] if len(found) == 1 else ""


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
def _printed_right() -> frozenset[str]:
    """What needs no repair, whatever its capitals, for comparison: the parties, and short forms that look like
    others."""
    return frozenset(_plain(name) for name in (*_SHORT_FORMS, "GL", "CU", "LP", "PS", "OPA", "GrL", "ChrU"))


@cache
def _full_names() -> tuple[str, ...]:
    lists = (
        re.sub(r"\s*\([^)]*\)", "", n).partition(":")[0].strip()
        for n in councils.all_lists()
        if not n.startswith("Blanco")
    )
    return tuple(
        dict.fromkeys(
            [
                *("Forum voor Democratie", "Partij voor de Dieren", "Partij van de Arbeid"),
                *(n for n in lists if " " in n),
            ]
        )
    )


@cache
def _municipalities() -> tuple[str, ...]:
    return tuple(n for n in places.by_name() if n.isalpha() and not n.isupper())


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


def _of_this_council(name: str, text: str) -> bool:
    """Whether a council that the text names has a list of that name or abbreviation: then nothing was misread."""
    return any(place in text for place in _local().get(_plain(name), ()))


@cache
def _local() -> dict[str, tuple[str, ...]]:
    """Every council's lists and the abbreviations of their names, for comparison -> the municipalities that have
    them."""
    out: dict[str, set[str]] = {}
    for code, place in places.places().items():
        for listed in councils.every_list(code):
            for form in parties.printed_forms(listed, loose=True):
                out.setdefault(_plain(form), set()).add(place.name)
    return {form: tuple(sorted(names)) for form, names in out.items()}
