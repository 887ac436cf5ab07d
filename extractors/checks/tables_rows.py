"""Relations inside a row: income and expenses make the balance, opening and movements the closing, years the total
column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from griffier.extractors.drafting.draft import escape
from griffier.schemas.budget_report import Column, Row, Table
from griffier.schemas.record import Finding

Relation = tuple[str, str, Sequence[tuple[str, int]]]
"""Code of the finding, key of the column that is made, and the keys with their signs that make it."""

_Obeyed = tuple[int, list[tuple[int, Decimal, Decimal]], str, str]
"""How many rows obey a relation, those that break it with the figure printed and made, its code and its key."""
_OBEYED = Decimal("0.75")
_LEAST = 3


def row_findings(
    table: Table, index: int, mended: Mapping[str, Decimal] | None = None, like: Sequence[Table] = ()
) -> list[Finding]:
    """Cells that break a relation which most rows of the table obey.

    `mended`: by pointer what cells are known to have to be; a row that obeys the relation with these is not named
    again. `like`: other tables under the same heads, whose rows tell as well whether the relation holds.
    """
    out: list[Finding] = []
    cells = _cells(table, index, mended or {})
    for choices in _relations(table.columns):
        held = max(
            (_obeyed(table, relation, cells) for relation in choices),
            key=lambda found: (found[0], -len(found[1])),
            default=None,
        )
        if held is None:
            continue
        right, broken, code, key = held
        relation = next(r for r in choices if _obeyed(table, r, cells) == held)
        if not right or not _is_rule([held, *(_obeyed(other, relation, {}) for other in like)]):
            continue
        items = [cell for cell in broken if table.rows[cell[0]].role == "item"]
        for at, printed, expected in items or broken:
            row = table.rows[at]
            out.append(
                Finding.of(
                    code,
                    f"{table.title or f'table on page {table.pages[0]}'}: {row.label!r}, {key!r}: "
                    f"printed {printed:f}, the other columns make {expected:f}",
                    pointer=f"/tables/{index}/rows/{at}/values/{escape(key)}",
                    page=row.page,
                    printed=printed,
                    expected=expected,
                )
            )
    return out


def _is_rule(tables: Sequence[_Obeyed]) -> bool:
    """Do rows enough of the tables obey a relation, and few break it?"""
    right, broken = sum(held[0] for held in tables), sum(len(held[1]) for held in tables)
    return right >= _LEAST and Decimal(right) / (right + broken) >= _OBEYED


def _cells(table: Table, index: int, mended: Mapping[str, Decimal]) -> dict[tuple[int, str], Decimal]:
    """What is known of single cells, by row and key."""
    out: dict[tuple[int, str], Decimal] = {}
    for at, row in enumerate(table.rows) if mended else ():
        for key in row.values:
            if (value := mended.get(f"/tables/{index}/rows/{at}/values/{escape(key)}")) is not None:
                out[at, key] = value
    return out


def _obeyed(table: Table, relation: Relation, mended: Mapping[tuple[int, str], Decimal]) -> _Obeyed:
    """How many rows prove a relation, and those that break it. A made cell left at zero or empty proves and breaks
    nothing; neither does a row of which a figure could not be read."""
    code, key, parts = relation
    right, broken = 0, []
    for at, row in enumerate(table.rows):
        if any(row.unread(k) for k, _ in parts):
            continue
        printed = row.values.get(key)
        known = [(sign, row.values[k]) for k, sign in parts if row.values.get(k) is not None]
        if not printed or not any(v for _, v in known):
            continue
        expected = sum((sign * v for sign, v in known if v is not None), Decimal(0))
        if abs(expected - printed) <= Decimal(len(parts) + 1) / 2 * table.unit + Decimal("0.01"):
            right += 1
        elif code == "table.difference_mismatch" and abs(expected + printed) <= 2 * table.unit:
            continue  # what favours is printed positive, of income the other way round
        elif not _obeys_mended(row, at, relation, mended, table.unit):
            broken.append((at, printed, expected))
    return right, broken, code, key


def _obeys_mended(row: Row, at: int, relation: Relation, mended: Mapping[tuple[int, str], Decimal], unit: int) -> bool:
    """True where a cell that is already named as wrong is all that breaks the relation in its row."""
    _, key, parts = relation
    if not any((at, k) in mended for k in (key, *(k for k, _ in parts))):
        return False
    made = [(sign, mended.get((at, k), row.values.get(k))) for k, sign in parts]
    whole = mended.get((at, key), row.values.get(key))
    rest = sum((sign * v for sign, v in made if v is not None), Decimal(0))
    return whole is not None and abs(rest - whole) <= Decimal(len(parts) + 2) * unit + Decimal("0.01")


def _relations(columns: Sequence[Column]) -> Iterator[list[Relation]]:
    """Each relation that the heads suggest, in its two readings: expenses and withdrawals printed negative, or
    positive."""
    money = [c for c in columns if c.kind == "money"]
    for a, b, c in zip(money, money[1:], money[2:], strict=False):
        kinds = (a.measure, b.measure, c.measure)
        if set(kinds[:2]) == {"income", "expense"} and kinds[2] == "balance" and a.year == b.year == c.year:
            income, expense = (a.key, b.key) if kinds[0] == "income" else (b.key, a.key)
            yield [
                ("table.balance_mismatch", c.key, [(income, 1), (expense, 1)]),
                ("table.balance_mismatch", c.key, [(income, 1), (expense, -1)]),
                ("table.balance_mismatch", c.key, [(income, -1), (expense, 1)]),
            ]
    yield from _chains(money)
    yield from _total_columns(money)
    yield from _differences(money)


def _chains(money: Sequence[Column]) -> Iterator[list[Relation]]:
    moves: Callable[[Column], bool] = lambda c: c.measure in ("addition", "withdrawal")  # noqa: E731
    stands = [i for i, c in enumerate(money) if not moves(c)]
    for i, j in pairwise(stands):
        between = money[i + 1 : j]
        if not between:
            continue
        opening, closing = money[i], money[j]
        yield [
            ("table.chain_mismatch", closing.key, [(opening.key, 1), *((c.key, 1) for c in between)]),
            (
                "table.chain_mismatch",
                closing.key,
                [(opening.key, 1), *((c.key, -1 if c.measure == "withdrawal" else 1) for c in between)],
            ),
        ]


def _total_columns(money: Sequence[Column]) -> Iterator[list[Relation]]:
    if len(money) > 2 and money[-1].key.lower().split()[-1:] in (["totaal"], ["total"]):
        yield [
            ("table.total_mismatch", money[-1].key, [(c.key, 1) for c in money[:-1]]),
            ("table.total_mismatch", money[-1].key, [(c.key, 1) for c in money[1:-1]]),
        ]


def _differences(money: Sequence[Column]) -> Iterator[list[Relation]]:
    for i, column in enumerate(money):
        if column.phase == "difference" and i >= 2:
            a, b = money[i - 2].key, money[i - 1].key
            yield [
                ("table.difference_mismatch", column.key, [(b, 1), (a, -1)]),
                ("table.difference_mismatch", column.key, [(a, 1), (b, -1)]),
            ]


def rows_with(table: Table, number: str) -> list[tuple[int, Row]]:
    """The rows of an entry by its number."""
    return [(i, row) for i, row in enumerate(table.rows) if row.number == number and row.role == "item"]
