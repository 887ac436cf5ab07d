"""Bullets that are set off their line or drawn: (x, y of the upper edge, text), letters of 10 points, 5 points wide."""

from __future__ import annotations

import numpy as np

from griffier.pipeline.layout.assemble import assemble
from griffier.pipeline.layout.bullets import is_glyph, with_bullets
from griffier.pipeline.layout.page_words import PageWords

HEAD = (70.0, 86.0, "Verzoekt het college:")
FIRST = (90.0, 100.0, "de lampen bij de vijver te vervangen")
SECOND = (90.0, 114.0, "de raad daarover te informeren")


def text(lines: list[tuple[float, float, str]], drawn: list[list[float]] | None = None, lift: float = 6.0) -> str:
    """The canonical text of a page; a glyph's box lies `lift` points above its line, its base is the line's own."""
    rows, bases = [], {}
    for x, y, line in lines:
        for word in line.split():
            if is_glyph(word):
                bases[len(rows)] = y + 10
                rows.append((word, x, y - lift, x + 4, y - lift + 5))
            else:
                rows.append((word, x, y, x + 5 * len(word), y + 12.8))
            x += 5 * (len(word) + 0.6)
    x0, top, x1, bottom = (np.array([r[k] for r in rows], np.float32) for k in range(1, 5))
    page = PageWords(
        1, 595, 842, texts=[r[0] for r in rows], x0=x0, top=top, x1=x1, bottom=bottom,
        size=np.full(len(rows), 10, np.float32), confidence=np.full(len(rows), 100, np.float32),
        bold=np.zeros(len(rows), np.bool_),
    )  # fmt: skip
    return assemble([with_bullets(page, bases, np.array(drawn or [], np.float32).reshape(-1, 4))]).text


def test_a_glyph_whose_box_lies_above_opens_its_own_line() -> None:
    marks = [(75.0, y, "▪") for y in (100.0, 114.0)]
    read = text([HEAD, *marks, FIRST, SECOND])
    assert read.split("\n") == [HEAD[2], f"▪ {FIRST[2]}", f"▪ {SECOND[2]}"]


def test_a_drawn_disc_beside_a_line_is_its_bullet() -> None:
    discs = [[78.0, y + 5.5, 81.0, y + 8.5] for y in (100.0, 114.0)]
    read = text([HEAD, FIRST, SECOND], discs)
    assert read.split("\n") == [HEAD[2], f"• {FIRST[2]}", f"• {SECOND[2]}"]


def test_a_shape_inside_a_line_or_far_from_one_is_no_bullet() -> None:
    shapes = [[175.0, 92.0, 178.0, 95.0], [20.0, 105.0, 23.0, 108.0], [78.0, 300.0, 81.0, 303.0]]
    assert "•" not in text([HEAD, FIRST, SECOND], shapes)


def test_a_large_square_beside_a_line_is_no_bullet() -> None:
    assert "•" not in text([FIRST, SECOND], [[76.0, 99.0, 88.0, 111.0]])


def test_a_dash_in_a_sentence_stays_where_it_is() -> None:
    assert text([(90.0, 100.0, "de kosten – en de baten – in beeld")]) == "de kosten – en de baten – in beeld"
