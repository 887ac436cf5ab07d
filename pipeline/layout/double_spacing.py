"""Lines with an empty one between each two, as recognition writes print with wide leading: one paragraph, not many.

An empty line parts paragraphs for every reader behind this one. In a stretch where it parts all lines it says nothing;
there it is left out where the sentence above goes on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_LEAST_CUT, _CUT_SHARE = 3, 0.25
"""Full lines of a stretch under which the next begins with a small letter: so many, and so much of it, are a text that
is set so. The head and the formulas of a motion have one or two."""
_FULL = 0.75
"""Of the widest line of a stretch, from which a line is full: its sentence goes on whatever the next begins with."""
_ENDED = re.compile(r"[.:;?!][\"'”’)\]]*\s*$")
_ITEM = re.compile(r"\s*(?:[-–•*▪◦·]\s|\(?\d{1,3}[.)]|[a-z][.)]\s)")


def without_spacing(text: str) -> str:
    """The text without the empty lines that part a sentence in a stretch of double spacing; else as it was."""
    lines = text.split("\n")
    dropped: set[int] = set()
    for stretch in _stretches(lines):
        widest = max(len(lines[at].strip()) for at in stretch)
        pairs = [(at, lines[at].strip(), lines[below].strip()) for at, below in pairwise(stretch)]
        cut = sum(_is_full(above, widest) and below[:1].islower() for _, above, below in pairs)
        if cut >= max(_LEAST_CUT, _CUT_SHARE * len(pairs)):
            dropped.update(at + 1 for at, above, below in pairs if _goes_on(above, below, widest))
    return "\n".join(line for at, line in enumerate(lines) if at not in dropped) if dropped else text


def _stretches(lines: Sequence[str]) -> list[list[int]]:
    """The printed lines of each stretch in which every second line is empty."""
    out: list[list[int]] = [[]]
    for at, line in enumerate(lines):
        if not line.strip() or "\f" in line:
            continue
        if out[-1] and (at - out[-1][-1] != 2 or "\f" in lines[at - 1]):
            out.append([])
        out[-1].append(at)
    return [stretch for stretch in out if len(stretch) > _LEAST_CUT]


def _is_full(above: str, widest: int) -> bool:
    return len(above) >= _FULL * widest and not _ENDED.search(above)


def _goes_on(above: str, below: str, widest: int) -> bool:
    if _ENDED.search(above) or _ITEM.match(below):
        return False
    return below[:1].islower() or (_is_full(above, widest) and not below[:1].isdecimal())
