"""What the engine left unread at the head of a line: bullets and numbers of items, which stand alone and so pass for
dirt.

An item without its mark runs into the one before it, so this matters more than its few characters. The ink left of
each line is looked at: a round or square blob is a bullet, a flat one a dash; anything else is read again, close to
its line, all in one call. It is taken only where it then reads as the label of an item.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from griffier.pipeline.ocr.engine import OcrEngine, OcrWord, Segmentation
from griffier.pipeline.ocr.image.ink import Grey, Mask

_LABEL = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.):]|\d{1,2}(?:\.\d{1,2})+\.?")
_BULLET_READ_AS = re.compile(r"[*«»°·¢©®=~+—–-]{1,2}|[eoO]")
_BULLETS = frozenset("•·-–—*")
_REACH = 4.5
"""How far left of a line its mark may stand, in heights of the line."""
_MOST = 60
_CONFIDENCE = 80.0


@dataclass(frozen=True, slots=True)
class _Cluster:
    line: tuple[int, int, int]
    x0: int
    top: int
    x1: int
    bottom: int
    height: float
    fill: float
    middle: float


def add_marks(
    words: Sequence[OcrWord], grey: Grey, ink: Mask, dpi: int, engine: OcrEngine
) -> tuple[tuple[OcrWord, ...], int]:
    """The words with the marks found, and how many were found."""
    words = labels_in_their_lines(words)
    lines: dict[tuple[int, int, int], list[OcrWord]] = defaultdict(list)
    for word in words:
        lines[word.block, word.paragraph, word.line].append(word)
    heads: dict[tuple[int, int, int], OcrWord] = {}
    unknown: list[_Cluster] = []
    rest = ink.copy()
    for word in words:
        rest[max(0, word.top - 1) : word.bottom + 1, max(0, word.x0 - 2) : word.x1 + 2] = False
    for key, line in lines.items():
        cluster = _left_of(key, line, rest)
        if cluster is not None:
            mark = _by_shape(cluster)
            if mark:
                heads[key] = _word(cluster, mark, 90.0)
            else:
                unknown.append(cluster)
    swapped = {key: _bullet(line, ink) for key, line in lines.items() if key not in heads}
    heads.update(_read_again(unknown[:_MOST], lines, grey, dpi, engine))
    out: list[OcrWord] = []
    for key, line in lines.items():
        better = swapped.get(key)
        if key in heads:
            out.append(heads[key])
        out.extend([better, *line[1:]] if better else line)
    return tuple(out), len(heads)


def labels_in_their_lines(words: Sequence[OcrWord]) -> tuple[OcrWord, ...]:
    """The words, with numbers and bullets that the engine took for a column of their own put before the lines that they
    stand beside."""
    lines: dict[tuple[int, int, int], list[OcrWord]] = defaultdict(list)
    for word in words:
        lines[word.block, word.paragraph, word.line].append(word)
    lone = [
        key
        for key, line in lines.items()
        if len(line) == 1 and (_LABEL.fullmatch(line[0].text) or line[0].text in _BULLETS)
    ]
    for key in lone:
        label = lines[key][0]
        height = label.bottom - label.top
        beside = [
            other
            for other, line in lines.items()
            if other not in lone
            and len(line) > 1
            and 0 < line[0].x0 - label.x1 < _REACH * max(height, line[0].bottom - line[0].top)
            and min(label.bottom, line[0].bottom) - max(label.top, line[0].top)
            > 0.5 * min(height, line[0].bottom - line[0].top)
        ]
        if len(beside) == 1:
            block, paragraph, number = beside[0]
            lines[beside[0]].insert(0, replace(label, block=block, paragraph=paragraph, line=number))
            del lines[key]
    return tuple(w for line in lines.values() for w in line)


def _left_of(key: tuple[int, int, int], line: Sequence[OcrWord], rest: Mask) -> _Cluster | None:
    """The nearest blob of unread ink left of a line, if nothing else stands there."""
    first = line[0]
    tops, bottoms = sorted(w.top for w in line[:6]), sorted(w.bottom for w in line[:6])
    height = float(np.median([w.bottom - w.top for w in line]))
    if sum(len(w.text) for w in line) < 6 or height < 6:
        return None
    top, bottom = max(0, tops[0] - 2), min(rest.shape[0], bottoms[-1] + 2)
    left, right = max(0, int(first.x0 - _REACH * height)), first.x0 - 1
    band = rest[top:bottom, left:right]
    if right - left < height * 0.5 or bottom - top > 2.5 * height:
        return None
    if not band.any():
        return None
    start, end = _last_blob(band, 0.45 * height)
    rows = np.flatnonzero(band[:, start:end].any(axis=1))
    y0, y1 = int(rows[0]), int(rows[-1]) + 1
    size = max(3.0, 0.12 * height)
    if end - start > 3 * height or max(end - start, y1 - y0) < size or start == 0 or (y0 == 0 and y1 == band.shape[0]):
        return None
    fill = float(band[y0:y1, start:end].mean())
    return _Cluster(key, left + start, top + y0, left + end, top + y1, height, fill, (first.top + first.bottom) / 2)


def _last_blob(band: Mask, gap: float) -> tuple[int, int]:
    """The columns (first, after last) of the ink on the right of a band, up to a gap."""
    columns = np.flatnonzero(band.any(axis=0))
    breaks = np.flatnonzero(np.diff(columns) > gap)
    return int(columns[breaks[-1] + 1]) if len(breaks) else int(columns[0]), int(columns[-1]) + 1


def _by_shape(c: _Cluster) -> str:
    width, height = c.x1 - c.x0, c.bottom - c.top
    if abs((c.top + c.bottom) / 2 - c.middle) > 0.4 * c.height:  # a rule or a shadow between two lines
        return ""
    if 0.6 <= width / height <= 1.6 and c.fill > 0.55 and 0.18 * c.height <= height <= 0.6 * c.height:
        return "•"
    if width > 1.6 * height and height <= 0.3 * c.height and c.fill > 0.6:
        return "–" if width > 0.7 * c.height else "-"
    return ""


def _bullet(line: Sequence[OcrWord], ink: Mask) -> OcrWord | None:
    """The first word as a bullet or dash, where it was read as one stray character and the ink has that shape."""
    first = line[0]
    if len(line) < 2 or not _BULLET_READ_AS.fullmatch(first.text.strip("_") or "~"):
        return None
    band = ink[first.top : first.bottom, first.x0 : first.x1]
    if not band.any():
        return None
    rows, columns = np.flatnonzero(band.any(axis=1)), np.flatnonzero(band.any(axis=0))
    y0, y1, x0, x1 = int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1
    height = float(np.median([w.bottom - w.top for w in line[1:]]))
    place = (first.block, first.paragraph, first.line)
    middle, fill = (line[1].top + line[1].bottom) / 2, float(band[y0:y1, x0:x1].mean())
    cluster = _Cluster(place, first.x0 + x0, first.top + y0, first.x0 + x1, first.top + y1, height, fill, middle)
    mark = _by_shape(cluster)
    if not mark or (mark == "•" and first.text[0] in "eoO" and fill < 0.72):
        return None
    return replace(first, text=mark)


def _word(c: _Cluster, text: str, confidence: float) -> OcrWord:
    return OcrWord(text, c.x0, c.top, c.x1, c.bottom, confidence, *c.line)


def _read_again(
    clusters: Sequence[_Cluster],
    lines: dict[tuple[int, int, int], list[OcrWord]],
    grey: Grey,
    dpi: int,
    engine: OcrEngine,
) -> dict[tuple[int, int, int], OcrWord]:
    """Each mark set close to the first words of its line, one under the other, read in one call."""
    strips: list[tuple[_Cluster, Image.Image, int]] = []
    for c in clusters:
        line = lines[c.line][:3]
        top, bottom = min(c.top, *(w.top for w in line)) - 3, max(c.bottom, *(w.bottom for w in line)) + 3
        top = max(0, top)
        mark = Image.fromarray(grey[top:bottom, max(0, c.x0 - 3) : c.x1 + 3])
        tail = Image.fromarray(grey[top:bottom, max(0, line[0].x0 - 3) : line[-1].x1 + 3])
        gap = round(0.35 * c.height)
        strip = Image.new("L", (mark.width + gap + tail.width, mark.height), 255)
        strip.paste(mark, (0, 0))
        strip.paste(tail, (mark.width + gap, 0))
        strips.append((c, strip, mark.width))
    if not strips:
        return {}
    pad = round(strips[0][0].height)
    sheet = Image.new(
        "L", (max(s.width for _, s, _ in strips) + 2 * pad, sum(s.height + pad for _, s, _ in strips) + pad), 255
    )
    at, places = pad, []
    for c, strip, width in strips:
        sheet.paste(strip, (pad, at))
        places.append((at, at + strip.height, c, pad + width))
        at += strip.height + pad
    found: dict[tuple[int, int, int], OcrWord] = {}
    for word in engine.read(sheet, dpi, Segmentation.BLOCK).words:
        middle = (word.top + word.bottom) / 2
        for top, bottom, c, edge in places:
            if (
                top <= middle < bottom
                and word.x0 < edge - 2
                and word.x1 <= edge + 0.3 * c.height
                and _LABEL.fullmatch(word.text)
            ):
                found.setdefault(c.line, _word(c, word.text, min(word.confidence, _CONFIDENCE)))
    return found
