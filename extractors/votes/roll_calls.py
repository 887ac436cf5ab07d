"""Roll calls: "Tegen het voorstel stemden de dames Bos en Kramer en de heren De Wit en Mulder"."""

from __future__ import annotations

import re

from griffier.extractors.dutch import words
from griffier.extractors.people.rolls import Listed, read_people
from griffier.extractors.votes.ballot import Ballot, SideName, side_named
from griffier.extractors.votes.sides import BY_NAME, MemberSide, SideList

_BEGINS = r"(?:(?<=\n)|(?<=\A)|(?<=[.;:]\s)|^)\W{0,3}"
_ON = r"(?:\s+(?:het|de|dit|deze)\s+[\w-]{3,30})?"
_VOTED = r"(?:hebben\s+gestemd|stemd?en|stemmen)"
_ROLL = re.compile(
    rf"{_BEGINS}(?P<side>{words.SIDE}){_ON}(?:\s+(?:{_VOTED}|waren|zijn))?(?:\s*\(?(?P<count>\d{{1,2}})\)?)?"
    r"\s*(?:de\s+(?:volgende\s+)?(?:raads)?leden\s*)?:\s*"
    rf"|{_BEGINS}(?P<side2>{words.FOR}|{words.AGAINST}){_ON}\s+{_VOTED}\s+"
    rf"(?:de\s+volgende\s+(?:raads)?leden\s+|(?=(?:de\s+)?{BY_NAME}))",
    re.I,
)
_WITH_PARTY = re.compile(r"(?:[A-Z]{1,2}[a-z]?\.\s?)+[^,;()\d]{2,40}\([^()\d]{2,40}\)")
"""A member as a roll prints it: "A. de Boer (CDA)"."""
_ENDS = re.compile(
    r"(?<!\b[A-Z])\.[ \t]*(?:\n|\Z)|\n\s*\n|(?<=\))\.\s+(?=[A-Z])"
    r"|(?<=[a-zà-ÿ])\.\s+(?=(?:Het|Dit|Daarmee|Hiermee|D(?:e|eze)\s+(?:motie|raad|voorzitter|stem|uitslag))(?!\w))"
)
_BY_NAME = re.compile(rf"\b(?:{words.POLITE}|(?:raads)?leden)(?!\w)", re.I)
"""One "lid" stands among parties too: "Leefbaar Proefdam en lid Toets van de SP"."""


def read_roll_calls(ballot: Ballot) -> None:
    """Sides whose members are named one by one; none where a piece of one list is no person, or a side comes twice."""
    text = ballot.text
    labels = list(_ROLL.finditer(text, ballot.start, ballot.end))
    found: dict[SideName, SideList] = {}
    taken: list[tuple[int, int]] = []
    for label, stop in zip(labels, [*(m.start() for m in labels[1:]), ballot.end], strict=False):
        said = label[0] + text[label.end() : stop]
        if not _BY_NAME.search(said) and len(_WITH_PARTY.findall(said)) < 2:
            continue
        people, stop = _people(text, label.end(), stop)
        side = side_named(label["side"] or label["side2"])
        if not people or side in found:
            return
        found[side] = SideList(members=[MemberSide.of(text, person) for person in people])
        found[side].total = (int(label["count"]), *label.span("count")) if label["count"] else None
        taken.append((label.start(), stop))
    for side, people_of in found.items():
        ballot.sides[side].list, ballot.sides[side].total = people_of, people_of.total
    ballot.taken.extend(taken)


def _people(text: str, start: int, stop: int) -> tuple[list[Listed] | None, int]:
    """The people of a list and where it ends: at the next label, or where prose follows at a full stop or a blank."""
    people = read_people(text, start, stop)
    end = _ENDS.search(text, start, stop)
    if people is None and end is not None:
        return read_people(text, start, end.start()), end.start()
    return people, stop
