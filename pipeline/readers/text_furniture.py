"""Page furniture inside bare text: running heads, page numbers and footnotes that a PDF's pages left behind.

Texts that came from PDFs have it in the middle, even glued to the last word of a page ("ontmoeten.Gemeente X Status
Aangenomen", "Pagina 2 van 2"). It is found by structure: page marks, numbers that count up, words that repeat the
document's own head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from griffier.pipeline.readers.bare_footnotes import footnotes
from griffier.pipeline.readers.bare_numbers import GLUED, NUMBER, page_numbers
from griffier.pipeline.readers.bare_rows import BareRow, Layers, rows_of
from griffier.pipeline.readers.bare_stationery import stationery
from griffier.schemas.document import Layer, Page, Span

_HEAD_LINES = 14
"""Non-blank lines at a text's start in which its head stands."""

_TOP = 6
"""Lines at the top of a page that may be a running head."""

MARK = re.compile(
    r"(?:pagina|pag\.?|bladzijde|blad|blz\.?|page)[ \t]*:?[ \t]*(\d{1,4})(?:[ \t]*(?:van(?: de)?|/|of"
    r"|uit)[ \t]*(\d{1,4}))?\W{0,2}",
    re.I,
)
"""A page mark: "Pagina 2 van 2", "blz. 3", "Blad 1/4"."""

_ISSUER = re.compile(r"(?:Gemeente|Gemeenteraad|Stadsdeel|Provincie|Raad van|Raad)[ \t]+[A-Z]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"\w+")


def furniture_layers(text: str, pages: tuple[Page, ...]) -> Layers:
    """Headers, footers and footnotes of a text, unsorted."""
    rows = rows_of(text, pages)
    if not rows:
        return []
    head = {w.lower() for row in rows[:_HEAD_LINES] for w in _WORD.findall(row.text)}
    found = _marks(rows, head) + _counted_heads(rows)
    found += _single_counted_head(rows, head, found)
    if len(pages) > 1:
        found += _running_heads(rows, head, len(pages))
    found += page_numbers(rows, len(pages), found)
    found += stationery(text, rows, found)
    return found + footnotes(rows, found)


def _marks(rows: list[BareRow], head: set[str]) -> Layers:
    """Lines that are a page mark, and the running head on the line above, wherever in that line it begins."""
    at = [i for i, row in enumerate(rows) if MARK.fullmatch(row.text)]
    out: Layers = []
    for i in at:
        row = rows[i]
        above = rows[i - 1] if i else None
        start = _head_start(above.text, head) if above is not None else None
        if above is not None and start is not None:
            out.append((Span(above.start + start, above.end), Layer.HEADER))
            out.append((Span(row.start, row.end), Layer.HEADER))
        else:
            out.append((Span(row.start, row.end), Layer.FOOTER))
    return out


def _head_start(line: str, head: set[str]) -> int | None:
    """Where a repeated document head begins in the line above a page mark: at an issuer's name, followed by words of
    the head."""
    for match in reversed(list(_ISSUER.finditer(line))):
        before, tail = line[: match.start()], line[match.start() :]
        words = [w.lower() for w in _WORD.findall(tail)]
        known = sum(w in head for w in words) / len(words)
        glued = not before or not before[-1].isspace()
        if len(words) <= 12 and (known >= 0.75 or (glued and (known >= 0.5 or len(words) <= 3))):
            return match.start()
    return None


def _counted_heads(rows: list[BareRow]) -> Layers:
    """Blocks of lines that come back word for word, each time behind the next page number ("1Jaar 2020 …", "2Jaar 2020
    …"); one line is enough where it comes three times or more ("228 mei Gemeente X", "328 mei Gemeente X")."""
    out: Layers = []
    for head, places in _behind_numbers(rows).items():
        numbers = [n for n, _ in places]
        if len(places) < 2 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            continue
        depth = _shared_depth(rows, [i for _, i in places])
        alone = depth < 2 or head[:1].isdecimal()
        if alone and not _is_counted(rows, head, [i for _, i in places]):
            continue
        for number, i in places:
            out += _counted_head(rows, i, head, len(str(number)), depth)
        if alone:
            out += _glued_behind(rows[: places[0][1]], head)
    return out


def _behind_numbers(rows: list[BareRow]) -> dict[str, list[tuple[int, int]]]:
    """What a line says behind a number, glued to it or alone in the line above -> the numbers and the rows."""
    seen: dict[str, list[tuple[int, int]]] = {}
    for i, row in enumerate(rows):
        for glued in _counters(row.text):
            seen.setdefault(row.text[len(glued) :], []).append((int(glued), i))
        if i and (number := NUMBER.fullmatch(rows[i - 1].text)) and len(row.text) > 5:
            seen.setdefault(row.text, []).append((int(number[1]), i))
    return seen


def _counted_head(rows: list[BareRow], i: int, head: str, digits: int, depth: int) -> Layers:
    """The number of a page and the running head of so many lines that begins at a row."""
    first = rows[i]
    if first.text == head:
        counter, start = Span(rows[i - 1].start, rows[i - 1].end), first.start
    else:
        counter = Span(first.start, first.start + digits)
        start = counter.end
    return [(counter, Layer.FOOTER), (Span(start, rows[i + depth - 1].end), Layer.HEADER)]


_SURE = 3
"""Pages on which one line behind the page's number is a running head."""
_PAGE_ROWS = 8
"""Lines of a page between two of its running heads, at least: a list that counts has them side by side."""
_COUNTER = re.compile(r"\d{1,5}(?=\d|[A-Z'’])")


def _counters(text: str) -> Iterator[str]:
    """The numbers that may stand, glued, before what a line says: "1128 mei" is 11 before "28 mei", or 1, 112, 1128."""
    match = _COUNTER.match(text)
    if match is not None:
        yield from (match[0][:k] for k in range(1, min(4, len(match[0]) + 1)) if match[0][0] != "0")


def _says_something(head: str) -> bool:
    words = [w for w in _WORD.findall(head) if len(w) > 2 and not w.isdecimal()]
    return len(words) >= 2


def _is_counted(rows: list[BareRow], head: str, at: list[int]) -> bool:
    """Is one line enough: glued to its number each time, on three pages or more, each of some length?"""
    glued = all(rows[i].text != head for i in at)
    apart = all(below - above >= _PAGE_ROWS for above, below in pairwise(at))
    return len(at) >= _SURE and glued and apart and _says_something(head)


_ENDS_WORD = re.compile(r"[a-zé.,;:?!)]")


def _glued_behind(rows: list[BareRow], head: str) -> Layers:
    """The running head behind the last word of the first page, which has no number."""
    return [
        (Span(row.end - len(head), row.end), Layer.HEADER)
        for row in rows
        if len(row.text) > len(head) and row.text.endswith(head) and _ENDS_WORD.match(row.text[-len(head) - 1])
    ]


def _single_counted_head(rows: list[BareRow], head: set[str], found: Layers) -> Layers:
    """The same in a text of two pages: "1Jaar 2020 Gemeente X" comes once, and its lines repeat the document's head."""
    taken = {span.start for span, _ in found}
    for i, row in enumerate(rows[_HEAD_LINES:], _HEAD_LINES):
        glued = GLUED.match(row.text)
        if glued is None or glued[1] != "1" or row.start in taken or not _is_label_or_issuer(row.text[1:]):
            continue
        depth = 0
        while (
            depth < _TOP
            and i + depth < len(rows)
            and _known(rows[i + depth].text[0 if depth else 1 :], head) >= (0.65 if depth else 0.8)
        ):
            depth += 1
        if depth >= 2:
            return [
                (Span(row.start, row.start + 1), Layer.FOOTER),
                (Span(row.start + 1, rows[i + depth - 1].end), Layer.HEADER),
            ]
    return []


def _known(text: str, head: set[str]) -> float:
    words = [w.lower() for w in _WORD.findall(text)]
    return sum(w in head for w in words) / len(words) if words and len(words) <= 14 else 0.0


def _shared_depth(rows: list[BareRow], at: list[int]) -> int:
    depth = 1
    while depth < _TOP and max(at) + depth < len(rows) and len({rows[i + depth].text for i in at}) == 1:
        depth += 1
    return depth


def _running_heads(rows: list[BareRow], head: set[str], pages: int) -> Layers:
    """Lines at the top of the pages after the first that repeat the document's head, or that most pages share."""
    tops: dict[int, list[BareRow]] = {}
    for row in rows:
        top = tops.setdefault(row.page, [])
        if len(top) < _TOP:
            top.append(row)
    shared: dict[str, int] = {}
    for top in tops.values():
        for key in {_key(row.text) for row in top[:3]}:
            shared[key] = shared.get(key, 0) + 1
    first = {_key(row.text) for row in tops.get(0, [])}
    most = max(3, 0.6 * len(tops)) if pages >= 3 else pages + 1
    common = {key for key, count in shared.items() if count >= most}
    return [
        (Span(row.start, row.end), Layer.HEADER)
        for page, top in tops.items()
        if page and not _starts_anew(top, first)
        for row in _running_head(top, head, common)
    ]


def _running_head(top: list[BareRow], head: set[str], common: set[str]) -> Iterator[BareRow]:
    """The rows at the top of a page that are a running head. Behind one that surely is, a date of the head that OCR
    spoiled is one too."""
    sure = False
    for row in top:
        known = _known(row.text, head)
        repeats = (known >= 0.8 and _is_label_or_issuer(row.text)) or (
            sure and known >= 0.65 and bool(_YEAR.search(row.text))
        )
        if not (repeats or (len(row.text) > 3 and _key(row.text) in common) or MARK.fullmatch(row.text)):
            return
        sure = True
        yield row


def _starts_anew(top: list[BareRow], first: set[str]) -> bool:
    """A page whose first lines are the first page's own, in number and order: another document of a pile, not a running
    head."""
    return (
        len(top) >= 3
        and len(first) >= 3
        and sum(_key(row.text) in first for row in top) >= 3
        and not any(MARK.fullmatch(r.text) for r in top)
    )


def _is_label_or_issuer(text: str) -> bool:
    return bool(_ISSUER.search(text)) or bool(
        re.match(r"(?:Jaar|Afdeling|Nummer|Datum|Kenmerk|Status|Zaaknummer|Ons kenmerk|Registratienummer)\b", text)
    )


def _key(text: str) -> str:
    return re.sub(r"\d+", "0", " ".join(text.lower().split()))
