"""One page image to words: look at it, mend what the measures say is wrong, read it, and read it again where that went badly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from PIL import Image

from griffier.pipeline.errors import DeadlineError
from griffier.pipeline.ocr import enhance
from griffier.pipeline.ocr.engine import OcrEngine, OcrResult, OcrWord
from griffier.pipeline.ocr.figures import mend_figures
from griffier.pipeline.ocr.ink import Grey, condition, dark
from griffier.pipeline.ocr.lie import sideways, slope
from griffier.pipeline.ocr.marks import add_marks
from griffier.pipeline.ocr.noise import without_noise
from griffier.pipeline.ocr.panels import add_panels
from griffier.pipeline.ocr.sense import mass, merit, sense
from griffier.pipeline.ocr.tesseract import OcrFailedError
from griffier.pipeline.reading import ReadOptions
from griffier.schemas.document import PageState

LEAST_INK = 0.0004
"""Share of dark pixels under which a page is blank: half a line of text on A4 is more."""
_SPECKLED = 0.9
"""Specks a square inch. Clean scans have at most 0.2 (full stops of a typewriter), dusty ones over 1.5."""
_LOW_DPI, _GOOD_DPI = 170, 300
_DOUBTFUL = 0.62
"""Merit (sense x confidence) below which a page is read again. Clean pages of the benchmark have at least 0.80, tables 0.75."""
_UNREADABLE = 0.22
"""Merit below which a page counts as not read. Sideways pages measure under 0.15."""
_TILTED = 1.8
"""Degrees from which a page is straightened: below, tesseract follows the lines itself and resampling costs more than it gains."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is done to the image before it is read. `tilt` in degrees counter-clockwise, undone by turning back."""

    shaded: bool = False
    speckled: bool = False
    stamped: bool = False
    factor: float = 1.0
    tilt: float = 0.0

    def __str__(self) -> str:
        done = [
            "light evened" if self.shaded else "",
            "despeckled" if self.speckled else "",
            "stamp removed" if self.stamped else "",
            f"straightened {abs(self.tilt):.1f} degrees" if self.tilt else "",
            f"enlarged {self.factor:.2g} times" if self.factor > 1 else "",
            f"reduced to {self.factor:.0%}" if self.factor < 1 else "",
        ]
        return ", ".join(d for d in done if d)


@cache
def default_engine() -> OcrEngine:
    """The engine where the caller gives none."""
    from griffier.pipeline.ocr.tesseract import TesseractEngine

    return TesseractEngine()


def ocr_page(image: Image.Image, dpi: int, options: ReadOptions) -> OcrResult:
    """Read one page image. A page that cannot be read comes back as `FAILED` with the reason, without words.

    Raises MissingProgramError.
    """
    engine = options.ocr or default_engine()
    shrink = min(1.0, (options.limits.page_pixels / max(1, image.width * image.height)) ** 0.5)
    small = image.convert("L")
    if shrink < 1:
        small = small.resize((max(1, int(image.width * shrink)), max(1, int(image.height * shrink))), Image.Resampling.BOX)
    try:
        result = _read(np.asarray(small), max(30, round(dpi * shrink)), engine, options.limits.page_pixels)
    except (OcrFailedError, DeadlineError) as error:
        result = OcrResult((), 0, PageState.FAILED, str(error))
    if shrink == 1:
        return result
    note = f"{image.width:,} x {image.height:,} pixels, read at {shrink:.0%}"
    words = tuple(_scaled(w, 1 / shrink) for w in result.words)
    return replace(result, words=words, reason="; ".join(filter(None, (note, result.reason))))


def _read(grey: Grey, dpi: int, engine: OcrEngine, pixels: int) -> OcrResult:
    half = dpi >= 250
    measured = condition(np.asarray(Image.fromarray(grey).reduce(2)) if half else grey, dpi // 2 if half else dpi)
    if measured.ink < LEAST_INK and not measured.shaded:
        return OcrResult((), 0, PageState.BLANK, "no ink")
    room = (pixels / grey.size) ** 0.5
    factor = _GOOD_DPI / dpi if dpi < _LOW_DPI else 1.0
    factor = 1.0 if room < 1.2 else min(factor, 4.0, room)
    plan = _Plan(measured.shaded, measured.speckles > _SPECKLED and not measured.shaded, factor=factor)
    words, rotation = _attempt(grey, dpi, plan, engine), 0
    if on_end := sideways(words):
        read = _attempt(turned(grey, on_end), dpi, plan, engine)
        if merit(read) > merit(words) - 0.05:
            words, rotation, grey = read, on_end, turned(grey, on_end)
    lean = slope(words)
    if _TILTED <= abs(lean) < 15:
        straight = replace(plan, tilt=lean)
        read = _attempt(grey, dpi, straight, engine)
        if mass(read) > 0.98 * mass(words):
            words, plan = read, straight
    best, more = merit(words), 0
    if best >= _DOUBTFUL and enhance.stamped(words, grey):
        words, plan = _without_stamp(grey, dpi, plan, words, engine)
    if best < _DOUBTFUL:
        words, more, plan = _again(grey, dpi, plan, words, engine, larger=room > 1.5)
        rotation = (rotation + more) % 360
        best = merit(words)
    if best >= _UNREADABLE:
        words = add_panels(words, turned(grey, more), dpi, engine)
    if best < _UNREADABLE or not any(len(w.text) > 1 for w in words):
        said = f"{len(words)} words, {sense(words):.0%} of them Dutch or figures" if words else "no words"
        return OcrResult((), 0, PageState.FAILED, f"cannot be read: {measured.ink:.1%} of the page is ink, {said}")
    said = f"turned {rotation} degrees" if rotation else ""
    return OcrResult(words, rotation, PageState.OCR, ", ".join(filter(None, (said, str(plan)))))


def _without_stamp(grey: Grey, dpi: int, plan: _Plan, words: tuple[OcrWord, ...], engine: OcrEngine) -> tuple[tuple[OcrWord, ...], _Plan]:
    """Read without the ink that is paler than the text, and keep that where it gives more text that makes sense: pale print is text too."""
    bare = replace(plan, stamped=True)
    read = _attempt(grey, dpi, bare, engine)
    return (read, bare) if mass(read) > mass(words) else (words, plan)


def _again(
    grey: Grey, dpi: int, plan: _Plan, words: tuple[OcrWord, ...], engine: OcrEngine, larger: bool
) -> tuple[tuple[OcrWord, ...], int, _Plan]:
    """Other ways of looking at a page that was read badly: another orientation, straightened, larger. The best of them."""
    best = (merit(words), words, 0, plan)
    if best[0] < _DOUBTFUL / 2:
        told = engine.orientation(Image.fromarray(grey), dpi)
        for rotation in ([told] if told else []) + [r for r in (90, 270, 180) if r != told]:
            if rotation == 0:
                continue
            read = _attempt(turned(grey, rotation), dpi, plan, engine)
            if merit(read) > best[0]:
                best = (merit(read), read, rotation, plan)
            if best[0] > _DOUBTFUL:
                break
    upright = turned(grey, best[2])
    tilt = enhance.tilt(dark(enhance.even_light(upright) if plan.shaded else upright), dpi)
    others = []
    if abs(tilt) >= _TILTED:
        others.append(replace(plan, tilt=tilt))
    if not plan.shaded:
        others.append(replace(plan, shaded=True))
    if plan.factor == 1 and dpi < 250 and larger:
        others.append(replace(plan, factor=1.5))
    for other in others:
        if best[0] >= _DOUBTFUL:
            break
        read = _attempt(upright, dpi, other, engine)
        if merit(read) > best[0] + 0.01:
            best = (merit(read), read, best[2], other)
    return best[1], best[2], best[3]


def turned(grey: Grey, rotation: int) -> Grey:
    """The image turned clockwise by a multiple of 90 degrees."""
    return np.ascontiguousarray(np.rot90(grey, -rotation // 90))


def _attempt(grey: Grey, dpi: int, plan: _Plan, engine: OcrEngine) -> tuple[OcrWord, ...]:
    """Read the image as the plan says; the boxes are those of the image as it came."""
    height, width = grey.shape
    if plan.shaded:
        grey = enhance.even_light(grey)
    if plan.stamped:
        grey = np.where(enhance.pale_ink(grey), np.uint8(255), grey)
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
    words, _ = add_marks(engine.read(Image.fromarray(grey), dpi).words, grey, ink, dpi, engine)
    words = without_noise(mend_figures(words, ink))
    words = tuple(replace(w, text=w.text.strip("_")) if "_" in (w.text[0], w.text[-1]) else w for w in words if not _is_rule(w))
    if plan.factor != 1:
        words = tuple(_scaled(w, 1 / plan.factor) for w in words)
    if plan.tilt:
        words = tuple(enhance.tilted_back(w, plan.tilt, width, height) for w in words)
    return words


def _is_rule(word: OcrWord) -> bool:
    """A ruling line read as bars or underscores; no text has one of these alone."""
    return set(word.text) <= set("|¦‖[]_")


def _scaled(word: OcrWord, by: float) -> OcrWord:
    return replace(word, x0=round(word.x0 * by), top=round(word.top * by), x1=round(word.x1 * by), bottom=round(word.bottom * by))
