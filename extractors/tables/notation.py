"""What a table's figures are, judged from all of them: thousands parted by commas, a percentage among sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from griffier.extractors.tables.model import FinancialTable, Note, Printed
from griffier.extractors.tables.printed_figures import Figure

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
    others = sum(_is_dutch(cell.figure) for cell in cells)
    if not three or others > len(three):
        return
    if any(cell.figure.english for cell in cells):
        _in_thousands(three)
    elif _may_be_thousands(three) and table.unit_source == "printed" and table.unit == 1:
        _in_thousands(three)  # no euro has three decimals
    elif _may_be_thousands(three) and table.unit <= 1000:
        said = f"{len(three)} figures have a comma before three digits: thousands or decimals"
        table.notes.append(Note("table.cell_unreadable", None, None, said))


def _is_dutch(value: Figure) -> bool:
    """True for points between thousands and for other decimals than three."""
    return (value.grouped and not value.english) or 0 < value.decimals != _DIGITS


def _may_be_thousands(cells: Sequence[Printed]) -> bool:
    return len(cells) >= _LEAST and all(abs(cell.figure.value or Decimal(0)) >= 1 for cell in cells)


def _in_thousands(cells: Sequence[Printed]) -> None:
    for cell in cells:
        assert cell.figure.value is not None
        cell.figure = replace(cell.figure, value=cell.figure.value.scaleb(_DIGITS), decimals=0, grouped=True)
        cell.method = "table:notation"


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
            row.cells[i] = cell.unread("notation")
