"""Pictures that lie on their side: places among their words are led back to the page."""

from __future__ import annotations

import pytest

from griffier.schemas.document import Box, Document, Page, Turned

STANDS = Box(100, 100, 200, 400)


@pytest.mark.parametrize(
    ("rotation", "laid", "corner"),
    [
        (
            90,
            Box(100, 100, 400, 200),
            Box(100, 390, 110, 400),
        ),  # turned clockwise to be upright: its left edge is below
        (270, Box(100, 100, 400, 200), Box(190, 100, 200, 110)),
        (180, Box(100, 100, 200, 400), Box(190, 390, 200, 400)),
    ],
)
def test_the_upper_left_corner_of_the_words(rotation: int, laid: Box, corner: Box) -> None:
    picture = Turned(1, rotation, laid, STANDS)
    assert picture.shown(Box(laid.x0, laid.top, laid.x0 + 10, laid.top + 10)) == pytest.approx(corner)
    assert picture.shown(laid) == pytest.approx(STANDS)


def test_words_elsewhere_stay() -> None:
    doc = Document("", (Page(1, 0, 0),), turned=(Turned(1, 90, Box(100, 100, 400, 200), STANDS),))
    outside = Box(10, 10, 20, 20)
    assert doc.shown(1, outside) == outside
    assert doc.shown(2, Box(100, 100, 110, 110)) == Box(100, 100, 110, 110)
    assert doc.shown(1, Box(100, 100, 110, 110)) == pytest.approx(Box(100, 390, 110, 400))
