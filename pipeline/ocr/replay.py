"""Engines that do not recognise: one that reads nothing, and one that gives back what was recorded. Tests must not wait
for OCR."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
from PIL.Image import Image, Resampling

from griffier.pipeline.errors import GriffierError
from griffier.pipeline.ocr.engine import OcrEngine, OcrResult, OcrWord, Segmentation

_THUMB = (24, 32)
_ALIKE = 2.0
"""Mean difference in grey levels between the thumbnails of two renderings of the same page; other pages differ by over
5."""


RECORD = "GRIFFIER_RECORD_OCR"
"""The environment variable that makes `replaying` record what it does not know; any value but "" and "0"."""


class NotRecordedError(GriffierError):
    """A replaying engine was shown an image that it has no recording of."""

    code = "ocr.not_recorded"
    stage = "ocr"
    remedy = f"Record it: {RECORD}=1 python -m pytest. Then read what was recorded beside the page, and commit it."


class NullEngine:
    """Reads nothing. Every page that needs OCR ends as failed, and says so."""

    name = "null"

    def read(self, image: Image, dpi: int, segmentation: Segmentation = Segmentation.AUTO) -> OcrResult:
        """No words."""
        return OcrResult(())

    def orientation(self, image: Image, dpi: int) -> int | None:
        """Not known."""
        return None


class ReplayingEngine:
    """Answers from JSON files in a folder, one an image. With `recorder`, an unknown image is recognised and written
    down.

    An image is known by the hash of its pixels, or, since two releases of an imaging library may differ by a grey
    level, by a thumbnail that is alike in an image of nearly the same size.
    """

    def __init__(self, folder: Path, recorder: OcrEngine | None = None) -> None:
        self.name = "replay"
        self.folder = folder
        self.recorder = recorder

    def read(self, image: Image, dpi: int, segmentation: Segmentation = Segmentation.AUTO) -> OcrResult:
        """The recorded words. Raises NotRecordedError."""
        answer = self._answer(image, f"psm{int(segmentation)}")
        if answer is None:
            answer = self._record(image, f"psm{int(segmentation)}", dpi, segmentation)
        return OcrResult(tuple(OcrWord(*word) for word in answer["words"]))

    def orientation(self, image: Image, dpi: int) -> int | None:
        """The recorded orientation. Raises NotRecordedError."""
        answer = self._answer(image, "osd") or self._record(image, "osd", dpi, None)
        rotation = answer["rotation"]
        return None if rotation is None else int(rotation)

    def _answer(self, image: Image, task: str) -> dict[str, Any] | None:
        exact = self.folder / f"{_key(image)}.{task}.json"
        if exact.exists():
            return _load(exact)
        thumb = _thumb(image)
        for path in sorted(self.folder.glob(f"*.{task}.json")):
            answer = _load(path)
            width, height = answer["size"]
            if abs(width - image.width) <= 2 and abs(height - image.height) <= 2:
                difference = np.abs(
                    np.frombuffer(bytes.fromhex(answer["thumb"]), np.uint8).astype(int) - thumb.astype(int)
                ).mean()
                if difference < _ALIKE:
                    return answer
        return None

    def _record(self, image: Image, task: str, dpi: int, segmentation: Segmentation | None) -> dict[str, Any]:
        if self.recorder is None:
            raise NotRecordedError(
                f"no recording of this {image.width} x {image.height} image ({task}) in {self.folder}"
            )
        answer: dict[str, Any] = {"size": image.size, "thumb": _thumb(image).tobytes().hex()}
        if segmentation is None:
            answer["rotation"] = self.recorder.orientation(image, dpi)
        else:
            result = self.recorder.read(image, dpi, segmentation)
            answer["words"] = [
                [w.text, w.x0, w.top, w.x1, w.bottom, round(w.confidence, 1), w.block, w.paragraph, w.line]
                for w in result.words
            ]
        self.folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(answer, ensure_ascii=False).replace("], [", "],\n[")
        (self.folder / f"{_key(image)}.{task}.json").write_text(text + "\n", encoding="utf-8")
        return answer


def replaying(folder: Path) -> ReplayingEngine:
    """The engine of tests: recordings alone, or, where the environment says `GRIFFIER_RECORD_OCR=1`, tesseract for what
    is new."""
    from griffier.pipeline.ocr.tesseract import TesseractEngine

    return ReplayingEngine(folder, TesseractEngine() if os.environ.get(RECORD, "0") not in ("", "0") else None)


def _key(image: Image) -> str:
    grey = image.convert("L")
    return hashlib.sha256(repr(grey.size).encode() + grey.tobytes()).hexdigest()[:16]


def _thumb(image: Image) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.asarray(image.convert("L").resize(_THUMB, Resampling.BOX), dtype=np.uint8).ravel()


def _load(path: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return answer
