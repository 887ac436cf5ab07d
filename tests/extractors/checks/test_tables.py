"""What adds up is left in peace; what does not is named with the figure that the rows make."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from griffier.extractors.checks.tables import table_findings
from griffier.extractors.checks.tables_prose import _Cell, _compare, _slip, neutral_entries
from griffier.extractors.tables.column_heads import describe
from griffier.schemas.budget_report import Column, Explanation, Row, Table
from griffier.schemas.civic import Amount


def made(heads: list[str], rows: list[tuple[Any, ...]], unit: int = 1000, **more: Any) -> Table:
    """A table from printed figures; a row is label, role, figures and, where given, a section."""
    columns = []
    for head in heads:
        column = describe([head])
        columns.append(
            Column(key=column.key, year=column.year, phase=column.phase, measure=column.measure, kind="money")
        )
    out = []
    for label, role, figures, *section in rows:
        values = {h: None if v is None else Decimal(v) * unit for h, v in zip(heads, figures, strict=True)}
        out.append(Row(label=label, role=role, values=values, page=1, section=section))
    return Table(title="Tabel", pages=[1], unit=unit, columns=columns, rows=out, **more)


def codes(table: Table, text: str = "") -> list[tuple[str, str, Decimal | None]]:
    """Code, key of the cell and expected value of each finding."""
    return [(f.code, f.pointer.rsplit("/", 1)[1], f.expected) for f in table_findings([table], text)]


YEARS = ["2024", "2025", "2026"]


def test_a_wrong_total_is_named_with_what_the_rows_make() -> None:
    table = made(
        YEARS,
        [
            ("OZB", "item", [100, 110, 120]),
            ("Riool", "item", [50, 55, 60]),
            ("Afval", "item", [25, 26, 27]),
            ("Totaal", "total", [175, 181, 207]),
        ],
    )
    assert codes(table) == [("table.total_mismatch", "2025", Decimal(191000))]


def test_rounding_is_no_error() -> None:
    rows = [(f"Post {i}", "item", [10, 20, 30]) for i in range(8)]
    assert codes(made(YEARS, [*rows, ("Totaal", "total", [83, 157, 244])])) == []
    assert codes(made(YEARS, [*rows, ("Totaal", "total", [80, 160, 251])])) == [
        ("table.total_mismatch", "2026", Decimal(240000))
    ]


def test_decimals_of_thousands_are_no_rounding() -> None:
    rows = [(f"Post {i}", "item", ["10.4", "20.5", "30.1"]) for i in range(8)]
    assert codes(made(YEARS, [*rows, ("Totaal", "total", ["83.5", "164.0", "240.8"])])) == []
    assert codes(made(YEARS, [*rows, ("Totaal", "total", ["83.2", "166.0", "240.8"])])) == [
        ("table.total_mismatch", "2025", Decimal(164000))
    ]
    coarse = [(f"Post {i}", "item", [10, "20.5", 30]) for i in range(8)]  # most are printed rounder
    assert codes(made(YEARS, [*coarse, ("Totaal", "total", [80, "166.0", 240])])) == []


UNREAD = {"2025": "unread:judged"}


def test_a_sum_over_a_figure_that_could_not_be_read_proves_nothing() -> None:
    rows = [
        ("OZB", "item", [100, 110, 120]),
        ("Riool", "item", [50, None, 60]),
        ("Afval", "item", [25, 26, 27]),
        ("Totaal", "total", [175, 191, 207]),
    ]
    table = made(YEARS, rows)
    assert codes(table) == [("table.total_mismatch", "2025", Decimal(136000))]  # an empty cell adds nothing
    table.rows[1].methods = UNREAD
    assert codes(table) == []
    table.rows[2].values["2026"] = Decimal(72000)  # the other columns are still held
    assert codes(table) == [("table.total_mismatch", "2026", Decimal(252000))]


def test_a_relation_is_not_held_against_a_row_with_a_figure_that_could_not_be_read() -> None:
    rows = [(name, "item", [a, b, a - b]) for name, a, b in (("A", 9, 2), ("B", 8, 4), ("C", 7, 5), ("D", 9, 1))]
    table = made(["Baten", "Lasten", "Saldo"], [*rows, ("E", "item", [None, 5, 4])])
    assert codes(table) == [("table.balance_mismatch", "Saldo", Decimal(-5000))]
    table.rows[4].methods = {"Baten": "unread:row_arithmetic"}
    assert codes(table) == []


def test_a_year_with_a_movement_that_could_not_be_read_proves_nothing() -> None:
    rows = [
        ("Stand 1 januari", "item", [100, 120, 140, 150]),
        ("Toevoeging", "item", [30, 30, None, 30]),
        ("Onttrekking", "item", [10, 10, 10, 10]),
        ("Stand 31 december", "item", [120, 140, 150, 170]),
    ]
    table = made(["2024", "2025", "2026", "2027"], rows)
    assert [code[1] for code in codes(table)] == ["2026"]
    table.rows[1].methods = {"2026": "unread:judged"}
    assert codes(table) == []


def test_what_is_no_sum_is_not_accused() -> None:
    table = made(
        YEARS, [("Norm", "item", [17, 18, 19]), ("Ruimte", "item", [40, 41, 42]), ("Saldo", "total", [3, 4, 5])]
    )
    assert codes(table) == []


def test_subtotals_by_section_and_the_total_of_subtotals() -> None:
    rows = [
        ("A", "item", [1, 2, 3], "Een"),
        ("B", "item", [10, 20, 30], "Een"),
        ("Totaal een", "subtotal", [11, 22, 33], "Een"),
        ("C", "item", [5, 5, 5], "Twee"),
        ("D", "item", [6, 6, 6], "Twee"),
        ("Totaal twee", "subtotal", [11, 11, 11], "Twee"),
        ("Totaal", "total", [22, 33, 44]),
    ]
    assert codes(made(YEARS, rows)) == []
    rows[5] = ("Totaal twee", "subtotal", [11, 11, 101], "Twee")
    found = codes(made(YEARS, rows))
    assert ("table.total_mismatch", "2026", Decimal(11000)) in found


def test_a_running_balance_and_reserves_after_it() -> None:
    rows = [
        ("Baten", "item", [100, 90, 80]),
        ("Lasten", "item", [-120, -80, -90]),
        ("Saldo van baten en lasten", "subtotal", [-20, 10, -10]),
        ("Onttrekking reserves", "item", [30, 0, 20]),
        ("Toevoeging reserves", "item", [-5, 0, 0]),
        ("Mutaties reserves", "subtotal", [25, 0, 20]),
        ("Geraamde resultaat", "total", [5, 10, 10]),
    ]
    assert codes(made(YEARS, rows)) == []


def test_expenses_printed_positive_are_subtracted() -> None:
    rows = [("Baten", "item", [100, 90, 80]), ("Lasten", "item", [120, 80, 90]), ("Saldo", "total", [-20, 10, -10])]
    table = made(YEARS, rows)
    table.rows[0].type, table.rows[1].type, table.rows[2].type = "income", "expense", "balance"
    assert codes(table) == []


def test_a_balance_is_the_total_of_income_less_that_of_expenses() -> None:
    """Expenses are printed positive: two years prove it, the third breaks it."""
    rows = [
        ("Totaal lasten", "subtotal", [366, 318, 511]),
        ("Totaal baten", "subtotal", [564, 453, 496]),
        ("Saldo van baten en lasten", "total", [198, 135, -51]),
    ]
    table = made(YEARS, rows)
    table.rows[0].type, table.rows[1].type, table.rows[2].type = "expense", "income", "balance"
    assert codes(table) == [("table.total_mismatch", "2026", Decimal(-15000))]
    table.rows[2].values["2026"] = Decimal(-15000)
    assert codes(table) == []


def test_a_balance_left_at_zero_is_no_total() -> None:
    heads = ["Begroting 2025 baten", "Begroting 2025 lasten", "Begroting 2025 saldo"]
    rows = [
        ("A", "item", [100, -60, 40]),
        ("B", "item", [20, -30, -10]),
        ("C", "item", [5, -1, 4]),
        ("Onttrekking", "item", [30, 0, 0]),
    ]
    assert codes(made(heads, rows)) == []
    rows[1] = ("B", "item", [20, -30, 10])
    rows += [("D", "item", [7, -7, 0]), ("E", "item", [8, -1, 7]), ("F", "item", [9, -1, 8])]
    assert codes(made(heads, rows)) == [("table.balance_mismatch", heads[2], Decimal(-10000))]


def test_opening_and_movements_make_the_closing() -> None:
    heads = ["Stand per 1-1-2024", "Toevoeging", "Onttrekking", "Stand per 31-12-2024"]
    rows = [
        ("A", "item", [100, 10, -5, 105]),
        ("B", "item", [50, 0, -20, 30]),
        ("C", "item", [7, 1, 0, 8]),
        ("D", "item", [9, 1, -1, 9]),
    ]
    assert codes(made(heads, rows)) == []
    rows.append(("E", "item", [40, 0, 0, 33]))
    assert codes(made(heads, rows)) == [("table.chain_mismatch", heads[3], Decimal(40000))]


def test_a_column_of_differences() -> None:
    heads = ["Raming 2023", "Raming 2024", "Mutatie t.o.v. 2023"]
    rows = [
        ("A", "item", [10, 12, 2]),
        ("B", "item", [20, 25, 5]),
        ("C", "item", [30, 30, 0]),
        ("D", "item", [40, 45, 5]),
        ("E", "item", [7, 9, 2]),
    ]
    assert codes(made(heads, rows)) == []
    rows.append(("F", "item", [50, 60, 3]))
    assert codes(made(heads, rows)) == [("table.difference_mismatch", heads[2], Decimal(10000))]


def test_entries_that_are_said_to_cancel_out() -> None:
    rows = [
        ("Dekking", "item", [-250, 0, 0]),
        ("Lokalen", "item", [250, 0, 0]),
        ("Wmo", "item", [120, 0, 0]),
        ("Dekking", "item", [-100, 0, 0]),
        ("Totaal", "total", [0, 0, 0]),
    ]
    table = made(YEARS, rows)
    for row, number in zip(table.rows, ["04.01", "04.01", "04.02", "04.02", None], strict=True):
        row.number = number
    found = [
        c
        for c in codes(table, "Onderstaande wijzigingen zijn budgetneutraal.")
        if c[0] == "table.budget_neutral_mismatch"
    ]
    assert found == [("table.budget_neutral_mismatch", "2024", Decimal(0))]
    assert not [c for c in codes(table, "") if c[0] == "table.budget_neutral_mismatch"]


def test_an_entry_whose_explanation_says_that_it_cancels_out() -> None:
    table = made(YEARS, [("Energie", "item", [340, 170, 90]), ("Energie", "item", [-340, -150, None])])
    for row in table.rows:
        row.number = "4"

    def found(text: str) -> list[tuple[str, Decimal | None]]:
        says = Explanation(heading="Energie", text=text, amounts=[], rows=["4"])
        return [(f.code, f.printed) for f in neutral_entries([table], [says])]

    assert found("De wijziging verloopt budgettair neutraal.") == [("table.budget_neutral_mismatch", Decimal(20000))]
    assert found("De wijziging is niet budgettair neutraal.") == []
    assert found("De kosten worden vergoed.") == []


def told(text: str, value: str, raw: str) -> Explanation:
    """An explanation with one amount."""
    return Explanation(heading="Lokalen", text=text, amounts=[Amount(raw=raw, value=Decimal(value))], rows=["04.01"])


def compared(explanation: Explanation) -> list[str]:
    """The codes for one explanation against a row that prints 250 in 2024."""
    table = made(YEARS, [("Lokalen", "item", [250, 0, 0])])
    return [f.code for f in _compare(explanation, table, 0, [_Cell(0, "2024", Decimal(250000))])]


def test_prose_confirms_contradicts_or_says_something_else() -> None:
    assert compared(told("In 2024 is een nadeel van € 249.712 verwacht.", "249712", "€ 249.712")) == [
        "table.narrative_confirmed"
    ]
    assert compared(told("In 2024 is een nadeel van € 275.000 verwacht.", "275000", "€ 275.000")) == [
        "table.narrative_mismatch"
    ]
    assert compared(told("In 2025 is een nadeel van € 275.000 verwacht.", "275000", "€ 275.000")) == []
    assert compared(told("De helft, een bedrag van € 125.000, komt uit de reserve.", "125000", "€ 125.000")) == []
    assert compared(told("De kosten vallen € 250.000 hoger uit.", "250000", "€ 250.000")) == [
        "table.narrative_confirmed"
    ]
    assert compared(told("Het gemiddelde tarief is € 251.", "251", "€ 251")) == []


def test_two_digits_that_changed_places() -> None:
    assert _slip(Decimal(1140266), Decimal(1104266))
    assert _slip(Decimal(278600), Decimal(287600))
    assert not _slip(Decimal(1140266), Decimal(1104256))
    assert not _slip(Decimal(120000), Decimal(210000))


def test_a_turned_sign_is_named_at_its_own_row() -> None:
    rows = [("OZB", "item", [100, 110, 120]), ("Riool", "item", [50, -55, 60]), ("Afval", "item", [25, 26, 27])]
    table = made(YEARS, [*rows, ("Totaal", "total", [175, 191, 207])])
    assert [(f.code, f.pointer, f.printed, f.expected) for f in table_findings([table], "")] == [
        ("table.sign_conflict", "/tables/0/rows/1/values/2025", Decimal(-55000), Decimal(55000))
    ]


def test_the_one_row_that_a_total_leaves_out_is_named() -> None:
    rows = [("OZB", "item", [100, 110, 120]), ("Riool", "item", [50, 55, 60]), ("Afval", "item", [25, 26, 27])]
    (found,) = table_findings([made(YEARS, [*rows, ("Totaal", "total", [175, 165, 207])])], "")
    assert (found.code, found.message.rpartition(";")[2]) == ("table.total_mismatch", " 'Afval' is left out of it")


SUBTOTALS = [
    ("Leges", "item", [-38], "Bestuur"),
    ("Reizen", "item", [64], "Bestuur"),
    ("Subtotaal", "subtotal", [26], "Bestuur"),
    ("Gladheid", "item", [-115], "Ruimte"),
    ("Licht", "item", [47], "Ruimte"),
    ("Subtotaal", "subtotal", [-68], "Ruimte"),
    ("Jeugd", "item", [-610], "Sociaal"),
    ("Bijstand", "item", [402], "Sociaal"),
    ("Subtotaal", "subtotal", [-308], "Sociaal"),
    ("Totaal", "total", [-250]),
]


def test_one_subtotal_unlike_all_others_of_one_column() -> None:
    assert codes(made(["Bedrag"], SUBTOTALS)) == [("table.total_mismatch", "Bedrag", Decimal(-208000))]
    parts = [(f"waarvan {row[0]}", *row[1:]) if row[0] == "Bijstand" else row for row in SUBTOTALS]
    assert codes(made(["Bedrag"], parts)) == []  # a part of another row
    two = [(*row[:2], [99], *row[3:]) if row[2] == [26] else row for row in SUBTOTALS]
    assert codes(made(["Bedrag"], two)) == []  # the rule is not proved


def test_a_difference_is_proved_by_tables_under_the_same_heads() -> None:
    heads = ["Begroting 2024", "Rekening 2024", "Verschil"]
    one = made(heads, [("Lasten", "item", [-14811, -14538, 273]), ("Baten", "item", [3214, 3154, -60])])
    wrong = made(heads, [("Lasten", "item", [-53673, -52683, 990]), ("Baten", "item", [21094, 20705, -379])])
    assert [(f.pointer, f.expected) for f in table_findings([one, wrong], "")] == [
        ("/tables/1/rows/1/values/Verschil", Decimal(-389000))
    ]
    assert table_findings([wrong], "") == []  # alone it proves nothing


def test_a_total_that_a_wrong_row_explains_is_not_named_again() -> None:
    heads = ["Stand 1-1-2026", "Bij", "Af", "Stand 31-12-2026"]
    rows = [
        ("Algemene reserve", "item", [9120, 300, -450, 8970]),
        ("Bouwgrond", "item", [4415, 0, -120, 4295]),
        ("Groen", "item", [640, 85, 0, 725]),
        ("Sociaal domein", "item", [2980, 0, -700, 2230]),
        ("Duurzaamheid", "item", [1255, 250, -90, 1415]),
        ("Totaal", "total", [18410, 635, -1360, 17685]),
    ]
    (found,) = table_findings([made(heads, rows)], "")
    assert (found.code, found.pointer) == ("table.chain_mismatch", "/tables/0/rows/3/values/Stand 31-12-2026")
    off = [*rows[:-1], ("Totaal", "total", [18410, 635, -1360, 17785])]
    assert [f.code for f in table_findings([made(heads, off)], "")] == ["table.total_mismatch"]  # wrong by itself


def test_differences_that_are_positive_for_what_favours() -> None:
    heads = ["Begroting 2025", "Rekening 2025", "Verschil"]
    costs = [(f"Post {i}", "item", [1000 + i, 900 - i, 100 + 2 * i]) for i in range(6)]
    assert codes(made(heads, [*costs, ("Leges", "item", [640, 702, 62])])) == []
    assert codes(made(heads, [*costs, ("Leges", "item", [640, 702, 26])])) == [
        ("table.difference_mismatch", "Verschil", Decimal(-62000))
    ]
