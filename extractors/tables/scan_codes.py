"""What optical recognition makes of columns of codes ("I/S", "V/N") and of dust, put right before tables are sought."""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.tables.pieces import Piece, PrintedLine

_SLASH = r"[/\\Il1|!]?"
_HEADS = (
    ("I/S", re.compile(rf"[Il1|]{_SLASH}[Ss5]|[S5]{_SLASH}[Il1|]")),
    ("L/B", re.compile(rf"L{_SLASH}[B8]|[B8]{_SLASH}L")),
    ("V/N", re.compile(r"V[/\\Il1|!]N|N[/\\Il1|!]V")),
)
_CODES = {"I/S": {"I": "il1|!", "S": "s5$8"}, "L/B": {"L": "l", "B": "b8"}}
_LEAST_HEAD, _LONGEST, _BESIDE = 3, 3, 4.0
_DUST = 0.25
"""A figure narrower than this, in units of the type size, is a speck."""


def settle_scan(lines: Sequence[PrintedLine]) -> None:
    """Read the letters under heads of codes, and drop the specks that look like figures, in place."""
    heads: dict[str, Piece] = {}
    figures = [(line, p) for line in lines for p in line.pieces if p.figure is not None]
    for line in lines:
        line.pieces = [p for p in line.pieces if not (_speck(p, line.size) or _stray(p, line, figures))] or line.pieces
        if own := _heads(line):
            heads = own
        else:
            line.pieces = [p for p in line.pieces if not any(_scrap(p, *head) for head in heads.items())] or line.pieces


def _speck(piece: Piece, size: float) -> bool:
    return (
        piece.figure is not None and len(piece.text) == 1 and piece.text != "1" and piece.x1 - piece.x0 < _DUST * size
    )


def _stray(piece: Piece, line: PrintedLine, figures: Sequence[tuple[PrintedLine, Piece]]) -> bool:
    """True for a dash under or over which no other line has a figure: what is left of a ruling line."""
    if piece.figure is None or piece.figure.kind != "dash":
        return False
    return not any(other is not line and p.x0 < piece.x1 and p.x1 > piece.x0 for other, p in figures)


def _heads(line: PrintedLine) -> dict[str, Piece]:
    """The heads of codes of a line of heads, now as they are printed."""
    found: dict[str, Piece] = {}
    amounts = any(p.figure is not None and not p.figure.year and p.free for p in line.pieces)
    for piece in line.pieces[1:] if len(line.pieces) >= _LEAST_HEAD and not amounts else ():
        for said, pattern in _HEADS:
            if pattern.fullmatch(piece.text) and not piece.text.isdecimal():
                piece.text, piece.figure = said, None
                found[said] = piece
    return found


def _scrap(piece: Piece, said: str, head: Piece) -> bool:
    """Read a code that stands under its head; True for a scrap that is none."""
    inside = piece.x0 < head.x1 + _BESIDE and piece.x1 > head.x0 - _BESIDE
    if said not in _CODES or not inside or len(piece.text) > _LONGEST:
        return False
    letters = set(piece.text.lower())
    for code, signs in _CODES[said].items():
        if letters <= set(signs):
            piece.text, piece.figure = code, None
            return False
    return True
