"""Reads documents of kind `promise`: lists of promises (toezeggingen), one by one, and how they stood on which day."""

from __future__ import annotations

import re

from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.cues import Cue, load_cues
from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch import dates
from griffier.extractors.matters.promises import listed
from griffier.extractors.text.fields import head_lines
from griffier.schemas.document import Part, Span
from griffier.schemas.evidence import Found

CUES: tuple[Cue, ...] = load_cues("promise")

_TITLE = re.compile(r"\W{0,3}(?P<title>(?=[^\n:]*toezegging)[^\n:]{8,120})$", re.IGNORECASE)
_AS_OF = re.compile(
    r"\b(?:stand(?:\s+van\s+zaken)?(?:\s+(?:per|op|d\.d\.))?|per|peildatum|bijgewerkt(?:\s+(?:t/m|tot(?:\s+en\s+met)?|op|per))?|versie"
    r"|datum\s+overzicht|geactualiseerd(?:\s+(?:op|per|t/m))?|d\.d\.|t/m)\s*:?\s*$",
    re.IGNORECASE,
)


def extract(part: Part, context: Context) -> Draft:
    """The fields of this kind."""
    draft: Draft = {"items": listed(part)}
    for name, found in (("title", _title(part)), ("date", _as_of(part))):
        if found is not None:
            draft[name] = found
    return draft


def _title(part: Part) -> Found[str] | None:
    """The first line of the head that names promises."""
    for line in head_lines(part)[:6]:
        if told := _TITLE.match(line.text):
            span = Span(line.start + told.start("title"), line.start + told.end("title"))
            return Found(" ".join(told["title"].split()), (span,), "rule:promise-list-title", 0.9)
    return None


def _as_of(part: Part) -> Found[str] | None:
    """The day on which the promises stood so: "stand per 1 juni 2025"."""
    for line in head_lines(part)[:10]:
        for mention in dates.find(part.doc.text, line.start, line.end, years=False):
            if _AS_OF.search(part.doc.text[line.start : mention.start]):
                return mention.found(0.9)
    return None
