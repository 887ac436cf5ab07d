"""An infographic is read once, and its light panels once: what is misread between its words are its pictures."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from griffier.pipeline.ocr.attempt import Sheet
from griffier.pipeline.ocr.engine import OcrResult, OcrWord, Segmentation
from griffier.pipeline.ocr.image.stamps import grey_and_colour
from griffier.pipeline.ocr.pages import ocr_page
from griffier.pipeline.ocr.replay import NullEngine
from griffier.pipeline.ocr.sense import stands_upright
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.pdf import reader as pdf
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import PageState

SIZE = (1200, 1700)
BLUE = (60, 150, 215)
WORDS = ("begroting", "gemeente", "inkomsten", "uitgaven", "belasting", "veiligheid", "onderwijs", "cultuur")


def picture(coloured: float, words: bool = True) -> Image.Image:
    """White paper with a blue field over a share of its height, squares of other blues on it, and lines of words."""
    image = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(image)
    bottom = int(coloured * SIZE[1])
    draw.rectangle((0, 0, SIZE[0], bottom), fill=BLUE)
    for x in range(0, SIZE[0], 90):
        draw.rectangle((x, 0, x + 40, bottom), fill=(30, 90, 160))
    for i in range(12 if words else 0):
        draw.text((100, 900 + 60 * i), " ".join(WORDS), fill="black", font=ImageFont.load_default(24))
    return image


class Reader(NullEngine):
    """Reads some words surely and twice as much rubbish, and keeps what it is shown and asked."""

    def __init__(self, words: tuple[str, ...] = WORDS, rubbish: int = 15) -> None:
        self.words, self.rubbish, self.shown, self.turned = words, rubbish, list[tuple[int, int]](), 0

    def read(self, image: Image.Image, dpi: int, segmentation: Segmentation = Segmentation.AUTO) -> OcrResult:
        self.shown.append(image.size)
        texts = [(word, 95.0) for word in self.words] + [("xqzk", 40.0)] * self.rubbish
        return OcrResult(
            tuple(OcrWord(t, 100, 100 + 30 * i, 220, 120 + 30 * i, c, 1, 1, i) for i, (t, c) in enumerate(texts))
        )

    def orientation(self, image: Image.Image, dpi: int) -> int | None:
        self.turned += 1
        return 90


@pytest.mark.parametrize(
    ("share", "drawing"),
    [(0.0, False), (0.05, False), (0.5, True)],
    ids=["paper", "a coloured head", "an infographic"],
)
def test_a_drawing_is_told_by_its_colour(share: float, drawing: bool) -> None:
    grey, chroma = grey_and_colour(picture(share))
    assert Sheet(np.asarray(grey), 200, NullEngine(), None, chroma).is_drawing is drawing


def test_a_drawing_with_words_is_read_once_and_its_panels_once() -> None:
    engine = Reader()
    result = ocr_page(picture(0.5), 200, ReadOptions(ocr=engine))
    assert result.state is PageState.OCR
    assert len(engine.shown) <= 2
    assert not engine.turned
    assert {w.text for w in result.words} >= set(WORDS)


def test_a_drawing_on_its_side_is_still_turned() -> None:
    """No word is read: nothing tells that it stands upright."""
    engine = Reader(words=(), rubbish=12)
    ocr_page(picture(0.5), 200, ReadOptions(ocr=engine))
    assert engine.turned == 1
    assert (SIZE[1], SIZE[0]) in engine.shown


def test_a_page_that_stands_upright_is_not_turned_though_it_is_read_badly() -> None:
    """Not a drawing: it is read in other ways, but no longer on its sides."""
    engine = Reader(rubbish=25)
    ocr_page(picture(0.0), 200, ReadOptions(ocr=engine))
    assert not engine.turned
    assert (SIZE[1], SIZE[0]) not in engine.shown


@pytest.mark.parametrize(
    ("texts", "confidence", "upright"),
    [
        (WORDS, 95, True),
        (WORDS[:5], 95, False),  # too few
        (WORDS, 70, False),  # read with doubt
        (("een", "van", "het", "dat", "wie", "hier", "deze"), 95, False),  # short ones come by chance
        (("xqzkwp", "vvrtle", "nnoiue", "pqrsta", "zzkwxq", "iiuuwq", "wqrtpl"), 95, False),
    ],
)
def test_long_words_read_surely_prove_that_a_page_is_upright(
    texts: tuple[str, ...], confidence: float, upright: bool
) -> None:
    words = [OcrWord(text, 0, 0, 9, 9, confidence, 1, 1, 1) for text in texts]
    assert stands_upright(words) is upright


def test_an_infographic_in_a_report_is_drawn_smaller() -> None:
    """A page of a PDF: 200 dots an inch where it is a drawing, 300 where it is paper."""
    for share, dpi in ((0.5, 200), (0.0, 300)):
        buffer = io.BytesIO()
        picture(share).save(buffer, "PDF", resolution=1200 / (595 / 72))
        engine = Reader()
        doc = pdf.read(SourceFile("a.pdf", buffer.getvalue()), "application/pdf", ReadOptions(ocr=engine))
        assert engine.shown[0][0] == pytest.approx(595 / 72 * dpi, abs=2)
        assert (f"at {dpi} dpi" in doc.pages[0].reason) is (dpi == 200)
