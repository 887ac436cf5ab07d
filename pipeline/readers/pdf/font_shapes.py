"""Fonts whose map says another letter or figure than they draw: found by shape.

A PDF font tells with a map of its own which character each of its glyphs is. Nothing makes that map true. What a glyph
looks like is compared with the letters and figures of the standard fonts, which pdfium brings along. On 2,000 fonts of
real papers no glyph is like another character (0.68 and more) and far less like its own; where maps lie, most are.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from griffier.pipeline.readers.pdf.calls import (
    count_glyph_segments,
    font_of,
    glyph_path,
    glyph_segment,
    glyph_width,
    render_mode,
    segment_point,
    segment_type,
    text_object,
)

_STANDARD = (
    *("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    *("Times-Roman", "Times-Bold", "Times-Italic", "Courier", "Courier-Oblique"),
)
_CHARACTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ALIKE = ("0o", "1li", "9gq", "6b")
"""Characters that some font draws alike. Capitals and small letters are one: small capitals are no lie."""

_LIKE, _LIKER = 0.68, 0.2
"""How like another character a glyph must be, and by how much more than its own, to be that one (of 1)."""

STANDARD_GLYPHS = "standard_glyphs.npy"
"""The file of them beside this one; a test holds it to `drawn_standards`, and its docstring says how it is written."""

_INVISIBLE = 3
_GRID = 16
_SIZE = 100.0
_CURVE = np.array([[(1 - u) ** 3, 3 * u * (1 - u) ** 2, 3 * u * u * (1 - u), u**3] for u in (0.25, 0.5, 0.75, 1.0)])
"""Weights of the four points of a curve at four places along it."""

Floats64 = npt.NDArray[np.float64]


@dataclass(frozen=True)
class _Standards:
    """The glyphs of the standard fonts: one row of cells a glyph, the log of width by height, the character, and what
    it is alike to."""

    cells: Floats64
    shape: Floats64
    characters: tuple[str, ...]
    groups: npt.NDArray[np.str_]


def false_font(address: int, text: str, spans: Sequence[tuple[int, int]], objects: Sequence[int]) -> str:
    """What a font draws for what its map says, as a reason not to trust the layer; "" where all maps are true.
    `address`: the text page; `spans`, `objects`: its words, and the text object of each."""
    fonts: dict[int, set[str]] = {}
    of_object: dict[int, int] = {}
    for (start, end), item in zip(spans, objects, strict=True):
        if item not in of_object:
            of_object[item] = font_of(item) or 0 if item and render_mode(item) != _INVISIBLE else 0
        if of_object[item]:
            fonts.setdefault(of_object[item], set()).update(text[start:end])
    for font, wrong in false_letters(fonts).items():
        # a word may go on in another font: what a font is said to draw is looked for in its own objects
        for said in list(wrong):
            if not any(_is_of(address, m.start(), font) for m in re.finditer(re.escape(said), text)):
                del wrong[said]
        if wrong:
            said, drawn = next(iter(wrong.items()))
            return f'a font draws "{drawn}" where its map says "{said}"'
    return ""


def _is_of(address: int, character: int, font: int) -> bool:
    item = text_object(address, character)
    return bool(item) and font_of(item) == font


def false_letters(fonts: Mapping[int, set[str]]) -> dict[int, dict[str, str]]:
    """Font (address) -> character that its map gives -> character that it draws, for those that its map gets wrong.
    `fonts`: the characters asked for, of each font."""
    out: dict[int, dict[str, str]] = {}
    for font, characters in fonts.items():
        name = _name(font)
        wrong = {c: drawn for c in sorted(characters & _ASKED) if (drawn := _drawn(font, name, c))}
        # the letters of an ornate font may each be like another; its figures are not
        if len(wrong) > 1 or any(map(str.isdecimal, wrong)):
            out[font] = wrong
    return out


_ASKED = frozenset(_CHARACTERS)


def _name(font: int) -> str:
    """The name of a font without the six letters of a subset."""
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(ctypes.cast(font, pdfium.FPDF_FONT), buffer, 256)
    return buffer.value.decode("latin-1").rpartition("+")[2]


def _drawn(font: int, name: str, character: str) -> str:
    """The character that a font draws for another, "" where it is that one, or like none."""
    path = glyph_path(font, ord(character), _SIZE)
    count = count_glyph_segments(path) if path else 0
    if count <= 0:
        return ""
    width = ctypes.c_float()
    glyph_width(font, ord(character), _SIZE, ctypes.addressof(width))
    places = tuple(_point(glyph_segment(path, k)) for k in (0, count // 3, count // 2, count - 1))
    key = (name, character, count, width.value, places)
    known = _SEEN.get(key)
    if known is None:
        if len(_SEEN) > _MOST_SEEN:
            _SEEN.clear()
        edges = _edges(path, count)
        known = _SEEN[key] = _like_another(edges, character) if len(edges) else ""
    return known


_SEEN: dict[tuple[object, ...], str] = {}
"""What was found of a glyph: the same fonts are in all papers of an office."""

_MOST_SEEN = 20_000


def _like_another(edges: Floats64, character: str) -> str:
    seen = _cells(edges)
    if seen is None:
        return ""
    cells, shape = seen
    standards = _standards()
    both = standards.cells @ cells
    like = both / (standards.cells.sum(axis=1) + cells.sum() - both) * np.exp(-0.7 * np.abs(standards.shape - shape))
    own = standards.groups == _group(character)
    best = int(np.where(own, 0.0, like).argmax())
    if like[best] < _LIKE or like[best] < like[own].max() + _LIKER:
        return ""
    return standards.characters[best]


@cache
def _standards() -> _Standards:
    """What `drawn_standards` gave when the file was written: to draw them anew is a tenth of a run over one small
    file."""
    with files("griffier.pipeline.readers.pdf").joinpath(STANDARD_GLYPHS).open("rb") as file:
        rows = np.load(file, allow_pickle=False)
    characters = tuple(rows["character"].tolist())
    cells = np.unpackbits(rows["cells"], axis=1).astype(np.float64)
    return _Standards(cells, rows["shape"], characters, np.array([_group(character) for character in characters]))


def drawn_standards() -> npt.NDArray[np.void]:
    """The glyphs of the standard fonts as pdfium draws them: a row of `STANDARD_GLYPHS` a glyph."""
    doc = pypdfium.PdfDocument.new()
    try:
        rows: list[tuple[str, npt.NDArray[np.uint8], float]] = []
        for name in _STANDARD:
            font = ctypes.cast(pdfium.FPDFText_LoadStandardFont(doc.raw, name.encode()), ctypes.c_void_p).value or 0
            for character in _CHARACTERS:
                path = glyph_path(font, ord(character), _SIZE)
                seen = _cells(_edges(path, count_glyph_segments(path)))
                if seen is not None:
                    rows.append((character, np.packbits(seen[0] > 0), seen[1]))
    finally:
        doc.close()
    return np.array(rows, [("character", "U1"), ("cells", "u1", (_GRID * _GRID // 8,)), ("shape", "f8")])


@lru_cache(len(_CHARACTERS))
def _group(character: str) -> str:
    low = character.lower()
    return next((group[0] for group in _ALIKE if low in group), low)


_PLACE = (ctypes.c_float * 2)()
"""Where pdfium writes a point: made once, since a font has thousands."""
_X = ctypes.addressof(_PLACE)
_Y = _X + ctypes.sizeof(ctypes.c_float)


def _point(segment: Any) -> tuple[float, float]:
    segment_point(segment, _X, _Y)
    x, y = _PLACE
    return x, y


def _edges(path: int, count: int) -> Floats64:
    """The outline of a glyph as straight pieces: x0, y0, x1, y1."""
    edges: list[tuple[float, float, float, float]] = []
    begin = last = (0.0, 0.0)
    curve: list[tuple[float, float]] = []
    for k in range(count):
        segment = glyph_segment(path, k)
        point, kind = _point(segment), segment_type(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            curve.append(point)
            if len(curve) == 3:
                for x, y in (_CURVE @ np.array([last, *curve])).tolist():
                    edges.append((*last, x, y))
                    last = (x, y)
                curve = []
            continue
        edges.append((*last, *(begin if kind == pdfium.FPDF_SEGMENT_MOVETO else point)))
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begin = point
        last = point
    edges.append((*last, *begin))
    return np.array([e for e in edges if e[:2] != e[2:]], np.float64).reshape(-1, 4)


def _cells(edges: Floats64) -> tuple[Floats64, float] | None:
    """Which of 16 x 16 cells of its own box a glyph fills (1 or 0), and the log of its width by its height; None where
    it has none."""
    if not len(edges):
        return None
    across, down = edges[:, [0, 2]], edges[:, [1, 3]]
    x, y = float(across.min()), float(down.min())
    width, height = float(across.max()) - x, float(down.max()) - y
    if width <= 0 or height <= 0:
        return None
    middles = (np.arange(_GRID) + 0.5) / _GRID
    columns, rows = x + middles * width, (y + middles * height)[:, None]
    x0, y0, x1, y1 = edges.T
    rises = ((y0 <= rows) & (y1 > rows)).astype(np.int8) - ((y1 <= rows) & (y0 > rows)).astype(np.int8)
    meets = x0 + (rows - y0) / np.where(y1 == y0, 1.0, y1 - y0) * (x1 - x0)
    winding = ((meets[:, :, None] > columns) * rises[:, :, None]).sum(axis=1)
    return (winding != 0).astype(np.float64).ravel(), float(np.log(width / height))
