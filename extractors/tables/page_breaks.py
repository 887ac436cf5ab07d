"""What a page break parts: a head, a title or a heading at the foot of a page from its rows on the next, the first
lines of a row from the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from griffier.extractors.tables.bands import SENTENCE, Band, Region, is_row, is_years
from griffier.extractors.tables.captions import caption, unit_of
from griffier.extractors.tables.continuing import Made
from griffier.extractors.tables.headlines import head_of
from griffier.extractors.tables.page_rules import PageRules
from griffier.extractors.tables.pieces import Piece, PrintedLine
from griffier.extractors.tables.rows import joined_lines
from griffier.extractors.tables.sign_legends import sign_of

_FOOT = 6
"""How many lines at the foot of a page may be a title and the head of the next page's rows."""
_LEGEND = 3
"""Lines at most of a sentence about the unit, under a title at the foot of a page."""
_SAME = 2.0
"""How far the edges of two lines of one cell may differ."""


def foot_of(lines: Sequence[PrintedLine], found: Sequence[Region]) -> list[PrintedLine]:
    """The lines at the foot of a page, behind its last rows."""
    last = found[-1].lines[-1] if found else None
    at = next((i + 1 for i, line in enumerate(lines) if line is last), 0)
    return list(lines[max(at, len(lines) - _FOOT) :])


def take_head(region: Region, foot: Sequence[PrintedLine]) -> None:
    """Give rows at the top of a page the head that stands at the foot of the page before: words or years over each of
    their columns."""
    if not foot or not region.first_on_page or _head_again(region, foot):
        return
    if not _over_each(foot[-1], region.bands) or SENTENCE.search(foot[-1].text):
        if region.head:
            _take_title(region, foot)
        return
    below = (region.head or region.lines)[0]
    down = below.top - 2 - foot[-1].bottom
    lines = [replace(line, top=line.top + down, bottom=line.bottom + down) for line in foot]
    head, top = head_of([*lines, *region.lines], len(lines), 0, region.bands, PageRules.none())
    if head:
        region.head = [*head, *region.head]
        region.before = lines[:top][-4:]


def _take_title(region: Region, foot: Sequence[PrintedLine]) -> None:
    """Give a table at the top of a page the title at the foot of the page before; a heading there, or other text, parts
    it from the table before."""
    title = [] if region.before else _title_of(foot)
    region.before = region.before or title
    headed = any(line.size > 1.1 * region.lines[0].size and _entitles(line) for line in title)
    told = sum(not _is_legend(line) and line.text[:1] not in "*(" for line in foot)
    region.parted = headed or told > _LEGEND


def _title_of(foot: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The title and legend that a page ends with, over the table of the next: a caption, or bold words, and the unit
    and signs under it, in lines or in a sentence that goes on over the line."""
    at = next((i for i in range(len(foot) - 1, -1, -1) if _entitles(foot[i])), None)
    if at is None or len(foot) - at - 1 > _LEGEND:
        return [line for line in foot[-2:] if _is_legend(line)]
    under = foot[at + 1 :]
    legend = [line for line in under if _is_legend(line)] or _sentence(under)
    above = [line for line in foot[max(0, at - 1) : at] if _is_legend(line)]
    return [*above, foot[at], *legend] if legend or not under else []


def _sentence(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Lines that speak of unit or signs only together, as one."""
    if not lines:
        return []
    whole = replace(lines[-1], top=lines[0].top, pieces=[p for line in lines for p in line.pieces])
    return [whole] if _is_legend(whole) else []


def _is_legend(line: PrintedLine) -> bool:
    return bool(unit_of(line.text) or sign_of(line.text))


def _entitles(line: PrintedLine) -> bool:
    return line.text[-1] not in ".;:" and bool(line.bold or caption(line.text))


def _over_each(line: PrintedLine, bands: Sequence[Band]) -> bool:
    return is_years(line) or all(any(band.meets(p) and p.figure is None for p in line.pieces) for band in bands)


def _head_again(region: Region, foot: Sequence[PrintedLine]) -> bool:
    """True where the head of a region stands at the foot of the page before too, without a row: its title is over that,
    and the headings under it are the first rows'."""
    head = [line.text for line in region.head]
    at = next((k for k in range(len(foot)) if head and [x.text for x in foot[k : k + len(head)]] == head), None)
    if at is None:
        return False
    region.before = region.before or _title_of(foot[:at])
    region.parted = bool(region.before)
    first = region.lines[0]
    for line in reversed(foot[at + len(head) :]):
        up = first.top - 2 * first.size - line.bottom
        first = replace(line, top=line.top + up, bottom=line.bottom + up)
        region.lines.insert(0, first)
    return True


def take_tail(region: Region, last: Made) -> None:
    """Give the last row of a table the lines at the top of the next page that are the end of its cells: a page break
    cut the row."""
    if not region.first_on_page or region.page != last.table.pages[-1] + 1 or not last.table.rows:
        return
    above = [p for line in last.region.lines[-2:] for p in line.pieces if p.figure is None]
    tail = _tail(region, above, bold=last.region.lines[-1].bold)
    for line in tail:
        _lengthen(last, line.pieces[0], above)
    region.before = [line for line in region.before if line not in tail]
    region.head = [line for line in region.head if line not in tail]
    region.lines = [line for line in region.lines if line not in tail]


def _tail(region: Region, above: Sequence[Piece], *, bold: bool) -> list[PrintedLine]:
    """The lines over it, in its head and over its first row that are of the cells above, to the last one in small
    letters."""
    tail = [line for line in (*region.before, *region.head) if line.bold == bold and _in_cells(line, above)]
    tail += takewhile(lambda line: line.bold == bold and _in_cells(line, above), region.lines)
    while tail and not all(p.text[0].islower() for p in tail[-1].pieces):
        tail.pop()
    return tail


def _in_cells(line: PrintedLine, above: Sequence[Piece]) -> bool:
    """True for words that all begin where words of a row above them do."""
    return not is_row(line) and all(
        p.figure is None and any(abs(p.x0 - q.x0) < _SAME for q in above) for p in line.pieces
    )


def _lengthen(last: Made, piece: Piece, above: Sequence[Piece]) -> None:
    """Let the label of a table's last row go on with the words that stand under it."""
    label = next((p for p in above if p.x1 < last.bands[0].x0), None)
    row = last.table.rows[-1]
    if row.heading and row.label and len(last.table.rows) > 1:  # its first lines, with no figure beside them
        last.table.rows.pop()
        said, row = row.label, last.table.rows[-1]
        row.label = joined_lines([row.label or "", said])
    if label is not None and row.label and abs(label.x0 - piece.x0) < _SAME:
        row.label = joined_lines([row.label, piece.text])
