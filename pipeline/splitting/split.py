"""One file may bundle several documents: a pile of motions, a letter with a decision behind it.

Precision first: a document that is torn apart is worse than two that stay together. A file is split only where it
begins with a document's head, or with a cover that lists what follows, and another complete head, with a number or
words of its own, stands at the top of a later page (in a text without pages: behind the end of the document before
it). Of minutes, an agenda or a decision list only the motions attached behind its end are parted; what opens as a
report is never split.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from griffier.pipeline.splitting.covers import (
    MOST_COVERS,
    is_attached,
    is_cover,
    is_list,
    is_listed,
    is_meeting,
    is_named_cover,
    key,
    running_lines,
)
from griffier.pipeline.splitting.document_heads import (
    ABOVE,
    END,
    MAIL_LABEL,
    PAGE_MARK,
    Head,
    find_head,
    is_whole,
    letter_heads,
    title_kind,
)
from griffier.schemas.document import Document, Layer, Line, Page, Part, Span

_MOST = 500
"""Parts of one file: more is a book of motions, and no splitter's guess."""

_LOOK_BACK = 14
"""Lines with text before a head in which the end of the document before it must stand (texts without pages)."""

_REGISTRATION = re.compile(r"(?:(?:registratie|zaak)?nummer:? )?[A-Z\d]{2,}[-/.]?\d{3,}[-/.\w]*", re.I)
"""A registration number that stands alone above a title."""

_ISSUER = re.compile(
    r"\W{0,3}(?:gemeente|gemeenteraad|gemeenteblad|raad van de gemeente"
    r"|provincie)(?:[ \t]+(?:van[ \t]+)?[A-Z][\w' -]{1,40})?",
    re.I,
)
"""A letterhead that is the name of the municipality or its council."""

_BARE_TEXT = ("text/plain",)

_OWN_HEAD = 1500
"""Characters at a document's beginning in which its own number stands."""

_AT_LEAST = 4
"""Lines with text that a document has besides its title."""

_SHORT = 200
"""Characters of a page in fewer lines, from which it may be a document all the same: a paragraph may be one line."""


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
    if not opening:
        return [0]
    first = find_head(pages[opening])
    if first is not None and first.signs and not is_whole(pages[opening]):
        return _further_starts(doc, pages, opening, [0], [first])
    begun = _behind_cover(doc, pages, opening) or _behind_meeting(doc, pages, opening)
    if begun is None:
        return [0]
    number, first, least = begun
    starts = _further_starts(doc, pages, number, [0, doc.pages[number - 1].start], [first])
    return starts if len(starts) >= least else [0]


def _further_starts(
    doc: Document, pages: dict[int, list[Line]], opening: int, starts: list[int], heads: list[Head]
) -> list[int]:
    """Where documents begin on the pages behind the first one's; `starts` and `heads` hold those that are known."""
    for page in doc.pages:
        lines = pages.get(page.number, [])
        if page.number <= opening or _is_short(lines) or _says_it_goes_on(lines):
            continue
        head = find_head(lines)
        if head is None or (head.number and _names(doc, starts[-1], page.start, head.number)):
            continue
        full = len(head.signs) >= 3 and _counts_on(head, heads[-1])
        if not full and _counted_on(lines, page, starts[-1], doc):  # a pile may be numbered from end to end
            continue
        if _is_new(head, heads) and len(head.signs) >= 2 and _ended(page, pages, head, heads[-1]):
            starts.append(page.start)
            heads.append(head)
    return starts


def _behind_cover(doc: Document, pages: dict[int, list[Line]], opening: int) -> tuple[int, Head, int] | None:
    """The page on which the first document behind a cover begins, its head, and the starts that prove a bundle: three,
    the cover's too.

    The document stands right behind the cover, and its head is full or the cover lists it.
    """
    covers: list[Line] = []
    for number in range(opening, min(len(doc.pages), opening + MOST_COVERS) + 1):
        lines = pages.get(number, [])
        if not lines:
            continue
        head = find_head(lines) if covers else None
        full = head is not None and (len(head.signs) >= 3 or ("number" in head.signs and len(head.signs) == 2))
        if head is not None and head.signs and (is_listed(head, covers) or (full and is_named_cover(covers))):
            return number, head, 3
        if not (is_list(lines) if covers else is_cover(lines)):
            return None
        covers.extend(lines)
    return None


def _behind_meeting(doc: Document, pages: dict[int, list[Line]], opening: int) -> tuple[int, Head, int] | None:
    """The same for the first motion that is attached to minutes, a decision list or an agenda; one is enough."""
    if not is_meeting(pages[opening]):
        return None
    for page in doc.pages:
        lines = pages.get(page.number, [])
        if page.number <= opening or _is_short(lines) or _says_it_goes_on(lines) or _counted_on(lines, page, 0, doc):
            continue
        head = find_head(lines)
        if head is None or "opening" not in head.signs:
            continue
        before = [line for number in range(opening, page.number) for line in pages.get(number, [])]
        running = running_lines(doc, {number: found for number, found in pages.items() if number < page.number})
        if is_attached(head, lines, before, running):
            return page.number, head, 2
    return None


def _names(doc: Document, start: int, end: int, number: str) -> bool:
    """True where the document that begins at `start` names that number in its own head: a page header or its concept
    decision."""
    led = r"(?:motie|amendement|nummer|nr\.?)\W{1,3}" if number.isdecimal() else r"(?<![\w.-])"
    own = re.compile(rf"{led}{re.escape(number)}(?![\w-])", re.I)
    return own.search(doc.text, start, min(end, start + _OWN_HEAD)) is not None


def _lines_by_page(doc: Document) -> dict[int, list[Line]]:
    """The lines with text of each page. Page furniture stays in: the heads of a pile of motions are alike."""
    pages: dict[int, list[Line]] = {}
    for line in doc.lines:
        if not line.blank and line.layer is not Layer.BOILERPLATE:
            pages.setdefault(line.page, []).append(line)
    return pages


def _is_short(lines: Sequence[Line]) -> bool:
    return len(lines) < _AT_LEAST and sum(len(line.text) for line in lines) < _SHORT


def _says_it_goes_on(lines: Sequence[Line]) -> bool:
    """True for a page whose mark ("pagina 2 van 3") says that it is not the first of a document."""
    return any(
        int(match[1]) > 1 and (match[2] or len(line.text) < 24)
        for line in [*lines[:6], *lines[-3:]]
        for match in PAGE_MARK.finditer(line.text)
    )


def _counted_on(lines: Sequence[Line], page: Page, start: int, doc: Document) -> bool:
    """True for a page whose bare number counts on from the document before: the second page is "2"."""
    first = doc.page_at(start).number
    numbers = [line.text.strip(" -–—") for line in (lines[0], lines[-1])]
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
    """The document before has come to an end; or the head proves itself: the same kind with another number, or a full
    head."""
    lines = next((pages[n] for n in range(page.number - 1, 0, -1) if pages.get(n)), [])
    if any(END.search(line.text) for line in lines[-2 * _LOOK_BACK :]):
        return True
    if before.kind == "letter" and head.kind in ("council_decision", "council_proposal") and len(head.signs) >= 4:
        return True
    return _counts_on(head, before) or (len(head.signs) >= 3 and head.kind in ("motion", "amendment"))


def _counts_on(head: Head, before: Head) -> bool:
    return head.kind == before.kind and bool(head.number) and bool(before.number) and head.number != before.number


def _starts_in_text(doc: Document) -> list[int]:
    lines = [line for of_page in _lines_by_page(doc).values() for line in of_page]
    if not lines or is_whole(lines):
        return [0]
    first = find_head(lines)
    if first is None or not first.signs:
        return [0]
    if first.kind == "letter":
        return _letters_in_text(doc, lines, first)
    starts, heads = [0], [first]
    at = first.line
    for i in range(first.line + _AT_LEAST, len(lines)):
        if i - at < _AT_LEAST or not _is_title(lines[i]):
            continue
        top = _top_of_head(lines, i, lines[: first.line])
        head = find_head(lines[top : top + 40], i - top + 1)
        if head is None or len(head.signs) < 2 or not _is_new(head, heads):
            continue
        if _begins(head, heads[-1], lines[max(at + 1, top - _LOOK_BACK) : top], _stands_apart(doc, lines[top])):
            starts.append(lines[top].start)
            heads.append(head)
            at = i
    return starts


def _is_title(line: Line) -> bool:
    return line.layer is Layer.BODY and title_kind(line.text) is not None


def _begins(head: Head, before: Head, above: Sequence[Line], apart: bool) -> bool:
    """Whether a head in a text without pages begins a document: two of three hold, that the document before it has
    ended, that it proves itself by its number, and that it stands apart."""
    ended = any(END.search(line.text) for line in above)
    proven = _counts_on(head, before) and len(head.signs) >= 3
    return ended + proven + apart >= 2


def _letters_in_text(doc: Document, lines: Sequence[Line], first: Head) -> list[int]:
    """Letters one after the other: each with a full postal head, behind the closing of the one before, with words of
    its own.

    A thread of e-mails has heads too, of other labels; it is one document, and so is a letter that quotes another.
    """
    if doc.media_type not in _BARE_TEXT or any(MAIL_LABEL.match(line.text) for line in lines):
        return [0]
    starts, heads = [0], [first]
    for i, top in letter_heads(lines):
        head = find_head(lines[top : i + 1], 0)
        if head is not None and "reference" in head.signs and _is_new(head, heads) and _stands_apart(doc, lines[top]):
            starts.append(lines[top].start)
            heads.append(head)
    return starts


def _top_of_head(lines: Sequence[Line], title: int, letterhead: Sequence[Line]) -> int:
    """The first line of a head: above the title, the lines that stand above the first document's title too.

    The line right above the title, behind an empty line, is its subject ("Taal als hefboom" over "Motie (12)"); so is
    the one line between a document's end and a title.
    """
    known = {key(line.text) for line in letterhead}
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
    return key(text) in known or _REGISTRATION.fullmatch(text) is not None or _ISSUER.fullmatch(text) is not None


def _stands_apart(doc: Document, line: Line) -> bool:
    """True behind an empty line or a rule of dashes: a title in running text is a heading or a quotation."""
    before = doc.text[max(0, line.start - 200) : line.start].rstrip(" \t")
    last = before.rstrip("\n").rsplit("\n", 1)[-1].strip()
    return before.endswith("\n\n") or "\n \n" in before[-6:] or (len(last) >= 3 and set(last) <= set("-–—_=*"))


def _without_heads(doc: Document, starts: Sequence[int]) -> tuple[tuple[Span, Layer], ...]:
    """The layers, but a document's own head is no running head: on the first page of each part, headers become body
    again."""
    first_pages = {doc.page_at(start).number for start in starts} if len(doc.pages) > 1 else set()
    return tuple(
        (span, layer)
        for span, layer in doc.layers
        if layer is not Layer.HEADER
        or doc.page_at(span.start).number not in first_pages
        or PAGE_MARK.fullmatch(doc.text[span.start : span.end].strip()) is not None
    )
