"""What the prose says of a table: entries that cancel out, and amounts that confirm or contradict a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import Literal, NamedTuple

from griffier.extractors.checks.tables_rows import rows_with
from griffier.extractors.drafting.draft import escape
from griffier.schemas.budget_report import Explanation, Row, Table
from griffier.schemas.civic import Amount
from griffier.schemas.record import Finding

_NEUTRAL = re.compile(r"\bbudget(?:tair)?[\s-]?neutra", re.IGNORECASE)
_SAID_NEUTRAL = re.compile(
    r"\b(?:is|zijn|verlo(?:opt|pen)|blijft|geschiedt)\s[^.]{0,30}\bbudget(?:tair)?[\s-]?neutra", re.I
)
_NOT_NEUTRAL = re.compile(
    r"\b(?:niet|geen|deels|meerjarig|over de jaren)\b[^.]{0,40}\bbudget(?:tair)?[\s-]?neutra", re.I
)
_WHOLE = re.compile(
    r"\b(?:tekort|nadeel|voordeel|overschot|bedrag|saldo|last|kosten|opbrengst|over-?schrijding|onder-?schrijding"
    r"|verhoging|verlaging|stijging|daling|toename|afname|meevaller|tegenvaller)\s+(?:(?:in|voor|over)\s+20\d\d\s+)?"
    r"(?:van|is|bedraagt|bedragen)\s+(?:per saldo\s+|in totaal\s+|jaarlijks\s+)?$"
    r"|\b(?:stijg|daal|neem|neemt|gaat?|gaan|val)\w*\s(?:\w+\s+){0,5}?met\s+(?:per saldo\s+|in totaal\s+)?$",
    re.IGNORECASE,
)
_RUNS = re.compile(r"\b(?:vanaf|oplopen\w*|aflopen\w*|structure\w+|daarna|jaarlijks\w*|tot)\b", re.IGNORECASE)
"""A sentence that speaks of more years than it names."""
_SCALED = re.compile(r"\b(?:miljard|miljoen|mln|mld|ton|duizend)\b|\d\s*[kKmM]\b", re.IGNORECASE)
_CLAIM = re.compile(r"(?:voor|na)de(?:el|lig)|(?<!\w)[VN](?!\w)", re.IGNORECASE)
_DIGITS = 4
"""Significant digits from which a change of places is no chance."""
_YEAR = re.compile(r"\b(20\d\d)\b")


def neutral_findings(table: Table, index: int, text: str) -> list[Finding]:
    """Entries whose rows are said to cancel out and do not: the report speaks of such entries and the total is printed
    as nothing."""
    own = " ".join([table.title or "", *(" ".join(row.section) for row in table.rows[:1])])
    totals = [row for row in table.rows if row.role == "total"]
    nothing = bool(totals) and all(not v for v in totals[-1].values.values())
    if not (_NEUTRAL.search(own) or (nothing and _NEUTRAL.search(text))):
        return []
    numbers = dict.fromkeys(row.number for row in table.rows if row.number and row.role == "item")
    return [f for number in numbers for f in _remains(table, index, number, rows_with(table, number))]


def neutral_entries(tables: Sequence[Table], explanations: Sequence[Explanation]) -> list[Finding]:
    """Entries whose own explanation says that they cancel out, and whose rows do not."""
    out: list[Finding] = []
    for told in explanations:
        said = _SAID_NEUTRAL.search(told.text)
        if said is None or _NOT_NEUTRAL.search(told.text) or len(told.rows) != 1:
            continue
        for t, at_rows in _explained(tables, told).items():
            rows = [(at, tables[t].rows[at]) for at in sorted(set(at_rows))]
            out += _remains(tables[t], t, told.rows[0], rows)
    return out


def _remains(table: Table, index: int, number: str, rows: Sequence[tuple[int, Row]]) -> list[Finding]:
    """What is left of the rows of an entry in each column; nothing is said of a column where one of them is empty."""
    out: list[Finding] = []
    for column in table.columns if len(rows) > 1 else ():
        values = [row.values.get(column.key) for _, row in rows]
        printed = [v for v in values if v is not None]
        if column.kind != "money" or column.measure == "balance" or len(printed) < len(values):
            continue
        rest = _sum(rows, printed)
        if abs(rest) <= max(Decimal(1), Decimal(len(printed)) / 2) * table.unit:
            continue
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


def _sum(rows: Sequence[tuple[int, Row]], values: Sequence[Decimal]) -> Decimal:
    """The sum as printed; where expenses and income both stand without a minus, the income is subtracted."""
    types = [row.type for _, row in rows]
    if set(types) == {"expense", "income"} and all(v >= 0 for v in values):
        return sum((-v if kind == "income" else v for v, kind in zip(values, types, strict=True)), Decimal(0))
    return sum(values, Decimal(0))


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
        own = _said_cells(told, amount, cells)
        agreeing = [cell for cell in own if _agrees(amount, cell.value, table.unit)]
        for cell in sorted(agreeing, key=lambda c: abs(abs(c.value) - amount.value))[:1]:
            said = f"{told.heading!r}: {amount.raw} agrees with"
            found = _finding("table.narrative_confirmed", said, "info", table, t, cell, amount)
            confirmed[(cell.at, cell.key)] = found
    if confirmed:
        return list(confirmed.values())
    for amount in told.amounts:
        own = _said_cells(told, amount, cells)
        if amount.approximate or amount.value < table.unit * 10 or _explained_otherwise(amount, table, own):
            continue
        if (wrong := _contradicted(told, amount, own)) is not None:
            said = f"{told.heading!r} gives {amount.raw}; not"
            return [_finding("table.narrative_mismatch", said, "warning", table, t, wrong, amount)]
    return []


def _contradicted(told: Explanation, amount: Amount, cells: Sequence[_Cell]) -> _Cell | None:
    """The cell that an amount is near to and not: where it is claimed as the whole of the row, or digits of it have
    changed places. A claim that is the one amount told needs less likeness to the one figure that it can be."""
    claimed = _in_heading(told, amount) or _whole_amount(told.text, amount)
    alone = claimed and len(told.amounts) == 1 and len({abs(cell.value) for cell in cells}) == 1
    reach = Decimal(2) if alone and _YEAR.search(_sentence(told, amount)) else Decimal("1.25")
    wrong = (
        cell for cell in cells if _differs(told, amount, cell, reach if claimed else None, 2 if alone else _DIGITS)
    )
    cell = next(wrong, None)
    return cell if cell is not None and not _made_of(told.amounts, cell.value) else None


def _differs(told: Explanation, amount: Amount, cell: _Cell, reach: Decimal | None, digits: int) -> bool:
    """Is a figure the amount with two digits changed, of `digits` at least, or within `reach` of what is claimed?"""
    own = _same_year(told, amount, cell.key)
    if _slip(amount.value, abs(cell.value), digits):
        return own or not _YEAR.search(cell.key)
    return reach is not None and own and 1 / reach < amount.value / abs(cell.value) < reach


def _made_of(amounts: Sequence[Amount], value: Decimal) -> bool:
    """Do two of the amounts make the figure together: what comes in and what goes out?"""
    pairs = combinations([amount.value for amount in amounts], 2)
    return any(abs(total - abs(value)) * 100 <= abs(value) for a, b in pairs for total in (a + b, abs(a - b)))


def _slip(told: Decimal, printed: Decimal, digits: int = _DIGITS) -> bool:
    """Two figures neither of them round, and the same but for two digits that changed places: 1.140.266 for
    1.104.266. `digits`: how many significant ones they have at least."""
    a, b = f"{told.normalize():f}", f"{printed.normalize():f}"
    if len(a) != len(b) or len(a.rstrip("0")) < digits:
        return False
    at = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    return len(at) == 2 and at[1] == at[0] + 1 and a[at[0]] == b[at[1]] and a[at[1]] == b[at[0]]


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


def _said_cells(told: Explanation, amount: Amount, cells: list[_Cell]) -> list[_Cell]:
    """The cells that an amount can be about: those of the one year that its sentence names, where it does not go on
    over years."""
    sentence = _sentence(told, amount)
    years = set(_YEAR.findall(sentence))
    if len(years) != 1 or _RUNS.search(sentence):
        return cells
    (year,) = years
    own = [cell for cell in cells if year in cell.key]
    return [*own, *(cell for cell in cells if not _YEAR.search(cell.key))] if own else cells


def _sentence(told: Explanation, amount: Amount) -> str:
    text = told.heading if amount.raw in told.heading else told.text
    at = text.find(amount.raw)
    start, end = max(text.rfind(". ", 0, at), 0), text.find(". ", at)
    return text[start : end if end > 0 else len(text)]


def _same_year(told: Explanation, amount: Amount, key: str) -> bool:
    """Speaks the sentence (or heading) of no other year than the column's?"""
    years = set(_YEAR.findall(_sentence(told, amount)))
    return not years or (bool(years & set(_YEAR.findall(key))) and len(years) == 1)


def _whole_amount(text: str, amount: Amount) -> bool:
    """True where the sentence gives the amount as the whole of it."""
    at = text.find(amount.raw)
    return at >= 0 and bool(_WHOLE.search(text[max(0, at - 60) : at]))
