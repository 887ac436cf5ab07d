"""What may stand before a bundle: a cover or a list of the documents behind it, or a document of the meeting with its
papers attached."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from griffier.pipeline.splitting.document_heads import ABOVE, Head, title_kind
from griffier.schemas.document import Document, Layer, Line

MOST_COVERS = 3
"""Pages of a cover with its list."""

_COVER_LINES, _COVER_WORDS = 60, 450
"""A cover is short; a page of a report has 400 words and more, but in lines that go on."""

_NAMED_COVER = re.compile(
    r"\b(?:moties|amendementen|(?:ingekomen|ingediende|vergader|raads)[ -]?stukken|raadsvragen|schriftelijke vragen"
    r"|bundel|verzamel\w*)\b",
    re.I,
)
_COVER = re.compile(r"\b(?:inhoud|inhoudsopgave|overzicht|lijst|bijlagen)\b", re.I)
_REPORT = re.compile(
    r"\b(?:\w*rapport|\w*onderzoek|evaluatie|\w*visie|\w+nota|\w*plan|\w*verslag|handleiding|reglement|\w*verordening"
    r"|afdoening|"
    r"voortgang|stand van zaken|termijnagenda|toezeggingen|beleid\w*)\b",
    re.I,
)
"""What reports about motions and letters is one document, and so is what deals with its chapters in its own words."""

_BESIDE = re.compile(r"\bbij (?:de|het)\b.*", re.I)
"""The paper to which the motions belong: "Moties bij de Kadernota 2024"."""

_MEETING = re.compile(
    r"\b(?:(?:raads)?notulen|verslag|handelingen|besluitenlijst|afsprakenlijst|(?:raads|concept)?agenda)\b", re.I
)
_CLOSED = re.compile(
    r"\bsluit\b.{0,40}\bvergadering\b|\bvergadering\b.{0,40}\bgesloten\b|^\W*(?:\d+\W+)?sluiting\b|\bvastgesteld in\b"
    r"|^\W*bijlagen?\W*$|"
    r"^\W*de (?:raads)?(?:griffier|voorzitter)\W*(?:de (?:raads)?(?:griffier|voorzitter)\W*)?$",
    re.I,
)
"""How minutes, decision lists and agendas end."""

_MARKS = re.compile(r"[\W_]+")
_LEAST_SUBJECT = 3
_LAST = 12


def is_cover(lines: Sequence[Line]) -> bool:
    """A short page that says it holds or lists several documents, and is no report about them."""
    if not lines or len(lines) > _COVER_LINES or sum(len(line.text.split()) for line in lines) > _COVER_WORDS:
        return False
    top = lines[:8]
    if any(title_kind(line.text) for line in top[:ABOVE]) or any(
        _REPORT.search(_BESIDE.sub("", line.text)) for line in top
    ):
        return False
    return is_named_cover(top) or any(_COVER.search(line.text) for line in top)


def is_named_cover(lines: Sequence[Line]) -> bool:
    """A cover that says what it covers: motions, incoming papers."""
    return any(_NAMED_COVER.search(line.text) for line in lines[:8])


def is_list(lines: Sequence[Line]) -> bool:
    """Lines that are entries of a list, not sentences."""
    sentences = sum(line.text.endswith((".", ";")) and len(line.text.split()) >= 5 for line in lines)
    return len(lines) <= _COVER_LINES and sentences <= 0.2 * len(lines)


def is_listed(head: Head, cover: Iterable[Line]) -> bool:
    """Whether the cover names the document: its number as a word of its own, or its subject."""
    subject = _plain(head.subject)
    number = head.number
    for line in cover:
        words = _plain(line.text)
        if len(subject.split()) >= _LEAST_SUBJECT and subject in words:
            return True
        if number and re.search(rf"(?<![\w.-]){re.escape(number)}(?![\w-])", line.text, re.I):
            return True
    return False


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub(" ", text.lower()).split())


def is_meeting(lines: Sequence[Line]) -> bool:
    """Minutes, a decision list or an agenda: papers may be attached behind it."""
    return any(_MEETING.search(line.text) and len(line.text) < 90 for line in lines[:ABOVE])


def is_attached(head: Head, lines: Sequence[Line], before: Sequence[Line], running: frozenset[str]) -> bool:
    """Whether a complete motion or amendment begins behind the end of a meeting's document, without the lines that run
    on its pages."""
    if head.kind not in ("motion", "amendment") or "opening" not in head.signs or len(head.signs) < 3:
        return False
    if any(key(line.text) in running for line in (*lines[:4], *lines[-3:])):
        return False
    return any(_CLOSED.search(line.text) for line in before[-_LAST:])


def running_lines(doc: Document, pages: Mapping[int, Sequence[Line]]) -> frozenset[str]:
    """Headers and footers of the pages, figures aside; bare page numbers are left out."""
    lines = (line for page in pages.values() for line in page if line.layer in (Layer.HEADER, Layer.FOOTER))
    return frozenset(k for k in (key(line.text) for line in lines) if sum(map(str.isalpha, k)) >= 6)


def key(text: str) -> str:
    """A line without blanks, in small letters, all figures alike."""
    return "".join("0" if c.isdecimal() else c for c in text.lower() if not c.isspace())
