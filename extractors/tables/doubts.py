"""What is doubtful about a whole table, said as notes: a unit that nothing shows, heads and figures that recognition
may have garbled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from griffier.extractors.tables.model import FinancialTable, Note
from griffier.extractors.tables.row_arithmetic import unbalanced
from griffier.extractors.tables.units import in_euro
from griffier.schemas.budget_report import UNREAD

_HEAD_WORD = re.compile(r"(?:19|20)\d\d|[a-zéëï]{4,}", re.IGNORECASE)


def doubt(table: FinancialTable) -> None:
    """Add the notes about a finished table: each says what a reader must look up before the figures are used."""
    table.notes += [*_unit(table), *_unplaced(table)]
    if table.optical:
        table.notes += [*_scraps(table), *_heads(table), *_figures(table), *unbalanced(table)]


def _unit(table: FinancialTable) -> Iterator[Note]:
    """No unit is printed, and the figures are not plainly euros."""
    money = any(c.kind == "money" for c in table.columns)
    if table.unit_source == "none" and money and not in_euro(table):
        why = "its unit is said and cannot be read" if table.unit_garbled else "no unit is printed"
        certain = not (table.optical or table.unit_garbled) and _in_full(table)
        said = f"{why}: the figures are given as printed"
        yield Note("table.unit_unknown", None, None, said, "info" if certain else "warning")


def _unplaced(table: FinancialTable) -> Iterator[Note]:
    """Rows whose figures were left out, as nothing shows which stands in which column."""
    for at, row in enumerate(table.rows):
        if row.cells and len(row.unread) == len(row.cells) and not any(row.cells):
            yield Note("table.left_out", at, None, "nothing shows in which columns its figures stand")


def _scraps(table: FinancialTable) -> Iterator[Note]:
    """Cells in which nothing but letters was read."""
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row.cells):
            if cell is not None and cell.method == f"{UNREAD}rows":
                yield Note("table.cell_unreadable", r, c, "what is printed here could not be read as a figure")


def _heads(table: FinancialTable) -> Iterator[Note]:
    unnamed = [c.key for c in table.columns if not _HEAD_WORD.search(c.key) or c.key.startswith("kolom ")]
    if unnamed:
        said = f"the heads of {len(unnamed)} of {len(table.columns)} columns could not be read"
        yield Note("table.head_unreadable", None, None, said)


def _figures(table: FinancialTable) -> Iterator[Note]:
    """Letters that are announced and were not read, and figures that were read unsurely."""
    figures = [cell for row in table.rows for cell in row.cells if cell is not None and cell.figure.value]
    bare = sum(not cell.figure.favour for cell in figures)
    if table.letters and 2 * bare > len(figures):
        said = f"V and N are announced and were not read with {bare} of {len(figures)} figures: their signs are unknown"
        yield Note("ocr.low_confidence", None, None, said)
    if unsure := sum(cell.uncertain for cell in figures):
        said = f"{unsure} of {len(figures)} figures were read with little confidence"
        yield Note("ocr.low_confidence", None, None, said)


def _in_full(table: FinancialTable) -> bool:
    """True where figures run into millions to the last digit: in thousands no municipality has as much."""
    values = [c.figure.value for row in table.rows for c in row.cells if c is not None and c.figure.value]
    return sum(abs(v) >= 1_000_000 and v % 1000 != 0 for v in values) >= 2
