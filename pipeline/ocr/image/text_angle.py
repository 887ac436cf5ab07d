"""How the text lies on the page, told by the boxes of the words that were read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby, pairwise

from griffier.pipeline.ocr.engine import OcrWord

_LEAST_STEPS, _LEVEL, _STEEPEST = 12, 0.002, 0.1


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
    """Degrees by which the lines climb to the right; 0 where there are too few words beside each other."""
    return -math.degrees(math.atan(fall(words)))


def fall(words: Sequence[OcrWord]) -> float:
    """How far lines fall for each pixel to the right: the median over neighbours on one line, the long runs counting
    most; 0 where they are level, or too few words stand beside each other."""
    steps: list[tuple[float, float]] = []
    for a, b in pairwise(words):
        run = (b.x0 + b.x1 - a.x0 - a.x1) / 2
        if (a.block, a.paragraph, a.line) == (b.block, b.paragraph, b.line) and run > 1.5 * (a.bottom - a.top):
            steps.append(((b.top + b.bottom - a.top - a.bottom) / 2 / run, run))
    if len(steps) < _LEAST_STEPS:
        return 0.0
    steps.sort()
    half, total = sum(run for _, run in steps) / 2, 0.0
    for step, run in steps:
        total += run
        if total >= half:
            return step if _LEVEL < abs(step) < _STEEPEST else 0.0
    return 0.0
