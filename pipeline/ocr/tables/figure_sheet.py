"""A page with tables and what is known of the figures on it: how wide their characters are, and how their digits look.

Learnt from the figures that were read surely, to judge those that were not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from griffier.pipeline.ocr.image.ink import Grey, Mask
from griffier.pipeline.ocr.tables.glyphs import Alphabet, faint_stroke, learn, pieces, shape, signed
from griffier.pipeline.ocr.tables.lattice import Cell, Lattice
from griffier.pipeline.ocr.tables.weighing import LETTERED, SLASHED, Reading, key, plain, with_euro, with_sevens

LEARN = 85.0
"""Confidence from which a figure is one to learn from."""
_PLAIN = frozenset("0123456789.,-–")


@dataclass(frozen=True, slots=True)
class _Widths:
    """What the characters of figures take of a line on this page, in pixels: digits, points, signs. By least squares
    over sure figures."""

    digit: float
    point: float
    minus: float
    rest: float

    def fits(self, digits: int, points: int, minus: bool, width: float) -> bool:
        """Whether ink of this width can be so many characters: no digit more or less."""
        return (
            abs(self.digit * digits + self.point * points + self.minus * minus + self.rest - width) < 0.62 * self.digit
        )


@dataclass(frozen=True)
class Sheet:
    """A page with what is known of its figures.

    `bare` is the image without ruling lines and specks; `grey` and `ink` have the specks, for a median takes thin
    minus signs too.
    """

    bare: Grey
    grey: Grey
    ink: Mask
    found: Lattice
    widths: _Widths | None = None
    alphabet: Alphabet | None = None
    points: bool = True
    """Whether thousands have points on this page."""

    def crop(self, cell: Cell, pad: float) -> tuple[slice, slice]:
        """Where a cell stands on the page, with some paper around it."""
        drop = self.found.drop((cell.x0 + cell.x1) / 2)
        height, width = self.bare.shape
        return (
            slice(max(0, round(cell.top + drop - pad)), min(height, round(cell.bottom + drop + pad))),
            slice(max(0, round(cell.x0 - pad)), min(width, round(cell.x1 + pad))),
        )

    def past_euro(self, cell: Cell, text: str) -> Cell:
        """A cell that was read as `text` from what stands behind its euro sign: a minus or a digit. As it is where it
        has none, or its ink does not show it."""
        if not with_euro(text).startswith("€"):
            return cell
        down, across = self.crop(cell, 0)
        found = pieces(self.ink[down, across], self.found.height)
        euro = bool(found) and min(found[0][1] - found[0][0], found[0][3] - found[0][2]) > 0.45 * self.found.height
        return replace(cell, x0=float(across.start + found[1][0])) if euro and len(found) > 1 else cell

    def digits_of(self, cell: Cell, text: str) -> Cell:
        """A cell that was read as `text`, from what its digits are: behind the last stroke of "-/-", before the letter
        V or N. As it is where its ink does not fall apart so."""
        slashed, letter = SLASHED.match(text), LETTERED.search(text)
        if not (slashed or letter):
            return cell
        down, across = self.crop(cell, 0)
        found = pieces(self.ink[down, across], self.found.height)
        base = float(np.median([p[3] for p in found])) if found else 0.0
        if slashed:
            strokes = [i for i, p in enumerate(found) if shape(p, self.found.height, base) == "-"]
            found = found[strokes[-1] + 1 :] if strokes else []
        if letter:
            found = found[:-1]
        if not found:
            return cell
        return replace(cell, x0=float(across.start + found[0][0]), x1=float(across.start + found[-1][1]))

    def by_ink(self, cell: Cell, text: str = "") -> tuple[str, bool] | None:
        """The cell as its digits look, and whether clearly; of one that was read as `text` without "-/-", V and N."""
        part = self.digits_of(cell, text)
        if self.alphabet is None or (part is cell and SLASHED.match(text)):
            return None
        at = self.crop(part, 2)
        return self.alphabet.read(self.grey[at], self.ink[at], _number(cell))

    def wider(self, cell: Cell, text: str) -> bool:
        """Whether the ink of a cell is too wide for a figure without a minus, and not for one with it."""
        read = key(text)
        if read is None or read.negative or self.fits(cell, text):
            return False
        return self.fits(cell, f"-{text}")

    def minus(self, cell: Cell) -> bool | None:
        """Whether a minus stands before the figure of a cell, in its ink or fainter before it; None where that cannot
        be told."""
        down, across = self.crop(cell, 1)
        height = self.found.height
        told = signed(self.ink[down, across], height)
        if told is not False:
            return told
        left = max(0, round(across.start - 0.8 * height))
        digits = self.grey[down, across]
        darkness = float(np.median(digits)) - float(np.quantile(digits, 0.05))
        return faint_stroke(self.grey[down, left : max(left, across.start - 1)], darkness, height)

    def reading(self, cell: Cell, text: str, confidence: float) -> Reading:
        """What the engine read in a cell."""
        return Reading(text, confidence, fits=self.fits(cell, text))

    def fits(self, cell: Cell, text: str) -> bool:
        """Whether the ink of a cell is as wide as a text; lost points count as if they were there."""
        if SLASHED.match(text) or LETTERED.search(text):
            part = self.digits_of(cell, text)
            return part is cell or self.fits(part, LETTERED.sub("", SLASHED.sub("", text)))
        read = key(text)
        if self.widths is None or read is None or read.mark or "(" in text:
            return self.widths is None or read is not None
        whole = len(read.digits) - read.decimals
        points = (whole - 1) // 3 if self.points else text.count(".")
        return self.widths.fits(len(read.digits), points + bool(read.decimals), read.negative, cell.x1 - cell.x0)


def _number(cell: Cell) -> int:
    """What a cell is told by from others."""
    return cell.row * 100_000 + round(cell.x1)


def _is_sure(cell: Cell) -> bool:
    """Whether one figure was read surely in a cell, and nothing else but a letter behind it."""
    figures = [w for w in cell.words if any(map(str.isdecimal, w.text))]
    lettered = len(cell.words) == 1 or (len(cell.words) == 2 and LETTERED.search(cell.text) is not None)
    return len(figures) == 1 and lettered and not cell.unread and figures[0].confidence >= LEARN


def known(sheet: Sheet, more: Sequence[tuple[Cell, str]] = ()) -> Sheet:
    """The sheet with the widths and the forms of its digits, learnt from the figures that were read surely, and from
    `more`."""
    given = [*((c, c.text) for c in sheet.found.cells if _is_sure(c)), *more]
    parts = [
        (_number(c), sheet.digits_of(sheet.past_euro(c, t), t), LETTERED.sub("", with_euro(t)).lstrip("€ "))
        for c, t in given
    ]
    parts = [(n, c, t) for n, c, t in parts if set(t) <= _PLAIN and plain(t) is not None]
    sure = [(c, t) for _, c, t in parts]
    widths = _widths(sure, sheet.found.height)
    if widths is None:
        return sheet
    crops = [(n, t, sheet.crop(c, 2)) for n, c, t in parts]
    alphabet = learn([(n, t, sheet.grey[at], sheet.ink[at]) for n, t, at in crops], sheet.found.height, widths.digit)
    long = [t for _, t in sure if sum(map(str.isdecimal, t)) > 4]
    return replace(sheet, widths=widths, alphabet=alphabet, points=2 * sum("." in t for t in long) >= len(long))


def perhaps_sevens(cells: Sequence[Cell], sheet: Sheet) -> dict[tuple[int, int, str], str]:
    """The figures, by place and text, that were read with a 1 whose form is a 7's, and what they are with it."""
    out = {}
    for cell in cells:
        words = [w for w in cell.words if any(map(str.isdecimal, w.text))]
        if len(words) != 1 or "1" not in words[0].text:
            continue
        seen = sheet.by_ink(sheet.past_euro(cell, cell.text), cell.text)
        if seen is not None and (other := with_sevens(words[0].text, seen[0])):
            out[words[0].x0, words[0].top, words[0].text] = other
    return out


def _counts(text: str) -> tuple[int, int, int]:
    return sum(map(str.isdecimal, text)), sum(c in ".," for c in text), sum(c in "-–—" for c in text)


def _widths(sure: Sequence[tuple[Cell, str]], height: float) -> _Widths | None:
    if len(sure) < 8:
        return None
    counts = np.array([(*_counts(text), 1) for _, text in sure], float)
    width = np.array([cell.x1 - cell.x0 for cell, _ in sure], float)
    kept = np.ones(len(sure), bool)
    found = np.zeros(4)
    usual = np.array([0.75, 0.38, 0.45, -0.1]) * height  # keeps the sum solvable where all figures are alike
    for _ in range(3):
        found = np.linalg.lstsq(np.vstack([counts[kept], np.eye(4)]), np.concatenate([width[kept], usual]), rcond=None)[
            0
        ]
        kept = np.abs(counts @ found - width) < max(1.5, 0.4 * found[0])
        if kept.sum() < 8:
            return None
    return _Widths(*map(float, found)) if found[0] > 0.3 * height else None
