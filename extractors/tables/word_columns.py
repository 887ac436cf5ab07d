"""Columns of words beside the label: a programme, a portfolio, a kind. Which of them is the label, and what the others
are called.

A second column is believed only where a word of the head stands over each of the columns; else its words stay in the
label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from griffier.extractors.tables.model import Place, TableRow
from griffier.extractors.tables.pieces import Piece, PrintedLine
from griffier.extractors.tables.row_labels import role_of

_LABEL = re.compile(
    r"\b(?:omschrijving|onderwerp|naam|project(?:en)?|investering(?:en)?|krediet|activiteit(?:en)?|instelling"
    r"|maatregel|product|risico"
    r"|ontwikkeling|voorstel|wijziging|post)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:prog(?:ramma)?|pijler|portefeuille\w*|pfh|ph|wethouder|categorie|soort|afdeling|team|dekking|bron|status"
    r"|fase|thema|domein"
    r"|nut|verantwoordelijke|kern|wijk|type|aard|doelgroep)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:[A-Z]{0,3}[.\-]?)?\d{1,6}(?:[.\-]\d{1,6})*[a-z]?[.)]?|[A-Z][.)]?|[IVX]{1,4}\.?")
_NEAR = 6.0


@dataclass(frozen=True)
class WordColumns:
    """Where columns of words begin, which of them is the label, which its number, and the heads of the others."""

    starts: tuple[float, ...]
    label: int
    number: int | None
    heads: dict[int, str]

    def column(self, piece: Piece) -> int:
        """The column in which a piece stands."""
        return sum(piece.x0 >= x for x in self.starts)


def word_columns(
    rows: Sequence[Sequence[Piece]], starts: Sequence[float], head: Sequence[PrintedLine]
) -> WordColumns | None:
    """The columns of words, None for a single one. `rows`: the words of each row; `starts`: where columns after the
    first begin."""
    starts = _without_codes(rows, starts, head)
    if not starts or len(rows) < 2:
        return None
    columns = _cells_of(rows, starts)
    numbers = [at for at, cells in enumerate(columns) if _are_numbers(cells)]
    lefts = [min((p.x0 for row in rows for p in row), default=0.0), *(x + 1 for x in starts)]
    over = [_over(head, left, right) for left, right in zip(lefts, [*lefts[1:], None], strict=True)]
    heads = {at: said for at, said in enumerate(over) if said}
    worded = [at for at in range(len(columns)) if at not in numbers and columns[at]]
    others = [at for at in numbers if at and at in heads and len(columns[at]) >= 2]
    own = (*worded, *others)
    if not worded or len(own) < 2 or any(at not in heads for at in own):
        return None
    label = _label(worded, columns, heads)
    named = {at: heads[at] for at in sorted(own) if at != label}
    return WordColumns(tuple(starts), label, _number_of(label, numbers, others), named)


def _without_codes(
    rows: Sequence[Sequence[Piece]], starts: Sequence[float], head: Sequence[PrintedLine]
) -> Sequence[float]:
    """Where columns begin, without the words behind the codes of one column: "0.4 Overhead" under "Taakveld"."""
    columns = _cells_of(rows, starts)
    for at in range(1, len(starts)):
        code, words = starts[at - 1], starts[at]
        over = any(abs(p.x0 - code - 1) <= _NEAR and p.x1 > words for line in head for p in line.pieces)
        if over and columns[at] and _are_numbers(columns[at]) and not _are_numbers(columns[at + 1]):
            return [*starts[:at], *starts[at + 1 :]]
    return starts


def _cells_of(rows: Sequence[Sequence[Piece]], starts: Sequence[float]) -> list[list[str]]:
    """What each column of words says, row by row, without the empty cells."""
    columns: list[list[str]] = [[] for _ in range(len(starts) + 1)]
    for row in rows:
        cells: dict[int, list[str]] = {}
        for piece in row:
            cells.setdefault(sum(piece.x0 >= x for x in starts), []).append(piece.text)
        for at, words in cells.items():
            columns[at].append(" ".join(words))
    return columns


def _are_numbers(cells: Sequence[str]) -> bool:
    return sum(bool(_NUMBER.fullmatch(c)) for c in cells) * 10 >= 8 * max(1, len(cells))


def _number_of(label: int, numbers: Sequence[int], others: Sequence[int]) -> int | None:
    """The column of the rows' numbers: the one before the label, or the first."""
    if label and label - 1 in numbers and label - 1 not in others:
        return label - 1
    return 0 if 0 in numbers else None


def _label(worded: Sequence[int], columns: Sequence[Sequence[str]], heads: dict[int, str]) -> int:
    """The column whose head says so, else the one whose words differ most from row to row."""

    def weight(at: int) -> tuple[int, float, int]:
        said = 2 * bool(_LABEL.search(heads[at])) - 2 * bool(_OTHER.search(heads[at]))
        return said, len(set(columns[at])) / len(columns[at]), -at

    return max(worded, key=weight)


def _over(head: Sequence[PrintedLine], left: float, right: float | None) -> str:
    """The words of the head that begin where a column does."""
    words = []
    for line in head:
        for piece in line.pieces:
            if (
                abs(piece.x0 - left) <= _NEAR
                and (right is None or piece.x1 <= right + 2)
                and not re.match(r"[\d€]", piece.text)
            ):
                words.append(piece.text)
    return " ".join(words)


def place_of(pieces: Sequence[Piece], first: int = 1) -> Place:
    """The place of the words of a cell: of its `first` pieces where another cell stands between its lines in the
    text."""
    spans = sorted((p.start, p.end) for p in pieces)
    whole = all(b[0] - a[1] <= 4 for a, b in pairwise(spans))
    kept = pieces if whole else pieces[:first]
    return Place(
        kept[0].page, min(p.start for p in kept), max(p.end for p in kept), min(p.x0 for p in kept),
        min(p.top for p in kept),
        max(p.x1 for p in kept), max(p.bottom for p in kept),
    )  # fmt: skip


def carry_words(rows: Sequence[TableRow], left: int) -> None:
    """A word left of the labels that is printed once holds for the rows under it, up to the next one, a heading or a
    total."""
    last: dict[int, Place] = {}
    for row in rows:
        if row.heading or (not row.text and role_of(row.label) != "item"):
            last = {}
            continue
        for at in range(left):
            if at in row.text:
                last = {k: v for k, v in last.items() if k < at} | {at: row.text[at]}
            elif at in last:
                row.text[at] = last[at]
