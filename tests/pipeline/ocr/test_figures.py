"""Signs and noughts of figures, told by the ink; light text on dark panels; rows of a table without its ruling. No
engine runs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from griffier.pipeline.ocr.engine import OcrResult, OcrWord, Segmentation
from griffier.pipeline.ocr.image.panels import add_panels, on_paper, panels
from griffier.pipeline.ocr.noise import without_edges, without_noise
from griffier.pipeline.ocr.tables.signs import mend_figures


def word(
    text: str, x0: int, top: int, x1: int, bottom: int, line: int = 1, confidence: float = 90.0, block: int = 1
) -> OcrWord:
    return OcrWord(text, x0, top, x1, bottom, confidence, block, 1, line)


def inked(*boxes: tuple[int, int, int, int]) -> np.ndarray:
    ink = np.zeros((200, 900), np.bool_)
    for x0, top, x1, bottom in boxes:
        ink[top:bottom, x0:x1] = True
    return ink


DIGITS = (120, 50, 300, 80)


@pytest.mark.parametrize(
    ("text", "strokes", "expected"),
    [
        ("63.620", [(104, 64, 115, 68)], "-63.620"),
        ("=63.620", [(104, 64, 115, 68)], "-63.620"),
        ("“91.697", [(104, 64, 115, 68)], "-91.697"),
        ("63.620", [(88, 64, 115, 68)], "-63.620"),  # as wide as a digit
        ("63.620", [], "63.620"),
        ("=63.620", [(104, 60, 115, 63), (104, 68, 115, 71)], "=63.620"),  # two strokes are an equals sign
        ("63.620", [(104, 78, 115, 82)], "63.620"),  # a stroke at the foot is underlining
        ("63.620", [(20, 64, 115, 68)], "63.620"),  # a long stroke is a line
        ("2022", [(90, 50, 97, 80), (100, 64, 111, 68)], "2022"),  # a dash close after a digit: 2021-2022
        ("Saldo", [(104, 64, 115, 68)], "Saldo"),
    ],
)
def test_a_minus_is_what_the_ink_says(text: str, strokes: list[tuple[int, int, int, int]], expected: str) -> None:
    (mended,) = mend_figures([word(text, *DIGITS)], inked(DIGITS, *strokes))
    assert mended.text == expected


def test_a_lone_o_in_a_row_of_figures_is_nought() -> None:
    row = [
        word("1.234", 100, 50, 200, 80),
        word("o", 300, 58, 318, 80),
        word("Of", 400, 50, 430, 80),
        word("2.500", 500, 50, 600, 80),
    ]
    assert [w.text for w in mend_figures(row, inked())] == ["1.234", "0", "0", "2.500"]
    prose = [word("1.234", 100, 50, 200, 80), word("of", 212, 50, 235, 80), word("2.500", 247, 50, 340, 80)]
    assert [w.text for w in mend_figures(prose, inked())] == ["1.234", "of", "2.500"]
    assert [w.text for w in mend_figures([word("o", 300, 58, 318, 80)], inked())] == ["o"]


@pytest.mark.parametrize(
    ("text", "x0", "confidence", "kept"),
    [
        ("Î", 700, 60, False),
        ("°", 700, 40, False),
        ("|:", 700, 20, False),
        ("Î", 412, 60, True),  # close to its line: a letter of it
        ("Î", 700, 90, True),
        ("V", 700, 60, True),
        ("ja", 700, 60, True),
        ("7", 700, 20, True),
        ("-", 700, 20, True),
        ("€", 700, 20, True),
    ],
)
def test_dirt_at_the_end_of_a_line_is_no_word(text: str, x0: int, confidence: float, kept: bool) -> None:
    line = [
        word("raad", 100, 50, 200, 80),
        word("besluit", 210, 50, 400, 80),
        word(text, x0, 50, x0 + 12, 80, confidence=confidence),
    ]
    assert (len(without_noise(line)) == 3) == kept


def test_a_line_of_dirt_alone_goes_and_bullets_stay() -> None:
    assert without_noise([word("°", 10, 50, 20, 80, confidence=30)]) == ()
    bullet = [word("•", 10, 50, 20, 80, confidence=30), word("te", 90, 50, 120, 80)]
    assert without_noise(bullet) == tuple(bullet)


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("[Programma", (101, 10, 104, 160), "Programma"),
        ("[Programma", (101, 50, 104, 80), "[Programma"),  # no higher than the word: its own bracket
        ("(1.250)", (101, 10, 104, 160), "(1.250)"),
        ("1.250)", (296, 10, 299, 160), "1.250"),
        ("1.250)", (101, 10, 104, 160), "1.250)"),
        ("17.3", (101, 10, 104, 160), "17.3"),  # a digit is never taken away
    ],
)
def test_a_ruling_line_at_the_edge_of_a_word_is_no_bracket(
    text: str, line: tuple[int, int, int, int], expected: str
) -> None:
    (trimmed,) = without_edges([word(text, 100, 50, 300, 80)], inked(line))
    assert trimmed.text == expected


class Panel:
    """Gives back words, and remembers what it saw."""

    name = "panel"

    def __init__(self, *words: OcrWord, at: tuple[int, int] = (0, 0)) -> None:
        self.words, self.seen, self.at = words, 0, at

    def read(self, image: Image.Image, dpi: int, segmentation: Segmentation = Segmentation.AUTO) -> OcrResult:
        """The words where they stand on what is cut out of a page of 100 dots an inch at `at`, and enlarged."""
        self.seen += 1
        (x, y), by = self.at, dpi // 100
        return OcrResult(
            tuple(
                replace(w, x0=(w.x0 - x) * by, x1=(w.x1 - x) * by, top=(w.top - y) * by, bottom=(w.bottom - y) * by)
                for w in self.words
            )
        )

    def orientation(self, image: Image.Image, dpi: int) -> int | None:
        return None


def sheet(ground: int, letters: int) -> np.ndarray:
    image = Image.new("L", (1000, 800), 255)
    draw = ImageDraw.Draw(image)
    draw.rectangle((100, 100, 900, 300), fill=ground)
    for x in range(150, 850, 30):
        draw.rectangle((x, 180, x + 6, 210), fill=letters)
    return np.asarray(image)


@pytest.mark.parametrize(
    ("ground", "letters", "found"),
    [(60, 255, True), (150, 250, True), (225, 0, False), (60, 60, False), (255, 0, False)],
)
def test_light_text_on_a_dark_panel_is_turned_about(ground: int, letters: int, found: bool) -> None:
    light = panels(sheet(ground, letters), 100)
    assert (light is not None) == found
    if light is not None:
        assert light[195, 153] < 60
        assert light[150, 500] == 255
        assert light[600, 500] == 255


def test_what_a_panel_holds_joins_the_page_and_the_surer_reading_stays() -> None:
    engine = Panel(
        word("Begroting", 150, 180, 300, 210, 1, 92),
        word("Zuid", 310, 180, 400, 210, 1, 40),
        word("raad", 500, 180, 600, 210, 2, 80),
        word("gx", 700, 250, 720, 270, 3, 30),
        at=(130, 160),
    )
    before = [word("raad", 500, 180, 600, 210, confidence=95), word("Bgr", 150, 180, 300, 210, confidence=20)]
    after = add_panels(before, sheet(60, 255), 100, engine)
    assert [w.text for w in after] == ["Begroting", "Zuid", "raad"]  # on the line that was read in part
    assert len({(w.block, w.paragraph, w.line) for w in after}) == 1
    assert add_panels(before, sheet(255, 0), 100, engine) == tuple(before)
    assert engine.seen == 2  # a line that was read unsurely, once more


def test_light_print_on_a_dark_band_is_as_if_on_paper_and_what_stands_below_stays() -> None:
    image = Image.fromarray(sheet(60, 255))
    ImageDraw.Draw(image).rectangle((150, 310, 160, 325), fill=0)
    paper = on_paper(np.asarray(image), 100)
    assert (paper[195, 153] < 60, paper[150, 500], paper[600, 500]) == (True, 255, 255)
    assert (paper[101:300:4, 101:900:4] < 60).mean() < 0.2  # no rim is left
    assert (paper[310:326, 150:161] == 0).all()
    plain = np.full((400, 400), 255, np.uint8)
    assert on_paper(plain, 100) is plain


def test_a_longer_reading_of_a_panel_goes_before_a_sure_scrap() -> None:
    engine = Panel(word("Rekening", 150, 180, 300, 210, 1, 92), word("2028", 310, 180, 400, 210, 1, 95), at=(130, 160))
    before = [word("Rel", 160, 180, 220, 210, confidence=97)]
    assert [w.text for w in add_panels(before, sheet(60, 255), 100, engine)] == ["Rekening", "2028"]
    assert engine.seen == 1


def letters_on(ground: int, ink: int) -> np.ndarray:
    """A band with a line of print of seven strokes, black on a colour: what a title in a coloured bar looks like."""
    image = Image.new("L", (1000, 800), 255)
    draw = ImageDraw.Draw(image)
    draw.rectangle((100, 100, 900, 200), fill=ground)
    draw.line((100, 110, 900, 110), fill=ink, width=2)
    for x in range(150, 570, 60):
        draw.rectangle((x, 135, x + 12, 155), fill=ink)
    return np.asarray(image)


@pytest.mark.parametrize(
    ("ground", "ink", "covered", "asked"),
    [
        (145, 0, False, 1),  # black on green, and the engine left it out
        (145, 0, True, 0),  # the engine read it
        (145, 100, False, 0),  # a shade of the panel's own colour: a picture
        (60, 0, False, 0),  # too dark to be read by anybody
        (225, 0, False, 0),  # grey shading: the engine reads text on it
        (145, 145, False, 0),
    ],
)
def test_black_text_of_a_coloured_band_is_read_where_the_engine_dropped_it(
    ground: int, ink: int, covered: bool, asked: int
) -> None:
    words = word("Overzicht", 150, 130, 330, 160, 1, 92), word("lasten", 360, 130, 560, 160, 1, 90)
    engine = Panel(*words, at=(130, 115))
    elsewhere = word("raad", 500, 600, 600, 630)
    before = [word("Overzicht", 150, 130, 360, 160), word("lasten", 360, 130, 560, 160)] if covered else [elsewhere]
    after = add_panels(before, letters_on(ground, ink), 100, engine)
    assert engine.seen == asked
    assert [w.text for w in after] == (["raad", "Overzicht", "lasten"] if asked else [w.text for w in before])


def test_of_a_line_that_the_engine_read_in_part_nothing_is_read_anew() -> None:
    words = word("€53,242000", 150, 130, 330, 160, 1, 96), word("lasten", 360, 130, 560, 160, 1, 96)
    engine = Panel(*words, at=(314, 115))
    before = [word("€53.242.000", 152, 131, 332, 160, confidence=40)]
    assert add_panels(before, letters_on(145, 0), 100, engine) == tuple(before)
    assert engine.seen == 1


@pytest.mark.parametrize(("text", "confidence"), [("al", 90), ("Overzicht lasten", 60)])
def test_a_word_in_a_picture_is_no_line_that_was_dropped(text: str, confidence: int) -> None:
    words = text.split()
    engine = Panel(*(word(w, 150 + 210 * i, 130, 330 + 210 * i, 160, 1, confidence) for i, w in enumerate(words)))
    before = [word("raad", 500, 600, 600, 630)]
    assert add_panels(before, letters_on(145, 0), 100, engine) == tuple(before)
