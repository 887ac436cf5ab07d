"""Tesseract, through pytesseract's word data. One thread in each call; calls may be made from several threads."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PIL.Image import Image

from griffier.pipeline.errors import DeadlineError, GriffierError, MissingProgramError, StorageError
from griffier.pipeline.ocr.engine import OcrResult, OcrWord, Segmentation

TIMEOUT_SECONDS = 180
"""Wall time for one call. A dense A3 at 300 dpi takes under 20 s of CPU; the rest is room for a busy machine."""
_ROOM = 64 * 1024
"""Bytes of free disk under which a failure of tesseract is the disk's: its answer for a page is of that size."""
_COLUMNS = 12
_WORD = "5"
_FIGURES = "0123456789.,-()€VN"


class OcrFailedError(GriffierError):
    """The engine gave up on one page image."""

    code = "ocr.failed"
    stage = "ocr"
    remedy = "Open the page in a viewer: if a person can read it, report it."


class TesseractEngine:
    """Tesseract with one language. A call ends at a time limit; in a run it also dies with its worker, whose process
    group it is in (`batch/worker.py`)."""

    def __init__(self, language: str = "nld", timeout: int = TIMEOUT_SECONDS) -> None:
        self.name = "tesseract"
        self.language = language
        self.timeout = timeout
        # inherited by the program: its own threads double the CPU time of a page
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")

    def read(self, image: Image, dpi: int, segmentation: Segmentation = Segmentation.AUTO) -> OcrResult:
        """Recognise one upright page image. Raises MissingProgramError, DeadlineError, OcrFailedError."""
        import pytesseract

        config = f"--psm {int(segmentation) % 100} --dpi {dpi}"
        if segmentation is Segmentation.FIGURES:
            config += f" -c tessedit_char_whitelist={_FIGURES}"

        def call(path: str) -> str:
            return str(pytesseract.image_to_data(path, lang=self.language, config=config, timeout=self.timeout))

        return OcrResult(tuple(_words(self._run(image, call))))

    def orientation(self, image: Image, dpi: int) -> int | None:
        """Tesseract's orientation detection; None where there is too little text for it, or its data is not
        installed."""
        import pytesseract

        def call(path: str) -> Any:
            return pytesseract.image_to_osd(
                path, config=f"--psm 0 --dpi {dpi}", timeout=self.timeout, output_type=pytesseract.Output.DICT
            )

        try:
            answer = self._run(image, call)
        except (OcrFailedError, MissingProgramError):
            return None
        rotation = int(answer.get("rotate", 0))
        return rotation if rotation in (0, 90, 180, 270) else None

    def _run(self, image: Image, call: Callable[[str], Any]) -> Any:
        """Hand the image over as an uncompressed file (encoding a PNG costs as much as a fifth of the recognition)."""
        import pytesseract

        with tempfile.TemporaryDirectory(prefix="griffier-ocr-") as folder:
            path = Path(folder) / "page.pnm"
            try:
                (image if image.mode in ("1", "L", "RGB") else image.convert("L")).save(path, "PPM")
                return call(str(path))
            except pytesseract.TesseractNotFoundError as error:
                raise MissingProgramError("tesseract is not installed, and a page must be read by OCR") from error
            except OSError as error:
                raise StorageError(f"the picture of a page cannot be handed to tesseract: {error}") from error
            except pytesseract.TesseractError as error:
                if shutil.disk_usage(folder).free < _ROOM:
                    raise StorageError(f"the disk is full: tesseract cannot write to {folder}") from error
                message = str(error.message)
                if "traineddata" in message or "loading any languages" in message:
                    raise MissingProgramError(f"tesseract has no data for the language {self.language!r}") from error
                raise OcrFailedError(f"tesseract gave up: {message[:200]}") from error
            except RuntimeError as error:  # how pytesseract says that the time is over
                if "timeout" not in str(error):
                    raise
                raise DeadlineError(f"tesseract took over {self.timeout} s for one page") from error


def _words(tsv: str) -> Iterator[OcrWord]:
    for row in tsv.split("\n")[1:]:
        cells = row.rstrip("\r").split("\t", _COLUMNS - 1)
        if len(cells) != _COLUMNS or cells[0] != _WORD or not cells[11].strip():
            continue
        block, paragraph, line, left, top, width, height = (int(cells[i]) for i in (2, 3, 4, 6, 7, 8, 9))
        yield OcrWord(
            cells[11].strip(), left, top, left + width, top + height, max(0.0, float(cells[10])), block, paragraph, line
        )
