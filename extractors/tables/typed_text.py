"""Tables typed in bare text: cells between bars, or columns kept apart by blanks. Laid out on a made-up page, then read
like any other.

Cells between bars go into a grid of their own. Where blanks part the columns, a character's place in its line is its
place on the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from griffier.extractors.tables.pieces import Piece, PieceWord, PrintedLine
from griffier.extractors.tables.piecing import favours
from griffier.extractors.tables.printed_figures import figure
from griffier.schemas.document import Cell, Document, Grid, Layer, Line, Span

_RULE = re.compile(r"[\s|:+=_-]+")
_DRAWN = re.compile(r"\s*[-=_]{4,}[\s=_-]*")
"""A line drawn over a total."""
_FACE = re.compile(r"[:;]-?[()|/\\]")
"""How a task stands, typed as a face: no word of a table."""
_SEGMENT = re.compile(r"\S+(?: \S+)*")
_PROSE = re.compile(r"[a-zéëï)]{4}[.;:]\s+[A-Z]|[a-zéëï)]{4}\.$")
_WIDTH, _HEIGHT, _SIZE = 5.0, 12.0, 9.0
_LEAST, _REACH_UP, _REACH_DOWN, _GAP = 3, 8, 4, 5
_MOST_COLUMNS = 40


def barred_grids(lines: Sequence[Line]) -> list[Grid]:
    """Grids from runs of lines whose cells stand between bars ("| a | b |"); rules of dashes are left out."""
    out: list[Grid] = []
    run: list[Line] = []
    idle = 0
    for line in [*lines, None]:
        if line is not None and line.layer is Layer.BODY and line.text.count("|") >= 1 and not _prose(line):
            run.append(line)
            idle = 0
        elif line is None or not line.blank or idle:
            if (grid := _grid(run)) is not None:
                out.append(grid)
            run, idle = [], 0
        else:
            idle = 1
    return out


def _grid(run: Sequence[Line]) -> Grid | None:
    rows: list[list[tuple[int, Span]]] = []
    for line in run:
        if _RULE.fullmatch(line.text):
            continue
        text = line.text
        skip = 1 if text.startswith("|") else 0
        cells = []
        at = line.start
        for column, part in enumerate(text.split("|")):
            bare = part.strip()
            if bare and column - skip < _MOST_COLUMNS:
                start = at + part.index(bare)
                cells.append((column - skip, Span(start, start + len(bare))))
            at += len(part) + 1
        if cells:
            rows.append(cells)
    width = max((column + 1 for row in rows for column, _ in row), default=0)
    with_figures = sum(any(figure(_said(run, span)) is not None for _, span in row[1:]) for row in rows)
    if width < 2 or with_figures < 2:
        return None
    first = next(i for i, row in enumerate(rows) if len(row) > 1 and _is_row([_said(run, span) for _, span in row]))
    if not _settled(run, rows, first):
        return None
    left = min(
        c for row in rows[first:] for c, span in row if c and (f := figure(_said(run, span))) is not None and not f.year
    )
    made = []
    for i, row in enumerate(rows):
        spread = _spread([c for c, _ in row if c >= left], width) if i + 1 < first else {}
        whole = len(row) == 1 and row[0][0] == 0
        for column, span in row:
            made.append(Cell(i, column, (span,), colspan=width if whole else spread.get(column, 1)))
    return Grid(run[0].page, len(rows), width, tuple(made))


def _settled(run: Sequence[Line], rows: list[list[tuple[int, Span]]], first: int) -> bool:
    """Put the cells of a head over the columns of figures where a letter's column between them has no head; False where
    they do not fit.

    Where bars were made from a page of the web a head over two columns takes one: its cells are fewer than the columns.
    """
    filled = Counter(c for row in rows[first:] for c, _ in row)
    figures = Counter(c for row in rows[first:] for c, span in row if c and figure(_said(run, span)) is not None)
    columns = sorted(c for c, n in figures.items() if 2 * n >= filled[c])
    for i, row in enumerate(rows[:first]):
        over = [(c, span) for c, span in row if c]
        if all(filled[c] for c, _ in over) and not (len(over) == len(columns) and {c for c, _ in over} != set(columns)):
            continue
        if len(over) == len(columns):
            rows[i] = [
                *[(c, span) for c, span in row if not c],
                *((c, span) for c, (_, span) in zip(columns, over, strict=True)),
            ]
        elif over and any(c not in {h for h, _ in over} for c in columns):
            return i + 1 < first  # not the lowest line of the head: its words may span columns
    return True


def _prose(line: Line) -> bool:
    return len(line.text) > 50 and bool(_PROSE.search(line.text))


def _said(run: Sequence[Line], span: Span) -> str:
    line = next(x for x in run if x.start <= span.start <= x.end)
    return line.text[span.start - line.start : span.end - line.start]


def _is_row(cells: Sequence[str]) -> bool:
    """True for cells that hold figures other than years."""
    return any((f := figure(text)) is not None and not f.year and f.kind != "void" for text in cells[1:])


def _spread(columns: Sequence[int], width: int) -> dict[int, int]:
    """How many columns each word of an upper line of a head spans: as many for each, or the last one those that are
    left."""
    if not columns:
        return {}
    spans = [b - a for a, b in zip(columns, [*columns[1:], width], strict=True)]
    if len(set(spans)) == 1 or all(s == 1 for s in spans[:-1]):
        return dict(zip(columns, spans, strict=True))
    return {}


@dataclass(frozen=True)
class _Typed:
    """A line and its segments: what blanks or tabs part."""

    line: Line
    segments: list[tuple[int, int, str]]

    @property
    def aligned(self) -> bool:
        """True for a row: figures with wide gaps before them."""
        return any((f := figure(said)) is not None and not f.year for _, _, said in self.segments[1:])

    @property
    def crowded(self) -> bool:
        """True for a row whose figures stand one blank apart."""
        return (
            len(self.segments) == 1 and len([w for w in self.segments[0][2].split()[-3:] if figure(w) is not None]) > 1
        )


def aligned_lines(doc: Document, lines: Sequence[Line]) -> list[list[PrintedLine]]:
    """The stretches of lines in which blanks keep columns apart, as printed lines."""
    typed = [
        _Typed(line, _segments(line))
        for line in lines
        if line.layer is Layer.BODY and not line.blank and not _DRAWN.fullmatch(line.text)
    ]
    out = []
    for first, last in _stretches(typed):
        rows = [t for t in typed[first : last + 1] if t.aligned]
        if (
            len(rows) < _LEAST
            or sum(t.crowded for t in typed[first : last + 1]) * 3 > len(rows)
            or not _under_one_another(doc, rows)
        ):
            continue
        out.append(
            [_printed(doc, t) for t in typed[max(0, first - _REACH_UP) : last + 1 + _REACH_DOWN] if not _prose(t.line)]
        )
    return out


def _segments(line: Line) -> list[tuple[int, int, str]]:
    out: list[tuple[int, int, str]] = []
    for match in _SEGMENT.finditer(line.text):
        words = match[0].split(" ")
        if len(words) > 1 and figure(match[0]) is None and all(figure(w) is not None for w in words):
            at = match.start()
            for word in words:
                out.append((at, at + len(word), word))
                at += len(word) + 1
        else:
            out.append((match.start(), match.end(), match[0]))
    return out


def _stretches(typed: Sequence[_Typed]) -> Iterator[tuple[int, int]]:
    """First and last row of each run of rows with few other lines between them."""
    rows = [i for i, t in enumerate(typed) if t.aligned]
    start = 0
    for at in range(1, len(rows) + 1):
        if (
            at == len(rows)
            or rows[at] - rows[at - 1] > _GAP
            or typed[rows[at]].line.page != typed[rows[at - 1]].line.page
        ):
            yield rows[start], rows[at - 1]
            start = at


def _left(doc: Document, line: Line) -> int:
    """The place of a line's first character after the line break."""
    return line.start - (doc.text.rfind("\n", 0, line.start) + 1)


def _under_one_another(doc: Document, rows: Sequence[_Typed]) -> bool:
    """True where most figures end, or begin, in columns of characters that other rows share."""
    figures = [
        (_left(doc, t.line) + a, _left(doc, t.line) + b)
        for t in rows
        for a, b, said in t.segments[1:]
        if figure(said) is not None
    ]
    best = 0
    for side in (0, 1):
        places = Counter(place[side] for place in figures)
        best = max(
            best,
            sum(n for place, n in places.items() if sum(places[place + d] for d in (-2, -1, 0, 1, 2)) * 3 >= len(rows)),
        )
    return 10 * best >= 7 * len(figures)


def _printed(doc: Document, typed: _Typed) -> PrintedLine:
    left = _left(doc, typed.line)
    top = typed.line.index * _HEIGHT
    pieces = []
    for n, (start, end, text) in enumerate(typed.segments):
        if n and _FACE.fullmatch(text):
            continue
        a, b, x0, x1 = typed.line.start + start, typed.line.start + end, (left + start) * _WIDTH, (left + end) * _WIDTH
        words = [
            PieceWord(m[0], a + m.start(), a + m.end(), x0 + m.start() * _WIDTH, x0 + m.end() * _WIDTH)
            for m in re.finditer(r"\S+", text)
        ]
        pieces.append(
            Piece(text, a, b, typed.line.page, x0, top, x1, top + 10.0, figure(text), True, False, True, words)
        )
    return PrintedLine(typed.line.page, top, top + 10.0, favours(pieces, _SIZE), _SIZE, False)
