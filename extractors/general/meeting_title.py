"""What an agenda, a decision list or minutes are called: the line that says so, or the meeting's own name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.dutch.words import MONTH, WEEKDAY
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
    r"(?!.*\b(?:nodigt|roept)\b)(?:van|voor|der|des|de|het|openbare|gehouden|raad|commissie|d\.d)\b", re.IGNORECASE
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
MEETING_BODY = re.compile(
    r"\b(?:(?P<college>B&W(?:-vergadering)?|B en W|college van (?:B&W|B en W|burgemeester (?:en|&) wethouders)"
    r"|collegevergadering"
    r"|(?:(?<=lijst )|(?<=besluiten )|(?<=vergadering )|(?<=agenda )|(?<=van het )|(?<=van ))college\b"
    r"(?!\s+van\b)|(?:(?<=vergadering van )|(?<=besluitenlijst van )|(?<=besluitenlijst )|(?<=besluiten van )|^)"
    r"burgemeester (?:en|&) wethouders(?=\W*$|\s+(?:van|d\.d|op|week|gehouden)\b))"
    r"|(?P<commission>(?:raads|staten)?commissie\s+(?:voor\s+|van\s+)?(?-i:[A-Z])[^\n.;:(]{0,120})"
    r"|(?P<council>gemeenteraad|stadsdeelraad|deelraad|raadsvergadering|provinciale staten|algemeen bestuur|"
    r"bestuurscommissie|verenigde vergadering|"
    r"gedeputeerde staten|raadsagenda|raadsnotulen|raad\b))",
    re.IGNORECASE,
)
_HELD = re.compile(rf".{{20,}}?\b(?:van|op|d\.d\.)\s+(?:{WEEKDAY}\s+)?\d{{1,2}}\s+{MONTH}\s+\d{{4}}\b", re.IGNORECASE)
"""A sentence that says which meeting it was, up to the day: "Verslag van de vergadering gehouden op 12 mei 2023"."""
_DAY_LINE = re.compile(
    rf"\W{{0,2}}(?:{WEEKDAY}\s+)?\d{{1,2}}\s+{MONTH}\s+\d{{4}}(?:\s*,?\s*(?:om\s+|aanvang\s+)?\d{{1,2}}[.:]\d{{2}}\s*(?:uur)?)?\W*$",
    re.IGNORECASE,
)
"""The day and the hour on a line of their own: the date of the meeting, no part of its name."""
_WIDE = re.compile(r"\s{2,}|\t")


def meeting_title(part: Part, kind: str) -> Found[str] | None:
    """The line that says what it is, with the lines over which it goes on; a bare "Agenda" takes the body's line above
    it."""
    head = [line for line in head_lines(part) if line.layer is not Layer.BOILERPLATE][:40]
    named = [(at, line) for at, line in enumerate(head[:14]) if _TITLES[kind].match(line.text)]
    for at, line in sorted(named, key=lambda told: told[1].layer is not Layer.BODY):
        if _SECTION.match(line.text):
            continue
        if not (len(line.text) > 180 or (line.text.endswith(".") and len(line.text) > 100)):
            return _named(part, head, at, kind)
        if (held := _HELD.match(line.text)) is not None and len(held[0]) <= 180:
            return Found(held[0], (Span(line.start, line.start + held.end()),), "rule:meeting-title", 0.8)
    return _called_as_meeting(head) if kind in ("agenda", "decision_list") else None


def _named(part: Part, head: Sequence[Line], at: int, kind: str) -> Found[str] | None:
    """The title that begins at a line of the head."""
    line = head[at]
    pieces = [Span(line.start, line.end), *(Span(x.start, x.end) for x in _further(head, at))]
    value = join_lines("\n".join(part.doc.text[p.start : p.end] for p in pieces))
    if kind == "agenda" and _ALONE.match(value):
        body = next((h for h in reversed(head[:at]) if MEETING_BODY.match(h.text) and len(h.text) < 120), None)
        if body is not None:
            pieces = [Span(body.start, body.end), *pieces]
            value = f"{line.text} {_WIDE.split(body.text)[0]}"
    value = _TIME.sub("", value).strip(" .-_")
    return Found(value, merged(part, pieces), "rule:meeting-title", 0.85) if len(value) > 5 else None


def _further(head: Sequence[Line], at: int) -> list[Line]:
    """The lines over which a title goes on."""
    out: list[Line] = []
    for later in head[at + 1 : at + 5]:
        above = out[-1] if out else head[at]
        open_ended = _HANGS.search(above.text) is not None
        if not open_ended and _DAY_LINE.match(later.text):
            break
        hangs = open_ended or later.text[:1].islower()
        if not out and _ALONE.match(above.text) and _CARRIES_ON.match(later.text):
            hangs = hangs or label_at(later.text, "agenda") is None
        if not hangs or later.index > above.index + 2 or ":" in later.text[:25] or _NOT_TITLE.match(later.text):
            break
        out.append(later)
    return out


def _called_as_meeting(head: Sequence[Line]) -> Found[str] | None:
    """A portal's page is headed by the meeting itself: "Raadsvergadering", "Oordeelsvormende vergadering",
    "Gemeenteraad"."""
    line = next(
        (line for line in head[:10] if line.text[:1].isupper() and _MEETING.match(line.text) and len(line.text) < 90),
        None,
    )
    return (
        None
        if line is None
        else Found(_TIME.sub("", line.text), (Span(line.start, line.end),), "rule:meeting-name", 0.75)
    )
