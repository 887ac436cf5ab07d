"""All financial tables of a part: by geometry where the words have boxes, by the format's own grids, by the ends of
lines elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from griffier.extractors.tables.broken_labels import whole_labels
from griffier.extractors.tables.captions import sign_everywhere, unit_everywhere, unit_once
from griffier.extractors.tables.column_heads import settle_kinds, settle_row_units, settle_years, unique_keys
from griffier.extractors.tables.doubts import doubt
from griffier.extractors.tables.geometric import financial, geometric_tables, gridded_tables, laid_out_tables
from griffier.extractors.tables.iv3 import settle_codes
from griffier.extractors.tables.judged import attach_readings, judge
from griffier.extractors.tables.left_out import LeftOut, left_out
from griffier.extractors.tables.model import FinancialTable, Sign
from griffier.extractors.tables.notation import settle_notation
from griffier.extractors.tables.plain_text import plain_tables
from griffier.extractors.tables.row_arithmetic import repair, same_labels, settle_numbers
from griffier.extractors.tables.row_labels import read_labels, settle_sums
from griffier.extractors.tables.stacked import stacked_tables
from griffier.extractors.tables.turned_places import stand
from griffier.extractors.tables.typed_text import aligned_lines, barred_grids
from griffier.extractors.tables.units import settle_units
from griffier.schemas.document import Line, Part, Span


def financial_tables(part: Part) -> tuple[FinancialTable, ...]:
    """The financial tables of a part in reading order; `part.memo(financial_tables)` computes them once."""
    tables = _tables(part)
    for table in tables:
        attach_readings(table, part.doc)
        stand(table, part.doc)
    kept = _of_money([_finished(table) for table in tables])
    whole_labels(kept, part.doc)
    settle_units(kept, unit_everywhere(part.text), unit_once(part.text))
    _settle_signs(kept, sign_everywhere(part.text))
    for table in kept:
        doubt(table)
    return tuple(kept)


def figures_left_out(part: Part) -> tuple[LeftOut, ...]:
    """The figures in columns that are in none of the part's tables."""
    return tuple(left_out(part, part.memo(financial_tables)))


def _tables(part: Part) -> list[FinancialTable]:
    if len(part.doc.words):
        return geometric_tables(part.doc, part.pages)
    inside = [
        grid for grid in part.grids if any(part.start <= s.start < part.end for cell in grid.cells for s in cell.spans)
    ]
    loose = _outside(part.lines, [[s for c in g.cells for s in c.spans] for g in inside])
    barred = barred_grids(loose)
    loose = _outside(loose, [[s for c in g.cells for s in c.spans] for g in barred])
    tables = _by("format_grids", gridded_tables(part.doc, [*inside, *barred]))
    aligned = _by("typed_text", laid_out_tables(aligned_lines(part.doc, loose)))
    loose = [line for line in loose if not any(t.start <= line.start < t.end for t in aligned)]
    stacked = _by("stacked", stacked_tables(loose))
    loose = [line for line in loose if not any(t.start <= line.start < t.end for t in stacked)]
    return sorted([*tables, *aligned, *stacked, *_by("plain_text", plain_tables(loose))], key=lambda t: t.start)


def _by(name: str, tables: list[FinancialTable]) -> list[FinancialTable]:
    for table in tables:
        table.method = f"table:{name}"
    return tables


def _outside(lines: Sequence[Line], spans: Sequence[Sequence[Span]]) -> list[Line]:
    """The lines that are in none of the grids, each given by the spans of its cells."""
    taken = [(min(s.start for s in own), max(s.end for s in own)) for own in spans if own]
    return [line for line in lines if not any(line.start < b and a < line.end for a, b in taken)]


def _settle_signs(tables: Sequence[FinancialTable], everywhere: Sign | None) -> None:
    """Give tables with a minus, and no legend of their own, the one that the report has for all."""
    for table in tables:
        cells = (cell.figure for row in table.rows for cell in row.cells if cell is not None)
        if table.sign is None and any(figure.value is not None and figure.value < 0 for figure in cells):
            table.sign = everywhere


def _of_money(tables: Sequence[FinancialTable]) -> list[FinancialTable]:
    """The tables that speak of money, and those under the same heads as one that does: a head of years alone says
    nothing, but the table of the next programme has it too."""
    sure = {id(table) for table in tables if table.rows and financial(table)}
    heads = {_head(table) for table in tables if id(table) in sure and len(table.columns) > 1}
    return [table for table in tables if id(table) in sure or (table.rows and _head(table) in heads)]


def _head(table: FinancialTable) -> tuple[tuple[str, str], ...]:
    return tuple((column.key.casefold(), column.kind) for column in table.columns)


def _finished(table: FinancialTable) -> FinancialTable:
    settle_kinds(table.columns, table.rows)
    unique_keys([*table.words, *table.columns, *([table.remarks] if table.remarks else [])])
    settle_notation(table)
    if any(c.figure.favour for row in table.rows for c in row.cells if c is not None):
        table.sign = "negative_is_unfavourable"
    read_labels(table, numbered=any(row.codes for row in table.rows))
    same_labels(table)
    settle_row_units(table.rows)
    settle_sums(table)
    settle_years(table.columns)
    settle_codes(table)
    settle_numbers(table)
    judge(table)
    repair(table)
    return table
