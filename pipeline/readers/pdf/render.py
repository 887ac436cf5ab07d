"""Pictures of PDF pages, for OCR and for looking at."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium
from PIL import Image

from griffier.pipeline.errors import DamagedError
from griffier.pipeline.ocr.image.print_seen import LOOK_DPI, text_tiles
from griffier.schemas.document import Box

OCR_DPI = 300
LEAST_DPI = 40
"""Under this no letter of a usual size can be read: such a page is left alone."""

__all__ = [
    "LOOK_DPI",
    "OCR_DPI",
    "as_image",
    "dpi_within",
    "ink",
    "render_colour",
    "render_grey",
    "render_region",
    "text_tiles",
]

Grey = npt.NDArray[np.uint8]


def dpi_within(width: float, height: float, pixels: int, wanted: int = OCR_DPI) -> int:
    """The resolution at which a page of `width` x `height` points has at most `pixels` pixels: `wanted`, or less."""
    if width <= 0 or height <= 0:
        return 0
    most = 72.0 * (pixels / (width * height)) ** 0.5
    return int(min(wanted, most, 72.0 * 30_000 / max(width, height)))


def render_grey(page: Any, width: float, height: float, dpi: float) -> Grey:
    """A page handle as rows of grey pixels (255 is white), with its annotations. `width`, `height`: points as
    displayed."""
    return render_region(page, width, height, Box(0.0, 0.0, width, height), dpi)


def render_region(page: Any, width: float, height: float, box: Box, dpi: float) -> Grey:
    """A part of a page, `box` in points of the displayed page."""
    w, h, stride = _extent(box, dpi, 1)
    buffer = np.full((h, stride), 255, np.uint8)
    _draw(page, width, height, box, dpi, buffer, w, pdfium.FPDFBitmap_Gray, pdfium.FPDF_GRAYSCALE)
    return buffer[:, :w]


def render_colour(page: Any, width: float, height: float, box: Box, dpi: float) -> Grey:
    """The same in colours: rows of pixels of blue, green and red."""
    w, h, stride = _extent(box, dpi, 3)
    buffer = np.full((h, stride), 255, np.uint8)
    _draw(page, width, height, box, dpi, buffer, w, pdfium.FPDFBitmap_BGR, 0)
    return buffer[:, : 3 * w].reshape(h, w, 3)


def _extent(box: Box, dpi: float, samples: int) -> tuple[int, int, int]:
    """Width and height in pixels, and bytes a row."""
    scale = dpi / 72
    w, h = max(1, round((box.x1 - box.x0) * scale)), max(1, round((box.bottom - box.top) * scale))
    return w, h, (samples * w + 3) & ~3


def _draw(
    page: Any, width: float, height: float, box: Box, dpi: float, buffer: Grey, w: int, layout: int, flag: int
) -> None:
    scale = dpi / 72
    h, stride = buffer.shape
    bitmap = pdfium.FPDFBitmap_CreateEx(w, h, layout, buffer.ctypes.data_as(ctypes.c_void_p), stride)
    if not bitmap:
        raise DamagedError("the page cannot be drawn")
    try:
        flags = pdfium.FPDF_ANNOT | flag
        left, top = -round(box.x0 * scale), -round(box.top * scale)
        pdfium.FPDF_RenderPageBitmap(
            bitmap, page, left, top, max(1, round(width * scale)), max(1, round(height * scale)), 0, flags
        )
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def as_image(pixels: Grey) -> Image.Image:
    """Grey pixels as a picture."""
    return Image.fromarray(np.ascontiguousarray(pixels))


def ink(pixels: Grey) -> npt.NDArray[np.bool_]:
    """Where there is ink: darker by a quarter of the scale than the page's own ground (its 80th percentile)."""
    ground = int(np.percentile(pixels, 80))
    return pixels < ground - 64 if ground > 96 else pixels > ground + 64
