"""A workbook with a sheet a table, written row by row: what Excel cannot hold is said, never dropped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from griffier.pipeline.exports.flat.codebook import HEADS, codebook_rows
from griffier.pipeline.exports.flat.declaration import FlatColumn, FlatTable
from griffier.pipeline.exports.flat.sink import Rows, Written, as_day, needed

ROWS = 1_048_576
"""Of a sheet, its head included; further rows go on in another sheet."""
CHARACTERS = 32_767
"""Of a cell."""
_CUT = " […]"
_WIDTHS = {"string": 22, "day": 11, "year": 7, "boolean": 9}


class _Sheet:
    """The sheet that a table is written to now, and its next row."""

    def __init__(self, sheet: Any) -> None:
        self.sheet, self.next = sheet, 1


class ExcelBook:
    """Rows into an .xlsx file; the first sheet is the codebook."""

    def __init__(self, path: Path, tables: Sequence[FlatTable]) -> None:
        xlsxwriter: Any = needed("xlsxwriter", of="XlsxWriter")
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(path), options | {"tmpdir": str(path.parent)})
        self._head = self._book.add_format({"bold": True, "bottom": 1})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._money = self._book.add_format({"num_format": "#,##0.######"})
        self._notes = Written().notes
        self._widths = {t.name: len(t.columns) for t in tables}
        self._codebook([t.name for t in tables])
        self._parts: dict[str, list[_Sheet]] = {t.name: [_Sheet(self._sheet(t, t.name))] for t in tables}

    def _codebook(self, names: list[str]) -> None:
        sheet = self._book.add_worksheet("codebook")
        sheet.set_column(0, len(HEADS) - 1, 24)
        sheet.freeze_panes(1, 0)
        for n, head in enumerate(HEADS):
            sheet.write_string(0, n, head, self._head)
        for r, row in enumerate(codebook_rows(names), 1):
            for n, text in enumerate(row):
                sheet.write_string(r, n, text)

    def _sheet(self, table: FlatTable, name: str) -> Any:
        sheet = self._book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        for n, column in enumerate(table.columns):
            sheet.set_column(n, n, _WIDTHS.get(column.type, 14))
            sheet.write_string(0, n, column.name, self._head)
        return sheet

    def write(self, table: FlatTable, rows: Rows) -> None:
        """Write rows. Raises OSError."""
        for row in rows:
            here = self._parts[table.name][-1]
            if here.next == ROWS:
                parts = self._parts[table.name]
                here = _Sheet(self._sheet(table, f"{table.name} {len(parts) + 1}"))
                parts.append(here)
            for n, (value, column) in enumerate(zip(row, table.columns, strict=True)):
                if value is not None:
                    self._cell(here.sheet, here.next, n, value, column)
            here.next += 1

    def _cell(self, sheet: Any, row: int, n: int, value: Any, column: FlatColumn) -> None:
        if column.type == "string":
            text = str(value)
            if len(text.encode("utf-16-le")) > 2 * CHARACTERS:
                self._notes[f"texts longer than a cell of Excel holds, cut where {_CUT.strip()} stands"] += 1
                cut = text.encode("utf-16-le")[: 2 * (CHARACTERS - len(_CUT))]
                text = cut.decode("utf-16-le", "ignore") + _CUT
            sheet.write_string(row, n, text)
        elif column.type == "day" and value >= "1900-03-01":  # Excel knows no day before 1900, and one that never was
            sheet.write_datetime(row, n, as_day(value), self._day)
        elif column.type == "day":
            sheet.write_string(row, n, value)
        elif column.type == "boolean":
            sheet.write_boolean(row, n, value)
        elif column.type == "decimal":
            sheet.write_number(row, n, float(value), self._money)
        else:
            sheet.write_number(row, n, value)

    def finish(self, written: Written) -> None:
        """Close; sheets without rows are hidden."""
        for name, parts in self._parts.items():
            for part in parts:
                if part.next == 1:
                    part.sheet.hide()
                else:
                    part.sheet.autofilter(0, 0, part.next - 1, self._widths[name] - 1)
        written.notes.update(self._notes)
        self._book.close()

    def discard(self) -> None:
        """Nothing is open but files that go with the folder."""
