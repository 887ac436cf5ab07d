"""The meeting: its body and agenda item."""

from __future__ import annotations

import re

from griffier.extractors.dictum.drafts import found_text
from griffier.extractors.dictum.headings import recital_at, request_at
from griffier.extractors.drafting.draft import Draft
from griffier.extractors.motions.frame import Frame
from griffier.extractors.text.labels import is_placeholder, opens_text
from griffier.schemas.evidence import Found

_RAAD = re.compile(
    r"\b(?:gemeenteraad(?!s)|raad\s+(?:van|der)\s+de\s+gemeente|raad\s+(?:van|der)\s+gemeente|raadsvergadering"
    r"|(?-i:Raad)(?=\s(?-i:[A-Z])[\w'’-]+(?:\s(?-i:[A-Z])[\w'’-]+)*\s*,\s*\d)"
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
    r"|nummer)?\s*[:.]?\s*(?P<number>(?:19|20)\d\d-\d{1,4}|\d{1,4}-(?:19|20)\d\d|\d{1,3}(?:[.-]?\d{1,2})?(?:[.-]?[a-zA-Z](?![a-z]))?"
    r"|[IVX]{1,5}(?:\.\w)?)?(?=\W)(?![-./]\d)\s*[:.,)–-]*\s*(?P<title>[\"'‘“]?[A-Z0-9][^\n]{3,200})?",
    re.I,
)


_SITTING = re.compile(r"\W?(?:(?:raads|commissie)?vergadering|gemeenteraad|raad)\b(?!\s*voor)", re.I)
"""What stands behind an item's number of the meeting is not the item's title."""


def meeting_of(frame: Frame, date: Found[str] | None) -> Draft | None:
    """The meeting of a tabled document; its day is the document's own `date`."""
    body = _body(frame)
    item = agenda_item_of(frame)
    return {"body": body, "date": date, "agenda_item": item} if body or date or item else None


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
        own = found["title"] and not others and not opens_text(found["title"]) and not is_placeholder(found["title"])
        title = _title(frame, found) if own else None
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
    if _SITTING.match(text) or recital_at(text, 0) or request_at(text, 0):
        return None
    stop = re.search(
        r"\.(?:\s|$)|[;:]\s|,\s+(?:bijeen|in\s+vergadering)|\s+(?:VN\d{4}-\d+)|\s+(?:van|d\.d\.?"
        r"|op)\s+\d{1,2}\s+\w+\s+\d{4}",
        text,
    )
    if stop:
        end = start + stop.start()
    end = start + len(flow.text[start:end].rstrip(" ;,:"))
    if end - start < 4:
        return None
    return found_text(flow, start, end, "rule:agenda_item", 0.75)
