"""Marks inside a line of text: raised figures, stretches of another layer, signs of symbol fonts.

Readers of formats with markup call these where they meet the markup; `canonical_text.Flow` takes the marks of layers
out again and remembers where they stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from griffier.schemas.document import Layer

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FIGURES = re.compile(r"\s*[\d,; ]{1,8}\s*")
_OPEN = {Layer.STRUCK: "\ufdd0", Layer.BOILERPLATE: "\ufdd1"}
_CLOSE = "\ufdd2"
_LAYERS = {mark: layer for layer, mark in _OPEN.items()}
_MARKS = re.compile("[\ufdd0-\ufdd2]")
_SPLIT = re.compile("\ufdd2 \ufdd0")
"""Noncharacters of Unicode: no text interchanges them."""

_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0x75: "◆", 0x76: "❖", 0x78: "☒", 0xA7: "▪", 0xA8: "☐",
    0xB7: "•", 0xD8: "➢", 0xE0: "→", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x98: "●", 0xA3: "☐"}
_SYMBOL = {0x2D: "–", 0xA3: "≤", 0xA7: "♣", 0xAE: "→", 0xB1: "±", 0xB3: "≥", 0xB7: "•", 0xB4: "×", 0xD6: "√"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
"""Positions in the fonts that Windows brings -> the character of Unicode that looks like it."""


def raised(text: str) -> str:
    """Figures that stand above the line, as Unicode has them ("¹"): the number of a footnote is then no part of the
    figure or word before it. Other raised text ("1e") stays as it is."""
    return text.translate(_RAISED) if _FIGURES.fullmatch(text) else text


def in_layer(text: str, layer: Layer) -> str:
    """The text with marks that say that it is of another layer, a blank behind it: what follows is not part of its last
    word. `layer`: STRUCK or BOILERPLATE."""
    return f"{_OPEN[layer]}{text}{_CLOSE} " if text.strip() else text


def join(pieces: Iterable[str]) -> str:
    """Pieces of one line as one text: neighbours of the same layer become one stretch."""
    return _SPLIT.sub("", "".join(pieces))


def without_marks(text: str) -> tuple[str, list[tuple[int, int, Layer]]]:
    """The text without the marks of `in_layer`, and the stretches that they marked: start, end, layer."""
    if not _MARKS.search(text):
        return text, []
    out: list[str] = []
    found: list[tuple[int, int, Layer]] = []
    at, size = 0, 0
    began: tuple[int, Layer | None] = (0, None)
    for match in _MARKS.finditer(text):
        out.append(text[at : match.start()])
        size += match.start() - at
        at = match.end()
        if match[0] == _CLOSE:
            start, layer = began
            if layer is not None and size > start:
                found.append((start, size, layer))
            began = (0, None)
        elif began[1] is None:
            began = (size, _LAYERS[match[0]])
    out.append(text[at:])
    return "".join(out), found


def symbol(code: int, font: str) -> str:
    """The character at a position of a symbol font (0xF0FE and 0xFE are the same); "" for one that is not known."""
    return _FONTS.get(font.strip().lower(), {}).get(code & 0xFF, "")
