"""Reads documents of kind `decision_list`."""

from __future__ import annotations

from griffier.extractors.context import Context
from griffier.extractors.cues import Cue, load_cues
from griffier.extractors.draft import Draft
from griffier.schemas.document import Part

CUES: tuple[Cue, ...] = load_cues("decision_list")


def extract(part: Part, context: Context) -> Draft:
    """The fields of this kind."""
    return {}
