"""What the prose says of a table: entries that cancel out, and amounts that confirm or contradict a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import Literal, NamedTuple

from griffier.extractors.checks.tables_rows import rows_with
from griffier.extractors.drafting.draft import escape
from griffier.schemas.budget_report import Explanation, Table
from griffier.schemas.civic import Amount
from griffier.schemas.record import Finding

_NEUTRAL = re.compile(r"\bbudget(?:tair)?[\s-]?neutra", re.IGNORECASE)
_WHOLE = re.compile(
    r"\b(?:tekort|nadeel|voordeel|overschot|bedrag|saldo|last|kosten|opbrengst)\s+(?:van|is|bedraagt"
    r"|bedragen)\s+(?:per saldo\s+|in totaal\s+)?$",
    re.IGNORECASE,
)
_SCALED = re.compile(r"\b(?:miljard|miljoen|mln|mld|ton|duizend)\b|\d\s*[kKmM]\b", re.IGNORECASE)
_CLAIM = re.compile(r"(?:voor|na)de(?:el|lig)|(?<!\w)[VN](?!\w)", re.IGNORECASE)
_YEAR = re.compile(r"\b(20\d\d)\b")


def neutral_findings(table: Table, index: int, text: str) -> list[Finding]:
    """Entries whose rows are said to cancel out and do not: the report speaks of such entries and the total is printed
    as nothing."""
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
                        f"{table.title or 'table'}: entry {number} is said to cancel out; in {column.key!r} {rest:f} "
                        f"remains",
                        pointer=f"/tables/{index}/rows/{at}/values/{escape(column.key)}",
                        page=row.page,
                        printed=rest,
                        expected=Decimal(0),
                    )
                )
    return out


def narrative_findings(tables: Sequence[Table], explanations: Sequence[Explanation]) -> list[Finding]:
    """For each explanation tied to rows: the amounts that one of them prints, or the amount that comes near one and is
    another."""
    out: list[Finding] = []
    for told in explanations:
        for t, rows in _explained(tables, told).items():
            table = tables[t]
            cells = [
                _Cell(at, column.key, value)
                for at in rows
                for column in table.columns
                if column.kind == "money" and (value := table.rows[at].values.get(column.key))
            ]
            if cells:
                out += _compare(told, table, t, cells)
    return out


class _Cell(NamedTuple):
    at: int
    key: str
    value: Decimal


def _explained(tables: Sequence[Table], told: Explanation) -> dict[int, list[int]]:
    """The rows of each table that an explanation is about: those that it points to, and those of an entry's number
    ("09.04")."""
    out: dict[int, list[int]] = {}
    for pointer in told.row_pointers:
        at_table, at_row = pointer.split("/")[2::2]
        out.setdefault(int(at_table), []).append(int(at_row))
    for number in told.rows:
        for t, table in enumerate(tables):
            own = out.setdefault(t, [])
            own += [at for at, row in rows_with(table, number) if at not in own and _about(told, number, row.label)]
    return out


def _about(told: Explanation, number: str, label: str | None) -> bool:
    """The number of an entry ("09.04") ties all its rows; a bare digit is shared by many, of which the label must be
    the heading."""
    return len(number) > 2 or (bool(label) and (label or "").casefold() in told.heading.casefold())


def _compare(told: Explanation, table: Table, t: int, cells: list[_Cell]) -> list[Finding]:
    confirmed: dict[tuple[int, str], Finding] = {}
    for amount in told.amounts:
        agreeing = [cell for cell in cells if _agrees(amount, cell.value, table.unit)]
        for cell in sorted(agreeing, key=lambda c: abs(abs(c.value) - amount.value))[:1]:
            confirmed[(cell.at, cell.key)] = _finding(
                "table.narrative_confirmed",
                f"{told.heading!r}: {amount.raw} agrees with",
                "info",
                table,
                t,
                cell,
                amount,
            )
    if confirmed:
        return list(confirmed.values())
    for amount in told.amounts:
        if amount.approximate or amount.value < table.unit * 10 or _explained_otherwise(amount, table, cells):
            continue
        near = [cell for cell in cells if Decimal("0.8") < amount.value / abs(cell.value) < Decimal("1.25")]
        near = [cell for cell in near if _same_year(told, amount, cell.key)]
        if near and (_in_heading(told, amount) or _whole_amount(told.text, amount)):
            return [
                _finding(
                    "table.narrative_mismatch",
                    f"{told.heading!r} gives {amount.raw}; not",
                    "warning",
                    table,
                    t,
                    near[0],
                    amount,
                )
            ]
    return []


def _finding(
    code: str, said: str, severity: Literal["info", "warning"], table: Table, t: int, cell: _Cell, amount: Amount
) -> Finding:
    row = table.rows[cell.at]
    return Finding.of(
        code,
        f"{said} {row.number or row.label!r}, {cell.key!r}: {cell.value:f}",
        severity=severity,
        pointer=f"/tables/{t}/rows/{cell.at}/values/{escape(cell.key)}",
        page=row.page,
        printed=cell.value,
        expected=amount.value,
    )


def _agrees(amount: Amount, value: Decimal, unit: int) -> bool:
    """Is it the figure as the table would print it, or the figure rounded as the words are ("€ 0,2 mln." for
    210.000)?"""
    if (amount.value / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit == abs(value):
        return True
    off = abs(abs(value) - amount.value)
    return off <= _half_step(amount) and (bool(_SCALED.search(amount.raw)) or off * 100 <= amount.value)


def _half_step(amount: Amount) -> Decimal:
    """Half of the last place that the words print: of "€ 350.000" 5.000, of "€ 1,25 mln." 5.000."""
    scaled = _SCALED.search(amount.raw)
    digits = re.search(r"\d[\d.,]*", amount.raw)
    if scaled and digits:
        places = len(digits[0].rstrip(".,").partition(",")[2])
        figure = Decimal(digits[0].rstrip(".,").replace(".", "").replace(",", ".") or 0)
        return amount.value / figure / 10**places / 2 if figure else Decimal(0)
    whole = str(int(amount.value))
    return Decimal(10) ** (len(whole) - len(whole.rstrip("0"))) / 2


def _explained_otherwise(amount: Amount, table: Table, cells: Sequence[_Cell]) -> bool:
    """The amount is a rounded cell, a sum or a difference of the row's figures, or an even share of one: no
    contradiction."""
    slack = max(_half_step(amount), Decimal(table.unit))
    values = [cell.value for cell in cells]
    sums = {total for a, b in combinations(values, 2) for total in (abs(a + b), abs(a - b))}
    sums.add(abs(sum(values, Decimal(0))))
    by_column: dict[str, Decimal] = {}
    for cell in cells:
        by_column[cell.key] = by_column.get(cell.key, Decimal(0)) + cell.value
    sums |= {abs(v) for v in values} | {abs(v) for v in by_column.values()}
    sums |= {abs(v) * part / whole for v in values for part, whole in ((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (2, 1))}
    return any(abs(total - amount.value) <= slack for total in sums)


def _in_heading(told: Explanation, amount: Amount) -> bool:
    """The heading claims it of the row: "Leerlingenvervoer (€ 95.000 nadeel)"."""
    at = told.heading.find(amount.raw)
    return at >= 0 and told.heading.count("€") == 1 and bool(_CLAIM.search(told.heading, at))


def _same_year(told: Explanation, amount: Amount, key: str) -> bool:
    """Speaks the sentence (or heading) of no other year than the column's?"""
    text = told.heading if amount.raw in told.heading else told.text
    at = text.find(amount.raw)
    start = max(text.rfind(". ", 0, at), 0)
    end = text.find(". ", at)
    years = set(_YEAR.findall(text[start : end if end > 0 else len(text)]))
    return not years or (bool(years & set(_YEAR.findall(key))) and len(years) == 1)


def _whole_amount(text: str, amount: Amount) -> bool:
    """True where the sentence gives the amount as the whole of it."""
    at = text.find(amount.raw)
    return at >= 0 and bool(_WHOLE.search(text[max(0, at - 60) : at]))
