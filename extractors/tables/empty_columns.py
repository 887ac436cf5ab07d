"""Columns that hold no figure at all: a year over them, or a word of the head between those of other columns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from itertools import pairwise

from griffier.extractors.tables.bands import Band, is_years
from griffier.extractors.tables.pieces import Piece, PrintedLine
from griffier.extractors.tables.promising import WORDY

_MOST_BANDS, _MOST_YEARS = 10, 16
_TWO = 2
_BLANK = 0.9
"""The gap inside a phrase, in units of the type size."""
_BEFORE_FIRST, _PAST = 60.0, 2.0
"""How far a word over the first column may stand left of it, and one over any column right of its figures."""


def with_empty_columns(head: Sequence[PrintedLine], bands: list[Band]) -> list[Band]:
    """The columns, with those that the head alone shows."""
    out = _with_years(head, bands)
    return out if len(out) > len(bands) else _with_words(head, bands)


def _with_words(head: Sequence[PrintedLine], bands: list[Band]) -> list[Band]:
    """The columns with those over which a phrase stands on a line of the head that has one over each of the others, and
    two between the figures of neighbours: the left one is of a column without figures."""
    found = next((empty for line in head if (empty := _unfilled(line, bands))), [])
    return sorted([*bands, *(Band(p.x0, p.x1) for p in found)], key=lambda b: b.x0)


def _unfilled(line: PrintedLine, bands: Sequence[Band]) -> list[Piece]:
    """The phrases of a line that stand over no figure, left of the own one of the next column."""
    starts, phrases = [bands[0].x0 - _BEFORE_FIRST, *(b.x1 for b in bands)], _phrases(line)
    cells = [[p for p in phrases if a < p.centre <= b.x1 + _PAST] for a, b in zip(starts, bands, strict=False)]
    empty = [own[0] for own in cells if len(own) == _TWO]
    named = all(WORDY.search(p.text) and not any(b.meets(p, 1) for b in bands) for p in empty)
    return empty if named and len(cells[0]) == 1 and all(0 < len(own) <= _TWO for own in cells) else []


def _phrases(line: PrintedLine) -> list[Piece]:
    """The pieces of a line, those one blank apart as one: words and their year."""
    out: list[Piece] = []
    for piece in line.pieces:
        if out and piece.x0 - out[-1].x1 < _BLANK * line.size:
            out[-1] = out[-1].joined(piece)
        else:
            out.append(piece)
    return out


def _with_years(head: Sequence[PrintedLine], bands: list[Band]) -> list[Band]:
    """The columns with those that hold no figure at all but have a year over them."""
    years = [p for line in filter(is_years, head) for p in line.figures if p.x0 > bands[0].x0 - 90]
    if not 1 < len(years) <= _MOST_YEARS:
        return bands
    step = min(b.centre - a.centre for a, b in pairwise(years)) or 1.0
    if step < 0 or _one_each(years, bands, step):
        return bands
    taken = _placed_years(years, bands, 0.6 * step)
    missing = [y for i, y in enumerate(years) if i not in taken and not any(b.meets(y, 2) for b in bands)]
    if len(missing) == len(years):
        return bands
    return sorted([*bands, *(Band(p.x0, p.x1) for p in missing)], key=lambda b: b.x0)


def _placed_years(years: Sequence[Piece], bands: Sequence[Band], reach: float) -> set[int]:
    """The years that stand over a column, the nearest first, each over one of its own."""
    near = sorted(
        (min(abs(b.x1 - y.x1), abs((b.x0 + b.x1) / 2 - y.centre), 0.0 if b.meets(y, 0) else 999.0), i, j)
        for i, y in enumerate(years)
        for j, b in enumerate(bands)
    )
    taken: dict[int, int] = {}
    for distance, i, j in near:
        if distance < reach and i not in taken and j not in taken.values():
            taken[i] = j
    return set(taken)


def _one_each(years: Sequence[Piece], bands: Sequence[Band], step: float) -> bool:
    """True where each year stands at the same distance from a column of its own: the heads stand left of their
    figures."""
    if len(years) > len(bands) or len(bands) > _MOST_BANDS:
        return False
    for chosen in itertools.combinations(bands, len(years)):
        offs = [band.x1 - year.x1 for year, band in zip(years, chosen, strict=True)]
        if max(offs) - min(offs) < 0.3 * step and max(map(abs, offs)) < step:
            return True
    return False
