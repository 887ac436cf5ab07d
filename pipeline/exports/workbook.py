"""A workbook of the tables: a sheet of contents with links, one sheet a table, and a sheet of findings that leads to
the cells.

Figures are numbers, so that they can be summed; text from the document stays text: a label that begins with `=` is no
formula.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from griffier.pipeline.exports.export import TableExport
from griffier.pipeline.exports.sheet import Mark, Sheet, label_head, ranked, sheets, title_of, to_look_at
from griffier.pipeline.wording import counted, said

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_FORMATS = {
    "money": "#,##0;[Red]-#,##0;0",
    "cents": "#,##0.00;[Red]-#,##0.00;0.00",
    "favour": '#,##0" V";[Red]#,##0" N";0',
    "percent": '0.0#"%"',
    "count": "General",
}
_HEAD_FILL, _TOTAL_FILL = "DCE6F1", "F2F2F2"
_MARK_FILL = {"error": "F8CBAD", "warning": "FFE699", "info": "E2EFDA"}
_FONT = "Calibri"
"""What a workbook has where nothing is said; a font without a name is another in some programs."""

_WIDEST, _LABEL_WIDTH, _FIGURE_WIDTH = 60, 48, 15


def write_xlsx(export: TableExport, path: Path) -> None:
    """Write the workbook. Raises OSError."""
    from openpyxl import Workbook

    book = Workbook()
    made = sheets(export)
    contents = book.active
    contents.title = _contents_name()
    _contents(contents, export, made)
    for sheet in made:
        _table(book.create_sheet(sheet.name), sheet)
    _findings(book.create_sheet(_findings_name()), export, made)
    for page in book.worksheets:
        _fit_to_paper(page)
    book.properties.title = title_of(export)
    book.properties.creator = "griffier"
    book.save(path)


def _contents_name() -> str:
    return said("Contents")


def _findings_name() -> str:
    return said("Findings")


def _fit_to_paper(page: Any) -> None:
    """Printed, a sheet is as wide as the paper and as many pages long as it needs."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0


def _contents(page: Any, export: TableExport, made: Sequence[Sheet]) -> None:
    alarms = sum(1 for sheet in made for mark in sheet.marks if mark.finding.severity != "info")
    _put(page, 1, 1, title_of(export), bold=True, size=14)
    _put(
        page,
        2,
        1,
        said(
            "{tables}. {alarms}: see the sheet {sheet}. Click a sheet to open it.",
            tables=counted(len(made), "table", "tables"),
            alarms=to_look_at(alarms),
            sheet=_findings_name(),
        ),
    )
    heads = (said("Sheet"), said("Page"), said("Title"), said("Amounts"), said("Rows"), said("To look at"))
    _head(page, 4, heads)
    for n, sheet in enumerate(made, 5):
        _link(page, n, 1, sheet.name, sheet.name, "A1")
        _put(page, n, 2, sheet.pages)
        _put(page, n, 3, sheet.title)
        _put(page, n, 4, "; ".join(sheet.captions))
        _put(page, n, 5, len(sheet.rows))
        _put(page, n, 6, sum(1 for mark in sheet.marks if mark.finding.severity != "info") or None)
    _widths(page, (34, 9, 60, 60, 9, 13))
    page.freeze_panes = "A5"


def _table(page: Any, sheet: Sheet) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    _put(page, 1, 1, sheet.title, bold=True, size=13)
    _put(page, 2, 1, f"{said('Page')} {sheet.pages}. {'. '.join(sheet.captions)}.")
    _link(page, 3, 1, said("to the contents"), _contents_name(), "A1")
    top = 5
    _head(page, top, [column.head for column in sheet.columns], [column.shape != "text" for column in sheet.columns])
    for n, (row, role) in enumerate(zip(sheet.rows, sheet.roles, strict=True), top + 1):
        for m, (value, column) in enumerate(zip(row, sheet.columns, strict=True), 1):
            shape = "cents" if column.shape == "money" and sheet.cents else column.shape
            _put(page, n, m, value, bold=role != "item", shape=shape, total=role)
    for mark in sheet.marks:
        if mark.row is None or mark.column is None:
            continue
        cell = page.cell(top + 1 + mark.row, mark.column + 1)
        cell.fill = PatternFill("solid", fgColor=_MARK_FILL[mark.finding.severity])
        told = f"{cell.comment.text}\n" if cell.comment else ""
        cell.comment = Comment(_CONTROL.sub(" ", f"{told}{_told(mark)}"), "griffier", width=320, height=110)
    label = next(n for n, column in enumerate(sheet.columns, 1) if column.head == label_head())
    page.freeze_panes = f"{get_column_letter(label + 1)}{top + 1}"
    page.auto_filter.ref = f"A{top}:{get_column_letter(len(sheet.columns))}{top + len(sheet.rows)}"
    _widths(page, [_width(sheet, m) for m in range(len(sheet.columns))])
    page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight = "landscape", 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{top}:{top}"


def _findings(page: Any, export: TableExport, made: Sequence[Sheet]) -> None:
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    _put(page, 1, 1, _findings_name(), bold=True, size=14)
    _put(
        page,
        2,
        1,
        said("Amounts in euro. A finding is a reason to look, no verdict. Click a sheet to go to the cell."),
    )
    heads = (
        said("How bad"),
        said("Sheet"),
        said("Page"),
        said("Row"),
        said("Column"),
        said("Printed"),
        said("Expected"),
        said("Difference"),
        said("What"),
        said("Code"),
        said("Explanation (in English)"),
    )
    _head(page, 4, heads)
    found = ranked(made)
    for n, (mark, i) in enumerate(found, 5):
        finding, sheet = mark.finding, made[i]
        _put(page, n, 1, mark.severity)
        page.cell(n, 1).fill = PatternFill("solid", fgColor=_MARK_FILL[finding.severity])
        at = "A1" if mark.row is None else f"{get_column_letter((mark.column or 0) + 1)}{mark.row + 6}"
        _link(page, n, 2, sheet.name, sheet.name, at)
        _put(page, n, 3, Decimal(finding.page) if finding.page else None, shape="count")
        label = next(m for m, column in enumerate(sheet.columns) if column.head == label_head())
        _put(page, n, 4, sheet.rows[mark.row][label] if mark.row is not None else None)
        _put(page, n, 5, sheet.columns[mark.column].key if mark.column is not None else None)
        for m, value in ((6, finding.printed), (7, finding.expected), (8, _difference(mark))):
            _put(
                page,
                n,
                m,
                value,
                shape="cents" if value is not None and value != value.to_integral_value() else "money",
            )
        _put(page, n, 9, mark.words)
        _put(page, n, 10, finding.code)
        _put(page, n, 11, finding.message)
    _widths(page, (14, 30, 9, 40, 26, 15, 15, 15, 56, 28, 90))
    page.freeze_panes = "C5"
    if found:
        page.auto_filter.ref = f"A4:K{4 + len(found)}"


def _difference(mark: Mark) -> Decimal | None:
    printed, expected = mark.finding.printed, mark.finding.expected
    if printed is None or expected is None or mark.finding.code.startswith("table.narrative"):
        return None
    return printed - expected


def _told(mark: Mark) -> str:
    finding = mark.finding
    if finding.printed is None or finding.expected is None:
        return f"{mark.severity}: {mark.words}"
    printed, expected = f"{finding.printed:,f}", f"{finding.expected:,f}"
    figures = said("printed {printed}, expected {expected}", printed=printed, expected=expected)
    return f"{mark.severity}: {mark.words} ({figures})"


def _head(page: Any, row: int, heads: Sequence[str], right: Sequence[bool] = ()) -> None:
    from openpyxl.styles import Alignment, Border, PatternFill, Side

    for m, head in enumerate(heads, 1):
        _put(page, row, m, head, bold=True)
        cell = page.cell(row, m)
        cell.fill = PatternFill("solid", fgColor=_HEAD_FILL)
        cell.alignment = Alignment(
            wrap_text=True, vertical="bottom", horizontal="right" if right and right[m - 1] else "left"
        )
        cell.border = Border(bottom=Side(style="thin"))


def _put(
    page: Any,
    row: int,
    column: int,
    value: object,
    *,
    bold: bool = False,
    size: int = 11,
    shape: str | None = None,
    total: str = "item",
) -> None:
    """Write a cell; text stays text. openpyxl has no types."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell = page.cell(row, column)
    if value is not None:
        cell.value = _CONTROL.sub(" ", value) if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"
    if bold or size != 11:
        cell.font = Font(name=_FONT, bold=bold, size=size)
    if shape in _FORMATS and not isinstance(value, str):
        cell.number_format = _FORMATS[shape]
    elif shape == "text":
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if total != "item":
        cell.border = Border(top=Side(style="thin"), bottom=Side(style="double") if total == "total" else None)
        cell.fill = PatternFill("solid", fgColor=_TOTAL_FILL)


def _link(page: Any, row: int, column: int, said: str, sheet: str, at: str) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    _put(page, row, column, said)
    cell = page.cell(row, column)
    quoted = sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{at}", display=said)
    cell.font = Font(name=_FONT, size=11, color="0563C1", underline="single")


def _width(sheet: Sheet, column: int) -> float:
    """Wide enough for the figures and the longest word of the head, and not wider than a label may be."""
    kind = sheet.columns[column]
    longest = max(
        (
            len(f"{row[column]:,}") if isinstance(row[column], Decimal) else len(str(row[column] or ""))
            for row in sheet.rows
        ),
        default=0,
    )
    head = max((len(word) for word in kind.head.split()), default=0)
    if kind.head == "Omschrijving":
        return min(max(longest + 2, 20), _LABEL_WIDTH)
    return min(max(longest + 3, head + 3, _FIGURE_WIDTH if kind.key else 7), _WIDEST if kind.shape == "text" else 24)


def _widths(page: Any, widths: Sequence[float]) -> None:
    from openpyxl.utils import get_column_letter

    for n, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(n)].width = width
