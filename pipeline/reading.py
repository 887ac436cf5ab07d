"""Bytes to `Document`: by content, not by file name."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, cast

from griffier.pipeline.errors import EmptyFileError, TooLargeError, UnsupportedError
from griffier.pipeline.limits import Limits
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document

if TYPE_CHECKING:
    from griffier.pipeline.ocr.engine import OcrEngine

READERS: dict[str, str] = {
    "application/pdf": "pdf",
    "image/png": "image",
    "image/jpeg": "image",
    "image/tiff": "image",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/rtf": "rtf",
    "application/msword": "doc",
    "message/rfc822": "email",
    "text/plain": "text",
}
"""Media type -> module of `pipeline/readers`."""


@dataclass(frozen=True)
class ReadOptions:
    """How to read. `ocr` None: an engine is made when the first page needs one. `ocr_threads`: pages of the file that may be with the
    engine at a time; the result does not depend on it."""

    limits: Limits = field(default_factory=Limits)
    ocr: OcrEngine | None = None
    ocr_threads: int = 1


class Reader(Protocol):
    """What a module of `pipeline/readers` offers."""

    def read(self, source: SourceFile, media_type: str, options: ReadOptions) -> Document:
        """The document. Raises UnreadableError and its kin."""
        ...


def read(source: SourceFile, options: ReadOptions | None = None) -> Document:
    """Read one file. Raises UnreadableError (empty, encrypted, damaged, unsupported, too large)."""
    from griffier.pipeline.sniff import media_type_of, name_mismatch

    options = options or ReadOptions()
    if not source.data:
        raise EmptyFileError("the file is empty (0 bytes)")
    if source.size > options.limits.file_bytes:
        raise TooLargeError(f"the file has {source.size:,} bytes; the limit is {options.limits.file_bytes:,}")
    media_type = media_type_of(source)
    if media_type not in READERS:
        raise UnsupportedError(f"{media_type} is not a format that is read")
    reader = cast(Reader, importlib.import_module(f"griffier.pipeline.readers.{READERS[media_type]}"))
    doc = reader.read(source, media_type, options)
    mismatch = name_mismatch(source, media_type)
    return replace(doc, properties={**doc.properties, "name_mismatch": mismatch}) if mismatch else doc
