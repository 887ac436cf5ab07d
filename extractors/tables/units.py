"""The unit of tables that print none: from a sentence for all, from the table before under the same head, or from
shared figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from griffier.extractors.tables.model import FinancialTable
from griffier.extractors.tables.printed_figures import Figure

_LARGEST = Decimal(20_000_000_000)
"""No Dutch municipality has figures above this (Amsterdam's budget: 8 milliard)."""
_SHARED, _LEAST, _SMALL = 3, 1000, 10_000


def settle_units(tables: Sequence[FinancialTable], everywhere: int | None, once: int | None = None) -> None:
    """Fill `unit` and `unit_source` of tables without a printed unit, in this order of trust; leave 1 and `none` where
    nothing shows it. `everywhere`: what a sentence says for all tables; `once`: what the only sentence on amounts says.
    Percentages and counts alone have none."""
    tables = [table for table in tables if any(column.kind == "money" for column in table.columns)]
    for before, table in zip([None, *tables], tables, strict=False):
        if table.unit_source == "none" and not (table.unit_garbled or in_euro(table)):
            _inherit(table, before, everywhere)
    _settle_shared(tables)
    _settle_small(tables, once)


def _settle_shared(tables: Sequence[FinancialTable]) -> None:
    """Give a table the unit of the tables that print the same figures."""
    known = [table for table in tables if table.unit_source in ("printed", "inherited")]
    for table in tables:
        unit = _shared_unit(table, known) if table.unit_source == "none" and not in_euro(table) else None
        if unit is not None and unit > 1 and _fits(table, unit):
            table.unit, table.unit_source = unit, "inferred"


def _settle_small(tables: Sequence[FinancialTable], once: int | None) -> None:
    """Give a table of figures that are too small to be whole euros the unit that the report says once, or, where few of
    them are round, that of a table in thousands right before it on the page."""
    for before, table in zip([None, *tables], tables, strict=False):
        if table.unit_source != "none" or table.unit_garbled or not _is_small(table):
            continue
        if once is not None and once > 1:
            table.unit, table.unit_source = once, "inherited"
        elif before is not None and before.unit > 1 and before.pages[-1] == table.pages[0] and not _is_round(table):
            table.unit, table.unit_source = before.unit, "inferred"


def _is_small(table: FinancialTable) -> bool:
    """True for bare figures in columns of money that are all too small to be a municipality's in full."""
    figures = _of_money(table)
    bare = not any(f.money or f.decimals for f in figures)
    return bare and len(figures) >= _SHARED and max(abs(f.value or Decimal(0)) for f in figures) < _SMALL


def _is_round(table: FinancialTable) -> bool:
    """True where half of the figures are round."""
    figures = _of_money(table)
    return 2 * sum((f.value or 1) % 50 == 0 for f in figures) >= len(figures)


def _of_money(table: FinancialTable) -> list[Figure]:
    """The figures in columns of money, without noughts and those of rows with a unit of their own."""
    money = [i for i, column in enumerate(table.columns) if column.kind == "money"]
    cells = (row.cells[i] for row in table.rows if row.unit is None for i in money)
    return [c.figure for c in cells if c is not None and c.figure.kind == "plain" and c.figure.value]


def _inherit(table: FinancialTable, before: FinancialTable | None, everywhere: int | None) -> None:
    """The unit of the sentence for all, unless the figures are printed in full, or of the table before."""
    if everywhere is not None and _round(table):
        table.unit, table.unit_source = 1, "inferred"
    elif everywhere is not None and _fits(table, everywhere):
        table.unit, table.unit_source = everywhere, "inherited"
    elif before is not None and _hands_on(before, table):
        table.unit, table.unit_source = before.unit, "inherited"


def _hands_on(before: FinancialTable, table: FinancialTable) -> bool:
    """True where the unit of the table before is this one's too."""
    if before.unit_source not in ("printed", "inherited") or before.unit == 1 or not _fits(table, before.unit):
        return False
    return _neighbours(before, table) or _details(before, table) or _of_a_kind(before, table)


def _of_a_kind(before: FinancialTable, table: FinancialTable) -> bool:
    """True for the next table on the same or the next page under the same head, both of figures so small that none of
    a municipality's would be printed so in full."""
    same = [c.key for c in before.columns] == [c.key for c in table.columns]
    figures = [abs(value) for value in (*_figures(before), *_figures(table))]
    return same and table.pages[0] - before.pages[-1] <= 1 and bool(figures) and max(figures) < _SMALL


def _shared_unit(table: FinancialTable, known: Sequence[FinancialTable]) -> int | None:
    """The unit of the tables that print the same figures: several large ones, or all of a column."""
    own = _large(table)
    figures: dict[int, set[Decimal]] = {}
    for other in known:
        figures[other.unit] = figures.get(other.unit, set()) | _large(other)
    best = max(figures, key=lambda unit: len(own & figures[unit]), default=None)
    if best is not None and len(own & figures[best]) >= max(_SHARED, len(own) // 5):
        return best
    columns = _columns(table)
    units = {other.unit for other in known if columns & _columns(other)}
    return units.pop() if len(units) == 1 else None


def _columns(table: FinancialTable) -> set[tuple[Decimal, ...]]:
    """The figures of each column, without signs and noughts: three at least, all different, one of three digits."""
    cells = ([row.cells[i] for row in table.rows] for i in range(len(table.columns)))
    columns = (tuple(abs(c.figure.value) for c in column if c is not None and c.figure.value) for column in cells)
    return {c for c in columns if len(c) >= _SHARED and len(set(c)) == len(c) and max(c) >= 100 and max(c) % 50}


def _details(before: FinancialTable, table: FinancialTable) -> bool:
    """True for a table that tells of a row of the one above it on the page: it bears its name, and its total is the
    row's figure."""
    if before.pages[-1] != table.pages[0] or not table.title or not table.rows:
        return False
    rows = [row for row in before.rows if row.label and row.label.casefold() == table.title.casefold()]
    last = {abs(c.figure.value) for c in table.rows[-1].cells if c is not None and c.figure.value}
    return any(c is not None and c.figure.value and abs(c.figure.value) in last for row in rows for c in row.cells)


def _round(table: FinancialTable) -> bool:
    """True where all figures are whole thousands: rounded, and printed in full."""
    figures = [value for value in _figures(table) if value]
    return len(figures) >= _SHARED and all(value % 1000 == 0 for value in figures)


def _neighbours(before: FinancialTable, table: FinancialTable) -> bool:
    """True for the next table on the same or the next page under the same head."""
    return (
        table.pages[0] - before.pages[-1] <= 1
        and [c.key for c in before.columns] == [c.key for c in table.columns]
        and bool(_large(before) & _large(table))
    )


def _figures(table: FinancialTable) -> list[Decimal]:
    return [
        c.figure.value
        for row in table.rows
        for c in row.cells
        if c is not None and c.figure.value is not None and c.figure.kind == "plain"
    ]


def _large(table: FinancialTable) -> set[Decimal]:
    """The figures of four digits or more that are not round: those that two tables do not share by chance."""
    return {abs(v) for v in _figures(table) if abs(v) >= _LEAST and v % 50}


def in_euro(table: FinancialTable) -> bool:
    """True where euro signs stand with the figures, or cents are printed: the figures are what they are."""
    cells = [c.figure for row in table.rows for c in row.cells if c is not None and c.figure.kind == "plain"]
    return sum(f.money for f in cells) * 2 > len(cells) or any(f.decimals == 2 for f in cells)


def _fits(table: FinancialTable, unit: int) -> bool:
    return max((abs(v) for v in _figures(table)), default=Decimal(0)) * unit < _LARGEST
