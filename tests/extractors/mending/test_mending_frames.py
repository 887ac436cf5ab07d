"""The shapes of what recognition misreads: frames in `tests/cases/frames/mending.jsonl`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from griffier.extractors.mending.misread_headings import mended_heading
from griffier.extractors.mending.repair import looks_like_ocr, repair
from griffier.schemas.document import plain_document
from griffier.schemas.view import View
from griffier.tests.extractors.frames import framed, hold

READERS: dict[str, Callable[[str], Any]] = {
    "repaired": lambda text: View.edited(text, repair(text)).text,
    "looks read": lambda text: looks_like_ocr(plain_document(text)),
    "heading": mended_heading,
}


@pytest.mark.parametrize("case", framed("mending"))
def test_shapes(case: dict[str, Any]) -> None:
    hold(case, READERS)
