"""Whether print is seen on a picture, before anything is read: what a photograph or a drawing does not have."""

from __future__ import annotations

import numpy as np
from PIL import Image

from griffier.pipeline.ocr.image.enhance import even_light
from griffier.pipeline.ocr.image.ink import Grey

LOOK_DPI = 90
"""Resolution at which a page is looked at for text; letters of 8 points are then ten pixels high."""

_TILE = 100
_BY_CHANCE, _IN_A_PICTURE = 4, 8
"""Such squares that a page has at least that holds print: two lines of print across it have more than four. A
photograph of many tones has up to five; a page photographed on a table has as many as any."""
_MANY_TONES = 0.25


def text_tiles(pixels: Grey) -> int:
    """How many squares of 100 pixels (80 points at `LOOK_DPI`) look like print: one even ground, and ink on it in rows
    of many strokes.

    A photograph has no even ground, a drawing no rows. Scans and pages of print have 12 to 50, photographs and covers
    0 to 3.
    """
    found = 0
    height, width = pixels.shape
    for y in range(0, height - _TILE // 2, _TILE):
        for x in range(0, width - _TILE // 2, _TILE):
            tile = pixels[y : y + _TILE, x : x + _TILE]
            levels = np.bincount((tile >> 3).ravel(), minlength=32)
            ground = int(levels.argmax())
            if levels[max(0, ground - 1) : ground + 2].sum() < 0.5 * tile.size:
                continue
            marks = np.abs(tile.astype(np.int16) - (8 * ground + 4)) > 48
            if not 0.01 < marks.mean() < 0.4:
                continue
            busy = (marks[:, 1:] & ~marks[:, :-1]).sum(axis=1) >= 6
            rows = int((busy[1:] & ~busy[:-1]).sum()) + int(busy[0])
            found += bool(rows >= 2 and 0.08 < busy.mean() < 0.9)
    return found


def print_is_seen(grey: Grey, dpi: int, dark: float) -> bool:
    """Whether more squares of a picture look like print than chance makes of a photograph: upright or on its side, as
    it is or with its light evened. `dark`: the share of it that is dark."""
    least = _BY_CHANCE if dark < _MANY_TONES else _IN_A_PICTURE
    scale = min(1.0, LOOK_DPI / dpi)
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    small = np.asarray(Image.fromarray(grey).resize(size, Image.Resampling.BOX))
    even = even_light(small)
    return any(text_tiles(np.ascontiguousarray(p)) >= least for p in (small, small.T, even, even.T))
