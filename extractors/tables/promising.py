"""Whether a region can be a financial table: cues with weights, and what rules it out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from griffier.extractors.tables.bands import SENTENCE, Region, is_row
from griffier.extractors.tables.captions import caption, unit_of
from griffier.extractors.tables.column_heads import names_ratios, speaks_of_money
from griffier.extractors.tables.pieces import Piece, PrintedLine
from griffier.extractors.tables.printed_figures import Figure
from griffier.extractors.tables.sign_legends import sign_of

WORDY = re.compile(r"[a-zéëï]{3,}")
_NAMED = re.compile(rf"{WORDY.pattern}|^(?:19|20)\d\d$")
"""What names a row: words, or a year."""
_HEADED = re.compile(
    r"(?:19|20)\d\d|\b(?:baten|lasten|saldo|rekening|begroting|raming|realisatie|bedrag|budget|krediet|kosten"
    r"|opbrengst\w*|uitgaven|inkomsten|stand|totaal|onttrekking\w*|toevoeging\w*|mutaties|vermeerdering\w*"
    r"|vermindering\w*|tari(?:ef|even))\b",
    re.IGNORECASE,
)
CLOSING = re.compile(r"^\W*(?:sub\s?-?tota|tota|saldo|resultaat|netto|geraamd)", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:\w*indicator(?:en)?|kengetal(?:len)?|formatie|bezetting|ziekteverzuim|areaal|bevolking|leeftijd\w*"
    r"|telefoon\w*|inhoud(?:sopgave)?|vergaderdata)\b",
    re.IGNORECASE,
)
_LONG_LABEL, _LONG_HEAD, _LONG_INSIDE = 90, 45, 12
_ITEMS, _EDGE = 3, 3.0
_ENOUGH, _ENOUGH_UNSAID = 3, 5
"""Points that make a table where its head or labels speak of money, or a table has the same head, and where they do
not."""


@dataclass(frozen=True)
class _Seen:
    """A region and what is asked of it; `under`: it follows a financial table; `like`: it has the head of one."""

    region: Region
    under: bool
    like: bool = False

    @cached_property
    def rows(self) -> list[PrintedLine]:
        return [line for line in self.region.lines if is_row(line)]

    @cached_property
    def printed(self) -> list[Piece]:
        return [p for line in self.rows for p in line.figures]

    @cached_property
    def figures(self) -> list[Figure]:
        return [p.figure for p in self.printed if p.figure is not None]

    @cached_property
    def head(self) -> str:
        return " ".join(line.text for line in self.region.head)

    @cached_property
    def above(self) -> str:
        """The head and the two lines over it."""
        return f"{self.head} {' '.join(line.text for line in self.region.before[-2:])}"

    @cached_property
    def after(self) -> str:
        return " ".join(line.text for line in self.region.after[:2])

    @cached_property
    def captioned(self) -> bool:
        return any(caption(line.text) for line in [*self.region.before[-3:], *self.region.head])

    @cached_property
    def amounts(self) -> int:
        """How many figures look like money."""
        return sum(f.grouped or f.money or f.signed for f in self.figures)

    @property
    def single(self) -> bool:
        return len(self.region.bands) == 1

    @cached_property
    def labelled(self) -> int:
        lines = self.region.lines
        return sum(any(p.figure is None and _NAMED.search(p.text) for p in line.pieces) for line in lines)

    @cached_property
    def adds_up(self) -> bool:
        """The last row says that it is a total, and is one of figures of thousands in a column."""
        *rows, last = self.rows
        if len(rows) < _ITEMS or not CLOSING.match(last.text):
            return False
        return any(_is_sum(total, [p for line in rows for p in line.figures]) for total in last.figures)

    @cached_property
    def ratios(self) -> bool:
        """Two labels name financial ratios."""
        return names_ratios(line.text for line in self.region.lines)

    @cached_property
    def speaks(self) -> bool:
        """The head names money, or a third of the labels, or they name ratios of money."""
        labels = [line.pieces[0].text for line in self.rows if line.pieces[0].figure is None]
        return self.ratios or speaks_of_money(self.above) or 3 * sum(map(speaks_of_money, labels)) >= len(labels)


def _wordy_inside(seen: _Seen) -> bool:
    """Words stand between the figures of most rows."""
    left, right = seen.region.bands[0].x0, seen.region.bands[-1].x1
    inside = sum(
        any(p.figure is None and len(p.text) > _LONG_INSIDE and left < p.x0 <= right for p in line.pieces)
        for line in seen.rows
    )
    return 2 * inside > len(seen.rows)


def _prose(seen: _Seen) -> bool:
    right = seen.region.bands[-1].x1  # remarks are sentences
    lines = [line for line in seen.region.lines if len(line.figures) < 2]
    return any(SENTENCE.search(p.text) for line in lines for p in line.pieces if p.x0 <= right)


def _long_label(seen: _Seen) -> bool:
    return any(len(p.text) > _LONG_LABEL for line in seen.region.lines for p in line.pieces if p.figure is None)


def _long_head(seen: _Seen) -> bool:
    pieces = [p for line in seen.region.head for p in line.pieces if p.x1 > seen.region.bands[0].x0]
    return any(len(p.text) > _LONG_HEAD and not unit_of(p.text) for p in pieces)


def _is_sum(total: Piece, items: Sequence[Piece]) -> bool:
    """True for the sum of the figures above it, all of them in its column."""
    own = [p.figure.value for p in items if p.figure and abs(p.x1 - total.x1) < _EDGE and p.figure.value is not None]
    said = total.figure
    return len(own) >= _ITEMS and said is not None and said.grouped and said.value == sum(own)


_Cue = Callable[[_Seen], object]
_WEIGHTS: tuple[tuple[int, _Cue], ...] = (
    (2, lambda seen: seen.captioned),
    (2, lambda seen: unit_of(f"{seen.above} {seen.after}")),
    (2, lambda seen: _HEADED.search(seen.head)),
    (2, lambda seen: seen.under and seen.region.follows),
    (1, lambda seen: seen.like),
    (1, lambda seen: sign_of(seen.above)),
    (1, lambda seen: any(CLOSING.search(line.text) for line in seen.rows)),
    (2, lambda seen: seen.adds_up),
    (1, lambda seen: len(seen.rows) > 2),
    (1, lambda seen: seen.amounts >= max(2, len(seen.figures) // 4)),
    (1, lambda seen: len(seen.rows) > 1 and all(f.money for f in seen.figures)),
    (-1, lambda seen: not seen.region.head),
    (-1, _long_head),
    (-2, _long_label),
    (-2, _prose),
    (-2, _wordy_inside),
)
"""What speaks for a financial table (a printed unit, a total, amounts) and against one (prose, long labels)."""


def _of_other_things(seen: _Seen) -> bool:
    """Indicators, formation, telephone numbers: unless euros or a unit are printed, or the ratios are of money."""
    money = any(f.money and not f.large for f in seen.figures) or "€" in seen.head
    return bool(_OTHER.search(seen.above)) and not (money or seen.ratios or unit_of(seen.above))


def _unsure_column(seen: _Seen) -> bool:
    """One column of optical recognition that nothing names."""
    return seen.region.optical and seen.single and not (seen.captioned or unit_of(seen.above))


def _too_little(seen: _Seen) -> bool:
    """One row, or one headless column read unsurely, where no caption or table stands above."""
    headless = seen.single and not seen.region.head and any(not p.sure for p in seen.printed)
    return not (seen.captioned or seen.under) and (len(seen.rows) < 2 or headless)


_RULED_OUT: tuple[_Cue, ...] = (
    lambda seen: not seen.figures,
    lambda seen: seen.labelled < max(1, len(seen.rows) // 4),
    _of_other_things,
    _unsure_column,
    _too_little,
    lambda seen: seen.single and not seen.amounts and not unit_of(seen.above),
)


def promising(region: Region, *, under: bool, like: bool = False) -> bool:
    """True for a region that can be a financial table: columns of amounts, not a list of dates, pages or phone
    numbers. `under`: a financial table stands before it; `like`: one before it has the same head."""
    seen = _Seen(region, under, like)
    if any(cue(seen) for cue in _RULED_OUT):
        return False
    points = sum(weight for weight, cue in _WEIGHTS if cue(seen))
    return points >= (_ENOUGH if seen.speaks or like else _ENOUGH_UNSAID)
