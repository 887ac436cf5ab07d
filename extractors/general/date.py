"""The document's own date: a motion's is the meeting's, answered questions' the answer's, a letter's that of its
letterhead.

Every date in the head and behind a formula ("in vergadering bijeen op", "Aldus vastgesteld in de vergadering van") is
weighed by the cue before it (`extractors/data/document_date.toml`), by the kind and by where it stands. A date alone
on a line of the head, or after a place ("Wassenaar, 8 februari 2023"), needs no cue. Nothing is taken from running
text.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from griffier.extractors.drafting.context import Context
from griffier.extractors.dutch import dates
from griffier.extractors.dutch.dates import DateMention
from griffier.extractors.dutch.words import WEEKDAY
from griffier.schemas.document import Layer, Part
from griffier.schemas.evidence import Found

_HEAD = 3000
_ENOUGH = 3.0


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


_BEFORE_DATE = (
    r"(?:" + WEEKDAY + r"(?:avond|middag|ochtend)?,?\s+(?:de\s+)?|d\.d\.\s*"
    r"|dd\.?\s+|:\s*)?\Z"
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
        )
        for c in data["cue"]
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("griffier.extractors").joinpath("data/document_date.toml").read_text("utf-8"))


@cache
def _others() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(_data()["not"]["before"]) + ")" + _BEFORE_DATE, re.IGNORECASE)


_ALONE = re.compile(r"[\s|*_-]*(?i:week\s+\d{1,2}\s*[–,-]\s*)?(?i:" + WEEKDAY + r",?\s+)?")
_PLACE = re.compile(
    r"[\s|*_-]*(?:['’]s-)?[A-Z][\w'’-]+(?:[ -](?:aan|den|de|op|bij|en|[A-Z][\w'’-]+)){0,4},\s*"
    r"(?:d\.d\.\s*|(?i:(?:op\s+)?" + WEEKDAY + r"(?:avond|middag|ochtend)?,?\s+))?"
)
_ITEM = re.compile(r"[\s|*_-]*\d{1,2}(?:\.\d{1,2})?[a-z]?[.)]?\s+[A-Za-z]")
_OF_ITEMS = frozenset(["agenda", "decision_list", "minutes"])


_ROW_OF_LABELS = re.compile(r"(?:^|\s{2,}|\t|\|)\s*datum\s*(?:$|\s{2,}|\t|\|)", re.IGNORECASE)


def extract(part: Part, context: Context, kind: str) -> Found[str] | None:
    """The date in EDTF; from `--metadata` where the document has none."""
    best = best_of(part, kind)
    if best is not None:
        found = best.mention.found(min(0.97, 0.55 + 0.045 * best.weight))
        if found is not None:
            return found
    if context.given.date and re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", context.given.date):
        return Found(context.given.date, (), "given:metadata", 1.0)
    return None


def best_of(part: Part, kind: str) -> Candidate | None:
    """The strongest candidate; the first of equals. None where none is strong enough, or two different ones are equally
    strong."""
    ranked = sorted(candidates(part, kind), key=lambda c: (-c.weight, c.mention.start))
    if not ranked or ranked[0].weight < _ENOUGH:
        return None
    return ranked[0]


def candidates(part: Part, kind: str) -> list[Candidate]:
    """Every date of the part that has a cue, in the order of the text."""
    text, out = part.doc.text, []
    for mention in part.memo(_mentions):
        head = mention.start < part.start + _HEAD
        before = text[max(part.start, mention.start - 160) : mention.start]
        if head and (_others().search(before) or (kind in _OF_ITEMS and _of_an_item(part, mention))):
            continue
        best: tuple[float, str] | None = None
        for cue in _cues():
            if (head or cue.anywhere) and cue.pattern.search(
                "\n" + before if mention.start - 160 <= part.start else before
            ):
                weight = cue.weight + (cue.extra if kind in cue.kinds else 0)
                if best is None or weight > best[0]:
                    best = (weight, cue.name)
        if head:
            shape = _shape(part, mention, kind)
            if shape and (best is None or shape[0] > best[0]):
                best = shape
        if best is None:
            continue
        weight = best[0] - (0 if mention.precision == "day" else 2 if mention.precision == "month" else 4)
        weight += 0.5 if mention.start < part.start + 1200 else 0.0
        out.append(Candidate(mention, weight, best[1], head))
    return out


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
    r"\b(?:vergadering|gearkomste|bijeen(?:gekomen)?|bijlage\s+bij\s+(?:de\s+|onze\s+)?brief)\b", re.IGNORECASE
)


def _of_an_item(part: Part, mention: DateMention) -> bool:
    """A date in the title of an item is of the paper that is dealt with ("2. Besluitenlijst 3 mei")."""
    line = part.doc.line_at(mention.start)
    return _ITEM.match(part.doc.text, max(line.start, part.start), mention.start) is not None


def _shape(part: Part, mention: DateMention, kind: str) -> tuple[float, str] | None:
    """A date that has its line to itself, or after a place."""
    line = part.doc.line_at(mention.start)
    before = part.doc.text[max(line.start, part.start) : mention.start]
    after = part.doc.text[mention.end : line.end].strip(" .|*_-") if line.end > mention.end else ""
    above = next(
        (other for other in reversed(part.doc.lines[max(0, line.index - 2) : line.index]) if not other.blank), None
    )
    if (
        above is not None
        and len(above.text) < 110
        and _ROW_OF_LABELS.search(above.text)
        and not line.text.endswith(".")
    ):
        return 7.0, "label_above"
    furniture = line.layer in (Layer.FOOTER, Layer.BOILERPLATE)
    if after and not re.match(r",?\s*(?:om\s+)?\d{1,2}[.:]\d{2}|aanvang|,\s*aanvang|\(|\|?\s*\d{1,2}[.:]\d{2}", after):
        return None
    if _PLACE.fullmatch(before):
        return (8.0 if kind == "letter" else 6.0), "place_and_date"
    if _ALONE.fullmatch(before) and not furniture:
        return (5.0 if mention.precision == "day" else 5.5), "date_alone"
    if re.fullmatch(r"[A-Z][\w ,:–&-]{0,60}?\s?", before) and line.index < 12 and mention.precision == "month":
        return 5.0, "date_of_title"
    return None
