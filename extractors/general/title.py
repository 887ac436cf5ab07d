"""The title of a document of a kind without a rule of its own: the subject line, a heading that the format declares,
the largest line of the first page, or the first line that says what it is.

"Motie:", "Betreft:" and the formula of kind and submitter before "inzake" or "over" are left off, as a person would
cite it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.drafting.context import Context
from griffier.extractors.dutch import dates, places
from griffier.extractors.dutch.words import WEEKDAY
from griffier.extractors.text.fields import answers, head_of, is_label
from griffier.extractors.text.unwrapping import joined
from griffier.schemas.document import Layer, Line, Part, Span
from griffier.schemas.evidence import Found

_FORMULA = re.compile(
    r"(?:(?:gewijzigde?|aangepaste?|nadere|aanvullende|beantwoording(?:\s+van)?(?:\s+de)?|initiatief|concept-?)\s*)*"
    r"(?:motie|amendement|sub-?amendement|schriftelijke\s+vragen|mondelinge\s+vragen|raadsvragen|vragen"
    r"|initiatiefvoorstel)"
    r"(?:\s+vreemd(?:\s+aan\s+de\s+orde(?:\s+van\s+de\s+dag)?)?)?(?:\s+(?:nr\.?|nummer)?\s*[A-Z]?\d[\w.-]*)?"
    r"(?:\s*[:–-]\s+|\s+(?:van|fan)\s+(?:het\s+(?:raads)?lid|de\s+(?:raads)?leden|raadslid|de\s+fracties?"
    r"|fractie|it\s+lid)\b.{2,160}?\s(?:inzake|over|betreffende|m\.?b\.?t\.?|met\s+betrekking\s+tot|oer)\s+"
    r"|\s+(?:inzake|betreffende)\s+)",
    re.IGNORECASE | re.DOTALL,
)
_PREFIX = re.compile(
    r"(?:fwd?|re|antw|doorst|onderwerp|betreft|betreffende|titel|subject|motie|amendement|raadsvoorstel|raadsbesluit"
    r"|raadsinformatiebrief"
    r"|initiatiefvoorstel)\s*:\s*",
    re.IGNORECASE,
)
_LETTER_KIND = re.compile(
    r"(?:openbare\s+)?(?:raads(?:leden)?-?informatiebrief|raadsbrief|collegebrief|wethoudersbrief|informatiebrief|RIB"
    r"|raadsmemo|collegemededeling|raadsmededeling"
    r"|raadsadres)(?:\s+(?:nr\.?\s*|nummer\s*)?(?=\S*\d)(?=\S{4})[\w./-]+)?"
    r"(?:\s*[:–-]\s*|\s+(?:over|inzake|betreffende|m\.?b\.?t\.?|met\s+betrekking\s+tot)\s+(?:de\s+|het\s+)?"
    r"|\s+(?=[A-ZÀ-Ý‘“\"'])(?!Gemeente\b))(?=[^\W\d]\w{2}|[‘“\"'])",
    re.IGNORECASE,
)
"""What a letter is called, before its subject."""
_NAMED_KIND = re.compile(
    r"(?:concept-?\s?)?(?:(?:openbare|vastgestelde)\s+)?(?:besluitenlijst|raadsnotulen|notulen|verslag"
    r"|agenda|programmabegroting|begroting|jaarstukken|jaarrekening|jaarverslag|kadernota|kaderbrief|bestuursrapportage"
    r"|voorjaarsnota|najaarsnota|perspectiefnota|raadsvoorstel|voordracht|beslisnota)\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"[\s,(]*(?:aanvang\s*:?\s*)?\d{1,2}[.:]\d{2}(?::\d{2})?\s*(?:uur)?\)?\s*$", re.IGNORECASE)
_NOISE = re.compile(
    r"[\W\d_]*$|(?=\S*\d)[\w/.-]+$|[IVX]{1,4}\.?\s+[A-Z]|(?:stadsdeel|gemeenteraad|gemeente|provincie)\s+[\w-]+$"
    r"|(?:motie|amendement)\s+(?:nr\.?\s*|nummer\s*)?(?=\S*\d)[\w./-]+$"
    r"|.*(?:https?://|www\.|@)|(?:pagina|blad|page)\s+\d|\d+\s*(?:van|/)\s*\d+$|skip to content|back to"
    r" top|menu$|zoeken$|postbus\b|bezoekadres|retouradres|\d{4}\s?[A-Z]{2}\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:(?:aan\s+)?de\s+(?:leden|voorzitter)\s+van|de\s+raad\s+(?:van|der)\s+(?:de\s+)?gemeente"
    r"|de\s+(?:gemeente)?raad\b.{0,60}(?:bijeen"
    r"|besluit|gelezen|gezien|gelet)"
    r"|geachte|beste|ondergetekenden?|gelezen|overwegende|constaterende|aldus)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:\d{1,2}[.)]|[a-z][.)]|[•–-])\s")
_MAX_LINES, _MAX_CHARS = 6, 400


def extract(part: Part, context: Context, kind: str) -> Found[str] | None:
    """The title, or None where no line of the head can be one."""
    lines = [line for line in part.lines if line.layer not in (Layer.FOOTER, Layer.BOILERPLATE, Layer.STAMP)][:90]
    spans = (
        (_subject(part, kind), 0.9),
        (_declared(part, lines), 0.85),
        (_kind_line(part, lines), 0.8),
        (_largest(part, lines), 0.75),
        (_first(part, lines), 0.55),
    )
    for span, confidence in spans:
        found = None if span is None else _cited(part, span, confidence)
        if found is not None:
            return found
    return None


def _cited(part: Part, span: Span, confidence: float) -> Found[str] | None:
    """The title without its formula, quotes and final punctuation."""
    text = part.doc.text
    start, end = span
    for _ in range(3):
        match = (
            _FORMULA.match(text, start, end) or _PREFIX.match(text, start, end) or _LETTER_KIND.match(text, start, end)
        )
        if match is None or end - match.end() < 3:
            break
        start = match.end()
    clock = _TIME.search(text[start:end])
    if clock and clock.start() > 8:
        end = start + clock.start()
    numbered = re.compile(r"\d{1,2}[.)]?\s+(?=[A-ZÀ-Ý])").match(text, start, end)
    start = numbered.end() if numbered else start
    while start < end and (text[start].isspace() or text[start] in "‘'“\"„–-:|•"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "’'”\".,;:|–-"):
        if (
            text[end - 1] in "’'”\""
            and text[start:end].count("‘") + text[start:end].count("“") + text[start:end].count('"') > 0
        ):
            break
        end -= 1
    if end - start < 3:
        return None
    value = joined(part.doc, start, end)
    return Found(value, (Span(start, end),), "rule:title", confidence) if re.search(r"[^\W\d_]{3}", value) else None


def _subject(part: Part, kind: str) -> Span | None:
    """What a label announces as subject; the one without the submitters' formula where there are two."""
    told = answers(part.memo(head_of(kind)), "subject", kind)
    spans = [Span(f.spans[0].start, f.spans[-1].end) for f in told]
    if not spans:
        return None
    return next((s for s in spans if not _FORMULA.match(part.doc.text, s.start, s.end)), spans[0])


def _continued(lines: Sequence[Line], k: int) -> int:
    """The end of a title that begins on line `k`: it goes on while lines are full, or the next begins in lower case."""
    end = lines[k].end
    widest = max((len(line.text) for line in lines[k : k + 8]), default=0)
    for j in range(k + 1, min(k + _MAX_LINES, len(lines))):
        line = lines[j]
        if (
            line.blank
            or _ITEM.match(line.text)
            or is_label(line.text, "other")
            or _BODY.match(line.text)
            or line.end - lines[k].start > _MAX_CHARS
        ):
            break
        before = lines[j - 1].text
        goes_on = (
            line.text[0].islower()
            or before.endswith(("-", ",", "(", " en", " van", " de", " het", " voor", " in", " op"))
            or len(before) >= max(55, 0.8 * widest)
        )
        if before.endswith((".", "?", "!")) or not goes_on:
            break
        end = line.end
    return end


def _declared(part: Part, lines: Sequence[Line]) -> Span | None:
    """The first heading of the highest level that the format itself declares."""
    heads = [line for line in lines if line.heading and _worthy(line)]
    if not heads:
        return None
    top = min(line.heading for line in heads)
    line = next(line for line in heads if line.heading == top)
    return Span(line.start, line.end)


def _kind_line(part: Part, lines: Sequence[Line]) -> Span | None:
    """ "Besluitenlijst raadsvergadering 29 juni 2015": one of the first lines names the kind of the document and
    more."""
    seen = [line for line in lines if not line.blank][:5]
    for line in seen:
        match = _NAMED_KIND.match(line.text)
        if (
            match
            and match.end() < len(line.text) - 2
            and len(line.text) < 140
            and not line.text.endswith((".", ";", ":"))
        ):
            return Span(line.start, _continued(lines, lines.index(line)))
        if match and match.end() >= len(line.text) - 2:
            after = next((other for other in lines if other.index > line.index and not other.blank), None)
            if after is not None and _MEETING.match(after.text) and len(after.text) < 100:
                return Span(line.start, after.end)
    return None


_MEETING = re.compile(r"(?:van\s|voor\s|openbare|vergadering|raads|gemeenteraad|college|commissie)", re.IGNORECASE)


def _largest(part: Part, lines: Sequence[Line]) -> Span | None:
    """The largest type on the first page that has text, where it stands out."""
    first = next((line.page for line in lines if not line.blank), 0)
    sized = [line for line in lines if line.size > 0 and not line.blank and line.page == first]
    if len(sized) < 4:
        return None
    sizes = sorted(line.size for line in sized)
    body = sizes[len(sizes) // 2]
    big = [
        line
        for line in sized
        if _worthy(line) and not _NUMBERED.match(line.text) and _readable(line.text) and line.size >= body * 1.15
    ]
    if not big:
        return None
    top = max(line.size for line in big)
    run = [line for line in big if line.size >= top * 0.97]
    last = run[0]
    for line in run[1:]:
        if line.index - last.index > 2 or line.end - run[0].start > _MAX_CHARS:
            break
        last = line
    if last.end - run[0].start > 200 or last.text.endswith((".", ",", ";")):
        return None
    return Span(run[0].start, last.end)


def _first(part: Part, lines: Sequence[Line]) -> Span | None:
    """The first line of the head that says something of its own."""
    for k, line in enumerate(lines[:25]):
        if line.blank or not _worthy(line) or _NUMBERED.match(line.text) or not _readable(line.text):
            continue
        if _BODY.match(line.text) or len(line.text) > 120 or line.text.endswith((".", ";", ",")):
            return None
        return Span(line.start, _continued(lines, k))
    return None


_NUMBERED = re.compile(r"\d{1,3}(?:\.\d+)*[.)]?\s+[A-Za-z]")
_PLAIN = re.compile(
    r"[‘“\"'(]*(?:[A-ZÀ-Ý]?[a-zà-ÿ]+(?:[-/'’][A-Za-zà-ÿ]+)*|[A-ZÀ-Ý]{2,}[a-z]?|[A-Z0-9&-]*\d[\w.,%/-]*"
    r"|[–—&-]|[A-Z][a-z]+[A-Z][a-z]+)[’”\"'),.:;?!]*"
)


def _readable(text: str) -> bool:
    """Not a scrawl or a bad text layer: most tokens have the shape of words."""
    tokens = text.split()
    plain = sum(1 for token in tokens if _PLAIN.fullmatch(token))
    single = sum(1 for token in tokens if len(token) == 1 and token.isalpha())
    return plain >= 0.75 * len(tokens) and single <= 0.2 * len(tokens)


def _worthy(line: Line) -> bool:
    """Can this line be a title? Not a label, a date, an address, a name of a municipality, or the bare name of a
    kind."""
    text = line.text
    if len(text) < 4 or len(text) > 250 or _NOISE.match(text) or is_label(text, "other"):
        return False
    bare = re.sub(r"^gemeente(?:raad|ried)?(?:\s+(?:van|fan))?\s+", "", text, flags=re.IGNORECASE).strip(" .:")
    if places.named(bare) or text.lower().strip(" :.") in _BARE_KINDS:
        return False
    found = dates.find(text, years=False)
    if not found:
        return True
    rest = text[: found[0].start] + text[found[-1].end :]
    rest = re.sub(
        r"\b(?:gemeenteraad|raadsvergadering|vergadering|raad|van|de|het|op|d\.d\.|" + WEEKDAY + r")\b",
        "",
        rest,
        flags=re.IGNORECASE,
    )
    return len(rest.strip(" ,.:-–")) >= 12


_BARE_KINDS = frozenset(
    {
        "motie",
        "amendement",
        "raadsvoorstel",
        "raadsbesluit",
        "besluit",
        "agenda",
        "agendapunten",
        "besluitenlijst",
        "notulen",
        "verslag",
        "brief",
        "memo",
        "gemeenteraad",
        "gemeenteblad",
        "voordracht",
        "schriftelijke vragen",
        "raadsinformatiebrief",
        "collegevoorstel",
        "raadsnotulen",
        "raadsactualiteit",
        "mededeling",
        "motie vreemd aan de orde van de dag",
        "bijlage",
        "persbericht",
        "nieuws",
        "nieuwsbericht",
        "inhoudsopgave",
        "commissie",
        "factsheet",
    }
)
