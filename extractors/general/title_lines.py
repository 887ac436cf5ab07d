"""The lines of a head that can be a title: a declared heading, a line that names the kind, the largest type, the first
line that says something of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.dutch import dates, places
from griffier.extractors.dutch.word_lists import common_words
from griffier.extractors.dutch.words import WEEKDAY
from griffier.extractors.mending.repair import looks_like_ocr
from griffier.extractors.text.fields import is_label
from griffier.schemas.document import Line, Part, Span

_NAMED_KIND = re.compile(
    r"(?:concept-?\s?)?(?:(?:openbare|vastgestelde)\s+)?(?:besluitenlijst|raadsnotulen|notulen|verslag"
    r"|agenda|programmabegroting|begroting|jaarstukken|jaarrekening|jaarverslag|kadernota|kaderbrief|bestuursrapportage"
    r"|voorjaarsnota|najaarsnota|perspectiefnota|raadsvoorstel|voordracht|beslisnota)\b",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"[\W\d_]*$|(?=\S*\d)[\w/.-]+$|[IVX]{1,4}\.?\s+[A-Z]|(?:stadsdeel|gemeenteraad|gemeente|provincie)\s+[\w-]+$"
    r"|(?:motie|amendement|raads(?:voorstel|besluit)|voorstel|voordracht|besluit|(?:schriftelijke\s+|raads)?vragen)\s+(?:nr\.?\s*|nummer\s*)?(?=\S*\d)[\w./-]+$"
    r"|besluit\s+van\s+de\s+(?:gemeente)?raad(?:\s+(?:van\s+)?(?:de\s+)?(?:gemeente\s+)?[A-Z'’][\w'’ -]{2,40})?$"
    r"|.*(?:https?://|www\.|@)|(?:pagina|blad|page)\s+\d|\d+\s*(?:van|/)\s*\d+$|skip to content|back to"
    r" top|menu$|zoeken$|postbus\b|bezoekadres|retouradres|\d{4}\s?[A-Z]{2}\b"
    r"|t\.?a\.?v\b|per\s+(?:e-?)?(?:post|mail)\b|verzonden\b|vertrouwelijk\b",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:(?:aan\s+)?de\s+(?:leden|voorzitter)\s+van|besluit\s+(?:met|unaniem|om|tot|bij)|aldus)\b", re.IGNORECASE
)
_ITEM = re.compile(r"(?:\d{1,2}[.)]|[a-z][.)]|[•–-])\s")
_MAX_LINES, _MAX_CHARS = 6, 400


_SENT = re.compile(r"(?:Van|Aan|Door)\s+(?:[Hh]et|[Dd]e)\s")
"""Who sends it stands below a title."""


def goes_on_to(lines: Sequence[Line], k: int) -> int:
    """The end of a title that begins on line `k`: it goes on while lines are full, or the next begins in lower case."""
    end = lines[k].end
    widest = max((len(line.text) for line in lines[k : k + 8]), default=0)
    for j in range(k + 1, min(k + _MAX_LINES, len(lines))):
        line = lines[j]
        if (
            line.blank
            or _SENT.match(line.text)
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


def declared(part: Part, lines: Sequence[Line], kind: str) -> tuple[Span, ...] | None:
    """The first heading of the highest level that the format itself declares."""
    heads = [line for line in lines if line.heading and worthy(line)]
    if not heads:
        return None
    top = min(line.heading for line in heads)
    line = next(line for line in heads if line.heading == top)
    return (Span(line.start, line.end),)


def kind_line(part: Part, lines: Sequence[Line], kind: str) -> tuple[Span, ...] | None:
    """ "Besluitenlijst raadsvergadering 29 juni 2015": one of the first lines names the kind of the document and
    more."""
    for line in [line for line in lines if not line.blank][:5]:
        match = _NAMED_KIND.match(line.text)
        if match is None:
            continue
        if match.end() >= len(line.text) - 2:
            after = next((other for other in lines if other.index > line.index and not other.blank), None)
            if after is not None and _MEETING.match(after.text) and len(after.text) < 100:
                return (Span(line.start, after.end),)
        elif len(line.text) < 140 and not line.text.endswith((".", ";", ":")):
            return (Span(line.start, goes_on_to(lines, lines.index(line))),)
    return None


_MEETING = re.compile(r"(?:van\s|voor\s|openbare|vergadering|raads|gemeenteraad|college|commissie)", re.IGNORECASE)


def _big(part: Part, lines: Sequence[Line]) -> list[Line]:
    """The lines of the first page in the largest type, where it is larger than that of the text."""
    printed = [line for line in lines if not line.blank]
    sized = [line for line in printed if line.size > 0 and line.page == printed[0].page]
    if len(sized) < 4:
        return []
    body = sorted(line.size for line in sized)[len(sized) // 2]
    big = [line for line in sized if line.size >= body * 1.15 and worthy(line) and _is_heading(part, line.text)]
    big = _of_subjects(big)
    return [line for line in big if line.size >= 0.97 * max(x.size for x in big)]


def _of_subjects(lines: list[Line]) -> list[Line]:
    """Those that say more than the kind, where there are any."""
    return [line for line in lines if not _PROPOSAL.fullmatch(line.text)] or lines


_PROPOSAL = re.compile(r"\W*(?:raads)?voorstel\s+aan\s+(?:de\s+)?(?:gemeente)?raad\W*", re.IGNORECASE)
"""The kind in larger letters than the subject under it."""


def largest(part: Part, lines: Sequence[Line], kind: str) -> tuple[Span, ...] | None:
    """The largest type on the first page that has text, where it stands out."""
    run = _big(part, lines)
    if not run:
        return None
    last = run[0]
    for line in run[1:]:
        if line.index - last.index > 2 or line.end - run[0].start > _MAX_CHARS:
            break
        last = line
    text = part.doc.text[run[0].start : last.end]
    prose = len(text) > 200 or text.endswith(_LEFT_OPEN) or _SENTENCES.search(text)
    return None if prose else (Span(run[0].start, last.end),)


_SENTENCES = re.compile(r"[a-z]{2}\.\s+[A-Z]")
_LEFT_OPEN = (".", ",", ";")


def _is_heading(part: Part, text: str) -> bool:
    return not _NUMBERED.match(text) and _readable(text) and not _scrawl(part, text)


def begins_title(part: Part, line: Line) -> bool:
    """Does a line say something of its own, in words?"""
    return not line.blank and worthy(line) and _is_heading(part, line.text)


def first(part: Part, lines: Sequence[Line], kind: str) -> tuple[Span, ...] | None:
    """The first line of the head that says something of its own; a word alone over another line is part of more."""
    for k, line in enumerate(lines[:25]):
        if not begins_title(part, line):
            continue
        if _BODY.match(line.text) or len(line.text) > 120 or line.text.endswith((".", ";", ",")):
            return None
        if _COLUMNS.search(line.text):
            return None
        end = goes_on_to(lines, k)
        whole = part.doc.text[line.start : end]
        cut = len(whole.split()) == 1 and k + 1 < len(lines) and not lines[k + 1].blank
        return None if cut or _SENTENCES.search(whole) or _scrawl(part, whole) else (Span(line.start, end),)
    return None


_COLUMNS = re.compile(r"\S\s{12,}\S")


_NUMBERED = re.compile(r"\d{1,3}(?:\.\d+)*[.)]?\s+[A-Za-z]")
_PLAIN = re.compile(
    r"[‘“\"'(]*(?:[A-ZÀ-Ý]?[a-zà-ÿ]+(?:[-/'’][A-Za-zà-ÿ]+)*|[A-ZÀ-Ý]{2,}[a-z]?-?|[A-Z0-9&-]*\d[\w.,%/-]*"
    r"|[–—&-]|[A-Z][a-z]+[A-Z][a-z]+)[’”\"'),.:;?!]*"
)


def _readable(text: str) -> bool:
    """Not a scrawl or a bad text layer: most tokens have the shape of words."""
    tokens = text.split()
    plain = sum(1 for token in tokens if _PLAIN.fullmatch(token))
    single = sum(1 for token in tokens if sum(map(str.isalpha, token)) == 1 and not _INITIAL.fullmatch(token))
    return plain >= 0.75 * len(tokens) and single <= 0.2 * len(tokens)


_INITIAL = re.compile(r"[A-Z]\.")


def _recognised(part: Part) -> bool:
    return looks_like_ocr(part.doc)


def _scrawl(part: Part, text: str) -> bool:
    """What an engine makes of a picture: scraps of two or three letters or, where it is known to have read the text,
    words of which most are none."""
    words = [m.group().lower() for m in _LETTERS.finditer(text)]
    if len(words) < _LEAST_WORDS:
        return False
    if sum(map(len, words)) < _SHORTEST_MEAN * len(words):
        return True
    if not part.memo(_recognised):
        return False
    return sum(word in common_words("nl") or word in common_words("en") for word in words) < 0.5 * len(words)


_LETTERS = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 4
"""Words from which a line shows what it is."""

_SHORTEST_MEAN = 3.0
"""Letters of a word on average; a heading in Dutch has 5 and more, a scrawl about 2."""


def worthy(line: Line) -> bool:
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
        "vragen",
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
