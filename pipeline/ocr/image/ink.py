"""What a page image is like, measured before anything is done to it: paper, ink, speckle, tilt, ruling lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

_TILE = 24
"""Width in pixels of a tile of the paper map; at 200 dpi three millimetres: wider than a stroke, narrower than a
shadow's edge."""
_UNEVEN = 0.88
"""The darkest tiles of the paper over its usual level, below which a page counts as shaded. Clean scans measure over
0.97."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Measures of one page image. `speckles` a square inch; `tilt` in degrees, counter-clockwise positive; `ink` share
    of dark pixels."""

    evenness: float
    speckles: float
    ink: float

    @property
    def shaded(self) -> bool:
        """Whether the paper is dark in places."""
        return self.evenness < _UNEVEN


def paper(grey: Grey) -> npt.NDArray[np.float32]:
    """The level of the paper, one value a tile: a high quantile within it, the holes that large dark areas make filled
    from around."""
    height, width = grey.shape
    rows, columns = max(1, height // _TILE), max(1, width // _TILE)
    tiles = grey[: rows * _TILE, : columns * _TILE] if height >= _TILE and width >= _TILE else grey[:1, :1]
    step = min(_TILE, height, width)
    blocks = tiles.reshape(rows, step, columns, step) if step == _TILE else tiles.reshape(1, 1, 1, 1)
    sample = blocks[:, ::3, :, ::3].transpose(0, 2, 1, 3).reshape(blocks.shape[0], blocks.shape[2], -1)
    level = np.partition(sample, int(sample.shape[2] * 0.8), axis=2)[:, :, int(sample.shape[2] * 0.8)]
    smooth = Image.fromarray(level.astype(np.uint8)).filter(ImageFilter.MedianFilter(5))
    # a picture or a black bar is not paper: it takes the level of what is around it
    spread = (
        smooth.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.MinFilter(9)).filter(ImageFilter.GaussianBlur(1))
    )
    return np.asarray(spread, np.float32)


def dark(grey: Grey, threshold: int | None = None) -> Mask:
    """The ink of a page whose paper is even, by Otsu's threshold kept between what can be ink and what can be paper."""
    return grey < (otsu(grey) if threshold is None else threshold)


def otsu(grey: Grey) -> int:
    """The grey level that parts ink from paper best (Otsu 1979), kept within 70..200."""
    counts = np.array(Image.fromarray(grey[::2, ::2]).histogram(), np.float64)
    total, levels = counts.sum(), np.arange(256)
    below, mass = np.cumsum(counts), np.cumsum(counts * levels)
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (mass[-1] * below - mass * total) ** 2 / (below * (total - below))
    return int(np.clip(np.nanargmax(np.nan_to_num(between)) + 1, 70, 200))


def grown(mask: Mask, by: int) -> Mask:
    """The mask with every set pixel grown to a square that reaches `by` pixels to each side."""
    out = mask
    for axis in (0, 1):
        last, out = out, out.copy()
        for step in range(1, by + 1):
            ahead, behind = (
                (slice(step, None), slice(None, -step)) if step < mask.shape[axis] else (slice(0, 0), slice(0, 0))
            )
            if axis == 0:
                out[ahead] |= last[behind]
                out[behind] |= last[ahead]
            else:
                out[:, ahead] |= last[:, behind]
                out[:, behind] |= last[:, ahead]
    return out


def box_sum(mask: Mask, size: int) -> npt.NDArray[np.uint16]:
    """For each pixel the number of set pixels in the square of `size` (odd, at most 255) around it."""
    padded = np.pad(mask, size // 2).view(np.uint8)
    return _windows(_windows(padded, size).T.astype(np.uint16), size).T


def _windows(rows: npt.NDArray[Any], size: int) -> npt.NDArray[Any]:
    """The sums of every `size` neighbours in a row, by doubling: a fifth of the time of running totals, which need
    wider numbers."""
    count = rows.shape[1] - size + 1
    total = np.zeros_like(rows[:, :count])
    done, width, sums = 0, 1, rows
    while True:
        if size & width:
            total += sums[:, done : done + count]
            done += width
        if 2 * width > size:
            return total
        sums = sums[:, : sums.shape[1] - width] + sums[:, width:]
        width *= 2


def speckle(ink: Mask, dpi: int) -> Mask:
    """Specks: dark spots of at most a fiftieth of an inch, alone within a twelfth of an inch. Full stops have letters
    beside them."""
    small = max(3, dpi // 50) | 1
    near = max(7, dpi // 12) | 1
    alone = ink & (box_sum(ink, near) == box_sum(ink, small))
    return np.asarray(alone)


def condition(grey: Grey, dpi: int) -> Condition:
    """Measure a page."""
    level = paper(grey)
    usual = float(np.quantile(level, 0.9)) or 1.0
    ink = dark(grey)
    specks = speckle(ink, dpi)
    # each speck has up to nine pixels: count those without a speck pixel to the left or above
    first = specks.copy()
    first[:, 1:] &= ~specks[:, :-1]
    first[1:] &= ~specks[:-1]
    square_inches = max(1.0, grey.size / dpi**2)
    return Condition(float(np.quantile(level, 0.02)) / usual, float(first.sum()) / square_inches, float(ink.mean()))
