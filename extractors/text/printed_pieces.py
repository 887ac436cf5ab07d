"""The words of a page as pieces of printed lines: what stands together with no wide gap between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from griffier.schemas.document import Box, Words

_CELL_GAP = 0.75
"""White between two words, in heights of their line, from which they stand in two cells."""


@dataclass(slots=True)
class Piece:
    """Words of one printed line with no wide gap between them: their numbers, where each begins and ends, and a box."""

    at: list[int]
    x0: float
    x1: float
    top: float
    bottom: float
    sides: list[tuple[float, float]]

    @property
    def middle(self) -> float:
        """Its middle, in points from the top of the page."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """The height of its line in points."""
        return self.bottom - self.top

    def parted(self, k: int) -> tuple[Piece, Piece]:
        """Its first `k` words, and the others."""
        return (
            Piece(self.at[:k], self.x0, self.sides[k - 1][1], self.top, self.bottom, self.sides[:k]),
            Piece(self.at[k:], self.sides[k][0], self.x1, self.top, self.bottom, self.sides[k:]),
        )


def pieces_of(words: Words, inside: range, taken: Sequence[Box]) -> list[Piece]:
    """The pieces of some words of a page, those inside boxes that are taken left out; in no order."""
    columns = (words.x0, words.top, words.x1, words.bottom)
    places = zip(inside, *(column[inside.start : inside.stop].tolist() for column in columns), strict=True)
    printed = [Piece([i], x0, x1, top, bottom, [(x0, x1)]) for i, x0, top, x1, bottom in places]
    lines: list[list[Piece]] = []
    for word in sorted(printed, key=lambda w: (round(w.bottom, 1), w.x0)):
        if lines and abs(lines[-1][0].bottom - word.bottom) <= 0.25 * word.height:
            lines[-1].append(word)
        else:
            lines.append([word])
    out = [piece for line in lines for piece in _cut(sorted(line, key=lambda w: w.x0))]
    return [p for p in out if not any(b.x0 <= p.x0 <= b.x1 and b.top <= p.middle <= b.bottom for b in taken)]


def _cut(line: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces of a printed line between its wide gaps."""
    open_ = line[0]
    for word in line[1:]:
        if word.x0 - open_.x1 < _CELL_GAP * word.height:
            top, bottom = min(open_.top, word.top), max(open_.bottom, word.bottom)
            sides = [*open_.sides, *word.sides]
            open_ = Piece([*open_.at, *word.at], open_.x0, max(open_.x1, word.x1), top, bottom, sides)
        else:
            yield open_
            open_ = word
    yield open_
