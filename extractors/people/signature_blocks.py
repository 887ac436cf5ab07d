"""Signatures: which lines sign, and who signs on them with which party.

Names over parties, parties over names, both in columns or in a table with a head, or joined in one cell. A party that
no table knows counts as one where its words say so ("Gemeentebelangen", "Hart voor X") or where it stands in the place
of a party.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from griffier.extractors.dutch.words import DEGREE, PARTICLE, TITLE, any_of, lexicon
from griffier.extractors.people.cell import Cell, Member, Range, party_at
from griffier.extractors.people.pairing import Row, name_over_party, pair_rows, parties_alone, settled, two_columns
from griffier.extractors.people.person import MEMBER_OF, cell_of
from griffier.extractors.people.signature_columns import cells_of, cuts_of
from griffier.extractors.people.signature_grid import read_grid
from griffier.extractors.people.whose_council import Town, town_of
from griffier.extractors.text.flow import Flow, FlowLine


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signs, and the ranges of the flow where a name and a party stand that cannot be told apart."""

    members: tuple[Member, ...]
    doubts: tuple[Range, ...] = ()


_INITIALLED = re.compile(rf"(?<![\w.])(?:[A-Z]\.\s?){{1,5}}(?:{PARTICLE}\s+){{0,2}}[A-Z][a-zà-ÿ]{{2,}}")
_LED = re.compile(r"\W*(?:mede\s+)?(?:namens|(?:de\s+|raads)?fractie)\b", re.I)
_BEGINS = re.compile(rf"\W{{0,4}}[A-Z0-9À-Ý'’(]|\W{{0,3}}(?:(?i:{TITLE})|van|de|namens|fractie)(?!\w)")
_TITLES = {word for kind in ("polite", "academic") for said in lexicon()[kind] for word in said.split()}
_JOINING = re.compile(
    rf"{DEGREE}|{any_of(*(word.strip('.') for word in _TITLES))}|namens|mede|de|het|van|was|getekend"
    r"|(?:raads|staten)?fracties?"
    r"|(?:raads|burger|burgerraads|duoraads|commissie|staten)?(?:lid|leden)|fractievoorzitter"
    r"|cs|prof|partij|der|en|beiden|allen|msc|ma|ra|jr",
    re.I,
)
"""Words that may stand between names and parties on a line of signatures."""
_SCRIBBLED = re.compile(r"\s{2,}[^\w\s]*[a-z]{1,10}[^\w\s]*\s*$")


def signs(flow: Flow, line: FlowLine) -> bool:
    """True for a line that is nothing but signatories."""
    text = line.text.strip()
    if not text or len(text) > 160 or text.endswith((";", ":", "?")) or not _BEGINS.match(text):
        return False
    if len(_INITIALLED.findall(text)) > 1 and len(text.split()) < 14:
        return True  # also where recognition spoilt one of the names
    council = town_of(flow.part)
    cells = cells_of(flow, line, council)
    if not cells or not _covered(flow, line, cells):
        return False
    kinds = {c.kind for c in cells}
    if "b" in kinds or any(c.member.name and c.member.name.initials for c in cells):
        return True
    return _signs_among(flow, line, council, kinds, len(cells))


def _signs_among(flow: Flow, line: FlowLine, council: Town, kinds: set[str], count: int) -> bool:
    """Does a line without a sure person sign, by the lines around it?"""
    if "d" in kinds:
        return _next_to(flow, line, council, "bdp")
    last = line.index + 1 == len(flow.lines)
    if kinds == {"p", "w"} and count > 1:
        return last or _next_to(flow, line, council, "nbwp")
    if kinds == {"p"}:
        alone = count == 1 and not _LED.match(line.text)
        return not line.text.endswith("!") and (not alone or last or _next_to(flow, line, council, "nbwp"))
    return "w" in kinds and (count > 1 or " " in line.text) and _next_to(flow, line, council, "p")


def _next_to(flow: Flow, line: FlowLine, council: Town, kinds: str) -> bool:
    """Does a cell of one of these kinds stand on the line before or behind?"""
    around = [flow.lines[i] for i in (line.index - 1, line.index + 1) if 0 <= i < len(flow.lines)]
    return any(c.kind in kinds for x in around if len(x.text) < 120 for c in cells_of(flow, x, council))


def _covered(flow: Flow, line: FlowLine, cells: list[Cell]) -> bool:
    """Is nothing else on the line but names, parties, titles and what joins them?"""
    rest = list(flow.text[line.start : line.end])
    for cell in cells:
        for start, end in _places(cell):
            for i in range(max(0, start - line.start), min(len(rest), end - line.start)):
                rest[i] = " "
    for cell in cells:
        if cell.member.party and (
            office := _OFFICE_BEFORE.search("".join(rest), 0, cell.member.party.start - line.start)
        ):
            rest[office.start() : office.end()] = " " * (office.end() - office.start())
    left = _SCRIBBLED.sub("", "".join(rest)) if len(cells) > 1 else "".join(rest)
    return all(_JOINING.fullmatch(w) for w in re.findall(r"[^\W_]{2,}", left))


_OFFICE_BEFORE = re.compile(rf"{MEMBER_OF.pattern}\W*\Z", re.I)


def _places(cell: Cell) -> list[Range]:
    return list(cell.doubt) if cell.doubt else [(x.start, x.end) for x in (cell.member.name, cell.member.party) if x]


_JOINED_NAMES = re.compile(r"[ ]?(?:&|\ben\b|,)[ ]?")


def _party_below(text: str, cells: Sequence[Cell]) -> list[Member]:
    """ "A. Proef & B. Testers" over "VVD", and nothing else: both sign for it; [] for all else."""
    if len(cells) < 3 or cells[-1].kind != "p" or any(c.kind not in "nw" for c in cells[:-1]):
        return []
    *people, last = cells
    between = [text[a.end : b.start] for a, b in pairwise(people)]
    if not all(_JOINED_NAMES.fullmatch(x) for x in between) or "\n" not in text[people[-1].end : last.start]:
        return []
    return [Member(c.member.name, last.member.party, c.member.others) for c in people]


def read_signatures(flow: Flow, lines: Sequence[FlowLine], council: Town) -> Signed:
    """The people of a signature block, each with the party that stands beside, over or under the name. Offsets are the
    flow's."""
    for whole in (_headed, _column_by_column, read_grid):
        if found := whole(flow, lines, council):
            return Signed(tuple(found))
    rows, doubts = settled(flow.text, [_signing_cells(flow, line, council) for line in lines], council)
    if columns := two_columns([row for row in rows if row], council):
        return Signed(tuple(columns), doubts)
    cells = [cell for row in rows for cell in row]
    if parties_alone(cells, council):
        return Signed(tuple(Member(None, cell.as_party()) for cell in cells), doubts)
    if shared := _party_below(flow.text, cells):
        return Signed(tuple(shared), doubts)
    groups = _groups(lines, rows)
    paired = name_over_party(groups, council) or [m for group in _joined(groups) for m in pair_rows(group, council)]
    return Signed(tuple(paired), doubts)


def _groups(lines: Sequence[FlowLine], rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each block: an empty line or a sentence parts two."""
    groups: list[list[Row]] = [[]]
    for line, row in zip(lines, rows, strict=True):
        if line.blanks or (len(line.text.split()) > _LONG and not row):
            groups.append([])
        if row:
            groups[-1].append(row)
    return groups


_LONG = 8
"""Words of a line that is no office between a name and a party, but a sentence between two blocks."""


def _signing_cells(flow: Flow, line: FlowLine, council: Town) -> list[Cell]:
    cells = cells_of(flow, line, council)
    return cells if _covered(flow, line, cells) else []


def _joined(groups: list[list[Row]]) -> list[list[Row]]:
    """Groups of one row each, one after the other, are one: an empty line may stand behind every line."""
    out: list[list[Row]] = []
    single = False
    for group in filter(None, groups):
        if single and len(group) == 1:
            out[-1].extend(group)
        else:
            out.append(list(group))
        single = len(group) == 1
    return out


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


def heads_of(flow: Flow, line: FlowLine) -> list[str]:
    """What the columns under a table's head hold: "name", "party", "none"; [] for a line that is none."""
    cuts = cuts_of(flow, line)
    heads = [next((name for name, shape in _HEADS if shape.fullmatch(flow.text, *cut)), "") for cut in cuts]
    return heads if {"name", "party"} <= set(heads) and "" not in heads else []


def _headed(flow: Flow, lines: Sequence[FlowLine], council: Town) -> list[Member]:
    """A table under a head that says which column holds the names and which the parties."""
    for i, line in enumerate(lines):
        heads = heads_of(flow, line)
        if not heads:
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


def _column_by_column(flow: Flow, lines: Sequence[FlowLine], council: Town) -> list[Member]:
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
