"""Programmes of a budget: number, name, committee, portfolios, mission, progress, policy areas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from griffier.extractors.budget.goals import goals_of
from griffier.extractors.draft import Draft
from griffier.extractors.joined import joined
from griffier.schemas.document import Layer, Line, Part, Span
from griffier.schemas.evidence import Found

_NUMBER_LINE = re.compile(r"^Programma(?:nummer|\s+nr\.?|\s+nummer)\s*:?\s*(?P<number>\d{1,2}[A-Z]?)$", re.IGNORECASE)
_HEADING = re.compile(
    r"^(?:\d+(?:\.\d+)*\.?\s+)?(?:Programma\s*:?\s*(?:P\s*)?(?P<number>\d{1,2}[A-Z]?)\s*[.:\-–]?\s+(?P<name>[A-ZÀ-Ü].{2,80})"
    r"|P\s?(?P<p>\d{1,2})[.:]?\s+(?P<pname>[A-ZÀ-Ü].{2,80}))$"
)
_COLUMN = re.compile(r"^Programma\s*:\s*(?:P\s*)?(?P<number>\d{1,2})\s+(?P<name>.+)$", re.IGNORECASE)
_COMMITTEE = re.compile(r"^(?:Raads)?commissie\s*:?\s+(?P<value>\S.{2,100})$", re.IGNORECASE)
_PORTFOLIOS = re.compile(r"^Portefeuille(?:\(s\)|houders?|s)?(?:\(s\))?\s*:?\s+(?P<value>\S.{2,160})$", re.IGNORECASE)
_MISSION = re.compile(
    r"^(?:De\s+)?(?:missie|visie|ambitie|doel)\b(?:\s+van\s+(?:het|dit)\s+programma\b.{0,80})?(?:\s+luidt)?\s*:?$", re.IGNORECASE
)
_PROGRESS = re.compile(r"^(?:Stand\s+van\s+zaken|Voortgang|Algemene\s+voortgang|Ontwikkelingen)\b.{0,60}$", re.IGNORECASE)
_AREA = re.compile(
    r"^(?:Beleidsterrein|Beleidsveld|Beleidsthema|Deelprogramma|Beleidsonderdeel)\s+(?P<code>\d{1,2}[A-Z]"
    r"|\d{1,2}(?:\.\d{1,2})+|[A-Z])\s*[:.\-–]?\s+(?P<name>\S.{2,100})$"
)
_STOP = re.compile(
    r"^(?:\d+(?:\.\d+)+\.?\s+\S|Doelstelling(?:en)?\b.{0,40}$|Wat\s+(?:willen|gaan|gaat|mag|hebben)\s|Doelenbo(?:om|men)\b"
    r"|Beleidsterrein\b|Wat\s+kost\b|Tabel\s+\d|Programma\s?\d|Bijdrage aan\b|Context$|Ontwikkelingen$|Beleidskader"
    r"|Toelichting\b|Lasten en baten|Relevante\s|Verbonden partijen|Kaderstellend|Speerpunten)",
    re.IGNORECASE,
)
_EXPLANATION = re.compile(r"^Toelichting\b.*\b(?:doelenboom|beleidsterrein|doelen)\b", re.IGNORECASE)
_LONGEST_PROSE_LINES = 90


@dataclass
class _Opening:
    """Where a programme starts: its number, its name, and the line."""

    number: str | None
    name: str
    number_span: Span | None
    name_span: Span
    line: Line


def programmes(part: Part) -> list[Draft]:
    """The programmes in the order of the report, each once."""
    lines = [line for line in part.lines if not line.blank and line.layer is not Layer.FOOTER]
    openings = _openings(lines)
    out: list[Draft] = []
    for i, opening in enumerate(openings):
        end = openings[i + 1].line.start if i + 1 < len(openings) else part.end
        own = [line for line in lines if opening.line.start <= line.start < end]
        out.append(_programme(part, opening, own))
    return out


def openings(chapters: Sequence[Draft]) -> list[tuple[str, int]]:
    """Number and beginning of each programme that has a number."""
    return [(c["number"].value, c["name"].spans[0].start) for c in chapters if c["number"] is not None]


def _openings(lines: list[Line]) -> list[_Opening]:
    """The first heading of each programme that has a body of its own; a name on the line before "Programmanummer 9" is the name."""
    found: dict[str, _Opening] = {}
    listed: dict[str, int] = {}
    for i, line in enumerate(lines):
        match = _NUMBER_LINE.match(line.text)
        if match and i and len(lines[i - 1].text) < 80:
            name = lines[i - 1]
            found.setdefault(
                match["number"],
                _Opening(match["number"], name.text, Span(line.start + match.start("number"), line.end), Span(name.start, name.end), name),
            )
            continue
        match = _HEADING.match(line.text) or _COLUMN.match(line.text)
        if not match:
            continue
        groups = match.groupdict()
        key = "number" if groups.get("number") else "p"
        named = "name" if groups.get("name") else "pname"
        number, name_text = match[key], match[named].strip()
        name_text = re.sub(r"\s*(?:\.{3,}|\s{2,})\s*\d*$", "", name_text)
        if re.search(r"\d{1,3}$|[.,;:]$|\s\d[\d.,]*\s", name_text) or len(name_text.split()) > 9:
            continue
        listed[number] = listed.get(number, 0) + 1
        span = Span(line.start + match.start(named), line.start + match.start(named) + len(name_text))
        opening = _Opening(number, name_text, Span(line.start + match.start(key), line.start + match.end(key)), span, line)
        best = found.get(number)
        if best is None or (_body(lines, i) > 0 and not _body_of(lines, best)):
            found[number] = opening
    return sorted(found.values(), key=lambda o: o.line.start)


def _body(lines: list[Line], at: int) -> int:
    """How many of the next lines are what opens a programme: its mission, its goals, its table."""
    window = lines[at + 1 : at + 8]
    return sum(
        1
        for line in window
        if _MISSION.match(line.text)
        or _COMMITTEE.match(line.text)
        or re.match(r"Wat\s+willen|Visie|Doelstelling", line.text, re.IGNORECASE)
    )


def _body_of(lines: list[Line], opening: _Opening) -> int:
    at = next((i for i, line in enumerate(lines) if line.start == opening.line.start), 0)
    return _body(lines, at)


def _programme(part: Part, opening: _Opening, lines: list[Line]) -> Draft:
    draft: Draft = {
        "number": Found(opening.number, (opening.number_span,), "rule:programme", 0.95) if opening.number and opening.number_span else None,
        "name": Found(opening.name, (opening.name_span,), "rule:programme", 0.95),
        "committee": None,
        "portfolios": [],
        "mission": None,
        "progress": None,
        "policy_areas": [],
    }
    for i, line in enumerate(lines):
        if i < 12 and draft["committee"] is None and (match := _COMMITTEE.match(line.text)):
            draft["committee"] = _value(line, match)
        elif i < 12 and not draft["portfolios"] and (match := _PORTFOLIOS.match(line.text)):
            draft["portfolios"] = _listed(line, match)
        elif draft["mission"] is None and _MISSION.match(line.text):
            draft["mission"] = _prose(part, lines, i)
        elif draft["progress"] is None and i < 80 and _PROGRESS.match(line.text) and len(line.text) < 70:
            draft["progress"] = _prose(part, lines, i)
    draft["policy_areas"] = _areas(part, lines)
    return draft


def _value(line: Line, match: re.Match[str]) -> Found[str]:
    return Found(match["value"].strip(), (Span(line.start + match.start("value"), line.start + match.end("value")),), "rule:programme", 0.9)


def _listed(line: Line, match: re.Match[str]) -> list[Found[str]]:
    """The portfolios, told apart by commas."""
    out = []
    for piece in re.finditer(r"[^,;]+", match["value"]):
        text = piece[0].strip()
        start = line.start + match.start("value") + piece.start() + len(piece[0]) - len(piece[0].lstrip())
        if text:
            out.append(Found(text, (Span(start, start + len(text)),), "rule:programme", 0.85))
    return out


def _prose(part: Part, lines: list[Line], at: int) -> Found[str] | None:
    """The paragraphs under a heading, up to the next heading."""
    body: list[Line] = []
    for line in lines[at + 1 : at + 1 + _LONGEST_PROSE_LINES]:
        if _STOP.match(line.text) or _PROGRESS.match(line.text) or _MISSION.match(line.text) or _COLUMN.match(line.text):
            break
        if body and body[0].bold != line.bold and line.bold and len(line.text) < 70:
            break
        if line.layer is not Layer.BODY:
            continue
        body.append(line)
    if not body:
        return None
    start, end = body[0].start, body[-1].end
    return Found(joined(part.doc, start, end), (Span(start, end),), "rule:programme_prose", 0.85)


def _areas(part: Part, lines: list[Line]) -> list[dict[str, Any]]:
    """Policy areas with their goals; the explanation is the prose under "Toelichting doelenboom"."""
    starts = [(i, m) for i, line in enumerate(lines) if (m := _AREA.match(line.text))]
    out = []
    for n, (i, match) in enumerate(starts):
        stop = starts[n + 1][0] if n + 1 < len(starts) else len(lines)
        block = lines[i + 1 : stop]
        cut = next(
            (
                k
                for k, line in enumerate(block)
                if re.match(r"\d+(?:\.\d+)+\.?\s+(?!\d)[A-Z]", line.text) and not re.match(r"\d+[A-Z]", line.text) and _section(line.text)
            ),
            len(block),
        )
        block = block[:cut]
        told = next((k for k, line in enumerate(block) if _EXPLANATION.match(line.text)), None)
        tree = block if told is None else block[:told]
        code = match["code"]
        line = lines[i]
        area: dict[str, Any] = {
            "code": Found(code, (Span(line.start + match.start("code"), line.start + match.end("code")),), "rule:policy_area", 0.9),
            "name": Found(
                match["name"].strip(), (Span(line.start + match.start("name"), line.start + match.end("name")),), "rule:policy_area", 0.9
            ),
            "goals": goals_of(part, tree),
            "explanation": None,
        }
        if told is not None and block[told + 1 :]:
            prose = block[told + 1 :]
            start, end = prose[0].start, prose[-1].end
            area["explanation"] = Found(joined(part.doc, start, end), (Span(start, end),), "rule:policy_area", 0.85)
        out.append(area)
    return out


def _section(text: str) -> bool:
    """A numbered section of the report, not a goal's number."""
    return bool(
        re.match(
            r"\d+\.\d+(?:\.\d+)?\.?\s+(?:Financi|Toelichting|Doelenb|Wat\s|Lasten|Baten|Investering|Reserve|Verbonden|Indicator|Overzicht)",
            text,
        )
    )
