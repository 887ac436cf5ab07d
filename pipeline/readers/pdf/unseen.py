"""Characters of a text layer that nobody sees: covered by what is drawn later, in the colour of the paper, or beside
the page.

A black or white box over live text is how many a file is redacted: the text is still there, and must not be read out.
What is drawn when tells which characters may be covered; whether one is seen is then measured, not concluded: the page
is drawn with and without the text in question, and a character whose place looks the same both times is seen by
nobody. So a box with a label on it, a stamp that lets the text through, a clipped box and a highlight need no rule of
their own.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from griffier.pipeline.readers.pdf.calls import (
    clip_path,
    clip_segment,
    count_clip_segments,
    count_clips,
    fill_colour,
    has_transparency,
    loose_box,
    render_mode,
    segment_point,
    set_active,
    text_object,
)
from griffier.pipeline.readers.pdf.optional_content import is_layered
from griffier.pipeline.readers.pdf.render import dpi_within, render_colour
from griffier.schemas.document import Box, Floats

LEAST_COVER = 4.0
"""Points: what is lower or narrower covers no letter."""

LARGE_PICTURE = 0.3
"""Share of the page from which a picture over text is a scan over its own text layer: that text is judged as a hidden
layer."""

_TEST_DPI = 144
_LEAST_DPI = 50
_MOST_PIXELS = 6_000_000
_CHANGE = 12
"""Levels (of 255) by which a pixel differs where a letter is seen."""

_DARK = 110
_PALE = 236
_INVISIBLE = 3
_CLIP = 7

_MOST_CLIPS = 8
_NO_LIMIT = (-1e9, -1e9, 1e9, 1e9)

_Pixels = npt.NDArray[np.int16]


@dataclass
class Drawn:
    """What a page draws, in the order of drawing, as far as it may hide text or lie under it; boxes [x0, y0, x1, y1] of
    page space.

    `text_rank`: address of a text object -> its place in the order. `fills`: filled paths, pictures and shadings with
    place, address, and whether it is a picture. `in_forms`: text objects of forms that the page draws; `layered`:
    whether layers of the file are switched off, which such a form, or a part of it, may belong to. `scales`: address of
    a text object in a form -> what the form makes of its size.
    """

    text_rank: dict[int, int] = field(default_factory=dict)
    in_forms: set[int] = field(default_factory=set)
    layered: bool = False
    scales: dict[int, float] = field(default_factory=dict)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    fills: list[tuple[int, int, bool]] = field(default_factory=list)

    def add(self, rank: int, item: int, box: tuple[float, float, float, float], picture: bool) -> None:
        """Note a fill that is large enough to hide a letter."""
        if box[2] - box[0] >= LEAST_COVER and box[3] - box[1] >= LEAST_COVER:
            self.boxes.append(box)
            self.fills.append((rank, item, picture))

    def add_notes(self, page: Any) -> None:
        """The annotations of a page handle that draw over what is under them: boxes, free text, stamps, redaction
        marks."""
        rect = pdfium.FS_RECTF()
        for i in range(min(pdfium.FPDFPage_GetAnnotCount(page), 1_000)):
            note = pdfium.FPDFPage_GetAnnot(page, i)
            if not note:
                continue
            try:
                if pdfium.FPDFAnnot_GetSubtype(note) in _COVERING_NOTES and pdfium.FPDFAnnot_GetRect(note, rect):
                    self.add(
                        1 << 30,
                        0,
                        (rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top)),
                        False,
                    )
            finally:
                pdfium.FPDFPage_CloseAnnot(note)


_COVERING_NOTES = (
    pdfium.FPDF_ANNOT_SQUARE,
    pdfium.FPDF_ANNOT_CIRCLE,
    pdfium.FPDF_ANNOT_POLYGON,
    pdfium.FPDF_ANNOT_FREETEXT,
    pdfium.FPDF_ANNOT_STAMP,
    pdfium.FPDF_ANNOT_INK,
    pdfium.FPDF_ANNOT_REDACT,
)


@dataclass(frozen=True)
class Seen:
    """`spans`: the words without what nobody sees; `left_out`: how many characters that are; `under_scan`: places of
    characters that a picture of the page covers."""

    spans: list[tuple[int, int]]
    left_out: int = 0
    under_scan: frozenset[int] = frozenset()


def without_unseen(
    page: Any, address: int, spans: list[tuple[int, int]], boxes: Floats, objects: list[int], drawn: Drawn, frame: Any
) -> Seen:
    """The words that can be seen on a page handle. `boxes`, `objects`: as `pdf_text` has them, two boxes a word."""
    if not spans:
        return Seen(spans)
    words = np.stack(
        [
            np.minimum(boxes[0::2, 0], boxes[1::2, 0]),
            np.minimum(boxes[0::2, 3], boxes[1::2, 3]),
            np.maximum(boxes[0::2, 2], boxes[1::2, 2]),
            np.maximum(boxes[0::2, 1], boxes[1::2, 1]),
        ],
        axis=1,
    )
    outside = _outside(words, frame)
    covered = _under_later_fills(words, objects, drawn)
    loose = _on_no_ground(words, objects, drawn) | _clipped(words, objects) | _in_layers(objects, drawn)
    suspects = sorted((covered.keys() | loose) - outside)
    hidden = {place for i in outside for place in range(*spans[i])}
    under_scan: set[int] = set()
    unseen = _Test(page, address, frame).unseen([(i, spans[i]) for i in suspects]) if suspects else ()
    for word, character in unseen:
        over = [k for k in covered.get(word, ()) if _holds(drawn.boxes[k], character.box)]
        if not over and word not in loose:
            continue
        scan, pictures = _covers(over, drawn, frame)
        if character.dark or not (scan or (pictures and character.invisible)):
            hidden.add(character.place)
        elif scan:
            under_scan.add(character.place)
    if not hidden:
        return Seen(spans, 0, frozenset(under_scan))
    return Seen(list(_visible_parts(spans, hidden)), len(hidden), frozenset(under_scan))


def _covers(fills: Sequence[int], drawn: Drawn, frame: Any) -> tuple[bool, bool]:
    """Whether all of some fills are scans of the page, and whether all are pictures."""
    area = (frame.right - frame.left) * (frame.top - frame.bottom)
    pictures = bool(fills) and all(drawn.fills[k][2] for k in fills)
    return pictures and all(_area(drawn.boxes[k]) > LARGE_PICTURE * area for k in fills), pictures


def _outside(words: Floats, frame: Any) -> set[int]:
    """Words beside the page, where most of the layer is on it: a layer that lies outside as a whole is another
    matter."""
    x, y = (words[:, 0] + words[:, 2]) / 2, (words[:, 1] + words[:, 3]) / 2
    off = (x < frame.left - 1) | (x > frame.right + 1) | (y < frame.bottom - 1) | (y > frame.top + 1)
    return set(np.flatnonzero(off).tolist()) if 0 < off.sum() < 0.5 * len(off) else set()


def _under_later_fills(words: Floats, objects: list[int], drawn: Drawn) -> dict[int, list[int]]:
    """Word -> the opaque fills drawn after it that cover a part of its middle."""
    if not drawn.boxes or not drawn.text_rank:
        return {}
    rank = np.array([drawn.text_rank.get(o, 1 << 30) for o in objects])
    order = np.array([f[0] for f in drawn.fills])
    later = np.flatnonzero(order > rank.min())
    if not len(later):
        return {}
    fills = np.array(drawn.boxes, np.float32)[later]
    middle = (words[:, 1] + words[:, 3]) / 2
    found: dict[int, list[int]] = {}
    opaque: dict[int, bool] = {}
    for box, k in zip(fills, later.tolist(), strict=True):
        under = (
            (rank < order[k])
            & (words[:, 2] > box[0] + 0.5)
            & (words[:, 0] < box[2] - 0.5)
            & (middle > box[1])
            & (middle < box[3])
        )
        for word in np.flatnonzero(under).tolist():
            if k not in opaque:
                opaque[k] = _may_hide(*drawn.fills[k][1:])
            if opaque[k]:
                found.setdefault(word, []).append(k)
    return found


def _may_hide(item: int, picture: bool) -> bool:
    """Whether a fill lets nothing through, as far as it says itself. A picture may have holes; the test tells."""
    return not item or picture or not has_transparency(item)


def _on_no_ground(words: Floats, objects: list[int], drawn: Drawn) -> set[int]:
    """Words in the colour of paper or without any, under which nothing dark was drawn."""
    pale = {o for o in set(objects) if o and _is_pale(o)}
    if not pale:
        return set()
    grounds = [
        (drawn.boxes[k], rank)
        for k, (rank, item, picture) in enumerate(drawn.fills)
        if picture or not item or not _is_pale(item)
    ]

    def has_ground(i: int) -> bool:
        x, y = (words[i, 0] + words[i, 2]) / 2, (words[i, 1] + words[i, 3]) / 2
        rank = drawn.text_rank.get(objects[i], 0)
        return any(r < rank and b[0] <= x <= b[2] and b[1] <= y <= b[3] for b, r in grounds)

    drawn_pale = {o for o in pale if render_mode(o) not in (_INVISIBLE, _CLIP)}
    return {i for i, o in enumerate(objects) if o in drawn_pale and not has_ground(i)}


def _clipped(words: Floats, objects: list[int]) -> set[int]:
    """Words of which the middle lies outside the area to which their drawing is limited, as the text of a cell that ran
    over."""
    point = (ctypes.c_float * 4)()
    at = ctypes.addressof(point)
    limits: dict[int, tuple[float, float, float, float]] = {}
    for item in set(objects):
        path = clip_path(item) if item else 0
        count = count_clips(path) if path else 0
        if count <= 0:
            continue
        x0, y0, x1, y1 = -1e9, -1e9, 1e9, 1e9
        for k in range(min(count, _MOST_CLIPS)):
            if count_clip_segments(path, k) in (4, 5):
                segment_point(clip_segment(path, k, 0), at, at + 4)
                segment_point(clip_segment(path, k, 2), at + 8, at + 12)
                a, b, c, d = point
                x0, x1 = max(x0, min(a, c)), min(x1, max(a, c))
                y0, y1 = max(y0, min(b, d)), min(y1, max(b, d))
        limits[item] = (x0, y0, x1, y1)
    if not limits:
        return set()
    area = np.array([limits.get(item, _NO_LIMIT) for item in objects], np.float32)
    x, y = (words[:, 0] + words[:, 2]) / 2, (words[:, 1] + words[:, 3]) / 2
    out = (x < area[:, 0]) | (x > area[:, 2]) | (y < area[:, 1]) | (y > area[:, 3])
    return set(np.flatnonzero(out).tolist())


def _in_layers(objects: list[int], drawn: Drawn) -> set[int]:
    """Words of forms, and those of layers that no name tells, in a file of which layers are switched off."""
    if not drawn.layered:
        return set()
    told: dict[int, bool] = {}
    for item in set(objects):
        told[item] = bool(item) and (item in drawn.in_forms or is_layered(item)) and render_mode(item) != _INVISIBLE
    return {i for i, item in enumerate(objects) if told[item]}


def _is_pale(item: int) -> bool:
    parts = (ctypes.c_uint * 4)()
    at = ctypes.addressof(parts)
    if not fill_colour(item, at, at + 4, at + 8, at + 12):
        return False
    return parts[3] < 24 or min(parts[:3]) >= _PALE


@dataclass(frozen=True, slots=True)
class _Character:
    """A character that nobody sees: its place in the text, its box in page space, whether it is set to be invisible,
    and whether its place is dark."""

    place: int
    box: tuple[float, float, float, float]
    invisible: bool
    dark: bool


class _Test:
    """Draws the part of a page with the suspects on it, with and without them."""

    def __init__(self, page: Any, address: int, frame: Any) -> None:
        self._page, self._address, self._frame = page, address, frame

    def unseen(self, words: Sequence[tuple[int, tuple[int, int]]]) -> Iterator[tuple[int, _Character]]:
        """The characters of some words (number, place) that make no difference to the picture; none where it cannot be
        drawn."""
        owners = [(word, place) for word, (start, end) in words for place in range(start, end)]
        raw = np.zeros((len(owners), 4), np.float32)
        for row, (_, place) in enumerate(owners):
            loose_box(self._address, place, raw.ctypes.data + 16 * row)
        boxes = raw[:, [0, 3, 2, 1]]
        items = [text_object(self._address, place) or 0 for _, place in owners]
        invisible = {item for item in set(items) if item and render_mode(item) in (_INVISIBLE, _CLIP)}
        crops = self._crops(boxes, {item for item in items if item} - invisible)
        for (word, place), box, item, (before, after) in zip(owners, boxes.tolist(), items, crops, strict=False):
            if not before.size or not item:
                continue
            still = _span(before) < _CHANGE if item in invisible else int(np.abs(before - after).max()) < _CHANGE
            if still:
                yield (
                    word,
                    _Character(
                        place, (box[0], box[1], box[2], box[3]), item in invisible, float(np.median(before)) < _DARK
                    ),
                )

    def _crops(self, boxes: Floats, items: set[int]) -> Iterator[tuple[_Pixels, _Pixels]]:
        """The middle of each box as drawn with and without the text objects."""
        width, height = self._frame.size
        x0, top, x1, bottom = self._frame.displayed(boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3])
        hull = Box(
            float(max(0, x0.min())),
            float(max(0, top.min())),
            float(min(width, x1.max())),
            float(min(height, bottom.max())),
        )
        dpi = dpi_within(hull.x1 - hull.x0, hull.bottom - hull.top, _MOST_PIXELS, _TEST_DPI)
        if dpi < _LEAST_DPI:
            return
        before = render_colour(self._page, width, height, hull, dpi)
        if items:
            try:
                for item in items:
                    set_active(item, 0)
                after = render_colour(self._page, width, height, hull, dpi)
            finally:
                for item in items:
                    set_active(item, 1)
        else:
            after = before
        scale = dpi / 72
        inset = 0.2 * (x1 - x0)
        left, right = (x0 + inset - hull.x0) * scale, (x1 - inset - hull.x0) * scale
        inset = 0.1 * (bottom - top)
        upper, lower = (top + inset - hull.top) * scale, (bottom - inset - hull.top) * scale
        for a, b, c, d in zip(left.tolist(), upper.tolist(), right.tolist(), lower.tolist(), strict=True):
            at = np.s_[max(0, int(b)) : max(1, int(d) + 1), max(0, int(a)) : max(1, int(c) + 1)]
            yield before[at].astype(np.int16), after[at].astype(np.int16)


def _span(pixels: _Pixels) -> int:
    """Levels between the lightest and the darkest pixel of the middle half of the rows: a bar need not cover the room
    above and below."""
    rows = len(pixels) // 4
    middle = pixels[rows : len(pixels) - rows]
    return int((middle.max(axis=(0, 1)) - middle.min(axis=(0, 1))).max())


def _holds(box: tuple[float, float, float, float], character: tuple[float, float, float, float]) -> bool:
    x, y = (character[0] + character[2]) / 2, (character[1] + character[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _area(box: Sequence[float]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _visible_parts(spans: Iterable[tuple[int, int]], hidden: set[int]) -> Iterable[tuple[int, int]]:
    for start, end in spans:
        at = start
        for k in range(start, end + 1):
            if k == end or k in hidden:
                if k > at:
                    yield at, k
                at = k + 1
