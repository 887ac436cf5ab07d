"""Reading order: which rows are read across (prose, tables, labels with values), and which stand in columns that are
read one by one.

Rows that leave a common strip of the page free, with text on both sides of it, form a run. A run is read across
unless there is ground to read it down: prose in columns, lines of two blocks at unlike heights, a signature block
(name over function), labels over their values, or cells of a ruled row in which the text goes on over several lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from griffier.pipeline.layout.segments import Row, Segment
from griffier.pipeline.layout.short_texts import (
    has_signature_word,
    is_figure,
    is_label,
    is_list_mark,
    is_signature_like,
)
from griffier.pipeline.layout.side_blocks import (
    is_interrupted,
    is_label_of_lines,
    is_label_over_value,
    is_prose,
    is_title_beside_note,
    labels_at,
    level,
    stands_beside_prose,
    title_end,
)

GUTTER = 0.9
"""Least width of the strip between two columns, in heights of a row."""

_DEPTH = 3


@dataclass(frozen=True, slots=True)
class HorizontalRules:
    """The horizontal ruling lines of a page, sorted: height, x0, x1."""

    lines: tuple[tuple[float, float, float], ...] = ()

    def between(self, upper: float, lower: float, x0: float, x1: float) -> bool:
        """A rule between two heights that crosses the strip from x0 to x1."""
        return any(upper - 1 <= y <= lower + 1 and a <= x0 + 1 and b >= x1 - 1 for y, a, b in self.lines)


@dataclass(slots=True)
class _Run:
    rows: list[Row]
    gutters: list[tuple[float, float]]
    columns: list[list[Row]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.columns = [[] for _ in range(len(self.gutters) + 1)]
        for row in self.rows:
            for number, part in enumerate(_split(row, self.gutters)):
                if part:
                    self.columns[number].append(Row(part))


def reading_order(rows: Sequence[Row], rules: HorizontalRules, depth: int = 0) -> list[list[Row]]:
    """Rows in reading order as stretches: within a stretch they follow each other down the page, between two is a
    break."""
    out: list[list[Row]] = [[]]
    at = 0
    while at < len(rows):
        run = _run_at(rows, at) if depth < _DEPTH else None
        if run is None:
            out[-1].append(rows[at])
            at += 1
            continue
        at += len(run.rows)
        for stretch, goes_on in _read_run(run, rules, depth):
            if goes_on:
                out[-1].extend(stretch)
            else:
                out.extend([stretch, []])
    return [stretch for stretch in out if stretch]


def _read_run(run: _Run, rules: HorizontalRules, depth: int) -> Iterable[tuple[list[Row], bool]]:
    """The stretches of a run; True with those that go on in the flow of the rows around them."""
    table = _is_table(run)
    if (
        _are_prose_columns(run)
        or stands_beside_prose(run.columns)
        or (not table and (_at_unlike_heights(run.columns) or is_title_beside_note(run.columns)))
    ):
        for column in run.columns:
            for stretch in reading_order(column, rules, depth + 1):
                yield stretch, False
        return
    block = _side_block(run)
    if block is not None:
        yield from _read_beside(run, *block, rules, depth)
        return
    labels = 0 if table else labels_at(run.columns)
    if labels:
        for column in _Run(run.rows, [run.gutters[labels - 1]]).columns:
            for stretch in reading_order(column, rules, depth + 1):
                yield stretch, False
        return
    for band, ruled in _bands(run, rules):
        down = len(band.rows) > 1 and (_holds_prose_side_by_side(band) if table else _read_down(band, ruled))
        if down or stands_beside_prose(band.columns) or (ruled and is_interrupted(band.columns)):
            for column in band.columns:
                for stretch in reading_order(column, rules, depth + 1):
                    yield stretch, False
        else:
            yield band.rows, True


def _split(row: Row, gutters: Sequence[tuple[float, float]]) -> list[list[Segment]]:
    parts: list[list[Segment]] = [[] for _ in range(len(gutters) + 1)]
    for segment in row.segments:
        middle = (segment.x0 + segment.x1) / 2
        parts[sum(middle > (a + b) / 2 for a, b in gutters)].append(segment)
    return parts


def _run_at(rows: Sequence[Row], start: int) -> _Run | None:
    """The longest run that begins with a row: None where no strip is free with text on both sides."""
    first = rows[start]
    title = title_end(rows, start)
    if title > start:
        gutters = _gutters(rows[start:title])
        return _Run(list(rows[start:title]), gutters) if gutters else None
    if len(first.segments) == 1:
        below = rows[start + 1] if start + 1 < len(rows) else None
        if below is None or not (
            _beside(first, below) or (below.x0 < first.x0 - 3 and is_label_over_value(first, below))
        ):
            return None
    covered: list[tuple[float, float]] = []
    best: list[tuple[float, float]] = []
    end = start
    for k in range(start, len(rows)):
        row = rows[k]
        if k > start and row.top - rows[k - 1].bottom > 4 * row.height and not _signs(rows[k - 1], row):
            break
        merged = _cover(covered, [(s.x0, s.x1) for s in row.segments])
        least = GUTTER * min(row.height, first.height)
        gutters = [(a[1], b[0]) for a, b in pairwise(merged) if b[0] - a[1] >= least]
        if not gutters and k > start:
            break
        covered, end = merged, k + 1
        best = gutters
    rows_in = list(rows[start:end])
    # one-sided rows at the end that stand apart belong to what follows
    while (
        len(rows_in) > 1
        and len(rows_in[-1].segments) == 1
        and rows_in[-1].top - rows_in[-2].bottom > 0.9 * rows_in[-1].height
    ):
        rows_in.pop()
    if not best or len(rows_in) < 2:
        return None
    best = _gutters(rows_in)
    if not best:
        return None
    run = _Run(rows_in, best)
    end = _end_of_common_part(run)
    best = _gutters(rows_in[:end]) if end < len(rows_in) else best
    return _Run(rows_in[:end], best) if end < len(rows_in) and best else run


def _end_of_common_part(run: _Run) -> int:
    """Where, below the last line of its shortest column, a run breaks into columns of another kind: behind a gap, and
    in rows of several segments in one column."""
    short = min(column[-1].bottom for column in run.columns if column)
    for k in range(2, len(run.rows)):
        row, above = run.rows[k], run.rows[k - 1]
        if row.top > short and row.top - above.bottom > 0.9 * row.height:
            return k if sum(len(r.segments) > 1 for r in run.rows[k:]) >= 2 else len(run.rows)
    return len(run.rows)


def _gutters(rows: Sequence[Row]) -> list[tuple[float, float]]:
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
    return start < k - 1 and k + 1 < len(rows) and _close(rows[k - 2], rows[k - 1]) and _close(rows[k], rows[k + 1])


def _close(row: Row, other: Row) -> bool:
    return other.top - row.bottom <= 0.8 * row.height


def _beside(row: Row, other: Row) -> bool:
    """Two rows that stand side by side at unlike heights."""
    overlap = min(row.bottom, other.bottom) - max(row.top, other.top)
    apart = other.x0 > row.x1 or row.x0 > other.x1
    return apart and overlap > 0.15 * min(row.height, other.height)


def _cover(covered: list[tuple[float, float]], spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The union of stretches of x."""
    out: list[tuple[float, float]] = []
    for x0, x1 in sorted(covered + spans):
        if out and x0 <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], x1))
        else:
            out.append((x0, x1))
    return out


def _are_prose_columns(run: _Run) -> bool:
    """Two or three columns of running text: each of at least four lines that mostly fill it, words and no figures, no
    labels."""
    if not 2 <= len(run.columns) <= 3:
        return False
    return all(map(is_prose, run.columns))


def _bands(run: _Run, rules: HorizontalRules) -> Iterable[tuple[_Run, bool]]:
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
        yield _Run(rows, _gutters(rows) or run.gutters), ruled
        start = k


def _is_table(run: _Run) -> bool:
    """Three rows or more, of whose cells right of the first column a third are figures: heads of several lines are read
    across too."""
    later = [s.text for c in run.columns[1:] for r in c for s in r.segments]
    return len(run.rows) > 3 and sum(map(is_figure, later)) >= 0.34 * len(later)


def _usual_gap(rows: Sequence[Row]) -> float:
    """The lower quartile of the white between rows, at most their height."""
    gaps = sorted(max(0.0, b.top - a.bottom) for a, b in pairwise(rows))
    return min(gaps[len(gaps) // 4], rows[0].height) if gaps else 0.0


def _read_down(band: _Run, ruled: bool) -> bool:
    """Whether the columns of a band are read one after the other."""
    columns = [c for c in band.columns if c]
    if len(columns) < 2:
        return False
    later = [s.text for c in columns[1:] for r in c for s in r.segments]
    if sum(map(is_figure, later)) >= 0.4 * len(later):
        return False
    filled = [sum(1 for part in _split(row, band.gutters) if part) for row in band.rows]
    if _labels_over_values(band, filled) or _holds_prose_side_by_side(band):
        return True
    if _at_unlike_heights(columns):
        return True
    if _is_signature_block(columns, filled):
        return True
    if is_label_of_lines(columns):
        return True
    return ruled and _cells_go_on(columns)


def _holds_prose_side_by_side(band: _Run) -> bool:
    """Three or more rows in which both sides are long text: read across, sentences would be mixed."""
    if len(band.gutters) != 1:
        return False
    long = 0
    for row in band.rows:
        parts = _split(row, band.gutters)
        if all(len(p) == 1 and len(p[0].words) >= 4 and len(p[0].text) >= 20 for p in parts):
            long += 1
    return long >= 3 and long >= 0.5 * sum(len(r.segments) > 1 for r in band.rows)


def _labels_over_values(band: _Run, filled: Sequence[int]) -> bool:
    first = [s.text for s in band.rows[0].segments]
    rest = [s.text for row in band.rows[1:] for s in row.segments]
    if filled[0] < 2 or any(t.endswith(":") and len(t) < 2 for t in first):
        return False
    return all(map(is_label, first)) and not any(map(is_label, rest))


def _at_unlike_heights(columns: Sequence[Sequence[Row]]) -> bool:
    """Two blocks beside each other whose lines do not meet: in each, half of the lines or more stand on a height of
    their own."""
    columns = [c for c in columns if len(c) > 1]
    if len(columns) < 2:
        return False
    upper, lower = max(c[0].top for c in columns), min(c[-1].bottom for c in columns)
    if lower <= upper or _is_form(columns[0], columns[1]):
        return False
    alone = 0
    for column in columns:
        inside = [row for row in column if row.bottom > upper and row.top < lower]
        others = [row for other in columns if other is not column for row in other]
        free = sum(not any(level(row, other) for other in others) for row in inside)
        if free < 2 or free < 0.5 * len(inside):
            return False
        alone += free
    return alone > 4 or alone > 0.6 * sum(map(len, columns))


def _side_block(run: _Run) -> tuple[int, list[Row]] | None:
    """The column, and its rows, in which labels stand over their values, twice or more, beside text without labels."""
    if len(run.columns) != 2 or min(map(len, run.columns)) < 2:
        return None
    for number, column in enumerate(run.columns):
        labels = [_is_label_row(row) for row in column]
        pairs = sum(a and not b and _close(column[i], column[i + 1]) for i, (a, b) in enumerate(pairwise(labels)))
        if not labels[0] or pairs < 2 or sum(labels) > pairs + 1:
            continue
        end = min(len(column), max(i for i, label in enumerate(labels) if label) + 2)
        while end < len(column) and _close(column[end - 1], column[end]):
            end += 1
        block = column[:end]
        beside = [row for row in run.columns[1 - number] if row.bottom > block[0].top and row.top < block[-1].bottom]
        if beside and pairs >= 0.3 * end and not any(is_label(s.text) for row in beside for s in row.segments):
            return number, block
    return None


def _read_beside(
    run: _Run, number: int, block: list[Row], rules: HorizontalRules, depth: int
) -> Iterable[tuple[list[Row], bool]]:
    """A run with a side block: what stands above it, what stands beside it, the block, what follows. Text that goes on
    below the block is not interrupted by it: the block comes first then."""
    top, bottom = block[0].top + 1, block[-1].bottom - 1
    above = [row for row in run.rows if row.bottom <= top]
    inside = [row for row in run.rows if row.bottom > top and row.top < bottom]
    below = [row for row in run.rows if row.top >= bottom]
    if above:
        for stretch in reading_order(above, rules, depth + 1):
            yield stretch, True
    own = _Run(inside, run.gutters).columns
    goes_on = bool(below) and _close(inside[-1], below[0])
    for column in (own[number], own[1 - number]) if number == 0 or goes_on else (own[1 - number], own[number]):
        for stretch in reading_order(column, rules, depth + 1):
            yield stretch, goes_on and column is own[1 - number]
    if below:
        for k, stretch in enumerate(reading_order(below, rules, depth + 1)):
            yield stretch, goes_on and k == 0


def _is_label_row(row: Row) -> bool:
    return len(row.segments) == 1 and is_label(row.segments[0].text)


def _is_form(labels: Sequence[Row], values: Sequence[Row]) -> bool:
    """Labels on the left, each with a value about level with it: a form, however much smaller the labels are
    printed."""
    named = [row for row in labels if all(is_label(s.text) for s in row.segments)]
    if len(named) < 2 or len(named) < 0.6 * len(labels):
        return False
    near = sum(any(abs(row.bottom - v.bottom) < 0.4 * max(row.height, v.height) for v in values) for row in named)
    return near >= 0.7 * len(named)


def _is_signature_block(columns: Sequence[Sequence[Row]], filled: Sequence[int]) -> bool:
    """Two to four columns of two to five rows that hold nothing but names, functions and parties."""
    if not (2 <= len(columns) <= 4 and 2 <= len(filled) <= 5) or max(len(c) for c in columns) < 2:
        return False
    texts = [s.text for c in columns for r in c for s in r.segments]
    if any(is_label(t) and not has_signature_word(t) for t in texts) or not all(map(is_signature_like, texts)):
        return False
    return any(map(has_signature_word, texts))


def _cells_go_on(columns: Sequence[Sequence[Row]]) -> bool:
    """A column before the last has several lines, and so has another: read across, their sentences would be mixed."""
    return any(len(c) > 1 for c in columns[:-1]) and sum(len(c) > 1 for c in columns) > 1
