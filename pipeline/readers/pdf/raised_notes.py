"""The raised numbers of footnotes in a text layer, which stand against the words that they are about."""

from __future__ import annotations

import re

import numpy as np

from griffier.pipeline.readers.inline_marks import raised
from griffier.pipeline.readers.pdf.calls import loose_box, text_object
from griffier.schemas.document import Floats

_ENDS_IN_NUMBER = re.compile(r"\S\d{1,3}[.,;:)\]]?$")
_OPENS_WITH_NUMBER = re.compile(r"\d{1,2}(?=[^\W\d_]|\d{1,3}(?:\.\d{3})+|[-(€])")
_UNIT = re.compile(r"[kcdmh]?m[23]\W?$")
"""Words of which a part may be the number of a footnote; a raised figure after a unit is a power and stays."""


def with_raised(address: int, text: str, spans: list[tuple[int, int]], boxes: Floats, objects: list[int]) -> str:
    """The text with the raised numbers of footnotes as Unicode has them, so that they are no part of what they touch:
    "jeugdzorg¹", "€ 100.000²". One character stays one character."""
    for i, (start, end) in enumerate(spans):
        if end - start < 2 or not (text[end - 1].isdecimal() or text[end - 2].isdecimal() or text[start].isdecimal()):
            continue
        note = _note_behind(address, text, spans[i], boxes[2 * i], objects[i]) or _note_before(
            address, text, spans[i], boxes[2 * i + 1], objects[i]
        )
        if note is not None:
            text = f"{text[: note[0]]}{raised(text[note[0] : note[1]])}{text[note[1] :]}"
    return text


def _note_behind(address: int, text: str, span: tuple[int, int], first: Floats, item: int) -> tuple[int, int] | None:
    """Where the raised number at the end of a word stands; a raised figure after a unit is a power."""
    start, end = span
    word = text[start:end]
    if not _ENDS_IN_NUMBER.search(word) or _UNIT.search(word):
        return None
    last = end - 1 if text[end - 1].isdecimal() else end - 2
    if text_object(address, last) == item or not _is_raised(address, last, first):
        return None
    at = last
    while at > start + 1 and text[at - 1].isdecimal() and _is_raised(address, at - 1, first):
        at -= 1
    return at, last + 1


def _note_before(address: int, text: str, span: tuple[int, int], last: Floats, item: int) -> tuple[int, int] | None:
    match = _OPENS_WITH_NUMBER.match(text, *span)
    if match is None or text_object(address, match.end()) == item or not _is_raised(address, span[0], last):
        return None
    return span[0], match.end()


def _is_raised(address: int, character: int, beside: Floats) -> bool:
    """The box of a character is lower in height than another and stands on a higher line (boxes: left, top, right,
    bottom, y upwards)."""
    box = np.zeros(4, np.float32)
    loose_box(address, character, box.ctypes.data)
    height, other = float(box[1] - box[3]), float(beside[1] - beside[3])
    return 0 < height < 0.82 * other and float(box[3] - beside[3]) > 0.12 * other
