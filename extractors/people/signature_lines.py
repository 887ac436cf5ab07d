"""Signatures: which lines sign, and who signs on them with which party.

Names over parties, parties over names, both in columns or in a table with a head, or joined in one cell (see `cells`).
A party that no table knows counts as one where its words say so ("Gemeentebelangen", "Hart voor X") or where it stands
in the place of a party.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from griffier.extractors.dutch.names import Name
from griffier.extractors.dutch.parties import PartyMention
from griffier.extractors.people import person_or_party
from griffier.extractors.people.members import Member
from griffier.extractors.people.signature_cells import (
    Cell,
    Council,
    Range,
    cell_of,
    cells_of,
    council_of,
    cuts_of,
    paired,
    party_at,
)
from griffier.extractors.text.flow import Flow, FlowLine


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signs, and the ranges of the flow where a name and a party stand that cannot be told apart."""

    members: tuple[Member, ...]
    doubts: tuple[Range, ...] = ()


_INITIALLED = re.compile(r"(?<![\w.])(?:[A-Z]\.\s?){1,5}(?:(?:van|de|der|den|ten|ter|te|el)\s+){0,2}[A-Z][a-zà-ÿ]{2,}")
_LED = re.compile(r"\W*(?:mede\s+)?(?:namens|(?:de\s+|raads)?fractie)\b", re.I)
_JOINING = re.compile(
    r"namens|mede|de|het|van|fracties?|raadsfractie|(?:raads)?(?:lid|leden)|mw|dhr|mevr|drs|mr|ir|dr|ing|heer|mevrouw"
    r"|cs|prof|partij|der|en"
    r"|fractievoorzitter|beiden|allen",
    re.I,
)
"""Words that may stand between names and parties on a line of signatures."""


def signs(flow: Flow, line: FlowLine) -> bool:
    """True for a line that is nothing but signatories."""
    text = line.text.strip()
    if (
        not text
        or len(text) > 160
        or (text[-1:] in ";:?!" and not text.endswith("!"))
        or not re.match(r"\W{0,4}[A-Z0-9À-Ý'’(]|\W{0,3}(?:mr|drs|mw|dhr|mevr|ir|dr|van|de|namens|fractie)\b", text)
    ):
        return False
    council = council_of(flow)
    if len(_INITIALLED.findall(text)) > 1 and len(text.split()) < 14:
        return True  # also where recognition spoilt one of the names
    cells = cells_of(flow, line, council)
    if not cells or not _covered(flow, line, cells):
        return False
    kinds = {c.kind for c in cells}
    if kinds & {"b"} or any(c.member.name and c.member.name.initials for c in cells):
        return True
    if kinds & {"d"}:
        return any(c.kind in "bdp" for x in _around(flow, line) for c in cells_of(flow, x, council))
    if kinds == {"p", "w"} and len(cells) > 1:
        return _names_next(flow, line, council)
    if kinds == {"p"}:
        return not text.endswith("!") and (len(cells) > 1 or bool(_LED.match(text)) or _names_next(flow, line, council))
    return "w" in kinds and (len(cells) > 1 or " " in text) and _party_next(flow, line, council)


def _names_next(flow: Flow, line: FlowLine, council: Council) -> bool:
    return any(
        c.kind in "nbwp" for x in _around(flow, line) for c in cells_of(flow, x, council)
    ) or line.index + 1 == len(flow.lines)


def _party_next(flow: Flow, line: FlowLine, council: Council) -> bool:
    return any(c.kind == "p" for x in _around(flow, line) for c in cells_of(flow, x, council))


def _around(flow: Flow, line: FlowLine) -> list[FlowLine]:
    return [
        flow.lines[i]
        for i in (line.index - 1, line.index + 1)
        if 0 <= i < len(flow.lines) and len(flow.lines[i].text) < 120
    ]


def _covered(flow: Flow, line: FlowLine, cells: list[Cell]) -> bool:
    """Is nothing else on the line but names, parties, titles and what joins them?"""
    rest = list(flow.text[line.start : line.end])
    for cell in cells:
        for start, end in _places(cell):
            for i in range(max(0, start - line.start), min(len(rest), end - line.start)):
                rest[i] = " "
    left = re.sub(r"\s{2,}[^\w\s]*[a-z]{1,10}[^\w\s]*\s*$", "", "".join(rest)) if len(cells) > 1 else "".join(rest)
    return all(_JOINING.fullmatch(w) for w in re.findall(r"\w{2,}", left))


def _places(cell: Cell) -> list[Range]:
    if cell.doubt:
        return list(cell.doubt)
    return [(x.start, x.end) for x in (cell.member.name, cell.member.party) if x]


def read_signatures(flow: Flow, lines: Sequence[FlowLine], council: Council) -> Signed:
    """The people of a signature block, each with the party that stands beside, over or under the name. Offsets are the
    flow's."""
    if headed := _headed(flow, lines, council) or _column_by_column(flow, lines, council):
        return Signed(tuple(headed))
    rows = [(line, cells_of(flow, line, council)) for line in lines]
    rows = [(line, cells) for line, cells in rows if cells and _covered(flow, line, cells)]
    rows, doubts = _settled(flow, rows, council)
    if columns := _by_column(flow, [cells for _, cells in rows], council):
        return Signed(tuple(columns), doubts)
    groups: list[list[list[Cell]]] = []
    for line, cells in rows:
        if line.blanks or not groups:
            groups.append([])
        groups[-1].append(cells)
    return Signed(tuple(m for group in _joined(groups) for m in _paired(flow, group, council)), doubts)


def _joined(groups: list[list[list[Cell]]]) -> list[list[list[Cell]]]:
    """Groups of one row each, one after the other, are one: an empty line may stand behind every line."""
    out: list[list[list[Cell]]] = []
    single = False
    for group in groups:
        if single and len(group) == 1:
            out[-1].extend(group)
        else:
            out.append(list(group))
        single = len(group) == 1
    return out


Rows = list[tuple[FlowLine, list[Cell]]]


def _settled(flow: Flow, rows: Rows, council: Council) -> tuple[Rows, tuple[Range, ...]]:
    """Pairs in doubt take the order that all sure pairs of the block have; where these differ or there are none, they
    stay out."""
    orders = {c.first for _, cells in rows for c in cells if c.first}
    doubts: list[Range] = []
    out: Rows = []
    for line, cells in rows:
        kept: list[Cell] = []
        for cell in cells:
            if cell.doubt is None:
                kept.append(cell)
                continue
            told = paired(flow.text, *cell.doubt, next(iter(orders)), council) if len(orders) == 1 else None
            if told:
                kept.append(told)
            else:
                doubts.append((cell.start, cell.end))
        if kept:
            out.append((line, kept))
    return out, tuple(doubts)


_HEADS = (
    (
        "name",
        re.compile(
            r"\W*(?:naam|raadslid|raadsleden|indieners?|naam\s+raadslid|naam\s+indiener|ondertekenaars?)\W*", re.I
        ),
    ),
    (
        "party",
        re.compile(r"\W*(?:fracties?|partij|fractie\s*/\s*partij|politieke\s+partij|namens(?:\s+fractie)?)\W*", re.I),
    ),
    ("none", re.compile(r"\W*(?:handtekening(?:en)?|paraaf|voor|tegen|nr\.?|datum|ondertekening)\W*", re.I)),
)


def _headed(flow: Flow, lines: Sequence[FlowLine], council: Council) -> list[Member]:
    """A table under a head that says which column holds the names and which the parties."""
    for i, line in enumerate(lines):
        cuts = cuts_of(flow, line)
        heads = [next((name for name, shape in _HEADS if shape.fullmatch(flow.text, *cut)), "") for cut in cuts]
        if len(cuts) < 2 or "name" not in heads or "party" not in heads or "" in heads:
            continue
        who, what = heads.index("name"), heads.index("party")
        out: list[Member] = []
        for row in lines[i + 1 :]:
            cells = cuts_of(flow, row)
            if len(cells) <= max(who, what):
                continue
            person = cell_of(flow.text, *cells[who], council)
            lo, hi = cells[what]
            if person and person.member.name and re.search(r"\w", flow.text[lo:hi]):
                party = party_at(flow.text, lo, lo + len(flow.text[lo:hi].rstrip(" ,.")), council)
                out.append(Member(person.member.name, party, person.member.others))
        if out:
            return out
    return []


def _column_by_column(flow: Flow, lines: Sequence[FlowLine], council: Council) -> list[Member]:
    """A table that was read one column after the other, each under its head: as many names as parties, in the same
    order."""
    columns: dict[str, list[FlowLine]] = {}
    now = ""
    for line in lines:
        head = next((name for name, shape in _HEADS if shape.fullmatch(flow.text, line.start, line.end)), None)
        if head:
            if head in columns and head != "none":
                return []
            now = head
            columns.setdefault(now, [])
        elif now:
            columns[now].append(line)
    people, groups = columns.get("name", []), columns.get("party", [])
    if len(people) < 2 or len(people) != len(groups):
        return []
    out: list[Member] = []
    for who, what in zip(people, groups, strict=True):
        cell = cell_of(flow.text, who.start, who.end, council)
        if cell is None or cell.member.name is None or cell.member.party is not None or len(what.text) > 50:
            return []
        out.append(Member(cell.member.name, party_at(flow.text, what.start, what.end, council), cell.member.others))
    return out


def _by_column(flow: Flow, rows: list[list[Cell]], council: Council) -> list[Member]:
    """Two columns on every line, one of names and one of parties: told by all lines together.

    A party that has the shape of a name ("Jong Proefdam") is told from one by its column alone.
    """
    if len(rows) < 2 or any(len(r) != 2 or any(c.kind in "bd" for c in r) for r in rows):
        return []
    kinds = ["".join(r[k].kind for r in rows) for k in (0, 1)]
    for party, name in ((0, 1), (1, 0)):
        named = all(k in "nw" for k in kinds[name])
        if (
            named
            and "n" not in kinds[party]
            and _lean(flow, rows, name, council) - _lean(flow, rows, party, council) >= person_or_party.DOUBT
        ):
            return [Member(r[name].member.name, _as_party(r[party]), r[name].member.others) for r in rows]
    return []


def _lean(flow: Flow, rows: list[list[Cell]], column: int, council: Council) -> float:
    return sum(_leaning(flow, r[column], council) for r in rows) / len(rows)


def _leaning(flow: Flow, cell: Cell, council: Council) -> float:
    return person_or_party.leaning(flow.text[cell.start : cell.end], council.code, council.place)


def _paired(flow: Flow, rows: list[list[Cell]], council: Council) -> list[Member]:
    """Names and parties of a group, two rows of equal width at a time; the first row says which is on top."""
    out: list[Member] = []
    i = 0
    while i < len(rows):
        row = rows[i]
        below = rows[i + 1] if i + 1 < len(rows) else []
        if beside := _beside(row):
            out.extend(beside)
            i += 1
            continue
        if below and len(row) == len(below) and (pair := _match(flow, row, below, council)):
            out.extend(pair)
            i += 2
            continue
        out.extend(c.member for c in row if c.kind != "w" or " " in (c.member.name.text if c.member.name else ""))
        i += 1
    return out


def _beside(row: list[Cell]) -> list[Member] | None:
    """Name and party in columns of one line: "Ina Rozendaal    PvdA", or the other way round."""
    kinds = "".join(c.kind for c in row)
    if re.fullmatch(r"(?:[nw]p)+", kinds):
        return [Member(row[k].member.name, _as_party(row[k + 1])) for k in range(0, len(row), 2)]
    if re.fullmatch(r"(?:p[nw])+", kinds) and all(" " in (c.member.name.text if c.member.name else " ") for c in row):
        return [Member(row[k + 1].member.name, _as_party(row[k])) for k in range(0, len(row), 2)]
    return None


def _match(flow: Flow, row: list[Cell], below: list[Cell], council: Council) -> list[Member] | None:
    """Names over parties, or parties over names. A weak name in a row that is nearer to parties is a party that no
    table knows."""
    for upper, lower in ((row, below), (below, row)):
        named = all(c.kind in "nw" for c in upper) and any(
            c.kind == "n" or " " in (c.member.name.text if c.member.name else "") for c in upper
        )
        if not named or not all(c.kind in "pw" for c in lower):
            continue
        nearer = sum(_leaning(flow, c, council) for c in upper) - sum(_leaning(flow, c, council) for c in lower)
        if (any(c.kind == "p" for c in lower) and nearer > 0) or nearer >= 2 * person_or_party.DOUBT * len(row):
            return [Member(u.member.name, _as_party(x), u.member.others) for u, x in zip(upper, lower, strict=True)]
    return None


def _as_party(cell: Cell) -> PartyMention | None:
    if cell.member.party:
        return cell.member.party
    name: Name | None = cell.member.name
    return PartyMention(name.start, name.end, name.text, name.text, frozenset()) if name else None
