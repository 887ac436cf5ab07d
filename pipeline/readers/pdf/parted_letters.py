"""Words that pdfium parts into letters, put together again.

pdfium takes a page with a few short rows across its width (the end of a table on the next page) for one that is
written from top to bottom, and ends the line behind each letter.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

_LEAST = 12
"""Words of a page under which nothing is told of it."""


def with_letters_joined(text: str, spans: list[tuple[int, int]], boxes: npt.NDArray[Any]) -> list[tuple[int, int]]:
    """The words, with those joined that only a line's end parts and that stand side by side on one base line, where
    half of the page's words are letters. `boxes`: of the first and last character of each word, in turn."""
    if len(spans) < _LEAST or 2 * sum(end - start == 1 for start, end in spans) < len(spans):
        return spans
    first, last = boxes[0::2], boxes[1::2]
    height = np.maximum(np.abs(first[1:, 1] - first[1:, 3]), 1.0)
    side = np.abs(first[1:, 0] - last[:-1, 2]) < 0.12 * height
    level = (np.abs(first[1:, 3] - last[:-1, 3]) < 0.1 * height) & (np.abs(first[1:, 1] - last[:-1, 1]) < 0.1 * height)
    out = spans[:1]
    for (start, end), beside in zip(spans[1:], (side & level).tolist(), strict=True):
        before, at = out[-1]
        if beside and text[at:start] == "\r\n":
            out[-1] = (before, end)
        else:
            out.append((start, end))
    return out
