"""Which columns a piece of a head stands over: one, or the several that it spans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from griffier.extractors.tables.bands import Band
from griffier.extractors.tables.captions import without_legend
from griffier.extractors.tables.page_rules import PageRules
from griffier.extractors.tables.pieces import Piece

_ALIGNED = 2.0
_REACH = 30.0
_OFF = 9.0
_YEAR = re.compile(r"20\d\d")
Placed = list[tuple[Piece, list[int]]]
"""Pieces of a head's line, each with its columns."""


def over_repeated(over: Sequence[Piece], below: Sequence[Piece], bands: Sequence[Band]) -> Placed:
    """Each piece with its group of columns, where the line below repeats its words for each group ("2031 2032 2031
    2032"), wherever over its group a piece stands; [] where it does not."""
    words = [piece.text for piece in below if without_legend(piece.text)]
    if len(over) < 2 or len(words) != len(bands):
        return []
    size = _repeated(words, len(over))
    if not size:
        return []
    groups = [bands[i * size : (i + 1) * size] for i in range(len(over))]
    inside = all(
        g[0].x0 - _REACH <= p.x0 < g[-1].x1 and p.x1 <= g[-1].x1 + 2 for p, g in zip(over, groups, strict=True)
    )
    columns = [list(range(i * size, (i + 1) * size)) for i in range(len(over))]
    return list(zip(over, columns, strict=True)) if inside else []


def over_years(over: Sequence[Piece], below: Sequence[Piece], bands: Sequence[Band]) -> Placed:
    """The one phrase of a line with the columns of successive years that the line below names, where it stands in the
    middle of their cells; [] where it does not."""
    years = [(i, int(p.text)) for p in below if _YEAR.fullmatch(p.text) for i, b in enumerate(bands) if b.meets(p)]
    columns = [i for i, _ in years]
    if len(over) != 1 or len(years) < 2 or columns != list(range(columns[0], columns[0] + len(columns))):
        return []
    if any(b != a + 1 for (_, a), (_, b) in pairwise(years)):
        return []
    left, right = bands[columns[0]], bands[columns[-1]]
    step = (right.x1 - left.x1) / (len(columns) - 1)
    middle = (left.x1 - step + right.x1) / 2
    return [(over[0], columns)] if abs(over[0].centre - middle) < _OFF else []


def _repeated(words: Sequence[str], times: int) -> int:
    """How many words are repeated `times` times, perhaps with fewer others behind them ("Verschil"); 0 for none."""
    size = words.index(words[0], 1) if words[0] in words[1:] else 0
    group, rest = list(words[:size]), words[size * times :]
    if size < 2 or len(set(group)) < size or len(rest) >= size or set(rest) & set(group):
        return 0
    return size if list(words[: size * times]) == group * times else 0


def even_groups(over: Sequence[Piece], bands: Sequence[Band], depth: int) -> list[list[int]]:
    """The columns of each piece where all pieces stand over as many; [] where they do not. The only line of a head
    stands over all of its columns."""
    n = len(bands)
    if not 1 < len(over) < n or n % len(over):
        return []
    size = n // len(over)
    groups = [list(range(i * size, (i + 1) * size)) for i in range(len(over))]
    inner = [[i for i, b in enumerate(bands) if b.meets(piece, -1.0)] for piece in over]
    if depth == 1 and inner != groups:
        return []
    fits = all(set(m) <= set(g) and _heads_group(p, g, bands) for p, g, m in zip(over, groups, inner, strict=True))
    return groups if fits else []


def shared(over: Sequence[Piece], bands: Sequence[Band], rules: PageRules, depth: int, *, lowest: bool) -> Placed:
    """Each piece of a head's line with the columns that it stands over. On the lowest line, what ends with a column is
    of it alone."""
    if not over:
        return []
    if len(over) == len(bands):
        return [(piece, [i]) for i, piece in enumerate(over)]
    ruled = [_in_cell(piece, bands, rules) for piece in over]
    if all(columns is not None for columns in ruled) and any(ruled):
        return [(piece, columns) for piece, columns in zip(over, ruled, strict=True) if columns]
    if groups := even_groups(over, bands, depth):
        return list(zip(over, groups, strict=True))
    line = _HeadLine(over, bands, depth, lowest)
    return [(piece, columns) for piece in over if (columns := line.columns(piece))]


def in_cells(over: Sequence[Piece], placed: Placed, upper: Placed, bands: Sequence[Band]) -> Placed:
    """The pieces of a line with their columns, after those above: what goes on right under a phrase, alone under it, is
    of its cell."""
    found = {id(piece): columns for piece, columns in placed}
    out: Placed = []
    for piece in over:
        above = max((q for q in upper if goes_on(q[0], piece)), key=lambda q: q[0].bottom, default=None)
        if above is not None and _alone(piece, over, [bands[i] for i in above[1]]):
            out.append((piece, above[1]))
        elif id(piece) in found:
            out.append((piece, found[id(piece)]))
    return out


def from_below(rows: Sequence[Placed], bands: Sequence[Band], told: Sequence[bool]) -> list[Placed]:
    """The rows of a head, a row whose words all go on in those below it over the columns of these: the first lines of
    cells of many lines. What is below must be told apart better: by words over each column, or by more words. What
    stands in the middle of its columns stays over them, and what the words below it tell (`told`)."""
    out = list(rows)
    for k in range(len(out) - 2, -1, -1):
        upper, lower = out[k], out[k + 1]
        better = len(lower) == len(bands) or len(lower) > len(upper) or lower is not rows[k + 1]
        cells = [[columns for p, columns in lower if goes_on(piece, p)] for piece, _ in upper]
        stays = told[k] or (_in_middle(upper, bands) and not _share(upper))
        if better and len(upper) > 1 and all(len(c) == 1 for c in cells) and not stays:
            out[k] = [(piece, found[0]) for (piece, _), found in zip(upper, cells, strict=True)]
    return out


def _share(placed: Placed) -> bool:
    """True where two phrases were put over one column: one of them stands elsewhere."""
    columns = [i for _, own in placed for i in own]
    return len(set(columns)) < len(columns)


def _in_middle(placed: Placed, bands: Sequence[Band]) -> bool:
    """True where each phrase over several columns stands in their middle."""
    wide = [(p, bands[columns[0]], bands[columns[-1]]) for p, columns in placed if len(columns) > 1]
    off = (abs((left.x0 + right.x1) / 2 - p.centre) - 0.12 * (right.x1 - left.x0) for p, left, right in wide)
    return bool(wide) and all(x < 4 for x in off)


def goes_on(upper: Piece, piece: Piece) -> bool:
    """True where a piece is set under another as the next line of its cell: as close as lines are, on one edge or
    middle."""
    gap = piece.top - upper.bottom
    height = piece.bottom - piece.top
    if not -0.3 * height < gap < 0.6 * height or upper.bold != piece.bold:
        return False
    off = min(abs(upper.x0 - piece.x0), abs(upper.x1 - piece.x1), abs(upper.centre - piece.centre))
    return off <= _ALIGNED


def _alone(piece: Piece, over: Sequence[Piece], bands: Sequence[Band]) -> bool:
    """True where no other piece of the line stands over these columns."""
    left, right = bands[0].x0, bands[-1].x1
    return len(bands) == 1 or not any(p is not piece and p.x0 < right and p.x1 > left for p in over)


class _HeadLine:
    """A line of a head whose pieces tell their columns by where they stand."""

    def __init__(self, over: Sequence[Piece], bands: Sequence[Band], depth: int, lowest: bool) -> None:
        self.over, self.bands, self.depth, self.lowest = over, bands, depth, lowest
        self.met = [[i for i, b in enumerate(bands) if b.meets(piece, 0.5)] for piece in over]
        self.flush = flush_ends(over, bands)
        self.middle = {} if self.flush else _middled(over, bands)

    def columns(self, piece: Piece) -> list[int]:
        """The columns of a piece; [] where it is over none."""
        if len(self.over) > 1 and id(piece) in self.flush:
            return [self.flush[id(piece)]]
        if id(piece) in self.middle:
            return self._around_middle(piece)
        hit = next(met for other, met in zip(self.over, self.met, strict=True) if other is piece)
        if not self.lowest and self.flush:
            wide = _centred(piece, hit, self.bands, frozenset(self.flush.values()))
            if len(wide) > 1:
                return wide
        return self._met(piece, hit) or self._between(piece) or self._near(piece)

    def _around_middle(self, piece: Piece) -> list[int]:
        own = self.middle[id(piece)]
        if self.lowest:
            return [own]
        others = {at for key, at in self.middle.items() if key != id(piece)}
        return _around(own, others, self.met, piece, self.over, len(self.bands))

    def _met(self, piece: Piece, hit: list[int]) -> list[int]:
        """The columns that a piece reaches into, or in whose middle it stands."""
        own = self.lowest and len(hit) == 1 and _ends_or_centres(piece, self.bands[hit[0]])
        few = not own and len(self.over) <= len(self.bands) // 2 and self.depth > 1
        if len(hit) > 1 or few:
            hit = _centred(piece, hit, self.bands) or hit
        if len(hit) == 1:
            band = self.bands[hit[0]]
            return hit if min(piece.x1, band.x1) - max(piece.x0, band.x0) >= 2 else []
        return hit

    def _between(self, piece: Piece) -> list[int]:
        """The column whose cell the piece stands in: between the end of the column before and its own."""
        starts = [self.bands[0].x0 - 60, *(b.x1 for b in self.bands)]
        return [i for i, b in enumerate(self.bands) if starts[i] < piece.centre <= b.x1 + 2]

    def _near(self, piece: Piece) -> list[int]:
        away = [max(b.x0 - piece.x1, piece.x0 - b.x1) for b in self.bands]
        nearest = away.index(min(away))
        return [nearest] if away[nearest] < _REACH else []


def flush_ends(over: Sequence[Piece], bands: Sequence[Band]) -> dict[int, int]:
    """The phrases (by identity) that end where one column ends, and which; {} where they are not most of the line."""
    out: dict[int, int] = {}
    for piece in over:
        ends = [i for i, b in enumerate(bands) if abs(piece.x1 - b.x1) <= _ALIGNED]
        if len(ends) == 1 and not any(b.meets(piece, 0) for i, b in enumerate(bands) if i != ends[0]):
            out[id(piece)] = ends[0]
    return out if len(out) > 1 and 2 * len(out) > len(over) else {}


def _ends_or_centres(piece: Piece, band: Band) -> bool:
    """True where a phrase ends with a column, or stands in its middle."""
    return abs(piece.x1 - band.x1) <= 2.5 or abs(piece.centre - (band.x0 + band.x1) / 2) <= _ALIGNED


def _middled(over: Sequence[Piece], bands: Sequence[Band]) -> dict[int, int]:
    """The phrases (by identity) that stand in the middle of a column, and which; {} where they are not most of the
    line."""
    out: dict[int, int] = {}
    for piece in over:
        under = [i for i, b in enumerate(bands) if abs(piece.centre - (b.x0 + b.x1) / 2) <= _ALIGNED]
        if len(under) == 1:
            out[id(piece)] = under[0]
    return out if len(out) > 1 and 2 * len(out) > len(over) and len(set(out.values())) == len(out) else {}


def _around(
    own: int, taken: set[int], met: Sequence[Sequence[int]], piece: Piece, over: Sequence[Piece], n: int
) -> list[int]:
    """The columns around the middle one of a phrase, as many on each side as nothing else stands over."""
    others = taken | {i for other, hit in zip(over, met, strict=True) if other is not piece for i in hit}
    reach = 0
    while own - reach - 1 >= 0 and own + reach + 1 < n and not {own - reach - 1, own + reach + 1} & others:
        reach += 1
    return list(range(own - reach, own + reach + 1))


def _heads_group(piece: Piece, group: Sequence[int], bands: Sequence[Band]) -> bool:
    """True where a phrase stands in the middle of a group of columns, or begins where the group does."""
    left, right = bands[group[0]], bands[group[-1]]
    width = right.x1 - left.x0
    return abs((left.x0 + right.x1) / 2 - piece.centre) < 0.22 * width + 6 or (
        left.x0 - 40 < piece.x0 < left.x1 - 2 and abs(piece.x1 - left.x1) > 3
    )


def _in_cell(piece: Piece, bands: Sequence[Band], rules: PageRules) -> list[int] | None:
    """The columns between the upright rules left and right of a piece; None where there are no rules."""
    if not rules.upright:
        return None
    left, right = rules.cell(piece.centre, (piece.top + piece.bottom) / 2)
    if left == float("-inf") or right == float("inf"):
        return None
    return [i for i, b in enumerate(bands) if left - 1 <= (b.x0 + b.x1) / 2 <= right + 1]


def _centred(piece: Piece, hit: Sequence[int], bands: Sequence[Band], taken: frozenset[int] = frozenset()) -> list[int]:
    """The widest run of columns in whose middle a phrase stands, none of them taken; [] where that is only its own."""
    best: list[int] = []
    n = len(bands)
    for a in range(n):
        for b in range(a + 1, n):
            run = list(range(a, b + 1))
            if (hit and not set(hit) <= set(run)) or taken & set(run):
                continue
            middle = (bands[a].x0 + bands[b].x1) / 2
            step = (bands[b].x1 - bands[a].x1) / (b - a)  # cells are wider than their figures
            of_cells = (bands[a].x1 - step + bands[b].x1) / 2
            near = abs(middle - piece.centre) < 9 or (bool(taken) and abs(of_cells - piece.centre) < 9)
            if near and len(run) > len(best):
                best = run
    return best
