"""Dirt that was read as a word: specks, edges of stamps and of the page, at the ends of lines or by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from griffier.pipeline.ocr.engine import OcrWord
from griffier.pipeline.ocr.image.ink import Mask

_MARKS = frozenset("•·-–—*€%+=&/")
"""Signs that stand alone in print: bullets, dashes, a currency in a column of its own."""
_UNSURE_SIGN, _UNSURE_LETTER = 75.0, 30.0
"""Confidence below which a lone sign, or accented letter, and a plain letter are dirt. A column of V and N is read with
over 60."""
_APART = 1.2
"""Blank between a word and the rest of its line, in heights of the line, from which it may be dirt."""


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
