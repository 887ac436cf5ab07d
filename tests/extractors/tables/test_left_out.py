"""No figure that stands in a column goes lost in silence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from griffier.extractors.budgets.contract_tables import notes_of
from griffier.extractors.tables.find import figures_left_out, financial_tables
from griffier.schemas.document import Document, Part, plain_document

X = [60, 300, 370, 440]
TABLE: list[dict[str, Any]] = [
    {"t": "Overzicht van baten en lasten (bedragen x \u20ac 1.000)", "b": True},
    {"c": ["Programma", "Lasten", "Baten", "Saldo"], "x": X, "a": "lrrr", "b": True},
    {"c": ["1. Bestuur", "1.200", "150", "-1.050"], "x": X, "a": "lrrr"},
    {"c": ["2. Zorg", "2.200", "250", "-1.950"], "x": X, "a": "lrrr"},
    {"c": ["Totaal", "3.400", "400", "-3.000"], "x": X, "a": "lrrr"},
]
PROSE = {"t": "De raad stelt in november de begroting vast en bespreekt dan de plannen voor het nieuwe jaar."}


def left(doc: Document) -> list[tuple[str, ...]]:
    """The figures of each finding."""
    return [found.texts for found in figures_left_out(Part.whole(doc))]


def test_a_table_that_is_read_whole_leaves_out_nothing(layout: Callable[..., Document]) -> None:
    phones = [{"c": [name, number], "x": [60, 300]} for name, number in (("Balie", "14 0546"), ("Loket", "14 0547"))]
    pages = [{"c": [name, number], "x": [60, 500]} for name, number in (("Inleiding", "3"), ("Programma's", "14"))]
    doc = layout([[*TABLE, PROSE, *phones, PROSE, *pages, {"t": "Wij betaalden \u20ac 1.200 en \u20ac 3.400 terug."}]])
    assert len(financial_tables(Part.whole(doc))) == 1
    assert left(doc) == []


def test_amounts_in_columns_that_are_no_table_are_named(layout: Callable[..., Document]) -> None:
    lists = [
        {"c": ["Aantal woningen op de lijst", "31.204"], "x": [60, 440], "a": "lr"},
        {"c": ["Aantal woningen gereed", "33.518"], "x": [60, 440], "a": "lr"},
    ]
    doc = layout([[*TABLE, {"gap": 40, **PROSE}, PROSE, *lists]])
    assert left(doc) == [("31.204", "33.518")]
    (finding,) = [f for f in notes_of(Part.whole(doc)) if f.code == "table.left_out"]
    assert (finding.page, finding.severity) == (1, "warning")
    assert "31.204, 33.518" in finding.message


@pytest.mark.parametrize("last", ["31.204", "5"])
def test_one_figure_alone_is_no_column(layout: Callable[..., Document], last: str) -> None:
    doc = layout([[*TABLE, {"gap": 40, **PROSE}, {"c": ["Aantal woningen", last], "x": [60, 500]}, PROSE]])
    assert left(doc) == []


def test_a_row_whose_columns_nothing_shows_is_named() -> None:
    text = """Tabel 1 Baten en lasten (x \u20ac 1.000)
Programma Rekening 2023 Begroting 2024 Begroting 2025
Bestuur 1.200 1.300 1.400
Zorg 2.200 2.300 2.400
Wegen 500 600
Groen 700 800 900
Totaal 4.600 4.700 4.700
"""
    part = Part.whole(plain_document(text))
    (table,) = part.memo(financial_tables)
    assert [(n.code, table.rows[n.row or 0].label) for n in table.notes] == [("table.left_out", "Wegen")]
