"""The head of a proposal or decision: number and portfolio holder."""

from __future__ import annotations

import re

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch.dates import find
from griffier.extractors.dutch.words import PROPOSAL
from griffier.extractors.general.title_formulas import BRACKET_NUMBER
from griffier.extractors.text.fields import answers, first, head_lines, head_of, value_of
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found

_LEADING_NUMBER = re.compile(
    r"(?P<n>(?=\S*\d)[A-Za-z0-9][\w./-]{0,20}(?: \d{1,6})?)(?=$|\s+(?:agendapunt|raad\b|datum|onderwerp|"
    r"registratie|portefeuille|versie|blad|pagina))",
    re.IGNORECASE,
)
_CODE = re.compile(r"\b(?P<n>(?:VN|RV|BD|RB|BP|R|SV|PS|RVS|RIS)\s?-?(?:20)?\d{2}[-./]?\d{2,6})\b")
_IN_TITLE = re.compile(
    rf"(?:{PROPOSAL}|(?:raads)?besluit)"
    r"(?:\s+aan\s+de\s+(?:gemeente)?raad)?\s+(?:nr\.?|nummer|no\.?|:)?\s*"
    r"(?P<n>(?=\S*\d)[A-Z]{0,4}[-. ]?\d[\w/.-]{1,14})$",
    re.IGNORECASE,
)
_ROLE = re.compile(r"(?:wethouder|burgemeester|gedeputeerde)\s+(?=[A-Z'’]|van\s|de\s|dhr|mw)", re.IGNORECASE)
_A_PERSON = re.compile(r"(?:wethouder|burgemeester|dhr|mw|mevr)\b", re.IGNORECASE)
_NOT_A_HOLDER = re.compile(
    r"^\W*$|n\.?v\.?t|@|\d{3}|datum|steller|nummer|\b(?:team|afdeling|behandeld)\b", re.IGNORECASE
)
_IN_CORNER = re.compile(
    r"(?:\s{3,}|\t)(?:raadsvoorstel\s*)?(?:nr|nummer|voorstelnr"
    r"|voorstelnummer)\.?\s*:?\s*(?P<n>(?=\S*\d)[\w./-]{2,20})\s*$",
    re.IGNORECASE,
)
"""A number in the other corner of the head: "Gemeente Deurne      Nr. 2024.118"."""


KIND = "council_proposal"
"""Decisions have the labels of proposals."""


def read_head(part: Part) -> Draft:
    """`number` and `portfolio_holder`."""
    return {"number": _number(part), "portfolio_holder": _holder(part)}


def _number(part: Part) -> Found[str] | None:
    """Its own, from a label or the head; else that of the registry."""
    return _labelled(part, "number") or _in_head(part) or _labelled(part, "registered")


def _labelled(part: Part, field: str) -> Found[str] | None:
    for told in answers(part.memo(head_of(KIND)), field, KIND):
        start, end = told.spans[0]
        if (number := _LEADING_NUMBER.match(part.doc.text[start:end])) is not None:
            return Found(number["n"], (Span(start, start + len(number["n"])),), "rule:number-label", 0.92)
    return None


def _in_head(part: Part) -> Found[str] | None:
    """In the line that names the kind, or in brackets or a corner of the head."""
    for line in head_lines(part)[:10]:
        match = _IN_TITLE.search(line.text) or _CODE.search(line.text)
        if match and not find(line.text, match.start("n"), match.end("n"), years=False):
            return _placed(line, match, "rule:number-code")
    for line in head_lines(part)[:14]:
        match = BRACKET_NUMBER.search(line.text) or _IN_CORNER.search(line.text)
        if match:
            return _placed(line, match, "rule:number-in-brackets")
    return None


def _placed(line: Line, match: re.Match[str], method: str) -> Found[str]:
    span = Span(line.start + match.start("n"), line.start + match.end("n"))
    return Found(match["n"], (span,), method, 0.85)


def _holder(part: Part) -> Found[str] | None:
    """Without the office before a name: "wethouder A. de Vries" is A. de Vries."""
    told = first(part, "holder", KIND)
    found = value_of(part, told, "rule:portfolio-holder") if told is not None else None
    if told is None or found is None or _NOT_A_HOLDER.search(found.value) or len(found.value) > 70:
        return None
    role = _ROLE.match(found.value)
    if told.name == "portfolio" and _A_PERSON.match(found.value) is None:
        return None
    if role is None or len(found.value) - role.end() < 3:
        return found
    own = found.spans[0]
    spans = (Span(own.start + role.end(), own.end), *found.spans[1:])
    return Found(found.value[role.end() :], spans, found.method, found.confidence)
