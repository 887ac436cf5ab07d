"""The page ledger."""

import dataclasses
import io

import pytest
from PIL import Image

from griffier.pipeline.batch.page_ledger import STATES, expected_pages, page_states, unaccounted
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Page, PageState, plain_document


def test_the_states_are_those_of_the_document() -> None:
    assert tuple(state.value for state in PageState) == STATES


@pytest.mark.parametrize(
    ("data", "pages"), [(b"tekst", 1), (b"  \n", None), (b"", None), (b"%PDF-1.7 kapot", None), (b"II*\0kapot", None)]
)
def test_what_the_container_says(data: bytes, pages: int | None) -> None:
    assert expected_pages(SourceFile("x", data)) == pages


def test_the_frames_of_a_tiff() -> None:
    out = io.BytesIO()
    frame = Image.new("L", (10, 10), 255)
    frame.save(out, "TIFF", save_all=True, append_images=[frame, frame])
    assert expected_pages(SourceFile("x.tif", out.getvalue())) == 3


def test_pages_that_are_missing_or_double_are_counted() -> None:
    doc = dataclasses.replace(plain_document("a\fb"), pages=(Page(1, 0, 1), Page(2, 2, 3, state=PageState.OCR)))
    assert page_states(doc) == {"text": 1, "ocr": 1}
    assert unaccounted(doc, 2) == unaccounted(doc, None) == 0
    assert unaccounted(doc, 4) == 2
    assert unaccounted(dataclasses.replace(doc, pages=(Page(1, 0, 1), Page(1, 2, 3))), 2) == 2
    assert unaccounted(dataclasses.replace(doc, pages=(Page(1, 0, 1), Page(3, 2, 3))), None) == 1
