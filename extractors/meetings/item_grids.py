"""Items in the rows of a table whose head says what each column is: "Nr.", "Onderwerp", "Besluit", "Stemming"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from griffier.schemas.document import Cell, Grid, Line, Part, Span

Column = Literal["number", "title", "decision", "votes"]

_HEADS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (
        "number",
        re.compile(
            r"(?:nr|no|nummer|#|agp|agendanr|agendanummer|punt|volgnr|volgnummer)\W*$|agendapunt\s?(?:nr|nummer)\W*$",
            re.IGNORECASE,
        ),
    ),
    (
        "title",
        re.compile(
            r"(?:onderwerp|agendapunt|titel|omschrijving|voorstel|agenda|bespreekpunt|stuk)\b.{0,20}$", re.IGNORECASE
        ),
    ),
    (
        "decision",
        re.compile(
            r"(?:besluit|besluitvorming|beslissing|conclusie|uitkomst|genomen besluit|besloten)\b.{0,25}$",
            re.IGNORECASE,
        ),
    ),
    (
        "votes",
        re.compile(
            r"(?:stemming|stemuitslag|stemverhouding|stemmen|uitslag|voor\s?/\s?tegen)\b.{0,15}$", re.IGNORECASE
        ),
    ),
)
_NUMBER = re.compile(r"\d{1,3}(?:[.\-]?(?:\d{1,2}|[a-zA-Z])){0,3}[.)]?$")
_LABEL = re.compile(r"\W{0,3}(?:besluit|besloten|conclusie)\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """An item of a table: the pieces of each column's cell."""

    number: Span | None
    title: tuple[Span, ...]
    decision: tuple[Span, ...]
    below: tuple[Line, ...]


def rows_of(part: Part) -> list[Row]:
    """The items of all tables with such a head, in order; one without a head goes on with the columns before it. []
    without any."""
    out: list[Row] = []
    columns: dict[int, Column] = {}
    width = 0
    for grid in part.doc.grids:
        cells = [c for c in grid.cells if c.spans]
        if not cells or cells[0].spans[0].start < part.start or cells[-1].spans[-1].end > part.end:
            continue
        by_row: dict[int, list[Cell]] = {}
        for cell in cells:
            by_row.setdefault(cell.row, []).append(cell)
        head = _columns(part, by_row.get(0, []))
        first = 1
        if head is None:
            if not columns or grid.columns != width or not out:
                continue
            first = 0
        else:
            columns, width = head, grid.columns
        _read(part, grid, by_row, first, columns, out)
    return out if len(out) >= 2 else []


def _columns(part: Part, row: Sequence[Cell]) -> dict[int, Column] | None:
    found: dict[int, Column] = {}
    for cell in row:
        text = " ".join(part.doc.text[s.start : s.end] for s in cell.spans).strip()
        for name, pattern in _HEADS:
            if name not in found.values() and pattern.match(text):
                found[cell.column] = name
                break
    named = set(found.values())
    return found if "title" in named and ("number" in named or "decision" in named) else None


def _read(
    part: Part, grid: Grid, by_row: dict[int, list[Cell]], first: int, columns: dict[int, Column], out: list[Row]
) -> None:
    text = part.doc.text
    for at in range(first, grid.rows):
        cells: dict[Column, tuple[Span, ...]] = {
            columns[c.column]: c.spans for c in by_row.get(at, []) if c.column in columns
        }
        title, decision, votes = cells.get("title", ()), cells.get("decision", ()), cells.get("votes", ())
        number = next(iter(cells.get("number", ())), None)
        if number is not None and _NUMBER.match(text[number.start : number.end]) is None:
            number = None
        if number is not None and text[number.end - 1] in ".)":
            number = Span(number.start, number.end - 1)
        if not title:
            if out and (decision or votes) and number is None:
                # a row that a page cut in two
                above = out[-1]
                out[-1] = replace(
                    above,
                    decision=(*above.decision, *decision),
                    below=(*above.below, *_lines(part, (*decision, *votes))),
                )
            continue
        if decision and (label := _LABEL.match(text, decision[0].start, decision[0].end)) is not None:
            rest = (Span(label.end(), decision[0].end),) if label.end() < decision[0].end else ()
            decision = (*rest, *decision[1:])
        out.append(Row(number, title, decision, tuple(_lines(part, (*decision, *votes)))))


def _lines(part: Part, spans: Sequence[Span]) -> list[Line]:
    """Each piece of a cell as a line of its own."""
    out: list[Line] = []
    for span in spans:
        at = span.start
        for piece in part.doc.text[span.start : span.end].split("\n"):
            if piece.strip():
                out.append(replace(part.doc.line_at(at), start=at, end=at + len(piece), text=piece))
            at += len(piece) + 1
    return out
