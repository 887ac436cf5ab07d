"""Heads of a table that the engine garbled or dropped, read again by themselves; and columns of single digits that were
read as a line on its side. The engine is a fake."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from griffier.pipeline.ocr.engine import OcrResult, OcrWord, Segmentation
from griffier.pipeline.ocr.noise import without_upright
from griffier.pipeline.ocr.tables.head_lines import add_heads

PAGE = np.full((700, 1000), 255, np.uint8)


def word(text: str, x: int, top: int, sure: float = 95.0, high: int = 20, wide: int = 0) -> OcrWord:
    return OcrWord(text, x, top, x + (wide or 10 * len(text)), top + high, sure, 1, 1, top)


def table(*head: OcrWord) -> list[OcrWord]:
    """Three rows of two figures, at 300 and 450, under a head."""
    rows = [
        w
        for top, label in ((200, "Wegen"), (240, "Groen"), (280, "Afval"))
        for w in (word(label, 50, top), word("1.208", 300, top), word("3.918", 450, top))
    ]
    return [*head, *rows]


class Read:
    """An engine that has these words of whatever it is shown, and remembers how it was asked."""

    name = "read"

    def __init__(self, *words: OcrWord) -> None:
        self.words, self.asked = words, []  # type: ignore[var-annotated]

    def read(self, image: Image.Image, dpi: int, segmentation: Segmentation = Segmentation.AUTO) -> OcrResult:
        self.asked.append(segmentation)
        return OcrResult(self.words)

    def orientation(self, image: Image.Image, dpi: int) -> int | None:
        return None


def shown(text: str, x: int, top: int, sure: float = 96.0, up: int = 140) -> OcrWord:
    """A word as it stands in the head that was cut out: `up` is where the cut begins, 1.7 how much it is enlarged."""
    by = 34 / 20
    box = [round(v * by) for v in (x, top - up, x + 10 * len(text), top - up + 20)]
    return OcrWord(text, *box, sure, 1, 1, 1)


def texts(words: tuple[OcrWord, ...]) -> list[str]:
    return [w.text for w in sorted(words, key=lambda w: (w.top // 30, w.x0)) if w.top < 190]


SURE = (word("Onderwerp", 50, 160), word("2027", 300, 160), word("2028", 450, 160))


def test_a_head_that_was_read_surely_costs_nothing() -> None:
    engine = Read()
    given = table(*SURE)
    assert add_heads(given, PAGE, 300, engine) == tuple(given)
    assert engine.asked == []


@pytest.mark.parametrize(
    ("head", "again", "read"),
    [
        # one high word for two columns
        ([word("EEE", 300, 160, 21.0, wide=190)], ["2027", "2028"], ["Onderwerp", "2027", "2028"]),
        # a column without a head, where the other has one
        ([word("2028", 450, 160)], ["2027", "2028"], ["Onderwerp", "2027", "2028"]),
        # nothing better is seen: what was read stays
        ([word("Kestant", 300, 160, 60.0), word("2028", 450, 160)], [], ["Onderwerp", "Kestant", "2028"]),
        # what was read surely stays, whatever is seen there now
        ([word("2027", 300, 160), word("2028", 450, 160, 60.0)], ["2021", "2028"], ["Onderwerp", "2027", "2028"]),
        # a figure is left to the cells: only words and years are taken
        ([word("27", 300, 160, 60.0), word("2028", 450, 160)], ["21"], ["Onderwerp", "27", "2028"]),
    ],
)
def test_a_head_in_doubt_is_read_again(head: list[OcrWord], again: list[str], read: list[str]) -> None:
    engine = Read(*(shown(text, x, 160) for text, x in zip(again, (300, 450), strict=False)))
    assert texts(add_heads(table(SURE[0], *head), PAGE, 300, engine)) == read
    assert engine.asked == [Segmentation.SPARSE]


def test_a_second_reading_in_doubt_is_not_taken() -> None:
    engine = Read(shown("2027", 300, 160, 70.0))
    given = table(SURE[0], word("2O27", 300, 160, 60.0), SURE[2])
    assert add_heads(given, PAGE, 300, engine) == tuple(given)


def test_prose_without_figures_is_no_table() -> None:
    engine = Read()
    prose = [word("Wegen", 50 + 80 * i, 40 * j, 50.0) for i in range(6) for j in range(6)]
    assert add_heads(prose, PAGE, 300, engine) == tuple(prose)
    assert engine.asked == []


def test_figures_that_stand_in_no_columns_are_no_table() -> None:
    engine = Read(shown("Cuiik", 300, 160))
    letter = [word("Cuijk", 300, 160, 60.0)]
    letter += [word(t, x, top) for top, x in ((200, 50), (240, 300)) for t, x in (("12", x), ("345", x + 100))]
    assert add_heads(letter, PAGE, 300, engine) == tuple(letter)
    assert engine.asked == []


def _upright(sure: float) -> list[OcrWord]:
    return [replace(word(t, 40, 200 + 40 * i, sure, wide=12), block=2, line=1) for i, t in enumerate(("u", "te", "A"))]


def test_a_column_of_digits_read_on_its_side_is_no_text() -> None:
    point = word(".", 46, 240, 60.0, wide=3)
    given = table(*SURE)
    given.insert(given.index(next(w for w in given if w.text == "Groen")), point)
    assert without_upright([*given, *_upright(30.0)]) == tuple(w for w in given if w is not point)


@pytest.mark.parametrize("sure", [60.0, 95.0])
def test_words_that_are_printed_upright_stay(sure: float) -> None:
    given = [*table(*SURE), *_upright(sure)]
    assert without_upright(given) == tuple(given)


def test_a_page_that_lies_on_its_side_stays() -> None:
    given = [*_upright(30.0), word("Wegen", 300, 200)]
    assert without_upright(given) == tuple(given)
