"""Page furniture inside bare text: running heads, page numbers and footnotes that a PDF's pages left behind.

Texts that came from PDFs have it in the middle, even glued to the last word of a page ("ontmoeten.Gemeente X Status
Aangenomen", "Pagina 2 van 2"). It is found by structure: page marks, numbers that count up, words that repeat the
document's own head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    …")."""
    seen: dict[str, list[tuple[int, int]]] = {}
    for i, row in enumerate(rows):
        match = GLUED.match(row.text)
        if match:
            seen.setdefault(row.text[match.end() :], []).append((int(match[1]), i))
        elif i and (number := NUMBER.fullmatch(rows[i - 1].text)) and len(row.text) > 5:
            seen.setdefault(row.text, []).append((int(number[1]), i))
    out: Layers = []
    for places in seen.values():
        numbers = [n for n, _ in places]
        if len(places) < 2 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            continue
        depth = _shared_depth(rows, [i for _, i in places])
        if depth < 2:
            continue
        for _, i in places:
            first = rows[i]
            if glued := GLUED.match(first.text):
                counter = Span(first.start, first.start + len(glued[1]))
                start = counter.end
            else:
                counter, start = Span(rows[i - 1].start, rows[i - 1].end), first.start
            out.append((counter, Layer.FOOTER))
            out.append((Span(start, rows[i + depth - 1].end), Layer.HEADER))
    return out


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
