"""Where the cells of a table stand on a page image: the figures that were read, and the ink that no word accounts for.

A page engine looks for text, and drops what stands alone: whole columns of figures, a lone 0, a minus. So rows are
taken from the words that were read, the page is levelled by their slope, and ink left over in the rows becomes cells
of its own, where other cells stand above or below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

from griffier.pipeline.ocr.engine import OcrWord
from griffier.pipeline.ocr.image.enhance import ruling_both_ways
from griffier.pipeline.ocr.image.ink import Grey, Mask, dark
from griffier.pipeline.ocr.sense import tabular
from griffier.pipeline.ocr.tables.word_boxes import LONE_LETTER, figurish, garbled, holds_two, wrong_boxes

_WORDY = re.compile(r"[^\W\d_]{3,}")
_JOINS = 0.78
"""Blank between two pieces of one cell, in heights of a figure; a column's gap is wider."""
_LEAST_CELLS, _LEAST_FELLOWS = 6, 2
_UNREAD = 0.02
"""Share of the ink that no word has from which a page without rows of figures is looked at: they may all have been
dropped."""
_WIDEST = 16.0
_NARROWEST, _WITH_LETTER = 0.35, 1.8
"""Width of a figure in a column, in those of the others, and of a figure with a letter, in heights, at least."""


@dataclass(slots=True)
class Cell:
    """A cell on the levelled page, in pixels: the words that stand in it, in order, and whether it holds ink that no
    word has."""

    row: int
    x0: float
    top: float
    x1: float
    bottom: float
    words: list[OcrWord] = field(default_factory=list)
    unread: int = 0

    @property
    def text(self) -> str:
        """The words, one blank apart."""
        return " ".join(w.text for w in self.words)

    def take(self, piece: _Piece) -> None:
        """Reach over a word, or over ink, and hold it."""
        self.x0, self.top = min(self.x0, piece.x0), min(self.top, piece.top)
        self.x1, self.bottom = max(self.x1, piece.x1), max(self.bottom, piece.bottom)
        if piece.word is not None:
            self.words.append(piece.word)
        self.unread += piece.ink


class _Piece(NamedTuple):
    """A word of a row, or a run of ink that no word has, on the levelled page. `ink`: its pixels, 0 for a word."""

    x0: float
    top: float
    x1: float
    bottom: float
    word: OcrWord | None = None
    ink: int = 0


@dataclass(frozen=True)
class Lattice:
    """The cells of a page.

    `stray`: words whose boxes are wrong, whose ink counts as unread. `slope`: how far the lines fall for each pixel
    to the right; `height` of a figure; `middle` of the page; `lines`: its ruling lines.
    """

    cells: tuple[Cell, ...]
    stray: frozenset[OcrWord]
    slope: float
    middle: float
    height: float
    lines: Mask

    def drop(self, x: float) -> float:
        """By how much a place at `x` stands lower on the page than on the levelled one."""
        return self.slope * (x - self.middle)


@dataclass(frozen=True, slots=True)
class _Level:
    """How a page is levelled: the slope of its lines, its middle, the height of a figure; `half`: pixels of the page to
    one of the masks."""

    slope: float
    middle: float
    height: float
    half: int

    def pieces(self, words: Sequence[OcrWord]) -> list[_Piece]:
        """Words as pieces of a row on the levelled page."""
        drops = [self.slope * ((w.x0 + w.x1) / 2 - self.middle) for w in words]
        return [_Piece(w.x0, w.top - d, w.x1, w.bottom - d, w) for w, d in zip(words, drops, strict=True)]

    def centre(self, word: OcrWord) -> float:
        """The middle of a word's height on the levelled page."""
        return (word.top + word.bottom) / 2 - self.slope * ((word.x0 + word.x1) / 2 - self.middle)


def lattice(words: Sequence[OcrWord], grey: Grey, dpi: int) -> Lattice | None:
    """The cells of the tables of an upright page; None where there are too few to be a table."""
    if len(words) < 8:
        return None
    half = 2 if dpi >= 250 else 1
    ink = dark(np.asarray(Image.fromarray(grey).reduce(half)))
    wrong = wrong_boxes(words)
    rest = _without_words(ink, [w for w in words if w not in wrong], half)
    if not tabular(words) and float(rest.mean()) < _UNREAD * float(ink.mean()):
        return None
    lines, height = _ruled(ink, dpi // half), _figure_height(words)
    if height < 5:
        return None
    wrong |= {w for w in words if w not in wrong and holds_two(w, ink & ~lines, height, half)}
    level = _Level(_slope(words), grey.shape[1] / 2, height, half)
    kept = _kept(words, wrong, ink, lines, level)
    if misread := _misread(words, kept, level):
        wrong |= misread
        kept = _kept(words, wrong, ink, lines, level)
    if len(kept) < _LEAST_CELLS:
        return None
    lines = np.asarray(Image.fromarray(lines).resize(grey.shape[::-1], Image.Resampling.NEAREST))
    return Lattice(tuple(map(_without_euro, kept)), wrong, level.slope, level.middle, height, lines)


def _kept(words: Sequence[OcrWord], wrong: frozenset[OcrWord], ink: Mask, lines: Mask, level: _Level) -> list[Cell]:
    """The cells that stand in columns; the ink of words that are `wrong` counts as unread."""
    read = [w for w in words if w not in wrong]
    rest = _levelled(_without_words(ink & ~lines, read, level.half), level.slope)
    return _aligned(_cells(_rows(read, level), rest, _levelled(lines, level.slope), level), level.height)


def _misread(words: Sequence[OcrWord], cells: Sequence[Cell], level: _Level) -> frozenset[OcrWord]:
    """Figures that were read as letters: they stand on a row with figures, in a column of them."""
    figures = [c for c in cells if sum(map(str.isdecimal, c.text)) > 1]
    return frozenset(
        piece.word
        for piece in level.pieces([w for w in words if garbled(w)])
        if piece.word is not None and _is_among(piece, figures, level.height)
    )


def _is_among(piece: _Piece, figures: Sequence[Cell], height: float) -> bool:
    """Whether figures stand beside a word, and at least as many as make a column above and below it."""
    middle = (piece.top + piece.bottom) / 2
    beside = [c for c in figures if abs((c.top + c.bottom) / 2 - middle) < 0.6 * height]
    column = [c for c in figures if c not in beside and _overlap(c, piece) > 0.5]
    if len(column) <= _LEAST_FELLOWS or all(_overlap(c, piece) > 0 for c in beside):
        return False
    return piece.x1 - piece.x0 > _NARROWEST * float(np.median([c.x1 - c.x0 for c in column]))


def _overlap(cell: Cell, piece: _Piece) -> float:
    """How much of the narrower of the two the other covers, from side to side."""
    shared = min(cell.x1, piece.x1) - max(cell.x0, piece.x0)
    return shared / max(1.0, min(cell.x1 - cell.x0, piece.x1 - piece.x0))


def _ruled(ink: Mask, dpi: int) -> Mask:
    """The ruling lines, their small gaps closed."""
    across, down = ruling_both_ways(ink, dpi)
    return _closed(across, dpi // 4) | _closed(down.T, dpi // 4).T


def _without_euro(cell: Cell) -> Cell:
    """A cell without the euro sign that stands before its figure as a word of its own: a minus may stand between."""
    rest = cell.words[1:]
    if not rest or cell.words[0].text != "€" or cell.words[0].x1 > rest[0].x0:
        return cell
    return replace(cell, x0=min(w.x0 for w in rest), words=rest)


def _figure_height(words: Sequence[OcrWord]) -> float:
    """The usual height of a figure; of a word where there are hardly any."""
    figures = [w for w in words if figurish(w.text)]
    return float(np.median([w.bottom - w.top for w in (figures if len(figures) >= _LEAST_CELLS else words)]))


def _without_words(ink: Mask, words: Sequence[OcrWord], half: int) -> Mask:
    """The ink that no word's box holds; `half`: pixels of the page to one of the mask."""
    rest = ink.copy()
    for word in words:
        rest[
            max(0, word.top // half - 1) : word.bottom // half + 2,
            max(0, word.x0 // half - 1) : word.x1 // half + 2,
        ] = False
    return rest


def _cells(rows: Sequence[tuple[float, list[OcrWord]]], ink: Mask, ruled: Mask, level: _Level) -> list[Cell]:
    """The cells of all rows; `ink` that no word has and `ruled` lines are levelled."""
    cells: list[Cell] = []
    for number, (centre, members) in enumerate(rows):
        above = rows[number - 1][0] if number else -1e9
        below = rows[number + 1][0] if number + 1 < len(rows) else 1e9
        top = max(centre - 0.85 * level.height, (above + centre) / 2)
        bottom = min(centre + 0.85 * level.height, (centre + below) / 2)
        walls = _walls(ruled, top, bottom, level.half)
        cells += _cells_of(number, [*level.pieces(members), *_strokes(ink, top, bottom, level)], walls, level.height)
    return cells


def _closed(lines: Mask, gap: int) -> Mask:
    """Lines across with the gaps that specks and a bad copy leave in them closed, up to `gap` pixels."""
    if not lines.any():
        return lines
    width = lines.shape[1]
    places = np.arange(width, dtype=np.int32)
    before = np.maximum.accumulate(np.where(lines, places, -width), axis=1)
    after = np.minimum.accumulate(np.where(lines, places, 2 * width)[:, ::-1], axis=1)[:, ::-1]
    return np.asarray(after - before <= gap)


def _slope(words: Sequence[OcrWord]) -> float:
    """How far lines fall for each pixel to the right: the median over neighbours on one line, the long runs counting
    most."""
    steps: list[tuple[float, float]] = []
    for a, b in pairwise(words):
        run = (b.x0 + b.x1 - a.x0 - a.x1) / 2
        if (a.block, a.paragraph, a.line) == (b.block, b.paragraph, b.line) and run > 1.5 * (a.bottom - a.top):
            steps.append(((b.top + b.bottom - a.top - a.bottom) / 2 / run, run))
    if len(steps) < 12:
        return 0.0
    steps.sort()
    half, total = sum(run for _, run in steps) / 2, 0.0
    for slope, run in steps:
        total += run
        if total >= half:
            return slope if 0.002 < abs(slope) < 0.1 else 0.0
    return 0.0


def _levelled(mask: Mask, slope: float) -> Mask:
    """The mask with each column moved up by what the lines have fallen there."""
    if not slope:
        return mask
    out = np.zeros_like(mask)
    height, width = mask.shape
    drops = np.round(slope * (np.arange(width) - width / 2)).astype(int)
    for drop in np.unique(drops):
        (at,) = np.nonzero(drops == drop)
        part = slice(int(at[0]), int(at[-1]) + 1)
        if drop >= 0:
            out[: height - drop, part] = mask[drop:, part]
        else:
            out[-drop:, part] = mask[:drop, part]
    return out


def _rows(words: Sequence[OcrWord], level: _Level) -> list[tuple[float, list[OcrWord]]]:
    """The words by printed row, each with the row's middle on the levelled page."""
    rows: list[tuple[float, list[OcrWord]]] = []
    for word in sorted((w for w in words if w.bottom - w.top < 2.5 * level.height), key=level.centre):
        centre = level.centre(word)
        if rows and centre - rows[-1][0] <= 0.5 * level.height:
            members = rows[-1][1]
            members.append(word)
            rows[-1] = (rows[-1][0] + (centre - rows[-1][0]) / len(members), members)
        else:
            rows.append((centre, [word]))
    return rows


def _strokes(ink: Mask, top: float, bottom: float, level: _Level) -> list[_Piece]:
    """The runs of unread ink in a row. Dust and what is higher than the row is left out."""
    half, height = level.half, level.height
    lo, hi = max(0, round(top / half)), round(bottom / half)
    band = ink[lo:hi]
    if not band.any():
        return []
    columns = np.flatnonzero(band.any(axis=0))
    out = []
    for run in np.split(columns, np.flatnonzero(np.diff(columns) > max(1.0, 0.35 * height / half)) + 1):
        piece = band[:, run[0] : run[-1] + 1]
        rows = np.flatnonzero(piece.any(axis=1))
        pixels = int(piece.sum()) * half * half
        if pixels < 0.02 * height * height or len(run) * half > _WIDEST * height:
            continue
        x0, x1 = float(run[0] * half), float((run[-1] + 1) * half)
        out.append(_Piece(x0, (lo + rows[0]) * half, x1, (lo + rows[-1] + 1) * half, ink=pixels))
    return out


def _walls(ruled: Mask, top: float, bottom: float, half: int) -> npt.NDArray[np.float64]:
    """Where upright ruling lines part a row, from left to right."""
    band = ruled[max(0, round(top / half)) : round(bottom / half)]
    if not band.size:
        return np.zeros(0)
    return np.asarray(np.flatnonzero(band.mean(axis=0) > 0.8) * half, np.float64)


def _cells_of(row: int, pieces: Sequence[_Piece], walls: npt.NDArray[np.float64], height: float) -> list[Cell]:
    """The cells of one row: figures and unread ink that stand close together are one, if no ruling line parts them.

    Ink that touches a word of letters is the word's. A short word upon a ruling line is the line.
    """
    cells: list[Cell] = []
    barrier = -1e9  # where the last word of letters ends
    for piece in _in_order(pieces, walls, height):
        if piece.word is None and piece.x0 - barrier < 0.5 * height:
            continue
        if piece.word is not None and _is_of_letters(piece.word.text):
            while cells and not cells[-1].words and piece.x0 - cells[-1].x1 < 0.5 * height:
                cells.pop()
            barrier = max(barrier, piece.x1)
        elif cells and barrier <= cells[-1].x0 and _touches(cells[-1], piece, walls, height):
            cells[-1].take(piece)
        else:
            cells.append(_cell(row, piece))
    return [c for c in cells if _is_cell(c, height)]


def _in_order(pieces: Sequence[_Piece], walls: npt.NDArray[np.float64], height: float) -> list[_Piece]:
    """The pieces from left to right, without words that are ruling lines and figures in running text."""
    ordered = sorted((p for p in pieces if not _upon(walls, p, height)), key=lambda p: p.x0)
    return [p for i, p in enumerate(ordered) if not _in_prose(ordered, i, height)]


def _cell(row: int, piece: _Piece) -> Cell:
    cell = Cell(row, piece.x0, piece.top, piece.x1, piece.bottom)
    cell.take(piece)
    return cell


def _is_of_letters(text: str) -> bool:
    return not figurish(text) and (len(text) > 3 or sum(map(str.isalpha, text)) > 1)


def _touches(cell: Cell, piece: _Piece, walls: npt.NDArray[np.float64], height: float) -> bool:
    """Whether a piece goes on in a cell: close behind it, with no ruling line between them."""
    if piece.x0 - cell.x1 >= _JOINS * height:
        return False
    return not np.any((walls >= cell.x1 - 1) & (walls <= piece.x0 + 1))


def _upon(walls: npt.NDArray[np.float64], piece: _Piece, height: float) -> bool:
    """A word of a character or two that a ruling line was read as."""
    word = piece.word
    if word is None or len(word.text) > 2 or word.text.isdecimal() or piece.x1 - piece.x0 > 0.8 * height:
        return False
    return bool(np.any((walls >= piece.x0 - 2) & (walls <= piece.x1 + 2)))


def _in_prose(pieces: Sequence[_Piece], i: int, height: float) -> bool:
    """A figure right behind or before a word of letters."""
    piece = pieces[i]
    if piece.word is None or not any(map(str.isdecimal, piece.word.text)):
        return False
    before = [(p.word, piece.x0 - p.x1) for p in pieces[max(0, i - 1) : i]]
    after = [(p.word, p.x0 - piece.x1) for p in pieces[i + 1 : i + 2]]
    return any(
        word is not None and gap < _JOINS * height and bool(_WORDY.search(word.text)) for word, gap in (*before, *after)
    )


def _is_cell(cell: Cell, height: float) -> bool:
    if cell.words:
        lone = cell.unread > 0 and all(LONE_LETTER.fullmatch(w.text) for w in cell.words)
        with_figure = cell.x1 - cell.x0 > _WITH_LETTER * height  # which was not read
        return (lone and with_figure) or any(figurish(w.text) for w in cell.words)
    tall, wide = cell.bottom - cell.top, cell.x1 - cell.x0
    flat = tall < 0.35 * height and 0.2 * height < wide < 1.2 * height and tall < 0.6 * wide
    return flat or (0.5 * height < tall < 1.9 * height and wide > 0.2 * height)


def _aligned(cells: Sequence[Cell], height: float) -> list[Cell]:
    """The cells under or over which at least two others stand."""
    if not cells:
        return []
    x0: npt.NDArray[np.float64] = np.array([c.x0 for c in cells])
    x1: npt.NDArray[np.float64] = np.array([c.x1 for c in cells])
    row = np.array([c.row for c in cells])
    out = []
    for cell in cells:
        shared = np.minimum(x1, cell.x1) - np.maximum(x0, cell.x0)
        over = shared > 0.5 * np.minimum(x1 - x0, cell.x1 - cell.x0)
        fellows = np.unique(row[(over | (np.abs(x1 - cell.x1) < 0.5 * height)) & (row != cell.row)])
        if len(fellows) >= _LEAST_FELLOWS:
            out.append(cell)
    return out
