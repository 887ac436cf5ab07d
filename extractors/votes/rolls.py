"""A roll call in lines of parties: "CDA: mevrouw Bos en de heren Slot en Krijns; D66: de heer Vis."."""

from __future__ import annotations

import re

from griffier.extractors.dutch import names
from griffier.extractors.votes.sides import MemberSide, SideList

MAX_ROLL = 4000
"""Characters of a side that are looked at: a council of 45 by name takes about 1,500."""

_TITLE = (
    r"(?:(?:de|het)\s+)?(?:(?:raads)?(?:leden|lid)|heren|heer|dames|dame|mevrouw|mevr\.?|mw\.?|dhr\.?)"
    r"(?:\s+(?:en\s+(?:de\s+)?(?:dames|heren)))?"
)
_LINE = re.compile(
    rf"[ \t•*\-–]*(?:fractie\s+)?(?P<party>[A-Z0-9À-Ý'’][^:;\n()]{{0,45}}?)\s*:\s*(?={_TITLE}\s)"
    r"(?P<who>[^;:\f]{3,600}?)\s*(?=;|\.\s*(?:\n|$)|\n\s*\n|\n[^\n:;]{1,45}:|$)",
    re.I,
)
_NEXT = re.compile(r"[;.]?[ \t]*\n?")
_NAME = re.compile(rf"\s*(?:{_TITLE}\s+)?(?P<name>\S[^,]*?)\s*(?:,|\ben\b(?=\s)|$)\s*(?:en\s+)?", re.S)


def read_roll(text: str, start: int, end: int) -> tuple[SideList, int] | None:
    """The members of every such line at `start`, and where the last ends.

    None where a piece of one is no name: half a list would be wrong.
    """
    out = SideList()
    at, end = start, min(end, start + MAX_ROLL)
    while found := _LINE.match(text, at, end):
        party = (*found.span("party"), " ".join(found["party"].split()))
        lo, hi = found.span("who")
        while lo < hi:
            piece = _NAME.match(text, lo, hi)
            person = names.parse_name(text, *piece.span("name")) if piece else None
            if piece is None or person is None:
                return None
            out.members.append(MemberSide(person.start, person.end, person.text, party))
            lo = piece.end()
        after = _NEXT.match(text, hi, end)
        at = after.end() if after else hi
    return (out, at) if out.members else None
