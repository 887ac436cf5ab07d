"""Where the programmes of a budget begin: by the word, by their number, or as the chapters in which the questions are
answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from griffier.extractors.budgets.aim import GOAL
from griffier.extractors.budgets.aim_table import AimTable
from griffier.extractors.budgets.aim_tables import aim_tables
from griffier.extractors.budgets.area import AREA
from griffier.extractors.budgets.outline import Head, Outline, question
from griffier.schemas.document import Layer, Line, Part, Span

_NUMBER_LINE = re.compile(r"^Programma(?:nummer|\s+nr\.?|\s+nummer)\s*:?\s*(?P<number>\d{1,2}[A-Z]?)$", re.IGNORECASE)
_HEADING = re.compile(
    r"^(?:\d+(?:\.\d+)*\.?\s+)?(?:(?:Programma"
    r"|PROGRAMMA)\s*:?\s*(?:P\s*)?(?P<number>\d{1,2}[A-Z]?|(?:[A-Z]|[IVX]{2,4})(?=[\s.:]))\s*[.:|\-–]?\s+"
    r"(?P<name>[A-ZÀ-Ü].{2,80})"
    r"|(?P<before>\d{1,2})\.?\s+(?:Programma|PROGRAMMA)\s*[:–-]?\s+(?P<bname>[A-ZÀ-Ü].{2,80})"
    r"|P\s?(?P<p>\d{1,2})[.:]?\s+(?P<pname>[A-ZÀ-Ü].{2,80}))$"
)
COLUMN = re.compile(r"^Programma\s*:\s*(?:P\s*)?(?P<number>\d{1,2})\s+(?P<name>.+)$", re.IGNORECASE)
_UNNUMBERED = re.compile(r"^(?:Programma|PROGRAMMA)\s*[:–-]?\s+(?P<name>[A-ZÀ-Ü](?!egroting|rogramma).{2,80})$")
_BODY = re.compile(
    r"(?:Raads)?commissie\b|Portefeuille|Wat\s+(?:w[io]l|ga|mag|heeft|hebben|kost)|(?:De\s+)?(?:Missie|Visie|Ambitie"
    r"|Doel)|Toelichting"
    r"|Bedragen\s|\(?x\s*€|Lasten\b|Opgave\b|Thema\b|Taakveld",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"^(?:(?:De\s+)?(?:missie|visie|ambitie|doel)\b(?:\s+van\s+(?:het|dit)\s+programma\b.{0,80})?(?:\s+luidt)?\s*:?$"
    r"|(?:Raads)?commissie\s*:?\s+\S"
    r"|Wat\s+willen|Visie|Doelstelling)",
    re.IGNORECASE,
)
_NO_PROGRAMME = re.compile(
    r"(?:Gemeente\s|Inhoud|Inleiding|Voorwoord|Leeswijzer|Samenvatting|Aanbieding|(?:De\s+)?Programma(?:'s|plan"
    r"|verantwoording|begroting)|Paragra"
    r"|Beleidsbegroting|Jaarverslag|Jaarrekening|Jaarstukken|(?:Meerjaren)?begroting|Kadernota|Voorjaarsnota|Bijlage"
    r"|Deel\s|Ontwikkelingen\b"
    r"|(?:\S+\s+)?Bestuursrapportage|Perspectiefnota|Bijstellingen)",
    re.IGNORECASE,
)
_NEXT_CHAPTER = re.compile(
    r"(?:Hoofdstuk|Deel|Paragra(?:af|fen)|Bijlagen?|Overzicht|Financi|Lokale heffingen|Weerstandsvermogen|Onderhoud "
    r"kapitaal"
    r"|Bedrijfsvoering|Verbonden partijen|Grondbeleid|Uiteenzetting|Balans|Jaarrekening|Meerjaren|Algemene dekking"
    r"|Investering|Overhead"
    r"|Staat van|Reserves)"
)
_NEAR = 60


@dataclass
class Opening:
    """Where a programme starts: its number, its name, and the line."""

    number: str | None
    name: str
    number_span: Span | None
    name_span: Span
    line: Line


def openings_of(part: Part, sketch: Outline) -> list[Opening]:
    """The programmes of a report in its order, each once."""
    lines = [line for line in part.lines if not line.blank and line.layer is not Layer.FOOTER]
    found = _worded([line for line in lines if line.layer is not Layer.BOILERPLATE]) or _worded(lines)
    names, starts = {opening.name.casefold() for opening in found}, {opening.line.start for opening in found}
    loose = (opening for opening in _unnumbered(sketch) if opening.line.start not in starts)
    found += [opening for opening in loose if opening.name.casefold() not in names]
    return sorted(found or _asked(part, sketch), key=lambda o: o.line.start)


def end_of(part: Part, sketch: Outline, opening: Opening, after: Opening | None) -> int:
    """Where a programme ends: at the next, or at a heading that stands as high and is of another chapter."""
    stop = after.line.start if after is not None else part.end
    own = sketch.heads.get(opening.line.index)
    if own is None or own.weight <= 1.5:
        return stop
    for head in sketch.heads.values():
        higher = head.weight > own.weight or (head.weight == own.weight and _NEXT_CHAPTER.match(head.name))
        if higher and head.question is None and opening.name_span.end < head.line.start < stop:
            return head.line.start
    return stop


def _worded(lines: list[Line]) -> list[Opening]:
    """The first heading of each programme that has a body of its own; a name on the line before "Programmanummer 9" is
    the name."""
    found: dict[str, Opening] = {}
    bodies: dict[str, int] = {}
    for i, line in enumerate(lines):
        match = _NUMBER_LINE.match(line.text)
        if match and i and len(lines[i - 1].text) < 80:
            name = lines[i - 1]
            span = Span(line.start + match.start("number"), line.end)
            found.setdefault(
                match["number"], Opening(match["number"], name.text, span, Span(name.start, name.end), name)
            )
            continue
        match = _HEADING.match(line.text) or COLUMN.match(line.text)
        if not match:
            continue
        groups = match.groupdict()
        key, named = next(
            pair for pair in (("number", "name"), ("before", "bname"), ("p", "pname")) if groups.get(pair[0])
        )
        number, text = match[key], _bare(match[named])
        if text is None:
            continue
        span = Span(line.start + match.start(named), line.start + match.start(named) + len(text))
        opening = Opening(number, text, Span(line.start + match.start(key), line.start + match.end(key)), span, line)
        body = sum(1 for near in lines[i + 1 : i + 8] if _OPENS.match(near.text))
        if number not in found or (body and not bodies.get(number, 1)):
            found[number], bodies[number] = opening, body
    return list(found.values())


def _bare(name: str) -> str | None:
    """A name without leaders; None for a line of a table or of the contents."""
    name = re.sub(r"\s*(?:\.{3,}|\s{2,})\s*\d*$", "", name.strip())
    return None if re.search(r"\d{1,3}$|[.,;:]$|\s\d[\d.,]*\s", name) or len(name.split()) > 9 else name


def _unnumbered(sketch: Outline) -> list[Opening]:
    """ "Programma Sociaal domein": a heading with the body of a programme under it."""
    found: dict[str, Opening] = {}
    starts = [i for i, line in enumerate(sketch.lines) if line.index in sketch.heads and _UNNUMBERED.match(line.text)]
    for n, i in enumerate(starts):
        line = sketch.lines[i]
        match = _UNNUMBERED.match(line.text)
        assert match is not None
        name = _bare(match["name"])
        stop = min(i + _NEAR, starts[n + 1] if n + 1 < len(starts) else len(sketch.lines))
        if (
            name is None
            or _NO_PROGRAMME.match(name)
            or not any(_BODY.match(x.text) for x in sketch.lines[i + 1 : stop])
        ):
            continue
        at = line.start + match.start("name")
        found.setdefault(name.casefold(), Opening(None, name, None, Span(at, at + len(name)), line))
    return list(found.values())


def _asked(part: Part, sketch: Outline) -> list[Opening]:
    """No heading says "programma": the chapters in which "Wat willen we bereiken?" is answered are the programmes."""
    found: dict[int, Opening] = {}
    for chain in _chains(part, sketch):
        head = next((h for h in chain if h.number and h.number.isdecimal()), chain[0])
        line = head.line
        number = Span(line.start, line.start + len(head.number)) if head.number and head.number.isdecimal() else None
        name = Span(head.at, head.at + len(head.name)) if number else Span(line.start, line.end)
        if not number:
            at = line.start + line.text.index(head.name)
            worded = AREA.fullmatch(head.name)  # "Opgave Klimaat", with no programme above it
            at += worded.start("name") if worded and not worded["code"] else 0
            name = Span(at, line.start + line.text.index(head.name) + len(head.name))
        text = part.doc.text[name.start : name.end]
        found.setdefault(line.index, Opening(head.number if number else None, text, number, name, line))
    return list(found.values())


def _chains(part: Part, sketch: Outline) -> Iterator[list[Head]]:
    """For each question about goals, each numbered goal, and each table of goals: the headings above it, from the
    highest."""
    stack: list[Head] = []
    tables = part.memo(aim_tables)
    paired = _answered_next(sketch)
    for line in (line for line in sketch.lines if not line.blank):
        head = sketch.heads.get(line.index)
        if head is None:
            table = tables.get(line.start)
            above = 1.0 if isinstance(table, AimTable) and table.named and table.heads_ask else None
        else:
            if head.question is None:
                stack = [*(h for h in stack if h.weight > head.weight), head]
            above = head.weight if _asks_for_goals(head, paired) else None
        if above is not None and (chain := _chapters(stack, above)):
            yield chain


def _asks_for_goals(head: Head, paired: set[int]) -> bool:
    """Does a heading ask for goals, in full or as the first of a pair, or is it one with its number?"""
    if head.question is None:
        goal = GOAL.match(head.line.text)
        return goal is not None and goal["code"] is not None
    asked = head.question in ("aim", "both", "reached")
    return asked and (_is_question(head.line.text) or head.line.index in paired)


def _answered_next(sketch: Outline) -> set[int]:
    """The headings "Doelen" after which the next heading, of the same level or type, asks what is done: "Acties"."""
    heads = [sketch.heads[line.index] for line in sketch.lines if not line.blank and line.index in sketch.heads]
    return {
        a.line.index
        for a, b in pairwise(heads)
        if a.weight > 1.0 and a.question == "aim" and b.question == "act" and a.weight == b.weight
    }


def _chapters(stack: list[Head], above: float) -> list[Head]:
    return [head for head in stack if head.weight > above and not _NO_PROGRAMME.match(head.name)]


def _is_question(text: str) -> bool:
    """Asked in full: a bare "Doelstellingen" stands in other chapters too."""
    return (
        bool(re.match(r"(?:\d+(?:\.\d+)*\.?\s+)?(?:Wat|Waar|Dit|Dat|Welke?)\s", text, re.IGNORECASE))
        and question(text) is not None
    )
