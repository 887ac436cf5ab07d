"""The words by which amendments say what they change: frames in `tests/cases/frames/changes.jsonl`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from griffier.extractors.amendment import extract
from griffier.extractors.changes import change_grids
from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.draft import settle
from griffier.schemas.document import Part, plain_document
from griffier.tests.extractors.frames import framed, hold


def changes(text: str) -> list[list[str | None]]:
    """Of an amendment that decides a text: action, target, old and new text of each change."""
    doc = plain_document(f"Amendement\n\nBesluit:\n\n{text}")
    draft = extract(Part.whole(doc), Context())
    draft.pop("findings")
    values, _ = settle(draft, doc)
    return [[c["action"], c["target"], c["original"], c["replacement"]] for c in values["changes"]]


def change(text: str) -> list[str | None] | None:
    found = changes(text)
    return found[0] if found else None


READERS: dict[str, Callable[[str], Any]] = {
    "change": change,
    "changes": changes,
    "target": lambda text: found[1] if (found := change(text)) else None,
    "new text": lambda text: found[3] if (found := change(text)) else None,
    "old text": lambda text: found[2] if (found := change(text)) else None,
    "a column of remarks": lambda text: change_grids.REMARK.match(text) is not None,
}


@pytest.mark.parametrize("case", framed("changes"))
def test_words(case: dict[str, Any]) -> None:
    hold(case, READERS)
