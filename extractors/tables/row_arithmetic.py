"""Figures that optical recognition read, held against the arithmetic of their own row.

A minus is easily lost: where a row's income and expenses make its balance only with one sign turned, that sign is
turned, and a finding says so. Where nothing makes the row right and one of its figures was read with little
confidence, that figure is left out: null, with a finding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from rapidfuzz import fuzz

from griffier.extractors.tables.model import FinancialTable, Note, Printed, TableRow

_LEAST = 4
_PROVED = 3
_INTEGER = re.compile(r"\d{1,3}")
_SCRAP = re.compile(r"(?:[a-z]{1,3}[.,]?\s|\S?_+)\s*(?=[A-Z])")
_QUOTES = frozenset("\u201c\u201d\u2018\u2019\"'\u201e")
_SPECK = re.compile(rf"[{''.join(sorted(_QUOTES))}](?=[A-Z])")
"""A speck before the first letter, read as a quotation mark."""
_SIGNS = ((1, 1), (1, -1), (-1, 1))


def repair(table: FinancialTable) -> None:
    """Mend the signs of an optically read table in place; what stays doubtful becomes None with a note."""
    if not table.optical:
        return
    for income, expense, balance in _triples(table):
        rows = [row for row in table.rows if all(_value(row.cells[i]) is not None for i in (income, expense, balance))]
        held = sum(_makes(row, income, expense, balance) and _value(row.cells[balance]) != 0 for row in rows)
        if held < _least(rows, (income, expense, balance)) or 2 * held < len(
            [r for r in rows if _value(r.cells[balance])]
        ):
            continue
        for row in rows:
            if not _makes(row, income, expense, balance):
                _mend(table, row, income, expense, balance)


def _least(rows: Sequence[TableRow], three: tuple[int, int, int]) -> int:
    """How many rows must add up for the others to be mended: one less where a sign alone keeps each of these from
    it."""
    others = [row for row in rows if not _makes(row, *three)]
    return _LEAST - all(any(_makes_turned(row, i, three) for i in three) for row in others)


def _triples(table: FinancialTable) -> Iterator[tuple[int, int, int]]:
    for i in range(len(table.columns) - 2):
        a, b, c = table.columns[i : i + 3]
        if c.measure == "balance" and a.year == b.year == c.year:
            if (a.measure, b.measure) == ("income", "expense"):
                yield i, i + 1, i + 2
            elif (a.measure, b.measure) == ("expense", "income"):
                yield i + 1, i, i + 2


def unbalanced(table: FinancialTable) -> Iterator[Note]:
    """Rows of an optically read table whose income and expenses make its balance with no sign, where no more than a few
    do.

    Where most rows of the table obey one reading the checks name those that do not; here the table proves nothing, and
    says so.
    """
    for income, expense, balance in _triples(table):
        full = [
            (at, a, b, c)
            for at, row in enumerate(table.rows)
            if (a := _value(row.cells[income])) is not None
            and (b := _value(row.cells[expense])) is not None
            and (c := _value(row.cells[balance]))
            and (a or b)
        ]
        held = max((sum(abs(x * a + y * b - c) <= 2 for _, a, b, c in full) for x, y in _SIGNS), default=0)
        if held >= _PROVED and 4 * held >= 3 * len(full):
            continue
        for at, a, b, c in full:
            if all(abs(x * a + y * b - c) > 2 for x, y in _SIGNS):
                yield Note(
                    "table.cell_unreadable",
                    at,
                    balance,
                    "read optically, and income and expenses do not make this balance",
                )


def _value(cell: Printed | None) -> Decimal | None:
    return cell.figure.value if cell is not None else None


def _makes(row: TableRow, income: int, expense: int, balance: int) -> bool:
    a, b, c = (_value(row.cells[i]) for i in (income, expense, balance))
    return a is not None and b is not None and c is not None and abs(a + b - c) <= 2


def _likeliest(table: FinancialTable, row: TableRow, turned: Sequence[int], three: Sequence[int]) -> Sequence[int]:
    """Of several figures that could have lost their sign, the one that goes against its column as printed; never one
    that would, unless it is the only one. The other two go for it where neither would, and one goes against its own."""
    scores = {i: _against(table, row, i) for i in three}
    best = max((scores[i] for i in turned), default=0)
    if best >= 0 or len(turned) > 1:
        return [i for i in turned if scores[i] == best >= 0]
    others = [i for i in three if i not in turned]
    told = [scores[i] for i in others]
    return others if max(told) > 0 and min(told) >= 0 else turned


def _against(table: FinancialTable, row: TableRow, column: int) -> int:
    """1 where a figure has the other sign than four in five of its column, -1 where it has theirs, 0 where they have
    no sign in common."""
    values = [v for other in table.rows if other is not row and (v := _value(other.cells[column]))]
    negative = sum(v < 0 for v in values)
    habit = -1 if 5 * negative >= 4 * len(values) else 1 if 5 * negative <= len(values) else 0
    own = _value(row.cells[column]) or Decimal(0)
    return 0 if not habit or not values else 1 if own * habit < 0 else -1


def same_labels(table: FinancialTable) -> None:
    """A label that is repeated in a table and was garbled in some rows is that label: "lasten Prog ramma" is "lasten
    programma"."""
    if not table.optical:
        return
    counts = Counter(row.label for row in table.rows if row.label and len(row.label) > 12)
    repeated = [label for label, n in counts.items() if n >= 2]
    for row in table.rows:
        row.label = _without_specks(row.label) if row.label else row.label
        if row.label and counts[row.label] == 1 and len(row.label) > 12:
            near = [
                label
                for label in repeated
                if label
                and len(row.label) <= len(label) + 2
                and fuzz.ratio(row.label.casefold(), label.casefold()) >= 88
            ]
            if len(near) == 1:
                row.label = near[0]


def _without_specks(label: str) -> str:
    """A label without what specks beside its letters were read as: a low quotation mark is a comma, one before the
    first letter that nothing closes is none."""
    label = label.replace("\u201a", ",")
    return label[1:] if _SPECK.match(label) and not set(label[1:]) & _QUOTES else label


def settle_numbers(table: FinancialTable) -> None:
    """Numbers of an optically read table that break a run that rises otherwise are left out, with a note: "8" between
    10 and 12."""
    if not table.optical:
        return
    _number_by_run(table)
    numbered = [
        (at, int(row.number)) for at, row in enumerate(table.rows) if row.number and _INTEGER.fullmatch(row.number)
    ]
    run = _rising([number for _, number in numbered])
    if len(numbered) < 5 or 10 * len(run) < 7 * len(numbered) or len(run) == len(numbered):
        return
    for place, (at, _) in enumerate(numbered):
        if place not in run:
            said = f"the number was read as {table.rows[at].number}, which breaks the run"
            table.rows[at].number = None
            table.notes.append(Note("table.number_unreadable", at, None, said))


def _number_by_run(table: FinancialTable) -> None:
    """A number that was read as a scrap before its label is the one that its neighbours leave: "g" between 8 and
    10."""
    items = [(at, row) for at, row in enumerate(table.rows) if row.role == "item"]
    for (_, before), (at, row), (_, after) in zip(items, items[1:], items[2:], strict=False):
        scrap = _SCRAP.match(row.label or "")
        first, last = (int(n) if _INTEGER.fullmatch(n := r.number or "") else 0 for r in (before, after))
        if scrap is None or row.number not in (None, before.number) or not first:
            continue
        if last == first + 2 and row.label:
            row.number, row.label = str(first + 1), row.label[scrap.end() :]
            said = f"read as {scrap[0].strip()}: the numbers around it leave {first + 1}"
            table.notes.append(Note("table.figure_repaired", at, None, said, "info"))


def _rising(values: Sequence[int]) -> set[int]:
    """The places of a longest run that never falls."""
    if len(values) > 400:
        return set(range(len(values)))
    best: list[tuple[int, int]] = []
    for i, value in enumerate(values):
        before = max(((best[j][0], j) for j in range(i) if values[j] <= value), default=(0, -1))
        best.append((before[0] + 1, before[1]))
    at = max(range(len(values)), key=lambda i: best[i][0], default=-1)
    out: set[int] = set()
    while at >= 0:
        out.add(at)
        at = best[at][1]
    return out


def _mend(table: FinancialTable, row: TableRow, income: int, expense: int, balance: int) -> None:
    three = (income, expense, balance)
    at = next(i for i, other in enumerate(table.rows) if other is row)
    turned = _likeliest(table, row, [i for i in three if _makes_turned(row, i, three)], three)
    if 1 <= len(turned) < len(three):
        for i in turned:
            _turn(table, row, at, i)
        return
    doubtful = [i for i in three if (cell := row.cells[i]) is not None and cell.uncertain]
    if len(doubtful) == 1:
        unsure = row.cells[doubtful[0]]
        assert unsure is not None
        row.cells[doubtful[0]] = unsure.unread("row_arithmetic")
        said = "read with little confidence, and the row does not add up with it"
        table.notes.append(Note("table.cell_unreadable", at, doubtful[0], said))


def _makes_turned(row: TableRow, column: int, three: tuple[int, int, int]) -> bool:
    """True where the row adds up with the sign of one figure turned."""
    cell = row.cells[column]
    if cell is None or not cell.figure.value:
        return False
    row.cells[column] = replace(cell, figure=replace(cell.figure, value=-cell.figure.value))
    makes = _makes(row, *three)
    row.cells[column] = cell
    return makes


def _turn(table: FinancialTable, row: TableRow, at: int, column: int) -> None:
    """Turn the sign of a figure, and say so."""
    cell = row.cells[column]
    assert cell is not None and cell.figure.value is not None
    row.cells[column] = cell.made(replace(cell.figure, value=-cell.figure.value), "derived:sign_by_balance")
    said = "the minus was lost in recognition: the row adds up only with it"
    table.notes.append(Note("table.sign_repaired", at, column, said, "info"))
