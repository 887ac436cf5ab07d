"""Print and handwriting on a scan that its hidden text layer does not hold: a name under a signature, a note in the
margin."""

from __future__ import annotations

from typing import Any

import numpy as np

from griffier.pipeline.errors import DamagedError
from griffier.pipeline.readers.pdf.render import LEAST_DPI, LOOK_DPI, dpi_within, render_grey, text_tiles
from griffier.pipeline.readers.pdf.text_layer import TextLayer

_MOST_PIXELS = 4_000_000
_MARGIN = 3.0
"""Points around a word that are its own: the boxes of a hidden layer do not follow the ink."""


def missed_places(page: Any, layer: TextLayer) -> int:
    """Squares of 80 points in which rows of strokes stand outside all words of the layer of a page handle; 0 where it
    cannot be drawn.

    Lines, specks and the dark edges of a scan are no rows of strokes. On the pages that were looked at it is 0 where
    a layer is complete, 1 where two signed names are missing, 3 where notes were written in the margin.
    """
    width, height = layer.frame.size
    dpi = min(LOOK_DPI, dpi_within(width, height, _MOST_PIXELS))
    if dpi < LEAST_DPI:
        return 0
    try:
        pixels = render_grey(page, width, height, dpi).copy()
    except DamagedError:
        return 0
    scale = dpi / 72
    ground = int(np.percentile(pixels, 80))
    boxes = (
        np.stack([layer.x0 - _MARGIN, layer.top - _MARGIN, layer.x1 + _MARGIN, layer.bottom + _MARGIN], axis=1) * scale
    )
    for x0, top, x1, bottom in np.maximum(boxes, 0).astype(int).tolist():
        pixels[top : bottom + 1, x0 : x1 + 1] = ground
    return text_tiles(pixels)
