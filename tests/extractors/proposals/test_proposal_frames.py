"""Points of decision and the head of proposals, in the many words that say them: from
`tests/cases/frames/proposals.jsonl`."""

from __future__ import annotations

from typing import Any

import pytest

from griffier.extractors.drafting.draft import settle
from griffier.extractors.proposals.decision_points import read_decisions
from griffier.extractors.proposals.proposal_head import read_head
from griffier.schemas.document import Part, plain_document
from griffier.tests.extractors.frames import framed, hold


def points(text: str, *, proposal: bool) -> str:
    """ "1 de brug te bouwen; 2 ...": the points, each with its number, without the marks at their ends."""
    doc = plain_document(text)
    found = settle({"points": read_decisions(Part.whole(doc), proposal=proposal)}, doc)[0]["points"]
    return "; ".join(" ".join(filter(None, (p["number"], " ".join(p["text"].split()).rstrip(" ;.")))) for p in found)


def head(text: str) -> dict[str, Any]:
    doc = plain_document(text)
    return settle(read_head(Part.whole(doc)), doc)[0]


READERS = {
    "asked": lambda text: points(text, proposal=True),
    "decided": lambda text: points(text, proposal=False),
    "number": lambda text: head(text)["number"],
    "holder": lambda text: head(text)["portfolio_holder"],
}


@pytest.mark.parametrize("case", framed("proposals"))
def test_frame(case: dict[str, Any]) -> None:
    hold(case, READERS)
