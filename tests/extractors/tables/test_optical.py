"""Tables that were read optically, and units that are not printed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from griffier.extractors.budgets.contract_tables import published
from griffier.extractors.tables.find import financial_tables
from griffier.schemas.document import Document, Part

X = [60, 300, 370, 440]
HEAD: list[dict[str, Any]] = [
    {"t": "Overzicht baten en lasten per taakveld", "b": True},
    {"c": ["Taakveld", "Baten", "Lasten", "Saldo"], "x": X, "a": "lrrr", "b": True},
]


def lines(*rows: list[str]) -> list[dict[str, Any]]:
    """Rows of a page."""
    return [*HEAD, *({"c": row, "x": X, "a": "lrrr"} for row in rows)]


ROWS = [
    ["0.2 Burgerzaken", "381.385", "-816.805", "-435.420"],
    ["0.5 Treasury", "811.820", "-14.672", "797.148"],
    ["1.1 Crisisbeheersing en brandweer", "0", "-2.368.347", "-2.368.347"],
    ["2.1 Verkeer en vervoer", "198.164", "-3.598.548", "-3.400.384"],
    ["5.4 Musea", "0", "-8.817", "-8.817"],
    ["7.3 Afval", "5.162.753", "-4.438.755", "723.998"],
]


def values(doc: Document) -> list[list[Decimal | None]]:
    """The values of the only table."""
    (table,) = financial_tables(Part.whole(doc))
    return [[table.value(row, i) for i in range(len(table.columns))] for row in table.rows]


def wanted(rows: list[list[str]]) -> list[list[Decimal]]:
    """The values that the rows print."""
    return [[Decimal(cell.replace(".", "")) for cell in row[1:]] for row in rows]


def test_a_lost_minus_is_put_back_and_said(layout: Callable[..., Document]) -> None:
    rows = [list(row) for row in ROWS]
    rows[3][2] = "3.598.548"
    doc = layout([lines(*rows)], optical=True)
    assert values(doc) == wanted(ROWS)
    (table,) = financial_tables(Part.whole(doc))
    assert [(note.code, note.row, note.column) for note in table.notes if note.row is not None] == [
        ("table.sign_repaired", 3, 1)
    ]


def test_of_two_signs_that_both_make_a_row_right_the_columns_own_are_taken(layout: Callable[..., Document]) -> None:
    """Expenses and balance lost their minus: turning the income alone would add up too, against its column."""
    rows = [list(row) for row in ROWS]
    rows[3][2], rows[3][3] = "3.598.548", "3.400.384"
    rows[1][3], rows[1][1] = "-3.000", "11.672"
    right = [list(row) for row in ROWS]
    right[1][1:] = ["11.672", "-14.672", "-3.000"]
    assert values(layout([lines(*rows)], optical=True)) == wanted(right)


def test_a_point_too_much_and_words_of_two_cells(layout: Callable[..., Document]) -> None:
    rows = [list(row) for row in ROWS]
    rows[3][1], rows[5][1], rows[0][0] = "198.164.", "5.162.753,", f"0.2 Burgerzaken{'_' * 33}381.385"
    rows[0][1] = ""
    assert values(layout([lines(*rows)], optical=True)) == wanted(ROWS)


def test_a_small_word_of_a_row_that_lies_askew_stays_in_its_label(layout: Callable[..., Document]) -> None:
    rows = [[f"{i + 1}.{k} Wegen en waterwegen", *row[1:]] for i, row in enumerate(ROWS) for k in (1, 2, 3)]
    (table,) = financial_tables(Part.whole(layout([lines(*rows)], optical=True, tilt=0.03)))
    assert {row.label for row in table.rows} == {"Wegen en waterwegen"}


def test_figures_of_two_columns_that_were_read_as_one_do_not_join_the_columns(layout: Callable[..., Document]) -> None:
    x = [60, 300, 345, 440]
    rows = [
        ["Bestuur", "", "-1.204-1.310", "2.514"],
        *([name, "-2.310", "-2.402", "4.712"] for name in ("Zorg", "Groen")),
    ]
    page = [{"t": "Bedragen x € 1.000"}, {"c": ["Programma", "2024", "2025", "2026"], "x": x, "a": "lrrr", "b": True}]
    doc = layout([[*page, *({"c": row, "x": x, "a": "lrrr"} for row in rows)]], optical=True)
    (table,) = financial_tables(Part.whole(doc))
    assert [c.key for c in table.columns] == ["2024", "2025", "2026"]
    assert [table.value(row, 1) for row in table.rows] == [None, Decimal(-2402000), Decimal(-2402000)]


def test_a_text_layer_is_never_mended(layout: Callable[..., Document]) -> None:
    rows = [list(row) for row in ROWS]
    rows[3][2] = "3.598.548"
    assert values(layout([lines(*rows)]))[3] == [Decimal(198164), Decimal(3598548), Decimal(-3400384)]


def test_ruling_lines_and_letters_among_the_figures(layout: Callable[..., Document]) -> None:
    rows = [list(row) for row in ROWS]
    rows[0][0], rows[2][1], rows[4][1], rows[1][2] = "[0.2 Burgerzaken", "o", "Of", "|-14.672"
    rows[5][0] = "17.3 Afval"
    doc = layout([lines(*rows)], optical=True)
    assert values(doc) == wanted(ROWS)
    (table,) = financial_tables(Part.whole(doc))
    assert [(row.number, row.label) for row in table.rows][::5] == [("0.2", "Burgerzaken"), ("7.3", "Afval")]


@pytest.mark.parametrize("tilt", [-0.02, 0.012, 0.021])
def test_a_page_that_lies_askew(tilt: float, layout: Callable[..., Document]) -> None:
    rows = [[f"{i + 1}.{k} Taakveld nummer {i}{k}", *row[1:]] for i, row in enumerate(ROWS) for k in (1, 2, 3)]
    doc = layout([lines(*rows)], optical=True, tilt=tilt)
    assert values(doc) == wanted(rows)
    (table,) = financial_tables(Part.whole(doc))
    for row in table.rows:
        for cell in row.cells:
            assert cell is not None
            box = next(b for b in doc.boxes(cell.place.start, cell.place.end))
            assert abs(box.top - cell.place.top) < 0.5


def test_a_unit_from_figures_that_two_tables_share(layout: Callable[..., Document]) -> None:
    rows = [["Algemene reserve", "43.791", "42.063", "41.367"], ["Reserve wonen", "8.017", "7.654", "5.003"]]
    printed = [
        {"t": "Balans (x € 1.000)", "b": True},
        {"c": ["Post", "2024", "2025", "2026"], "x": X, "a": "lrrr", "b": True},
    ]
    silent = [
        {"t": "Tabel 4 Reserves", "b": True},
        {"c": ["Reserve", "Stand 2024", "Stand 2025", "Stand 2026"], "x": X, "a": "lrrr", "b": True},
    ]
    body = [{"c": row, "x": X, "a": "lrrr"} for row in rows]
    tables = financial_tables(Part.whole(layout([[*printed, *body], [*silent, *body]])))
    assert [(t.unit, t.unit_source) for t in tables] == [(1000, "printed"), (1000, "inferred")]
    alone = financial_tables(Part.whole(layout([[*silent, *body]])))
    assert [(t.unit, t.unit_source) for t in alone] == [(1, "none")]


def test_two_tables_side_by_side(layout: Callable[..., Document]) -> None:
    x = [60, 220, 260, 420]
    page = [
        {"t": "Inkomsten en uitgaven (x € 1.000)", "b": True},
        {"c": ["Inkomsten", "2026", "Uitgaven", "2026"], "x": x, "a": "lrlr", "b": True},
        {"c": ["Gemeentefonds", "45.000", "Zorg", "30.100"], "x": x, "a": "lrlr"},
        {"c": ["OZB", "8.200", "Bestuur", "9.400"], "x": x, "a": "lrlr"},
        {"c": ["Overig", "3.300", "Wegen", "17.000"], "x": x, "a": "lrlr"},
        {"c": ["Totaal", "56.500", "Totaal", "56.500"], "x": x, "a": "lrlr"},
    ]
    tables = financial_tables(Part.whole(layout([page])))
    assert [[row.label for row in t.rows] for t in tables] == [
        ["Gemeentefonds", "OZB", "Overig", "Totaal"],
        ["Zorg", "Bestuur", "Wegen", "Totaal"],
    ]
    assert [t.unit for t in tables] == [1000, 1000]


def codes(doc: Document) -> list[tuple[str, str]]:
    """The notes about whole tables and their weight."""
    return [
        (note.code, note.severity) for t in financial_tables(Part.whole(doc)) for note in t.notes if note.row is None
    ]


def test_a_unit_that_nothing_shows_is_said(layout: Callable[..., Document]) -> None:
    assert codes(layout([lines(*ROWS)], optical=True)) == [("table.unit_unknown", "warning")]
    assert codes(layout([lines(*ROWS)])) == [("table.unit_unknown", "info")]  # millions to the last digit: euros
    small = [["Bestuur", "120", "-450", "-330"], ["Zorg", "95", "-1.450", "-1.355"], ["Wegen", "10", "-300", "-290"]]
    assert codes(layout([lines(*small)])) == [("table.unit_unknown", "warning")]
    said = [{"t": "(bedragen x \u20ac 1.000)"}, *lines(*small)]
    assert codes(layout([said])) == []
    garbled = [{"t": "(bedragen x \u20ac l.oqo)"}, *lines(*small)]
    (table,) = financial_tables(Part.whole(layout([garbled], optical=True)))
    assert (table.unit, table.unit_source) == (1, "none")
    assert "cannot be read" in table.notes[0].message


def test_rows_that_no_sign_makes_right_are_said(layout: Callable[..., Document]) -> None:
    rows = [["Bestuur", "120", "-450", "-330"], ["Zorg", "95", "-1.450", "-7.355"], ["Wegen", "10", "-300", "-290"]]
    (table,) = financial_tables(Part.whole(layout([[{"t": "(x \u20ac 1.000)"}, *lines(*rows)]], optical=True)))
    assert [(n.code, n.row, n.column) for n in table.notes] == [("table.cell_unreadable", 1, 2)]


def test_a_dash_above_a_figure_of_a_scan_makes_it_doubtful(layout: Callable[..., Document]) -> None:
    x = [60, 350, 460]
    lines = [
        {"t": "Bedragen x \u20ac 1.000"},
        {"c": ["Programma", "Saldo 2024", "Saldo 2025"], "x": x, "a": "lrr", "b": True},
        {"c": ["Bestuur", "1.204", "1.310"], "x": x, "a": "lrr"},
        {"c": ["", "-"], "x": [60, 334], "a": "lr", "gap": 4},
        {"c": ["Zorg", "2.310", "2.402"], "x": x, "a": "lrr", "gap": -3},
        {"c": ["Wegen", "1.105", "1.140"], "x": x, "a": "lrr"},
    ]
    (table,) = financial_tables(Part.whole(layout([lines], optical=True)))
    zorg = table.rows[1]
    assert [[table.value(row, i) is None for i in range(2)] for row in table.rows] == [
        [False, False],
        [True, False],
        [False, False],
    ]
    assert zorg.cells[0] is not None
    assert (zorg.cells[0].method, zorg.cells[0].place.page) == ("unread:judged", 1)
    contract = published(table)
    assert (contract.method, contract.rows[1].methods) == ("ocr_table:geometric", {"Saldo 2024": "unread:judged"})
    assert contract.rows[1].spans[0] is not None
    assert [(note.code, note.row, note.column) for note in table.notes] == [("table.cell_unreadable", 1, 0)]


def test_heads_of_codes_and_what_stands_under_them(layout: Callable[..., Document]) -> None:
    x, align = [60, 90, 400, 470, 478], "lllrl"
    rows = [
        ["Nr.", "Onderwerp", "IS", "2024", "VIN"],
        ["1", "Kapvergunningen", "5", "115", "N"],
        ["2", "Straatverlichting", "l", "42", "N"],
        ["g", "Zwembad", "zal", "63", "-V"],
        ["4", "Bibliotheek", "Ss", "20", "V"],
        ["5", "Haven", "s", "70", "V"],
        ["", "Subtotaal", "", "4", "N"],
    ]
    said = {"t": "Tabel 1: Afwijkingen (x \u20ac 1.000; V = voordeel, N = nadeel; I = incidenteel, S = structureel)"}
    (table,) = financial_tables(
        Part.whole(layout([[said, *({"c": row, "x": x, "a": align} for row in rows)]], optical=True))
    )
    assert [column.key for column in table.columns] == ["2024"]
    assert [(row.number, row.label, row.term, table.value(row, 0)) for row in table.rows] == [
        ("1", "Kapvergunningen", "structural", Decimal(-115000)),
        ("2", "Straatverlichting", "incidental", Decimal(-42000)),
        ("3", "Zwembad", None, Decimal(63000)),
        ("4", "Bibliotheek", "structural", Decimal(20000)),
        ("5", "Haven", "structural", Decimal(70000)),
        (None, "Subtotaal", None, Decimal(-4000)),
    ]


def test_a_small_word_before_a_label_is_no_number(layout: Callable[..., Document]) -> None:
    x, align = [60, 90, 400], "llr"
    rows = [["1", "Wegen", "1.100"], ["", "Wmo hulpmiddelen", "1.200"], ["3", "Groen", "1.300"], ["4", "Zorg", "1.400"]]
    head = [{"t": "Bedragen x \u20ac 1.000"}, {"c": ["Nr.", "Onderwerp", "2024"], "x": x, "a": align}]
    (table,) = financial_tables(
        Part.whole(layout([[*head, *({"c": row, "x": x, "a": align} for row in rows)]], optical=True))
    )
    assert [(row.number, row.label) for row in table.rows][1] == (None, "Wmo hulpmiddelen")


def test_a_quote_that_nothing_closes_is_a_speck_before_the_label(layout: Callable[..., Document]) -> None:
    rows = [[row[0][4:], *row[1:]] for row in ROWS]
    rows[1][0], rows[2][0] = "“Treasury", "'t Loo, brandweer"
    rows[3][0] = "‘Verkeer’ en vervoer"
    (table,) = financial_tables(Part.whole(layout([lines(*rows)], optical=True)))
    labels = [row.label for row in table.rows]
    assert labels[1] == "Treasury"
    assert labels[2] == "'t Loo, brandweer"
    assert labels[3] == "‘Verkeer’ en vervoer"


def test_a_year_apart_from_its_word_over_a_group_of_columns(layout: Callable[..., Document]) -> None:
    """The gap before the last year is wider than a blank; the other heads have theirs close by."""
    x = [60, 300, 350, 400, 460, 510, 560]
    figures = [["Wegen", "120", "300", "180", "130", "310", "180"], ["Groen", "40", "90", "50", "45", "100", "55"]]
    figures += [["Sport", "10", "75", "65", "12", "80", "68"], ["Totaal", "170", "465", "295", "187", "490", "303"]]
    head = [
        {"t": "Overzicht van baten en lasten", "b": True},
        {"c": ["Begroting 2031", "Rekening", "2030"], "x": [348, 497, 510], "a": "crl", "b": True},
        {"c": ["Programma", *["Baten", "Lasten", "Saldo"] * 2], "x": x, "a": "lrrrrrr", "b": True},
    ]
    page = [*head, *({"c": row, "x": x, "a": "lrrrrrr"} for row in figures)]
    (table,) = financial_tables(Part.whole(layout([page], optical=True)))
    assert [column.key for column in table.columns] == [
        f"{period} {measure}"
        for period in ("Begroting 2031", "Rekening 2030")
        for measure in ("Baten", "Lasten", "Saldo")
    ]


def test_a_long_label_with_a_comma_close_before_its_figures_is_a_row(layout: Callable[..., Document]) -> None:
    """Five words behind a comma look like a sentence; two figures behind it, two letters apart, do not."""
    label = "1. Leefbare dorpen, sterke wijken en een hechte samenleving"
    end = 60 + len(label) * 9 * 0.48
    x = [60, end + 2.3 * 9 + 26, end + 100]
    rows = [[label, "10.991", "348"], ["2. Werk", "12", "1.877"], ["3. Verkeer", "3.439", "4.591"]]
    head = [
        {"t": "Overzicht van baten en lasten", "b": True},
        {"t": "(in duizenden)"},
        {"c": ["Programma", "Lasten", "Baten"], "x": x, "a": "lrr", "b": True},
    ]
    total = ["Totaal", "14.442", "6.816"]
    page = [*head, *({"c": row, "x": x, "a": "lrr"} for row in (*rows, total))]
    (table,) = financial_tables(Part.whole(layout([page], optical=True)))
    assert [column.key for column in table.columns] == ["Lasten", "Baten"]
    assert [table.value(row, 0) for row in table.rows] == [10_991_000, 12_000, 3_439_000, 14_442_000]


def test_three_rows_that_add_up_prove_the_signs_of_two_that_do_not(layout: Callable[..., Document]) -> None:
    rows = [list(row) for row in ROWS[:5]]
    rows[2][1], rows[2][3] = "1.000", "-2.367.347"
    rows[4][1], rows[4][3] = "1.200", "-7.617"
    spoiled = [list(row) for row in rows]
    spoiled[2][2], spoiled[3][2] = "2.368.347", "3.598.548"
    assert values(layout([lines(*spoiled)], optical=True)) == wanted(rows)
    spoiled[3][2] = "3.598.648"  # one more that no sign makes right: three rows are too few
    (table,) = financial_tables(Part.whole(layout([lines(*spoiled)], optical=True)))
    assert not any(note.code == "table.sign_repaired" for note in table.notes)


def test_the_one_year_of_a_head_that_was_misread_is_what_the_others_leave(layout: Callable[..., Document]) -> None:
    x = [60, 260, 310, 360, 410]
    rows = [["Wegen", "120", "300", "180", "130"], ["Groen", "40", "90", "50", "45"], ["Sport", "10", "75", "65", "12"]]
    page = [
        {"t": "Wat mag het kosten? (x € 1.000)", "b": True},
        {"c": ["Onderwerp", "Begroting", "Raming", "Raming", "Raming"], "x": x, "a": "lrrrr", "b": True},
        {"c": ["", "2028", "2029", "5030", "2031"], "x": x, "a": "lrrrr", "b": True},
        *({"c": row, "x": x, "a": "lrrrr"} for row in rows),
    ]
    (table,) = financial_tables(Part.whole(layout([page], optical=True)))
    assert [c.key for c in table.columns] == ["Begroting 2028", "Raming 2029", "Raming 2030", "Raming 2031"]
    assert [row.label for row in table.rows] == ["Wegen", "Groen", "Sport"]
