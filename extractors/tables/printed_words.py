"""The words of a page as tables are read from them: with their boxes and the printed row that layout gave each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from griffier.extractors.tables.printed_figures import DASHES
from griffier.schemas.document import Box, Document, Layer, Page

_FRAME, _SIGNS = "|[]{}_!¦/»«›‹~", "€%()&+*"
NIL = frozenset({"o", "O", "of", "Of", "°", "oO", "Oo", "0O", "OF", "(o", "o)", "0o"})
"""What optical recognition makes of a nought that stands alone."""
_FIRST = re.compile(r"[-–−(€+]{0,2}\d{1,3}")
_NEXT = re.compile(r"\d{3}(?:,(?:\d{1,2}|-))?[-)]?")
_SHORT = re.compile(r"\d{1,2}|\d{4,}")
_POINTS = re.compile(r"[-–−(€+]{0,2}\d{1,3}(?:\.\d{3})+(?:,\d+)?\)?")
_BLANK = 0.5
"""The widest gap inside a figure, in units of the type size: a blank is a quarter of it, in wide types a half."""
_LEAST, _SHORT_WORD, _LOWEST = 3, 3, 0.25
_RULED = re.compile(r"(?<=[^\W_]{2})_{2,}(?=\S)")
"""A ruling line between two words of cells."""


class Word(NamedTuple):
    """A word: its span of the canonical text, its box, and the number of its printed row."""

    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    confidence: float
    row: int

    @property
    def height(self) -> float:
        """Of its box, in points."""
        return self.bottom - self.top

    def level(self, slope: float, middle: float) -> Word:
        """The word where it would stand if the page lay straight."""
        drop = slope * ((self.x0 + self.x1) / 2 - middle)
        return self._replace(top=self.top - drop, bottom=self.bottom - drop)


def words_of(doc: Document, page: Page) -> list[Word]:
    """The upright words of a page without its headers and footers; [] where they have no boxes."""
    w = doc.words
    hits = w.within(page.start, page.end)
    s = slice(hits.start, hits.stop)
    columns = (w.start, w.end, w.x0, w.top, w.x1, w.bottom, w.size, w.bold, w.confidence, w.row)
    words = [Word(*cells) for cells in zip(*(column[s].tolist() for column in columns), strict=True) if cells[-1] >= 0]
    if doc.layers:
        words = [word for word in words if doc.layer_at(word.start) not in (Layer.HEADER, Layer.FOOTER)]
    if not words:
        return []
    if min(word.confidence for word in words) >= 100:
        return _whole_figures(doc, words)
    if page.slope:
        words = [word.level(page.slope, page.width / 2) for word in words]
    return list(_cleaned(doc, words))


def _cleaned(doc: Document, words: Sequence[Word]) -> Iterator[Word]:
    """The words of optical recognition without the ruling lines that it read as characters."""
    heights = sorted(word.height for word in words)
    usual = heights[len(heights) // 2] or 1.0
    opened = False
    for word in _parted(doc, _at_home(words)):
        text = doc.text[word.start : word.end]
        if text == "(€" or (opened and text.endswith(")")):  # (€ 1.200) is one figure in two words
            opened = text == "(€"
            yield word
            continue
        opened = False
        bare = "" if _speck(text, (word.x1 - word.x0) / usual, word.height / usual, word.confidence) else _bare(text)
        if bare == text:
            yield word
        elif bare:
            start = word.start + text.index(bare)
            yield word._replace(start=start, end=start + len(bare))


def _parted(doc: Document, words: Iterable[Word]) -> Iterator[Word]:
    """The words, those of two cells with a ruling line between them as two: "lasten___-57.676"."""
    for word in words:
        ruled = _RULED.search(doc.text, word.start, word.end)
        if ruled is None:
            yield word
            continue
        wide = (word.x1 - word.x0) / (word.end - word.start)
        yield word._replace(end=ruled.start(), x1=word.x0 + wide * (ruled.start() - word.start))
        yield word._replace(start=ruled.end(), x0=word.x1 - wide * (word.end - ruled.end()))


def _at_home(words: Sequence[Word]) -> Iterator[Word]:
    """The words, one or two characters on a row with words enough without them counted to it; what lies on a
    longer word of its row is left out. Recognition reads such specks on lines of their own."""
    whole = _whole_rows(words)
    for word in words:
        if word.end - word.start >= _SHORT_WORD:
            yield word
            continue
        homes = [row for box, row in whole if _stands_in(word, box)]
        if any(_covers(other, word) for row in homes for other in row):
            continue
        numbers = [row[0].row for row in homes]
        yield word._replace(row=numbers[0]) if numbers and word.row not in numbers else word


def _whole_rows(words: Sequence[Word]) -> list[tuple[Box, list[Word]]]:
    """The printed rows with at least three words of more than three characters, each with its box."""
    rows: dict[int, list[Word]] = {}
    for word in words:
        rows.setdefault(word.row, []).append(word)
    return [
        (Box(min(w.x0 for w in row), min(w.top for w in row), max(w.x1 for w in row), max(w.bottom for w in row)), row)
        for row in rows.values()
        if sum(w.end - w.start > _SHORT_WORD for w in row) >= _LEAST
    ]


def _stands_in(word: Word, box: Box) -> bool:
    return box.top < (word.top + word.bottom) / 2 < box.bottom and box.x0 <= word.x0 < box.x1


def _covers(other: Word, word: Word) -> bool:
    level = other.top < (word.top + word.bottom) / 2 < other.bottom
    return other is not word and level and other.x0 <= word.x0 and word.x1 <= other.x1


def _bare(text: str) -> str:
    """A word without the ruling lines at its ends and brackets that have no fellow; "" for what is nothing else."""
    bare = text.strip(_FRAME)
    if text.startswith("(") and ")" not in text and text[1:2].isdecimal():
        bare = bare.strip("(")
    if text.endswith((")", ",")) and "(" not in text and text[-2:-1].isdecimal() and text[:1] in "-=0123456789":
        bare = bare.rstrip("),")
    return bare if len(text) == 1 or any(c.isalnum() or c in DASHES for c in text) else ""


def _speck(text: str, width: float, height: float, confidence: float) -> bool:
    """True for what is too small for its letters, in heights of the page's usual word, or a sign, a letter or two that
    nobody would vouch for."""
    if height < _LOWEST and any(c.isalnum() for c in text):
        return True
    if len(text) > 3:
        return False
    if width < _LOWEST:
        return True
    if text.isdecimal():
        return height < 0.4
    return confidence < _least_sure(text)


def _least_sure(text: str) -> float:
    """The confidence under which up to three characters other than digits are a speck."""
    alone = len(text) == 1
    if text.isalpha():
        return 0.0 if text in NIL or text in "VvNn" else 60.0 if alone else 20.0
    return 20.0 if alone and text not in DASHES and text not in _SIGNS else 0.0


def _whole_figures(doc: Document, words: list[Word]) -> list[Word]:
    """The words of a page, the groups of a figure whose thousands are parted by blanks joined: `1 204 500` comes as
    three words. Only where the page prints its figures so throughout.

    Against it speak figures with points in the same page's tables, and numbers of other lengths a blank apart: columns
    that stand close.
    """
    texts = [doc.text[w.start : w.end] for w in words]
    joins: list[int] = []
    for i in _close_digits(doc, words, texts):
        opened = bool(_FIRST.fullmatch(texts[i - 1]))
        if _NEXT.fullmatch(texts[i]) and (opened or (joins and joins[-1] == i - 1)):
            joins.append(i)
        elif opened and _SHORT.fullmatch(texts[i]):
            return words
    if len(joins) < _LEAST or _dotted(texts) * 4 > len(joins) or not _even(words, joins):
        return words
    return _joined(words, frozenset(joins))


def _close_digits(doc: Document, words: Sequence[Word], texts: Sequence[str]) -> Iterator[int]:
    """The words that begin with a digit a blank behind one that ends in a digit."""
    for i in range(1, len(words)):
        if texts[i][:1].isdecimal() and texts[i - 1][-1:].isdecimal() and _near(doc, words[i - 1], words[i]):
            yield i


def _joined(words: Sequence[Word], at: frozenset[int]) -> list[Word]:
    out: list[Word] = []
    for i, word in enumerate(words):
        if i in at:
            a = out.pop()
            top, bottom, sure = min(a.top, word.top), max(a.bottom, word.bottom), min(a.confidence, word.confidence)
            word = a._replace(end=word.end, top=top, x1=word.x1, bottom=bottom, confidence=sure)
        out.append(word)
    return out


def _near(doc: Document, a: Word, b: Word) -> bool:
    size = a.size or a.height
    level = abs(a.top - b.top) < 0.3 * size and 0 < b.x0 - a.x1 < _BLANK * size
    return level and a.end < b.start and doc.text[a.end : b.start].isspace()


def _dotted(texts: Sequence[str]) -> int:
    """Figures with points that stand among figures, not in a sentence."""

    def figured(i: int) -> bool:
        return 0 <= i < len(texts) and bool(_POINTS.fullmatch(texts[i]) or _FIRST.fullmatch(texts[i]))

    return sum(bool(_POINTS.fullmatch(text)) and (figured(i - 1) or figured(i + 1)) for i, text in enumerate(texts))


def _even(words: Sequence[Word], joins: Sequence[int]) -> bool:
    """True where all gaps are one blank wide: the gaps between columns differ from row to row."""
    gaps = [(words[i].x0 - words[i - 1].x1) / (words[i].size or 9.0) for i in joins]
    return max(gaps) - min(gaps) < 0.12
