"""A column of contact data that is printed beside the text of a letter, and was read within it."""

from __future__ import annotations

from itertools import takewhile

from griffier.extractors.text.labels import label_at
from griffier.schemas.document import Line
from griffier.schemas.geometry import Box

_SAME_EDGE = 6.0
_LABELS = 2
"""Labels that such a column has at the least."""


def head_first(lines: tuple[Line, ...], hail: int) -> tuple[tuple[Line, ...], int]:
    """The lines with such a column before the salutation, and where that stands now: what begins above the salutation
    is of the head, whatever it was read behind.

    seen: letters whose contact data float at the right, with the first paragraphs running beside them
    """
    greeting = lines[hail]
    start = next((i for i, line in enumerate(lines) if i > hail and _above(line, greeting)), None)
    if start is None or greeting.box is None:
        return lines, hail
    edge = lines[start].box
    column = list(takewhile(lambda line: line.blank or _within(line, edge, greeting), lines[start:]))
    if sum(label_at(line.text, "letter") is not None for line in column) < _LABELS:
        return lines, hail
    stop = start + len(column)
    moved = (*lines[:hail], *column, *lines[hail:start], *lines[stop:])
    return moved, hail + len(column)


def _above(line: Line, greeting: Line) -> bool:
    """Does a line that is read behind the salutation stand above it on the same page, beside it?"""
    box, other = line.box, greeting.box
    if box is None or other is None or line.page != greeting.page:
        return False
    return box.bottom < other.top and (box.x0 > other.x1 or box.x1 < other.x0)


def _within(line: Line, edge: Box | None, greeting: Line) -> bool:
    box = line.box
    return box is not None and edge is not None and line.page == greeting.page and box.x0 > edge.x0 - _SAME_EDGE
