"""Labels of a form that stand in the middle of their row: the text has lines of the value before them.

Office programs set the cells of a row in its middle. Read from the top, the first lines of the value come first, then
the label with the next line beside it. A reader of the text wants the label first.
"""

from __future__ import annotations

from collections.abc import Sequence

from griffier.extractors.text.open_grids import open_grids
from griffier.schemas.document import Cell, Grid, Part, Span

_LABEL_WORDS = 6


def late_labels(part: Part) -> dict[int, tuple[Span, ...]]:
    """Start of a line -> what stands there instead: on the first line of such a row its label and the lines of its
    value, on the others nothing."""
    out: dict[int, tuple[Span, ...]] = {}
    for grid in open_grids(part):
        rows = _rows(grid) if grid.columns == 2 else []
        if all(_is_label(part, label) for label, _ in rows):
            for label, value in rows:
                out.update(_set_right(part, label, value))
    return out


def _is_label(part: Part, cell: Cell) -> bool:
    said = " ".join(part.doc.text[s.start : s.end] for s in cell.spans)
    return said[:1].isupper() and len(said.split()) <= _LABEL_WORDS


def _rows(grid: Grid) -> list[tuple[Cell, Cell]]:
    cells = {(cell.row, cell.column): cell for cell in grid.cells}
    both = ((cells.get((row, 0)), cells.get((row, 1))) for row in range(grid.rows))
    return [(label, value) for label, value in both if label is not None and value is not None]


def _set_right(part: Part, label: Cell, value: Cell) -> dict[int, tuple[Span, ...]]:
    """The lines of a row with its label first; {} where it is first, or the lines hold more than the row."""
    text = part.doc.text
    if label.spans[0].start < min(s.start for s in value.spans):
        return {}
    spans = [*label.spans, *value.spans]
    lines = {line.start: line for line in (part.doc.line_at(s.start) for span in spans for s in _printed(text, span))}
    held = sum(len(text[s.start : s.end].split()) for s in spans)
    if held != sum(len(line.text.split()) for line in lines.values()):
        return {}
    begin = min(lines)
    told = (*_in_lines(text, label.spans), *_in_lines(text, value.spans))
    return {start: told if start == begin else () for start in lines}


def _in_lines(text: str, spans: Sequence[Span]) -> list[Span]:
    """The printed lines of a cell, each in one piece."""
    out: list[Span] = []
    for piece in (piece for span in sorted(spans) for piece in _printed(text, span)):
        if out and not text[out[-1].end : piece.start].strip(" \t"):
            out[-1] = Span(out[-1].start, piece.end)
        else:
            out.append(piece)
    return out


def _printed(text: str, span: Span) -> list[Span]:
    """A span cut at the ends of lines."""
    out: list[Span] = []
    at = span.start
    for piece in text[span.start : span.end].split("\n"):
        if piece.strip():
            out.append(Span(at, at + len(piece)))
        at += len(piece) + 1
    return out
