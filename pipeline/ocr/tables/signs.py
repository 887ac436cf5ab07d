"""Signs and noughts of figures, which an engine that expects words gets wrong: a minus is dropped or doubled, a lone 0
becomes an o.

A lost minus is the worst misreading of all: the figure looks right. So the ink before a figure is looked at: a short
flat stroke right before it is a minus, whatever the engine made of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from griffier.pipeline.ocr.engine import OcrWord
from griffier.pipeline.ocr.image.ink import Mask

_FIGURE = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d{2,7}(?:[.,]\d{1,2})?"
_BARE = re.compile(_FIGURE)
_ODD_SIGN = re.compile(rf"[=~_“”„\"'«—–]+({_FIGURE}|\d)")
_GROUPED = re.compile(r"[-–+]?\d{1,3}(?:\.\d{3})+")
_NOUGHT = re.compile(r"[oO]f?|\[[oO0]|[oO0][|\]]")


def mend_figures(words: Sequence[OcrWord], ink: Mask) -> tuple[OcrWord, ...]:
    """The words with the minus signs that stand in the ink, and with 0 for a lone o in a row of figures. Boxes are
    pixels of `ink`."""
    out: list[OcrWord] = []
    for _, group in groupby(words, key=lambda w: (w.block, w.paragraph, w.line)):
        line = [_signed(word, ink) for word in group]
        # a row of a table: at least two figures with their thousands apart, or noughts among one
        row = sum(bool(_GROUPED.fullmatch(w.text)) for w in line) >= 2
        for i, word in enumerate(line):
            if row and _NOUGHT.fullmatch(word.text) and _alone(line, i):
                word = replace(word, text="0")
            out.append(word)
    return tuple(out)


def _alone(line: Sequence[OcrWord], i: int) -> bool:
    """Whether a word stands apart as the cells of a table do."""
    room = 1.2 * max(w.bottom - w.top for w in line)
    before = i == 0 or line[i].x0 - line[i - 1].x1 > room
    after = i == len(line) - 1 or line[i + 1].x0 - line[i].x1 > room
    return before and after


def _signed(word: OcrWord, ink: Mask) -> OcrWord:
    odd = _ODD_SIGN.fullmatch(word.text)
    if not odd and not _BARE.fullmatch(word.text):
        return word
    start = _stroke(word, ink)
    if start is None:
        return word
    return replace(word, text=f"-{odd[1] if odd else word.text}", x0=min(start, word.x0))


def _stroke(word: OcrWord, ink: Mask) -> int | None:
    """Where a short flat stroke begins that stands before the figure, with room before it, at the height of a minus."""
    height = word.bottom - word.top
    if height < 8:
        return None
    left = max(0, round(word.x0 - 1.6 * height))
    band = ink[word.top : word.bottom, left : round(word.x0 + 0.8 * height)]
    inked = np.flatnonzero(band.any(axis=0))
    for piece in np.split(inked, np.flatnonzero(np.diff(inked) > 1) + 1):
        if not len(piece):
            continue
        start, end = int(piece[0]), int(piece[-1]) + 1
        rows = np.flatnonzero(band[:, start:end].any(axis=1))
        thick, middle = int(rows[-1] - rows[0]) + 1, (rows[0] + rows[-1] + 1) / 2
        flat = thick <= 0.24 * height and 1.2 * thick < end - start and 0.15 * height <= end - start <= height
        if not flat or not 0.35 * height <= middle <= 0.75 * height:
            continue
        gap = left + end - word.x0  # negative: the stroke lies before the box of the word
        before = start if not (inked < start).any() else start - int(inked[inked < start][-1])
        if -0.4 * height <= gap <= 0.7 * height and before >= 0.3 * height:
            return left + start
    return None
