"""Items, their decisions and the head of a meeting's papers, in the many words that say them: from
`tests/cases/frames/meetings.jsonl`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.draft import settle
from griffier.extractors.drafting.registry import extractor
from griffier.extractors.meetings.item_decisions import read_outcome
from griffier.schemas.document import Document, Part, plain_document
from griffier.tests.extractors.frames import framed, hold, ruled


def decision(text: str, *, speeches: bool = False) -> str | None:
    """What was decided on the item whose title is the first line."""
    title, _, below = text.partition("\n")
    doc = plain_document(below)
    part = Part.whole(doc)
    draft = read_outcome(part, part.body, title=title, speeches=speeches)
    found = settle({"decision": draft["decision"]}, doc)[0]["decision"]
    return " ".join(found.split()) if found else None


def _read(text: str, kind: str, made: Callable[[str], Document] = plain_document) -> dict[str, Any]:
    doc = made(text)
    draft = extractor(kind).extract(Part.whole(doc), Context())
    draft.pop("findings", None)
    return settle(draft, doc)[0]


def items(kind: str, made: Callable[[str], Document] = plain_document) -> Callable[[str], str]:
    """ "1 Opening; 2 Begroting = vastgesteld": the items of a paper."""
    return lambda text: "; ".join(
        " ".join(filter(None, (item["number"], item["title"], item["decision"] and f"= {item['decision']}")))
        for item in _read(text, kind, made)["items"]
    )


def names(text: str) -> str:
    """ "motion M12, amendment A1": the papers that the items name."""
    told = (r for item in _read(text, "decision_list")["items"] for r in item["references"])
    return ", ".join(f"{r['type']} {r['value']}" for r in told)


READERS = {
    "decision": decision,
    "reported": lambda text: decision(text, speeches=True),
    "list": items("decision_list"),
    "table": items("decision_list", ruled),
    "agenda": items("agenda"),
    "minutes": items("minutes"),
    "names": names,
    "body": lambda text: _read(text, "decision_list")["meeting"]["body"],
    "met": lambda text: _read(text, "agenda")["meeting"]["date"],
}


@pytest.mark.parametrize("case", framed("meetings"))
def test_frame(case: dict[str, Any]) -> None:
    hold(case, READERS)
