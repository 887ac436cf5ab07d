"""Which kind of document a part is, with the cues that decided.

Every kind lists cues with weights in log-odds (`extractors/data/cues/KIND.toml`). A kind's score is the sum of the
cues that hold, and the kind with the highest score wins. The confidence is a function of the distance to the runner-up
(see `confidence_of`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from griffier.extractors.drafting.cues import Cue
from griffier.extractors.drafting.registry import cues
from griffier.pipeline.classifying.cue_regions import Regions, regions_of
from griffier.pipeline.classifying.features import FEATURES
from griffier.pipeline.classifying.literals import may_match
from griffier.schemas.document import Part, Span
from griffier.schemas.evidence import Found

SHOWN_SPANS = 3
"""How many places of the deciding cue are shown as evidence."""

SHOWN_CUES = 3
"""How many of the cues that decided are shown as evidence."""

SLOPE = 0.9
"""Of the logistic from the distance between the two best kinds to the confidence; see `docs/kinds.md`."""

OTHER_HANDICAP = 0.6
"""`other` also wins where nothing is recognised: its lead means less than that of a kind which is."""

CEILING = 0.99

REPAIRED = 0.9
"""How much a title counts that OCR had damaged."""

STRONG_TITLE = 3.5
"""Weight from which a title names its kind without doubt."""

PRINT_OTHERS = frozenset({"minutes", "decision_list", "agenda", "letter"})
"""Kinds whose papers print motions and proposals whole."""

UNNAMED = 0.7
"""How much the words of a text count, below a title of `PRINT_OTHERS`, for a kind that no title names."""


@dataclass(frozen=True)
class Hit:
    """A cue that holds: its kind, what it added to the score, and where it was seen (no place for a measure of the
    structure)."""

    kind: str
    cue: Cue
    weight: float
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Verdict:
    """`confidence` 0..1, calibrated. `evidence` is None where no cue was found; its method names the cue that weighed
    most.

    `grounds`: the cues that weighed most for the kind, at most three, `evidence` first.
    `hits`: every cue that holds, heaviest first; `scores`: kind -> sum of weights.
    """

    kind: str
    confidence: float
    evidence: Found[str] | None = None
    grounds: tuple[Found[str], ...] = ()
    hits: tuple[Hit, ...] = ()
    scores: tuple[tuple[str, float], ...] = ()


@cache
def _compiled(cue: Cue) -> re.Pattern[str]:
    return re.compile(cue.pattern, re.MULTILINE)


def classify(part: Part) -> Verdict:
    """The kind of one part."""
    regions = regions_of(part)
    hits = [
        hit for kind, listed in cues().items() for cue in listed if (hit := _try(kind, cue, part, regions)) is not None
    ]
    hits = _first_title_leads(hits)
    scores = dict.fromkeys(cues(), 0.0)
    for hit in hits:
        scores[hit.kind] += hit.weight
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    kind = ranked[0][0]
    confidence = confidence_of(kind, ranked[0][1] - ranked[1][1])
    hits.sort(key=lambda hit: -abs(hit.weight))
    grounds = _grounds(kind, hits, confidence)
    return Verdict(kind, confidence, grounds[0] if grounds else None, grounds, tuple(hits), tuple(ranked))


def _first_title_leads(hits: list[Hit]) -> list[Hit]:
    """What a document is called first it is: a title of another kind below the first strong one counts half, and in
    minutes, lists, agendas and letters the text of a kind that no title names counts less."""
    titles = [hit for hit in hits if hit.cue.where == "title" and hit.weight > 0 and hit.spans]
    strong = [hit for hit in titles if hit.weight >= STRONG_TITLE]
    if not strong:
        return hits
    first = min(strong, key=lambda hit: (hit.spans[0].start, -hit.weight))
    named = {hit.kind for hit in titles}

    def share(hit: Hit) -> float:
        if hit.weight <= 0 or hit.kind == first.kind:
            return 1.0
        if hit.cue.where == "title":
            return 0.5 if hit.spans and hit.spans[0].start >= first.spans[0].end else 1.0
        return 1.0 if first.kind not in PRINT_OTHERS or hit.kind in named or hit.cue.feature else UNNAMED

    return [replace(hit, weight=hit.weight * share(hit)) for hit in hits]


def confidence_of(kind: str, margin: float) -> float:
    """The chance that the best kind is right, from its distance in log-odds to the runner-up; see `docs/kinds.md` for
    the measurement."""
    lead = margin - OTHER_HANDICAP if kind == "other" else margin
    return min(CEILING, 1 / (1 + math.exp(-SLOPE * lead)))


def _grounds(kind: str, hits: list[Hit], confidence: float) -> tuple[Found[str], ...]:
    """The heaviest cues for the kind that have a place, each with its place."""
    telling = [hit for hit in hits if hit.kind == kind and hit.weight > 0 and hit.spans][:SHOWN_CUES]
    return tuple(Found(kind, hit.spans[:SHOWN_SPANS], f"rule:{hit.cue.name}", confidence) for hit in telling)


def _try(kind: str, cue: Cue, part: Part, regions: Regions) -> Hit | None:
    if cue.feature:
        return Hit(kind, cue, cue.weight, ()) if part.memo(FEATURES[cue.feature]) >= cue.at_least else None
    if cue.where == "title":
        return _try_title(kind, cue, regions) if may_match(cue.pattern, regions.title_text) else None
    if not may_match(cue.pattern, regions.seen):
        return None
    spans: tuple[Span, ...] = ()
    search = _compiled(cue).search
    for text in regions.variants:
        if all(search(text, start, end) is None for start, end in regions.ranges(cue.where)):
            continue
        spans = max(spans, tuple(islice(_places(cue, regions, text), max(cue.times, SHOWN_SPANS))), key=len)
    return Hit(kind, cue, cue.weight, spans) if len(spans) >= cue.times else None


def _try_title(kind: str, cue: Cue, regions: Regions) -> Hit | None:
    best: Hit | None = None
    pattern = _compiled(cue)
    for title in regions.titles:
        weight = cue.weight * title.factor
        if best is not None and abs(weight) <= abs(best.weight):
            continue
        match = pattern.search(regions.folded, title.start, title.end)
        # `^` does not hold inside a line: labels are cut off by matching on the slice instead
        if match is None and title.cut:
            match = pattern.search(regions.folded[title.start : title.end])
            if match is not None:
                best = Hit(
                    kind, cue, weight, (_trimmed(regions, title.start + match.start(), title.start + match.end()),)
                )
                continue
        if match is not None:
            best = Hit(kind, cue, weight, (_trimmed(regions, match.start(), match.end()),))
        elif title.repaired and pattern.search(title.repaired):
            best = Hit(kind, cue, weight * REPAIRED, (_trimmed(regions, title.start, title.end),))
    return best


def _places(cue: Cue, regions: Regions, text: str) -> Iterator[Span]:
    for start, end in regions.ranges(cue.where):
        for match in _compiled(cue).finditer(text, start, end):
            if match.end() > match.start():
                yield _trimmed(regions, match.start(), match.end())


def _trimmed(regions: Regions, start: int, end: int) -> Span:
    """Offsets of the folded part to those of the file, blanks trimmed off."""
    raw = regions.folded[start:end]
    start, end = start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip()))
    return Span(regions.offset + start, regions.offset + max(end, start + 1))
