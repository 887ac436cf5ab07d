"""The printed lines of a page, from the rows that layout made of its words; two lists where tables stand side by
side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import numpy as np

from griffier.extractors.tables.page_rules import PageRules
from griffier.extractors.tables.pieces import Piece, PrintedLine
from griffier.extractors.tables.piecing import printed_line
from griffier.extractors.tables.printed_figures import DASHES, figure
from griffier.extractors.tables.printed_words import Word, words_of
from griffier.extractors.tables.remark_column import free_beside_remarks
from griffier.schemas.document import Document, Page, PageState

_LEAST_WORDS, _GUTTER = 60, 12
_LEAST_ROWS, _TURNS = 4, 2
"""Lines of each half of a page that is read half by half, and how often the text turns from one to the other."""
_FOOT = 6
"""How many rows of a page without figures may be the title and head of a table on the next."""
_CUT = re.compile(r"[-\u2212(]?\d{1,3}(?:\.\d{3})*\.\d{0,2}")
"""A figure that ends within its last three digits, or behind a point."""
_UNDER, _FLUSH = 0.8, 3.0
"""How far the rest of a cut figure may stand below it, in heights, and off its right edge, in points."""


def page_lines(doc: Document, page: Page, rules: PageRules) -> list[list[PrintedLine]]:
    """The printed lines of a page from top to bottom, without headers and footers: one list, or two where tables stand
    side by side.

    By geometry alone: the canonical text goes cell by cell where a page is ruled. [] where the words have no boxes; the
    last lines where none is a figure.
    """
    words = words_of(doc, page)
    if not any(c.isdecimal() for word in words for c in doc.text[word.start : word.end]):
        return [[printed_line(doc, page.number, row, rules) for row in _rows(words)[-_FOOT:]]] if words else []
    sides = [[printed_line(doc, page.number, row, rules) for row in _rows(side)] for side in _sides(doc, words, page)]
    for lines in sides:
        free_beside_remarks(lines)
    sides = [_whole_figures(lines, born=page.state is not PageState.OCR) for lines in sides]
    for piece in (p for lines in sides for line in lines for p in line.pieces) if page.slope else ():
        piece.lift = page.slope * (piece.centre - page.width / 2)
    return sides


def _whole_figures(lines: list[PrintedLine], *, born: bool) -> list[PrintedLine]:
    """The lines, a figure whose cell is too narrow for it made whole: "13.525.50" with "0" right under its end, or its
    begin where the cells are set left."""
    for at, upper in enumerate(lines):
        # a label in the middle of its row stands between the two halves
        for lower in lines[at + 1 : at + 3]:
            if lower.top - upper.bottom <= _UNDER * lower.size:
                _make_whole(upper, lower)
    for at, line in enumerate(lines if born else ()):
        if line.pieces and all(piece.text in DASHES for piece in line.pieces):
            _sign_below(line, lines[at + 1 : at + 3])
    return [line for line in lines if line.pieces]


def _make_whole(upper: PrintedLine, lower: PrintedLine) -> None:
    for piece in upper.pieces:
        if piece.method == _BROKEN or not _CUT.fullmatch(piece.text):
            continue
        rest = next((p for p in lower.pieces if _flush(p, piece) and p.text.strip(")-").isdecimal()), None)
        whole = figure(piece.text + rest.text) if rest is not None else None
        if rest is not None and whole is not None and whole.grouped:
            piece.figure, piece.free, piece.method = whole, True, _BROKEN
            lower.pieces.remove(rest)


def _sign_below(dashes: PrintedLine, below: Sequence[PrintedLine]) -> None:
    """A minus that a narrow cell leaves alone over its figure, at the same left edge: it is the figure's."""
    for dash in list(dashes.pieces):
        near = (p for line in below if line.top - dashes.bottom <= _UNDER * line.size for p in line.pieces)
        piece = next((p for p in near if abs(p.x0 - dash.x0) < _FLUSH and p.text[:1].isdecimal()), None)
        signed = figure(f"-{piece.text}") if piece is not None else None
        if piece is not None and signed is not None and piece.figure is not None and not piece.figure.signed:
            if piece.method == _BROKEN:
                signed = replace(piece.figure, value=-(piece.figure.value or Decimal(0)), signed=True)
            piece.figure, piece.free, piece.method = signed, True, _BROKEN
            dashes.pieces.remove(dash)


_BROKEN = "derived:broken_cell"


def _flush(below: Piece, above: Piece) -> bool:
    return abs(below.x1 - above.x1) < _FLUSH or abs(below.x0 - above.x0) < _FLUSH


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """The words by printed row, each from left to right, the rows from top to bottom."""
    rows: dict[int, list[Word]] = {}
    for word in words:
        rows.setdefault(word.row, []).append(word)
    for row in rows.values():
        row.sort(key=lambda w: w.x0)
    return sorted(rows.values(), key=lambda row: sum(w.top + w.bottom for w in row) / len(row))


def _sides(doc: Document, words: list[Word], page: Page) -> list[list[Word]]:
    """The two halves of a page of which each has labels and figures of its own, else the page as it is."""
    if len(words) < _LEAST_WORDS or not page.width:
        return [words]
    wide, end = _widest_gap(words, page.width)
    if wide < _GUTTER:
        return [words]
    cut = end - wide / 2
    sides = [w for w in words if w.x0 < cut], [w for w in words if w.x0 >= cut]
    beside_text = _read_apart(*sides) and any(_is_text(doc, side) for side in sides)
    return list(sides) if beside_text or all(_whole(doc, side) for side in sides) else [words]


def _widest_gap(words: Sequence[Word], width: float) -> tuple[int, int]:
    """The widest strip without words in the middle of a page: how wide, and where it ends."""
    taken = _taken(words, int(width) + 2)
    best, run = (0, 0), 0
    for x in range(int(0.3 * width), int(0.7 * width)):
        run = run + 1 if taken[x] == 0 else 0
        if run > best[0]:
            best = (run, x)
    return best


def _read_apart(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """True where the text reads one half of a page to its end before the other: the columns of a page, as the cells of
    a table never are. A line at the head or foot may be read first or last."""
    if min(len({word.row for word in side}) for side in (left, right)) < _LEAST_ROWS:
        return False
    order = [at for _, at in sorted((word.start, at) for at, side in enumerate((left, right)) for word in side)]
    return sum(a != b for a, b in pairwise(order)) <= _TURNS


def _is_text(doc: Document, side: Sequence[Word]) -> bool:
    """True where most lines of a half are of running text: many words, and no figure at the end."""
    rows = _rows(side)
    said = [row for row in rows if len(row) >= _LEAST_ROWS and figure(doc.text[row[-1].start : row[-1].end]) is None]
    return 2 * len(said) > len(rows)


def _taken(words: Sequence[Word], wide: int) -> list[int]:
    """How many words stand over each point from left to right."""
    edges = np.zeros(wide + 1, np.int32)  # a word begins, a word has ended: their running sum is the count
    np.add.at(edges, [min(wide, max(0, int(word.x0))) for word in words], 1)
    np.add.at(edges, [min(wide, max(0, int(word.x1)) + 1) for word in words], -1)
    taken: list[int] = np.cumsum(edges)[:wide].tolist()
    return taken


def _whole(doc: Document, side: Sequence[Word]) -> bool:
    """True where most lines begin with words, under one another, and figures follow: a table, not the columns of
    one."""

    def letters(word: Word) -> int:
        return sum(map(str.isalpha, doc.text[word.start : word.end]))

    firsts = [row for row in _rows(side) if len(row) > 1]
    labelled = sum(sum(map(letters, row[:3])) >= 4 for row in firsts)
    figures = sum(figure(doc.text[row[-1].start : row[-1].end]) is not None for row in firsts)
    return len(firsts) >= 8 and labelled >= 0.6 * len(firsts) and figures >= 0.3 * len(firsts)
