"""What the prose says of a table: entries that cancel out, and amounts that confirm or contradict a row."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from griffier.extractors.checks.tables_rows import rows_with
from griffier.extractors.draft import escape
from griffier.schemas.budget_report import BudgetReport, Explanation, Table
from griffier.schemas.civic import Amount
from griffier.schemas.record import Finding

_NEUTRAL = re.compile(r"\bbudget(?:tair)?[\s-]?neutra", re.IGNORECASE)
_WHOLE = re.compile(
    r"\b(?:tekort|nadeel|voordeel|overschot|bedrag|saldo|last|kosten|opbrengst)\s+(?:van|is|bedraagt"
    r"|bedragen)\s+(?:per saldo\s+|in totaal\s+)?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(20\d\d)\b")


def neutral_findings(table: Table, index: int, text: str) -> list[Finding]:
    """Entries whose rows are said to cancel out and do not: the report speaks of such entries and the total is printed as nothing."""
    own = " ".join([table.title or "", *(" ".join(row.section) for row in table.rows[:1])])
    totals = [row for row in table.rows if row.role == "total"]
    nothing = bool(totals) and all(not v for v in totals[-1].values.values())
    if not (_NEUTRAL.search(own) or (nothing and _NEUTRAL.search(text))):
        return []
    out: list[Finding] = []
    numbers = list(dict.fromkeys(row.number for row in table.rows if row.number and row.role == "item"))
    for number in numbers:
        rows = rows_with(table, number)
        if len(rows) < 2:
            continue
        for column in table.columns:
            if column.kind != "money":
                continue
            values = [v for _, row in rows if (v := row.values.get(column.key)) is not None]
            rest = sum(values, Decimal(0))
            if abs(rest) > max(Decimal(1), Decimal(len(values)) / 2) * table.unit:
                at, row = rows[-1]
                out.append(
                    Finding.of(
                        "table.budget_neutral_mismatch",
                        f"{table.title or 'table'}: entry {number} is said to cancel out; in {column.key!r} {rest:f} remains",
                        pointer=f"/tables/{index}/rows/{at}/values/{escape(column.key)}",
                        page=row.page,
                        printed=rest,
                        expected=Decimal(0),
                    )
                )
    return out


def narrative_findings(record: BudgetReport) -> list[Finding]:
    """For each explanation tied to rows: the amount that one of them prints, or the amount that comes near one and is another."""
    out: list[Finding] = []
    for i, told in enumerate(record.explanations):
        for number in told.rows:
            for t, table in enumerate(record.tables):
                cells = [
                    (at, key, v)
                    for at, row in rows_with(table, number)
                    if _about(told, number, row.label)
                    for key, v in row.values.items()
                    if v
                ]
                if cells:
                    out += _compare(told, i, table, t, cells)
    return out


def _about(told: Explanation, number: str, label: str | None) -> bool:
    """The number of an entry ("09.04") ties all its rows; a bare digit is shared by many, of which the label must be the heading."""
    return len(number) > 2 or (bool(label) and (label or "").casefold() in told.heading.casefold())


def _compare(told: Explanation, i: int, table: Table, t: int, cells: list[tuple[int, str, Decimal]]) -> list[Finding]:
    confirmed: dict[tuple[int, str], Finding] = {}
    for amount in told.amounts:
        agreeing = [(at, key, value) for at, key, value in cells if _printed(amount.value, table.unit) == abs(value)]
        for at, key, value in agreeing[:1]:
            confirmed[(at, key)] = Finding.of(
                "table.narrative_confirmed",
                f"{told.heading!r}: {amount.raw} agrees with row {table.rows[at].number}, {key!r}",
                severity="info",
                pointer=f"/tables/{t}/rows/{at}/values/{escape(key)}",
                page=table.rows[at].page,
                printed=value,
                expected=amount.value,
            )
    if confirmed:
        return list(confirmed.values())
    for amount in told.amounts:
        near = [(at, key, v) for at, key, v in cells if Decimal("0.8") < amount.value / abs(v) < Decimal("1.25")]
        if near and not amount.approximate and amount.value >= table.unit * 10 and _whole_amount(told.text, amount, near[0][1]):
            at, key, value = near[0]
            return [
                Finding.of(
                    "table.narrative_mismatch",
                    f"{told.heading!r} gives {amount.raw}; row {table.rows[at].number}, {key!r} prints {value:f}",
                    pointer=f"/explanations/{i}/text",
                    page=table.rows[at].page,
                    printed=value,
                    expected=amount.value,
                )
            ]
    return []


def _printed(value: Decimal, unit: int) -> Decimal:
    """An amount as the table would print it, in euro."""
    return (value / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit


def _whole_amount(text: str, amount: Amount, key: str) -> bool:
    """True where the sentence gives the amount as the whole of it, and speaks of no other year than the column's."""
    at = text.find(amount.raw)
    if at < 0 or not _WHOLE.search(text[max(0, at - 60) : at]):
        return False
    start = max(text.rfind(". ", 0, at), 0)
    end = text.find(". ", at)
    years = set(_YEAR.findall(text[start : end if end > 0 else len(text)]))
    return not years or (bool(years & set(_YEAR.findall(key))) and len(years) == 1)
