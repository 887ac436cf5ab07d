"""The export of tables: values as numbers, text as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from griffier.pipeline.errors import UsageError
from griffier.pipeline.exports.export import ExportedTable, TableExport, as_csv, tables_of_file, write_csv
from griffier.pipeline.exports.html_page import as_html, shown
from griffier.pipeline.exports.sheet import sheets
from griffier.pipeline.exports.workbook import write_xlsx
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile
from griffier.pipeline.wording import speak
from griffier.schemas.budget_report import BudgetReport, Column, Row, Table
from griffier.schemas.record import Finding

SAMPLES = Path(__file__).parents[2] / "samples/documents"
TEXT = b"""Kadernota 2026

Tabel 4 - Lasten (x EUR 1.000)
Onderwerp 2025 2026
Jeugdhulp 1.250 1.300
Wegen 750 800
Totaal 2.000 2.150
"""


@pytest.fixture(autouse=True)
def dutch() -> Iterator[None]:
    """The pages and the workbook as their Dutch readers have them."""
    speak("nl")
    yield
    speak(None)


@pytest.fixture
def hostile() -> TableExport:
    rows = [
        Row(number="1", label="=1+1 <script>", values={"2025": Decimal("1250000"), "2026": None}, page=1),
        Row(label="Totaal", role="total", values={"2025": Decimal("-12.5"), "2026": Decimal(0)}, page=1),
    ]
    table = Table(
        title="Lasten / <b>",
        number="4:1",
        pages=[1],
        unit=1000,
        unit_source="printed",
        columns=[Column(key="2025"), Column(key="2026")],
        rows=rows,
    )
    finding = Finding.of(
        "table.total_mismatch",
        "does not add up <i>",
        pointer="/tables/0/rows/1/values/2025",
        page=1,
        printed=Decimal(1),
        expected=Decimal(2),
    )
    one = ExportedTable(table, frozenset({"2026"}))
    return TableExport("a.pdf", (one, one), (finding,))


def test_tables_of_a_file_and_what_does_not_add_up() -> None:
    export = tables_of_file(SourceFile("kadernota.txt", TEXT))
    table = export.tables[0].table
    assert [list(r.values.values()) for r in table.rows][-1] == [Decimal(2000000), Decimal(2150000)]
    assert [(f.code, f.expected) for f in export.findings] == [("table.total_mismatch", Decimal(2100000))]
    assert tables_of_file(SourceFile("kadernota.txt", TEXT), page=1).tables == export.tables
    with pytest.raises(UsageError):
        tables_of_file(SourceFile("kadernota.txt", TEXT), page=2)


def test_the_tables_are_those_of_a_run() -> None:
    """One way through the pipeline: what a run publishes of a report, this hands on."""
    source = SourceFile("bestuursrapportage.pdf", (SAMPLES / "bestuursrapportage.pdf").read_bytes())
    (record,) = process(source).records
    assert isinstance(record, BudgetReport) and record.tables
    export = tables_of_file(source)
    assert [one.table for one in export.tables] == record.tables
    assert list(export.findings) == [f for f in record.findings if f.pointer.startswith("/tables/")]


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
    assert book.sheetnames == ["Inhoud", "p1 Lasten <b>", "p1 Lasten <b> (2)", "Bevindingen"]
    sheet = book["p1 Lasten <b>"]
    assert [cell.value for cell in sheet[5]] == ["Nr.", "Omschrijving", "Regel", "2025", "2026"]
    assert sheet["B6"].value == "=1+1 <script>" and sheet["B6"].data_type == "s"
    assert (sheet["D6"].value, sheet["D7"].value, sheet["E6"].value, sheet["E7"].value) == (1250000, -12.5, None, 0)
    assert sheet["B7"].font.bold and not sheet["B6"].font.bold and sheet["C7"].value == "totaal"
    assert (sheet["D6"].number_format, sheet["E6"].number_format) == (
        "#,##0.00;[Red]-#,##0.00;0.00",
        '#,##0" V";[Red]#,##0" N";0',
    )
    assert sheet.freeze_panes == "C6" and sheet.auto_filter.ref == "A5:E7"
    assert "x € 1.000" in sheet["A2"].value and "eenheid niet vermeld" not in sheet["A2"].value
    assert "Het totaal is niet wat de regels samen maken" in sheet["D7"].comment.text
    contents, findings = book["Inhoud"], book["Bevindingen"]
    assert (
        contents["A5"].hyperlink.location == "'p1 Lasten <b>'!A1"
        and contents["F5"].value == 1
        and contents["F6"].value is None
    )
    assert [findings.cell(5, n).value for n in (1, 2, 3, 4, 5, 6, 7, 8, 10)] == [
        "kijk na", "p1 Lasten <b>", 1, "Totaal", "2025", 1, 2, -1, "table.total_mismatch"
    ]  # fmt: skip
    assert findings["B5"].hyperlink.location == "'p1 Lasten <b>'!D7"


def test_html_is_escaped_and_marked(hostile: TableExport) -> None:
    page = as_html(hostile)
    assert "<script>" not in page and "<b>" not in page and "<i>" not in page
    assert "&lt;script&gt;" in page and "1.250.000,00" not in page and ">1.250.000<" in page
    assert '<a href="#t0r1c3">' in page and 'id="t0r1c3"' in page
    assert '<tr class="total">' in page


@pytest.mark.parametrize(
    ("value", "shape", "want"),
    [
        ("1234567", "money", "1.234.567"),
        ("-12.5", "money", "-12,50"),
        ("-350000", "favour", "350.000 N"),
        ("120000", "favour", "120.000 V"),
        ("0", "favour", "0"),
        ("4.5", "percent", "4,50%"),
        ("12", "count", "12"),
    ],
)
def test_figures_as_printed_in_the_netherlands(value: str, shape: str, want: str) -> None:
    assert shown(Decimal(value), shape) == want  # type: ignore[arg-type]


def test_words_and_letters_of_favour_are_kept() -> None:
    text = b"""Bestuursrapportage 2026

Tabel 2 - Afwijkingen (x EUR 1.000)
Onderwerp            2026
Jeugdhulp            350 N
Bouwleges            120 V
Totaal               230 N
"""
    (one,) = tables_of_file(SourceFile("berap.txt", text)).tables
    assert one.favour == {"2026"}
    (sheet,) = sheets(TableExport("berap.txt", (one,), ()))
    assert sheet.columns[-1].shape == "favour" and "V is voordeel" in " ".join(sheet.captions)


def test_a_row_that_begins_with_a_letter_gives_the_row_above_it_no_favour() -> None:
    text = TEXT.replace(b"Wegen 750", b"V Wegen 750").replace(b"Totaal 2.000", b"N Totaal 2.000")
    (one,) = tables_of_file(SourceFile("kadernota.txt", text)).tables
    assert one.table.rows[0].label == "Jeugdhulp" and one.favour == frozenset()


def test_names_of_sheets_are_short_and_unique() -> None:
    tables = [
        ExportedTable(
            Table(title="Lasten en baten: meerjarenbeeld per programma [concept]", pages=[12], columns=[], rows=[])
        )
    ] * 3
    rows = [Row(label="Lasten", values={}, page=12)]
    tables = [ExportedTable(t.table.model_copy(update={"rows": rows})) for t in tables]
    names = [sheet.name for sheet in sheets(TableExport("x.pdf", tuple(tables), ()))]
    assert len(set(names)) == 3 and all(len(name) <= 31 and not set(name) & set(r"[]:*?/\\") for name in names)
