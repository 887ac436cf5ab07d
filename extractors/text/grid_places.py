"""Tables and lines of a part in the order of its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from griffier.schemas.document import Grid, Line, Part


def in_order(part: Part, grids: Sequence[Grid]) -> Iterator[Grid | Line]:
    """Some tables of a part, and the lines outside them, empty ones too."""
    placed: list[tuple[int, int, Grid]] = []
    for grid in grids:
        spans = [span for cell in grid.cells for span in cell.spans]
        begin, end = min((s.start for s in spans), default=0), max((s.end for s in spans), default=0)
        if spans and part.start <= begin and end <= part.end:
            placed.append((begin, end, grid))
    placed.sort(key=lambda told: told[0])
    at = 0
    for line in part.body:
        while at < len(placed) and placed[at][0] < line.end:
            yield placed[at][2]
            at += 1
        if not any(lo <= line.start < hi for lo, hi, _ in placed):
            yield line
    yield from (grid for _, _, grid in placed[at:])
