"""What is put over a page and belongs to what it says: stamps, typed notes, filled fields of a form, ticked boxes.

pdfium draws the looks of annotations into the page itself (it "flattens" them); from then on their words stand in the
text layer, where they are seen. A tick is drawn as a shape: it becomes a sign of its own.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

_TOLD = frozenset({pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_WIDGET})
_MOST = 2_000
_TICKED, _EMPTY = "☑", "☐"


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign to be read where a shape is drawn: left, bottom, right, top of the page's own space."""

    text: str
    box: tuple[float, float, float, float]


def flattened(pdf: Any, index: int, handle: Any) -> tuple[Any, tuple[Sign, ...]]:
    """The page handle with what its annotations say drawn into it, and its boxes to tick.

    The handle given is closed where another is returned. A page without such annotations is returned as it is.
    """
    count = min(pdfium.FPDFPage_GetAnnotCount(handle), _MOST)
    if not count or not any(_subtype(handle, i) in _TOLD for i in range(count)):
        return handle, ()
    form = pdf.formenv.raw if pdf.formenv is not None else None
    signs = tuple(sign for i in range(count) if (sign := _tick(handle, i, form)) is not None) if form else ()
    if pdfium.FPDFPage_Flatten(handle, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
        return handle, signs
    again = pdfium.FPDF_LoadPage(pdf.raw, index)
    if not again:
        return handle, signs
    pdfium.FPDF_ClosePage(handle)
    return again, signs


def _state(note: Any) -> str:
    """Which look of a box is shown (/AS): "Off", or the name of the other one."""
    buffer = (ctypes.c_ushort * 64)()
    size = pdfium.FPDFAnnot_GetStringValue(note, b"AS", ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 128)
    return bytes(buffer)[: max(0, min(size, 128) - 2)].decode("utf-16-le", "replace")


def _subtype(handle: Any, index: int) -> int:
    note = pdfium.FPDFPage_GetAnnot(handle, index)
    try:
        return int(pdfium.FPDFAnnot_GetSubtype(note)) if note else 0
    finally:
        pdfium.FPDFPage_CloseAnnot(note)


def _tick(handle: Any, index: int, form: Any) -> Sign | None:
    note = pdfium.FPDFPage_GetAnnot(handle, index)
    try:
        kind = pdfium.FPDFAnnot_GetFormFieldType(form, note)
        if kind not in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
            return None
        rect = pdfium.FS_RECTF()
        if not pdfium.FPDFAnnot_GetRect(note, ctypes.byref(rect)):
            return None
        text = _EMPTY if _state(note) in ("", "Off") else _TICKED
        return Sign(text, (rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top)))
    finally:
        pdfium.FPDFPage_CloseAnnot(note)
