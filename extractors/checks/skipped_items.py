"""Numbers that the items of an agenda or a list of decisions skip: an item may have been missed there.

Councils leave items out on purpose too, so a born text says it for information; on a recognised page it is a doubt.
Minutes follow the order of the meeting and skip at will.
"""

from __future__ import annotations

import re
from typing import Literal

from griffier.extractors.drafting.context import Context
from griffier.schemas.agenda import Agenda
from griffier.schemas.decision_list import DecisionList
from griffier.schemas.document import PageState, Part
from griffier.schemas.record import Finding, Record

_WHOLE = re.compile(r"\d{1,3}")
_SHOWN = 6


def check(record: Record, part: Part, context: Context) -> list[Finding]:
    """`items.skipped` with the numbers, where the items count on from 1 and most numbers are there."""
    if not isinstance(record, Agenda | DecisionList):
        return []
    there = {int(m.group()) for item in record.items if item.number and (m := _WHOLE.match(item.number))}
    missing = sorted(set(range(1, max(there, default=0))) - there)
    if not missing or 1 in missing or len(missing) > len(there):
        return []
    message = f"no item has the number {', '.join(map(str, missing[:_SHOWN]))}: look whether one was missed"
    severity: Literal["warning", "info"] = (
        "warning" if any(page.state is PageState.OCR for page in part.pages) else "info"
    )
    return [Finding.of("items.skipped", message, severity=severity, pointer="/items")]
