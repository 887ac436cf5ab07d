"""What happened, when: the dated sentences of an attachment, the year carried forward from the event before."""

from __future__ import annotations

import re
from typing import Any

from griffier.extractors.dutch import dates
from griffier.extractors.joined import joined
from griffier.schemas.document import Part, Span
from griffier.schemas.evidence import Found

RULE = "rule:letter-timeline"
SHORTEST = 25
_END = re.compile(r"(?<![A-Z\d])[.!?](?=\s|$)|(?<=\d)[.](?=\s+[A-Z])|\n\s*\n|\f")
_NUMBER = re.compile(r"\s*(?:\d{1,2}|[a-z])[.)]?\s+(?=[A-Z])")
_LEAD_IN = re.compile(
    r"\b(?:op|in|van|sinds|vanaf|eind|begin|medio|rond|d\.?d\.?|on|tot|de (?:ochtend|avond|middag|nacht) van)\s+"
    r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag\s+)?$",
    re.I,
)
_PLANNED = re.compile(r"\b(?:zal|zullen|zou|zouden|gepland|voorzien|verwacht|uiterlijk|streven|beoogd)\b", re.I)
_CLAUSE = re.compile(r"\b(?:dat|waarin|die|of)\b")


def events(part: Part, start: int, end: int, *, year: int | None) -> list[dict[str, Any]]:
    """The events of `[start, end)`. `year`: the letter's own; no event of a date without a year is put after it.

    A sentence is an event where a date says when ("op 3 mei", "in juni 2022") and its main clause is not about what is to come.
    """
    doc = part.doc
    out: list[dict[str, Any]] = []
    last = ""
    for s, e in sentences(doc.text, start, end):
        told = _when(doc.text, s, e, last, year)
        if told is None or _PLANNED.search(_CLAUSE.split(doc.text[s:e], maxsplit=1)[0]):
            continue
        span, last = told
        date = Found(last, (span,), RULE, 0.8)
        out.append({"date": date, "text": Found(joined(doc, s, e), (Span(s, e),), RULE, 0.85)})
    return out


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences as ranges, without the number that a list puts before them. A full stop after a single capital ends none."""
    out, at = [], start
    for stop in [*(m.end() for m in _END.finditer(text, start, end)), end]:
        raw = text[at:stop]
        s, e = at + len(raw) - len(raw.lstrip()), at + len(raw.rstrip())
        number = _NUMBER.match(text, s, e)
        s = number.end() if number else s
        if e - s >= SHORTEST:
            out.append((s, e))
        at = stop
    return out


def _when(text: str, s: int, e: int, last: str, latest: int | None) -> tuple[Span, str] | None:
    """The first date that says when. "per 1 januari" says from when something holds, not when it happened."""
    for mention in dates.find(text, s, e, years=False):
        before = text[s : mention.start]
        if before.strip() and not _LEAD_IN.search(before):
            continue
        edtf = mention.edtf
        if edtf is None and (last or latest):
            year = int(last[:4]) if last else int(latest or 0)
            edtf = mention.at_year(year).edtf
            if edtf and last and edtf < last and latest and year < latest:
                edtf = mention.at_year(year + 1).edtf
        if edtf:
            return Span(mention.start, mention.end), edtf
    return None
