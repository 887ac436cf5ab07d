"""Names and parties in the cells of a grid: under each other within a cell, or in columns of uneven rows."""

from __future__ import annotations

import pytest

from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile
from griffier.tests.extractors.motions.laid_out import RENDER, Block

LEAD: list[Block] = [
    "Motie Een bankje op de kade",
    "De raad van de gemeente Proefdam, in vergadering bijeen op 6 juni 2024,",
    "Verzoekt het college:",
    {"dash": ["een bankje te plaatsen op de kade;"]},
    "en gaat over tot de orde van de dag.",
]


def signed(form: str, rows: list[list[str]]) -> list[tuple[str | None, str | None]]:
    blocks = [*LEAD, {"cols": rows}]
    source = SourceFile(f"motie.{form}", RENDER[form](blocks))
    (record,) = process(source).records
    return [(who["name"], who["party"]) for who in record.model_dump()["submitters"]]


@pytest.mark.parametrize("form", ["docx", "html", "pdf"])
def test_name_over_party_in_one_cell(form: str) -> None:
    rows = [["J. Proef-Kats\nGroen Proefdam", "H.W. Testers\nPvdA"], ["A. in 't Veld\nD66", "B. ter Proeve\nVVD"]]
    assert signed(form, rows) == [
        ("J. Proef-Kats", "Groen Proefdam"),
        ("H.W. Testers", "PvdA"),
        ("A. in 't Veld", "D66"),
        ("B. ter Proeve", "VVD"),
    ]


@pytest.mark.parametrize("form", ["docx", "html", "pdf"])
def test_party_over_name_in_one_cell(form: str) -> None:
    rows = [["Fractie Gemeentebelangen\nJ. Proef-Kats", "Fractie PvdA\nH.W. Testers"]]
    assert signed(form, rows) == [("J. Proef-Kats", "Gemeentebelangen"), ("H.W. Testers", "PvdA")]


def test_a_date_under_a_party_is_no_part_of_it() -> None:
    """As electronic signatures print it."""
    rows = [["Hanneke Proef", "Nico Testers"], ["VVD", "CDA"], ["op 03-02-2025", "op 04-02-2025"]]
    assert signed("pdf", rows) == [("Hanneke Proef", "VVD"), ("Nico Testers", "CDA")]
