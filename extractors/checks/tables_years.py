"""What one year leaves to the next: closing figures against the next opening ones, down the rows and from table to
table."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, permutations, product

from griffier.extractors.checks.tables_across import TableFigure, differing, folded, name_of
from griffier.extractors.drafting.draft import escape
from griffier.schemas.budget_report import Column, Row, Table
from griffier.schemas.record import Finding

_OPENING = re.compile(r"\b(?:1\s*[-/]\s*1|0?1[-/]0?1|1\s+jan(?:uari)?|begin(?:stand|saldo)?|primo)\b", re.IGNORECASE)
_CLOSING = re.compile(r"\b(?:31\s*[-/]\s*12|31\s+dec(?:ember)?|ultimo|eind(?:e|stand|saldo)?)\b", re.IGNORECASE)
_STAND = re.compile(r"\b(?:stand|saldo|boekwaarde|balans)\b", re.IGNORECASE)
_DATED = re.compile(
    r"(?:(?P<first>1\s*[-/]\s*1|0?1[-/]0?1|1\s+jan(?:uari)?|begin|primo)|(?P<last>31\s*[-/]\s*12|31\s+dec(?:ember)?"
    r"|ultimo|eind(?:e)?))"
    r"\s*[-/]?\s*(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:vermindering|onttrekking|aanwending|afname|aflossing|afschrijving|vrijval|besteding|uitgaven)\w*",
    re.IGNORECASE,
)
_MORE = re.compile(r"\b(?:vermeerdering|toevoeging|dotatie|storting|toename|investering|inkomsten)\w*", re.IGNORECASE)
_SHARE, _LEAST = Decimal("0.75"), 3
_RESULT = re.compile(r"\b(?:resultaat|algemene reserve)\b", re.IGNORECASE)


def year_findings(tables: Sequence[Table]) -> list[Finding]:
    """Chains over years that break where most of the table's own hold."""
    out: list[Finding] = []
    for i, table in enumerate(tables):
        out += _down(table, i)
    return [*out, *_stands(tables)]


def _down(table: Table, index: int) -> Iterator[Finding]:
    """Rows of opening, movements and closing over columns of years, in one table or one section of it."""
    years = [c for c in table.columns if c.kind == "money" and c.year]
    if len(years) < 2 or any(b.year != (a.year or 0) + 1 for a, b in pairwise(years)):
        return
    for first, last in _blocks(table):
        yield from _judged(table, index, [_moved(table, first, last, c) for c in years])
        yield from _judged(table, index, [_handed(table, first, last, a, b) for a, b in pairwise(years)])


def _blocks(table: Table) -> Iterator[tuple[int, int]]:
    """The places of an opening row and the closing row under it."""
    opening: int | None = None
    for at, row in enumerate(table.rows):
        label = row.label or ""
        if _OPENING.search(label) and not _CLOSING.search(label):
            opening = at
        elif (
            opening is not None
            and _CLOSING.search(label)
            and (_STAND.search(label) or _STAND.search(table.rows[opening].label or ""))
        ):
            yield opening, at
            opening = None


_Cell = tuple[int, str, Decimal, Decimal]
"""Row and key of a figure, the figure as printed, and what it should be."""


def _moved(table: Table, first: int, last: int, column: Column) -> _Cell | None:
    start, end = (table.rows[at].values.get(column.key) for at in (first, last))
    if start is None or end is None or last - first < 2:
        return None
    made = start
    for row in table.rows[first + 1 : last]:
        if row.unread(column.key):
            return None
        value, label = row.values.get(column.key), row.label or ""
        less = bool(_LESS.search(label))
        if value is None:
            continue
        if not less and not _MORE.search(label):
            return None
        made += -abs(value) if less else value
    return last, column.key, end, made


def _handed(table: Table, first: int, last: int, a: Column, b: Column) -> _Cell | None:
    end, start = table.rows[last].values.get(a.key), table.rows[first].values.get(b.key)
    return (first, b.key, start, end) if start is not None and end is not None else None


def _judged(table: Table, index: int, cells: Sequence[_Cell | None]) -> Iterator[Finding]:
    """The cells that differ, where three in four do not and two at least prove it with figures."""
    known = [cell for cell in cells if cell is not None and (cell[2] or cell[3])]
    wrong = [cell for cell in known if abs(cell[2] - cell[3]) > 2 * table.unit]
    right = len(known) - len(wrong)
    if right < 2 or right < _SHARE * len(known):
        return
    for at, key, printed, expected in wrong:
        row = table.rows[at]
        yield Finding.of(
            "table.chain_mismatch",
            f"{name_of(table)}: {row.label!r}, {key!r}: printed {printed:f}, the year's own figures make {expected:f}",
            pointer=f"/tables/{index}/rows/{at}/values/{escape(key)}",
            page=row.page,
            printed=printed,
            expected=expected,
        )


@dataclass(frozen=True)
class _Stand(TableFigure):
    """A figure of a row at the turn of a year: `closing` at the end of the old one."""

    closing: bool


def _stands(tables: Sequence[Table]) -> Iterator[Finding]:
    """Figures of one row at the end of a year and at the beginning of the next, in two tables of a report."""
    pairs: defaultdict[tuple[int, int], list[tuple[_Stand, _Stand]]] = defaultdict(list)
    for places in _by_turn(tables).values():
        for a, b in permutations(places, 2):
            if a.closing and not b.closing and a.table != b.table and (a.value or b.value):
                pairs[a.table, b.table].append((a, b))
    for (t, u), cells in sorted(pairs.items()):
        slack = max(tables[t].unit, tables[u].unit)
        wrong = [(a, b) for a, b in cells if abs(a.value - b.value) > slack]
        right = len(cells) - len(wrong)
        if right >= _LEAST and right >= _SHARE * len(cells):
            yield from (
                differing(tables, a, b, "table.chain_mismatch", "closes with")
                for a, b in wrong
                if not _of_result(tables[u].rows[b.row])
            )


def _by_turn(tables: Sequence[Table]) -> dict[tuple[str, str, int], list[_Stand]]:
    """The figures at turns of the year, by label, section and the year that begins; rows that are named twice are left
    out."""
    found: defaultdict[tuple[str, str, int], list[_Stand]] = defaultdict(list)
    for t, table in enumerate(tables):
        names = [(folded(row.label or ""), folded(row.section[-1]) if row.section else "") for row in table.rows]
        often = Counter(names)
        points = [(column.key, point) for column in table.columns if (point := _point(column)) is not None]
        for (key, (year, closing)), (at, row) in product(points, enumerate(table.rows)):
            value = row.values.get(key)
            if value is not None and row.label and row.role == "item" and often[names[at]] == 1:
                found[(*names[at], year)].append(_Stand(t, at, key, value, closing))
    return found


def _of_result(row: Row) -> bool:
    """The result of a year is added between its last day and the next one's first."""
    return bool(_RESULT.search(row.label or ""))


def _point(column: Column) -> tuple[int, bool] | None:
    """The turn of the year that a column stands at, by the year that begins, and whether it is the closing one; None
    for other columns."""
    match = _DATED.search(column.key) if column.kind == "money" else None
    if match is None or column.measure in ("addition", "withdrawal"):
        return None
    return (int(match["year"]) + bool(match["last"]), bool(match["last"]))
