"""Words that are struck through: they are not in force and give no value. Only an amendment strikes on purpose."""

from __future__ import annotations

from griffier.extractors.drafting.context import Context
from griffier.schemas.document import Layer, Part
from griffier.schemas.record import Finding, Record


def check(record: Record, part: Part, context: Context) -> list[Finding]:
    """`text.struck` with the page of the first struck words of any document but an amendment."""
    if record.kind == "amendment":
        return []
    struck = [s for s, layer in part.doc.layers_within(part.start, part.end) if layer is Layer.STRUCK]
    struck = [s for s in struck if part.start <= s.start < part.end]
    if not struck:
        return []
    message = f"{len(struck)} stretches of struck-through words were left out of the values"
    return [Finding.of("text.struck", message, severity="info", page=part.doc.page_at(struck[0].start).number)]
