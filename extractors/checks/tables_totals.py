"""Totals against the rows above them: which rows a total sums is found in the table itself, by the columns that add
up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import permutations

from griffier.extractors.drafting.draft import escape
from griffier.extractors.dutch.totals import TOTAL_WORD, Terms, plain, readings, since_total
from griffier.schemas.budget_report import OPTICAL, Column, Row, Table
from griffier.schemas.record import Finding

_EXPLICIT = re.compile(r"^\W*(?:totaal|per saldo)\b", re.IGNORECASE)
_PARTIAL = re.compile(r"\b(?:waarvan|w\.v|verhoging|gemiddeld|percentage|tarief|per inwoner|stand)\b", re.IGNORECASE)
_MOST_ROWS, _CENTS = 400, 2


_Cell = tuple[Column, Decimal, Decimal]
"""A column, what its total prints, and what the rows make."""


@dataclass(frozen=True)
class _Sums:
    """A table whose totals are held against its rows."""

    table: Table
    step: Decimal
    """What the last printed digit is worth, in euro."""

    @classmethod
    def of(cls, table: Table) -> _Sums:
        """The sums of a table."""
        printed = [v / table.unit for row in table.rows for v in row.values.values() if v]
        places = [max(0, -int(v.normalize().as_tuple().exponent)) for v in printed] or [0]
        exact = 2 * sum(n > 0 for n in places) > len(places)  # fewer: some are printed rounder than others
        cents = table.unit == 1 and any(places)
        return cls(table, table.unit / Decimal(10) ** (min(max(places), _CENTS) if exact or cents else 0))

    def made(self, terms: Terms, key: str) -> tuple[Decimal, int] | None:
        """The sum in a column and how many figures it has; None where no row has one, or one could not be read."""
        rows = [(sign, self.table.rows[i]) for i, sign in terms]
        if any(row.unread(key) for sign, row in rows if sign):
            return None
        printed = [sign * value for sign, row in rows if (value := row.values.get(key)) is not None]
        return (sum(printed, Decimal(0)), len(printed)) if printed else None

    def slack(self, count: int) -> Decimal:
        """Half a printed unit for each summed row, at least one; of the last digit where decimals are printed."""
        half = Decimal(count) / 2
        return (max(Decimal(1), half) if self.step == self.table.unit else half + 1) * self.step


@dataclass
class _Held:
    """A way to make a total held against its columns: how many it makes, how many of these with figures, and the cells
    that it does not make."""

    right: int = 0
    proof: int = 0
    wrong: list[_Cell] = field(default_factory=list)
    terms: Terms = ()

    def convinces(self) -> bool:
        """True where the way is proved well enough to accuse what it does not make."""
        return (self.proof >= 1 and self.right >= len(self.wrong)) or (
            self.proof >= 2 and len(self.wrong) <= self.proof + 1
        )


def total_findings(table: Table, index: int) -> list[Finding]:
    """Totals that their rows do not make."""
    out: list[Finding] = []
    columns = [c for c in table.columns if c.kind == "money"]
    if not columns or len(table.rows) > _MOST_ROWS:
        return out
    sums = _Sums.of(table)
    known = next((at for at, row in enumerate(table.rows) if _unplaced(row)), len(table.rows))
    for at, row in enumerate(table.rows[: known + 1]):
        if row.role == "item" or at < 2:
            continue
        held = _wrong_cells(sums, at, [c for c in columns if not _unproven(table, at, c.key)])
        out += [_finding(sums, index, at, cell, held.terms) for cell in held.wrong]
    return out


def _finding(sums: _Sums, index: int, at: int, cell: _Cell, terms: Terms) -> Finding:
    """A total that its rows do not make. Where a turned sign of exactly one row makes it, that row is the one to look
    at; where exactly one row is left out of it, it is named."""
    column, printed, expected = cell
    table, row = sums.table, sums.table.rows[at]
    values = [(i, sign * value) for i, sign in terms if (value := table.rows[i].values.get(column.key))]
    exact = sums.slack(1)  # what rounding leaves open is no ground to name a row
    turned = [i for i, value in values if abs(expected - 2 * value - printed) <= exact]
    left = [i for i, value in values if abs(expected - value - printed) <= exact]
    if len(turned) == 1 and not left:
        at, code = turned[0], "table.sign_conflict"
        own = table.rows[at].values[column.key] or Decimal(0)
        said = f"printed {own:f}, and {row.label!r} is made only with {-own:f}"
        row, printed, expected = table.rows[at], own, -own
    else:
        code, said = "table.total_mismatch", f"printed {printed:f}, the rows above make {expected:f}"
        said += f"; {table.rows[left[0]].label!r} is left out of it" if len(left) == 1 else ""
    return Finding.of(
        code,
        f"{_name(table)}: {row.label!r}, {column.key!r}: {said}",
        pointer=f"/tables/{index}/rows/{at}/values/{escape(column.key)}",
        page=row.page,
        printed=printed,
        expected=expected,
    )


def _unplaced(row: Row) -> bool:
    """True for a row whose figures were left out, as nothing showed their columns: what it adds to a total is not
    known."""
    if not row.label or row.role != "item":
        return False
    return bool(row.values) and all(v is None for v in row.values.values()) and not any(row.spans)


def _unproven(table: Table, at: int, key: str) -> bool:
    """True where a figure that the total may hold could not be read: nothing is known about its sum. In a table that
    was read optically an empty cell may be one."""
    block = 0 if table.rows[at].role == "total" else min(since_total(table.rows, at), default=0)
    above = [row for i, row in enumerate(table.rows[:at]) if i >= block or row.role != "item"]
    return any(row.unread(key) for row in above) or (
        table.method.startswith(OPTICAL) and any(row.values.get(key) is None and any(row.spans) for row in above)
    )


def _name(table: Table) -> str:
    return table.title or f"table on page {table.pages[0]}"


def _wrong_cells(sums: _Sums, at: int, columns: Sequence[Column]) -> _Held:
    """The cells of a total that do not add up under the reading under which most of its cells do; none where no reading
    convinces."""
    best: tuple[tuple[int, int, int], _Held] | None = None
    for rank, terms in enumerate(readings(sums.table.rows, at)):
        held = _held(sums, at, terms, columns)
        if not held.wrong and held.proof:
            return _Held()
        score = (held.right - len(held.wrong), held.proof, -rank)
        if best is None or score > best[0]:
            best = (score, held)
    if best is None:
        return _Held()
    held = best[1]
    if not held.proof and len(held.wrong) == 1:
        alone = _alone(sums, at, columns)
        return _Held(wrong=[alone], terms=plain(range(at))) if alone is not None else _unlike_siblings(sums, at)
    if not held.convinces():
        return _unlike_siblings(sums, at)
    held.wrong = [cell for cell in held.wrong if not _made_otherwise(sums, at, cell)]
    return held


def _unlike_siblings(sums: _Sums, at: int) -> _Held:
    """The one subtotal of a table of one column that the items above it do not make, where they make all others, two at
    least."""
    rows, columns = sums.table.rows, [c for c in sums.table.columns if c.kind == "money"]
    held = {i: _of_items(sums, i, columns) for i, row in enumerate(rows) if row.role == "subtotal"}
    wrong = [i for i in held if held[i].wrong]
    if sum(one.proof for one in held.values()) < 2 or wrong != [at] or len(columns) != 1:
        return _Held()
    own = held[at]
    parts = any(_PARTIAL.search(sums.table.rows[i].label or "") for i, _ in own.terms)
    return own if not parts and not _made_otherwise(sums, at, own.wrong[0]) else _Held()


def _of_items(sums: _Sums, at: int, columns: Sequence[Column]) -> _Held:
    """A subtotal held against the items of its section right above it."""
    rows = sums.table.rows
    items = [k for k in since_total(rows, at) if rows[k].section == rows[at].section]
    return _held(sums, at, plain(items), columns) if len(items) > 1 else _Held()


def _held(sums: _Sums, at: int, terms: Terms, columns: Sequence[Column]) -> _Held:
    """A way to make the total in row `at`, held against each column."""
    out = _Held(terms=terms)
    for column in columns:
        printed, made = sums.table.rows[at].values.get(column.key), sums.made(terms, column.key)
        if printed is None or made is None:
            continue
        expected, count = made
        if abs(expected - printed) <= sums.slack(count):
            out.right += 1
            out.proof += expected != 0 and count > 1
        elif not _excused(sums.table, at, column, printed):
            out.wrong.append((column, printed, expected))
    return out


def _alone(sums: _Sums, at: int, columns: Sequence[Column]) -> _Cell | None:
    """The cell of an explicit total in a table of one column of money, where nothing but a slip explains that its rows
    do not make it: neither leaving one out nor turning one's sign may make the total."""
    above = sums.table.rows[:at]
    if len(columns) != 1 or at != len(sums.table.rows) - 1 or not _closes_items(sums.table.rows[at], above):
        return None
    column = columns[0]
    printed = sums.table.rows[at].values.get(column.key)
    known = [v for row in above if (v := row.values.get(column.key)) is not None]
    if not printed or len(known) != len(above):
        return None
    total, slack = sum(known, Decimal(0)), sums.slack(len(known))
    left_out = any(abs(total - k * v - printed) <= slack for v in known for k in (0, 1, 2))
    far = abs(total - printed) * 2 > abs(printed) + abs(total)
    return None if left_out or far or abs(total + printed) <= slack else (column, printed, total)


def _closes_items(row: Row, above: Sequence[Row]) -> bool:
    """True for an explicit total under nothing but items of one section and one kind, each a part of the whole."""
    if len(above) < 3 or not _EXPLICIT.match(row.label or ""):
        return False
    if any(r.role != "item" or r.section != above[0].section or _PARTIAL.search(r.label or "") for r in above):
        return False
    return len({r.type for r in above} & {"income", "expense", "balance"}) <= 1


def _made_otherwise(sums: _Sums, at: int, cell: _Cell) -> bool:
    """True where another reading makes this one cell: the table does not sum its columns all alike."""
    column, printed, _ = cell
    ways = (sums.made(terms, column.key) for terms in readings(sums.table.rows, at))
    return any(made is not None and made[1] > 1 and abs(made[0] - printed) <= sums.slack(1) for made in ways)


def _excused(table: Table, at: int, column: Column, printed: Decimal) -> bool:
    """A cell that the layout leaves at zero; a difference that its own row confirms; a column that the total row leaves
    out."""
    row = table.rows[at]
    if printed == 0 and not TOTAL_WORD.match(row.label or ""):
        return True
    if column.phase != "difference":
        return False
    values = [row.values.get(c.key) for c in table.columns if c.kind == "money" and c is not column]
    known = [v for v in values if v is not None]
    return any(abs(a - b - printed) <= 2 * table.unit for a, b in permutations(known, 2))
