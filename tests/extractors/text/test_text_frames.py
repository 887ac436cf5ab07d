"""Marks of lists, labels, numbered points and noise between lines: frames in `tests/cases/frames/text.jsonl` and
`labels.jsonl`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from griffier.extractors.text.flow import flow_of
from griffier.extractors.text.labels import label_at
from griffier.extractors.text.line_cells import cells_of
from griffier.extractors.text.line_noise import is_no_text
from griffier.extractors.text.lists import items_of
from griffier.extractors.text.marks import mark_at, roman_value
from griffier.extractors.text.numbered import points
from griffier.extractors.text.runs import text_lines
from griffier.extractors.text.unwrapping import join_lines
from griffier.schemas.document import Part, plain_document
from griffier.tests.extractors.frames import framed, hold

KINDS = ("motion", "letter", "written_questions", "council_proposal", "budget_report")


def part(text: str) -> Part:
    return Part.whole(plain_document(text))


def mark(text: str) -> list[str] | None:
    found = mark_at(text, 0, len(text))
    return [found.shape, found.text, text[found.behind :]] if found else None


def label(kind: str, text: str) -> list[str] | None:
    """The name of the label that a line begins with, as a kind reads it, and what it announces."""
    told = label_at(text, kind)
    return [told.name, text[told.value :]] if told else None


def no_text(text: str) -> bool:
    flow = part(text).memo(flow_of)
    return is_no_text(flow, 0, len(flow.text.rstrip()))


def items(text: str) -> list[str]:
    flow = part(text).memo(flow_of)
    return [flow.joined(item.start, item.end) for item in items_of(flow, 0, len(flow.text))]


READERS: dict[str, Callable[[str], Any]] = {
    "mark": mark,
    "roman": roman_value,
    "points": lambda text: [[p.word, p.number] for p in points(text_lines(part(text)))],
    "label": partial(label, "letter"),
    **{f"label in a {kind.replace('_', ' ')}": partial(label, kind) for kind in KINDS},
    "no text": no_text,
    "items": items,
    "lines": lambda text: [line.text for line in text_lines(part(text))],
    "joined": join_lines,
    "cells": lambda text: [cell.text for cell in cells_of(text)],
}


@pytest.mark.parametrize("case", [*framed("text"), *framed("labels")])
def test_words(case: dict[str, Any]) -> None:
    hold(case, READERS)
