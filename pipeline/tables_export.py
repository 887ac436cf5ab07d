"""The tables of one report for a colleague in finance: a workbook of one sheet a table, CSV, or a page of HTML; with what does not add up.

Values are in euro (the printed figure times the unit); percentages and counts are as printed. Text from the document is written as
text: a label that begins with `=` is no formula, and HTML is escaped.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from griffier.extractors.budget.programmes import openings, programmes
from griffier.extractors.budget.tables import notes_of, tables_of
from griffier.extractors.checks.tables import table_findings
from griffier.pipeline.errors import UsageError
from griffier.pipeline.reading import ReadOptions, read
from griffier.pipeline.source import SourceFile
from griffier.pipeline.split import split
from griffier.schemas.budget_report import Row, Table
from griffier.schemas.record import Finding

Format = Literal["csv", "xlsx", "html"]

_CONTENTS: list[object] = ["sheet", "number", "title", "programme", "pages", "unit", "unit_source", "sign"]
LABEL_HEADS = ("number", "label", "section", "role", "type", "term", "page")
_FORMULA = ("=", "+", "@", "\t", "\r")
_SHEET_CHARACTERS = re.compile(r"[\\/*?:\[\]\x00-\x1f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class TableExport:
    """The tables of a file in reading order, and the findings about them."""

    path: str
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]


def tables_of_file(source: SourceFile, page: int | None = None, options: ReadOptions | None = None) -> TableExport:
    """The financial tables of a file, whatever its kind; of one page only where `page` (1-based) is given.

    Raises UnreadableError and its kin, and UsageError for a page that the file does not have.
    """
    doc = read(source, options)
    if page is not None and not any(p.number == page for p in doc.pages):
        raise UsageError(f"page {page} is not in the file: it has {len(doc.pages)}", remedy="Give a page number from 1.")
    tables: list[Table] = []
    findings: list[Finding] = []
    for part in split(doc):
        all_tables = tables_of(part, openings(programmes(part)))
        told = [*notes_of(part), *table_findings(all_tables, part.text)]
        offset = len(tables)
        kept = {i: table for i, table in enumerate(all_tables) if page is None or page in table.pages}
        places = {i: offset + n for n, i in enumerate(kept)}
        tables += kept.values()
        findings += [moved for f in told if (moved := _moved(f, places)) is not None]
    return TableExport(source.path, tuple(tables), tuple(findings))


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
    for i, table in enumerate(export.tables):
        if i:
            out.write("\n")
        writer.writerow([_safe(_name(table, i))])
        writer.writerows(_csv_rows(table))
    if export.findings:
        out.write("\n")
        writer.writerows(_safe_row(row) for row in _finding_rows(export.findings))
    return out.getvalue()


def write_csv(export: TableExport, folder: Path) -> list[Path]:
    """One file a table (`table-001.csv`) and `findings.csv`. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for i, table in enumerate(export.tables):
        written.append(folder / f"table-{i + 1:03d}.csv")
        _write_rows(written[-1], _csv_rows(table))
    written.append(folder / "findings.csv")
    _write_rows(written[-1], [_safe_row(row) for row in _finding_rows(export.findings)])
    return written


def write_xlsx(export: TableExport, path: Path) -> None:
    """A workbook: a sheet of contents, one sheet a table, a sheet of findings. Raises OSError."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    index = book.active
    index.title = "Tabellen"
    names = _sheet_names(export.tables)
    _fill(index, [_CONTENTS])
    for name, table in zip(names, export.tables, strict=True):
        pages = ", ".join(map(str, table.pages))
        _fill(index, [[name, table.number, table.title, table.programme, pages, table.unit, table.unit_source, table.sign]])
        sheet = book.create_sheet(name)
        _fill(sheet, [[table.title or ""], [f"page {pages}; values in euro (printed x {table.unit}, {table.unit_source})"]])
        _fill(sheet, _rows(table))
        for cell in sheet[3]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = "C4"
        for n, column in enumerate(table.columns, len(LABEL_HEADS) + 1):
            sheet.column_dimensions[get_column_letter(n)].width = 16
            for cell in sheet[get_column_letter(n)][3:]:
                cell.number_format = "#,##0.##" if column.kind != "money" else "#,##0"
        sheet.column_dimensions["B"].width = 48
    findings = book.create_sheet("Bevindingen")
    _fill(findings, _finding_rows(export.findings))
    book.save(path)


def as_html(export: TableExport) -> str:
    """One page with all tables and the findings."""
    body = [_html_table(table, i) for i, table in enumerate(export.tables)]
    found = "".join(f"<li><code>{html.escape(f.code)}</code> {html.escape(f.message)}</li>" for f in export.findings)
    style = (
        "body{font-family:sans-serif}table{border-collapse:collapse;margin:0 0 2em}td,th{border:1px solid #bbb;padding:.2em .5em}"
        "td.n{text-align:right}tr.total,tr.subtotal{font-weight:bold}"
    )
    return (
        f'<!doctype html>\n<html lang="nl"><head><meta charset="utf-8"><title>{html.escape(export.path)}</title>'
        f"<style>{style}</style></head><body>\n"
        f"{''.join(body)}<h2>Bevindingen</h2>\n<ul>{found}</ul>\n</body></html>\n"
    )


def _html_table(table: Table, i: int) -> str:
    heads = "".join(f"<th>{html.escape(head)}</th>" for head in ("", "", *(c.key for c in table.columns)))
    rows = []
    for row in table.rows:
        cells = "".join(f'<td class="n">{_shown(row.values.get(c.key))}</td>' for c in table.columns)
        rows.append(f'<tr class="{row.role}"><td>{html.escape(row.number or "")}</td><td>{html.escape(row.label or "")}</td>{cells}</tr>\n')
    pages = ", ".join(map(str, table.pages))
    return (
        f"<h2>{html.escape(_name(table, i))}</h2>\n<p>page {pages}; values in euro (printed x {table.unit}, {table.unit_source})</p>\n"
        f"<table><thead><tr>{heads}</tr></thead><tbody>\n{''.join(rows)}</tbody></table>\n"
    )


def _name(table: Table, i: int) -> str:
    return table.title or f"Tabel {i + 1}, page {table.pages[0]}"


def _shown(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _rows(table: Table) -> Iterator[list[object]]:
    yield [*LABEL_HEADS, *(c.key for c in table.columns)]
    for row in table.rows:
        yield [*_labels(row), *(row.values.get(c.key) for c in table.columns)]


def _labels(row: Row) -> list[object]:
    return [row.number, row.label, " / ".join(row.section) or None, row.role, row.type, row.term, row.page]


def _csv_rows(table: Table) -> Iterator[list[object]]:
    for row in _rows(table):
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


def _fill(sheet: object, rows: Iterator[list[object]] | list[list[object]]) -> None:
    """Append rows; text stays text. openpyxl has no types."""
    for row in rows:
        at = sheet.max_row + 1 if sheet.max_row > 1 or sheet.cell(1, 1).value is not None else 1  # type: ignore[attr-defined]
        for n, value in enumerate(row, 1):
            if value is None:
                continue
            cell = sheet.cell(at, n)  # type: ignore[attr-defined]
            cell.value = _CONTROL.sub(" ", value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"


def _sheet_names(tables: Sequence[Table]) -> list[str]:
    """Names that a workbook allows: at most 31 characters, unique in any case."""
    names: list[str] = []
    for i, table in enumerate(tables):
        base = _SHEET_CHARACTERS.sub(" ", table.number or table.title or "").strip(" '")[:24] or "tabel"
        name = f"{i + 1} {base}"
        names.append(name[:31])
    return names
