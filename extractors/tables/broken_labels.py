"""Labels whose narrow cell breaks a word without a hyphen ("Veiligheidsreg" over "io"): made whole where the document
writes the whole word elsewhere, or it is a word of Dutch and its halves are none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from griffier.extractors.tables.broken_words import is_broken
from griffier.extractors.tables.model import FinancialTable, TableRow
from griffier.schemas.document import Document

_WORD = re.compile(r"[^\W\d_]+")
_WHOLE = 7
"""Letters at least of a word that a cell is too narrow for."""
_NEAR = 300
_LINES = 2.5
"""Heights of a word at most from the one half to the other."""


def whole_labels(tables: Sequence[FinancialTable], doc: Document) -> None:
    """Join the halves of broken words in the labels, in place."""
    if not tables or not len(doc.words):
        return
    counts = Counter(word.casefold() for word in _WORD.findall(doc.text))
    for row in (row for table in tables for row in table.rows):
        words = (row.label or "").split()
        for i in range(len(words) - 1, 0, -1):
            if _halves(words[i - 1], words[i], counts) and _stacked(doc, row, words[i - 1], words[i]):
                words[i - 1 : i + 1] = [words[i - 1] + words[i]]
        if row.label and len(words) < len(row.label.split()):
            row.label = " ".join(words)


def _halves(left: str, right: str, counts: Counter[str]) -> bool:
    """Do two words make one that the document has, and is the left one hardly a word by itself?"""
    match = _WORD.match(right)
    first = match[0] if match else ""
    whole = (left + first).casefold()
    alone = counts[left.casefold()]
    return (
        len(whole) >= _WHOLE
        and first[:1].islower()
        and left.isalpha()
        and (counts[whole] >= max(1, alone // 2) or is_broken(left, first))
    )


def _stacked(doc: Document, row: TableRow, left: str, right: str) -> bool:
    """Does the right half stand in a line right under the left one?"""
    if row.place is None:
        return False
    words = doc.words
    near = words.within(row.place.start, row.place.end + _NEAR)  # figures may stand between the lines of a label
    uppers, lowers = ([i for i in near if _said(doc, i) == half] for half in (left, right))
    return any(_right_under(doc, upper, lower) for upper in uppers for lower in lowers)


def _said(doc: Document, i: int) -> str:
    return doc.text[int(doc.words.start[i]) : int(doc.words.end[i])]


def _right_under(doc: Document, upper: int, lower: int) -> bool:
    words = doc.words
    down = float(words.top[lower] - words.top[upper])
    if words.page[lower] == words.page[upper] + 1:
        return down < 0  # a row that the page break cuts
    height = float(words.bottom[upper] - words.top[upper])
    return bool(words.page[lower] == words.page[upper]) and 2 < down < _LINES * height
