"""A table as a person reads it: captions, columns that hold something, rows with their weight, and the findings at
their cells.

The workbook and the page of HTML are both drawn from this; the words are Dutch (`tables_wording.toml`), as their
readers are.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal

from griffier.pipeline.exports.export import ExportedTable, TableExport
from griffier.schemas.budget_report import Row
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


@cache
def words() -> dict[str, dict[str, str]]:
    """The wording by what it is about."""
    return tomllib.loads(files("griffier.pipeline.exports").joinpath("tables_wording.toml").read_text("utf-8"))


def ranked(made: Sequence[Sheet]) -> list[tuple[Mark, int]]:
    """All findings with the number of their sheet: the heaviest first, and of those what does not add up before the
    rest."""
    order = {"error": 0, "warning": 1, "info": 2}
    found = [(mark, i) for i, sheet in enumerate(made) for mark in sheet.marks]
    return sorted(found, key=lambda one: (order[one[0].finding.severity], one[0].finding.printed is None))


def to_look_at(count: int) -> str:
    """ "1 punt om na te kijken", "3 punten om na te kijken"."""
    return f"{count} punt{'en' if count != 1 else ''} om na te kijken"


def sheets(export: TableExport) -> list[Sheet]:
    """The sheets of an export, in the order of its tables."""
    names = _names(export.tables)
    return [_sheet(export, i, name) for i, name in enumerate(names)]


def _sheet(export: TableExport, i: int, name: str) -> Sheet:
    one = export.tables[i]
    table = one.table
    columns = [*_about(table.rows), *_figures(one), *([SheetColumn("Pagina", "count")] if len(table.pages) > 1 else [])]
    rows = [tuple(_cell(one, at, row, column) for column in columns) for at, row in enumerate(table.rows)]
    money = [row.values.get(c.key) for row in table.rows for c in table.columns if c.kind == "money"]
    return Sheet(
        name,
        table.title or f"Tabel op pagina {table.pages[0]}",
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
        yield SheetColumn("Nr.", "text")
    if any(row.section for row in rows):
        yield SheetColumn("Onder", "text")
    yield SheetColumn("Omschrijving", "text")
    for head, said in (
        ("Regel", any(r.role != "item" for r in rows)),
        ("L/B", any(r.type for r in rows)),
        ("I/S", any(r.term for r in rows)),
    ):
        if said:
            yield SheetColumn(head, "text")


def _figures(one: ExportedTable) -> Iterator[SheetColumn]:
    for column in one.table.columns:
        shape: Shape = column.kind
        yield SheetColumn(column.key, "favour" if column.key in one.favour and shape == "money" else shape, column.key)


def _cell(one: ExportedTable, at: int, row: Row, column: SheetColumn) -> str | Decimal | None:
    if column.key is not None:
        said = one.texts.get((at, column.key))
        return said if said is not None else row.values.get(column.key)
    said_of: dict[str, str | Decimal | None] = {
        "Nr.": row.number,
        "Onder": " / ".join(row.section),
        "Omschrijving": row.label,
        "Regel": words()["role"][row.role],
        "L/B": words()["type"].get(row.type or ""),
        "I/S": words()["term"].get(row.term or ""),
        "Pagina": Decimal(row.page),
    }
    return said_of[column.head] or None


def pages_of(one: ExportedTable) -> str:
    """ "12" or "12-14"."""
    pages = one.table.pages
    return str(pages[0]) if len(pages) == 1 else f"{pages[0]}-{pages[-1]}"


def _captions(one: ExportedTable) -> Iterator[str]:
    table = one.table
    if table.unit_source == "none":
        yield f"Bedragen zoals gedrukt; {words()['unit_source']['none']}"
    else:
        yield (
            f"Bedragen in euro; gedrukt x € {table.unit:,}".replace(",", ".")
            + f" ({words()['unit_source'][table.unit_source]})"
        )
    if table.sign:
        yield words()["sign"][table.sign].capitalize() + ("; V is voordeel, N is nadeel" if one.favour else "")
    if table.programme and not re.search(
        rf"\b(?:Programma\s+|P){re.escape(table.programme)}\b", table.title or "", re.IGNORECASE
    ):
        yield f"Programma {table.programme}"


def _marks(findings: Sequence[Finding], i: int, one: ExportedTable, columns: Sequence[SheetColumn]) -> Iterator[Mark]:
    keys = {column.key: n for n, column in enumerate(columns) if column.key is not None}
    label = next(n for n, column in enumerate(columns) if column.head == "Omschrijving")
    for finding in findings:
        match = re.match(rf"/tables/{i}(?:/rows/(\d+)(?:/values/(.*))?)?(?:$|/)", finding.pointer, re.DOTALL)
        if match is None:
            continue
        row = int(match[1]) if match[1] else None
        key = (match[2] or "").replace("~1", "/").replace("~0", "~")
        column = keys.get(key) if match[2] is not None else label if row is not None else None
        said = words()["finding"].get(finding.code, finding.message)
        yield Mark(finding, row, column, said, words()["severity"][finding.severity])


def _names(tables: Sequence[ExportedTable]) -> list[str]:
    """Names that a workbook allows: page and title in at most 31 characters, unique in any case, no apostrophe at an
    end."""
    taken: set[str] = set()
    out: list[str] = []
    for one in tables:
        said = _NUMBERED.sub("", one.table.title or "") or one.table.number or "tabel"
        title = " ".join(_SHEET_CHARACTERS.sub(" ", said).split())
        base = f"p{one.table.pages[0]} {title}".strip(" '")
        name, n = base[:_LONGEST_NAME].rstrip(" '"), 2
        while name.casefold() in taken:
            tail = f" ({n})"
            name, n = base[: _LONGEST_NAME - len(tail)].rstrip(" '") + tail, n + 1
        taken.add(name.casefold())
        out.append(name)
    return out
