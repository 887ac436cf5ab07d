"""What a PDF page draws beside text: pictures, and the straight strokes and bars that rule tables."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from griffier.pipeline.readers.pdf.calls import (
    address_of,
    count_form_objects,
    count_objects,
    count_segments,
    draw_mode,
    fill_colour,
    form_object_at,
    object_at,
    object_bounds,
    object_matrix,
    object_type,
    segment_at,
    segment_closes,
    segment_point,
    segment_type,
)
from griffier.pipeline.readers.pdf.text_layer import Frame
from griffier.pipeline.readers.pdf.unseen import Drawn
from griffier.schemas.document import Box, Floats

MAX_OBJECTS = 60_000
"""Objects of a page that are looked at: a drawing of a city has more, a table never."""

THIN = 3.0
"""Points: a bar up to this thickness is a line."""

SMALL = 9.0
"""Points: the side under which a shape may be the bullet of an item."""

MOST_SMALL = 120
"""Shapes of that size from which a page has a drawing and no list."""

_MAX_SEGMENTS = 2_000
_TEXT, _PATH, _IMAGE, _SHADING, _FORM = (
    pdfium.FPDF_PAGEOBJ_TEXT,
    pdfium.FPDF_PAGEOBJ_PATH,
    pdfium.FPDF_PAGEOBJ_IMAGE,
    pdfium.FPDF_PAGEOBJ_SHADING,
    pdfium.FPDF_PAGEOBJ_FORM,
)
Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class PageObjects:
    """Pictures and rules in the displayed page, how many paths are drawn that are no rules (letters drawn as outlines
    are), and the boxes of the small ones that may be bullets, pictures among them."""

    images: tuple[Box, ...]
    rules: Floats
    shapes: int
    small: Floats


def walk_objects(page: Any) -> Walk:
    """Everything that a page handle draws, its annotations included."""
    walk = Walk()
    address = address_of(page)
    walk.visit(count_objects(address), object_at, address, _UNIT)
    walk.drawn.add_notes(page)
    return walk


def _displayed(boxes: list[tuple[float, float, float, float]], frame: Frame) -> Floats:
    table = np.array(boxes, np.float32).reshape(-1, 4)
    return np.stack(frame.displayed(table[:, 0], table[:, 1], table[:, 2], table[:, 3]), axis=1)


class Walk:
    """Goes over the objects of a page and of the forms inside it; boxes are [x0, y0, x1, y1] of page space."""

    def __init__(self) -> None:
        self.images: list[tuple[float, float, float, float]] = []
        self.rules: list[tuple[float, float, float, float]] = []
        self.small: list[tuple[float, float, float, float]] = []
        self.shapes = 0
        self.drawn = Drawn()
        self._rank = 0
        self._left = MAX_OBJECTS
        self._floats = (ctypes.c_float * 4)()
        at = ctypes.addressof(self._floats)
        self._at = (at, at + 4, at + 8, at + 12)
        self._modes = (ctypes.c_int * 2)()
        self._mode = (ctypes.addressof(self._modes), ctypes.addressof(self._modes) + 4)

    def displayed(self, frame: Frame) -> PageObjects:
        """The pictures, rules and shapes in the displayed page."""
        images = _displayed(self.images, frame)
        rules = merged_rules(_displayed(self.rules, frame))
        # an icon drawn of a hundred specks is no list
        small = _displayed(self.small if len(self.small) <= MOST_SMALL else [], frame)
        return PageObjects(tuple(Box(*map(float, row)) for row in images), rules, self.shapes, small)

    def visit(self, count: int, get: Any, parent: int, matrix: Matrix, depth: int = 0) -> None:
        """Look at `count` objects of a page or a form."""
        for i in range(min(count, self._left)):
            item = get(parent, i)
            kind = object_type(item)
            self._rank += 1
            if kind == _TEXT:
                self.drawn.text_rank[item] = self._rank
                if depth:
                    self.drawn.in_forms.add(item)
                if matrix is not _UNIT:
                    self.drawn.scales[item] = (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5
                continue
            self._left -= 1
            if kind == _PATH:
                self._path(item, matrix)
            elif kind == _IMAGE:
                bounds = self._bounds(item, matrix)
                self.images.append(bounds)
                if bounds[2] - bounds[0] < SMALL and bounds[3] - bounds[1] < SMALL:
                    self.small.append(bounds)
                self.drawn.add(self._rank, item, bounds, True)
            elif kind == _SHADING:
                self.drawn.add(self._rank, item, self._bounds(item, matrix), False)
            elif kind == _FORM and depth < 4 and self._left > 0:
                self.visit(count_form_objects(item), form_object_at, item, _times(_matrix(item), matrix), depth + 1)

    def _bounds(self, item: int, matrix: Matrix) -> tuple[float, float, float, float]:
        object_bounds(item, *self._at)
        x0, y0, x1, y1 = self._floats
        return (x0, y0, x1, y1) if matrix is _UNIT else _hull(matrix, ((x0, y0), (x1, y0), (x0, y1), (x1, y1)))

    def _path(self, item: int, matrix: Matrix) -> None:
        bounds = x0, y0, x1, y1 = self._bounds(item, matrix)
        width, height = x1 - x0, y1 - y0
        if max(width, height) < SMALL:
            self._maybe_bullet(item, bounds)
        if width < 6 and height < 6:
            self.shapes += 1
            return
        draw_mode(item, *self._mode)
        fill, stroke = self._modes
        if not fill and not stroke:
            return
        if fill:
            self.drawn.add(self._rank, item, bounds, False)
        if width <= THIN or height <= THIN:
            if stroke or not _is_white(item):
                self.rules.append(bounds)
        elif not (self._ruled(item, matrix) if stroke else self._barred(item, matrix)):
            self.shapes += not fill or count_segments(item) > 6

    def _ruled(self, item: int, matrix: Matrix) -> bool:
        """Is a path that is stroked made of straight lines, as a grid is? They are rules then."""
        count = count_segments(item)
        if count > _MAX_SEGMENTS:
            return False
        lines = list(_strokes(item, count, _times(_matrix(item), matrix)))
        straight = [(a, b, c, d) for a, b, c, d in lines if c - a <= THIN or d - b <= THIN]
        if not straight or len(straight) < 0.6 * len(lines):
            return False
        self.rules.extend(s for s in straight if max(s[2] - s[0], s[3] - s[1]) >= 6)
        return True

    def _barred(self, item: int, matrix: Matrix) -> bool:
        """Is a path that is filled made of thin bars, as Quartz draws the lines of several cells at once? They are
        rules then."""
        count = count_segments(item)
        if not 8 <= count <= _MAX_SEGMENTS or _is_white(item):
            return False
        bars = list(_subpaths(item, count, _times(_matrix(item), matrix)))
        if len(bars) < 2 or any(min(c - a, d - b) > THIN for a, b, c, d in bars):
            return False
        self.rules.extend(bar for bar in bars if max(bar[2] - bar[0], bar[3] - bar[1]) >= 6)
        return True

    def _maybe_bullet(self, item: int, bounds: tuple[float, float, float, float]) -> None:
        """Keep a small path that is filled in a colour, or a ring."""
        draw_mode(item, *self._mode)
        fill, stroke = self._modes
        if (fill and not _is_white(item)) or (stroke and count_segments(item) > 8):
            self.small.append(bounds)


def _strokes(item: int, count: int, matrix: Matrix) -> Iterator[tuple[float, float, float, float]]:
    """The straight pieces of a path; a curve gives a piece that is not straight."""
    place = (ctypes.c_float * 2)()
    at = ctypes.addressof(place)
    last = begin = (0.0, 0.0)
    for k in range(count):
        segment = segment_at(item, k)
        segment_point(segment, at, at + 4)
        point = (place[0], place[1])
        if segment_type(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            begin = point
        else:
            yield _hull(matrix, (last, point))
        if segment_closes(segment):
            yield _hull(matrix, (point, begin))
            point = begin
        last = point


def _subpaths(item: int, count: int, matrix: Matrix) -> Iterator[tuple[float, float, float, float]]:
    """The bounds of each closed piece of a path."""
    place = (ctypes.c_float * 2)()
    at = ctypes.addressof(place)
    points: list[tuple[float, float]] = []
    for k in range(count):
        segment = segment_at(item, k)
        segment_point(segment, at, at + 4)
        if segment_type(segment) == pdfium.FPDF_SEGMENT_MOVETO and len(points) > 1:
            yield _hull(matrix, points)
            points = []
        points.append((place[0], place[1]))
    if len(points) > 1:
        yield _hull(matrix, points)


def _is_white(item: int) -> bool:
    parts = (ctypes.c_uint * 4)()
    at = ctypes.addressof(parts)
    if not fill_colour(item, at, at + 4, at + 8, at + 12):
        return False
    return parts[3] == 0 or min(parts[:3]) > 250


def _matrix(item: int) -> Matrix:
    m = (ctypes.c_float * 6)()
    object_matrix(item, ctypes.addressof(m))
    return (m[0], m[1], m[2], m[3], m[4], m[5])


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First `m`, then `n`."""
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _hull(m: Matrix, points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs = [m[0] * x + m[2] * y + m[4] for x, y in points]
    ys = [m[1] * x + m[3] * y + m[5] for x, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def merged_rules(rules: Floats) -> Floats:
    """Pieces of one line joined: word processors draw a ruling line cell by cell. Sorted by height, then by x."""
    if not len(rules):
        return rules
    flat = (rules[:, 2] - rules[:, 0]) >= (rules[:, 3] - rules[:, 1])
    lying = _joined(rules[flat], along=0)
    standing = _joined(rules[~flat], along=1)
    out = np.concatenate([lying, standing]).astype(np.float32)
    return out[np.lexsort((out[:, 0], out[:, 1]))]


def _joined(rules: Floats, along: int) -> Floats:
    """`along` 0: lying lines, 1: standing lines."""
    across = 1 - along
    key = np.round((rules[:, across] + rules[:, across + 2]) / 2)
    out: list[list[float]] = []
    for row in rules[np.lexsort((rules[:, along], key))].tolist():
        if out:
            last = out[-1]
            near = abs((last[across] + last[across + 2]) - (row[across] + row[across + 2])) <= 2.4
            if near and row[along] <= last[along + 2] + 2.0:
                last[along + 2] = max(last[along + 2], row[along + 2])
                last[across] = min(last[across], row[across])
                last[across + 2] = max(last[across + 2], row[across + 2])
                continue
        out.append(row)
    return np.array(out, np.float32).reshape(-1, 4)
