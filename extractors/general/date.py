"""The document's own date: a motion's is the meeting's, answered questions' the answer's, a letter's that of its
letterhead.

Every date behind a label of the head, in the head, and behind a formula ("in vergadering bijeen op", "Aldus
vastgesteld in de vergadering van") is weighed by its label or the cue before it (`extractors/data/document_date.toml`),
by the kind and by where it stands. A date alone on a line of the head, or after a place ("Wassenaar, 8 februari
2023"), needs no cue. Nothing is taken from running text. The kinds' preferences are that data; no kind reads a date of
its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from griffier.extractors.drafting.context import Context
from griffier.extractors.dutch import dates, places
from griffier.extractors.dutch.dates import DateMention
from griffier.extractors.dutch.words import ANY_WEEKDAY
from griffier.extractors.general.meeting_title import meeting_title
from griffier.extractors.text.fields import answers, head_of
from griffier.extractors.text.label_rows import Field
from griffier.extractors.text.labels import label_at
from griffier.schemas.document import Layer, Line, Part
from griffier.schemas.evidence import Found

_HEAD = 3000
_ENOUGH = 3.0
_PASSED_ON = re.compile(r"-{2,}\s*(?:oorspronkelijk|original|doorgestuurd|forwarded)\s+(?:bericht|message)", re.I)
_PROSE_TOO = frozenset({"meeting_date", "assembled_on", "decided_on"})
"""Labels that in small letters are words of a sentence ("vastgesteld in de / raadsvergadering van 28 januari")."""
_TABLED = frozenset({"motion", "amendment"})
_PRECISE = frozenset({"day", "month", "quarter"})
_VAGUE = {"day": 0.0, "month": 2.0, "quarter": 2.0}
"""What a date without a day weighs less."""
_COLUMN = 3
"""Blanks between a label and the column of its value."""
_NEAR = 40
"""Characters of a label's value before its date."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that may be the document's own: how much speaks for it, and which cue said so. `header`: it stands in the
    head."""

    mention: DateMention
    weight: float
    cue: str
    header: bool


@dataclass(frozen=True, slots=True)
class _Cue:
    name: str
    pattern: re.Pattern[str]
    weight: float
    kinds: frozenset[str]
    extra: float
    anywhere: bool
    never: frozenset[str] = frozenset()


_BEFORE_DATE = (
    r"(?:" + ANY_WEEKDAY + r"(?:avond|middag|ochtend)?,?\s+(?:de\s+)?|d\.d\.\s*"
    r"|dd\.?\s+|:\s*|in\s+|[^\w\s]{1,3}\s)?\Z"
)


@cache
def _cues() -> tuple[_Cue, ...]:
    data = _data()
    return tuple(
        _Cue(
            c["name"],
            re.compile(c["pattern"] + _BEFORE_DATE, re.IGNORECASE),
            c["weight"],
            frozenset(c["kinds"]),
            c["extra"],
            c.get("where") == "any",
            frozenset(c.get("never", ())),
        )
        for c in data["cue"]
    )


@cache
def _labels() -> dict[str, _Cue]:
    """Label of a head (`labels.toml`) -> how much it speaks for the date behind it."""
    never = re.compile(r"(?!)")
    return {
        c["name"]: _Cue(f"label_{c['name']}", never, c["weight"], frozenset(c["kinds"]), c["extra"], False)
        for c in _data()["label"]
    }


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("griffier.extractors").joinpath("data/document_date.toml").read_text("utf-8"))


@cache
def _others() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(_data()["not"]["before"]) + ")" + _BEFORE_DATE, re.IGNORECASE)


@cache
def _adopts() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(_data()["not"]["of_lists"]) + ")" + _BEFORE_DATE, re.IGNORECASE)


_ALONE = re.compile(
    r"[\s|*_(-]*(?i:(?:gehouden\s+)?op\s+)?(?i:week\s+\d{1,2}\s*[–,-]\s*)?(?i:" + ANY_WEEKDAY + r",?\s+)?"
)
_PLACE = re.compile(
    r"[\s|*_-]*(?:['’]s-)?[A-Z][\w'’-]+(?:[ -](?:aan|den|de|op|bij|en|[A-Z][\w'’-]+)){0,4},\s*"
    r"(?:d\.d\.\s*|(?i:(?:op\s+)?" + ANY_WEEKDAY + r"(?:avond|middag|ochtend)?,?\s+))?"
)
_PLACE_AS_LABEL = re.compile(r"[\s|*_-]*(?P<place>[A-Z'’][\w'’-]+(?:[ -][\w'’-]+){0,4})\s*:\s*")
_GAP = re.compile(r"\s{3,}(?=\S)|\t")
_ITEM = re.compile(r"[\s|*_-]*\d{1,2}(?:\.\d{1,2})?[a-z]?[.)]?\s+[A-Za-z]")
_OF_ITEMS = frozenset(["agenda", "decision_list", "minutes"])


_PRINTED_AT = re.compile(r"\d{1,2}[-/]\d{1,2}[-/]\d{4},?\s+\d{1,2}:\d{2}\b")
"""When a browser printed the page, in its head."""
_ROW_OF_LABELS = re.compile(r"(?:^|\s{2,}|\t|\|)\s*datum\s*(?:$|\s{2,}|\t|\|)", re.IGNORECASE)


def extract(part: Part, context: Context, kind: str) -> Found[str] | None:
    """The date in EDTF; from `--metadata` where the document has none."""
    found = own_date(part, kind)
    if found is not None:
        return found
    if context.given.date and re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", context.given.date):
        return Found(context.given.date, (), "given:metadata", 1.0)
    return None


def own_date(part: Part, kind: str) -> Found[str] | None:
    """The date that the document prints as its own, for a kind that needs it in another field too."""
    best = best_of(part, kind)
    if best is None:
        return _in_title(part, kind) if kind in _OF_ITEMS else None
    return best.mention.found(min(0.97, 0.55 + 0.045 * best.weight))


def _in_title(part: Part, kind: str) -> Found[str] | None:
    """The one day that the title of a list holds, over several lines."""
    title = meeting_title(part, kind)
    if title is None:
        return None
    text, start, end = part.doc.text, title.spans[0].start, title.spans[-1].end
    days = [m for m in dates.find(text, start, end, years=False) if m.precision == "day" and m.edtf]
    return days[0].found(0.88) if len(days) == 1 and not _adopts().search(text[start : days[0].start]) else None


def labelled(part: Part, kind: str, field: str) -> Found[str] | None:
    """The day behind the label of the head that answers a kind's field ("answered_on")."""
    days = (_behind(part, told) for told in answers(part.memo(head_of(kind)), field, kind))
    return next((day.found(0.93) for day in days if day is not None and day.precision == "day"), None)


def best_of(part: Part, kind: str) -> Candidate | None:
    """The strongest candidate; the first of equals. None where none is strong enough."""
    ranked = sorted(candidates(part, kind), key=lambda c: (-c.weight, c.mention.start))
    if not ranked or ranked[0].weight < _ENOUGH:
        return None
    return ranked[0]


def candidates(part: Part, kind: str) -> list[Candidate]:
    """Every date of the part that has a label or a cue, in the order of the text."""
    return list(part.memo(_candidates_of(kind)))


@cache
def _candidates_of(kind: str) -> Callable[[Part], tuple[Candidate, ...]]:
    def read(part: Part) -> tuple[Candidate, ...]:
        told = _told(part, kind)
        mentions = {m.start: m for m in part.memo(_mentions)} | {start: day for start, (day, _) in told.items()}
        weighed = (
            _weighed(part, mentions[start], kind, told[start][1] if start in told else None)
            for start in sorted(mentions)
        )
        return tuple(candidate for candidate in weighed if candidate is not None)

    return read


def _told(part: Part, kind: str) -> dict[int, tuple[DateMention, _Cue]]:
    """Start of a date -> the date and the label of the head that it stands behind."""
    out: dict[int, tuple[DateMention, _Cue]] = {}
    passed_on = _PASSED_ON.search(part.doc.text, part.start, min(part.end, part.start + _HEAD))
    own = passed_on.end() if passed_on and not _spoken(part, passed_on.start(), kind) else part.start
    for told in part.memo(head_of(kind)):
        cue = _labels().get(told.name) if told.start >= own else None
        if told.name in _PROSE_TOO and _in_prose(part, told):
            continue
        day = _behind(part, told) if cue is not None and told.spans else None
        if cue is not None and day is not None:
            out.setdefault(day.start, (day, cue))
    return out


def _in_prose(part: Part, told: Field) -> bool:
    """A label in small letters without its colon, no column between it and its value."""
    apart = bool(told.spans) and told.spans[0].start - told.label_span.end >= _COLUMN
    return part.doc.text[told.label_span.start].islower() and not told.colon and not apart


def _spoken(part: Part, end: int, kind: str) -> bool:
    """Does any line but labels stand above the mail that was passed on?"""
    above = (line.text for line in part.lines if line.end <= end)
    return any(text and label_at(text, kind) is None for text in above)


def _behind(part: Part, told: Field) -> DateMention | None:
    """The date with which a label's value begins, behind a body at most ("Vergadering: gemeenteraad van 16 mei")."""
    start, end = told.spans[0]
    day = next(iter(dates.find(part.doc.text, start, end, years=False)), None)
    if day is None or day.edtf is None or day.precision not in _PRECISE:
        return None
    return day if day.start - start <= (_NEAR if day.precision == "day" else 3) else None


def _weighed(part: Part, mention: DateMention, kind: str, label: _Cue | None) -> Candidate | None:
    """How much speaks for a date; None where nothing does, or where it is the date of something else."""
    text = part.doc.text
    head = mention.start < part.start + _HEAD
    before = text[max(part.start, mention.start - 160) : mention.start]
    if label is None and _of_something_else(part, mention, kind, before, head):
        return None
    before = "\n" + before if mention.start - 160 <= part.start else before
    cues = _heard(before, kind, head, label)
    found = [(cue.weight + (cue.extra if kind in cue.kinds else 0), cue.name) for cue in cues]
    if head and (shape := _shape(part, mention, kind)) is not None:
        found.append(shape)
    if not found:
        return None
    weight, name = max(found, key=lambda f: f[0])
    if name == "label_date" and kind in _OF_ITEMS and _of_the_paper(part, mention):
        weight -= 4.5
    weight += (0.5 if mention.start < part.start + 1200 else 0.0) - _VAGUE.get(mention.precision, 4.0)
    return Candidate(mention, weight, name, head)


def _heard(before: str, kind: str, head: bool, label: _Cue | None) -> list[_Cue]:
    """The cues that the text before a date ends with, and its label."""
    may = (cue for cue in _cues() if (head or cue.anywhere) and kind not in cue.never)
    return [*(cue for cue in may if cue.pattern.search(before)), *([] if label is None else [label])]


def _of_something_else(part: Part, mention: DateMention, kind: str, before: str, head: bool) -> bool:
    """Is it the date of what is spoken of, or of the meeting that adopted a list?"""
    if kind in _OF_ITEMS and (_adopts().search(before) or (head and _of_an_item(part, mention))):
        return True
    return head and _others().search(before) is not None


def _of_the_paper(part: Part, mention: DateMention) -> bool:
    """ "Datum: 1 december" over "Openbare vergadering ... woensdag 21 december": the paper's own date, not the
    meeting's."""
    line = part.doc.line_at(mention.start)
    below = [other.text for other in part.doc.lines[line.index + 1 : line.index + 9] if not other.blank]
    return any(re.search(r"\bvergadering\b", text, re.I) for text in below[:3]) and any(
        re.match(r"\W*" + ANY_WEEKDAY + r"\b.*\d{4}", text, re.I) for text in below[:5]
    )


def _mentions(part: Part) -> tuple[DateMention, ...]:
    """The dates in the head, and those behind a formula anywhere: a report of 600 pages is not searched whole."""
    text = part.doc.text
    head_end = min(part.end, part.start + _HEAD)
    found = list(dates.find(text, part.start, head_end, years=False))
    for match in _FORMULA.finditer(text, head_end, part.end):
        found.extend(dates.find(text, match.start(), min(part.end, match.end() + 60), years=False)[:1])
    if part.end - part.start > _HEAD:
        found.extend(dates.find(text, max(head_end, part.end - 1200), part.end, years=False))
    kept: dict[int, DateMention] = {}
    for mention in found:
        if mention.edtf is not None and mention.precision in ("day", "month"):
            kept.setdefault(mention.start, mention)
    return tuple(kept[k] for k in sorted(kept))


_FORMULA = re.compile(
    r"\b(?:\w*vergadering|gearkomste|bijeen(?:gekomen)?|bijlage\s+bij\s+(?:de\s+|onze\s+)?brief)\b", re.IGNORECASE
)


def _of_an_item(part: Part, mention: DateMention) -> bool:
    """A date in the title of an item is of the paper that is dealt with ("2. Besluitenlijst 3 mei")."""
    line = part.doc.line_at(mention.start)
    if _ITEM.match(part.doc.text, max(line.start, part.start), mention.start) is not None:
        return True
    begins = part.doc.text[line.start : mention.start].strip() == ""
    above = part.doc.lines[line.index - 1] if line.index and begins else None
    return above is not None and not above.blank and _ITEM.match(above.text) is not None


def _under_labels(part: Part, line: Line) -> bool:
    """Does a row of labels with "Datum" among them stand above a line?"""
    near = reversed(part.doc.lines[max(0, line.index - 2) : line.index])
    above = next((other.text for other in near if not other.blank), "")
    return len(above) < 110 and _ROW_OF_LABELS.search(above) is not None and not line.text.endswith(".")


def _of_printing(part: Part, line: Line, mention: DateMention) -> bool:
    return line.layer is Layer.HEADER and _PRINTED_AT.match(part.doc.text, mention.start) is not None


_HOUR_BEHIND = re.compile(r",?\s*(?:om\s+)?\d{1,2}[.:]\d{2}|aanvang|,\s*aanvang|\(|[·•]\s|\|?\s*\d{1,2}[.:]\d{2}")


def _own_cell(before: str, timed: bool, kind: str) -> str:
    """What stands before a date in its own cell. A gap alone makes one in the head of a motion, and where something
    stands behind the date (`timed`), as the hour of a mail at the right of who sent it."""
    return "" if (timed or kind in _TABLED) and before.endswith("   ") else _GAP.split(before)[-1]


def _behind_place(cell: str, line: str) -> bool:
    """ "Hattem, 3 juni 2024", or "Hattem   : 3 juni 2024", where the place stands as a label among others."""
    found = _PLACE_AS_LABEL.fullmatch(line)
    return _PLACE.fullmatch(cell) is not None or (found is not None and bool(places.named(found["place"])))


def _shape(part: Part, mention: DateMention, kind: str) -> tuple[float, str] | None:
    """A date that has its line to itself, or after a place."""
    line = part.doc.line_at(mention.start)
    after = part.doc.text[mention.end : line.end].strip(" .|*_-") if line.end > mention.end else ""
    before = _own_cell(part.doc.text[max(line.start, part.start) : mention.start], bool(after), kind)
    if _under_labels(part, line):
        return 7.0, "label_above"
    furniture = line.layer in (Layer.FOOTER, Layer.BOILERPLATE) or _of_printing(part, line, mention)
    if after and not _HOUR_BEHIND.match(after):
        return None
    if _behind_place(before, part.doc.text[max(line.start, part.start) : mention.start]):
        return (8.0 if kind == "letter" else 6.0), "place_and_date"
    if _ALONE.fullmatch(before) and not furniture:
        cover = 1.5 if kind == "budget_report" else 0.0
        return (5.0 if mention.precision == "day" else 5.5) + cover, "date_alone"
    if re.fullmatch(r"[A-Z][\w ,:–&-]{0,60}?\s?", before) and line.index < 12 and mention.precision == "month":
        return 5.0, "date_of_title"
    return None
