"""The text layer of one PDF page through pdfium's own functions: words with boxes, sizes and weights.

pdfium gives the whole text of a page in one call, and a box only per character. Two boxes a word (its first and its
last character) are enough for nearly all words; only a word whose box cannot be right is looked at character by
character. That costs a third of asking for every box.
"""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from griffier.pipeline.layout.bullets import is_glyph
from griffier.pipeline.readers.pdf.calls import (
    address_of,
    char_origin,
    has_no_unicode,
    loose_box,
    text_object,
    unicode_of,
)
from griffier.pipeline.readers.pdf.faces import styles_of
from griffier.pipeline.readers.pdf.font_shapes import false_font
from griffier.pipeline.readers.pdf.optional_content import is_off
from griffier.pipeline.readers.pdf.parted_letters import with_letters_joined
from griffier.pipeline.readers.pdf.raised_notes import with_raised
from griffier.pipeline.readers.pdf.unseen import Drawn, Seen, without_unseen
from griffier.schemas.document import Floats

_BLANKS = r"\s\x00\ufeff\u200b-\u200d\u2060"
_WORD = re.compile(rf"[^{_BLANKS}\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
"""Words of pdfium's text; a line-end hyphen (U+0002 or U+FFFE) ends its word even where no line break follows.
Characters without width are no part of a word at its edges and split it inside: they are seen by nobody."""

_GLUED = re.compile(
    r"(?<=[a-zé.)0-9])(?P<page>Pagina|Blad(?:zijde)?|Pag\.)(?=\s+\d)"
    r"|\b(?P<label>Vergaderdatum|Datum|Kenmerk|Nummer|Zaaknummer|Agendapunt|Pagina|Volgnummer|Registratienummer)(?=\d)"
)
"""Words that touch what stands beside them: page numbers, and labels of a letterhead."""

_TILTED, _ASLANT = 0.07, 0.3
"""Slopes: from 4 degrees on the rows of a page run into each other; a single word of 17 degrees is a stamp or a
watermark."""

_SAMPLE = 40
"""Words of a page that are asked whether their glyphs have characters."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How a point of the page's own space comes into the displayed page: bounding box and clockwise rotation."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed."""
        w, h = self.right - self.left, self.top - self.bottom
        return (h, w) if self.rotation in (90, 270) else (w, h)

    def displayed(self, x0: Floats, y0: Floats, x1: Floats, y1: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Boxes [x0, y0 (lower), x1, y1 (upper)] of page space as x0, top, x1, bottom of the displayed page."""
        if self.rotation == 90:
            return y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
        if self.rotation == 180:
            return self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
        if self.rotation == 270:
            return self.top - y1, self.right - x1, self.top - y0, self.right - x0
        return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0


def frame_of(page: Any) -> Frame:
    """The frame of a pdfium page handle."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
    rotation = pdfium.FPDFPage_GetRotation(page) * 90
    return Frame(box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top), rotation)


@dataclass(frozen=True)
class TextLayer:
    """The words of a text layer in pdfium's order, in the displayed page; `mode` is the text render mode (3 =
    invisible), `left_out` the number of characters that nobody sees, `slanted` of words that run neither along nor
    up the page; `bases` is the base line of each word that is a bullet; `false_font` says which letter a font draws for
    which, where its map lies; `nameless` the share of the words (of a sample) that open with a glyph of which the file
    does not say which character it is."""

    texts: list[str]
    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats
    size: Floats
    bold: npt.NDArray[np.bool_]
    mode: npt.NDArray[np.int8]
    upright: npt.NDArray[np.bool_]
    frame: Frame
    left_out: int = 0
    slanted: int = 0
    bases: dict[int, float] = field(default_factory=dict)
    false_font: str = ""
    nameless: float = 0.0


def read_text_layer(
    page: Any, frame: Frame, drawn: Drawn | None = None, off: frozenset[str] = frozenset()
) -> TextLayer:
    """The words of a page handle, without the characters that nobody sees where it is known what is drawn. Closes what
    it opens. `off`: names of layers whose words nobody sees.

    Where most words run up or down the page, the page is turned so that they stand upright: `frame` of the result says
    so.
    """
    handle = pdfium.FPDFText_LoadPage(page)
    try:
        return _words(page, handle, frame, drawn, off)
    finally:
        pdfium.FPDFText_ClosePage(handle)


def _words(page: Any, handle: Any, frame: Frame, drawn: Drawn | None, off: frozenset[str]) -> TextLayer:
    text = page_text(handle)
    spans = [m.span() for m in _WORD.finditer(text)]
    for match in _GLUED.finditer(text):
        _cut_at(spans, match.start("page") if match["page"] else match.end("label"))
    address = address_of(handle)
    boxes, objects = _end_boxes(address, spans)
    whole = with_letters_joined(text, spans, boxes)
    if len(whole) < len(spans):
        spans = whole
        boxes, objects = _end_boxes(address, spans)
    if off:
        spans = [span for span, item in zip(spans, objects, strict=True) if not (item and is_off(item, off))]
        boxes, objects = _end_boxes(address, spans)
    seen = without_unseen(page, address, spans, boxes, objects, drawn, frame) if drawn else Seen(spans)
    spans = seen.spans
    if seen.left_out:
        boxes, objects = _end_boxes(address, spans)
    false = false_font(address, text, spans, objects)
    text = with_raised(address, text, spans, boxes, objects)
    spans, boxes, style = _apart(address, spans, boxes, objects, drawn.scales if drawn else {})
    first, last = boxes[0::2], boxes[1::2]
    frame, upright = _turned(frame, first, last, spans)
    slanted = _slanted(first, last, spans)
    upright &= ~slanted
    left = np.minimum(first[:, 0], last[:, 0])
    right = np.maximum(first[:, 2], last[:, 2])
    upper = np.maximum(first[:, 1], last[:, 1])
    lower = np.minimum(first[:, 3], last[:, 3])
    x0, top, x1, bottom = frame.displayed(left, lower, right, upper)
    return TextLayer(
        texts=[text[s:e].replace("\r\n", "") for s, e in spans],
        x0=x0,
        top=top,
        x1=x1,
        bottom=bottom,
        size=style[:, 0],
        bold=style[:, 1] > 0,
        mode=np.array(
            [3 if s in seen.under_scan else m for (s, _), m in zip(spans, style[:, 2].tolist(), strict=True)], np.int8
        ),
        upright=upright,
        frame=frame,
        left_out=seen.left_out,
        slanted=int(slanted.sum()),
        bases=_bases(address, text, spans, frame),
        false_font=false,
        nameless=_nameless(address, spans),
    )


def _nameless(address: int, spans: list[tuple[int, int]]) -> float:
    asked = [span for span in spans if span[1] - span[0] > 1]  # a lone glyph may be a bullet of a symbol font
    asked = asked[:: max(1, len(asked) // _SAMPLE)]
    return sum(has_no_unicode(address, start) == 1 for start, _ in asked) / len(asked) if asked else 0.0


def _bases(address: int, text: str, spans: list[tuple[int, int]], frame: Frame) -> dict[int, float]:
    """The base lines of the bullets in the displayed page: the box of a symbol font's glyph does not tell on which line
    it is set."""
    if frame.rotation:
        return {}
    x, y = ctypes.c_double(), ctypes.c_double()
    out: dict[int, float] = {}
    for i, (start, end) in enumerate(spans):
        if end - start == 1 and is_glyph(text[start]):
            char_origin(address, start, ctypes.addressof(x), ctypes.addressof(y))
            out[i] = frame.top - y.value
    return out


def _style(objects: list[int], scales: dict[int, float]) -> Floats:
    """Size, boldness and render mode of the text object of each word, one row a word. `scales`: what a form makes of
    the size of its objects."""
    styles = {
        item: (size * scales.get(item, 1.0), bold, mode) for item, (size, bold, mode) in styles_of(objects).items()
    }
    return np.array([styles.get(o, (0.0, 0.0, 0.0)) for o in objects], np.float32).reshape(-1, 3)


def _apart(
    address: int, spans: list[tuple[int, int]], boxes: Floats, objects: list[int], scales: dict[int, float]
) -> tuple[list[tuple[int, int]], Floats, Floats]:
    """The words, with those cut in pieces that pdfium joined though they stand apart; their end boxes and styles."""
    style = _style(objects, scales)
    wide = _too_wide(boxes, spans, style[:, 0])
    if not wide:
        return spans, boxes, style
    spans = [
        piece
        for i, span in enumerate(spans)
        for piece in (_by_gaps(address, span, float(style[i, 0])) if i in wide else [span])
    ]
    boxes, objects = _end_boxes(address, spans)
    return spans, boxes, _style(objects, scales)


def _end_boxes(address: int, spans: list[tuple[int, int]]) -> tuple[Floats, list[int]]:
    """For each word the boxes of its first and its last character (rows 2 i and 2 i + 1: left, top, right, bottom), and
    its text object."""
    boxes = np.zeros((2 * len(spans), 4), np.float32)
    at = boxes.ctypes.data
    objects: list[int] = []
    for start, end in spans:
        loose_box(address, start, at)
        loose_box(address, end - 1, at + 16)
        objects.append(text_object(address, start) or 0)
        at += 32
    return boxes, objects


def _too_wide(boxes: Floats, spans: list[tuple[int, int]], size: Floats) -> set[int]:
    """Words too wide for their letters, or on two heights: pdfium joined what stands apart."""
    if not spans:
        return set()
    first, last = boxes[0::2], boxes[1::2]
    count = np.array([e - s for s, e in spans], np.float32)
    height = np.maximum(np.abs(first[:, 1] - first[:, 3]), 1.0)
    width = np.abs(last[:, 2] - first[:, 0])
    slanted = np.abs(first[:, 3] - last[:, 3]) > 0.6 * height
    return set(np.flatnonzero((count > 1) & ~slanted & (width > 0.95 * np.maximum(size, 1.0) * count + size)).tolist())


def _by_gaps(address: int, span: tuple[int, int], size: float) -> list[tuple[int, int]]:
    """A word cut where two of its characters stand apart by more than 0.6 of their size."""
    boxes = np.zeros((span[1] - span[0], 4), np.float32)
    for k in range(span[0], span[1]):
        loose_box(address, k, boxes.ctypes.data + 16 * (k - span[0]))
    cuts = (np.flatnonzero(boxes[1:, 0] - boxes[:-1, 2] > 0.6 * size) + span[0] + 1).tolist()
    bounds = [span[0], *cuts, span[1]]
    return list(pairwise(bounds))


def _turned(
    frame: Frame, first: Floats, last: Floats, spans: list[tuple[int, int]]
) -> tuple[Frame, npt.NDArray[np.bool_]]:
    """The frame in which most words are upright, and which of them are."""
    count = np.array([e - s for s, e in spans], np.int32)
    across = ((first[:, 0] + first[:, 2]) - (last[:, 0] + last[:, 2])) / 2
    along = ((first[:, 1] + first[:, 3]) - (last[:, 1] + last[:, 3])) / 2  # positive: the word runs down, in page space
    steep = (count >= 2) & (np.abs(along) > 1.2 * np.abs(across)) & (np.abs(along) > 1.5)
    if frame.rotation in (90, 270):
        steep, lying = (count >= 2) & ~steep & (np.abs(across) > 1.5), steep
    else:
        lying = (count >= 2) & ~steep & (np.abs(across) > 1.5)
    told = int(steep.sum() + lying.sum())
    if told >= 8 and steep.sum() > 0.6 * told:
        turn = _turn_of(frame.rotation, float(np.median(along[steep])), float(np.median(across[steep])))
        return Frame(frame.left, frame.bottom, frame.right, frame.top, turn), ~lying
    ahead, aside = {0: (-across, along), 90: (-along, across), 180: (across, along), 270: (along, across)}[
        frame.rotation
    ]
    back = (count >= 3) & lying & (ahead < 0) & (-ahead > 3 * np.abs(aside))
    if told >= 8 and back.sum() > 0.6 * told:
        return Frame(frame.left, frame.bottom, frame.right, frame.top, (frame.rotation + 180) % 360), ~steep
    return frame, ~steep


def _slanted(first: Floats, last: Floats, spans: list[tuple[int, int]]) -> npt.NDArray[np.bool_]:
    """The words that run neither along the page nor up or down it: a stamp across the page, or the whole page where
    half of it does."""
    count = np.array([e - s for s, e in spans], np.int32)
    across = np.abs((first[:, 0] + first[:, 2]) - (last[:, 0] + last[:, 2])) / 2
    along = np.abs((first[:, 1] + first[:, 3]) - (last[:, 1] + last[:, 3])) / 2
    slope = np.minimum(across, along) / np.maximum(np.maximum(across, along), 1.0)
    told = count >= 4
    if told.sum() >= 8 and (told & (slope > _TILTED)).sum() > 0.5 * told.sum():
        return np.ones(len(spans), np.bool_)
    return np.asarray(told & (slope > _ASLANT))


def _turn_of(rotation: int, along: float, across: float) -> int:
    """The clockwise rotation that makes words upright which run down (`along` > 0), up, or to the left (`across` > 0)
    in page space."""
    if rotation in (90, 270):
        return 180 if across > 0 else 0
    return 270 if along > 0 else 90


def _cut_at(spans: list[tuple[int, int]], at: int) -> None:
    """Cut the word around a place in two. Changes the list."""
    i = bisect_right(spans, (at, 0)) - 1
    if i >= 0 and spans[i][0] < at < spans[i][1]:
        spans[i : i + 1] = [(spans[i][0], at), (at, spans[i][1])]


def page_text(handle: Any) -> str:
    """pdfium's text of a text page, one code point a character index.

    pdfium leaves characters that it cannot name out of its text and counts them all the same. On such a page they are
    asked for one by one, and stand as U+FFFD.
    """
    count = pdfium.FPDFText_CountChars(handle)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(handle, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    address = address_of(handle)
    codes = (unicode_of(address, i) for i in range(count))
    return "".join(chr(c) if 0 < c < 0xD800 or 0xDFFF < c <= 0x10FFFF else "\ufffd" for c in codes)
