"""Rows in reading order to lines: where a block ends (an empty line), and what stands between two words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from griffier.pipeline.layout.column_runs import HorizontalRules
from griffier.pipeline.layout.gaps import refine
from griffier.pipeline.layout.line_numbers import margin_numbers
from griffier.pipeline.layout.page_words import PageWords
from griffier.pipeline.layout.reading_order import reading_order
from griffier.pipeline.layout.segments import Row, halves, rows_of
from griffier.pipeline.layout.short_texts import is_figure, is_list_mark
from griffier.schemas.document import Ints

CELL_SEPARATOR = "   "
"""Between two cells of a row. Words of running text are one blank apart, so two or more blanks always mean cells."""

_WIDE = 1.28
"""A line pitch that is this much wider than the usual one of its size opens a new block. Word's own "1,15 lines, 10 pt
after" gives 1.6 and more, a heading with 6 pt before it 1.4."""

_TABLE_WIDE = 1.9
"""The same between two rows of a table, which are set apart where a label takes two lines."""


@dataclass(slots=True)
class PrintedLine:
    """One line of the canonical text: word numbers in order, the white before each (empty for the first), and whether a
    block begins."""

    words: list[int]
    before: list[str]
    top: float
    bottom: float
    x0: float
    x1: float
    opens: bool


def lines_of(page: PageWords) -> tuple[list[PrintedLine], Ints]:
    """The lines of a page in reading order, and the printed row of each word, counted from the top; of two pages copied
    side by side on one sheet, the left one first.

    Words that run up or down the page come last, in the order of the file; they stand in no row (-1). The numbers of
    the lines in the margin are left out.
    """
    out: list[PrintedLine] = []
    row_of = np.full(len(page), -1, np.int32)
    count = 0
    margin = margin_numbers(page)
    for half in halves(page):
        if len(margin):
            half = np.setdiff1d(np.arange(len(page), dtype=np.int32) if half is None else half, margin)
        rows = rows_of(page, half)
        for number, row in enumerate(rows, count):
            row_of[[word for segment in row.segments for word in segment.words]] = number
        count += len(rows)
        out.extend(_lines_of(page, rows))
    out.extend(_sideways(page))
    return out, row_of


def _sideways(page: PageWords) -> list[PrintedLine]:
    """The words that are not upright, one line for each run of the file that stands in one column of the page."""
    if page.upright is None or page.upright.all():
        return []
    out: list[PrintedLine] = []
    edges = page.x0, page.x1, page.top, page.bottom
    for i in np.flatnonzero(~page.upright).tolist():
        x0, x1, top, bottom = (float(v[i]) for v in edges)
        last = out[-1] if out else None
        standing = x1 - x0 < 0.8 * (bottom - top) or not _is_beside(last, top, bottom)
        if last and last.words[-1] == i - 1 and ((standing and _in_column(last, x0, x1)) or _follows(page, i)):
            last.words.append(i)
            last.before.append(" ")
            last.top, last.bottom = min(last.top, top), max(last.bottom, bottom)
        else:
            apart = last is None or standing or top > last.bottom + (x1 - x0)
            out.append(PrintedLine([i], [""], top, bottom, x0, x1, apart))
    if out:
        out[0].opens = True
    return out


def _is_beside(line: PrintedLine | None, top: float, bottom: float) -> bool:
    """Whether there is a line, and it stands beside these heights."""
    return line is not None and line.bottom >= top and line.top <= bottom


def _in_column(line: PrintedLine, x0: float, x1: float) -> bool:
    """Whether a word stands between the same edges as a line that runs up or down the page."""
    return abs(line.x0 - x0) < 2 and abs(line.x1 - x1) < 2


def _follows(page: PageWords, i: int) -> bool:
    """Whether a word at a slant begins where the one before it in the file ends: further right, and their boxes touch,
    or nearly."""
    x0, x1, top, bottom = page.x0, page.x1, page.top, page.bottom
    near = 0.6 * max(float(page.size[i]), 4.0)
    lying = any(x1[k] - x0[k] >= 0.8 * (bottom[k] - top[k]) for k in (i - 1, i))
    if not lying or x0[i] + x1[i] <= x0[i - 1] + x1[i - 1]:
        return False
    return bool(x0[i] - x1[i - 1] < near and top[i] - bottom[i - 1] < near and top[i - 1] - bottom[i] < near)


def _lines_of(page: PageWords, rows: list[Row]) -> list[PrintedLine]:
    refine(rows, page)
    pitch = _pitches(rows)
    out: list[PrintedLine] = []
    for stretch in reading_order(rows, horizontal_rules(page)):
        last: Row | None = None
        for row in stretch:
            line = _line(row, last is None or _apart(last, row, pitch))
            out.append(line)
            last = row
    return out


def horizontal_rules(page: PageWords) -> HorizontalRules:
    """The horizontal lines among a page's rules."""
    flat = [(float((t + b) / 2), float(x0), float(x1)) for x0, t, x1, b in page.rules if b - t < 3 and x1 - x0 > 15]
    return HorizontalRules(tuple(sorted(flat)))


def _pitches(rows: Sequence[Row]) -> dict[int, float]:
    """Height of a row in half points -> the smallest distance that is common between two rows of that height.

    Where lines go on into the next (long ones that reach the right edge and end in no full stop), only such pairs are
    asked: on a page of short paragraphs the common distance is that between paragraphs. Without any, the distance is
    at most that of "line spacing 1,5".
    """
    if len(rows) < 3:
        return {}
    edge = sorted([row.x1 for row in rows])[(9 * len(rows)) // 10]
    going_on: dict[int, list[float]] = defaultdict(list)
    seen: dict[int, list[float]] = defaultdict(list)
    for a, b in pairwise(rows):
        if a.x1 > b.x0 and b.x1 > a.x0 and abs(a.height - b.height) < 0.15 * b.height:
            size = round(2 * b.height)
            seen[size].append(b.bottom - a.bottom)
            if _is_full_line(a, edge) or _cell_goes_on(a, b):
                going_on[size].append(b.bottom - a.bottom)
    out: dict[int, float] = {}
    for size, steps in seen.items():
        sure = len(going_on[size]) >= 2
        step = _smallest_common(going_on[size] if sure else steps, 0.3 * size)
        if step is not None:
            out[size] = min(step, (2.4 if sure else 1.3) * size / 2)
    return out


def _is_full_line(row: Row, edge: float) -> bool:
    """A long line that reaches the right edge and ends in no full stop."""
    text = row.segments[0].text
    return (
        row.x1 > edge - 0.12 * (edge - row.x0) and len(row.segments) == 1 and len(text) > 40 and text[-1] not in ".;:"
    )


def _smallest_common(steps: Sequence[float], least: float) -> float | None:
    """The smallest distance over some measure that comes twice, and makes a fifth of all; None where none does."""
    steps = sorted(steps)
    for step in steps:
        if step > least and sum([abs(s - step) <= 0.06 * step for s in steps]) >= max(2, 0.2 * len(steps)):
            return step
    return None


def _cell_goes_on(row: Row, below: Row) -> bool:
    """Whether a sentence of three words or more in one of the cells of a row goes on in the row below, at the same left
    edge."""
    for a in row.segments:
        if len(a.words) >= 3 and a.text[-1] not in ".;:,?!" and not is_list_mark(a.text.split(" ", 1)[0]):
            for b in below.segments:
                if abs(a.x0 - b.x0) < 1.5:
                    return (
                        len(row.segments) > 1
                        and len(b.words) >= 2
                        and b.text[0].islower()
                        and not is_list_mark(b.text.split(" ", 1)[0])
                    )
    return False


def _apart(last: Row, row: Row, pitch: dict[int, float]) -> bool:
    """Whether a block ends between two rows."""
    tall = max(last.height, row.height)
    usual = max((pitch[round(2 * r.height)] for r in (last, row) if round(2 * r.height) in pitch), default=1.25 * tall)
    if len(last.segments) > 2 and len(row.segments) > 2:
        usual *= _TABLE_WIDE / _WIDE
    step = row.bottom - last.bottom
    if row.height > 1.1 * last.height:
        step = row.top - last.top
    return step > _WIDE * usual or step < 0


def _line(row: Row, opens: bool) -> PrintedLine:
    segments = row.segments
    words = list(segments[0].words)
    before = [""] + [" "] * (len(words) - 1)
    for k, segment in enumerate(segments[1:], 1):
        mark = k == 1 and is_list_mark(segments[0].text) and (len(segments) == 2 or not segments[0].text[0].isalnum())
        mark = mark and not is_figure(segment.text)
        before.append(" " if mark else CELL_SEPARATOR)
        before.extend([" "] * (len(segment.words) - 1))
        words.extend(segment.words)
    return PrintedLine(words, before, row.top, row.bottom, row.x0, row.x1, opens)
