"""The head of an agenda, a decision list or minutes: what it is called, which body met, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.drafting.draft import Draft, drafts_at, found_at
from griffier.extractors.dutch import dates
from griffier.extractors.dutch.words import MONTH, WEEKDAY
from griffier.extractors.general.date import best_of, own_date
from griffier.extractors.text.fields import head_lines
from griffier.extractors.text.labels import label_at
from griffier.extractors.text.runs import merged
from griffier.extractors.text.unwrapping import join_lines
from griffier.schemas.document import Layer, Line, Part, Span
from griffier.schemas.evidence import Found

_WORDS = {
    "agenda": r"(?:concept-?|voorlopige |definitieve |gewijzigde |openbare )*\w*agenda\b|oproep(?:ing)?\b"
    r"|uitnodiging\b|convocatie\b",
    "decision_list": r"(?:(?:concept-?|openbare?|definitieve?|vastgestelde?|korte|gewijzigde|voorlopige|b&w|weekse|"
    r"college)[- ]){0,3}(?:raads|b&w-?|college)?"
    r"(?:besluitenlijst|besluitlijst|besluitenoverzicht|afsprakenlijst|uitslagenlijst|"
    r"adviezenlijst|conclusies|besluiten- en toezeggingenlijst|"
    r"(?:lijst|overzicht) (?:van|met) (?:de )?(?:genomen )?besluiten|besluiten (?:van|uit|raad\w*|college\w*|b&w|"
    r"gemeenteraad|commissie\w*))\b",
    "minutes": r"(?:(?:concept-?|ontwerp|definitieve?f?|vastgesteld|beknopt|kort|woordelijk|openbaar|"
    r"openbare)[- ]?){0,3}(?:raads)?(?:notulen|handelingen|\w*verslag|commissieweergave|proces-verbaal)\b"
    r"|openbare (?:raads)?vergadering\b",
}
_TITLES = {kind: re.compile(rf"\W{{0,3}}(?:{words}).*$", re.IGNORECASE) for kind, words in _WORDS.items()}
_ALONE = re.compile(
    r"\W*(?:concept-?\s?|voorlopige |definitieve |gewijzigde |openbare |korte )*"
    r"(?:agenda|notulen|raadsnotulen|besluitenlijst|verslag|afsprakenlijst|uitnodiging|oproep|raadsagenda"
    r"|vergadering)\W*$",
    re.IGNORECASE,
)
_CARRIES_ON = re.compile(
    r"(?!.*\b(?:nodigt|roept)\b)(?:van|voor|der|des|de|het|openbare|gehouden|raad|commissie|d\.d\.)\b", re.IGNORECASE
)
_HANGS = re.compile(
    r"\b(?:van|voor|de|het|der|en|op|over|d\.d\.|gemeente|gehouden|commissie|raad van|op \w*dag|\d{1,2}|te|in)$|[-,]$",
    re.IGNORECASE,
)
_NOT_TITLE = re.compile(
    r"\W{0,3}(?:datum|tijd|aanvang\w*|plaats|locatie|voorzitter|griffier|aanwezig\w*|in (?:de|het)|te|hierbij|"
    r"\d{1,2}[.)]\s|\d{1,2}\s+(?-i:[A-Z]))",
    re.IGNORECASE,
)
_SECTION = re.compile(r"agenda\s+(?:documenten|punten|stukken)\W*$", re.IGNORECASE)
"""Heads of a portal's page, no title."""
_MEETING = re.compile(
    r"(?:(?:openbare|besloten|extra|ingelaste|besluitvormende|oordeelsvormende|beeldvormende|meningsvormende"
    r"|opiniërende|informatieve"
    r"|gecombineerde)\s+)*"
    r"(?:gemeenteraad|raadsvergadering|commissievergadering|(?:raads)?commissie|raadsplein|forum\w*|politieke "
    r"(?:avond|markt)"
    r"|vergadering|raad)"
    r"(?:\s+(?!bespreekt|besluit|stelt)[\w&,'’/ -]{1,60})?$",
    re.IGNORECASE,
)
_TIME = re.compile(r"[,\s]+(?:aanvang(?:stijd)?|om|vanaf|tijd)\s*:?\s*\d{1,2}[.:]\d{2}.*$", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:(?P<college>B&W(?:-vergadering)?|B en W|college van (?:B&W|B en W|burgemeester (?:en|&) wethouders)"
    r"|collegevergadering)"
    r"|(?P<commission>(?:raads|staten)?commissie\s+(?:voor\s+|van\s+)?(?-i:[A-Z])[^\n.;:(]{0,120})"
    r"|(?P<council>gemeenteraad|stadsdeelraad|deelraad|raadsvergadering|provinciale staten|algemeen bestuur|"
    r"bestuurscommissie|verenigde vergadering|"
    r"gedeputeerde staten|raadsagenda|raadsnotulen|raad\b))",
    re.IGNORECASE,
)
_BODY_CUT = re.compile(
    r"\s+(?:van\s+\d|van\s+de\s+gemeente\b|d\.d\.|op\s+\w*dag|op\s+\d|\d{1,2}[-\s]|maandag|dinsdag|woensdag|"
    r"donderdag|vrijdag|zaterdag|gehouden|agenda\b|notulen|"
    r"verslag|vergadering|tijd\b|datum\b).*$",
    re.IGNORECASE,
)
_HELD = re.compile(rf".{{20,}}?\b(?:van|op|d\.d\.)\s+(?:{WEEKDAY}\s+)?\d{{1,2}}\s+{MONTH}\s+\d{{4}}\b", re.IGNORECASE)
"""A sentence that says which meeting it was, up to the day: "Verslag van de vergadering gehouden op 12 mei 2023"."""
_WIDE = re.compile(r"\s{2,}|\t")
_CANONICAL = {
    "raadsvergadering": "gemeenteraad", "raadsagenda": "gemeenteraad", "raadsnotulen": "gemeenteraad",
    "raad": "gemeenteraad",
    "b&w-vergadering": "B&W", "collegevergadering": "college",
}  # fmt: skip


def read_head(part: Part, kind: str) -> Draft:
    """`meeting`, and `title` and `date` where they are sure."""
    head = [line for line in head_lines(part) if line.layer is not Layer.BOILERPLATE][:40]
    title = _title(part, head, kind)
    own = own_date(part, kind)
    date = own or _date_in(part, title)
    draft: Draft = {
        "meeting": {
            "body": _body(part, head),
            "date": date if date is not None and len(date.value) == len("2024-05-16") else None,
            "agenda_item": None,
        }
    }
    if title is not None:
        draft["title"] = title
    if own is None and date is not None:
        draft["date"] = date
    return draft


def _date_in(part: Part, title: Found[str] | None) -> Found[str] | None:
    """The one day that a title of several lines holds."""
    span = (title.spans[0].start, title.spans[-1].end) if title is not None else (0, 0)
    found = [m for m in dates.find(part.doc.text, *span, years=False) if m.precision == "day" and m.edtf]
    return found[0].found(0.88) if len(found) == 1 else None


def _title(part: Part, head: Sequence[Line], kind: str) -> Found[str] | None:
    """The line that says what it is, with the lines over which it goes on; a bare "Agenda" takes the body's line above
    it."""
    for at, line in enumerate(head[:14]):
        if _TITLES[kind].match(line.text) is None or _SECTION.match(line.text):
            continue
        if not (len(line.text) > 180 or (line.text.endswith(".") and len(line.text) > 100)):
            return _whole_title(part, head, at, kind)
        if (held := _HELD.match(line.text)) is not None and len(held[0]) <= 180:
            return Found(held[0], (Span(line.start, line.start + held.end()),), "rule:meeting-title", 0.8)
    return _called_as_meeting(head) if kind in ("agenda", "decision_list") else None


def _whole_title(part: Part, head: Sequence[Line], at: int, kind: str) -> Found[str] | None:
    line = head[at]
    pieces = [Span(x.start, x.end) for x in (line, *_carried_on(head, at))]
    value = join_lines("\n".join(part.doc.text[p.start : p.end] for p in pieces))
    if kind == "agenda" and _ALONE.match(value):
        named = next((h for h in reversed(head[:at]) if _BODY.match(h.text) and len(h.text) < 120), None)
        if named is not None:
            pieces = [Span(named.start, named.end), *pieces]
            value = f"{line.text} {_WIDE.split(named.text)[0]}"
    value = _TIME.sub("", value).strip(" .-_")
    return Found(value, merged(part, pieces), "rule:meeting-title", 0.85) if len(value) > 5 else None


def _carried_on(head: Sequence[Line], at: int) -> list[Line]:
    """The lines over which a title goes on: cut off by the margin, in lower case, or "van de raad" under "Agenda"."""
    out: list[Line] = []
    above = head[at]
    for later in head[at + 1 : at + 5]:
        goes_on = bool(_HANGS.search(above.text)) or later.text[:1].islower()
        if not out and not goes_on and _ALONE.match(above.text):
            goes_on = bool(_CARRIES_ON.match(later.text)) and label_at(later.text, "agenda") is None
        if not goes_on or later.index > above.index + 2 or ":" in later.text[:25] or _NOT_TITLE.match(later.text):
            break
        out.append(later)
        above = later
    return out


def _called_as_meeting(head: Sequence[Line]) -> Found[str] | None:
    """A portal's page is headed by the meeting itself: "Raadsvergadering", "Oordeelsvormende vergadering",
    "Gemeenteraad"."""
    line = next((line for line in head[:10] if _MEETING.match(line.text) and len(line.text) < 90), None)
    return (
        None
        if line is None
        else Found(_TIME.sub("", line.text), (Span(line.start, line.end),), "rule:meeting-name", 0.75)
    )


def _body(part: Part, head: Sequence[Line]) -> Found[str] | None:
    for line in head[:14]:
        match = _BODY.search(line.text)
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
    if best is not None and title is not None and best.mention.start >= title.spans[0].start:
        draft["date"] = None
    return draft
