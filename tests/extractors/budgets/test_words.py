"""A case for each word by which the parts of a budget are told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from griffier.extractors.budgets.aim import marked
from griffier.extractors.budgets.area import AREA
from griffier.extractors.budgets.contract_tables import tables_of
from griffier.extractors.budgets.explanations import explanations
from griffier.extractors.budgets.openings import openings_of
from griffier.extractors.budgets.outline import outline
from griffier.extractors.budgets.ties import told_by_amount
from griffier.extractors.drafting.draft import settle
from griffier.schemas.document import Part, plain_document

CASES = [json.loads(line) for line in (Path(__file__).parents[2] / "cases" / "budget_words.jsonl").open()]
TABLE = """Overzicht (x € 1.000)

Nr  Onderwerp                2025      2026
1   Jeugdhulp                -350      -120
2   Hulp in het huishouden    120        60
3   Raadsbesluiten             65        65
    Totaal                   -165         5

"""
PROSE = "De aanbesteding viel duurder uit dan bij het opstellen van de begroting was voorzien."


def of(*what: str) -> list[Any]:
    return [pytest.param(case["text"], case["want"], id=case["text"]) for case in CASES if case["what"] in what]


def told(text: str) -> list[tuple[str, str]]:
    doc = plain_document(TABLE + text)
    part = Part.whole(doc)
    settled, _ = settle({"explanations": explanations(part, tables_of(part))}, doc)
    return [(e["heading"], e["text"]) for e in settled["explanations"]]


@pytest.mark.parametrize(("heading", "want"), of("section"))
def test_what_announces_explanations(heading: str, want: bool) -> None:
    assert (told(f"{heading}\n\nSportpark\n{PROSE}\n") == [("Sportpark", PROSE)]) is want


@pytest.mark.parametrize(("line", "want"), of("ends"))
def test_what_ends_them(line: str, want: bool) -> None:
    found = told(f"Toelichting op de afwijkingen\n\nSportpark\n{PROSE}\n\n{line}\n\n{PROSE}\n")
    assert (found == [("Sportpark", PROSE)]) is want


@pytest.mark.parametrize(("line", "want"), of("signed"))
def test_nothing_explains_behind_a_signature(line: str, want: bool) -> None:
    found = told(f"Toelichting\n\nJeugdhulp: {PROSE}\n{line}\nen A. de Vries\n")
    assert (found == [("Jeugdhulp", PROSE)]) is want


@pytest.mark.parametrize(("label", "want"), of("label"))
def test_a_label_over_explanations_is_none(label: str, want: bool) -> None:
    found = told(f"Toelichting op de afwijkingen\n\n{label}\n{PROSE}\n\nSportpark\n{PROSE}\n")
    assert (found == [("Sportpark", PROSE)]) is want


@pytest.mark.parametrize(("line", "want"), of("area"))
def test_areas(line: str, want: list[str | None] | None) -> None:
    match = AREA.fullmatch(line)
    assert ([match["code"] or match["number"], match["name"]] if match else None) == want


@pytest.mark.parametrize(("line", "want"), of("goal"))
def test_goals(line: str, want: list[str | None] | None) -> None:
    assert item(line, goal=True) == want


@pytest.mark.parametrize(("line", "want"), of("result"))
def test_results(line: str, want: list[str | None] | None) -> None:
    assert item(line, goal=False) == want


@pytest.mark.parametrize(("line", "want"), of("bullet"))
def test_bullets(line: str, want: list[str | None] | None) -> None:
    assert item(line, goal=True) == want


def item(line: str, *, goal: bool) -> list[str | None] | None:
    found = marked(line, 0, goal=goal)
    if found is None:
        return None
    (span,) = found.spans
    return [line[found.code.start : found.code.end] if found.code else None, line[span.start : span.end]]


@pytest.mark.parametrize(("heading", "want"), of("favour"))
def test_amounts_in_favour(heading: str, want: bool) -> None:
    assert told_by_amount(heading) is want


def names(text: str) -> list[str]:
    part = Part.whole(plain_document(text))
    return [opening.name for opening in openings_of(part, outline(part))]


@pytest.mark.parametrize(("line", "want"), of("body"))
def test_what_stands_under_a_programme(line: str, want: bool) -> None:
    assert (names(f"Verslag\n\nProgramma Bouwen\n\n{line}\n\nHet huis is af.\n") == ["Bouwen"]) is want


@pytest.mark.parametrize(("name", "want"), of("no_programme"))
def test_chapters_that_are_no_programme(name: str, want: bool) -> None:
    assert (names(f"Verslag\n\nProgramma {name}\n\nMissie\n\nHet huis is af.\n") == []) is want
