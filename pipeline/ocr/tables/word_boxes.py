"""Words of a table whose boxes cannot be right: too high, too wide for their digits, or over two columns. Their ink is
read as if nobody had."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from griffier.pipeline.ocr.engine import OcrWord
from griffier.pipeline.ocr.image.ink import Mask
from griffier.pipeline.ocr.sense import known

_LEAST = 6
"""Figures from which their usual height is known."""
_ROWS_HIGH, _NONSENSE = 2.2, 60.0
"""Height, in figures, from which a word of less confidence covers several rows."""
_TWO_WIDE, _TWO_APART, _TWO_DIGITS = 4.0, 1.6, 4
"""Width and gap in figures' heights, and digits, from which a word may be the figures of two columns."""


_GARBLED, _LONGEST = 70.0, 10
"""Confidence under which a word of letters among figures may be a misread figure, and the characters it may have."""
LONE_LETTER = re.compile(r"\W*[VNIS]\W*", re.IGNORECASE)
"""A letter of a column of its own, or behind its figure."""


def garbled(word: OcrWord) -> bool:
    """Whether a word may be a figure that was read as letters: unsure, short, no word of the language and no lone V or
    N."""
    text = word.text
    if word.confidence >= _GARBLED or len(text) > _LONGEST or figurish(text) or LONE_LETTER.fullmatch(text):
        return False
    return any(map(str.isalnum, text)) and not (len(text) > 3 and known(text.strip(".,:;()|").lower()))


def figurish(text: str) -> bool:
    """Whether a word may be a figure, however badly read: a digit and hardly a letter, or a sign that stands for
    one."""
    digits = sum(map(str.isdecimal, text))
    letters = sum(map(str.isalpha, text))
    return (digits > 0 and letters <= max(1, digits // 3)) or text in ("-", "–", "—", "€", "(€", "o", "O")


def wrong_boxes(words: Sequence[OcrWord]) -> frozenset[OcrWord]:
    """Figures whose box is far too high: a ruling line, or a speck, was taken in; and columns of single letters that
    were read as one word set upright. Their ink is read as if nobody had."""
    heights = [w.bottom - w.top for w in words if figurish(w.text) and any(map(str.isdecimal, w.text))]
    if len(heights) < _LEAST:
        return frozenset()
    usual = float(np.median(heights))
    high = frozenset(
        w
        for w in words
        if w.bottom - w.top > 1.45 * usual
        and (figurish(w.text) or (w.bottom - w.top > _ROWS_HIGH * usual and w.confidence < _NONSENSE))
    )
    return high | {w for w in words if w.text.isdecimal() and w.confidence < _NONSENSE and _is_wide(w, usual)}


def _is_wide(word: OcrWord, height: float) -> bool:
    """True for digits whose box is half as wide again as they can be."""
    return word.x1 - word.x0 > 1.15 * len(word.text) * height


def holds_two(word: OcrWord, ink: Mask, height: float, half: int) -> bool:
    """True for figures of two columns that were read as one: their ink falls apart, wider than a cell's pieces do."""
    if word.x1 - word.x0 < _TWO_WIDE * height or sum(map(str.isdecimal, word.text)) < _TWO_DIGITS:
        return False
    if not figurish(word.text):
        return False
    rim = (word.bottom - word.top) / 5
    box = ink[round((word.top + rim) / half) : round((word.bottom - rim) / half), word.x0 // half : word.x1 // half + 1]
    columns = np.flatnonzero(box.any(axis=0))
    runs = np.split(columns, np.flatnonzero(np.diff(columns) > _TWO_APART * height / half) + 1)
    high = [int(np.ptp(np.flatnonzero(box[:, run].any(axis=1)))) for run in runs if len(run)]
    return sum(h > 0.4 * height / half for h in high) > 1
