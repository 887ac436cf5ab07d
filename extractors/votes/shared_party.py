"""Members whose party stands once, behind the last of them: "Proef, De Tester en Smits (allen D66)", "Proef en Smits
(D66)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from griffier.extractors.dutch import names
from griffier.extractors.dutch.parties import PartyMention
from griffier.extractors.people.person_or_party import DOUBT, leaning
from griffier.extractors.votes.behind_party import NamedBehind
from griffier.extractors.votes.sides import BY_NAME, MemberSide

_BEHIND = re.compile(
    r"\s*\((?:(?P<how>allen|beiden?|allebei)\s+)?(?:van\s+)?(?:(?:de|het)\s+)?(?P<party>(?!\d+\))[A-Z0-9À-Ý'’][^()]{1,40})\)"
)
_JOINT = re.compile(r"\s*[,;]\s*(?:en\s+)?|\s+en\s+")
_BARE = re.compile(rf"\W*(?:en\s+)?(?:(?-i:de|het)\s+)?(?:{BY_NAME}\s*)?", re.I)


def named_before(text: str, start: int, end: int, mentions: Sequence[PartyMention]) -> Iterator[NamedBehind]:
    """The members before each such bracket, as far back as every piece is a person; at least two."""
    begin = start
    for bracket in _BEHIND.finditer(text, start, end):
        last = max((m.end for m in mentions if m.end <= bracket.start()), default=start)
        pieces = _pieces(text, max(begin, last), bracket.start(), bracket["how"])
        party = (*bracket.span("party"), " ".join(bracket["party"].split()))
        people = _people(text, pieces, party)
        if len(people) > 1:
            yield NamedBehind(people[0].start, bracket.end(), people)
        begin = bracket.end()


def _pieces(text: str, start: int, end: int, how: str | None) -> list[tuple[int, int]]:
    """The pieces that the bracket speaks of: all before it, or the two that "en" joins."""
    cuts = [(end, end), *reversed([m.span() for m in _JOINT.finditer(text, start, end)])]
    out = [(hi, lo) for (lo, _), (_, hi) in zip(cuts, [*cuts[1:], (start, start)], strict=True)]
    if how == "allen":
        return out
    joined = len(cuts) > 1 and "en" in text[slice(*cuts[1])]
    return out[:2] if how or joined else []


def _people(text: str, pieces: Sequence[tuple[int, int]], party: tuple[int, int, str]) -> list[MemberSide]:
    """The persons of some pieces, the last first; up to the first piece that is none."""
    out: list[MemberSide] = []
    for lo, hi in pieces:
        lead = _BARE.match(text, lo, hi)
        begin = lead.end() if lead else lo
        name = names.parse_name(
            text.replace("-\n", "- ").replace("\n", " "), begin, begin + len(text[begin:hi].rstrip())
        )
        if name is None or not (name.initials or leaning(name.text) > DOUBT):
            break
        out.insert(0, MemberSide(name.start, name.end, name.text, party))
    return out
