"""Pictures on a page of text that hold text themselves: a table pasted as an image, a scanned letter under a
heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from griffier.pipeline.layout.page_words import PageWords, from_ocr
from griffier.pipeline.layout.short_texts import is_figure
from griffier.pipeline.ocr.pages import ocr_page
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.pdf.page_queue import Later
from griffier.pipeline.readers.pdf.quality import measure
from griffier.pipeline.readers.pdf.render import LOOK_DPI, OCR_DPI, as_image, ink, render_region
from griffier.schemas.document import Box, Floats, PageState, Turned

LEAST_AREA = 0.05
"""Share of the page from which a picture is looked at."""

MOST_OVERLAP = 5
"""Words of the text layer that may lie on a picture: more, and its text is there already."""

LEAST_SURE = 12
"""Words that OCR must read with confidence before the picture's text is taken."""


@dataclass(slots=True)
class PictureBudget:
    """Pictures of one file that may still be read: a photo book must not take all night."""

    left: int = 24


def with_picture_text(
    page: PageWords, images: tuple[Box, ...], handle: Any, options: ReadOptions, budget: PictureBudget
) -> PageWords | Later:
    """The page, with the words of those of its pictures that hold text. Its state stays `text`; its reason tells.

    Where a picture looks like text, what is returned is left to do: it does not need the handle.
    """
    drawn: list[tuple[Box, npt.NDArray[np.uint8]]] = []
    pixels = 0.0
    for box in _candidates(page, images):
        if budget.left <= 0:
            break
        look = render_region(handle, page.width, page.height, box, LOOK_DPI)
        if not looks_like_text(look) and not looks_like_text(look.T):
            continue
        pixels += (box.x1 - box.x0) * (box.bottom - box.top) * (OCR_DPI / 72) ** 2
        if pixels > options.limits.page_pixels:
            break
        budget.left -= 1
        drawn.append((box, render_region(handle, page.width, page.height, box, OCR_DPI)))
    return (lambda: _with_words_of(page, drawn, options)) if drawn else page


def _with_words_of(
    page: PageWords, drawn: Sequence[tuple[Box, npt.NDArray[np.uint8]]], options: ReadOptions
) -> PageWords:
    added = 0
    for box, pixels in drawn:
        words = _read(page, box, pixels, options)
        if words is not None:
            page, added = _merged(page, words), added + len(words)
    if not added:
        return page
    return replace(page, reason=f"{page.reason}; {added} words read by OCR from a picture on it")


def _candidates(page: PageWords, images: tuple[Box, ...]) -> list[Box]:
    x, y = (page.x0 + page.x1) / 2, (page.top + page.bottom) / 2
    out = []
    for b in images:
        box = Box(max(0.0, b.x0), max(0.0, b.top), min(page.width, b.x1), min(page.height, b.bottom))
        width, height = box.x1 - box.x0, box.bottom - box.top
        if width < 110 or height < 36 or width * height < LEAST_AREA * page.width * page.height:
            continue
        if int(((x > box.x0) & (x < box.x1) & (y > box.top) & (y < box.bottom)).sum()) <= MOST_OVERLAP:
            out.append(box)
    return out


def looks_like_text(pixels: npt.NDArray[np.uint8]) -> bool:
    """Dark on light, in rows: a light ground, little ink, and rows of many strokes with white rows between them.

    A photograph has no light ground; a chart or a logo has few rows of many strokes.
    """
    if pixels.size < 2_000 or float(np.percentile(pixels, 80)) < 190:
        return False
    dark = ink(pixels)
    share = float(dark.mean())
    if not 0.01 < share < 0.3:
        return False
    strokes = (dark[:, 1:] & ~dark[:, :-1]).sum(axis=1)
    busy = strokes >= max(8, pixels.shape[1] / 40)
    bands = int((busy[1:] & ~busy[:-1]).sum())
    return bands >= 4 and float(busy.mean()) > 0.2


def _read(page: PageWords, box: Box, pixels: npt.NDArray[np.uint8], options: ReadOptions) -> PageWords | None:
    """The words of one picture in the page's own points; None where it holds no text to speak of."""
    result = ocr_page(as_image(pixels), OCR_DPI, options)
    if result.state is not PageState.OCR:
        return None
    read = from_ocr(result, page.number, page.width, page.height, OCR_DPI)
    sure = [
        t
        for t, c in zip(read.texts, read.confidence, strict=True)
        if c >= 60 and (sum(map(str.isalnum, t)) > 1 or is_figure(t))
    ]
    if len(sure) < LEAST_SURE or len(sure) < 0.6 * len(read):
        return None
    if sum(map(is_figure, sure)) < 0.3 * len(sure) and measure(sure).known < 0.5:
        return None
    high, wide = pixels.shape[0] * 72 / OCR_DPI, pixels.shape[1] * 72 / OCR_DPI
    if result.rotation in (90, 270):
        wide, high = high, wide
    # a picture on its side is laid upright inside its own frame, smaller where it must be
    scale = min(1.0, (box.bottom - box.top) / high, (page.width - box.x0) / wide) if result.rotation else 1.0
    laid = Box(box.x0, box.top, box.x0 + wide * scale, box.top + high * scale)

    def placed(values: Floats, start: float) -> Floats:
        return (values * scale + start).astype(np.float32)

    return replace(
        read,
        x0=placed(read.x0, box.x0),
        x1=placed(read.x1, box.x0),
        top=placed(read.top, box.top),
        bottom=placed(read.bottom, box.top),
        size=placed(read.size, 0.0),
        upper=None if read.upper is None else placed(read.upper, box.top),
        lower=None if read.lower is None else placed(read.lower, box.top),
        turned=(Turned(page.number, result.rotation, laid, box),) if result.rotation else (),
    )


def _merged(page: PageWords, more: PageWords) -> PageWords:
    def both(name: str) -> Any:
        return np.concatenate([getattr(page, name), getattr(more, name)])

    bands = [(p.top if p.upper is None else p.upper, p.bottom if p.lower is None else p.lower) for p in (page, more)]
    upright = [np.ones(len(p), np.bool_) if p.upright is None else p.upright for p in (page, more)]
    return replace(
        page,
        texts=[*page.texts, *more.texts],
        **{name: both(name) for name in ("x0", "top", "x1", "bottom", "confidence", "size", "bold")},
        upper=np.concatenate([u for u, _ in bands]),
        lower=np.concatenate([low for _, low in bands]),
        upright=np.concatenate(upright),
        turned=(*page.turned, *more.turned),
        others={**page.others, **{len(page) + i: texts for i, texts in more.others.items()}},
    )
