"""What a document refers to: council proposals, decisions, agenda items, motions, amendments, articles of law, case
numbers.

The document's own number (in its head, behind "Nummer", "Registratienummer", "Ons kenmerk") is no reference. Each
value once, at its first place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from griffier.extractors.drafting.context import Context
from griffier.extractors.dutch import laws
from griffier.extractors.dutch.words import MONTH
from griffier.schemas.document import Layer, Part, Span
from griffier.schemas.evidence import Found

_CODE = r"(?:[A-Z]{0,4}[-.]?\d[\w./-]*\d|[A-Z]{1,3}[-.]?\d+(?:[.-]\d+)*|\d{1,4})"
_MONTHS = (
    r"(?!\s*(?:" + MONTH + r"|(?:en"
    r"|of|t/m)\s+\d))"
)
_REGISTRY = re.compile(
    r"(?<![\w/])(?:(?P<value>RIS\s?\d{5,6}[A-Z]?|[A-Z]{2,5}/\d{7,9})|(?:RIS|Ris)-?\s?[Nn]ummer\s*:?\s*(?P<bare>\d{5,6}))(?![\w/])"
)
"""The number that a council's registry gives each paper: a reference also where it is the paper's own."""
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "council_proposal",
        re.compile(r"(?<![\w/])(?P<value>VN\s?\d{4}-\d{5,6}|RV\s?\d{2}[.-]\d{3,5}|RV\s?\d{4}[./-]\d{2,5})(?![\w/])"),
    ),
    (
        "council_proposal",
        re.compile(
            r"(?P<value>Gemeenteblad,?\s+(?:(?:19|20)\d\d,?\s+)?afd(?:\.|eling)\s*\d\w?,?\s+(?:nr\.?|nummer)\s*\d+)",
            re.IGNORECASE,
        ),
    ),
    (
        "council_proposal",
        re.compile(
            rf"\b(?:raadsvoorstel|voorstelnummer|raadsvoorstelnummer|voordracht)\s*(?:met\s+)?(?:nr\.?|nummer|no\.?"
            rf"|:)?\s*(?P<value>{_CODE})\b{_MONTHS}",
            re.IGNORECASE,
        ),
    ),
    (
        "decision",
        re.compile(
            r"(?<!\w)(?P<value>B\s?&\s?W[ .-]?(?:nr\.?\s*)?\d{2}[.-]\d{3,5}|BW\d{2}[.-]\d{3,5}|BW-?\d{5,8})(?!\w)"
        ),
    ),
    (
        "decision",
        re.compile(
            r"\b(?:raadsbesluit|collegebesluit|besluitnummer|besluit\s+(?:nr\.?|nummer))\s*(?:nr\.?|nummer"
            r"|:)?\s*(?P<value>(?=\S*[-./])(?:[A-Z]{0,4}\d[\w./-]*\d))\b",
            re.IGNORECASE,
        ),
    ),
    (
        "agenda_item",
        re.compile(
            r"\bagendapunt(?:en(?!\s*\n))?\s*(?:nr\.?|nummer|:)?\s*(?P<value>\d{1,2}(?:\.\d{1,2})?[a-z]?(?:\.\d+)?)\b"
            + _MONTHS,
            re.IGNORECASE,
        ),
    ),
    (
        "motion",
        re.compile(
            r"\b[Mm]oties?\s+(?:nr\.?|nummer|met\s+nummer)?\s*[‘'\"]?(?P<value>M\s?-?\d{1,3}[a-z]?(?:[.-]\d+)?"
            r"|\d{4}[-/]M-?\d+|\d{1,4}(?:[.-]\d{1,3})?[a-z]?|\d{4}-\d{1,4})\b(?!\s+(?:RG|raad)|%|\s*(?:"
            + MONTH
            + r"|moties))"
        ),
    ),
    (
        "amendment",
        re.compile(
            r"\b[Aa]mendement(?:en)?\s+(?:nr\.?|nummer"
            r"|met\s+nummer)?\s*[‘'\"]?(?P<value>A\s?-?\d{1,3}[a-z]?(?:[.-]\d+)?|\d{4}[-/]A-?\d+"
            r"|\d{1,4}(?:[.-]\d{1,3})?[a-z]?)\b(?!\s+(?:RG|raad)|%|\s*" + MONTH + r")"
        ),
    ),
    ("case_number", _REGISTRY),
    (
        "case_number",
        re.compile(
            r"(?<![\w/])(?P<value>Z/\d{2}/\d{5,7}(?:/\d+)?|D/\d{2}/\d{5,7}|Z-\d{2,4}-\d{4,7}|Z\d{2}[./-]\d{5,7}"
            r"|UIT/\d{2}/\d+|INT[-/]\d{2}[-/]\d+|\d{2}bb\d{4,6}|[A-Z]{2}\d{2}\.\d{5})(?![\w/])"
        ),
    ),
    (
        "case_number",
        re.compile(
            r"\b(?:zaaknummer|zaaknr\.?|zaak|corsanummer|corsa|verseon|registratienummer|documentnummer"
            r"|kenmerk)\s*(?:nr\.?)?\s*[:]?\s*(?P<value>(?=[\w./-]*\d)(?=\S*[./-]|\S*\d{5})[A-Z0-9][\w./-]{3,24}\w)",
            re.IGNORECASE,
        ),
    ),
)
_OWN = re.compile(
    r"^\W*(?:gemeente\s+\w+\s+|concept-?|gewijzigde?\s+)?(?:nummer|registratienummer|ons\s+kenmerk|uw\s+kenmerk"
    r"|kenmerk|volgnummer|zaaknummer|documentnummer|raadsvoorstel|raadsbesluit|motie|amendement|voordracht"
    r"|ingekomen\s+onder\s+nummer)\b",
    re.IGNORECASE,
)
_HEAD = 1500
_CONFIDENCE = {
    "law": 0.9,
    "council_proposal": 0.85,
    "agenda_item": 0.85,
    "decision": 0.8,
    "motion": 0.75,
    "amendment": 0.75,
    "case_number": 0.75,
}


def extract(part: Part, context: Context, kind: str) -> list[Found[dict[str, Any]]]:
    """The references in the order of the text."""
    seen: dict[tuple[str, str], tuple[int, int, str]] = {}  # the value as it is first printed
    for what, start, end, value in _mentions(part):
        if not (_own(part, what, start, end, kind)):
            key = (what, re.sub(r"[\s.]+", "", value).lower())
            if key not in seen or start < seen[key][0]:
                seen[key] = (start, end, value)
    out = []
    for (what, _), (start, end, value) in sorted(seen.items(), key=lambda item: item[1][0]):
        raw = " ".join(part.doc.text[start:end].split())
        found = {"type": what, "value": value, "raw": raw}
        out.append(Found(found, (Span(start, end),), "rule:reference", _CONFIDENCE[what]))
    return out


def _mentions(part: Part) -> Iterator[tuple[str, int, int, str]]:
    text = part.doc.text
    taken: list[tuple[int, int]] = []
    for what, pattern in _PATTERNS:
        for match in pattern.finditer(text, part.start, part.end):
            bare = pattern is _REGISTRY and match["value"] is None
            start, end = match.span("bare" if bare else "value")
            if any(lo < end and start < hi for lo, hi in taken[-200:]):
                continue
            taken.append((start, end))
            value = f"RIS{match['bare']}" if bare else " ".join(match["value"].split())
            if what in ("agenda_item",):
                yield what, match.start(), end, value
            else:
                yield what, start, end, value
    for law in part.memo(laws_of):
        if law.article:
            yield "law", law.start, law.end, law.raw


def laws_of(part: Part) -> tuple[laws.LawMention, ...]:
    """The acts that a part names, computed once (`part.memo(laws_of)`)."""
    return tuple(laws.find(part.doc.text, part.start, part.end))


def _opens(text: str, at: int) -> bool:
    """Does a line open with what the paper is called, and its number: short, or the number right behind?"""
    return len(text) < (70 if at > 24 else 200) and _OWN.match(text) is not None


def _own(part: Part, what: str, start: int, end: int, kind: str) -> bool:
    """The document's own number: in its head, behind a label of numbers or alone on its line; or in a header or
    footer."""
    if part.doc.layer_at(start) in (Layer.HEADER, Layer.FOOTER, Layer.BOILERPLATE, Layer.STAMP):
        return True
    if what in ("agenda_item", "law") or _REGISTRY.match(part.doc.text, start, end):
        return False
    line = part.doc.line_at(start)
    own_kind = {
        "motion": "motion",
        "amendment": "amendment",
        "council_proposal": "council_proposal",
        "council_decision": "decision",
    }.get(kind)
    if start > part.start + _HEAD:
        return False
    if own_kind == what and start < part.start + 600 and _opens(line.text, start - line.start):
        return True
    if what == "case_number" and (
        _OWN.match(line.text) or (not re.search(r"[a-z]{3}", line.text) and len(line.text) <= end - start + 12)
    ):
        return True
    return kind == "council_proposal" and what == "council_proposal" and start < part.start + 800
