"""What a table's figures are, judged from all of them: thousands parted by commas, a percentage among sums."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from griffier.extractors.tables.model import FinancialTable, Note, Printed

_DIGITS, _LEAST = 3, 3


def settle_notation(table: FinancialTable) -> None:
    """Read `2,150` as thousands where the table prints `2,150,400` or euros; take a lone percentage out of sums."""
    _english(table)
    _percents(table)


def _cells(table: FinancialTable) -> Iterator[Printed]:
    return (cell for row in table.rows for cell in row.cells if cell is not None and cell.figure.kind == "plain")


def _english(table: FinancialTable) -> None:
    cells = list(_cells(table))
    three = [cell for cell in cells if cell.figure.decimals == _DIGITS]
    others = [cell for cell in cells if cell.figure.decimals or (cell.figure.grouped and not cell.figure.english)]
    if not three or len(others) > len(three):
        return
    certain = any(cell.figure.english for cell in cells)
    if not certain and (len(three) < _LEAST or any(-1 < (c.figure.value or 0) < 1 for c in three) or table.unit > 1000):
        return
    if certain or (table.unit_source == "printed" and table.unit == 1):
        for cell in three:
            assert cell.figure.value is not None
            cell.figure = replace(cell.figure, value=cell.figure.value.scaleb(_DIGITS), decimals=0, grouped=True)
        return
    said = f"{len(three)} figures have a comma before three digits: thousands or decimals"
    table.notes.append(Note("table.cell_unreadable", None, None, said))


def _percents(table: FinancialTable) -> None:
    """A percentage in a column of sums, on a row of sums, has no value in euro."""
    for at, row in enumerate(table.rows):
        money = [
            (i, cell)
            for i, cell in enumerate(row.cells)
            if cell is not None and table.columns[i].kind == "money" and cell.figure.value is not None
        ]
        strays = [(i, cell) for i, cell in money if cell.figure.kind == "percent"]
        if not strays or not any(cell.figure.money or cell.figure.grouped for _, cell in money):
            continue
        for i, cell in strays:
            said = f"{cell.figure.value}% stands in a column of sums"
            table.notes.append(Note("table.cell_unreadable", at, i, said, "info"))
            cell.figure = replace(cell.figure, value=None)
