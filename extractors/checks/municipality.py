"""A check on the municipality: a name that two municipalities bear has no code."""

from __future__ import annotations

from griffier.extractors.context import Context
from griffier.schemas.document import Part
from griffier.schemas.record import Finding, Record


def check(record: Record, part: Part, context: Context) -> list[Finding]:
    """`municipality.ambiguous` where the name is known and does not say which of its namesakes it is."""
    own = record.municipality
    if own is None or own.code is not None:
        return []
    page = next((e.page for e in record.evidence if e.pointer.startswith("/municipality")), None)
    message = f"more than one municipality is called {own.name}, and the document does not say which it is"
    return [Finding.of("municipality.ambiguous", message, pointer="/municipality/code", page=page)]
