"""Reads documents of kind `other`: what every record has, and nothing more."""

from __future__ import annotations

from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.cues import Cue, load_cues
from griffier.extractors.drafting.draft import Draft
from griffier.schemas.document import Part

CUES: tuple[Cue, ...] = load_cues("other")


def extract(part: Part, context: Context) -> Draft:
    """No field of its own: title, date, municipality and the rest come from `extractors/general`."""
    return {}
