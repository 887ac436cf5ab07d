"""Words to printed rows: what stands on one height is one row, whatever the order in which the file holds it."""

from __future__ import annotations

import numpy as np

from griffier.pipeline.layout.words import PageWords
from griffier.schemas.document import Ints

CELL_GAP = 1.0
"""A gap between two words of a row, in heights of the row, from which they stand in different cells. Justified prose stays under
0.8 on the corpus; the cells of a table and the columns of a signature block are wider apart."""


def rows(page: PageWords) -> list[Ints]:
    """The words of a page as rows from top to bottom, each a list of word numbers from left to right.

    A word joins the row whose height it shares by more than half of the lower of the two. Rows are opened by the words in order of
    their middle, so that a superscript joins the line beside it.
    """
    if not len(page):
        return []
    middle = (page.top + page.bottom) / 2
    order = np.argsort(middle, kind="stable")
    out: list[list[int]] = []
    low = high = centre = 0.0
    for i in order.tolist():
        top, bottom, mid = float(page.top[i]), float(page.bottom[i]), float(middle[i])
        shared = min(bottom, high) - max(top, low)
        if out and shared > 0.5 * min(bottom - top, high - low) and mid - centre < 0.5 * max(high - low, bottom - top):
            out[-1].append(i)
            if bottom - top > high - low:
                low, high, centre = top, bottom, mid
        else:
            out.append([i])
            low, high, centre = top, bottom, mid
    x0 = page.x0
    return [np.array(sorted(row, key=lambda i: float(x0[i])), np.int32) for row in out]
