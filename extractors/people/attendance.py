"""Who was there: the lists behind "Aanwezig", "Afwezig", "Voorzitter", "Griffier" in the head of minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from griffier.extractors.drafting.draft import Draft, found_at
from griffier.extractors.dutch.parties import find_parties, looks_local
from griffier.extractors.people.name_lists import listed
from griffier.extractors.people.person import Member
from griffier.extractors.people.rolls import Listed, read_people
from griffier.extractors.people.whose_council import Town
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found

_LABEL = re.compile(
    r"\W{0,3}(?:(?P<absent>afwezig\w*(?: (?:m\.?\s?k\.?(?:g\.?)?|m\.?b\.?|met (?:kennisgeving|bericht(?: van "
    r"verhindering)?)"
    r"|zonder kennisgeving|raadsleden|leden))?|"
    r"met kennisgeving(?: afwezig)?|verhinderd|afgemeld|"
    r"verontschuldigd)"
    r"|(?P<chair>(?:plv\.? |plaatsvervangend )?(?:commissie|raads)?voorzitter(?:\s?\((?:plv|wnd)\.?\))?)"
    r"|(?P<clerk>(?:raads|commissie|plv\.? )?griffier|"
    r"secretaris|notulist\w*|verslag(?:legging)?)"
    r"|(?P<present>(?:tevens |mede |verder |ook |overige )?(?:aanwezig\w*|tegenwoordig)(?: (?:zijn|waren|de|\d{1,3}"
    r"|leden|raadsleden|wethouders|fracties|het college|namens het college))*"
    r"|(?P<exec>college)|wethouders|raadsleden|leden))"
    r"(?:\s*(?P<who>raadsleden|leden|wethouders|college|leden DB|buitengewoon))?\s*[:\t]\s*|"
    r"\W{0,3}(?P<present2>aanwezig(?:en?)?|afwezig(?:en?)?(?: met kennisgeving)?|voorzitter|griffier"
    r"|commissiegriffier|raadsgriffier)"
    r"(?:\s{2,}(?=\S)|\s+(?=[A-Z]))",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\d{1,2}[.)]?\s+[A-Z]|(?:opening|agenda)\b", re.IGNORECASE)
_ANY = re.compile(r"[A-Z][\w ]{2,30}:(?:\s|$)|(?:tijd|datum|locatie|plaats|aanvang)\b", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:de\s+)?(?:dames|heren)\s+(?=[A-Z'’])")
_PLURAL_BEFORE = re.compile(r"(?:,\s*|\s+en\s+)?\b(?:de\s+)?(?:dames|heren)\s+$")
_NOTE = re.compile(r"\s*\((?:met|zonder|vanaf|tot|bericht|afgemeld)\b")
_BLOCK = re.compile(
    r"\W{0,3}(?:(?:(?:tevens |verder |ook )?aanwezig\w*|tegenwoordig|presentielijst|present|de (?:raads)?leden|"
    r"(?:raads)?leden)(?: zijn)?(?: de)?"
    r"(?: (?:raads|commissie)?leden)?|(?P<absent>afwezig\w*|verhinderd|met kennisgeving afwezig"
    r"|afgemeld))\b[^:]{0,30}:?\s*$",
    re.IGNORECASE,
)
_PARTY_LINE = re.compile(r"\W{0,3}(?:fractie\s+)?(?P<party>[A-Z0-9][\w!/&'’. +-]{0,40}?)\s*:\s*(?=\S)", re.IGNORECASE)
_ROLE_BEFORE = re.compile(
    r"\b(wethouders?|burgemeester|griffier|voorzitter|secretaris)\s+(?:(?:dhr\.?|mw\.?|mevr\.?|de heer|mevrouw)\s+)?$",
    re.IGNORECASE,
)
_ROLE_BEHIND = re.compile(
    r"\s*(?:\([^()\n]{1,40}\)\s*)?[,(]\s*(?:plv\.?\s*|plaatsvervangend\s+|raads|commissie)?(voorzitter|griffier"
    r"|wethouder|burgemeester|secretaris|notulist)\b",
    re.IGNORECASE,
)
MAX_LINES = 60
"""Lines of one list: a council of 45 may be printed one member a line."""

HEAD = 90
"""Lines with text in which attendance is looked for."""


_ADDRESSED = re.compile(r"\b(?:heren|heer|dames|mevrouw|mevr|mw|dhr|leden|lid|wethouders?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Person:
    place: Span
    name: Found[str]
    party: Found[str] | None
    role: Found[str] | None
    present: Found[bool] | bool

    def draft(self) -> Draft:
        return {"name": self.name, "party": self.party, "role": self.role, "present": self.present}


def read_attendance(part: Part) -> list[Draft]:
    """`{"name", "party", "role", "present"}` for each person of the lists in the head."""
    head = _head(part)
    kept: dict[str, _Person] = {}
    parties: set[str] = set()
    block: tuple[bool, Span] | None = None
    for at, line in enumerate(head):
        match = _LABEL.match(line.text)
        label = (match["present2"] or match.group()).strip(" :\t").lower() if match else ""
        party = None
        if match is not None and not line.text.lower().startswith("de "):
            present = not (match["absent"] or label.startswith("afwez"))
            start, role = line.start + match.end(), _role(match, label)
            place = Span(line.start + match.start(), line.start + match.start() + len(match.group().rstrip()))
            if role is None or match["absent"]:
                block = (present, place)
        elif (opens := _BLOCK.match(line.text)) is not None:
            block = (not opens["absent"], Span(line.start, line.end))
            continue
        elif block is not None and (owner := _party_of(part, line)) is not None:
            party, (present, place), role = owner, block, None
            start = owner.end + len(_COLON.match(part.doc.text, owner.end).group())  # type: ignore[union-attr]
        else:
            continue
        for person in _people(part, start, _end(part, head, at), party, role, present, place, parties):
            known = next((n for n in kept if n == person.name.value or n.endswith(f" {person.name.value}")), None)
            if known is None:
                kept[person.name.value] = person
    return [person.draft() for person in kept.values()]


_COLON = re.compile(r"\s*:\s*")


def _head(part: Part) -> list[Line]:
    """The lines before the first item, or as many as a list of members may take."""
    out: list[Line] = []
    for line in part.lines:
        if line.blank:
            continue
        if len(out) > 3 and re.match(
            r"\W{0,2}(?:(?:agendapunt\s+)?\d{1,2}[.)]?\s+)?opening\b", line.text, re.IGNORECASE
        ):
            break
        out.append(line)
        if len(out) >= HEAD:
            break
    return out


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
    if polite and len(match["party"]) <= 25 and _NO_PARTY.match(match["party"]) is None:
        # a label over people in a list of parties
        return Span(lo, hi)
    return None


_POLITE = re.compile(r"(?:de\s+)?(?:heer|heren|dames?|mevrouw|mevr\.?|mw\.?|dhr\.?)\s+(?=[A-Z'’])")
_NO_PARTY = re.compile(
    r"(?:\w*aanwezig\w*|\w*afwezig\w*|(?:plv\.? |plaatsvervangend )?(?:\w+)?voorzitter|\w*griffier\w*|wethouders?"
    r"|burgemeester|college"
    r"|secretaris|notulist\w*|namens"
    r"|verslag\w*|\w*leden|raads\w*|gast\w*|inspreker\w*|ambte\w*|overig\w*|verder|tevens|pers|publiek|directie"
    r"|ondersteuning|deskundige\w*|spreker\w*"
    r"|verhinderd|afgemeld|met kennisgeving|gesprekspartners?|organisatie)\b",
    re.IGNORECASE,
)


def _people(
    part: Part,
    start: int,
    end: int,
    party: Span | None,
    role: str | None,
    present: bool,
    place: Span,
    parties: set[str],
) -> list[_Person]:
    """The people of one list. `parties`: those of the lists before; what stands in brackets here is one when it stood
    there."""
    text = part.doc.text
    found, known = _named(text, start, end, party is not None)
    out: list[_Person] = []
    for name, own in found:
        sure = own is not None and (
            known
            or own.value in parties
            or bool(find_parties(text, *own.spans[0], loose=True))
            or looks_local(own.value)
        )
        own = own if sure else None  # else a bureau that takes the minutes, a place
        if own is not None:
            parties.add(own.value)
        before = _ROLE_BEFORE.search(text, max(start, name.spans[0].start - 40), name.spans[0].start)
        behind = _ROLE_BEHIND.match(text, name.spans[-1].end, end)
        said = before or behind
        at = Span(*said.span(1)) if said and role is None else place
        what = said[1].lower().removesuffix("s") if said and role is None else role
        owner = own or (Found(text[party.start : party.end], (party,), "rule:party", 0.92) if party else None)
        out.append(
            _Person(
                name.spans[0],
                name,
                owner,
                Found(what, (at,), "derived:attendance-label", 0.9) if what else None,
                Found(present, (place,), "derived:attendance-label", 0.9) if present else False,
            )
        )
    return out


def _named(
    text: str, start: int, end: int, of_a_party: bool
) -> tuple[list[tuple[Found[str], Found[str] | None]], bool]:
    """The names of a list, each with the party printed beside it, and whether one of these is known: read as a list, or
    as a roll ("Jansen (VVD), ...") where that gives more."""
    listed = ((member.found_name(), member.found_party()) for member in _members(text, start, end))
    found = [(name, party) for name, party in listed if name is not None]
    rolled = read_people(text, start, end) or []
    printed = [person.party for person in rolled if person.party is not None]
    known = any(find_parties(text, *party, loose=True) for party in printed)
    if _says_more(rolled, found) and (known or of_a_party or _ADDRESSED.search(text, start, end)):
        found = _as_drafted([person.draft(text) for person in rolled])
    return found, known


def _says_more(rolled: list[Listed], found: list[tuple[Found[str], Found[str] | None]]) -> bool:
    """Does a roll name more people, or as many, each with the party?"""
    parties = sum(person.party is not None for person in rolled)
    as_roll, as_list = (len(rolled), parties), (len(found), sum(p is not None for _, p in found))
    return as_roll > as_list or (as_roll == as_list and parties == len(rolled))


def _as_drafted(drafts: list[Draft]) -> list[tuple[Found[str], Found[str] | None]]:
    return [(own, found_at(d, "party")) for d in drafts if (own := found_at(d, "name")) is not None]


def _members(text: str, start: int, end: int) -> list[Member]:
    """The people of a list; "de dames A en B, de heren C en D" is taken apart, "(met kennisgeving)" left out."""
    cuts = [start, *(m.end() for m in _PLURAL.finditer(text, start, end)), end]
    found: list[Member] = []
    for at, lo in enumerate(cuts[:-1]):
        hi = cuts[at + 1]
        lead = _PLURAL_BEFORE.search(text, lo, hi)
        hi = lead.start() if lead and at < len(cuts) - 2 else hi
        note = _NOTE.search(text, lo, hi)
        found.extend(listed(text, lo, note.start() if note else hi, Town())[0])
    return found


def _role(match: re.Match[str], label: str) -> str | None:
    if match["chair"] or "voorzitter" in label:
        return "voorzitter"
    if match["clerk"] or "griffier" in label:
        return "griffier" if "griffier" in label else "secretaris" if label.startswith("secretaris") else "notulist"
    return "wethouder" if "wethouder" in label else None


def _end(part: Part, head: Sequence[Line], at: int) -> int:
    """Where the list behind a label ends: before the next label, an item, an empty line after its text."""
    last = head[at]
    for line in head[at + 1 : at + MAX_LINES]:
        if (
            _LABEL.match(line.text)
            or _ITEM.match(line.text)
            or _ANY.match(line.text)
            or _party_of(part, line)
            or _BLOCK.match(line.text)
        ):
            break
        if line.text.endswith(".") and not re.search(r"[A-Z]\.$", line.text):
            open_list = last.text.rstrip().endswith((",", " en")) or (
                "," in last.text and not last.text.rstrip().endswith(".")
            )
            if (
                open_list
                and ("," in line.text or line.text[:1] in "(" or len(line.text) < 60)
                and line.index == last.index + 1
            ):
                last = line
            break
        if line.index > last.index + 1:
            break
        if last is head[at] and _LABEL.match(last.text) and last.text.rstrip().endswith(":"):
            # the list begins under its label
            last = line
            continue
        if not (last.text.endswith((",", ";", " en", "-", "(")) or "," in line.text or len(line.text) < 40):
            break
        last = line
    return last.end
