"""Where a line was broken on purpose: its neighbour's first word would have fitted on it.

Bare text from a page keeps where lines end. A line that a margin breaks is as wide as the text; one that ends earlier
ends something. Counted in letters a proportional type misleads ("illi" is narrower than "mwmw"), so a break is on
purpose only where the count of letters and the width of the letters both say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WIDTHS = {
    **dict.fromkeys("ijl'’|", 0.222),
    **dict.fromkeys("ftI.,:;!/[] ", 0.278),
    **dict.fromkeys('r()-"“”', 0.333),
    **dict.fromkeys("ckszvxyJ", 0.5),
    **dict.fromkeys("wABEKPSVXYC", 0.68),
    **dict.fromkeys("DHNRUGOQ", 0.74),
    **dict.fromkeys("mM", 0.833),
    "W": 0.944,
}
"""Advance widths in em of the common sans serif of office papers (Helvetica's metrics, rounded); others 0.556."""
_OTHER = 0.556
_MARGIN = 0.95
"""Of the widest line, up to which a longer one surely fits: types differ."""
_GAP = re.compile(r"\S\s{3,}\S")
_FIRST = re.compile(r"\S+")


def width_of(text: str) -> float:
    """The width of a text in em, as a proportional type sets it."""
    return sum(_WIDTHS.get(letter, _OTHER) for letter in text)


@dataclass(frozen=True, slots=True)
class Measure:
    """The widest line of a text, in letters and in em."""

    letters: int
    ems: float

    @classmethod
    def of(cls, lines: Iterable[str]) -> Measure:
        """The measure of a text's lines, rows of columns left out; 0 where it has none."""
        running = [line for line in lines if not _GAP.search(line)]
        return cls(max(map(len, running), default=0), max(map(width_of, running), default=0.0))

    def would_fit(self, line: str, below: str) -> bool:
        """Would the first word of the line below have fitted behind a line?"""
        word = _FIRST.search(below)
        if word is None:
            return True
        longer = f"{line} {word[0]}"
        return len(longer) < self.letters and width_of(longer) <= _MARGIN * self.ems
