"""Checks on the municipality: a name that two municipalities bear has no code; one that is named only in passing is not
proven."""

from __future__ import annotations

from griffier.extractors.drafting.context import Context
from griffier.schemas.document import Part
from griffier.schemas.record import Finding, Record


def check(record: Record, part: Part, context: Context) -> list[Finding]:
    """`municipality.ambiguous` where the name is known and does not say which of its namesakes it is;
    `municipality.in_passing`."""
    own = record.municipality
    if own is None:
        return []
    ground = next((e for e in record.evidence if e.pointer == "/municipality/name"), None)
    page = ground.page if ground else None
    if ground is not None and ground.method == "rule:municipality-in-passing":
        message = f"{own.name} is the only municipality that the text names, and it names it only in passing"
        return [Finding.of("municipality.in_passing", message, severity="info", pointer="/municipality", page=page)]
    if own.code is not None:
        return []
    message = f"more than one municipality is called {own.name}, and the document does not say which it is"
    return [Finding.of("municipality.ambiguous", message, pointer="/municipality/code", page=page)]
