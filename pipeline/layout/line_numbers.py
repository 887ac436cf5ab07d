"""Numbers of the lines that a page prints in its margin: they are of the paper, and no words of it."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np

from griffier.pipeline.layout.page_words import PageWords
from griffier.schemas.document import Ints

_NUMBER = re.compile(r"\d{1,3}")
_LEAST = 6
"""Lines that count up, at least."""
_GO_ON = 1
"""Of these, lines that begin with a small letter, at least: the items of a numbered list seldom do."""
_BARE = re.compile(r"[ \t]{0,4}(?P<number>\d{1,3})(?:\t|[ ]{2,}|(?=[ \t]*$))(?P<text>.*)")


def margin_numbers(page: PageWords) -> Ints:
    """The words of a page that number its lines: left of all that is no number, one a line, counting up by one."""
    figures = np.array([_NUMBER.fullmatch(text) is not None for text in page.texts], np.bool_)
    if figures.sum() < _LEAST or figures.all():
        return np.zeros(0, np.int32)
    left = page.x0[~figures].min()
    found = np.flatnonzero(figures & (page.x1 <= left + 1))
    found = found[np.argsort(page.bottom[found], kind="stable")]
    beside = [_first_beside(page, i) for i in found.tolist()]
    if not _count_lines([int(page.texts[i]) for i in found.tolist()], beside):
        return np.zeros(0, np.int32)
    inside = (page.top >= page.top[found].min()) & (page.bottom <= page.bottom[found].max())
    rows = np.unique(np.round(page.bottom[inside & ~figures] / 4))
    return found.astype(np.int32) if len(found) >= 0.6 * len(rows) else np.zeros(0, np.int32)


def without_numbers(text: str) -> str:
    """Bare text without the numbers that nearly every line of it begins with."""
    lines = text.split("\n")
    told = [_BARE.fullmatch(line) for line in lines if line.strip()]
    found = [m for m in told if m]
    if len(found) < len(told) or not _count_lines([int(m["number"]) for m in found], [m["text"] for m in found]):
        return text
    return "\n".join(m["text"] if (m := _BARE.fullmatch(line)) else line for line in lines)


def _first_beside(page: PageWords, number: int) -> str:
    """The first word on the height of a number, right of it; "" without any."""
    middle = (page.top[number] + page.bottom[number]) / 2
    level = np.flatnonzero((page.top <= middle) & (page.bottom >= middle) & (page.x0 > page.x1[number]))
    return page.texts[int(level[np.argmin(page.x0[level])])] if len(level) else ""


def _count_lines(numbers: list[int], beside: list[str]) -> bool:
    """Do numbers count up by one beside lines of running text?"""
    steps = [b - a for a, b in pairwise(numbers)]
    return len(numbers) >= _LEAST and set(steps) == {1} and sum(text[:1].islower() for text in beside) >= _GO_ON
