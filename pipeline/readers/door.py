"""Bytes to `Document`: by content, not by file name."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import Protocol, cast

from griffier.pipeline.errors import EmptyFileError, TooLargeError, UnsupportedError
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document

READERS: dict[str, str] = {
    "application/pdf": "pdf.reader",
    "image/png": "image",
    "image/jpeg": "image",
    "image/tiff": "image",
    "text/html": "web.html",
    "application/xhtml+xml": "web.html",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word.docx",
    "application/vnd.oasis.opendocument.text": "word.odt",
    "application/rtf": "word.rtf",
    "application/msword": "word.doc",
    "message/rfc822": "web.email",
    "text/plain": "text",
}
"""Media type -> module of `pipeline/readers`."""


class Reader(Protocol):
    """What a module of `pipeline/readers` offers."""

    def read(self, source: SourceFile, media_type: str, options: ReadOptions) -> Document:
        """The document. Raises UnreadableError and its kin."""
        ...


def read(source: SourceFile, options: ReadOptions | None = None) -> Document:
    """Read one file. Raises UnreadableError (empty, encrypted, damaged, unsupported, too large)."""
    from griffier.pipeline.readers.sniff import media_type_of, name_mismatch

    options = options or ReadOptions()
    if not source.data:
        raise EmptyFileError("the file is empty (0 bytes)")
    if source.size > options.limits.file_bytes:
        raise TooLargeError(
            f"the file has {source.size:,} bytes; the limit is {options.limits.file_bytes:,}",
            remedy=TooLargeError.unless("--max-bytes"),
        )
    media_type = media_type_of(source)
    if media_type not in READERS:
        raise UnsupportedError(f"{media_type} is not a format that is read")
    reader = cast(Reader, importlib.import_module(f"griffier.pipeline.readers.{READERS[media_type]}"))
    doc = reader.read(source, media_type, options)
    mismatch = name_mismatch(source, media_type)
    return replace(doc, properties={**doc.properties, "name_mismatch": mismatch}) if mismatch else doc
