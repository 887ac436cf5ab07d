"""What is done to a page image before it is read. Each step pays on the condition that it is for, and is not done on
other pages.

The gains are in docs/ocr.md. Tried and left out: deskewing tilts under two degrees (tesseract follows the lines
itself), removing all small components (it eats full stops and accents), sharpening, binarising.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PIL import Image, ImageFilter

from griffier.pipeline.ocr.engine import OcrWord
from griffier.pipeline.ocr.image.ink import Grey, Mask, paper


def even_light(grey: Grey) -> Grey:
    """Divide by the paper's own level: a shadow across the page goes, the ink in it is stretched to full contrast."""
    level = Image.fromarray(np.clip(paper(grey), 1, 255).astype(np.uint8))
    spread = np.asarray(level.resize((grey.shape[1], grey.shape[0]), Image.Resampling.BICUBIC), np.float32)
    return np.clip(grey * (250.0 / np.maximum(spread, 1.0)), 0, 255).astype(np.uint8)


def despeckle(grey: Grey) -> Grey:
    """A 3 x 3 median."""
    return np.asarray(Image.fromarray(grey).filter(ImageFilter.MedianFilter(3)))


def enlarge(grey: Grey, factor: float) -> Grey:
    """Resample to more pixels."""
    size = (round(grey.shape[1] * factor), round(grey.shape[0] * factor))
    return np.asarray(Image.fromarray(grey).resize(size, Image.Resampling.LANCZOS))


def _runs(ink: Mask, length: int) -> Mask:
    """Pixels that are part of a horizontal run of at least `length` inked pixels."""
    total = np.zeros((ink.shape[0], ink.shape[1] + 1), np.int32)
    np.cumsum(ink, axis=1, out=total[:, 1:])
    starts = (total[:, length:] - total[:, :-length]) == length
    if not starts.any():
        return np.zeros_like(ink)
    # dilate the starts by the length: a pixel is in a run if one of the `length` places up to it starts one
    marks = np.zeros((ink.shape[0], ink.shape[1] + length), np.int32)
    np.cumsum(starts, axis=1, out=marks[:, length : length + starts.shape[1]])
    marks[:, length + starts.shape[1] :] = marks[:, length + starts.shape[1] - 1 : length + starts.shape[1]]
    return np.asarray(marks[:, length:] - marks[:, : ink.shape[1]] > 0)


def ruling(ink: Mask, dpi: int) -> Mask:
    """The ruling lines of a table, across and down, as a mask a pixel wider than they are, for their soft edges.

    The ink is first thickened by a pixel across the line, so that a tilted or ragged line is still one run.
    """
    across, down = ruling_both_ways(ink, dpi)
    return np.asarray(across | down)


def ruling_both_ways(ink: Mask, dpi: int) -> tuple[Mask, Mask]:
    """The ruling lines across and those down, each by itself."""
    return _runs(_thick(ink), round(dpi * 0.45)), _runs(_thick(np.ascontiguousarray(ink.T)), round(dpi * 0.3)).T


def _thick(ink: Mask) -> Mask:
    out = ink.copy()
    out[1:] |= ink[:-1]
    out[:-1] |= ink[1:]
    return out


def without_ruling(grey: Grey, lines: Mask) -> Grey:
    """Ruling lines painted over with paper."""
    return np.where(lines, np.uint8(255), grey)


def tilt(ink: Mask, dpi: int, most: float = 8.0) -> float:
    """Degrees by which the lines of text climb to the right, found where the rows of the turned page differ most; 0
    where nothing tells."""
    small = Image.fromarray(ink).convert("L")
    small = small.resize(
        (max(1, round(small.width * 75 / dpi)), max(1, round(small.height * 75 / dpi))), Image.Resampling.BOX
    )

    def contrast(angle: float) -> float:
        rows = np.asarray(small.rotate(-angle, Image.Resampling.BILINEAR), np.float64).sum(axis=1)
        return float(np.square(np.diff(rows)).sum())

    coarse = max(np.arange(-most, most + 0.1, 0.5), key=contrast)
    fine = max(np.arange(coarse - 0.5, coarse + 0.51, 0.1), key=contrast)
    return float(fine) if contrast(fine) > 1.15 * contrast(0.0) else 0.0


def straighten(grey: Grey, angle: float) -> Grey:
    """Turn the page clockwise by `angle` degrees about its middle, its size kept."""
    return np.asarray(Image.fromarray(grey).rotate(-angle, Image.Resampling.BICUBIC, fillcolor=255))


def straightened(word: OcrWord, angle: float, width: int, height: int) -> OcrWord:
    """The word's box on the straightened page: moved, and less high by what its ends had fallen."""
    moved = tilted_back(word, -angle, width, height)
    fallen = (word.x1 - word.x0) * abs(float(np.sin(np.radians(angle))))
    less = round(min(fallen, 0.4 * (word.bottom - word.top)) / 2)
    return replace(moved, top=moved.top + less, bottom=moved.bottom - less)


def tilted_back(word: OcrWord, angle: float, width: int, height: int) -> OcrWord:
    """The word's box on the page before it was straightened: moved, not turned."""
    x, y = (word.x0 + word.x1 - width) / 2, (word.top + word.bottom - height) / 2
    sine, cosine = np.sin(np.radians(angle)), np.cos(np.radians(angle))
    dx, dy = round(x * cosine + y * sine - x), round(y * cosine - x * sine - y)
    return replace(word, x0=max(0, word.x0 + dx), top=max(0, word.top + dy), x1=word.x1 + dx, bottom=word.bottom + dy)
