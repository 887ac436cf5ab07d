"""What a glyph of a Type3 font draws, and which of many glyphs are the same shape.

A printing system that hands over shapes instead of fonts draws the same letter in each size and on each page anew,
under another number. Two drawings are one shape where their strokes are equal but for their size: the same operators,
and the same points relative to the shape's own extent, its base line and its advance, within what rounding explains.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from griffier.schemas.document import Floats

Bounds = tuple[float, float, float, float]
_Matrix = tuple[float, float, float, float, float, float]

_TOKEN = re.compile(rb"[^\s\[\]()<>/%]+|/[^\s\[\]()<>/%]*|[\[\]]|%[^\r\n]*|\([^()]*\)|<[0-9A-Fa-f\s]*>|<<|>>")
_INLINE = re.compile(rb"\bBI\b(?P<head>.*?)\bID\s(?P<body>.*?)\sEI\b", re.DOTALL)
_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)")
_POINTS = {b"m": 2, b"l": 2, b"c": 6, b"v": 4, b"y": 4, b"re": 4}
_PAINT = frozenset((b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"sh"))
_ROUNDING = 0.0015
"""The least difference, relative to the shape's extent, that rounding explains."""

_MOST_TOKENS = 20_000


@dataclass(frozen=True)
class Outline:
    """A glyph in its font's own units: `form` tells its operators (and, for pictures, their content), `points` its
    coordinates, `bounds` what it covers (None: nothing is drawn), `step` the unit to which they are rounded."""

    form: str
    points: Floats
    bounds: Bounds | None
    advance: float
    step: float

    @property
    def is_blank(self) -> bool:
        """Does it draw nothing?"""
        return self.bounds is None

    @property
    def area(self) -> float:
        """The ink, roughly: the polygons through all points of its contours, those that run the other way taken off."""
        starts = [at for at, operator in enumerate(self._point_owners()) if operator == "m"]
        total = 0.0
        for start, end in zip(starts, [*starts[1:], len(self.points)], strict=True):
            x, y = self.points[start:end, 0], self.points[start:end, 1]
            total += float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2
        return abs(total)

    def _point_owners(self) -> list[str]:
        """The operator of each point."""
        return [o for o in self.form.split() for _ in range(_POINTS.get(o.encode("latin-1"), 0) // 2)]

    @property
    def extent(self) -> float:
        """The larger side of what it covers."""
        if self.bounds is None:
            return 0.0
        return max(self.bounds[2] - self.bounds[0], self.bounds[3] - self.bounds[1], 1e-9)

    @property
    def rounding(self) -> float:
        """By how much a coordinate relative to the extent may be off."""
        return max(_ROUNDING, 1.5 * self.step / self.extent)


def outline_of(proc: bytes) -> Outline:
    """What the content of a glyph draws. Raises ValueError where it cannot be told."""
    pictures: list[bytes] = []

    def kept(match: re.Match[bytes]) -> bytes:
        pictures.append(match["head"] + match["body"])
        return b" BI "

    return _Drawing(pictures).run(_INLINE.sub(kept, proc) if b"BI" in proc else proc)


class _Drawing:
    """Follows the operators of a glyph."""

    def __init__(self, pictures: list[bytes]) -> None:
        self._pictures = pictures
        self._form: list[bytes] = []
        self._points: list[tuple[float, float]] = []
        self._corners: list[tuple[float, float]] = []
        self._matrix: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        self._kept: list[_Matrix] = []
        self._advance, self._decimals = 0.0, 0

    def run(self, content: bytes) -> Outline:
        """The outline."""
        stack: list[float] = []
        name, places = b"", 0
        for count, token in enumerate(_TOKEN.findall(content)):
            if count > _MOST_TOKENS:
                raise ValueError("a glyph of more than 20,000 words")
            if _NUMBER.fullmatch(token):
                stack.append(float(token))
                places = max(places, len(token.partition(b".")[2]))
                continue
            if token.startswith(b"/"):
                name = token
                continue
            if token in _POINTS:
                self._decimals = max(self._decimals, places)
            self._operator(token, stack, name)
            stack, places = [], 0
        drawn = self._points or self._corners
        bounds = None
        if drawn and any(o in _PAINT or o.startswith((b"picture", b"Do")) for o in self._form):
            xs, ys = zip(*self._points, *self._corners, strict=True)
            bounds = (min(xs), min(ys), max(xs), max(ys))
        form = b" ".join(self._form).decode("latin-1")
        step = 10.0 ** -min(self._decimals, 4) * (abs(self._matrix[0]) or 1.0)
        return Outline(
            form, np.array(self._points or self._corners, np.float32).reshape(-1, 2), bounds, self._advance, step
        )

    def _operator(self, token: bytes, stack: list[float], name: bytes) -> None:
        if token in (b"d0", b"d1") and stack:
            self._advance = stack[0]
        elif token in _POINTS and len(stack) >= _POINTS[token]:
            self._form.append(token)
            self._add(token, stack[-_POINTS[token] :])
        elif token == b"cm" and len(stack) >= 6:
            a, b, c, d, e, f = stack[-6:]
            p, q, r, s, t, u = self._matrix
            self._matrix = (
                a * p + b * r,
                a * q + b * s,
                c * p + d * r,
                c * q + d * s,
                e * p + f * r + t,
                e * q + f * s + u,
            )
        elif token == b"q":
            self._kept.append(self._matrix)
        elif token == b"Q" and self._kept:
            self._matrix = self._kept.pop()
        elif token == b"BI" and self._pictures:
            self._form.append(b"picture" + sha256(self._pictures.pop(0)).hexdigest()[:16].encode())
            self._corners += map(self._placed, (0.0, 1.0), (0.0, 1.0))
        elif token == b"Do":
            self._form.append(b"Do" + name)
            self._corners += map(self._placed, (0.0, 1.0), (0.0, 1.0))
        elif token in _PAINT or token in (b"h", b"n", b"W", b"W*"):
            self._form.append(token)

    def _add(self, token: bytes, numbers: list[float]) -> None:
        if token == b"re":
            x, y, w, h = numbers
            self._points += (self._placed(x, y), self._placed(x + w, y + h))
        else:
            self._points += (self._placed(x, y) for x, y in zip(numbers[0::2], numbers[1::2], strict=True))

    def _placed(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self._matrix
        return a * x + c * y + e, b * x + d * y + f


class Shapes:
    """Numbers shapes: outlines that are equal but for their size get one number, from 0 on."""

    def __init__(self) -> None:
        self.shapes: list[Outline] = []
        self._alike: dict[tuple[str, int], list[tuple[int, Floats]]] = {}
        self._known: dict[bytes, int] = {}

    def number(self, outline: Outline, flip: bool = False) -> int:
        """The number of its shape. `flip`: the font draws upside down."""
        vector = _relative(outline, flip)
        exact = outline.form.encode("latin-1") + vector.tobytes()
        if exact not in self._known:
            self._known[exact] = self._near(outline, vector)
        return self._known[exact]

    def _near(self, outline: Outline, vector: Floats) -> int:
        alike = self._alike.setdefault((outline.form, len(vector)), [])
        for number, other in alike:
            if np.abs(other - vector).max(initial=0.0) <= max(outline.rounding, self.shapes[number].rounding):
                return number
        self.shapes.append(outline)
        alike.append((len(self.shapes) - 1, vector))
        return len(self.shapes) - 1


def _relative(outline: Outline, flip: bool) -> Floats:
    """The points, and the advance, relative to the extent."""
    if outline.bounds is None:
        return np.zeros(0, np.float32)
    points = outline.points * np.array([1.0, -1.0 if flip else 1.0], np.float32)
    return np.asarray(np.append(points.ravel(), outline.advance) / outline.extent, np.float32)
