"""What every OCR engine offers: an image in, words with boxes and confidences out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word on an image: box in pixels, origin top left; confidence 0..100; its block, paragraph and line as the engine counts them."""

    text: str
    x0: int
    top: int
    x1: int
    bottom: int
    confidence: float
    block: int
    paragraph: int
    line: int


@dataclass(frozen=True, slots=True)
class OcrResult:
    """The words of one image in reading order, and the clockwise rotation (0, 90, 180, 270) that makes it upright."""

    words: tuple[OcrWord, ...]
    rotation: int = 0


class OcrEngine(Protocol):
    """An engine. `name` goes into reasons and evidence."""

    name: str

    def read(self, image: Image, dpi: int) -> OcrResult:
        """Recognise one page image. Raises MissingProgramError, DeadlineError."""
        ...
