"""What a report calls itself, and so its type: on its cover, over its pages, as the name of its page on a site, in its
first sentences, and only then by what its text and the heads of its figures speak of. Words: `reports.toml`."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from griffier.schemas.document import Layer, Line, Part, Span
from griffier.schemas.evidence import Found

YEAR = re.compile(r"(?<![\d.,])(20[0-4]\d|19[89]\d)(?![\d.,]\d|\d)")
_HEAD_LINES = 60
_ANNOUNCED = re.compile(
    r"(?:\bvoor u (?:ligt|treft u)|\bhierbij\b.{0,40}|\b(?:met|in|bij|via)|^)\s*"
    r"(?:de|het|deze|dit|onze|ons)\s+(?:(?:concept|ontwerp|nieuwe|eerste|tweede|derde|[1-4]e)[- ])?$",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"(?:ten\s+opzichte\s+van|t\.?o\.?v\.?|vergeleken\s+met|versus)\s.{0,30}$", re.IGNORECASE)
_OWN = re.compile(r"\b(?:bij|deze|dit|in de|per)\s+(?:de\s+)?", re.IGNORECASE)
FIGURES_OF = re.compile(
    r"\b(?P<what>rekening|realisatie|jaarrekening|begroting|begroot|afwijkingen)\s+(?:primair\s+|primitief\s+|actueel\s+)?"
    r"(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
"""The head of a column: what its figures are and of which year."""


class Named(NamedTuple):
    """A line that names a type, where in the line, and the type."""

    line: Line
    kind: str
    at: re.Match[str]


@cache
def _types() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(files("griffier.extractors.budgets").joinpath("reports.toml").read_text("utf-8"))
    return {kind: re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) for kind, words in data["types"].items()}


def report_type(part: Part) -> Found[str]:
    """What kind of report it is, with the place that says so; `other` where nothing does. A title is believed most
    (confidence 0.9)."""
    found = _by_title(part)
    if found is None:
        return _by_mentions(part)
    named, confidence = found
    span = Span(named.line.start + named.at.start(), named.line.start + named.at.end())
    return Found(named.kind, (span,), "derived:report_type", confidence)


def _by_title(part: Part) -> tuple[Named, float] | None:
    titles = [named for line in _titles(part) if (named := naming(line)) and not _compared(named)]
    if titles:
        return _title_line(titles), 0.9
    of_site = naming(part.lines[0]) if part.lines and _is_page_name(part, part.lines[0]) else None
    if of_site is not None:
        return of_site, 0.75
    announced = next((named for line in head_of(part) if (named := _announcing(line))), None)
    return (announced, 0.7) if announced is not None else None


def _titles(part: Part) -> list[Line]:
    """The first lines that may be a title: none of a table of three columns or more."""
    cells = (cell for grid in part.grids if grid.columns > 2 for cell in grid.cells)
    ruled = {part.doc.line_at(span.start).start for cell in cells for span in cell.spans}
    return [line for line in head_of(part) if is_title(line) and line.start not in ruled]


def _compared(named: Named) -> bool:
    """Does a line set something against the report that it names: "Verschil ten opzichte van de begroting"?"""
    return _AGAINST.search(named.line.text[: named.at.start()]) is not None


def head_of(part: Part) -> list[Line]:
    """The first lines that have text, with those of running heads."""
    found = [line for line in part.lines if not line.blank and line.layer in (Layer.BODY, Layer.HEADER)]
    return found[:_HEAD_LINES]


def naming(line: Line) -> Named | None:
    """The type that a line names, by its first such word."""
    found = [Named(line, kind, match) for kind, pattern in _types().items() if (match := pattern.search(line.text))]
    return min(found, key=lambda one: (one.at.start(), -one.at.end()), default=None)


def _is_page_name(part: Part, line: Line) -> bool:
    """The name of a page on a site stands above its text, as no part of it."""
    return line.layer is Layer.BOILERPLATE and line.text == part.doc.properties.get("title")


def _announcing(line: Line) -> Named | None:
    """ "Voor u ligt de kadernota": a first sentence that says what one is about to read."""
    named = naming(line)
    return named if named is not None and _ANNOUNCED.search(line.text[: named.at.start()]) else None


def is_title(line: Line) -> bool:
    """Has a line the shape of a title: short, no sentence, no row of cells, no line of the contents?"""
    text = line.text
    return (
        "   " not in text
        and "\t" not in text
        and len(text) <= 90
        and not text.endswith((".", ",", ";"))
        and not re.search(r"\.{4,}|(?<!\bnr)(?<!\bnr\.)(?<!nummer)\s\d{1,3}$", text)
        and (text[:1].isupper() or text[:1].isdecimal())
    )


def _title_line(named: Sequence[Named]) -> Named:
    """Which of the lines that name a type is the title: on the first such page the largest; without sizes the first
    that has a year. A running header is it only where no other line names a type."""
    body = [one for one in named if one.line.layer is Layer.BODY]
    if body and named[0].line.page < body[0].line.page:
        body = []  # a cover whose title is printed over every page
    first = (body or named)[0]
    near = [one for one in body or named if one.line.page == first.line.page]
    if first.line.size:
        return max(near, key=lambda one: (round(one.line.size), bool(YEAR.search(one.line.text)), -one.line.index))
    near = [one for one in near[:3] if one.line.index - first.line.index <= 8]
    return next((one for one in near if _with_year(one)), first)


def _with_year(named: Named) -> bool:
    return bool(YEAR.search(named.line.text))


def _by_mentions(part: Part) -> Found[str]:
    """No title names the type: the word for a report that the text uses as its own ("Stand van zaken bij
    Bestuursrapportage"), or the figures of its last year."""
    weights, first = _mentions(part)
    if not first:
        return Found("other", (_first_character(part),), "derived:report_type", 0.3)
    best = max(weights, key=lambda kind: weights[kind])
    if best == "programme_budget" and (realised := _last_realised(part)) is not None:
        return Found("annual_accounts", (Span(*realised.span()),), "derived:report_type", 0.6)
    return Found(best, (Span(*first[best].span()),), "derived:report_type", 0.6)


def _mentions(part: Part) -> tuple[dict[str, float], dict[str, re.Match[str]]]:
    """How much the mentions of each type weigh, and the first of each. "begroting" stands in every report: it decides
    only where nothing else is named."""
    weights: dict[str, float] = defaultdict(float)
    first: dict[str, re.Match[str]] = {}
    for kind, pattern in _types().items():
        for match in pattern.finditer(part.doc.text, part.start, part.end):
            line = part.doc.line_at(match.start())
            own = _OWN.search(part.doc.text, max(0, match.start() - 8), match.start())
            alone = len(line.text) < 60 and not line.text.endswith(".")
            beside = kind == "programme_budget" and re.search(r"rekening|realisatie", line.text, re.IGNORECASE)
            weights[kind] += 0.1 if beside else (2.0 if own else 0.5) + (3.0 if alone else 0.0)
            first.setdefault(kind, match)
    if "programme_budget" in weights:
        weights["programme_budget"] = min(weights["programme_budget"], 1.0)
    return weights, first


def _last_realised(part: Part) -> re.Match[str] | None:
    """The head of the figures of the last year that heads name, where they are what was realised."""
    heads = list(FIGURES_OF.finditer(part.doc.text, part.start, part.end))
    last = max((match["year"] for match in heads), default="")
    return next((m for m in heads if m["year"] == last and is_realised(m["what"])), None)


def is_realised(what: str) -> bool:
    """Are figures of the past year's accounts, by the word in their head?"""
    return what.lower() in ("rekening", "realisatie", "jaarrekening")


def _first_character(part: Part) -> Span:
    start = part.start + len(part.text) - len(part.text.lstrip())
    end = min(part.end, start + 1)
    return Span(start, max(end, start + 1))


def running(part: Part, kind: str) -> Iterator[Named]:
    """The names of the type over and under the pages, and of the page on a site."""
    for line in part.lines:
        over = line.layer in (Layer.HEADER, Layer.FOOTER) and not line.blank
        named = naming(line) if over or _is_page_name(part, line) else None
        if named is not None and named.kind == kind:
            yield named
