"""A table as a person reads it: captions, columns that hold something, rows with their weight, and the findings at
their cells.

The workbook and the page of HTML are both drawn from this; the words are those of the user's language, as their
readers are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from griffier.pipeline.exports.export import ExportedTable, TableExport
from griffier.pipeline.wording import counted, number, said
from griffier.schemas.budget_report import Row
from griffier.schemas.findings import MEANINGS
from griffier.schemas.record import Finding

Shape = Literal["text", "money", "favour", "percent", "count"]
"""`favour`: money with V (voordeel) or N (nadeel)."""

_SHEET_CHARACTERS = re.compile(r"[\\/*?:\[\]\x00-\x1f]")
_NUMBERED = re.compile(r"^(?:Tabel|Overzicht)\s+\d+(?:\.\d+)*[a-z]?\s*[-–:.]?\s+", re.IGNORECASE)
_LONGEST_NAME = 31


@dataclass(frozen=True)
class SheetColumn:
    """A column: `key` of the table's column, None for those that say what a row is."""

    head: str
    shape: Shape
    key: str | None = None


@dataclass(frozen=True)
class Mark:
    """A finding at a place of the sheet: `row` and `column` 0-based, None where it is about the whole table or row."""

    finding: Finding
    row: int | None
    column: int | None
    words: str
    severity: str


@dataclass(frozen=True)
class Sheet:
    """One table. `captions` stand above it."""

    name: str
    title: str
    pages: str
    captions: tuple[str, ...]
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[str | Decimal | None, ...], ...]
    roles: tuple[str, ...]
    marks: tuple[Mark, ...]
    cents: bool


def label_head() -> str:
    """The head of the column that says what a row is about."""
    return said("Description")


def role_head() -> str:
    """The head of the column that says whether a row is a total."""
    return said("Row")


def _unit_source(source: str) -> str:
    return {
        "printed": said("as printed"),
        "inherited": said("as printed elsewhere in the document"),
        "inferred": said("worked out from other tables of the document"),
    }.get(source, said("the unit is not printed"))


def _of_row(row: Row) -> tuple[str, str, str]:
    """What a row is, what it holds, and for how long."""
    roles = {"subtotal": said("subtotal"), "total": said("total")}
    types = {
        "expense": said("expenses"),
        "income": said("income"),
        "balance": said("balance"),
        "reserve": said("reserve"),
    }
    terms = {"incidental": said("incidental"), "structural": said("structural")}
    return roles.get(row.role, ""), types.get(row.type or "", ""), terms.get(row.term or "", "")


def severity_words(severity: str) -> str:
    """How bad a finding is."""
    return {"error": said("wrong"), "warning": said("look"), "info": said("for information")}[severity]


def ranked(made: Sequence[Sheet]) -> list[tuple[Mark, int]]:
    """All findings with the number of their sheet: the heaviest first, and of those what does not add up before the
    rest."""
    order = {"error": 0, "warning": 1, "info": 2}
    found = [(mark, i) for i, sheet in enumerate(made) for mark in sheet.marks]
    return sorted(found, key=lambda one: (order[one[0].finding.severity], one[0].finding.printed is None))


def title_of(export: TableExport) -> str:
    """What stands over all tables."""
    return said("Tables of {file}", file=Path(export.path).name)


def to_look_at(count: int) -> str:
    """ "1 thing to look at", "3 things to look at"."""
    return counted(count, "thing to look at", "things to look at")


def sheets(export: TableExport) -> list[Sheet]:
    """The sheets of an export, in the order of its tables."""
    names = _names(export.tables)
    return [_sheet(export, i, name) for i, name in enumerate(names)]


def _sheet(export: TableExport, i: int, name: str) -> Sheet:
    one = export.tables[i]
    table = one.table
    columns = [
        *_about(table.rows),
        *_figures(one),
        *([SheetColumn(said("Page"), "count")] if len(table.pages) > 1 else []),
    ]
    rows = [tuple(_cell(one, at, row, column) for column in columns) for at, row in enumerate(table.rows)]
    money = [row.values.get(c.key) for row in table.rows for c in table.columns if c.kind == "money"]
    return Sheet(
        name,
        table.title or said("Table on page {page}", page=table.pages[0]),
        pages_of(one),
        tuple(_captions(one)),
        tuple(columns),
        tuple(rows),
        tuple(row.role for row in table.rows),
        tuple(_marks(export.findings, i, one, columns)),
        any(value is not None and value != value.to_integral_value() for value in money),
    )


def _about(rows: Sequence[Row]) -> Iterator[SheetColumn]:
    """What a row is: only what some row says."""
    if any(row.number for row in rows):
        yield SheetColumn(said("No."), "text")
    if any(row.section for row in rows):
        yield SheetColumn(said("Under"), "text")
    yield SheetColumn(label_head(), "text")
    for head, any_has in (
        (role_head(), any(r.role != "item" for r in rows)),
        (said("Type"), any(r.type for r in rows)),
        (said("Term"), any(r.term for r in rows)),
    ):
        if any_has:
            yield SheetColumn(head, "text")


def _figures(one: ExportedTable) -> Iterator[SheetColumn]:
    for column in one.table.columns:
        shape: Shape = column.kind
        yield SheetColumn(column.key, "favour" if column.key in one.favour and shape == "money" else shape, column.key)


def _cell(one: ExportedTable, at: int, row: Row, column: SheetColumn) -> str | Decimal | None:
    if column.key is not None:
        printed = one.texts.get((at, column.key))
        return printed if printed is not None else row.values.get(column.key)
    role, kind, term = _of_row(row)
    told: dict[str, str | Decimal | None] = {
        said("No."): row.number,
        said("Under"): " / ".join(row.section),
        label_head(): row.label,
        role_head(): role,
        said("Type"): kind,
        said("Term"): term,
        said("Page"): Decimal(row.page),
    }
    return told[column.head] or None


def pages_of(one: ExportedTable) -> str:
    """ "12" or "12-14"."""
    pages = one.table.pages
    return str(pages[0]) if len(pages) == 1 else f"{pages[0]}-{pages[-1]}"


def _captions(one: ExportedTable) -> Iterator[str]:
    table = one.table
    if table.unit_source == "none":
        yield said("Amounts as printed; the unit is not printed")
    else:
        unit, source = number(table.unit), _unit_source(table.unit_source)
        yield said("Amounts in euro; printed x € {unit} ({source})", unit=unit, source=source)
    if table.sign:
        favourable = table.sign == "negative_is_favourable"
        sign = said("Negative is favourable") if favourable else said("Negative is unfavourable")
        yield sign + (said("; V is favourable, N is unfavourable") if one.favour else "")
    if table.programme and not re.search(
        rf"\b(?:Programma\s+|P){re.escape(table.programme)}\b", table.title or "", re.IGNORECASE
    ):
        yield said("Programme {name}", name=table.programme)


def _marks(findings: Sequence[Finding], i: int, one: ExportedTable, columns: Sequence[SheetColumn]) -> Iterator[Mark]:
    keys = {column.key: n for n, column in enumerate(columns) if column.key is not None}
    label = next(n for n, column in enumerate(columns) if column.head == label_head())
    for finding in findings:
        match = re.match(rf"/tables/{i}(?:/rows/(\d+)(?:/values/(.*))?)?(?:$|/)", finding.pointer, re.DOTALL)
        if match is None:
            continue
        row = int(match[1]) if match[1] else None
        key = (match[2] or "").replace("~1", "/").replace("~0", "~")
        column = keys.get(key) if match[2] is not None else label if row is not None else None
        words = said(MEANINGS[finding.code]) if finding.code in MEANINGS else finding.message
        yield Mark(finding, row, column, words[:1].upper() + words[1:], severity_words(finding.severity))


def _names(tables: Sequence[ExportedTable]) -> list[str]:
    """Names that a workbook allows: page and title in at most 31 characters, unique in any case, no apostrophe at an
    end."""
    taken: set[str] = set()
    out: list[str] = []
    for one in tables:
        named = _NUMBERED.sub("", one.table.title or "") or one.table.number or said("table")
        title = " ".join(_SHEET_CHARACTERS.sub(" ", named).split())
        base = f"p{one.table.pages[0]} {title}".strip(" '")
        name, n = base[:_LONGEST_NAME].rstrip(" '"), 2
        while name.casefold() in taken:
            tail = f" ({n})"
            name, n = base[: _LONGEST_NAME - len(tail)].rstrip(" '") + tail, n + 1
        taken.add(name.casefold())
        out.append(name)
    return out
