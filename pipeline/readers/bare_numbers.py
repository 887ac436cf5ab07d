"""Numbers of pages that stand alone on a line of bare text.

Where the text has pages, they begin or end one and are its own. Where it has none, they count up a page apart, or cut
a sentence in two; a number over the title of an item does neither, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from griffier.pipeline.readers.bare_rows import BareRow, Layers
from griffier.schemas.document import Layer, Span

NUMBER = re.compile(r"[-–—\[( ]{0,3}(\d{1,4})[-–—\]) ]{0,3}")
"""A number alone on its line."""

GLUED = re.compile(r"(\d{1,3})(?=[A-Z][a-z])")
"""A number that touches the first word of the page behind it."""

_OF_TOTAL = re.compile(r"(\d{1,3}) ?(?:/|van) ?(\d{1,3})")
_ENDED = re.compile(r"[.:;?!)\]\"”][*\d¹²³⁴-⁹]{0,2}$")
_PAGE_ROWS = 22
"""Rows with text between the numbers of two pages, at least."""

_LEAST_ROWS = 10
"""Rows before each page for which a number may be that of a page."""

_MOST_ALONE = 0.25
"""Share of the rows that are a number alone, over which they are the cells of a table: among so many some count up."""

_MOST_PAGES = 400
_FULL = 40
"""Characters of a line of running text, at least."""


def page_numbers(rows: list[BareRow], pages: int, found: Layers) -> Layers:
    """The numbers of pages, as footers and headers. `found`: what is furniture already."""
    taken = {span.start for span, _ in found}
    free = [row for row in rows if row.start not in taken]
    glued = [int(m[1]) for row in rows if row.start in taken and (m := GLUED.match(row.text))]
    out = [*_at_ends(rows, pages, 1 + max(glued, default=0)), *(_at_tops(rows) if pages > 1 else ())]
    out = [(span, layer) for span, layer in out if span.start not in taken]
    if pages > 1:
        return out
    return out + [(Span(row.start, row.end), Layer.FOOTER) for row in _inside(free)]


def _at_ends(rows: Iterable[BareRow], pages: int, expected: int) -> Iterator[tuple[Span, Layer]]:
    """The number that ends a page; `expected`: that of a text without pages."""
    first: dict[int, BareRow] = {}
    last: dict[int, BareRow] = {}
    for row in rows:
        first.setdefault(row.page, row)
        last[row.page] = row
    for page, row in last.items():
        if row is not first[page] and _number(row) == (page + 1 if pages > 1 else expected):
            yield Span(row.start, row.end), Layer.FOOTER


def _at_tops(rows: Sequence[BareRow]) -> Iterator[tuple[Span, Layer]]:
    """The number that begins a page."""
    for above, row, below in zip([None, *rows], rows, rows[1:], strict=False):
        begins = above is None or above.page != row.page
        if begins and below.page == row.page and _number(row) == row.page + 1:
            yield Span(row.start, row.end), Layer.HEADER


def _number(row: BareRow) -> int | None:
    match = _OF_TOTAL.fullmatch(row.text) or NUMBER.fullmatch(row.text)
    return int(match[1]) if match else None


def _inside(rows: Sequence[BareRow]) -> list[BareRow]:
    """The numbers in the middle of a text without pages: those that cut a sentence, the next and the one before, and
    runs that count up a page apart."""
    alone = [(k, int(m[1])) for k, row in enumerate(rows) if (m := NUMBER.fullmatch(row.text))]
    cutting = [(k, number) for k, number in alone if number <= 2 + k // _LEAST_ROWS and _cuts(rows, k)]
    counted = [] if _are_cells(rows, alone) else _counted([place for place in alone if place not in cutting], cutting)
    return [rows[k] for k, _ in sorted([*cutting, *counted])]


def _are_cells(rows: Sequence[BareRow], alone: Sequence[tuple[int, int]]) -> bool:
    """Are the numbers alone the cells of a table, each on its line?"""
    return len(rows) >= _PAGE_ROWS and len(alone) > _MOST_ALONE * len(rows)


def _counted(alone: Sequence[tuple[int, int]], cutting: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The next and the one before of those that cut a sentence, and runs that count up a page apart."""
    beside = {number + step for _, number in cutting for step in (-1, 1)}
    for run in _runs(alone):
        if (len(run) == 1 and run[0][1] in beside) or _a_page_apart(run):
            yield from run


def _a_page_apart(run: Sequence[tuple[int, int]]) -> bool:
    places = [0, *(k for k, _ in run)]
    return len(run) > 1 and min(b - a for a, b in pairwise(places)) >= _PAGE_ROWS


def _runs(alone: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Numbers (place, number) that count up by one; others may stand between them."""
    runs: list[list[tuple[int, int]]] = []
    for k, number in alone:
        if number > _MOST_PAGES:
            continue
        run = next((run for run in runs if run[-1][1] == number - 1), None)
        if run is None:
            runs.append([(k, number)])
        else:
            run.append((k, number))
    return runs


def _cuts(rows: Sequence[BareRow], k: int) -> bool:
    """Does a sentence of a full line go on behind a number?"""
    if not 0 < k < len(rows) - 1:
        return False
    above, below = rows[k - 1].text, rows[k + 1].text
    return len(above) >= _FULL and not _ENDED.search(above) and below[:1].islower()
