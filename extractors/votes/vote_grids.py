"""Votes in a ruled table, whose empty cells leave no trace in running text."""

from __future__ import annotations

from bisect import bisect_right

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.votes.grammar import read_votes
from griffier.extractors.votes.vote_columns import read_columns
from griffier.schemas.document import Grid, Part, Span
from griffier.schemas.evidence import Found

MAX_ROWS = 80
"""Rows of a table that can be a vote: the largest council has 45 members."""


def votes_in_grids(part: Part, code: str | None = None, on: str | None = None) -> Draft | None:
    """The field `votes` from the first table whose head names two sides; spans are those of the document."""
    for grid in part.grids:
        if grid.columns < 2 or not 2 <= grid.rows <= MAX_ROWS:
            continue
        if (found := votes_in_rows(part, _rows(grid), code, on)) is not None:
            return found
    return None


def votes_in_rows(
    part: Part, rows: list[list[list[Span]]], code: str | None = None, on: str | None = None
) -> Draft | None:
    """The field `votes` from the rows of a table, each a list of cells, each a list of spans of the document."""
    text, starts, origins = _lines(part, rows)
    if not read_columns(text, 0, len(text), code, on).lists:
        return None
    found = read_votes(text, 0, len(text), code, on)
    moved = _moved(found, starts, origins) if found is not None else None
    return moved if isinstance(moved, dict) else None


def _rows(grid: Grid) -> list[list[list[Span]]]:
    cells = {(c.row, c.column): list(c.spans) for c in grid.cells}
    return [[cells.get((row, column), []) for column in range(grid.columns)] for row in range(grid.rows)]


def _lines(part: Part, rows: list[list[list[Span]]]) -> tuple[str, list[int], list[int]]:
    """The table as lines of cells with tabs between them, and where in the document each piece of it stands."""
    text, starts, origins = "", [0], [part.start]
    for row in rows:
        for cell in row:
            for span in cell:
                starts.append(len(text))
                origins.append(span.start)
                text += " ".join(part.doc.text[span.start : span.end].split("\n")) + " "
            text = text.rstrip(" ") + "\t"
        text = text[:-1] + "\n"
    return text, starts, origins


def _moved(node: object, starts: list[int], origins: list[int]) -> object:
    if isinstance(node, Found):
        return Found(node.value, tuple(_span(s, starts, origins) for s in node.spans), node.method, node.confidence)
    if isinstance(node, dict):
        return {k: _moved(v, starts, origins) for k, v in node.items()}
    return [_moved(v, starts, origins) for v in node] if isinstance(node, list) else node


def _span(span: Span, starts: list[int], origins: list[int]) -> Span:
    shift = origins[i := bisect_right(starts, span.start) - 1] - starts[i]
    return Span(span.start + shift, span.end + shift)
