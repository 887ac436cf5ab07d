"""A PDF with maps for its fonts without one: from each glyph to the number of its shape, or to what that stands for.

A glyph of a Type3 font need not say what it covers; pdfium then knows no box of it. So each is told: what it draws,
while shapes are looked for on the page; later the height of a line of its font, as other fonts have it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import LIT

from griffier.pipeline.readers.pdf.faces import learnt_name
from griffier.pipeline.readers.pdf.font_objects import FontObject, FontObjects, character_map, stream_object, written
from griffier.pipeline.readers.pdf.glyph_outlines import Bounds, Outline, Shapes, outline_of

Numbers = npt.NDArray[np.int32]

UNKNOWN = "\ufffd"

_FIRST, _LAST, _MORE = 0xE000, 0xF8FF, 0x3400
"""Where numbers of shapes stand: the private use area, and from there on a block of characters that is large enough."""

MOST_SHAPES = 30_000

_ASCENT, _DESCENT = 0.93, -0.23
"""The height of a line of print, in sizes of the letter."""

_HEIGHTS = {0.72: frozenset("bdfhklABDEFHIKLMNPRTUVWXYZ0123456789"), 0.53: frozenset("acemnorsuvwxz")}
"""Height of letters in sizes of the letter."""

_BOLD = 1.25
"""Times the ink of the same letters in the file's other fonts from which a font is bold."""

_ADVANCE = re.compile(rb"^\s*(?P<advance>(?:[-+.\d]+\s+){2})(?:(?:[-+.\d]+\s+){4}d1|d0)\b")


@dataclass
class GlyphTable:
    """The glyphs of the fonts without a map: `shape`: font and code -> number of the shape; `outline`: the same ->
    what is drawn, where that is known; `blank`: shapes that draw nothing."""

    fonts: list[FontObject]
    shape: dict[tuple[int, int], int] = field(default_factory=dict)
    outline: dict[tuple[int, int], Outline] = field(default_factory=dict)
    blank: set[int] = field(default_factory=set)
    count: int = 0

    def alphabets(self) -> list[frozenset[int]]:
        """The shapes of each font."""
        shapes: dict[int, set[int]] = defaultdict(set)
        for (font, _), shape in self.shape.items():
            shapes[font].add(shape)
        return list({frozenset(of_font) for of_font in shapes.values()})


def table_of(objects: FontObjects, fonts: list[FontObject]) -> GlyphTable:
    """The table of these fonts. Raises ValueError where a glyph cannot be followed."""
    table, shapes = GlyphTable(fonts), Shapes()
    drawn: dict[tuple[bytes, bool], tuple[int, Outline]] = {}
    for font in fonts:
        flip = font.is_outlines and _matrix(font)[3] < 0
        for code, number in font.drawn_by.items():
            key = objects.stream(number), flip
            if key not in drawn:
                outline = outline_of(key[0])
                drawn[key] = shapes.number(outline, flip), outline
            table.shape[font.number, code], table.outline[font.number, code] = drawn[key]
    table.blank = {number for number, shape in enumerate(shapes.shapes) if shape.is_blank}
    table.count = len(shapes.shapes)
    for font in fonts:
        if not font.is_outlines:
            for code in font.codes:
                table.shape[font.number, code] = table.count
                table.count += 1
    if table.count > MOST_SHAPES:
        raise ValueError(f"{table.count:,} shapes")
    return table


def numbered(number: int) -> str:
    """The character that stands for the number of a shape."""
    at = _FIRST + number
    return chr(at if at <= _LAST else _MORE + at - _LAST - 1)


def number_of(codes: npt.NDArray[np.int64]) -> Numbers:
    """The numbers of shapes for which characters (code points) stand; -1 for any other character."""
    low = (codes >= _FIRST) & (codes <= _LAST)
    high = (codes >= _MORE) & (codes < _MORE + MOST_SHAPES)
    return np.where(low, codes - _FIRST, np.where(high, codes - _MORE + _LAST - _FIRST + 1, -1)).astype(np.int32)


def with_numbers(objects: FontObjects, table: GlyphTable) -> bytes:
    """The file in which each glyph of the table says the number of its shape."""
    changed: dict[int, bytes] = {}
    for font in table.fonts:
        texts = {code: _number_text(table, font.number, code) for code in font.codes}
        changed |= _mapped(objects, font, texts, {})
        for code, number in font.drawn_by.items():
            bounds = table.outline[font.number, code].bounds
            if bounds:
                changed[number] = stream_object(_covering(objects.stream(number), bounds))
    return objects.replaced(changed)


def _number_text(table: GlyphTable, font: int, code: int) -> str:
    shape = table.shape[font, code]
    return " " if shape in table.blank else numbered(shape)


def with_characters(objects: FontObjects, table: GlyphTable, texts: Mapping[int, str]) -> bytes:
    """The file in which each glyph says what its shape stands for (`texts`), U+FFFD where that is not known."""
    changed: dict[int, bytes] = {}
    sizes = _sizes(table, texts)
    weights = _weights(table, texts, sizes)
    for font in table.fonts:
        said = {code: _text(table, texts, font.number, code) for code in font.codes}
        if not font.is_outlines:
            changed |= _mapped(objects, font, said, {})
            continue
        size, matrix = sizes[font.number], _matrix(font)
        name = learnt_name(size * abs(matrix[3]), weights.get(font.number, 1.0) > _BOLD)
        changed |= _mapped(objects, font, said, {"BaseFont": LIT(name)})
        low, high = sorted((size * _ASCENT * np.sign(matrix[3]), size * _DESCENT * np.sign(matrix[3])))
        for code, number in font.drawn_by.items():
            outline = table.outline[font.number, code]
            changed[number] = stream_object(_covering(objects.stream(number), (0.0, low, outline.advance, high)))
    return objects.replaced(changed)


def _text(table: GlyphTable, texts: Mapping[int, str], font: int, code: int) -> str:
    shape = table.shape[font, code]
    return " " if shape in table.blank else texts.get(shape, UNKNOWN)


def _mapped(objects: FontObjects, font: FontObject, texts: dict[int, str], more: dict[str, Any]) -> dict[int, bytes]:
    """The font with a map, and the map."""
    number = objects.fresh()
    spec = written({key: value for key, value in {**font.spec, **more}.items() if key != "ToUnicode"})
    spec = spec.removesuffix(b">>") + b" /ToUnicode %d 0 R>>" % number
    return {font.number: spec, number: stream_object(character_map(texts, font.wide))}


def _covering(proc: bytes, bounds: Bounds) -> bytes:
    """What draws a glyph, with what it covers."""
    box = b" ".join(b"%.3f" % side for side in bounds)
    return _ADVANCE.sub(lambda match: match["advance"] + box + b" d1", proc, count=1)


def _matrix(font: FontObject) -> tuple[float, ...]:
    return tuple(float(resolve1(number)) for number in resolve1(font.spec["FontMatrix"]))


def _glyphs(table: GlyphTable, texts: Mapping[int, str]) -> Iterable[tuple[int, Outline, str]]:
    """Font, outline and character of every glyph that is one character."""
    for (font, code), outline in table.outline.items():
        text = texts.get(table.shape[font, code], "")
        if len(text) == 1 and outline.bounds is not None:
            yield font, outline, text


def _sizes(table: GlyphTable, texts: Mapping[int, str]) -> dict[int, float]:
    """The size of the letters of each font in its own units, from the heights of those that are known."""
    measured: dict[int, list[float]] = defaultdict(list)
    for font, outline, text in _glyphs(table, texts):
        assert outline.bounds is not None
        for height, letters in _HEIGHTS.items():
            if text in letters:
                measured[font].append((outline.bounds[3] - outline.bounds[1]) / height)
    usual = {font.number: abs(1.0 / (_matrix(font)[3] or 1.0)) for font in table.fonts if font.is_outlines}
    return {number: float(np.median(measured[number])) if measured[number] else size for number, size in usual.items()}


def _weights(table: GlyphTable, texts: Mapping[int, str], sizes: Mapping[int, float]) -> dict[int, float]:
    """The ink of each font's letters, as a multiple of what the same letters have in the file."""
    ink: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for font, outline, text in _glyphs(table, texts):
        if text.isalnum():
            ink[text].append((font, outline.area / sizes[font] ** 2))
    shares: dict[int, list[float]] = defaultdict(list)
    for measured in ink.values():
        usual = float(np.median([area for _, area in measured])) or 1.0
        for font, area in measured:
            shares[font].append(area / usual)
    return {font: float(np.median(of_font)) for font, of_font in shares.items()}
