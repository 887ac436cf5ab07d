"""Where the cells of a table stand on a page image: the figures that were read, and the ink that no word accounts for.

A page engine looks for text, and drops what stands alone: whole columns of figures, a lone 0, a minus. So rows are
taken from the words that were read, the page is levelled by their slope, and ink left over in the rows becomes cells
of its own, where other cells stand above or below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PIL import Image

from griffier.pipeline.ocr.engine import OcrWord
from griffier.pipeline.ocr.image.enhance import ruling_both_ways
from griffier.pipeline.ocr.image.ink import Grey, Mask, dark
from griffier.pipeline.ocr.sense import tabular

_WORDY = re.compile(r"[^\W\d_]{3,}")
_JOINS = 0.78
"""Blank between two pieces of one cell, in heights of a figure; a column's gap is wider."""
_LEAST_CELLS, _LEAST_FELLOWS = 6, 2
_UNREAD = 0.02
"""Share of the ink that no word has from which a page without rows of figures is looked at: they may all have been
dropped."""
_WIDEST = 16.0
_ROWS_HIGH, _NONSENSE = 2.2, 60.0
"""Height, in figures, from which a word of less confidence covers several rows."""


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


def figurish(text: str) -> bool:
    """Whether a word may be a figure, however badly read: a digit and hardly a letter, or a sign that stands for
    one."""
    digits = sum(map(str.isdigit, text))
    letters = sum(map(str.isalpha, text))
    return (digits > 0 and letters <= max(1, digits // 3)) or text in ("-", "–", "—", "€", "(€", "o", "O")


def lattice(words: Sequence[OcrWord], grey: Grey, dpi: int) -> Lattice | None:
    """The cells of the tables of an upright page; None where there are too few to be a table."""
    if len(words) < 8:
        return None
    half = 2 if dpi >= 250 else 1
    small = np.asarray(Image.fromarray(grey).reduce(2)) if half == 2 else grey
    ink = dark(small)
    tall = _tall(words)
    rest = ink.copy()
    for word in words:
        if word not in tall:
            rest[
                max(0, word.top // half - 1) : word.bottom // half + 2,
                max(0, word.x0 // half - 1) : word.x1 // half + 2,
            ] = False
    if not tabular(words) and float(rest.mean()) < _UNREAD * float(ink.mean()):
        return None
    across, down = ruling_both_ways(ink, dpi // half)
    gap = dpi // half // 4
    lines = _closed(across, gap) | _closed(down.T, gap).T
    rest &= ~lines
    slope = _slope(words)
    middle = grey.shape[1] / 2
    figures = [w for w in words if figurish(w.text)]
    height = float(np.median([w.bottom - w.top for w in (figures if len(figures) >= _LEAST_CELLS else words)]))
    if height < 5:
        return None
    level, ruled = _levelled(rest, slope), _levelled(lines, slope)
    rows = _rows([w for w in words if w not in tall], slope, middle, height)
    cells: list[Cell] = []
    for number, (centre, members) in enumerate(rows):
        above = rows[number - 1][0] if number else -1e9
        below = rows[number + 1][0] if number + 1 < len(rows) else 1e9
        top = max(centre - 0.85 * height, (above + centre) / 2)
        bottom = min(centre + 0.85 * height, (centre + below) / 2)
        walls = _walls(ruled, top, bottom, half)
        cells += _cells_of(number, members, _strokes(level, top, bottom, half, height), walls, height, slope, middle)
    kept = _aligned(cells, height)
    if len(kept) < _LEAST_CELLS:
        return None
    whole = (
        np.asarray(Image.fromarray(lines).resize((grey.shape[1], grey.shape[0]), Image.Resampling.NEAREST))
        if half == 2
        else lines
    )
    return Lattice(tuple(kept), tall, slope, middle, height, whole)


def _closed(lines: Mask, gap: int) -> Mask:
    """Lines across with the gaps that specks and a bad copy leave in them closed, up to `gap` pixels."""
    if not lines.any():
        return lines
    width = lines.shape[1]
    places = np.arange(width, dtype=np.int32)
    before = np.maximum.accumulate(np.where(lines, places, -width), axis=1)
    after = np.minimum.accumulate(np.where(lines, places, 2 * width)[:, ::-1], axis=1)[:, ::-1]
    return np.asarray(after - before <= gap)


def _tall(words: Sequence[OcrWord]) -> frozenset[OcrWord]:
    """Figures whose box is far too high: a ruling line, or a speck, was taken in; and columns of single letters that
    were read as one word set upright. Their ink is read as if nobody had."""
    heights = [w.bottom - w.top for w in words if figurish(w.text) and any(map(str.isdigit, w.text))]
    if len(heights) < _LEAST_CELLS:
        return frozenset()
    usual = float(np.median(heights))
    return frozenset(
        w
        for w in words
        if w.bottom - w.top > 1.45 * usual
        and (figurish(w.text) or (w.bottom - w.top > _ROWS_HIGH * usual and w.confidence < _NONSENSE))
    )


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


def _rows(words: Sequence[OcrWord], slope: float, middle: float, height: float) -> list[tuple[float, list[OcrWord]]]:
    """The words by printed row, each with the row's middle on the levelled page."""

    def at(word: OcrWord) -> float:
        return (word.top + word.bottom) / 2 - slope * ((word.x0 + word.x1) / 2 - middle)

    rows: list[tuple[float, list[OcrWord]]] = []
    for word in sorted((w for w in words if w.bottom - w.top < 2.5 * height), key=at):
        centre = at(word)
        if rows and centre - rows[-1][0] <= 0.5 * height:
            members = rows[-1][1]
            members.append(word)
            rows[-1] = (rows[-1][0] + (centre - rows[-1][0]) / len(members), members)
        else:
            rows.append((centre, [word]))
    return rows


def _strokes(
    level: Mask, top: float, bottom: float, half: int, height: float
) -> list[tuple[float, float, float, float, int]]:
    """The runs of unread ink in a row: left, upper, right, lower edge, and pixels. Dust and what is higher than the row
    is left out."""
    lo, hi = max(0, round(top / half)), round(bottom / half)
    band = level[lo:hi]
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
        out.append(
            (
                float(run[0] * half),
                (lo + rows[0]) * half,
                float((run[-1] + 1) * half),
                (lo + rows[-1] + 1) * half,
                pixels,
            )
        )
    return out


def _walls(ruled: Mask, top: float, bottom: float, half: int) -> npt.NDArray[np.float64]:
    """Where upright ruling lines part a row, from left to right."""
    band = ruled[max(0, round(top / half)) : round(bottom / half)]
    if not band.size:
        return np.zeros(0)
    return np.asarray(np.flatnonzero(band.mean(axis=0) > 0.8) * half, np.float64)


def _cells_of(
    row: int,
    words: Sequence[OcrWord],
    strokes: Sequence[tuple[float, float, float, float, int]],
    walls: npt.NDArray[np.float64],
    height: float,
    slope: float,
    middle: float,
) -> list[Cell]:
    """The cells of one row: figures and unread ink that stand close together are one, if no ruling line parts them.

    Ink that touches a word of letters is the word's. A short word upon a ruling line is the line.
    """
    pieces: list[tuple[float, float, float, float, OcrWord | None, int]] = []
    for w in words:
        drop = slope * ((w.x0 + w.x1) / 2 - middle)
        pieces.append((w.x0, w.top - drop, w.x1, w.bottom - drop, w, 0))
    pieces = [p for p in pieces if not _upon(walls, p, height)]
    pieces += [(x0, y0, x1, y1, None, ink) for x0, y0, x1, y1, ink in strokes]
    pieces.sort(key=lambda p: p[0])
    pieces = [p for i, p in enumerate(pieces) if not _in_prose(pieces, i, height)]
    cells: list[Cell] = []
    barrier = -1e9  # where the last word of letters ends
    for x0, y0, x1, y1, word, ink in pieces:
        if (
            word is not None
            and not figurish(word.text)
            and (len(word.text) > 3 or sum(map(str.isalpha, word.text)) > 1)
        ):
            while cells and not cells[-1].words and x0 - cells[-1].x1 < 0.5 * height:
                cells.pop()
            barrier = max(barrier, x1)
            continue
        if word is None and x0 - barrier < 0.5 * height:
            continue
        last = cells[-1] if cells else None
        parted = last is not None and bool(np.any((walls >= last.x1 - 1) & (walls <= x0 + 1)))
        if last is not None and x0 - last.x1 < _JOINS * height and barrier <= last.x0 and not parted:
            last.x0, last.top, last.x1, last.bottom = (
                min(last.x0, x0),
                min(last.top, y0),
                max(last.x1, x1),
                max(last.bottom, y1),
            )
        else:
            last = Cell(row, x0, y0, x1, y1)
            cells.append(last)
        if word is not None:
            last.words.append(word)
        last.unread += ink
    return [c for c in cells if _is_cell(c, height)]


def _upon(
    walls: npt.NDArray[np.float64], piece: tuple[float, float, float, float, OcrWord | None, int], height: float
) -> bool:
    """A word of a character or two that a ruling line was read as."""
    word = piece[4]
    if word is None or len(word.text) > 2 or word.text.isdigit() or piece[2] - piece[0] > 0.8 * height:
        return False
    return bool(np.any((walls >= piece[0] - 2) & (walls <= piece[2] + 2)))


def _in_prose(pieces: Sequence[tuple[float, float, float, float, OcrWord | None, int]], i: int, height: float) -> bool:
    """A figure right behind or before a word of letters."""
    word = pieces[i][4]
    if word is None or not any(map(str.isdigit, word.text)):
        return False
    before, after = pieces[i - 1] if i else None, pieces[i + 1] if i + 1 < len(pieces) else None
    return any(
        other is not None and other[4] is not None and bool(_WORDY.search(other[4].text)) and gap < _JOINS * height
        for other, gap in (
            (before, pieces[i][0] - before[2] if before else 0),
            (after, after[0] - pieces[i][2] if after else 0),
        )
    )


def _is_cell(cell: Cell, height: float) -> bool:
    if cell.words:
        return any(figurish(w.text) for w in cell.words)
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
