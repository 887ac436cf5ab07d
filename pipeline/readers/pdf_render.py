"""Pictures of PDF pages, for OCR and for looking at."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium
from PIL import Image

OCR_DPI = 300
LEAST_DPI = 40
"""Under this no letter of a usual size can be read: such a page is left alone."""

Grey = npt.NDArray[np.uint8]


def dpi_within(width: float, height: float, pixels: int, wanted: int = OCR_DPI) -> int:
    """The resolution at which a page of `width` x `height` points has at most `pixels` pixels: `wanted`, or less."""
    if width <= 0 or height <= 0:
        return 0
    most = 72.0 * (pixels / (width * height)) ** 0.5
    return int(min(wanted, most, 72.0 * 30_000 / max(width, height)))


def render_grey(page: Any, width: float, height: float, dpi: float) -> Grey:
    """A page handle as rows of grey pixels (255 is white), with annotations and filled-in forms' own appearance."""
    w, h = max(1, round(width * dpi / 72)), max(1, round(height * dpi / 72))
    stride = (w + 3) & ~3
    buffer = np.full((h, stride), 255, np.uint8)
    bitmap = pdfium.FPDFBitmap_CreateEx(w, h, pdfium.FPDFBitmap_Gray, buffer.ctypes.data_as(ctypes.c_void_p), stride)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, w, h, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, w, h, 0, pdfium.FPDF_ANNOT | pdfium.FPDF_GRAYSCALE)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return buffer[:, :w]


def as_image(pixels: Grey) -> Image.Image:
    """Grey pixels as a picture."""
    return Image.fromarray(np.ascontiguousarray(pixels))


def ink(pixels: Grey) -> npt.NDArray[np.bool_]:
    """Where there is ink: darker by a quarter of the scale than the page's own ground (its 80th percentile)."""
    ground = int(np.percentile(pixels, 80))
    return pixels < ground - 64 if ground > 96 else pixels > ground + 64
