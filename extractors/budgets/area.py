"""A policy area of a programme with its goals and results: its heading, and how it is written down."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from griffier.extractors.budgets.aim import Aim
from griffier.extractors.text.unwrapping import join_lines
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found

AREA = re.compile(
    r"(?:(?P<number>\d{1,2}(?:\.\d{1,2}){0,2})\.?\s+)?(?:Beleidsterrein|Beleidsveld|Beleidsthema|Deelprogramma"
    r"|Beleidsonderdeel|Programmaonderdeel|Thema|Opgave|Taakveld|Pakket|Productgroep|Beleidsdoel)"
    r"\s*:?\s+(?:(?P<code>\d{1,2}(?:\.\d{1,2})*[A-Z]?|[A-Z])(?=[\s:.–-])\s*[:.–-]?\s*)?(?P<name>[A-ZÀ-Ü].{2,80})"
)

GENERIC = re.compile(
    r"(?:De\s+)?(?:Programma(?:'s|plan(?:nen)?|verantwoording|onderdelen)?|Thema's|Beleidsbegroting|Jaarverslag"
    r"|Beleidsvelden|Doelen|Onze\s+plannen"
    r"|(?:Stand\s+van\s+zaken|Voortgang|Ontwikkelingen)\b.*"
    r"|(?:Ambities?|Doel(?:en|stellingen)?|Resultaten)(?:,|\s+en\b).*"
    r"|Deel\s.*|Hoofdstuk\s+\d+)",
    re.IGNORECASE,
)
"""Headings over a question that name no policy area."""


@dataclass
class Area:
    """What a programme is divided into. `head`: index of its heading; `results`: those of no one goal."""

    name: Found[str]
    code: Found[str] | None = None
    goals: list[Aim] = field(default_factory=list)
    results: list[Aim] = field(default_factory=list)
    head: int | None = None


def named(line: Line, match: re.Match[str]) -> Area:
    """The area that a line names, `match` that of `AREA`."""
    name = Found(
        match["name"],
        (Span(line.start + match.start("name"), line.start + match.end("name")),),
        "rule:policy_area",
        0.85,
    )
    group = "code" if match["code"] else "number"
    code = Span(line.start + match.start(group), line.start + match.end(group))
    return Area(name, Found(match[group], (code,), "rule:policy_area", 0.85) if match[group] else None)


def found(part: Part, span: Span, method: str, confidence: float) -> Found[str]:
    """The words of a span."""
    return Found(part.doc.text[span.start : span.end], (span,), method, confidence)


def drafted(part: Part, area: Area) -> dict[str, Any]:
    """An area as a draft of the record's `policy_areas`."""
    return {
        "code": area.code,
        "name": area.name,
        "goals": [
            {**_one(part, goal, "rule:goal"), "results": [_one(part, r, "rule:result") for r in goal.results]}
            for goal in area.goals
        ],
        "results": [_one(part, r, "rule:result") for r in area.results],
        "explanation": None,
    }


_STATE = re.compile(
    r"\s*(?:[☺☹\u2600-\u26ff\U0001f600-\U0001f64f\U0001f7e0-\U0001f7e6●✔✓✗✘]"
    r"|\[(?:(?:nog\s+)?niet\s+|deels\s+|bijna\s+)?(?:gereed|loopt|gestart|gerealiseerd|afgerond|uitgesteld|vertraagd|voltooid"
    r"|op\s+schema|in\s+uitvoering|vervallen)\])+$",
    re.IGNORECASE,
)
"""The mark of a state behind the words: a face, a light, a word in square brackets."""


def _one(part: Part, aim: Aim, method: str) -> dict[str, Any]:
    last = aim.spans[-1]
    state = _STATE.search(part.doc.text[last.start : last.end])
    if state is not None and state.start():
        aim.reach(last.start + state.start())
    text = join_lines("\n".join(part.doc.text[s.start : s.end] for s in aim.spans))
    return {
        "code": found(part, aim.code, method, 0.85) if aim.code else None,
        "text": Found(text, tuple(aim.spans), method, 0.8),
    }
