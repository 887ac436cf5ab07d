"""Programmes of a budget: number, name, committee, portfolios, mission, progress, policy areas."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from griffier.extractors.budgets.aims import aims_of
from griffier.extractors.budgets.goals import goals_of
from griffier.extractors.budgets.openings import COLUMN, Opening, end_of, openings_of
from griffier.extractors.budgets.outline import Outline, Question, outline
from griffier.extractors.drafting.draft import Draft, drafts_at, found_at, known_at
from griffier.extractors.text.fields import answers, read, rows_of, value_of
from griffier.extractors.text.unwrapping import joined
from griffier.schemas.document import Layer, Line, Part, Span
from griffier.schemas.evidence import Found

_PERSON = re.compile(
    r"(?<!\w)(?:[A-Z]\.\s?)+(?:[a-z']+\s)*[A-Z][a-zà-ü]|[A-Z][a-zà-ü]+\s(?:(?:van|de|der|den|ten|ter"
    r"|te)\s)*[A-Z][a-zà-ü]+(?=\s(?:en|&)\s|$)"
)
_MISSION = re.compile(
    r"^(?:De\s+)?(?:missie|visie|ambitie|doel)\b(?:\s+van\s+(?:het|dit)\s+programma\b.{0,80})?(?:\s+luidt)?\s*:?$",
    re.IGNORECASE,
)
_PROGRESS = re.compile(
    r"^(?:Stand\s+van\s+zaken|Voortgang|Algemene\s+voortgang|Ontwikkelingen)\b(?!\s*:\s*\S).{0,60}$", re.IGNORECASE
)
_AREA = re.compile(
    r"^(?:Beleidsterrein|Beleidsveld|Beleidsthema|Deelprogramma|Beleidsonderdeel)\s+(?P<code>\d{1,2}[A-Z]"
    r"|\d{1,2}(?:\.\d{1,2})+|[A-Z])\s*[:.\-–]?\s+(?P<name>\S.{2,100})$"
)
_STOP = re.compile(
    r"^(?:\d+(?:\.\d+)+\.?\s+\S|Doelstelling(?:en)?\b.{0,40}$|Wat\s+(?:willen|gaan|gaat|mag|hebben)\s|Doelenbo(?:om"
    r"|men)\b"
    r"|Beleidsterrein\b|Wat\s+kost\b|Tabel\s+\d|Programma\s?\d|Bijdrage aan\b|Context$|Ontwikkelingen$|Beleidskader"
    r"|Toelichting\b|Lasten en baten|Relevante\s|Verbonden partijen|Kaderstellend|Speerpunten)",
    re.IGNORECASE,
)
_EXPLANATION = re.compile(r"^Toelichting\b.*\b(?:doelenboom|beleidsterrein|doelen)\b", re.IGNORECASE)
_LONGEST_PROSE_LINES = 90
_LONGEST_HEAD = 13


def programmes(part: Part) -> list[Draft]:
    """The programmes in the order of the report, each once."""
    sketch = part.memo(outline)
    found = openings_of(part, sketch)
    lines = [line for line in part.lines if not line.blank and line.layer is not Layer.FOOTER]
    starts, kept = [line.start for line in lines], [line.start for line in sketch.lines]
    out: list[Draft] = []
    for i, opening in enumerate(found):
        after = found[i + 1] if i + 1 < len(found) else None
        end = after.line.start if after is not None else part.end
        own = lines[bisect_left(starts, opening.line.start) : bisect_left(starts, end)]
        draft = _programme(part, sketch, opening, own)
        areas = drafts_at(draft, "policy_areas")
        if not any(area["goals"] for area in areas):
            head = sketch.heads.get(opening.line.index)
            stop = end_of(part, sketch, opening, after)
            first, last = bisect_right(kept, opening.line.start), bisect_left(kept, stop)
            read = aims_of(part, sketch, first, last, known_at(draft, "name"), head.weight if head is not None else 1.4)
            draft["policy_areas"] = _merged(areas, read) if areas else read
        out.append(draft)
    return out


def _merged(areas: list[Draft], read: list[Draft]) -> list[Draft]:
    """Areas that are announced as such, with what stands under the questions in them."""
    named = {known_at(area, "name").value.casefold(): area for area in areas}
    out = list(areas)
    for area in read:
        own = named.get(known_at(area, "name").value.casefold())
        if own is None:
            out.append(area)
        else:
            own["goals"], own["results"] = area["goals"], area["results"]
    return out


def openings(chapters: Sequence[Draft]) -> list[tuple[str, int]]:
    """Number and beginning of each programme that has a number."""
    found = ((found_at(chapter, "number"), known_at(chapter, "name")) for chapter in chapters)
    return [(number.value, name.spans[0].start) for number, name in found if number is not None]


def _programme(part: Part, sketch: Outline, opening: Opening, lines: list[Line]) -> Draft:
    told = read(part, rows_of(_head_lines(part, sketch, opening, lines)), "budget_report")
    committee = next(iter(answers(told, "committee", "budget_report")), None)
    portfolios = next(iter(answers(told, "portfolios", "budget_report")), None)
    mission = (i for i, line in enumerate(lines) if _MISSION.match(line.text) or _asks(sketch, line) == "mission")
    progress = (i for i, x in enumerate(lines[:80]) if _PROGRESS.match(x.text) and len(x.text) < 70)
    return {
        "number": Found(opening.number, (opening.number_span,), "rule:programme", 0.95)
        if opening.number and opening.number_span
        else None,
        "name": Found(opening.name, (opening.name_span,), "rule:programme", 0.95),
        "committee": value_of(part, committee, "rule:programme", 0.9) if committee is not None else None,
        "portfolios": [x for span in portfolios.spans for x in _listed(part, span)] if portfolios is not None else [],
        "mission": _first_prose(part, sketch, lines, mission),
        "progress": _first_prose(part, sketch, lines, progress),
        "policy_areas": _areas(part, lines),
    }


def _head_lines(part: Part, sketch: Outline, opening: Opening, lines: Sequence[Line]) -> list[Line]:
    """The lines under the heading of a programme, empty ones too, up to the first question about goals or results."""
    near = lines[1 : _LONGEST_HEAD + 1]
    stop = next((line for line in near if _asks(sketch, line) not in (None, "mission", "stop")), None)
    last = stop.index if stop is not None else near[-1].index + 1 if near else 0
    return [x for x in part.doc.lines[opening.line.index + 1 : last] if x.blank or x.layer is not Layer.FOOTER]


def _first_prose(part: Part, sketch: Outline, lines: list[Line], heads: Iterable[int]) -> Found[str] | None:
    """The prose under the first heading that has some."""
    return next((prose for i in heads if (prose := _prose(part, sketch, lines, i)) is not None), None)


def _asks(sketch: Outline, line: Line) -> Question | None:
    head = sketch.heads.get(line.index)
    return head.question if head is not None else None


def _listed(part: Part, value: Span) -> list[Found[str]]:
    """The portfolios, told apart by commas; "en" parts names of people, and stays in "Water en Riolering"."""
    out = []
    whole = part.doc.text[value.start : value.end]
    people = len(_PERSON.findall(whole)) > 1
    for piece in re.finditer(r"(?:(?!\s(?:en|&)\s)[^,;])+" if people else r"[^,;]+", whole):
        text = piece[0].strip()
        start = value.start + piece.start() + len(piece[0]) - len(piece[0].lstrip())
        if people and (lead := re.match(r"(?:en|&)\s+", text)):
            text, start = text[lead.end() :], start + lead.end()
        if text:
            out.append(Found(text, (Span(start, start + len(text)),), "rule:programme", 0.85))
    return out


def _prose(part: Part, sketch: Outline, lines: list[Line], at: int) -> Found[str] | None:
    """The paragraphs under a heading, up to the next heading."""
    body: list[Line] = []
    for line in lines[at + 1 : at + 1 + _LONGEST_PROSE_LINES]:
        if _ends_prose(sketch, line) or (body and line.bold > body[0].bold and len(line.text) < 70):
            break
        if line.layer is Layer.BODY and not _stands_above(line, lines[at]):
            body.append(line)
    if not body:
        return None
    start, end = body[0].start, body[-1].end
    return Found(joined(part.doc, start, end), (Span(start, end),), "rule:programme_prose", 0.85)


def _ends_prose(sketch: Outline, line: Line) -> bool:
    """Does a line head something else: by its words, or by how it stands?"""
    if any(pattern.match(line.text) for pattern in (_STOP, _PROGRESS, _MISSION, COLUMN)):
        return True
    head = sketch.heads.get(line.index)
    return head is not None and (head.question is not None or bool(line.heading) or head.weight > 2.5)


def _stands_above(line: Line, head: Line) -> bool:
    """Is a line printed higher than a heading that is read before it: of a column of values beside one of labels?"""
    if line.page != head.page or line.box is None or head.box is None:
        return False
    return line.box.x0 > head.box.x1 and line.box.top < head.box.top - 2


def _areas(part: Part, lines: list[Line]) -> list[Draft]:
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
                if re.match(r"\d+(?:\.\d+)+\.?\s+(?!\d)[A-Z]", line.text)
                and not re.match(r"\d+[A-Z]", line.text)
                and _section(line.text)
            ),
            len(block),
        )
        block = block[:cut]
        told = next((k for k, line in enumerate(block) if _EXPLANATION.match(line.text)), None)
        tree = block if told is None else block[:told]
        code = match["code"]
        line = lines[i]
        area: Draft = {
            "code": Found(
                code, (Span(line.start + match.start("code"), line.start + match.end("code")),), "rule:policy_area", 0.9
            ),
            "name": Found(
                match["name"].strip(),
                (Span(line.start + match.start("name"), line.start + match.end("name")),),
                "rule:policy_area",
                0.9,
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
            r"\d+\.\d+(?:\.\d+)?\.?\s+(?:Financi|Toelichting|Doelenb|Wat\s|Lasten|Baten|Investering|Reserve|Verbonden"
            r"|Indicator|Overzicht)",
            text,
        )
    )
