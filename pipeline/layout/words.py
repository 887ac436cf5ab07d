"""The words of one page before they have a place in a text: what a text layer or an OCR engine gives, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from griffier.pipeline.ocr.engine import OcrResult
from griffier.schemas.document import Floats, Ints, PageState


def _no_rules() -> Floats:
    return np.zeros((0, 4), np.float32)


@dataclass(frozen=True)
class PageWords:
    """The words of one page as columns; all have the length of `texts`.

    Boxes are points of the displayed page, origin top left. `size` in points and `bold` are 0 where unknown; `confidence` 0..100.
    `block` numbers the run of words that the source itself keeps together; it is a hint. `upper`, `lower`: the vertical band of the
    printed line of the word, for finding rows (an OCR engine's boxes follow the ink: "een" is lower than "Tel"); the box itself where
    the source has no better. `rules`: ruling lines and bars, one row [x0, top, x1, bottom] each. A page that failed or is blank has no
    words.
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
    block: Ints = field(default_factory=lambda: np.zeros(0, np.int32))
    upper: Floats | None = None
    lower: Floats | None = None
    rules: Floats = field(default_factory=_no_rules)
    rotation: int = 0
    state: PageState = PageState.TEXT
    reason: str = ""
    ocr_confidence: float | None = None

    def __len__(self) -> int:
        return len(self.texts)


def from_ocr(result: OcrResult, number: int, width: float, height: float, dpi: float, rotation: int = 0, reason: str = "") -> PageWords:
    """The words of an OCR pass as a page.

    `width`, `height`: points of the page as displayed after every rotation; `dpi`: pixels per inch of the image that was read
    (the boxes of `result` are pixels of the upright image); `rotation`: degrees that the page's own setting already turned it.
    """
    words = [w for w in result.words if w.text.strip()]
    boxes = np.array([(w.x0, w.top, w.x1, w.bottom) for w in words], np.float32).reshape(-1, 4) * (72.0 / dpi)
    upper, lower = _line_bands(boxes, [(w.block, w.paragraph, w.line) for w in words])
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
        size=lower - upper,
        bold=np.zeros(len(words), np.bool_),
        block=np.array([w.block for w in words], np.int32),
        upper=upper,
        lower=lower,
        rotation=(rotation + result.rotation) % 360,
        state=result.state,
        reason=reason or result.reason,
        ocr_confidence=None if result.confidence is None else round(result.confidence, 1),
    )


def _line_bands(boxes: Floats, lines: Sequence[tuple[int, int, int]]) -> tuple[Floats, Floats]:
    """For each word the upper and lower edge of its line: the median middle of the line's words, half of the line's height up and down.

    The height is the upper quartile of the words' heights, so that "een" among capitals counts as high as they. On a line that
    is wider than ten words and tilted the band follows the words around each word.
    """
    upper, lower = boxes[:, 1].copy(), boxes[:, 3].copy()
    start = 0
    for end in range(1, len(lines) + 1):
        if end < len(lines) and lines[end] == lines[start]:
            continue
        part = boxes[start:end]
        height = float(np.quantile(part[:, 3] - part[:, 1], 0.75))
        base = _running_median(part[:, 3])
        upper[start:end], lower[start:end] = base - height, base
        start = end
    return upper, lower


def _running_median(values: Floats, reach: int = 4) -> Floats:
    count = len(values)
    return np.array([np.median(values[max(0, i - reach) : i + reach + 1]) for i in range(count)], np.float32)
