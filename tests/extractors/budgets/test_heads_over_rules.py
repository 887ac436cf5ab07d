"""A PDF whose goals stand in ruled cells under heads outside the rules, in type smaller than the prose; committee and
portfolios in two columns of labels and values."""

from __future__ import annotations

import io
from typing import Any

import pytest
from reportlab.lib.colors import grey
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile

SMALL = ParagraphStyle("small", fontName="Helvetica", fontSize=8, leading=10)
PLAIN = ParagraphStyle("plain", fontName="Helvetica", fontSize=10.5, leading=13)
BOLD = ParagraphStyle("bold", parent=PLAIN, fontName="Helvetica-Bold", spaceBefore=8)
TITLE = ParagraphStyle("title", parent=BOLD, fontSize=18, leading=24)
CHAPTER = ParagraphStyle("chapter", parent=BOLD, fontSize=14, leading=18)
WIDTHS = [32, 150, 40, 240]
ROWS = [
    ["Beleidsveld 5.1 Sport", "", "", ""],
    ["5.1.1", "Jong en oud bewegen meer dan in de jaren voor de nieuwe sportnota",
     "5.1.1.a", "Wij leggen drie pleinen aan waar iedereen zonder lidmaatschap kan sporten"],
    ["", "", "5.1.1.b", "De sportcoach werkt op alle scholen"],
    ["Beleidsveld 5.2 Cultuur", "", "", ""],
    ["5.2.1", "De bibliotheek is vaker open", "5.2.1.a", "Op zondag is er een vrijwilliger"],
]  # fmt: skip


def page(heads: tuple[str, str]) -> bytes:
    body = [[Paragraph(cell, SMALL) if cell else "" for cell in row] for row in ROWS]
    spans = [("SPAN", (0, i), (-1, i)) for i, row in enumerate(ROWS) if row[0].startswith("Beleidsveld")]
    story: list[Any] = [
        Paragraph("Programmabegroting 2028", TITLE),
        Paragraph("gemeente Waterlanden, aangeboden aan de raad op 18 september 2027", PLAIN),
        Paragraph("Programma 5. Sport en cultuur", CHAPTER),
        Table([["Commissie", "Samenleving"], ["Portefeuillehouder(s)", "A. Bos, B. de Wit"]], [120, 340]),
        Paragraph("Missie", BOLD),
        Paragraph(
            "Waterlanden is een gemeente waarin iedereen kan sporten, lezen en muziek maken, ook wie daar weinig geld "
            "voor heeft.",
            PLAIN,
        ),
        Paragraph("Wat willen we bereiken en wat gaan we daarvoor doen?", BOLD),
        Spacer(1, 4),
        Table([list(heads)], [WIDTHS[0] + WIDTHS[1], WIDTHS[2] + WIDTHS[3]],
              style=[("FONT", (0, 0), (-1, -1), "Helvetica-Bold", 8)]),
        Spacer(1, 3),
        Table(body, WIDTHS, style=[("GRID", (0, 0), (-1, -1), 0.5, grey), ("SPAN", (0, 1), (0, 2)),
                                   ("SPAN", (1, 1), (1, 2)), *spans]),
    ]  # fmt: skip
    out = io.BytesIO()
    SimpleDocTemplate(out, invariant=1).build(story)
    return out.getvalue()


def programme(heads: tuple[str, str]) -> dict[str, Any]:
    record = process(SourceFile("begroting.pdf", page(heads))).records[0].model_dump()
    (found,) = record["programmes"]
    return dict(found)


def test_the_programme() -> None:
    found = programme(("Doel", "Prestatie"))
    assert (found["committee"], found["portfolios"]) == ("Samenleving", ["A. Bos", "B. de Wit"])
    assert found["mission"] == (
        "Waterlanden is een gemeente waarin iedereen kan sporten, lezen en muziek maken, ook wie daar weinig geld voor "
        "heeft."
    )


@pytest.mark.parametrize("heads", [("Doel", "Prestatie"), ("Wat willen we bereiken?", "Wat gaan we daarvoor doen?")])
def test_its_goals(heads: tuple[str, str]) -> None:
    areas = [
        (area["code"], area["name"], [(goal["code"], goal["text"], [(r["code"], r["text"]) for r in goal["results"]])
                                      for goal in area["goals"]])
        for area in programme(heads)["policy_areas"]
    ]  # fmt: skip
    assert areas == [
        ("5.1", "Sport", [("5.1.1", "Jong en oud bewegen meer dan in de jaren voor de nieuwe sportnota", [
            ("5.1.1.a", "Wij leggen drie pleinen aan waar iedereen zonder lidmaatschap kan sporten"),
            ("5.1.1.b", "De sportcoach werkt op alle scholen")])]),
        ("5.2", "Cultuur", [("5.2.1", "De bibliotheek is vaker open", [
            ("5.2.1.a", "Op zondag is er een vrijwilliger")])]),
    ]  # fmt: skip


def test_other_heads_make_no_goals_of_a_table() -> None:
    found = programme(("Onderwerp", "Planning"))
    assert not [goal for area in found["policy_areas"] for goal in area["goals"]]
