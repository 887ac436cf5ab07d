"""Documents laid out by hand: words with boxes, as a reader of PDF makes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from griffier.schemas.document import Document, Page, PageState, Rules, Words

_WIDTHS = {"r": 1.0, "l": 0.0, "c": 0.5}


def _width(text: str, size: float, bold: bool) -> float:
    return len(text) * size * (0.52 if bold else 0.48)


def lay_out(
    pages: list[list[dict[str, Any]]],
    rules: list[tuple[int, float, float, float, float]] | None = None,
    *,
    optical: bool = False,
    tilt: float = 0.0,
) -> Document:
    """A document of pages of lines. A line: `t` (words at `x`), or `c` (cells) at `x` with alignments `a`; `b` bold;
    `s` size; `gap` moves down.

    `tilt`: how much every line falls for each point to the right, as on a scan that lies askew.

    Cells of several lines are divided by a line feed and stand under one another, as in a wrapped label.
    """
    words: list[tuple[int, str, float, float, float, float, bool, float]] = []
    for number, lines in enumerate(pages, 1):
        y = 60.0
        for line in lines:
            y += line.get("gap", 0)
            bold, size = bool(line.get("b")), line.get("s", 9.0)
            cells = (
                [(line["t"], line.get("x", 60), "l")]
                if "t" in line
                else list(zip(line.get("c", []), line.get("x", []), line.get("a", ""), strict=False))
            )
            deepest = 1
            for text, x, align in cells:
                for depth, part in enumerate(text.split("\n")):
                    left = x - _width(part, size, bold) * _WIDTHS[align]
                    for word in part.split(" "):
                        if word:
                            top = y + depth * 11
                            drop = tilt * left
                            words.append(
                                (
                                    number,
                                    word,
                                    left,
                                    top + drop,
                                    left + _width(word, size, bold),
                                    top + drop + size,
                                    bold,
                                    size,
                                )
                            )
                        left += _width(word + " ", size, bold)
                    deepest = max(deepest, depth + 1)
            y += 14 + (deepest - 1) * 11
    text = ""
    columns: list[tuple[int, int, tuple[int, str, float, float, float, float, bool, float]]] = []
    ends: dict[int, int] = {}
    starts: dict[int, int] = {}
    last: tuple[int, float] | None = None
    row_of: list[int] = []
    for word in sorted(words, key=lambda w: (w[0], round(w[3] - tilt * w[2]), w[2])):
        here = (word[0], round(word[3] - tilt * word[2]))
        if last is not None:
            text += " " if here == last else "\n" if here[0] == last[0] else "\f"
        row_of.append(row_of[-1] + (here != last) if row_of else 0)
        last = here
        starts.setdefault(word[0], len(text))
        columns.append((len(text), len(text) + len(word[1]), word))
        text += word[1]
        ends[word[0]] = len(text)
    state = PageState.OCR if optical else PageState.TEXT
    slope = tilt if optical else 0.0
    made = tuple(
        Page(n, starts.get(n, 0), ends.get(n, 0), 595.0, 842.0, 0, state, slope=slope) for n in range(1, len(pages) + 1)
    )
    f = np.float32
    table = Words(
        np.array([s for s, _, _ in columns], np.int32),
        np.array([e for _, e, _ in columns], np.int32),
        np.array([w[0] for _, _, w in columns], np.int32),
        np.array([w[2] for _, _, w in columns], f),
        np.array([w[3] for _, _, w in columns], f),
        np.array([w[4] for _, _, w in columns], f),
        np.array([w[5] for _, _, w in columns], f),
        np.array([90.0 if optical else 100.0 for _ in columns], f),
        np.array([w[7] for _, _, w in columns], f),
        np.array([w[6] for _, _, w in columns], np.bool_),
        np.array(row_of, np.int32),
    )
    lines_of = Rules.empty()
    if rules:
        ordered = sorted(rules)
        lines_of = Rules(
            np.array([r[0] for r in ordered], np.int32), *(np.array([r[i] for r in ordered], f) for i in (1, 2, 3, 4))
        )
    return Document(text, made, table, lines_of)


@pytest.fixture
def layout() -> Callable[..., Document]:
    """`lay_out`, for tests."""
    return lay_out
