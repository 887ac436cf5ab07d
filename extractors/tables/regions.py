"""From the printed lines of a page to the regions that are tables: rows of figures under one another, with what stands
over them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from griffier.extractors.tables.bands import SENTENCE, Band, Region, is_row, is_void, is_years, merge
from griffier.extractors.tables.captions import caption
from griffier.extractors.tables.empty_columns import with_empty_columns
from griffier.extractors.tables.headlines import (
    head_of,
    settle_codes,
    settle_days,
    settle_runs,
    settle_stub,
    settle_year_labels,
)
from griffier.extractors.tables.iv3 import TAAKVELD_CODE
from griffier.extractors.tables.page_rules import PageRules
from griffier.extractors.tables.pieces import Piece, PrintedLine
from griffier.extractors.tables.promising import CLOSING, WORDY
from griffier.extractors.tables.row_labels import wraps
from griffier.extractors.tables.sign_columns import settle_signs

_SIGNED = re.compile(r"€\s?-?\d")
_BARE_LINES = 6
"""Lines without figures that may stand between two rows."""
_INDENT = 6.0
"""How far a title may stand left of the labels under it."""
_CODE = re.compile(r"\d{1,2}[.,]?\d{2,3}")


def regions(lines: list[PrintedLine], rules: PageRules) -> list[Region]:
    """The regions of one page, top to bottom in reading order."""
    while lines and page_number(lines[-1]):
        lines = lines[:-1]
    while lines and page_number(lines[0]):
        lines = lines[1:]
    settle_runs(lines)
    settle_days(lines)
    settle_year_labels(lines)
    settle_codes(lines)
    found: list[Region] = []
    i, floor = 0, 0
    while i < len(lines):
        if not _begins(lines, i):
            i += 1
            continue
        first = i
        last, bands = _grow(lines, first, rules)
        bands = _figure_columns(lines[first : last + 1], bands)
        region = Region(lines[first].page, lines[first : last + 1], bands)
        region.head, top = head_of(lines, first, floor, bands, rules)
        region.lines = lines[top + len(region.head) : last + 1]
        bands = settle_signs(region.lines, region.head, bands)
        region.bands = with_empty_columns(region.head, bands)
        settle_stub(region)
        region.before = lines[max(floor, top - 4) : top]
        region.after = lines[last + 1 : last + 5]
        region.first_on_page = not found and top <= 3 and all(len(line.text) < 60 for line in lines[:top])
        region.follows = bool(found) and top == floor and found[-1].lines[-1] is lines[floor - 1]
        cut = _second_labels(region)
        found += _halves(region, cut, rules) if cut is not None else [region]
        i = floor = last + 1
    return found


def _begins(lines: list[PrintedLine], at: int) -> bool:
    """True for the first row of a region: rows without a figure yet begin one where others follow right under them."""
    row = next((line for line in lines[at : at + _BARE_LINES] if not is_void(line)), None)
    return is_row(lines[at]) and row is not None and is_row(row)


def _grow(lines: list[PrintedLine], first: int, rules: PageRules) -> tuple[int, list[Band]]:
    """The last line of the region that starts at `first`, and its columns."""
    bands = merge([], lines[first].figures)
    last = first
    for j in range(first + 1, len(lines)):
        line, before = lines[j], lines[j - 1]
        if line.top < before.top - 3 * line.size or line.top - before.bottom > 6 * line.size:
            break
        if is_row(line):
            if _is_row_of_another(lines[first:j], line, bands):
                break
            bands, last = merge(bands, line.figures), j
        elif j - last > _BARE_LINES or _ends(lines, first, last, j, bands, rules):
            break
    bands = _reparted([line for line in lines[first : last + 1] if is_row(line)], bands)
    return _last_line(lines, first, last, bands), bands


def _reparted(rows: Sequence[PrintedLine], bands: list[Band]) -> list[Band]:
    """The columns once more, from the rows with most figures on, where a row has two in one column: recognition joined
    those of a row before it."""
    if all(sum(b.meets(p, -1) for p in line.figures) < 2 for line in rows for b in bands):
        return bands
    out: list[Band] = []
    for line in sorted(rows, key=lambda line: -len(line.figures)):
        out = merge(out, line.figures)
    return out


def _is_row_of_another(seen: list[PrintedLine], line: PrintedLine, bands: list[Band]) -> bool:
    """True where most figures stand astray of the columns, and for "Wegbeheer   € 45.000 V" under a table of bare
    figures: the heading of an explanation."""
    met = [(b, p) for p in line.figures for b in bands if b.meets(p)]
    lone = len(line.figures) == 1 and len(bands) > 1 and not CLOSING.match(line.text)
    if (lone or not met) and _alone_in_euros(line, seen):
        return True
    paired = len(met) == len(line.figures) == len({id(b) for b, _ in met})
    astray = sum(_astray(b, p) for b, p in met)
    return len(met) > 1 and 2 * astray > len(met) and len(bands) > 1 and not paired


def _alone_in_euros(line: PrintedLine, seen: list[PrintedLine]) -> bool:
    return bool(_SIGNED.search(line.text)) and not any(_SIGNED.search(x.text) for x in seen)


def _astray(band: Band, piece: Piece) -> bool:
    """True for a figure that shares no edge or middle with its column and is not inside it."""
    off = min(abs(band.x1 - piece.x1), abs(band.x0 - piece.x0), abs(band.x0 + band.x1 - 2 * piece.centre) / 2)
    return off > 6 and not (band.x0 - 1 <= piece.x0 and piece.x1 <= band.x1 + 1)


def _ends(lines: list[PrintedLine], first: int, last: int, at: int, bands: list[Band], rules: PageRules) -> bool:
    """True for a line without figures that is no part of the table above it: a caption, words behind a total and a gap,
    a sentence in the columns."""
    line, before = lines[at], lines[at - 1]
    if (is_years(line) and _over(line, bands)) or caption(line.text):
        return True
    gap = line.top - before.bottom > 1.1 * line.size and not _framed(before, line, rules)
    if last == at - 1 and CLOSING.match(before.text) and gap:
        return not _opens_group(lines, at, _figure_columns(lines[first:at], bands))
    if not _crosses(line, bands) or _beside(line, bands):
        return False
    bare = _figure_columns(lines[first : last + 1], bands)  # a heading may stand over the column of numbers
    return len(bare) == len(bands) or (_crosses(line, bare) and not _beside(line, bare))


def _over(line: PrintedLine, bands: list[Band]) -> bool:
    """Does a line reach over the figures? A year under the words of a label is its last word."""
    return line.x1 > bands[0].x0 - 2


def _last_line(lines: list[PrintedLine], first: int, last: int, bands: list[Band]) -> int:
    """The last line of a region whose last row is `last`: its label may go on, or the heading of the next page's rows
    stand under it."""
    bare = _figure_columns(lines[first : last + 1], bands)
    if last + 1 < len(lines) and (_tail_label(lines, last, bands) or _heads_next_page(lines, first, last, bare)):
        last += 1
    within = [b.top - a.top for a, b in itertools.pairwise(lines[first : last + 1]) if _last_words(a, b, bare)]
    step = max(1.5 * lines[last].size, 1.02 * min(within, default=0.0))
    for j in range(last + 1, min(last + 4, len(lines))):
        apart = lines[j].top - lines[j - 1].top > step
        open_foot = j + 1 == len(lines) and wraps(lines[j].text, "X")
        if is_row(lines[j]) or apart or not _last_words(lines[j - 1], lines[j], bare, cut=open_foot):
            break
        last = j
    return last


def _heading(line: PrintedLine, bands: list[Band]) -> bool:
    """True for one phrase left of the figures, or nearly: the heading of a group of rows."""
    alone = all(p.figure is not None and not (p.free or p.figure.year) for p in line.pieces[1:])  # "Programma 5"
    return alone and line.x1 < bands[0].x1 and len(line.text) < 70 and not SENTENCE.search(line.text)


def _opens_group(lines: list[PrintedLine], at: int, bands: list[Band]) -> bool:
    """True where a heading alone stands between a total and a row under the same columns: "2. Sociaal domein"."""
    line, row = lines[at], lines[at + 1] if at + 1 < len(lines) else None
    if row is None or not is_row(row) or not _heading(line, bands) or row.top - line.bottom > 1.5 * line.size:
        return False
    met = [[b for b in bands if b.meets(p)] for p in row.figures]
    placed = [len(hit) == 1 for p, hit in zip(row.figures, met, strict=True) if p.x0 > line.x0 + 2]
    return bool(placed) and all(placed) and any(p.figure is None for p in row.pieces)


def _heads_next_page(lines: list[PrintedLine], first: int, last: int, bands: list[Band]) -> bool:
    """True where the page ends with the heading of a group, of the form of those within the table."""
    if last + 2 != len(lines) or not _heading(lines[last + 1], bands):
        return False
    own = [line for line in lines[first:last] if not is_row(line) and _heading(line, bands)]
    end = lines[last + 1]
    return any(line.bold == end.bold and abs(line.x0 - end.x0) < 2 and line.size == end.size for line in own)


def _second_labels(region: Region) -> float | None:
    """Where a second column of labels begins between the figures: two tables stand side by side. None where there is
    none."""
    rows = [line for line in region.lines if is_row(line)]
    if len(rows) < 2 or len(region.bands) < 2:
        return None
    left, right = region.bands[0].x1, region.bands[-1].x0
    between = [_first_between(line, left, right) for line in rows]
    kept = [p for p in between if p is not None and len(p.text) > 2 and WORDY.search(p.text)]
    starts = [p.x0 for p in kept]
    if 10 * len(kept) < 7 * len(rows) or max(starts) - min(starts) > 6 or any(len(p.text) > 60 for p in kept):
        return None
    cut = min(starts) - 2
    if len(rows) < 3 and not _headed_at(region, cut):
        return None
    return None if _runs_across(region, cut) else cut


def _runs_across(region: Region, cut: float) -> bool:
    """True where words or figures of a row or of the head stand on both sides of a place."""
    lines = (*(line for line in region.lines if is_row(line)), *region.head)
    return any(p.x0 < cut - _INDENT < p.x1 - 4 for line in lines for p in line.pieces)


def _headed_at(region: Region, cut: float) -> bool:
    """True where words of the head begin over the second labels."""
    return any(cut < p.x0 < cut + 4 for line in region.head for p in line.pieces)


def _first_between(line: PrintedLine, left: float, right: float) -> Piece | None:
    """The first words of a line that begin between two places."""
    words = [p for p in line.pieces if p.figure is None and left <= p.x0 and p.x1 <= right + 1]
    return min(words, key=lambda p: p.x0, default=None)


def _halves(region: Region, cut: float, rules: PageRules) -> list[Region]:
    """The two tables of a region whose right half has labels of its own."""
    out: list[Region] = []
    for side in (0, 1):
        lines = []
        for line in [*region.head, *region.lines]:
            pieces = [p for p in line.pieces if (p.x0 >= cut) == bool(side)]
            if pieces:
                lines.append(PrintedLine(line.page, line.top, line.bottom, pieces, line.size, pieces[0].bold))
        for half in regions(lines, rules):
            half.before = half.before or region.before
            half.after, half.follows = region.after, False
            out.append(half)
    return out


def _framed(upper: PrintedLine, lower: PrintedLine, rules: PageRules) -> bool:
    """True where an upright rule runs past both lines: they are in one grid."""
    middle = (upper.bottom + lower.top) / 2
    return any(top <= middle <= bottom for _, top, bottom in rules.upright)


def _figure_columns(lines: list[PrintedLine], bands: list[Band]) -> list[Band]:
    """The columns without those of numbers among or before the labels: where words stand as often, or left of all
    words."""
    if len(bands) < 2:
        return bands
    rows = [line for line in lines if is_row(line)]
    words = [p for line in lines for p in line.pieces if p.figure is None and len(p.text) > 2 and p.x0 < bands[-1].x0]
    if not words:
        return bands
    first = next((i for i, band in enumerate(bands[:-1]) if not _of_labels(band, lines, rows, words)), len(bands) - 1)
    return bands[first:]


def _of_labels(band: Band, lines: Sequence[PrintedLine], rows: Sequence[PrintedLine], words: Sequence[Piece]) -> bool:
    """True for a column of numbers or codes before the labels or among them."""
    own = [[p for p in line.figures if band.meets(p, 0)] for line in rows]
    if _worded(band, lines) >= sum(map(bool, own)):
        return True
    right = sum(p.x0 > band.x0 and p.centre > band.x1 for p in words)
    figures = [p for line in own for p in line]
    return right > 0.6 * len(words) and (not any(map(_is_amount, figures)) or _codes([p.text for p in figures]))


def _worded(band: Band, lines: Sequence[PrintedLine]) -> int:
    """On how many lines words reach into a column."""
    return sum(any(p.x0 < band.x1 and p.x1 > band.x0 for p in line.pieces if p.figure is None) for line in lines)


def _is_amount(piece: Piece) -> bool:
    return piece.figure is not None and (piece.figure.money or piece.figure.grouped)


def _codes(texts: list[str]) -> bool:
    """Whether what stands before the labels are numbers of rows that look like thousands: 7.104, 7.109, 7.118, of one
    form, rising."""
    sectioned = [text.split(".") for text in texts if TAAKVELD_CODE.fullmatch(text)]
    most = len(sectioned) >= max(3, 0.8 * len(texts))  # a scan may have lost a point
    if most and any(len(part) < 3 for _, part in sectioned):
        falls = sum(int(b) < int(a) for (a, _), (b, _) in itertools.pairwise(sectioned))
        return 3 * falls < len(sectioned)  # 4.1, 6.21, 6.711: taakvelden, once more in each section
    codes = [text for text in texts if _CODE.fullmatch(text)]
    if (
        len(texts) < 4
        or 5 * len(codes) < 4 * len(texts)
        or 2 * sum(not text.isdecimal() for text in codes) < len(codes)
    ):
        return False
    numbers = [int(re.sub(r"\D", "", text)) for text in codes]
    return sum(b > a for a, b in itertools.pairwise(numbers)) >= 0.8 * (len(numbers) - 1)


def _tail_label(lines: list[PrintedLine], last: int, bands: list[Band]) -> bool:
    """True where the label of the last row goes on under its figures, which stand in the middle of it."""
    row, below, above = lines[last], lines[last + 1], lines[last - 1] if last else None
    if above is None or row.pieces[0].figure is None or is_row(below) or _crosses(below, bands):
        return False
    return (
        below.top < row.bottom + 0.15 * row.size
        and above.bottom > row.top - 0.15 * row.size
        and abs(above.x0 - below.x0) < 3
    )


def _last_words(above: PrintedLine, line: PrintedLine, bands: list[Band], *, cut: bool = False) -> bool:
    """True where the label of the last row goes on: a word in small letters right under it, no farther than lines of
    one cell are. `cut`: the words end open, at the foot of the page."""
    first, start = above.pieces[0], line.pieces[0]
    close = line.top - above.top > 0 and line.bold == above.bold and abs(line.size - above.size) < 0.2
    under = any(abs(p.x0 - start.x0) < 2 and p.figure is None for p in above.pieces[:2])
    return (
        close
        and under
        and (cut or wraps(first.text, start.text))
        and len(line.pieces) == 1
        and line.x1 < bands[0].x0 - 2
        and len(line.text) < 60
    )


def _crosses(line: PrintedLine, bands: list[Band]) -> bool:
    """True where words stand in the columns: a sentence under the table, or the head of another. A long label may reach
    into the first."""
    hit = [p for p in line.pieces if any(b.meets(p, 0) for b in bands)]
    if (
        len(hit) == 1
        and len(bands) >= 3
        and hit[0].x0 < bands[0].x0 - 20
        and hit[0].x1 <= bands[0].x1
        and hit[0] is line.pieces[0]
    ):
        return False
    return bool(hit)


def _beside(line: PrintedLine, bands: list[Band]) -> bool:
    """True for words that stand right of all figures: a column of remarks."""
    return all(p.x0 > bands[-1].x1 or p.x1 < bands[0].x0 for p in line.pieces)


def page_number(line: PrintedLine) -> bool:
    """True for a line that is a number alone, as at the foot of a page."""
    return len(line.pieces) == 1 and bool(
        re.fullmatch(r"(?:pagina|p\.|blz\.?)?\s*[-–]?\s*\d{1,3}\s*(?:van|/|-|–)?\s*\d{0,3}", line.text, re.IGNORECASE)
    )
