"""What a line of a list opens with: a bullet, a number, a letter or a Roman numeral.

The one grammar of marks: `mark_at` reads one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Shape = Literal["bullet", "number", "roman", "letter"]

_SIGNS = "•▪●◦·■□☐▫◊◆❖➢►▸→»«‣⁃∙○✓✔\uf0b7\uf0a7\uf0d8\uf02d"
_DASHES = "\u2010\u2011\u2012–—―\u2212-"
_MISREAD_SIGNS = "~¢©®§¤"
"""What recognition makes of a disc or a square."""
_MISREAD = r"[eoc®¢](?=[ _]+[A-ZÀ-Ýa-z(‘'\"“])_?|-_+|_+(?=\s)"
"""A disc read as a letter, a dash as underscores."""

_MARK = re.compile(
    rf"(?P<bullet>[{_SIGNS}*+>{_MISREAD_SIGNS}{_DASHES}]+_*(?=\s|$|[\w‘'\"“(])|{_MISREAD})\s*"
    r"|\(?(?P<number>\d{1,2}(?:\.\d{1,2})?[a-z]?)(?:[.):]+(?=\s|$|[^\W\d])|\](?=\s)|$)\s*"
    r"|\(?(?P<roman>[ivx]{1,4}|[IVXL]{1,4})[.)](?=\s|$)\s*"
    r"|\(?(?P<letter>[a-zA-Z])[.)](?=\s|$)\s*"
)
_NEED_TEXT = frozenset("eoc")
"""Misread bullets that are words where nothing follows them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of an item: its shape and characters, where its number stands (None of a bullet), and where the text
    begins."""

    shape: Shape
    text: str
    number: tuple[int, int] | None
    behind: int


def mark_at(text: str, start: int, end: int) -> Mark | None:
    """The mark that `text[start:end]` opens with."""
    found = _MARK.match(text, start, end)
    if found is None:
        return None
    bullet = found["bullet"]
    if bullet:
        if found.end() >= end and bullet in _NEED_TEXT:
            return None
        behind = found.end()
        while behind < end and (text[behind].isspace() or text[behind] == "_"):
            behind += 1
        return Mark("bullet", bullet, None, behind)
    shapes: tuple[Shape, ...] = ("number", "roman", "letter")
    shape = next(s for s in shapes if found[s])
    return Mark(shape, found[shape], found.span(shape), found.end())


def is_mark(text: str, start: int, end: int) -> bool:
    """Is `text[start:end]` a mark and nothing else?"""
    return _MARK.fullmatch(text, start, end) is not None


def counts_on(before: str | None, mark: str) -> bool:
    """Does a number or letter come next after another of its shape? Without one before, is it the first?"""
    if before is None:
        return mark.lower() in ("1", "a", "i")
    if mark.isdecimal() and before.isdecimal():
        return int(mark) == int(before) + 1
    next_letter = len(mark) == len(before) == 1 and ord(mark.lower()) == ord(before.lower()) + 1
    return next_letter or mark.lower() in ("1", "a", "i") or len(mark) > 1


_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}
_ROMAN = re.compile(r"(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def roman_value(text: str) -> int | None:
    """The value of a Roman numeral in capitals, to 89; None for other letters."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_DIGITS[c] for c in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
