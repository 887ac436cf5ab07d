"""Fiscal year, period and title of a budget report."""

from __future__ import annotations

import re
from collections import Counter

from griffier.extractors.budgets.report_names import FIGURES_OF, YEAR, head_of, is_realised, naming, running
from griffier.extractors.dutch import places
from griffier.extractors.dutch.words import MONTH
from griffier.schemas.document import Layer, Line, PageState, Part, Span
from griffier.schemas.evidence import Found

_OVERVIEW = re.compile(
    r"^(?:(?:Financieel|Samenvattend|Totaal)\s+)?(?:Overzicht|Staat|Recapitulatie|Balans|Meerjarenbeeld"
    r"|Meerjarenoverzicht)\b[^\d]*$",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(rf"(?:\b(?:{MONTH})\s+|\d[-/]\d{{1,2}}[-/])$", re.IGNORECASE)
_SPAN_OF_YEARS = re.compile(r"\d{4}\s*[-–/]\s*\d{4}")
_MOST_OPENING = 4000


def fiscal_year(part: Part, kind: Found[str]) -> Found[int] | None:
    """The year that the report is of: in its title, else over its pages, in the sentence that announces it, or by the
    heads of its figures that are of its type."""
    return (
        _year_of_title(part, kind)
        or _year_over_pages(part, kind)
        or _year_announced(part, kind)
        or _year_of_figures(part, kind)
    )


def _years(text: str) -> list[re.Match[str]]:
    """The years of a line that are not those of a day."""
    return [match for match in YEAR.finditer(text) if not _DAY_BEFORE.search(text[: match.start()])]


def _year_of_title(part: Part, kind: Found[str]) -> Found[int] | None:
    if kind.confidence < 0.7:
        return None
    line = part.doc.line_at(kind.spans[0].start)
    for near in (line, *_following(part, line, 2)):
        years = _years(near.text)
        if len(years) == 1 or (years and (near is line or _SPAN_OF_YEARS.search(near.text))):
            if near is line:
                named_at = kind.spans[0].start - line.start
                years = [year for year in years if year.start() >= named_at] or years
            elif len(near.text) > 60:
                continue
            return _year(near, years[0], "rule:year_of_title", 0.9)
    return None


def _year_over_pages(part: Part, kind: Found[str]) -> Found[int] | None:
    found: dict[str, Found[int]] = {}
    for named in running(part, kind.value):
        for year in _years(named.line.text)[:1]:
            found.setdefault(year[1], _year(named.line, year, "rule:year_over_pages", 0.85))
    return next(iter(found.values())) if len(found) == 1 else None


def _year_announced(part: Part, kind: Found[str]) -> Found[int] | None:
    """The one year that the opening puts right behind the name of the report."""
    found: dict[str, Found[int]] = {}
    for line in part.lines:
        if line.start > part.start + _MOST_OPENING:
            break
        apart = "\t" in line.text or "   " in line.text
        named = naming(line) if not line.blank else None
        year = YEAR.match(line.text, named.at.end() + 1) if named is not None and named.kind == kind.value else None
        if year is not None and (not apart or _ends_running_head(line, year)):
            found.setdefault(year[1], _year(line, year, "rule:year_announced", 0.8))
    return next(iter(found.values())) if len(found) == 1 else None


def _ends_running_head(line: Line, year: re.Match[str]) -> bool:
    """Is a line one of two cells, the municipality and the report with its year?"""
    return year.end() == len(line.text.rstrip()) and re.match(r"gemeente\s", line.text, re.IGNORECASE) is not None


def _year_of_figures(part: Part, kind: Found[str]) -> Found[int] | None:
    """The year of the figures: for accounts the last that was realised, for a budget the last that was budgeted, else
    the one that is named most."""
    heads = list(FIGURES_OF.finditer(part.doc.text, part.start, part.end))
    if kind.value in ("annual_accounts", "programme_budget"):
        heads = [head for head in heads if is_realised(head["what"]) == (kind.value == "annual_accounts")] or heads
        year = max((head["year"] for head in heads), default=None)
    else:
        year = next((year for year, _ in Counter(head["year"] for head in heads).most_common(1)), None)
    head = next((head for head in heads if head["year"] == year), None)
    if head is None:
        return None
    return Found(int(head["year"]), (Span(head.start("year"), head.end("year")),), "rule:year_of_figures", 0.7)


def _year(line: Line, match: re.Match[str], method: str, confidence: float) -> Found[int]:
    span = Span(line.start + match.start(1), line.start + match.end(1))
    return Found(int(match[1]), (span,), method, confidence)


def period(part: Part, kind: Found[str]) -> Found[int] | None:
    """Which of the year's reports it is: "tweede bestuursrapportage", "2e Berap", "Berap II 2022", "bestuursrapportage
    2023-2"."""
    if kind.value not in ("interim_report", "budget_amendment") or kind.confidence < 0.8:
        return None
    line = part.doc.line_at(kind.spans[0].start)
    for near in (line, *_following(part, line, 1)):
        if near is not line and len(near.text) > 40:
            continue
        for pattern in (_ORDINAL, _COUNTED):
            if match := pattern.search(near.text):
                span = Span(near.start + match.start("n"), near.start + match.end("n"))
                return Found(
                    _COUNT[re.sub(r"\s*(?:ste|de|e)$", "", match["n"].lower())], (span,), "rule:period_of_title", 0.9
                )
    return None


_COUNT = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4, "eer": 1, "twee": 2, "der": 3, "vier": 4}
_ORDINAL = re.compile(
    r"\b(?P<n>eerste|tweede|derde|vierde|[1-4]\s?(?:ste|de|e))\s+(?:\w+\s+)?(?:\w*rapportage|berap|burap|marap|turap"
    r"|begrotingswijziging|halfjaar"
    r"|kwartaal|trimester|tertiaal|termijn|periode|concern\w+|tussen\w+|voortgang\w*)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:\w*rapportage|berap|burap|marap|turap|begrotingswijziging)"
    r"\s+(?:20\d\d\s*[-–/.]?\s*)?(?:(?:nr\.?\s*)?(?P<n>[1-4]|I{1,3}|IV)\b(?![.,-]?\d))",
    re.IGNORECASE,
)


def title(part: Part, kind: Found[str]) -> Found[str] | None:
    """The line of the title that names the type, with its year from the next line, without the municipality."""
    if kind.confidence < 0.8:
        return _chapter_of_site(part, kind) or _overview(part)
    line = part.doc.line_at(kind.spans[0].start)
    first = _without_municipality(line.text, kind.spans[0].start - line.start)
    spans = [Span(line.start + first.start, line.start + first.end)]
    if not YEAR.search(line.text):
        for after in _following(part, line, 2):
            if _YEAR_LINE.fullmatch(after.text):
                spans = (
                    [Span(spans[0].start, after.end)]
                    if after.start - line.end < 4
                    else [*spans, Span(after.start, after.end)]
                )
                break
            if not _MUNICIPALITY_LINE.fullmatch(after.text):
                break
    return Found(
        " ".join(" ".join(part.doc.text[s.start : s.end].split()) for s in spans),
        tuple(spans),
        "rule:report_title",
        0.8,
    )


_YEAR_LINE = re.compile(
    r"(?:(?:eerste|tweede|derde|vierde|[1-4]e)\s+(?:halfjaar|kwartaal|trimester|tertiaal)\s+)?(?:19"
    r"|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d)?",
    re.IGNORECASE,
)
_MUNICIPALITY_LINE = re.compile(r"gemeente\s+[A-Z][\w' -]{2,40}", re.IGNORECASE)
_LEADING = re.compile(r"gemeente\s+[A-Z][\w' ]{1,40}?(?:-[A-Z][\w' ]{1,40})?\s*(?:[|:–—]|\s-)\s*(?=\S)", re.IGNORECASE)
_PATH = re.compile(r"\s[>»›]\s(?=\S)")
"""Between the steps of the path to a page of a site: "Home > Begroting 2032 > Werk"."""
_DECIDED = re.compile(
    r"(?:(?:Raads)?(?:besluit|voorstel)\s*(?:[:|–—]|\s-)|(?:Onderwerp|Betreft)\s*:)\s*(?=\S)", re.IGNORECASE
)
_TRAILING = re.compile(
    r"\s*(?:[|,:–—-]\s*)?(?:van\s+(?:de\s+)?)?gemeente\s+[A-Z][\w'-]+(?:\s+[\w'-]+){0,4}$", re.IGNORECASE
)


def _without_municipality(text: str, named_at: int) -> Span:
    """What of a title's line stands before and after the name of the municipality. `named_at`: where the word for the
    report begins."""
    start = max((m.end() for m in _PATH.finditer(text) if m.end() <= named_at), default=0)
    end = next((m.start() for m in _PATH.finditer(text) if m.start() > named_at), len(text))
    text = text[:end]
    for leading in (_LEADING, _DECIDED):
        if (lead := leading.match(text)) and lead.end() <= named_at:
            start = lead.end()
    if (trail := _TRAILING.search(text)) and trail.start() > named_at:
        end = trail.start()
    elif year := list(YEAR.finditer(text))[-1:]:
        rest = text[year[0].end() :].strip(" |,:–—-")
        if rest and year[0].end() > named_at and places.named(rest):
            end = year[0].end()
    return Span(start, end)


def _chapter_of_site(part: Part, kind: Found[str]) -> Found[str] | None:
    """A page that only its name on the site calls a report is called by its own first heading."""
    heads = [line for line in part.lines if line.heading == 1]
    if len(heads) != 1 or part.doc.layer_at(kind.spans[0].start) is not Layer.BOILERPLATE:
        return None
    return Found(heads[0].text, (Span(heads[0].start, heads[0].end),), "rule:chapter_title", 0.75)


def loose_page(part: Part) -> bool:
    """True for a page or two of figures that were read optically: cut from a report, without its cover."""
    return len(part.pages) <= 2 and all(page.state is PageState.OCR for page in part.pages)


def _overview(part: Part) -> Found[str] | None:
    """A loose page of figures is called by its own heading: "Overzicht baten en lasten per taakveld"."""
    if len(part.pages) > 3:
        return None
    for line in head_of(part):
        if _OVERVIEW.match(line.text) and len(line.text) < 100 and line.text[-1] not in ".,;":
            return Found(line.text, (Span(line.start, line.end),), "rule:overview_title", 0.7)
    return None


def _following(part: Part, line: Line, count: int) -> list[Line]:
    out: list[Line] = []
    for after in part.doc.lines[line.index + 1 : line.index + 12]:
        if not after.blank and after.end <= part.end:
            out.append(after)
        if len(out) == count:
            break
    return out
