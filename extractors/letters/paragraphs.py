"""The body of a letter as paragraphs: line breaks and hyphenation undone, a paragraph that a page interrupts joined
again."""

from __future__ import annotations

import re
from itertools import groupby, pairwise, takewhile
from statistics import median

from griffier.extractors.letters.anatomy import anatomy
from griffier.extractors.text.unwrapping import hull, joined
from griffier.schemas.document import Layer, Line, Part, Span
from griffier.schemas.evidence import Found

RULE = "rule:letter-paragraph"
_BULLET = re.compile(r"^(?:[-–•*▪◦·]\s|\(?\d{1,2}[.)]\s|[a-z]\)\s)")


def paragraphs(part: Part) -> list[Found[str]]:
    """One a paragraph or list item, in order."""
    a = part.memo(anatomy)
    lines = list(a.body)
    if a.closing is not None and a.closing_start > a.closing.start and lines and lines[-1] is a.closing:
        lines.pop()
    signed = {line.index for line in a.signature}
    lines = [line for line in lines if line.index not in signed or a.closing is not None]
    small = _small_at_edges(lines)
    lines = [line for line in lines if line.index not in small]
    out: list[Found[str]] = []
    torn = frozenset(line.index for line in part.lines if not line.blank and line.layer is not Layer.BODY)
    for group in _groups(lines, torn):
        span = hull(group)
        out.append(Found(joined(part.doc, span.start, span.end), (Span(span.start, span.end),), RULE, 0.9))
    return out


LEAST_PRINTED = 5
"""Lines of a page's geometry by which the usual size of the type is told."""
_SMALLER = 0.88
"""Of the usual size of the type, from which on a line is small print."""
_EDGE_LINES = 4
"""Small lines at the top or the foot of a page that are furniture: the address of a letterhead, the reference of a
second page."""


def _small_at_edges(lines: list[Line]) -> frozenset[int]:
    """Indices of the small print beside the text, and above or below it on its page, that no layer holds.

    seen: a code printed upright in the margin, the reference over a second page, the address under the first
    """
    printed = [(line, line.box) for line in lines if line.box is not None and line.size > 0]
    if len(printed) < LEAST_PRINTED:
        return frozenset()
    small = _SMALLER * median(line.size for line, _ in printed)
    left = median(box.x0 for _, box in printed)
    out = {line.index for line, box in printed if line.size < small and box.x1 < left}
    for _, group in groupby((line for line, _ in printed if line.index not in out), key=lambda line: line.page):
        of_page = list(group)
        out.update(line.index for line in (*_edge(of_page, small), *_edge(of_page[::-1], small)))
    return frozenset(out)


def _edge(lines: list[Line], small: float) -> list[Line]:
    """The few small lines with which a page begins, or ends; [] where it has little else."""
    edge = list(takewhile(lambda line: line.size < small and not line.text.endswith("."), lines))
    return edge if len(edge) <= _EDGE_LINES < len(lines) else []


def _groups(lines: list[Line], torn: frozenset[int]) -> list[list[Line]]:
    """Lines by paragraph. `torn`: indices of the lines that are furniture of a page."""
    out: list[list[Line]] = []
    width = sorted((len(line.text) for line in lines if not line.blank), reverse=True)
    full = width[len(width) // 5] if width else 0
    pitch = _pitch(lines)
    spaced = True
    for line in lines:
        if line.blank:
            spaced = True
            continue
        between = bool(out) and (
            line.page != out[-1][-1].page or not torn.isdisjoint(range(out[-1][-1].index + 1, line.index))
        )
        if not out or _begins(out[-1], line, spaced and not (between and _goes_on(out[-1][-1], line)), pitch, full):
            out.append([])
        out[-1].append(line)
        spaced = False
    return out


def _begins(group: list[Line], line: Line, spaced: bool, pitch: float, full: int) -> bool:
    """Does a line begin a paragraph? `spaced`: a blank stands before it, other than that of a page that ends within the
    sentence."""
    above = group[-1]
    return bool(
        spaced
        or (pitch and _apart(above, line, pitch))
        or _BULLET.match(line.text)
        or _ends_short(above, full)
        or _is_heading(group, line, full)
    )


def _pitch(lines: list[Line]) -> float:
    """The usual distance of two lines in points; 0 without geometry."""
    steps = sorted(
        b.box.top - a.box.top
        for a, b in pairwise(lines)
        if a.box and b.box and a.page == b.page and b.box.top > a.box.top
    )
    return steps[len(steps) // 2] if len(steps) > 3 else 0.0


def _apart(previous: Line, line: Line, pitch: float) -> bool:
    """More than the usual distance below the line before."""
    if not previous.box or not line.box or previous.page != line.page:
        return False
    return line.box.top - previous.box.top > 1.22 * pitch


def _goes_on(previous: Line, line: Line) -> bool:
    """A page ends within the sentence."""
    return not previous.text.endswith((".", "!", "?", ":", ";")) and not _BULLET.match(line.text)


def _ends_short(previous: Line, full: int) -> bool:
    """A line that ends its sentence well before the margin ends its paragraph, where lines are wrapped at all."""
    return 40 < full < 160 and len(previous.text) < 0.7 * full and previous.text.endswith((".", "!", "?"))


def _is_heading(group: list[Line], line: Line, full: int) -> bool:
    """One short line without a full stop over a line that begins a sentence, or bold over plain, is a heading of its
    own."""
    above = group[-1]
    if len(group) > 1 or not line.text[:1].isupper() or above.text.endswith((",", ";", ":", "-")):
        return False
    return above.bold != line.bold or (
        40 < full < 160 and len(above.text) < 0.6 * full and not above.text.endswith((".", "!", "?"))
    )
