"""Layouts of other towns: blanks for thousands, rows with their own unit, years of ending, legends, heads that wrap,
plain text."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from griffier.extractors.budgets.contract_tables import tables_of
from griffier.extractors.checks.tables import table_findings
from griffier.extractors.tables.captions import speaks_of_unit, unit_of, without_legend
from griffier.extractors.tables.find import financial_tables
from griffier.extractors.tables.model import FinancialTable
from griffier.extractors.tables.sign_legends import sign_of
from griffier.pipeline.readers.door import read
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, Part, plain_document

Layout = Callable[..., Document]


def page(
    head: list[str], rows: list[list[str]], x: list[int], above: str = "Bedragen x \u20ac 1.000"
) -> list[dict[str, Any]]:
    """A page of one table: a line above it, a head and rows, figures flush right."""
    align = "l" + "r" * (len(x) - 1)
    return [{"t": above}, {"c": head, "x": x, "a": align, "b": True}, *({"c": row, "x": x, "a": align} for row in rows)]


def only(doc: Document) -> FinancialTable:
    """The only table."""
    (table,) = financial_tables(Part.whole(doc))
    return table


def values(table: FinancialTable) -> list[list[Decimal | None]]:
    """Its values, row by row."""
    return [[table.value(row, i) for i in range(len(table.columns))] for row in table.rows]


def alarms(doc: Document) -> list[tuple[str, Decimal | None, Decimal | None]]:
    """Findings about the arithmetic."""
    part = Part.whole(doc)
    return [(f.code, f.printed, f.expected) for f in table_findings(tables_of(part), part.text)]


def test_blanks_part_thousands(layout: Layout) -> None:
    rows = [
        ["Bibliotheek", "1 204 500", "1 251 300"],
        ["Muziek", "8 250", "8 400"],
        ["Welzijn", "2 310 000", "2 402 750"],
    ]
    table = only(
        layout([page(["Instelling", "Subsidie 2024", "Subsidie 2025"], rows, [60, 350, 460], "Bedragen in euro")])
    )
    assert values(table) == [[Decimal(c.replace(" ", "")) for c in row[1:]] for row in rows]


def test_columns_that_stand_close_are_not_joined(layout: Layout) -> None:
    rows = [["Bestuur", "120", "450"], ["Zorg", "95", "102"], ["Wegen", "10", "300"]]
    table = only(layout([page(["Programma", "2024", "2025"], rows, [60, 300, 318])]))
    assert values(table) == [[Decimal(c) * 1000 for c in row[1:]] for row in rows]


def test_rows_with_a_unit_of_their_own(layout: Layout) -> None:
    rows = [
        ["Totale lasten", "312.440", "318.207"], ["Aantal inwoners", "90.012", "90.150"],
        ["Lasten per inwoner (in \u20ac)", "3.471", "3.530"], ["Solvabiliteit", "24%", "22%"],
    ]  # fmt: skip
    head = ["Kerngegevens", "Rekening 2023", "Begroting 2024"]
    table = only(layout([page(head, rows, [60, 350, 460])]))
    assert values(table) == [
        [312440000, 318207000], [90012, 90150], [3471, 3530], [24, 22],
    ]  # fmt: skip


def test_a_year_of_ending_is_no_money(layout: Layout) -> None:
    rows = [["Noorderveld", "8.450", "2029"], ["De Lus", "-1.208", "2027"], ["Kern West", "3.350", "2026"]]
    table = only(layout([page(["Complex", "Boekwaarde", "Eindjaar"], rows, [60, 350, 460])]))
    assert [c.kind for c in table.columns] == ["money", "count"]
    assert [row[1] for row in values(table)] == [2029, 2027, 2026]


def test_a_word_under_one_head_is_not_spread(layout: Layout) -> None:
    lines = [
        {"t": "Overzicht (x \u20ac 1.000)", "b": True},
        {
            "c": ["Programma", "Primitieve", "Begroting na", "Realisatie", "Verschil"],
            "x": [60, 300, 372, 440, 502],
            "a": "lrrrr",
            "b": True,
        },
        {"c": ["", "begroting", "wijziging", "", ""], "x": [60, 300, 372, 440, 502], "a": "lrrrr", "b": True},
        *(
            {"c": r, "x": [60, 300, 372, 440, 502], "a": "lrrrr"}
            for r in (["Bestuur", "9.214", "9.502", "9.377", "125"], ["Zorg", "3.880", "3.912", "3.955", "-43"])
        ),
    ]
    assert [c.key for c in only(layout([lines])).columns] == [
        "Primitieve begroting",
        "Begroting na wijziging",
        "Realisatie",
        "Verschil",
    ]


def test_the_unit_of_the_next_section_is_not_taken(layout: Layout) -> None:
    rows = [["Wegen", "1.120", "1.340"], ["Groen", "880", "910"]]
    fees = [["Riool", "3.911.000", "3.980.000"], ["Afval", "2.911.000", "2.980.000"]]
    head = ["Onderdeel", "Begroting 2024", "Begroting 2025"]
    first = page(head, rows, [60, 350, 460], "Lasten openbare ruimte")
    second = page(head, fees, [60, 350, 460], "Bedragen in euro")
    second[0]["gap"] = 4
    tables = financial_tables(Part.whole(layout([[*first, {"t": "Heffingen", "b": True, "gap": 20}, *second]])))
    assert [(t.unit, t.unit_source) for t in tables] == [(1, "none"), (1, "printed")]


def test_what_goes_into_reserves_is_deducted(layout: Layout) -> None:
    rows = [
        ["Lasten", "-5.106", "-5.377"], ["Baten", "640", "701"], ["Saldo van baten en lasten", "-4.466", "-4.676"],
        ["Toevoegingen aan reserves", "25", "-"], ["Onttrekkingen aan reserves", "-", "240"], ["Geraamd resultaat",
        "-4.491", "-4.436"],
    ]  # fmt: skip
    assert alarms(layout([page(["Wat mag het kosten?", "2024", "2025"], rows, [60, 350, 460])])) == []


@pytest.mark.parametrize(
    ("total", "found"), [("197.250", False), ("207.250", True), ("102.250", False), ("1.200", False)]
)
def test_a_total_in_a_table_of_one_column(total: str, found: bool, layout: Layout) -> None:
    rows = [["Wegen", "95.000"], ["Groen", "60.250"], ["Sport", "42.000"], ["Totaal", total]]
    told = alarms(layout([page(["Onderwerp", "Bedrag"], rows, [60, 400], "Bedragen in euro")]))
    assert told == ([("table.total_mismatch", Decimal(207250), Decimal(197250))] if found else [])


UNITS: list[tuple[str, int | None]] = [
    ("(bedragen x \u20ac 1.O00)", 1000),
    ("bedragen x \u20ac 1,000", 1000),
    ("Bedragen x \u20ac l.000", 1000),
    ("bedragen in \u20ac", 1),
    ("bedragen in \u20ac 2024 2025", 1),
    ("(in euro\u2019s)", 1),
    ("\u20ac '000 2030 2029", 1000),
    ("bedragen x \u20ac 10.000", None),
    ("bedragen x \u20ac 1.0Q", None),
]


@pytest.mark.parametrize(("text", "unit"), UNITS)
def test_units(text: str, unit: int | None) -> None:
    assert unit_of(text) == unit
    assert unit is not None or speaks_of_unit(text)


def test_legends() -> None:
    assert sign_of("Bedragen tussen haakjes zijn nadelen.") == "negative_is_unfavourable"
    assert without_legend("Lasten per programma (bedragen x \u20ac 1.000, - is nadelig)") == "Lasten per programma"


def test_heads_of_bare_text() -> None:
    text = (
        "Wat mag het kosten?\nBedragen x \u20ac 1.000\n          Rekening 2023   Begroting 2024   Begroting 2025\n"
        "Lasten        1.204           1.310           1.402\nBaten           310             320             331\n"
    )
    table = only(plain_document(text))
    assert [c.key for c in table.columns] == ["Rekening 2023", "Begroting 2024", "Begroting 2025"]


def test_captions_that_stand_under_their_tables() -> None:
    head = "<tr><th></th><th>Begroting 2024</th><th>Begroting 2025</th></tr>"

    def table(*rows: tuple[str, str, str]) -> str:
        cells = "".join(f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>" for a, b, c in rows)
        return f"<table>{head}{cells}</table>"

    html = (
        "<h1>Begroting 2025</h1><p>Bedragen in duizenden euro.</p>"
        + table(("Wegen", "1.204", "1.310"), ("Groen", "402", "415"), ("Totaal", "1.606", "1.725"))
        + "<p>Tabel 1</p><p>De verdeling van de post wegen.</p>"
        + table(("Asfalt", "1.004", "1.100"), ("Klinkers", "200", "210"), ("Totaal", "1.204", "1.310"))
        + "<p>Tabel 2</p>"
    )
    tables = tables_of(Part.whole(read(SourceFile("begroting.html", html.encode()))))
    assert [(t.number, t.rows[0].label) for t in tables] == [("1", "Wegen"), ("2", "Asfalt")]


@pytest.mark.parametrize(("second", "labels"), [("Transport", 6), ("Per saldo", 7)])
def test_a_row_carried_over_the_page_stands_once(layout: Layout, second: str, labels: int) -> None:
    first = page(
        ["Product", "Lasten 2025"],
        [["Wegen", "1.100"], ["Groen", "1.200"], ["Riool", "1.300"], ["Transport", "3.600"]],
        [60, 400],
    )
    rows = [[second, "3.600"], ["Zorg", "1.400"], ["Totaal", "5.000"]]
    rest = [{"c": row, "x": [60, 400], "a": "lr"} for row in rows]
    assert len(only(layout([first, rest])).rows) == labels


@pytest.mark.parametrize(("labels", "count"), [(["Aantal deelnemers", "Aantal uren"], 0), (["Lasten", "Baten"], 1)])
def test_rows_that_count_are_no_table_of_money(labels: list[str], count: int) -> None:
    rows = "".join(f"{label}        {1204 + i}           {1310 + i}\n" for i, label in enumerate(labels))
    text = f"Bereik van de begroting\n          Rekening 2023   Begroting 2024\n{rows}"
    assert len(financial_tables(Part.whole(plain_document(text)))) == count
