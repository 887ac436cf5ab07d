"""The tables of one report with what does not add up, to be handed on; and as CSV (`workbook` and `html_page` draw them
for people).

Values are in euro (the printed figure times the unit); percentages and counts are as printed. Text from the document
is written as text: a label that begins with `=` is no formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from griffier.pipeline.errors import UsageError
from griffier.pipeline.process import Processed, cited, process
from griffier.pipeline.source import SourceFile
from griffier.schemas.budget_report import Row, Table
from griffier.schemas.record import Finding

LABEL_HEADS = ("number", "label", "section", "role", "type", "term", "page")
_FORMULA = ("=", "+", "@", "\t", "\r")


@dataclass(frozen=True)
class ExportedTable:
    """A table, the keys of its columns that print V or N, and the words of its columns of text by row and key."""

    table: Table
    favour: frozenset[str] = frozenset()
    texts: dict[tuple[int, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class TableExport:
    """The tables of a file in reading order, and the findings about them."""

    path: str
    tables: tuple[ExportedTable, ...]
    findings: tuple[Finding, ...]


def tables_of_file(source: SourceFile, page: int | None = None) -> TableExport:
    """The financial tables of a file, whatever its kind, and what is found about them: as a run has them of a report.
    Of one page only where `page` (1-based) is given.

    Raises UnreadableError and its kin, and UsageError for a page that the file does not have.
    """
    done = process(source, kind="budget_report")
    pages = len(done.document.pages)
    if page is not None and not 1 <= page <= pages:
        raise UsageError(f"page {page} is not in the file: it has {pages}", remedy="Give a page number from 1.")
    tables: list[ExportedTable] = []
    findings: list[Finding] = []
    for record in done.records:
        kept = {i: t for i, t in enumerate(getattr(record, "tables", ())) if page is None or page in t.pages}
        places = {i: len(tables) + n for n, i in enumerate(kept)}
        tables += [ExportedTable(t, _favour(done, t), _texts(done, t)) for t in kept.values()]
        findings += [moved for f in record.findings if (moved := _moved(f, places)) is not None]
    return TableExport(source.path, tuple(tables), tuple(findings))


_LETTER = re.compile(r"(?<![A-Z])[VN](?![A-Z])", re.IGNORECASE)
_LETTER_BEHIND = re.compile(r"[^\S\n]*[VN]\b", re.IGNORECASE)


def _printed(table: Table, n: int) -> Iterator[tuple[int, int, int]]:
    """The cells of a column that stand in the text: row, start and end."""
    for at, row in enumerate(table.rows):
        span = row.spans[n] if n < len(row.spans) else None
        if span is not None:
            yield at, span[1], span[2]


def _favour(done: Processed, table: Table) -> frozenset[str]:
    """The keys of the columns that print V or N with a figure."""
    text = done.document.text
    return frozenset(
        column.key
        for n, column in enumerate(table.columns)
        if column.kind == "money"
        and any(_LETTER.search(text, lo, hi) or _LETTER_BEHIND.match(text, hi) for _, lo, hi in _printed(table, n))
    )


def _texts(done: Processed, table: Table) -> dict[tuple[int, str], str]:
    """The words of the columns of text, by row and key."""
    return {
        (at, column.key): cited(done, lo, hi)
        for n, column in enumerate(table.columns)
        if column.kind == "text"
        for at, lo, hi in _printed(table, n)
    }


def _moved(finding: Finding, places: dict[int, int]) -> Finding | None:
    """A finding about a table that is kept, its pointer at the table's place in the export."""
    match = re.match(r"/tables/(\d+)(.*)", finding.pointer, re.DOTALL)
    if match is None or int(match[1]) not in places:
        return None
    return finding.model_copy(update={"pointer": f"/tables/{places[int(match[1])]}{match[2]}"})


def as_csv(export: TableExport) -> str:
    """All tables one after the other, a line of title before each and an empty line after it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for i, one in enumerate(export.tables):
        if i:
            out.write("\n")
        writer.writerow([_safe(_name(one.table, i))])
        writer.writerows(_csv_rows(one))
    if export.findings:
        out.write("\n")
        writer.writerows(_safe_row(row) for row in _finding_rows(export.findings))
    return out.getvalue()


def write_csv(export: TableExport, folder: Path) -> list[Path]:
    """One file a table (`table-001.csv`) and `findings.csv`. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for i, one in enumerate(export.tables):
        written.append(folder / f"table-{i + 1:03d}.csv")
        _write_rows(written[-1], _csv_rows(one))
    written.append(folder / "findings.csv")
    _write_rows(written[-1], [_safe_row(row) for row in _finding_rows(export.findings)])
    return written


def _name(table: Table, i: int) -> str:
    return table.title or f"Tabel {i + 1}, page {table.pages[0]}"


def _shown(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _rows(one: ExportedTable) -> Iterator[list[object]]:
    table = one.table
    yield [*LABEL_HEADS, *(c.key for c in table.columns)]
    for at, row in enumerate(table.rows):
        yield [*_labels(row), *(one.texts.get((at, c.key), row.values.get(c.key)) for c in table.columns)]


def _labels(row: Row) -> list[object]:
    return [row.number, row.label, " / ".join(row.section) or None, row.role, row.type, row.term, row.page]


def _csv_rows(one: ExportedTable) -> Iterator[list[object]]:
    for row in _rows(one):
        yield _safe_row(row)


def _safe_row(row: Sequence[object]) -> list[object]:
    return [_shown(v) if isinstance(v, Decimal) else _safe(v) if isinstance(v, str) else v for v in row]


def _safe(text: str) -> str:
    """Text that a spreadsheet will not take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _finding_rows(findings: Sequence[Finding]) -> Iterator[list[object]]:
    yield ["code", "severity", "page", "printed", "expected", "message", "pointer"]
    for f in findings:
        yield [f.code, f.severity, f.page, f.printed, f.expected, f.message, f.pointer]


def _write_rows(path: Path, rows: Iterator[list[object]] | list[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
