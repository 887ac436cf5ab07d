"""What OCR got wrong is undone only where something proves it; everything else stays as it was read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from griffier.extractors.mending.repair import looks_like_ocr, optical_ranges, repair
from griffier.schemas.document import Document, Page, PageState, plain_document
from griffier.schemas.view import View

CASES = [
    json.loads(line) for line in (Path(__file__).parents[2] / "cases/ocr_repair.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['why']}: {c['read'][:20]}")
def test_cases(case: dict[str, str]) -> None:
    assert View.edited(case["read"], repair(case["read"])).text == case["printed"]


@given(st.text(alphabet="abceéiklnotuvíO01l €$.,-—_©»\n", max_size=80))
@settings(max_examples=200, deadline=None)
def test_edits_are_in_order_and_change_something(text: str) -> None:
    at = 0
    for edit in repair(text):
        assert text[edit.start : edit.end] != edit.made
        assert edit.start >= at
        at = edit.end


def test_the_text_of_a_file_made_by_a_word_processor_is_left_alone() -> None:
    doc = plain_document("De raad besluit:\n- vit te voeren\n- Watis", media_type="application/pdf")
    assert not looks_like_ocr(doc)
    assert not optical_ranges(doc)


def test_pages_read_by_ocr_and_bare_texts_with_its_signs() -> None:
    pages = (
        Page(1, 0, 5),
        Page(2, 6, 11, state=PageState.OCR),
        Page(3, 12, 17, reason="hidden text layer of a scan, 90% known"),
    )
    assert optical_ranges(Document("Watis\fWatis\fWatis", pages, media_type="application/pdf")) == [(6, 11), (12, 17)]
    assert looks_like_ocr(plain_document("x Gemeente Waterkerke\n\n-_ De raad te informeren\n"))
    assert not looks_like_ocr(
        plain_document("Gemeente Waterkerke\n\n- de raad te informeren\n- het plan te wijzigen\n")
    )


def test_a_long_text_costs_little() -> None:
    text = "e - _ 1l.O0 vit ín é © " * 20_000
    assert repair(text)
