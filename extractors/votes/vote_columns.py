"""Votes in columns: "Voor (24) | Tegen (12)" over lists, or a table of parties with a column of figures or marks for
each side."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from griffier.extractors.dutch import parties, words
from griffier.extractors.votes.ballot import SIDES, Ballot, Range, SideName
from griffier.extractors.votes.sides import Count, PartySide, SideList

_GAP = re.compile(r"[ ]*\t[ ]*|[ ]*\|[ ]*|[ ]{2,}")
_SHAPES: dict[SideName, str] = {
    "for": rf"{words.FOR}|eens|(?-i:V)",
    "against": rf"{words.AGAINST}|oneens|(?-i:T)",
    "abstained": words.ABSTAINED,
}
_TITLE = r"(?:(?:stemming|uitslag|stemuitslag|stemverhouding)\s*:\s*)?(?:aantal\s+|stemmen\s+)?"
_HEADS = {
    name: re.compile(
        rf"\W{{0,3}}{_TITLE}(?:{shape})\b\s*(?:stemmen\s*)?(?:[(:]?\s*(?P<count>\d{{1,2}})\s*\)?)?\W{{0,3}}", re.I
    )
    for name, shape in _SHAPES.items()
}
_NEEDED = re.compile(rf"{words.AGAINST}|onthoud|oneens|(?-i:\bT\b)", re.I)
_SEATS = re.compile(r"\W*(?:aantal\s+)?(?:zetels?|stemmen|leden)\W*", re.I)
_PARTY = re.compile(r"\W*(?:fractie|partij|groepering)\W*", re.I)
_MARK = re.compile(r"\W{0,2}(?:x|v|ja|[✓✔☑☒×])\W{0,2}", re.I)
_NONE = re.compile(r"[-–—.]?|0|nee|☐|□", re.I)
_TOTAL = re.compile(r"\W{0,3}(?:totaal|total|som)\b", re.I)
_TAB_OR_BAR = re.compile(r"[\t|]")
_FIGURE_AT_END = re.compile(r"\s\d{1,2}\s*$")
_FIGURE = re.compile(r"\s*(\d{1,2})\s*")


@dataclass
class _Table:
    """`sides`: column -> side; `width`: the number of columns; `seats`, `party`: the columns that say more of who is
    named in the first. `starts`: where the columns begin on a line, where all cells stand exactly under the head."""

    sides: dict[int, SideName]
    width: int
    seats: int | None
    party: int | None
    starts: list[int] | None = None
    lists: dict[SideName, SideList] = field(default_factory=dict)
    totals: dict[SideName, Count] = field(default_factory=dict)
    taken: list[Range] = field(default_factory=list)

    @property
    def of_lists(self) -> bool:
        """Do lists stand under the sides, without a column of labels?"""
        return 0 in self.sides


def read_columns(ballot: Ballot) -> bool:
    """The votes of every table whose head names two sides; lines under it that have other columns end it. Was there
    any?"""
    at, found = ballot.start, False
    while at < ballot.end:
        stop = _line_end(ballot.text, at, ballot.end)
        table = _head(ballot.text, at, stop)
        if table is None:
            at = stop + 1
            continue
        at = _rows(ballot, table, stop + 1)
        for name, listed in table.lists.items():
            here = ballot.sides[name].list
            here.parties.extend(listed.parties)
            here.members.extend(listed.members)
        for name, count in table.totals.items():
            ballot.sides[name].total = ballot.sides[name].total or count
        ballot.taken.extend(table.taken)
        found = found or bool(table.lists)
    return found


def _line_end(text: str, at: int, end: int) -> int:
    stop = text.find("\n", at, end)
    return stop if stop >= 0 else end


def _cells(text: str, start: int, end: int) -> list[Range]:
    out, at = [], start
    for gap in _GAP.finditer(text, start, end):
        out.append((at, gap.start()))
        at = gap.end()
    out.append((at, end))
    if len(out) > 1 and not text[slice(*out[0])].strip() and "\t" not in text[out[0][1] : out[1][0]]:
        del out[0]  # before the bar or the blanks that open a line
    return out[:-1] if len(out) > 1 and text[start:end].rstrip().endswith("|") else out


def _head(text: str, start: int, end: int) -> _Table | None:
    """The table under a head that names two sides or more, each once, and the totals printed in it."""
    if end - start > 120 or not _NEEDED.search(text, start, end):
        return None
    cells = _cells(text, start, end)
    sides, counts = _sides(text, cells)
    if len(set(sides.values())) < 2 or len(sides) != len(set(sides.values())):
        return None
    if all(i + 1 < len(cells) and _FIGURE.fullmatch(text, *cells[i + 1]) for i in sides):
        return None  # "Stemmen voor | 17 | Stemmen tegen | 9": the figures stand beside the sides
    seats = next((i for i, cell in enumerate(cells) if _SEATS.fullmatch(text, *cell)), None)
    party = next((i for i, cell in enumerate(cells) if i and _PARTY.fullmatch(text, *cell)), None)
    return _Table(sides, len(cells), seats, party, totals=counts, taken=[(start, end)])


def _sides(text: str, cells: list[Range]) -> tuple[dict[int, SideName], dict[SideName, Count]]:
    """The columns whose head is a side, and the totals printed in those heads."""
    sides: dict[int, SideName] = {}
    counts: dict[SideName, Count] = {}
    for i, cell in enumerate(cells):
        for name in SIDES:
            if found := _HEADS[name].fullmatch(text, *cell):
                sides[i] = name
                if found["count"]:
                    counts[name] = (int(found["count"]), *found.span("count"))
    return sides, counts


def _rows(ballot: Ballot, table: _Table, at: int) -> int:
    """Read the lines under a head; returns where the table ends."""
    text, end, blanks = ballot.text, ballot.end, 0
    table.starts = None if table.of_lists else _aligned(text, at, end, table.width)
    while at < end:
        stop = _line_end(text, at, end)
        if not text[at:stop].strip():
            blanks += 1
            if blanks > 1:
                break
            at = stop + 1
            continue
        cells = _placed(text, at, stop, table)
        whole = len(cells) == table.width
        if not whole and not table.of_lists and _FIGURE_AT_END.search(text[at:stop]):
            table.lists.clear()  # an empty cell that leaves no trace: whose figure it is cannot be told
            return stop
        if not whole or not _row(ballot, table, cells):
            break
        table.taken.append((at, stop))
        blanks = 0
        at = stop + 1
    return at


def _placed(text: str, at: int, stop: int, table: _Table) -> list[Range]:
    """The cells of a line, with the empty ones that tabs or their places tell."""
    cells = _cells(text, at, stop)
    if table.of_lists:
        return _longer_list(text, at, cells, table) or cells
    if _TAB_OR_BAR.search(text, at, stop):
        return cells + [(stop, stop)] * (table.width - len(cells))
    if table.starts and 1 < len(cells) < table.width:
        placed = {lo - at: (lo, hi) for lo, hi in cells}
        return [placed.get(column, (stop, stop)) for column in table.starts]
    return cells


def _longer_list(text: str, at: int, cells: list[Range], table: _Table) -> list[Range]:
    """The cells of a line in plain text on which but one of the lists goes on: a party with its seats, exactly under
    its head; [] for all else."""
    if len(cells) != 1 or not _SEATED.fullmatch(text, *cells[0]):
        return []
    head, _ = table.taken[0]
    columns = [lo - head for lo, _ in _cells(text, head, table.taken[0][1])]
    return [cells[0] if column == cells[0][0] - at else (at, at) for column in columns]


_SEATED = re.compile(r"[A-ZÀ-Ý0-9'’][^()\n]{1,50}\(\d{1,2}\)\s*")


def _aligned(text: str, at: int, end: int, width: int) -> list[int] | None:
    """Where the columns begin of a table in plain text whose cells all stand exactly under its head; None for all else.

    Where blanks only part the cells, the labels' lengths shift what follows them, so that not every cell is in its
    place.
    """
    head = text.rfind("\n", 0, max(0, at - 1)) + 1
    columns = [lo - head for lo, _ in _cells(text, head, at - 1)]
    lengths = set()
    while at < end:
        stop = _line_end(text, at, end)
        cells = _cells(text, at, stop)
        if len(cells) < 2 or len(cells) > width:
            break
        if any(lo - at not in columns for lo, _ in cells):
            return None
        lengths.add(cells[0][1] - cells[0][0])
        at = stop + 1
    return columns if len(lengths) > 1 and len(columns) == width else None


def _row(ballot: Ballot, table: _Table, cells: list[Range]) -> bool:
    """One line: lists under the sides, or a label with a figure or mark under one of them."""
    if table.of_lists or not ballot.text[slice(*cells[0])].strip() or _are_lists(ballot, table, cells):
        for i, name in table.sides.items():
            _add(table, name, found := _listed(ballot, cells[i]))
            if found.total:
                table.totals.setdefault(name, found.total)
        return True
    chosen = 0
    total = bool(_TOTAL.match(ballot.text, *cells[0]))
    for i, name in table.sides.items():
        cell = ballot.text[slice(*cells[i])].strip()
        if _NONE.fullmatch(cell):
            continue
        number = _figure(ballot.text, cells[i])
        if number is None and not _MARK.fullmatch(cell):
            return chosen > 0
        chosen += 1
        if number is None and table.seats is not None and not total:
            number = _figure(ballot.text, cells[table.seats])
        if not total:
            _add_voter(ballot, table, name, cells, number)
        elif number:
            table.totals[name] = number
    return True


def _are_lists(ballot: Ballot, table: _Table, cells: list[Range]) -> bool:
    """Do parties stand under the sides, beside a value of another label ("Status | Voor | Tegen")?"""
    under = [cells[i] for i in table.sides if not _NONE.fullmatch(ballot.text[slice(*cells[i])].strip())]
    return bool(under) and all(ballot.read(*cell, sure=False).parties for cell in under)


_JOINED = re.compile(r"\s*(?P<party>[A-ZÀ-Ý0-9][^,;()\n]*\sen\s[A-ZÀ-Ý0-9][^,;()\n]*?)\s*\((?P<seats>\d{1,2})\)\s*")


def _listed(ballot: Ballot, cell: Range) -> SideList:
    """Who stands in a cell; in "De Dorpen en Dalen (1)" the "en" is a part of a name that no table knows."""
    told = _JOINED.fullmatch(ballot.text, *cell)
    if told is None or parties.find_parties(ballot.text, *cell, ballot.council.code, loose=True):
        return ballot.read(*cell, sure=True)
    return SideList(
        [PartySide(*told.span("party"), told["party"], (int(told["seats"]), *told.span("seats")), [], False)]
    )


def _add(table: _Table, name: SideName, found: SideList) -> None:
    here = table.lists.setdefault(name, SideList())
    here.parties.extend(found.parties)
    here.members.extend(found.members)


def _add_voter(ballot: Ballot, table: _Table, name: SideName, cells: list[Range], number: Count | None) -> None:
    """The party or member that a row names, with its votes, or its party."""
    found = ballot.read(*cells[0], sure=True)
    owners = ballot.read(*cells[table.party], sure=True).parties[:1] if table.party is not None else []
    for member in found.members:
        if owners and member.party is None:
            member.party = (owners[0].start, owners[0].end, owners[0].raw)
    found.parties = [PartySide(p.start, p.end, p.raw, number or p.seats, [], p.known) for p in found.parties[:1]]
    _add(table, name, found)


def _figure(text: str, cell: Range) -> Count | None:
    found = _FIGURE.fullmatch(text, *cell)
    return (int(found[1]), *found.span(1)) if found else None
