"""The ruling lines of a page: what parts columns, and what parts rows."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from griffier.schemas.document import Document

_THIN = 4.0
"""Points: what is thinner is a line, what is not is a bar whose sides part cells."""


class PageRules:
    """The ruling lines of one page: upright ones as (x, top, bottom), level ones as (y, x0, x1)."""

    def __init__(self, doc: Document, page: int) -> None:
        r = doc.rules
        lo, hi = (int(np.searchsorted(r.page, page, side=s)) for s in ("left", "right"))
        self.upright: list[tuple[float, float, float]] = []
        self.level: list[tuple[float, float, float]] = []
        for x0, top, x1, bottom in zip(
            r.x0[lo:hi].tolist(), r.top[lo:hi].tolist(), r.x1[lo:hi].tolist(), r.bottom[lo:hi].tolist(), strict=True
        ):
            if x1 - x0 <= _THIN < bottom - top:
                self.upright.append(((x0 + x1) / 2, top, bottom))
            elif bottom - top <= _THIN < x1 - x0:
                self.level.append(((top + bottom) / 2, x0, x1))
            elif x1 - x0 > _THIN and bottom - top > _THIN:  # a filled bar: its sides part cells too
                self.upright += [(x0, top, bottom), (x1, top, bottom)]
                self.level += [(top, x0, x1), (bottom, x0, x1)]
        self.upright.sort()
        self.level.sort()
        self._xs = [u[0] for u in self.upright]
        self._ys = [v[0] for v in self.level]

    @classmethod
    def none(cls) -> PageRules:
        """The rules of a page that has none."""
        return cls(Document("", ()), 0)

    def parts(self, x0: float, x1: float, y: float) -> bool:
        """True where an upright rule stands between two places on a line."""
        for x, top, bottom in self.upright[bisect_left(self._xs, x0) :]:
            if x > x1:
                return False
            if top <= y <= bottom:
                return True
        return False

    def between(self, y0: float, y1: float, x: float) -> bool:
        """True where a level rule stands between two lines at x."""
        for y, x0, x1 in self.level[bisect_left(self._ys, y0) :]:
            if y > y1:
                return False
            if x0 - 1 <= x <= x1 + 1:
                return True
        return False

    def band(self, x: float, y: float) -> tuple[float, float]:
        """The nearest level rules above and below a point; (inf, -inf) where one of them is missing."""
        heights = [at for at, x0, x1 in self.level if x0 - 1 <= x <= x1 + 1]
        k = bisect_left(heights, y)
        return (heights[k - 1], heights[k]) if 0 < k < len(heights) else (float("inf"), float("-inf"))

    def cell(self, x: float, y: float) -> tuple[float, float]:
        """The nearest upright rules left and right of a point."""
        left, right = float("-inf"), float("inf")
        for at, top, bottom in self.upright:
            if top - 1 <= y <= bottom + 1:
                if at <= x:
                    left = at
                else:
                    right = at
                    break
        return left, right
