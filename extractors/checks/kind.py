"""Is the kind sure enough? A record whose kind is a guess says so."""

from __future__ import annotations

from griffier.extractors.drafting.context import Context
from griffier.schemas.document import Part
from griffier.schemas.record import Finding, Record

SURE = 0.6
"""Below this chance of being right the kind is uncertain (see `docs/kinds.md`)."""


def check(record: Record, part: Part, context: Context) -> list[Finding]:
    """`kind.uncertain`, with what was weighed against each other left to the evidence."""
    if record.kind_confidence >= SURE:
        return []
    message = f"the kind {record.kind} is a guess: the cues speak for another nearly as much"
    return [Finding.of("kind.uncertain", message, pointer="/kind")]
