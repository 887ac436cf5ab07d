"""What a file is, by its content."""

from __future__ import annotations

from griffier.pipeline.source import SourceFile


def media_type_of(source: SourceFile) -> str:
    """The media type that the bytes show."""
    if source.data[:1024].lstrip().startswith(b"%PDF"):
        return "application/pdf"
    return "text/plain"
