"""Reads documents of kind `motion`."""

from __future__ import annotations

from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.cues import Cue, load_cues
from griffier.extractors.drafting.draft import Draft
from griffier.extractors.motions.motion_fields import tabled_fields
from griffier.schemas.document import Part

CUES: tuple[Cue, ...] = load_cues("motion")


def extract(part: Part, context: Context) -> Draft:
    """The fields of this kind."""
    return tabled_fields(part, context)
