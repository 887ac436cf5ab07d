"""The heads of tables read a second time by themselves.

A page engine takes a head of two lines, or one between ruling lines, for one high line, or drops it: every key of the
table is wrong then, though its figures are read well. Cut out of the page, without the ruling lines and as scattered
words, the same print is read surely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
from PIL import Image

from griffier.pipeline.ocr.engine import OcrEngine, OcrWord, Segmentation
from griffier.pipeline.ocr.image.enhance import ruling, without_ruling
from griffier.pipeline.ocr.image.ink import Grey, dark
from griffier.pipeline.ocr.sense import is_figure

_SURE, _SURER = 80.0, 85.0
"""Confidence under which a word of a head is in doubt, and from which another reading of it is taken."""
_ABOVE, _SIZE, _MOST = 7.0, 34, 8
"""How far a head reaches above its figures, in heights of a figure; the height to which these are brought; heads of a
page that are read again at most."""
_YEAR = re.compile(r"\(?(?:19|20)\d\d\)?(?:[-/]\d{2,4})?|\d{1,2}-\d{1,2}-(?:19|20)\d\d|[12]-1-\d{2,4}")


@dataclass(frozen=True, slots=True)
class _Head:
    """The rows above the figures of a table: their words, and where the head ends."""

    words: tuple[OcrWord, ...]
    figures: tuple[OcrWord, ...]
    top: int
    bottom: int


def add_heads(words: Sequence[OcrWord], grey: Grey, dpi: int, engine: OcrEngine) -> tuple[OcrWord, ...]:
    """The words of an upright page with doubtful heads of its tables read again. Raises what the engine raises."""
    figures = [w for w in words if _is_value(w)]
    if len(figures) < 4:
        return tuple(words)
    height = median(w.bottom - w.top for w in figures)
    doubtful = [head for head in _heads(words, height) if _is_doubtful(head, height)][:_MOST]
    if not doubtful:
        return tuple(words)
    bare = without_ruling(grey, ruling(dark(grey), dpi))
    for head in doubtful:
        words = _joined(words, _read(head, bare, height, engine), head, height)
    return tuple(words)


def _is_value(word: OcrWord) -> bool:
    """Whether a word is surely a figure, and no year or day, which heads hold."""
    return (
        word.confidence >= 70
        and is_figure(word.text)
        and any(map(str.isdecimal, word.text))
        and not _YEAR.fullmatch(word.text)
    )


def _rows(words: Sequence[OcrWord], height: float) -> list[list[OcrWord]]:
    """The words by printed row, from the top."""
    rows: list[list[OcrWord]] = []
    for word in sorted(words, key=lambda w: w.top + w.bottom):
        if rows and (word.top + word.bottom) / 2 - _middle(rows[-1]) <= 0.6 * height:
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def _middle(row: Sequence[OcrWord]) -> float:
    return sum(w.top + w.bottom for w in row) / (2 * len(row))


def _heads(words: Sequence[OcrWord], height: float) -> Iterator[_Head]:
    """What stands above each first row of figures."""
    rows = _rows(words, height)
    values = [[w for w in row if _is_value(w)] for row in rows]
    for i, own in enumerate(values):
        if len(own) < 2 or not any(_in_columns(own, below) for below in values[i + 1 : i + 4]):
            continue
        first = min(w.top for w in own)
        if _is_begun(own, values[:i], height):
            continue
        above = [w for row in rows[_start(rows, values, i, first - _ABOVE * height) : i] for w in row]
        if above:
            yield _Head(tuple(above), tuple(own), min(w.top for w in above), first)


def _is_begun(own: Sequence[OcrWord], above: Sequence[list[OcrWord]], height: float) -> bool:
    """Whether a row of figures goes on with those right above it: a band between rows of one table is no head."""
    first = min(w.top for w in own)
    return any(_in_columns(own, up) and first - up[0].bottom < _ABOVE * height for up in above)


def _start(rows: Sequence[list[OcrWord]], values: Sequence[list[OcrWord]], at: int, top: float) -> int:
    """The first row of the head of a row of figures: behind the figures above, and no higher than `top`."""
    while at > 0 and len(values[at - 1]) < 2 and _middle(rows[at - 1]) >= top:
        at -= 1
    return at


def _in_columns(row: Sequence[OcrWord], below: Sequence[OcrWord]) -> bool:
    """Whether two figures of a row stand over figures of another: the numbers of a letter's head do not."""
    return sum(any(w.x0 < b.x1 and b.x0 < w.x1 for b in below) for w in row) > 1


def _is_doubtful(head: _Head, height: float) -> bool:
    """Whether a word of a head was read unsurely, or nothing at all over a figure where others have a head."""
    if any(w.confidence < _SURE and any(map(str.isalnum, w.text)) for w in head.words):
        return True
    covered = [any(w.x0 < f.x1 + height and w.x1 > f.x0 - height for w in head.words) for f in head.figures]
    return not all(covered)


def _read(head: _Head, bare: Grey, height: float, engine: OcrEngine) -> list[OcrWord]:
    """The words that the engine has of a head, surely, when it is cut out of the page."""
    top, bottom = max(0, round(head.top - height)), min(len(bare), round(head.bottom + 0.2 * height))
    scale = min(3.0, max(1.0, _SIZE / height))
    cut = Image.fromarray(np.ascontiguousarray(bare[top:bottom]))
    size = max(1, round(cut.width * scale)), max(1, round(cut.height * scale))
    read = engine.read(cut.resize(size, Image.Resampling.LANCZOS), 300, Segmentation.SPARSE).words
    placed = [
        replace(
            w,
            x0=round(w.x0 / scale),
            x1=round(w.x1 / scale),
            top=round(w.top / scale) + top,
            bottom=round(w.bottom / scale) + top,
        )
        for w in read
        if w.confidence >= _SURER and _is_word(w.text)
    ]
    return [w for w in placed if (w.top + w.bottom) / 2 < head.bottom]


def _is_word(text: str) -> bool:
    """Whether a reading is what heads are made of: words and years. Other figures are left to the cells."""
    return _YEAR.fullmatch(text) is not None or (sum(map(str.isalpha, text)) > 1 and not is_figure(text))


def _joined(words: Sequence[OcrWord], read: Sequence[OcrWord], head: _Head, height: float) -> tuple[OcrWord, ...]:
    """The words with those read again; what was read surely before stays."""
    out = list(words)
    gone: set[OcrWord] = set()
    for word in read:
        over = [w for w in words if _shares(word, w)]
        if any(w.confidence >= min(_SURE, word.confidence) or w not in head.words for w in over):
            continue
        gone.update(over)
        out.insert(*_placed(out, word, height))
    return tuple(w for w in out if w not in gone)


def _placed(words: Sequence[OcrWord], word: OcrWord, height: float) -> tuple[int, OcrWord]:
    """Where a word goes, in the line of the nearest one left of it on its row, or right of it."""
    middle = word.top + word.bottom
    near = [
        (abs(w.x0 - word.x0) + (0 if w.x0 <= word.x0 else 1_000_000), i)
        for i, w in enumerate(words)
        if abs(w.top + w.bottom - middle) < 1.1 * height
    ]
    if not near:
        block = max((w.block for w in words), default=0) + 1
        return len(words), replace(word, block=block, paragraph=1, line=1)
    at = min(near)[1]
    beside = words[at]
    place = replace(word, block=beside.block, paragraph=beside.paragraph, line=beside.line)
    return at + (beside.x0 <= word.x0), place


def _shares(word: OcrWord, other: OcrWord) -> bool:
    """Whether a third of the smaller box is common to both."""
    across = min(word.x1, other.x1) - max(word.x0, other.x0)
    down = min(word.bottom, other.bottom) - max(word.top, other.top)
    if across <= 0 or down <= 0:
        return False
    sizes = ((w.x1 - w.x0) * (w.bottom - w.top) for w in (word, other))
    return across * down > 0.3 * max(1, min(sizes))
