"""The head of motions and amendments in the many words that make it up: from `tests/cases/frames/motions.jsonl`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.draft import settle
from griffier.extractors.motions.motion_fields import tabled_fields
from griffier.schemas.document import Part, plain_document
from griffier.tests.extractors.frames import framed, hold

DICTUM = "\n\nVerzoekt het college:\n- een brug te bouwen.\n\nen gaat over tot de orde van de dag.\n"


def fields(head: str) -> dict[str, Any]:
    doc = plain_document(head + DICTUM)
    draft = tabled_fields(Part.whole(doc), Context())
    draft.pop("findings")
    return settle(draft, doc)[0]


def of(*path: str) -> Callable[[str], Any]:
    def read(head: str) -> Any:
        found: Any = fields(head)
        for name in path:
            found = (found or {}).get(name)
        return found

    return read


def item(head: str) -> str | None:
    """ "7 Groenvisie": number and title of the agenda item."""
    found = of("meeting", "agenda_item")(head)
    return " ".join(filter(None, (found["number"], found["title"]))) if found else None


def proposal(head: str) -> str | None:
    """ "Visie op de haven (RIS 400111)": title and reference of the proposal."""
    found = of("proposal")(head)
    return " ".join(filter(None, (found["title"], found["reference"] and f"({found['reference']})"))) if found else None


READERS = {
    "title": of("title"),
    "number": of("number"),
    "body": of("meeting", "body"),
    "item": item,
    "proposal": proposal,
    "out of order": of("out_of_order"),
}


@pytest.mark.parametrize("case", framed("motions"))
def test_frame(case: dict[str, Any]) -> None:
    hold(case, READERS)
