"""Pages as pictures, turned as the boxes of records are: what people check values against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PIL import Image

from griffier.pipeline.readers.sniff import PDF
from griffier.pipeline.source import SourceFile

_LONGEST_SIDE = 4_500
"""Pixels: larger pages (posters, maps) are drawn smaller."""


@dataclass(frozen=True)
class PagePicture:
    """`width` and `height` in points, as the boxes of records count."""

    number: int
    image: Image.Image
    width: float
    height: float


def page_pictures(
    source: SourceFile, media_type: str, pages: Iterable[tuple[int, int]], dpi: float
) -> Iterator[PagePicture]:
    """The pages asked for. `pages`: number (1-based) and rotation, as a record's `source.pages` say. Of a PDF or an
    image; other formats have none.

    Raises UnreadableError; IndexError for a page that is not there.
    """
    if media_type == PDF:
        yield from _of_pdf(source, pages, dpi)
    elif media_type.startswith("image/"):
        yield from _of_image(source, pages, dpi)


def _of_pdf(source: SourceFile, pages: Iterable[tuple[int, int]], dpi: float) -> Iterator[PagePicture]:
    from griffier.pipeline.readers.pdf.reader import opened

    with opened(source.data) as pdf:
        for number, rotation in pages:
            page = pdf[number - 1]
            try:
                width, height = page.get_size()  # as displayed: turned by its own setting
                fitting = min(dpi, _LONGEST_SIDE * 72 / max(width, height))
                image, turn = page.render(scale=fitting / 72).to_pil(), (rotation - int(page.get_rotation())) % 360
            finally:
                page.close()
            yield _turned(number, image, width, height, turn)


def _of_image(source: SourceFile, pages: Iterable[tuple[int, int]], dpi: float) -> Iterator[PagePicture]:
    from griffier.pipeline.readers.image import picture_of_frame

    for number, rotation in pages:
        image, own_dpi = picture_of_frame(source, number)
        width, height = image.width * 72 / own_dpi, image.height * 72 / own_dpi
        scale = min(dpi / own_dpi, _LONGEST_SIDE / max(image.size), 1.0)
        image = image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
        yield _turned(number, image, width, height, rotation % 360)


def _turned(number: int, image: Image.Image, width: float, height: float, turn: int) -> PagePicture:
    if turn:
        image = image.rotate(-turn, expand=True)
    if turn in (90, 270):
        width, height = height, width
    return PagePicture(number, image, width, height)
