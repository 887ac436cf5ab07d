"""Votes and outcomes in the many words that say them, from `tests/cases/frames/votes.jsonl`."""

from __future__ import annotations

from typing import Any

import pytest

from griffier.extractors.drafting.draft import Draft, settle
from griffier.extractors.votes import outcomes
from griffier.extractors.votes.grammar import read_votes
from griffier.extractors.votes.item_votes import ballot
from griffier.schemas.document import Part, plain_document
from griffier.tests.extractors.frames import framed, hold


def votes(text: str) -> str | None:
    """The vote in short: "for 28: CDA 6, A. Bos (VVD); against: SP but Toets; unanimous"."""
    return told(read_votes(text, 0, len(text)), text)


def item(text: str) -> str | None:
    """The vote on an item whose title is the first line."""
    title, _, below = text.partition("\n")
    part = Part.whole(plain_document(below))
    return told(ballot(part, part.body, about=title), below)


def minutes(text: str) -> str | None:
    """The vote on an item of minutes."""
    title, _, below = text.partition("\n")
    part = Part.whole(plain_document(below))
    return told(ballot(part, part.body, about=title, closing_only=True), below)


def told(draft: Draft | None, text: str) -> str | None:
    if draft is None:
        return None
    found = settle({"votes": draft}, plain_document(text))[0]["votes"]
    out = [f"{side}{_side(found[side])}" for side in ("for", "against", "abstained") if found[side]]
    return "; ".join([*out, "unanimous"] if found["unanimous"] else out)


def _side(found: dict[str, Any]) -> str:
    names = []
    for party in found["parties"]:
        apart = party.get("except") or []
        seats = "" if party["seats"] is None else f" {party['seats']}"
        names.append(party["party"] + seats + "".join(f" but {name}" for name in apart))
    for member in found["members"]:
        names.append(member["name"] + (f" ({member['party']})" if member["party"] else ""))
    total = "" if found["total"] is None else f" {found['total']}"
    return total + (f": {', '.join(names)}" if names else "")


def status(told: Any) -> str | None:
    """The one status, or those of several in a row."""
    several = [told] if isinstance(told, outcomes.Outcome) else [*(told or [])]
    return ", ".join(x.status for x in several) or None


READERS = {
    "votes": votes,
    "item": item,
    "minutes": minutes,
    "value": lambda text: status(outcomes.of_value(text, 0, len(text))),
    "stamp": lambda text: status(outcomes.of_stamp(text)),
    "page head": lambda text: status(outcomes.of_page_head(text)),
    "line": lambda text: status(outcomes.of_line(text, 0, len(text))),
    "cell": lambda text: status(outcomes.of_cell(text, 0, len(text))),
    "lines": lambda text: status(outcomes.in_lines(text, 0, len(text))),
    "sentences": lambda text: status(outcomes.in_sentences(text, 0, len(text))),
    "counts": lambda text: status(outcomes.in_counts(text, 0, len(text))),
    "closing": lambda text: status(outcomes.in_closing(text, 0, len(text))),
    "alone": lambda text: outcomes.is_alone(text),
}


@pytest.mark.parametrize("case", framed("votes"))
def test_frame(case: dict[str, Any]) -> None:
    hold(case, READERS)
