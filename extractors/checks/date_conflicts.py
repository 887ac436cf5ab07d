"""Checks on the document's own date: header against body, against the calendar, against the other dates that it
prints."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from datetime import date

from griffier.extractors.drafting.context import Context
from griffier.extractors.dutch import dates
from griffier.extractors.dutch.words import DAY_PART, MONTH, WEEKDAY, WEEKDAYS
from griffier.extractors.general import date as own_date
from griffier.extractors.general.date import Candidate
from griffier.schemas.document import Part
from griffier.schemas.record import Finding, Record

_MEETING_KINDS = frozenset({"motion", "amendment", "minutes", "decision_list", "agenda", "council_decision"})
_HEADER = frozenset({"label_meeting_date", "label_assembled_on", "label_date"})
_BODY = frozenset({"assembled", "assembled_in_meeting_of", "assembled_on"})
_STAMP = "adopted"
_LISTS = frozenset({"minutes", "decision_list", "agenda"})
"""At its end a list says in which meeting it was adopted, a week later; its items speak of other meetings."""
_EARLIEST, _LATEST = 1945, 2060
_IMPOSSIBLE = re.compile(
    r"(?<![\d./-])(?:(?P<d>\d{1,2})[-/](?P<m>\d{1,2})[-/](?P<y>(?:19|20)\d{2})(?![\d/-])"
    r"|(?P<day>\d{1,2})\s+(?P<month>" + MONTH + r")\s+(?P<year>(?:19|20)\d{2})\b)",
    re.IGNORECASE,
)
_FAR, _SPREAD = 5, 4


def check(record: Record, part: Part, context: Context) -> list[Finding]:
    """`date.conflict` and `date.implausible`, each with the page."""
    return [
        *_conflict(record, part),
        *_impossible(part),
        *_implausible(record, part),
        *_other_weekday(record, part),
        *_answered_before_asked(record, part),
    ]


def _conflict(record: Record, part: Part) -> list[Finding]:
    if record.kind not in _MEETING_KINDS:
        return []
    candidates = own_date.candidates(part, record.kind)
    days = [c for c in candidates if c.mention.precision == "day"]
    labels = _HEADER - {"label_date"} if record.kind == "council_decision" else _HEADER
    header = [c for c in days if c.cue in labels]
    body = [c for c in days if c.cue in _BODY and _of_this_meeting(c, record)]
    stamp = [c for c in days if c.cue == _STAMP]
    disagree = _disagree(header, body, "the text says", part) or _disagree(body, stamp, "it is stamped as of", part)
    return [disagree] if disagree is not None else []


def _of_this_meeting(told: Candidate, record: Record) -> bool:
    """In a list only what stands above the first item: the items speak of other meetings."""
    if record.kind not in _LISTS:
        return True
    first = min((e.start for e in record.evidence if e.pointer.startswith("/items/0/")), default=math.inf)
    return told.header and told.mention.start < first


def _disagree(told: list[Candidate], later: list[Candidate], said: str, part: Part) -> Finding | None:
    if not told or not later or {c.mention.edtf for c in told} & {c.mention.edtf for c in later}:
        return None
    first = later[0].mention
    message = f"the head is dated {told[0].mention.raw}, {said} {first.raw}"
    return Finding.of("date.conflict", message, pointer="/date", page=part.doc.page_at(first.start).number)


def _impossible(part: Part) -> list[Finding]:
    """Days that no calendar has ("31 november 2021") in the head of the document."""
    out = []
    for match in _IMPOSSIBLE.finditer(part.doc.text, part.start, min(part.end, part.start + 3000)):
        day = int(match["d"] or match["day"])
        month = int(match["m"]) if match["m"] else dates.month_number(match["month"])
        year = int(match["y"] or match["year"])
        if 1 <= month <= 12 and 1 <= day <= 99 and not 1 <= day <= monthrange(year, month)[1]:
            out.append(
                Finding.of(
                    "date.implausible",
                    f"{match.group()} is no day of the calendar",
                    page=part.doc.page_at(match.start()).number,
                )
            )
    return out


_WEEKDAY = re.compile(rf"\b(?P<name>{WEEKDAY})(?:{DAY_PART})?,?\s+(?:de\s+)?\Z", re.IGNORECASE)


def _other_weekday(record: Record, part: Part) -> list[Finding]:
    """ "Donderdag 23 januari 2024", which was a Tuesday: the day or the year is misprinted."""
    meeting = getattr(record, "meeting", None)
    days = {"/date": record.date, "/meeting/date": meeting.date if meeting is not None else None}
    for place in record.evidence:
        day = days.get(place.pointer)
        if day is None or len(day) != len("2024-01-23"):
            continue
        named = _WEEKDAY.search(part.doc.text, max(part.start, place.start - 24), place.start)
        fell = WEEKDAYS[date.fromisoformat(day).weekday()]
        if named and named["name"].lower() != fell:
            message = f"{place.quote} was a {fell}, the text says {named['name']}"
            return [Finding.of("date.implausible", message, pointer=place.pointer, page=place.page)]
    return []


def _implausible(record: Record, part: Part) -> list[Finding]:
    if record.date is None:
        return []
    year = int(record.date[:4])
    page = next((e.page for e in record.evidence if e.pointer == "/date"), None)
    if not _EARLIEST <= year <= _LATEST:
        return [Finding.of("date.implausible", f"the document is dated {record.date}", pointer="/date", page=page)]
    sample = dates.find(part.doc.text, part.start, min(part.end, part.start + 60_000), years=False)
    others = [m.year for m in sample if m.year and m.precision in ("day", "month") and m.edtf != record.date]
    if len(others) >= 3 and max(others) - min(others) <= _SPREAD and min(abs(year - y) for y in others) >= _FAR:
        message = f"the document is dated {record.date}; every other date in it is of {min(others)} to {max(others)}"
        return [Finding.of("date.implausible", message, pointer="/date", page=page)]
    return []


def _answered_before_asked(record: Record, part: Part) -> list[Finding]:
    if record.kind != "written_questions":
        return []
    candidates = own_date.candidates(part, record.kind)
    asked = [c.mention.edtf for c in candidates if c.cue == "label_asked_on" and c.mention.edtf]
    answered = [c.mention for c in candidates if c.cue == "label_answered_on" and c.mention.edtf]
    if asked and answered and (answered[0].edtf or "") < min(asked):
        message = f"answered on {answered[0].raw}, before it was asked"
        return [
            Finding.of("date.implausible", message, pointer="/date", page=part.doc.page_at(answered[0].start).number)
        ]
    return []
