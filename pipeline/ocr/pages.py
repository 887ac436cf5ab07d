"""One page image to words: look at it, mend what the measures say is wrong, read it, and read it again where that went
badly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from PIL import Image

from griffier.pipeline.errors import DeadlineError
from griffier.pipeline.ocr.attempt import Plan, Sheet, attempt, scaled, turned
from griffier.pipeline.ocr.engine import OcrEngine, OcrResult, OcrWord
from griffier.pipeline.ocr.image import enhance
from griffier.pipeline.ocr.image.ink import Grey, Mask, condition, dark
from griffier.pipeline.ocr.image.panels import add_panels, on_paper
from griffier.pipeline.ocr.image.print_seen import print_is_seen
from griffier.pipeline.ocr.image.stamps import (
    coloured,
    grey_and_colour,
    joined,
    pale_over_print,
    spoiled_band,
    without_pale,
)
from griffier.pipeline.ocr.image.text_angle import sideways, slope
from griffier.pipeline.ocr.sense import mass, merit, sense, stands_upright, tabular
from griffier.pipeline.ocr.tables.cells import add_cells
from griffier.pipeline.ocr.tables.head_lines import add_heads
from griffier.pipeline.ocr.tesseract import OcrFailedError
from griffier.pipeline.readers.options import ReadOptions
from griffier.schemas.document import PageState

LEAST_INK = 0.0004
"""Share of dark pixels under which a page is blank: half a line of text on A4 is more."""
_SPECKLED = 0.9
"""Specks a square inch. Clean scans have at most 0.2 (full stops of a typewriter), dusty ones over 1.5."""
_LOW_DPI, _GOOD_DPI = 170, 300
_DOUBTFUL = 0.62
"""Merit (sense x confidence) below which a page is read again. Clean pages of the benchmark have at least 0.80, tables
0.75."""
_UNREADABLE = 0.22
"""Merit below which a page counts as not read. Sideways pages measure under 0.15."""
_LEANS = 0.4
"""Degrees from which the cells of tables are looked at on the straightened page."""
_TILTED = 1.8
"""Degrees from which a page is straightened: below, tesseract follows the lines itself and resampling costs more than
it gains."""


_Words = tuple[OcrWord, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The words of a sheet that was turned clockwise by `rotation`, and what was done."""

    words: tuple[OcrWord, ...]
    plan: Plan
    rotation: int = 0
    notes: tuple[str, ...] = ()
    cleaned: Grey | None = None
    """The sheet without ink that lay over the print, where some was taken away."""

    @property
    def reason(self) -> str:
        said = f"turned {self.rotation} degrees" if self.rotation else ""
        return ", ".join(filter(None, (said, str(self.plan), *self.notes)))


@cache
def default_engine() -> OcrEngine:
    """The engine where the caller gives none."""
    from griffier.pipeline.ocr.tesseract import TesseractEngine

    return TesseractEngine()


def ocr_page(image: Image.Image, dpi: int, options: ReadOptions) -> OcrResult:
    """Read one page image, grey or in colour. A page that cannot be read comes back as `FAILED` with the reason,
    without words.

    Raises MissingProgramError.
    """
    engine = options.ocr or default_engine()
    size = image.width, image.height
    shrink = min(1.0, (options.limits.page_pixels / max(1, size[0] * size[1])) ** 0.5)
    if shrink < 1:
        image = image.convert("RGB" if image.mode in ("RGB", "RGBX", "P") else "L")
        image = image.resize((max(1, int(size[0] * shrink)), max(1, int(size[1] * shrink))), Image.Resampling.BOX)
    grey, chroma = grey_and_colour(image)
    sheet = Sheet(np.asarray(grey), max(30, round(dpi * shrink)), engine, None if chroma is None else image, chroma)
    try:
        result = _read(sheet, options.limits.page_pixels)
    except (OcrFailedError, DeadlineError) as error:
        result = OcrResult((), 0, PageState.FAILED, str(error))
    if shrink == 1:
        return result
    note = f"{size[0]:,} x {size[1]:,} pixels, read at {shrink:.0%}"
    words = tuple(scaled(w, 1 / shrink) for w in result.words)
    return replace(result, words=words, reason="; ".join(filter(None, (note, result.reason))))


def _read(sheet: Sheet, pixels: int) -> OcrResult:
    grey, dpi, engine = sheet.grey, sheet.dpi, sheet.engine
    half = dpi >= 250
    measured = condition(np.asarray(Image.fromarray(grey).reduce(2)) if half else grey, dpi // 2 if half else dpi)
    if measured.ink < LEAST_INK and not measured.shaded:
        return OcrResult((), 0, PageState.BLANK, "no ink")
    room = (pixels / grey.size) ** 0.5
    factor = _GOOD_DPI / dpi if dpi < _LOW_DPI else 1.0
    factor = 1.0 if room < 1.2 else min(factor, 4.0, room)
    plan = Plan(measured.shaded, measured.speckles > _SPECKLED and not measured.shaded, factor=factor)
    reading = _straightened(sheet, _upright(sheet, _Reading(attempt(grey, dpi, plan, engine), plan)))
    if merit(reading.words) < _UNREADABLE and not print_is_seen(grey, dpi, measured.ink):
        return OcrResult(
            (), 0, PageState.FAILED, f"no print is seen on it, and {_said(reading.words)}: a photograph or a drawing"
        )
    if merit(reading.words) < _DOUBTFUL:
        reading = _again(sheet, reading, larger=room > 1.5)
    best, said = merit(reading.words), _said(reading.words)
    if best >= _UNREADABLE:
        reading = _completed(sheet.turned(reading.rotation), reading)
    if best < _UNREADABLE or not any(len(w.text) > 1 for w in reading.words):
        return OcrResult((), 0, PageState.FAILED, f"cannot be read: {measured.ink:.1%} of the page is ink, {said}")
    return OcrResult(reading.words, reading.rotation, PageState.OCR, reading.reason)


def _completed(sheet: Sheet, reading: _Reading) -> _Reading:
    """What a first reading of an upright page leaves out or spoils: print under other ink, light panels, cells."""
    reading = _without_overlay(sheet, reading)
    words = add_panels(reading.words, sheet.grey, sheet.dpi, sheet.engine, light_alone=sheet.is_drawing)
    reading = replace(reading, words=words)
    # what looks like cells on a drawing is a chart, or boxes with pictures in them
    return reading if sheet.is_drawing else _with_cells(sheet, reading)


def _said(words: tuple[OcrWord, ...]) -> str:
    return f"{len(words)} words are read, {sense(words):.0%} of them Dutch or figures" if words else "no words are read"


def _upright(sheet: Sheet, reading: _Reading) -> _Reading:
    """Tesseract reads a page that lies on its side, now and then, without saying so: its boxes do."""
    on_end = sideways(reading.words)
    if not on_end:
        return reading
    read = attempt(turned(sheet.grey, on_end), sheet.dpi, reading.plan, sheet.engine)
    return replace(reading, words=read, rotation=on_end) if merit(read) > merit(reading.words) - 0.05 else reading


def _straightened(sheet: Sheet, reading: _Reading) -> _Reading:
    lean = slope(reading.words)
    if not _TILTED <= abs(lean) < 15:
        return reading
    straight = replace(reading.plan, tilt=lean)
    read = attempt(turned(sheet.grey, reading.rotation), sheet.dpi, straight, sheet.engine)
    return replace(reading, words=read, plan=straight) if mass(read) > 0.98 * mass(reading.words) else reading


def _without_overlay(sheet: Sheet, reading: _Reading) -> _Reading:
    """Read the rows where coloured ink, or ink paler than the print, spoils words once more without it; the two
    readings are joined."""
    if sheet.chroma is not None and sheet.bare is not None:
        reading = _joined(sheet, reading, coloured(sheet.chroma, sheet.dpi), sheet.bare, "coloured")
    return _joined(sheet, reading, pale_over_print(sheet.grey, sheet.dpi), None, "pale")


def _joined(sheet: Sheet, reading: _Reading, mask: Mask | None, bare: Grey | None, kind: str) -> _Reading:
    if mask is None:
        return reading
    band = spoiled_band(reading.words, mask, sheet.grey if bare is None else bare, sheet.dpi)
    if band is None:
        return reading
    bare = without_pale(sheet.grey, sheet.dpi) if bare is None else bare
    first, last = (0, len(bare)) if reading.plan.tilt or band[1] - band[0] > 0.7 * len(bare) else band
    read = attempt(np.ascontiguousarray(bare[first:last]), sheet.dpi, reading.plan, sheet.engine)
    read = tuple(replace(w, top=w.top + first, bottom=w.bottom + first) for w in read)
    inside, before, behind = _cut_out(reading.words, first, last)
    words, dropped = joined(inside, read, mask)
    if mass(words) < 0.98 * mass(inside):
        return reading
    block = max((w.block for w in reading.words), default=0) + 1
    words = tuple(replace(w, block=block + w.block) for w in words)
    notes = [f"{kind} ink over the print taken away"]
    if dropped:
        notes.append(f"{dropped} unreadable words of that ink left out")
    return replace(reading, words=(*before, *words, *behind), notes=(*reading.notes, *notes), cleaned=bare)


def _cut_out(words: _Words, first: int, last: int) -> tuple[_Words, _Words, _Words]:
    """The words whose middle lies in these rows, and the others: those before the first of them, and those behind
    it."""
    within = [first <= (w.top + w.bottom) / 2 < last for w in words]
    at = within.index(True) if any(within) else 0
    inside = tuple(w for w, hit in zip(words, within, strict=True) if hit)
    behind = tuple(w for w, hit in zip(words[at:], within[at:], strict=True) if not hit)
    return inside, words[:at], behind


def _with_cells(sheet: Sheet, reading: _Reading) -> _Reading:
    """The doubtful heads of tables read again, and their doubtful cells, one by one."""
    if reading.cleaned is not None and not tabular(reading.words):
        return reading  # what no word has is the ink of a pen, and no figures
    if sideways(reading.words):
        return reading  # its rows are columns
    even = enhance.even_light if reading.plan.shaded else lambda grey: grey
    cleaned = None if reading.cleaned is None else even(reading.cleaned)
    paper, lean = on_paper(even(sheet.grey), sheet.dpi), slope(reading.words)
    if abs(lean) >= _LEANS:
        words, count = _straight_cells(reading, paper, cleaned, lean, sheet)
    else:
        words = add_heads(reading.words, paper, sheet.dpi, sheet.engine)
        words, count = add_cells(words, paper, sheet.dpi, sheet.engine, reading.plan.speckled, cleaned)
    return (
        replace(reading, words=words, notes=(*reading.notes, f"{count} cells of tables read again"))
        if count
        else replace(reading, words=words)
    )


def _straight_cells(
    reading: _Reading, paper: Grey, cleaned: Grey | None, lean: float, sheet: Sheet
) -> tuple[_Words, int]:
    """The cells of a page that leans, looked at where it is straight: its ruling lines are level there, and cut through
    no figure. Words that stay keep their boxes."""
    height, width = paper.shape
    upright = {enhance.straightened(w, lean, width, height): w for w in reading.words}
    straight = enhance.straighten(paper, lean)
    bare = None if cleaned is None else enhance.straighten(cleaned, lean)
    words = add_heads(tuple(upright), straight, sheet.dpi, sheet.engine)
    words, count = add_cells(words, straight, sheet.dpi, sheet.engine, reading.plan.speckled, bare)
    back = (upright.get(w) or enhance.tilted_back(w, lean, width, height) for w in words)
    return tuple(back), count


def _again(sheet: Sheet, first: _Reading, larger: bool) -> _Reading:
    """Other ways of looking at a page that was read badly: another orientation, straightened, larger. The best of
    them."""
    dpi, engine, plan = sheet.dpi, sheet.engine, first.plan
    best, best_merit = first, merit(first.words)
    stands = stands_upright(first.words)
    if stands and sheet.is_drawing:  # what is misread are its pictures, and stays so
        return first
    if best_merit < _DOUBTFUL / 2 and not stands:
        best = _about(sheet, first)
        best_merit = merit(best.words)
    upright = turned(sheet.grey, best.rotation)
    tilt = enhance.tilt(dark(enhance.even_light(upright) if plan.shaded else upright), dpi)
    for other in _other_plans(plan, tilt, larger and dpi < 250):
        if best_merit >= _DOUBTFUL:
            break
        read = attempt(upright, dpi, other, engine)
        if merit(read) > best_merit + 0.01:
            best, best_merit = replace(best, words=read, plan=other), merit(read)
    return best


def _about(sheet: Sheet, first: _Reading) -> _Reading:
    """The best reading of a page in any orientation, the one that the engine tells first."""
    best, best_merit = first, merit(first.words)
    start = sheet.turned(first.rotation)
    told = sheet.engine.orientation(Image.fromarray(start.grey), sheet.dpi)
    for rotation in ([told] if told else []) + [r for r in (90, 270, 180) if r != told]:
        read = attempt(turned(start.grey, rotation), sheet.dpi, first.plan, sheet.engine)
        if merit(read) > best_merit:
            best, best_merit = _Reading(read, first.plan, (first.rotation + rotation) % 360), merit(read)
        if best_merit > _DOUBTFUL:
            break
    return best


def _other_plans(plan: Plan, tilt: float, larger: bool) -> list[Plan]:
    """What may be done to a page besides what was: straightened, its light evened, larger."""
    others = []
    if abs(tilt) >= _TILTED:
        others.append(replace(plan, tilt=tilt))
    if not plan.shaded:
        others.append(replace(plan, shaded=True))
    if plan.factor == 1 and larger:
        others.append(replace(plan, factor=1.5))
    return others
