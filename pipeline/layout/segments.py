"""Words to segments and rows: a segment is a stretch of words of one row without a wide gap, a row is what stands on one height."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from griffier.pipeline.layout.words import PageWords

CELL_GAP = 1.0
"""A gap between two words, in heights of their row, from which they stand in different cells. Justified prose stays under 0.8 on the
documents that were looked at; the cells of a table and the columns of a signature block are wider apart."""


@dataclass(slots=True, eq=False)
class Segment:
    """Words of one row with ordinary gaps between them. `words` are numbers into the page's columns, from left to right."""

    words: list[int]
    x0: float
    top: float
    x1: float
    bottom: float
    text: str = ""

    @property
    def height(self) -> float:
        """Points."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Height of its middle on the page."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True, eq=False)
class Row:
    """Segments on one height, from left to right."""

    segments: list[Segment]

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(s.top for s in self.segments)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(s.bottom for s in self.segments)

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(s.x1 for s in self.segments)

    @property
    def height(self) -> float:
        """Height of its longest segment."""
        return max(self.segments, key=lambda s: s.x1 - s.x0).height


def rows_of(page: PageWords) -> list[Row]:
    """The rows of a page from top to bottom."""
    rows = _gather(_stretches(page))
    for row in rows:
        _settle(row)
    return rows


def _stretches(page: PageWords) -> list[Segment]:
    """Runs of words that follow each other both in the file and on one line of the page."""
    count = len(page)
    if not count:
        return []
    upper = page.top if page.upper is None else page.upper
    lower = page.bottom if page.lower is None else page.lower
    height = np.maximum(lower - upper, 0.5)
    least = np.minimum(height[1:], height[:-1])
    gap = page.x0[1:] - page.x1[:-1]
    together = (
        (np.abs(lower[1:] - lower[:-1]) < 0.2 * least)
        & (np.abs(upper[1:] - upper[:-1]) < 0.35 * least)
        & (gap > -0.3 * least)
        & (gap < CELL_GAP * least)
    )
    starts = np.concatenate(([0], np.flatnonzero(~together) + 1))
    ends = np.concatenate((starts[1:], [count]))
    x0 = np.minimum.reduceat(page.x0, starts).tolist()
    x1 = np.maximum.reduceat(page.x1, starts).tolist()
    top = np.minimum.reduceat(upper, starts).tolist()
    bottom = np.maximum.reduceat(lower, starts).tolist()
    texts = page.texts
    return [
        Segment(list(range(s, e)), x0[i], top[i], x1[i], bottom[i], " ".join(texts[s:e]))
        for i, (s, e) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True))
    ]


def _gather(segments: list[Segment]) -> list[Row]:
    """Segments of one height into one row, the highest first."""
    rows: list[Row] = []
    open_rows: list[tuple[Row, Segment]] = []  # a row and the segment that stands for its height
    for segment in sorted(segments, key=lambda s: (s.middle, s.x0)):
        home = None
        for k in range(len(open_rows) - 1, max(-1, len(open_rows) - 5), -1):
            row, model = open_rows[k]
            if _same_height(segment, model, row):
                home = k
                break
        if home is None:
            row = Row([segment])
            rows.append(row)
            open_rows.append((row, segment))
        else:
            row, model = open_rows[home]
            row.segments.append(segment)
            if segment.x1 - segment.x0 > model.x1 - model.x0 and segment.height >= 0.8 * model.height:
                open_rows[home] = (row, segment)
    rows.sort(key=lambda r: max(r.segments, key=lambda s: s.x1 - s.x0).middle)
    return rows


def _same_height(segment: Segment, model: Segment, row: Row) -> bool:
    small, large = sorted((segment.height, model.height))
    shared = min(segment.bottom, model.bottom) - max(segment.top, model.top)
    if shared < 0.5 * small:
        return False
    for other in row.segments:
        if min(segment.x1, other.x1) - max(segment.x0, other.x0) > 0.3 * min(segment.x1 - segment.x0, other.x1 - other.x0):
            return False
    if small > 0.75 * large:
        return abs(segment.middle - model.middle) < 0.3 * small
    if abs(segment.bottom - model.bottom) < 0.35 * small or abs(segment.middle - model.middle) < 0.3 * small:
        return True
    # a raised or lowered mark belongs to the words that it touches
    return any(segment.x0 - other.x1 < 0.5 * small and other.x0 - segment.x1 < 0.5 * small for other in row.segments)


def _settle(row: Row) -> None:
    """Order a row from left to right and join segments without a wide gap between them."""
    if len(row.segments) == 1:
        return
    row.segments.sort(key=lambda s: s.x0)
    kept = [row.segments[0]]
    for segment in row.segments[1:]:
        last = kept[-1]
        if segment.x0 - last.x1 < CELL_GAP * min(max(segment.height, last.height), 1.5 * min(segment.height, last.height)):
            last.words.extend(segment.words)
            last.x1 = max(last.x1, segment.x1)
            last.top, last.bottom = min(last.top, segment.top), max(last.bottom, segment.bottom)
            last.text = f"{last.text} {segment.text}"
        else:
            kept.append(segment)
    row.segments = kept
