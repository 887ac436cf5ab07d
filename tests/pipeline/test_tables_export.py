"""The export of tables: values as numbers, text as text."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from griffier.pipeline.errors import UsageError
from griffier.pipeline.source import SourceFile
from griffier.pipeline.tables_export import TableExport, as_csv, as_html, tables_of_file, write_csv, write_xlsx
from griffier.schemas.budget_report import Column, Row, Table
from griffier.schemas.record import Finding

TEXT = b"""Kadernota 2026

Tabel 4 - Lasten (x EUR 1.000)
Onderwerp 2025 2026
Jeugdhulp 1.250 1.300
Wegen 750 800
Totaal 2.000 2.150
"""


@pytest.fixture
def hostile() -> TableExport:
    rows = [
        Row(number="1", label="=1+1 <script>", values={"2025": Decimal("1250000"), "2026": None}, page=1),
        Row(label="Totaal", role="total", values={"2025": Decimal("-12.5"), "2026": Decimal(0)}, page=1),
    ]
    table = Table(title="Lasten / <b>", number="4:1", pages=[1], unit=1000, columns=[Column(key="2025"), Column(key="2026")], rows=rows)
    finding = Finding.of(
        "table.total_mismatch",
        "does not add up <i>",
        pointer="/tables/0/rows/1/values/2025",
        page=1,
        printed=Decimal(1),
        expected=Decimal(2),
    )
    return TableExport("a.pdf", (table, table), (finding,))


def test_tables_of_a_file_and_what_does_not_add_up() -> None:
    export = tables_of_file(SourceFile("kadernota.txt", TEXT))
    (table,) = export.tables
    assert [list(r.values.values()) for r in table.rows][-1] == [Decimal(2000000), Decimal(2150000)]
    assert [(f.code, f.expected) for f in export.findings] == [("table.total_mismatch", Decimal(2100000))]
    assert tables_of_file(SourceFile("kadernota.txt", TEXT), page=1).tables == export.tables
    with pytest.raises(UsageError):
        tables_of_file(SourceFile("kadernota.txt", TEXT), page=2)


def test_csv(hostile: TableExport, tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(hostile))))
    assert ["1", "'=1+1 <script>", "", "item", "", "", "1", "1250000", ""] in rows
    assert ["", "Totaal", "", "total", "", "", "1", "-12.5", "0"] in rows
    names = [path.name for path in write_csv(hostile, tmp_path / "out")]
    assert names == ["table-001.csv", "table-002.csv", "findings.csv"]


def test_workbook(hostile: TableExport, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    write_xlsx(hostile, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["Tabellen", "1 4 1", "2 4 1", "Bevindingen"]
    sheet = book["1 4 1"]
    assert sheet["B4"].value == "=1+1 <script>" and sheet["B4"].data_type == "s"
    assert (sheet["H4"].value, sheet["H5"].value, sheet["I4"].value) == (1250000, -12.5, None)
    assert book["Bevindingen"]["A2"].value == "table.total_mismatch"


def test_html_is_escaped(hostile: TableExport) -> None:
    page = as_html(hostile)
    assert "<script>" not in page and "<b>" not in page and "<i>" not in page
    assert "&lt;script&gt;" in page and "1250000" in page
