"""Items of a list whose number does not count on: it is printed twice, or goes back.

Nobody decides twice under one title. So a numbered line between two "Besluit:", over the second of them, is an item of
its own, whatever its number: "10.e.1" twice, "10.a.3" behind "10.c.2".
"""

from __future__ import annotations

from collections.abc import Sequence

from griffier.extractors.meetings.item_numbers import Number, candidates, is_decided_under
from griffier.extractors.meetings.lettered_items import DECIDED
from griffier.schemas.document import Line


def with_strayed(chain: Sequence[Number], lines: Sequence[Line]) -> list[Number]:
    """The chain of numbers with the lines under an item that bear a number, and a decision of their own."""
    if not chain:
        return []
    decided = [at for at, line in enumerate(lines) if DECIDED.match(line.text)]
    taken = {number.line for number in chain}
    found = [c for c in candidates(lines) if c.line not in taken and c.line > chain[0].line]
    out = [chain[0]]
    for candidate in sorted((*chain[1:], *found), key=lambda number: number.line):
        above = out[-1]
        closed = any(above.line < at < candidate.line for at in decided)
        if candidate.line in taken or (closed and _is_item(candidate, above, lines)):
            out.append(candidate)
    return out


def _is_item(candidate: Number, above: Number, lines: Sequence[Line]) -> bool:
    """Is a numbered line written as the item above it, over a decision? One of a single figure also stands apart."""
    alike = candidate.style == above.style and candidate.key[0] == above.key[0]
    apart = lines[candidate.line].index > lines[candidate.line - 1].index + 1
    several = len(candidate.key) > 1 and len(above.key) > 1
    return alike and (several or (apart and candidate.key == above.key)) and is_decided_under(lines, candidate.line)
