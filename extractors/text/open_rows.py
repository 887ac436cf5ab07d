"""The rows of a table that no line rules: by the white that goes through all columns, or by the labels of the first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from griffier.extractors.text.printed_pieces import Piece

_ROW_WHITE = 0.3
"""What the white between two rows has more than that between two lines of a cell, in heights of a line."""
_OFF = 0.45
"""How far the middle of a row may lie from that of its label, in heights of a line."""


def cuts_of(columns: Sequence[Sequence[Piece]]) -> list[float]:
    """Where one row ends and the next begins, from the top; [] where nothing tells."""
    pieces = [piece for column in columns for piece in column]
    height = median(piece.height for piece in pieces)
    bands = _bands(pieces)
    inner = _inner_white(columns, height)
    white = [(above[1], below[0]) for above, below in pairwise(bands)]
    wide = [(a, b) for a, b in white if b - a > inner + _ROW_WHITE * height]
    if by_label := _by_labels(columns, inner, height):
        return by_label
    return [(a + b) / 2 for a, b in (wide or white)]


def _bands(pieces: Sequence[Piece]) -> list[tuple[float, float]]:
    """The stretches down in which any piece stands, each with its top and its bottom."""
    out: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=lambda p: p.top):
        # the boxes of two lines of a cell may touch
        if out and piece.top < out[-1][1] - 0.1 * piece.height:
            out[-1] = out[-1][0], max(out[-1][1], piece.bottom)
        else:
            out.append((piece.top, piece.bottom))
    return out


def _inner_white(columns: Sequence[Sequence[Piece]], height: float) -> float:
    """The white between two lines of one cell: the least in a column."""
    white = [
        below.top - above.bottom
        for column in columns
        for above, below in pairwise(sorted(column, key=lambda p: p.top))
        if below.top - above.bottom > -0.5 * height
    ]
    return min(white, default=0.0)


def _by_labels(columns: Sequence[Sequence[Piece]], inner: float, height: float) -> list[float]:
    """The rows by the labels of the first column, each in the middle of its row; [] where they are not."""
    labels = _stacked(sorted(columns[0], key=lambda p: p.top), inner + 0.2 * height)
    if len(labels) < 2:
        return []
    left = sorted((p for column in columns for p in column), key=lambda p: p.middle)
    cuts: list[float] = []
    for top_of, bottom_of in labels:
        if not left:
            return []
        top = min(p.top for p in left)
        reach = top_of + bottom_of - top
        row = [p for p in left if p.middle < reach]
        if not row or abs(max(p.bottom for p in row) - reach) > _OFF * height:
            return []
        left = [p for p in left if p.middle >= reach]
        cuts.append(reach)
    return cuts[:-1] if not left else []


def _stacked(column: Sequence[Piece], most: float) -> list[tuple[float, float]]:
    """The labels of a column: lines with no more white between them than lines of one cell have."""
    out: list[tuple[float, float]] = []
    for piece in column:
        if out and piece.top - out[-1][1] <= most:
            out[-1] = out[-1][0], max(out[-1][1], piece.bottom)
        else:
            out.append((piece.top, piece.bottom))
    return out
