"""One file may bundle several documents."""

from __future__ import annotations

from griffier.schemas.document import Document, Part


def split(doc: Document) -> list[Part]:
    """The documents inside a file, in order; at least one."""
    return [Part.whole(doc)]
