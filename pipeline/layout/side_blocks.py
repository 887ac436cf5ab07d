"""Blocks that stand beside each other and are no rows of one table: prose beside a chart, labels beside an address, a
title by a note."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise

from griffier.pipeline.layout.segments import Row
from griffier.pipeline.layout.short_texts import is_label, is_labelled, is_list_mark, reached

_GOES_ON = 0.5
"""Share of the lines of running text that end without a full stop; the lines of a list of names or of cells seldom do
with a small letter after them."""


_ADDRESS = 45
"""Characters of a line of an address, at most."""


_BOX = 10
"""Lines of a box in the head, at most."""
_PARAGRAPHS = 8
"""Lines of a text of short paragraphs, at least."""
_NEAR = 3
"""Lines below the text's first within which it begins, and above the text's last at which it ended."""


def level(row: Row, other: Row) -> bool:
    """Two rows of two columns that are printed on one line; where their sizes differ, exactly on one line."""
    small, large = sorted((row.height, other.height))
    return abs(row.bottom - other.bottom) < (0.3 if small > 0.88 * large else 0.14) * small


def is_prose(column: Sequence[Row]) -> bool:
    """Running text: at least four lines of words that mostly fill the column."""
    lines = [row for row in column if _is_line(row)]
    if len(lines) < 4 or len(lines) < 0.8 * len(column):
        return False
    width = max(r.x1 for r in lines) - min(r.x0 for r in lines)
    words = sum(len(r.segments[-1].words) for r in lines) / len(lines)
    full = sum(r.x1 - r.x0 > 0.6 * width for r in lines) / len(lines)
    return words >= 3.2 and full >= 0.6 and width > 8 * lines[0].height


def _is_line(row: Row) -> bool:
    """One segment, or the mark of a list item and its text; recognition reads a disc as a letter."""
    mark = row.segments[0].text
    return len(row.segments) == 1 or (len(row.segments) == 2 and (is_list_mark(mark) or mark == "e"))


def goes_on(column: Sequence[Row]) -> bool:
    """Whether sentences run over the line ends: half of the lines go on with a small letter, one pitch lower."""
    pairs = [(a, b) for a, b in pairwise(column) if b.top - a.bottom < 0.8 * b.height]
    joined = sum(a.segments[-1].text[-1] not in ".:;" and b.segments[0].text[0].islower() for a, b in pairs)
    return len(pairs) >= 3 and joined >= _GOES_ON * len(pairs)


def follows_closely(row: Row, other: Row) -> bool:
    """A row with no gap between it and the one above."""
    return other.top - row.bottom <= 0.8 * row.height


def stands_beside_prose(columns: Sequence[Sequence[Row]]) -> bool:
    """One column is running text, and what stands beside it keeps no line with it: the words of a chart, of a drawing;
    or it is a label over its value."""
    for number, column in enumerate(columns):
        others = [other for k, other in enumerate(columns) if k != number]
        stretch = longest_stretch(column)
        texts = [stretch] if len(column) < _PARAGRAPHS or len(stretch) > 3 else [column]
        for prose in texts:
            if is_prose(prose) and goes_on(prose) and any(_keeps_no_line(other, prose) for other in others):
                return len(prose) < len(column) or prose is stretch or _stands_in(others, prose)
    return False


def _stands_in(others: Sequence[Sequence[Row]], prose: Sequence[Row]) -> bool:
    """True where the blocks beside a text of short paragraphs take less than half of its height: it is no column of
    their table."""
    rows = [row for other in others for row in other]
    high = max(row.bottom for row in rows) - min(row.top for row in rows)
    return 2 * high < prose[-1].bottom - prose[0].top


def _keeps_no_line(column: Sequence[Row], prose: Sequence[Row]) -> bool:
    """A label over its value, or two rows or more, of those beside the text, that are level with none of its lines."""
    if len(column) == 2 and is_label_over_value(*column):
        return True
    beside = [row for row in column if row.bottom > prose[0].top and row.top < prose[-1].bottom]
    off = _own_heights(beside, prose)
    return off >= 2 and off >= 0.4 * len(beside)


def are_columns_of_a_page(columns: Sequence[Sequence[Row]]) -> bool:
    """Two columns of paragraphs: in each, sentences run over two line ends or more. The last one of the first column
    goes on in the second; or few paragraphs begin on the height of one beside them, as those of a table's row do."""
    if len(columns) != 2 or any(sum(_joined(a, b) for a, b in pairwise(column)) < 2 for column in columns):
        return False
    lines = [[row for row in column if len(row.segments[-1].words) > 2] for column in columns]
    if _says_on(lines[0][-1], lines[1][0], figures=True):
        return True
    fewer, more = sorted(([b for a, b in pairwise(c) if not follows_closely(a, b)] for c in columns), key=len)
    return bool(fewer) and sum(any(level(row, other) for other in more) for row in fewer) <= 0.4 * len(fewer)


def _joined(row: Row, other: Row) -> bool:
    """Does a line of three words or more go on in the next one, with a small letter?"""
    one = follows_closely(row, other) and _is_line(row) and len(other.segments) == 1
    return one and len(row.segments[-1].words) > 2 and _says_on(row, other)


def _says_on(row: Row, other: Row, *, figures: bool = False) -> bool:
    """Does a line without a stop go on in another, with a small letter, or with `figures` a figure?"""
    first = other.segments[0].text[0]
    return row.segments[-1].text[-1] not in ".:;!?" and (first.islower() or (figures and first.isdecimal()))


def is_label_over_value(row: Row, other: Row) -> bool:
    """A label alone, and close below it at the same edge what is no label."""
    if len(row.segments) > 1 or not is_label(row.segments[0].text) or other.top - row.bottom > 0.8 * row.height:
        return False
    return any(abs(s.x0 - row.x0) < 3 and not is_label(s.text) for s in other.segments)


def longest_stretch(column: Sequence[Row]) -> Sequence[Row]:
    """The most lines that follow each other without a gap, marks of list items aside."""
    best: Sequence[Row] = ()
    start = 0
    for k in range(len(column)):
        if not _is_line(column[k]):
            start = k + 1
        elif k > start and column[k].top - column[k - 1].bottom > 0.8 * column[k].height:
            start = k
        if k + 1 - start > len(best):
            best = column[start : k + 1]
    return best


def labels_at(columns: Sequence[Sequence[Row]]) -> int:
    """The number of the column in which a block of labels begins that stands beside an address: 0 where there is none.

    The labels are two or more and nearly the whole column, and nothing left of them is a label or a list mark.
    """
    for number, column in enumerate(columns[1:], 1):
        labels = sum(len(row.segments) == 1 and is_label(row.segments[0].text) for row in column)
        if labels < 2 or labels < 0.75 * len(column):
            continue
        left = [row for other in columns[:number] for row in other]
        if len(left) < 2 or any(is_label(s.text) or is_list_mark(s.text) for row in left for s in row.segments):
            return 0
        return number
    return 0


def title_end(rows: Sequence[Row], start: int) -> int:
    """Where a title of several lines ends that has a note in smaller letters beside one of its later lines; `start`
    where there is none."""
    first = rows[start]
    if len(first.segments) > 1:
        return start
    noted = False
    end = start + 1
    while end < min(len(rows), start + 6):
        row = rows[end]
        same = [
            s for s in row.segments if abs(s.x0 - first.x0) < 2 and abs(s.height - first.height) < 0.1 * first.height
        ]
        others = [s for s in row.segments if s not in same]
        if (
            len(same) != 1
            or row.top - rows[end - 1].bottom > 0.4 * first.height
            or any(s.height > first.height / 1.45 for s in others)
        ):
            break
        noted = noted or bool(others)
        end += 1
    return end if noted else start


def is_title_beside_note(columns: Sequence[Sequence[Row]]) -> bool:
    """A title of two lines or more, in letters half as large again as the one or two lines beside it."""
    columns = [c for c in columns if c]
    if len(columns) != 2:
        return False
    title, note = sorted(columns, key=lambda c: -max(r.height for r in c))
    if len(title) < 2 or not 1 <= len(note) < len(title) or any(is_label(s.text) for r in note for s in r.segments):
        return False
    sizes = [r.height for r in title]
    tight = all(b.top - a.bottom < 0.4 * b.height for a, b in pairwise(title))
    return min(sizes) > 1.45 * max(r.height for r in note) and min(sizes) > 0.9 * max(sizes) and tight


def is_address_beside(columns: Sequence[Sequence[Row]]) -> bool:
    """The last column holds nothing but how a body is reached, in two ways or more and three rows or more; what stands
    left of it are no labels for that."""
    if len(columns) != 2 or len(columns[0]) < 2 or len(columns[1]) < 3:
        return False
    beside = [s.text for row in columns[1] for s in row.segments]
    if any(len(text) > _ADDRESS for text in beside) or len(reached(beside)) < 2:
        return False
    return not any(is_label(row.segments[-1].text) for row in columns[0])


def is_box_beside(columns: Sequence[Sequence[Row]]) -> bool:
    """The right column is a box in the head: a few lines, two of them or more a label with its value, beside the first
    lines of a text that goes on far below it and has no labels."""
    if len(columns) != 2 or not _is_box(columns[1]) or len(columns[0]) < len(columns[1]):
        return False
    text, box = columns
    if not all(follows_closely(a, b) for a, b in pairwise(box)) or box[0].top - text[0].bottom > _NEAR * box[0].height:
        return False
    beside = [s.text for row in text if row.top < box[-1].bottom for s in row.segments]
    return text[-1].top - box[-1].bottom > _NEAR * box[0].height and not any(
        is_label(said) or is_labelled(said) for said in beside
    )


def _is_box(rows: Sequence[Row]) -> bool:
    """A few lines, of which two or more are a label with its value."""
    if not 2 <= len(rows) <= _BOX or any(len(row.segments) > 1 for row in rows):
        return False
    return sum(is_labelled(row.segments[0].text) for row in rows) > 1


def is_label_of_lines(columns: Sequence[Sequence[Row]]) -> bool:
    """A label of two or three short lines, the later ones in small letters, beside a value of running text: one line of
    five words or more, or as many lines as the label."""
    if len(columns) != 2 or not 2 <= len(columns[0]) <= 3 or not columns[1]:
        return False
    label, value = columns
    if any(len(r.segments) != 1 or len(r.segments[0].words) > 4 for r in label) or not all(map(_is_line, value)):
        return False
    if not label[0].segments[0].text[0].isupper() or not all(r.segments[0].text[0].islower() for r in label[1:]):
        return False
    first = value[0].segments[-1]
    runs_on = len(value) == 1 or first.text[-1] not in ".:;"
    return len(first.words) >= 5 and runs_on and value[0].x1 - value[0].x0 > 2 * (label[0].x1 - label[0].x0)


def is_interrupted(columns: Sequence[Sequence[Row]]) -> bool:
    """In one row of a ruled table, a cell goes on over several lines and another, centred in its height, stands between
    two of them.

    Not where three cells or more keep one line: such a row is read across.
    """
    rows = [row for column in columns for row in column]
    if any(sum(_cells(other) for other in rows if level(row, other)) > 2 for row in rows):
        return False
    long = (column for column in columns if _is_long_cell(column))
    return any(_stands_between(row, column) for column in long for row in rows)


def _cells(row: Row) -> int:
    return len(row.segments) - (len(row.segments) > 1 and is_list_mark(row.segments[0].text))


def _is_long_cell(column: Sequence[Row]) -> bool:
    """Several lines, of three words or more on average."""
    return len(column) > 1 and sum(len(s.words) for row in column for s in row.segments) >= 3 * len(column)


def _stands_between(row: Row, lines: Sequence[Row]) -> bool:
    """Whether the middle of a row lies between the first and the last of the lines beside it."""
    middle = (row.top + row.bottom) / 2
    return lines[0].bottom < middle < lines[-1].bottom and row not in lines and not level(row, lines[-1])


def at_unlike_heights(columns: Sequence[Sequence[Row]]) -> bool:
    """Two blocks beside each other whose lines do not meet: in each, half of the lines or more stand on a height of
    their own."""
    columns = [c for c in columns if len(c) > 1]
    if len(columns) < 2:
        return False
    upper, lower = max(c[0].top for c in columns), min(c[-1].bottom for c in columns)
    if lower <= upper or _is_form(columns[0], columns[1]):
        return False
    alone = 0
    for number, column in enumerate(columns):
        others = list(chain.from_iterable(columns[:number] + columns[number + 1 :]))
        free = _mostly_own_heights([row for row in column if row.bottom > upper and row.top < lower], others)
        if not free:
            return False
        alone += free
    return alone > 4 or alone > 0.6 * sum(map(len, columns))


def _mostly_own_heights(rows: Sequence[Row], others: Sequence[Row]) -> int:
    """How many rows are level with none of the others: 0 for a single one, or for less than half of them."""
    free = _own_heights(rows, others)
    return free if free >= 2 and free >= 0.5 * len(rows) else 0


def _own_heights(rows: Sequence[Row], others: Sequence[Row]) -> int:
    """How many rows are level with none of the others."""
    return sum(not any(level(row, other) for other in others) for row in rows)


def _is_form(labels: Sequence[Row], values: Sequence[Row]) -> bool:
    """Labels on the left, each with a value about level with it: a form, however much smaller the labels are
    printed."""
    named = [row for row in labels if all(is_label(s.text) for s in row.segments)]
    if len(named) < 2 or len(named) < 0.6 * len(labels):
        return False
    near = sum(any(abs(row.bottom - v.bottom) < 0.4 * max(row.height, v.height) for v in values) for row in named)
    return near >= 0.7 * len(named)


def labelled_block(column: Sequence[Row]) -> Sequence[Row]:
    """The rows of a column from its top in which labels stand over their values, twice or more: none where it does not
    begin with a label, or where little of it is labelled."""
    labels = [len(row.segments) == 1 and is_label(row.segments[0].text) for row in column]
    pairs = sum(a and not b and follows_closely(column[i], column[i + 1]) for i, (a, b) in enumerate(pairwise(labels)))
    if not labels[0] or pairs < 2 or sum(labels) > pairs + 1:
        return ()
    end = min(len(column), max(i for i, label in enumerate(labels) if label) + 2)
    while end < len(column) and follows_closely(column[end - 1], column[end]):
        end += 1
    return column[:end] if pairs >= 0.3 * end else ()
