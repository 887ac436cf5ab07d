"""Rows of a table as old Word formats store them: cells as they come, spans from where their right edges stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from griffier.pipeline.readers.canonical_text import CellText, Flow
from griffier.schemas.document import Layer


@dataclass
class RowShape:
    """What `\\trowd` ... `\\cellx` say of a row: the right edge of each cell in twips, and which cells only continue
    another."""

    edges: list[int] = field(default_factory=list)
    beside: list[bool] = field(default_factory=list)
    below: list[bool] = field(default_factory=list)
    _beside: bool = False
    _below: bool = False

    def word(self, word: str, number: int | None) -> None:
        """One control word; those that say nothing of the shape are passed over."""
        if word == "clmrg":
            self._beside = True
        elif word == "clvmrg":
            self._below = True
        elif word == "cellx" and number is not None:
            self.edges.append(number)
            self.beside.append(self._beside)
            self.below.append(self._below)
            self._beside = self._below = False


@dataclass
class Rows:
    """A table that is being read."""

    _rows: list[tuple[list[str], RowShape]] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _paragraphs: list[str] = field(default_factory=list)

    def paragraph(self, text: str) -> None:
        """A paragraph that ends inside a cell."""
        self._paragraphs.append(text)

    def cell(self, text: str) -> None:
        """The last paragraph of a cell."""
        self._cells.append("\n".join(p for p in (*self._paragraphs, text) if p.strip()))
        self._paragraphs.clear()

    def row(self, shape: RowShape) -> None:
        """The end of a row."""
        if self._cells:
            self._rows.append((list(self._cells), shape))
            self._cells.clear()

    def write(self, flow: Flow, layer: Layer) -> None:
        """To the canonical text. A frame of one cell is a box around text, and no table; cells without a row are
        lines."""
        self.row(RowShape())
        rows = [_placed(cells, shape, self._edges()) for cells, shape in self._rows]
        if len(rows) == 1 and len(rows[0]) == 1:
            flow.block(rows[0][0][1].text, layer)
        elif rows:
            flow.table(_merged_down(rows, self._rows), layer)
        for paragraph in self._paragraphs:
            flow.block(paragraph, layer)

    def _edges(self) -> list[int]:
        return sorted({edge for _, shape in self._rows for edge in shape.edges})


def _placed(cells: list[str], shape: RowShape, edges: list[int]) -> list[tuple[int, CellText]]:
    """The cells of a row with the column each begins in."""
    out: list[tuple[int, CellText]] = []
    if len(shape.edges) != len(cells):
        return list(enumerate(CellText(text) for text in cells))
    column = 0
    for text, edge, beside in zip(cells, shape.edges, shape.beside, strict=True):
        wide = max(1, edges.index(edge) + 1 - column)
        if beside and out:
            start, before = out[-1]
            out[-1] = (start, CellText("\n".join(t for t in (before.text, text) if t), before.colspan + wide))
        else:
            out.append((column, CellText(text, wide)))
        column += wide
    return out


def _merged_down(
    rows: list[list[tuple[int, CellText]]], shapes: list[tuple[list[str], RowShape]]
) -> list[list[CellText]]:
    """Cells that only continue the one above go into it."""
    out: list[list[CellText]] = []
    tops: dict[int, tuple[int, int]] = {}
    for r, (row, (cells, shape)) in enumerate(zip(rows, shapes, strict=True)):
        below = shape.below if len(shape.below) == len(cells) and len(row) == len(cells) else [False] * len(row)
        kept: list[CellText] = []
        for (column, cell), continues in zip(row, below, strict=True):
            if continues and column in tops:
                top, k = tops[column]
                above = out[top][k]
                out[top][k] = CellText("\n".join(t for t in (above.text, cell.text) if t), above.colspan, r - top + 1)
            else:
                tops[column] = (r, len(kept))
                kept.append(cell)
        out.append(kept)
    return out
