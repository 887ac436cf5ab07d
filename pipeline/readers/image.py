"""PNG, JPEG and TIFF (of any number of pages): scans and photographs of pages."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageOps, ImageSequence

from griffier.pipeline.errors import DamagedError
from griffier.pipeline.ocr.engine import OcrResult
from griffier.pipeline.ocr.pages import ocr_page
from griffier.pipeline.reading import ReadOptions
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, Page, Words


def read(source: SourceFile, media_type: str, options: ReadOptions) -> Document:
    """Every frame is a page. Raises DamagedError, TooLargeError, MissingProgramError."""
    try:
        with Image.open(io.BytesIO(source.data)) as image:
            results = []
            for frame in ImageSequence.Iterator(image):
                upright = ImageOps.exif_transpose(frame).convert("L")
                dpi = round(float(frame.info.get("dpi", (0, 0))[0])) or 300
                results.append((upright.size, dpi, ocr_page(upright, dpi, options)))
    except (OSError, SyntaxError) as error:
        raise DamagedError(f"the image cannot be decoded: {error}") from error
    return _assemble(results, media_type)


def _assemble(results: list[tuple[tuple[int, int], int, OcrResult]], media_type: str) -> Document:
    pages, texts, rows, at = [], [], [], 0
    for number, ((width, height), dpi, result) in enumerate(results, 1):
        start, scale, pieces = at, 72 / dpi, []
        if number > 1:
            texts.append("\f")
            at += 1
            start = at
        last = None
        for word in result.words:
            if last is not None:
                gap = " " if (last.block, last.paragraph, last.line) == (word.block, word.paragraph, word.line) else "\n"
                gap = "\n\n" if (last.block, last.paragraph) != (word.block, word.paragraph) else gap
                pieces.append(gap)
                at += len(gap)
            rows.append(
                (at, at + len(word.text), number, word.x0 * scale, word.top * scale, word.x1 * scale, word.bottom * scale, word.confidence)
            )
            pieces.append(word.text)
            at += len(word.text)
            last = word
        texts.extend(pieces)
        size = (height, width) if result.rotation in (90, 270) else (width, height)
        pages.append(
            Page(number, start, at, size[0] * scale, size[1] * scale, result.rotation, result.state, result.reason, result.confidence)
        )
    table = np.array(rows, np.float64).reshape(-1, 8).T
    start, end, page = (table[i].astype(np.int32) for i in range(3))
    x0, top, x1, bottom, confidence = (table[i].astype(np.float32) for i in range(3, 8))
    size, bold = np.zeros(len(rows), np.float32), np.zeros(len(rows), np.bool_)
    words = Words(start, end, page, x0, top, x1, bottom, confidence, size, bold)
    return Document("".join(texts), tuple(pages), words, media_type=media_type)
