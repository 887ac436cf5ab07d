"""The meeting: its body, date and agenda item; and the document's date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from griffier.extractors.dictum.drafts import found_text
from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch import dates
from griffier.extractors.motions.frame import Frame, cells_in
from griffier.schemas.evidence import Found
from griffier.schemas.record import Finding

_MEETING = re.compile(
    r"\b(?:(?:in|ter)\s+(?:(?:de|haar|zijn|hun|openbare|digitale|besluitvormende)\s+){0,3}(?:openbare\s+"
    r"|raads)?vergadering\s*(?:van|op|d\.d\.?|bijeen)?(?:\s*,?\s*bijeen)?|bijeen(?:gekomen)?(?:\s+in\s+(?:de\s+|haar\s+"
    r"|zijn\s+)?(?:openbare\s+)?(?:raads)?vergadering)?)\s*(?:van|op|d\.d\.?|dd\.?)?\s*(?:de\s+|het\s+)?",
    re.I,
)
_RAAD = re.compile(
    r"\b(?:gemeenteraad(?!s)|raad\s+(?:van|der)\s+de\s+gemeente|raad\s+(?:van|der)\s+gemeente|raadsvergadering"
    r"|(?<=de )raad(?=\s*,|\s+van\b|\s+in\s+vergadering)|leden\s+van\s+de\s+(?:gemeente)?raad)",
    re.I,
)
_OTHER_BODY = re.compile(
    r"\b(?P<body>stadsdeelcommissie|bestuurscommissie|deelraad|provinciale staten|commissie\s+[A-Z]\w+(?:\s+(?:en"
    r"|&)\s+[A-Z]\w+)?"
    r"|algemeen bestuur)\b"
)
_ITEM = re.compile(
    r"\bagendapunt(?:nummer)?\s*(?:nr\.?"
    r"|nummer)?\s*[:.]?\s*(?P<number>\d{1,3}(?:[.-]?\d{1,2})?(?:[.-]?[a-zA-Z](?![a-z]))?"
    r"|[IVX]{1,5}(?:\.\w)?)?(?=\W)\s*[:.,)–-]*\s*(?P<title>[\"'‘“]?[A-Z0-9][^\n]{3,200})?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class MeetingFound:
    """The draft of `meeting`, the date alone, and what is odd about the dates."""

    draft: Draft | None
    date: Found[str] | None
    findings: tuple[Finding, ...]


def meeting_of(frame: Frame) -> MeetingFound:
    """The meeting of a tabled document. A date in the head that the body contradicts is a finding; the label wins."""
    labelled = _label_date(frame)
    spoken = _spoken_date(frame)
    date = labelled or spoken or _line_date(frame)
    findings: list[Finding] = []
    if labelled and spoken and labelled.value != spoken.value and len(labelled.value) == len(spoken.value) == 10:
        page = frame.part.doc.page_at(spoken.spans[0].start).number
        message = f"the head gives {labelled.value}, the text {spoken.value} as the date of the meeting"
        findings.append(Finding.of("date.conflict", message, pointer="/meeting/date", page=page))
    body = _body(frame)
    item = agenda_item_of(frame)
    if body is None and date is None and item is None:
        return MeetingFound(None, None, ())
    return MeetingFound({"body": body, "date": date, "agenda_item": item}, date, tuple(findings))


def _first_date(frame: Frame, start: int, end: int, confidence: float) -> Found[str] | None:
    """The first whole date in a range of the flow."""
    flow = frame.flow
    for mention in dates.find(flow.text, start, end, years=False):
        if mention.edtf and mention.precision in ("day", "month"):
            return Found(mention.edtf, (flow.span(mention.start, mention.end),), "rule:meeting_date", confidence)
    return None


def _label_date(frame: Frame) -> Found[str] | None:
    for label in frame.labelled("date"):
        if (
            found := _first_date(frame, label.value_start, min(label.value_end, label.value_start + 60), 0.93)
        ) is not None:
            return found
    return None


def _spoken_date(frame: Frame) -> Found[str] | None:
    flow = frame.flow
    for place in _MEETING.finditer(flow.text, 0, min(len(flow.text), frame.head[1] + 400)):
        found = _first_date(frame, place.end(), min(len(flow.text), place.end() + 45), 0.92)
        if found and found.spans[0].start - flow.origin(place.start()) < 110:
            return found
    return None


def _line_date(frame: Frame) -> Found[str] | None:
    """A line of the head that is a body and a date, or a date alone: "Gemeenteraad van X, 12 juni 2008"."""
    flow = frame.flow
    for line in flow.lines[:20]:
        if line.start >= frame.head[1]:
            break
        for start, end in cells_in(flow, line):
            found = _first_date(frame, start, end, 0.85)
            rest = flow.text[start:end]
            if found is None or re.search(
                r"publicatie|ingekomen|ingediend|geboren|besluit|brief|geplaatst", rest, re.I
            ):
                continue
            if _RAAD.search(rest) or len(rest) < 45:
                return found
    return None


def _body(frame: Frame) -> Found[str] | None:
    flow = frame.flow
    limit = min(len(flow.text), frame.head[1] + 300)
    other = _OTHER_BODY.search(flow.text, 0, limit)
    found = _RAAD.search(flow.text, 0, limit)
    if found is None:
        found = _RAAD.search(flow.text, *frame.tail)
    if found and (other is None or found.start() < other.start() or "raad" in found[0].lower()):
        return Found("gemeenteraad", (flow.span(*found.span()),), "derived:meeting_body", 0.9)
    if other:
        return Found(flow.joined(*other.span("body")), (flow.span(*other.span("body")),), "rule:meeting_body", 0.75)
    return None


def agenda_item_of(frame: Frame) -> Draft | None:
    """The agenda item that the document itself names as its own: by a label, in the head, or in what was heard."""
    flow = frame.flow
    limit = min(len(flow.text), frame.head[1] + 500)
    for found in _ITEM.finditer(flow.text, 0, limit):
        if found["number"] is None and found["title"] is None:
            continue
        number = (
            Found(found["number"], (flow.span(*found.span("number")),), "rule:agenda_item", 0.85)
            if found["number"]
            else None
        )
        others = (
            any(x.start >= found.start("title") - 1 and x.start <= found.start("title") + 1 for x in frame.labels)
            if found["title"]
            else False
        )
        title = _title(frame, found) if found["title"] and not others else None
        if number or title:
            return {"number": number, "title": title}
    return None


def _title(frame: Frame, found: re.Match[str]) -> Found[str] | None:
    """The item's title: to the end of its line or clause, on the next line where the line is full."""
    flow = frame.flow
    start, end = found.span("title")
    line = flow.line_at(start)
    if line.index + 1 < len(flow.lines) and len(line.text) > flow.width * 0.75:
        after = flow.lines[line.index + 1]
        if not after.blanks and not after.text[:1].isupper() and not line.text.rstrip().endswith((".", ",", ";", ":")):
            end = after.end
    text = flow.text[start:end]
    stop = re.search(
        r"\.(?:\s|$)|[;:]\s|,\s+(?:bijeen|in\s+vergadering)|\s+(?:VN\d{4}-\d+)|\s+(?:van|d\.d\.?"
        r"|op)\s+\d{1,2}\s+\w+\s+\d{4}",
        text,
    )
    if stop:
        end = start + stop.start()
    if end - start < 4:
        return None
    return found_text(flow, start, end, "rule:agenda_item", 0.75)
