"""Which rows a total may be made of, the likeliest first: one idea for who reads a table and for who checks one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

TOTAL_WORD = re.compile(r"^\W*(?:sub[\s-]*)?tota", re.IGNORECASE)
_SALDO = re.compile(r"\b(?:saldo|resultaat)\b", re.IGNORECASE)
_INTO = re.compile(r"\b(?:toevoeging(?:en)?|storting(?:en)?|dotaties?)\b", re.IGNORECASE)
_OUT_OF = re.compile(r"\b(?:onttrekking(?:en)?|aanwending(?:en)?|vrijval|beschikking(?:en)? over)\b", re.IGNORECASE)
_COUNTS = (2, 3, 4, 5, 6, 8, 10)
"""How many of the totals above a total may sum, where it does not sum them all."""

Terms = tuple[tuple[int, int], ...]
"""Rows with their signs."""


class Summed(Protocol):
    """What is asked of a row."""

    @property
    def label(self) -> str | None:
        """Its words."""

    @property
    def role(self) -> str:
        """Item, subtotal or total."""

    @property
    def type(self) -> str | None:
        """Expense, income, balance or reserve."""

    @property
    def section(self) -> Sequence[str]:
        """The headings above it."""


def readings(rows: Sequence[Summed], at: int) -> Iterator[Terms]:
    """The ways to make the total in row `at`: of the items right above it, with the reserves, of all since the last
    total, of the totals above, of both."""
    run = _run(rows, at)
    block = since_total(rows, at)
    totals = [i for i in range(at - 1, -1, -1) if rows[i].role != "item"]
    yield from _signed(rows, at, run)
    yield from _with_reserves(rows, at)
    if block != run:
        yield from _signed(rows, at, block)
    yield from _of_totals(totals)
    yield from _signed(rows, at, totals[:2])
    for first in totals[1:3]:
        yield plain(range(first, at))  # a layout that leaves subtotals at zero where the items stand in other columns
    if totals:
        yield plain([totals[0], *[i for i in block if i > totals[0]]])
        yield from _mixed(rows, at, totals)


def _run(rows: Sequence[Summed], at: int) -> list[int]:
    """The items right above a row that are in its section, from below."""
    out: list[int] = []
    for i in since_total(rows, at):
        if rows[i].section != rows[at].section:
            break
        out.append(i)
    return out


def since_total(rows: Sequence[Summed], at: int) -> list[int]:
    """The items right above a row, from below."""
    out: list[int] = []
    for i in range(at - 1, -1, -1):
        if rows[i].role != "item":
            break
        out.append(i)
    return out


def plain(indices: Sequence[int]) -> Terms:
    """Rows as they are."""
    return tuple((i, 1) for i in indices)


def _signed(rows: Sequence[Summed], at: int, indices: Sequence[int]) -> Iterator[Terms]:
    """The rows summed, and for a balance also income less expenses."""
    if not indices:
        return
    yield plain(indices)
    types = {rows[i].type for i in indices}
    if _SALDO.search(rows[at].label or "") and {"expense", "income"} <= types:
        yield tuple((i, -1 if rows[i].type == "expense" else 1) for i in indices)
        yield tuple((i, 1 if rows[i].type == "expense" else -1) for i in indices)


def _with_reserves(rows: Sequence[Summed], at: int) -> Iterator[Terms]:
    """A result after reserves: the balance above, what is added to reserves deducted and what is withdrawn added, or
    the reverse."""
    label = rows[at].label or ""
    if not _SALDO.search(label) and not TOTAL_WORD.match(label):
        return
    block: list[tuple[int, int]] = []
    moves = False
    for i in range(at - 1, -1, -1):
        moved = _moved(rows[i].label or "")
        block.append((i, moved))
        if moves and not moved:
            break
        moves = moves or bool(moved)
    if moves:
        yield tuple((i, m or 1) for i, m in block)
        yield tuple((i, -m or 1) for i, m in block)


def _moved(label: str) -> int:
    """-1 for what goes into reserves, 1 for what comes out of them, 0 for other rows."""
    return -1 if _INTO.search(label) else 1 if _OUT_OF.search(label) else 0


def _of_totals(totals: Sequence[int]) -> Iterator[Terms]:
    for count in _COUNTS:
        if len(totals) >= count:
            yield plain(totals[:count])
    if len(totals) not in (0, 1, *_COUNTS):
        yield plain(totals)


def _mixed(rows: Sequence[Summed], at: int, totals: Sequence[int]) -> Iterator[Terms]:
    """The totals that are called so, all items, and totals with the items of sections that have none."""
    named = [i for i in totals if TOTAL_WORD.match(rows[i].label or "")]
    for k in (1, 2):
        if len(named) > k:
            yield plain(named[: k + 1])
    items = [i for i in range(at) if rows[i].role == "item"]
    yield plain(items)
    loose = [i for i in items if not any(rows[t].section == rows[i].section and t > i for t in totals)]
    if loose:
        yield plain([*totals, *loose])
