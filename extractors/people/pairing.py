"""Names and parties that stand in rows: beside each other by turns, or a row of the one over a row of the other.

What a row is made of is told cell by cell (`person`); which party is whose is told by the pattern of all rows, never
by a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from griffier.extractors.dutch.words import lexicon
from griffier.extractors.people import person_or_party
from griffier.extractors.people.cell import Cell, Member, Order, Range, party_likeness
from griffier.extractors.people.person import paired
from griffier.extractors.people.whose_council import Town

Row = list[Cell]


def settled(text: str, rows: Sequence[Row], council: Town) -> tuple[list[Row], tuple[Range, ...]]:
    """The rows, and the ranges that stay in doubt: a pair of which nothing says which is the person takes the order
    that all sure pairs have; where these differ or there are none, it stays out."""
    orders = {c.first for row in rows for c in row if c.first}
    order = next(iter(orders)) if len(orders) == 1 else None
    out: list[Row] = []
    doubts: list[Range] = []
    for row in rows:
        kept: Row = []
        for cell in row:
            told = (
                paired(text, *cell.doubt, order, council)
                if cell.doubt and order
                else _in_order(text, cell, order, council)
            )
            if told is None or told.doubt:
                doubts.append((cell.start, cell.end))
            else:
                kept.append(told)
        out.append(kept)
    return out, tuple(doubts)


def _in_order(text: str, cell: Cell, order: Order | None, council: Town) -> Cell:
    """A pair whose brackets alone say the order takes that of the sure ones."""
    if cell.assumed is None or order is None:
        return cell
    return paired(text, *cell.assumed, order, council) or cell


def pair_rows(rows: Sequence[Row], council: Town, *, surnames: bool = False) -> list[Member]:
    """The members of a group of rows, two rows of equal width at a time; the first row says which is on top.

    `surnames`: a name without initials or first name counts too where nothing is paired with it.
    """
    out: list[Member] = []
    i = 0
    while i < len(rows):
        row = rows[i]
        below = rows[i + 1] if i + 1 < len(rows) else []
        if pairs := beside(row):
            out.extend(pairs)
        elif several := _under_one(rows[i:]):
            out.extend(several)
            i += len(several)
        elif below and len(row) == len(below) and (pairs := _over(row, below, council)):
            out.extend(pairs)
            i += 1
        else:
            out.extend(c.member for c in row if surnames or c.kind != "w" or c.full)
        i += 1
    return out


def beside(row: Row) -> list[Member] | None:
    """Name and party by turns in one row: "Ina Rozendaal    PvdA", or the other way round."""
    kinds = "".join(c.kind for c in row)
    if re.fullmatch(r"(?:[nw]p)+", kinds):
        return [joined(who, what) for who, what in zip(row[::2], row[1::2], strict=True)]
    if re.fullmatch(r"(?:p[nw])+", kinds) and all(c.full for c in row):
        return [joined(who, what) for what, who in zip(row[::2], row[1::2], strict=True)]
    return None


def _under_one(rows: Sequence[Row]) -> list[Member]:
    """ "Namens de fractie X," over two or more names, each in a row of its own: all sign for it. [] for all else."""
    head = rows[0][0] if rows[0] else None
    if head is None or len(rows[0]) > 1 or not head.led:
        return []
    names = [row[0] for row in takewhile(lambda row: len(row) == 1 and row[0].kind in "nw" and row[0].full, rows[1:])]
    after = rows[len(names) + 1 : len(names) + 2]
    if len(names) < 2 or (after and any(c.kind == "p" and not c.led for c in after[0])):
        return []
    return [joined(name, head) for name in names]


def joined(who: Cell, what: Cell) -> Member:
    """The member of a name and the party that stands with it."""
    return Member(who.member.name, what.as_party(), who.member.others)


def _over(row: Row, below: Row, council: Town) -> list[Member] | None:
    """Names over parties, or parties over names. A weak name in a row that is nearer to parties is a party that no
    table knows."""
    for upper, lower in ((row, below), (below, row)):
        if not _are_names(upper) or not all(c.kind in "pw" for c in lower):
            continue
        nearer = _leaning(upper, council) - _leaning(lower, council)
        if (any(c.kind == "p" for c in lower) and nearer > 0) or nearer >= 2 * person_or_party.DOUBT * len(row):
            return [joined(who, what) for who, what in zip(upper, lower, strict=True)]
    return None


def _are_names(row: Row) -> bool:
    return all(c.kind in "nw" for c in row) and any(c.kind == "n" or c.full for c in row)


def name_over_party(groups: Sequence[Sequence[Row]], council: Town) -> list[Member]:
    """Blocks of two lines, a name over a party in each: a party that looks like a name is told by the other blocks.
    [] for all else."""
    filled = [group for group in groups if group]
    blocks = [[row[0] for row in group] for group in filled if len(group) < 3 and _in_one_column(group)]
    if len(blocks) < max(2, len(filled)) or not _under_names(blocks, council):
        return []
    return [joined(b[0], b[1]) if len(b) == 2 else b[0].member for b in blocks]


def _in_one_column(rows: Sequence[Row]) -> bool:
    return all(len(row) == 1 for row in rows)


def _under_names(blocks: list[Row], council: Town) -> bool:
    """Stands a name first in each block, and a party under some of them, known or not?"""
    if any(b[0].kind not in "nwb" or not b[0].full for b in blocks):
        return False
    pairs = [b for b in blocks if len(b) == 2]
    lower = [what for _, what in pairs]
    if any(who.kind == "b" for who, _ in pairs) or {c.kind for c in lower} != {"p", "w"}:
        return False
    return all(c.leaning(council) < 0.9 - person_or_party.DOUBT for c in lower)


def parties_alone(cells: Row, council: Town) -> bool:
    """Two or more parties of a known name, and nobody with initials or a given name: what else is there is a party."""
    known = [c for c in cells if c.kind == "p" and party_likeness(c.text, council) > 0.6]
    rest = [c for c in cells if c.kind != "p"]
    return len(known) > 1 and all(c.kind == "w" and not _with_prefix(c) and c.leaning(council) < 0.6 for c in rest)


def _with_prefix(cell: Cell) -> bool:
    """ "Van den Berg": a surname alone."""
    return cell.text.split()[0].lower() in lexicon()["prefixes"]


def two_columns(rows: Sequence[Row], council: Town) -> list[Member]:
    """Two columns on every line, one of names and one of parties: told by all lines together.

    A party that has the shape of a name ("Jong Proefdam") is told from one by its column alone.
    """
    if len(rows) < 2 or any(len(row) != 2 or any(c.kind in "bd" for c in row) for row in rows):
        return []
    columns = [[row[k] for row in rows] for k in (0, 1)]
    for people, groups in (columns, columns[::-1]):
        if any(c.kind not in "nw" for c in people) or any(c.kind == "n" for c in groups):
            continue
        if (_leaning(people, council) - _leaning(groups, council)) / len(rows) >= person_or_party.DOUBT:
            return [joined(who, what) for who, what in zip(people, groups, strict=True)]
    return []


def _leaning(cells: Row, council: Town) -> float:
    return sum(c.leaning(council) for c in cells)
