"""Places on pages: boxes, words, ruling lines, and parts of a page that were read turned.

Columnar and frozen like the document itself. Boxes are PDF points in the displayed (rotated) page, origin top left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]


class Box(NamedTuple):
    """x0, top, x1, bottom in PDF points, origin top left of the displayed page."""

    x0: float
    top: float
    x1: float
    bottom: float


class Span(NamedTuple):
    """Half-open range of code points in a document's canonical text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Words:
    """The words of all pages as columns, in the order of the canonical text. Empty where the input has no page
    geometry.

    `page` is 1-based; `confidence` 0..100 (100 for a text layer); `size` in points and `bold` are 0 where unknown.
    `row`: the printed row that a word stands in, counted on each page from the top; words of two cells or columns on
    one height have the same, words that run up or down the page have -1.
    """

    start: Ints
    end: Ints
    page: Ints
    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats
    confidence: Floats
    size: Floats
    bold: npt.NDArray[np.bool_]
    row: Ints

    @classmethod
    def empty(cls) -> Words:
        """No words at all."""
        i, f = np.zeros(0, np.int32), np.zeros(0, np.float32)
        return cls(i, i, i, f, f, f, f, f, f, np.zeros(0, np.bool_), i)

    def __len__(self) -> int:
        return len(self.start)

    def box(self, i: int) -> Box:
        """The box of word `i`."""
        return Box(float(self.x0[i]), float(self.top[i]), float(self.x1[i]), float(self.bottom[i]))

    def within(self, start: int, end: int) -> range:
        """Indices of the words that overlap `[start, end)` of the canonical text."""
        # keys of the columns' own type: with a plain int numpy copies the whole column at each call
        lo = int(self.end.searchsorted(np.int32(start), side="right"))
        hi = int(self.start.searchsorted(np.int32(end), side="left"))
        return range(lo, max(lo, hi))


@dataclass(frozen=True, slots=True)
class Rules:
    """Straight vector strokes and filled bars of the pages (ruling lines of tables), as columns."""

    page: Ints
    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats

    @classmethod
    def empty(cls) -> Rules:
        """No rules at all."""
        i, f = np.zeros(0, np.int32), np.zeros(0, np.float32)
        return cls(i, f, f, f, f)

    def __len__(self) -> int:
        return len(self.page)


@dataclass(frozen=True, slots=True)
class Turned:
    """A picture that lies on its side on a page of text. Its words have boxes as if it were turned upright and laid
    inside its own frame: `laid` is where they are laid, `stands` where the picture is on the page, `rotation` the
    degrees clockwise that turned it upright.
    """

    page: int
    rotation: int
    laid: Box
    stands: Box

    def shown(self, box: Box) -> Box:
        """The place on the page of a box among the words."""
        wide, high = self.laid.x1 - self.laid.x0, self.laid.bottom - self.laid.top
        u0, u1 = (box.x0 - self.laid.x0) / wide, (box.x1 - self.laid.x0) / wide
        v0, v1 = (box.top - self.laid.top) / high, (box.bottom - self.laid.top) / high
        x0, top, x1, bottom = {90: (v0, 1 - u1, v1, 1 - u0), 270: (1 - v1, u0, 1 - v0, u1)}.get(
            self.rotation, (1 - u1, 1 - v1, 1 - u0, 1 - v0)
        )
        left, upper = self.stands.x0, self.stands.top
        across, down = self.stands.x1 - left, self.stands.bottom - upper
        return Box(left + x0 * across, upper + top * down, left + x1 * across, upper + bottom * down)
