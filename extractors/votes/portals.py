"""As portals print it: "voor 61% CDA (6), D66 (2) tegen 39% VVD (5)"; the percentages are not counted."""

from __future__ import annotations

import re

from griffier.extractors.dutch import words
from griffier.extractors.votes.ballot import Ballot, side_named
from griffier.extractors.votes.sides import PartySide, SideList
from griffier.schemas.document import Span
from griffier.schemas.evidence import Found

_PORTAL = re.compile(
    rf"\b(?P<side>{words.SIDE})[\s:(]{{1,4}}(?P<p>\d{{1,3}})(?:[.,]\d{{1,2}})?\s?%\s*(?:(?P=side)\s*\n\s*)?", re.I
)
_SIDE = re.compile(rf"\b{words.SIDE}\b", re.I)
_SEATED = r"[^(),\n]{2,45}\(\d{1,2}\)"
_WITH_SEATS = re.compile(rf"\s*{_SEATED}(?:\s*[,\n]\s*{_SEATED})*")
_ONE_SEATED = re.compile(r"(?:Fractie\s+(?=[A-Z0-9]))?(?P<party>[^\s(),][^(),\n]{0,44}?)\s*\((?P<seats>\d{1,2})\)")


def read_portal(ballot: Ballot) -> bool:
    """Was such a vote found? Then nothing else is to be read."""
    text = ballot.text
    labels = list(_PORTAL.finditer(text, ballot.start, ballot.end))
    for label, stop in zip(labels, [*(m.start() for m in labels[1:]), ballot.end], strict=False):
        listed = _listed(ballot, label.end(), stop)
        if not listed.empty:
            ballot.sides[side_named(label["side"])].list = listed
    if ballot.listed and not ballot.opposed and side_named(labels[0]["side"]) == "for" and labels[0]["p"] == "100":
        place = Span(labels[0].start(), labels[0].end("p"))
        ballot.unanimous = Found(True, (place,), "derived:unanimous", 0.92)
    return ballot.listed


def _listed(ballot: Ballot, start: int, stop: int) -> SideList:
    seated = _WITH_SEATS.match(ballot.text, start, stop)
    if seated is None:
        # sides named in it: the percentages stand apart from the lists
        beside = _SIDE.search(ballot.text, start, stop)
        return SideList() if beside else SideList(parties=ballot.read(start, stop, sure=True).parties)
    named = list(_ONE_SEATED.finditer(ballot.text, *seated.span()))
    return SideList(
        parties=[PartySide(*m.span("party"), m["party"], (int(m["seats"]), *m.span("seats"))) for m in named]
    )
