"""Signatures in a grid: each piece of a line at its place across the page, so that a column is read on its own.

Rows may be uneven: a party of two lines beside parties of one, a last row of fewer names, cells of a word processor's
table with name and party under each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from griffier.extractors.dutch import names
from griffier.extractors.people import person_or_party
from griffier.extractors.people.cell import Cell, Member, cell_at
from griffier.extractors.people.person import cell_of
from griffier.extractors.people.signature_columns import cuts_of, lines_of_cell
from griffier.extractors.people.whose_council import Town
from griffier.extractors.text.flow import Flow, FlowLine


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line, `[start, end)` of the flow. `row`: its line and its place in a cell of several lines. `x0`,
    `x1`: its edges in points; where the input has no geometry, those of its column."""

    start: int
    end: int
    row: tuple[int, int]
    x0: float
    x1: float


Column = list[Piece]


def columns_of(flow: Flow, lines: Sequence[FlowLine]) -> list[Column]:
    """The pieces of a block, column by column from top to bottom; [] where they stand in no columns."""
    rows = [row for line in lines if (row := _pieces(flow, line))]
    width = max((_width(row) for row in rows), default=0)
    anchor = next((row for row in rows if _width(row) == width), [])
    if width < 2:
        return []
    heads = list({(p.x0, p.x1): p for p in anchor}.values())
    columns: list[Column] = [[] for _ in heads]
    edges = [(p.x0, p.x1) for p in heads]
    for row in rows:
        taken: dict[int, tuple[float, float]] = {}
        for piece in row:
            at = _nearest(edges, piece)
            if taken.setdefault(at, (piece.x0, piece.x1)) != (piece.x0, piece.x1):
                return []
            columns[at].append(piece)
    return columns


def _width(row: Sequence[Piece]) -> int:
    return len({(p.x0, p.x1) for p in row})


def _nearest(edges: Sequence[tuple[float, float]], piece: Piece) -> int:
    """The column whose edges or middle a piece is nearest to: columns are set left or in the middle."""

    def apart(at: int) -> float:
        x0, x1 = edges[at]
        return min(abs(x0 - piece.x0), abs((x0 + x1) - (piece.x0 + piece.x1)) / 2)

    return min(range(len(edges)), key=apart)


def _pieces(flow: Flow, line: FlowLine) -> list[Piece]:
    """The pieces of a line; those of one cell of a table under each other."""
    cells = cuts_of(flow, line, within_cells=False)
    out: list[Piece] = []
    for column, (lo, hi) in enumerate(cells):
        x0, x1 = _edges(flow, line, lo, hi) or (100.0 * column, 100.0 * column + 50.0)
        out.extend(Piece(a, b, (line.index, k), x0, x1) for k, (a, b) in enumerate(lines_of_cell(flow, lo, hi)))
    return out


def _edges(flow: Flow, line: FlowLine, start: int, end: int) -> tuple[float, float] | None:
    words = flow.part.doc.words
    if not len(words) or line.line.box is None:
        return None
    hits = words.within(flow.origin(start), flow.origin(end - 1) + 1)
    return (float(min(words.x0[i] for i in hits)), float(max(words.x1[i] for i in hits))) if len(hits) else None


def read_grid(flow: Flow, lines: Sequence[FlowLine], council: Town) -> list[Member]:
    """The people of a block whose columns hold names with their parties over or under them; [] for every other."""
    columns = [_read(flow, column, council) for column in columns_of(flow, lines)]
    if not columns or not any(len(column) > 1 for column in columns):
        return []
    order = _name_first(columns, council)
    if order is None:
        return []
    found: list[tuple[tuple[int, int], int, Member]] = []
    for at, column in enumerate(columns):
        units = _units(column, order)
        if units is None:
            return []
        found.extend((row, at, member) for row, member in units)
    return [member for *_, member in sorted(found, key=lambda x: x[:2])]


@dataclass(frozen=True, slots=True)
class _Placed:
    cell: Cell
    row: tuple[int, int]


def _read(flow: Flow, column: Column, council: Town) -> list[_Placed]:
    """The cells of a column; a piece that goes on with the one above it is joined to it. What is neither name nor party
    is left out."""
    out: list[_Placed] = []
    for piece in column:
        said = flow.text[piece.start : piece.end].strip()
        above = out[-1] if out else None
        under_name = len(out) > 1 and out[-2].cell.kind in "nw"
        if above and (above.cell.kind == "p" or (above.cell.kind == "w" and under_name)) and _goes_on(above.cell, said):
            party = replace(above.cell, member=Member(None, above.cell.as_party()), weak=False)
            out[-1] = replace(above, cell=_joined(party, flow, piece))
        elif cell := cell_of(flow.text, piece.start, piece.end, council) or _under_party(flow, above, piece):
            out.append(_Placed(cell, piece.row))
    return out


def _under_party(flow: Flow, above: _Placed | None, piece: Piece) -> Cell | None:
    """ "JPM Proef" under a party that has nobody yet: a name of more shapes."""
    if above is None or above.cell.kind != "p":
        return None
    stop = piece.start + len(flow.text[piece.start : piece.end].rstrip(" ,."))
    name = names.name_beside_party(flow.text, piece.start, stop)
    return cell_at(flow.text, Member(name, None)) if name else None


_GOES_ON = re.compile(r"\((?![\d\s]*\))|(?:voor|van|de|het|en|der)\b(?!.*\d)|[&/-]")
_OPEN_END = re.compile(r"(?:[-/&(]|\b(?:voor|van|de|het|en|der))$")


def _goes_on(above: Cell, said: str) -> bool:
    """Is a piece the rest of the party above it: "(EML)", "voor Democratie"?"""
    return _GOES_ON.match(said) is not None or _OPEN_END.search(above.text) is not None


def _joined(above: Cell, flow: Flow, piece: Piece) -> Cell:
    party = above.member.party
    assert party is not None  # only a party goes on
    rest = flow.text[piece.start : piece.end].strip(" ,.")
    start = flow.text.index(rest, piece.start)
    whole = replace(party, raw=f"{party.raw} {rest}", rest=(*party.rest, (start, start + len(rest))))
    return replace(above, member=replace(above.member, party=whole), text=f"{above.text} {rest}")


def _name_first(columns: Sequence[Sequence[_Placed]], council: Town) -> bool | None:
    """Do the names stand over their parties? None where some column has not both, or nothing tells."""
    told = 0.0
    for column in columns:
        cells = [x.cell for x in column if x.cell.kind != "b"]
        if len(cells) < 2:
            continue
        first, second = cells[0].leaning(council), cells[1].leaning(council)
        if (first > 0) == (second > 0) and abs(first - second) < person_or_party.DOUBT:
            return None
        told += first - second
    return None if abs(told) < person_or_party.DOUBT else told > 0


def _units(column: Sequence[_Placed], name_first: bool) -> list[tuple[tuple[int, int], Member]] | None:
    """Name and party by turns; None where the column breaks the order that all columns have."""
    out: list[tuple[tuple[int, int], Member]] = []
    i = 0
    while i < len(column):
        one, two = column[i], column[i + 1] if i + 1 < len(column) else None
        if one.cell.kind == "d":
            return None
        pair = _pair(one.cell, two.cell, name_first) if two else None
        if pair is not None:
            out.append((one.row if name_first else column[i + 1].row, pair))
            i += 2
            continue
        if len(column) > 1 and one.cell.kind == "w":
            return None
        out.append((one.row, one.cell.member))
        i += 1
    return out


def _pair(one: Cell, two: Cell, name_first: bool) -> Member | None:
    who, what = (one, two) if name_first else (two, one)
    if who.kind not in "nw" or what.kind not in "pw" or who.member.name is None:
        return None
    return Member(who.member.name, what.as_party(), who.member.others)
