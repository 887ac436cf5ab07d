"""Figures that two tables print: the same row and column twice, a programme's own table against the one of all
programmes.

A figure counts as the same where both tables name the row alike and the column's year, phase and measure agree. Two
tables are held against each other only where nearly all that they share is equal: then the rest is a slip of one of
them. Tables before and after a change, and figures that differ by rounding, are left in peace.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from griffier.extractors.drafting.draft import escape
from griffier.schemas.budget_report import Column, Row, Table
from griffier.schemas.record import Finding

Name = tuple[str, ...]
_CHANGED = re.compile(
    r"\b(?:v[oóò]{2}r|na|wijziging\w*|oud|nieuwe?|concept|herzien\w*|bijgesteld\w*|actue\w+|primitie\w+|exclusief"
    r"|inclusief|excl|incl"
    r"|voorstel\w*|scenario\w*|variant\w*|oorspronkelijk\w*|incidente\w+|structure\w+)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"^(?:totaal\s+|totale\s+)?(?:(?P<income>baten)|(?P<expense>lasten)"
    r"|(?P<balance>saldo(?:\s+(?:van\s+)?(?:baten en lasten|lasten en baten))?))"
    r"(?:\s+programma\b.*)?$",
    re.IGNORECASE,
)
_PLANNED = frozenset({None, "budget", "multi_year", "forecast"})
_LEAST, _LABELS, _SHARE = 5, 3, Decimal("0.8")
_MOST_PLACES, _MOST_PAIR = 8, 5
_PROGRAMME, _ALL = "\0programme", -1


@dataclass(frozen=True)
class TableFigure:
    """A figure and where it stands: its table, row and column."""

    table: int
    row: int
    key: str
    value: Decimal


@dataclass
class _Pair:
    """What two tables share."""

    equal: int = 0
    labels: set[Name] = field(default_factory=set)
    apart: list[tuple[TableFigure, TableFigure]] = field(default_factory=list)
    alike: Counter[tuple[str, int | str]] = field(default_factory=Counter)
    """How many cells of each row and each column of the later table are equal."""
    signs: tuple[list[tuple[TableFigure, TableFigure]], list[tuple[TableFigure, TableFigure]]] = field(
        default_factory=lambda: ([], [])
    )
    """The equal cells of one sign, and those of which one is turned."""

    def turned(self) -> list[tuple[TableFigure, TableFigure]]:
        """The few equal cells of another sign than all others; [] where no way to print signs is the rule."""
        few, many = sorted(self.signs, key=len)
        return few if len(many) >= _LEAST and len(many) >= _SHARE * (len(few) + len(many)) else []

    def slips(self) -> list[tuple[TableFigure, TableFigure]]:
        """The cells that differ alone: where a whole row or column differs the tables count something else there."""
        apart = Counter[tuple[str, int | str]]()
        for _, b in self.apart:
            apart.update((("row", b.row), ("column", b.key)))
        lines = [(pair, (("row", pair[1].row), ("column", pair[1].key))) for pair in self.apart]
        return [
            pair
            for pair, (row, column) in lines
            if self.alike[row] >= apart[row] and self.alike[column] > apart[column]
        ]


def across_findings(tables: Sequence[Table]) -> list[Finding]:
    """Cells of a later table that differ from the same figure in an earlier one."""
    places: defaultdict[tuple[Name, Name], list[TableFigure]] = defaultdict(list)
    own = _own_figures(tables)
    for t, table in enumerate(tables):
        for name, column, place in (*_named(table, t), *_of_programmes(table, t, own)):
            places[name, column].append(place)
    pairs: defaultdict[tuple[int, int], _Pair] = defaultdict(_Pair)
    for (name, _), found in places.items():
        if 1 < len(found) <= _MOST_PLACES:
            _compare(tables, name, found, pairs)
    told: set[tuple[int, int, str]] = set()
    out: list[Finding] = []
    for _, pair in sorted(pairs.items()):
        whole = pair.equal + len(pair.apart)
        if pair.equal < _LEAST or len(pair.labels) < _LABELS or pair.equal < _SHARE * whole:
            continue
        found_apart = [(a, b, "table.repeat_mismatch") for a, b in pair.slips()[:_MOST_PAIR]]
        for a, b, code in (*found_apart, *((a, b, "table.sign_conflict") for a, b in pair.turned()[:_MOST_PAIR])):
            if (b.table, b.row, b.key) not in told:
                told.add((b.table, b.row, b.key))
                out.append(differing(tables, a, b, code, "prints"))
    return out


def _compare(
    tables: Sequence[Table], name: Name, found: Sequence[TableFigure], pairs: defaultdict[tuple[int, int], _Pair]
) -> None:
    for i, a in enumerate(found):
        for b in found[i + 1 :]:
            one, other = tables[a.table], tables[b.table]
            if a.table == b.table or not (a.value and b.value) or _before_and_after(one, other):
                continue
            if name[0] == _PROGRAMME and one.programme is None:
                a, b = b, a  # against the table of all programmes those of the programmes count as one
            pair = pairs[_ALL if name[0] == _PROGRAMME and tables[b.table].programme is None else a.table, b.table]
            if abs(abs(a.value) - abs(b.value)) <= max(one.unit, other.unit):
                pair.equal += abs(a.value) >= 10 * max(one.unit, other.unit)
                pair.signs[(a.value > 0) != (b.value > 0)].append((a, b))
                pair.labels.add(name)
                pair.alike.update((("row", b.row), ("column", b.key)))
            else:
                pair.apart.append((a, b))


def _before_and_after(one: Table, other: Table) -> bool:
    """True where the titles say that one table is another state of the same: before and after a change, with and
    without something."""
    said = [{w.casefold() for w in _CHANGED.findall(table.title or "")} for table in (one, other)]
    return said[0] != said[1]


def _named(table: Table, t: int) -> Iterator[tuple[Name, Name, TableFigure]]:
    """Each cell by number, label and section of its row and by its column; rows and columns that are named twice are
    left out."""
    columns = _columns(table)
    rows: defaultdict[Name, list[int]] = defaultdict(list)
    for at, row in enumerate(table.rows):
        if row.label:
            rows[_name_of(table, row)].append(at)
    for name, places in rows.items():
        if len(places) == 1:
            for ident, key in columns.items():
                if (value := table.rows[places[0]].values.get(key)) is not None:
                    yield name, ident, TableFigure(t, places[0], key, value)


def _name_of(table: Table, row: Row) -> Name:
    """Words that every table has (Lasten, Totaal) name a row only together with the table's programme and title."""
    label = folded(row.label or "")
    if row.role != "item" or _MEASURED.match(row.label or ""):
        return (label, folded(row.section[-1]) if row.section else "", table.programme or "", folded(table.title or ""))
    return (label, folded(row.section[-1]) if row.section else "")


def _columns(table: Table) -> dict[Name, str]:
    """Columns of money by year, phase and measure, else by their words; those that cannot be told apart are left
    out."""
    out: dict[Name, str] = {}
    doubled: set[Name] = set()
    for column in table.columns:
        if column.kind == "money":
            ident = _ident(column)
            if ident in out:
                doubled.add(ident)
            out[ident] = column.key
    return {ident: key for ident, key in out.items() if ident not in doubled}


def _ident(column: Column, measure: str | None = None) -> Name:
    if column.year is None:
        return ("", folded(column.key), measure or "")
    phase = "plan" if column.phase in _PLANNED else str(column.phase)
    return (str(column.year), phase, measure or column.measure or "")


def _own_figures(tables: Sequence[Table]) -> dict[tuple[Name, Name], Decimal]:
    """The figures of the programmes' own tables, by programme, kind and column."""
    out: dict[tuple[Name, Name], Decimal] = {}
    for t, table in enumerate(tables):
        if table.programme is not None:
            years = [c for c in table.columns if c.kind == "money" and c.year]
            out.update({(name, column): figure.value for name, column, figure in _of_own(table, t, years)})
    return out


def _of_programmes(
    table: Table, t: int, own: dict[tuple[Name, Name], Decimal]
) -> Iterator[tuple[Name, Name, TableFigure]]:
    """Income, expenses and balance of programmes: from a programme's own table, and from the rows of a table of all
    programmes."""
    years = [c for c in table.columns if c.kind == "money" and c.year]
    if table.programme is not None:
        yield from _of_own(table, t, years)
        return
    numbered = _numbered(table)
    kind = _kind_of(table, numbered, years, own)
    if kind is None and not _all_programmes(table):
        return
    for (at, number), column in product(numbered, years):
        value = table.rows[at].values.get(column.key)
        measure = column.measure or kind
        if value is not None and measure in ("income", "expense", "balance"):
            yield (_PROGRAMME, number, measure), _ident(column, measure), TableFigure(t, at, column.key, value)


def _numbered(table: Table) -> list[tuple[int, str]]:
    """The items of a table that are numbered like programmes, each number once, three at least; else none."""
    found = [(at, number_of(row.number)) for at, row in enumerate(table.rows) if row.number and row.role == "item"]
    named = {number for _, number in found}
    return found if len(named) == len(found) >= _LABELS else []


def _kind_of(
    table: Table,
    numbered: Sequence[tuple[int, str]],
    years: Sequence[Column],
    own: dict[tuple[Name, Name], Decimal],
) -> str | None:
    """Which of income, expenses and balance the rows of an overview show under heads of years alone: that of which
    nearly all figures stand in the programmes' own tables."""
    for kind in ("balance", "expense", "income"):
        pairs = [
            (value, own.get(((_PROGRAMME, number, kind), _ident(column, kind))))
            for (at, number), column in product(numbered, years)
            if column.measure is None and (value := table.rows[at].values.get(column.key))
        ]
        equal = sum(a is not None and b is not None and abs(abs(a) - abs(b)) <= table.unit for a, b in pairs)
        if equal >= _LEAST and equal >= _SHARE * len(pairs):
            return kind
    return None


def _of_own(table: Table, t: int, years: Sequence[Column]) -> Iterator[tuple[Name, Name, TableFigure]]:
    """From a programme's own table: its rows of income, expenses and balance, each named once."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(table.rows):
        if not row.section and (match := _MEASURED.match(row.label or "")):
            found[str(match.lastgroup)].append(at)
    for (kind, places), column in product(found.items(), years):
        value = table.rows[places[0]].values.get(column.key)
        if len(places) == 1 and value is not None and column.measure in (None, kind):
            name = (_PROGRAMME, number_of(table.programme or ""), kind)
            yield name, _ident(column, kind), TableFigure(t, places[0], column.key, value)


def _all_programmes(table: Table) -> bool:
    """True where rows are numbered as programmes are (P1, 1), or the title speaks of them."""
    numbers = [row.number for row in table.rows if row.number and row.role == "item"]
    return all(re.fullmatch(r"P\d{1,2}", n) for n in numbers) or bool(
        re.search(r"programma['’]?s?\b", table.title or "", re.IGNORECASE)
        and all(re.fullmatch(r"\d{1,2}", n) for n in numbers)
    )


def number_of(number: str) -> str:
    """A programme's number without letter and leading nought: "P01" is "1"."""
    return re.sub(r"^\D*0*(?=\d)", "", number)


def folded(text: str) -> str:
    """A label as far as it is compared: words in small letters."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def differing(tables: Sequence[Table], a: TableFigure, b: TableFigure, code: str, says: str) -> Finding:
    """A figure that two tables print and that should be one: that of `b` is held against that of `a`, of which
    `says` is the verb."""
    one, other = tables[a.table], tables[b.table]
    row = other.rows[b.row]
    return Finding.of(
        code,
        f"{name_of(other)} (page {row.page}): {row.label!r}, {b.key!r}: printed {b.value:f}; "
        f"{name_of(one)} (page {one.rows[a.row].page}) {says} {a.value:f}",
        pointer=f"/tables/{b.table}/rows/{b.row}/values/{escape(b.key)}",
        page=row.page,
        printed=b.value,
        expected=a.value,
    )


def name_of(table: Table) -> str:
    """What a finding calls a table."""
    return table.title or f"table on page {table.pages[0]}"
