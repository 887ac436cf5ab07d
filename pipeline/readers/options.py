"""How a file is read: its limits, and the engine for its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from griffier.pipeline.limits import Limits

if TYPE_CHECKING:
    from griffier.pipeline.ocr.engine import OcrEngine


@dataclass(frozen=True)
class ReadOptions:
    """How to read. `ocr` None: an engine is made when the first page needs one. `ocr_threads`: pages of the file that
    may be with the engine at a time, at most; `ocr_share`: how many of them now, asked before each page, None: all. The
    result depends on neither."""

    limits: Limits = field(default_factory=Limits)
    ocr: OcrEngine | None = None
    ocr_threads: int = 1
    ocr_share: Callable[[], int] | None = None

    def side_by_side(self) -> int:
        """How many pages may be with the engine at this moment."""
        now = self.ocr_threads if self.ocr_share is None else min(self.ocr_threads, self.ocr_share())
        return max(1, now)
