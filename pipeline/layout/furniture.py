"""Headers, footers, page numbers, footnotes and scrawls: lines that belong to the page and not to what the document
says.

The text stays; its spans are labelled, so that an extractor can step over them. A line is furniture because it comes
back at the same height on a page nearby, or because it is a page number; never because of its words alone. On the
first page of a document nothing above the text is furniture: a letterhead and a title are read there, though later
pages repeat them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from griffier.pipeline.layout.short_texts import reached
from griffier.schemas.document import Layer, PageState, Span

TOP_ZONE, BOTTOM_ZONE = 0.17, 0.86
"""Parts of the page's height in which a header ends and a footer begins."""
_MARGIN = 72.0
"""Points of the margins in which header and footer stand on a page of little height; a quarter of it at the most."""

NEAR_PAGES = 2
"""A header comes back on the next page, or (left and right pages) on the one after."""

SCRAWL = 40.0
"""Mean confidence of the words of a line (0..100) below which OCR read no print there: a signature, a stamp, a logo.
Printed lines of scans that a person can read have 60 and more."""

_SAME_HEIGHT = 7.0
_SMALL = 0.92
_MAX_LINES = 7

_NUMBER = re.compile(
    r"(?:^|\s{2,}|\|\s*|[•·]\s*)(?:(?:pagina|pag\.?|blad|bladzijde|page"
    r"|p\.?)\s*)?[-–]?\s*(?P<n>\d{1,4})\s*[-–]?(?:\s*(?:van|/|of|\|)\s*(?P<of>\d{1,4}))?\s*$",
    re.IGNORECASE,
)
_NAMED_NUMBER = re.compile(
    r"\b(?:pagina|pag\.|blad|bladzijde|page)\s*:?\s*(?P<n>\d{1,4})(?:\s*(?:van|/|of|\|)\s*(?P<of>\d{1,4}))?",
    re.IGNORECASE,
)
_LEADING_NUMBER = re.compile(r"^(?P<n>\d{1,4})(?:\s{2,}|\s*[|•·]\s*)\S")
_ALONE = re.compile(r"\d{1,4}")
_OFFSET = 5
"""How far the number of a page is from its place in the file, where a figure alone is surely it."""
_DIGITS = re.compile(r"\d+")
_KIND = re.compile(
    r"\b(?:motie|amendement|initiatiefvoorstel|raadsvoorstel|raadsbesluit|voordracht|besluitenlijst|agenda|notulen"
    r"|schriftelijke vragen|"
    r"raadsinformatiebrief|raadsbrief|voorstel)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:gewijzigde?\s|initiatief)?(?:motie|amendement|initiatiefvoorstel|raadsvoorstel|raadsbesluit|besluitenlijst"
    r"|raadsinformatiebrief)\b.{0,60}$",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"^(?:\d{1,3}|\*{1,3}|\(\d{1,2}\))[.)]?\s*(?=[^\W\d_]|[\"‘“(])")
_PRINTED_AT = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},?\s+\d{1,2}[:.]\d{2}(?:\s?[AP]M)?(?:\s|$)")
_ADDRESS_AND_NUMBER = re.compile(r"^(?:https?|file):\S.*\d{1,4}\s?/\s?\d{1,4}\s*$")
_CELLS = re.compile(r"\s{2,}")
_FIGURE_CELL = re.compile(r"(?!(?:19|20)\d\d$)[-–(]?\d[\d.,]*\)?")
"""A cell of a table's row; a year may stand beside the number of a page."""


@dataclass(slots=True)
class PlacedLine:
    """One line of a page, with its place in the canonical text and on the page. `size` of its letters in points, 0
    where unknown."""

    start: int
    end: int
    text: str
    top: float
    bottom: float
    size: float
    opens: bool
    confidence: float = 100.0
    key: str = ""


@dataclass(slots=True)
class PlacedPage:
    """The lines of a page in the order of the text."""

    number: int
    height: float
    state: PageState
    lines: list[PlacedLine] = field(default_factory=list)


def layers_of(pages: Sequence[PlacedPage]) -> tuple[tuple[Span, Layer], ...]:
    """The labelled spans of all pages, in order, not overlapping."""
    zones = [_Zones(page) for page in pages]
    found: list[tuple[Span, Layer]] = []
    opening: _Zones | None = None
    for index, zone in enumerate(zones):
        near = zones[max(0, index - NEAR_PAGES) : index] + zones[index + 1 : index + NEAR_PAGES + 1]
        if opening is None or zone.printed == 1 or zone.opens_document(zones[index - 1]):
            opening = zone
        layered = zone.layered(near, opening)
        found.extend(
            (Span(line.start, line.end), layered[line.start]) for line in zone.page.lines if line.start in layered
        )
    return tuple(sorted(found))


def page_number(text: str, page: int) -> int | None:
    """The page number that a line prints; a bare number counts only where it could be the number of this page."""
    named = _NAMED_NUMBER.search(text)
    if named:
        return int(named["n"])
    match = _NUMBER.search(text) or _LEADING_NUMBER.match(text)
    if not match:
        return None
    n = int(match["n"])
    if match.re is _NUMBER and match["of"]:
        return n
    return n if abs(n - page) <= 40 and n > 0 else None


class _Zones:
    """The upper and lower lines of a page, from the edge inwards."""

    def __init__(self, page: PlacedPage) -> None:
        self.page = page
        down = sorted(page.lines, key=lambda line: line.top)
        least = min(_MARGIN, page.height / 4)
        above, below = max(TOP_ZONE * page.height, least), min(BOTTOM_ZONE * page.height, page.height - least)
        self.upper = [line for line in down[:_MAX_LINES] if line.bottom < above]
        self.lower = [line for line in down[::-1][:_MAX_LINES] if line.top > below and page.height]
        self.words: dict[str, list[float]] = {}
        for line in (*self.upper, *self.lower):
            line.key = _DIGITS.sub("#", " ".join(line.text.lower().split()))
            for word in line.key.split():
                self.words.setdefault(word, []).append(line.top)
        numbers = (page_number(line.text, page.number) for line in (*self.lower, *self.upper) if len(line.text) < 90)
        self.printed = next((n for n in numbers if n is not None), None)

    @cached_property
    def own(self) -> set[int]:
        """The figures alone that are surely the number of the page."""
        alone = {int(line.text) for line in (*self.lower, *self.upper) if _ALONE.fullmatch(line.text)}
        return {n for n in alone if abs(n - self.page.number) <= _OFFSET}

    @cached_property
    def body(self) -> float:
        """The size in which most of the page is set."""
        sizes: dict[float, int] = {}
        for line in self.page.lines:
            size = round(line.size * 2) / 2
            sizes[size] = sizes.get(size, 0) + len(line.text)
        return max(sizes, key=lambda s: sizes[s], default=0.0)

    def opens_document(self, before: _Zones) -> bool:
        """Whether another document of a bundle begins here: a title of its kind, not the title that the page before
        has, and no number that goes on."""
        if self.printed is not None and self.printed > 1:
            return False
        titles = [
            line.text for line in self.page.lines[:8] if line.top < 0.4 * self.page.height and _TITLE.match(line.text)
        ]
        previous = {line.text for line in before.page.lines[:8]}
        return any(title not in previous or len(title) < 25 for title in titles)

    @cached_property
    def cells(self) -> frozenset[str]:
        """What stands on the page: its lines, and the cells of these."""
        texts = (text for line in self.page.lines for text in (line.text, *_CELLS.split(line.text)))
        return frozenset(" ".join(text.lower().split()) for text in texts)

    @cached_property
    def stationery(self) -> frozenset[int]:
        """Starts of the lines at the foot that are printed on the paper of a letter: a block in smaller letters, apart
        from the text, that says where its sender is reached, twice or more."""
        block: list[PlacedLine] = []
        for line in self.lower:
            if line.size > _SMALL * self.body or _FOOTNOTE.match(line.text):
                break
            block.append(line)
            said = reached(other.text for other in block)
            if line.opens and len(said) > 1:
                return frozenset(other.start for other in block)
        return frozenset()

    def layered(self, near: Sequence[_Zones], opening: _Zones) -> dict[int, Layer]:
        """Start of a line -> its layer, for those that are furniture. `opening`: the first page of the document."""
        found = {line.start: Layer.FOOTER for line in self.footer(near)}
        found.update((line.start, Layer.HEADER) for line in self.header(near, opening))
        if self.page.state is PageState.OCR:
            found.update((line.start, Layer.STAMP) for line in self.page.lines if _is_scrawl(line))
        found.update((line.start, Layer.FOOTNOTE) for line in list(self.footnotes(found)))
        return found

    def header(self, near: Sequence[_Zones], opening: _Zones) -> Iterator[PlacedLine]:
        """The lines of the header."""
        if opening is self:
            numbers = (line for line in self.upper[:3] if self._is_number(line) and _NAMED_NUMBER.search(line.text))
            at = self.upper[0].top if self._of_browser() else -1e9
            yield from (line for line in self.upper if abs(line.top - at) <= _SAME_HEIGHT)
            yield from numbers
            return
        for line in self.upper[: self._depth_of_header(near, opening)]:
            if len(_CELLS.split(line.text)) >= 4 and not self._is_number(line):
                break
            if _KIND.search(line.text) and len(line.text) < 40 and (self.printed is None or self.printed < 2):
                continue
            yield line

    def _of_browser(self) -> bool:
        """A page of a site that a browser printed: the moment and the title over it, the address and the page's number
        under it."""
        return (
            bool(self.upper and self.lower)
            and _PRINTED_AT.match(self.upper[0].text) is not None
            and _ADDRESS_AND_NUMBER.search(self.lower[0].text) is not None
        )

    def _depth_of_header(self, near: Sequence[_Zones], opening: _Zones) -> int:
        """How many of the upper lines the header takes: down to the last of its lines below which a gap or another
        size parts it from the text."""
        taken = 0
        for k, line in enumerate(self.upper):
            again = self._is_small_again(line, opening)
            if again or self._is_number(line) or _repeats(line, near) or _is_upper_line(line, near):
                taken = k + 1
            elif not self._goes_on_to_header(k, near):
                break
        while taken and not self._ends_header(taken):
            taken -= 1
        return taken

    def _is_small_again(self, line: PlacedLine, opening: _Zones) -> bool:
        """A line smaller than the text that the first page prints in its head or foot: a letter's reference."""
        return line.size <= _SMALL * self.body and " ".join(line.text.lower().split()) in opening.cells

    def _goes_on_to_header(self, k: int, near: Sequence[_Zones]) -> bool:
        """Whether a line that is none of the header's own has one in its block: the words over a page number, a title
        that differs over one that comes back."""
        block = self._block(k)
        return (k <= 3 and any(map(self._is_number, block))) or any(_repeats(line, near) for line in block[1:])

    def _block(self, k: int) -> list[PlacedLine]:
        """The line and those that follow it without a gap."""
        end = k + 1
        while end < len(self.upper) and not self.upper[end].opens:
            end += 1
        return self.upper[k:end]

    def _ends_header(self, taken: int) -> bool:
        """Whether the text goes on after a gap, or in another size, below that many lines."""
        last = self.upper[taken - 1]
        below = [line for line in self.page.lines if line.top > last.bottom - 0.3 * (last.bottom - last.top)]
        if not below:
            return True
        following = min(below, key=lambda line: line.top)
        return following.opens or abs(following.size - last.size) > 0.08 * last.size or self._is_number(last)

    def footer(self, near: Sequence[_Zones]) -> Iterator[PlacedLine]:
        """The lines of the footer."""
        for k, line in enumerate(self.lower):
            if not (self._is_number(line) or line.start in self.stationery or _repeats(line, near)):
                break
            if k and len(_CELLS.split(line.text)) >= 4:
                break
            if _FOOTNOTE.match(line.text) and line.size <= _SMALL * self.body and not _NAMED_NUMBER.search(line.text):
                break
            yield line

    def _is_number(self, line: PlacedLine) -> bool:
        """A page number, alone or in a cell of its own, and no row of figures."""
        number = page_number(line.text, self.page.number)
        if len(line.text) > 90 or number is None:
            return False
        if self.own and number not in self.own and not _NAMED_NUMBER.search(line.text):
            return False  # the page prints its number alone: this is the last row of a table
        if _NAMED_NUMBER.search(line.text):
            return True
        figures = sum(bool(_FIGURE_CELL.fullmatch(cell)) for cell in _CELLS.split(line.text.strip()))
        return len(_DIGITS.findall(line.text)) <= 4 and figures < 2

    def footnotes(self, layered: dict[int, Layer]) -> Iterator[PlacedLine]:
        """Lines at the foot, smaller than the text, of which the first opens with a mark; no list under its heading."""
        body = self.body
        if self.page.state is not PageState.TEXT or body <= 0:
            return
        block: list[PlacedLine] = []
        marked = 0
        for line in sorted((o for o in self.page.lines if o.start not in layered), key=lambda o: -o.top):
            if line.top < 0.4 * self.page.height or line.size > _SMALL * body or len(_CELLS.split(line.text)) > 2:
                break
            block.append(line)
            if _FOOTNOTE.match(line.text):
                marked = len(block)
        if marked == len(block) or not _HEADS_LIST.fullmatch(block[marked].text.strip()):
            yield from block[:marked]


_HEADS_LIST = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]{4,}(?:\(n\)|\(en\))?(?:\s?:)?|[A-ZÀ-Ý][^.:]{3,60}:")
"""A line that heads the list under it: "Bijlagen", "Bij deze brief hoort:"."""
_ANNOUNCES = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]{4,}(?:\s[a-zà-ÿ]{2,}){0,5}\s?:")
"""Words that end in a colon, as a heading does: no scrawl reads so, however unsure its words are."""


def _is_scrawl(line: PlacedLine) -> bool:
    return line.confidence < SCRAWL and _ANNOUNCES.fullmatch(line.text.strip()) is None


def _repeats(line: PlacedLine, near: Sequence[_Zones]) -> bool:
    """Whether a page nearby has the words of the line, figures aside, at the same height, in whatever lines."""
    words = line.key.split()
    if not words:
        return False
    for other in near:
        same = sum(any(abs(top - line.top) <= _SAME_HEIGHT for top in other.words.get(word, ())) for word in words)
        if same >= 0.9 * len(words):
            return True
        if other.page.state is PageState.OCR:
            for peer in (*other.upper, *other.lower):
                if abs(peer.top - line.top) <= 3 * _SAME_HEIGHT and _alike(peer.key, line.key):
                    return True
    return False


def _is_upper_line(line: PlacedLine, near: Sequence[_Zones]) -> bool:
    """Whether a page nearby has the very line at another height of its upper zone: a letterhead stands lower on the
    first page."""
    return (
        len(line.key) >= 8
        and "#" not in line.key
        and any(line.key == peer.key for other in near for peer in other.upper)
    )


def _alike(a: str, b: str) -> bool:
    """OCR reads the same header a little differently on each page."""
    from rapidfuzz.fuzz import ratio

    return min(len(a), len(b)) >= 6 and ratio(a, b) >= 85
