"""How a file is read: its limits, and the engine for its pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from griffier.pipeline.limits import Limits

if TYPE_CHECKING:
    from griffier.pipeline.ocr.engine import OcrEngine


@dataclass(frozen=True)
class ReadOptions:
    """How to read. `ocr` None: an engine is made when the first page needs one. `ocr_threads`: pages of the file that
    may be with the engine at a time; the result does not depend on it."""

    limits: Limits = field(default_factory=Limits)
    ocr: OcrEngine | None = None
    ocr_threads: int = 1
