"""The head of an agenda, a decision list or minutes: what it is called, which body met, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.drafting.draft import Draft, drafts_at, found_at
from griffier.extractors.dutch import dates
from griffier.extractors.dutch.words import WEEKDAY
from griffier.extractors.general.date import best_of, candidates, own_date
from griffier.extractors.general.meeting_title import MEETING_BODY
from griffier.extractors.meetings.lettered_items import DECIDED
from griffier.extractors.text.fields import head_lines
from griffier.schemas.document import Layer, Line, Part, Span
from griffier.schemas.evidence import Found

_BODY_CUT = re.compile(
    r"\s+(?:van\s+\d|(?:van\s+de\s+)?gemeente\b|d\b(?:\.d\.)?|op\s+\w*dag|op\s+\d|\d{1,2}[-\s]|maandag|dinsdag|woensdag|"
    r"donderdag|vrijdag|zaterdag|gehouden|agenda\b|notulen|"
    r"verslag|vergadering|tijd\b|datum\b).*$",
    re.IGNORECASE,
)
_WIDE = re.compile(r"\s{2,}|\t")
_CANONICAL = {
    "raadsvergadering": "gemeenteraad", "raadsagenda": "gemeenteraad", "raadsnotulen": "gemeenteraad",
    "raad": "gemeenteraad",
    "b&w-vergadering": "B&W", "collegevergadering": "college",
    "burgemeester en wethouders": "college van burgemeester en wethouders",
}  # fmt: skip


def read_head(part: Part, kind: str) -> Draft:
    """`meeting`."""
    head = [line for line in head_lines(part) if line.layer is not Layer.BOILERPLATE][:40]
    date = (_invited_to(part, head) if kind == "agenda" else None) or own_date(part, kind)
    return {
        "meeting": {
            "body": _body(part, head),
            "date": date if date is not None and len(date.value) == len("2024-05-16") else None,
            "agenda_item": None,
        }
    }


_INVITED = re.compile(
    r"\b(?:nodig\w*|uit\s+te\s+nodigen|uitgenodigd|roep\w*)\b[^.;]{0,160}?vergadering\b[^.;\d]{0,60}?"
    rf"\b(?:op|van|d\.d\.)\s*(?:{WEEKDAY}\s*)?$",
    re.IGNORECASE,
)


def _invited_to(part: Part, head: Sequence[Line]) -> Found[str] | None:
    """The day in "Hierbij nodig ik u uit voor de vergadering op 28 maart 2024": not that of the letter."""
    if not head:
        return None
    text, start = part.doc.text, head[0].start
    for mention in dates.find(text, start, head[-1].end, years=False):
        said = " ".join(text[max(start, mention.start - 260) : mention.start].split())
        if mention.precision == "day" and mention.edtf and _INVITED.search(said):
            return mention.found(0.9)
    return None


def _body(part: Part, head: Sequence[Line]) -> Found[str] | None:
    for line in head[:14]:
        if DECIDED.match(line.text):
            return None  # the items have begun: what they name is another body
        match = MEETING_BODY.search(line.text)
        if match is None or line.text.lower().startswith(
            ("aanwezig", "voorzitter", "griffier", "de burgemeester", "degenen", "volg")
        ):
            continue
        raw = _WIDE.split(_BODY_CUT.sub("", match.group().strip()))[0].rstrip(" ,-")
        span = Span(line.start + match.start(), line.start + match.start() + len(raw))
        return Found(_CANONICAL.get(raw.lower(), raw), (span,), "rule:meeting-body", 0.88)
    return None


def without_date_of_items(part: Part, draft: Draft, kind: str, given: str | None) -> Draft:
    """The draft with `date` None where the only date that could be the paper's own stands in an item, and the caller
    gave none."""
    items = drafts_at(draft, "items")
    if "date" in draft or not items or given:
        return draft
    best, title = best_of(part, kind), found_at(items[0], "title")
    if best is None or title is None or best.mention.start < title.spans[0].start:
        return draft
    above = (c for c in candidates(part, kind) if c.mention.start < title.spans[0].start)
    if all(c.mention.edtf != best.mention.edtf for c in above):  # the page's foot may repeat the day of the head
        draft["date"] = None
    return draft
