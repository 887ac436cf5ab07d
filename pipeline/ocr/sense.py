"""Whether what an engine read is text. Its confidence alone does not say so: a page read sideways can have 79 of
100."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from griffier.extractors.dutch.word_lists import common_words
from griffier.pipeline.ocr.engine import OcrWord

_WORD = re.compile(r"[^\W\d_]{2,}")
_FIGURE = re.compile(r"[-+€(]?\d[\d.,:/%)-]*|[-–•VN0-9€]")
_LEAST_ROWS = 4
_SURE, _LONG, _LEAST_LONG = 85.0, 5, 6
"""Confidence and letters of a word that a page on its side does not give, and how many of them prove that it is
upright."""


def sense(words: Sequence[OcrWord]) -> float:
    """Share of the characters that stand in Dutch words of two letters or more, or in figures; 0 without words.

    Long Dutch compounds are in no list: a word counts too where a known word of four letters or more begins or ends it.
    """
    total = good = 0
    for word in words:
        size = len(word.text)
        total += size
        if _FIGURE.fullmatch(word.text):
            good += size
            continue
        good += sum(len(part) for part in _WORD.findall(word.text) if known(part.lower()))
    return good / total if total else 0.0


def is_figure(text: str) -> bool:
    """Whether a word is a figure, with its sign, currency and brackets, or a mark of tables and lists that stands
    alone."""
    return _FIGURE.fullmatch(text) is not None


def tabular(words: Sequence[OcrWord]) -> bool:
    """Whether a page holds a table of figures: rows, or columns read as lines, at least half of whose words are
    figures."""
    rows = 0
    for _, group in groupby(words, key=lambda w: (w.block, w.paragraph, w.line)):
        line = list(group)
        figures = [w.text for w in line if _FIGURE.fullmatch(w.text)]
        rows += 2 * len(figures) >= len(line) and any(sum(map(str.isdecimal, t)) >= 3 for t in figures)
    return rows >= _LEAST_ROWS


def stands_upright(words: Sequence[OcrWord]) -> bool:
    """Whether a reading has so many long words, surely read, that the page cannot lie on its side: an infographic has
    few words, and between them what its pictures were taken for."""
    sure = (w.text.strip(".,:;()").lower() for w in words if w.confidence >= _SURE)
    return sum(len(word) >= _LONG and word.isalpha() and known(word) for word in sure) >= _LEAST_LONG


def known(word: str) -> bool:
    """Whether a lower-case word is Dutch, or begins or ends like a Dutch compound."""
    lexicon = common_words("nl")
    if word in lexicon:
        return True
    return len(word) > 7 and any(word[i:] in lexicon or word[:i] in lexicon for i in range(4, len(word) - 3))


def merit(words: Sequence[OcrWord]) -> float:
    """What two readings of one page are compared by: characters that make sense, weighted by the confidence in them."""
    if not words:
        return 0.0
    size = sum(len(w.text) for w in words)
    confidence = sum(w.confidence * len(w.text) for w in words) / size
    return sense(words) * confidence / 100


def mass(words: Sequence[OcrWord]) -> float:
    """Characters that make sense, each weighted by its confidence: a reading that lost text has less."""
    return merit(words) * sum(len(w.text) for w in words)
