"""What stands behind a party in a list of a vote: its seats, those of it who voted apart, those of it who are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from griffier.extractors.dutch import names
from griffier.extractors.dutch.numbers import word_value
from griffier.extractors.dutch.parties import PartyMention
from griffier.extractors.people.person_or_party import DOUBT, leaning
from griffier.extractors.people.rolls import Listed, read_people
from griffier.extractors.votes.sides import BY_NAME, Count, MemberSide, PartySide, SideList

NUMBER = re.compile(
    r"\s*[(\[]\s*(?P<n>\d{1,2})\s*(?:stem(?:men)?|zetels?|leden|lid)?\s*[)\]]"
    r"|\s*:?\s+(?P<m>\d{1,2})\s*(?:stem(?:men)?|zetels?)\b"
    r"|\s+(?P<x>\d{1,2})\s?(?:x\b|×)|[ \t]+(?P<bare>\d{1,2})(?=[ \t]*(?:[,;)\]\n]|$)|[ \t]+en\b)",
    re.I,
)
EXCEPT = re.compile(
    r"[\s,(]*(?:behalve|met\s+uitzondering\s+van|m\.?u\.?v\.?|minus|uitgezonderd|op\s+[^,;]{2,30}\s+na"
    r"|zonder)\s+(?P<who>[^;()]{2,120})",
    re.I,
)
OTHER_MEMBERS = r"(?:de\s+)?(?:overige|andere)\s+(?:(?P<n>\w+)\s+)?(?:raads)?leden"
ALL_MEMBERS = (
    r"(?:de\s+)?(?P<all>[eé][eé]n|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|\d{1,2})\s+(?:raads)?(?:leden|lid)"
)
_REST_IN_BRACKETS = re.compile(rf"\s*\(\s*{OTHER_MEMBERS}\s*\)", re.I)


def read_behind(out: SideList, side: PartySide, text: str, at: int, stop: int) -> None:
    """Brackets and exceptions behind a party; members named in brackets stand in its place."""
    if (rest := _REST_IN_BRACKETS.match(text, at, stop)) is not None:
        side.seats, at = counted(rest), rest.end()
    numbers: list[Count] = []
    while found := NUMBER.match(text, at, stop):
        value = found["n"] or found["m"] or found["x"] or found["bare"]
        place = text.index(value, found.start())
        numbers.append((int(value), place, place + len(value)))
        at = found.end()
    if numbers:
        side.seats = numbers[0]
    if len(numbers) > 1:
        out.total = numbers[1]
    if members := _members(side, text, at, stop):
        out.parties.remove(side)
        out.members.extend(members)
    elif apart := EXCEPT.match(text, at, stop):
        _apart(side, text, *apart.span("who"))


def counted(rest: re.Match[str]) -> Count | None:
    """The number of "de overige zes leden"."""
    group = "all" if rest.groupdict().get("all") else "n"
    value = word_value(rest[group]) if rest[group] and not rest[group].isdecimal() else rest[group]
    return (int(value), *rest.span(group)) if value is not None else None


_BRACKETS = re.compile(r"\s*\((?P<in>[^()\d]{3,200})\)")
_CAPITALS = re.compile(r"[A-Z]{2,}\Z")


def _members(side: PartySide, text: str, at: int, stop: int) -> list[MemberSide]:
    """ "CDA (De Boer, Jansen)": [] where the brackets hold anything but persons."""
    brackets = _BRACKETS.match(text, at, stop)
    people = read_people(text, *brackets.span("in")) if brackets and not EXCEPT.match(text, at, stop) else None
    if not people or any(_CAPITALS.match(p.name) or not _is_person(p) for p in people):
        return []
    party = (side.start, side.end, side.raw)
    return [MemberSide(p.place.start, p.place.end, p.name, party) for p in people]


def _is_person(person: Listed) -> bool:
    return "." in person.name or leaning(person.name) > DOUBT


class NamedBehind(NamedTuple):
    """A party and the members of it that a list names behind a colon, from the party to the last name."""

    start: int
    end: int
    members: list[MemberSide]


_COLON_PEOPLE = re.compile(rf"\s*:\s*(?:(?:de|het)\s+)?{BY_NAME}", re.I)
_NEXT = re.compile(r"[;\n]|\.\s|\.?\Z")


def named_behind(text: str, end: int, mentions: Sequence[PartyMention]) -> Iterator[NamedBehind]:
    """ "CDA: de dames en heren Proef, Toets en Bakker; VVD: de heer Vis": the members stand, not their parties.

    `end`: of the list in `text`. A list of which a piece is no person is left to others.
    """
    for mention in mentions:
        if _COLON_PEOPLE.match(text, mention.end, end) is None:
            continue
        stop = _NEXT.search(text, mention.end, end)
        hi = stop.start() if stop else end
        people = read_people(text, text.index(":", mention.end) + 1, hi)
        if people:
            party = (mention.start, mention.end, text[mention.start : mention.end])
            members = [MemberSide(p.place.start, p.place.end, p.name, party) for p in people]
            yield NamedBehind(mention.start, hi, members)


_BEFORE_APART = re.compile(r"\W*(?:en\s+)?(?:(?:het|de)\s+)?(?:(?:raads)?(?:lid|leden)\b\s*)?", re.I)


def _apart(side: PartySide, text: str, lo: int, hi: int) -> None:
    """The members named behind "behalve"."""
    for piece in re.finditer(r"[^,]+?(?=\s*(?:,|\ben\b|$|\)))", text[lo:hi]):
        a, b = lo + piece.start(), lo + piece.end()
        word = _BEFORE_APART.match(text, a, b)
        a = word.end() if word else a
        if name := names.parse_name(text, a, a + len(text[a:b].rstrip(" .)"))):
            side.apart.append((name.start, name.end, name.text))
