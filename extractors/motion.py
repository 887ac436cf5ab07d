"""Reads documents of kind `motion`."""

from __future__ import annotations

from griffier.extractors.context import Context
from griffier.extractors.cues import Cue, load_cues
from griffier.extractors.dictum.blocks import dictum_of
from griffier.extractors.dictum.drafts import funding_of, recital_draft, request_draft
from griffier.extractors.dictum.prose import asked_in_prose
from griffier.extractors.draft import Draft
from griffier.schemas.document import Part

CUES: tuple[Cue, ...] = load_cues("motion")


def extract(part: Part, context: Context) -> Draft:
    """The fields of this kind."""
    dictum = part.memo(dictum_of)
    flow = dictum.flow
    recitals = [d for b in dictum.blocks if b.head.kind == "recital" and (d := recital_draft(flow, b))]
    asked = [b for b in dictum.blocks if b.head.kind == "request"]
    if not asked:
        asked = [a.block for a in asked_in_prose(flow, 0, len(flow.text))]
    requests = [d for b in asked if (d := request_draft(flow, b))]
    return {"recitals": recitals, "requests": requests, "funding": funding_of(flow, asked)}
