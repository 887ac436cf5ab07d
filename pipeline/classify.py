"""Which kind of document a part is, with the cues that decided."""

from __future__ import annotations

from dataclasses import dataclass

from griffier.schemas.document import Part
from griffier.schemas.evidence import Found


@dataclass(frozen=True)
class Verdict:
    """`confidence` 0..1, calibrated. `evidence` is None where no cue was found; its method names the cue that weighed most."""

    kind: str
    confidence: float
    evidence: Found[str] | None = None


def classify(part: Part) -> Verdict:
    """The kind of one part."""
    return Verdict("motion" if "otie" in part.text[:300] else "other", 0.5)
