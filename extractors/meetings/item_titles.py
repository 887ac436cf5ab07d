"""The title of an item: the lines that it takes, and what is printed beside it that is none of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.dutch.words import MONTH
from griffier.extractors.meetings.item_numbers import Number
from griffier.extractors.text.runs import first_cell, text_lines
from griffier.extractors.votes.outcomes import beside_title, stands_alone
from griffier.extractors.votes.statements import is_side_line
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found

_ENDS_TITLE = re.compile(
    r"\W{0,3}(?:(?:de raad|het college|de commissie|raad|college)?\s*(?:besluit|besloten|conclusie|advies|"
    r"beslissing|toezegging|toelichting|samenvatting)\b"
    r"|de voorzitter\b|(?:de|het) (?:gewijzigde )?(?:motie|verordening|amendement|voorstel) (?:is|wordt|werd)\b"
    r"|(?:er|de heer|mevrouw|wethouder|burgemeester|portefeuillehouder)\s+[a-zA-Z]|hierbij|"
    r"bij dit agendapunt|voorgesteld wordt|deze\s"
    r"|(?:van|met) het spreekrecht|geen\b|n\.b\.|nb:|link:|bijlagen?\b|portefeuille|(?:doel|soort|type|aard"
    r"|behandelwijze|behandeling|steller|spreektijd|tijd|duur|status|fase|locatie|documenten|stukken"
    r"|contactpersoon|behandelaar|zaaknummer|dossier\w*)\s*:|\S.{0,150}\.(?:pdf|docx?)\b|\d{2}:\d{2}:\d{2}\b"
    r"|(?:gevraagd|voorgesteld) (?:wordt|besluit)\b|ter (?:bespreking|kennisname|"
    r"vaststelling|advisering|besluitvorming)"
    r"|(?:raads)?voorstel\s*(?::|(?:nr\.?\s*|nummer\s*)?\d)|stemming\s*:|[•\-–*➢▪●]\s)",
    re.IGNORECASE,
)

_AFTER_TIME = re.compile(
    r"\s*[\[(]\s*(?:\d{1,2}[.:]\d{2}\s*(?:uur)?\s*(?:[-–]\s*\d{1,2}[.:]\d{2}\s*(?:uur)?)?|(?:ca\.?\s*|"
    r"circa\s+)?\d{1,3}\s*(?:min\w*\.?|'))\s*[\])]\s*$"
)

_PURPOSE = re.compile(
    r"\s+(?:[eo•*]\s+)?Ter\s?(?:vaststelling|informatie|advisering|bespreking|kennisname|kennisneming|besluitvorming|inzage)\b"
    r"(?:\s+en\s+(?:ter|voor)\s+\w+(?:\s+aannemen)?)?(?:\s+\d{3,6}\b)?\s*"
)
"""What an item is for, in a column of its own: "Vaststellen agenda Ter vaststelling"."""

_TIMES = re.compile(r"(?<=\S)\s+\d{1,2}[.:]\d{2}\s*(?:uur)?\s*[-–]\s*\d{1,2}[.:]\d{2}(?:\s*uur)?\s*$")
"""From when to when, behind a title."""
_AT = re.compile(
    r"(?P<title>(?:her)?opening|sluiting)\s*[:,–-]?\s*(?:om\s+)?\d{1,2}[.:]\d{2}\s*(?:uur|u\.?)?", re.IGNORECASE
)

_HOLDER = re.compile(
    r"\s*[(|–-]?\s*(?:(?:portefeuille(?:houders?)?|pfh|pho|steller|behandelaar|contactpersoon|spreektijd|behandelwijze)\.?"
    r"|(?-i:Doel|Toelichting|Status|Fase))\s*:\s*\S.*$",
    re.IGNORECASE,
)
"""Who answers for an item and what it is for, on the line of its title."""

_OPEN_TIME = re.compile(r"\s*[\[(]\s*\d{1,2}[.:]\d{2}[^\])]{0,12}$")

PAPER = re.compile(
    r"\s*\(?(?P<raw>(?P<proposal>Gemeenteblad\s+afd\.\s*\d+,?\s+nr\.?\s*\d+)|"
    r"(?:Nr\.?\s+)?(?P<case>[A-Z]{2,4}[-.]?20\d\d[-/.]\d{3,7})"
    r"|(?<=\()(?:(?:zaak|doc|reg)\w*\.?(?:nr|nummer)?\.?\s*:?\s*)?(?P<paper>(?:[A-Z]{1,4}[-./]?)?(?:20\d\d"
    r"|\d{2})[-/.]\d{3,8}|\d{6,8})(?=\)))\)?\.?"
)

_EMPTY_BRACKETS = re.compile(r"\s*\(\s*\)?(?=\W*$)")

_DECISION_LINE = re.compile(r"\W{0,3}(?:besluit|besloten|conclusie|beslissing|advies)\s*:", re.IGNORECASE)

_SUB_ITEM = re.compile(r"[a-zA-Z][.)]\s|[-–•*]\s")

_SECTION = re.compile(r"[A-Z][A-Z \-/&]{4,50}$|(?:I|II|III|IV|V|VI)\.?\s+[A-Z]\w+.{0,40}$")

_DAY_AND_MONTH = re.compile(
    r"\b\d{1,2} " + MONTH + r"$",
    re.IGNORECASE,
)

MAX_TITLE_LINES = 7


def title_lines(part: Part, lines: Sequence[Line], number: Number, until: int) -> tuple[list[Span], int]:
    """The pieces of the title and the index of the first line after it."""
    first = number.line if number.rest is not None else number.line + 1
    if first >= until:
        return [], number.line
    start = lines[first]
    if number.rest is None and _NO_TITLE.match(start.text):
        return [], first
    pieces = [first_cell(part, number.rest) if number.rest is not None else _behind_label(start)]
    at = first + 1
    label = _next_label(lines, at, until)
    bold = start.bold and not part.memo(_is_mostly_bold)
    while at < until and len(pieces) < MAX_TITLE_LINES:
        above, line = lines[at - 1], lines[at]
        if beside_title(part.doc.text, pieces) or _opens_below(line.text):
            break
        if not _in_other_column(start, line):
            closed_by = label is not None and label <= at + 2
            if not (line.bold if bold else _goes_on(above, line, part.memo(_width), closed_by=closed_by)):
                break
            pieces.append(first_cell(part, Span(line.start, line.end)))
        at += 1
    return pieces, at


_LABELLED = re.compile(r"[a-z][\w() -]{2,30}:\s")
"""A label in small letters opens what stands under a title."""

_NO_TITLE = re.compile(
    r"\W{0,3}(?i:(?:voorgesteld\s+)?besluit(?:en)?|stemuitslag|(?:resultaat\s+)?stemming:?|toelichting|bijlagen|documenten)\W*$|[^\n]{30,}[a-z\d]{2}\.\s+[A-Z][^\n]{20,}"
)
"""Under a number alone, a label or running text: the item has no title."""

_TITLE_LABEL = re.compile(r"\W{0,2}(?:onderwerp|titel|betreft)\s*:\s*(?=\S)", re.IGNORECASE)


def _behind_label(line: Line) -> Span:
    """A title's line without "Onderwerp:"."""
    label = _TITLE_LABEL.match(line.text)
    return Span(line.start + (label.end() if label else 0), line.end)


def _in_other_column(first: Line, line: Line) -> bool:
    """Does a line stand far to the right of the title's first?"""
    if line.box is None or first.box is None or line.page != first.page:
        return False
    return line.box.x0 > first.box.x0 + 150


def _next_label(lines: Sequence[Line], at: int, until: int) -> int | None:
    """The line of the next label of a decision, so far as a title may reach."""
    return next((i for i in range(at, min(until, at + MAX_TITLE_LINES)) if _DECISION_LINE.match(lines[i].text)), None)


_MISREAD_BULLET = re.compile(r"[eo]\s+(?:Ter(?:\s|[a-z]{6})|[A-Z][a-z]{3})")
"""What recognition makes of a bullet: "e Geagendeerd op verzoek van raadslid Duin"."""


def _opens_below(text: str) -> bool:
    """Does a line open what stands under a title? In small letters only a label does."""
    if _MISREAD_BULLET.match(text):
        return True
    return (not text[:1].islower() or _LABELLED.match(text) is not None) and _closes_title(text)


def _closes_title(text: str) -> bool:
    """Does a line begin what stands under a title: a label, an outcome, the sides of a vote, the next section, or what
    a colon ends?"""
    return text.rstrip().endswith(":") or bool(
        _ENDS_TITLE.match(text) or _SECTION.match(text) or stands_alone(text) or is_side_line(text)
    )


def heading_lines(lines: Sequence[Line], number: Number, until: int) -> tuple[list[Span], int]:
    """A heading goes on only in lower case."""
    at, pieces = number.line + 1, [Span(lines[number.line].start, lines[number.line].end)]
    while at < min(until, number.line + 3) and lines[at].text[:1].islower():
        pieces.append(Span(lines[at].start, lines[at].end))
        at += 1
    return pieces, at


def _width(part: Part) -> int:
    """How long a full line is, in characters: the ninth decile."""
    lengths = sorted(len(line.text) for line in part.memo(text_lines))
    return lengths[len(lengths) * 9 // 10] if lengths else 80


def _is_mostly_bold(part: Part) -> bool:
    """Whether bold says nothing here: more than half of the lines are."""
    lines = part.memo(text_lines)
    return sum(line.bold for line in lines) > len(lines) * 0.5


_IS_PROSE = re.compile(r"[a-z)]{2}\.\s+[A-Z]|[a-z)]{2}\.\s*$")


_HANGS = re.compile(r"\s(?:van|van de|van het|en|de|het|een|der|in|op|voor|over|tot|met|te|aan|bij|inzake)$")


def _goes_on(above: Line, line: Line, wide: int, *, closed_by: bool) -> bool:
    """Does a title go on over the next line? It was cut off by the margin, or goes on in lower case."""
    text = above.text.rstrip()
    if _is_cut_off(text, above, line):
        return True
    if text.endswith((".", "?", "!", ":", ";")) and not line.text[:1].islower():
        return False
    if _SUB_ITEM.match(line.text) or (line.index > above.index + 1 and not line.text[:1].islower()):
        return False
    if text.endswith(("-", ",", "(", "/")) or line.text[:1].islower() or line.text[:1] in "(‘“":
        return True
    return len(text) >= wide * 0.75 or (closed_by and not _IS_PROSE.search(line.text))


def _is_cut_off(text: str, above: Line, line: Line) -> bool:
    """Does a line end in a word that something must follow: an abbreviation, an article, a month without its year?"""
    if text.endswith(("Nr.", "nr.", "d.d.", "dhr.", "mw.", "mevr.", "mr.", "drs.", "ir.")):
        return True
    if _HANGS.search(text) and line.index == above.index + 1:
        return True
    return bool(_DAY_AND_MONTH.search(text) and re.match(r"\d{4}\b", line.text))


def cleaned(found: Found[str] | None) -> Found[str] | None:
    """A title without the time and the numbers of papers behind it; None where no letter is left."""
    if found is None:
        return None
    value = _PURPOSE.sub(" ", PAPER.sub("", _TIMES.sub("", _AFTER_TIME.sub("", _HOLDER.sub("", found.value)))))
    if closed := _AT.fullmatch(value):
        value = closed["title"]
    value = (
        _EMPTY_BRACKETS.sub("", _OPEN_TIME.sub("", value))
        .strip()
        .removesuffix(" Nr.")
        .removesuffix(" Nr")
        .rstrip(". |")
        .strip()
    )
    if not any(c.isalpha() for c in value):
        return None
    return Found(value, found.spans, found.method, found.confidence)
