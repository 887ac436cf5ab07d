"""A font whose map says other letters than it draws is not believed: the page is read as a picture."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas

from griffier.pipeline.ocr.engine import OcrResult, OcrWord
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.pdf import font_shapes
from griffier.pipeline.readers.pdf import page as pdf_pages
from griffier.pipeline.readers.pdf import reader as pdf
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Page

LINES = [
    "Het college van Veldermeer vraagt de raad om 45.120 euro voor het fietspad langs de vaart,",
    "en om 36.780 euro voor de brug, die in 2029 wordt vervangen. De leden zijn het ermee eens.",
]
ENCODING = "".join(chr(c) for c in range(32, 127))


def rotated(by: int) -> dict[str, str]:
    return {d: str((int(d) + by) % 10) for d in "0123456789"}


def standard(font: str, says: dict[str, str], lines: list[str], mode: int = 0) -> bytes:
    """A page in a font that is not in the file. `says`: what the map says instead of what is drawn."""
    pairs = "\n".join(f"<{ord(c):02x}> <{ord(says.get(c, c)):04x}>" for c in ENCODING[:95])
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n95 beginbfchar\n{pairs}\nendbfchar endcmap end end"
    )
    words = " ".join(f"1 0 0 1 50 {700 - 20 * n} Tm ({line}) Tj" for n, line in enumerate(lines))
    content = f"BT /F 11 Tf {mode} Tr {words} ET"
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    objects = "\n".join(f"{n} 0 obj\n{body}\nendobj" for n, body in enumerate(bodies, 1))
    return f"%PDF-1.4\n{objects}\ntrailer\n<< /Root 1 0 R /Size 7 >>\n%%EOF".encode("latin-1")


def embedded(monkeypatch: pytest.MonkeyPatch, says: dict[str, str], lines: list[str]) -> bytes:
    """A page in a font of its own."""
    honest: Callable[[str, list[int]], str] = ttfonts.makeToUnicodeCMap
    monkeypatch.setattr(
        ttfonts,
        "makeToUnicodeCMap",
        lambda name, subset: honest(name, [ord(says.get(chr(c), chr(c))) if c else c for c in subset]),
    )
    pdfmetrics.registerFont(ttfonts.TTFont("Vera", "Vera.ttf"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.setFont("Vera", 10)
    for n, line in enumerate(lines):
        canvas.drawString(50, 700 - 20 * n, line)
    canvas.save()
    return buffer.getvalue()


@pytest.fixture(autouse=True)
def _engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def ocr_page(image: Image.Image, dpi: int, options: ReadOptions) -> OcrResult:
        return OcrResult((OcrWord("gelezen", 60, 60, 180, 100, 92, 1, 1, 1),))

    monkeypatch.setattr(pdf_pages, "ocr_page", ocr_page)


def page(data: bytes) -> Page:
    return pdf.read(SourceFile("a.pdf", data), "application/pdf", ReadOptions()).pages[0]


@pytest.mark.parametrize(
    "font", ["Helvetica", "Times-Roman", "Times-Bold", "Courier", "Courier-Oblique", "Helvetica-Oblique"]
)
@pytest.mark.parametrize(
    "says",
    [rotated(1), rotated(3), {"3": "8", "8": "3"}, {"e": "n", "n": "e"}, {"7": "2"}],
    ids=["all-by-one", "all-by-three", "two-figures", "two-letters", "one-figure"],
)
def test_a_map_that_lies_is_not_believed(font: str, says: dict[str, str]) -> None:
    read = page(standard(font, says, LINES))
    assert read.state.value == "ocr"
    assert "where its map says" in read.reason


@pytest.mark.parametrize("says", [rotated(1), {"4": "6", "6": "4"}, {"a": "o", "d": "t", "o": "a", "t": "d"}])
def test_a_font_in_the_file_whose_map_lies(monkeypatch: pytest.MonkeyPatch, says: dict[str, str]) -> None:
    assert page(embedded(monkeypatch, says, LINES)).state.value == "ocr"


@pytest.mark.parametrize("font", ["Helvetica", "Helvetica-BoldOblique", "Times-BoldItalic", "Courier", "Symbol"])
def test_a_true_map_is_believed(font: str) -> None:
    assert page(standard(font, {}, LINES)).state.value == "text"


def test_a_true_font_in_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    assert page(embedded(monkeypatch, {}, LINES)).state.value == "text"


def test_small_capitals_are_no_lie() -> None:
    says = {c.upper(): c for c in "abcdefghijklmnopqrstuvwxyz"}
    assert page(standard("Times-Roman", says, [line.upper() for line in LINES])).state.value == "text"


def test_what_a_lying_font_is_not_asked_for_is_no_lie() -> None:
    says = {"3": "8", "8": "3"}
    assert (
        page(standard("Helvetica", says, [line.replace("36.780", "vijftig") for line in LINES])).state.value == "text"
    )


def test_letters_that_nobody_sees_are_not_looked_at() -> None:
    assert "where its map says" not in page(standard("Helvetica", rotated(1), LINES, mode=3)).reason


def test_the_file_of_standard_glyphs_is_what_pdfium_draws() -> None:
    """Where a new pdfium draws them in another way, look at the difference, then write the file anew:
    `np.save("pipeline/readers/pdf/standard_glyphs.npy", font_shapes.drawn_standards())`."""
    kept = np.load(Path(font_shapes.__file__).with_name(font_shapes.STANDARD_GLYPHS))
    drawn = font_shapes.drawn_standards()
    assert kept.dtype == drawn.dtype
    assert len(drawn) == 8 * 62  # eight fonts, each with figures and letters
    assert kept["character"].tolist() == drawn["character"].tolist()
    assert (kept["cells"] == drawn["cells"]).all()
    assert np.allclose(kept["shape"], drawn["shape"])
