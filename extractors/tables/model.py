"""What the table engine makes: a table in its printed shape, every cell with its place. Independent of any kind of
document."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from griffier.extractors.tables.printed_figures import Figure
from griffier.schemas.budget_report import UNREAD

Phase = Literal["realisation", "budget", "amended_budget", "forecast", "multi_year", "difference", "balance"]
Measure = Literal["income", "expense", "balance", "withdrawal", "addition", "other"]
ColumnKind = Literal["money", "percent", "count", "text"]
Role = Literal["item", "subtotal", "total"]
RowType = Literal["expense", "income", "balance", "reserve"]
Term = Literal["incidental", "structural"]
UnitSource = Literal["printed", "inherited", "inferred", "none"]
Sign = Literal["negative_is_favourable", "negative_is_unfavourable"]


@dataclass(frozen=True, slots=True)
class Place:
    """A printed cell: its span of the canonical text and its box (zeros where there is no geometry)."""

    page: int
    start: int
    end: int
    x0: float = 0.0
    top: float = 0.0
    x1: float = 0.0
    bottom: float = 0.0


@dataclass(slots=True)
class Printed:
    """A printed figure and its place.

    `uncertain`: it was read by optical recognition with little confidence; `others`: what it may be otherwise, where
    readings differ. `method`: how it was made, where that is not how its table was.
    """

    figure: Figure
    place: Place
    uncertain: bool = False
    others: tuple[Figure, ...] = ()
    method: str = ""

    def made(self, value: Figure, method: str) -> Printed:
        """The same place with a figure that was concluded, and how; nothing about it is in doubt any more."""
        return Printed(value, self.place, method=method)

    def unread(self, name: str) -> Printed:
        """The same place without a value: something is printed there, and it could not be read."""
        return Printed(replace(self.figure, value=None), self.place, method=f"{UNREAD}{name}")


@dataclass(slots=True)
class TableColumn:
    """A column: `words` are the head's levels, top to bottom."""

    key: str
    year: int | None = None
    phase: Phase | None = None
    measure: Measure | None = None
    kind: ColumnKind = "money"
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class TableRow:
    """A row: `cells` in the order of the columns, None where nothing is printed. `heading`: a label without figures."""

    page: int
    label: str | None
    place: Place | None
    cells: list[Printed | None]
    number: str | None = None
    section: tuple[str, ...] = ()
    role: Role = "item"
    type: RowType | None = None
    term: Term | None = None
    codes: tuple[str, ...] = ()
    heading: bool = False
    bold: bool = False
    indent: float = 0.0
    unit: int | None = None
    """What the row's figures are multiplied by where its label says so; else the table's unit."""
    text: dict[int, Place] = field(default_factory=dict)
    over: tuple[str, ...] = ()
    """Words in a cell beside it that spans several rows: a heading of each."""
    remark: Place | None = None
    """What stands beside it right of all figures."""
    unread: dict[int, str] = field(default_factory=dict)
    """Columns in which a figure is printed and no word says where: with what left it out."""


@dataclass(frozen=True, slots=True)
class Note:
    """A doubt about one cell, or about the whole table where `row` is None, for a finding."""

    code: str
    row: int | None
    column: int | None
    message: str
    severity: Literal["info", "warning"] = "warning"


@dataclass(slots=True)
class FinancialTable:
    """A table of figures. `caption` lines are those above and below it that speak of its unit and sign."""

    columns: list[TableColumn]
    rows: list[TableRow]
    pages: list[int]
    title: str | None = None
    title_place: Place | None = None
    number: str | None = None
    programme: str | None = None
    unit: int = 1
    unit_source: UnitSource = "none"
    sign: Sign | None = None
    start: int = 0
    end: int = 0
    optical: bool = False
    unit_garbled: bool = False
    """A line speaks of the unit and cannot be read."""
    letters: bool = False
    """V and N are announced."""
    heads: tuple[tuple[str, ...], ...] = ()
    method: str = "table:geometric"
    """How its cells were made, as evidence says it."""
    notes: list[Note] = field(default_factory=list)
    words: list[TableColumn] = field(default_factory=list)
    """Columns of words beside the label; a row's `text` holds the place of each one's cell by its index."""

    remarks: TableColumn | None = None
    """The column of words right of all figures; a row's `remark` holds the place of its cell."""

    def value(self, row: TableRow, column: int) -> Decimal | None:
        """The cell's value: in euro for money, as printed for percentages and counts; None where none is printed."""
        cell = row.cells[column]
        if cell is None or cell.figure.value is None:
            return None
        if self.columns[column].kind == "money" and cell.figure.kind != "percent":
            return cell.figure.value * (cell.figure.large or row.unit or self.unit)
        return cell.figure.value
