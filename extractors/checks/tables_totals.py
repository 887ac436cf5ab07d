"""Totals against the rows above them: which rows a total sums is found in the table itself, by the columns that add
up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from griffier.extractors.drafting.draft import escape
from griffier.schemas.budget_report import OPTICAL, Column, Row, Table
from griffier.schemas.record import Finding

_TOTAL_WORD = re.compile(r"^\W*(?:sub[\s-]*)?tota", re.IGNORECASE)
_SALDO = re.compile(r"\b(?:saldo|resultaat)\b", re.IGNORECASE)
_INTO = re.compile(r"\b(?:toevoeging(?:en)?|storting(?:en)?|dotaties?)\b", re.IGNORECASE)
_OUT_OF = re.compile(r"\b(?:onttrekking(?:en)?|aanwending(?:en)?|vrijval|beschikking(?:en)? over)\b", re.IGNORECASE)
_EXPLICIT = re.compile(r"^\W*(?:totaal|per saldo)\b", re.IGNORECASE)
_PARTIAL = re.compile(r"\b(?:waarvan|w\.v\.|verhoging|gemiddeld|percentage|tarief|per inwoner|stand)\b", re.IGNORECASE)
_MOST_ROWS = 400


@dataclass(frozen=True)
class _Reading:
    """One way to make a total: rows with their signs."""

    rows: tuple[tuple[int, int], ...]

    def sum(self, table: Table, key: str) -> tuple[Decimal, int] | None:
        """The sum in a column and how many figures it has; None where no row has one, or one could not be read."""
        if any(table.rows[i].unread(key) for i, sign in self.rows if sign):
            return None
        values = [(sign, table.rows[i].values.get(key)) for i, sign in self.rows]
        printed = [sign * v for sign, v in values if v is not None]
        return (sum(printed, Decimal(0)), len(printed)) if printed else None


def total_findings(table: Table, index: int) -> list[Finding]:
    """Totals that their rows do not make."""
    out: list[Finding] = []
    columns = [c for c in table.columns if c.kind == "money"]
    if not columns or len(table.rows) > _MOST_ROWS:
        return out
    known = next((at for at, row in enumerate(table.rows) if _unplaced(row)), len(table.rows))
    for at, row in enumerate(table.rows[: known + 1]):
        if row.role == "item" or at < 2:
            continue
        wrong = _wrong_cells(table, at, [c for c in columns if not _unproven(table, at, c.key)])
        for column, printed, expected in wrong:
            out.append(
                Finding.of(
                    "table.total_mismatch",
                    f"{_name(table)}: {row.label!r}, {column.key!r}: printed {printed:f}, the rows above make "
                    f"{expected:f}",
                    pointer=f"/tables/{index}/rows/{at}/values/{escape(column.key)}",
                    page=row.page,
                    printed=printed,
                    expected=expected,
                )
            )
    return out


def _unplaced(row: Row) -> bool:
    """True for a row whose figures were left out, as nothing showed their columns: what it adds to a total is not
    known."""
    if not row.label or row.role != "item":
        return False
    return bool(row.values) and all(v is None for v in row.values.values()) and not any(row.spans)


def _unproven(table: Table, at: int, key: str) -> bool:
    """True where a figure that the total may hold could not be read: nothing is known about its sum. In a table that
    was read optically an empty cell may be one."""
    block = 0 if table.rows[at].role == "total" else min(_since_total(table.rows, at), default=0)
    above = [row for i, row in enumerate(table.rows[:at]) if i >= block or row.role != "item"]
    return any(row.unread(key) for row in above) or (
        table.method.startswith(OPTICAL) and any(row.values.get(key) is None and any(row.spans) for row in above)
    )


def _name(table: Table) -> str:
    return table.title or f"table on page {table.pages[0]}"


def _wrong_cells(table: Table, at: int, columns: Sequence[Column]) -> list[tuple[Column, Decimal, Decimal]]:
    """The cells of a total that do not add up under the reading under which most of its cells do; [] where none
    convinces."""
    row = table.rows[at]
    best: tuple[tuple[int, int, int], list[tuple[Column, Decimal, Decimal]]] | None = None
    for rank, reading in enumerate(_readings(table, at)):
        right, proof, wrong = 0, 0, []
        for column in columns:
            printed, made = row.values.get(column.key), reading.sum(table, column.key)
            if printed is None or made is None:
                continue
            expected, count = made
            if abs(expected - printed) <= _tolerance(table, count):
                right += 1
                proof += expected != 0 and count > 1
            elif not _excused(table, at, column, printed, expected):
                wrong.append((column, printed, expected))
        score = (right - len(wrong), proof, -rank)
        if best is None or score > best[0]:
            best = (score, wrong)
        if not wrong and proof:
            return []
    if best is None:
        return []
    (balance, proof, _), wrong = best
    if not proof and len(wrong) == 1:
        alone = _alone(table, at, columns)
        return [alone] if alone is not None else []
    convincing = (proof >= 1 and balance >= 0) or (proof >= 2 and len(wrong) <= proof + 1)
    return [cell for cell in wrong if not _made_otherwise(table, at, cell)] if convincing else []


def _alone(table: Table, at: int, columns: Sequence[Column]) -> tuple[Column, Decimal, Decimal] | None:
    """The cell of an explicit total in a table of one column of money, where nothing but a slip explains that its rows
    do not make it.

    All rows of the table must be items with a figure, and neither leaving one out nor turning one's sign may make the
    total.
    """
    row = table.rows[at]
    above = table.rows[:at]
    if len(columns) != 1 or len(above) < 3 or at != len(table.rows) - 1 or not _EXPLICIT.match(row.label or ""):
        return None
    if any(r.role != "item" or r.section != above[0].section or _PARTIAL.search(r.label or "") for r in above):
        return None
    column = columns[0]
    printed = row.values.get(column.key)
    values = [r.values.get(column.key) for r in above]
    known = [v for v in values if v is not None]
    if not printed or len(known) != len(values):
        return None
    total = sum(known, Decimal(0))
    slack = _tolerance(table, len(known))
    if any(abs(total - k * v - printed) <= slack for v in known for k in (0, 1, 2)) or abs(total - printed) * 2 > abs(
        printed
    ) + abs(total):
        return None
    if len({r.type for r in above} & {"income", "expense", "balance"}) > 1 or abs(total + printed) <= slack:
        return None
    return column, printed, total


def _made_otherwise(table: Table, at: int, cell: tuple[Column, Decimal, Decimal]) -> bool:
    """True where another reading makes this one cell: the table does not sum its columns all alike."""
    column, printed, _ = cell
    for reading in _readings(table, at):
        made = reading.sum(table, column.key)
        if made is not None and made[1] > 1 and abs(made[0] - printed) <= _tolerance(table, 1):
            return True
    return False


def _readings(table: Table, at: int) -> Iterator[_Reading]:
    """The ways to make the total in row `at`, the likeliest first."""
    rows = table.rows
    section = rows[at].section
    above = range(at - 1, -1, -1)
    run: list[int] = []
    for i in above:
        if rows[i].role != "item" or rows[i].section != section:
            break
        run.append(i)
    yield from _signed(rows, at, run)
    yield from _with_reserves(rows, at)
    block = _since_total(rows, at)
    if block != run:
        yield from _signed(rows, at, block)
    totals = [i for i in above if rows[i].role != "item"]
    for count in (2, 3, 4, 5, 6, 8, 10):
        if len(totals) >= count:
            yield _plain(totals[:count])
    if len(totals) not in (0, 1, 2, 3, 4, 5, 6, 8, 10):
        yield _plain(totals)
    for first in totals[1:3]:
        yield _plain(range(first, at))  # a layout that leaves subtotals at zero where the items stand in other columns
    if totals:
        yield _plain([totals[0], *[i for i in block if i > totals[0]]])
        lowest = [i for i in totals if _TOTAL_WORD.match(rows[i].label or "")]
        for k in (1, 2):
            if len(lowest) > k:
                yield _plain(lowest[: k + 1])
        yield _plain([i for i in range(at) if rows[i].role == "item"])
        loose = [
            i
            for i in range(at)
            if rows[i].role == "item" and not any(rows[t].section == rows[i].section and t > i for t in totals)
        ]
        if loose:
            yield _plain([*totals, *loose])


def _with_reserves(rows: Sequence[Row], at: int) -> Iterator[_Reading]:
    """A result after reserves: the balance above, what is added to reserves deducted and what is withdrawn added, or
    the reverse."""
    if not _SALDO.search(rows[at].label or "") and not _TOTAL_WORD.match(rows[at].label or ""):
        return
    block: list[tuple[int, int]] = []
    for i in range(at - 1, -1, -1):
        label = rows[i].label or ""
        moved = -1 if _INTO.search(label) else 1 if _OUT_OF.search(label) else 0
        if not moved and any(m for _, m in block):
            block.append((i, 0))
            break
        block.append((i, moved))
    if not any(m for _, m in block):
        return
    yield _Reading(tuple((i, m or 1) for i, m in block))
    yield _Reading(tuple((i, -m or 1) for i, m in block))


def _since_total(rows: Sequence[Row], at: int) -> list[int]:
    out: list[int] = []
    for i in range(at - 1, -1, -1):
        if rows[i].role != "item":
            break
        out.append(i)
    return out


def _plain(indices: Sequence[int]) -> _Reading:
    return _Reading(tuple((i, 1) for i in indices))


def _signed(rows: Sequence[Row], at: int, indices: Sequence[int]) -> Iterator[_Reading]:
    """The rows summed, and for a balance also income less expenses."""
    if len(indices) < 1:
        return
    yield _plain(indices)
    if (
        _SALDO.search(rows[at].label or "")
        and any(rows[i].type == "expense" for i in indices)
        and any(rows[i].type == "income" for i in indices)
    ):
        yield _Reading(tuple((i, -1 if rows[i].type == "expense" else 1) for i in indices))
        yield _Reading(tuple((i, 1 if rows[i].type == "expense" else -1) for i in indices))


def _tolerance(table: Table, count: int) -> Decimal:
    """Half a printed unit for each summed row, at least one."""
    return (
        max(Decimal(1), Decimal(count) / 2) * table.unit
        if not _cents(table)
        else Decimal(count) * Decimal("0.005") + Decimal("0.01")
    )


def _cents(table: Table) -> bool:
    return table.unit == 1 and any(v is not None and v % 1 for row in table.rows for v in row.values.values())


def _excused(table: Table, at: int, column: Column, printed: Decimal, expected: Decimal) -> bool:
    """A cell that the layout leaves at zero; a difference that its own row confirms; a column that the total row leaves
    out."""
    row = table.rows[at]
    if printed == 0 and not _TOTAL_WORD.match(row.label or ""):
        return True
    if column.phase == "difference":
        values = [row.values.get(c.key) for c in table.columns if c.kind == "money" and c is not column]
        known = [v for v in values if v is not None]
        return any(abs(a - b - printed) <= 2 * table.unit for a in known for b in known if a is not b)
    return False
