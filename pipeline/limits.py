"""What a file from a stranger may cost. Over a limit the file gets an error line, or the page the state `failed`, with
the reason."""

from __future__ import annotations

import atexit
import gc
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of a file, pages of a file, pixels of a page image, characters of a text.

    `nesting`: levels of e-mails inside e-mails; `attachments`: of one e-mail; `unpacked_bytes`: of a zip container
    (Word, OpenDocument).
    """

    file_bytes: int = 512 * 1024 * 1024
    pages: int = 5_000
    page_pixels: int = 60_000_000
    characters: int = 50_000_000
    nesting: int = 20
    attachments: int = 200
    unpacked_bytes: int = 1024 * 1024 * 1024


COLLECT_AFTER = (20_000, 50, 50)
"""Thresholds of Python's collector of cycles. Loading makes some hundred thousand objects that stay, and the usual 700
looks at them again and again: 18 % of the CPU of a run over one small file (1.70 s, 1.41 s with these)."""


def spare_collector() -> None:
    """Let Python's collector of cycles look seldom at what a process of ours loads, and not at all when it ends: the
    system takes all of it back at once, and the last look costs a tenth of a second."""
    gc.set_threshold(*COLLECT_AFTER)
    atexit.register(gc.freeze)
