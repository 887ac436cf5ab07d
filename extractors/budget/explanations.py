"""Prose that explains rows of a table: a heading, its text, its amounts, and the numbers of the rows that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from griffier.extractors.draft import Draft
from griffier.extractors.dutch.money import within
from griffier.extractors.joined import joined
from griffier.schemas.budget_report import Table
from griffier.schemas.document import Layer, Line, Part, Span
from griffier.schemas.evidence import Found

_SECTION = re.compile(
    r"^(?:\d+(?:\.\d+)+\.?\s+)?Toelichting\b.{0,40}\b(?:afwijking(?:en)?|mutaties?|begroting|posten|baten|lasten|incidente\w+|wijzigingen|programma|begroot)\b",
    re.IGNORECASE,
)
_NEXT_SECTION = re.compile(
    r"^(?:\d+(?:\.\d+)+\.?\s+[A-Z]|Tabel\s+\d|Programma\s|Hoofdstuk\s|Bijlage|Paragraaf\s|Investeringen$|Beleidsterrein\b|Wat\s+(?:willen|gaan|gaat|mag)\b)"
)
_LABEL = re.compile(
    r"^(?:Mee-?\s+en\s+tegenvallers|Budgetneutrale wijzigingen|Voordelen|Nadelen|Niet van toepassing)\b.{0,10}$", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*[.)]?)\s+(?P<rest>[A-ZÀ-Ü].*)$")
_LONGEST_HEADING = 110


def explanations(part: Part, tables: Sequence[Table]) -> list[Draft]:
    """The explanations of a report. A section "Toelichting afwijkingen" holds one for each heading in it."""
    rows = [(row.number, row.label) for table in tables for row in table.rows if row.number and row.label and row.role == "item"]
    out: list[Draft] = []
    for heading, body in _blocks(part):
        start, end = body[0].start, body[-1].end
        out.append(
            {
                "heading": Found(heading.text, (Span(heading.start, heading.end),), "rule:explanation", 0.85),
                "text": Found(joined(part.doc, start, end), (Span(start, end),), "rule:explanation", 0.85),
                "amounts": [m.found() for m in within(part, start, end)],
                "rows": [
                    Found(number, (Span(heading.start, heading.end),), "derived:explained_row", 0.8)
                    for number in _matching(heading.text, rows)
                ],
            }
        )
    return out


def _blocks(part: Part) -> Iterator[tuple[Line, list[Line]]]:
    lines = [line for line in part.lines if line.layer is Layer.BODY]
    i = 0
    while i < len(lines):
        if not lines[i].text or not _SECTION.match(lines[i].text) or len(lines[i].text) > _LONGEST_HEADING:
            i += 1
            continue
        i += 1
        heading: Line | None = None
        body: list[Line] = []
        while i < len(lines) and not (lines[i].text and (_NEXT_SECTION.match(lines[i].text) or _SECTION.match(lines[i].text))):
            line = lines[i]
            if line.blank:
                i += 1
                continue
            if _is_heading(lines, i, body):
                if heading is not None and body and not _LABEL.match(heading.text):
                    yield heading, body
                heading, body = line, []
            elif heading is not None:
                body.append(line)
            i += 1
        if heading is not None and body and not _LABEL.match(heading.text):
            yield heading, body


def _is_heading(lines: Sequence[Line], i: int, body: Sequence[Line]) -> bool:
    """A short line that is no sentence, after a blank line, a page's start or a finished sentence, with prose under it."""
    line = lines[i]
    text = line.text
    if len(text) > _LONGEST_HEADING or text[-1] in ".,;" or (not text[:1].isupper() and not text[:1].isdigit()) or len(text.split()) > 14:
        return False
    after = next((x for x in lines[i + 1 : i + 3] if not x.blank), None)
    if after is None or (lines[i + 1].blank and not text.endswith(":") and not line.bold):
        return bool(text.endswith(":"))
    before = lines[i - 1] if i else None
    if line.bold:
        return not (before is not None and before.bold and body == [] and not before.blank) or True
    finished = before is None or before.blank or before.text.endswith((".", ":", ")"))
    return finished and len(text) < 70 and len(after.text) > len(text) and len(after.text) > 50


def _matching(heading: str, rows: Sequence[tuple[str | None, str | None]]) -> list[str]:
    """Numbers of rows whose label is the heading, in any case; a number before the heading must be the row's."""
    numbered = _NUMBERED.match(heading)
    own = numbered["number"].rstrip(".)") if numbered else None
    if numbered and any(number == own for number, _ in rows):
        rows, heading = [row for row in rows if row[0] == own], numbered["rest"]
    want = _folded(heading)
    found = [
        number
        for number, label in rows
        if number and label and (_folded(label) == want or _folded(label).startswith(want + ",") or want.startswith(_folded(label) + " ("))
    ]
    return list(dict.fromkeys(found))


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" .:").casefold()
