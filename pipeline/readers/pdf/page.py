"""One PDF page to words: its text layer where that can be trusted, OCR where it cannot, and the reason why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from PIL import Image

from griffier.pipeline.errors import (
    DamagedError,
    DeadlineError,
    GriffierError,
    MemoryLimitError,
    MissingProgramError,
    StorageError,
)
from griffier.pipeline.layout.bullets import with_boxes, with_bullets
from griffier.pipeline.layout.page_words import PageWords, from_ocr
from griffier.pipeline.ocr.image.stamps import grey_and_colour, is_drawing
from griffier.pipeline.ocr.pages import ocr_page
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.pdf.annotations import Sign
from griffier.pipeline.readers.pdf.missed import missed_places
from griffier.pipeline.readers.pdf.objects import PageObjects, walk_objects
from griffier.pipeline.readers.pdf.page_queue import Later
from griffier.pipeline.readers.pdf.pictures import PictureBudget, with_picture_text
from griffier.pipeline.readers.pdf.quality import TextQuality, measure
from griffier.pipeline.readers.pdf.reasons import with_left_out, with_missed
from griffier.pipeline.readers.pdf.render import (
    LEAST_DPI,
    LOOK_DPI,
    as_image,
    dpi_within,
    ink,
    render_colour,
    render_grey,
    text_tiles,
)
from griffier.pipeline.readers.pdf.text_layer import Frame, TextLayer, frame_of, read_text_layer
from griffier.schemas.document import Box, PageState

FEW_WORDS = 15
"""Under this many words a page with a large picture, or with many shapes, is looked at as a picture too."""

LEAST_SIDE = 9.0
"""Points: on a page of less there is no room for a word."""

LARGE_PICTURE = 0.3
"""Share of the page from which a picture may be a scan that holds the text."""

MANY_SHAPES, DRAWING = 150, 20_000
"""Shapes on a page of few words from which they may be letters drawn as outlines, and from which they are a drawing or
a map: a full page has 5,000 letters."""

NAMELESS = 0.2
"""Share of words that open with a glyph of no known character from which a text layer is not trusted."""

TEXT_TILES = 4
"""Squares that look like print from which the picture on a page of few words is read; see `text_tiles`."""

LEAST_INK = 0.0004
"""Share of dark pixels (at 50 dpi) under which a page is blank: a speck, a punched hole, the edge of a scan."""

_LOOK_DPI = 50

_DRAWING_DPI = 200
"""Resolution at which an infographic is read. Its pictures come in less than that; at 300 dpi the engine takes more of
their strokes for letters, in half as much time again."""

_MOST_COLOUR = 20_000_000
"""Pixels up to which a page is drawn in colour: two sheets of A4."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`text`: use the text layer; `ocr`: read the picture instead; `garbled`: the same, for the layer says other
    characters than are drawn; `compare`: read the picture, and take it if it holds clearly more."""

    action: str
    reason: str


def begin_page(
    handle: Any,
    number: int,
    options: ReadOptions,
    budget: PictureBudget,
    off: frozenset[str] = frozenset(),
    signs: tuple[Sign, ...] = (),
    learnt: Callable[[], PageWords | Later | None] | None = None,
) -> PageWords | Later:
    """The words of a page handle, with state and reason; where OCR is needed, what is left to do without the handle.
    `learnt` gives the page as it is read with learnt characters, None where they cannot be learnt; it is asked where
    the words make no sense.

    What is left raises MissingProgramError, DeadlineError, MemoryLimitError.
    """
    frame = frame_of(handle)
    width, height = frame.size
    if width <= 0 or height <= 0:
        return PageWords(number, 0.0, 0.0, state=PageState.FAILED, reason="the page has no size")
    walk = walk_objects(handle)
    if max(width, height) < LEAST_SIDE and (walk.drawn.text_rank or walk.images):
        reason = f"too small to hold text: {width:.0f} x {height:.0f} points"
        return PageWords(number, width, height, rotation=frame.rotation, state=PageState.FAILED, reason=reason)
    walk.drawn.layered = bool(off)
    try:
        layer = read_text_layer(handle, frame, walk.drawn, off)
    except DamagedError as error:
        return PageWords(number, width, height, rotation=frame.rotation, state=PageState.FAILED, reason=str(error))
    objects = walk.displayed(layer.frame)
    verdict = decide(layer, objects)
    verdict = replace(verdict, reason=_with_slant(with_left_out(verdict.reason, layer.left_out), layer))
    if verdict.action == "text":
        turned = layer.frame.rotation != frame.rotation
        missed = 0 if turned or not _is_hidden_scan(layer, objects) else missed_places(handle, layer)
        page = as_page(layer, objects, number, with_missed(verdict.reason, missed))
        page = with_boxes(page, _displayed(signs, layer.frame))
        return page if turned else with_picture_text(page, objects.images, handle, options, budget)
    if verdict.action == "garbled" and learnt is not None:
        known = learnt()
        if known is not None:
            return known
    begun = _begin_reading(handle, frame, number, verdict, options)
    if begun is None:
        return as_page(layer, objects, number, f"text layer; no text is seen on the picture ({verdict.reason})")

    def settled(read: PageWords) -> PageWords:
        if verdict.action != "compare" or _holds_more(read, layer):
            return read if read.rotation != frame.rotation else replace(read, rules=objects.rules)
        return as_page(layer, objects, number, f"text layer; the picture on it holds no more text ({verdict.reason})")

    return settled(begun) if isinstance(begun, PageWords) else lambda: settled(begun())


def _begin_reading(
    handle: Any, frame: Frame, number: int, verdict: Verdict, options: ReadOptions
) -> PageWords | Later | None:
    """The page as a picture; None where it should be compared with the text layer and no text is seen on it."""
    width, height = frame.size
    try:
        if verdict.action == "compare" and not _shows_text(handle, width, height):
            return None
        dark = ink(render_grey(handle, width, height, min(_LOOK_DPI, dpi_within(width, height, 4_000_000)))).mean()
        if dark < LEAST_INK and verdict.action != "compare":
            reason = f"no ink ({verdict.reason})"
            return PageWords(number, width, height, rotation=frame.rotation, state=PageState.BLANK, reason=reason)
        return _begin_ocr(handle, frame, number, verdict.reason, options)
    except DamagedError as error:
        reason = f"{verdict.reason}; {error}"
        return PageWords(number, width, height, rotation=frame.rotation, state=PageState.FAILED, reason=reason)


def _displayed(signs: tuple[Sign, ...], frame: Frame) -> list[tuple[str, Box]]:
    table = np.array([sign.box for sign in signs], np.float32).reshape(-1, 4)
    columns = frame.displayed(table[:, 0], table[:, 1], table[:, 2], table[:, 3])
    return [(sign.text, Box(*box)) for sign, box in zip(signs, np.stack(columns, axis=1).tolist(), strict=True)]


def _shows_text(handle: Any, width: float, height: float) -> bool:
    return (
        text_tiles(render_grey(handle, width, height, min(LOOK_DPI, dpi_within(width, height, 4_000_000))))
        >= TEXT_TILES
    )


def decide(layer: TextLayer, objects: PageObjects) -> Verdict:
    """What to read, from the words and the objects of a page alone."""
    width, height = layer.frame.size
    count = len(layer.texts)
    picture = max(((b.x1 - b.x0) * (b.bottom - b.top) / (width * height) for b in objects.images), default=0.0)
    if not count:
        if not objects.images and objects.shapes < 3 and not len(objects.rules):
            return Verdict("ocr", "nothing is drawn on the page")
        return Verdict("ocr", "no text layer")
    inside = _inside(layer, width, height)
    if inside < 0.5:
        return Verdict("ocr", f"{1 - inside:.0%} of the text layer lies outside the page")
    hidden = float((layer.mode == 3).mean()) > 0.5
    quality = measure(layer.texts)
    garbled = _garbled(layer, quality, hidden, picture)
    if garbled is not None:
        return garbled
    if count < FEW_WORDS and (picture > LARGE_PICTURE or MANY_SHAPES < objects.shapes < DRAWING):
        return Verdict(
            "compare",
            f"{count} words beside a picture"
            if picture > LARGE_PICTURE
            else f"{count} words beside {objects.shapes} shapes",
        )
    return Verdict("text", _praise(quality, hidden, count))


def _garbled(layer: TextLayer, quality: TextQuality, hidden: bool, picture: float) -> Verdict | None:
    complaint = quality.complaint(hidden and picture > LARGE_PICTURE)
    if complaint:
        return Verdict("ocr" if hidden else "garbled", f"bad {'hidden ' if hidden else ''}text layer: {complaint}")
    if layer.false_font:
        return Verdict("garbled", f"bad text layer: {layer.false_font}")
    if layer.nameless > NAMELESS and not hidden:
        return Verdict("garbled", "bad text layer: its fonts do not say which character is which")
    return None


def _praise(quality: TextQuality, hidden: bool, count: int) -> str:
    layer = "hidden text layer of a scan" if hidden else "text layer"
    if quality.tells:
        return f"{layer}, {quality.known:.0%} of its words known"
    return f"{layer} of {count} word{'s' * (count != 1)}"


def _is_hidden_scan(layer: TextLayer, objects: PageObjects) -> bool:
    """A picture of the page over words that are not drawn, in the page's own rotation."""
    width, height = layer.frame.size
    picture = max(((b.x1 - b.x0) * (b.bottom - b.top) / (width * height) for b in objects.images), default=0.0)
    return picture > LARGE_PICTURE and bool(len(layer.mode)) and float((layer.mode == 3).mean()) > 0.5


def _with_slant(reason: str, layer: TextLayer) -> str:
    """The reason, and that the page's text stands at a slant: its words are then read in the order of the file."""
    if layer.slanted < FEW_WORDS or layer.slanted < len(layer.texts):
        return reason
    return f"{reason}; set at a slant, read in the order of the file"


def _inside(layer: TextLayer, width: float, height: float) -> float:
    """Share of the words whose middle lies on the page."""
    x, y = (layer.x0 + layer.x1) / 2, (layer.top + layer.bottom) / 2
    return float(((x > -1) & (x < width + 1) & (y > -1) & (y < height + 1)).mean())


def as_page(layer: TextLayer, objects: PageObjects, number: int, reason: str) -> PageWords:
    """The text layer as the words of the page."""
    width, height = layer.frame.size
    page = PageWords(
        number,
        width,
        height,
        texts=layer.texts,
        x0=layer.x0,
        top=layer.top,
        x1=layer.x1,
        bottom=layer.bottom,
        confidence=np.full(len(layer.texts), 100, np.float32),
        size=layer.size,
        bold=layer.bold,
        upright=layer.upright,
        rules=objects.rules,
        rotation=layer.frame.rotation,
        reason=reason,
    )
    return with_bullets(page, layer.bases, objects.small)


def _begin_ocr(handle: Any, frame: Frame, number: int, reason: str, options: ReadOptions) -> PageWords | Later:
    """Draw the page; what is left is to read the picture. Raises DamagedError where it cannot be drawn."""
    width, height = frame.size
    dpi = dpi_within(width, height, options.limits.page_pixels)
    if dpi < LEAST_DPI:
        size = f"{width:,.0f} x {height:,.0f} points"
        return PageWords(
            number,
            width,
            height,
            rotation=frame.rotation,
            state=PageState.FAILED,
            reason=f"too large to read as a picture: {size}",
        )
    image, dpi = _picture(handle, width, height, dpi)
    scale = "" if dpi == 300 else f" at {dpi} dpi"

    def rest() -> PageWords:
        try:
            result = ocr_page(image, dpi, options)
        except (MissingProgramError, DeadlineError, MemoryLimitError, StorageError):
            raise
        except GriffierError as error:
            return PageWords(
                number, width, height, rotation=frame.rotation, state=PageState.FAILED, reason=f"{reason}; OCR: {error}"
            )
        note = f"{reason}{scale}" + (f"; {result.reason}" if result.reason else "")
        across, down = (height, width) if result.rotation in (90, 270) else (width, height)
        return from_ocr(result, number, across, down, dpi, frame.rotation, note)

    return rest


def _picture(handle: Any, width: float, height: float, dpi: int) -> tuple[Image.Image, int]:
    """The page to be read, and its resolution: in colour where it has coloured ink (a stamp, a pen), which costs four
    times the memory, else grey. A drawing is smaller."""
    page = Box(0.0, 0.0, width, height)
    if width * height * (dpi / 72) ** 2 < _MOST_COLOUR:
        chroma = grey_and_colour(as_image(render_colour(handle, width, height, page, min(_LOOK_DPI, dpi))))[1]
        if chroma is not None:
            dpi = min(dpi, _DRAWING_DPI) if is_drawing(chroma) else dpi
            pixels = render_colour(handle, width, height, page, dpi)
            return Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1])), dpi
    return as_image(render_grey(handle, width, height, dpi)), dpi


def _holds_more(read: PageWords, layer: TextLayer) -> bool:
    """Whether the picture holds clearly more text: at least fifteen sure words, and twice the letters of the layer."""
    if read.state is not PageState.OCR:
        return False
    sure = [t for t, c in zip(read.texts, read.confidence, strict=True) if c >= 60 and sum(map(str.isalnum, t)) > 1]
    return len(sure) >= FEW_WORDS and sum(map(len, sure)) > 2 * sum(map(len, layer.texts)) and measure(sure).known > 0.5
