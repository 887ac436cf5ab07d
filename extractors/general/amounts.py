"""Every amount of money in running text, in order. Cells of tables, headers and footers are left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal
from typing import Any

from griffier.extractors.drafting.context import Context
from griffier.extractors.dutch import money
from griffier.schemas.document import Grid, Layer, Line, Part, Span
from griffier.schemas.evidence import Found

_NUMBER = re.compile(r"(?<![\w])[-–+(]?\s?(?:€\s?)?\d[\d.,]*\s?(?:%|V\b|N\b|-|\))?")
_WORD = re.compile(r"[^\W\d_]{2,}")
_OF_FIGURES = frozenset({"eur", "euro", "mln", "mld", "miljoen", "miljard", "ton", "fte"})
"""Words of a cell that is a figure: a date, a number of a registry ("2008 RG 103") is none."""

_UNITS = frozenset({Decimal(1), Decimal(1000), Decimal(1_000_000)})
_TIMES = re.compile(r"(?:^|[^\d\s]|\s{3})\s{0,200}[x\u00d7*]\s{0,3}$", re.IGNORECASE)
_SPOKEN = re.compile(r"\b(?:bedragen|getallen|cijfers)\b[^.\d]{0,30}\bin\s{0,3}$", re.IGNORECASE)
_ALONE = re.compile(r"(?:^|\()\s{0,9}in\s{0,3}$", re.IGNORECASE)
_SMALL_WORDS = r"\b(?:is|zijn|wordt|worden|was|werd|kost|kosten|van|voor|met|aan|een|het|de|te)\b"
_HANGS = re.compile(_SMALL_WORDS + r"\s*$")
_SENTENCE = re.compile(
    rf"[a-zé][.;:?!]\s*$|{_SMALL_WORDS}"
    r"|\d[,;:.](?:\s|$)|\d(?:\s?(?:mln|miljoen|ton)\b\.?)?\s(?:en|of|tot|tussen|naar)\s"
)
"""Signs of prose. In a row of a table nothing but blanks stands between two figures."""


def extract(part: Part, context: Context, kind: str) -> list[Found[dict[str, Any]]]:
    """The amounts as the contract's `amounts`, each with its evidence."""
    return [mention.found() for mention in part.memo(running_amounts)]


def running_amounts(part: Part) -> tuple[money.MoneyMention, ...]:
    """The amounts of a part that stand in its prose; computed once (`part.memo(running_amounts)`)."""
    mentions = part.memo(money.amounts_of)
    if not mentions:
        return ()
    doc = part.doc
    cells = _money_cells(part)
    starts = [s.start for s in cells]
    out = []
    for mention in mentions:
        if doc.layer_at(mention.start) not in (Layer.BODY, Layer.FOOTNOTE):
            continue
        i = bisect_right(starts, mention.start) - 1
        if i >= 0 and cells[i].end >= mention.end:
            continue
        if mention.value in _UNITS and _is_unit(doc.line_at(mention.start), mention.start, mention.end):
            continue
        if not _in_table(doc.lines, doc.line_at(mention.start)):
            out.append(mention)
    return tuple(out)


def _is_unit(line: Line, start: int, end: int) -> bool:
    """True where an amount is what the figures of a table are multiplied by ("x € 1.000" at the end of a head), not one
    of its own."""
    before, after = line.text[: max(0, start - line.start)], line.text[end - line.start :]
    if _TIMES.search(before):
        return True
    return bool(_SPOKEN.search(before)) or (bool(_ALONE.search(before)) and not after.strip(" ).,-"))


def _money_cells(part: Part) -> list[Span]:
    """The spans of the cells of grids that hold figures more than words."""
    out: list[Span] = []
    for grid in part.grids:
        if _numeric(grid, part.doc.text):
            out.extend(span for cell in grid.cells for span in cell.spans)
    return sorted(out)


def _numeric(grid: Grid, text: str) -> bool:
    filled = [" ".join(text[s.start : s.end] for s in cell.spans).strip() for cell in grid.cells]
    filled = [t for t in filled if t]
    figures = sum(
        1 for t in filled if any(c.isdecimal() for c in t) and _OF_FIGURES.issuperset(_WORD.findall(t.lower()))
    )
    return len(filled) >= 4 and figures >= 0.3 * len(filled)


def _in_table(lines: tuple[Line, ...], line: Line) -> bool:
    """Is this line a row of figures that no sentence runs into, or a figure alone among other figures?"""
    if _row_of_figures(line.text):
        return not (line.index and _HANGS.search(lines[line.index - 1].text))
    if len(_WORD.findall(line.text)) > 1:
        return False
    near = [
        other
        for other in lines[max(0, line.index - 3) : line.index + 4]
        if other.index != line.index and not other.blank
    ]
    return sum(1 for other in near if _NUMBER.fullmatch(other.text) or _row_of_figures(other.text)) >= 2


def _row_of_figures(text: str) -> bool:
    figures = _NUMBER.findall(text)
    if len(figures) < 2 or _SENTENCE.search(text):
        return False
    return len(_WORD.findall(text)) <= 2 + 2 * len(figures) and (len(figures) >= 3 or len(_WORD.findall(text)) <= 5)
