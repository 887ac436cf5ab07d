"""One reading of one page image: mended as a plan says, recognised, and what the engine leaves undone put right by the
ink."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from PIL import Image

from griffier.pipeline.ocr.engine import OcrEngine, OcrWord
from griffier.pipeline.ocr.image import enhance
from griffier.pipeline.ocr.image.ink import Grey, dark
from griffier.pipeline.ocr.image.stamps import is_drawing, without_colour
from griffier.pipeline.ocr.list_marks import add_marks
from griffier.pipeline.ocr.noise import without_edges, without_noise, without_upright
from griffier.pipeline.ocr.tables.signs import mend_figures

_FLATTEST = 4.0
"""Width of a letter, in heights of its word, that no letter has."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done to the image before it is read. `tilt` in degrees counter-clockwise, undone by turning back."""

    shaded: bool = False
    speckled: bool = False
    factor: float = 1.0
    tilt: float = 0.0

    def __str__(self) -> str:
        done = [
            "light evened" if self.shaded else "",
            "despeckled" if self.speckled else "",
            f"straightened {abs(self.tilt):.1f} degrees" if self.tilt else "",
            f"enlarged {self.factor:.2g} times" if self.factor > 1 else "",
            f"reduced to {self.factor:.0%}" if self.factor < 1 else "",
        ]
        return ", ".join(d for d in done if d)


@dataclass(frozen=True)
class Sheet:
    """A page image: grey, and where it has coloured ink the picture in colour with its `chroma` (see
    `grey_and_colour`)."""

    grey: Grey
    dpi: int
    engine: OcrEngine
    picture: Image.Image | None = None
    chroma: Grey | None = None

    def turned(self, rotation: int) -> Sheet:
        """The sheet turned clockwise by a multiple of 90 degrees."""
        if not rotation:
            return self
        return replace(
            self,
            grey=turned(self.grey, rotation),
            picture=None if self.picture is None else self.picture.rotate(-rotation, expand=True),
            chroma=None if self.chroma is None else turned(self.chroma, rotation),
        )

    @cached_property
    def is_drawing(self) -> bool:
        """Is it an infographic or the like, with words on it?"""
        return is_drawing(self.chroma)

    @cached_property
    def bare(self) -> Grey | None:
        """The page without its coloured ink; None where it has none."""
        return None if self.picture is None or self.chroma is None else without_colour(self.picture, self.chroma)


def turned(grey: Grey, rotation: int) -> Grey:
    """The image turned clockwise by a multiple of 90 degrees."""
    return np.ascontiguousarray(np.rot90(grey, -rotation // 90)) if rotation else grey


def attempt(grey: Grey, dpi: int, plan: Plan, engine: OcrEngine) -> tuple[OcrWord, ...]:
    """Read the image as the plan says; the boxes are those of the image as it came."""
    height, width = grey.shape
    if plan.shaded:
        grey = enhance.even_light(grey)
    if plan.speckled:  # a median turns ruling lines into a grey that is read as letters
        grey = enhance.without_ruling(grey, enhance.ruling(dark(grey), dpi))
    if plan.tilt:
        grey = enhance.straighten(grey, plan.tilt)
    if plan.factor != 1:
        grey = enhance.enlarge(grey, plan.factor)
        dpi = round(dpi * plan.factor)
    if plan.speckled:
        grey = enhance.despeckle(grey)
    ink = dark(grey)
    words = without_upright(engine.read(Image.fromarray(grey), dpi).words)
    words, _ = add_marks(words, grey, ink, dpi, engine)
    words = without_noise(without_edges(mend_figures(words, ink), ink))
    words = tuple(
        replace(w, text=w.text.strip("_")) if "_" in (w.text[0], w.text[-1]) else w for w in words if not _is_rule(w)
    )
    if plan.factor != 1:
        words = tuple(scaled(w, 1 / plan.factor) for w in words)
    if plan.tilt:
        words = tuple(enhance.tilted_back(w, plan.tilt, width, height) for w in words)
    return words


def _is_rule(word: OcrWord) -> bool:
    """A ruling line read as bars or underscores, of which no text has one alone, or as letters that are far too flat
    to be any."""
    if set(word.text) <= set("|¦‖[]_"):
        return True
    flat = word.x1 - word.x0 > _FLATTEST * len(word.text) * (word.bottom - word.top)
    return flat and any(map(str.isalnum, word.text))


def scaled(word: OcrWord, by: float) -> OcrWord:
    """The word with its box scaled."""
    return replace(
        word, x0=round(word.x0 * by), top=round(word.top * by), x1=round(word.x1 * by), bottom=round(word.bottom * by)
    )
