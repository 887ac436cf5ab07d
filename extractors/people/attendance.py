"""Who was there: the lists behind "Aanwezig", "Afwezig", "Voorzitter", "Griffier" in the head of minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch.parties import find_parties, looks_local
from griffier.extractors.dutch.words import POLITE, TITLE
from griffier.extractors.people.attendance_grids import attendance_in_grids
from griffier.extractors.people.attendance_lists import MEMBERS, ROLE, Attendee, people_of, role_of
from griffier.extractors.people.attendance_rows import people_in_rows
from griffier.extractors.text.line_cells import Cell, cells_of
from griffier.schemas.document import Layer, Line, Part, Span
from griffier.schemas.evidence import Found

_ABSENT = (
    r"(?:afwezig\w*|(?:met|zonder)\s+(?:kennisgeving|bericht(?:\s+van\s+verhindering)?)(?:\s+afwezig)?|verhinderd|afgemeld"
    r"|verontschuldigd|bericht\s+van\s+verhindering)"
)
_PRESENT = r"(?:(?:tevens|mede|verder|ook|overige|voorts)\s+)?(?:aanwezig\w*|tegenwoordig|present|presentielijst)"
_HOW = (
    r"(?:met\s+(?:kennisgeving|bericht(?:\s+van\s+verhindering)?)|zonder\s+kennisgeving|m\.?\s?k\.?(?:g\.?)?|m\.?b\.?)"
)
_WHO = rf"(?:zijn|waren|is|was|de|het|namens|\d{{1,3}}|{_HOW}|{MEMBERS}|(?:leden\s+)?DB|wethouders?|college|fracties?)"
_TO_SAY = (
    rf"(?:\s?[.;](?=\s+(?:{TITLE})[\s.])|,?\s*te\s+weten\b\s*[,:]?|\s*[:\t]|\s{{2,}}(?=\S)|\s+(?=(?:{TITLE})\s)|\s*$)"
)
_GROUP = r"(?:(?:raads|commissie|staten|burger)?leden|fractievertegenwoordigers|wethouders|wethouder\(s\)|college)"
_LABEL = re.compile(
    rf"\W{{0,3}}(?:(?P<absent>{_ABSENT})|(?P<present>{_PRESENT})|(?P<role>{ROLE}(?:\s?\((?:plv|wnd|a\.i)\.?\))?)"
    rf"|(?:de\s+)?(?P<group>{_GROUP}))(?P<who>(?:\s+{_WHO})*){_TO_SAY}",
    re.I,
)
_SPOKEN = re.compile(r"\W{0,3}de\s+(?:voorzitter|griffier|burgemeester|wethouder|secretaris)\b", re.I)
_CLOSED = re.compile(r"[:\t]|\s{2,}\S")
_INSIDE = re.compile(r"[.;]\s+(?=[A-Z])")
_ITEM = re.compile(r"\d{1,2}[.)]?\s+[A-Z]|(?:opening|agenda)\b", re.I)
_OPENING = re.compile(r"\W{0,2}(?:(?:agendapunt\s+)?\d{1,2}[.)]?\s+)?opening\b", re.I)
_OTHER_LABEL = re.compile(r"[A-Z][\w ()]{2,30}:(?:\s|$)|(?:tijd|datum|locatie|plaats|aanvang)\b", re.I)
_PARTY_LINE = re.compile(
    r"\W{0,3}(?:fractie\s+)?(?P<party>[A-Z0-9][\w!/&'’. +-]{0,40}?)[ ]*(?:[:\t]|[ ]{3})\s*(?=\S)", re.I
)
_IN_CELL = re.compile(r"\t|[ ]{3}\Z")
_MARK = re.compile(r"[ ]*(?:[:\t]|[ ]{3})")
_POLITE = re.compile(rf"(?i:{POLITE})(?!\w)\s*(?=[A-Z'’])")
_INITIALS = re.compile(r"(?:[A-Z][a-z]{0,2}\.\s?){1,4}(?:[a-z']{1,4}\s){0,3}[A-Z]")
_NO_PARTY = re.compile(
    rf"(?:\w*aanwezig\w*|\w*afwezig\w*|{ROLE}|college|namens|\w*leden|raads\w*|gast\w*|inspreker\w*|ambte\w*|overig\w*"
    r"|verder|tevens|pers|publiek|directie|ondersteuning|deskundige\w*|spreker\w*|verhinderd|afgemeld|met kennisgeving"
    r"|gesprekspartners?|organisatie|notul\w*|verslag\w*)\b",
    re.I,
)
_GOES_ON = re.compile(rf"[-–•*▪·\s]*(?:(?:en\s+)?(?:{TITLE})\s+\S|(?:[A-Z]\.\s?)+|\()", re.I)
_UNFINISHED = re.compile(
    rf"(?:[,;(-]|\b(?:en|alsmede|de|het|van|der|den|heer|mevrouw)|\b(?:{TITLE})\s+(?-i:[A-Z])\.)$", re.I
)
_NOBODY = re.compile(r"\W*(?:geen|niemand|n\.?v\.?t\.?)\b", re.I)
MAX_LINES = 60
"""Lines of one list: a council of 45 may be printed one member a line."""

HEAD = 110
"""Lines with text in which attendance is looked for."""


@dataclass(frozen=True)
class _Label:
    """What is said before a list: `of` is a party; `said` tells whether its people were there; `start` is where the
    list begins."""

    place: Span
    said: Span
    start: int
    present: bool
    role: str | None = None
    of: Span | None = None


def read_attendance(part: Part) -> list[Draft]:
    """`{"name", "party", "role", "present"}` for each person of the lists in the head."""
    head = _head(part)
    kept: dict[str, tuple[Attendee, _Label]] = {}
    parties: set[str] = set()
    labels = list(_labels(part, head))
    for (label, at), behind in zip(labels, [*(x.place.start for x, _ in labels[1:]), part.end], strict=False):
        rows = people_in_rows(part.doc.text, _rows(part, head, label, at, behind))
        people = [row.person for row in rows]
        for person in people or people_of(part.doc.text, _lines(part, head, label, at, behind), parties):
            if label.role is not None and not person.introduced and not rows:
                person = replace(person, role=label.role, role_at=label.place)
            if person.party is None and label.of is not None:
                person = replace(person, party=label.of)
            _keep(kept, person, label)
    if not kept:
        kept = _told_in_rows(part, head)
    return attendance_in_grids(part) or [_draft(part.doc.text, person, label) for person, label in kept.values()]


def _rows(part: Part, head: Sequence[Line], label: _Label, at: int, behind: int) -> list[list[Cell]]:
    """The cells of the lines behind a label, as long as each line has several."""
    own = Span(label.start, min(head[at].end, behind))
    first = cells_of(part.doc.text[own.start : own.end], own.start)
    below = (cells_of(line.text, line.start) for line in head[at + 1 :] if line.start < behind)
    rows = takewhile(lambda cells: len(cells) > 1, below)
    return [*([first] if first else []), *rows]


def _told_in_rows(part: Part, head: Sequence[Line]) -> dict[str, tuple[Attendee, _Label]]:
    """The people of a table without a label, where each row says whether they were there."""
    out: dict[str, tuple[Attendee, _Label]] = {}
    for several, run in groupby(head, key=lambda line: len(cells_of(line.text)) > 1):
        lines = list(run)
        found = people_in_rows(part.doc.text, [cells_of(x.text, x.start) for x in lines]) if several else []
        if found and all(row.told for row in found):
            place = Span(lines[0].start, lines[-1].end)
            for row in found:
                _keep(out, row.person, _Label(place, row.person.place, place.start, True))
    return out


def _keep(kept: dict[str, tuple[Attendee, _Label]], person: Attendee, label: _Label) -> None:
    """Who stands in two lists is one person, of the first."""
    known = next((n for n in kept if n == person.name or n.endswith(f" {person.name}")), None)
    if known is None:
        kept[person.name] = (person, label)
        return
    first, under = kept[known]
    first = first if first.party else replace(first, party=person.party)
    keeps = first.role == "voorzitter" or (first.role and person.role != "voorzitter")
    first = first if keeps else replace(first, role=person.role, role_at=person.role_at)
    kept[known] = (first, under)


def _draft(text: str, person: Attendee, label: _Label) -> Draft:
    party = person.party
    away = person.away or (None if label.present else label.said)
    role = person.role_at or label.place
    return {
        "name": Found(person.name, (person.place,), "rule:attendance", 0.9),
        "party": Found(" ".join(text[party.start : party.end].split()), (party,), "rule:party", 0.9) if party else None,
        "role": Found(person.role, (role,), "derived:attendance-label", 0.9) if person.role else None,
        "present": Found(away is None, (away or label.said,), "derived:attendance-label", 0.9),
    }


def _head(part: Part) -> list[Line]:
    """The lines before the first item, or as many as a list of members may take."""
    out: list[Line] = []
    for line in part.lines:
        if line.blank or line.layer is not Layer.BODY:
            continue
        if len(out) > 3 and _OPENING.match(line.text):
            break
        out.append(line)
        if len(out) >= HEAD:
            break
    return out


def _labels(part: Part, head: Sequence[Line]) -> Iterator[tuple[_Label, int]]:
    """The labels over or before lists, each with its line; a party's holds for what the label above it said, be it of
    the chair alone."""
    block: _Label | None = None
    chaired: _Label | None = None
    for at, line in enumerate(head):
        label = _of_party(line) or _label(line)
        if label is not None:
            block = replace(label, of=None) if label.role is None or not label.present else block
            chaired = label
            yield label, at
        elif (over := block or chaired) is not None and (owner := _party_of(part, line)) is not None:
            yield (
                replace(over, place=owner, said=over.said, start=_behind_mark(part, owner.end), role=None, of=owner),
                at,
            )
        for inside in _INSIDE.finditer(line.text):
            if (other := _label(line, inside.end())) is not None:
                yield other, at


_PARTY_OF = re.compile(
    rf"\W{{0,3}}(?:de\s+)?{MEMBERS}\s+(?:van\s+)?(?P<party>[A-Z0-9][\w!/&'’. +-]{{0,40}}?)\s*:\s*(?=\S)"
)


def _of_party(line: Line) -> _Label | None:
    """ "Raadsleden PvdA: dhr. De Proef", which opens a list by party."""
    match = _PARTY_OF.match(line.text[:1].lower() + line.text[1:])
    if match is None or not (find_parties(match["party"], loose=True) or looks_local(match["party"])):
        return None
    place = Span(line.start, line.start + match.end("party"))
    owner = Span(line.start + match.start("party"), line.start + match.end("party"))
    return _Label(place, place, line.start + match.end(), True, of=owner)


def _label(line: Line, at: int = 0) -> _Label | None:
    match = _LABEL.match(line.text, at)
    if match is None or (_SPOKEN.match(line.text) and not match["group"] and not _IN_CELL.search(match[0])):
        return None
    if match["group"] and not _CLOSED.search(match[0]) and match["who"]:
        return None
    said = " ".join(filter(None, (match["role"], match["group"], match["who"])))
    place = Span(line.start + match.start(), line.start + match.start() + len(match[0].rstrip()))
    if at and not match[0].rstrip().endswith(":"):
        return None
    return _Label(place, place, line.start + match.end(), not match["absent"], role_of(said))


def _party_of(part: Part, line: Line) -> Span | None:
    """The party that labels a line: "CDA: de heer P. van Aert"."""
    match = _PARTY_LINE.match(line.text)
    if match is None:
        return None
    lo, hi = line.start + match.start("party"), line.start + match.end("party")
    known = find_parties(part.doc.text, lo, hi, loose=True)
    if (known and known[0].start == lo) or looks_local(match["party"]) or line.text.lower().startswith("fractie"):
        return Span(lo, hi)
    polite = _POLITE.match(part.doc.text, line.start + match.end(), line.end)
    # a label over people in a list of parties
    initials = _INITIALS.match(part.doc.text, line.start + match.end(), line.end)
    people = polite or (initials and any(map(_known_party, part.doc.lines[max(0, line.index - 1) : line.index + 2])))
    unknown = people and len(match["party"]) <= 25 and _NO_PARTY.match(match["party"]) is None
    return Span(lo, hi) if unknown else None


def _behind_mark(part: Part, at: int) -> int:
    """Behind the colon, tab or gap that ends a label."""
    mark = _MARK.match(part.doc.text, at)
    return mark.end() if mark else at


def _known_party(line: Line) -> bool:
    """Does a party that a list knows label a line?"""
    match = _PARTY_LINE.match(line.text)
    return match is not None and bool(find_parties(match["party"], loose=True))


def _lines(part: Part, head: Sequence[Line], label: _Label, at: int, behind: int) -> list[Span]:
    """What the list behind a label takes: up to the next label, an item, or a line that does not go on. `behind`: where
    the next label begins."""
    text = part.doc.text
    first = Span(label.start, min(head[at].end, behind))
    if _NOBODY.match(text, first.start, first.end):
        return []
    out = [first] if text[first.start : first.end].strip() else []
    last = head[at]
    for line in head[at + 1 : at + MAX_LINES]:
        begins = not out and line.index <= last.index + 2
        if line.start >= behind or _ends(part, line) or not (begins or _goes_on(last, line)):
            break
        out.append(Span(line.start, min(line.end, behind)))
        last = line
        if line.text.endswith(".") and not re.search(r"\b[A-Za-z]{1,3}\.$", line.text):
            break
    return [Span(a + len(text[a:b]) - len(text[a:b].lstrip()), b) for a, b in out]


def _ends(part: Part, line: Line) -> bool:
    """Does a line begin something else?"""
    return bool(
        _label(line) or _SPOKEN.match(line.text) or _ITEM.match(line.text) or _OTHER_LABEL.match(line.text)
    ) or (_party_of(part, line) is not None)


def _goes_on(last: Line, line: Line) -> bool:
    """Does a list go on in a line: one begun above, or another person?"""
    if line.index > last.index + 1:
        return False
    if _UNFINISHED.search(last.text.rstrip()) or _GOES_ON.match(line.text) or "," in line.text:
        return True
    return len(line.text) < 45 and len(line.text.split()) > 1
