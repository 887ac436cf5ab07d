"""What the paper of a letter prints on every sheet, in bare text: where the sender is reached at the foot of one page,
and the reference that the head of the next repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from griffier.pipeline.layout.short_texts import reached
from griffier.pipeline.readers.bare_rows import BareRow, Layers
from griffier.schemas.document import Layer, Span

_HEAD_ROWS = 25
_LEAST_ROWS = 6
"""Rows of a text before which nothing is repeated."""

_MOST_ROWS = 5
_LONGEST = 110
_CELLS = re.compile(r"\s{2,}|\t|\s*\|\s*")
_OF_TOTAL = re.compile(r"(?:(?:pagina|pag\.|blad|bladzijde|page)\s*:?\s*)?\d{1,3}\s?(?:/|van)\s?\d{1,3}", re.I)
_ISSUER = re.compile(r"(?:Gemeente|Gemeenteraad|Stadsdeel|Provincie|Waterschap|Raad van|Raad)[ \t]+[A-Z'’]")
_SENTENCE = re.compile(r"[a-zé]{2,}[.;:?!]\W*$")


def stationery(text: str, rows: Sequence[BareRow], found: Layers) -> Layers:
    """Feet and heads of later pages. `found`: what is furniture already; page marks are."""
    feet = [k for block in _feet(text, rows) for k in block]
    out = [(Span(rows[k].start, rows[k].end), Layer.FOOTER) for k in feet]
    return out + [(Span(rows[k].start, rows[k].end), Layer.HEADER) for k in _heads(rows, set(feet), found)]


def _feet(text: str, rows: Sequence[BareRow]) -> Iterator[range]:
    for first, last in _blocks(text, rows):
        if first >= _LEAST_ROWS and last + 1 < len(rows) and _is_foot(rows[first : last + 1]):
            yield range(first, last + 1)


def _heads(rows: Sequence[BareRow], feet: set[int], found: Layers) -> list[int]:
    """Rows that repeat what stands above: behind a foot, beside the number of a page, or with it in one line."""
    marks = {span.start for span, _ in found}
    edges = {*feet, *(k for k, row in enumerate(rows) if row.start in marks)}
    said = _first_said(rows, {*range(min(_HEAD_ROWS, len(rows))), *feet})
    again = {k for k in range(_LEAST_ROWS, len(rows)) if k not in edges and _repeats(rows[k], k, said)}
    heads = {k for k in again if _is_numbered(rows[k])}
    for edge in edges:
        for group in _beside(again, edge):
            if edge in feet or _is_head([rows[k] for k in group]):
                heads.update(group)
    return sorted(heads)


def _blocks(text: str, rows: Sequence[BareRow]) -> Iterator[tuple[int, int]]:
    """The first and the last row of what stands between empty lines."""
    first = 0
    for k, row in enumerate(rows):
        after = rows[k + 1] if k + 1 < len(rows) else None
        if after is None or after.page != row.page or text.count("\n", row.end, after.start) > 1:
            yield first, k
            first = k + 1


def _is_foot(block: Sequence[BareRow]) -> bool:
    """A few lines that say where somebody is reached, in two ways or more, and no sentence."""
    if len(block) > _MOST_ROWS or any(len(row.text) > _LONGEST or _SENTENCE.search(row.text) for row in block):
        return False
    return len(reached(row.text for row in block)) > 1 and _ISSUER.match(block[0].text) is not None


def _is_head(group: Sequence[BareRow]) -> bool:
    """Rows beside the number of a page that name who issues it, and a day or a number."""
    named = any(_ISSUER.match(row.text) for row in group)
    return len(group) > 1 and named and any(any(map(str.isdecimal, row.text)) for row in group)


def _first_said(rows: Sequence[BareRow], numbers: set[int]) -> dict[str, int]:
    """Of some rows the lines, their cells, and both sides of the colon of a cell -> the first row that says it."""
    out: dict[str, int] = {}
    for k in sorted(numbers):
        for cell in (rows[k].text, *_CELLS.split(rows[k].text)):
            for part in (cell, *cell.split(":", 1)):
                out.setdefault(_plain(part), k)
    return out


def _plain(text: str) -> str:
    return " ".join(text.lower().replace(":", " ").split())


def _repeats(row: BareRow, k: int, said: dict[str, int]) -> bool:
    """Is each cell of a row one of those said above it, or the number of a page?"""
    if len(row.text) > _LONGEST or row.text[-1] in ".:;?!" or not any(map(str.isalpha, row.text)):
        return False
    return all(said.get(_plain(cell), k) < k or _OF_TOTAL.fullmatch(cell) for cell in _CELLS.split(row.text))


def _is_numbered(row: BareRow) -> bool:
    cells = _CELLS.split(row.text)
    return len(cells) > 1 and any(_OF_TOTAL.fullmatch(cell) for cell in cells)


def _beside(again: set[int], edge: int) -> Iterator[list[int]]:
    """The repeated rows on each side of furniture: a head of up to five."""
    for step in (-1, 1):
        group: list[int] = []
        for k in range(edge + step, edge + step * (_MOST_ROWS + 1), step):
            if k not in again:
                break
            group.append(k)
        yield group
