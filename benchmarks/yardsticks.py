"""What others take to read the same pages: each gets the bytes of a PDF and gives its text."""

from __future__ import annotations

import io
from collections.abc import Callable

import pdfplumber
import pypdfium2

Yardstick = Callable[[bytes], str]


def char_boxes(data: bytes) -> str:
    """What a program does that wants the text and every character's box."""
    texts: list[str] = []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            texts.append(text.get_text_range())
            for i in range(text.count_chars()):
                text.get_charbox(i)
            text.close()
            page.close()
    return "\n".join(texts)


def bare_text(data: bytes) -> str:
    """pdfium's text, without a place."""
    texts: list[str] = []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            texts.append(text.get_text_range())
            text.close()
            page.close()
    return "\n".join(texts)


def plumber_text(data: bytes) -> str:
    """pdfplumber's own text of every page."""
    texts: list[str] = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            texts.append(page.extract_text())
            page.close()
    return "\n".join(texts)


def xberg_text(data: bytes) -> str:
    """xberg's content."""
    import asyncio

    import xberg

    asked = xberg.ExtractInput(kind="bytes", bytes=data, mime_type="application/pdf", filename="a.pdf")
    return "\n".join(result.content for result in asyncio.run(xberg.extract(asked)).results)


def markitdown_text(data: bytes) -> str:
    """markitdown's Markdown."""
    from markitdown import MarkItDown

    return str(MarkItDown().convert_stream(io.BytesIO(data), file_extension=".pdf").text_content)


YARDSTICKS: dict[str, Yardstick] = {
    "pypdfium2, bare text": bare_text,
    "pypdfium2, every box": char_boxes,
    "xberg": xberg_text,
    "pdfplumber": plumber_text,
    "markitdown": markitdown_text,
}
"""Name -> how. xberg and markitdown are measured where they are installed (`make bench` does it)."""


def installed() -> dict[str, Yardstick]:
    """Those that give the text of a small PDF here."""
    from importlib.util import find_spec

    needs = {"xberg": "xberg", "markitdown": "markitdown"}
    return {name: how for name, how in YARDSTICKS.items() if name not in needs or find_spec(needs[name]) is not None}
