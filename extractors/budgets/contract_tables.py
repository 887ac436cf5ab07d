"""The engine's tables as the contract's tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from griffier.extractors.drafting.draft import escape
from griffier.extractors.tables.find import figures_left_out, financial_tables
from griffier.extractors.tables.left_out import LeftOut
from griffier.extractors.tables.model import FinancialTable, Note, Place, TableColumn, TableRow
from griffier.schemas.budget_report import OPTICAL, UNREAD, Column, Row, SpanBox, Table
from griffier.schemas.document import Layer, Part
from griffier.schemas.record import Finding

_NAMED = re.compile(r"\b(?:programma\s*:?\s*P?|P)(?P<number>\d{1,2})\b", re.IGNORECASE)


_NEXT_CHAPTER = re.compile(
    r"\d{1,2}\.?\s+[A-Z]|(?:Hoofdstuk|Deel|Paragra(?:af|fen)|Bijlagen?|Overzicht|Financi|Lokale heffingen"
    r"|Weerstandsvermogen|Onderhoud"
    r"|Bedrijfsvoering|Verbonden partijen|Grondbeleid|Uiteenzetting|Balans|Jaarrekening|Meerjaren|Algemene dekking"
    r"|Investering|Overhead"
    r"|Staat van|Reserves|Tabel|Taakveld|EMU|Recapitulatie|Totaal\b.{0,20}programma)"
)
_LONGEST_CHAPTER = 12_000
_MOST_NAMED = 8


def tables_of(part: Part, openings: Sequence[tuple[str, int]] = ()) -> list[Table]:
    """The financial tables of a report. `openings`: number of a programme and where it begins, in order."""
    return [published(table, _programme(part, table, openings)) for table in part.memo(financial_tables)]


def notes_of(part: Part) -> list[Finding]:
    """What the engine doubts: cells that were read optically, units that nothing shows, figures that are in no
    table."""
    notes = [_note(table, i, note) for i, table in enumerate(part.memo(financial_tables)) for note in table.notes]
    return [*notes, *(_left_out(left) for left in figures_left_out(part))]


def _left_out(left: LeftOut) -> Finding:
    """One finding for the figures of neighbouring lines."""
    more = f" and {len(left.texts) - _MOST_NAMED} more" if len(left.texts) > _MOST_NAMED else ""
    where = "beside the rows of a table" if left.beside else "in columns"
    said = f"figures {where} that are in no table: {', '.join(left.texts[:_MOST_NAMED])}{more}"
    return Finding.of("table.left_out", said, page=left.page)


def _note(table: FinancialTable, i: int, note: Note) -> Finding:
    name = table.title or f"table on page {table.pages[0]}"
    if note.row is not None and note.column is None:
        row = table.rows[note.row]
        said = f"{name}: {row.label!r}: {note.message}"
        return Finding.of(
            note.code, said, severity=note.severity, pointer=f"/tables/{i}/rows/{note.row}", page=row.page
        )
    if note.row is None or note.column is None:
        at = "/unit" if note.code == "table.unit_unknown" else ""
        return Finding.of(
            note.code,
            f"{name}: {note.message}",
            severity=note.severity,
            pointer=f"/tables/{i}{at}",
            page=table.pages[0],
        )
    row, key = table.rows[note.row], table.columns[note.column].key
    return Finding.of(
        note.code,
        f"{name}: {row.label!r}, {key!r}: {note.message}",
        severity=note.severity,
        pointer=f"/tables/{i}/rows/{note.row}/values/{escape(key)}",
        page=row.page,
    )


def _programme(part: Part, table: FinancialTable, openings: Sequence[tuple[str, int]]) -> str | None:
    """The programme that the title names, else the one whose chapter it is. What follows the last programme is not its
    chapter."""
    named = {m["number"] for m in _NAMED.finditer(table.title or "")}
    if len(named) == 1:
        return named.pop()
    if named or re.search(r"\bper programma\b|\balle programma", table.title or "", re.IGNORECASE):
        return None
    before = [i for i, (_, start) in enumerate(openings) if start <= table.start]
    if before and (
        len(openings) == 1 or before[-1] < len(openings) - 1 or _in_chapter(part, openings[-1][1], table.start)
    ):
        return openings[before[-1]][0]
    return None


def _in_chapter(part: Part, start: int, at: int) -> bool:
    """True where no heading of another chapter stands between the beginning of the last programme and a table near
    it."""
    if at - start > _LONGEST_CHAPTER:
        return False
    lines = [line for line in part.lines if start < line.start < at and not line.blank and line.layer is Layer.BODY]
    return not any(_NEXT_CHAPTER.match(line.text) for line in lines)


def published(table: FinancialTable, programme: str | None = None) -> Table:
    """A table with values in euro and the compact evidence of its cells."""
    return Table(
        title=table.title,
        number=table.number,
        programme=programme,
        pages=table.pages,
        unit=table.unit,
        unit_source=table.unit_source,
        sign=table.sign,
        method=table.method.replace("table:", OPTICAL, 1) if table.optical else table.method,
        columns=[
            Column(key=c.key, year=c.year, phase=c.phase, measure=c.measure, kind=c.kind)
            for c in (*table.words, *table.columns, *_remarks(table))
        ],
        rows=[_row(table, row) for row in table.rows],
    )


def _row(table: FinancialTable, row: TableRow) -> Row:
    return Row(
        number=row.number,
        label=row.label,
        section=list(row.section),
        role=row.role,
        type=row.type,
        term=row.term,
        values={
            **{column.key: None for column in table.words},
            **{c.key: table.value(row, i) for i, c in enumerate(table.columns)},
            **{column.key: None for column in _remarks(table)},
        },
        page=row.page,
        spans=[
            *(_span(row.text[i]) if i in row.text else None for i in range(len(table.words))),
            *(_span(cell.place) if cell is not None else None for cell in row.cells),
            *(_span(row.remark) if row.remark is not None else None for _ in _remarks(table)),
        ],
        label_span=_span(row.place) if row.place is not None and row.label is not None else None,
        methods=dict(_methods(table, row)),
    )


def _remarks(table: FinancialTable) -> list[TableColumn]:
    return [table.remarks] if table.remarks is not None else []


def _methods(table: FinancialTable, row: TableRow) -> Iterator[tuple[str, str]]:
    """The cells that were made otherwise than their table, by key."""
    for i, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        if cell is not None and cell.method:
            yield column.key, cell.method
        elif cell is None and i in row.unread:
            yield column.key, UNREAD + row.unread[i]


def _span(place: Place) -> SpanBox:
    return (
        place.page,
        place.start,
        place.end,
        round(place.x0, 1),
        round(place.top, 1),
        round(place.x1, 1),
        round(place.bottom, 1),
    )
