"""Tables without ruling lines, as office programs print them: columns told by the white between them, rows by theirs.

Cells of such tables are often set in the middle of their row, so that the lines of two cells lie half a line apart;
read from the top, they mix. Here every column is read by itself, and a row is what stands between two bands of white
that go through all columns. Where no such white is, the labels of the first column tell the rows: a row reaches as far
above its label as below it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from griffier.extractors.text.open_rows import cuts_of
from griffier.extractors.text.printed_pieces import Piece, pieces_of
from griffier.schemas.document import Box, Cell, Grid, Page, Part, Span, Words

_GUTTER, _NARROW = 2.5, 0.8
"""Points of white between two columns, at least; and where cells above and below part them."""
_FAR = 3.0
"""Heights of a line between two lines of one table, at most."""
_MARK = 0.75
"""Width of a bullet, in heights of its line."""
_EDGE = 1.5
"""Points by which the edges of two cells of a column may differ."""
_MOST_PAGES = 12
_HEAD_LINES, _HEAD_WORDS, _HEAD_GAP = 3, 10, 0.4
"""Lines over a table, and words of one, that may be its head; white between two of its columns, in heights."""
_MOST_COLUMNS, _MOST_LINES, _MOST_WORDS = 10, 160, 4000
_SIDE_BY_SIDE = 0.8
"""Of its column, how much a line of running text fills: two such columns are no table."""


@dataclass(slots=True)
class _Region:
    """Pieces that stand in columns, from the top, and the white between the columns."""

    pieces: list[Piece] = field(default_factory=list)
    gutters: list[tuple[float, float]] = field(default_factory=list)

    @property
    def box(self) -> Box:
        return Box(
            min(p.x0 for p in self.pieces),
            min(p.top for p in self.pieces),
            max(p.x1 for p in self.pieces),
            max(p.bottom for p in self.pieces),
        )


def open_grids(part: Part, start: int = 0, end: int | None = None) -> list[Grid]:
    """The tables without ruling lines on the pages of a part that have any of `[start, end)`, else on all of them;
    ruled ones and what has no geometry are left out. [] for more pages than are looked through for a table that no rule
    of the text found."""
    if not len(part.doc.words):
        return []
    last = part.end if end is None else end
    pages = [page for page in part.pages if page.start < last and start < page.end]
    if len(pages) > _MOST_PAGES:
        return []
    known = part.memo(_by_page)
    return [grid for page in pages for grid in known.on(part, page)]


class _Known:
    """The tables of the pages that were asked for."""

    def __init__(self) -> None:
        self._pages: dict[int, list[Grid]] = {}

    def on(self, part: Part, page: Page) -> list[Grid]:
        """The tables of a page."""
        if page.number not in self._pages:
            self._pages[page.number] = _on_page(part, page)
        return self._pages[page.number]


def _by_page(part: Part) -> _Known:
    return _Known()


def _on_page(part: Part, page: Page) -> list[Grid]:
    words = part.doc.words
    inside = words.within(page.start, page.end)
    if not 4 <= len(inside) <= _MOST_WORDS:
        return []
    taken = [grid.box for grid in part.grids if grid.box is not None and grid.page == page.number]
    regions = _regions(_lines(pieces_of(words, inside, taken)))
    return [grid for region in regions if (grid := _grid(page.number, region, words)) is not None]


def _spans(words: Words, at: Sequence[int]) -> tuple[Span, ...]:
    """Some words as spans; those that follow each other with no more than a blank between are one."""
    out: list[Span] = []
    for i in at:
        start, end = int(words.start[i]), int(words.end[i])
        if out and 0 <= start - out[-1].end <= 1:
            out[-1] = Span(out[-1].start, end)
        else:
            out.append(Span(start, end))
    return tuple(out)


def _lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that overlap in height, from the top; those of cells set in the middle may be of two printed lines."""
    out: list[list[Piece]] = []
    low = 0.0
    for piece in sorted(pieces, key=lambda p: (p.top, p.x0)):
        if out and piece.middle < low:
            out[-1].append(piece)
        else:
            out.append([piece])
            low = piece.bottom
        low = max(low, piece.top + 0.6 * piece.height) if len(out[-1]) > 1 else piece.bottom
    return out


def _regions(lines: Sequence[list[Piece]]) -> Iterator[_Region]:
    """Runs of lines that leave the same columns of white free."""
    at = 0
    while at < len(lines):
        gutters = _white(lines[at])
        run = [lines[at]]
        if gutters:
            for line in lines[at + 1 : at + _MOST_LINES]:
                fitted = _parted(run, gutters, line)
                narrowed = _narrowed(gutters, fitted)
                if len(narrowed) < len(gutters) or not _goes_on(run[-1], line):
                    break
                gutters = narrowed
                run.append(fitted)
        begin, at = at, at + len(run)
        run = _without_tail(run)
        if len(run) > 1:
            white, run = _columns(run)
            white = sorted([*white, *(g for g in gutters if not any(a < g[1] and g[0] < b for a, b in white))])
            run = _with_head(run, lines[max(0, begin - _HEAD_LINES) : begin], white)
            yield _Region([piece for line in run for piece in line], white)


def _columns(run: list[list[Piece]]) -> tuple[list[tuple[float, float]], list[list[Piece]]]:
    """The white between the columns, and the lines; a head whose words stand near each other hides none."""
    white = _white([piece for line in run for piece in line])
    below = _white([piece for line in run[1:] for piece in line])
    if len(run) > 2 and len(below) > len(white) and all(len(line) > 1 for line in run[1:3]):
        return below, [[part for piece in run[0] for part in _over_columns(piece, below)], *run[1:]]
    return white, run


def _with_head(
    run: list[list[Piece]], above: Sequence[list[Piece]], gutters: Sequence[tuple[float, float]]
) -> list[list[Piece]]:
    """The lines of a table with its head: few words above it that stand over several columns, set as they may be."""
    for line in reversed(above):
        if sum(len(piece.at) for piece in line) > _HEAD_WORDS or not _goes_on(line, run[0]):
            break
        head = [part for piece in line for part in _over_columns(piece, gutters)]
        mixed = max(p.bottom for p in head) > min(p.top for p in run[0])  # a cell of more lines than its neighbour
        if (len(head) < 2 and not mixed) or len(_narrowed(gutters, head)) < len(gutters):
            break
        run = [head, *run]
    return run


def _over_columns(piece: Piece, gutters: Sequence[tuple[float, float]]) -> Iterator[Piece]:
    """A piece of a head, parted where a blank between its words lies in the white between two columns."""
    for left, right in gutters:
        if piece.x0 < right and piece.x1 > left:
            sides = piece.sides
            apart = (k for k in range(1, len(sides)) if sides[k][0] - sides[k - 1][1] >= _HEAD_GAP * piece.height)
            k = next((k for k in apart if sides[k - 1][1] <= right and sides[k][0] >= left), None)
            if k is not None:
                before, piece = piece.parted(k)
                yield before
    yield piece


def _parted(run: Sequence[Sequence[Piece]], gutters: Sequence[tuple[float, float]], line: list[Piece]) -> list[Piece]:
    """A line in which cells that nearly touch are parted: where a word begins at the edge at which the cells above do.
    Only in a line of several cells, or one that begins in a later column: a sentence has a word anywhere."""
    edges = {round(piece.x0, 1) for above in run for piece in above}
    if len(line) == 1 and not any(abs(line[0].x0 - edge) <= _EDGE for edge in edges - {min(edges)}):
        return line
    return [part for piece in line for part in _at_edges(piece, gutters, edges)]


def _at_edges(piece: Piece, gutters: Sequence[tuple[float, float]], edges: set[float]) -> Iterator[Piece]:
    for left, right in gutters:
        if piece.x0 < left and piece.x1 > right:
            begins = ((k, piece.sides[k][0]) for k in range(1, len(piece.at)))
            near = (told for told in begins if left - 1 <= told[1] <= right + _EDGE)
            k = next((k for k, x0 in near if any(abs(x0 - edge) <= _EDGE for edge in edges)), None)
            if k is not None:
                before, piece = piece.parted(k)
                yield before
    yield piece


def _without_tail(run: list[list[Piece]]) -> list[list[Piece]]:
    """The lines of a table without lines of one cell behind it that cover columns of white."""
    columns = len(_white([piece for line in run for piece in line]))
    for stop in range(len(run) - 1, 1, -1):
        if len(run[stop]) > 1:
            break
        if len(_white([piece for line in run[:stop] for piece in line])) > columns:
            return _without_tail(run[:stop])
    return run


def _goes_on(above: Sequence[Piece], below: Sequence[Piece]) -> bool:
    return min(p.top for p in below) - max(p.bottom for p in above) < _FAR * max(p.height for p in below)


def _white(pieces: Sequence[Piece]) -> list[tuple[float, float]]:
    """The stretches across that no piece touches, between the first and the last."""
    out: list[tuple[float, float]] = []
    right = float("inf")
    for piece in sorted(pieces, key=lambda p: p.x0):
        if piece.x0 - right >= _GUTTER:
            out.append((right, piece.x0))
        right = piece.x1 if right == float("inf") else max(right, piece.x1)
    return out


def _narrowed(gutters: Sequence[tuple[float, float]], line: Sequence[Piece]) -> list[tuple[float, float]]:
    """What a line leaves of some columns of white."""
    out: list[tuple[float, float]] = []
    for left, right in gutters:
        for piece in line:
            if piece.x0 < right and piece.x1 > left:
                # a cell on one side that reaches into the white
                if piece.x0 - left >= right - piece.x1:
                    right = piece.x0
                else:
                    left = piece.x1
        if right - left >= _NARROW:
            out.append((left, right))
    return out


def _grid(number: int, region: _Region, words: Words) -> Grid | None:
    columns = _in_columns(region)
    if not 2 <= len(columns) <= _MOST_COLUMNS or _is_list(columns[0]) or _is_prose(columns):
        return None
    cuts = cuts_of(columns)
    cells = [cell for column, pieces in enumerate(columns) for cell in _cells(column, pieces, cuts, words)]
    filled = Counter(cell.row for cell in cells)
    if sum(n > 1 for n in filled.values()) < 2:
        return None
    cells.sort(key=lambda c: (c.row, c.column))
    return Grid(number, len(cuts) + 1, len(columns), tuple(cells), region.box)


def _in_columns(region: _Region) -> list[list[Piece]]:
    edges = [(left + right) / 2 for left, right in region.gutters]
    columns: list[list[Piece]] = [[] for _ in range(len(edges) + 1)]
    for piece in region.pieces:
        columns[sum((piece.x0 + piece.x1) / 2 > edge for edge in edges)].append(piece)
    return columns if all(columns) else []


def _cells(column: int, pieces: Sequence[Piece], cuts: Sequence[float], words: Words) -> Iterator[Cell]:
    rows: dict[int, list[int]] = {}
    for line in _lines(pieces):
        for piece in sorted(line, key=lambda p: p.x0):
            rows.setdefault(sum(piece.middle > cut for cut in cuts), []).extend(piece.at)
    for row, at in rows.items():
        yield Cell(row, column, _spans(words, at))


def _is_list(column: Sequence[Piece]) -> bool:
    """The bullets or the numbers of a list."""
    return all(len(piece.at) == 1 and piece.x1 - piece.x0 < _MARK * piece.height for piece in column)


def _is_prose(columns: Sequence[Sequence[Piece]]) -> bool:
    """Two columns of running text: most lines of both are full."""
    wide = [max(p.x1 for p in c) - min(p.x0 for p in c) for c in columns]
    full = [sum(p.x1 - p.x0 >= _SIDE_BY_SIDE * w for p in c) for c, w in zip(columns, wide, strict=True)]
    return all(n > 4 and n >= 0.6 * len(c) for n, c in zip(full, columns, strict=True))
