"""Words that are struck through: a rule runs through their middle, from the first of them to the last and no further.

The rule of a table or a line to write on runs between lines, or past the words; an underline runs under them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from griffier.pipeline.layout.page_words import PageWords
from griffier.schemas.document import Layer, Span

_THICK = 0.2
"""Of the height of a word: a thicker bar covers it."""
_HIGH, _LOW = 0.38, 0.72
"""Of the height of a word, from its top: where a rule goes through its small letters. An underline lies lower."""
_SLACK = 0.35
"""Of the height of a word: how far a rule may begin or end beside the edge of a word."""


def struck_words(page: PageWords) -> frozenset[int]:
    """The numbers of the words that a level rule strikes through."""
    if not len(page) or not len(page.rules):
        return frozenset()
    x0, top, x1, bottom = page.rules[:, 0], page.rules[:, 1], page.rules[:, 2], page.rules[:, 3]
    out: set[int] = set()
    for k in np.flatnonzero((bottom - top < 3.0) & (x1 - x0 > 3.0)).tolist():
        out.update(_under(page, float(x0[k]), float(x1[k]), float(top[k] + bottom[k]) / 2, float(bottom[k] - top[k])))
    return frozenset(out)


def _under(page: PageWords, left: float, right: float, middle: float, thick: float) -> list[int]:
    """The words that one rule strikes through; [] where it runs past them at either end."""
    height = np.maximum(page.bottom - page.top, 1.0)
    depth = (middle - page.top) / height
    hit = (depth > _HIGH) & (depth < _LOW) & (page.x0 > left - 2) & (page.x1 < right + 2) & (thick < _THICK * height)
    found = np.flatnonzero(hit)
    if not len(found):
        return []
    slack = _SLACK * float(height[found].max())
    first, last = float(page.x0[found].min()), float(page.x1[found].max())
    return found.tolist() if abs(first - left) <= slack and abs(last - right) <= slack else []


def struck_spans(
    text: str, numbers: Sequence[int], starts: Sequence[int], ends: Sequence[int], struck: frozenset[int], base: int
) -> list[Span]:
    """The stretches of struck words of a page: `numbers` of its words in the order of the text, where each starts and
    ends, and the page's text, which begins at `base`. Neighbours with nothing but blanks between are one stretch."""
    out: list[Span] = []
    for number, start, end in zip(numbers, starts, ends, strict=True):
        if number not in struck:
            continue
        if out and not text[out[-1].end - base : start - base].strip(" "):
            out[-1] = Span(out[-1].start, end)
        else:
            out.append(Span(start, end))
    return out


def with_struck(layers: Iterable[tuple[Span, Layer]], struck: Iterable[Span]) -> tuple[tuple[Span, Layer], ...]:
    """The layers of a document with its struck words; what already is of another layer stays of it."""
    kept = sorted(layers)
    edges = [span for span, _ in kept]
    new = [s for s in struck if not any(s.start < e.end and e.start < s.end for e in edges)]
    return tuple(sorted([*kept, *((s, Layer.STRUCK) for s in new)]))
