"""Who asked, told by the letter that answers: "Aan het raadslid mevrouw L. Duin, fractie Heemskerk Lokaal"."""

from __future__ import annotations

import re
from itertools import zip_longest

from griffier.extractors.dutch.parties import PartyMention
from griffier.extractors.dutch.words import TITLE
from griffier.extractors.people.cell import Member, party_at
from griffier.extractors.people.name_lists import listed
from griffier.extractors.people.whose_council import town_of
from griffier.extractors.text.fields import head_lines
from griffier.schemas.document import Line, Part

MEMBER = r"(?:gemeenteraads|raads|staten|commissie|burgerraads|burger)?-?(?:lid|leden)"
"""A member of a council, as papers call one."""
_TO_MEMBER = re.compile(
    rf"\W{{0,2}}(?:aan\s*:?\s+)?(?:het\s+|de\s+)?{MEMBER}\s+(?:van\s+de\s+(?:gemeente)?raad,?\s+)?(?:{TITLE}\.?)?"
    r"\s*(?=[A-Z])",
    re.IGNORECASE,
)
_TO_GROUP = re.compile(
    r"\W{0,2}(?P<to>aan\s*:?\s+)?(?:de\s+)?(?:leden\s+van\s+de\s+)?(?:raads)?fractie\s+(?:van\s+)?(?:de\s+"
    r"|het\s+)?(?P<party>(?-i:[A-Z0-9])[^\n,;:()]{1,45})(?:,\s+(?P<who>\S[^\n]{2,60}))?$",
    re.IGNORECASE,
)
_POLITE = re.compile(rf"\W{{0,2}}(?:aan\s*:?\s+)?{TITLE}\.?\s+(?=[A-Z])", re.IGNORECASE)
HEAD = 20
"""Lines of the head in which the one who is answered stands."""


def answered_member(part: Part) -> list[Member]:
    """The member or the group to whom a letter of answers goes; [] where its head names neither."""
    head = head_lines(part)[:HEAD]
    for line, below in zip_longest(head, head[1:]):
        if line.text.lower().startswith("geacht"):
            break
        if told := _member(part, line, below) or _members_of_group(part, line, below):
            return told
    return []


def _member(part: Part, line: Line, below: Line | None) -> list[Member]:
    """ "Aan het raadslid mevrouw L. Duin", with the group on the line below; "De heer X" only over a group."""
    group = _TO_GROUP.match(below.text) if below is not None else None
    lead = _TO_MEMBER.match(line.text) or (_POLITE.match(line.text) if group else None)
    told = listed(part.doc.text, line.start + lead.end(), line.end, town_of(part))[0] if lead else []
    if not told or told[0].name is None:
        return []
    party = _group(part, below, group) if below is not None and group else None
    return [Member(m.name, m.party or party) for m in told]


def _members_of_group(part: Part, line: Line, below: Line | None) -> list[Member]:
    """ "Aan de fractie van X", and who is named under it."""
    group = _TO_GROUP.match(line.text)
    attended = below is not None and _FOR_ATTENTION.match(below.text) is not None
    if group is None or not (group["to"] or attended):
        return []
    party = _group(part, line, group)
    who = group.span("who")
    beside = listed(part.doc.text, line.start + who[0], line.start + who[1], town_of(part))[0] if group["who"] else []
    names = [m for m in beside if m.name] or (_attention(part, below) if below is not None else [])
    return [Member(m.name, party) for m in names] or [Member(None, party)]


def _attention(part: Part, line: Line) -> list[Member]:
    """Who is named behind "t.a.v." under a group."""
    lead = _FOR_ATTENTION.match(line.text)
    told = listed(part.doc.text, line.start + lead.end(), line.end, town_of(part))[0] if lead else []
    return [member for member in told if member.name is not None]


_FOR_ATTENTION = re.compile(
    rf"(?:t\.?\s?a\.?\s?v\.?|ter attentie van)\s*:?\s+(?:{TITLE}\.?\s+)*(?=[A-Z])", re.IGNORECASE
)


def _group(part: Part, line: Line, match: re.Match[str]) -> PartyMention:
    lo, hi = match.span("party")
    return party_at(part.doc.text, line.start + lo, line.start + hi, town_of(part))
