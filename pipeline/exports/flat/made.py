"""What the records do not say in so many words and a flat table wants: the columns that `tables.toml` calls `make`, and
the rows that it calls by a name.

A maker gets the row and the row's document. It never guesses: what does not follow is None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import to_json

from griffier.pipeline.exports.flat.comparisons import Comparison, comparisons
from griffier.pipeline.exports.flat.model_paths import Found, Model, pointer
from griffier.pipeline.exports.flat.undeclared import undeclared
from griffier.pipeline.reference_data import Party, election_of, taakveld_of
from griffier.schemas.budget_report import BudgetReport, Column, Row, Table
from griffier.schemas.civic import MeetingItem, VoteEvent
from griffier.schemas.dossier import Dossier
from griffier.schemas.record import Record


@dataclass(slots=True)
class Root:
    """What a row's record or dossier is to all its rows. `key`: of the documents or the dossiers; `document`: the key
    of the document of a record id and a path, None where it is not in the export."""

    value: Record | Dossier
    key: str
    code: str | None
    on: str | None
    document: Callable[[str, str], str | None]
    parties: dict[str, Party] = field(default_factory=dict)


def root_of(
    value: Record | Dossier, key: str, document: Callable[[str, str], str | None], parties: dict[str, Party]
) -> Root:
    """`parties`: gathers those that are met, for all documents."""
    if isinstance(value, Dossier):
        outcome, meeting = value.outcome, value.meeting
        on = (outcome.decided_on if outcome else None) or (meeting.date if meeting else None)
    else:
        on = value.date
    code = value.municipality.code if value.municipality else None
    return Root(value, key, code, on, document, parties)


Maker = Callable[[Found, Root], Any]


def _year(row: Found, root: Root) -> int | None:
    record: Any = root.value
    fiscal: int | None = getattr(record, "fiscal_year", None)
    return fiscal if fiscal is not None else int(record.date[:4]) if record.date else None


def _likeliest(root: Root) -> Any:
    areas = root.value.policy_areas if isinstance(root.value, Record) else []
    return max(areas, key=lambda area: area.score, default=None)


def _taakveld(row: Found, root: Root) -> str | None:
    area = _likeliest(root)
    return area.code if area else None


def _taakveld_name(row: Found, root: Root) -> str | None:
    area = _likeliest(root)
    return area.name if area else None


def _parent(row: Found, root: Root) -> str | None:
    """The key of the item that an item stands in: its pointer ends in two tokens less, a list's name and a number."""
    return root.key + pointer(row.at[:-2]) if _depth(row, root) > 1 else None


def _depth(row: Found, root: Root) -> int:
    return max(1, (len(row.at) - row.places[-2]) // 2)


def _side(row: Found, root: Root) -> str:
    return str(row.at[-3])


_PARTS = {
    "questions": "question",
    "answers": "answer",
    "addressees": "addressee",
    "signatories": "signatory",
    "amounts": "text",
    "requests": "request",
    "explanations": "explanation",
}


def _part(row: Found, root: Root) -> str:
    return _PARTS.get(str(row.at[0]), str(row.at[0]))


def _matter(name: str) -> Maker:
    """Of what was decided on: the matter that an event or an item names, else the item itself, else the document."""

    def made(row: Found, root: Root) -> Any:
        value = row.trail[-1]
        if isinstance(value, VoteEvent | MeetingItem):
            if value.matter is not None:
                return getattr(value.matter, name)
            return "item" if name == "type" else getattr(value, name)
        return value.kind if name == "type" else getattr(value, name, None)

    return made


def _page_range(end: int) -> Maker:
    return lambda row, root: root.value.source.page_range[end] if isinstance(root.value, Record) else None


def _in_document(row: Found, root: Root) -> bool:
    first, last = row.trail[0].source.page_range
    return bool(first <= row.trail[-1].number <= last)


def _place(end: int) -> Maker:
    """Of a list of numbers that is itself the row: the box of evidence."""
    return lambda row, root: row.trail[-1][end]


def _member_document(row: Found, root: Root) -> str | None:
    said = row.trail[-1]
    return root.document(said.record, said.path)


def _table_at(said: str, root: Root) -> tuple[str | None, int | None]:
    """The key of the table and the number of the row (from 1) that a pointer names, where they are there."""
    tokens = said.split("/")
    tables = root.value.tables if isinstance(root.value, BudgetReport) else []
    if len(tokens) < 3 or tokens[1] != "tables" or not tokens[2].isdecimal() or int(tokens[2]) >= len(tables):
        return None, None
    rows = tables[int(tokens[2])].rows
    known = len(tokens) > 4 and tokens[3] == "rows" and tokens[4].isdecimal() and int(tokens[4]) < len(rows)
    return f"{root.key}/tables/{tokens[2]}", int(tokens[4]) + 1 if known else None


@dataclass(slots=True)
class Cell:
    """A cell of a table: `n` its column, 0-based."""

    row: Row
    column: Column
    n: int
    method: str
    confidence: float | None


def cells(record: Record) -> Iterator[Found]:
    """The cells of all tables, row by row; their pointers are those of their values."""
    if not isinstance(record, BudgetReport):
        return
    for t, table in enumerate(record.tables):
        names = _unlike([column.key for column in table.columns])
        for r, row in enumerate(table.rows):
            for n, column in enumerate(table.columns):
                sure = row.confidences.get(column.key, table.confidence)
                cell = Cell(row, column, n, row.methods.get(column.key, table.method), sure)
                at: tuple[str | int, ...] = ("tables", t, "rows", r, "values", names[n])
                yield Found(at, (record, table, row, column, cell), (0, 2, 4, 4, 6))


def _unlike(keys: list[str]) -> list[str]:
    """The keys of the columns. The contract says that they differ; where two do not, the later has its number behind
    it, so that no cell is lost."""
    return [key if key not in keys[:n] else f"{key}#{n + 1}" for n, key in enumerate(keys)]


def _compared(record: Record) -> Iterator[Found]:
    """What `comparisons` says, at the table's row; the year and the measure make it unique."""
    if not isinstance(record, BudgetReport):
        return
    for told in comparisons(record):
        at: tuple[str | int, ...] = ("tables", told.table, "rows", told.row - 1)
        at = (*at, "comparison", f"{told.year or '-'} {told.measure or '-'}")
        table = record.tables[told.table]
        yield Found(at, (record, table, table.rows[told.row - 1], told), (0, 2, 4, 6))


ROWS: dict[str, tuple[Callable[[Record], Iterator[Found]], tuple[Model | type, ...]]] = {
    "cells": (cells, (BudgetReport, Table, Row, Column, Cell)),
    "comparisons": (_compared, (BudgetReport, Table, Row, Comparison)),
    "undeclared": (undeclared, (Record,)),
}
"""Rows that stand in no one place of a record, and what the objects of their trail are."""


def _printed_place(end: int) -> Maker:
    """Of the span of a cell: 1 start, 2 end, 3 to 6 its box."""

    def made(row: Found, root: Root) -> float | None:
        cell: Cell = row.trail[-1]
        span = cell.row.spans[cell.n] if cell.n < len(cell.row.spans) else None
        return span[end] if span is not None else None

    return made


def _label_place(end: int) -> Maker:
    def made(row: Found, root: Root) -> int | None:
        span = row.trail[-1].row.label_span
        return int(span[end]) if span is not None else None

    return made


def _other_field(row: Found, root: Root) -> str:
    return "/".join("*" if isinstance(token, int) else token for token in row.at)


def _other_value(row: Found, root: Root) -> str:
    value = row.trail[-1]
    return value if isinstance(value, str) else to_json(value).decode()


MAKERS: dict[str, Maker] = {
    "year": _year,
    "election": lambda row, root: election_of(root.code, root.on),
    "taakveld": _taakveld,
    "taakveld_name": _taakveld_name,
    "first_page": _page_range(0),
    "last_page": _page_range(1),
    "parent": _parent,
    "depth": _depth,
    "side": _side,
    "part": _part,
    "matter_type": _matter("type"),
    "matter_number": _matter("number"),
    "matter_title": _matter("title"),
    "other_field": _other_field,
    "other_value": _other_value,
    "in_document": _in_document,
    "member_document": _member_document,
    "row_count": lambda row, root: len(row.trail[-1].rows),
    "column_count": lambda row, root: len(row.trail[-1].columns),
    "explained_table": lambda row, root: _table_at(row.trail[-1], root)[0],
    "explained_row": lambda row, root: _table_at(row.trail[-1], root)[1],
    "finding_table": lambda row, root: _table_at(row.trail[-1].pointer, root)[0],
    "cell_row": lambda row, root: int(row.at[3]) + 1,
    "cell_column": lambda row, root: row.trail[-1].n + 1,
    "cell_taakveld": lambda row, root: taakveld_of(row.trail[-1].row.number, row.trail[-1].row.label),
    "cell_value": lambda row, root: row.trail[-1].row.values.get(row.trail[-1].column.key),
    "cell_unread": lambda row, root: row.trail[-1].row.unread(row.trail[-1].column.key),
    "cell_method": lambda row, root: row.trail[-1].method,
    "cell_confidence": lambda row, root: row.trail[-1].confidence,
    "cell_start": _printed_place(1),
    "cell_end": _printed_place(2),
    "cell_x0": _printed_place(3),
    "cell_top": _printed_place(4),
    "cell_x1": _printed_place(5),
    "cell_bottom": _printed_place(6),
    "label_start": _label_place(1),
    "label_end": _label_place(2),
    "box_x0": _place(0),
    "box_top": _place(1),
    "box_x1": _place(2),
    "box_bottom": _place(3),
}
"""By the name that `tables.toml` gives them."""
