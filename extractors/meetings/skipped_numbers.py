"""Items that a chain of numbers skips: those whose number is printed, or was read, in another way than the others'.

Between 3 and 5 a line that opens with 4 is the missing item, whatever sign stands behind the number ("4, Ingekomen
stukken", "8. _Rondvraag"), with the hour before its title ("3  10.30 uur Opvang") or with a small letter ("11
jaarverslag"). Alone such a line would be prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from griffier.extractors.meetings.item_numbers import COUNTED, Number
from griffier.schemas.document import Line, Span

_OPENS = re.compile(
    r"[^\w\n]{0,2}(?P<n>\d{1,3})[^\w\n]{0,4}(?:_|(?<=\W))\s*"
    r"(?:\d{1,2}[.:]\d{2}\s*(?:-\s*\d{1,2}[.:]\d{2}\s*)?(?:uur|u\.)?\s+)?(?P<rest>[^\W\d_].*)$"
)
_PROSE = re.compile(rf"(?:{COUNTED}|jaren|miljard|en|of|tot|van|is|zijn|in|op|te|om)\b", re.IGNORECASE)
_MOST = 4
"""Numbers skipped side by side that are looked for."""

_LEAST_LETTERS = 4


def with_skipped(chain: Sequence[Number], lines: Sequence[Line]) -> list[Number]:
    """The chain of numbers with the lines between its neighbours that bear the numbers it skips."""
    found: list[Number] = []
    for above, below in pairwise(chain):
        first, last = above.key[0] + 1, below.key[0]
        if len(below.key) == 1 and 0 < last - first <= _MOST and not below.style.startswith(("L", "R")):
            found.extend(_between(above, below, lines))
    return sorted((*chain, *found), key=lambda number: number.line) if found else list(chain)


def _between(above: Number, below: Number, lines: Sequence[Line]) -> list[Number]:
    """The lines between two items that bear numbers between theirs; none where they count another list's points."""
    found = [number for at in range(above.line + 1, below.line) if (number := _weak(lines, at, below)) is not None]
    missing = range(above.key[0] + 1, below.key[0])
    values = [number.key[0] for number in found]
    counts_others = any(value not in missing for value in values)
    return [] if counts_others or values != sorted(set(values)) else found


def _weak(lines: Sequence[Line], at: int, like: Number) -> Number | None:
    """The number that opens a line in any way; None where what follows is no title."""
    line = lines[at]
    match = _OPENS.match(line.text)
    if match is None or len(match["n"]) > len(str(like.key[0])):
        return None
    rest = match["rest"]
    if _PROSE.match(rest) or sum(map(str.isalpha, rest)) < _LEAST_LETTERS or (rest[0].islower() and _cut(lines, at)):
        return None
    span = Span(line.start + match.start("n"), line.start + match.end("n"))
    place = Span(line.start + match.start("rest"), line.end)
    return Number(at, match["n"], span, (int(match["n"]),), like.style.rstrip("|"), place, 0.0)


def _cut(lines: Sequence[Line], at: int) -> bool:
    """May the line above run on into this one? Not where it is short, has an end or stands apart."""
    if not at or lines[at].index - lines[at - 1].index > 1:
        return False
    above = lines[at - 1].text
    widest = max(len(line.text) for line in lines[max(0, at - _NEAR) : at + _NEAR])
    return len(above) > _SHORT * widest and not above.endswith((".", ":", ";", ")"))


_NEAR, _SHORT = 8, 0.5
"""Lines around one that tell how wide the text is, and the share of it up to which a line ends a paragraph."""
