"""What happened, when: the dated sentences of an attachment, the year carried forward from the event before."""

from __future__ import annotations

import re

from griffier.extractors.drafting.draft import Fields
from griffier.extractors.dutch import dates
from griffier.extractors.dutch.words import WEEKDAY
from griffier.extractors.text.unwrapping import joined
from griffier.schemas.document import Part, Span
from griffier.schemas.evidence import Found

RULE = "rule:letter-timeline"
SHORTEST = 25
_END = re.compile(r"(?<![A-Z\d])[.!?](?=\s|$)|(?<=\d)[.](?=\s+[A-Z])|\n\s*\n|\f")
_NUMBER = re.compile(r"\s*(?:\d{1,2}|[a-z])[.)]?\s+(?=[A-Z])")
_LEAD_IN = re.compile(
    r"\b(?:op|in|van|sinds|vanaf|eind|begin|medio|rond|d\.?d\.?|on|tot|de (?:ochtend|avond|middag|nacht) van)\s+"
    r"(?:" + WEEKDAY + r"\s+)?$",
    re.I,
)
_ROW = re.compile(r"(?:\t|[ ]{2,}|\s*[:–—-]\s+)\s*(?=\w)")
_PLANNED = re.compile(r"\b(?:zal|zullen|zou|zouden|gepland|voorzien|verwacht|uiterlijk|streven|beoogd)\b", re.I)
_CLAUSE = re.compile(r"\b(?:dat|waarin|die|of)\b")


def events(part: Part, start: int, end: int, *, year: int | None) -> list[Fields]:
    """The events of `[start, end)`. `year`: the letter's own; no event of a date without a year is put after it.

    A sentence is an event where a date says when ("op 3 mei", "in juni 2022") and its main clause is not about what is
    to come.
    """
    doc = part.doc
    out: list[Fields] = []
    last = ""
    table = _rows(part, start, end, year)
    if len(table) > 1:
        return table
    for s, e in sentences(doc.text, start, end):
        told = _when(doc.text, s, e, last, year)
        if told is None or _PLANNED.search(_CLAUSE.split(doc.text[s:e], maxsplit=1)[0]):
            continue
        span, last = told
        date = Found(last, (span,), RULE, 0.8)
        out.append({"date": date, "text": Found(joined(doc, s, e), (Span(s, e),), RULE, 0.85)})
    return out


def _rows(part: Part, start: int, end: int, latest: int | None) -> list[Fields]:
    """A timeline set out as a table or a list: each row begins with its date, then a gap, a colon or a dash."""
    text = part.doc.text
    rows: list[tuple[Found[str], Span]] = []
    at, last = -1, ""
    for line in part.body:
        if line.blank or line.start < start or line.end > end:
            continue
        day = next(iter(dates.find(text, line.start, line.end)), None)
        lead = _ROW.match(text, day.end, line.end) if day and day.start - line.start <= 4 else None
        if day is None or lead is None:
            if rows and not line.text.endswith(":") and line.index == at + 1:
                rows[-1], at = (rows[-1][0], Span(rows[-1][1].start, line.end)), line.index
            continue
        edtf = _edtf(day, last, latest)
        if edtf is None or lead.end() >= line.end:
            continue
        last, at = edtf, line.index
        rows.append((Found(edtf, (Span(day.start, day.end),), RULE, 0.85), Span(lead.end(), line.end)))
    return [{"date": date, "text": Found(joined(part.doc, *said), (said,), RULE, 0.85)} for date, said in rows]


def _edtf(mention: dates.DateMention, last: str, latest: int | None) -> str | None:
    """The date of a mention; without a year that of the event before, or the next where that would go back."""
    if mention.edtf is not None or not (last or latest):
        return mention.edtf
    year = int(last[:4]) if last else int(latest or 0)
    edtf = mention.at_year(year).edtf
    if edtf and last and edtf < last and latest and year < latest:
        return mention.at_year(year + 1).edtf
    return edtf


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences as ranges, without the number that a list puts before them. A full stop after a single capital ends
    none."""
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
        edtf = _edtf(mention, last, latest)
        if edtf:
            return Span(mention.start, mention.end), edtf
    return None
