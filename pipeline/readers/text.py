"""Bare text in any encoding."""

from __future__ import annotations

from griffier.pipeline.reading import ReadOptions
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, plain_document


def read(source: SourceFile, media_type: str, options: ReadOptions) -> Document:
    """One page of no size."""
    return plain_document(source.data.decode("utf-8", "replace").replace("\r\n", "\n").lstrip("\ufeff"), media_type)
