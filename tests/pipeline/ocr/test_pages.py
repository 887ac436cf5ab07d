"""A page image is measured, mended, read, and read again where that went badly. The engines are stand-ins."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from griffier.pipeline.errors import DeadlineError, MissingProgramError
from griffier.pipeline.limits import Limits
from griffier.pipeline.ocr.engine import OcrEngine, OcrResult, OcrWord, Segmentation
from griffier.pipeline.ocr.list_marks import labels_in_their_lines
from griffier.pipeline.ocr.pages import ocr_page
from griffier.pipeline.ocr.replay import NullEngine
from griffier.pipeline.readers.options import ReadOptions
from griffier.schemas.document import PageState

SENTENCE = ["de", "gemeenteraad", "verzoekt", "het", "college", "om", "een", "plan", "voor", "de", "jeugd"]


class Stand:
    """Reads a Dutch sentence in high confidence where `sees` holds of the image, and rubbish elsewhere."""

    name = "stand-in"

    def __init__(self, sees: Callable[[Image.Image], bool], told: int | None = None) -> None:
        self.sees, self.told, self.images = sees, told, list[Image.Image]()

    def read(self, image: Image.Image, dpi: int, segmentation: Segmentation = Segmentation.AUTO) -> OcrResult:
        self.images.append(image)
        good = self.sees(image)
        texts = SENTENCE if good else ["xq", "zzk", "wrt"]
        return OcrResult(
            tuple(
                OcrWord(t, 300 + 60 * i, 300, 350 + 60 * i, 320, 95 if good else 30, 1, 1, 1)
                for i, t in enumerate(texts)
            )
        )

    def orientation(self, image: Image.Image, dpi: int) -> int | None:
        return self.told


def page(width: int = 1200, height: int = 1700) -> Image.Image:
    image = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(image)
    for i in range(12):
        draw.text((300, 300 + 60 * i), " ".join(SENTENCE), fill=0, font=ImageFont.load_default(20))
    return image


def read(image: Image.Image, engine: OcrEngine, **limits: int) -> OcrResult:
    return ocr_page(image, 200, ReadOptions(Limits(**limits), engine))


def test_a_page_that_reads_well_is_read_once() -> None:
    engine = Stand(lambda image: True)
    result = read(page(), engine)
    assert (result.state, result.rotation, result.reason, len(engine.images)) == (PageState.OCR, 0, "", 1)


@pytest.mark.parametrize(
    ("text", "width", "height", "kept"),
    [("nT", 209, 5, False), ("Fu", 32, 2, False), ("ree", 60, 16, True), ("—", 24, 3, True), ("www", 40, 9, True)],
)
def test_letters_too_flat_to_be_any_are_a_ruling_line(text: str, width: int, height: int, kept: bool) -> None:
    class Flat(Stand):
        def read(self, image: Image.Image, dpi: int, segmentation: Segmentation = Segmentation.AUTO) -> OcrResult:
            last = OcrWord(text, 965, 310, 965 + width, 310 + height, 88, 1, 1, 1)
            return OcrResult((*super().read(image, dpi, segmentation).words, last))

    words = read(page(), Flat(lambda image: True)).words
    assert [w.text for w in words] == [*SENTENCE, *[text] * kept]


@pytest.mark.parametrize("told", [90, 270, None])
def test_a_page_on_its_side_is_turned(told: int | None) -> None:
    result = read(page(), Stand(lambda image: image.width > image.height, told))
    assert result.rotation in (90, 270)
    assert result.state is PageState.OCR
    assert f"turned {result.rotation} degrees" in result.reason


def test_a_blank_page_is_not_given_to_the_engine() -> None:
    engine = Stand(lambda image: True)
    noisy = Image.fromarray(np.random.default_rng(1).normal(245, 4, (1700, 1200)).clip(0, 255).astype(np.uint8))
    assert read(noisy, engine).state is PageState.BLANK
    assert not engine.images


def test_a_page_that_cannot_be_read_says_so() -> None:
    for engine in (Stand(lambda image: False), NullEngine()):
        result = read(page(), engine)
        assert (result.state, result.words) == (PageState.FAILED, ())
        assert "cannot be read" in result.reason


def test_a_deadline_fails_the_page_and_a_missing_program_the_run() -> None:
    class Slow(NullEngine):
        def read(self, image: Image.Image, dpi: int, segmentation: Segmentation = Segmentation.AUTO) -> OcrResult:
            raise DeadlineError("took over 3 s")

    class Missing(NullEngine):
        def read(self, image: Image.Image, dpi: int, segmentation: Segmentation = Segmentation.AUTO) -> OcrResult:
            raise MissingProgramError("tesseract is not installed")

    assert read(page(), Slow()).reason == "took over 3 s"
    with pytest.raises(MissingProgramError):
        read(page(), Missing())


def test_low_resolution_is_enlarged_and_boxes_are_those_of_the_page() -> None:
    engine = Stand(lambda image: True)
    result = ocr_page(page(900, 1200), 100, ReadOptions(ocr=engine))
    assert engine.images[0].width == 2700
    assert result.words[0].x0 == 100
    assert "enlarged 3 times" in result.reason


def test_a_giant_page_is_read_smaller_and_boxes_are_those_of_the_page() -> None:
    result = read(page(2400, 3400), Stand(lambda image: True), page_pixels=2_040_000)
    assert "2,400 x 3,400 pixels, read at 50%" in result.reason
    assert result.words[0].x0 == 600


def test_shade_and_specks_are_seen_and_said() -> None:
    pixels = np.asarray(page(), np.float32)
    shade = pixels * np.linspace(1, 0.5, pixels.shape[1])[None, :]
    assert "light evened" in read(Image.fromarray(shade.astype(np.uint8)), Stand(lambda image: True)).reason
    rng, dusty = np.random.default_rng(3), pixels.copy()
    for y, x in zip(rng.integers(0, 1690, 400), rng.integers(0, 1190, 400), strict=True):
        dusty[y : y + 2, x : x + 2] = 20
    assert "despeckled" in read(Image.fromarray(dusty.astype(np.uint8)), Stand(lambda image: True)).reason


def test_a_photograph_is_read_once_and_says_why_it_failed() -> None:
    rng = np.random.default_rng(4)
    photo = Image.fromarray(rng.integers(0, 255, (17, 12), np.uint8)).resize((1200, 1700), Image.Resampling.BICUBIC)
    engine = Stand(lambda image: False)
    result = read(photo, engine)
    assert result.state is PageState.FAILED
    assert "a photograph or a drawing" in result.reason
    assert len(engine.images) == 1


def test_numbers_taken_for_a_column_of_their_own_join_their_lines() -> None:
    def word(text: str, x0: int, top: int, line: int, block: int) -> OcrWord:
        return OcrWord(text, x0, top, x0 + 12 * len(text), top + 20, 90, block, 1, line)

    words = [word("1.", 100, 100, 1, 1), word("2.", 100, 140, 2, 1), word("–", 100, 400, 3, 1)]
    words += [
        word(t, 150 + 130 * i, y, n, 2) for n, y in ((1, 102), (2, 138)) for i, t in enumerate(("verslag", "subsidie"))
    ]
    joined = labels_in_their_lines(words)
    assert [(w.text, w.block, w.line) for w in joined if w.x0 == 100] == [("–", 1, 3), ("1.", 2, 1), ("2.", 2, 2)]
    assert [w.text for w in joined] == ["–", "1.", "verslag", "subsidie", "2.", "verslag", "subsidie"]


def test_bullets_left_unread_are_put_before_their_lines() -> None:
    image = Image.new("L", (1200, 1700), 255)
    draw = ImageDraw.Draw(image)
    for i in range(11):
        draw.rectangle((300 + 60 * i, 300, 345 + 60 * i, 320), fill=0)
    draw.ellipse((262, 306, 271, 315), fill=0)
    result = read(image, Stand(lambda image: True))
    assert [w.text for w in result.words[:2]] == ["•", "de"]
    assert (result.words[0].x0, result.words[0].line) == (262, 1)
