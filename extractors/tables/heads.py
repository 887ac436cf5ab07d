"""The head of a region: which words stand over which column, on one to many lines, across several columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from griffier.extractors.dutch.words import MONTH
from griffier.extractors.tables.bands import Band
from griffier.extractors.tables.captions import caption, without_legend
from griffier.extractors.tables.page_rules import PageRules
from griffier.extractors.tables.pieces import Piece, PrintedLine

_MEASURE = re.compile(r"(?:baten|lasten|saldo|onttrekking(?:en)?|toevoeging(?:en)?|inkomsten|uitgaven)", re.IGNORECASE)
_LETTERS = re.compile(r"[VNILSB]\s?/\s?[VNILSB]")
_ALIGNED, _OWN = 2.0, 6.0
_REACH = 30.0
_WHOLE = re.compile(
    r"(?:jaar|meerjaren)?(?:rekening|begroting|raming|realisatie|prognose)(?:en)?|omschrijving|programma|budget(?:ten)?"
    r"|(?:toevoeg|onttrekk|vermeerder|verminder|invester|afschrijv|afloss|verplicht|voorzien|stort|uitzett"
    r"|afwijk)ing(?:en)?|gewijzigde?|bijgestelde?|vastgestelde?|primitieve?|opbrengsten?|uitgaven|inkomsten|boekwaarde",
    re.IGNORECASE,
)
"""Words of heads, whole."""


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
    parted = [_parted(line, bands, limit, beside_figures) for line in head]
    rules = _parting(head, [over for over, _ in parted], rules)
    for depth, (over, left) in enumerate(parted, 1):
        over = [p for p in over if p.x0 < remarks]
        if left:
            beside.append(" ".join(p.text for p in left))
        below = parted[depth][0] if depth < len(parted) else []
        placed = _over_repeated(over, below, bands) or _shared(over, bands, rules, len(head), lowest=depth == len(head))
        for piece, columns in placed:
            for c in _own_column(piece, columns, bands, levels):
                levels[c] += _words(piece)
    return [_joined(words) for words in levels], beside


def _over_repeated(
    over: Sequence[Piece], below: Sequence[Piece], bands: Sequence[Band]
) -> list[tuple[Piece, list[int]]]:
    """Each piece with its group of columns, where the line below repeats its words for each group ("2031 2032 2031
    2032"), wherever over its group a piece stands; [] where it does not."""
    n, size = len(bands), len(bands) // max(1, len(over))
    words = [piece.text for piece in below if without_legend(piece.text)]
    if size < 2 or len(over) < 2 or len(words) != n or size * len(over) != n or len(set(words[:size])) < size:
        return []
    if words != words[:size] * len(over):
        return []
    groups = [bands[i * size : (i + 1) * size] for i in range(len(over))]
    inside = all(g[0].x0 - _REACH <= p.x0 < g[0].x1 and p.x1 <= g[-1].x1 + 2 for p, g in zip(over, groups, strict=True))
    columns = [list(range(i * size, (i + 1) * size)) for i in range(len(over))]
    return list(zip(over, columns, strict=True)) if inside else []


def _own_column(piece: Piece, columns: list[int], bands: Sequence[Band], levels: Sequence[Sequence[str]]) -> list[int]:
    """The columns of a piece; "lasten" under "Begroting 2024" is one column of it."""
    if len(columns) > 1 and _MEASURE.fullmatch(piece.text) and any(levels[c] for c in columns):
        return [c for c in columns if bands[c].meets(piece, 0.5)][:1]
    return columns


def _words(piece: Piece) -> list[str]:
    """What a piece says of its column, without the unit and the legend of the signs."""
    words = without_legend(piece.text) or _named(piece.text)
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
        elif out and word[:1].islower() and _WHOLE.fullmatch(out[-1].split()[-1] + word.split()[0]):
            out[-1] += word  # a narrow cell breaks it without a hyphen
        else:
            out.append(word)
    return out


def _parted(
    line: PrintedLine, bands: Sequence[Band], limit: float, words: Sequence[float]
) -> tuple[list[Piece], list[Piece]]:
    """The pieces over the columns and those over the labels. A phrase is split where a word ends at a column's right
    edge."""
    over: list[Piece] = []
    left: list[Piece] = []
    titled: Piece | None = None
    ends = _flush(line.pieces, bands)
    for piece in _dated(line):
        if caption(piece.text) or (titled is not None and piece.x0 - titled.x1 < 0.9 * line.size):
            titled = piece
            continue
        titled = None
        for part in _split(piece, bands):
            if any(abs(part.x0 - x - 1) <= _OWN for x in words) and part.x0 < bands[0].x0:
                left.append(part)
            elif (
                (part.x1 > bands[0].x0 and (part.x0 > limit or (part.x1 > bands[0].x1 - 8 and part.x0 > limit - 60)))
                or (part.x0 > limit and part.x1 > bands[0].x0 - 14 and len(line.pieces) > 1)
                or part.x0 > bands[0].x0
                or (id(part) in ends and part.x1 > bands[0].x0)
            ):
                over.append(part)
            else:
                left.append(part)
    return over, left


def _dated(line: PrintedLine) -> list[Piece]:
    """The pieces of a head's line, a year joined to the words that it stands close to ("Begroting actueel" "2022"), and
    a month to its day."""
    out: list[Piece] = []
    for piece in line.pieces:
        last = out[-1] if out else None
        near = last is not None and piece.x0 - last.x1 < 0.9 * line.size
        if last is not None and near and (_is_year_of(last, piece) or _is_month_of(last, piece)):
            out[-1] = last.joined(piece)
        else:
            out.append(piece)
    return out


def _is_year_of(last: Piece, piece: Piece) -> bool:
    return last.figure is None and piece.figure is not None and not piece.free


def _is_month_of(last: Piece, piece: Piece) -> bool:
    return last.figure is not None and not last.free and bool(re.fullmatch(MONTH, piece.text, re.IGNORECASE))


def _split(piece: Piece, bands: Sequence[Band]) -> list[Piece]:
    """A phrase cut after each word whose right edge is a column's, when the next word belongs to the next column."""
    words = piece.words
    if len(words) < 2:
        return [piece]
    end = words[-1].x1
    cuts = [
        i
        for i in range(1, len(words))
        if any(abs(words[i - 1].x1 - b.x1) <= _ALIGNED for b in bands[:-1])
        and any(b.x0 - 2 < end and abs(b.x1 - end) <= _ALIGNED for b in bands)
    ]
    return [piece.part(words[lo:hi]) for lo, hi in pairwise([0, *cuts, len(words)])] if cuts else [piece]


def _even_groups(over: Sequence[Piece], bands: Sequence[Band], depth: int) -> list[list[int]]:
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


def _shared(
    over: Sequence[Piece], bands: Sequence[Band], rules: PageRules, depth: int, *, lowest: bool
) -> list[tuple[Piece, list[int]]]:
    """Each piece of a head's line with the columns that it stands over. On the lowest line, what ends with a column is
    of it alone."""
    if not over:
        return []
    n = len(bands)
    if len(over) == n:
        return [(piece, [i]) for i, piece in enumerate(over)]
    ruled = [_in_cell(piece, bands, rules) for piece in over]
    if all(ruled):
        return list(zip(over, ruled, strict=True))
    if groups := _even_groups(over, bands, depth):
        return list(zip(over, groups, strict=True))
    met = [[i for i, b in enumerate(bands) if b.meets(piece, 0.5)] for piece in over]
    out: list[tuple[Piece, list[int]]] = []
    flush = _flush(over, bands)
    middle = {} if flush else _middled(over, bands)
    for piece, hit in zip(over, met, strict=True):
        if len(over) > 1 and id(piece) in flush:
            out.append((piece, [flush[id(piece)]]))
            continue
        if id(piece) in middle:
            own = middle[id(piece)]
            out.append(
                (
                    piece,
                    [own]
                    if lowest
                    else _around(own, {at for key, at in middle.items() if key != id(piece)}, met, piece, over, n),
                )
            )
            continue
        if not lowest and flush:
            wide = _centred(piece, hit, bands, frozenset(flush.values()))
            if len(wide) > 1:
                out.append((piece, wide))
                continue
        own = lowest and len(hit) == 1 and _ends_or_centres(piece, bands[hit[0]])
        if len(hit) > 1 or (not own and len(over) <= n // 2 and depth > 1):
            hit = _centred(piece, hit, bands) or hit
        if len(hit) == 1 and min(piece.x1, bands[hit[0]].x1) - max(piece.x0, bands[hit[0]].x0) < 2:
            hit = []
        if not hit:
            hit = [
                i
                for i, b in enumerate(bands)
                if (bands[i - 1].x1 if i else bands[0].x0 - 60) < piece.centre <= b.x1 + 2
            ]
        if not hit:
            near = min(range(n), key=lambda i: max(bands[i].x0 - piece.x1, piece.x0 - bands[i].x1))
            hit = [near] if max(bands[near].x0 - piece.x1, piece.x0 - bands[near].x1) < _REACH else []
        if hit:
            out.append((piece, hit))
    return out


def _flush(over: Sequence[Piece], bands: Sequence[Band]) -> dict[int, int]:
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


def _in_cell(piece: Piece, bands: Sequence[Band], rules: PageRules) -> list[int]:
    """The columns between the upright rules left and right of a piece; [] where there are none."""
    if not rules.upright:
        return []
    left, right = rules.cell(piece.centre, (piece.top + piece.bottom) / 2)
    if left == float("-inf") or right == float("inf"):
        return []
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
