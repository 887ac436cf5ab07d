"""Images are read page by page; what cannot be read says why. The engine is a stand-in that reads one known line."""

from __future__ import annotations

import io
import struct
import threading

import pytest
from PIL import Image, ImageDraw

from griffier.pipeline.batch.page_ledger import expected_pages
from griffier.pipeline.errors import DamagedError, TooLargeError
from griffier.pipeline.limits import Limits
from griffier.pipeline.ocr.engine import OcrResult, OcrWord, Segmentation
from griffier.pipeline.readers.image import read
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, PageState


class OneLine:
    """Reads the same line on every image: where the ink is."""

    name = "one line"

    def __init__(self) -> None:
        self.sizes: list[tuple[int, int]] = []

    def read(self, image: Image.Image, dpi: int, segmentation: Segmentation = Segmentation.AUTO) -> OcrResult:
        self.sizes.append(image.size)
        x0, top, x1, bottom = image.point(lambda v: 255 if v < 128 else 0).getbbox() or (0, 0, 1, 1)
        middle = (x0 + x1) // 2
        return OcrResult(
            (
                OcrWord("gemeente", x0, top, middle, bottom, 95, 1, 1, 1),
                OcrWord("Waterkerke", middle, top, x1, bottom, 91, 1, 1, 1),
            )
        )

    def orientation(self, image: Image.Image, dpi: int) -> int | None:
        return None


def page(width: int = 1654, height: int = 2339) -> Image.Image:
    image = Image.new("L", (width, height), 255)
    high = max(30, width // 160)  # letters as wide as a page are as high as letters are
    ImageDraw.Draw(image).rectangle((width // 4, height // 4, width // 2, height // 4 + high), fill=0)
    return image


def saved(image: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def parsed(data: bytes, options: ReadOptions | None = None) -> Document:
    return read(SourceFile("page", data), "image/any", options or ReadOptions(ocr=OneLine()))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_boxes_are_points_of_the_page(kind: str) -> None:
    doc = parsed(saved(page(), kind, dpi=(200, 200)))
    assert doc.text.strip() == "gemeente Waterkerke"
    (only,) = doc.pages
    assert (only.state, round(only.width), round(only.height)) == (PageState.OCR, 595, 842)
    assert doc.words.box(0).x0 == pytest.approx(413 * 72 / 200, abs=1)
    assert 90 < (only.ocr_confidence or 0) < 95


@pytest.mark.parametrize("claimed", [None, (72, 72), (1, 1)])
def test_a_resolution_that_cannot_be_right_is_estimated_and_said(claimed: tuple[int, int] | None) -> None:
    doc = parsed(saved(page(), "PNG", **({"dpi": claimed} if claimed else {})))
    assert round(doc.pages[0].width) == 595
    assert "taken for 200 dpi" in doc.pages[0].reason


def test_every_frame_of_a_tiff_is_a_page() -> None:
    blank = Image.new("L", (1654, 2339), 255)
    data = saved(page(), "TIFF", save_all=True, append_images=[blank, page()], dpi=(200, 200), compression="tiff_lzw")
    assert [p.state for p in parsed(data).pages] == [PageState.OCR, PageState.BLANK, PageState.OCR]


def test_a_tiff_whose_second_frame_has_no_size_is_damaged() -> None:
    """Pillow says so with a TypeError, when it counts the frames."""
    data = bytearray(saved(page(), "TIFF", save_all=True, append_images=[page()], compression="tiff_lzw"))
    (first,) = struct.unpack_from("<I", data, 4)
    (entries,) = struct.unpack_from("<H", data, first)
    (second,) = struct.unpack_from("<I", data, first + 2 + 12 * entries)
    width = next(at for at in range(second + 2, second + 200, 12) if struct.unpack_from("<H", data, at) == (256,))
    struct.pack_into("<H", data, width, 255)
    with pytest.raises(DamagedError, match="list of pages is damaged"):
        parsed(bytes(data))
    assert expected_pages(SourceFile("scan.tiff", bytes(data))) is None


def test_frames_are_recognised_side_by_side_and_come_in_order() -> None:
    class Slow(OneLine):
        """The first page takes longest; two pages must be with the engine at a time."""

        def __init__(self) -> None:
            super().__init__()
            self.both = threading.Barrier(2)  # where pages went one by one, this would not end

        def read(self, image: Image.Image, dpi: int, segmentation: Segmentation = Segmentation.AUTO) -> OcrResult:
            self.both.wait()
            return super().read(image, dpi, segmentation)

    pages = [page(1654, 2339), page(1240, 1754)]
    data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], dpi=(200, 200))
    doc = parsed(data, ReadOptions(ocr=Slow(), ocr_threads=2))
    assert [(p.number, round(p.width), p.state) for p in doc.pages] == [
        (1, 595, PageState.OCR),
        (2, 446, PageState.OCR),
    ]


def test_a_coloured_page_is_read_with_its_colours() -> None:
    plain = page().convert("RGB")
    ImageDraw.Draw(plain).line((300, 560, 900, 640), fill=(40, 60, 200), width=6)
    assert parsed(saved(plain, "PNG", dpi=(200, 200))).pages[0].state is PageState.OCR


def test_exif_orientation_is_undone() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera lay on its side
    doc = parsed(saved(page().rotate(90, expand=True), "JPEG", exif=exif, dpi=(200, 200)))
    assert (round(doc.pages[0].width), round(doc.pages[0].height)) == (595, 842)
    assert doc.words.box(0).top == pytest.approx(584 * 72 / 200, abs=1)


def test_a_very_wide_image_is_read_smaller_and_says_so() -> None:
    engine = OneLine()
    doc = parsed(saved(page(30_000, 1_000), "PNG", dpi=(600, 600)), ReadOptions(Limits(page_pixels=8_000_000), engine))
    assert engine.sizes[0][0] * engine.sizes[0][1] <= 8_000_000
    assert "30,000 x 1,000 pixels, read at" in doc.pages[0].reason
    assert doc.words.box(0).x0 == pytest.approx(7500 * 72 / 600, abs=3)


def test_a_bomb_is_not_unpacked() -> None:
    doc = parsed(saved(Image.new("1", (9_000, 9_000), 1), "PNG"), ReadOptions(Limits(page_pixels=1_000_000), OneLine()))
    assert doc.pages[0].state is PageState.FAILED
    assert "too large" in doc.pages[0].reason


def test_too_many_frames() -> None:
    data = saved(page(200, 300), "TIFF", save_all=True, append_images=[page(200, 300)] * 3)
    with pytest.raises(TooLargeError):
        parsed(data, ReadOptions(Limits(pages=2), OneLine()))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
@pytest.mark.parametrize("keep", [0.02, 0.5])
def test_a_truncated_image_is_damaged(kind: str, keep: float) -> None:
    image = Image.effect_noise((400, 500), 60).convert("L")
    data = saved(image, kind)
    with pytest.raises(DamagedError):
        parsed(data[: int(len(data) * keep)])


def test_transparent_and_deep_images_are_read() -> None:
    clear = Image.new("RGBA", (1654, 2339), (0, 0, 0, 0))
    ImageDraw.Draw(clear).rectangle((400, 600, 800, 630), fill=(0, 0, 0, 255))
    deep = page().convert("I").point(lambda v: v * 200).convert("I;16")
    for image in (clear, deep):
        assert parsed(saved(image, "PNG")).pages[0].state is PageState.OCR
