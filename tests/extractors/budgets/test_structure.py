"""Programmes, goals, explanations, type and year of fictional reports in bare text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from griffier.extractors.budget_report import extract
from griffier.extractors.budgets import report_head
from griffier.extractors.budgets.contract_tables import tables_of
from griffier.extractors.budgets.programmes import programmes
from griffier.extractors.budgets.report_names import report_type
from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.draft import settle
from griffier.extractors.general.date import own_date
from griffier.schemas.document import Part, plain_document

REPORT = """Wonen en water

Programmanummer 4

Commissie Ruimte

Portefeuille(s) Wonen, Water en Riolering

De missie van het programma Wonen en water luidt:
De gemeente Duinoord wil dat iedereen droog en betaalbaar woont, nu en over twintig jaar, en
dat het grondwater op peil blijft.
Stand van zaken bij Bestuursrapportage
De bouw van de wijk Zilverschoon is begonnen. De eerste bewoners komen in het najaar.

4.1.1 Doelenbomen

Beleidsterrein 4A Wonen

Doel Prestatie

4A1.1 Bouwen van sociale huurwoningen in alle kernen van
de gemeente

4A1 Er zijn genoeg woningen

4A1.2 Splitsen van grote woningen

4A2.1 Isoleren van oude huizen4A2 Woningen zijn zuinig

Toelichting doelenboom Beleidsterrein 4A Wonen

De bouw ligt op schema.

4.1.2 Financiële afwijkingen begroting 2026

Programma 4 Wonen en water
(- = voordeel)

nr Onderwerp L/B I/S 2026 2027

04.01 Dekking uit reserve wonen B I -250 -

Startersleningen L I 250 -

04.02 Rioolbeheer L S 120 125

B S -20 -25

Totaal 100 100

Bedragen x € 1.000,-

4.1.3 Toelichting afwijkingen begroting 2026

Startersleningen
De vraag naar leningen is groter dan gedacht, vooral onder jonge mensen die in de gemeente willen blijven.
In 2026 komt € 250.400 uit de reserve om aan de vraag te voldoen, en daarna beslist de raad opnieuw.

Rioolbeheer
Het beheer van het riool is duurder geworden doordat de prijs van het materiaal dat daarvoor nodig is, stijgt.
De helft van de € 120.000 wordt gedekt uit de heffing, zodat de inwoners er weinig van merken in 2026.
"""


@pytest.fixture
def values() -> dict[str, Any]:
    doc = plain_document(REPORT)
    settled, evidence = settle(extract(Part.whole(doc), Context()), doc)
    for entry in evidence:
        assert doc.text[entry.start : entry.end] == entry.quote
    return settled


def test_programme(values: dict[str, Any]) -> None:
    (programme,) = values["programmes"]
    assert (programme["number"], programme["name"], programme["committee"]) == ("4", "Wonen en water", "Ruimte")
    assert programme["portfolios"] == ["Wonen", "Water en Riolering"]
    assert programme["mission"].startswith("De gemeente Duinoord wil") and programme["mission"].endswith(
        "op peil blijft."
    )
    assert programme["progress"].startswith("De bouw van de wijk") and programme["progress"].endswith("najaar.")


def test_goals_in_any_order_of_reading(values: dict[str, Any]) -> None:
    (area,) = values["programmes"][0]["policy_areas"]
    assert (area["code"], area["name"], area["explanation"]) == ("4A", "Wonen", "De bouw ligt op schema.")
    assert [(g["code"], g["text"], [(r["code"], r["text"]) for r in g["results"]]) for g in area["goals"]] == [
        (
            "4A1",
            "Er zijn genoeg woningen",
            [
                ("4A1.1", "Bouwen van sociale huurwoningen in alle kernen van de gemeente"),
                ("4A1.2", "Splitsen van grote woningen"),
            ],
        ),
        ("4A2", "Woningen zijn zuinig", [("4A2.1", "Isoleren van oude huizen")]),
    ]


def test_table_of_bare_text(values: dict[str, Any]) -> None:
    (table,) = values["tables"]
    assert (table.title, table.programme, table.unit, table.sign) == (
        "Programma 4 Wonen en water",
        "4",
        1000,
        "negative_is_favourable",
    )
    rows = [(r.number, r.label, r.type, r.term, list(r.values.values())) for r in table.rows]
    assert rows == [
        ("04.01", "Dekking uit reserve wonen", "income", "incidental", [Decimal(-250000), Decimal(0)]),
        ("04.01", "Startersleningen", "expense", "incidental", [Decimal(250000), Decimal(0)]),
        ("04.02", "Rioolbeheer", "expense", "structural", [Decimal(120000), Decimal(125000)]),
        ("04.02", "Rioolbeheer", "income", "structural", [Decimal(-20000), Decimal(-25000)]),
        (None, "Totaal", None, None, [Decimal(100000), Decimal(100000)]),
    ]


def test_explanations_are_tied_to_their_rows(values: dict[str, Any]) -> None:
    found = [(e["heading"], e["rows"], [a["value"] for a in e["amounts"]]) for e in values["explanations"]]
    assert found == [("Startersleningen", ["04.01"], [Decimal(250400)]), ("Rioolbeheer", ["04.02"], [Decimal(120000)])]


def test_type_and_year(values: dict[str, Any]) -> None:
    assert (values["report_type"], values["fiscal_year"]) == ("interim_report", 2026)


@pytest.mark.parametrize(
    ("text", "kind", "year"),
    [
        ("Programmabegroting 2026\n\nGemeente Duinoord\n", "programme_budget", 2026),
        ("Begroting 2025-2028\n\nVastgesteld door de raad.\n", "programme_budget", 2025),
        ("Kadernota 2027\n\nInleiding\n", "framework_letter", 2027),
        ("Perspectiefnota\n2026 - 2029\n\nInleiding\n", "framework_letter", 2026),
        ("Tweede Bestuursrapportage 2025\n\nAan de raad\n", "interim_report", 2025),
        ("Najaarsnota 2024\n\nDe begroting 2024 wordt bijgesteld.\n", "interim_report", 2024),
        ("Jaarstukken 2023\n\nVergeleken met de begroting 2023\n", "annual_accounts", 2023),
        ("Eerste begrotingswijziging 2026\n\nBegroting 2026\n", "budget_amendment", 2026),
    ],
)
def test_title_says_type_and_year(text: str, kind: str, year: int) -> None:
    part = Part.whole(plain_document(text))
    found = report_type(part)
    assert found.value == kind
    fiscal = report_head.fiscal_year(part, found)
    assert fiscal is not None and fiscal.value == year


def test_date_of_the_cover() -> None:
    date = own_date(Part.whole(plain_document("Begroting 2026\nOktober 2025\n\nGemeente Duinoord")), "budget_report")
    assert date is not None and date.value == "2025-10"
    prose = "Begroting 2026\nDe raad besloot in oktober 2025 anders."
    assert own_date(Part.whole(plain_document(prose)), "budget_report") is None


def test_programmes_listed_in_prose_are_no_chapters() -> None:
    text = (
        "Begroting 2026\n\nDe begroting heeft twee programma's. Programma 1 is het grootste, programma 2 "
        "het kleinste.\n"
    )
    assert programmes(Part.whole(plain_document(text))) == []


def test_bare_prose_gives_no_table() -> None:
    text = (
        "Wij kochten in 2025 voor € 1.200 stoelen en voor € 800 tafels.\nIn 2026 wordt dat € 1.400\nen daarna € 900.\n"
    )
    assert tables_of(Part.whole(plain_document(text))) == []
