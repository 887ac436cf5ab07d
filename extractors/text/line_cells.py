"""The cells of a printed line: the stretches between wide gaps, tabs and bars."""

from __future__ import annotations

import re
from typing import NamedTuple

_POSTCODE = r"(?<!\b\d{4} [A-Z]{2})(?<!\b\d{4}[A-Z]{2})"
_GAP = re.compile(rf"[ ]*\t[ \t]*(?!\s*:)|{_POSTCODE}[ ]{{2,}}(?!\s*:)|[ ]\|(?=[ ]|$)|^\|(?=[ ])")
"""Not the two blanks between a postcode and its place, nor those before a colon."""


class Cell(NamedTuple):
    """A stretch `[start, end)` of a text, blanks at its ends left out."""

    start: int
    end: int
    text: str


def cells_of(text: str, at: int = 0) -> list[Cell]:
    """The cells of a line, in order; empty ones are left out. `at`: the offset of the line's first character."""
    if "  " not in text and "\t" not in text and "|" not in text:  # most lines: no gap can be in them
        kept = text.strip()
        start = at + len(text) - len(text.lstrip())
        return [Cell(start, start + len(kept), kept)] if kept else []
    out, begin = [], 0
    for low, high in [*(m.span() for m in _GAP.finditer(text)), (len(text), len(text))]:
        raw = text[begin:low]
        if kept := raw.strip():
            start = at + begin + len(raw) - len(raw.lstrip())
            out.append(Cell(start, start + len(kept), kept))
        begin = high
    return out
