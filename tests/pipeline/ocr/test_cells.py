"""Cells of a table that the engine dropped or doubted, read again. The engine is a fake that knows what it is shown by
its order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from griffier.extractors.tables.printed_figures import figure
from griffier.pipeline.ocr.engine import OcrResult, OcrWord, Segmentation
from griffier.pipeline.ocr.image.enhance import straightened, tilted_back
from griffier.pipeline.ocr.tables.cells import add_cells
from griffier.pipeline.ocr.tables.glyphs import faint_stroke, pieces, signed
from griffier.pipeline.ocr.tables.lattice import lattice

FONT = ImageFont.load_default(size=20)
ROWS = [("Wegen", "1.208", "-3.918"), ("Groen", "2.116", "-2.447"), ("Riolering", "2.866", "-2.204"), ("Afval",
        "3.391", "-3.106"),
        ("Milieu", "4.037", "-1.744"), ("Sport", "5.206", "-9.318"), ("Cultuur", "6.775", "-8.052")]  # fmt: skip
COLUMNS = (60, 500, 700)


def drawn(rules: bool = False) -> tuple[np.ndarray, list[list[OcrWord]]]:
    """A page and its words, row by row, with the boxes of their ink."""
    image = Image.new("L", (1000, 700), 255)
    draw = ImageDraw.Draw(image)
    words = []
    for r, row in enumerate(ROWS):
        y = 80 + 60 * r
        line = []
        for c, text in enumerate(row):
            x = COLUMNS[c] if c == 0 else COLUMNS[c] - round(draw.textlength(text, FONT))
            draw.text((x, y), text, font=FONT, fill=0)
            x0, top, x1, bottom = draw.textbbox((x, y), text, font=FONT)
            if text[0] == "-":
                top = round(draw.textbbox((x, y), text[1:], font=FONT)[1])
            line.append(OcrWord(text, round(x0), round(top), round(x1), round(bottom), 96.0, 1, 1, r + 1))
        words.append(line)
    if rules:
        for x in (40, 400, 580, 720):
            draw.line((x, 60, x, 500), fill=0, width=3)
    return np.asarray(image), words


class Told:
    """Says of each line of a sheet what it is told, from top to bottom; remembers the sheets."""

    name = "told"

    def __init__(self, *answers: str) -> None:
        self.answers, self.sheets = answers, []  # type: ignore[var-annotated]

    def read(self, image: Image.Image, dpi: int, segmentation: Segmentation = Segmentation.AUTO) -> OcrResult:
        self.sheets.append((segmentation, image))
        dark = (np.asarray(image) < 128).any(axis=1)
        at = np.flatnonzero(dark)
        runs = np.split(at, np.flatnonzero(np.diff(at) > 12) + 1) if len(at) else []
        found = [
            OcrWord(t, 40, int(r[0]), 200, int(r[-1]) + 1, 90.0, 1, 1, i)
            for i, (r, t) in enumerate(zip(runs, self.answers, strict=False))
        ]
        return OcrResult(tuple(w for w in found if w.text))

    def orientation(self, image: Image.Image, dpi: int) -> int | None:
        return None


def text_of(words: tuple[OcrWord, ...], row: int) -> list[str]:
    top = 80 + 60 * row
    return [w.text for w in sorted(words, key=lambda w: w.x0) if top - 10 < (w.top + w.bottom) / 2 < top + 40]


def test_a_table_that_was_read_surely_costs_nothing() -> None:
    grey, words = drawn()
    engine = Told()
    given = [w for line in words for w in line]
    read, count = add_cells(given, grey, 200, engine, False)
    assert (list(read), count, engine.sheets) == (given, 0, [])


def test_cells_that_nobody_read_are_found_and_read() -> None:
    grey, words = drawn(rules=True)
    given = [w for r, line in enumerate(words) for c, w in enumerate(line) if not (c == 2 and r in (1, 4))]
    engine = Told("-2.447", "-1.744")
    read, count = add_cells(given, grey, 200, engine, False)
    assert count == 2
    assert [s for s, _ in engine.sheets] == [Segmentation.BLOCK]
    assert text_of(read, 1) == ["Groen", "2.116", "-2.447"]
    assert text_of(read, 4) == ["Milieu", "4.037", "-1.744"]


def test_a_minus_that_the_engine_lost_is_in_the_ink() -> None:
    grey, words = drawn()
    lost = words[3][2]
    words[3][2] = OcrWord("3.106", lost.x0 + 10, lost.top, lost.x1, lost.bottom, 96.0, 1, 1, 4)
    read, count = add_cells([w for line in words for w in line], grey, 200, Told("3.106"), False)
    assert count == 1
    assert text_of(read, 3) == ["Afval", "3.391", "-3.106"]


@pytest.mark.parametrize("apart", [True, False])
def test_a_minus_between_a_euro_sign_and_its_figure(apart: bool) -> None:
    grey, words = drawn()
    image = Image.fromarray(grey)
    lost = words[3][2]
    sign = OcrWord("€", lost.x0 - 22, lost.top, lost.x0 - 8, lost.bottom, 96.0, 1, 1, 4)
    ImageDraw.Draw(image).rectangle((sign.x0, sign.top, sign.x1, sign.bottom - 1), fill=0)
    if apart:
        words[3][2:] = [sign, OcrWord("3.106", lost.x0, lost.top, lost.x1, lost.bottom, 70.0, 1, 1, 4)]
    else:
        words[3][2] = OcrWord("€3.106", sign.x0, lost.top, lost.x1, lost.bottom, 70.0, 1, 1, 4)
    read, count = add_cells([w for line in words for w in line], np.asarray(image), 200, Told("3.106"), False)
    assert count == 1
    assert "".join(text_of(read, 3)[2:]) == "€-3.106"


@pytest.mark.parametrize(
    ("first", "second", "read"),
    [
        ("-/-3.106", "493.106", True),
        ("-/-3.106", "8-3.106", True),
        ("-/-3.105", "83.107", False),  # three readings, and the form of the digits is of none of the others
        ("-/-3.106", "83.105", True),  # the form of the digits behind the sign agrees with the first
        ("/-3.106", "--3.106", True),  # of the sign one stroke was lost
        ("+/-3.106", "--3.106", True),
    ],
)
def test_a_sign_with_a_slash_is_read_as_digits_among_figures(first: str, second: str, read: bool) -> None:
    grey, words = drawn()
    words[3][2] = replace(words[3][2], text=first, confidence=60.0)
    (word,) = [
        w
        for w in add_cells([w for line in words for w in line], grey, 200, Told(second), False)[0]
        if w.x0 > 600 and 255 < w.top < 290
    ]
    found = figure(word.text)
    assert (found is not None and found.value == -3106 and word.confidence >= 90) == read


@pytest.mark.parametrize(
    ("letters", "confidence", "answers", "read"),
    [
        ("Z1IG", 40.0, ("2.116",), "2.116"),
        ("Z1IG", 90.0, (), "Z1IG"),  # read surely, it is what is printed
        ("Groen", 40.0, (), "Groen"),  # a word of the language
    ],
)
def test_a_figure_that_was_read_as_letters_is_read_again(
    letters: str, confidence: float, answers: tuple[str, ...], read: str
) -> None:
    grey, words = drawn()
    words[1][1] = replace(words[1][1], text=letters, confidence=confidence)
    engine = Told(*answers)
    found, count = add_cells([w for line in words for w in line], grey, 200, engine, False)
    assert count == len(answers)
    assert text_of(found, 1) == ["Groen", read, "-2.447"]


def test_a_year_that_was_read_surely_is_not_read_again() -> None:
    grey, words = drawn()
    words[0][1] = replace(words[0][1], text="2031")  # its ink is that of another figure
    read, count = add_cells([w for line in words for w in line], grey, 200, Told("1.208"), False)
    assert (text_of(read, 0), count) == (["Wegen", "2031", "-3.918"], 0)


def test_a_figure_read_surely_with_a_one_that_looks_like_a_seven_keeps_both() -> None:
    grey, words = drawn()
    words[5][1] = replace(words[5][1], text="5.206")
    words[6][1] = replace(words[6][1], text="6.115")  # 6.775 is printed
    read, _ = add_cells([w for line in words for w in line], grey, 200, Told("6.115"), False)
    (word,) = [w for w in read if w.text == "6.115"]
    assert word.others == ("6.775",)


def test_a_letter_in_a_column_of_figures_stays_with_its_figure() -> None:
    grey, words = drawn()
    page = Image.fromarray(grey)
    for r, line in enumerate(words):
        y = 80 + 60 * r
        letter = "VN"[r % 2]
        x0, top, x1, bottom = ImageDraw.Draw(page).textbbox((708, y), letter, font=FONT)
        ImageDraw.Draw(page).text((708, y), letter, font=FONT, fill=0)
        line.append(OcrWord(letter, round(x0), round(top), round(x1), round(bottom), 96.0, 1, 1, r + 1))
    lost = words[4].pop(2)  # its figure was read as letters, its letter as one
    words[4].insert(2, replace(lost, text="ITAG", confidence=40.0))
    found, _ = add_cells([w for line in words for w in line], np.asarray(page), 200, Told("-1.744 V"), False)
    assert "".join(text_of(found, 4)) == "Milieu4.037-1.744V"
    assert text_of(found, 3)[-1] == "N"


def test_figures_of_two_columns_that_were_read_as_one() -> None:
    grey, words = drawn()
    left, right = words[2][1:]
    image = np.roll(grey, 0)
    near = np.full_like(image, 255)
    near[:, : left.x1 + 4] = image[:, : left.x1 + 4]
    move = right.x0 - left.x1 - 20  # the second column close behind the first
    near[:, left.x1 + 4 : -move] = image[:, left.x1 + 4 + move :]
    for line in words:
        line[2] = OcrWord(
            line[2].text, line[2].x0 - move, line[2].top, line[2].x1 - move, line[2].bottom, 96.0, 1, 1, 1
        )
    words[2][1:] = [OcrWord("2.8662204", left.x0, left.top, right.x1 - move, left.bottom, 40.0, 1, 1, 3)]
    engine = Told("2.866", "-2.204")
    read, _ = add_cells([w for line in words for w in line], near, 200, engine, False)
    assert text_of(read, 2) == ["Riolering", "2.866", "-2.204"]


def test_a_page_is_straightened_about_its_middle_and_its_boxes_with_it() -> None:
    word = OcrWord("1.208", 700, 100, 760, 130, 96.0, 1, 1, 1)
    straight = straightened(word, 1.2, 1000, 800)
    assert straight.top > word.top  # it climbed to the right
    assert straight.bottom - straight.top < 30
    back = tilted_back(straight, 1.2, 1000, 800)
    assert abs(back.x0 - word.x0) <= 1
    assert abs((back.top + back.bottom) - (word.top + word.bottom)) <= 2


def test_a_wrong_digit_is_told_by_its_form() -> None:
    grey, words = drawn()
    wrong = words[2][1]
    words[2][1] = OcrWord("2.366", wrong.x0, wrong.top, wrong.x1, wrong.bottom, 96.0, 1, 1, 3)
    read, _ = add_cells([w for line in words for w in line], grey, 200, Told("2.866"), False)
    assert text_of(read, 2) == ["Riolering", "2.866", "-2.204"]


def test_two_readings_that_differ_are_both_kept() -> None:
    grey, words = drawn()
    doubted = words[2][1]
    words[2][1] = OcrWord("2.366", doubted.x0, doubted.top, doubted.x1, doubted.bottom, 40.0, 1, 1, 3)
    read, _ = add_cells([w for line in words for w in line], grey, 200, Told("2.386"), False)
    (word,) = [w for w in read if w.text[0] == "2" and 190 < w.top < 240 and w.x0 < 600]
    assert word.confidence < 45
    assert {word.text, *word.others} >= {"2.366", "2.386"}


def test_prose_has_no_cells() -> None:
    grey, words = drawn()
    labels = [line[0] for line in words] * 2
    blank = np.full_like(grey, 255)
    assert lattice(labels, blank, 200) is None


@pytest.mark.parametrize(("text", "expected"), [("-74", True), ("74", False), ("1.350", False), ("-1.350", True)])
def test_the_sign_of_a_figure_by_its_ink(text: str, expected: bool) -> None:
    image = Image.new("L", (200, 40), 255)
    ImageDraw.Draw(image).text((20, 8), text, font=FONT, fill=0)
    ink = np.asarray(image) < 128
    assert signed(ink, 15.0) is expected
    assert len(pieces(ink, 15.0)) == len(text)


@pytest.mark.parametrize(
    ("box", "level", "expected"),
    [
        ((4, 7, 10, 8), 190, True),
        (None, 0, False),
        ((4, 7, 10, 8), 250, False),
        ((2, 0, 4, 15), 190, None),
        ((4, 13, 10, 14), 190, None),
    ],
)
def test_a_pale_stroke_before_a_figure(
    box: tuple[int, int, int, int] | None, level: int, expected: bool | None
) -> None:
    before = np.full((15, 12), 255, np.uint8)
    if box is not None:
        before[box[1] : box[3], box[0] : box[2]] = level
    assert faint_stroke(before, 200.0, 14.0) is expected
