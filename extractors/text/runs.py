"""Whole texts from lines: what interrupts them (page heads in bare text, links of footnotes, page numbers) is left
out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from griffier.extractors.text.page_numbers import page_numbers
from griffier.extractors.text.unwrapping import join_lines
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found

_FURNITURE = re.compile(
    r"(?:pagina|pag\.|blz\.?|page)\s*\d{1,4}(?:\s*(?:van|/|of)\s*\d{1,4})?\W*$"
    r"|\W{0,2}\d{0,3}\W{0,2}https?\W?://"
    r"|\d{2}:\d{2}:\d{2}\s*[-–]\s*(?:\d{2}:\d{2}:\d{2}\s*)?[-–]\s",
    re.IGNORECASE,
)
_LINK = re.compile(r"\W{0,2}\d{0,3}\W{0,2}https?\W?://\S*$", re.IGNORECASE)
_LINK_REST = re.compile(r"\S*[-/&=%~]\S*$")
_HEAD_LABEL = re.compile(r"(?:nummer|datum|volgnummer|kenmerk|zaaknummer)\b\s*:?\s*\S.{0,40}$", re.IGNORECASE)


def text_lines(part: Part) -> tuple[Line, ...]:
    """The body's lines with text, without the furniture that a bare text prints between them."""
    kept: list[Line] = []
    seen: set[str] = set()
    numbers = part.memo(page_numbers)
    linked = False
    for line in part.body:
        if line.blank:
            continue
        # a link that is broken over lines: what goes on without a blank
        linked = bool(_LINK.match(line.text)) or (linked and bool(_LINK_REST.match(line.text)))
        if linked or _FURNITURE.match(line.text) or line.start in numbers:
            continue
        if _HEAD_LABEL.match(line.text):
            # a head line that comes back is the head of the next page
            if line.text in seen:
                continue
            seen.add(line.text)
        kept.append(line)
    return tuple(kept)


def first_cell(part: Part, span: Span, gap: float = 15.0) -> Span:
    """The words of a line up to the first wide gap (points): what stands behind it is another column. All of it without
    geometry."""
    tab = part.doc.text.find("\t", span.start, span.end)
    if tab > span.start:
        return Span(span.start, tab)
    words = part.doc.words
    hits = words.within(span.start, span.end) if len(words) else range(0)
    for i in hits[:-1]:
        if float(words.x0[i + 1]) - float(words.x1[i]) > gap:
            return Span(span.start, int(words.end[i]))
    return span


def whole(part: Part, pieces: Sequence[Span], method: str, confidence: float = 0.9) -> Found[str] | None:
    """The text of some pieces (one a line) as one value, line breaks undone; None without any text."""
    kept = [p for p in pieces if p.end > p.start]
    value = join_lines("\n".join(part.doc.text[p.start : p.end] for p in kept))
    if not value:
        return None
    return Found(value, merged(part, kept), method, confidence)


def merged(part: Part, pieces: Iterable[Span]) -> tuple[Span, ...]:
    """Pieces that only blanks part, as one span."""
    out: list[Span] = []
    for piece in pieces:
        if out and not part.doc.text[out[-1].end : piece.start].strip():
            out[-1] = Span(out[-1].start, piece.end)
        else:
            out.append(piece)
    return tuple(out)
