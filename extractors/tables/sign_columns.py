"""Signs that stand apart from their figures: the minus at the left edge of a cell, or a blank behind the figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from griffier.extractors.tables.bands import Band
from griffier.extractors.tables.pieces import Piece, PrintedLine

_BLANK = 0.9
"""The widest gap between a figure and the minus behind it, in units of the type size."""
_LEAST = 2


@dataclass(slots=True)
class _Apart:
    """A minus and the figure that it may belong to."""

    line: PrintedLine
    dash: Piece
    figure: Piece


def settle_signs(lines: Sequence[PrintedLine], head: Sequence[PrintedLine], bands: list[Band]) -> list[Band]:
    """The columns without those that hold nothing but the signs of the column beside them; the figures take their
    signs. A dash that means nought has a column with a head of its own, or no figure beside it."""
    _take_dashes_of_letters(lines)
    kept = [band for at, band in enumerate(bands) if not _is_of_signs(at, lines, head, bands)]
    for sign in list(_inside(lines, kept)):
        _negate(sign)
    return kept


def _take_dashes_of_letters(lines: Sequence[PrintedLine]) -> None:
    """Where V and N stand behind the figures, the dash behind a nought is neither: "0 -"."""
    if not any(p.figure is not None and p.figure.favour for line in lines for p in line.figures):
        return
    for line in lines:
        for piece, dash in list(zip(line.pieces, line.pieces[1:], strict=False)):
            nought = piece.figure is not None and piece.figure.kind == "plain" and piece.figure.value == 0
            if nought and _is_dash(dash) and dash.x0 - piece.x1 < _BLANK * line.size:
                _negate(_Apart(line, dash, piece))


def _is_of_signs(at: int, lines: Sequence[PrintedLine], head: Sequence[PrintedLine], bands: Sequence[Band]) -> bool:
    """True for a column of signs; the figures beside it have taken them."""
    pieces = _all_dashes(bands[at], lines, bands)
    if pieces == []:
        return True  # its dashes were letters' fellows
    if pieces is None:
        return False
    for step in (-1, 1):  # a blank behind its figure is closer than the next cell
        beside = bands[at + step] if 0 <= at + step < len(bands) else None
        signs = _signs_of(beside, pieces, bands, step) if beside is not None else []
        if not signs or beside is None or _named_apart(bands[at], beside, head, bands):
            continue
        if _shared_head(bands[at], beside, head, bands) or _some_bare(lines, signs, beside, bands):
            for sign in signs:
                _negate(sign)
            return True
    return False


def _all_dashes(
    band: Band, lines: Sequence[PrintedLine], bands: Sequence[Band]
) -> list[tuple[PrintedLine, Piece]] | None:
    """The dashes of a column; None where anything else stands in it."""
    dashes: list[tuple[PrintedLine, Piece]] = []
    for line in lines:
        for piece in line.figures:
            if band.meets(piece) and _home(piece, bands) is band:
                if not _is_dash(piece):
                    return None
                dashes.append((line, piece))
    return dashes


def _signs_of(
    beside: Band, dashes: Sequence[tuple[PrintedLine, Piece]], bands: Sequence[Band], step: int
) -> list[_Apart]:
    """Each dash with its figure in the next column; [] where one has none."""
    found = [_fellow(line, dash, beside, bands, step) for line, dash in dashes]
    signs = [x for x in found if x is not None]
    return signs if len(signs) == len(found) else []


def _is_dash(piece: Piece) -> bool:
    return piece.figure is not None and piece.figure.kind == "dash" and len(piece.text) == 1


def _home(piece: Piece, bands: Sequence[Band]) -> Band | None:
    """The column that a piece lies in most."""
    shared = [(min(piece.x1, b.x1) - max(piece.x0, b.x0), i) for i, b in enumerate(bands) if b.meets(piece)]
    return bands[max(shared)[1]] if shared else None


def _fellow(line: PrintedLine, dash: Piece, beside: Band, bands: Sequence[Band], step: int) -> _Apart | None:
    """The unsigned figure of the next column on the dash's own line."""
    for piece in line.figures:
        value = piece.figure
        if value is None or value.kind != "plain" or value.signed or _home(piece, bands) is not beside:
            continue
        if step > 0 or 0 <= dash.x0 - piece.x1 < _BLANK * line.size:
            return _Apart(line, dash, piece)
    return None


def _over(band: Band, head: Sequence[PrintedLine], bands: Sequence[Band]) -> list[Piece]:
    """The words of the head over a column: those that reach into it, and those over no column that are nearest to it,
    of the columns without words."""
    pieces = [p for line in head for p in line.pieces]
    bare = [b for b in bands if not any(b.meets(p) for p in pieces)] or bands
    own = [p for p in pieces if band.meets(p)]
    loose = [p for p in pieces if not any(b.meets(p) for b in bands) and _is_beside(p, band, bands)]
    return [*own, *(p for p in loose if min(bare, key=lambda b: max(b.x0 - p.x1, p.x0 - b.x1)) is band)]


def _is_beside(piece: Piece, band: Band, bands: Sequence[Band]) -> bool:
    """True for words no farther from a column than its neighbours."""
    at = next(i for i, b in enumerate(bands) if b is band)
    left = bands[at - 1].x0 if at else band.x0
    right = bands[at + 1].x1 if at + 1 < len(bands) else band.x1
    return left <= piece.x0 and piece.x1 <= right


def _named_apart(band: Band, beside: Band, head: Sequence[PrintedLine], bands: Sequence[Band]) -> bool:
    """True where each of two columns has words of the head to itself."""
    ours, theirs = _over(band, head, bands), _over(beside, head, bands)
    return any(p not in theirs for p in ours) and any(p not in ours for p in theirs)


def _shared_head(band: Band, beside: Band, head: Sequence[PrintedLine], bands: Sequence[Band]) -> bool:
    """True where the head names one column for both."""
    named = _over(band, head, bands) or _over(beside, head, bands)
    return bool(named) and not _named_apart(band, beside, head, bands)


def _some_bare(lines: Sequence[PrintedLine], signs: Sequence[_Apart], beside: Band, bands: Sequence[Band]) -> bool:
    """True where the column holds figures without a dash too: not each row prints a nought before it."""
    figures = sum(_home(p, bands) is beside and not _is_dash(p) for line in lines for p in line.figures)
    return len(signs) >= _LEAST and figures - len(signs) >= _LEAST


def _inside(lines: Sequence[PrintedLine], bands: Sequence[Band]) -> Iterator[_Apart]:
    """A dash and a figure in one cell: the column is as wide as both."""
    for line in lines:
        for dash, piece in zip(line.pieces, line.pieces[1:], strict=False):
            value = piece.figure
            if not _is_dash(dash) or value is None or value.kind != "plain" or value.signed or value.year:
                continue
            band = _home(piece, bands)
            if band is not None and band.x0 <= dash.x0 and dash.x1 <= band.x1 and dash.free and piece.free:
                yield _Apart(line, dash, piece)


def _negate(sign: _Apart) -> None:
    """Give a figure its sign; its place takes in both."""
    dash, piece = sign.dash, sign.figure
    value = piece.figure
    assert value is not None and value.value is not None
    first, last = (dash, piece) if dash.x0 < piece.x0 else (piece, dash)
    piece.text = f"{first.text} {last.text}"
    piece.words = [*first.words, *last.words]
    piece.start, piece.end = min(first.start, last.start), max(first.end, last.end)
    piece.x0, piece.x1 = first.x0, max(first.x1, last.x1)
    piece.figure = replace(value, value=-value.value or value.value, signed=True)
    piece.method = "table:sign_columns"
    sign.line.pieces.remove(dash)
