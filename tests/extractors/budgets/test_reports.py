"""Reports of different make, each in the formats that councils get them in: what a reader finds in them is what the
record says."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile
from griffier.schemas.budget_report import BudgetReport
from griffier.schemas.document import Document
from griffier.tests.extractors.budgets.report_pages import FORMATS

CASES = Path(__file__).parents[2] / "cases" / "budget_reports"
TRUTH: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted(CASES.glob("*.json"))
}
ALL = [pytest.param(name, form, id=f"{name}-{form}") for name, truth in TRUTH.items() for form in truth["formats"]]


@cache
def read(name: str, form: str) -> tuple[BudgetReport, Document]:
    path, make = FORMATS[form]
    done = process(SourceFile(path, make((CASES / f"{name}.txt").read_text("utf-8"))))
    (record,) = done.records
    assert isinstance(record, BudgetReport)
    return record, done.document


def goals(area: Any) -> list[Any]:
    return [[goal.text, [result.text for result in goal.results]] for goal in area.goals]


@pytest.mark.parametrize(("name", "form"), ALL)
def test_what_it_is(name: str, form: str) -> None:
    record, _ = read(name, form)
    truth = TRUTH[name]
    got = (record.title, record.report_type, record.fiscal_year, record.period)
    assert got == (truth["title"], truth["report_type"], truth["fiscal_year"], truth["period"])
    if "date" in truth:
        assert record.date == truth["date"]


@pytest.mark.parametrize(("name", "form"), ALL)
def test_programmes(name: str, form: str) -> None:
    record, _ = read(name, form)
    got = [(p.number, p.name, p.portfolios, p.mission) for p in record.programmes]
    assert got == [(p["number"], p["name"], p["portfolios"], p["mission"]) for p in TRUTH[name]["programmes"]]


@pytest.mark.parametrize(("name", "form"), ALL)
def test_goals_and_results(name: str, form: str) -> None:
    record, _ = read(name, form)
    got = [[(a.code, a.name, goals(a), [r.text for r in a.results]) for a in p.policy_areas] for p in record.programmes]
    want = [
        [(a["code"], a["name"], a["goals"], a.get("results", [])) for a in p["areas"]]
        for p in TRUTH[name]["programmes"]
    ]
    assert got == want


@pytest.mark.parametrize(("name", "form"), [case for case in ALL if "explanations" in TRUTH[str(case.values[0])]])
def test_explanations_and_their_rows(name: str, form: str) -> None:
    record, _ = read(name, form)
    got = []
    for told in record.explanations:
        at = [pointer.split("/") for pointer in told.row_pointers]
        got.append([told.heading, [record.tables[int(p[2])].rows[int(p[4])].label for p in at]])
    assert [[" ".join(heading.split()), rows] for heading, rows in got] == TRUTH[name]["explanations"]
    prose = []
    for finding in record.findings:
        if finding.code.startswith("table.narrative"):
            at = finding.pointer.split("/")
            prose.append([finding.code, record.tables[int(at[2])].rows[int(at[4])].label])
    assert sorted(map(str, prose)) == sorted(map(str, TRUTH[name]["prose"]))


@pytest.mark.parametrize(("name", "form"), ALL)
def test_no_false_alarm_and_every_quote_stands_there(name: str, form: str) -> None:
    record, doc = read(name, form)
    alarms = [f.code for f in record.findings if f.code.startswith("table.") and f.severity != "info"]
    assert alarms == [code for code, _ in TRUTH[name].get("prose", []) if code.endswith("mismatch")]
    for entry in record.evidence:
        assert doc.text[entry.start : entry.end] == entry.quote
