"""Written questions in many forms: a frame of text whose "¶" is each of the forms in turn, as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.draft import settle
from griffier.extractors.general import title
from griffier.extractors.written_questions import extract
from griffier.schemas.document import Part, plain_document

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "cases/question_forms.jsonl").read_text("utf-8").splitlines()
]


def read(text: str) -> dict[str, Any]:
    part = Part.whole(plain_document(text))
    draft = extract(part, Context())
    draft["title"] = title.extract(part, Context(), "written_questions")
    draft.pop("findings")
    settled, evidence = settle(draft, part.doc)
    assert all(part.doc.text[e.start : e.end] == e.quote for e in evidence)
    short: dict[str, Any] = dict(settled)
    short["submitters"] = [[s["name"], s["party"]] for s in settled["submitters"]]
    for field in ("questions", "answers"):
        short[field] = [[q["number"], q["text"]] for q in settled[field]]
    return short


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_forms(case: dict[str, Any]) -> None:
    for form in case["forms"]:
        written, value = form if isinstance(form, list) else (form, form)
        got = read(case["frame"].replace("¶", written))
        for field, want in case["expected"].items():
            assert got[field] == json.loads(json.dumps(want, ensure_ascii=False).replace("¶", value)), (written, field)
