"""Which lines above the first row of a table are its head, and which are a title, a heading or the beginning of a
label."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from griffier.extractors.dutch.words import MONTH
from griffier.extractors.tables.bands import SENTENCE, Band, Region, is_years
from griffier.extractors.tables.captions import caption, unit_of, without_legend
from griffier.extractors.tables.iv3 import TAAKVELD_CODE
from griffier.extractors.tables.page_rules import PageRules
from griffier.extractors.tables.pieces import Piece, PrintedLine
from griffier.extractors.tables.row_labels import wraps
from griffier.extractors.tables.sign_legends import sign_of

_STUB = re.compile(r"(?:omschrijving|onderwerp|naam|project|activiteit|product)(?:en)?", re.IGNORECASE)
"""What stands over the labels, and never heads rows."""
_CODED = re.compile(rf"{TAAKVELD_CODE.pattern}\s+[A-Za-z]")
_SAME_EDGE = 2.0
_OF_YEARS = re.compile(r"(?:begrotings|boek|kalender)?jaar(?:schijf)?\b", re.IGNORECASE)
"""What stands over rows of years."""
_MONTH = re.compile(rf"{MONTH}\b", re.IGNORECASE)
_HEAD_LINES, _LABEL_LINES = 16, 4
_LEAST_RUN = 4
"""Years of a run in which one may be misread."""
SECTION = re.compile(r"^(?:Programma|Taakveld|Hoofdtaakveld|Deelprogramma)\s*:?\s*P?\d{1,2}\S*\s+\S{3,}", re.IGNORECASE)
"""A band that names the programme of the rows under it."""


def head_of(
    lines: list[PrintedLine], first: int, floor: int, bands: list[Band], rules: PageRules
) -> tuple[list[PrintedLine], int]:
    """The lines of the head, and the index of the highest of them. Lines of words between it and the first row are the
    beginning of that row's label."""
    first = _label_start(lines, first, floor, bands)
    top = first
    for j in range(first - 1, max(floor, first - _HEAD_LINES) - 1, -1):
        line, below = lines[j], lines[j + 1]
        if _is_apart(line, below) or _is_heading(line, lines[first], bands):
            break
        if caption(line.text) and not is_years(line):
            top = j if _shares_caption(line, bands) else top
            break
        nearest = j == first - 1
        if not _head_like(line, bands, nearest) and not (nearest and _beginning(line, below, bands)):
            break
        top = j
    while top < first and _is_title(lines[top], bands) and not (top == floor > 0 and SECTION.match(lines[top].text)):
        top += 1  # right under another table it is the first line of a band
    return lines[top:first], top


def _is_apart(line: PrintedLine, below: PrintedLine) -> bool:
    """True for a line too far above the next to be of one head with it."""
    reach = 5.0 if is_years(line) else 2.6
    return below.top - line.bottom > reach * line.size or line.top > below.bottom


def _is_heading(line: PrintedLine, row: PrintedLine, bands: list[Band]) -> bool:
    """True for a bold phrase of larger type that begins over the labels: what stands above it is of something else. The
    sizes that a scan gives are no type."""
    return line.bold and line.size > 1.15 * row.size and _title_like(line, bands)


def settle_runs(lines: list[PrintedLine]) -> None:
    """The one year of a line of years that was misread is what the run of the others leaves: "2028 2029 5030 2031"."""
    for line in lines:
        if len(line.pieces) < _LEAST_RUN or not all(p.text.isdecimal() and len(p.text) == 4 for p in line.pieces):
            continue
        firsts = [int(p.text) - i for i, p in enumerate(line.pieces)]
        first, count = Counter(firsts).most_common(1)[0]
        odd = next((i for i, year in enumerate(firsts) if year != first), 0)
        piece, usual = line.pieces[odd], line.pieces[odd - 1].figure
        if count == len(firsts) - 1 and usual is not None and usual.year and piece.text[:2] not in ("19", "20"):
            piece.text = str(first + odd)
            piece.figure = replace(usual, value=Decimal(first + odd))


def settle_days(lines: list[PrintedLine]) -> None:
    """The day of a date that goes on in the next line of its cell ("Stand per 1", "januari 2031") is no figure."""
    for k, line in enumerate(lines):
        figures = line.figures
        if not figures or not all(p.text.isdecimal() and 0 < int(p.text) < 32 for p in figures):
            continue
        below = [p for x in lines[k + 1 : k + 3] if 0 < x.top - line.top < 2 * line.size for p in x.pieces]
        if sum(bool(_MONTH.match(p.text)) for p in below) >= len(figures):
            for piece in figures:
                piece.figure = None


def settle_year_labels(lines: list[PrintedLine]) -> None:
    """Years that lines begin with, each one later than the one above it, with figures behind them, are labels: the rows
    of such a table are years."""
    k = 0
    while k < len(lines):
        end = k + 1
        while end < len(lines) and _is_next_year(lines[end - 1], lines[end]):
            end += 1
        headed = k > 0 and bool(_OF_YEARS.match(lines[k - 1].text))
        if end - k > (1 if headed else 2):
            for line in lines[k:end]:
                line.pieces[0].figure = None
        k = end


def settle_codes(lines: list[PrintedLine]) -> None:
    """The code of a taakveld ("6.3") over a line of words that begins where it does is the beginning of a label, where
    other labels begin so."""
    begun = [line for line in lines if _CODED.match(line.pieces[0].text)]
    for line, below in pairwise(lines):
        code, words = line.pieces[0], below.pieces[0]
        alone = code.figure is not None and bool(TAAKVELD_CODE.fullmatch(code.text)) and len(line.pieces) > 1
        under = len(below.pieces) == 1 and words.figure is None and abs(words.x0 - code.x0) < _SAME_EDGE
        if alone and under and sum(abs(x.x0 - code.x0) < _SAME_EDGE for x in begun) > 1:
            code.figure = None


def _is_next_year(upper: PrintedLine, lower: PrintedLine) -> bool:
    """True for two lines that begin with successive years, one under the other, with other figures behind both."""
    a, b = upper.pieces[0], lower.pieces[0]
    if a.figure is None or b.figure is None or not (a.figure.year and b.figure.year):
        return False
    behind = all(any(p.figure is not None and not p.figure.year for p in x.pieces[1:]) for x in (upper, lower))
    return behind and abs(a.x0 - b.x0) < 3 and a.free and b.free and abs(int(b.text) - int(a.text)) == 1


def _shares_caption(line: PrintedLine, bands: list[Band]) -> bool:
    """True where the head stands on the caption's own line."""
    return any(b.meets(p) for b in bands for p in line.pieces[1:])


def _is_title(line: PrintedLine, bands: list[Band]) -> bool:
    """A title over the label column alone is no head."""
    return not _over(line, bands) or _title_like(line, bands)


def _label_start(lines: list[PrintedLine], first: int, floor: int, bands: list[Band]) -> int:
    """Where the label of the first row begins, if it goes on over lines and a head of years or days, or one of other
    type, stands over it; else the row itself."""
    at = first
    while at > floor and _goes_on(lines[at - 1], lines[at], bands):
        at -= 1
    if floor < at < first and is_years(lines[at - 1]):
        return at
    at = first
    while at > floor and first - at < _LABEL_LINES and _of_first_row(lines[at - 1], lines[first], bands):
        at -= 1
    return at if floor < at < first and _is_bold_head(lines[at - 1], lines[at], bands) else first


def _of_first_row(line: PrintedLine, row: PrintedLine, bands: list[Band]) -> bool:
    """True for words beside all columns, of the type of the row that they stand close above: its label begins, or its
    remark."""
    beside = all((p.figure is None or not p.free) and not any(b.meets(p, 2) for b in bands) for p in line.pieces)
    return beside and not line.bold and not row.bold and row.top - line.bottom < _LABEL_LINES * line.size


def _is_bold_head(line: PrintedLine, below: PrintedLine, bands: list[Band]) -> bool:
    """True for bold words over the columns, close above what is not bold."""
    over = any(p.x1 > bands[0].x0 - 12 for p in line.pieces)
    return line.bold and over and below.top - line.bottom < 1.5 * line.size


def _goes_on(line: PrintedLine, below: PrintedLine, bands: list[Band]) -> bool:
    piece = line.pieces[0]
    left = len(line.pieces) == 1 and piece.figure is None and piece.x1 < bands[0].x0 - 2
    return left and abs(line.x0 - below.x0) < 3 and wraps(piece.text, below.pieces[0].text)


def _beginning(line: PrintedLine, row: PrintedLine, bands: list[Band]) -> bool:
    """The first line of a long label whose figures stand in its middle: words left of the figures, close above a
    row."""
    words = line.pieces[0]
    close = line.bottom > row.top - 0.1 * row.size and (row.pieces[0].figure is not None or abs(words.x0 - row.x0) < 3)
    return (
        close
        and len(line.pieces) == 1
        and words.figure is None
        and words.x1 < bands[0].x0 - 2
        and len(words.text) <= 110
    )


def _title_like(line: PrintedLine, bands: list[Band]) -> bool:
    """A line of one phrase that begins over the labels: a title, however far it runs on over the columns."""
    return _phrase_count(line) == 1 and line.pieces[0].x0 < bands[0].x0 - 60 and line.pieces[0].figure is None


def settle_stub(region: Region) -> None:
    """Words over the label column alone, right above the first row, are a heading or the beginning of a label: no
    head."""
    left = region.bands[0].x0
    while (
        len(region.head) > 1
        and (all(p.x1 < left - 2 for p in region.head[-1].pieces) or _title_like(region.head[-1], region.bands))
        and not (unit_of(region.head[-1].text) or _STUB.fullmatch(region.head[-1].text))
        and not sign_of(region.head[-1].text)
    ):
        over = [line for line in region.head[:-1] if any(p.x1 > left for p in line.pieces)]
        if not over or over[-1].bottom > region.head[-1].top + 2:
            return
        region.lines.insert(0, region.head.pop())


def _over(line: PrintedLine, bands: list[Band]) -> bool:
    """True where words stand over the columns."""
    reach = 60 if _phrase_count(line) > 1 else 12
    return any(p.x1 > bands[0].x0 - reach for p in line.pieces)


def _phrase_count(line: PrintedLine) -> int:
    """How many phrases a line has: pieces that stand close together are one."""
    return 1 + sum(b.x0 - a.x1 > 0.9 * line.size for a, b in pairwise(line.pieces))


def _head_like(line: PrintedLine, bands: list[Band], nearest: bool) -> bool:
    if is_years(line):
        return True
    left = bands[0].x0
    words = [p for p in line.pieces if p.figure is None]
    if any(_is_running(p.text) or (len(words) == 1 and _runs_over(p, left)) for p in words):
        return False
    if line.figures or any(p.x1 > left - 30 and p.x0 < bands[-1].x1 + 60 for p in words):
        return True
    return not nearest or len(line.text) < 60


def _is_running(text: str) -> bool:
    """True for words of a sentence."""
    bare = without_legend(text)
    return len(bare) > 70 or bool(SENTENCE.search(bare)) or (bare.endswith((".", ";")) and len(bare) > 25)


def _runs_over(piece: Piece, left: float) -> bool:
    """True for a long phrase that begins over the labels and reaches over the columns."""
    return piece.x0 < left - 60 and piece.x1 > left + 40 and len(without_legend(piece.text)) > 45
