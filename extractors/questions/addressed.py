"""Who asked, told by the letter that answers: "Aan het raadslid mevrouw L. Duin, fractie Heemskerk Lokaal"."""

from __future__ import annotations

import re

from griffier.extractors.dutch.names import parse_name
from griffier.extractors.dutch.parties import PartyMention, find_parties, looks_local
from griffier.extractors.people.members import Member
from griffier.extractors.text.fields import head_lines
from griffier.schemas.document import Line, Part

_TO_MEMBER = re.compile(
    r"\W{0,2}(?:aan\s*:?\s+)?(?:het\s+|de\s+)?(?:gemeente|commissie)?(?:raads|burger|commissie)?-?(?:raads)?(?:lid"
    r"|leden)\s+"
    r"(?:van\s+de\s+(?:gemeente)?raad,?\s+)?(?:de\s+heer|mevrouw|dhr\.?|mw\.?|mevr\.?)?\s*(?=[A-Z])",
    re.IGNORECASE,
)
_TO_GROUP = re.compile(
    r"\W{0,2}(?P<to>aan\s*:?\s+)?(?:de\s+)?(?:leden\s+van\s+de\s+)?(?:raads)?fractie\s+(?:van\s+)?(?:de\s+"
    r"|het\s+)?(?P<party>(?-i:[A-Z0-9])[^\n,;:()]{1,45})$",
    re.IGNORECASE,
)
_POLITE = re.compile(r"\W{0,2}(?:aan\s*:?\s+)?(?:de\s+heer|mevrouw|dhr\.?|mw\.?|mevr\.?)\s+(?=[A-Z])", re.IGNORECASE)
_BRACKET = re.compile(r"\s*[,(]\s*(?:fractie\s+)?(?P<party>(?-i:[A-Z0-9])[^\n()]{1,40}?)\s*\)?\s*$", re.IGNORECASE)
HEAD = 20
"""Lines of the head in which the one who is answered stands."""


def answered_member(part: Part) -> list[Member]:
    """The member or the group to whom a letter of answers goes; [] where its head names neither."""
    head = head_lines(part)[:HEAD]
    for at, line in enumerate(head):
        if line.text.lower().startswith("geacht"):
            break
        lead = _TO_MEMBER.match(line.text) or (
            _POLITE.match(line.text) if at + 1 < len(head) and _TO_GROUP.match(head[at + 1].text) else None
        )
        name = parse_name(part.doc.text, line.start + lead.end(), line.end) if lead else None
        if name is not None:
            behind = _BRACKET.match(part.doc.text, name.end, line.end)
            below = _TO_GROUP.match(head[at + 1].text) if at + 1 < len(head) else None
            party = (
                party_at(part, *behind.span("party"))
                if behind
                else _in_line(part, head[at + 1], below)
                if below
                else None
            )
            return [Member(name, party)]
        group = _TO_GROUP.match(line.text)
        if group is not None and group["to"]:
            return [Member(None, _in_line(part, line, group))]
    return []


def _in_line(part: Part, line: Line, match: re.Match[str]) -> PartyMention:
    return party_at(part, line.start + match.start("party"), line.start + match.end("party"))


def party_at(part: Part, start: int, end: int) -> PartyMention:
    """The party at a place: by its known name, else as written."""
    known = find_parties(part.doc.text, start, end, loose=True)
    raw = part.doc.text[start:end].strip()
    if len(known) == 1 and known[0].start == start and (known[0].end >= end - 1 or not looks_local(raw)):
        return known[0]
    return PartyMention(start, start + len(raw), raw, raw, frozenset())
