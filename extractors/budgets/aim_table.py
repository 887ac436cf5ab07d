"""A table of goals and results as it was read."""

from __future__ import annotations

from typing import NamedTuple

from griffier.extractors.budgets.aim import Aim
from griffier.schemas.document import Span


class AimTable(NamedTuple):
    """A table of goals: results whose row names no goal stand under None. `end`: offset behind its last cell."""

    goals: list[tuple[Aim | None, list[Aim]]]
    end: int
    named: bool
    """It has a column of goals; else it holds results alone, and only a question above it says whose."""
    headings: list[tuple[int, Span]]
    """The rows that head others: before which of `goals`, and where."""
    heads_ask: bool = True
    """Where no head asks, it holds results only under a question."""
