from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from griffier.schemas.document import Document, Layer, Page, Part, Span, Words, plain_document

TEXT = st.text(alphabet="ab \n.é€", max_size=80)


def two_pages() -> Document:
    text = "Motie\nVerzoekt het\fPagina 2\ncollege te gaan"
    return Document(
        text=text,
        pages=(Page(1, 0, 18), Page(2, 19, len(text))),
        layers=((Span(19, 27), Layer.HEADER),),
    )


@given(TEXT)
def test_lines_are_slices_of_the_text_in_order(text: str) -> None:
    doc = plain_document(text)
    at = 0
    for line in doc.lines:
        assert doc.text[line.start : line.end] == line.text
        assert line.start >= at
        at = line.end
    assert "".join(line.text for line in doc.lines).split() == text.replace("\n", " ").split() or "".join(
        "".join(line.text.split()) for line in doc.lines
    ) == "".join(text.split())


@given(TEXT, st.integers(0, 79))
def test_every_offset_has_its_line_and_page(text: str, offset: int) -> None:
    doc = plain_document(text)
    if offset < len(text) and not text[offset].isspace():
        line = doc.line_at(offset)
        assert line.start <= offset < line.end
    assert doc.page_at(offset).number == 1


def test_pages_and_layers() -> None:
    doc = two_pages()
    assert doc.page_at(0).number == 1
    assert doc.page_at(20).number == 2
    assert doc.layer_at(20) is Layer.HEADER
    assert doc.layer_at(28) is Layer.BODY
    assert [line.text for line in Part.whole(doc).body] == ["Motie", "Verzoekt het", "college te gaan"]


def test_boxes_are_one_a_printed_line() -> None:
    i = np.array
    words = Words(
        start=i([0, 4, 9]),
        end=i([3, 8, 12]),
        page=i([1, 1, 1]),
        x0=i([10.0, 30.0, 10.0]),
        top=i([10.0, 10.0, 24.0]),
        x1=i([28.0, 60.0, 40.0]),
        bottom=i([20.0, 20.0, 34.0]),
        confidence=i([100.0] * 3),
        size=i([10.0] * 3),
        bold=i([False] * 3),
        row=i([0, 0, 1]),
    )
    doc = Document(text="een twee\ndrie"[:13], pages=(Page(1, 0, 12, 100, 100),), words=words)
    assert doc.boxes(0, 12) == [(10.0, 10.0, 60.0, 20.0), (10.0, 24.0, 40.0, 34.0)]
    assert doc.boxes(4, 8) == [(30.0, 10.0, 60.0, 20.0)]
    assert doc.boxes(3, 4) == []


def test_a_memo_is_made_once() -> None:
    calls: list[int] = []

    def count(part: Part) -> int:
        calls.append(1)
        return len(part.text)

    part = Part.whole(plain_document("tekst"))
    assert part.memo(count) == part.memo(count) == 5
    assert len(calls) == 1


@pytest.mark.parametrize(("texts", "starts", "expected"), [
    (("een", ""), [0], [[1, 2]]),
    (("een", "", ""), [0], [[1, 2, 3]]),
    (("een", "", "drie"), [0, 5], [[1, 2], [3]]),
    (("een", "twee", ""), [0, 4], [[1], [2, 3]]),
    (("",), [0], [[1]]),
])  # fmt: skip
def test_every_page_belongs_to_a_part_without_text_too(
    texts: tuple[str, ...], starts: list[int], expected: list[list[int]]
) -> None:
    text, pages, at = "\f".join(texts), [], 0
    for number, one in enumerate(texts, 1):
        pages.append(Page(number, at, at + len(one)))
        at += len(one) + 1
    doc = Document(text=text, pages=tuple(pages))
    parts = [
        Part(doc, start, end, n) for n, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True))
    ]
    assert [[page.number for page in part.pages] for part in parts] == expected
