"""The head of a region: which words stand over which column, on one to many lines, across several columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from griffier.extractors.dutch.words import MONTH
from griffier.extractors.tables.bands import Band
from griffier.extractors.tables.broken_words import is_broken
from griffier.extractors.tables.captions import caption, without_legend
from griffier.extractors.tables.head_columns import (
    Placed,
    even_groups,
    flush_ends,
    from_below,
    goes_on,
    in_cells,
    over_repeated,
    over_years,
    shared,
)
from griffier.extractors.tables.page_rules import PageRules
from griffier.extractors.tables.pieces import Piece, PieceWord, PrintedLine

_MEASURE = re.compile(r"(?:baten|lasten|saldo|onttrekking(?:en)?|toevoeging(?:en)?|inkomsten|uitgaven)", re.IGNORECASE)
_LETTERS = re.compile(r"[VNILSB]\s?/\s?[VNILSB]")
_YEAR, _ENDS_IN_DIGIT, _YEAR_GAP = re.compile(r"(?:19|20)\d\d"), re.compile(r"\d$"), 2.0
_ALIGNED, _OWN, _APART = 2.0, 6.0, 3.0
_GLUED = re.compile(r"[a-zéë](?=[A-Z][a-z])")
Parted = tuple[list[Piece], list[Piece]]
"""The words of a line of the head over the columns, and those over the labels."""


def head_levels(
    head: Sequence[PrintedLine],
    bands: Sequence[Band],
    rules: PageRules,
    remarks: float,
    beside_figures: Sequence[float] = (),
) -> tuple[list[list[str]], list[str]]:
    """The words over each column, top to bottom, and those over the labels, line by line. Right of `remarks` stand
    columns of words.

    `beside_figures`: where columns of words left of the figures begin.
    """
    levels: list[list[str]] = [[] for _ in bands]
    beside: list[str] = []
    limit = label_limit(head, bands)
    lines = [_with_first_cell(_parted(line, bands, limit, beside_figures), bands, rules) for line in head]
    lines = [([p for p in over if p.x0 < remarks], left) for over, left in lines]
    parted = _with_first(_in_one_cell(lines), bands)
    rules = _parting(head, [over for over, _ in parted], rules)
    beside += [" ".join(p.text for p in left) for _, left in parted if left]
    placed = _placed(_rows(head, [over for over, _ in parted]), bands, rules)
    for piece, columns in placed:
        for c in _own_column(piece, columns, bands, levels) if _is_lowest(piece, columns, placed) else columns:
            levels[c] += _words(piece, levels[c])
    return [_joined(words) for words in levels], beside


def _is_lowest(piece: Piece, columns: Sequence[int], placed: Placed) -> bool:
    """False where each column of a piece has words of its own below it."""
    lone = {own[0] for p, own in placed if len(own) == 1 and p.top > piece.top}
    return not lone >= set(columns)


def _placed(rows: Sequence[Sequence[Piece]], bands: Sequence[Band], rules: PageRules) -> Placed:
    """The words of a head over the columns, row by row, each with its columns."""
    rows = [_with_years(row, bands) for row in rows]
    found: list[Placed] = []
    told: list[bool] = []
    for over, below in zip(rows, [*rows[1:], []], strict=False):
        lowest = over is rows[-1]
        grouped = over_repeated(over, below, bands) or over_years(over, below, bands)
        placed = grouped or shared(over, bands, rules, len(rows), lowest=lowest)
        found.append(in_cells(over, placed, [p for row in found for p in row], bands))
        told.append(bool(grouped))
    return [p for row in from_below(found, bands, told) for p in row]


def _with_years(over: Sequence[Piece], bands: Sequence[Band]) -> Sequence[Piece]:
    """The pieces of a line, a year with the words right before it where only so each piece is over as many columns."""
    out: list[Piece] = []
    for piece in over:
        last = out[-1] if out else None
        near = last is not None and piece.x0 - last.x1 < _YEAR_GAP * (piece.bottom - piece.top)
        if last is not None and near and _YEAR.fullmatch(piece.text) and not _ENDS_IN_DIGIT.search(last.text):
            out[-1] = last.joined(piece)
        else:
            out.append(piece)
    told = len(out) == len(over) or len(over) == len(bands) or even_groups(over, bands, 2)
    return out if not told and even_groups(out, bands, 2) else over


def _in_one_cell(parted: Sequence[Parted]) -> list[Parted]:
    """The lines of a head, words left of the figures among those over the columns where the line above or below goes on
    in them: short words in the middle of a wide cell."""
    out = [(list(over), list(left)) for over, left in parted]
    moved = True
    while moved:
        moved = False
        for (over, left), near in zip(out, _neighbours(out), strict=True):
            for piece in left[::-1]:
                if any(goes_on(p, piece) or goes_on(piece, p) for p in near):
                    left.remove(piece)
                    over.insert(0, piece)
                    moved = True
    return out


def _with_first_cell(parted: Parted, bands: Sequence[Band], rules: PageRules) -> Parted:
    """The words of a line, the last ones left of the figures among those over the columns where a ruled cell holds them
    and the first column, and no others of the line."""
    over, left = parted
    if not left or not rules.upright:
        return parted
    piece = left[-1]
    low, high = rules.cell(piece.centre, (piece.top + piece.bottom) / 2)
    alone = not any(low < p.centre < high for p in (*over, *left[:-1]))
    within = low <= piece.x0 + 1 and piece.x1 - 1 <= bands[0].x1 <= high and float("-inf") < low <= bands[0].x0
    parts = len(left) > 1 and left[-2].x1 < low + 1
    return ([piece, *over], left[:-1]) if alone and within and parts else parted


def _neighbours(parted: Sequence[Parted]) -> list[list[Piece]]:
    """The words over the columns on the two lines above and below each."""
    return [[p for over, _ in parted[max(0, k - 2) : k + 3] for p in over] for k in range(len(parted))]


def _with_first(parted: Sequence[Parted], bands: Sequence[Band]) -> list[Parted]:
    """The lines of a head, the first column's words among those over the columns where they stand far left of its
    figures: the other columns have theirs as far left, and those of the label stand before it."""
    out: list[Parted] = []
    firsts: Placed = []
    for over, left in parted:
        alone = bool(left) and (_is_first(over, left, bands) or any(goes_on(p, left[-1]) for p, _ in firsts))
        if alone:
            firsts.append((left[-1], [0]))
        out.append(([left[-1], *over], left[:-1]) if alone else (over, left))
    return out


def _is_first(over: Sequence[Piece], left: Sequence[Piece], bands: Sequence[Band]) -> bool:
    """True for the last of the words left of the columns where each other column has one piece, as far from the end of
    its figures."""
    if len(left) < 2 or len(over) < 2 or len(over) != len(bands) - 1 or not left[-1].free:
        return False
    offs = [b.x0 - p.x0 for p, b in zip([left[-1], *over], bands, strict=True)]
    return min(offs) > 0 and max(offs) - min(offs) < 0.4 * (bands[1].x1 - bands[0].x1)


def _rows(head: Sequence[PrintedLine], parted: Sequence[list[Piece]]) -> list[list[Piece]]:
    """The words over the columns, row by row. Lines that stand half above each other, over other columns, are one row:
    cells of one line beside cells of two."""
    rows: list[list[Piece]] = []
    last: PrintedLine | None = None
    for line, over in zip(head, parted, strict=True):
        level = last is not None and over and rows and line.top - last.top < 0.8 * line.size
        if level and not any(p.x0 < q.x1 + 2 and q.x0 < p.x1 + 2 for p in over for q in rows[-1]):
            rows[-1] = sorted([*rows[-1], *over], key=lambda p: p.x0)
        else:
            rows.append(over)
        last = line
    return rows


def _own_column(piece: Piece, columns: list[int], bands: Sequence[Band], levels: Sequence[Sequence[str]]) -> list[int]:
    """The columns of a piece; "lasten" under "Begroting 2024" is one column of it."""
    if len(columns) > 1 and _MEASURE.fullmatch(piece.text) and any(levels[c] for c in columns):
        return [c for c in columns if bands[c].meets(piece, 0.5)][:1]
    return columns


def _words(piece: Piece, upper: Sequence[str]) -> list[str]:
    """What a piece says of its column, without the unit and the legend of the signs; with the bracket that closes one
    of the words above."""
    words = without_legend(piece.text) or _named(piece.text)
    above = "".join(upper)
    words += "-" if re.search(r"\d-\d{1,2}-$", piece.text) and words[-1:].isdecimal() else ""
    if words and piece.text.endswith(")") and words[-1] != ")" and above.count("(") > above.count(")"):
        words += ")"
    return [words] if words and not _LETTERS.fullmatch(words) else []


def _parting(head: Sequence[PrintedLine], parted: Sequence[Sequence[Piece]], rules: PageRules) -> PageRules:
    """The page's rules, or none where they do not part the columns: two phrases of a line stand between the same two,
    as in a bar."""
    for line, over in zip(head, parted, strict=True):
        for a, b in pairwise(over):
            if b.x0 - a.x1 > 0.9 * line.size and rules.upright and not rules.parts(a.x1, b.x0, (b.top + b.bottom) / 2):
                return PageRules.none()
    return rules


def label_limit(head: Sequence[PrintedLine], bands: Sequence[Band]) -> float:
    """Where the label column ends: left of this no word belongs to a head of figures."""
    return bands[0].x0 - 45


def _named(text: str) -> str:
    """A head that says no more than its unit, and is one: "Bedrag in €"."""
    return text if re.match(r"bedrag(?:en)?\s+in\b", text, re.IGNORECASE) and len(text) < 20 else ""


def _joined(words: list[str]) -> list[str]:
    """Levels, a word that is broken at a line's end made whole: "Vermeerde-", "ringen 2024"."""
    out: list[str] = []
    for word in words:
        if out and re.search(r"[a-zéë][-\u00ad\ufffe\x02]$", out[-1]) and word[:1].islower():
            out[-1] = out[-1][:-1] + word
        elif out and re.search(r"\d-$", out[-1]) and re.match(r"\d", word):
            out[-1] += word  # a date in two lines: "Stand 1-1-", "2025"
        elif out and word[:1].islower() and is_broken(out[-1].split()[-1], word.split()[0]):
            out[-1] += word  # a narrow cell breaks it without a hyphen
        else:
            out.append(word)
    return out


def _parted(line: PrintedLine, bands: Sequence[Band], limit: float, words: Sequence[float]) -> Parted:
    """The pieces over the columns and those over the labels. A phrase is split where a word ends at a column's right
    edge."""
    over: list[Piece] = []
    left: list[Piece] = []
    titled: Piece | None = None
    ends = flush_ends(line.pieces, bands)
    for piece in _dated(line):
        if caption(piece.text) or (titled is not None and piece.x0 - titled.x1 < 0.9 * line.size):
            titled = piece
            continue
        titled = None
        for part in _before_measure(piece, line, bands):
            flush = id(part) in ends and part.x1 > bands[0].x0
            beside = any(abs(part.x0 - x - 1) <= _OWN for x in words) and part.x0 < bands[0].x0
            alone = len(line.pieces) == 1
            apart = any(p.x1 < part.x0 - _APART * line.size for p in left) and part.x1 > bands[0].x0
            over_figures = flush or apart or _is_over(part, bands[0], limit, alone=alone)
            (over if over_figures and not beside else left).append(part)
    return over, left


def _before_measure(piece: Piece, line: PrintedLine, bands: Sequence[Band]) -> list[Piece]:
    """A phrase over the labels cut before its last word where that is a measure over the first column, as the other
    columns have one each: "Onderwerp Lasten", "Baten", "Saldo" """
    words = piece.words
    if piece.x0 > bands[0].x0:
        return _split(piece, bands)
    others = sum(1 for p in line.pieces if p is not piece and _MEASURE.fullmatch(p.text))
    if len(words) > 1 and others and _MEASURE.fullmatch(words[-1].text) and not _MEASURE.search(words[-2].text):
        last = words[-1]
        if words[-2].x1 < bands[0].x0 < last.x1 and others < len(bands):
            return [piece.part(words[:-1]), piece.part(words[-1:])]
    return _split(piece, bands)


def _is_over(part: Piece, first: Band, limit: float, *, alone: bool) -> bool:
    """True for words that stand over the columns: from the first on, or before it and reaching over it."""
    if part.x0 > first.x0:
        return True
    if part.x1 > first.x0:
        return part.x0 > limit or (part.x1 > first.x1 - 8 and part.x0 > limit - 60)
    return part.x0 > limit and part.x1 > first.x0 - 14 and not alone


def _dated(line: PrintedLine) -> list[Piece]:
    """The pieces of a head's line, a year joined to the words that it stands close to ("Begroting actueel" "2022"), and
    a month to its day."""
    out: list[Piece] = []
    for piece in line.pieces:
        last = out[-1] if out else None
        near = last is not None and piece.x0 - last.x1 < 0.9 * line.size
        if last is not None and near and any(goes(last, piece) for goes in (_is_year_of, _is_month_of, _is_of_year)):
            out[-1] = last.joined(piece)
        else:
            out.append(piece)
    return out


def _is_year_of(last: Piece, piece: Piece) -> bool:
    return last.figure is None and piece.figure is not None and not piece.free


def _is_of_year(last: Piece, piece: Piece) -> bool:
    """True for the word behind a year that stands close to it: "2024 structureel"."""
    year = last.figure is not None and last.figure.year and not last.free
    return year and piece.figure is None and piece.text[:1].islower()


def _is_month_of(last: Piece, piece: Piece) -> bool:
    return last.figure is not None and not last.free and bool(re.fullmatch(MONTH, piece.text, re.IGNORECASE))


def _halves(word: PieceWord, bands: Sequence[Band]) -> list[PieceWord]:
    """The last word of a head and the first of the next, set without a gap between: "opbrengstenGereed" where one
    column ends and another begins."""
    match = _GLUED.search(word.text)
    if match is None:
        return [word]
    cut = match.start() + 1
    x = word.x0 + cut / len(word.text) * (word.x1 - word.x0)
    if not any(a.x1 - _OWN < x < b.x0 + _OWN for a, b in pairwise(bands)):
        return [word]
    middle = word.start + cut
    return [
        PieceWord(word.text[:cut], word.start, middle, word.x0, x),
        PieceWord(word.text[cut:], middle, word.end, x, word.x1),
    ]


def _split(piece: Piece, bands: Sequence[Band]) -> list[Piece]:
    """A phrase cut after each word whose right edge is a column's, when the next word belongs to the next column."""
    words = [half for word in piece.words for half in _halves(word, bands)]
    if len(words) < 2:
        return [piece]
    if len(words) > len(piece.words):
        at = next(i for i, word in enumerate(words) if word not in piece.words)
        return [piece.part(words[: at + 1]), *_split(piece.part(words[at + 1 :]), bands)]
    end = words[-1].x1
    cuts = [
        i
        for i in range(1, len(words))
        if any(abs(words[i - 1].x1 - b.x1) <= _ALIGNED for b in bands[:-1])
        and any(b.x0 - 2 < end and abs(b.x1 - end) <= _ALIGNED for b in bands)
    ]
    return [piece.part(words[lo:hi]) for lo, hi in pairwise([0, *cuts, len(words)])] if cuts else [piece]
