"""The words around titles, dates, references and amounts: frames in `tests/cases/frames/general.jsonl`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from griffier.extractors.drafting.context import Context
from griffier.extractors.general import amounts, date, meeting_title, references, title
from griffier.schemas.document import Part, plain_document
from griffier.tests.extractors.frames import framed, hold

KINDS = (
    "agenda", "amendment", "council_decision", "council_proposal", "decision_list", "letter", "minutes", "motion",
    "other", "written_questions", "budget_report",
)  # fmt: skip


def title_of(kind: str, text: str) -> str | None:
    found = title.extract(Part.whole(plain_document(text)), Context(), kind)
    return None if found is None else found.value


def date_of(kind: str, text: str) -> str | None:
    found = date.extract(Part.whole(plain_document(text)), Context(), kind)
    return None if found is None else found.value


def references_of(kind: str, text: str) -> list[list[str]]:
    found = references.extract(Part.whole(plain_document(text)), Context(), kind)
    return [[f.value["type"], f.value["value"]] for f in found]


def body(text: str) -> str | None:
    """Whose meeting it is."""
    found = meeting_title.MEETING_BODY.match(text)
    return found.lastgroup if found else None


READERS: dict[str, Callable[[str], Any]] = {
    **{f"title of {kind}": partial(title_of, kind) for kind in KINDS},
    **{f"date of {kind}": partial(date_of, kind) for kind in KINDS},
    **{f"references of {kind}": partial(references_of, kind) for kind in KINDS},
    "amounts": lambda text: [m.raw for m in amounts.running_amounts(Part.whole(plain_document(text)))],
    "body": body,
}


@pytest.mark.parametrize("case", framed("general"))
def test_words(case: dict[str, Any]) -> None:
    hold(case, READERS)
