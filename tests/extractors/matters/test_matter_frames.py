"""The words around papers that a text names, and what became of them: frames in `tests/cases/frames/matters.jsonl`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from griffier.extractors.drafting.draft import Fields, settle
from griffier.extractors.matters.answered import answered
from griffier.extractors.matters.mention import as_heading, in_prose
from griffier.extractors.matters.promises import told
from griffier.extractors.matters.reports import reports_on
from griffier.extractors.matters.vote_events import vote_events
from griffier.schemas.document import Part, Span, plain_document
from griffier.tests.extractors.frames import framed, hold


def plain(fields: Fields) -> dict[str, Any]:
    return {name: found.value for name, found in fields.items() if found is not None}


def heading(text: str) -> dict[str, Any] | None:
    named = as_heading(text, 0, len(text))
    return plain(named.fields) if named else None


def events(text: str) -> list[list[Any]]:
    """Number and status of what is decided on."""
    part = Part.whole(plain_document(text))
    values, _ = settle({"vote_events": vote_events(part, part.body)}, part.doc)
    return [[event["matter"]["number"], event["status"]] for event in values["vote_events"]]


def reported(text: str) -> list[str]:
    """The titles of the papers that a letter is about whose subject is its first line."""
    part = Part.whole(plain_document(text))
    subject = [Span(0, text.index("\n"))]
    values, _ = settle({"matters": reports_on(part, subject)}, part.doc)
    return [matter["title"] for matter in values["matters"]]


def settled(text: str) -> list[dict[str, Any]]:
    """The promises and questions that a letter answers whose subject is its first line."""
    part = Part.whole(plain_document(text))
    subject = (Span(0, text.index("\n")),)
    values, _ = settle({"reports_on": answered(part, subject)}, part.doc)
    return [{name: value for name, value in one.items() if value} for one in values["reports_on"]]


def promised(text: str) -> list[str]:
    """The promises that minutes print."""
    part = Part.whole(plain_document(text))
    values, _ = settle({"promises": told(part, part.body, None)}, part.doc)
    return [promise["what"] for promise in values["promises"]]


READERS: dict[str, Callable[[str], Any]] = {
    "heading": heading,
    "prose": lambda text: [plain(mention.fields) for mention in in_prose(text, 0, len(text))],
    "events": events,
    "reported": reported,
    "settled": settled,
    "promised": promised,
}


@pytest.mark.parametrize("case", framed("matters"))
def test_words(case: dict[str, Any]) -> None:
    hold(case, READERS)


@pytest.mark.parametrize(
    "piece", ["van der ", "van de ", "de heer ", "A. ", "De Proef, ", "De Proef (SP) en ", "van A en "]
)
def test_a_hostile_heading_ends(piece: str) -> None:
    for opening in ("Motie van ", "Amendement van de leden ", "Voordracht van de raadscommissie "):
        heading(opening + piece * 400)  # where names were tried in every way, this would not end
