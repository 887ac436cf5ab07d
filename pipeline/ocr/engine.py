"""What every OCR engine offers: an image in, words with boxes and confidences out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from PIL.Image import Image

from griffier.schemas.document import PageState


class Segmentation(IntEnum):
    """How the engine cuts a page into lines; the numbers are tesseract's `--psm`."""

    AUTO = 3
    COLUMN = 4
    BLOCK = 6
    LINE = 7
    SPARSE = 11
    FIGURES = 206
    """A block of figures alone: `--psm 6` with no characters but those of figures."""


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word on an image: box in pixels, origin top left; confidence 0..100; its block, paragraph and line as the
    engine counts them.

    `others`: what it was read as otherwise, where two readings differ and neither is proven.
    """

    text: str
    x0: int
    top: int
    x1: int
    bottom: int
    confidence: float
    block: int
    paragraph: int
    line: int
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OcrResult:
    """The words of one image in reading order, and the clockwise rotation (0, 90, 180, 270) that makes it upright.

    Boxes are pixels of the image that was given, after that rotation alone: what else was done to the image to read it
    is undone. `state` is `OCR`, `BLANK` (no ink) or `FAILED` (ink, but nothing that could be read); `reason` says why,
    and what was done.
    """

    words: tuple[OcrWord, ...]
    rotation: int = 0
    state: PageState = PageState.OCR
    reason: str = ""

    @property
    def confidence(self) -> float | None:
        """Mean confidence over the words, weighted by their length; None without words."""
        weight = sum(len(w.text) for w in self.words)
        if not weight:
            return None
        return sum(w.confidence * len(w.text) for w in self.words) / weight

    @property
    def text(self) -> str:
        """The words, one line of the engine a line, an empty line between its paragraphs. For measuring: readers do
        their own layout."""
        out: list[str] = []
        last: OcrWord | None = None
        for word in self.words:
            if last is not None:
                if (word.block, word.paragraph) != (last.block, last.paragraph):
                    out.append("\n\n")
                else:
                    out.append("\n" if word.line != last.line else " ")
            out.append(word.text)
            last = word
        return "".join(out)


class OcrEngine(Protocol):
    """An engine. `name` goes into reasons and evidence."""

    name: str

    def read(self, image: Image, dpi: int, segmentation: Segmentation = Segmentation.AUTO) -> OcrResult:
        """Recognise one upright page image. Raises MissingProgramError, DeadlineError, OcrFailedError."""
        ...

    def orientation(self, image: Image, dpi: int) -> int | None:
        """The clockwise rotation that makes the image upright; None where the engine cannot tell."""
        ...
