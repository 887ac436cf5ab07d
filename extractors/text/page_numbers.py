"""Numbers alone on a line: of a page, or of an item whose title stands on the next line.

Where pages are known, a page's number is its own. Bare text without pages has the numbers of both in the middle: those
of pages count up a page apart or cut sentences in two, those of items count up a few lines apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from griffier.schemas.document import Line, Part

_ALONE = re.compile(r"[-–—]?\s*(\d{1,3})\s*[-–—]?$")
_ITEM_LINES = 20
"""Lines with text from one item's number to the next, up to which they are no pages; a page has 22 and more."""

_PAGE_LINES = 80
"""Lines with text of a page, at most."""

_LEAST_SCATTERED = 3
"""Numbers alone, from which their places say what they count."""

_ENDED = re.compile(r"[.:;?!)\]]\W{0,2}$")


def page_numbers(part: Part) -> frozenset[int]:
    """Starts of the lines that are the numbers of pages. Use through `part.memo(page_numbers)`."""
    lines = [line for line in part.body if not line.blank]
    found = [(k, int(m[1])) for k, line in enumerate(lines) if not line.heading and (m := _ALONE.match(line.text))]
    if len(part.doc.words) or len(part.pages) > 1:
        return _of_known_pages(part, lines, found)
    items = _items(lines, found) or _scattered(lines, found)
    return frozenset(lines[k].start for k, _ in found if k not in items)


def _of_known_pages(part: Part, lines: Sequence[Line], found: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Numbers at the edge of a page that are as far ahead of its place as those of the other pages."""
    edges = _edges(lines)
    ahead = [(lines[k], number - lines[k].page) for k, number in found if k in edges]
    shifts = _shifts(part, [shift for _, shift in ahead])
    return frozenset(line.start for line, shift in ahead if shift in shifts)


def _edges(lines: Sequence[Line]) -> set[int]:
    """The first and last two lines of each page."""
    pages: dict[int, list[int]] = {}
    for k, line in enumerate(lines):
        pages.setdefault(line.page, []).append(k)
    return {k for places in pages.values() for k in (*places[:2], *places[-2:])}


def _shifts(part: Part, ahead: Sequence[int]) -> set[int]:
    """By how much the printed numbers are ahead of the pages: not at all, or, in bare text, as several pages say."""
    if len(part.doc.words):
        return {0}
    return {0, *(shift for shift, count in Counter(ahead).items() if count > 1)}


def _items(lines: Sequence[Line], found: Sequence[tuple[int, int]]) -> set[int]:
    """Places of numbers that count up from 1, a few lines apart, and cut no sentence."""
    chain: list[int] = []
    for k, number in found:
        if number == len(chain) + 1 and k + 1 < len(lines):
            chain.append(k)
    if len(chain) < 2 or any(_cuts(lines, k) for k in chain):
        return set()
    return set(chain) if median(b - a for a, b in pairwise(chain)) <= _ITEM_LINES else set()


def _scattered(lines: Sequence[Line], found: Sequence[tuple[int, int]]) -> set[int]:
    """Places of numbers over titles of which some are printed otherwise ("27A"), left out or taken up again.

    Numbers of pages stand at places that grow with them, and all are there: where most follow their neighbour within
    less than a page, or come too early for a page or out of their order, they number items.
    """
    told = [(k, number) for k, number in found if k + 1 < len(lines) and not _cuts(lines, k)]
    if len(told) < _LEAST_SCATTERED:
        return set()
    steps = list(pairwise(told))
    apart = sum(_as_pages(b[0] - a[0], b[1] - a[1]) for a, b in steps)
    return {k for k, _ in told if not _begins_small(lines[k + 1])} if 2 * apart < len(steps) else set()


def _as_pages(lines: int, numbers: int) -> bool:
    """May these be the lines from one page's number to that of another, so many pages further?"""
    return numbers > 0 and _ITEM_LINES < lines / numbers <= _PAGE_LINES


def _begins_small(line: Line) -> bool:
    return line.text.lstrip("“‘\"'(")[:1].islower()


def _cuts(lines: Sequence[Line], k: int) -> bool:
    """Does a sentence go on behind a number?"""
    before = lines[k - 1].text if k else ""
    return lines[k + 1].text[:1].islower() and not _ENDED.search(before)
