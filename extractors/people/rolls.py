"""Lists of people as minutes and votes print them, by party or with the party in brackets.

"De dames Bos en Kramer en de heren De Wit en Mulder"; "CDA: mevrouw Bos en de heren Slot en Krijns; D66: de heer Vis".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from griffier.extractors.dutch.names import parse_name
from griffier.extractors.dutch.parties import find_parties, looks_local
from griffier.extractors.dutch.words import PARTICLE, POLITE
from griffier.schemas.document import Span

MAX_LIST = 4000
"""Characters of a list of people that are looked at: a council of 45 by name takes about 1,500."""

_PARTY_LABEL = re.compile(
    r"(?:(?<=\n)|(?<=[;.]\s)|\A)[ \t]*(?:[-–•*]\s*)?(?:fractie\s+)?(?P<party>[A-Z0-9'’][^:;\n()]{0,45}?)\s*:[ \t]*",
    re.I,
)
_HONORIFIC = re.compile(
    rf"(?:en\s+)?(?:(?:de|het)\s+)?(?:(?:raads|commissie|burger)?(?:leden|lid)|{POLITE}(?:\s+en\s+(?:de\s+)?heren)?"
    rf"|wethouders?|burgemeester)(?:\s*:)?\s+(?:(?:de\s+)?{POLITE}\s+)?(?=[A-Z'’a-z])",
    re.I,
)
_SEPARATOR = re.compile(
    r"\s*[,;•]\s*(?:en\s+)?|(?<!\bdames)\s+(?:en|alsmede|&)\s+|\.\s+(?=(?:De|Het|Mevrouw)\b)|\n\s*\n"
)
_IN_BRACKETS = re.compile(r"\s*\((?P<in>[^()\n]{1,45}(?:\n[^()\n]{1,30})?)\)\s*$")
_SURNAME = re.compile(rf"(?:(?i:{PARTICLE})\s+)?[A-ZÀ-Ý][\w'’à-ÿ]+(?:[- ][A-ZÀ-Ý][\w'’à-ÿ]+){{0,2}}$")
_PARTY_NAME = re.compile(r"[A-Z0-9][\w!&/'’.+ -]{0,40}$")
_ROLE = re.compile(
    r"(?:plv\b|plaatsvervangend|voorzitter|griffier|wethouder|burgemeester|secretaris|notulist|met|zonder|vanaf|tot"
    r"|afwezig|later|bericht|agendapunt|"
    r"punt|aanwezig|raadslid|lid|portefeuillehouder)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"\W*(?:geen|niemand|-|n\.?v\.?t\.?)\W*$", re.IGNORECASE)


@dataclass(frozen=True)
class Listed:
    """A person of a list: the name's place and value, and the party's where it is printed."""

    place: Span
    name: str
    party: Span | None


def read_people(text: str, start: int, end: int) -> list[Listed] | None:
    """The people of `text[start:end]`; None where a piece is no person: half a list would be wrong."""
    end = min(end, start + MAX_LIST)
    labels = [m for m in _PARTY_LABEL.finditer(text, start, end) if _is_party(text, m)]
    cuts = [(start, None), *((m.end(), Span(*m.span("party"))) for m in labels)]
    stops = [*(m.start() for m in labels), end]
    out: list[Listed] = []
    for (lo, party), hi in zip(cuts, stops, strict=True):
        if not text[lo:hi].strip(" \n\t.;,") or _NOBODY.match(text, lo, hi):
            continue
        people = _flat(text, lo, hi, party)
        if people is None:
            return None
        out.extend(people)
    return out


def _is_party(text: str, match: re.Match[str]) -> bool:
    lo, hi = match.span("party")
    if _HONORIFIC.match(text, match.end()):
        return True
    return (
        bool(find_parties(text, lo, hi, loose=True))
        or looks_local(match["party"])
        or match["party"].startswith(("Fractie", "Groep", "Lid"))
    )


def _flat(text: str, start: int, end: int, party: Span | None) -> list[Listed] | None:
    out: list[Listed] = []
    at = start
    for cut in [*_SEPARATOR.finditer(text, start, end), None]:
        stop = cut.start() if cut else end
        if text.count("(", at, stop) > text.count(")", at, stop):
            continue
        lo, hi = at, stop
        at = cut.end() if cut else end
        while lo < hi and text[lo] in " \n\t-–•:":
            lo += 1
        while hi > lo and text[hi - 1] in " \n\t.;:":
            hi -= 1
        if lo >= hi:
            continue
        person = _person(text, lo, hi, party)
        if person is None:
            return None
        out.append(person)
    return out


def _person(text: str, lo: int, hi: int, party: Span | None) -> Listed | None:
    honorific = _HONORIFIC.match(text, lo, hi)
    lo = honorific.end() if honorific else lo
    bracket = _IN_BRACKETS.search(text, lo, hi)
    if bracket is not None:
        if bracket["in"].strip().isdecimal():
            return None  # "Raadsleden (35)", "Fractie Kats (2)"
        hi = bracket.start()
        if _PARTY_NAME.match(" ".join(bracket["in"].split())) and not _ROLE.match(bracket["in"]):
            party = Span(*bracket.span("in"))
    name = parse_name(text[:lo] + text[lo:hi].replace("\n", " "), lo, hi)  # a line may break within a name
    if name is not None:
        return Listed(Span(name.start, name.end), name.text, party)
    line = " ".join(text[lo:hi].split())
    if _SURNAME.match(line) and not find_parties(text, lo, hi, loose=False):
        return Listed(Span(lo, hi), line, party)
    return None


_TITLE = rf"(?:(?:de|het)\s+)?(?:(?:raads)?(?:leden|lid)|{POLITE})(?:\s+(?:en\s+(?:de\s+)?(?:dames|heren)))?"
_LINE = re.compile(
    rf"[ \t•*\-–]*(?:fractie\s+)?[A-Z0-9À-Ý'’][^:;\n()]{{0,45}}?\s*:\s*(?={_TITLE}\s)"
    r"(?P<who>[^;:\f]{3,600}?)\s*(?=;|\.\s*(?:\n|$)|\n\s*\n|\n[^\n:;]{1,45}:|$)",
    re.I,
)
_NEXT = re.compile(r"[;.]?[ \t]*\n?")


def read_roll(text: str, start: int, end: int) -> tuple[list[Listed], int] | None:
    """The members of every line "PARTY: names" at `start`, and where the last ends. None where a piece of one is no
    name."""
    at, end = start, min(end, start + MAX_LIST)
    last = start
    while found := _LINE.match(text, at, end):
        last = found.end("who")
        after = _NEXT.match(text, last, end)
        at = after.end() if after else last
    people = read_people(text, start, last) if last > start else None
    return (people, at) if people else None
