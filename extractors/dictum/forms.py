"""A form: a table whose left cells are headings of a dictum and other labels, and whose right cells hold what they
announce."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from griffier.extractors.dictum.headings import recital_at, request_at
from griffier.extractors.dutch.words import OUTCOME
from griffier.extractors.text.flow import Flow
from griffier.extractors.text.open_grids import open_grids
from griffier.extractors.text.unwrapping import join_lines
from griffier.schemas.document import Cell, Grid, Span

_LONGEST_LABEL = 90
_BOXES = re.compile(rf"\W{{0,3}}[☐☒☑□■✓✔]|\W{{0,3}}{OUTCOME}\b", re.I)


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a form: its label in one line, where the label begins in the flow, and the printed lines of its value.
    `heading`: the label opens a block of the dictum."""

    label: str
    start: int
    value: tuple[Span, ...]
    heading: bool


def form_rows(flow: Flow) -> tuple[FormRow, ...]:
    """The rows of every table in which a left cell is a heading of the dictum."""
    return _of(flow, flow.part.grids) or _of(flow, open_grids(flow.part))


def _of(flow: Flow, grids: Sequence[Grid]) -> tuple[FormRow, ...]:
    out: list[FormRow] = []
    for grid in grids:
        rows = list(_rows(flow, grid)) if 1 < grid.columns <= 8 else []
        if any(row.heading for row in rows):
            out.extend(rows)
    return tuple(out)


def _rows(flow: Flow, grid: Grid) -> Iterator[FormRow]:
    for number in range(grid.rows):
        row = sorted((c for c in grid.cells if c.row == number), key=lambda c: c.column)
        if len(row) < 2 or row[0].column or not row[0].spans:
            continue
        label, value = _said(flow, row[0]), tuple(s for s in row[1].spans if s.end > s.start)
        if not label or len(label) > _LONGEST_LABEL:
            continue
        start = flow.after(row[0].spans[0].start)
        yield FormRow(label, start, value, _is_heading(label, " ".join(_texts(flow, row[1]))))


def _texts(flow: Flow, cell: Cell) -> list[str]:
    return [flow.part.doc.text[s.start : s.end] for s in cell.spans]


def _said(flow: Flow, cell: Cell) -> str:
    return join_lines("\n".join(_texts(flow, cell))).strip()


def _is_heading(label: str, value: str) -> bool:
    """Does a label open a block, as "Verzoekt het college" and not as "Besluit" beside the boxes of an outcome?"""
    head = request_at(label, 0)
    if head is not None:
        return not label[head.end :].strip(" :,") and not (head.name == "besluiten" and _BOXES.match(value))
    recital = recital_at(label, 0)
    return recital is not None and not label[recital.end :].strip(" :,")
