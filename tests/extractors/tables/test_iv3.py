"""Rows by taakveld: the code where it is printed or the name proves it, a string, and none where the name proves
nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from griffier.extractors.tables.find import financial_tables
from griffier.schemas.document import Document, Part, plain_document

HEAD = "Overzicht baten en lasten per taakveld\n\nBedragen x \u20ac 1.000\nTaakveld Lasten 2025 Baten 2025 Saldo 2025\n"
REST = "Veiligheidszorg 12 3 -9\nWegen en paden 20 1 -19\nTotaal 1.032 104 -928\n"
CASES = [
    ("0.1 - Bestuur 1.000 100 -900", "0.1", "Bestuur"),
    ("Taakveld 0.4 Overhead 1.000 100 -900", "0.4", "Overhead"),
    ("Burgerzaken 1.000 100 -900", "0.2", "Burgerzaken"),
    ("OZB- niet woningen 1.000 100 -900", "0.62", "OZB- niet woningen"),
    ("0.10 Mutaties reserves 1.000 100 -900", "0.10", "Mutaties reserves"),
    ("0.61 OZB woningen 1.000 100 -900", "0.61", "OZB woningen"),
    ("Wonen en bouwen overig 1.000 100 -900", None, "Wonen en bouwen overig"),
    ("Parkeerbeleid 1.000 100 -900", None, "Parkeerbeleid"),
]


@pytest.mark.parametrize(("line", "number", "label"), CASES)
def test_code_of_a_row(line: str, number: str | None, label: str) -> None:
    (table,) = financial_tables(Part.whole(plain_document(f"{HEAD}{line}\n{REST}")))
    assert (table.rows[0].number, table.rows[0].label) == (number, label)
    assert [row.number for row in table.rows[1:]] == [None, None, None]


def test_a_few_names_of_taakvelden_make_no_table_of_them() -> None:
    rows = "Overhead 9 1 -8\nParkeren 5 2 -3\nKunst 4 1 -3\nTotaal 18 4 -14\n"
    text = f"Bedragen x \u20ac 1.000\nProgramma Lasten 2025 Baten 2025 Saldo 2025\n{rows}"
    (table,) = financial_tables(Part.whole(plain_document(text)))
    assert [row.number for row in table.rows] == [None] * 4


def test_a_scrap_before_a_name_is_the_code_that_the_name_proves(layout: Callable[..., Document]) -> None:
    """Half of the rows show codes with their names; "2e fase" is no code."""
    x, a = [60, 330, 400], "lrr"
    names = ["0.2 Burgerzaken", "0.5 Treasury", "2.1 Verkeer en vervoer", "5.4 Musea", "7.3 Afval"]
    scraps = ["Et: Crisisbeheersing en brandweer", "gt Economische ontwikkeling", "12 Openbare orde en veiligheid"]
    rows = [[name, str(1100 + 7 * i), str(2200 + 3 * i)] for i, name in enumerate([*names, *scraps, "2e fase haven"])]
    lines = [
        {"t": "Wat mag het kosten? (x \u20ac 1.000)"},
        {"c": ["Omschrijving", "2029", "2030"], "x": x, "a": a, "b": 1},
    ]
    lines += [{"c": row, "x": x, "a": a} for row in rows]
    (table,) = Part.whole(layout([lines], optical=True)).memo(financial_tables)
    assert [(r.number, r.label) for r in table.rows[5:]] == [
        ("1.1", "Crisisbeheersing en brandweer"),
        ("3.1", "Economische ontwikkeling"),
        ("1.2", "Openbare orde en veiligheid"),
        (None, "2e fase haven"),
    ]


def test_codes_with_a_letter_stay_as_a_scan_prints_them(layout: Callable[..., Document]) -> None:
    """Later years have numbers for them; "6.71la" is the code before 6.71b, read twice; "le)" is a figure."""
    x, a = [60, 330, 400, 470], "lrrr"
    rows = [
        ["6.6 Maatwerkvoorzieningen (WMO)", "0", "-899.600", "-899.600"],
        ["6.71la Hulp bij het huishouden (WMO)", "150.000", "-1.511.200", "-1.361.200"],
        ["6.71b Begeleiding (WMO)", "le)", "-1.163.700", "-1.163.700"],
        ["7.1 Volksgezondheid", "44.900", "-1.618.900", "-1.574.000"],
    ]
    lines = [{"t": "Tabel 2 - Baten en lasten per taakveld (in euro)"}]
    lines += [{"c": cells, "x": x, "a": a} for cells in [["", "Baten", "Lasten", "Saldo"], *rows]]
    part = Part.whole(layout([lines], optical=True))
    (table,) = part.memo(financial_tables)
    assert [row.number for row in table.rows] == ["6.6", "6.71a", "6.71b", "7.1"]
    assert table.value(table.rows[2], 0) is None
    assert [(n.code, n.row, n.column) for n in table.notes if n.row is not None] == [("table.cell_unreadable", 2, 0)]
