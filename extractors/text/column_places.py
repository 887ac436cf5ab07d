"""Where the columns of a table without ruling lines begin, and under which of them a cell stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from griffier.extractors.text.line_cells import Cell
from griffier.schemas.document import Line, Part

SLACK = 0.35
"""The share of a column's width by which a cell may begin left of its head."""


NEAR, NEAR_CHARACTERS = 8.0, 2.0
"""How far apart two left edges of one column are, in points and in characters of bare text."""


@dataclass(frozen=True)
class Places:
    """The left edges of the head's cells, in points or in characters of bare text."""

    starts: tuple[float, ...]

    @classmethod
    def of(cls, part: Part, line: Line, cells: Sequence[Cell]) -> Places:
        """Those of a head."""
        return cls(tuple(_left(part, line, cell) for cell in cells))

    def hold(self, part: Part, line: Line, cells: Sequence[Cell]) -> bool:
        """Does each of a line's cells begin where that of the head begins?"""
        near = NEAR if part.doc.boxes(line.start, line.end) else NEAR_CHARACTERS
        return all(abs(_left(part, line, c) - at) <= near for c, at in zip(cells, self.starts, strict=False))

    def column(self, part: Part, line: Line, cell: Cell) -> int:
        """The index of the column under which a cell begins."""
        at = _left(part, line, cell)
        gaps = [b - a for a, b in zip(self.starts, self.starts[1:], strict=False)]
        edges = [start - SLACK * gap for start, gap in zip(self.starts[1:], gaps, strict=True)]
        return sum(edge <= at for edge in edges)


def _left(part: Part, line: Line, cell: Cell) -> float:
    boxes = part.doc.boxes(cell.start, cell.end)
    if boxes:
        return min(box.x0 for box in boxes)
    return float(cell.start - part.doc.text.rfind("\n", 0, cell.start) - 1)
