"""The grammar of Dutch official text, by cases: what each rule takes, and the near miss that it must leave alone."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from griffier.extractors.drafting.context import Context
from griffier.extractors.dutch import dates, deadlines, money, parties
from griffier.extractors.general import municipality, references
from griffier.extractors.people.name_lists import listed
from griffier.extractors.people.whose_council import Town
from griffier.schemas.document import Part, plain_document

CASES = Path(__file__).parents[2] / "cases"


def cases(name: str) -> list[Any]:
    lines = (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()
    loaded = [json.loads(line) for line in lines if line.strip()]
    return [pytest.param(case, id=f"{case.get('near_miss', 'takes')}: {case['text'][:40]!r}") for case in loaded]


@pytest.mark.parametrize("case", cases("money"))
def test_money(case: dict[str, Any]) -> None:
    found = money.find(case["text"])
    assert [(m.raw, m.value, m.approximate) for m in found] == [
        (raw, Decimal(value), about) for raw, value, about in case["expected"]
    ]
    for mention in found:
        assert " ".join(case["text"][mention.start : mention.end].split()) == mention.raw


@pytest.mark.parametrize("case", cases("dates"))
def test_dates(case: dict[str, Any]) -> None:
    found = dates.find(case["text"], reference=case.get("reference"))
    assert [[m.raw, m.edtf] for m in found] == case["expected"]


@pytest.mark.parametrize("case", cases("deadlines"))
def test_deadlines(case: dict[str, Any]) -> None:
    found = deadlines.first(case["text"], reference=case.get("reference"))
    assert (None if found is None else [found.raw, found.edtf]) == case["expected"]


@pytest.mark.parametrize("case", cases("people"))
def test_people(case: dict[str, Any]) -> None:
    text = case["text"]
    council = Town(case.get("municipality"), None, case.get("on"))
    found, _ = listed(text, 0, len(text), council)
    assert [[m.name and m.name.text, m.party and m.party.raw] for m in found] == case["expected"]


@pytest.mark.parametrize("case", cases("parties"))
def test_parties(case: dict[str, Any]) -> None:
    found = parties.find_parties(
        case["text"], municipality_code=case.get("municipality"), on=case.get("on"), loose=case.get("loose", False)
    )
    assert [m.linked or m.name for m in found] == case["expected"]


@pytest.mark.parametrize("case", cases("municipalities"))
def test_municipality(case: dict[str, Any]) -> None:
    found = municipality.extract(Part.whole(plain_document(case["text"])), Context(), "other")
    assert (None if found is None else [found.value["name"], found.value["code"]]) == case["expected"]


@pytest.mark.parametrize("case", cases("references"))
def test_references(case: dict[str, Any]) -> None:
    found = references.extract(Part.whole(plain_document(case["text"])), Context(), "motion")
    assert [[f.value["type"], f.value["value"]] for f in found] == case["expected"]


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("voor € 5 300 leerlingen", ["€ 5 300"]),
        ("€ 1,125 subsidie", ["€ 1,125"]),
        ("€ 1,125 miljoen subsidie", []),
        ("€ 1 250 000 subsidie", []),
        ("€ 12.500 subsidie", []),
    ],
)
def test_a_sum_with_two_readings_is_a_doubt(text: str, doubtful: list[str]) -> None:
    part = Part.whole(plain_document(text))
    assert [text[s.start : s.end] for s in money.doubts(part)] == doubtful
