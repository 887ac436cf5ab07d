"""A date of the records (EDTF level 1) as flat tables want it: a day, and how much of it is known."""

from __future__ import annotations

import re
from typing import Literal

Precision = Literal["day", "month", "quarter", "season", "year", "interval"]

_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
"""EDTF's spring, summer, autumn and winter by the month in which they begin; 33 to 36 are quarters."""


def precision(date: str) -> Precision:
    """How much of a date is known; doubt ("2024~") stays in the date itself."""
    if "/" in date:
        return "interval"
    parts = re.sub(r"[~?%]", "", date).split("-")
    if len(parts) == 3:
        return "day"
    if len(parts) == 1:
        return "year"
    middle = int(parts[1])
    return "season" if middle in _SEASONS else "quarter" if middle > 24 else "month"


def first_day(date: str) -> str | None:
    """The first day of a date, YYYY-MM-DD: "2023-33" is 2023-01-01. Winter begins in the December of its year. None
    for a day that no calendar has."""
    from datetime import date as day

    parts = [int(part) for part in re.sub(r"[~?%]", "", date.partition("/")[0]).split("-")]
    year, middle = parts[0], parts[1] if len(parts) > 1 else 1
    month = _SEASONS.get(middle, 3 * (middle - 33) + 1 if middle > 24 else middle)
    try:
        return day(year, month, parts[2] if len(parts) > 2 else 1).isoformat()
    except ValueError:
        return None
