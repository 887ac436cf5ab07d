"""Report type, fiscal year, title and date of a budget report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from griffier.extractors.dutch import places
from griffier.schemas.document import Layer, Line, PageState, Part, Span
from griffier.schemas.evidence import Found

_TYPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("other", r"\b(?:mei|september|december)circulaire\b"),
        ("budget_amendment", r"\b(?:begrotingswijziging|slotwijziging"
                             r"|wijziging\s+van\s+de\s+(?:programma)?begroting)\b"),
        (
            "interim_report",
            r"\b(?:bestuursrapportages?|berap|burap|marap|managementrapportage|najaarsnota|najaarsrapportage"
            r"|voorjaarsrapportage|tussenrapportage|turap|slotrapportage"
            r"|voortgangsrapportage|decemberrapportage|halfjaarrapportage|(?:zomer|herfst|eindejaars|winter)nota"
            r"|viermaands?rapportage|achtmaands?rapportage|concernrapportage|tussentijdse rapportage"
            r"|eindejaarsrapportage|tertiaalrapportage|trimesterrapportage|kwartaalrapportage|tussenbericht"
            r"|decembernota)\b",
        ),
        (
            "framework_letter",
            r"\b(?:kaderbrief|kadernota|perspectie(?:f|ven)nota|voorjaarsnota|voorjaarsbrief|programmakader"
            r"|perspectiefbrief"
            r"|kaderstelling|begrotingskader|zomerbrief|startnotitie begroting|kadernotitie)\b",
        ),
        ("annual_accounts", r"\b(?:jaarstukken|jaarrekening|jaarverslag|programmarekening|programmaverantwoording"
                            r"|jaarverantwoording)\b"),
        ("programme_budget",
            r"\b(?:programma-?begroting|meerjaren(?:programma)?begroting|meerjarenbegroting|concernbegroting|begroting"
            r"|beleidsbegroting)\b"),
    )
)  # fmt: skip
_YEAR = re.compile(r"(?<![\d.,])(20[0-4]\d|19[89]\d)(?![\d.,]\d|\d)")
_OVERVIEW = re.compile(
    r"^(?:(?:Financieel|Samenvattend|Totaal)\s+)?(?:Overzicht|Staat|Recapitulatie|Balans|Meerjarenbeeld"
    r"|Meerjarenoverzicht)\b[^\d]*$",
    re.IGNORECASE,
)
_HEAD_LINES = 60
_TABLE_PHASE = re.compile(
    r"\b(rekening|realisatie|begroting(?:\s+(?:primair|actueel))?)\s+((?:19|20)\d\d)\b", re.IGNORECASE
)


def report_type(part: Part) -> Found[str]:
    """What kind of report it is, by the title that names one; `other` where none does."""
    named = [
        (line, kind, match) for line in _head(part) if (found := _naming(line)) is not None for kind, match in (found,)
    ]
    if named:
        line, kind, match = _title_line(part, named)
        return Found(kind, (Span(line.start + match.start(), line.start + match.end()),), "derived:report_type", 0.9)
    return _type_by_count(part)


_Named = tuple[Line, str, re.Match[str]]


def _naming(line: Line) -> tuple[str, re.Match[str]] | None:
    """The type that a line of a title's shape names, by its first such word."""
    if not _is_title(line):
        return None
    found = [(match.start(), kind, match) for kind, pattern in _TYPES if (match := pattern.search(line.text))]
    return min(found, key=lambda f: f[0])[1:] if found else None


def _title_line(part: Part, named: Sequence[_Named]) -> _Named:
    """Which of the lines that name a type is the title: on the first such page the largest; without sizes the first
    that has a year. A running header is it only where no other line names a type."""
    body = [one for one in named if one[0].layer is Layer.BODY]
    if named[0][0].page < (body or named)[0][0].page:
        body = []  # a cover whose title is printed over every page
    near = [one for one in body or named if one[0].page == (body or named)[0][0].page]
    if near[0][0].size:
        return max(near, key=lambda one: (round(one[0].size), bool(_YEAR.search(one[0].text)), -one[0].index))
    near = [one for one in near[:3] if one[0].index - near[0][0].index <= 8]
    return next(
        (one for one in near if _YEAR.search(" ".join(x.text for x in (one[0], *_following(part, one[0], 1))))), near[0]
    )


def _type_by_count(part: Part) -> Found[str]:
    """No title names the type: the word for a report that the text uses as its own ("Stand van zaken bij
    Bestuursrapportage")."""
    columns = list(_TABLE_PHASE.finditer(part.doc.text, part.start, part.end))
    own = re.compile(r"\b(?:bij|deze|dit|in de|per)\s+(?:de\s+)?", re.IGNORECASE)
    scores: dict[str, tuple[float, re.Match[str]]] = {}
    for kind, pattern in _TYPES:
        for match in pattern.finditer(part.doc.text, part.start, part.end):
            near = own.search(part.doc.text, max(0, match.start() - 8), match.start())
            line = part.doc.line_at(match.start())
            weight = (2.0 if near else 0.5) + (3.0 if len(line.text) < 60 and not line.text.endswith(".") else 0.0)
            if kind == "programme_budget" and re.search(r"rekening|realisatie", line.text, re.IGNORECASE):
                weight = 0.1
            before = scores.get(kind, (0.0, match))
            scores[kind] = (before[0] + weight, before[1])
    if scores:
        order = [k for k, _ in _TYPES]
        best = max(scores, key=lambda k: (_priority(k, scores[k][0]), -order.index(k)))
        if any(re.match(r"rekening|realisatie", m[1], re.IGNORECASE) for m in columns) and best == "programme_budget":
            years = Counter(m[2] for m in columns)
            last = max(years)
            if any(m[2] == last and m[1].lower().startswith(("rek", "real")) for m in columns):
                match = next(m for m in columns if m[2] == last and m[1].lower().startswith(("rek", "real")))
                return Found("annual_accounts", (Span(*match.span()),), "derived:report_type", 0.6)
        match = scores[best][1]
        return Found(best, (Span(*match.span()),), "derived:report_type", 0.6)
    start = part.start + len(part.text) - len(part.text.lstrip())
    end = min(part.end, start + 1)
    return Found("other", (Span(start, max(end, start + 1)),), "derived:report_type", 0.3)


def _priority(kind: str, score: float) -> float:
    """ "begroting" stands in every report: it decides only where nothing else is named."""
    return score if kind != "programme_budget" else min(score, 1.0)


def fiscal_year(part: Part, kind: Found[str]) -> Found[int] | None:
    """The year that the report is of: in its title, else the one that the figures' heads name first and most."""
    line = part.doc.line_at(kind.spans[0].start)
    for near in (line, *_following(part, line, 2)):
        years = list(_YEAR.finditer(near.text))
        if len(years) == 1 or (years and re.search(r"\d{4}\s*[-–/]\s*\d{4}", near.text)) or (near is line and years):
            if near is not line and len(near.text) > 60:
                continue
            first = years[0]
            return Found(
                int(first[1]),
                (Span(near.start + first.start(1), near.start + first.end(1)),),
                "rule:year_of_title",
                0.9,
            )
    named: Counter[int] = Counter()
    places: dict[int, Span] = {}
    pattern = re.compile(
        r"\b(?:begroting|rekening|afwijkingen|realisatie|jaarrekening)\s+(?:primair\s+|actueel\s+)?(20\d\d)\b",
        re.IGNORECASE,
    )
    for match in pattern.finditer(part.doc.text, part.start, part.end):
        year = int(match[1])
        named[year] += 1
        places.setdefault(year, Span(match.start(1), match.end(1)))
    if not named:
        return None
    year = named.most_common(1)[0][0]
    return Found(year, (places[year],), "rule:year_of_figures", 0.7)


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
        return _overview(part)
    line = part.doc.line_at(kind.spans[0].start)
    first = _without_municipality(line.text, kind.spans[0].start - line.start)
    spans = [Span(line.start + first.start, line.start + first.end)]
    if not _YEAR.search(line.text):
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
_TRAILING = re.compile(
    r"\s*(?:[|,:–—-]\s*)?(?:van\s+(?:de\s+)?)?gemeente\s+[A-Z][\w'-]+(?:\s+[\w'-]+){0,4}$", re.IGNORECASE
)


def _without_municipality(text: str, named_at: int) -> Span:
    """What of a title's line stands before and after the name of the municipality. `named_at`: where the word for the
    report begins."""
    start, end = 0, len(text)
    if (lead := _LEADING.match(text)) and lead.end() <= named_at:
        start = lead.end()
    if (trail := _TRAILING.search(text)) and trail.start() > named_at:
        end = trail.start()
    elif year := list(_YEAR.finditer(text))[-1:]:
        rest = text[year[0].end() :].strip(" |,:–—-")
        if rest and year[0].end() > named_at and places.named(rest):
            end = year[0].end()
    return Span(start, end)


def loose_page(part: Part) -> bool:
    """True for a page or two of figures that were read optically: cut from a report, without its cover."""
    return len(part.pages) <= 2 and all(page.state is PageState.OCR for page in part.pages)


def _overview(part: Part) -> Found[str] | None:
    """A loose page of figures is called by its own heading: "Overzicht baten en lasten per taakveld"."""
    if len(part.pages) > 3:
        return None
    for line in _head(part):
        if _OVERVIEW.match(line.text) and len(line.text) < 100 and line.text[-1] not in ".,;":
            return Found(line.text, (Span(line.start, line.end),), "rule:overview_title", 0.7)
    return None


def _head(part: Part) -> list[Line]:
    found = [line for line in part.lines if not line.blank and line.layer in (Layer.BODY, Layer.HEADER)]
    return found[:_HEAD_LINES]


def _is_title(line: Line) -> bool:
    text = line.text
    return (
        "   " not in text
        and len(text) <= 90
        and not text.endswith((".", ",", ";"))
        and not re.search(r"\.{4,}|\s\d{1,3}$", text)
        and (text[:1].isupper() or text[:1].isdigit())
    )


def _following(part: Part, line: Line, count: int) -> list[Line]:
    out: list[Line] = []
    for after in part.doc.lines[line.index + 1 : line.index + 12]:
        if not after.blank and after.end <= part.end:
            out.append(after)
        if len(out) == count:
            break
    return out
