"""The unit of tables that print none: from a sentence for all, from the table before under the same head, or from
shared figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from griffier.extractors.tables.model import FinancialTable

_LARGEST = Decimal(20_000_000_000)
"""No Dutch municipality has figures above this (Amsterdam's budget: 8 milliard)."""
_SHARED, _LEAST = 3, 1000


def settle_units(tables: Sequence[FinancialTable], everywhere: int | None) -> None:
    """Fill `unit` and `unit_source` of tables without a printed unit, in this order of trust; leave 1 and `none` where
    nothing shows it."""
    for before, table in zip([None, *tables], tables, strict=False):
        if table.unit_source != "none" or table.unit_garbled or in_euro(table):
            continue
        if everywhere is not None and _fits(table, everywhere):
            table.unit, table.unit_source = everywhere, "inherited"
        elif (
            before is not None
            and before.unit_source in ("printed", "inherited")
            and before.unit > 1
            and _neighbours(before, table)
            and _fits(table, before.unit)
        ):
            table.unit, table.unit_source = before.unit, "inherited"
    known = {table.unit: set[Decimal]() for table in tables if table.unit_source in ("printed", "inherited")}
    for table in tables:
        if table.unit_source in ("printed", "inherited"):
            known[table.unit] |= _large(table)
    for table in tables:
        if table.unit_source != "none" or in_euro(table):
            continue
        own = _large(table)
        shared = {unit: len(own & figures) for unit, figures in known.items()}
        best = max(shared, key=lambda u: shared[u], default=None)
        if best is not None and best > 1 and shared[best] >= max(_SHARED, len(own) // 5) and _fits(table, best):
            table.unit, table.unit_source = best, "inferred"


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
