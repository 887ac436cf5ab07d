"""Cells that the width of a gap alone does not tell: tight columns, tab stops, and justified lines that only look like
cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from griffier.pipeline.layout.page_words import PageWords
from griffier.pipeline.layout.segments import Row, Segment
from griffier.pipeline.layout.short_texts import is_figure, is_label, is_list_mark

_REACH = 3
"""Rows above and below a row that say where its cells stand."""

_TAB = 1.2
"""Points within which two words stand at one tab stop."""

_WIDE = 0.6
"""Heights of a gap that is more than a blank."""

_Cells = Sequence[tuple[float, float]]
"""Where the cells of a row begin and end."""


def refine(rows: Sequence[Row], page: PageWords) -> None:
    """Join the words of justified lines, then cut rows where the rows around them have their cells. Changes the
    rows."""
    for k, row in enumerate(rows):
        if len(row.segments) >= 3 and _is_justified(rows, k):
            row.hold([_merged(row.segments)])
    _cut_rows_at_rules(rows, page)
    # where rows had cells before any of them was cut: one cut is no ground for the next
    before = [[(s.x0, s.x1) for s in row.segments] for row in rows]
    for k, row in enumerate(rows):
        near = _cells_around(rows, k, before)
        if near:
            row.hold([piece for segment in row.segments for piece in _cut(segment, row, near, page)])


def _cut_rows_at_rules(rows: Sequence[Row], page: PageWords) -> None:
    """Cut the rows that vertical ruling lines cross. Changes the rows."""
    standing = _standing_rules(page)
    for row in rows if standing else ():
        crossing = [x for x, top, bottom in standing if _crosses(top, bottom, row)]
        if crossing:
            row.hold([piece for segment in row.segments for piece in _cut_at_rules(segment, crossing, page)])


def _crosses(top: float, bottom: float, row: Row) -> bool:
    """Whether a standing line runs through a row, but for its edges."""
    return top <= row.bottom - 0.4 * row.height and bottom >= row.top + 0.4 * row.height


def _cells_around(rows: Sequence[Row], k: int, cells: Sequence[_Cells]) -> list[_Cells]:
    """The cells of the rows around one that have several."""
    lo, hi = max(0, k - _REACH), min(len(rows), k + _REACH + 1)
    row = rows[k]
    return [
        cells[j] for j in range(lo, hi) if j != k and len(cells[j]) > 1 and abs(rows[j].top - row.top) < 5 * row.height
    ]


def _standing_rules(page: PageWords) -> list[tuple[float, float, float]]:
    """The vertical ruling lines: x, top, bottom."""
    return [(float(x0 + x1) / 2, float(t), float(b)) for x0, t, x1, b in page.rules if x1 - x0 < 3 and b - t > 6]


def _cut_at_rules(segment: Segment, crossing: Sequence[float], page: PageWords) -> list[Segment]:
    """A segment cut where a vertical ruling line stands between two words."""
    words = segment.words
    cuts = []
    for at in range(1, len(words)):
        left, right = float(page.x1[words[at - 1]]), float(page.x0[words[at]])
        if any(left - 2 <= x <= right + 2 for x in crossing):
            cuts.append(at)
    return _pieces(segment, cuts, page)


def _pieces(segment: Segment, cuts: Sequence[int], page: PageWords) -> list[Segment]:
    if not cuts:
        return [segment]
    bounds = [0, *cuts, len(segment.words)]
    return [_part(segment, segment.words[a:b], page) for a, b in pairwise(bounds)]


def _is_justified(rows: Sequence[Row], k: int) -> bool:
    """Running text pulled to the width of its column: even gaps, hardly a figure, and the edges of a line above or
    below."""
    row = rows[k]
    texts = [s.text for s in row.segments]
    if sum(map(is_figure, texts[1:])) > 0.25 * len(texts):
        return False
    gaps = [b.x0 - a.x1 for a, b in pairwise(row.segments)]
    if is_list_mark(texts[0]) and len(gaps) > 2:
        gaps = gaps[1:]
    if max(gaps) > 1.6 * min(gaps) or max(gaps) > 4 * row.height:
        return False
    for j in (k - 1, k + 1):
        if 0 <= j < len(rows):
            other = rows[j]
            edges = abs(other.x1 - row.x1) < 3 or (j > k and abs(other.x0 - row.x0) < 3)
            apart = max(other.top - row.bottom, row.top - other.bottom)
            if edges and apart < 1.2 * row.height and len(other.segments[0].words) >= 3:
                return True
    return False


def _merged(segments: Sequence[Segment]) -> Segment:
    first = segments[0]
    return Segment(
        [w for s in segments for w in s.words],
        first.x0,
        min(s.top for s in segments),
        max(s.x1 for s in segments),
        max(s.bottom for s in segments),
        " ".join(s.text for s in segments),
    )


def _cut(segment: Segment, row: Row, near: Sequence[_Cells], page: PageWords) -> list[Segment]:
    """A segment cut at the gaps that the rows around it keep free."""
    words = segment.words
    if len(words) < 2:
        return [segment]
    height = segment.height
    cuts: list[int] = []
    for at in range(1, len(words)):
        left, right = float(page.x1[words[at - 1]]), float(page.x0[words[at]])
        gap = right - left
        if gap < 0.12 * height:
            continue
        if _at_tab(words, at, right, gap / height, near, page) or _in_strip(
            words, at, left, right, gap / height, near, page
        ):
            cuts.append(at)
    return _pieces(segment, cuts, page)


def _at_tab(words: list[int], at: int, right: float, gap: float, near: Sequence[_Cells], page: PageWords) -> bool:
    """The word stands where the second cell of rows around it begins: two of them, or one where a label ends here.
    Behind more than four words the gap is wider than that of most justified lines."""
    support = sum(any(abs(x0 - right) <= _TAB for x0, _ in cells[1:]) for cells in near)
    if not support or at > 4:
        return support >= 2 and gap >= _WIDE
    before = " ".join(page.texts[w] for w in words[:at])
    if is_label(before):
        return True
    return support >= 2 and gap >= 0.3


def _in_strip(
    words: list[int],
    at: int,
    left: float,
    right: float,
    gap: float,
    near: Sequence[_Cells],
    page: PageWords,
) -> bool:
    """The gap lies in a strip that rows of three or more cells around it keep free, and is wider than a blank, or parts
    two figures."""
    tables = [cells for cells in near if len(cells) >= 3]
    if not tables:
        return False
    figures = is_figure(page.texts[words[at - 1]]) and is_figure(page.texts[words[at]])
    if gap < (0.2 if figures else 0.42):
        return False
    free = 0
    for cells in tables:
        if any(a < right - 0.2 and b > left + 0.2 for a, b in cells):
            continue
        if cells[0][0] < left and cells[-1][1] > right:
            free += 1
    return free >= max(1, 0.6 * len(tables)) and (figures or free >= 2)


def _part(segment: Segment, words: list[int], page: PageWords) -> Segment:
    return Segment(
        words,
        float(page.x0[words[0]]),
        segment.top,
        float(max(page.x1[w] for w in words)),
        segment.bottom,
        " ".join(page.texts[w] for w in words),
    )
