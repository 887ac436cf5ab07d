"""Which motions and amendments a letter settles or reports on: "Afdoening motie ‘Bomen eerst’", "Tussenbericht moties
M3 en M4". They stand in its subject, and its first paragraphs say more of the same ones.

A letter that only mentions a motion in passing reports on none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from griffier.extractors.drafting.draft import Draft, Fields
from griffier.extractors.dutch import dates
from griffier.extractors.dutch.words import OUTCOME
from griffier.extractors.matters.mention import Mention, as_heading, in_prose
from griffier.schemas.document import Part, Span

_REPORTS = re.compile(
    r"\b(?:afdoening|afhandeling|tussenbericht|tussentijds\w*\s+bericht|stand\s+van\s+zaken|voortgang\w*|uitvoering|"
    r"beantwoording|reactie|terugkoppeling|preadvies|invulling|uitwerking)\b",
    re.I,
)
_TABLED = re.compile(
    rf"\b(?:ingediende|door\s+(?:de|uw)\s+(?:gemeente)?raad|heeft\s+(?:de|uw)\s+raad|{OUTCOME})\b", re.I
)
_PAPER = re.compile(r"\b(?:motie|amendement)\b", re.I)
LIKE = 80
"""How like one title must be to another, of 100 as rapidfuzz counts."""
FIRST_CHARACTERS = 3000


def reports_on(part: Part, subject: Sequence[Span], municipality: str | None = None) -> list[Draft]:
    """The papers that a letter is about. `subject`: the places of its title; none where it has none."""
    if not subject:
        return []
    text, (start, end) = part.doc.text, Span(subject[0].start, subject[-1].end)
    body = [
        mention
        for mention in in_prose(text, part.start, min(part.end, part.start + FIRST_CHARACTERS), municipality)
        if mention.start >= end or mention.end <= start
    ]
    named = list(in_prose(text, start, end + 1, municipality)) or _headed(text, start, end, municipality)
    if not named and _REPORTS.search(text, start, end):
        named = [m for m in body if _TABLED.search(text, max(part.start, m.start - 160), m.end + 60)]
    out: list[Fields] = []
    for mention in named:
        fields = _with_more(part, mention.fields, body)
        if not any(_same(have, fields) for have in out):
            out.append(fields)
    return [dict(fields) for fields in out]


def _with_more(part: Part, fields: Fields, body: Sequence[Mention]) -> Fields:
    """What the letter's paragraphs add to what its subject says of one paper."""
    for more in body:
        if _same(fields, more.fields):
            fields = {**more.fields, **_decided(part, more), **fields}
    return fields


def _decided(part: Part, mention: Mention) -> Fields:
    """The day that the sentence of a mention gives: "Op 23 januari 2025 is door de raad de motie ... aangenomen"."""
    text = part.doc.text
    start = max(part.start, *(text.rfind(mark, 0, mention.start) + 1 for mark in (". ", ".\n", "\n\n", ":\n")))
    days = [day for day in dates.find(text, max(start, mention.start - 400), mention.start) if day.edtf and day.day]
    found = days[-1].found() if days else None
    return {"date": found} if found else {}


def _headed(text: str, start: int, end: int, municipality: str | None) -> list[Mention]:
    """A title without quotes, up to the end of the subject."""
    opened = _PAPER.search(text, start, end)
    heading = as_heading(text, opened.start(), end, municipality) if opened else None
    return [heading] if heading else []


def _same(one: Fields, other: Fields) -> bool:
    """Do two mentions mean the same paper: an equal number or reference, or a title that is alike, and nothing that
    differs?"""
    for name in ("number", "reference"):
        have, more = one.get(name), other.get(name)
        if have is not None and more is not None:
            return bool(have.value == more.value)
    have, more = one.get("title"), other.get("title")
    return have is not None and more is not None and fuzz.ratio(have.value.lower(), more.value.lower()) >= LIKE
