"""One page image to words."""

from __future__ import annotations

from functools import cache

from PIL.Image import Image

from griffier.pipeline.ocr.engine import OcrEngine, OcrResult
from griffier.pipeline.reading import ReadOptions


@cache
def default_engine() -> OcrEngine:
    """The engine where the caller gives none."""
    from griffier.pipeline.ocr.tesseract import TesseractEngine

    return TesseractEngine()


def ocr_page(image: Image, dpi: int, options: ReadOptions) -> OcrResult:
    """Read one page image. Raises MissingProgramError, DeadlineError."""
    engine = options.ocr or default_engine()
    return engine.read(image.convert("L"), dpi)
