"""Which papers a text names, and what became of them: cases in `tests/cases/matters.jsonl`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from griffier.extractors.drafting.draft import Fields, settle
from griffier.extractors.matters.mention import as_heading, in_prose
from griffier.extractors.matters.vote_events import vote_events
from griffier.schemas.document import Part, plain_document

CASES = [
    json.loads(line) for line in (Path(__file__).parents[2] / "cases/matters.jsonl").read_text("utf-8").splitlines()
]


def of_kind(kind: str) -> list[Any]:
    return [pytest.param(case[kind], case["expected"], id=case["name"]) for case in CASES if kind in case]


def plain(fields: Fields) -> dict[str, Any]:
    return {name: found.value for name, found in fields.items() if found is not None}


@pytest.mark.parametrize(("text", "expected"), of_kind("heading"))
def test_what_a_heading_is_about(text: str, expected: dict[str, Any] | None) -> None:
    told = as_heading(text, 0, len(text))
    assert (plain(told.fields) if told else None) == expected


@pytest.mark.parametrize(("text", "expected"), of_kind("prose"))
def test_the_papers_that_running_text_names(text: str, expected: list[dict[str, Any]]) -> None:
    assert [plain(mention.fields) for mention in in_prose(text, 0, len(text))] == expected


def named(votes: dict[str, Any]) -> dict[str, Any]:
    """The parties and members of both sides, for and against, where any are named."""
    out = {}
    for what, name in (("parties", "party"), ("members", "name")):
        sides = [[one[name] for one in (votes.get(side) or {}).get(what) or ()] for side in ("for", "against")]
        out.update({what: sides} if any(sides) else {})
    return out


@pytest.mark.parametrize(("text", "expected"), of_kind("events"))
def test_what_is_decided_on_papers_within_an_item(text: str, expected: list[dict[str, Any]]) -> None:
    part = Part.whole(plain_document(text))
    values, evidence = settle({"vote_events": vote_events(part, part.body)}, part.doc)
    told = []
    for event in values["vote_events"]:
        matter = {name: value for name, value in event["matter"].items() if value is not None}
        votes = event["votes"] or {}
        totals = {side: votes[side]["total"] for side in ("for", "against") if (votes.get(side) or {}).get("total")}
        told.append({"matter": matter, "status": event["status"], **totals, **named(votes)})
    assert told == expected
    assert all(text[entry.start : entry.end] == entry.quote for entry in evidence)
