"""Units, signs and titles around tables, and what heads say of their columns."""

from __future__ import annotations

import pytest

from griffier.extractors.tables.captions import caption, unit_everywhere, unit_of, without_legend
from griffier.extractors.tables.column_heads import describe
from griffier.extractors.tables.sign_legends import sign_of


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Bedragen x € 1.000,-", 1000),
        ("(x € 1.000)", 1000),
        ("(€ x 1.000)", 1000),
        ("ke 1.000)", 1000),  # "(x € 1.000)" as recognition spoils it
        ("(xe1.000)", 1000),
        ("(x £ 1.000.000)", 1_000_000),
        ("(1.500)", None),
        ("k 1.000", None),
        ("bedragen * € 1.000", 1000),
        ("(in duizenden euro's)", 1000),
        ("Bedragen in euro's x 1.000", 1000),
        ("x 1.000 euro", 1000),
        ("x € 1.000.-", 1000),
        ("( x 1 mln)", 1_000_000),
        ("(x € 1 miljoen)", 1_000_000),
        ("Bedragen x € 1.000.000", 1_000_000),
        ("in miljoenen euro's", 1_000_000),
        ("bedragen in euro's", 1),
        ("bedragen x € 1", 1),
        ("In hele euro's.", 1),
        ("Krediet (€) Uitgegeven Restant", 1),
        ("Alle bedragen in deze paragraaf zijn in euro's en niet afgerond.", 1),
        ("De belangrijkste risico's in euro's:", 1),
        ("De raad rekent in euro's en centen", None),
        ("(in k€)", 1000),
        ("€ '000", 1000),
        ("Hogere lasten k€ 250", None),
        ("In 2024 is 5 miljoen euro besteed", None),
        ("€ 1.000 euro", None),
        ("Index 2024", None),
        ("verdeling per wijk", None),
    ],
)
def test_unit(text: str, unit: int | None) -> None:
    assert unit_of(text) == unit


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ('( "-"= nadeel / "+"= voordeel ) bedragen x € 1.000', "negative_is_unfavourable"),
        ("(- = voordeel)", "negative_is_favourable"),
        ("(+ = voordeel, - = nadeel)", "negative_is_unfavourable"),
        ("+ is voordelig, - is nadelig", "negative_is_unfavourable"),
        ("V = voordeel, N = nadeel", "negative_is_unfavourable"),
        ("In de kolom verschil is een min een nadeel.", "negative_is_unfavourable"),
        ("In deze kolom is een minteken een voordeel", "negative_is_favourable"),
        ("De uitkomst is een min punt", None),
        ("Een bedrag met een min erachter is een last of een nadeel.", "negative_is_unfavourable"),
        ("- betekent per saldo een last, zonder teken per saldo een bate", "negative_is_unfavourable"),
        ("(-/- = nadeel)", "negative_is_unfavourable"),
        ("een minteken betekent een voordeel", "negative_is_favourable"),
        ("Een min achter het bedrag is een nadeel.", "negative_is_unfavourable"),
        ("Een negatief bedrag is een lagere last of een hogere bate (voordeel).", "negative_is_favourable"),
        ("Nadelen staan tussen haakjes.", "negative_is_unfavourable"),
        ("Voordelen worden met een min aangegeven", "negative_is_favourable"),
        ("negatief = voordeel", "negative_is_favourable"),
        ("N = nadelig", "negative_is_unfavourable"),
        ("Voordelen worden met een brief gemeld", None),
        ("Nadelen zijn er in 2024 niet", None),
        ("Voordeel / nadeel", None),
        ("Saldo - lasten", None),
        ("lasten -/- baten", None),
        ("(- = voordeel) en elders (- = nadeel)", None),
    ],
)
def test_sign(text: str, sign: str | None) -> None:
    assert sign_of(text) == sign


def test_the_unit_of_a_whole_report() -> None:
    assert unit_everywhere("Alle bedragen in deze begroting zijn x € 1.000, tenzij anders vermeld.") == 1000
    assert unit_everywhere("Alle bedragen zijn gecontroleerd door de accountant.") is None


def test_a_head_loses_its_legend_and_keeps_its_words() -> None:
    assert without_legend("OMSCHRIJVING (bedragen x € 1.000)") == "OMSCHRIJVING"
    assert (
        without_legend("Overzicht van baten en lasten (bedragen in duizenden euro's)")
        == "Overzicht van baten en lasten"
    )
    assert without_legend("Vermeerde-") == "Vermeerde-"


def test_caption() -> None:
    assert caption("Tabel 1.2 - Baten en lasten") == ("1.2", "Baten en lasten")
    assert caption("Tabel 7.14 Woonlasten 2024") == ("7.14", "Woonlasten 2024")
    assert caption("Tabellen zijn afgerond") is None


@pytest.mark.parametrize(
    ("levels", "key", "year", "phase", "measure"),
    [
        (["Rekening 2022", "baten"], "Rekening 2022 baten", 2022, "realisation", "income"),
        (
            ["Begroting 2024 na wijziging", "Lasten"],
            "Begroting 2024 na wijziging Lasten",
            2024,
            "amended_budget",
            "expense",
        ),
        (["mutatie t.o.v.", "2023"], "mutatie t.o.v. 2023", None, "difference", None),
        (["Stand per", "31-12-2024"], "Stand per 31-12-2024", 2024, "balance", "balance"),
        (["Verminderingen", "2025"], "Verminderingen 2025", 2025, None, "withdrawal"),
        (["Prognose", "Prognose", "2025"], "Prognose 2025", 2025, "forecast", None),
        (["2025-2028"], "2025-2028", None, None, None),
    ],
)
def test_head(levels: list[str], key: str, year: int | None, phase: str | None, measure: str | None) -> None:
    column = describe(levels)
    assert (column.key, column.year, column.phase, column.measure) == (key, year, phase, measure)
