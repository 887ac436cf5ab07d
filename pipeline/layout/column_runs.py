"""Runs: rows that leave a common strip of the page free, with text on both sides of it, and so stand in columns.

Found here; whether a run is read across or column by column is for `reading_order`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from griffier.pipeline.layout.segments import Row, Segment
from griffier.pipeline.layout.short_texts import has_signature_word, is_figure, is_list_mark, is_signature_like
from griffier.pipeline.layout.side_blocks import follows_closely, is_label_over_value, title_end

GUTTER = 0.9
"""Least width of the strip between two columns, in heights of a row."""

_LINE = 4
"""Words from which a line is one of running text."""

_Strip = tuple[float, float]
"""A stretch of x."""


@dataclass(frozen=True, slots=True)
class HorizontalRules:
    """The horizontal ruling lines of a page, sorted: height, x0, x1."""

    lines: tuple[tuple[float, float, float], ...] = ()

    def between(self, upper: float, lower: float, x0: float, x1: float) -> bool:
        """A rule between two heights that crosses the strip from x0 to x1."""
        return any(upper - 1 <= y <= lower + 1 and a <= x0 + 1 and b >= x1 - 1 for y, a, b in self.lines)


@dataclass(slots=True)
class Run:
    """Rows, the strips that they leave free, and the columns between these."""

    rows: list[Row]
    gutters: list[_Strip]
    columns: list[list[Row]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.columns = [[] for _ in range(len(self.gutters) + 1)]
        for row in self.rows:
            for number, part in enumerate(self.cells(row)):
                if part:
                    self.columns[number].append(Row(part))

    def cells(self, row: Row) -> list[list[Segment]]:
        """The segments of a row, column by column."""
        parts: list[list[Segment]] = [[] for _ in range(len(self.gutters) + 1)]
        for segment in row.segments:
            middle = (segment.x0 + segment.x1) / 2
            parts[sum(middle > (a + b) / 2 for a, b in self.gutters)].append(segment)
        return parts


def run_at(rows: Sequence[Row], start: int) -> Run | None:
    """The longest run that begins with a row: None where no strip is free with text on both sides."""
    title = title_end(rows, start)
    if title > start:
        return _run_of(rows[start:title])
    if not _may_open(rows, start):
        return None
    run = _run_of(_without_loose_end(_reach(rows, start)))
    if run is None:
        return None
    end = _end_of_common_part(run)
    return (_run_of(run.rows[:end]) if end < len(run.rows) else None) or run


def _run_of(rows: Sequence[Row]) -> Run | None:
    """These rows as a run: two or more that leave a strip free."""
    gutters = _gutters(rows) if len(rows) > 1 else []
    return Run(list(rows), gutters) if gutters else None


def _may_open(rows: Sequence[Row], start: int) -> bool:
    """Whether a run may begin with a row: it has text in two places, or text beside it, or is a label with its value
    below and further left."""
    first = rows[start]
    if len(first.segments) > 1:
        return True
    if start + 1 == len(rows):
        return False
    below = rows[start + 1]
    if _beside(first, below) or _heads_later_column(first, below):
        return True
    return below.x0 < first.x0 - 3 and is_label_over_value(first, below)


def _heads_later_column(row: Row, below: Row) -> bool:
    """A line of text that is the first of a column which begins a line higher than the one left of it."""
    if len(row.segments[0].words) < _LINE or not follows_closely(row, below) or row.x0 <= below.segments[0].x1:
        return False
    return any(abs(s.x0 - row.x0) < 3 and len(s.words) >= _LINE for s in below.segments[1:])


def _reach(rows: Sequence[Row], start: int) -> Sequence[Row]:
    """The rows from one on that leave a common strip free and are not too far apart."""
    covered: list[_Strip] = []
    for k in range(start, len(rows)):
        row = rows[k]
        if k > start and row.top - rows[k - 1].bottom > 4 * row.height and not _signs(rows[k - 1], row):
            return rows[start:k]
        covered = _cover(covered, [(s.x0, s.x1) for s in row.segments])
        least = GUTTER * min(row.height, rows[start].height)
        if k > start and not any(b[0] - a[1] >= least for a, b in pairwise(covered)):
            return rows[start:k]
    return rows[start:]


def _without_loose_end(rows: Sequence[Row]) -> Sequence[Row]:
    """Rows without those at their end that have text on one side and stand apart: these belong to what follows."""
    end = len(rows)
    while end > 1:
        last = rows[end - 1]
        if len(last.segments) > 1 or last.top - rows[end - 2].bottom <= 0.9 * last.height:
            break
        end -= 1
    return rows[:end]


def _end_of_common_part(run: Run) -> int:
    """Where, below the last line of its shortest column, a run breaks into columns of another kind: behind a gap, and
    in rows of several segments in one column."""
    short = min(column[-1].bottom for column in run.columns if column)
    for k in range(2, len(run.rows)):
        row, above = run.rows[k], run.rows[k - 1]
        if row.top > short and row.top - above.bottom > 0.9 * row.height:
            return k if sum(len(r.segments) > 1 for r in run.rows[k:]) >= 2 else len(run.rows)
    return len(run.rows)


def _gutters(rows: Sequence[Row]) -> list[_Strip]:
    """The strips that all rows leave free, with text on both sides."""
    covered = _cover([], [(s.x0, s.x1) for row in rows for s in row.segments])
    least = GUTTER * min(row.height for row in rows)
    gutters = [(a[1], b[0]) for a, b in pairwise(covered) if b[0] - a[1] >= least]
    return [g for k, g in enumerate(gutters) if not _marks_only(rows, gutters[k - 1][1] if k else -1e9, g[0])]


def _marks_only(rows: Sequence[Row], x0: float, x1: float) -> bool:
    """Whether nothing but the marks of list items stands between two places, each on a row with its text: no column of
    its own."""
    marks = [(row, s) for row in rows for s in row.segments if x0 <= (s.x0 + s.x1) / 2 <= x1]
    return bool(marks) and all(
        is_list_mark(s.text) and any(o.x0 > x1 and not is_figure(o.text) for o in row.segments) for row, s in marks
    )


def _cover(covered: list[_Strip], spans: list[_Strip]) -> list[_Strip]:
    """The union of stretches of x."""
    out: list[_Strip] = []
    for x0, x1 in sorted(covered + spans):
        if out and x0 <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], x1))
        else:
            out.append((x0, x1))
    return out


def bands(run: Run, rules: HorizontalRules) -> Iterable[tuple[Run, bool]]:
    """A run cut where all its columns leave a gap, or where a ruling line crosses its first gutter. True for bands
    between rules."""
    start, ruled = 0, False
    x0, x1 = run.gutters[0]
    pitch = _usual_gap(run.rows)
    for k in range(1, len(run.rows) + 1):
        if k < len(run.rows):
            above = max(r.bottom for r in run.rows[start:k])
            crossing = rules.between(above - 2, run.rows[k].top + 2, x0, x1) if rules.lines else False
            ruled = ruled or crossing
            near = run.rows[k].top - above <= pitch + 0.45 * run.rows[k].height
            if not crossing and (
                near or (_signs(run.rows[k - 1], run.rows[k]) and not _opens_pair(run.rows, start, k))
            ):
                continue
        rows = run.rows[start:k]
        yield Run(rows, _gutters(rows) or run.gutters), ruled
        start = k


def _usual_gap(rows: Sequence[Row]) -> float:
    """The lower quartile of the white between rows, at most their height."""
    gaps = sorted(max(0.0, b.top - a.bottom) for a, b in pairwise(rows))
    return min(gaps[len(gaps) // 4], rows[0].height) if gaps else 0.0


def _signs(row: Row, other: Row) -> bool:
    """Functions, and at most ten lines lower as many names: the white between them is for the signatures."""
    if len(row.segments) < 2 or len(row.segments) != len(other.segments) or other.top - row.bottom > 10 * row.height:
        return False
    if not all(is_signature_like(s.text) for r in (row, other) for s in r.segments):
        return False
    return all(has_signature_word(s.text) for s in row.segments) and all(
        min(a.x1, b.x1) > max(a.x0, b.x0) for a, b in zip(row.segments, other.segments, strict=True)
    )


def _opens_pair(rows: Sequence[Row], start: int, k: int) -> bool:
    """The row has a row close below it, and the one above it has one close above: pairs of a name and a party, not a
    function and, after room to sign, a name."""
    return (
        start < k - 1
        and k + 1 < len(rows)
        and follows_closely(rows[k - 2], rows[k - 1])
        and follows_closely(rows[k], rows[k + 1])
    )


def _beside(row: Row, other: Row) -> bool:
    """Two rows that stand side by side at unlike heights."""
    overlap = min(row.bottom, other.bottom) - max(row.top, other.top)
    apart = other.x0 > row.x1 or row.x0 > other.x1
    return apart and overlap > 0.15 * min(row.height, other.height)
