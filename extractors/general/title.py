"""The title of a document: the subject line, the line that names the kind, a heading that the format declares, the
largest line of the first page, or the first line that says what it is; the kinds' preferences are `_SOURCES`.

"Motie:", "Betreft:" and the formula of kind and submitter before "inzake" or "over" are left off, as a person would
cite it (`title_formulas`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from griffier.extractors.drafting.context import Context
from griffier.extractors.dutch import dates, places
from griffier.extractors.dutch.words import MONTH, PROPOSAL, TITLE
from griffier.extractors.general.cover_title import told_again
from griffier.extractors.general.meeting_title import meeting_title
from griffier.extractors.general.title_formulas import cited, is_formula, only_belongs
from griffier.extractors.general.title_lines import declared, first, goes_on_to, kind_line, largest, worthy
from griffier.extractors.text.fields import answers, head_lines, head_of, is_label
from griffier.extractors.text.labels import is_placeholder
from griffier.schemas.document import Layer, Line, Part, Span
from griffier.schemas.evidence import Found

_Source = Callable[[Part, Sequence[Line], str], tuple[Span, ...] | None]


def extract(part: Part, context: Context, kind: str) -> Found[str] | None:
    """The title, or None where no line of the head can be one."""
    if kind in _MEETINGS and (named := meeting_title(part, kind)) is not None:
        return named
    lines = [line for line in part.lines if line.layer not in (Layer.FOOTER, Layer.BOILERPLATE, Layer.STAMP)][:90]
    for source, confidence in (*_SOURCES.get(kind, ()), *(_NAMED if kind in _TABLED else (*_NAMED, *_GUESSED))):
        spans = source(part, lines, kind)
        found = cited(part.doc, spans, kind, confidence, labelled=source is _subject) if spans else None
        if found is not None and not places.named(found.value):
            return found
    return None


def _subject(part: Part, lines: Sequence[Line], kind: str) -> tuple[Span, ...] | None:
    """What a label announces as subject; the one without the submitters' formula where there are two."""
    every = answers(part.memo(head_of(kind)), "subject", kind)
    told = [f for f in every if not (is_placeholder(said := _text(part, f.spans)) or only_belongs(said))]
    own = next((f for f in told if not is_formula(_text(part, f.spans))), told[0] if told else None)
    return own.spans if own is not None else None


def _text(part: Part, spans: tuple[Span, ...]) -> str:
    return part.doc.text[spans[0].start : spans[-1].end]


def _headline(part: Part, lines: Sequence[Line], kind: str) -> tuple[Span, ...] | None:
    """ "Geamendeerd voorstel van het college inzake ...": a line that begins with the kind and goes on, with the lines
    over which it goes on."""
    for k, line in enumerate(lines[:24]):
        match = _PAPER.match(line.text)
        if match is None or len(line.text) > 200 or _ALONE.fullmatch(line.text):
            continue
        if _ADDRESSED.match(line.text[match.end() :].lstrip(" :.-–")):
            continue
        return (Span(line.start, _whole_block(lines, k) or goes_on_to(lines, k)),)
    return None


def _whole_block(lines: Sequence[Line], k: int) -> int | None:
    """The end of a block of two or three lines that stands apart and has no full stop: all of it is the title."""
    end = next((j for j in range(k, len(lines)) if lines[j].blank), len(lines))
    apart = (k == 0 or lines[k - 1].blank) and end < len(lines) and end - k in (2, 3)
    rest = lines[k + 1 : end]
    if not apart or any(is_label(line.text, "other") or _SENT.match(line.text) for line in rest):
        return None
    return None if any(line.text.endswith((".", ":", ";")) for line in rest) else rest[-1].end


_SENT = re.compile(r"(?:van|aan|door|voor)\s+(?:het|de)\s+(?-i:[A-Za-z])|\d|(?:datum|raads|gemeente)\b", re.IGNORECASE)
_PAPER = re.compile(
    r"\W{0,3}(?=(?-i:[A-Z]))(?:(?:gewijzigd|geamendeerd|aangepast|herzien|nieuw|concept|ontwerp)e?[-\s]+)*"
    rf"(?:{PROPOSAL}|raadsbesluit)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"\W*(?:(?:gewijzigd|concept)[- ])?(?:\w*voorstel|\w*voordracht|raadsbesluit)"
    r"(?:\s+(?:aan\s+(?:de\s+)?(?:gemeente|deel)?raad|van\s+(?:het\s+college|burgemeester\s+en\s+wethouders)"
    r"(?:\s+aan\s+de\s+(?:gemeente)?raad)?))?(?:\s+(?:nr\.?|nummer)?\s*:?\s*(?=\S*\d)\S+)?\W*",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"(?:(?:voor|aan|nr|nummer|besluit|tot besluit|de raad)\b(?!.*\b(?:inzake|over|betreffende)\b)|$)", re.I
)


def _ordinance(part: Part, lines: Sequence[Line], kind: str) -> tuple[Span, ...] | None:
    """A decision is called as the ordinance that it lays down: a line of its own in the head."""
    for k, line in enumerate(lines[:20]):
        above = lines[k - 1].text if k else ""
        if _ORDINANCE.match(line.text) and not _RUNS_ON.search(above):
            return (Span(line.start, goes_on_to(lines, k)),)
    return None


def _held(part: Part, lines: Sequence[Line], kind: str) -> tuple[Span, ...] | None:
    """ "houdende vaststelling van de Nota bodembeheer": what a decision says of itself under its name."""
    for k, line in enumerate(lines[:12]):
        if found := _HOLDS.match(line.text):
            return (Span(line.start + found.start("what"), goes_on_to(lines, k)),)
    return None


_HOLDS = re.compile(
    r"\W{0,3}houdende\s+(?:de\s+)?(?:vaststelling\s+van\s+(?:(?:de|het)\s+)?(?=[A-Z]))?(?P<what>\S.{5,})$",
    re.IGNORECASE,
)
_ORDINANCE = re.compile(r"\W{0,3}(?:\w*verordening|reglement|regeling)\b.{8,}$", re.IGNORECASE)
_RUNS_ON = re.compile(r"[a-zé,-]$")


def _under_kind(part: Part, lines: Sequence[Line], kind: str) -> tuple[Span, ...] | None:
    """The line under a bare "Voorstel aan de raad", where it is no label and no formula."""
    head = head_lines(part)
    for at, line in enumerate(head[:10]):
        if _ALONE.fullmatch(line.text) is None:
            continue
        below = next(iter(head[at + 1 : at + 2]), None)
        if below is None or is_label(below.text, kind) or ":" in below.text[:30] or _NOT_UNDER.match(below.text):
            return None
        text = below.text.rstrip()
        if len(text.split()) < 2 or len(text) > 160 or text.endswith((";", ",", ":")):
            return None
        return None if dates.find(text, 0, 12, years=False) else (Span(below.start, below.end),)
    return None


_NOT_UNDER = re.compile(
    r"(?:de (?:gemeente|deel)?raad\b|het algemeen bestuur|provinciale staten|gelezen|gelet|gemeente\s+\S+$|aan\b"
    r"|van\b|voor\b|wij\b|geachte\b|nr\b|nummer\b"
    r"|[\W\d]+$|\d|b\s?e\s?s\s?l\s?u\s?i\s?t\b|raadsvergadering|vergadering)",
    re.IGNORECASE,
)


def _asked(part: Part, lines: Sequence[Line], kind: str) -> tuple[Span, ...] | None:
    """ "Schriftelijke vragen van de fractie X over Y": one of the first lines."""
    line = next((line for line in head_lines(part)[:8] if _ASKED.match(line.text)), None)
    return (Span(line.start, line.end),) if line is not None else None


_ASKED = re.compile(
    r"\W{0,3}(?:(?-i:(?![a-z]))|(?=(?:schriftelijke|mondelinge|raads)?\W?vragen))"
    r"(?:.{0,60}\b(?:vra(?:ag|gen)|actualiteit|interpellatie(?:verzoek)?)\b.{0,120}?)\b(?:inzake|over|betreffende|m\.b\.t\.)\s+\S"
    r"|\W{0,3}(?:schriftelijke\s+|raads)?vragen\s+(?:ex|op\s+grond\s+van|conform|volgens)?\s*(?:art(?:ikel|\.)?)\s*[\d.]+[^:\n]{0,50}:\s+\S",
    re.IGNORECASE,
)


def _bylined(part: Part, lines: Sequence[Line], kind: str) -> tuple[Span, ...] | None:
    """The headline of a press item: the lines right above "Door onze verslaggever", below the paper's name and day."""
    at = next((k for k, line in enumerate(lines[:16]) if _BYLINE.match(line.text)), None)
    if at is None:
        return None
    end = next((k for k in range(at - 1, -1, -1) if not lines[k].blank), None)
    if end is None or not worthy(lines[end]):
        return None
    begin = end
    while begin and end - begin < 2 and not lines[begin - 1].blank and worthy(lines[begin - 1]):
        if not lines[begin].text[0].islower():
            break
        begin -= 1
    return (Span(lines[begin].start, lines[end].end),)


_BYLINE = re.compile(
    r"\W{0,3}(?:door|van)\s+(?:onze|een)\s+(?:\w+\s+)?(?:verslagge\w+|redact\w+|correspondent)\b", re.I
)


def _open_letter(part: Part, lines: Sequence[Line], kind: str) -> tuple[Span, ...] | None:
    """The headline of an open letter: the last line that stands alone between "Open brief" and the greeting."""
    at = next((k for k, line in enumerate(lines[:6]) if _OPEN.match(line.text)), None)
    return _over_greeting(lines, kind, at) if at is not None else None


def _unlabelled(part: Part, lines: Sequence[Line], kind: str) -> tuple[Span, ...] | None:
    """A letter's subject without a label: the line that stands alone below the date or the address, over the
    greeting."""
    at = next((k for k in range(29, -1, -1) if k < len(lines) and _DATED.search(lines[k].text)), None)
    return _over_greeting(lines, kind, at) if at is not None else None


def _over_greeting(lines: Sequence[Line], kind: str, at: int) -> tuple[Span, ...] | None:
    hail = next((k for k, line in enumerate(lines[:40]) if _GREETS.match(line.text)), 0)
    for k in range(hail - 1, at, -1):
        if lines[k].text and not lines[k - 1].text and not lines[k + 1].text:
            says = worthy(lines[k]) and _says_what(lines[k].text, kind)
            return (Span(lines[k].start, lines[k].end),) if says else None
    return None


def _says_what(text: str, kind: str) -> bool:
    """Could a line be a subject? No label, day, address, person or way of sending."""
    if len(text.split()) < 2 or len(text) > 160 or text.endswith((",", ".", ";")):
        return False
    return not (is_label(text, kind) or _NOT_UNDER.match(text) or _ADDRESS_LINE.search(text)) and not dates.find(text)


_OPEN = re.compile(r"\W*(?:open\s+brief|brandbrief|petitie|manifest|iepen\s+brief|open\s+letter)\b", re.I)
_GREETS = re.compile(r"(?:geachte?|beste|achte|bêste|dear)\b", re.I)
_DATED = re.compile(rf"\b\d{{1,2}}\s+{MONTH}\s+\d{{4}}\b|\b[1-9]\d{{3}}\s?[A-Z]{{2}}\b", re.I)
_ADDRESS_LINE = re.compile(rf"\b[1-9]\d{{3}}\s?[A-Z]{{2}}\b|^{TITLE}\s|^(?:te|gemeente)\b", re.I)

_MEETINGS = frozenset({"agenda", "decision_list", "minutes"})
_PROPOSED: tuple[tuple[_Source, float], ...] = ((_subject, 0.92), (_headline, 0.85))
_SOURCES: dict[str, tuple[tuple[_Source, float], ...]] = {
    "letter": ((_subject, 0.95), (_open_letter, 0.75), (declared, 0.85), (kind_line, 0.8), (_unlabelled, 0.7)),
    "other": ((_bylined, 0.8),),
    "written_questions": ((_subject, 0.92), (_asked, 0.85)),
    "council_proposal": (*_PROPOSED, (_under_kind, 0.8)),
    "council_decision": (*_PROPOSED, (_held, 0.85), (_ordinance, 0.85), (_under_kind, 0.8)),
}
"""What a kind looks for first."""
_NAMED: tuple[tuple[_Source, float], ...] = ((_subject, 0.9), (declared, 0.85), (kind_line, 0.8))
_GUESSED: tuple[tuple[_Source, float], ...] = ((largest, 0.75), (told_again, 0.7), (first, 0.55))
_TABLED = frozenset({"motion", "amendment"})
"""Their own room has looked at every line of the head: what is left is a heading of the text."""
