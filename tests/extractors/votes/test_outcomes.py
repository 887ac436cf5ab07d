"""What became of a motion or an item, from `tests/cases/outcomes.jsonl`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from griffier.extractors.votes import outcomes
from griffier.schemas.document import Span

ROWS = [json.loads(x) for x in (Path(__file__).parents[2] / "cases" / "outcomes.jsonl").read_text("utf-8").splitlines()]
READERS = {
    "value": lambda text: outcomes.of_value(text, 0, len(text)),
    "stamp": outcomes.of_stamp,
    "page_head": outcomes.of_page_head,
    "line": lambda text: outcomes.of_line(text, 0, len(text)),
    "apart": lambda text: outcomes.of_line(text, 0, len(text), apart=True),
    "cell": lambda text: outcomes.of_cell(text, 0, len(text)),
    "lines": lambda text: [*outcomes.in_lines(text, 0, len(text))],
    "sentences": lambda text: [*outcomes.in_sentences(text, 0, len(text))],
    "counts": lambda text: [*outcomes.in_counts(text, 0, len(text))],
    "closing": lambda text: [*outcomes.in_closing(text, 0, len(text))],
}


@pytest.mark.parametrize("case", [r for r in ROWS if "status" in r], ids=lambda r: f"{r['read']} {r['text']}")
def test_outcome(case: dict[str, Any]) -> None:
    found = READERS[case["read"]](case["text"])
    told = found if isinstance(found, list) else [found] if found else []
    assert [x.status for x in told] == case["status"]


@pytest.mark.parametrize("case", [r for r in ROWS if r["read"] == "beside"], ids=lambda r: r["text"])
def test_decision_in_the_cell_of_a_title(case: dict[str, Any]) -> None:
    text = case["text"]
    found = outcomes.beside_title(text, [Span(0, len(text))])
    if case["left"] is None:
        assert found is None
        return
    assert found is not None
    title, decision = case["left"].split("|")
    assert [text[a:b].strip() for a, b in found.title] == [title]
    assert text[slice(*found.decision)] == decision


@pytest.mark.parametrize("case", [r for r in ROWS if r["read"] == "alone"], ids=lambda r: r["text"])
def test_nothing_but_an_outcome(case: dict[str, Any]) -> None:
    assert outcomes.is_alone(case["text"]) is case["alone"]
