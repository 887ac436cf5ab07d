"""Numbers that the items of an agenda or a list of decisions skip, or bear twice: an item may have been missed there,
or its number is misprinted.

Councils leave items out on purpose too, so a born text says it for information; on a recognised page it is a doubt.
Minutes follow the order of the meeting and skip at will.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from griffier.extractors.drafting.context import Context
from griffier.schemas.agenda import Agenda
from griffier.schemas.decision_list import DecisionList
from griffier.schemas.document import PageState, Part
from griffier.schemas.record import Finding, Record

_WHOLE = re.compile(r"\d{1,3}")
_SHOWN = 6


def check(record: Record, part: Part, context: Context) -> list[Finding]:
    """`items.skipped` with the numbers, where the items count on from 1 and most numbers are there;
    `items.numbered_twice` for items side by side."""
    if not isinstance(record, Agenda | DecisionList):
        return []
    numbers = [item.number or "" for item in record.items]
    return [*_skipped(numbers, part), *_twice(numbers)]


def _twice(numbers: Sequence[str]) -> list[Finding]:
    return [
        Finding.of("items.numbered_twice", f"two items bear the number {b}", severity="info", pointer=f"/items/{at}")
        for at, (a, b) in enumerate(pairwise(numbers), 1)
        if a and a == b
    ]


def _skipped(numbers: Sequence[str], part: Part) -> list[Finding]:
    there = {int(m.group()) for number in numbers if (m := _WHOLE.match(number))}
    missing = sorted(set(range(1, max(there, default=0))) - there)
    if not missing or 1 in missing or len(missing) > len(there):
        return []
    message = f"no item has the number {', '.join(map(str, missing[:_SHOWN]))}: look whether one was missed"
    severity: Literal["warning", "info"] = (
        "warning" if any(page.state is PageState.OCR for page in part.pages) else "info"
    )
    return [Finding.of("items.skipped", message, severity=severity, pointer="/items")]
