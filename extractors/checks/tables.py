"""Whether the tables of a budget report add up, and whether its prose agrees with them.

Every finding names the cell by its pointer, the printed figure and the figure that the other cells give, in euro. A
relation is held against a table only where most of the table itself obeys it: what merely looks like a total is not
accused.
"""

from __future__ import annotations

from collections.abc import Sequence

from griffier.extractors.checks.tables_across import across_findings
from griffier.extractors.checks.tables_prose import narrative_findings, neutral_entries, neutral_findings
from griffier.extractors.checks.tables_rows import row_findings
from griffier.extractors.checks.tables_totals import total_findings
from griffier.extractors.checks.tables_years import year_findings
from griffier.extractors.drafting.context import Context
from griffier.schemas.budget_report import BudgetReport, Table
from griffier.schemas.document import Part
from griffier.schemas.record import Finding, Record


def check(record: Record, part: Part, context: Context) -> list[Finding]:
    """Findings about the tables of a budget report; [] for other kinds."""
    if not isinstance(record, BudgetReport):
        return []
    found = table_findings(record.tables, part.text)
    named = {(f.code, f.pointer) for f in found}
    neutral = [f for f in neutral_entries(record.tables, record.explanations) if (f.code, f.pointer) not in named]
    return [*found, *neutral, *narrative_findings(record.tables, record.explanations)]


def table_findings(tables: Sequence[Table], text: str) -> list[Finding]:
    """What does not add up inside the tables; `text` is the report's, in which it may say that entries cancel out."""
    out: list[Finding] = []
    heads = [tuple(c.key.casefold() for c in table.columns) for table in tables]
    for i, table in enumerate(tables):
        like = [other for k, other in enumerate(tables) if k != i and heads[k] == heads[i]]
        totals = total_findings(table, i)
        out += totals
        out += row_findings(table, i, {f.pointer: f.expected for f in totals if f.expected is not None}, like)
        out += neutral_findings(table, i, text)
    out = [f for f in out if not _follows(f, out)]
    named = {f.pointer for f in out}
    return [*out, *(f for f in (*year_findings(tables), *across_findings(tables)) if f.pointer not in named)]


def _follows(total: Finding, found: Sequence[Finding]) -> bool:
    """Is a total wrong only because the figure of a row above it is, which its own row shows?"""
    if total.code != "table.total_mismatch" or total.printed is None or total.expected is None:
        return False
    at, key = _place(total)
    off = total.printed - total.expected
    others = [f for f in found if f.code != total.code and f.printed is not None and f.expected is not None]
    return any(
        _place(f)[1] == key and _place(f)[0] < at and (f.expected or 0) - (f.printed or 0) == off for f in others
    )


def _place(found: Finding) -> tuple[tuple[int, int], tuple[str, str]]:
    """Table and row of a cell, and its table and key."""
    _, _, table, _, row, _, key = (found.pointer.split("/", 6) + [""] * 7)[:7]
    return (int(table or 0), int(row or 0)), (table, key)
