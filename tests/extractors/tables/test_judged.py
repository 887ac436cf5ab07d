"""Figures that OCR read in more than one way: the arithmetic of their table decides, and where it cannot, nothing is
guessed."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from griffier.extractors.tables.judged import attach_readings, judge
from griffier.extractors.tables.model import FinancialTable, Place, Printed, TableColumn, TableRow
from griffier.extractors.tables.printed_figures import figure
from griffier.schemas.document import Document, Page, Words

ROWS = [
    ("Wegen", "208", "-3.918", "-3.710"),
    ("Groen", "116", "-2.447", "-2.331"),
    ("Riolering", "2.866", "-2.204", "662"),
    ("Afval", "3.391", "-3.106", "285"),
    ("Milieu", "37", "-744", "-707"),
    ("Totaal", "6.618", "-12.419", "-5.801"),
]


def printed(text: str, others: tuple[str, ...] = (), uncertain: bool = False) -> Printed:
    read = figure(text)
    assert read is not None
    more = tuple(f for o in others if (f := figure(o)) is not None)
    return Printed(read, Place(1, 0, 0), uncertain, more)


def made(changes: dict[tuple[int, int], Printed | None]) -> FinancialTable:
    columns = [TableColumn(k, measure=m) for k, m in (("Baten", "income"), ("Lasten", "expense"), ("Saldo", "balance"))]  # type: ignore[arg-type]
    rows = []
    for r, (label, *cells) in enumerate(ROWS):
        own = [changes.get((r, c), printed(text)) for c, text in enumerate(cells)]
        rows.append(TableRow(1, label, None, own, role="total" if label == "Totaal" else "item"))
    return FinancialTable(columns, rows, [1], optical=True)


def value(table: FinancialTable, r: int, c: int) -> Decimal | None:
    cell = table.rows[r].cells[c]
    return None if cell is None else cell.figure.value


@pytest.mark.parametrize(
    ("cell", "expected", "codes"),
    [
        (printed("2.866", ("2.366",), True), 2866, []),
        (printed("2.366", ("2.866",), True), 2866, ["table.figure_repaired"]),
        (printed("2.366", ("2.866",)), 2866, ["table.figure_repaired"]),
        (printed("-2.866", (), True), 2866, ["table.sign_repaired"]),
        (printed("2.366", ("2.368",), True), None, ["table.cell_unreadable"]),
    ],
)
def test_the_reading_that_adds_up_is_taken(cell: Printed, expected: int | None, codes: list[str]) -> None:
    table = made({(2, 0): cell})
    judge(table)
    assert value(table, 2, 0) == (None if expected is None else Decimal(expected))
    assert [note.code for note in table.notes] == codes
    made_cell = table.rows[2].cells[0]
    assert made_cell is not None
    assert made_cell.method == (
        "unread:judged" if expected is None else "derived:mended_by_sums" if codes else "derived:proved_by_sums"
    )
    assert made_cell.place == cell.place
    assert all((note.row, note.column) == (2, 0) for note in table.notes)


def test_several_doubts_settle_one_another() -> None:
    table = made(
        {
            (2, 0): printed("2.366", ("2.866",), True),
            (2, 1): printed("-2.294", ("-2.204",), True),
            (5, 0): printed("6.613", ("6.618",), True),
        }
    )
    judge(table)
    assert [value(table, 2, 0), value(table, 2, 1), value(table, 5, 0)] == [
        Decimal(2866),
        Decimal(-2204),
        Decimal(6618),
    ]


def test_what_is_read_surely_is_never_changed() -> None:
    table = made({(2, 0): printed("2.366")})
    judge(table)
    assert value(table, 2, 0) == Decimal(2366)
    assert not table.notes


def test_a_table_that_proves_nothing_keeps_soft_doubts_and_drops_hard_ones() -> None:
    rows = [("A", "12"), ("B", "96"), ("C", "7")]
    table = FinancialTable(
        [TableColumn("Bedrag")],
        [TableRow(1, label, None, [printed(text, ("1",), label == "C")]) for label, text in rows],
        [1],
        optical=True,
    )
    judge(table)
    assert [value(table, r, 0) for r in range(3)] == [Decimal(12), Decimal(96), None]
    assert [note.code for note in table.notes] == ["table.cell_unreadable"]


def test_a_text_layer_is_not_judged() -> None:
    table = made({(2, 0): printed("2.366", ("2.866",), True)})
    table.optical = False
    judge(table)
    assert value(table, 2, 0) == Decimal(2366)


def test_readings_are_found_by_the_place_of_the_cell() -> None:
    text = "Wegen  208  -3.918"
    i, f = np.array([0, 7, 12], np.int32), np.zeros(3, np.float32)
    confidence = np.array([96, 65, 30], np.float32)
    ends, ones = np.array([5, 10, 18], np.int32), np.ones(3, np.int32)
    words = Words(i, ends, ones, f, f, f, f, confidence, f, np.zeros(3, np.bool_), ones)
    doc = Document(text, (Page(1, 0, len(text)),), words=words, readings={7: ("203",), 12: ("-8.918", "x")})
    cells = [Printed(figure("208"), Place(1, 7, 10)), Printed(figure("-3.918"), Place(1, 12, 18))]  # type: ignore[arg-type]
    table = FinancialTable(
        [TableColumn("Baten"), TableColumn("Lasten")], [TableRow(1, "Wegen", None, list(cells))], [1]
    )
    attach_readings(table, doc)
    assert table.optical
    assert [[f.value for f in c.others] for c in cells] == [[Decimal(203)], [Decimal(-8918)]]
    assert [c.uncertain for c in cells] == [False, True]


@pytest.mark.parametrize(
    ("texts", "doubtful"),
    [
        (["84 N", "40", "612 N", "155 V", "541 N"], [1]),
        (["84 N", "0", "612 N", "155 V", "541 N"], []),
        (["84 N", "-40", "612 N", "155 V", "541 N"], []),
        (["84", "40", "612", "155 V", "541"], []),
    ],
)
def test_a_figure_that_lost_its_letter_is_left_out(texts: list[str], doubtful: list[int]) -> None:
    rows = [TableRow(1, label, None, [printed(text)]) for label, text in zip("abcde", texts, strict=True)]
    table = FinancialTable([TableColumn("Bedrag")], rows, [1], optical=True)
    judge(table)
    assert [r for r in range(len(rows)) if value(table, r, 0) is None] == doubtful
    assert [note.code for note in table.notes] == ["table.cell_unreadable"] * len(doubtful)


@pytest.mark.parametrize(("total", "unread"), [("6.618", True), ("3.752", False)])
def test_an_empty_cell_of_a_scan_under_a_sum_that_lacks_something(total: str, unread: bool) -> None:
    table = made({(2, 0): None, (5, 0): printed(total)})
    judge(table)
    assert [(note.code, note.row, note.column) for note in table.notes] == [("table.cell_unreadable", 2, 0)] * unread
    assert table.rows[2].unread == ({0: "judged"} if unread else {})


YEARS = [TableColumn(str(year), year=year) for year in (2026, 2027, 2028)]


def over_years(*rows: tuple[str, list[Printed]]) -> FinancialTable:
    """A scanned table of years that ends in a total."""
    made_rows = [TableRow(1, label, None, list(cells)) for label, cells in rows]
    made_rows[-1].role = "total"
    return FinancialTable(list(YEARS), made_rows, [1], optical=True)


def test_doubtful_figures_of_several_columns_prove_each_other() -> None:
    sure, unsure = printed, lambda text: printed(text, (), True)
    table = over_years(
        ("Saldo begroting", [sure("310"), sure("-1.245"), sure("-2.130")]),
        ("Circulaire", [sure("525"), sure("602"), sure("571")]),
        ("Rente", [unsure("-38"), sure("-36"), sure("-36")]),
        ("Nieuw saldo", [sure("797"), sure("-679"), unsure("-1.595")]),
    )
    judge(table)
    assert [value(table, 2, 0), value(table, 3, 2)] == [Decimal(-38), Decimal(-1595)]
    assert not table.notes


def test_a_sum_that_holds_only_with_other_readings_proves_nothing() -> None:
    sure, unsure = printed, lambda text: printed(text, (), True)
    table = over_years(
        ("Begroting", [unsure("-648"), sure("-1.288"), unsure("-24")]),
        ("Kadernota", [sure("211"), sure("1.311"), unsure("255")]),
        ("Circulaire", [unsure("-6"), sure("185"), sure("182")]),
        ("Saldo", [unsure("-853"), sure("208"), sure("-340")]),
    )
    judge(table)
    assert [value(table, r, 0) for r in (0, 2, 3)] == [None, None, None]
    assert {note.code for note in table.notes} == {"table.cell_unreadable"}


def test_numbers_of_rows_that_look_like_thousands() -> None:
    from griffier.extractors.tables.regions import _codes

    assert _codes(["7.104", "7.109", "7.118", "7.203", "7.206"])
    assert _codes(["7.104", "7109", "7,118", "7.203", "7.206"])  # as a bad copy is read
    assert not _codes(["1.480", "265", "890", "146", "318"])
    assert not _codes(["7.104", "3.109", "9.118", "2.203", "1.206"])  # amounts do not rise
    assert not _codes(["7.104", "7.109"])
