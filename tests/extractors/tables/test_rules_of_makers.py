"""Rules that a maker's habits ask for, each held by a page that breaks without it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from griffier.extractors.budgets.contract_tables import tables_of
from griffier.extractors.tables.find import financial_tables
from griffier.pipeline.readers.door import read
from griffier.pipeline.readers.pdf import text_layer
from griffier.pipeline.readers.pdf.parted_letters import with_letters_joined
from griffier.pipeline.source import SourceFile
from griffier.schemas.budget_report import Table
from griffier.schemas.document import Document, Part

Layout = Callable[..., Document]
UNIT = {"t": "Bedragen x \u20ac 1.000"}


def keys(doc: Document) -> list[str]:
    (table,) = financial_tables(Part.whole(doc))
    return [column.key for column in table.columns]


def rows(cells: list[list[str]], x: list[int]) -> list[dict[str, Any]]:
    return [{"c": row, "x": x, "a": "l" + "r" * (len(x) - 1)} for row in cells]


def of_text(text: str) -> list[Table]:
    return tables_of(Part.whole(read(SourceFile("begroting.txt", text.encode()))))


def test_a_date_in_two_lines_of_a_head_is_one(layout: Layout) -> None:
    head = {"c": ["Reserve", "Stand 1-1-\n2025", "Stand 31-12-\n2025"], "x": [60, 300, 420], "a": "lrr", "b": True}
    body = rows([["Wegen", "1.204", "1.310"], ["Groen", "402", "415"], ["Totaal", "1.606", "1.725"]], [60, 300, 420])
    assert keys(layout([[UNIT, head, *body]])) == ["Stand 1-1-2025", "Stand 31-12-2025"]


def test_the_first_measure_stands_close_to_the_head_of_the_labels(layout: Layout) -> None:
    head = {"c": ["Onderwerp Lasten", "Baten", "Saldo"], "x": [60, 200, 270], "a": "lrr", "b": True}
    x = [60, 132, 200, 270]
    body = rows([["Wegen", "1.204", "310", "894"], ["Groen", "1.402", "15", "1.387"]], x)
    assert keys(layout([[UNIT, head, *body]])) == ["Lasten", "Baten", "Saldo"]


def test_a_word_behind_groups_is_of_none(layout: Layout) -> None:
    x = [60, 250, 310, 370, 430, 500]
    upper = {"c": ["Begroting 2025", "Rekening 2025"], "x": [215, 335], "a": "ll", "b": True}
    lower = {"c": ["Programma", "Lasten", "Baten", "Lasten", "Baten", "Verschil"], "x": x, "a": "lrrrrr", "b": True}
    body = rows([["Wegen", "1.204", "310", "1.150", "318", "62"], ["Groen", "402", "15", "398", "15", "4"]], x)
    assert keys(layout([[UNIT, upper, lower, *body]])) == [
        "Begroting 2025 Lasten",
        "Begroting 2025 Baten",
        "Rekening 2025 Lasten",
        "Rekening 2025 Baten",
        "Verschil",
    ]


def test_the_label_of_a_total_holds_for_lasten_and_baten(layout: Layout) -> None:
    x = [60, 220, 350, 430]
    cells = [
        ["Zorg", "Lasten", "1.900", "1.950"],
        ["Werk", "Lasten", "1.100", "1.150"],
        ["Totaal", "Lasten", "3.000", "3.100"],
        ["", "Baten", "1.300", "1.310"],
    ]
    body = [{"c": row, "x": x, "a": "llrr"} for row in cells]
    head = {"c": ["Programma", "2025", "2026"], "x": [60, 350, 430], "a": "lrr", "b": True}
    (table,) = financial_tables(Part.whole(layout([[UNIT, head, *body]])))
    assert [(r.label, r.type) for r in table.rows[2:]] == [("Totaal", "expense"), ("Totaal", "income")]
    assert all(r.role != "item" for r in table.rows[2:])


@pytest.mark.parametrize("drawn", ["                       =====     =====", 40 * "-", 39 * "_"])
def test_a_line_drawn_over_a_total_is_no_row(drawn: str) -> None:
    text = (
        "Programmabegroting 2025\n\nBedragen x \u20ac 1.000\n\n"
        "Programma               2024      2025\n"
        "Wegen                  1.204     1.310\n"
        "Groen                    402       415\n"
        f"{drawn}\n"
        "Totaal                 1.606     1.725\n"
    )
    (table,) = of_text(text)
    assert [(r.label, r.role, len(r.values)) for r in table.rows] == [
        ("Wegen", "item", 2),
        ("Groen", "item", 2),
        ("Totaal", "total", 2),
    ]


def test_a_typed_face_is_no_word_of_a_table() -> None:
    text = (
        "Bestuursrapportage 2025\n\nBedragen x \u20ac 1.000\n\n"
        "Programma          Stand    Begroting 2025   Prognose 2025\n"
        "Wegen              :-)               1.204           1.310\n"
        "Groen              :-(                 402             415\n"
        "Totaal             :-|               1.606           1.725\n"
    )
    (table,) = of_text(text)
    assert [(r.label, [str(v) for v in r.values.values() if v is not None]) for r in table.rows] == [
        ("Wegen", ["1204000", "1310000"]),
        ("Groen", ["402000", "415000"]),
        ("Totaal", ["1606000", "1725000"]),
    ]


def _page(lines: list[str], apart: float) -> tuple[str, list[tuple[int, int]], Any]:
    """A page parted into letters: its text, the span of each, and the boxes of its first and last character."""
    text, spans, boxes = "", [], []
    for n, line in enumerate(lines):
        for k, letter in enumerate(line):
            spans.append((len(text), len(text) + 1))
            text += letter + "\r\n"
            x, y = 50 + k * (6 + apart), 700 - 14 * n
            boxes += [[x, y, x + 6, y - 9]] * 2
    return text, spans, np.array(boxes, dtype=float)


def test_letters_side_by_side_are_a_word() -> None:
    text, spans, boxes = _page(["Totaal", "lasten"], 0.0)
    whole = with_letters_joined(text, spans, boxes)
    assert [text[a:b].replace("\r\n", "") for a, b in whole] == ["Totaal", "lasten"]


def test_letters_apart_stay_letters() -> None:
    text, spans, boxes = _page(["ABCDEF", "GHIJKL"], 8.0)
    assert with_letters_joined(text, spans, boxes) == spans


def test_few_letters_tell_nothing_of_a_page() -> None:
    text, spans, boxes = _page(["Totaal"], 0.0)
    assert with_letters_joined(text, spans, boxes) == spans


def test_a_word_between_rules_over_totals_heads_the_rows_under_it(layout: Layout) -> None:
    x = [60, 75, 350, 430]

    def block(name: str, *figures: str) -> list[dict[str, Any]]:
        cells = [
            ["1", "Zorg", *figures[:2]],
            ["2", "Werk", *figures[2:4]],
            ["", f"Totaal {name.lower()}", *figures[4:]],
        ]
        return [{"t": name}, *({"c": row, "x": x, "a": "llrr"} for row in cells)]

    head = {"c": ["Programma", "2025", "2026"], "x": [60, 350, 430], "a": "lrr", "b": True}
    lines = [
        UNIT,
        head,
        *block("Baten", "1.900", "1.950", "1.100", "1.150", "3.000", "3.100"),
        *block("Lasten", "2.900", "2.950", "2.100", "2.150", "5.000", "5.100"),
    ]
    rules = [(1, 55.0, y, 435.0, y + 0.5) for y in (85.5, 127.5, 141.5, 183.5, 197.5)]
    (table,) = financial_tables(Part.whole(layout([lines], rules)))
    assert [(r.number, r.label, list(r.section)) for r in table.rows if r.role == "item"] == [
        ("1", "Zorg", ["Baten"]),
        ("2", "Werk", ["Baten"]),
        ("1", "Zorg", ["Lasten"]),
        ("2", "Werk", ["Lasten"]),
    ]


def test_the_words_of_a_page_are_those_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(50, 700, "Totaal lasten 1.606")
    canvas.save()
    monkeypatch.setattr(text_layer, "with_letters_joined", lambda text, spans, boxes: [(spans[0][0], spans[-1][1])])
    assert len(read(SourceFile("begroting.pdf", out.getvalue())).words) == 1
