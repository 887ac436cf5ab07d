"""How the text lies on the page, told by the boxes of the words that were read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby, pairwise

import numpy as np

from griffier.pipeline.ocr.engine import OcrWord


def _lines(words: Sequence[OcrWord]) -> list[list[OcrWord]]:
    return [list(line) for _, line in groupby(words, key=lambda w: (w.block, w.paragraph, w.line))]


def sideways(words: Sequence[OcrWord]) -> int:
    """The clockwise rotation (90, 270) that a page needs whose words stand upright on their ends, 0 for a page that
    lies well.

    Tesseract reads such a page, without saying that it turned it.
    """
    long = [w for w in words if len(w.text) >= 5]
    if len(long) < 8 or sum(w.bottom - w.top > 1.5 * (w.x1 - w.x0) for w in long) < 0.6 * len(long):
        return 0
    down = sum(1 if b.top > a.top else -1 for line in _lines(words) for a, b in pairwise(line))
    return 270 if down > 0 else 90


def slope(words: Sequence[OcrWord]) -> float:
    """Degrees by which the lines climb to the right; 0 where there are too few lines."""
    angles = []
    for line in _lines(words):
        if len(line) >= 5 and line[-1].x1 - line[0].x0 > 20 * (line[0].bottom - line[0].top) / 2:
            x = np.array([(w.x0 + w.x1) / 2 for w in line])
            y = np.array([(w.top + w.bottom) / 2 for w in line])
            angles.append(math.degrees(math.atan(-float(np.polyfit(x, y, 1)[0]))))
    return float(np.median(angles)) if len(angles) >= 4 else 0.0
