"""Figures whose thousands are parted by blanks: `1 204 500` comes as three words and is one figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.tables.optical import Word
from griffier.schemas.document import Document

_FIRST = re.compile(r"[-–−(€+]{0,2}\d{1,3}")
_NEXT = re.compile(r"\d{3}(?:,(?:\d{1,2}|-))?[-)]?")
_SHORT = re.compile(r"\d{1,2}|\d{4,}")
_POINTS = re.compile(r"[-–−(€+]{0,2}\d{1,3}(?:\.\d{3})+(?:,\d+)?\)?")
_BLANK = 0.5
"""The widest gap inside a figure, in units of the type size: a blank is a quarter of it, in wide types a half."""
_LEAST = 3


def whole_figures(doc: Document, words: list[Word]) -> list[Word]:
    """The words of a page, the groups of such figures joined. Only where the page prints its figures so throughout.

    Against it speak figures with points in the same page's tables, and numbers of other lengths a blank apart: columns
    that stand close.
    """
    texts = [doc.text[w[0] : w[1]] for w in words]
    joins: list[int] = []
    against = 0
    for i in range(1, len(words)):
        if not texts[i][:1].isdigit() or not texts[i - 1][-1:].isdigit() or not _near(doc, words[i - 1], words[i]):
            continue
        if _NEXT.fullmatch(texts[i]) and (_FIRST.fullmatch(texts[i - 1]) or (joins and joins[-1] == i - 1)):
            joins.append(i)
        elif _SHORT.fullmatch(texts[i]) and _FIRST.fullmatch(texts[i - 1]):
            against += 1
    if len(joins) < _LEAST or against or _dotted(texts) * 4 > len(joins) or not _even(words, joins):
        return words
    out: list[Word] = []
    at = set(joins)
    for i, word in enumerate(words):
        if i in at:
            a = out.pop()
            word = (
                a[0],
                word[1],
                a[2],
                min(a[3], word[3]),
                word[4],
                max(a[5], word[5]),
                a[6],
                a[7],
                min(a[8], word[8]),
            )
        out.append(word)
    return out


def _near(doc: Document, a: Word, b: Word) -> bool:
    size = a[6] or a[5] - a[3]
    return (
        abs(a[3] - b[3]) < 0.3 * size
        and 0 < b[2] - a[4] < _BLANK * size
        and a[1] < b[0]
        and doc.text[a[1] : b[0]].isspace()
    )


def _dotted(texts: Sequence[str]) -> int:
    """Figures with points that stand among figures, not in a sentence."""
    return sum(
        bool(_POINTS.fullmatch(text))
        and any(
            0 <= k < len(texts) and (_POINTS.fullmatch(texts[k]) or _FIRST.fullmatch(texts[k])) for k in (i - 1, i + 1)
        )
        for i, text in enumerate(texts)
    )


def _even(words: Sequence[Word], joins: Sequence[int]) -> bool:
    """True where all gaps are one blank wide: the gaps between columns differ from row to row."""
    gaps = [(words[i][2] - words[i - 1][4]) / (words[i][6] or 9.0) for i in joins]
    return max(gaps) - min(gaps) < 0.12
