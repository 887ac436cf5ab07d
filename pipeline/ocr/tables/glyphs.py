"""The digits of a page compared with one another: a third opinion on figures, by ink alone and at next to no cost.

The figures of a table are set in one or two fonts. Figures that were read surely and whose ink falls apart into as
many pieces as they have characters give samples of each digit; the pieces of a doubtful figure are held against these.
It knows nothing of language, so it is wrong where the engine is right and the other way round, and it never loses a
minus, which is a flat piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PIL import Image

from griffier.pipeline.ocr.image.ink import Grey, Mask

_PATCH = (8, 12)
_LEAST_SAMPLES, _MOST_SAMPLES = 12, 60
_CLEAR = 0.82
"""A digit is clear where its nearest sample is nearer than this share of the distance to the nearest sample of any
other digit."""
_FAR, _NEAR = 1.5, 0.02

Piece = tuple[int, int, int, int]
"""left, right, upper, lower edge of a piece of ink, in pixels of its crop."""


def pieces(ink: Mask, height: float) -> list[Piece]:
    """The pieces of ink from left to right, parted by columns without ink. Dust is left out."""
    columns = np.flatnonzero(ink.any(axis=0))
    if not len(columns):
        return []
    out = []
    for run in np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1):
        left, right = int(run[0]), int(run[-1]) + 1
        rows = np.flatnonzero(ink[:, left:right].any(axis=1))
        if ink[:, left:right].sum() >= max(2.0, 0.006 * height * height):
            out.append((left, right, int(rows[0]), int(rows[-1]) + 1))
    return out


def signed(ink: Mask, height: float) -> bool | None:
    """Whether a figure begins with a flat stroke at the height of a minus; None where its ink begins with neither that
    nor a digit."""
    found = pieces(ink, height)
    tall = [p for p in found if p[3] - p[2] >= 0.62 * height]
    if not tall:
        return None
    kind = shape(found[0], height, float(np.median([p[3] for p in tall])))
    return True if kind == "-" and len(found) > 1 else False if kind == "d" else None


def faint_stroke(before: Grey, darkness: float, height: float) -> bool | None:
    """Whether a stroke too pale to be ink stands in the paper before a figure: True for a minus, None where something
    else may stand there.

    `before`: the paper left of the figure, as high as it; `darkness`: how much darker than paper its digits are. At
    low resolution a minus is half a pixel high, and grey.
    """
    if before.size < 12 or before.shape[1] < 0.25 * height:
        return False
    grey = before.astype(np.float32)
    paper = float(np.median(grey))
    dark = paper - grey
    noise = float(np.median(np.abs(dark))) * 1.5
    least = max(0.16 * darkness, 3 * noise)
    rows = np.sort(dark, axis=1)[:, -max(2, round(0.22 * height)) :].mean(axis=1)  # the darkest stretch of each row
    lit = np.flatnonzero(rows > least)
    if not len(lit):
        return False
    middle = (lit[0] + lit[-1] + 1) / 2 / before.shape[0]
    if len(lit) > max(2.0, 0.3 * height):
        return None
    columns = np.flatnonzero((dark[lit[0] : lit[-1] + 1] > least).any(axis=0))
    wide = int(columns[-1] - columns[0]) + 1 if len(columns) else 0
    if not 0.3 <= middle <= 0.8 or wide > 0.8 * height:
        return None
    return True if wide >= 0.2 * height and len(columns) >= 0.7 * wide else None


def shape(piece: Piece, height: float, base: float) -> str:
    """What a piece is by its form: `-`, `.` or `d` for what is as high as a digit; `?` for anything else. `base`: where
    digits end."""
    left, right, top, bottom = piece
    wide, tall, middle = right - left, bottom - top, (top + bottom) / 2
    if tall >= 0.62 * height and tall <= 1.6 * height:
        return "d"
    if _flat(piece, height) and 0.2 * height < base - middle < 0.7 * height:
        return "-"
    if tall <= 0.45 * height and wide <= 0.4 * height and base - middle < 0.3 * height:
        return "."
    return "?"


def _flat(piece: Piece, height: float) -> bool:
    wide, tall = piece[1] - piece[0], piece[3] - piece[2]
    return tall <= 0.36 * height and 0.2 * height <= wide <= 1.2 * height and wide >= 1.3 * tall


@dataclass(frozen=True)
class Alphabet:
    """Samples of the digits of a page: one row each, with the digit that it is, and the number of the figure that it is
    from."""

    samples: npt.NDArray[np.float32]
    digits: npt.NDArray[np.int8]
    figures: npt.NDArray[np.int64]
    height: float
    advance: float
    near: float
    """How far a sample may be from the next of the same digit: what is further is a digit of which there is no
    sample."""

    @cached_property
    def _sizes(self) -> npt.NDArray[np.float32]:
        return np.asarray(np.square(self.samples).sum(axis=1), np.float32)

    def read(self, crop: Grey, ink: Mask, own: int = -1) -> tuple[str, bool] | None:
        """The figure in a crop, `-` and `.` by their form, and whether every digit is clear; None where the ink does
        not fall apart.

        `own`: the number of the figure itself, whose samples do not count: a figure that was surely misread would
        vouch for itself.
        """
        found = self._parted(_whole(pieces(ink, self.height), self.height, self.advance))
        tall = [p for p in found if p[3] - p[2] >= 0.62 * self.height]
        if not tall:
            return ("-", True) if len(found) == 1 and _flat(found[0], self.height) else None
        base = float(np.median([p[3] for p in tall]))
        text, clear = "", True
        for piece in found:
            kind = shape(piece, self.height, base)
            if kind == "?":
                return None
            if kind != "d":
                text += kind
                continue
            digit, sure = self._digit(crop, piece, own)
            text += digit
            clear = clear and sure
        return text, clear

    def _parted(self, found: Iterable[Piece]) -> list[Piece]:
        """Pieces as wide as two or more digits, cut evenly: in one font they are all as wide."""
        out: list[Piece] = []
        for left, right, top, bottom in found:
            count = round((right - left) / self.advance) if bottom - top >= 0.62 * self.height else 1
            edges = np.linspace(left, right, max(1, count) + 1).round().astype(int)
            out += [(int(a), int(b), top, bottom) for a, b in pairwise(edges)]
        return out

    def _digit(self, crop: Grey, piece: Piece, own: int) -> tuple[str, bool]:
        patch = _patch(crop, piece, self.height)
        distance = np.maximum(self._sizes + float(patch @ patch) - 2 * (self.samples @ patch), 0.0)
        distance[self.figures == own] = np.inf
        nearest = np.full(10, np.inf)
        for digit in range(10):
            own_kind = np.sort(distance[self.digits == digit])[:3]
            if len(own_kind):  # the second nearest, where there are three: one that was misread does not count
                nearest[digit] = own_kind[1] if len(own_kind) == 3 else own_kind[0]
        order = np.argsort(nearest)
        return str(order[0]), bool(nearest[order[0]] < min(_CLEAR * nearest[order[1]], self.near))


def _whole(found: Sequence[Piece], height: float, advance: float) -> list[Piece]:
    """The pieces with the two halves of a digit put together: a thin 0 breaks, and two ones stand further apart than
    its halves."""
    out: list[Piece] = []
    for piece in found:
        last = out[-1] if out else None
        tall = piece[3] - piece[2] >= 0.5 * height
        if last is not None and tall and last[3] - last[2] >= 0.5 * height and piece[1] - last[0] <= 1.12 * advance:
            out[-1] = (last[0], piece[1], min(last[2], piece[2]), max(last[3], piece[3]))
        else:
            out.append(piece)
    return out


def _patch(crop: Grey, piece: Piece, height: float) -> npt.NDArray[np.float32]:
    """The ink of a piece in a small frame, of equal contrast; its width over the height of the line goes with it."""
    left, right, top, bottom = piece
    small = np.asarray(Image.fromarray(crop[top:bottom, left:right]).resize(_PATCH, Image.Resampling.BOX), np.float32)
    span = float(small.max() - small.min()) or 1.0
    ink = ((small.max() - small) / span).ravel()
    return np.append(ink / (float(np.linalg.norm(ink)) or 1.0), 0.5 * (right - left) / height).astype(np.float32)


def learn(figures: Sequence[tuple[int, str, Grey, Mask]], height: float, advance: float) -> Alphabet | None:
    """The digits of figures that were read surely: number, text, crop and ink of each. None where there are too few to
    compare with."""
    samples: list[npt.NDArray[np.float32]] = []
    digits: list[int] = []
    owners: list[int] = []
    counts = np.zeros(10, int)
    for number, text, crop, ink in figures:
        found = _whole(pieces(ink, height), height, advance)
        if len(found) != len(text):
            continue
        for char, piece in zip(text, found, strict=True):
            if char.isdecimal() and piece[3] - piece[2] >= 0.62 * height and counts[int(char)] < _MOST_SAMPLES:
                samples.append(_patch(crop, piece, height))
                digits.append(int(char))
                owners.append(number)
                counts[int(char)] += 1
    if len(samples) < _LEAST_SAMPLES or (counts > 0).sum() < 8:
        return None
    known, labels = np.array(samples), np.array(digits, np.int8)
    size = np.square(known).sum(axis=1)
    apart = np.maximum(size[:, None] + size[None] - 2 * known @ known.T, 0.0)
    apart[labels[:, None] != labels[None]] = np.inf
    np.fill_diagonal(apart, np.inf)
    nearest = apart.min(axis=1)
    nearest = nearest[np.isfinite(nearest)]
    return Alphabet(
        known,
        labels,
        np.array(owners, np.int64),
        height,
        advance,
        max(_NEAR, _FAR * float(np.quantile(nearest, 0.9)) if len(nearest) else 0.0),
    )
