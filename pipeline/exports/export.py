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

from griffier.extractors.budgets.contract_tables import notes_of, tables_of
from griffier.extractors.budgets.explanations import explanations
from griffier.extractors.budgets.programmes import openings, programmes
from griffier.extractors.checks.tables import table_findings
from griffier.extractors.checks.tables_prose import narrative_findings
from griffier.extractors.drafting.draft import settle
from griffier.extractors.tables.find import financial_tables
from griffier.extractors.tables.model import FinancialTable
from griffier.extractors.text.unwrapping import join_lines
from griffier.pipeline.errors import UsageError
from griffier.pipeline.readers.door import read
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.source import SourceFile
from griffier.pipeline.splitting.split import split
from griffier.schemas.budget_report import Explanation, Row, Table
from griffier.schemas.document import Part
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


def tables_of_file(source: SourceFile, page: int | None = None, options: ReadOptions | None = None) -> TableExport:
    """The financial tables of a file, whatever its kind; of one page only where `page` (1-based) is given.

    Raises UnreadableError and its kin, and UsageError for a page that the file does not have.
    """
    doc = read(source, options)
    if page is not None and not any(p.number == page for p in doc.pages):
        raise UsageError(
            f"page {page} is not in the file: it has {len(doc.pages)}", remedy="Give a page number from 1."
        )
    tables: list[ExportedTable] = []
    findings: list[Finding] = []
    for part in split(doc):
        all_tables = tables_of(part, openings(programmes(part)))
        told = [*notes_of(part), *table_findings(all_tables, part.text), *_prose_findings(part, all_tables)]
        offset = len(tables)
        kept = {i: table for i, table in enumerate(all_tables) if page is None or page in table.pages}
        places = {i: offset + n for n, i in enumerate(kept)}
        favour = [_favour(table) for table in part.memo(financial_tables)]
        tables += [ExportedTable(table, favour[i], _texts(part, table)) for i, table in kept.items()]
        findings += [moved for f in told if (moved := _moved(f, places)) is not None]
    return TableExport(source.path, tuple(tables), tuple(findings))


def _prose_findings(part: Part, tables: Sequence[Table]) -> list[Finding]:
    """What the explanations of the report say of its tables."""
    settled, _ = settle({"explanations": explanations(part, tables)}, part.doc)
    return narrative_findings(tables, [Explanation.model_validate(told) for told in settled["explanations"]])


def _favour(table: FinancialTable) -> frozenset[str]:
    lettered = {n for row in table.rows for n, cell in enumerate(row.cells) if cell is not None and cell.figure.favour}
    return frozenset(table.columns[n].key for n in lettered)


def _texts(part: Part, table: Table) -> dict[tuple[int, str], str]:
    out: dict[tuple[int, str], str] = {}
    for n, column in enumerate(table.columns):
        if column.kind != "text":
            continue
        for at, row in enumerate(table.rows):
            span = row.spans[n] if n < len(row.spans) else None
            if span is not None:
                out[(at, column.key)] = join_lines(part.doc.text[span[1] : span[2]])
    return out


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
