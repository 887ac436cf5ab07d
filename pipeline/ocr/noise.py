"""Dirt that was read as a word: specks, edges of stamps and of the page, at the ends of lines or by itself; and columns
of single signs that were read as a line of text set upright."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

from griffier.pipeline.ocr.engine import OcrWord
from griffier.pipeline.ocr.image.ink import Mask

_MARKS = frozenset("•·-–—*€%+=&/")
"""Signs that stand alone in print: bullets, dashes, a currency in a column of its own."""
_UNSURE_SIGN, _UNSURE_LETTER = 75.0, 30.0
"""Confidence below which a lone sign, or accented letter, and a plain letter are dirt. A column of V and N is read with
over 60."""
_APART = 1.2
"""Blank between a word and the rest of its line, in heights of the line, from which it may be dirt."""

_UPRIGHT, _MEANT, _FEW = 2.2, 60.0, 0.2
"""Height, in words, from which a narrow line stands upright; mean confidence from which it is text that was printed so;
the share of a page's words that such lines may be."""


def without_upright(words: Sequence[OcrWord]) -> tuple[OcrWord, ...]:
    """The words without narrow lines that run down the page and make no sense, and without the lone points at the heads
    of lines that these leave of numbers: a column of figures or numbers of one digit was taken for a line on its side.
    Its ink is then read as if nobody had."""
    height = median(w.bottom - w.top for w in words) if words else 0.0
    lines = [list(group) for _, group in groupby(words, key=lambda w: (w.block, w.paragraph, w.line))]
    gone = {w for line in lines if _on_its_side(line, height) for w in line}
    points = {line[0] for line in lines if len(line) > 1 and line[0].text == "."}
    if not gone or len(gone) > _FEW * len(words):
        return tuple(words)
    return tuple(w for w in words if w not in gone and w not in points)


def _on_its_side(line: Sequence[OcrWord], height: float) -> bool:
    """Whether a line runs down the page, narrow, and was read as nonsense."""
    high = max(w.bottom for w in line) - min(w.top for w in line)
    wide = max(w.x1 for w in line) - min(w.x0 for w in line)
    return high > _UPRIGHT * height and 2 * wide < high and sum(w.confidence for w in line) < _MEANT * len(line)


def without_noise(words: Sequence[OcrWord]) -> tuple[OcrWord, ...]:
    """The words without those of one or two characters at a line's ends, apart from it, that are no digit, no mark, and
    doubtful."""
    out: list[OcrWord] = []
    for _, group in groupby(words, key=lambda w: (w.block, w.paragraph, w.line)):
        line = list(group)
        while line and _dirt(line[0]) and _apart(line, 0, 1):
            del line[0]
        while line and _dirt(line[-1]) and _apart(line, -2, -1):
            del line[-1]
        out.extend(line)
    return tuple(out)


def without_edges(words: Sequence[OcrWord], ink: Mask) -> tuple[OcrWord, ...]:
    """The words without a bracket or bar at an end that is a ruling line in the ink: a line upright there, higher than
    the word."""
    return tuple(_trimmed(word, ink) for word in words)


def _trimmed(word: OcrWord, ink: Mask) -> OcrWord:
    text, height = word.text, word.bottom - word.top
    width = max(2, round(0.35 * height))
    if (
        len(text) > 2
        and text[0] in "[|("
        and not set(text) & set(")]")
        and _line_upright(ink, word.x0 - 2, word.x0 + width, word)
    ):
        text = text[1:]
    if (
        len(text) > 2
        and text[-1] in "]|)"
        and not set(text) & set("([")
        and _line_upright(ink, word.x1 - width, word.x1 + 2, word)
    ):
        text = text[:-1]
    return word if text == word.text else replace(word, text=text)


def _line_upright(ink: Mask, left: int, right: int, word: OcrWord) -> bool:
    """Whether a line of ink runs down between two columns, from above the word to below it."""
    beyond = (word.bottom - word.top) // 2
    band = ink[max(0, word.top - beyond) : word.bottom + beyond, max(0, left) : right]
    return bool(band.size) and bool((band.mean(axis=0) > 0.95).any())


def _dirt(word: OcrWord) -> bool:
    text = word.text
    if len(text) > 2 or any(map(str.isdecimal, text)) or text in _MARKS:
        return False
    plain = text.isascii() and any(map(str.isalpha, text))
    return word.confidence < (_UNSURE_LETTER if plain else _UNSURE_SIGN)


def _apart(line: Sequence[OcrWord], left: int, right: int) -> bool:
    if len(line) == 1:
        return True
    height = max(w.bottom - w.top for w in line)
    return line[right].x0 - line[left].x1 > _APART * height
