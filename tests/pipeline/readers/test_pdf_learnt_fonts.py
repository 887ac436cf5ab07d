"""A file whose fonts do not say which character is which is read as exactly as its twin with a map.

What tesseract reads on the pages and the sheets of lines that are learnt from is recorded.
"""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from PIL.Image import Image

from griffier.pipeline.errors import DeadlineError
from griffier.pipeline.ocr.engine import OcrEngine, OcrResult, Segmentation
from griffier.pipeline.ocr.replay import NullEngine, replaying
from griffier.pipeline.process import process
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.pdf import reader as pdf
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, PageState

ROOT = Path(__file__).parents[3]
PAGES = 9


@cache
def twins() -> ModuleType:
    spec = importlib.util.spec_from_file_location("unmapped_fonts", ROOT / "benchmarks/unmapped_fonts.py")
    assert spec and spec.loader
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def report(pages: int = PAGES) -> bytes:
    made: bytes = twins().report(pages, seed=3, paragraphs=1)
    return made


def read(data: bytes, engine: OcrEngine) -> Document:
    return pdf.read(SourceFile("a.pdf", data), "application/pdf", ReadOptions(ocr=engine))


class Counting:
    """Replays, counts the calls, and may answer nothing for words with some text in them."""

    def __init__(self, never: str = "") -> None:
        self.name, self.calls, self._never = "counting", 0, never
        self._engine = replaying(ROOT / "tests/recordings/glyphs")

    def read(self, image: Image, dpi: int, segmentation: Segmentation = Segmentation.AUTO) -> OcrResult:
        self.calls += 1
        result = self._engine.read(image, dpi, segmentation)
        return replace(result, words=tuple(w for w in result.words if not self._never or self._never not in w.text))

    def orientation(self, image: Image, dpi: int) -> int | None:
        return None


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        ("as_outlines", {}),
        ("without_maps", {}),
        ("with_false_maps", {}),
        ("with_false_maps", {"figures_alone": True}),
    ],
    ids=["outlines", "no maps", "maps that lie", "maps that lie of figures"],
)
def test_it_reads_as_its_twin_with_a_map(kind: str, how: dict[str, bool]) -> None:
    engine = Counting()
    twin = read(getattr(twins(), kind)(report(), **how), engine)
    assert twin.text == read(report(), NullEngine()).text
    assert {page.state for page in twin.pages} == {PageState.TEXT}
    assert all("glyphs.learnt from OCR of 3 pages" in page.reason for page in twin.pages)
    assert engine.calls <= 8


def test_letters_have_their_size_and_weight() -> None:
    """The heading of a page is larger and bold, though the file sets all its fonts in one size."""
    twin = read(twins().as_outlines(report()), Counting())
    page = twin.pages[1]
    head, prose = page.start, twin.text.index("\n", page.start) + 40
    lines = [twin.line_at(place) for place in (head, prose)]
    assert [line.bold for line in lines] == [True, False]
    assert [line.size for line in lines] == pytest.approx([14, 9.5], abs=1)


def test_what_is_not_learnt_is_said() -> None:
    """No word with an x is read: the letter stays unknown, is no other letter, and is a finding."""
    engine = Counting(never="x")
    data = twins().as_outlines(report())
    twin = read(data, engine)
    mapped = read(report(), NullEngine())
    assert "x" not in twin.text
    assert twin.text == mapped.text.replace("x", "\ufffd")
    made = process(SourceFile("a.pdf", data), options=ReadOptions(ocr=Counting(never="x")))
    said = [f for record in made.records for f in record.findings if f.code == "text.glyphs_unsure"]
    assert {f.page for f in said} == {p.number for p in twin.pages if "\ufffd" in twin.text[p.start : p.end]}


class Nothing(NullEngine):
    """Reads nothing, and counts the calls."""

    def __init__(self) -> None:
        self.calls = 0

    def read(self, image: Image, dpi: int, segmentation: Segmentation = Segmentation.AUTO) -> OcrResult:
        self.calls += 1
        return super().read(image, dpi, segmentation)


def test_a_short_file_is_read_by_ocr_alone() -> None:
    """Few pages cost no more by OCR than learning does: no call is made but those that each page takes."""
    one, two = Nothing(), Nothing()
    read(twins().as_outlines(report(1)), one)
    doc = read(twins().as_outlines(report(2)), two)
    assert two.calls == 2 * one.calls > 0
    assert all("its fonts do not say which character is which" in page.reason for page in doc.pages)


def test_where_ocr_reads_nothing_the_pages_are_not_taken_for_text() -> None:
    doc = read(twins().as_outlines(report()), NullEngine())
    assert {page.state for page in doc.pages} == {PageState.FAILED}
    assert not doc.text.strip()


def test_an_engine_out_of_time_ends_no_reading() -> None:
    class Slow(NullEngine):
        def read(self, image: Image, dpi: int, segmentation: Segmentation = Segmentation.AUTO) -> OcrResult:
            raise DeadlineError("took over 3 s")

    doc = read(twins().as_outlines(report()), Slow())
    assert all(page.state is PageState.FAILED and "took over 3 s" in page.reason for page in doc.pages)


@pytest.mark.parametrize(
    ("drawn", "state"), [(b"21", PageState.TEXT), (b"212121", PageState.FAILED)], ids=["a bullet", "words"]
)
def test_bullets_without_a_name_do_not_make_a_page_garbage(drawn: bytes, state: PageState) -> None:
    """Lines of one word behind a bullet of a font without a map; and behind words of it."""
    objects = twins()._Objects()
    root, tree = objects.add(b""), objects.add(b"")
    dot = objects.add_stream(b"500 0 d0 100 200 300 300 re f")
    font = objects.add(
        b"<< /Type /Font /Subtype /Type3 /FontMatrix [0.001 0 0 0.001 0 0] /FontBBox [0 0 500 700] /FirstChar 33 "
        b"/LastChar 33 /Widths [500] /Encoding << /Differences [33 /g1] >> /CharProcs << /g1 %d 0 R >> >>" % dot
    )
    plain = objects.add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    line = b"BT /T 10 Tf 1 0 0 1 60 %d Tm <%s> Tj /H 10 Tf 30 0 Td (Fietspaden) Tj ET\n"
    content = objects.add_stream(b"".join(line % (700 - 20 * i, drawn) for i in range(12)))
    page = objects.add(
        b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
        b"/Resources << /Font << /T %d 0 R /H %d 0 R >> >> >>" % (tree, content, font, plain)
    )
    objects.bodies[tree - 1] = b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % page
    objects.bodies[root - 1] = b"<< /Type /Catalog /Pages %d 0 R >>" % tree
    doc = read(objects.written(root), NullEngine())
    assert doc.pages[0].state is state
    assert doc.text.count("Fietspaden") == (12 if state is PageState.TEXT else 0)
