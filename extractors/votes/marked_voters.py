"""Each voter with its own side: lines of "CDA: voor", a column of V and T, or a row of them under the voters' names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from griffier.extractors.dutch import parties, words
from griffier.extractors.people.person_or_party import DOUBT, leaning
from griffier.extractors.votes.ballot import Ballot, Range, SideName, side_named
from griffier.extractors.votes.sides import Count, MemberSide, PartySide

_GAP = re.compile(r"[ ]*\t[ ]*|[ ]*\|[ ]*|[ ]{2,}|[ ]*:[ \t]+|[ ]+[-–][ ]+")
_LETTER = r"(?-i:[VT])"
_MARK = re.compile(
    rf"\W{{0,3}}(?:(?P<before>\d{{1,2}})\s*)?(?P<side>{words.SIDE}|{_LETTER})"
    r"(?:\s*[:=(]?\s*(?P<behind>\d{1,2})\)?)?\W{0,3}",
    re.I,
)
_TOTALS = re.compile(rf"(?<!\w)(?P<side>{words.SIDE}|{_LETTER})\s*[:=(]?\s*(?P<n>\d{{1,2}})\b", re.I)
_TOTAL = re.compile(r"\W{0,3}(?:totaal|total|som)\b", re.I)
_FIGURE = re.compile(r"\s*(\d{1,2})\s*")
_LEAD = re.compile(r"[ \t•*|\-–]*")
_GLUED = re.compile(r"(?<=[a-zA-Z])(?=[A-Z][a-z])")
MIN_NAMES = 3
"""Voters of whom no table knows one: from so many on a line with a side each is a list of them."""


@dataclass(frozen=True)
class _Row:
    """A voter, its side, the votes printed beside it, and its party where that stands in a cell of its own."""

    who: Range
    side: SideName
    letter: bool
    count: Count | None
    owner: PartySide | None


def read_marked_voters(ballot: Ballot) -> bool:
    """The voters with a mark each, down the lines or along one; nothing where too few are known to be voters."""
    return _read_rows(ballot) or any(_read_under(ballot, a, b) for a, b in pairwise(_lines(ballot)))


def _lines(ballot: Ballot) -> list[Range]:
    out, at = [], ballot.start
    while at < ballot.end:
        stop = ballot.text.find("\n", at, ballot.end)
        stop = stop if stop >= 0 else ballot.end
        if ballot.text[at:stop].strip():
            out.append((at, stop))
        at = stop + 1
    return out


def _cells(text: str, start: int, end: int) -> list[Range]:
    lead = _LEAD.match(text, start, end)
    out, at = [], lead.end() if lead else start
    for gap in _GAP.finditer(text, at, end):
        out.append((at, gap.start()))
        at = gap.end()
    return [*out, (at, end)] if text[at:end].strip() else out


def _read_rows(ballot: Ballot) -> bool:
    """As in "CDA: voor", "VVD | 5 | T", "A. Bos   CDA   tegen"."""
    rows = [(line, row) for line in _lines(ballot) if (row := _row(ballot, _cells(ballot.text, *line))) is not None]
    if not _spoken_of([row for _, row in rows]):
        return False
    read = [(line, row, _voter(ballot, row)) for line, row in rows]
    if not _are_voters(ballot, [voter for _, _, voter in read if voter is not None]):
        return False
    for line, row, voter in read:
        if voter is not None:
            _add(ballot, row.side, voter)
            ballot.taken.append(line)
    return True


def _row(ballot: Ballot, cells: Sequence[Range]) -> _Row | None:
    """A line of a voter, perhaps its party and its seats, and one mark; None for any other."""
    marks = [(i, m) for i, cell in enumerate(cells) if i and (m := _MARK.fullmatch(ballot.text, *cell))]
    if len(marks) != 1 or not 2 <= len(ballot.text[slice(*cells[0])].strip()) <= 60:
        return None
    at, mark = marks[0]
    count, owner = _count(mark), None
    for i, cell in enumerate(cells[1:], 1):
        if i == at:
            continue
        if found := _FIGURE.fullmatch(ballot.text, *cell):
            count = count or (int(found[1]), *found.span(1))
        elif owner is None and i < at and (owners := ballot.read(*cell, sure=True).parties):
            owner = owners[0]
        else:
            return None
    return _Row(cells[0], side_named(mark["side"]), len(mark["side"]) == 1, count, owner)


def _count(mark: re.Match[str]) -> Count | None:
    group = next((g for g in ("before", "behind") if mark[g]), None)
    return (int(mark[group]), *mark.span(group)) if group else None


def _spoken_of(rows: Sequence[_Row]) -> bool:
    """Do letters stand for sides? Words say it themselves; of letters both must stand there, or many of one."""
    letters = [row.side for row in rows if row.letter]
    return len(rows) >= 2 and (not letters or len(set(letters)) > 1 or len(letters) > MIN_NAMES)


def _voter(ballot: Ballot, row: _Row) -> PartySide | MemberSide | None:
    """Who a row names; beside a party of its own it is a member."""
    found = ballot.read(*row.who, sure=True)
    if found.members:
        member = found.members[0]
        if row.owner is not None and member.party is None:
            member.party = (row.owner.start, row.owner.end, row.owner.raw)
        return member
    if not found.parties or _TOTAL.match(ballot.text, *row.who):
        return None
    party = found.parties[0]
    if row.owner is not None and not party.known:
        return MemberSide(party.start, party.end, party.raw, (row.owner.start, row.owner.end, row.owner.raw))
    return PartySide(party.start, party.end, party.raw, row.count or party.seats, party.apart, party.known)


def _are_voters(ballot: Ballot, voters: Sequence[PartySide | MemberSide]) -> bool:
    """Two known parties or persons are enough; surnames alone must be persons by all that they look like."""
    sure = [v for v in voters if isinstance(v, MemberSide) or v.known]
    return len(sure) >= 2 or (not sure and len(voters) >= MIN_NAMES and _surnames(ballot, voters))


def _surnames(ballot: Ballot, voters: Sequence[PartySide | MemberSide]) -> bool:
    return all(isinstance(v, PartySide) and leaning(v.raw, ballot.council.code) > DOUBT for v in voters)


def _add(ballot: Ballot, side: SideName, voter: PartySide | MemberSide) -> None:
    here = ballot.sides[side].list
    if isinstance(voter, PartySide) and not voter.known and leaning(voter.raw, ballot.council.code) > DOUBT:
        voter = MemberSide(voter.start, voter.end, voter.raw)
    if isinstance(voter, PartySide):
        here.parties.append(voter)
    else:
        here.members.append(voter)


def _read_under(ballot: Ballot, above: Range, below: Range) -> bool:
    """Names in one line, a mark under each, and perhaps the totals under "Totaal".

    seen: a motion with the vote as a row of V and T under rotated names
    """
    names, marked = _cells(ballot.text, *above), _cells(ballot.text, *below)
    names = _unglued(ballot, names)
    if len(names) != len(marked) or len(names) <= MIN_NAMES:
        return False
    pairs = list(_pairs(ballot, names, marked))
    known = [who for who, _ in pairs if parties.is_party(_plain(ballot.text, who), ballot.council.code)]
    if len(pairs) < len(names) - 2 or len(known) < 2 or len({side_named(m["side"]) for _, m in pairs}) < 2:
        return False
    for who, mark in pairs:
        party = PartySide(*who, _plain(ballot.text, who), _count(mark), known=who in known)
        ballot.sides[side_named(mark["side"])].list.parties.append(party)
    if _TOTAL.match(ballot.text, *names[-1]):
        for total in _TOTALS.finditer(ballot.text, *marked[-1]):
            ballot.sides[side_named(total["side"])].total = (int(total["n"]), *total.span("n"))
    ballot.taken.extend((above, below))
    return True


def _pairs(ballot: Ballot, names: Sequence[Range], marked: Sequence[Range]) -> Iterator[tuple[Range, re.Match[str]]]:
    for who, cell in zip(names, marked, strict=True):
        mark = _MARK.fullmatch(ballot.text, *cell)
        if mark is not None and not _TOTAL.match(ballot.text, *who):
            yield who, mark


def _plain(text: str, who: Range) -> str:
    return " ".join(text[slice(*who)].replace(";", " ").split())


def _unglued(ballot: Ballot, names: list[Range]) -> list[Range]:
    """The names, two of them parted anew where a cell runs into the next: "SPPartij | voor de Dieren"."""
    out = list(names)
    for at, (cell, after) in enumerate(pairwise(names)):
        for cut in _GLUED.finditer(ballot.text, *cell):
            parts = ((cell[0], cut.start()), (cut.start(), after[1]))
            if all(parties.is_party(_plain(ballot.text, part), ballot.council.code) for part in parts):
                out[at : at + 2] = parts
    return out
