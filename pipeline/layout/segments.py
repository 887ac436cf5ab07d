"""Words to segments and rows: a segment is a stretch of words of one row without a wide gap, a row is what stands on
one height."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from griffier.pipeline.layout.page_words import PageWords
from griffier.schemas.document import Ints, PageState

CELL_GAP = 1.0
"""A gap between two words, in heights of their row, from which they stand in different cells. Justified prose stays
under 0.8 on the documents that were looked at; the cells of a table and the columns of a signature block are wider
apart."""


class Segment:
    """Words of one row with ordinary gaps between them. `words` are numbers into the page's columns, from left to
    right."""

    __slots__ = ("bottom", "height", "middle", "text", "top", "words", "x0", "x1")

    def __init__(self, words: list[int], x0: float, top: float, x1: float, bottom: float, text: str) -> None:
        self.words = words
        self.x0, self.x1 = x0, x1
        self.text = text
        self.stretch(top, bottom)

    def stretch(self, top: float, bottom: float) -> None:
        """Set its upper and lower edge."""
        self.top, self.bottom = top, bottom
        self.height, self.middle = bottom - top, (top + bottom) / 2


class Row:
    """Segments on one height, from left to right. `height` is that of its longest segment."""

    __slots__ = ("bottom", "height", "segments", "top", "x0", "x1")

    def __init__(self, segments: list[Segment]) -> None:
        self.hold(segments)

    def hold(self, segments: list[Segment]) -> None:
        """Take other segments."""
        self.segments = segments
        first = segments[0]
        if len(segments) == 1:
            self.top, self.bottom, self.x0, self.x1, self.height = (
                first.top,
                first.bottom,
                first.x0,
                first.x1,
                first.height,
            )
            return
        self.top = min([s.top for s in segments])
        self.bottom = max([s.bottom for s in segments])
        self.x0 = first.x0
        self.x1 = max([s.x1 for s in segments])
        self.height = max(segments, key=_width).height


def _width(segment: Segment) -> float:
    return segment.x1 - segment.x0


def halves(page: PageWords) -> list[Ints | None]:
    """The words of the left and of the right page of a spread, [None] for all words where the sheet is one page.

    A spread is wider than high, has a free strip of 3 % of its width near the middle, and at least a quarter of its
    words on each side.
    """
    if page.upright is not None and not page.upright.all():
        return [np.flatnonzero(page.upright).astype(np.int32)]
    if page.width < 1.15 * page.height or len(page) < 60:
        return [None]
    order = np.argsort(page.x0, kind="stable")
    reach = np.maximum.accumulate(page.x1[order])
    gap = page.x0[order][1:] - reach[:-1]
    middle = (page.x0[order][1:] + reach[:-1]) / 2
    near = np.flatnonzero((np.abs(middle - page.width / 2) < 0.08 * page.width) & (gap >= 0.03 * page.width))
    if len(near) != 1 or not 0.25 * len(page) < near[0] + 1 < 0.75 * len(page):
        return [None]
    cut = int(near[0]) + 1
    left, right = np.sort(order[:cut]).astype(np.int32), np.sort(order[cut:]).astype(np.int32)
    return [left, right] if _is_text_first(page, left) and _is_text_first(page, right) else [None]


def _is_text_first(page: PageWords, half: Ints) -> bool:
    """Whether the words at the left edge of a half are words, not figures: the right part of one wide table begins with
    figures."""
    edge = float(np.quantile(page.x0[half], 0.02))
    first = [page.texts[i] for i in half.tolist() if page.x0[i] < edge + 0.06 * page.width]
    return sum(any(map(str.isalpha, t)) for t in first) >= 0.5 * len(first)


def rows_of(page: PageWords, only: Ints | None = None) -> list[Row]:
    """The rows of a page, or of some of its words, from top to bottom."""
    segments = _stretches(page, only)
    rows = _gather(segments, _specks(segments) if page.state is PageState.OCR else frozenset())
    for row in rows:
        _settle(row)
    return rows


def _stretches(page: PageWords, only: Ints | None) -> list[Segment]:
    """Runs of words that follow each other both in the file and on one line of the page."""
    pick = slice(None) if only is None else only
    numbers = list(range(len(page))) if only is None else only.tolist()
    count = len(numbers)
    if not count:
        return []
    upper = (page.top if page.upper is None else page.upper)[pick]
    lower = (page.bottom if page.lower is None else page.lower)[pick]
    page_x0, page_x1 = page.x0[pick], page.x1[pick]
    height = np.maximum(lower - upper, 0.5)
    least = np.minimum(height[1:], height[:-1])
    gap = page_x0[1:] - page_x1[:-1]
    together = (
        (np.abs(lower[1:] - lower[:-1]) < 0.2 * least)
        & (np.abs(upper[1:] - upper[:-1]) < 0.35 * least)
        & (gap > -0.3 * least)
        & (gap < CELL_GAP * least)
    )
    starts = np.concatenate(([0], np.flatnonzero(~together) + 1))
    ends = np.concatenate((starts[1:], [count]))
    x0 = np.minimum.reduceat(page_x0, starts).tolist()
    x1 = np.maximum.reduceat(page_x1, starts).tolist()
    top = np.minimum.reduceat(upper, starts).tolist()
    bottom = np.maximum.reduceat(lower, starts).tolist()
    texts = page.texts
    return [
        Segment(numbers[s:e], x0[i], top[i], x1[i], bottom[i], " ".join([texts[n] for n in numbers[s:e]]))
        for i, (s, e) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True))
    ]


def _specks(segments: Sequence[Segment]) -> frozenset[Segment]:
    """What optical recognition read on top of other words: a character or two in the middle of which a longer segment
    lies, or ends."""
    small = [s for s in segments if len(s.text) <= 2]
    return frozenset(
        speck
        for speck in small
        if any(
            other.x0 <= (speck.x0 + speck.x1) / 2 <= other.x1 and other.top < speck.middle < other.bottom
            for other in segments
            if len(other.text) > 4
        )
    )


def _gather(segments: list[Segment], specks: frozenset[Segment]) -> list[Row]:
    """Segments of one height into one row, the highest first; a speck does not keep the words that it lies on out."""
    rows: list[Row] = []
    open_rows: list[tuple[Row, Segment]] = []  # a row and the segment that stands for its height
    for segment in sorted(segments, key=lambda s: (s.middle, s.x0)):
        home = None
        for k in range(len(open_rows) - 1, max(-1, len(open_rows) - 5), -1):
            row, model = open_rows[k]
            if _same_height(segment, model, row, specks):
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
    rows.sort(key=lambda r: max(r.segments, key=_width).middle)
    return rows


def _same_height(segment: Segment, model: Segment, row: Row, specks: frozenset[Segment]) -> bool:
    small, large = sorted((segment.height, model.height))
    shared = min(segment.bottom, model.bottom) - max(segment.top, model.top)
    if shared < 0.5 * small:
        return False
    for other in () if segment in specks else row.segments:
        if other not in specks and min(segment.x1, other.x1) - max(segment.x0, other.x0) > 0.3 * min(
            segment.x1 - segment.x0, other.x1 - other.x0
        ):
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
        if segment.x0 - last.x1 < CELL_GAP * min(
            max(segment.height, last.height), 1.5 * min(segment.height, last.height)
        ):
            last.words.extend(segment.words)
            last.x1 = max(last.x1, segment.x1)
            last.stretch(min(last.top, segment.top), max(last.bottom, segment.bottom))
            last.text = f"{last.text} {segment.text}"
        else:
            kept.append(segment)
    row.hold(kept)
