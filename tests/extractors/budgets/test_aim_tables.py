"""Tables of goals and results whose heads span a column of codes, with rows that head others."""

from __future__ import annotations

import pytest

from griffier.extractors.budgets.outline import question
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile

PAGE = """<html><body><h1>Programmabegroting 2027</h1><h2>Programma 4. Water en wegen</h2>
<h3>Wat willen we bereiken en wat gaan we daarvoor doen?</h3>
<table><tr><th colspan="2">Doel</th><th colspan="2">Prestatie</th></tr>
<tr><td colspan="4">Beleidsveld 4.1 Wegen</td></tr>
<tr><td rowspan="2">4.1.1</td><td rowspan="2">Wegen zonder kuilen</td><td>4.1.1.a</td>
<td>Wij asfalteren de Lindeweg</td></tr><tr><td>4.1.1.b</td><td>De Kerkdijk krijgt een fietspad</td></tr>
<tr><td colspan="4">Beleidsveld 4.2 Water</td></tr>
<tr><td>4.2.1</td><td>Droge kelders in de Polderwijk</td><td>4.2.1.a</td><td>Er komt een tweede gemaal</td></tr></table>
<h3>Wat mag het kosten? (x € 1.000)</h3>
<table><tr><th>Programma 4</th><th>Begroting 2026</th><th>Begroting 2027</th></tr>
<tr><td>Lasten</td><td>-310</td><td>-325</td></tr><tr><td>Baten</td><td>40</td><td>45</td></tr></table>
</body></html>"""


def _areas(page: str) -> list[tuple[str | None, str, list[tuple[str | None, str, list[tuple[str | None, str]]]]]]:
    record = process(SourceFile("begroting.html", page.encode())).records[0].model_dump()
    return [
        (
            area["code"],
            area["name"],
            [(goal["code"], goal["text"], [(r["code"], r["text"]) for r in goal["results"]]) for goal in area["goals"]],
        )
        for programme in record["programmes"]
        for area in programme["policy_areas"]
    ]


def test_codes_in_columns_and_areas_in_rows() -> None:
    assert _areas(PAGE) == [
        (
            "4.1",
            "Wegen",
            [
                (
                    "4.1.1",
                    "Wegen zonder kuilen",
                    [("4.1.1.a", "Wij asfalteren de Lindeweg"), ("4.1.1.b", "De Kerkdijk krijgt een fietspad")],
                )
            ],
        ),
        ("4.2", "Water", [("4.2.1", "Droge kelders in de Polderwijk", [("4.2.1.a", "Er komt een tweede gemaal")])]),
    ]


def test_figures_under_such_heads_are_no_goals() -> None:
    page = PAGE.replace("Wegen zonder kuilen", "1.250").replace("Droge kelders in de Polderwijk", "980")
    goals = [goal for _, _, goals in _areas(page) for goal in goals]
    assert not [text for _, text, _ in goals if text in ("1.250", "980", "4.1.1", "4.2.1")]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Wat mag het kosten? (x € 1.000)", "stop"),
        ("Wat mag het kosten (bedragen in duizenden euro's)", "stop"),
        ("Doelen (vervolg van de vorige raad)", None),
        ("Wat mag het kosten? Dat hangt af van de markt", None),
    ],
)
def test_a_question_with_its_unit(text: str, asked: str | None) -> None:
    assert question(text) == asked
