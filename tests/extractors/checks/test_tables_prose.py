"""Amounts in prose against the rows that it explains: agreed, contradicted, or about something else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from griffier.extractors.checks.tables_prose import _Cell, _compare
from griffier.extractors.dutch.money import find
from griffier.schemas.budget_report import Column, Explanation, Row, Table
from griffier.schemas.civic import Amount

COLUMNS = ("Begroting 2024", "Prognose 2024", "Verschil", "2025")
FIGURES = ("1250000", "1612000", "-362000", "1300000")


def compared(
    heading: str, text: str, figures: tuple[str, ...] = FIGURES, columns: tuple[str, ...] = COLUMNS
) -> list[tuple[str, str]]:
    """The findings for one explanation of a row of thousands: their codes and columns."""
    values = dict(zip(columns, map(Decimal, figures), strict=True))
    table = Table(
        pages=[1],
        unit=1000,
        columns=[Column(key=key) for key in columns],
        rows=[Row(label="Jeugdhulp", values=values, page=1)],
    )
    amounts = [
        Amount(raw=m.raw, value=m.value, approximate=m.approximate) for piece in (heading, text) for m in find(piece)
    ]
    told = Explanation(heading=heading, text=text, amounts=amounts, row_pointers=["/tables/0/rows/0"])
    cells = [_Cell(0, key, value) for key, value in values.items() if value]
    return [(f.code.rpartition("_")[2], f.pointer.rpartition("/")[2]) for f in _compare(told, table, 0, cells)]


@pytest.mark.parametrize(
    ("heading", "text", "want"),
    [
        ("Jeugdhulp (€ 362.000 nadeel)", "Er is meer zorg nodig.", [("confirmed", "Verschil")]),
        ("Jeugdhulp (€ 361.712 nadeel)", "Er is meer zorg nodig.", [("confirmed", "Verschil")]),
        ("Jeugdhulp € 0,4 mln. N", "Er is meer zorg nodig.", [("confirmed", "Verschil")]),
        ("Jeugdhulp € 1,6 miljoen", "Er is meer zorg nodig.", [("confirmed", "Prognose 2024")]),
        ("Jeugdhulp", "Eerst € 1.250.000, verwacht wordt € "
                      "1.612.000.", [("confirmed", "Begroting 2024"), ("confirmed", "Prognose 2024")]),
        ("Jeugdhulp (€ 395.000 nadeel)", "Er is meer zorg nodig.", [("mismatch", "Verschil")]),
        ("Jeugdhulp", "Het nadeel bedraagt € 395.000.", [("mismatch", "Verschil")]),
        # another year, a share, a sum, a rounding, or no claim at all
        ("Jeugdhulp (€ 395.000 nadeel in 2026)", "Er is meer zorg nodig.", []),
        ("Jeugdhulp", "In 2023 was het nadeel € 395.000.", []),
        ("Jeugdhulp", "De helft, een bedrag van € 181.000, komt door de tarieven.", []),
        ("Jeugdhulp (€ 400.000 nadeel)", "Er is meer zorg nodig.", []),
        ("Jeugdhulp (circa € 395.000 nadeel)", "Er is meer zorg nodig.", []),
        ("Jeugdhulp", "Daarvan gaat € 395.000 naar de regio.", []),
        ("Jeugdhulp (hogere lasten € 395.000, hogere baten € 33.000)", "Er is meer zorg nodig.", []),
    ],
)  # fmt: skip
def test_prose_against_a_row(heading: str, text: str, want: list[tuple[str, str]]) -> None:
    assert compared(heading, text) == want


def test_a_sum_of_the_row_is_no_contradiction() -> None:
    assert compared("Jeugdhulp (€ 155.000 nadeel)", "Er is meer zorg nodig.", ("75000", "80000", "0", "0")) == []


GROWS = ("-112000", "-118000", "-121000")
YEARS = ("2027", "2028", "2029")


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Voor 2027 stijgt de bijdrage met € 112.000.", [("confirmed", "2027")]),
        ("Voor 2027 stijgt de bijdrage met € 121.000.", [("mismatch", "2027")]),
        ("Het nadeel in 2027 is € 180.000.", [("mismatch", "2027")]),
        ("Het nadeel in 2027 is € 280.000.", []),
        ("Het nadeel in 2031 is € 180.000.", []),
        ("De bijdrage stijgt met € 121.000.", [("confirmed", "2029")]),
        ("De bijdrage loopt vanaf 2027 op tot € 121.000.", [("confirmed", "2029")]),
        ("Vorig jaar, in 2025, was dat € 121.000.", [("confirmed", "2029")]),
    ],
)
def test_a_sentence_of_one_year(text: str, want: list[tuple[str, str]]) -> None:
    assert compared("Bijdrage", text, GROWS, YEARS) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("De bijdrage stijgt met € 54.000.", [("mismatch", "Bedrag")]),
        ("Wij verwachten een overschrijding van € 54.000.", [("mismatch", "Bedrag")]),
        ("Daarvan is € 54.000 voor de regio.", []),
        ("De bijdrage stijgt met € 54.000, waar € 9.000 tegenover staat.", []),
        ("De bijdrage stijgt met € 90.000.", []),  # as well a part of something larger
    ],
)
def test_a_claim_of_the_one_figure_of_a_row(text: str, want: list[tuple[str, str]]) -> None:
    assert compared("Bijdrage", text, ("-45000",), ("Bedrag",)) == want
