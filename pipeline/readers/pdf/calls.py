"""pdfium's C functions with plain addresses as arguments.

A page has thousands of characters and objects, and each is asked for by a call. The generated bindings check and wrap
every argument; here an address is an int, which saves half of the cost of a call. Out-parameters are addresses of
memory that the caller keeps.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

_POINTER, _INT, _UINT = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


def address_of(handle: Any) -> int:
    """The address behind a handle of the bindings; 0 for none."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


loose_box = _plain(pdfium.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
"""Text page, character, address of four floats (left, top, right, bottom)."""

char_origin = _plain(pdfium.FPDFText_GetCharOrigin, _INT, _POINTER, _INT, _POINTER, _POINTER)
unicode_of = _plain(pdfium.FPDFText_GetUnicode, _UINT, _POINTER, _INT)
text_object = _plain(pdfium.FPDFText_GetTextObject, _POINTER, _POINTER, _INT)
font_size = _plain(pdfium.FPDFTextObj_GetFontSize, _INT, _POINTER, _POINTER)
render_mode = _plain(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _POINTER)
font_of = _plain(pdfium.FPDFTextObj_GetFont, _POINTER, _POINTER)

count_objects = _plain(pdfium.FPDFPage_CountObjects, _INT, _POINTER)
object_at = _plain(pdfium.FPDFPage_GetObject, _POINTER, _POINTER, _INT)
count_form_objects = _plain(pdfium.FPDFFormObj_CountObjects, _INT, _POINTER)
form_object_at = _plain(pdfium.FPDFFormObj_GetObject, _POINTER, _POINTER, ctypes.c_ulong)
object_type = _plain(pdfium.FPDFPageObj_GetType, _INT, _POINTER)
object_bounds = _plain(pdfium.FPDFPageObj_GetBounds, _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
object_matrix = _plain(pdfium.FPDFPageObj_GetMatrix, _INT, _POINTER, _POINTER)
fill_colour = _plain(pdfium.FPDFPageObj_GetFillColor, _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
has_transparency = _plain(pdfium.FPDFPageObj_HasTransparency, _INT, _POINTER)
set_active = _plain(pdfium.FPDFPageObj_SetIsActive, _INT, _POINTER, _INT)
"""An object that is not active is not drawn."""

clip_path = _plain(pdfium.FPDFPageObj_GetClipPath, _POINTER, _POINTER)
count_clips = _plain(pdfium.FPDFClipPath_CountPaths, _INT, _POINTER)
count_clip_segments = _plain(pdfium.FPDFClipPath_CountPathSegments, _INT, _POINTER, _INT)
clip_segment = _plain(pdfium.FPDFClipPath_GetPathSegment, _POINTER, _POINTER, _INT, _INT)

draw_mode = _plain(pdfium.FPDFPath_GetDrawMode, _INT, _POINTER, _POINTER, _POINTER)
count_segments = _plain(pdfium.FPDFPath_CountSegments, _INT, _POINTER)
segment_at = _plain(pdfium.FPDFPath_GetPathSegment, _POINTER, _POINTER, _INT)
segment_point = _plain(pdfium.FPDFPathSegment_GetPoint, _INT, _POINTER, _POINTER, _POINTER)
segment_type = _plain(pdfium.FPDFPathSegment_GetType, _INT, _POINTER)
segment_closes = _plain(pdfium.FPDFPathSegment_GetClose, _INT, _POINTER)

glyph_path = _plain(pdfium.FPDFFont_GetGlyphPath, _POINTER, _POINTER, _UINT, ctypes.c_float)
"""Font, code point, size. The font keeps the path."""

glyph_width = _plain(pdfium.FPDFFont_GetGlyphWidth, _INT, _POINTER, _UINT, ctypes.c_float, _POINTER)
count_glyph_segments = _plain(pdfium.FPDFGlyphPath_CountGlyphSegments, _INT, _POINTER)
glyph_segment = _plain(pdfium.FPDFGlyphPath_GetGlyphPathSegment, _POINTER, _POINTER, _INT)
tight_box = _plain(pdfium.FPDFText_GetCharBox, _INT, _POINTER, _INT, _POINTER, _POINTER, _POINTER, _POINTER)
"""Text page, character, addresses of four doubles: left, right, bottom, top."""
has_no_unicode = _plain(pdfium.FPDFText_HasUnicodeMapError, _INT, _POINTER, _INT)
