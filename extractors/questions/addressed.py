"""Who asked, told by the letter that answers: "Aan het raadslid mevrouw L. Duin, fractie Heemskerk Lokaal"."""

from __future__ import annotations

import re

from griffier.extractors.dutch.parties import PartyMention
from griffier.extractors.people.cell import Member, party_at
from griffier.extractors.people.name_lists import listed
from griffier.extractors.people.whose_council import town_of
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
        told = listed(part.doc.text, line.start + lead.end(), line.end, town_of(part))[0] if lead else []
        if told and told[0].name is not None:
            below = _TO_GROUP.match(head[at + 1].text) if at + 1 < len(head) else None
            party = _group(part, head[at + 1], below) if below else None
            return [Member(m.name, m.party or party) for m in told]
        group = _TO_GROUP.match(line.text)
        if group is not None and group["to"]:
            return [Member(None, _group(part, line, group))]
    return []


def _group(part: Part, line: Line, match: re.Match[str]) -> PartyMention:
    lo, hi = match.span("party")
    return party_at(part.doc.text, line.start + lo, line.start + hi, town_of(part))
