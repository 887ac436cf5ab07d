"""Votes in columns: "Voor (24) | Tegen (12)" over lists, or a table of parties with a column of figures or marks for
each side."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from griffier.extractors.votes.sides import PartySide, SideList, read_list

SideName = Literal["for", "against", "abstained"]
Range = tuple[int, int]

_GAP = re.compile(r"[ ]*\t[ ]*|[ ]*\|[ ]*|[ ]{2,}")
_SHAPES: tuple[tuple[SideName, str], ...] = (
    ("for", r"v[oó][oó]r(?:stemmers)?|eens"),
    ("against", r"tegen(?:stemmers)?|oneens"),
    ("abstained", r"onthoud(?:en|ing(?:en)?)|blanco"),
)
_HEADS: tuple[tuple[SideName, re.Pattern[str]], ...] = tuple(
    (
        name,
        re.compile(
            rf"\W{{0,3}}(?:(?:stemming|uitslag|stemuitslag|stemverhouding)\s*:\s*)?(?:aantal\s+"
            rf"|stemmen\s+)?(?:{shape})\b\s*(?:stemmen\s*)?(?:[(:]?\s*(?P<count>\d{{1,2}})\s*\)?)?\W{{0,3}}",
            re.I,
        ),
    )
    for name, shape in _SHAPES
)
_SEATS = re.compile(r"\W*(?:aantal\s+)?(?:zetels?|stemmen|leden)\W*", re.I)
_PARTY = re.compile(r"\W*(?:fractie|partij|groepering)\W*", re.I)
_MARK = re.compile(r"\W{0,2}(?:x|v|ja|[✓✔☑☒×])\W{0,2}", re.I)
_NONE = re.compile(r"[-–—.]?|0|nee|☐|□", re.I)
_TOTAL = re.compile(r"\W{0,3}(?:totaal|total|som)\b", re.I)


@dataclass
class ColumnVotes:
    """What columns say, by side: who, and the total with its place. `taken`: the ranges that were read."""

    lists: dict[SideName, SideList] = field(default_factory=dict)
    totals: dict[SideName, tuple[int, int, int]] = field(default_factory=dict)
    taken: list[Range] = field(default_factory=list)


class _Beside(NamedTuple):
    """The columns that say more of who is named in the first: seats, and the party of a member."""

    seats: int | None
    party: int | None


def read_columns(text: str, start: int, end: int, code: str | None, on: str | None) -> ColumnVotes:
    """The votes of every table whose head names two sides; lines under it that have other columns end it."""
    out = ColumnVotes()
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = stop if stop >= 0 else end
        head = _head(text, at, stop)
        if head is None:
            at = stop + 1
            continue
        sides, places, counts = head
        cells = _cells(text, at, stop)
        seats = next((i for i, cell in enumerate(cells) if _SEATS.fullmatch(text, *cell)), None)
        beside = _Beside(seats, next((i for i, cell in enumerate(cells) if i and _PARTY.fullmatch(text, *cell)), None))
        out.taken.append((at, stop))
        for name, count in counts.items():
            out.totals.setdefault(name, count)
        at = _rows(out, text, stop + 1, end, sides, places, beside, code, on)
    return out


_PARTY_LINE = re.compile(
    r"^[ \t•*|\-–]*(?P<who>[^\n|\t:]{2,60}?)(?:[ ]*[\t|:][ \t|:]*|[ ]{2,}|[ ]+[-–][ ]+)"
    r"(?P<stem>v[oó][oó]r|tegen|onthouden|onthouding|blanco)[ \t|.;]*$",
    re.I | re.M,
)


def read_party_lines(out: ColumnVotes, text: str, start: int, end: int, code: str | None, on: str | None) -> None:
    """Lines of "CDA: voor", "VVD | tegen", at least two with a party that is known; what columns said already is left
    alone."""
    if out.lists:
        return
    rows = [
        (m, found)
        for m in _PARTY_LINE.finditer(text, start, end)
        if not (found := read_list(text, *m.span("who"), code, on, sure=True)).empty
    ]
    if sum(any(p.known for p in found.parties) for _, found in rows) < 2:
        return
    for match, found in rows:
        name: SideName = "for" if match["stem"][0] in "vV" else "against" if match["stem"][0] in "tT" else "abstained"
        here = out.lists.setdefault(name, SideList())
        here.parties.extend(found.parties)
        here.members.extend(found.members)
        out.taken.append(match.span())


def _cells(text: str, start: int, end: int) -> list[Range]:
    out, at = [], start
    for gap in _GAP.finditer(text, start, end):
        out.append((at, gap.start()))
        at = gap.end()
    out.append((at, end))
    if len(out) > 1 and not text[slice(*out[0])].strip():
        del out[0]  # before the bar that opens a line
    return out[:-1] if len(out) > 1 and text[start:end].rstrip().endswith("|") else out


def _head(
    text: str, start: int, end: int
) -> tuple[dict[int, SideName], int, dict[SideName, tuple[int, int, int]]] | None:
    """Column -> side, the number of columns, and the totals printed in the head."""
    if end - start > 120 or not re.search(r"tegen|onthoud|oneens", text[start:end], re.I):
        return None
    cells = _cells(text, start, end)
    sides: dict[int, SideName] = {}
    counts: dict[SideName, tuple[int, int, int]] = {}
    for i, (lo, hi) in enumerate(cells):
        for name, shape in _HEADS:
            found = shape.fullmatch(text, lo, hi)
            if found:
                sides[i] = name
                if found["count"]:
                    counts[name] = (int(found["count"]), *found.span("count"))
    return (
        (sides, len(cells), counts) if len(set(sides.values())) > 1 and len(sides) == len(set(sides.values())) else None
    )


def _rows(
    out: ColumnVotes,
    text: str,
    at: int,
    end: int,
    sides: dict[int, SideName],
    width: int,
    beside: _Beside,
    code: str | None,
    on: str | None,
) -> int:
    """Read the lines under a head; returns where the table ends."""
    blanks = 0
    columns = _aligned(text, at, end, width) if 0 not in sides else None
    while at < end:
        stop = text.find("\n", at, end)
        stop = stop if stop >= 0 else end
        if not text[at:stop].strip():
            blanks += 1
            if blanks > 1:
                break
            at = stop + 1
            continue
        cells = _cells(text, at, stop)
        if 0 not in sides and re.search(r"[\t|]", text[at:stop]):
            cells += [(stop, stop)] * (width - len(cells))
        elif columns and 1 < len(cells) < width:
            placed = {lo - at: (lo, hi) for lo, hi in cells}
            cells = [placed.get(column, (stop, stop)) for column in columns]
        if len(cells) != width and 0 not in sides and re.search(r"\s\d{1,2}\s*$", text[at:stop]):
            out.lists.clear()  # an empty cell that leaves no trace: whose figure it is cannot be told
            return stop
        if len(cells) != width or not _row(out, text, cells, sides, beside, code, on):
            break
        out.taken.append((at, stop))
        blanks = 0
        at = stop + 1
    return at


def _aligned(text: str, at: int, end: int, width: int) -> list[int] | None:
    """Where the columns begin of a table in plain text whose cells all stand exactly under its head; None for all else.

    Where blanks only part the cells, the labels' lengths shift what follows them, so that not every cell is in its
    place.
    """
    head = text.rfind("\n", 0, max(0, at - 1)) + 1
    columns = [lo - head for lo, _ in _cells(text, head, at - 1)]
    lengths = set()
    while at < end:
        stop = text.find("\n", at, end)
        stop = stop if stop >= 0 else end
        cells = _cells(text, at, stop)
        if len(cells) < 2 or len(cells) > width:
            break
        if any(lo - at not in columns for lo, _ in cells):
            return None
        lengths.add(cells[0][1] - cells[0][0])
        at = stop + 1
    return columns if len(lengths) > 1 and len(columns) == width else None


def _row(
    out: ColumnVotes,
    text: str,
    cells: list[Range],
    sides: dict[int, SideName],
    beside: _Beside,
    code: str | None,
    on: str | None,
) -> bool:
    """One line: lists under the sides, or a label with a figure or mark under one of them."""
    if 0 in sides:
        for i, name in sides.items():
            found = read_list(text, *cells[i], code, on, sure=True)
            here = out.lists.setdefault(name, SideList())
            here.parties.extend(found.parties)
            here.members.extend(found.members)
            if found.total and name not in out.totals:
                out.totals[name] = found.total
        return True
    label = (cells[0][0], cells[0][1])
    total = bool(_TOTAL.match(text, *label))
    chosen = 0
    for i, name in sides.items():
        lo, hi = cells[i]
        cell = text[lo:hi].strip()
        if _NONE.fullmatch(cell):
            continue
        number: tuple[int, int, int] | None
        if re.fullmatch(r"\d{1,2}", cell):
            place = text.index(cell, lo)
            number = (int(cell), place, place + len(cell))
        elif _MARK.fullmatch(cell):
            number = _figure(text, cells[beside.seats]) if beside.seats is not None and not total else None
        else:
            return chosen > 0
        chosen += 1
        if total:
            if number:
                out.totals[name] = number
            continue
        side = read_list(text, *label, code, on, sure=True)
        here = out.lists.setdefault(name, SideList())
        if beside.party is not None and (
            owner := read_list(text, *cells[beside.party], code, on, sure=True).parties[:1]
        ):
            for member in side.members:
                member.party = member.party or (owner[0].start, owner[0].end, owner[0].raw)
        here.members.extend(side.members)
        for party in side.parties[:1]:
            here.parties.append(PartySide(party.start, party.end, party.raw, number or party.seats, [], party.known))
    return True


def _figure(text: str, cell: Range) -> tuple[int, int, int] | None:
    found = re.compile(r"\s*(\d{1,2})\s*").fullmatch(text, *cell)
    return (int(found[1]), *found.span(1)) if found else None
