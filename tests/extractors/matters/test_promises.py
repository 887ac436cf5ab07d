"""The promises that a document prints, and those that a letter answers: cases in `tests/cases/promises.jsonl` and
`answered.jsonl`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from griffier.extractors.drafting.draft import settle
from griffier.extractors.matters.answered import answered
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Part, Span, plain_document

CASES = Path(__file__).parents[2] / "cases"


def cases(name: str, label: str) -> list[Any]:
    lines = (CASES / name).read_text("utf-8").splitlines()
    return [pytest.param(case, id=case[label]) for case in map(json.loads, lines)]


def plain(promise: dict[str, Any]) -> dict[str, Any]:
    """Without what is silent, each holder in a word."""
    told = {name: value for name, value in promise.items() if value not in (None, [])}
    if "who" in told:
        told["who"] = [" ".join(filter(None, (who["role"], who["name"]))) for who in told["who"]]
    return told


@pytest.mark.parametrize("case", cases("promises.jsonl", "name"))
def test_the_promises_that_a_document_prints(case: dict[str, Any]) -> None:
    (record,) = process(SourceFile("papier.txt", case["text"].encode())).records
    assert record.kind == case["kind"]
    told = json.loads(record.model_dump_json(by_alias=True))
    promises = [plain(one) for one in told["items" if record.kind == "promise" else "promises"]]
    if case.get("undated"):
        promises = [{name: value for name, value in one.items() if name != "made_on"} for one in promises]
    assert promises == case["expected"]
    for entry in record.evidence:
        assert case["text"][entry.start : entry.end] == entry.quote
    assert ("fields.missing" in [finding.code for finding in record.findings]) == (
        record.kind == "promise" and not promises
    )


@pytest.mark.parametrize("case", cases("answered.jsonl", "subject"))
def test_the_promises_and_questions_that_a_letter_answers(case: dict[str, Any]) -> None:
    text = f"Onderwerp: {case['subject']}\n\nGeachte raad,\n\n{case['body']}\n"
    part = Part.whole(plain_document(text))
    values, _ = settle({"reports_on": answered(part, (Span(11, 11 + len(case["subject"])),))}, part.doc)
    told = [{name: value for name, value in one.items() if value} for one in values["reports_on"]]
    assert told == case["expected"]
