"""The words of one page before they have a place in a text: what a text layer or an OCR engine gives, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from griffier.pipeline.ocr.engine import OcrResult
from griffier.schemas.document import Floats, PageState, Turned

_ABOVE, _BELOW = 1.33, 0.33
"""From the height of capitals (0.7 of the size of the letter) to the height of a line."""


def _no_rules() -> Floats:
    return np.zeros((0, 4), np.float32)


@dataclass(frozen=True)
class PageWords:
    """The words of one page as columns; all have the length of `texts`.

    Boxes are points of the displayed page, origin top left. `size` in points and `bold` are 0 where unknown;
    `confidence` 0..100. `upright` is false for words that run up or down the page, as in the margin of a stamped
    letter. `upper`, `lower`: the vertical band of the printed line of the word, for finding rows (an OCR engine's
    boxes follow the ink: "een" is lower than "Tel"); the box itself where the source has no better. `rules`: ruling
    lines and bars, one row [x0, top, x1, bottom] each. `others`: number of a word -> what else it may say, where two
    readings of OCR differ and neither is proven. `turned`: pictures on it that lie on their side, whose words are laid
    upright. `slope`: how far the lines fall for each point to the right. A page that failed or is blank has no words.
    """

    number: int
    width: float
    height: float
    texts: Sequence[str] = ()
    x0: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    top: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    x1: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    bottom: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    confidence: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    size: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    bold: npt.NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))
    upright: npt.NDArray[np.bool_] | None = None
    upper: Floats | None = None
    lower: Floats | None = None
    rules: Floats = field(default_factory=_no_rules)
    others: dict[int, tuple[str, ...]] = field(default_factory=dict)
    turned: tuple[Turned, ...] = ()
    rotation: int = 0
    state: PageState = PageState.TEXT
    reason: str = ""
    ocr_confidence: float | None = None
    slope: float = 0.0

    def __len__(self) -> int:
        return len(self.texts)


def from_ocr(
    result: OcrResult, number: int, width: float, height: float, dpi: float, rotation: int = 0, reason: str = ""
) -> PageWords:
    """The words of an OCR pass as a page.

    `width`, `height`: points of the page as displayed after every rotation; `dpi`: pixels per inch of the image that
    was read (the boxes of `result` are pixels of the upright image); `rotation`: degrees that the page's own setting
    already turned it.
    """
    words = [w for w in result.words if w.text.strip()]
    boxes = np.array([(w.x0, w.top, w.x1, w.bottom) for w in words], np.float32).reshape(-1, 4) * (72.0 / dpi)
    upper, lower, slope = _line_bands(boxes, [(w.block, w.paragraph, w.line) for w in words])
    return PageWords(
        number=number,
        width=width,
        height=height,
        texts=[w.text.strip() for w in words],
        x0=boxes[:, 0],
        top=boxes[:, 1],
        x1=boxes[:, 2],
        bottom=boxes[:, 3],
        confidence=np.array([w.confidence for w in words], np.float32),
        size=(lower - upper) / 1.17,
        bold=np.zeros(len(words), np.bool_),
        upper=upper,
        lower=lower,
        others={i: w.others for i, w in enumerate(words) if w.others},
        rotation=(rotation + result.rotation) % 360,
        state=result.state,
        reason=reason or result.reason,
        ocr_confidence=None if result.confidence is None else round(result.confidence, 1),
        slope=slope,
    )


def _line_bands(boxes: Floats, lines: Sequence[tuple[int, int, int]]) -> tuple[Floats, Floats, float]:
    """For each word the upper and lower edge of its line, the tilt of the page undone; and that tilt.

    The lower edge is the median of the line's words, the height the upper quartile of theirs, so that "een" among
    capitals counts as high as they; lines of nearly the page's usual height have that height. The band is as high as a
    font's own line (about 1.2 of its size) and not as the ink.
    """
    upper, lower = boxes[:, 1].copy(), boxes[:, 3].copy()
    spans: list[tuple[int, int]] = []
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or lines[end] != lines[start]:
            spans.append((start, end))
            start = end
    middle = (boxes[:, 0] + boxes[:, 2]) / 2
    slope = _tilt(middle.astype(np.float32), boxes[:, 3], spans)
    level = boxes[:, 3] - slope * (middle - (float(np.median(middle)) if len(middle) else 0.0))
    heights = [float(np.quantile(boxes[start:end, 3] - boxes[start:end, 1], 0.75)) for start, end in spans]
    usual = float(np.median(np.repeat(heights, [end - start for start, end in spans]))) if spans else 0.0
    for (start, end), height in zip(spans, heights, strict=True):
        if 0.65 * usual < height < 1.25 * usual:
            height = usual
        base = float(np.median(level[start:end]))
        upper[start:end], lower[start:end] = base - _ABOVE * height, base + _BELOW * height
    return upper, lower, slope


def _tilt(x: Floats, y: Floats, spans: Sequence[tuple[int, int]]) -> float:
    """How far the lines of a page climb per point to the right: the median over its long lines, 0 without any."""
    slopes = []
    for start, end in spans:
        if end - start >= 5 and float(x[end - 1] - x[start]) > 150:
            half = (start + end) // 2
            run = float(np.mean(x[half:end]) - np.mean(x[start:half]))
            if run > 40:
                slopes.append(float(np.median(y[half:end]) - np.median(y[start:half])) / run)
    return float(np.median(slopes)) if slopes else 0.0
