"""Deadlines in what is asked: "uiterlijk Q2 2025", "vóór 1 september 2024", "voor het einde van 2023", "eind Q1 2021".

The date is the one printed: "vóór" does not shift it and a quarter is its last month. A term that is no point in
time ("tot 2026", "binnen drie maanden", "vóór de begrotingsbehandeling") has its words and no date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from griffier.extractors.dutch import dates
from griffier.extractors.dutch.words import MONTH
from griffier.schemas.document import Span
from griffier.schemas.evidence import Found


@dataclass(frozen=True, slots=True)
class DeadlineMention:
    """One deadline: `edtf` None where the words name no date; `raw` from the cue to the end of the date or event.

    `date_start`, `date_end`: where the date itself stands (the whole mention where there is none).
    """

    start: int
    end: int
    edtf: str | None
    raw: str
    date_start: int
    date_end: int
    confidence: float = 0.85

    def found(self) -> Found[str] | None:
        """The date with its evidence."""
        return (
            None
            if self.edtf is None
            else Found(self.edtf, (Span(self.date_start, self.date_end),), "rule:deadline", self.confidence)
        )

    def found_raw(self) -> Found[str]:
        """The words with their evidence."""
        return Found(self.raw, (Span(self.start, self.end),), "rule:deadline", self.confidence)


_WHEN = r"(?:(?:het|de)\s+)?(?:(?:einde?|begin|start|aanvang|aanloop)\s+(?:van\s+)?)?(?:uiterlijk\s+)?"
_STRONG = re.compile(
    r"\b(?P<cue>(?:uiterlijk|ten laatste|niet later dan|op zijn laatst|deadline:?)(?:\s+(?:in"
    r"|op|per|voor|vóór|aan|rond|tot|binnen|bij|vanaf|tijdens))?"
    r"|(?:before|no\s+later\s+than|by|foar|uterlik)(?=\s+\d)"
    r"|vóór|v(?:òò|óo|oó|oò|òo)r(?=\s+\d)|voor(?=\s+(?:het\s+|de\s+)?(?:eind|begin|start|aanvang|zomer|kerst"
    r"|begrotingsbehandeling|kadernota|voorjaarsnota|behandeling|volgende|komende|\d{1,2}\b|Q[1-4]\b|" + MONTH + r")))"
    rf"\s+{_WHEN}",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:in|op|per)\s+(?:de\s+)?(?:loop\s+van\s+)?(?:(?:het|de)\s+)?",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"\b(?:tot(?:\s+en\s+met)?|t/m|vanaf|sinds|gedurende|tussen|(?<!loop\s)van)\s+"
    r"(?:het\s+jaar\s+)?\Z",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"\bbinnen\s+(?:nu\s+en\s+|uiterlijk\s+|een\s+(?:termijn|periode)\s+van\s+)?(?:\d{1,3}|één|een|twee"
    r"|drie|vier|vijf|zes|acht|twaalf|enkele)\s+(?:dagen|dag|weken|week|maanden|maand|jaar|kwartaal|werkdagen)\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"(?:\w+\s+){0,2}?\w*(?:begroting\w*|kadernota\w*|voorjaarsnota|najaarsnota|kaderbrief|reces|zomer"
    r"|kerst|behandeling|besluitvorming|vergadering|bestuursrapportage|jaarrekening|vakantie|verkiezingen"
    r"|perspectiefnota)\b"
    r"(?:\s+(?:van\s+|in\s+|over\s+|voor\s+)?(?:de\s+)?(?:\d{4}|begroting|kadernota|raad)(?:\s+\d{4})?\b)?",
    re.IGNORECASE,
)
_NEAR = 4


def find(text: str, start: int = 0, end: int | None = None, *, reference: str | None = None) -> list[DeadlineMention]:
    """The deadlines in `text[start:end]` (one item of a request), in order, the surest first where two overlap."""
    stop = len(text) if end is None else end
    mentions = _mentions(text, start, stop, reference)
    out: list[DeadlineMention] = []
    for match in _STRONG.finditer(text, start, stop):
        if strong := _strong(text, stop, match, mentions):
            _add(out, strong)
    for within in _WITHIN.finditer(text, start, stop):
        _add(out, _of(text, within.start(), within.end(), None, None, 0.8))
    for mention in mentions:
        weak = _weak(text, start, stop, mention) or _at_meeting(text, start, mention, reference)
        if weak is not None:
            _add(out, weak)
    return sorted(out, key=lambda d: d.start)


def _mentions(text: str, start: int, stop: int, reference: str | None) -> list[dates.DateMention]:
    """The dates of an item. A day whose year is nowhere printed is the next one, not the nearest ("uiterlijk 14
    december"): it is still to come where something is asked."""
    found = dates.find(text, start, stop, reference=reference)
    bare = {m.start for m in dates.find(text, start, stop) if m.edtf is None and m.modifier is None}
    return [_to_come(m, reference) if reference and m.start in bare else m for m in found]


def _to_come(mention: dates.DateMention, reference: str) -> dates.DateMention:
    passed = mention.year is not None and mention.edtf is not None and mention.edtf < reference
    return mention.at_year(mention.year + 1) if passed and mention.year else mention


def _strong(text: str, stop: int, cue: re.Match[str], mentions: list[dates.DateMention]) -> DeadlineMention | None:
    """The date or the event behind a cue that says that it is a deadline."""
    hit = _date_after(mentions, cue.end(), cue.start())
    if hit is not None and hit.edtf is not None:
        edtf = f"{hit.edtf}-12-31" if hit.precision == "year" and _YEARS_END.search(cue[0]) else hit.edtf
        return _of(text, cue.start(), hit.end, edtf, hit, 0.9)
    if hit is not None:
        return _of(text, cue.start(), hit.end, None, hit, 0.8)
    event = _EVENT.match(text, cue.end(), min(stop, cue.end() + 90))
    if event is None:
        return None
    day = _day_of(text, mentions, event.end())
    return _of(text, cue.start(), day.end if day else event.end(), day.edtf if day else None, day, 0.8)


def first(text: str, start: int = 0, end: int | None = None, *, reference: str | None = None) -> DeadlineMention | None:
    """The deadline of an item: the first that names a date, else the first of all; None without any."""
    found = find(text, start, end, reference=reference)
    return next((d for d in found if d.edtf), found[0] if found else None)


_OF_DAY = re.compile(r"\s+(?:van|op)\s+(?:\w+dag\s+)?", re.IGNORECASE)


def _day_of(text: str, mentions: list[dates.DateMention], at: int) -> dates.DateMention | None:
    """The day behind an event: "de vergadering van 14 december 2023"."""
    leads = _OF_DAY.match(text, at)
    return next((m for m in mentions if leads and m.start == leads.end() and m.precision == "day"), None)


_LASTS = re.compile(
    r"(?:(?!\bte\s)[^.;:])*?\b(?:(?:open|in\s+stand|beschikbaar|gesloten|vrij|gelijk|bereikbaar|toegankelijk)\s+te\s+(?:houden|laten)"
    r"|te\s+(?:behouden|handhaven|blijven|continueren)|voort\s+te\s+zetten)\b",
    re.IGNORECASE,
)
"""What goes on for a time has no deadline in it: "in het eerste kwartaal open te houden"."""


def _weak(text: str, start: int, stop: int, mention: dates.DateMention) -> DeadlineMention | None:
    """ "eind Q1 2021", "in juni 2026", "in het tweede kwartaal van 2025": a time to act; a day or a year alone is
    none."""
    if mention.edtf is None or _TERM.search(text, max(start, mention.start - 24), mention.start):
        return None
    if mention.modifier in ("a.s.", "jl"):
        return None
    if mention.modifier and mention.precision in ("quarter", "month", "year", "season"):
        return _of(text, mention.start, mention.end, mention.edtf, mention, 0.85)
    if mention.precision not in ("quarter", "month", "season"):
        return None
    before = next(reversed(list(_WEAK.finditer(text, max(start, mention.start - 30), mention.start))), None)
    if before is None or before.end() != mention.start or _past(text, mention.end):
        return None
    if _LASTS.match(text, mention.end, stop):
        return None
    return _of(text, before.start(), mention.end, mention.edtf, mention, 0.7)


_YEARS_END = re.compile(r"\beinde?\b", re.IGNORECASE)
_MEETING = re.compile(
    r"\b(?:in|tijdens|v[oó][oó]r|bij|op)\s+(?:de|het)\s+(?:raads|commissie)?(?:vergadering|commissie|raad)\s+van\s+"
    r"(?:\w+dag\s+)?\Z",
    re.IGNORECASE,
)


def _at_meeting(text: str, start: int, mention: dates.DateMention, reference: str | None) -> DeadlineMention | None:
    """ "in de vergadering van 14 december 2023 te berichten": a meeting that is still to come on the day of the
    document."""
    before = _MEETING.search(text, max(start, mention.start - 60), mention.start)
    if before is None or mention.edtf is None or mention.precision != "day" or _past(text, mention.end):
        return None
    if reference is None or mention.edtf <= reference:
        return None
    return _of(text, before.start(), mention.end, mention.edtf, mention, 0.75)


_PAST = re.compile(
    r"\s+(?:is|was|waren|werd|werden|heeft|hebben|had|hadden|vastgestelde?|aangenomen|gepubliceerd"
    r"|verschenen|gehouden)\b",
    re.IGNORECASE,
)


def _past(text: str, end: int) -> bool:
    """ "in juni 2021 is besloten" tells what was."""
    return bool(_PAST.match(text, end))


def _date_after(mentions: list[dates.DateMention], at: int, cue: int) -> dates.DateMention | None:
    for mention in mentions:
        if mention.end > at and mention.start >= cue and mention.start <= at + _NEAR:
            return mention
    return None


def _of(
    text: str, start: int, end: int, edtf: str | None, hit: dates.DateMention | None, confidence: float
) -> DeadlineMention:
    at, to = (hit.start, hit.end) if hit else (start, end)
    return DeadlineMention(start, end, edtf, " ".join(text[start:end].split()), at, to, confidence)


def _add(out: list[DeadlineMention], mention: DeadlineMention) -> None:
    if all(mention.end <= other.start or mention.start >= other.end for other in out):
        out.append(mention)
