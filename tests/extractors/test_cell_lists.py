"""Lists inside the cells of a form: each item is one, and amounts in its sentences are read."""

from __future__ import annotations

import pytest

from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile
from griffier.schemas.motion import Motion


def motion(reasons: str, request: str = "De raad verzoekt het college het park te verven.") -> Motion:
    rows = [("Nummer", "2021 RG 12"), ("Datum", "3 mei 2021"), ("", "De raad van Kapelle,"), ("", "overwegende dat:")]
    cells = "".join(
        f"<tr><td>{label}</td><td>{text}</td></tr>" for label, text in [*rows, ("", reasons), ("", request)]
    )
    page = f"<html><body><h1>Motie Het park</h1><table>{cells}</table></body></html>"
    (record,) = process(SourceFile("motie.html", page.encode())).records
    assert isinstance(record, Motion)
    return record


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        (
            "1. het park oud is<br>2. de verf bladdert<br>3. er geld is",
            ["het park oud is", "de verf bladdert", "er geld is"],
        ),
        ("- het park oud is;<br>- de verf bladdert;", ["het park oud is;", "de verf bladdert;"]),
        ("het park oud is en<br>de verf bladdert", ["het park oud is en de verf bladdert"]),
        ("het park in<br>2021 oud is", ["het park in 2021 oud is"]),
    ],
    ids=["numbers", "dashes", "one", "a-figure"],
)
def test_the_items_of_a_cell(cell: str, items: list[str]) -> None:
    assert [item.text for recital in motion(cell).recitals for item in recital.items] == items


def test_an_amount_in_a_sentence_of_a_form() -> None:
    record = motion(
        "het park oud is", "De raad verzoekt het college het budget van 500.000 euro in te zetten voor het park."
    )
    assert [str(amount.value) for amount in record.amounts] == ["500000"]
