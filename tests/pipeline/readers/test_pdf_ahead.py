"""Pages that wait for OCR in threads: order, bounds and errors as without them."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image, ImageDraw

from griffier.pipeline.errors import MissingProgramError, TooLargeError
from griffier.pipeline.layout.page_words import PageWords
from griffier.pipeline.limits import Limits
from griffier.pipeline.ocr.engine import OcrResult, OcrWord
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.pdf import page as pdf_pages
from griffier.pipeline.readers.pdf import reader as pdf
from griffier.pipeline.readers.pdf.page_queue import Later, in_order
from griffier.pipeline.source import SourceFile


def page(number: int) -> PageWords:
    return PageWords(number, 595.0, 842.0)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_order_is_that_of_the_file(threads: int) -> None:
    def later(number: int) -> Later:
        def rest() -> PageWords:
            time.sleep(0.03 if number % 3 == 1 else 0.001)
            return page(number)

        return rest

    pages = [later(n) if n % 4 else page(n) for n in range(1, 30)]
    assert [p.number for p in in_order(pages, lambda: threads)] == list(range(1, 30))


def test_few_pictures_wait_at_a_time() -> None:
    held, most, lock = 0, 0, threading.Lock()

    def pages() -> Iterator[PageWords | Later]:
        nonlocal held, most
        for number in range(1, 12):
            with lock:
                held += 1
                most = max(most, held)

            def rest(number: int = number) -> PageWords:
                nonlocal held
                time.sleep(0.01)
                with lock:
                    held -= 1
                return page(number)

            yield rest

    assert len(list(in_order(pages(), lambda: 2))) == 11
    assert 2 <= most <= 3


def test_an_error_comes_in_its_turn_and_ends_the_rest() -> None:
    begun: list[int] = []

    def rest() -> PageWords:
        raise MissingProgramError("tesseract is not installed")

    def pages() -> Iterator[PageWords | Later]:
        for number in range(1, 100):
            begun.append(number)
            yield rest if number == 3 else page(number)

    seen = []
    with pytest.raises(MissingProgramError):
        for p in in_order(pages(), lambda: 3):
            seen.append(p.number)
    assert seen == [1, 2]


def scan(pages: int) -> bytes:
    images = []
    for n in range(pages):
        image = Image.new("L", (595, 842), 255)
        ImageDraw.Draw(image).rectangle((60, 60, 200 + 20 * n, 400), fill=0)
        images.append(image)
    buffer = io.BytesIO()
    images[0].save(buffer, "PDF", save_all=True, append_images=images[1:])
    return buffer.getvalue()


def test_document_is_the_same_with_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    def ocr_page(image: Image.Image, dpi: int, options: ReadOptions) -> OcrResult:
        width = int((np.asarray(image)[image.height // 4] < 128).sum())
        time.sleep(0.02 if width % 2 else 0.001)
        return OcrResult((OcrWord(f"breedte{width}", 60, 60, 300, 100, 92, 1, 1, 1),))

    monkeypatch.setattr(pdf_pages, "ocr_page", ocr_page)
    source = SourceFile("a.pdf", scan(7))
    alone, together = (pdf.read(source, "application/pdf", ReadOptions(ocr_threads=n)) for n in (1, 3))
    assert alone.text == together.text
    assert alone.pages == together.pages
    assert len(set(alone.text.split("\f"))) == 7
    with pytest.raises(TooLargeError, match="by page 2"):
        pdf.read(source, "application/pdf", ReadOptions(limits=Limits(characters=15), ocr_threads=3))
