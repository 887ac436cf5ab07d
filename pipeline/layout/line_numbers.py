"""Numbers of the lines that a page prints in its margin: they are of the paper, and no words of it."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np

from griffier.pipeline.layout.page_words import PageWords
from griffier.schemas.document import Floats, Ints

_NUMBER = re.compile(r"\d{1,3}")
_LEAST = 6
"""Lines that count up, at least."""
_STEPS = (5, 10)
"""Steps of a count that prints a number at some lines only."""
_LEAST_ON_A_PAGE = 4
"""The same on one page, where they count in steps: forty lines have eight."""
_FARTHEST = 9
"""Lines with text from one number to the next, at most, where they count by five: a head of a page may come between."""
_DENSE = 0.5
"""Of the lines that are counted, those with text: rows of a table that begin with 5, 10, 15 are a fifth."""
_WINDOW = 30
"""Numbers at the beginning of lines that a count may pass over."""
_GO_ON = 1
"""Of these, lines that begin with a small letter, at least: the items of a numbered list seldom do."""
_BARE = re.compile(r"[ \t]{0,4}(?P<number>\d{1,3})(?:\t|[ ]{2,}|(?=[ \t]*$))(?P<text>.*)")
_BEGINS = re.compile(r"[ \t]{0,4}(?P<number>\d{1,4})(?:[ \t]+|$)(?P<text>.*)")


def margin_numbers(page: PageWords) -> Ints:
    """The words of a page that number its lines: left of all that is no number, counting up by one at each line, or in
    fives or tens."""
    figures = np.array([_NUMBER.fullmatch(text) is not None for text in page.texts], np.bool_)
    if figures.sum() < _LEAST_ON_A_PAGE or figures.all():
        return np.zeros(0, np.int32)
    left = page.x0[~figures].min()
    found = np.flatnonzero(figures & (page.x1 <= left + 1))
    found = found[np.argsort(page.bottom[found], kind="stable")]
    numbers = [int(page.texts[i]) for i in found.tolist()]
    if _count_in_steps(numbers, page.bottom[found]):
        return found.astype(np.int32)
    if not _count_lines(numbers, [_first_beside(page, i) for i in found.tolist()]):
        return np.zeros(0, np.int32)
    inside = (page.top >= page.top[found].min()) & (page.bottom <= page.bottom[found].max())
    rows = np.unique(np.round(page.bottom[inside & ~figures] / 4))
    return found.astype(np.int32) if len(found) >= 0.6 * len(rows) else np.zeros(0, np.int32)


def without_numbers(text: str) -> str:
    """Bare text without the numbers that nearly every line of it begins with, or every fifth or tenth."""
    lines = text.split("\n")
    if at := _stepped(lines):
        return "\n".join(m["text"] if k in at and (m := _BEGINS.match(x)) else x for k, x in enumerate(lines))
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


def _count_in_steps(numbers: list[int], bottoms: Floats) -> bool:
    """Do numbers of one page count up in fives or tens, as far apart as they count?"""
    if len(numbers) < _LEAST_ON_A_PAGE or numbers[0] % 5:
        return False
    steps = {b - a for a, b in pairwise(numbers)}
    ways = np.diff(bottoms)
    return len(steps) == 1 and steps <= set(_STEPS) and bool(ways.max() < 2 * ways.min())


def _stepped(lines: list[str]) -> set[int]:
    """The lines of bare text that begin with a count in fives or tens, with hardly a number between. A number that was
    read wrong, or not at all, is passed over."""
    filled = [k for k, line in enumerate(lines) if line.strip()]
    begun = [(k, int(m["number"])) for k, at in enumerate(filled) if (m := _BEGINS.match(lines[at]))]
    for step in _STEPS:
        chain = _longest(begun, step)
        if len(chain) < _LEAST:
            continue
        first, last = begun[chain[0]][1], begun[chain[-1]][1]
        whole = len(chain) * step >= 0.6 * (last - first + step) and first <= 3 * step
        whole = whole and begun[chain[-1]][0] - begun[chain[0]][0] >= _DENSE * (last - first)
        if whole and 4 * len(chain) >= 3 * (chain[-1] - chain[0] + 1):
            return {filled[begun[i][0]] for i in chain}
    return set()


def _longest(begun: list[tuple[int, int]], step: int) -> list[int]:
    """The longest count in steps among numbers at the beginning of lines (line, number), as far apart as they count."""
    count, before = [1] * len(begun), [-1] * len(begun)
    for i, (k, number) in enumerate(begun):
        for j in range(max(0, i - _WINDOW), i):
            least = (number - begun[j][1]) // 5
            if number % step or (number - begun[j][1]) % step or not 0 < least <= k - begun[j][0] <= _FARTHEST * least:
                continue
            if count[j] >= count[i]:
                count[i], before[i] = count[j] + 1, j
    at = max(range(len(begun)), key=count.__getitem__, default=-1)
    chain: list[int] = []
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]
