"""Report type, fiscal year, title and date of a budget report."""

from __future__ import annotations

import re
from collections import Counter

from griffier.schemas.document import Layer, Line, PageState, Part, Span
from griffier.schemas.evidence import Found

_TYPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("budget_amendment", r"\b(?:begrotingswijziging|slotwijziging|wijziging\s+van\s+de\s+(?:programma)?begroting)\b"),
        (
            "interim_report",
            r"\b(?:bestuursrapportages?|berap|burap|marap|managementrapportage|najaarsnota|najaarsrapportage"
            r"|voorjaarsrapportage|tussenrapportage|turap|slotrapportage"
            r"|voortgangsrapportage|decemberrapportage|halfjaarrapportage|(?:zomer|herfst|eindejaars|winter)nota"
            r"|viermaands?rapportage|achtmaands?rapportage|concernrapportage|tussentijdse rapportage"
            r"|eindejaarsrapportage|tertiaalrapportage|trimesterrapportage|kwartaalrapportage|tussenbericht|decembernota)\b",
        ),
        (
            "framework_letter",
            r"\b(?:kaderbrief|kadernota|perspectie(?:f|ven)nota|voorjaarsnota|voorjaarsbrief|programmakader|perspectiefbrief"
            r"|kaderstelling|begrotingskader|zomerbrief|startnotitie begroting|kadernotitie)\b",
        ),
        ("annual_accounts", r"\b(?:jaarstukken|jaarrekening|jaarverslag|programmarekening|programmaverantwoording|jaarverantwoording)\b"),
        ("programme_budget",
            r"\b(?:programma-?begroting|meerjaren(?:programma)?begroting|meerjarenbegroting|concernbegroting|begroting"
            r"|beleidsbegroting)\b"),
    )
)  # fmt: skip
_YEAR = re.compile(r"(?<![\d.,])(20[0-4]\d|19[89]\d)(?![\d.,]\d|\d)")
_MONTHS = dict(
    zip(
        ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"),
        range(1, 13),
        strict=True,
    )
)
_MONTH_LINE = re.compile(
    rf"^(?:\w+,\s*)?(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{'|'.join(_MONTHS)})\s+(?P<year>20\d\d|19\d\d)$", re.IGNORECASE
)
_OVERVIEW = re.compile(
    r"^(?:(?:Financieel|Samenvattend|Totaal)\s+)?(?:Overzicht|Staat|Recapitulatie|Balans|Meerjarenbeeld|Meerjarenoverzicht)\b[^\d]*$",
    re.IGNORECASE,
)
_HEAD_LINES = 60
_TABLE_PHASE = re.compile(r"\b(rekening|realisatie|begroting(?:\s+(?:primair|actueel))?)\s+((?:19|20)\d\d)\b", re.IGNORECASE)


def report_type(part: Part) -> Found[str]:
    """What kind of report it is, by the first title that names one; `other` where none does."""
    first: tuple[int, str, re.Match[str]] | None = None
    for line in _head(part):
        for kind, pattern in _TYPES:
            match = pattern.search(line.text)
            if match and _is_title(line) and (first is None):
                first = (line.start, kind, match)
        if first:
            break
    if first:
        offset, kind, match = first
        return Found(kind, (Span(offset + match.start(), offset + match.end()),), "derived:report_type", 0.9)
    return _type_by_count(part)


def _type_by_count(part: Part) -> Found[str]:
    """No title names the type: the word for a report that the text uses as its own ("Stand van zaken bij Bestuursrapportage")."""
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
            return Found(int(first[1]), (Span(near.start + first.start(1), near.start + first.end(1)),), "rule:year_of_title", 0.9)
    named: Counter[int] = Counter()
    places: dict[int, Span] = {}
    pattern = re.compile(
        r"\b(?:begroting|rekening|afwijkingen|realisatie|jaarrekening)\s+(?:primair\s+|actueel\s+)?(20\d\d)\b", re.IGNORECASE
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
    return None


def title(part: Part, kind: Found[str]) -> Found[str] | None:
    """The line of the title that names the type, with its year from the next line."""
    if kind.confidence < 0.8:
        return _overview(part)
    line = part.doc.line_at(kind.spans[0].start)
    text, end = line.text, line.end
    if not _YEAR.search(text):
        for after in _following(part, line, 1):
            if re.fullmatch(r"(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d)?", after.text):
                text, end = f"{text} {after.text}", after.end
    return Found(text, (Span(line.start, end),), "rule:report_title", 0.8)


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


def date(part: Part) -> Found[str] | None:
    """The date on the cover or in the colophon: a line that is a month and a year, or a day."""
    for line in _head(part):
        match = _MONTH_LINE.match(line.text)
        if match:
            value = f"{match['year']}-{_MONTHS[match['month'].lower()]:02d}"
            if match["day"] and 1 <= int(match["day"]) <= 31:
                value += f"-{int(match['day']):02d}"
            return Found(value, (Span(line.start, line.end),), "rule:date_of_cover", 0.8)
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
