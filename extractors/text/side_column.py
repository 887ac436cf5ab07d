"""A column of contact data beside the address: the two are read one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from griffier.extractors.text.label_rows import Row
from griffier.extractors.text.labels import label_at
from griffier.extractors.text.line_cells import cells_of
from griffier.schemas.document import Document
from griffier.schemas.geometry import Box

_FAR = 100.0
"""Points from the left edge of the text at which such a column begins at the least."""
_SAME_EDGE = 6.0
_APART = 1.9
"""Heights of a line from one line to the next, from which something was left open between them."""
_LEAST = 4
"""Lines of such a column."""


def sides_apart(doc: Document, rows: Sequence[Row], kind: str) -> list[Row]:
    """The rows with what stands in a side column behind the rest, each side from top to bottom; as they are where no
    column of labels over their values stands beside the rest.

    seen: letters of executives with reference and contact person at the right
    """
    pieces = [piece for row in rows for piece in _pieces(doc, row)]
    edge = _edge(pieces, kind)
    if edge is None:
        return list(rows)
    page = next(p.line.page for p in pieces if p.box is not None and abs(p.box.x0 - edge) < _SAME_EDGE)
    main: list[Row] = []
    side: list[Row] = []
    rest: list[Row] = []
    for row in rows:
        if row.box is None or row.line.page != page:
            rest.append(row)
            continue
        left, right = _cut(_pieces(doc, row), edge - _SAME_EDGE)
        main.extend([_joined(row, left)] if left else [])
        side.extend([replace(_joined(row, right), side=1)] if right else [])
    return [*_spaced(main), *_spaced(side), *rest]


def _pieces(doc: Document, row: Row) -> list[Row]:
    """The cells of a row as rows, each in its own box."""
    cells = cells_of(row.text)
    if len(cells) < 2 or row.box is None:
        return [row]
    return [
        replace(
            row, text=c.text, start=row.start + c.start, own=_hull(doc.boxes(row.start + c.start, row.start + c.end))
        )
        for c in cells
    ]


def _hull(boxes: Sequence[Box]) -> Box | None:
    if not boxes:
        return None
    return Box(
        min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)
    )


def _edge(pieces: Sequence[Row], kind: str) -> float | None:
    """The left edge of a side column: lines that begin there, two of them labels alone over a value."""
    placed = [(p.box, p) for p in pieces if p.box is not None]
    left = min((box.x0 for box, _ in placed), default=0.0)
    labels = [box for box, p in placed if _bare_label(p, kind)]
    for column in _columns([(box, p) for box, p in placed if box.x0 > left + _FAR]):
        bare = [box for box, p in column if _bare_label(p, kind)]
        if _labels_over_values([p for _, p in column], kind) >= 2 and not _in_rows(bare, labels):
            return min(box.x0 for box, _ in column)
    return None


def _columns(placed: Sequence[tuple[Box, Row]]) -> Iterator[list[tuple[Box, Row]]]:
    """Pieces with one left edge, from top to bottom, where there are enough of them."""
    ordered = sorted(placed, key=lambda entry: entry[0].x0)
    for _, group in groupby(ordered, key=lambda entry: round(entry[0].x0 / _SAME_EDGE)):
        column = sorted(group, key=lambda entry: (entry[1].line.page, entry[0].bottom))
        if len(column) >= _LEAST:
            yield column


def _labels_over_values(column: Sequence[Row], kind: str) -> int:
    """How many lines of a column are labels alone with something that is none under them."""
    bare = [_bare_label(p, kind) for p in column]
    return sum(1 for above, below in pairwise(bare) if above and not below)


def _bare_label(piece: Row, kind: str) -> bool:
    return label_at(piece.text, kind) is not None and ":" not in piece.text


def _in_rows(mine: Sequence[Box], labels: Sequence[Box]) -> bool:
    """Do most labels of a column have another label left of them on their height? Then labels stand in rows over rows
    of values, and there is no side column."""
    beside = [any(o.x1 < m.x0 and abs(o.bottom - m.bottom) < _SAME_EDGE for o in labels) for m in mine]
    return 2 * sum(beside) > len(beside)


def _cut(pieces: list[Row], edge: float) -> tuple[list[Row], list[Row]]:
    left = [p for p in pieces if p.box is None or p.box.x0 < edge]
    return left, [p for p in pieces if p not in left]


def _joined(row: Row, pieces: list[Row]) -> Row:
    """Neighbouring cells of a row as one row again."""
    first, last = pieces[0], pieces[-1]
    start, end = first.start - row.start, last.start - row.start + len(last.text)
    whole = not row.text[:start].strip()
    return replace(row, text=row.text[start:end], start=first.start, own=first.box, opens=whole)


def _spaced(rows: list[Row]) -> list[Row]:
    """One side from top to bottom, with a blank where a line's height and more was left open."""
    ordered = sorted(rows, key=lambda r: r.box.bottom if r.box else 0.0)
    out: list[Row] = []
    for row in ordered:
        above = out[-1].box if out else None
        gap = row.box.bottom - above.bottom if row.box and above else 0.0
        height = row.box.bottom - row.box.top if row.box else 0.0
        out.append(replace(row, blanks=int(gap > _APART * max(height, 8.0))))
    return out
