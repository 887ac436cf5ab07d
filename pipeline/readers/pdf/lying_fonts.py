"""Fonts whose map says other characters than they draw, found over a whole file.

Each font gets a name of its own first: pdfium tells with which font a word is printed by its name alone.
"""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from typing import Any

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import LIT

from griffier.pipeline.readers.pdf.calls import address_of, font_of, text_object
from griffier.pipeline.readers.pdf.font_objects import FontObject, FontObjects, written
from griffier.pipeline.readers.pdf.font_shapes import false_letters
from griffier.pipeline.readers.pdf.quality import VISIBLE_SHARE, measure
from griffier.pipeline.readers.pdf.text_layer import page_text

_NAMED = re.compile(r"Numbered-(\d+)")
_WORD = re.compile(r"\S+")

_LEAST_WORDS = 60
"""Words of letters that a font prints in the file before their share of known words tells that its map lies."""


def lying_fonts(objects: FontObjects) -> list[FontObject]:
    """The fonts with a map that lies: next to none of their words are known, or a glyph has the shape of another
    character. Raises PdfiumError."""
    asked = {number: font for number, font in objects.fonts.items() if not font.without_map and font.codes}
    if not asked:
        return []
    words: dict[int, list[str]] = defaultdict(list)
    false: set[int] = set()
    with pypdfium.PdfDocument(_with_names(objects, asked)) as pdf:
        for index in range(len(pdf)):
            _look(pdf, index, words, false)
    for number, printed in words.items():
        quality = measure(printed)
        if quality.words >= _LEAST_WORDS and quality.known < VISIBLE_SHARE:
            false.add(number)
    return [asked[number] for number in sorted(false & asked.keys())]


def _with_names(objects: FontObjects, fonts: dict[int, FontObject]) -> bytes:
    """The file in which each of these fonts, and what it stands on, is called after the number of its object."""
    changed = {}
    for number, font in fonts.items():
        name = {"BaseFont": LIT(f"Numbered-{number}")}
        changed[number] = written({**font.spec, **name})
        below = resolve1(font.spec.get("DescendantFonts")) or []
        if below and isinstance(below[0], PDFObjRef):
            changed[below[0].objid] = written({**resolve1(below[0]), **name})
    return objects.replaced(changed)


def _look(pdf: Any, index: int, words: dict[int, list[str]], false: set[int]) -> None:
    """Note the words of a page by the number of their font, and the fonts with a glyph of another shape."""
    handle = pdfium.FPDF_LoadPage(pdf.raw, index)
    if not handle:
        return
    text_page = pdfium.FPDFText_LoadPage(handle)
    try:
        text, address = page_text(text_page), address_of(text_page)
        numbers: dict[int, int] = {}
        used: dict[int, set[str]] = defaultdict(set)
        for match in _WORD.finditer(text):
            item = text_object(address, match.start())
            font = font_of(item) or 0 if item else 0
            if font and font not in numbers:
                numbers[font] = _number(font)
            if font and numbers[font]:
                words[numbers[font]].append(match[0])
                used[font].update(match[0])
        false.update(numbers[font] for font in false_letters(used))
    finally:
        pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(handle)


def _number(font: int) -> int:
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(ctypes.cast(font, pdfium.FPDF_FONT), buffer, 256)
    match = _NAMED.fullmatch(buffer.value.decode("latin-1"))
    return int(match[1]) if match else 0
