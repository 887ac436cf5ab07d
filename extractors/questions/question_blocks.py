"""Questions each under a head of its own: "Vraagnummer 14-2 Fractie GroenLinks", then "Vraag ..." and "Antwoord
..."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch.parties import PartyMention, find_parties
from griffier.extractors.text.runs import whole
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found

_HEAD = re.compile(
    r"\W{0,3}(?:vraagnummer|vraag\s?nr\.?|volgnummer|nummer)\s*:?\s*(?P<n>\d{1,3}(?:[-.]\d{1,3})?[a-z]?)\b"
    r"(?:\W{0,3}(?:fractie|partij|door|van)\s*:?\s*(?:de\s+)?(?P<party>\S[^\n]{1,40}?))?\s*$",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\W{0,3}vraag\b\s*[:.]?\s*", re.IGNORECASE)
_SAID = re.compile(r"\W{0,3}antwoord\b(?:\s+(?:van het )?college)?\s*[:.]?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Blocks:
    """The questions in order, with their answers; `start` is where the first head begins, `end` where the last block
    ends."""

    questions: tuple[Draft, ...]
    answers: tuple[Draft, ...]
    parties: tuple[PartyMention, ...]
    start: int
    end: int


def questions_in_blocks(part: Part, lines: Sequence[Line]) -> Blocks | None:
    """The blocks; None where fewer than two heads stand over a "Vraag" and an "Antwoord"."""
    heads = [(i, match) for i, line in enumerate(lines) if (match := _HEAD.match(line.text)) is not None]
    if len(heads) < 2:
        return None
    questions: list[Draft] = []
    answers: list[Draft] = []
    parties: dict[str, PartyMention] = {}
    for n, (at, match) in enumerate(heads):
        until = heads[n + 1][0] if n + 1 < len(heads) else len(lines)
        body = lines[at + 1 : until]
        said = next((i for i, line in enumerate(body) if _SAID.match(line.text)), None)
        asked = whole(part, _pieces(body[:said], _ASKED), "rule:question")
        if asked is None or said is None:
            return None
        number = Found(
            match["n"],
            (Span(lines[at].start + match.start("n"), lines[at].start + match.end("n")),),
            "rule:question-number",
            0.9,
        )
        questions.append({"number": number, "text": asked})
        told = whole(part, _pieces(body[said:], _SAID), "rule:answer")
        if told is not None:
            answers.append({"number": number, "text": told})
        if match["party"]:
            party = _party(part, lines[at], match)
            parties.setdefault(party.raw, party)
    return Blocks(tuple(questions), tuple(answers), tuple(parties.values()), lines[heads[0][0]].start, lines[-1].end)


def _pieces(body: Sequence[Line], label: re.Pattern[str]) -> list[Span]:
    """One span a line, the label at the start of the first left off."""
    out: list[Span] = []
    for i, line in enumerate(body):
        lead = label.match(line.text) if i == 0 else None
        start = line.start + (lead.end() if lead else 0)
        if start < line.end:
            out.append(Span(start, line.end))
    return out


def _party(part: Part, line: Line, match: re.Match[str]) -> PartyMention:
    lo, hi = line.start + match.start("party"), line.start + match.end("party")
    known = find_parties(part.doc.text, lo, hi, loose=True)
    return known[0] if len(known) == 1 else PartyMention(lo, hi, match["party"], match["party"], frozenset())
