"""Columns of a table that explain its rows, or those of another table: "Nr. | Onderwerp | 2028 | Toelichting"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from griffier.extractors.budgets.ties import Ties
from griffier.schemas.document import Cell, Document, Grid, Part, Span

_REMARKS = re.compile(
    r"(?:(?:Korte|Financiële)\s+)?(?:Toelichting(?:en)?|Verklaring|Motivering|Reden|Oorzaak)(?:\s+(?:op|van|verschil"
    r"|afwijking|mutatie)\b.{0,40})?\s*:?",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"[\s€%.,\d()+\-–−VNIS]*|[A-Za-z]\d{0,2}[.)]?")
_LEAST = 25


class Remark(NamedTuple):
    """A cell that explains a row: the label in its row, its words, and the rows of the tables that it is about."""

    heading: tuple[Span, ...]
    text: tuple[Span, ...]
    numbers: list[str]
    pointers: list[str]


def remarks(part: Part, ties: Ties) -> list[Remark]:
    """The explanations in the cells of a part, in its order."""
    found: list[Remark] = []
    for grid in part.grids:
        told = list(_of_grid(part.doc, grid, ties))
        tied = [remark for remark in told if remark.pointers]
        if 2 * len(tied) >= len(told):  # else it remarks on something else than rows of tables
            found += tied
    return sorted(found, key=lambda remark: remark.heading[0].start)


def _of_grid(doc: Document, grid: Grid, ties: Ties) -> Iterator[Remark]:
    ordered = sorted(grid.cells, key=lambda cell: (cell.row, cell.column))
    head = next((c for c in ordered if c.row < 2 and c.column and _REMARKS.fullmatch(_text(doc, c))), None)
    if head is None:
        return
    for number, cells in groupby(ordered, key=lambda cell: cell.row):
        remark = _of_row(doc, list(cells), head.column, ties) if number > head.row else None
        if remark is not None:
            yield remark


def _of_row(doc: Document, row: Sequence[Cell], column: int, ties: Ties) -> Remark | None:
    told = next((cell for cell in row if cell.column == column), None)
    labels = _labels(doc, [cell for cell in row if cell.column < column])
    if told is None or not labels or not _tells(_text(doc, told)):
        return None
    spans = [span for cell in row for span in cell.spans]
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    rows = ties.of_cells([_text(doc, cell) for cell in labels], start, end)
    return Remark(labels[-1].spans, told.spans, *rows)


def _tells(text: str) -> bool:
    """Does a cell say something of its row: many words, or a short sentence?"""
    return len(text) >= _LEAST or (text.endswith(".") and len(text.split()) > 2)


def _labels(doc: Document, cells: Sequence[Cell]) -> list[Cell]:
    """The cells that name what a row is about: its words with a number before them, or its number alone."""
    said = [cell for cell in cells if _text(doc, cell)]
    words = next((i for i, cell in enumerate(said) if not _FIGURES.fullmatch(_text(doc, cell))), None)
    return said[: words + 1] if words is not None else said[:1]


def _text(doc: Document, cell: Cell) -> str:
    return " ".join(" ".join(doc.text[s.start : s.end] for s in cell.spans).split())
