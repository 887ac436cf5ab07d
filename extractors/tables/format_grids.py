"""Tables whose cells the format itself gives (HTML, word processors): laid out on a made-up page, then read like any
other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from griffier.extractors.tables.captions import caption, unit_of
from griffier.extractors.tables.pieces import Piece, PieceWord, PrintedLine
from griffier.extractors.tables.piecing import favours
from griffier.extractors.tables.printed_figures import figure
from griffier.extractors.tables.sign_legends import sign_of
from griffier.schemas.document import Cell, Document, Grid, Layer, Line

_WIDTH, _GAP, _HEIGHT, _SIZE = 120.0, 20.0, 14.0, 9.0
_AROUND, _LONGEST = 3, 160
_SENTENCE = re.compile(r"\S[^.]*(?:\.(?!\s)[^.]*)*\.?")


def grid_lines(doc: Document, grid: Grid, taken: Sequence[tuple[int, int]] = ()) -> list[PrintedLine]:
    """The rows of a grid as printed lines, with up to three lines of text above and below. [] for a grid without
    figures.

    `taken`: start and end of each grid with figures of the document; what is in another one is not around this one.
    """
    lines: dict[int, list[Piece]] = {}
    for cell in grid.cells:
        piece = _piece(doc, cell, grid.page)
        if piece is not None:
            lines.setdefault(cell.row, []).append(piece)
    pieces = [p for row in lines.values() for p in row]
    if not any(p.figure is not None for p in pieces):
        return []
    _spread(doc, grid, lines)
    for row in lines.values():
        _narrowed(row, grid)
    out = [_line(row) for _, row in sorted(lines.items())]
    start, end = min(p.start for p in pieces), max(p.end for p in pieces)
    return [*_around(doc, grid, start, -1, taken), *out, *_around(doc, grid, end, grid.rows, taken)]


def _spread(doc: Document, grid: Grid, lines: dict[int, list[Piece]]) -> None:
    """Words in a cell over several rows of figures are said in each."""
    of_figures = {row for row, pieces in lines.items() if any(p.figure and not p.figure.year for p in pieces)}
    for cell in grid.cells:
        piece = _piece(doc, cell, grid.page) if cell.rowspan > 1 and cell.row in of_figures else None
        if piece is None or piece.figure is not None:
            continue
        for row in range(cell.row + 1, cell.row + cell.rowspan):
            if row in of_figures:
                top = row * _HEIGHT
                lines[row].append(replace(piece, top=top, bottom=top + 10.0, words=list(piece.words)))


def _narrowed(row: Sequence[Piece], grid: Grid) -> None:
    """A row that is one cell over the whole width is a heading: its words stand over the labels."""
    if (
        len(row) == 1
        and row[0].figure is None
        and row[0].x0 == 0
        and row[0].x1 > _WIDTH
        and row[0].x1 >= (grid.columns - 1) * _WIDTH - _GAP
    ):
        row[0].x1 = _WIDTH - _GAP
        row[0].words = [PieceWord(row[0].text, row[0].start, row[0].end, row[0].x0, row[0].x1)]


def _piece(doc: Document, cell: Cell, page: int) -> Piece | None:
    if not cell.spans:
        return None
    start, end = cell.spans[0].start, cell.spans[-1].end
    text = " ".join(doc.text[start:end].split())
    if not text:
        return None
    left = cell.column * _WIDTH
    right = left + cell.colspan * _WIDTH - _GAP
    top = cell.row * _HEIGHT
    value = figure(text)
    if value is not None and cell.colspan == 1 and not value.year:
        left = right - 5.0 * len(text)
    words = [PieceWord(text, start, end, left, right)]
    return Piece(text, start, end, page, left, top, right, top + 10.0, value, True, False, True, words)


def _line(pieces: Sequence[Piece]) -> PrintedLine:
    ordered = favours(sorted(pieces, key=lambda p: p.x0), _SIZE)
    return PrintedLine(ordered[0].page, ordered[0].top, ordered[0].bottom, list(ordered), _SIZE, False)


def _own(between: list[PrintedLine]) -> list[PrintedLine]:
    """Of the lines between two tables, those of the upper one: what stands before the first line that is no legend;
    marked notes."""
    under = [line for line in between[:1] if caption(line.text) and len(between) > 1]
    legends = list(takewhile(lambda line: line in under or _legend(line), between))
    return legends if len(legends) < len(between) else [line for line in between if line.text[:1] in "*("]


def _legend(line: PrintedLine) -> bool:
    return bool(unit_of(line.text) or sign_of(line.text) or line.text[:1] in "*(")


def _around(doc: Document, grid: Grid, offset: int, row: int, taken: Sequence[tuple[int, int]]) -> list[PrintedLine]:
    """Lines of text before (`row` -1) or after a grid, nearest to it first placed nearest."""
    at = doc.line_at(offset).index
    found: list[PrintedLine] = []
    step = -1 if row < 0 else 1
    for n in range(1, 12):
        i = at + step * n
        if not 0 <= i < len(doc.lines) or len(found) == _AROUND:
            break
        line = doc.lines[i]
        if line.blank or line.layer is not Layer.BODY:
            continue
        if any(line.start < b and a < line.end for a, b in taken):
            if step > 0 and i - at <= 12:
                found = _own(found)
            break
        if len(line.text) > _LONGEST:
            found += [_text_line(line.page, row, len(found), *said) for said in _legends(line)]
            break
        if all(figure(word) is not None for word in ["", *line.text.split()][-2:]):
            break
        found.append(_text_line(line.page, row, len(found), line.text, line.start, line.end))
    return found if row >= 0 else found[::-1]


def _legends(line: Line) -> list[tuple[str, int, int]]:
    """The sentences of a paragraph that say the unit or the signs, each with its span."""
    sentences = [(m[0], line.start + m.start(), line.start + m.end()) for m in _SENTENCE.finditer(line.text)]
    return [said for said in sentences if unit_of(said[0]) or sign_of(said[0])]


def _text_line(page: int, row: int, count: int, text: str, start: int, end: int) -> PrintedLine:
    """A line of text above (`row` -1) or under a grid, behind `count` others."""
    top = (row - count - 1) * _HEIGHT - 6.0 if row < 0 else (row + count) * _HEIGHT + 8.0
    words = [PieceWord(text, start, end, 0.0, 5.0 * len(text))]
    piece = Piece(text, start, end, page, 0.0, top, 4.0, top + 10.0, words=words)
    return PrintedLine(page, top, top + 10.0, [piece], _SIZE, False)
