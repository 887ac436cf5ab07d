"""Reading order: which rows are read across (prose, tables, labels with values), and which stand in columns that are
read one by one.

A run (`column_runs`) is read across unless there is ground to read it down: prose in columns, lines of two blocks at
unlike heights, a signature block (name over function), labels over their values, or cells of a ruled row in which the
text goes on over several lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from griffier.pipeline.layout.column_runs import HorizontalRules, Run, bands, run_at
from griffier.pipeline.layout.segments import Row
from griffier.pipeline.layout.short_texts import has_signature_word, is_figure, is_label, is_signature_like
from griffier.pipeline.layout.side_blocks import (
    are_columns_of_a_page,
    at_unlike_heights,
    follows_closely,
    is_address_beside,
    is_box_beside,
    is_interrupted,
    is_label_of_lines,
    is_prose,
    is_title_beside_note,
    labelled_block,
    labels_at,
    stands_beside_prose,
)

_DEPTH = 3
_ROWS = 3
_WORDS = 4
"""Words of a line that may go on below it."""
_PARTED = 2
"""Rules between rows that make a table of a run."""

_Stretches = Iterable[tuple[list[Row], bool]]
"""Stretches of rows; True with those that go on in the flow of the rows around them."""


def reading_order(rows: Sequence[Row], rules: HorizontalRules, depth: int = 0) -> list[list[Row]]:
    """Rows in reading order as stretches: within a stretch they follow each other down the page, between two is a
    break."""
    out: list[list[Row]] = [[]]
    at = 0
    while at < len(rows):
        run = run_at(rows, at) if depth < _DEPTH else None
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


def _read_run(run: Run, rules: HorizontalRules, depth: int) -> _Stretches:
    if is_box_beside(run.columns):
        yield from _one_by_one(run.columns[::-1], rules, depth)
        return
    table, grid = _is_table(run), _is_grid(run, rules)
    if not grid and _are_blocks(run, table):
        yield from _one_by_one(run.columns, rules, depth)
        return
    block = _side_block(run) if not grid else None
    if block is not None:
        yield from _read_beside(run, *block, rules, depth)
        return
    labels = 0 if table or grid else labels_at(run.columns)
    if labels:
        yield from _one_by_one(Run(run.rows, [run.gutters[labels - 1]]).columns, rules, depth)
        return
    for band, ruled in bands(run, rules):
        if _is_read_down(band, table, ruled):
            yield from _one_by_one(band.columns, rules, depth)
        else:
            yield from _read_across(band, rules, depth)


def _is_grid(run: Run, rules: HorizontalRules) -> bool:
    """Whether rules part the run in three bands or more, across all its gutters: the rows of a table, whose cells
    stand at what height they will."""
    if not rules.lines:
        return False
    x0, x1 = run.gutters[0][0], run.gutters[-1][1]
    parted, bottom = 0, run.rows[0].bottom
    for above, row in pairwise(run.rows):
        bottom = max(bottom, above.bottom)
        parted += rules.between(bottom - 2, row.top + 2, x0, x1)
    return parted >= _PARTED


def _read_across(band: Run, rules: HorizontalRules, depth: int) -> _Stretches:
    """The rows of a band; those of a label of several lines and its value, one after the other."""
    for rows in _labelled_rows(Run(_with_labels_between(band), band.gutters)):
        part = Run(rows, band.gutters)
        if is_label_of_lines(part.columns):
            yield from _one_by_one(part.columns, rules, depth)
        else:
            yield rows, True


def _with_labels_between(band: Run) -> list[Row]:
    """The rows of two columns, a label that stands between the two lines of its value put beside the first of them."""
    out: list[Row] = []
    for k, row in enumerate(band.rows):
        between = 0 < k < len(band.rows) - 1 and _stands_between(band, band.rows[k - 1], row, band.rows[k + 1])
        if between and out and out[-1] is band.rows[k - 1]:
            out[-1] = Row([*row.segments, *out[-1].segments])
        else:
            out.append(row)
    return out


def _stands_between(band: Run, above: Row, row: Row, below: Row) -> bool:
    """Does a row of the first column alone overlap one of the second above it, of several words, and the shorter rest
    of that below it?"""
    cells = [[bool(cell) for cell in band.cells(each)] for each in (above, row, below)]
    if cells != [[False, True], [True, False], [False, True]]:
        return False
    if len(above.segments[-1].words) < _WORDS or is_label(below.segments[0].text) or above.x1 < below.x1:
        return False
    return above.bottom > row.top and row.bottom > below.top and follows_closely(above, below)


def _labelled_rows(band: Run) -> list[list[Row]]:
    """The rows of two columns cut before each that begins with a capital in the first and has a cell in the second."""
    out: list[list[Row]] = [[]]
    for row in band.rows:
        cells = band.cells(row)
        if out[-1] and len(cells) == 2 and all(cells) and cells[0][0].text[0].isupper():
            out.append([])
        out[-1].append(row)
    return out


def _one_by_one(columns: Sequence[Sequence[Row]], rules: HorizontalRules, depth: int) -> _Stretches:
    """The stretches of columns that are read one after the other."""
    for column in columns:
        for stretch in reading_order(column, rules, depth + 1):
            yield stretch, False


def _are_blocks(run: Run, table: bool) -> bool:
    """Whether the columns of a run have nothing to do with each other: each is read to its end."""
    if _are_prose_columns(run) or stands_beside_prose(run.columns):
        return True
    if table:
        return False
    if is_title_beside_note(run.columns) or are_columns_of_a_page(run.columns):
        return True
    return at_unlike_heights(run.columns) and not is_address_beside(run.columns)


def _are_prose_columns(run: Run) -> bool:
    """Two or three columns of running text: each of at least four lines that mostly fill it, words and no figures, no
    labels."""
    return 2 <= len(run.columns) <= 3 and all(map(is_prose, run.columns))


def _is_table(run: Run) -> bool:
    """Three rows or more, of whose cells right of the first column a third are figures: heads of several lines are read
    across too."""
    return len(run.rows) > 3 and _share_of_figures(run.columns[1:]) >= 0.34


def _share_of_figures(columns: Sequence[Sequence[Row]]) -> float:
    texts = [s.text for column in columns for row in column for s in row.segments]
    return sum(map(is_figure, texts)) / len(texts) if texts else 1.0


def _side_block(run: Run) -> tuple[int, Sequence[Row]] | None:
    """The column, and its rows, in which labels stand over their values, twice or more, beside text without labels; or
    which says how a body is reached."""
    if len(run.columns) != 2 or min(map(len, run.columns)) < 2:
        return None
    if is_address_beside(run.columns):
        return 1, run.columns[1]
    for number, column in enumerate(run.columns):
        block = labelled_block(column)
        if not block:
            continue
        beside = [row for row in run.columns[1 - number] if row.bottom > block[0].top and row.top < block[-1].bottom]
        if beside and not any(is_label(s.text) for row in beside for s in row.segments):
            return number, block
    return None


def _read_beside(run: Run, number: int, block: Sequence[Row], rules: HorizontalRules, depth: int) -> _Stretches:
    """A run with a side block: what stands above it, what stands beside it, the block, what follows. Text that goes on
    below the block is not interrupted by it: one at the right comes behind it then."""
    above, inside, below = _around(block, run.rows)
    for stretch in reading_order(above, rules, depth + 1):
        yield stretch, True
    own = Run(inside, run.gutters).columns
    text = own[1 - number]
    goes_on = bool(below) and follows_closely(text[-1], below[0])
    if goes_on and number:
        yield from ((stretch, True) for part in (text, below) for stretch in reading_order(part, rules, depth + 1))
        yield from _one_by_one([own[number]], rules, depth)
        return
    for column in (own[number], text) if number == 0 else (text, own[number]):
        for stretch in reading_order(column, rules, depth + 1):
            yield stretch, goes_on and column is text
    for k, stretch in enumerate(reading_order(below, rules, depth + 1)):
        yield stretch, goes_on and k == 0


def _around(block: Sequence[Row], rows: Sequence[Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """The rows above a block, those at its height, and those below it."""
    top, bottom = block[0].top + 1, block[-1].bottom - 1
    above = [row for row in rows if row.bottom <= top]
    inside = [row for row in rows if row.bottom > top and row.top < bottom]
    return above, inside, [row for row in rows if row.top >= bottom]


def _is_read_down(band: Run, table: bool, ruled: bool) -> bool:
    """Whether the columns of a band are read one after the other."""
    if len(band.rows) > 1 and (_holds_prose_side_by_side(band) if table else _has_ground_to_read_down(band, ruled)):
        return True
    return stands_beside_prose(band.columns) or (ruled and is_interrupted(band.columns) and not _are_whole_rows(band))


def _has_ground_to_read_down(band: Run, ruled: bool) -> bool:
    columns = [c for c in band.columns if c]
    if len(columns) < 2 or _share_of_figures(columns[1:]) >= 0.4:
        return False
    if _are_labels_over_values(band) or _holds_prose_side_by_side(band) or at_unlike_heights(columns):
        return True
    if _is_signature_block(columns, len(band.rows)) or is_label_of_lines(columns):
        return True
    return ruled and _cells_go_on(columns) and not _are_whole_rows(band)


def _holds_prose_side_by_side(band: Run) -> bool:
    """Three or more rows in which both sides are long text: read across, sentences would be mixed."""
    if len(band.gutters) != 1:
        return False
    long = 0
    for row in band.rows:
        if all(len(p) == 1 and len(p[0].words) >= 4 and len(p[0].text) >= 20 for p in band.cells(row)):
            long += 1
    return long >= 3 and long >= 0.5 * sum(len(r.segments) > 1 for r in band.rows)


def _are_labels_over_values(band: Run) -> bool:
    first = [s.text for s in band.rows[0].segments]
    rest = [s.text for row in band.rows[1:] for s in row.segments]
    if sum(map(bool, band.cells(band.rows[0]))) < 2 or any(t.endswith(":") and len(t) < 2 for t in first):
        return False
    return all(map(is_label, first)) and not any(map(is_label, rest))


def _is_signature_block(columns: Sequence[Sequence[Row]], rows: int) -> bool:
    """Two to four columns of two to five rows that hold nothing but names, functions and parties."""
    if not (2 <= len(columns) <= 4 and 2 <= rows <= 5) or max(len(c) for c in columns) < 2:
        return False
    texts = [s.text for c in columns for r in c for s in r.segments]
    if any(is_label(t) and not has_signature_word(t) for t in texts) or not all(map(is_signature_like, texts)):
        return False
    return any(map(has_signature_word, texts))


def _are_whole_rows(band: Run) -> bool:
    """Three rows or more with a cell in each column, none of which begins as the rest of a sentence: labels with their
    values above the first rule of a table."""
    cells = [cell for row in band.rows for cell in band.cells(row)]
    return len(band.rows) >= _ROWS and all(cell and not cell[0].text[0].islower() for cell in cells)


def _cells_go_on(columns: Sequence[Sequence[Row]]) -> bool:
    """A column before the last has several lines, and so has another: read across, their sentences would be mixed."""
    return any(len(c) > 1 for c in columns[:-1]) and sum(len(c) > 1 for c in columns) > 1
