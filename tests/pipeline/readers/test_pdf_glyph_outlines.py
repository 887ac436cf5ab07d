"""Glyphs that are drawn are one shape where they differ in size alone."""

from __future__ import annotations

import pytest

from griffier.pipeline.readers.pdf.glyph_outlines import Shapes, outline_of


def bar(x: int, y: int, width: int, height: int, advance: int) -> bytes:
    return b"%d 0 d0\n%d %d m %d %d l %d %d l %d %d l h f" % (
        *(advance, x, y, x + width, y, x + width, y + height, x, y + height),
    )


def numbers(*procs: bytes) -> list[int]:
    shapes = Shapes()
    return [shapes.number(outline_of(proc)) for proc in procs]


def test_the_same_letter_in_another_size_is_one_shape() -> None:
    assert numbers(bar(100, 0, 90, 716, 278), bar(200, 0, 180, 1432, 556)) == [0, 0]


def test_rounded_to_whole_units_it_still_is() -> None:
    assert numbers(bar(64, 0, 57, 458, 178), bar(83, 0, 75, 596, 231)) == [0, 0]


def test_letters_that_look_alike_are_two() -> None:
    assert numbers(bar(67, 0, 88, 716, 222), bar(91, 0, 96, 716, 278)) == [0, 1]  # l and I


def test_a_comma_and_an_apostrophe_are_two() -> None:
    assert numbers(bar(80, -140, 90, 240, 278), bar(80, 470, 90, 240, 278)) == [0, 1]


def test_a_dot_and_a_dash_are_two() -> None:
    assert numbers(bar(80, 0, 100, 100, 278), bar(40, 230, 250, 80, 333)) == [0, 1]


def test_a_matrix_inside_the_glyph_is_undone() -> None:
    scaled = b"556 0 d0 q 2 0 0 2 0 0 cm 100 0 m 190 0 l 190 716 l 100 716 l h f Q"
    assert numbers(bar(100, 0, 90, 716, 278), scaled) == [0, 0]


def test_a_glyph_that_draws_nothing_is_blank() -> None:
    assert outline_of(b"278 0 d0").is_blank
    assert outline_of(b"278 0 0 0 0 0 d1 10 10 m 20 20 l n").is_blank
    assert not outline_of(bar(0, 0, 10, 10, 20)).is_blank


def test_pictures_are_the_same_where_their_content_is() -> None:
    def picture(content: bytes) -> bytes:
        return b"10 0 0 0 8 8 d1 q 8 0 0 8 0 0 cm BI /W 8 /H 8 /IM true ID " + content + b" EI Q"

    assert numbers(picture(b"\x01\x02"), picture(b"\x01\x02"), picture(b"\x01\x03")) == [0, 0, 1]
    assert outline_of(picture(b"\x01")).bounds == (0, 0, 8, 8)


def test_the_ink_of_a_ring_is_without_its_hole() -> None:
    ring = b"600 0 d0 0 0 m 100 0 l 100 100 l 0 100 l h 25 25 m 25 75 l 75 75 l 75 25 l h f"
    assert outline_of(ring).area == pytest.approx(7_500)


def test_a_drawing_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="glyph"):
        outline_of(b"1 0 d0 " + b"0 0 m " * 10_000)
