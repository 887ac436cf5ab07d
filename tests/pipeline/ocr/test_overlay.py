"""Stamps and pens over print: found by their colour or paleness, taken away, and the two readings joined. No engine
runs."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from griffier.pipeline.ocr.engine import OcrResult, OcrWord, Segmentation
from griffier.pipeline.ocr.image.ink import box_sum, grown
from griffier.pipeline.ocr.image.stamps import (
    coloured,
    grey_and_colour,
    joined,
    pale_over_print,
    spoiled_band,
    touched,
    without_colour,
    without_pale,
)
from griffier.pipeline.ocr.pages import ocr_page
from griffier.pipeline.readers.options import ReadOptions
from griffier.schemas.document import PageState


def word(
    text: str, x0: int, top: int, x1: int, bottom: int, confidence: float = 90.0, line: int = 1, block: int = 1
) -> OcrWord:
    return OcrWord(text, x0, top, x1, bottom, confidence, block, 1, line)


def sheet(ink: tuple[int, int, int] | None, paper: tuple[int, int, int] = (255, 255, 255)) -> Image.Image:
    """Black bars in rows, and, with `ink`, a ring and a line of that ink across some of them."""
    image = Image.new("RGB", (800, 1000), paper)
    draw = ImageDraw.Draw(image)
    for y in range(100, 900, 40):
        for x in range(80, 700, 30):
            draw.rectangle((x, y, x + 14, y + 18), fill=(15, 15, 15))
    if ink:
        over = Image.new("RGB", image.size, (255, 255, 255))
        pen = ImageDraw.Draw(over)
        pen.ellipse((300, 200, 600, 420), outline=ink, width=6)
        pen.line((320, 310, 580, 316), fill=ink, width=5)
        image = Image.fromarray((np.asarray(image, np.float32) * np.asarray(over, np.float32) / 255).astype(np.uint8))
    return image


@pytest.mark.parametrize("ink", [(205, 40, 45), (45, 75, 190), (20, 30, 110), (40, 150, 70), (120, 50, 140)])
@pytest.mark.parametrize("paper", [(255, 255, 255), (250, 243, 222)])
def test_coloured_ink_goes_and_print_under_it_stays(ink: tuple[int, int, int], paper: tuple[int, int, int]) -> None:
    plain, image = sheet(None, paper), sheet(ink, paper)
    grey, chroma = grey_and_colour(image)
    assert chroma is not None
    mask = coloured(chroma, 100)
    assert mask is not None and mask[203, 450]
    bare = without_colour(image, chroma)
    print_ink = np.asarray(plain.convert("L")) < 60
    assert (bare[print_ink] < 100).all()
    assert (bare[~print_ink] > 170).all()
    assert np.asarray(grey)[203, 450] < 200


def test_a_panel_of_a_colour_is_no_ink_over_print() -> None:
    image = sheet(None)
    ImageDraw.Draw(image).rectangle((60, 40, 700, 90), fill=(140, 160, 40))
    chroma = grey_and_colour(image)[1]
    assert chroma is not None
    assert coloured(chroma, 100) is None


def test_black_on_yellowed_paper_has_no_coloured_ink() -> None:
    assert grey_and_colour(sheet(None, (244, 232, 200)))[1] is None
    assert grey_and_colour(Image.new("L", (400, 400), 255))[1] is None


def test_pale_strokes_go_and_print_stays() -> None:
    grey = np.asarray(sheet((110, 110, 110)).convert("L"))
    mask = pale_over_print(grey, 100)
    assert mask is not None and mask[203, 450]
    bare = without_pale(grey, 100)
    assert bare[203, 450] == 255
    assert (bare[np.asarray(sheet(None).convert("L")) < 60] < 60).all()
    assert pale_over_print(np.asarray(sheet(None).convert("L")), 100) is None


def test_grey_rules_of_a_table_are_no_stamp() -> None:
    image = sheet(None).convert("L")
    draw = ImageDraw.Draw(image)
    for y in range(90, 900, 40):
        draw.line((60, y, 740, y), fill=100, width=3)
    assert pale_over_print(np.asarray(image), 100) is None


MASK = np.zeros((200, 900), np.bool_)
MASK[40:100, 400:520] = True


def test_the_better_reading_is_taken_where_ink_lies_and_nowhere_else() -> None:
    first = [
        word("De", 100, 50, 140, 80),
        word("raed", 150, 50, 300, 80, 60),
        word("bes]uxt", 400, 50, 520, 80, 30),
        word("nu", 600, 50, 640, 80),
    ]
    second = [
        word("De", 100, 50, 140, 80),
        word("raad", 150, 50, 300, 80),
        word("besluit", 400, 50, 520, 80, 92),
        word("nu", 600, 50, 640, 80),
    ]
    words, dropped = joined(first, second, MASK)
    assert [w.text for w in words] == ["De", "raed", "besluit", "nu"]
    assert dropped == 0
    words, _ = joined(second, first, MASK)
    assert [w.text for w in words] == ["De", "raad", "besluit", "nu"]


def test_scrawl_without_print_under_it_goes_and_a_stamp_that_reads_well_stays() -> None:
    first = [
        word("Voor", 100, 50, 200, 80),
        word("&GqLz", 410, 45, 500, 90, 25),
        word("INGEKOMEN", 400, 60, 520, 95, 90, line=2),
    ]
    second = [word("Voor", 100, 50, 200, 80)]
    words, dropped = joined(first, second, MASK)
    assert [w.text for w in words] == ["Voor", "INGEKOMEN"]
    assert dropped == 1


def test_print_that_the_ink_hid_comes_back_in_its_line() -> None:
    first = [word("De", 100, 50, 140, 80), word("nu", 530, 50, 570, 80), word("Later", 100, 120, 200, 150, line=2)]
    second = [word("De", 100, 50, 140, 80), word("besluit", 400, 50, 520, 80, 92), word("nu", 530, 50, 570, 80)]
    words, _ = joined(first, second, MASK)
    assert [w.text for w in words] == ["De", "besluit", "nu", "Later"]
    assert words[1].line == words[0].line


def test_each_word_of_a_line_that_only_the_first_reading_has_is_kept_once() -> None:
    stamp = [
        word(t, 400 + 160 * i, 60, 500 + 160 * i, 90, 95, line=7)
        for i, t in enumerate(("INGEKOMEN", "GRIFFIE", "ARCHIEF"))
    ]
    print_ = [
        word(t, 100 + 200 * i, 150, 280 + 200 * i, 180, 95, line=9)
        for i, t in enumerate(("gemeente", "college", "besluit"))
    ]
    mask = np.zeros((200, 900), np.bool_)
    mask[60:90, 400:900] = True
    words, dropped = joined([*stamp, *print_[:2]], print_, mask)
    assert sorted(w.text for w in words) == ["ARCHIEF", "GRIFFIE", "INGEKOMEN", "besluit", "college", "gemeente"]
    assert dropped == 0


def test_a_figure_that_two_readings_have_differently_is_doubtful() -> None:
    words, _ = joined([word("1.250", 400, 50, 520, 80, 70)], [word("4.250", 400, 50, 520, 80, 88)], MASK)
    assert [(w.text, w.confidence < 60) for w in words] == [("4.250", True)]


def test_a_wide_box_of_rubbish_gives_way_to_all_words_under_it_once() -> None:
    first = [word("~~%", 380, 40, 700, 100, 20), word("plan", 600, 50, 680, 80)]
    second = [word("het", 400, 50, 450, 80), word("college", 460, 50, 580, 80), word("plan", 600, 50, 680, 80)]
    words, _ = joined(first, second, MASK)
    assert [w.text for w in words] == ["het", "college", "plan"]


def test_rows_are_read_again_only_where_ink_spoils_words() -> None:
    grey = np.full((200, 900), 255, np.uint8)
    lines = [word("raad", 100 + 100 * i, 120, 180 + 100 * i, 150, line=2) for i in range(6)]
    good = [word("besluit", 400, 50, 520, 80, 95), *lines]
    bad = [word("bes]xt", 400, 50, 460, 80, 40), word("xq", 470, 50, 520, 80, 20), *lines]
    assert spoiled_band(good, MASK, grey, 100) is None
    assert spoiled_band(bad, MASK, grey, 100) == (0, 153)
    assert spoiled_band([word("xq", 410, 50, 500, 80, 20)] * 5, MASK, grey, 100) is None  # the ink is the print itself
    assert touched(good[0], MASK) and not touched(lines[0], MASK)


class Stamped:
    """Reads the print well only where no stamp is seen."""

    name = "stamped"

    def __init__(self) -> None:
        self.images: list[Image.Image] = []

    def read(self, image: Image.Image, dpi: int, segmentation: Segmentation = Segmentation.AUTO) -> OcrResult:
        self.images.append(image)
        first = len(self.images) == 1
        top = 0 if first else 1000 - image.height if image.height < 1000 else 0
        rows = range(100, 900, 40)
        texts = ["gemeente", "college", "besluit", "voorstel"]
        words = []
        for n, y in enumerate(rows):
            for i, text in enumerate(texts):
                spoiled = first and 200 < y < 430 and i in (2, 3)
                words.append(
                    OcrWord(
                        "x]q" if spoiled else text,
                        80 + 150 * i,
                        y,
                        200 + 150 * i,
                        y + 18,
                        20 if spoiled else 95,
                        1,
                        1,
                        n,
                    )
                )
        if not first:
            words = [OcrWord(*(getattr(w, f) for f in OcrWord.__slots__)) for w in words if top <= w.top]
        return OcrResult(tuple(words))

    def orientation(self, image: Image.Image, dpi: int) -> int | None:
        return None


def test_a_page_with_a_coloured_stamp_is_read_again_without_it_and_says_so() -> None:
    engine = Stamped()
    result = ocr_page(sheet((205, 40, 45)), 100, ReadOptions(ocr=engine))
    assert result.state is PageState.OCR
    assert len(engine.images) >= 2
    assert "coloured ink" in result.reason


def test_sums_and_growth_of_masks() -> None:
    mask = np.random.default_rng(2).random((40, 50)) < 0.1
    padded = np.pad(mask, 2).astype(int)
    wanted = sum(padded[y : y + 40, x : x + 50] for y in range(5) for x in range(5))
    assert (box_sum(mask, 5) == wanted).all()
    assert (grown(mask, 2) == (wanted > 0)).all()
