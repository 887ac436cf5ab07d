"""A text made from another, with the way back: the one offset map.

A view is made of pieces that were copied, character for character, in the order of the view: a text with what OCR
misread put right, a body without headers and footers, the cells of a table as lines. What stands between two pieces
was made of whatever stands between the same two in the source, so that a place inside it leads to its edges.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from griffier.schemas.geometry import Ints, Span


class Edit(NamedTuple):
    """`[start, end)` of a source becomes `made`; `rule` is its ground. Values in whose place it stands are as sure as
    `sure` at most."""

    start: int
    end: int
    made: str
    rule: str
    sure: float = 1.0


@dataclass(frozen=True)
class View:
    """`text`, and its pieces as columns: piece `i` is `lengths[i]` characters from `starts[i]` of the text, copied from
    `origins[i]` of the source. `starts` ascend and pieces do not overlap; `origins` ascend too where the source was
    edited or cut, and need not where it was set in another order. A view has at least one piece, be it empty.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    lengths: tuple[int, ...]

    @classmethod
    def edited(cls, source: str, edits: Sequence[Edit]) -> View:
        """The source with some stretches replaced. `edits` are in order and do not overlap."""
        text, at, grown = [], 0, 0
        starts, origins, lengths = [], [], []
        for edit in (*edits, Edit(len(source), len(source), "", "")):
            text += [source[at : edit.start], edit.made]
            starts.append(at + grown)
            origins.append(at)
            lengths.append(edit.start - at)
            grown += len(edit.made) - (edit.end - edit.start)
            at = edit.end
        return cls("".join(text), tuple(starts), tuple(origins), tuple(lengths))

    @classmethod
    def gathered(cls, source: str, pieces: Iterable[Span | str]) -> View:
        """Stretches of the source and strings of one's own, one after the other."""
        text: list[str] = []
        starts, origins, lengths, at = [], [], [], 0
        for piece in pieces:
            if not isinstance(piece, str):
                starts.append(at)
                origins.append(piece.start)
                lengths.append(piece.end - piece.start)
                piece = source[piece.start : piece.end]
            text.append(piece)
            at += len(piece)
        return cls("".join(text), tuple(starts) or (0,), tuple(origins) or (0,), tuple(lengths) or (0,))

    def span(self, start: int, end: int) -> Span:
        """The range of the source from where `[start, end)` begins to where it ends. Inside what was not copied, the
        edges of that; `start >= end` where nothing of the source is behind it."""
        i = bisect_right(self.starts, start) - 1
        if i < 0:
            first = self.origins[0]
        else:
            first = self.origins[i] + min(start - self.starts[i], self.lengths[i])
        i = bisect_left(self.starts, end) - 1
        if i < 0:
            return Span(first, self.origins[0])
        inside = end - self.starts[i]
        if inside <= self.lengths[i] or i + 1 == len(self.starts):
            return Span(first, self.origins[i] + min(inside, self.lengths[i]))
        return Span(first, self.origins[i + 1])

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The stretches of the source that were copied into `[start, end)`, in the order of the view."""
        found = []
        for i in range(max(0, bisect_right(self.starts, start) - 1), bisect_left(self.starts, end)):
            lo = max(start - self.starts[i], 0)
            hi = min(end - self.starts[i], self.lengths[i])
            if lo < hi:
                found.append(Span(self.origins[i] + lo, self.origins[i] + hi))
        return tuple(found)

    def forth(self, offset: int) -> int:
        """The place in the text of an offset of the source; of one that was not copied, a place in what stands for
        it. Only of a view that keeps the order of its source."""
        i = bisect_right(self.origins, offset) - 1
        if i < 0:
            return 0
        stop = self.starts[i + 1] if i + 1 < len(self.starts) else len(self.text)
        return min(self.starts[i] + offset - self.origins[i], stop)

    def all_forth(self, offsets: Ints) -> Ints:
        """`forth` of many at once."""
        starts, origins, stops = self._columns
        i = np.searchsorted(origins, offsets, side="right") - 1
        at = np.maximum(i, 0)
        return np.where(i < 0, 0, np.minimum(starts[at] + offsets - origins[at], stops[at])).astype(np.int32)

    @cached_property
    def _columns(self) -> tuple[Ints, Ints, Ints]:
        starts = np.array(self.starts, np.int32)
        stops = np.append(starts[1:], np.int32(len(self.text)))
        return starts, np.array(self.origins, np.int32), stops

    def over(self, inner: View) -> View:
        """This view of `inner.text` as a view of what `inner` was made from."""
        pieces: list[tuple[int, int, int]] = []
        for start, origin, length in zip(self.starts, self.origins, self.lengths, strict=True):
            first = max(0, bisect_right(inner.starts, origin) - 1)
            last = max(first + 1, bisect_left(inner.starts, origin + length))
            for i in range(first, last):
                lo = max(origin, inner.starts[i])
                hi = min(origin + length, inner.starts[i] + inner.lengths[i])
                if lo <= hi:
                    pieces.append((start + lo - origin, inner.origins[i] + lo - inner.starts[i], hi - lo))
        kept = [p for p, after in pairwise([*pieces, (-1, -1, 0)]) if p != after] or [(0, 0, 0)]
        starts, origins, lengths = zip(*kept, strict=True)
        return View(self.text, starts, origins, lengths)
