"""Who was there: the lists behind "Aanwezig", "Afwezig", "Voorzitter", "Griffier" in the head of minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.draft import Draft
from griffier.extractors.dutch.people import Member, parse_members
from griffier.extractors.points.labels import head_lines
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found

_LABEL = re.compile(
    r"\W{0,3}(?:(?P<absent>afwezig\w*(?: (?:met (?:kennisgeving|bericht)|zonder kennisgeving|raadsleden|leden))?|"
    r"met kennisgeving(?: afwezig)?|verhinderd|afgemeld|"
    r"verontschuldigd)"
    r"|(?P<chair>(?:plv\.? |plaatsvervangend )?voorzitter)|(?P<clerk>(?:raads|commissie|plv\.? )?griffier|"
    r"secretaris|notulist\w*|verslag(?:legging)?)"
    r"|(?P<present>(?:tevens |mede |verder |ook )?(?:aanwezig\w*|tegenwoordig)(?: (?:zijn|de|leden|raadsleden|"
    r"wethouders|fracties|het college|namens het college))*"
    r"|wethouders|raadsleden|leden))"
    r"(?:\s*(?P<who>raadsleden|leden|wethouders|college|leden DB|buitengewoon))?\s*[:\t]\s*|"
    r"\W{0,3}(?P<present2>aanwezigen?|afwezigen?|voorzitter|griffier|commissiegriffier|raadsgriffier)\s+(?=[A-Z])",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\d{1,2}[.)]?\s+[A-Z]|(?:opening|agenda)\b", re.IGNORECASE)
_ANY = re.compile(r"[A-Z][\w ]{2,30}:\s|(?:tijd|datum|locatie|plaats|aanvang)\b", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:de\s+)?(?:dames|heren)\s+(?=[A-Z'’])")
_PLURAL_BEFORE = re.compile(r"(?:,\s*|\s+en\s+)?\b(?:de\s+)?(?:dames|heren)\s+$")
_NOTE = re.compile(r"\s*\((?:met|zonder|vanaf|tot|bericht|afgemeld)\b")
MAX_LINES = 14


def read_attendance(part: Part) -> list[Draft]:
    """`{"name", "party", "role", "present"}` for each person of the lists in the head."""
    head = head_lines(part)[:50]
    drafts: list[Draft] = []
    seen: set[str] = set()
    for at, line in enumerate(head):
        match = _LABEL.match(line.text)
        if match is None or line.text.lower().startswith("de "):
            continue
        start, end = line.start + match.end(), _end(head, at)
        label = (match["present2"] or match.group()).strip(" :\t").lower()
        present = not (match["absent"] or label.startswith("afwez"))
        role = _role(match, label)
        place = Span(line.start + match.start(), line.start + match.start() + len(match.group().rstrip()))
        for member in _members(part.doc.text, start, end):
            if member.name is None or member.name.text in seen or any(name.endswith(f" {member.name.text}") for name in seen):
                continue
            seen.add(member.name.text)
            drafts.append(
                {
                    "name": member.found_name(),
                    "party": member.found_party(),
                    "role": Found(role, (place,), "derived:attendance-label", 0.9) if role else None,
                    "present": Found(present, (place,), "derived:attendance-label", 0.9) if present else False,
                }
            )
    return drafts


def _members(text: str, start: int, end: int) -> list[Member]:
    """The people of a list; "de dames A en B, de heren C en D" is taken apart, "(met kennisgeving)" left out."""
    cuts = [start, *(m.end() for m in _PLURAL.finditer(text, start, end)), end]
    found: list[Member] = []
    for at, lo in enumerate(cuts[:-1]):
        hi = cuts[at + 1]
        lead = _PLURAL_BEFORE.search(text, lo, hi)
        hi = lead.start() if lead and at < len(cuts) - 2 else hi
        note = _NOTE.search(text, lo, hi)
        found.extend(parse_members(text, lo, note.start() if note else hi))
    return found


def _role(match: re.Match[str], label: str) -> str | None:
    if match["chair"] or "voorzitter" in label:
        return "voorzitter"
    if match["clerk"] or "griffier" in label:
        return "griffier" if "griffier" in label else "secretaris" if label.startswith("secretaris") else "notulist"
    return "wethouder" if "wethouder" in label else None


def _end(head: Sequence[Line], at: int) -> int:
    """Where the list behind a label ends: before the next label, an item, an empty line after its text."""
    last = head[at]
    for line in head[at + 1 : at + MAX_LINES]:
        if _LABEL.match(line.text) or _ITEM.match(line.text) or _ANY.match(line.text) or line.text.endswith("."):
            break
        if line.index > last.index + 1:
            break
        if not (last.text.endswith((",", ";", " en", "-", "(")) or "," in line.text or len(line.text) < 40):
            break
        last = line
    return last.end
