"""What a printed line is made of: figures each alone, words joined to phrases where the gap is a blank's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from griffier.extractors.tables.model import Place
from griffier.extractors.tables.printed_figures import Figure


class PieceWord(NamedTuple):
    """A word of a piece: what it says, its span of the canonical text, its left and right edge."""

    text: str
    start: int
    end: int
    x0: float
    x1: float


@dataclass(slots=True)
class Piece:
    """A figure or a phrase on one printed line. `free`: no word stands close to it, as it would in a sentence.
    `lift`: how far it stands lower on the page than on the levelled one. `method`: how its figure was made, where not
    by reading it."""

    text: str
    start: int
    end: int
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    figure: Figure | None = None
    free: bool = True
    bold: bool = False
    sure: bool = True
    words: list[PieceWord] = field(default_factory=list)
    lift: float = 0.0
    method: str = ""

    @property
    def centre(self) -> float:
        """The middle between left and right."""
        return (self.x0 + self.x1) / 2

    @property
    def place(self) -> Place:
        """Where it stands, as evidence."""
        return Place(self.page, self.start, self.end, self.x0, self.top + self.lift, self.x1, self.bottom + self.lift)

    def take(self, other: Piece) -> None:
        """Let the piece go on to the end of the one right of it."""
        self.text, self.end, self.x1 = f"{self.text} {other.text}", max(self.end, other.end), other.x1
        self.top, self.bottom = min(self.top, other.top), max(self.bottom, other.bottom)
        self.words.extend(other.words)

    def joined(self, other: Piece) -> Piece:
        """The words of both as a phrase of its own."""
        text, words = f"{self.text} {other.text}", [*self.words, *other.words]
        return replace(self, text=text, end=max(self.end, other.end), x1=other.x1, words=words, figure=None)

    def part(self, words: Sequence[PieceWord]) -> Piece:
        """Some of its words as a phrase of its own."""
        said = " ".join(word.text for word in words)
        first, last = words[0], words[-1]
        whole = replace(self, text=said, figure=None, free=True, words=list(words), lift=0.0)
        return replace(whole, start=first.start, end=last.end, x0=first.x0, x1=last.x1)


@dataclass(slots=True)
class PrintedLine:
    """One printed line, its pieces from left to right."""

    page: int
    top: float
    bottom: float
    pieces: list[Piece]
    size: float
    bold: bool

    @property
    def x0(self) -> float:
        """The left edge of the line."""
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        """The right edge of the line."""
        return max(p.x1 for p in self.pieces)

    @property
    def text(self) -> str:
        """The words, one blank apart."""
        return " ".join(p.text for p in self.pieces)

    @property
    def start(self) -> int:
        """The first offset."""
        return min(p.start for p in self.pieces)

    @property
    def end(self) -> int:
        """The last offset, exclusive."""
        return max(p.end for p in self.pieces)

    @property
    def figures(self) -> list[Piece]:
        """The figures that stand free."""
        return [p for p in self.pieces if p.figure is not None and p.free]
