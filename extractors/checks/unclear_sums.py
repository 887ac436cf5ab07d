"""Sums that can be read in two ways: they are left out of the amounts, and that is said."""

from __future__ import annotations

from griffier.extractors.drafting.context import Context
from griffier.extractors.dutch import money
from griffier.schemas.document import Layer, Part
from griffier.schemas.record import Finding, Record

_MOST = 20
"""Findings of one document: a report full of them says so twenty times."""


def check(record: Record, part: Part, context: Context) -> list[Finding]:
    """`amount.uncertain` for each sum of the body that has two readings, at most twenty."""
    doc = part.doc
    out = []
    for span in money.doubts(part)[:_MOST]:
        if doc.layer_at(span.start) is not Layer.BODY:
            continue
        message = f"{' '.join(doc.text[span.start : span.end].split())} can be read in two ways: it is no amount here"
        page = doc.page_at(span.start).number
        out.append(Finding.of("amount.uncertain", message, severity="warning", pointer="/amounts", page=page))
    return out
