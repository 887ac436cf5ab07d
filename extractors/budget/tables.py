"""The engine's tables as the contract's tables."""

from __future__ import annotations

from griffier.extractors.tables.find import financial_tables
from griffier.extractors.tables.model import FinancialTable, Place, TableRow
from griffier.schemas.budget_report import Column, Row, SpanBox, Table
from griffier.schemas.document import Part


def tables_of(part: Part) -> list[Table]:
    """The financial tables of a report."""
    return [published(table) for table in part.memo(financial_tables)]


def published(table: FinancialTable) -> Table:
    """A table with values in euro and the compact evidence of its cells."""
    return Table(
        title=table.title,
        number=table.number,
        programme=table.programme,
        pages=table.pages,
        unit=table.unit,
        unit_source=table.unit_source,
        sign=table.sign,
        columns=[Column(key=c.key, year=c.year, phase=c.phase, measure=c.measure, kind=c.kind) for c in table.columns],
        rows=[_row(table, row) for row in table.rows],
    )


def _row(table: FinancialTable, row: TableRow) -> Row:
    return Row(
        number=row.number,
        label=row.label,
        section=list(row.section),
        role=row.role,
        type=row.type,
        term=row.term,
        values={column.key: table.value(row, i) for i, column in enumerate(table.columns)},
        page=row.page,
        spans=[_span(cell.place) if cell is not None else None for cell in row.cells],
        label_span=_span(row.place) if row.place is not None and row.label is not None else None,
    )


def _span(place: Place) -> SpanBox:
    return (place.page, place.start, place.end, round(place.x0, 1), round(place.top, 1), round(place.x1, 1), round(place.bottom, 1))
