"""One file may bundle several documents: a pile of motions, a letter with a decision behind it.

Precision first: a document that is torn apart is worse than two that stay together. A file is split only where it begins with a
document's head and another complete head, with a number or words of its own, stands at the top of a later page (in a text
without pages: behind the end of the document before it). What opens as minutes, agenda, decision list or report is never split.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from griffier.pipeline.split_heads import ABOVE, END, PAGE_MARK, Head, find_head, is_whole, title_kind
from griffier.schemas.document import Document, Layer, Line, Page, Part, Span

_MOST = 500
"""Parts of one file: more is a book of motions, and no splitter's guess."""

_LOOK_BACK = 14
"""Lines with text before a head in which the end of the document before it must stand (texts without pages)."""

_REGISTRATION = re.compile(r"(?:(?:registratie|zaak)?nummer:? )?[A-Z\d]{2,}[-/.]?\d{3,}[-/.\w]*", re.I)
"""A registration number that stands alone above a title."""

_ISSUER = re.compile(
    r"\W{0,3}(?:gemeente|gemeenteraad|gemeenteblad|raad van de gemeente|provincie)(?:[ \t]+(?:van[ \t]+)?[A-Z][\w' -]{1,40})?", re.I
)
"""A letterhead that is the name of the municipality or its council."""

_OWN_HEAD = 1500
"""Characters at a document's beginning in which its own number stands."""

_AT_LEAST = 4
"""Lines with text that a document has besides its title."""


def split(doc: Document) -> list[Part]:
    """The documents inside a file, in order; at least one. Together they cover the whole text."""
    starts = _starts_by_page(doc) if len(doc.pages) > 1 else _starts_in_text(doc)
    if not 1 < len(starts) <= _MOST:
        return [Part.whole(doc)]
    freed = replace(doc, layers=_without_heads(doc, starts))
    ends = [*starts[1:], len(doc.text)]
    return [Part(freed, start, end, ordinal) for ordinal, (start, end) in enumerate(zip(starts, ends, strict=True))]


def _starts_by_page(doc: Document) -> list[int]:
    pages = _lines_by_page(doc)
    opening = next((number for number in sorted(pages) if pages[number]), 0)
    if not opening or is_whole(pages[opening]):
        return [0]
    last = find_head(pages[opening])
    if last is None or not last.signs:
        return [0]
    heads = [last]
    starts = [0]
    for page in doc.pages:
        lines = pages.get(page.number, [])
        if page.number <= opening or len(lines) < _AT_LEAST or _goes_on(lines, page, starts[-1], doc):
            continue
        head = find_head(lines)
        if head is not None and head.number and _names(doc, starts[-1], page.start, head.number):
            continue
        if head is not None and _is_new(head, heads) and len(head.signs) >= 2 and _ended(page, pages, head, heads[-1]):
            starts.append(page.start)
            heads.append(head)
    return starts


def _names(doc: Document, start: int, end: int, number: str) -> bool:
    """True where the document that begins at `start` names that number in its own head: a page header or its concept decision."""
    return re.search(rf"(?<![\w.-]){re.escape(number)}(?![\w-])", doc.text[start : min(end, start + _OWN_HEAD)]) is not None


def _lines_by_page(doc: Document) -> dict[int, list[Line]]:
    """The lines with text of each page. Page furniture stays in: the heads of a pile of motions are alike."""
    pages: dict[int, list[Line]] = {}
    for line in doc.lines:
        if not line.blank and line.layer is not Layer.BOILERPLATE:
            pages.setdefault(line.page, []).append(line)
    return pages


def _goes_on(lines: Sequence[Line], page: Page, start: int, doc: Document) -> bool:
    """True for a page whose own number says that it is not the first of a document."""
    edge = [*lines[:6], *lines[-3:]]
    for line in edge:
        for match in PAGE_MARK.finditer(line.text):
            if int(match[1]) > 1 and (match[2] or len(line.text) < 24):
                return True
    first = doc.page_at(start).number
    numbers = [line.text.strip(" -–—") for line in (lines[0], lines[-1])]
    # A bare number that counts on from the document before: the second page is "2".
    return any(n.isdecimal() and len(n) < 4 and 1 < int(n) == page.number - first + 1 for n in numbers)


def _is_new(head: Head, before: list[Head]) -> bool:
    """Another document than those before: another number, or other words, or another kind."""
    for other in before:
        if other.kind != head.kind:
            continue
        if other.number and head.number:
            if other.number == head.number:
                return False
        elif other.words == head.words:
            return False
    return True


def _ended(page: Page, pages: dict[int, list[Line]], head: Head, before: Head) -> bool:
    """The document before has come to an end; or the head proves itself: the same kind with another number, or a full head."""
    lines = next((pages[n] for n in range(page.number - 1, 0, -1) if pages.get(n)), [])
    if any(END.search(line.text) for line in lines[-2 * _LOOK_BACK :]):
        return True
    return _counts_on(head, before) or (len(head.signs) >= 3 and head.kind in ("motion", "amendment"))


def _counts_on(head: Head, before: Head) -> bool:
    return head.kind == before.kind and bool(head.number) and bool(before.number) and head.number != before.number


def _starts_in_text(doc: Document) -> list[int]:
    lines = [line for line in doc.lines if not line.blank and line.layer is not Layer.BOILERPLATE]
    if not lines or is_whole(lines):
        return [0]
    first = find_head(lines)
    if first is None or not first.signs or first.kind == "letter":
        return [0]
    starts, heads = [0], [first]
    at = first.line
    for i in range(first.line + _AT_LEAST, len(lines)):
        if i - at < _AT_LEAST or title_kind(lines[i].text) is None or lines[i].layer is not Layer.BODY:
            continue
        top = _top_of_head(lines, i, lines[: first.line])
        head = find_head(lines[top : top + 40], i - top + 1)
        if head is None or len(head.signs) < 2 or not _is_new(head, heads):
            continue
        ended = any(END.search(line.text) for line in lines[max(at + 1, top - _LOOK_BACK) : top])
        proven = _counts_on(head, heads[-1]) and len(head.signs) >= 3
        if (ended or proven) and (_stands_apart(doc, lines[top]) or (ended and proven)):
            starts.append(lines[top].start)
            heads.append(head)
            at = i
    return starts


def _top_of_head(lines: Sequence[Line], title: int, letterhead: Sequence[Line]) -> int:
    """The first line of a head: above the title, the lines that stand above the first document's title too.

    The line right above the title, behind an empty line, is its subject ("Taal als hefboom" over "Motie (12)"); so is
    the one line between a document's end and a title.
    """
    known = {_key(line.text) for line in letterhead}
    top = title
    while top > 0 and title - top < ABOVE and _is_letterhead(lines[top - 1].text, known):
        top -= 1
    if top == title and title > 1:
        above, before = lines[title - 1], lines[title - 2]
        touches = lines[title].index - above.index == 1 or END.search(before.text) is not None
        if (
            touches
            and above.index - before.index > 1
            and len(above.text) < 120
            and any(c.isalpha() for c in above.text)
            and not END.search(above.text)
        ):
            top = title - 1
    return top


def _is_letterhead(text: str, known: set[str]) -> bool:
    return _key(text) in known or _REGISTRATION.fullmatch(text) is not None or _ISSUER.fullmatch(text) is not None


def _key(text: str) -> str:
    return "".join("0" if c.isdecimal() else c for c in text.lower() if not c.isspace())


def _stands_apart(doc: Document, line: Line) -> bool:
    """True behind an empty line or a rule of dashes: a title in running text is a heading or a quotation."""
    before = doc.text[max(0, line.start - 200) : line.start].rstrip(" \t")
    last = before.rstrip("\n").rsplit("\n", 1)[-1].strip()
    return before.endswith("\n\n") or "\n \n" in before[-6:] or (len(last) >= 3 and set(last) <= set("-–—_=*"))


def _without_heads(doc: Document, starts: Sequence[int]) -> tuple[tuple[Span, Layer], ...]:
    """The layers, but a document's own head is no running head: on the first page of each part, headers become body again."""
    first_pages = {doc.page_at(start).number for start in starts} if len(doc.pages) > 1 else set()
    return tuple(
        (span, layer)
        for span, layer in doc.layers
        if layer is not Layer.HEADER
        or doc.page_at(span.start).number not in first_pages
        or PAGE_MARK.fullmatch(doc.text[span.start : span.end].strip()) is not None
    )
