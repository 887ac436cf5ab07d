"""Size, weight and render mode of what a page prints, from the fonts of its text objects."""

from __future__ import annotations

import ctypes
import re
from typing import Any

import pypdfium2.raw as pdfium

from griffier.pipeline.readers.pdf.calls import font_of, font_size, object_matrix, render_mode

_LEARNT = re.compile(r"LearntGlyphs-(\d+)(?:-Bold)?")


def learnt_name(size: float, bold: bool) -> str:
    """The name of a font of outlines whose characters were learnt and whose letters are `size` times as large as the
    page sets: pdfium says no more of a font than its name."""
    return f"LearntGlyphs-{1000 * size:.0f}" + "-Bold" * bold


def styles_of(objects: list[int]) -> dict[int, tuple[float, float, float]]:
    """Text object -> size in points, bold (0 or 1), render mode."""
    fonts: dict[int, tuple[float, float]] = {}
    out: dict[int, tuple[float, float, float]] = {0: (0.0, 0.0, 0.0)}
    numbers = (ctypes.c_float * 7)()  # a size, and a matrix a b c d e f
    at = ctypes.addressof(numbers)
    for item in set(objects):
        if not item:
            continue
        font_size(item, at)
        object_matrix(item, at + 4)
        scale = (numbers[3] ** 2 + numbers[4] ** 2) ** 0.5
        font = font_of(item) or 0
        if font not in fonts:
            fonts[font] = _face(ctypes.cast(font, pdfium.FPDF_FONT)) if font else (0.0, 1.0)
        bold, larger = fonts[font]
        out[item] = (abs(numbers[0]) * scale * larger, bold, float(render_mode(item)))
    return out


_BOLD = re.compile(r"bold|black|heavy|demi(?!ng)|[-,]bd\b", re.IGNORECASE)
_FORCE_BOLD = 1 << 18


def _face(font: Any) -> tuple[float, float]:
    """Whether a font is bold (0 or 1), and by how much its letters are larger than the size that is set."""
    if not font:
        return 0.0, 1.0
    buffer = ctypes.create_string_buffer(256)
    length = pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace")
    bold = (
        bool(_BOLD.search(name))
        or bool(pdfium.FPDFFont_GetFlags(font) & _FORCE_BOLD)
        or pdfium.FPDFFont_GetWeight(font) >= 600
    )
    learnt = _LEARNT.fullmatch(name)
    return float(bold), int(learnt[1]) / 1000 if learnt else 1.0
