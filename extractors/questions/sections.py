"""Questions grouped by who asks: "A. Vragen fractie VVD d.d. 14 oktober", "Technische vragen GroenLinks / D66", "CDA:".

Answers to technical questions put the parties one after the other, each with a count of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from griffier.extractors.dutch.parties import PartyMention, find_parties, looks_local
from griffier.extractors.text.numbered import label_of
from griffier.schemas.document import Line, Part

_HEADING = re.compile(
    r"\W{0,3}(?:(?-i:[A-Z]|\d{1,2})[.)]\s+)?(?:(?:(?:beantwoording|nadere|aanvullende|technische|schriftelijke"
    r"|informatieve|mondelinge|feitelijke)\s+(?:van\s+)?)*"
    r"(?P<word>vra(?:ag|gen))\s+)?(?:van\s+)?(?:de\s+)?(?P<group>(?:raads)?fractie\s+(?:van\s+)?(?:de\s+|het\s+)?)?"
    r"(?P<party>(?-i:[A-Z0-9])[^\n:?;()]{1,60}?)(?=\s+d\.?\s?d\.?\s|\s*[:(]|\s*$)(?P<behind>[^\n?]{0,40})$",
    re.IGNORECASE,
)
LOOK_AHEAD = 6
"""Lines under a heading in which its first question begins."""


@dataclass(frozen=True)
class Section:
    """The lines of one party: those after its heading, up to the next."""

    party: PartyMention
    start: int
    end: int


def sections_of(part: Part, lines: Sequence[Line]) -> list[Section]:
    """The sections in order; [] where there are fewer than two, or questions stand before the first."""
    heads = [
        (i, party)
        for i, line in enumerate(lines)
        if (party := _party(part, line)) is not None and _asks_below(lines, i)
    ]
    if len(heads) < 2:
        return []
    ends = [*(i for i, _ in heads[1:]), len(lines)]
    return [Section(party, i + 1, end) for (i, party), end in zip(heads, ends, strict=True)]


def _party(part: Part, line: Line) -> PartyMention | None:
    """The party that a heading names: known, of the shape of a local party, or behind "fractie"."""
    match = _HEADING.match(line.text)
    if match is None or len(line.text) > 110:
        return None
    lo, hi = line.start + match.start("party"), line.start + match.end("party")
    known = find_parties(part.doc.text, lo, hi, loose=True)
    if known and known[0].start == lo and known[-1].end >= hi - 1:
        return known[0] if len(known) == 1 else PartyMention(lo, hi, match["party"], match["party"], frozenset())
    if looks_local(match["party"]) or (match["group"] and len(match["party"].split()) <= 5):
        return PartyMention(lo, hi, match["party"], match["party"], frozenset())
    return None


def _asks_below(lines: Sequence[Line], at: int) -> bool:
    """Does a question with number one begin soon below?"""
    for line in lines[at + 1 : at + 1 + LOOK_AHEAD]:
        label = label_of(line)
        if label is not None and label.value == 1 and label.family == "digit":
            return True
        if re.match(r"\W{0,2}vraag\b", line.text, re.IGNORECASE):
            return True
    return False
