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
    got = values(case["text"])
    for field, want in case["expected"].items():
        have = got.get(field)
        if field == "attachments":
            assert [a["title"] for a in have] == want
        elif isinstance(want, list):
            assert len(have) == len(want), (field, have)
            for h, w in zip(have, want, strict=True):
                assert {k: h[k] for k in w} == w, field
        elif isinstance(want, dict):
            assert have is not None, field
            assert {k: have[k] for k in want} == want, field
        else:
            assert have == want, field
