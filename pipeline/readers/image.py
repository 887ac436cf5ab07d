"""PNG, JPEG and TIFF (of any number of pages): scans and photographs of pages."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps

from griffier.pipeline.errors import DamagedError, TooLargeError
from griffier.pipeline.layout.assemble import assemble
from griffier.pipeline.layout.page_words import PageWords, from_ocr
from griffier.pipeline.ocr.image.stamps import grey_and_colour
from griffier.pipeline.ocr.pages import ocr_page
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.pdf.page_queue import Later, in_order
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, PageState

_A4_INCHES = (8.27, 11.69)
_SOME_DPI = range(70, 1201)
"""Resolutions that a scanner writes down. 72 and 96 are what programs write who do not know: then the page is taken for
A4."""
_UNKNOWING = frozenset({72, 96})
_DECODED_PIXELS = 4
"""How many times the page's pixel limit is decoded at all, to be scaled down; a larger image is refused before it takes
the memory."""
_FORMATS = ("PNG", "JPEG", "TIFF")

DAMAGE = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, ArithmeticError, struct.error)
"""What Pillow's decoders raise for bytes that do not follow the format: "Missing dimensions" is a TypeError."""


def read(source: SourceFile, media_type: str, options: ReadOptions) -> Document:
    """Every frame of the file is a page. A page over the limit for pixels is read smaller, or fails with the reason.

    Raises DamagedError, TooLargeError, MissingProgramError.
    """
    return assemble(list(in_order(_begun(source, options), options.side_by_side)), media_type)


def _begun(source: SourceFile, options: ReadOptions) -> Iterator[PageWords | Later]:
    """Each frame decoded, one after the other: what is left is to recognise it."""
    limit = options.limits.page_pixels
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", Image.DecompressionBombWarning
        )  # our own limit is checked before anything is decoded
        try:
            image = Image.open(io.BytesIO(source.data), formats=_FORMATS)
        except Image.DecompressionBombError as error:
            raise TooLargeError(
                f"the image unpacks to too many pixels: {error}", remedy=TooLargeError.unless("--max-pixels")
            ) from error
        except DAMAGE as error:
            raise DamagedError(f"the image cannot be opened: {error}") from error
        with image:
            frames = _frame_count(image)
            if frames > options.limits.pages:
                raise TooLargeError(
                    f"the file has {frames:,} pages; the limit is {options.limits.pages:,}",
                    remedy=TooLargeError.unless("--max-pages"),
                )
            for number in range(1, frames + 1):
                try:
                    image.seek(number - 1)
                    yield _begin_page(image, number, limit, options)
                except Image.DecompressionBombError as error:
                    raise TooLargeError(
                        f"page {number} unpacks to too many pixels: {error}",
                        remedy=TooLargeError.unless("--max-pixels"),
                    ) from error
                except DAMAGE as error:
                    if number == 1:
                        raise DamagedError(f"the image breaks off or is damaged: {error}") from error
                    yield _failed(number, f"the page breaks off or is damaged: {error}")


def picture_of_frame(source: SourceFile, number: int) -> tuple[Image.Image, float]:
    """One frame (1-based) in colour, upright as its EXIF says, and its pixels per inch. Raises DamagedError."""
    try:
        with Image.open(io.BytesIO(source.data), formats=_FORMATS) as image:
            image.seek(number - 1)
            dpi, _ = _dpi(image)
            return ImageOps.exif_transpose(image).convert("RGB"), dpi
    except DAMAGE as error:
        raise DamagedError(f"page {number} of the image cannot be drawn: {error}") from error


def _frame_count(image: Image.Image) -> int:
    try:
        return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    except DAMAGE as error:
        raise DamagedError(f"the list of pages is damaged: {error}") from error


def _begin_page(image: Image.Image, number: int, limit: int, options: ReadOptions) -> PageWords | Later:
    width, height = image.size
    dpi, given = _dpi(image)
    if width * height > limit and image.format == "JPEG":
        image.draft(
            "L", (int(width * (limit / (width * height)) ** 0.5), 1)
        )  # the decoder itself can halve a JPEG, at no cost
        dpi *= image.width / width
    if image.width * image.height > _DECODED_PIXELS * limit:
        return _failed(number, f"too large to read: {width:,} x {height:,} pixels", width * 72 / dpi, height * 72 / dpi)
    picture = _upright(image)
    notes = (
        "" if image.size == (width, height) else f"{width:,} x {height:,} pixels, decoded at {image.width / width:.0%}",
        "" if given else f"resolution not given, taken for {dpi:.0f} dpi",
    )

    def rest() -> PageWords:
        result = ocr_page(picture, round(dpi), options)
        size = (picture.height, picture.width) if result.rotation in (90, 270) else picture.size
        reason = "; ".join(filter(None, (*notes, result.reason)))
        return from_ocr(result, number, size[0] * 72 / dpi, size[1] * 72 / dpi, dpi, 0, reason)

    return rest


def _failed(number: int, reason: str, width: float = 0.0, height: float = 0.0) -> PageWords:
    return PageWords(number, width, height, state=PageState.FAILED, reason=reason)


def _dpi(image: Image.Image) -> tuple[float, bool]:
    """Pixels per inch, and whether the file itself gives a resolution that can be right."""
    try:
        across = float(image.info.get("dpi", (0, 0))[0])
    except (TypeError, ValueError, ZeroDivisionError, IndexError):
        across = 0.0
    longest, shortest = max(image.size), min(image.size)
    if round(across) in _SOME_DPI and (round(across) not in _UNKNOWING or longest / across <= 1.3 * _A4_INCHES[1]):
        return across, True
    return min(1200.0, max(50.0, min(longest / _A4_INCHES[1], shortest / _A4_INCHES[0]))), False


def _upright(image: Image.Image) -> Image.Image:
    """On white where the image is transparent, turned as its EXIF says; in colour where it has coloured ink. Raises
    OSError where the data break off."""
    image.load()
    if image.mode.startswith(("I", "F")):  # 16-bit scans
        low, high = image.getextrema()
        span = max(1.0, float(high) - float(low))  # type: ignore[arg-type]
        image = image.point(lambda v: (v - low) * (255.0 / span)).convert("L")
    image = ImageOps.exif_transpose(image)
    if "A" in image.getbands() or "transparency" in image.info:
        pixels = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", pixels.size, "white"), pixels)
    if image.mode in ("1", "L", "LA"):
        return image.convert("L")
    grey, chroma = grey_and_colour(image.convert("RGB"))
    return grey if chroma is None else image.convert("RGB")
