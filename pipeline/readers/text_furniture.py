"""Page furniture inside bare text: running heads, page numbers and footnotes that a PDF's pages left behind.

Texts that came from PDFs have it in the middle, even glued to the last word of a page ("ontmoeten.Gemeente X Status
Aangenomen", "Pagina 2 van 2"). It is found by structure: page marks, numbers that count up, words that repeat the
document's own head.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from griffier.schemas.document import Layer, Page, Span

Layers = list[tuple[Span, Layer]]

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

_NUMBER = re.compile(r"[-–—\[( ]{0,3}(\d{1,4})[-–—\]) ]{0,3}")
_OF_TOTAL = re.compile(r"(\d{1,3}) ?(?:/|van) ?(\d{1,3})")
_GLUED = re.compile(r"(\d{1,3})(?=[A-Z][a-z])")
_ISSUER = re.compile(r"(?:Gemeente|Gemeenteraad|Stadsdeel|Provincie|Raad van|Raad)[ \t]+[A-Z]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"\w+")
_URL_START = re.compile(r"(?:\d{1,2}|[*+†‡¹²³⁴⁵⁶⁷⁸⁹])[ \t]*(?:h[til1]{2}ps?:?|www\.)")
_BARE_NOTE = re.compile(r"(?:\d{1,2}|[*†‡¹²³⁴⁵⁶⁷⁸⁹])")
_URL_BIT = re.compile(r"\S*[/.%=&_~?{-]\S*")
_URL_LINE = re.compile(r"(?:https?:|www\.)\S+")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that is not blank: its range without blanks, its text, its page's index."""

    start: int
    end: int
    text: str
    page: int


def furniture_layers(text: str, pages: tuple[Page, ...]) -> Layers:
    """Headers, footers and footnotes of a text, unsorted."""
    rows = _rows(text, pages)
    if not rows:
        return []
    head = {w.lower() for row in rows[:_HEAD_LINES] for w in _WORD.findall(row.text)}
    found = _marks(rows, head) + _counted_heads(rows)
    found += _single_counted_head(rows, head, found)
    if len(pages) > 1:
        found += _running_heads(rows, head, len(pages))
    found += _page_numbers(rows, len(pages), found)
    return found + _footnotes(rows, found)


def _rows(text: str, pages: tuple[Page, ...]) -> list[_Row]:
    rows: list[_Row] = []
    for index, page in enumerate(pages):
        at = page.start
        for raw in text[page.start : page.end].split("\n"):
            bare = raw.strip()
            if bare:
                start = at + len(raw) - len(raw.lstrip())
                rows.append(_Row(start, start + len(bare), bare, index))
            at += len(raw) + 1
    return rows


def _marks(rows: list[_Row], head: set[str]) -> Layers:
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


def _counted_heads(rows: list[_Row]) -> Layers:
    """Blocks of lines that come back word for word, each time behind the next page number ("1Jaar 2020 …", "2Jaar 2020
    …")."""
    seen: dict[str, list[tuple[int, int]]] = {}
    for i, row in enumerate(rows):
        match = _GLUED.match(row.text)
        if match:
            seen.setdefault(row.text[match.end() :], []).append((int(match[1]), i))
        elif i and (number := _NUMBER.fullmatch(rows[i - 1].text)) and len(row.text) > 5:
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
            if glued := _GLUED.match(first.text):
                counter = Span(first.start, first.start + len(glued[1]))
                start = counter.end
            else:
                counter, start = Span(rows[i - 1].start, rows[i - 1].end), first.start
            out.append((counter, Layer.FOOTER))
            out.append((Span(start, rows[i + depth - 1].end), Layer.HEADER))
    return out


def _single_counted_head(rows: list[_Row], head: set[str], found: Layers) -> Layers:
    """The same in a text of two pages: "1Jaar 2020 Gemeente X" comes once, and its lines repeat the document's head."""
    taken = {span.start for span, _ in found}
    for i, row in enumerate(rows[_HEAD_LINES:], _HEAD_LINES):
        glued = _GLUED.match(row.text)
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


def _shared_depth(rows: list[_Row], at: list[int]) -> int:
    depth = 1
    while depth < _TOP and max(at) + depth < len(rows) and len({rows[i + depth].text for i in at}) == 1:
        depth += 1
    return depth


def _running_heads(rows: list[_Row], head: set[str], pages: int) -> Layers:
    """Lines at the top of the pages after the first that repeat the document's head, or that most pages share."""
    tops: dict[int, list[_Row]] = {}
    for row in rows:
        top = tops.setdefault(row.page, [])
        if len(top) < _TOP:
            top.append(row)
    shared: dict[str, int] = {}
    for top in tops.values():
        for key in {_key(row.text) for row in top[:3]}:
            shared[key] = shared.get(key, 0) + 1
    first = {_key(row.text) for row in tops.get(0, [])}
    out: Layers = []
    for page, top in tops.items():
        if page == 0 or _starts_anew(top, first):
            continue
        sure = False
        for row in top:
            # Behind a line that is surely of a running head, a date of the head that OCR spoiled is one too.
            known = _known(row.text, head)
            repeats = (known >= 0.8 and _is_label_or_issuer(row.text)) or (
                sure and known >= 0.65 and bool(_YEAR.search(row.text))
            )
            common = pages >= 3 and shared.get(_key(row.text), 0) >= max(3, 0.6 * len(tops)) and len(row.text) > 3
            if not (common or repeats or MARK.fullmatch(row.text)):
                break
            sure = True
            out.append((Span(row.start, row.end), Layer.HEADER))
    return out


def _starts_anew(top: list[_Row], first: set[str]) -> bool:
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


def _page_numbers(rows: list[_Row], pages: int, found: Layers) -> Layers:
    """The bare number that ends or begins a page, where it is that page's own."""
    taken = {span.start for span, _ in found}
    last = {row.page: row for row in rows}
    first: dict[int, _Row] = {}
    for row in rows:
        first.setdefault(row.page, row)
    out: Layers = []
    expected = 1 + max((int(m[1]) for row in rows if row.start in taken and (m := _GLUED.match(row.text))), default=0)
    for page, row in last.items():
        number = _OF_TOTAL.fullmatch(row.text) or _NUMBER.fullmatch(row.text)
        own = page + 1 if pages > 1 else expected
        if number and row.start not in taken and int(number[1]) == own and row.start != first[page].start:
            out.append((Span(row.start, row.end), Layer.FOOTER))
        top = first[page]
        number = _OF_TOTAL.fullmatch(top.text) or _NUMBER.fullmatch(top.text)
        if pages > 1 and number and top.start not in taken and int(number[1]) == page + 1 and row.start != top.start:
            out.append((Span(top.start, top.end), Layer.HEADER))
    return out


def _footnotes(rows: list[_Row], found: Layers) -> Layers:
    """Notes that are a web address, at the end of a page: up to six lines above furniture, a page's end or the text's
    end."""
    cuts = sorted(span for span, layer in found if layer is not Layer.FOOTNOTE)
    starts = [span.start for span in cuts]
    bare: list[tuple[int, int, str, bool]] = []
    for i, row in enumerate(rows):
        k = bisect_left(starts, row.start)
        inside = k < len(cuts) and cuts[k].start < row.end
        covered = k and cuts[k - 1].end >= row.end
        if covered:
            if bare:
                bare[-1] = (*bare[-1][:3], True)
            continue
        end = cuts[k].start if inside else row.end
        ends = inside or i + 1 == len(rows) or rows[i + 1].page != row.page
        if end > row.start:
            bare.append((row.start, end, row.text[: end - row.start], ends))
        elif bare:
            bare[-1] = (*bare[-1][:3], True)
    out: Layers = []
    for i, (_, _, _, ends) in enumerate(bare):
        if not ends:
            continue
        top: int | None = None
        for j in range(i, max(-1, i - 6), -1):
            text = bare[j][2]
            if _URL_START.match(text) or (_BARE_NOTE.fullmatch(text) and j < i and _URL_LINE.match(bare[j + 1][2])):
                top = j
            elif not (_URL_BIT.fullmatch(text) or text.count("%") >= 2):
                break
        if top is not None:
            out.extend((Span(bare[j][0], bare[j][1]), Layer.FOOTNOTE) for j in range(top, i + 1))
    return out
