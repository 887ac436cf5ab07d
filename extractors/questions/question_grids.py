"""Questions in the rows of a table whose head says what each column is: "Nr.", "Fractie", "Vraag", "Antwoord"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch.parties import PartyMention, find_parties, looks_local
from griffier.extractors.text.headed_rows import HeadedTable
from griffier.extractors.text.runs import whole
from griffier.schemas.document import Part, Span
from griffier.schemas.evidence import Found

_HEADS = (
    ("number", re.compile(r"(?:nr|no|nummer|#|volgnr|volgnummer|vraagnummer|vraag\s?nr)\W*$", re.IGNORECASE)),
    ("party", re.compile(r"(?:fractie|partij|vraagsteller|steller|indiener|raadsfractie)\W*$", re.IGNORECASE)),
    (
        "question",
        re.compile(
            r"(?:technische |schriftelijke |gestelde )?(?:vra(?:ag|gen)|vraagstelling|vraag\s?/\s?opmerking)\W*$",
            re.IGNORECASE,
        ),
    ),
    (
        "answer",
        re.compile(
            r"(?:antwoord(?:en)?|beantwoording|reactie)(?: (?:van het |door het )?(?:college|ambtelijk|b&w))?\W*$",
            re.IGNORECASE,
        ),
    ),
)
_NUMBER = re.compile(r"\d{1,3}(?:[.\-]?(?:\d{1,2}|[a-z]))?[.)]?", re.IGNORECASE)
_TABLE = HeadedTable(
    heads=_HEADS,
    enough=lambda columns: {"question", "answer"} <= columns,
    opens=lambda cells, columns: "question" in cells,
    counts=_NUMBER,
    lines=False,
)


@dataclass(frozen=True)
class Asked:
    """What a table of questions holds; `start` is where its first question begins."""

    questions: tuple[Draft, ...]
    answers: tuple[Draft, ...]
    parties: tuple[PartyMention, ...]
    start: int
    end: int


def questions_in_grids(part: Part) -> Asked | None:
    """The rows of all tables with such a head; one without a head goes on with the columns of the one before. None
    without any question."""
    kept = [row.cells for row in _TABLE.rows_of(part)]
    if not any("?" in part.doc.text[span.start : span.end] for row in kept for span in row["question"]):
        return None
    questions: list[Draft] = []
    answers: list[Draft] = []
    parties: dict[str, PartyMention] = {}
    for row in kept:
        number = _number(part, row.get("number", ()))
        asked = whole(part, row["question"], "rule:question-cell")
        said = whole(part, row["answer"], "rule:answer-cell") if asked and "answer" in row else None
        questions += [{"number": number, "text": asked}] if asked is not None else []
        answers += [{"number": number, "text": said}] if said is not None else []
        for party in _parties(part, row.get("party", ())) if asked is not None else ():
            parties.setdefault(party.raw, party)
    first, last = kept[0]["question"][0], kept[-1]["question"][-1]
    return Asked(tuple(questions), tuple(answers), tuple(parties.values()), first.start, last.end)


def _number(part: Part, pieces: Sequence[Span]) -> Found[str] | None:
    if not pieces:
        return None
    span = pieces[0]
    raw = part.doc.text[span.start : span.end].strip()
    if _NUMBER.fullmatch(raw) is None:
        return None
    value = raw.rstrip(".)")
    return Found(value, (Span(span.start, span.start + len(value)),), "rule:question-cell", 0.9)


def _parties(part: Part, pieces: Sequence[Span]) -> Sequence[PartyMention]:
    if not pieces:
        return ()
    span = pieces[0]
    known = find_parties(part.doc.text, span.start, pieces[-1].end, loose=True)
    raw = part.doc.text[span.start : span.end].strip()
    if known:
        return known
    return (
        (PartyMention(span.start, span.end, raw, raw, frozenset()),)
        if looks_local(raw) or len(raw.split()) <= 2
        else ()
    )
