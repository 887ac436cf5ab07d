"""What is doubtful about a whole table, said as notes: a unit that nothing shows, heads and figures that recognition
may have garbled."""

from __future__ import annotations

import re

from griffier.extractors.tables.model import FinancialTable, Note
from griffier.extractors.tables.repair import unbalanced
from griffier.extractors.tables.units import in_euro

_HEAD_WORD = re.compile(r"(?:19|20)\d\d|[a-zéëï]{4,}", re.IGNORECASE)


def doubt(table: FinancialTable) -> None:
    """Add the notes about a finished table: each says what a reader must look up before the figures are used."""
    money = [c for c in table.columns if c.kind == "money"]
    if table.unit_source == "none" and money and not in_euro(table):
        why = "its unit is said and cannot be read" if table.unit_garbled else "no unit is printed"
        certain = not (table.optical or table.unit_garbled) and _in_full(table)
        said = f"{why}: the figures are given as printed"
        table.notes.append(Note("table.unit_unknown", None, None, said, "info" if certain else "warning"))
    if not table.optical:
        return
    unnamed = [c.key for c in table.columns if not _HEAD_WORD.search(c.key) or c.key.startswith("kolom ")]
    if unnamed:
        table.notes.append(
            Note(
                "table.head_unreadable",
                None,
                None,
                f"the heads of {len(unnamed)} of {len(table.columns)} columns could not be read",
            )
        )
    figures = [cell for row in table.rows for cell in row.cells if cell is not None and cell.figure.value]
    if table.letters and figures and (bare := sum(not cell.figure.favour for cell in figures)) * 2 > len(figures):
        said = f"V and N are announced and were not read with {bare} of {len(figures)} figures: their signs are unknown"
        table.notes.append(Note("ocr.low_confidence", None, None, said))
    unsure = sum(cell.uncertain for cell in figures)
    if unsure:
        table.notes.append(
            Note(
                "ocr.low_confidence", None, None, f"{unsure} of {len(figures)} figures were read with little confidence"
            )
        )
    table.notes += unbalanced(table)


def _in_full(table: FinancialTable) -> bool:
    """True where figures run into millions to the last digit: in thousands no municipality has as much."""
    values = [c.figure.value for row in table.rows for c in row.cells if c is not None and c.figure.value]
    return sum(abs(v) >= 1_000_000 and v % 1000 != 0 for v in values) >= 2
