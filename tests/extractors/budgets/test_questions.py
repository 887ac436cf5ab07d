"""Which question a heading of a budget asks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from griffier.extractors.budgets.outline import question

CASES = Path(__file__).parents[2] / "cases" / "budget_questions.jsonl"


@pytest.mark.parametrize("case", [json.loads(line) for line in CASES.read_text("utf-8").splitlines()])
def test_question(case: dict[str, str | None]) -> None:
    assert question(case["text"] or "") == case["asks"]
