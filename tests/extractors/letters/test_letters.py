"""Letters in templates of our own, as data: each case names the fields that it is about."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.draft import settle
from griffier.extractors.general import title
from griffier.extractors.general.date import own_date
from griffier.extractors.letter import extract
from griffier.schemas.document import Part, plain_document

CASES = [
    json.loads(line) for line in (Path(__file__).parents[2] / "cases/letters.jsonl").read_text("utf-8").splitlines()
]


FORMS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "cases/letter_forms.jsonl").read_text("utf-8").splitlines()
]
"""A frame of a letter whose "¶" is each of some forms in turn."""


def values(text: str) -> dict[str, Any]:
    part = Part.whole(plain_document(text))
    draft = extract(part, Context())
    draft["date"] = own_date(part, "letter")
    draft["title"] = title.extract(part, Context(), "letter")
    settled, evidence = settle(draft, part.doc)
    assert all(part.doc.text[e.start : e.end] == e.quote for e in evidence)
    return settled


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_letter(case: dict[str, Any]) -> None:
    hold(values(case["text"]), case["expected"])


@pytest.mark.parametrize("case", FORMS, ids=lambda c: c["name"])
def test_forms(case: dict[str, Any]) -> None:
    for form in case["forms"]:
        written, value = form if isinstance(form, list) else (form, form)
        expected = json.loads(json.dumps(case["expected"], ensure_ascii=False).replace("¶", value))
        hold(values(case["frame"].replace("¶", written)), expected, written)


def hold(got: dict[str, Any], expected: dict[str, Any], form: str = "") -> None:
    """The fields that a case is about, and of people and requests the values that it names."""
    for field, want in expected.items():
        have = got.get(field)
        if field == "attachments":
            assert [a["title"] for a in have or []] == want, form
        elif field == "events":
            assert [e["date"] for a in got["attachments"] for e in a["events"]] == want, form
        elif isinstance(want, list):
            assert have is not None and len(have) == len(want), (form, field, have)
            for h, w in zip(have, want, strict=True):
                assert {k: h[k] for k in w} == w, (form, field)
        elif isinstance(want, dict):
            assert have is not None, (form, field)
            assert {k: have[k] for k in want} == want, (form, field)
        else:
            assert have == want, (form, field)
