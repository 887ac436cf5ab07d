"""Papers of six towns, each in a template of its own: what a reader finds in them is what the record says."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile
from griffier.tests.extractors.budgets.town_templates import PAPERS

CASES = Path(__file__).parents[2] / "cases" / "budget_reports" / "templates"
TRUTH: dict[str, dict[str, Any]] = {name: json.loads((CASES / f"{name}.json").read_text("utf-8")) for name in PAPERS}


@cache
def read(name: str) -> dict[str, Any]:
    path, make = PAPERS[name]
    (record,) = process(SourceFile(path, make())).records
    return record.model_dump()


@pytest.mark.parametrize("name", PAPERS)
def test_what_it_is(name: str) -> None:
    record, truth = read(name), TRUTH[name]
    assert record["kind"] == "budget_report"
    asked = ("title", "report_type", "fiscal_year", "period")
    assert [record[key] for key in asked] == [truth[key] for key in asked]


@pytest.mark.parametrize("name", PAPERS)
def test_programmes(name: str) -> None:
    asked = ("number", "name", "committee", "portfolios", "mission")
    got = [[programme[key] for key in asked] for programme in read(name)["programmes"]]
    assert got == [[programme[key] for key in asked] for programme in TRUTH[name]["programmes"]]


@pytest.mark.parametrize("name", PAPERS)
def test_goals_and_results(name: str) -> None:
    def items(found: list[dict[str, Any]]) -> list[list[Any]]:
        return [[item["code"], item["text"]] for item in found]

    got = [
        [
            [area["code"], area["name"], [[g["code"], g["text"], items(g["results"])] for g in area["goals"]],
             items(area["results"])]
            for area in programme["policy_areas"]
        ]
        for programme in read(name)["programmes"]
    ]  # fmt: skip
    want = [
        [[area["code"], area["name"], area["goals"], area["results"]] for area in programme["areas"]]
        for programme in TRUTH[name]["programmes"]
    ]
    assert got == want


@pytest.mark.parametrize("name", PAPERS)
def test_tables_of_money_alone(name: str) -> None:
    got = [[row["label"] for row in table["rows"]] for table in read(name)["tables"]]
    assert got == TRUTH[name]["money_tables"]


@pytest.mark.parametrize("name", PAPERS)
def test_explanations(name: str) -> None:
    record = read(name)
    got = []
    for told in record["explanations"]:
        at = [pointer.split("/") for pointer in told["row_pointers"]]
        labels = [record["tables"][int(p[2])]["rows"][int(p[4])]["label"] for p in at]
        got.append([told["heading"], labels, told["text"]])
    assert got == TRUTH[name]["explanations"]
