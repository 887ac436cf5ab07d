"""Bullets beside their lines: whatever a page prints left of a hanging block, a glyph or a drawing, stands in the line
that it opens.

A glyph of a symbol font has a box that sits higher or lower than its line, up to half a line; a browser prints the
disc of a list as a path, others as a small picture. Without its bullet an item runs into the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from griffier.pipeline.layout.page_words import PageWords
from griffier.schemas.document import Box, Floats

_GLYPH = re.compile("[•●○▪■□◦‣⁃∙·➢➤►▸◆◊❖✓✔→\u2212\u2013\u2014\uf000-\uf0ff-]")
DISC = "•"
_REACH = 4.0
"""How far right of a bullet its text may begin, in heights of that text's line."""
_LEAST, _MOST = 1.2, 9.0
"""Points: the sides of a drawn bullet."""
_DESCENT = 0.22
"""Of the height of a line, what lies under its base."""
_DISC_ABOVE = 0.28
"""How far above its base the middle of a disc stands: that of its small letters."""


def with_boxes(page: PageWords, boxes: Sequence[tuple[str, Box]]) -> PageWords:
    """The page with signs for boxes to tick, each on the line of the words at its height; a box beside no line is left
    out."""
    if not boxes or not len(page):
        return page
    upper = (page.top if page.upper is None else page.upper).copy()
    lower = (page.bottom if page.lower is None else page.lower).copy()
    found: list[tuple[str, tuple[float, ...], int]] = []
    for text, box in boxes:
        middle = (box.top + box.bottom) / 2
        beside = np.flatnonzero((upper <= middle) & (lower >= middle))
        if len(beside):
            away = np.maximum(page.x0[beside] - box.x1, box.x0 - page.x1[beside])
            found.append((text, tuple(box), int(beside[np.argmin(away)])))
    return _with_words(replace(page, upper=upper, lower=lower), found) if found else page


def is_glyph(text: str) -> bool:
    """One sign that can only be a bullet or a dash."""
    return _GLYPH.fullmatch(text) is not None


def with_bullets(page: PageWords, bases: Mapping[int, float], drawn: Floats) -> PageWords:
    """The page with its bullets on the lines that they open.

    `bases`: word number -> base line (points from the top) of words that `is_glyph` says are bullets. `drawn`: boxes
    [x0, top, x1, bottom] of small filled shapes and pictures; those beside a line become words of their own.
    """
    if not len(page) or not (bases or len(drawn)):
        return page
    upper = (page.top if page.upper is None else page.upper).copy()
    lower = (page.bottom if page.lower is None else page.lower).copy()
    words = np.ones(len(page), np.bool_)
    words[list(bases)] = False
    for i, base in bases.items():
        home = _on_base(page, words, base, float(page.x0[i]), float(page.x1[i]))
        if home is not None:
            upper[i], lower[i] = upper[home], lower[home]
    found: list[tuple[str, tuple[float, ...], int]] = []
    for box in drawn.tolist():
        home = _beside(page, words, box)
        if home is not None:
            found.append((DISC, tuple(box), home))
    moved = replace(page, upper=upper, lower=lower)
    return _with_words(moved, found) if found else moved


def _on_base(page: PageWords, words: npt.NDArray[np.bool_], base: float, left: float, right: float) -> int | None:
    """Of some words, the one nearest to a bullet (its edges, its base) among those on its base, or half a line off."""
    height = np.maximum(page.bottom - page.top, 1.0)
    off = np.abs(page.bottom - _DESCENT * height - base) / height
    away = np.maximum(np.maximum(page.x0 - right, left - page.x1), 0.0) / height
    near = np.flatnonzero(words & (off < 0.55) & (away < _REACH))
    return int(near[np.argmin(off[near] + away[near] / _REACH)]) if len(near) else None


def _beside(page: PageWords, words: npt.NDArray[np.bool_], box: list[float]) -> int | None:
    """The first word of the line that a small shape stands left of; None for a shape that opens no line."""
    x0, top, x1, bottom = box
    width, height, middle = x1 - x0, bottom - top, (top + bottom) / 2
    if not (_LEAST <= width <= _MOST and _LEAST <= height <= _MOST and 0.6 < width / height < 1.7):
        return None
    line = float(np.median(page.bottom - page.top))
    home = _on_base(page, words & (page.x0 > x1 - 1), middle + _DISC_ABOVE * line, x0, x1)
    if home is None or height > 0.75 * (page.bottom[home] - page.top[home]):
        return None
    before = (page.top < middle) & (page.bottom > middle) & (page.x1 > x0 - 3 * line) & (page.x0 < x1)
    return None if bool(before.any()) else home


def _with_words(page: PageWords, found: list[tuple[str, tuple[float, ...], int]]) -> PageWords:
    """The page and a sign for each drawn shape, in the band of its line."""
    boxes = np.array([box for _, box, _ in found], np.float32)
    homes = np.array([home for _, _, home in found], np.int32)
    count = len(found)
    assert page.upper is not None and page.lower is not None

    def more(column: npt.NDArray[np.float32], values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        return np.concatenate([column, values]).astype(np.float32)

    return replace(
        page,
        texts=[*page.texts, *(text for text, _, _ in found)],
        x0=more(page.x0, boxes[:, 0]),
        top=more(page.top, boxes[:, 1]),
        x1=more(page.x1, boxes[:, 2]),
        bottom=more(page.bottom, boxes[:, 3]),
        confidence=more(page.confidence, np.full(count, 90, np.float32)),
        size=more(page.size, page.size[homes]),
        bold=np.concatenate([page.bold, np.zeros(count, np.bool_)]),
        upright=None if page.upright is None else np.concatenate([page.upright, np.ones(count, np.bool_)]),
        upper=more(page.upper, page.upper[homes]),
        lower=more(page.lower, page.lower[homes]),
    )
