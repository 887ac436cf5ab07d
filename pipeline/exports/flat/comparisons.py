"""Budget against what came of it: a line of a table that prints both for one year, beside each other.

Nothing is guessed: figures of two years are never compared, a phase that two columns of a year print is left out, and
whether a difference is favourable is said only where the table proves it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pydantic import Field

from griffier.schemas.base import Euro, Model
from griffier.schemas.budget_report import BudgetReport, Column, Programme, Row, Table

PHASES = ("budget", "amended_budget", "forecast", "realisation")
_ONE_YEAR = ("interim_report", "annual_accounts")
"""Reports that are about one year: there a column without a year is of it. A budget prints several."""

Measure = Literal["income", "expense", "balance", "withdrawal", "addition", "reserve", "other"]
Ground = Literal["printed_sign", "expense", "income", "balance", "signs_disagree"]


class Comparison(Model):
    """One line: a row of a table, for a year and a measure."""

    table: int = Field(description="which table of the report, from 0")
    row: int = Field(description="number of the row in its table, from 1")
    level: Literal["programme", "row"] = Field(
        description="programme: the line is about a whole programme; row: about a part of one, or that is not sure"
    )
    programme_number: str | None = Field(default=None, description="number of the programme")
    programme_name: str | None = Field(default=None, description="name of the programme")
    measure: Measure | None = Field(default=None, description="expense, income, balance, reserve, ...")
    year: int | None = Field(default=None, description="that both columns are about; else the report's fiscal year")
    budget: Euro | None = Field(default=None, description="the budget as first adopted, in euro")
    amended_budget: Euro | None = Field(default=None, description="the budget after changes, in euro")
    forecast: Euro | None = Field(default=None, description="the forecast, in euro")
    realisation: Euro | None = Field(default=None, description="what came of it, in euro")
    difference: Euro = Field(
        description="realisation (else forecast) less the amended budget (else the budget), signs as printed"
    )
    difference_printed: Euro | None = Field(default=None, description="the difference that the table prints")
    favourable: bool | None = Field(default=None, description="null where the table does not prove it")
    because: Ground | None = Field(
        default=None,
        description="printed_sign: the printed difference, with V and N or a legend; expense, income, balance: less "
        "was spent, more was received, the balance of the two rose; signs_disagree: these say two things, and "
        "favourable is null",
    )


@dataclass(slots=True)
class _Group:
    """The columns of one year and one measure, by phase, and the one that holds their difference."""

    phases: dict[str, Column]
    difference: Column | None = None


def comparisons(report: BudgetReport) -> Iterator[Comparison]:
    """The lines of a report, table by table, row by row."""
    for t, table in enumerate(report.tables):
        groups = _groups(table, report)
        for r, row in enumerate(table.rows):
            for (year, measure), group in groups.items():
                if (told := _line(report, t, r, group, year, measure or _of_row(row))) is not None:
                    yield told


def _of_row(row: Row) -> Measure | None:
    return row.type


def _groups(table: Table, report: BudgetReport) -> dict[tuple[int | None, Measure | None], _Group]:
    """The columns that may be compared: those with a budget and what came of it."""
    columns = _money(table)
    silent = _silent_year(columns, report)
    found: dict[tuple[int | None, Measure | None], dict[str, list[Column]]] = {}
    for column in columns:
        year = column.year if column.year is not None else silent
        if year is not None and column.phase is not None:
            found.setdefault((year, column.measure), {}).setdefault(column.phase, []).append(column)
    groups = {
        key: _Group({phase: same[0] for phase, same in phases.items() if len(same) == 1})
        for key, phases in found.items()
    }
    groups = {key: group for key, group in groups.items() if _comparable(group.phases)}
    for (year, measure), group in groups.items():
        group.difference = _difference_column(table, year, measure, alone=len(groups) == 1)
    return groups


def _money(table: Table) -> list[Column]:
    """The columns of money that are of a phase."""
    return [c for c in table.columns if c.kind == "money" and c.phase in PHASES]


def _silent_year(columns: list[Column], report: BudgetReport) -> int | None:
    """The year of a column that prints none: that of the others where it is one, else of a report about one year."""
    years = {c.year for c in columns if c.year is not None}
    if years:
        return next(iter(years)) if len(years) == 1 else None
    return report.fiscal_year if report.report_type in _ONE_YEAR else None


def _comparable(phases: dict[str, Column]) -> bool:
    return bool({"amended_budget", "budget"} & set(phases)) and bool({"realisation", "forecast"} & set(phases))


def _difference_column(table: Table, year: int | None, measure: Measure | None, *, alone: bool) -> Column | None:
    """The one column of differences that is of a group."""
    found = [
        c
        for c in table.columns
        if c.phase == "difference" and c.kind == "money" and c.year in (None, year) and (alone or c.measure == measure)
    ]
    return found[0] if len(found) == 1 else None


def _line(
    report: BudgetReport, t: int, r: int, group: _Group, year: int | None, measure: Measure | None
) -> Comparison | None:
    table = report.tables[t]
    row = table.rows[r]
    values = {phase: row.values.get(column.key) for phase, column in group.phases.items()}
    budget, actual = _first(values, "amended_budget", "budget"), _first(values, "realisation", "forecast")
    if budget is None or actual is None:
        return None
    printed = row.values.get(group.difference.key) if group.difference is not None else None
    programme, whole = _programme(report, table, row)
    favourable, because = _favourable(table, row, measure, budget, actual, printed)
    return Comparison(
        table=t,
        row=r + 1,
        level="programme" if whole else "row",
        programme_number=programme.number if programme else table.programme,
        programme_name=programme.name if programme else None,
        measure=measure,
        year=year,
        budget=values.get("budget"),
        amended_budget=values.get("amended_budget"),
        forecast=values.get("forecast"),
        realisation=values.get("realisation"),
        difference=actual - budget,
        difference_printed=printed,
        favourable=favourable,
        because=because,
    )


def _first(values: dict[str, Decimal | None], *phases: str) -> Decimal | None:
    """The value of the first of the phases that the table has; None where that cell is empty, whatever another says:
    a table's columns are compared alike in all its rows."""
    return next((values[phase] for phase in phases if phase in values), None)


_WHOLE = re.compile(
    r"(?:totaal |totale |geraamde? |gerealiseerde? )*(?:lasten|baten|saldo|resultaat)"
    r"(?: (?:van|voor|na) (?:de )?(?:baten en lasten|lasten en baten|bestemming)| (?:baten en lasten|lasten en baten))?"
    r"(?: programma(?: \w{1,3})?)?"
)


def _folded(name: str | None) -> str:
    return re.sub(r"[\W_]+", " ", (name or "").casefold()).strip()


def _number(name: str | None) -> str:
    """A programme's number for comparison: "P1" and "1." are "1"."""
    return re.sub(r"^(?:programma|p)|[\W_]", "", (name or "").casefold()).lstrip("0")


def _programme(report: BudgetReport, table: Table, row: Row) -> tuple[Programme | None, bool]:
    """The programme that a row is about, and whether it is about the whole of it."""
    for programme in report.programmes:
        if _folded(row.label) == _folded(programme.name) and (
            not row.number or not programme.number or _number(row.number) == _number(programme.number)
        ):
            return programme, True
    above = next((p for p in report.programmes if p.number and _number(p.number) == _number(table.programme)), None)
    if above is None:
        return None, False
    named = _folded(above.name) in _folded(table.title) and bool(above.name)
    sections = {_folded(s) for s in row.section} - {_folded(above.name)}
    return above, named and not sections and _WHOLE.fullmatch(_folded(row.label)) is not None


def _favourable(
    table: Table, row: Row, measure: Measure | None, budget: Decimal, actual: Decimal, printed: Decimal | None
) -> tuple[bool | None, Ground | None]:
    """Whether the difference is favourable, and what proves it. No difference is neither."""
    if budget == actual:
        return None, None
    signed = _by_sign(table, budget, actual, printed)
    plain = _by_measure(table, row, measure, budget, actual)
    if signed is not None and plain is not None and signed != plain[0]:
        return None, "signs_disagree"
    if signed is not None:
        return signed, "printed_sign"
    return plain or (None, None)


def _by_sign(table: Table, budget: Decimal, actual: Decimal, printed: Decimal | None) -> bool | None:
    """By the printed difference, where the table says what its sign means and it is the difference of these two."""
    if not printed or table.sign is None or abs(abs(printed) - abs(actual - budget)) > table.unit:
        return None
    return (printed > 0) == (table.sign == "negative_is_unfavourable")


def _by_measure(
    table: Table, row: Row, measure: Measure | None, budget: Decimal, actual: Decimal
) -> tuple[bool, Ground] | None:
    """By what the figures are: less spent or more received, whatever sign they are printed with."""
    alike = budget * actual >= 0
    if measure == "expense" and alike:
        return abs(actual) < abs(budget), "expense"
    if measure == "income" and alike:
        return abs(actual) > abs(budget), "income"
    if measure == "balance" and _rises_with_income(table, row):
        return actual > budget, "balance"
    return None


def _rises_with_income(table: Table, row: Row) -> bool:
    """Does the table show that its balance is income less expenses: in this row, by its columns, or by the rows of
    this section? Reserves between them prove nothing."""
    proofs = [*_proofs_of_columns(table, row), *_proofs_of_rows(table, row)]
    return bool(proofs) and all(proofs)


def _proofs_of_columns(table: Table, row: Row) -> Iterator[bool]:
    together: dict[tuple[str | None, int | None], dict[str | None, Decimal | None]] = {}
    for c in _money(table):
        together.setdefault((c.phase, c.year), {})[c.measure] = row.values.get(c.key)
    for values in together.values():
        yield from _proof(values.get("income"), values.get("expense"), values.get("balance"), table.unit)


def _proofs_of_rows(table: Table, row: Row) -> Iterator[bool]:
    same = [one for one in table.rows if one.section == row.section and one.type in ("income", "expense")]
    kinds = {one.type: one for one in same}
    if len(same) != 2 or len(kinds) != 2:
        return
    for c in _money(table):
        income, expense = kinds["income"].values.get(c.key), kinds["expense"].values.get(c.key)
        yield from _proof(income, expense, row.values.get(c.key), table.unit)


def _proof(income: Decimal | None, expense: Decimal | None, balance: Decimal | None, unit: int) -> list[bool]:
    """[] where a figure is missing or nothing can be told."""
    if income is None or expense is None or not balance:
        return []
    return [abs(abs(income) - abs(expense) - balance) <= 2 * unit]
