"""Goals and results in columns without cells: heads beside each other ("Onze ambities", "Onze acties"), goals under the
one and results under the other, or a drawn tree of both.

Which results are a goal's is seen by height: they begin where their goal does, or their goal stands at their middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import NamedTuple

from griffier.extractors.budgets.aim import Aim, marked
from griffier.extractors.budgets.outline import Outline, is_row, outline, question
from griffier.extractors.text.line_cells import cells_of
from griffier.schemas.document import Layer, Line, Part, Span

_MOST_LINES, _MOST_GROUPS = 80, 9
_GAP = 0.9
"""Of a line's height: the least blank between two columns."""
_CODE = re.compile(r"[A-Z]?\d{1,2}(?:\.\d{1,2})*\.?[a-z]?\.?")
_AMOUNT = re.compile(r"(?:€\s*)?[-–−+]?\s*\d{1,3}(?:\.\d{3})+|[-–−+]?\d{3,}")
_SHORT = 14
"""Letters at most of what stands in a column of states."""
_APART = 0.7
"""Of a line's height: the blank above what is an item of its own."""
_LOOSER = 0.08
"""Of a line's height: the blank that a sentence of its own has more above it than the next line of one."""


class WordColumns(NamedTuple):
    """Goals, each with its results, or results of no one goal; `end`: the offset behind the last."""

    goals: list[tuple[Aim | None, list[Aim]]]
    end: int


class _Piece(NamedTuple):
    """Words of one line in one column."""

    start: int
    end: int
    x0: float
    x1: float
    top: float
    bottom: float


@dataclass
class _Item:
    aim: Aim
    top: float
    bottom: float

    @property
    def centre(self) -> float:
        """Its middle in height."""
        return (self.top + self.bottom) / 2


def aim_columns(part: Part, taken: Sequence[tuple[int, int]]) -> dict[int, WordColumns]:
    """The columns of goals and results of a part by the start of their heads' line. `taken`: the stretches that are
    tables with cells."""
    out: dict[int, WordColumns] = {}
    if not len(part.doc.words):
        return out
    lines = [line for line in part.lines if not line.blank and line.layer is Layer.BODY]
    for i, line in enumerate(lines):
        asked = [question(cell.text) for cell in cells_of(line.text)]
        if asked.count("act") < 1 or asked.count("aim") > 1 or len(asked) < 2:
            continue
        if any(a <= line.start < b for a, b in taken):
            continue
        edges = [_edge(part, cell.start, cell.end) for cell in cells_of(line.text, line.start)]
        below, act = lines[i + 1 : i + 1 + _MOST_LINES], asked.index("act")
        if "aim" in asked:
            found = _read(part, below, edges, asked.index("aim"), act)
        else:
            found = _of_results(part, below, edges, act)
        if found is not None:
            out[line.start] = found
    return out


def rest_of_row(part: Part, end: int, edges: Sequence[float]) -> dict[int, list[Span]]:
    """The lines at the top of a page that end the row with which the page before ends at the offset `end`, by column:
    the first goes on with a word in small letters. {} where they begin something else."""
    before = part.doc.line_at(end - 1)
    lines = [line for line in part.doc.lines[before.index + 1 :][:_MOST_LINES] if not line.blank and line.start >= end]
    lines = [line for line in lines if line.layer is Layer.BODY]
    out: dict[int, list[Span]] = {}
    sketch = part.memo(outline)
    last: Line | None = None
    for line in lines:
        pieces = _pieces(part, line, edges)
        if pieces is None or line.page != before.page + 1 or _heads(sketch, line) or _far(last, line):
            break
        if not out and not any(part.doc.text[piece.start].islower() for _, piece in pieces):
            break
        for at, piece in pieces:
            out.setdefault(at, []).append(Span(piece.start, piece.end))
        last = line
    return out


def _far(above: Line | None, line: Line) -> bool:
    if above is None or above.box is None or line.box is None:
        return False
    return line.box.top - above.box.bottom > (line.box.bottom - line.box.top)


def _edge(part: Part, start: int, end: int) -> float:
    first = part.doc.words.within(start, end)
    return float(part.doc.words.x0[first[0]]) if first else 0.0


def _of_results(part: Part, lines: Sequence[Line], edges: Sequence[float], act: int) -> WordColumns | None:
    """The results of a table without cells whose heads name no goal: "Nr. | Actie | Gereed". A column of amounts makes
    it another table."""
    columns = _by_column(part, lines, edges)
    words = columns.pop(act, [])
    if not words or is_row(lines[0].text):
        return None
    others = [p for own in columns.values() for p in own]
    codes = [p for at, own in columns.items() if at < act for p in own]
    if _any(part, _AMOUNT, others) or not all(_any(part, _CODE, [p]) for p in codes):
        return None
    aims = _by_code(codes, words) if codes else [item.aim for item in _items(part, words, goal=False)]
    return WordColumns([(None, aims)], max(piece.end for piece in (*words, *others)))


def _any(part: Part, pattern: re.Pattern[str], pieces: Sequence[_Piece]) -> bool:
    return any(pattern.fullmatch(part.doc.text[p.start : p.end]) for p in pieces)


def _by_code(codes: Sequence[_Piece], words: Sequence[_Piece]) -> list[Aim]:
    """The words beside and under each number of a column of numbers; words above the first have none."""
    out: list[Aim] = []
    for piece in sorted(words, key=lambda p: (p.top, p.x0)):
        code = next((p for p in codes if abs(p.top - piece.top) < 3), None)
        if code is not None or not out:
            out.append(Aim([], Span(code.start, code.end) if code is not None else None))
        out[-1].spans.append(Span(piece.start, piece.end))
    return out


def _by_column(part: Part, lines: Sequence[Line], edges: Sequence[float]) -> dict[int, list[_Piece]]:
    """The words under heads by column, up to where they end."""
    columns: dict[int, list[_Piece]] = {}
    sketch = part.memo(outline)
    for line in lines:
        pieces = _pieces(part, line, edges)
        if pieces is None or line.page != lines[0].page or _heads(sketch, line):
            break
        for at, piece in pieces:
            columns.setdefault(at, []).append(piece)
    return columns


def _read(part: Part, lines: Sequence[Line], edges: Sequence[float], aim: int, act: int) -> WordColumns | None:
    columns = _by_column(part, lines, edges)
    goals = _items(part, columns.get(aim, []), goal=True)
    results = _items(part, columns.get(act, []), goal=False, rows=_row_tops(columns, (aim, act)))
    if not goals or not results:
        return None
    end = max(piece.end for own in columns.values() for piece in own)
    return WordColumns(_tied(goals, results), end)


def _heads(sketch: Outline, line: Line) -> bool:
    """Does a line head something else: by its question, or by larger type?"""
    head = sketch.heads.get(line.index)
    return head is not None and (head.question is not None or bool(head.line.heading) or head.weight > 2.5)


def _pieces(part: Part, line: Line, edges: Sequence[float]) -> list[tuple[int, _Piece]] | None:
    """The words of a line by column; None where it runs from one into the next, or begins left of all."""
    words = part.doc.words
    out: list[tuple[int, _Piece]] = []
    for i in words.within(line.start, line.end):
        x0, x1 = float(words.x0[i]), float(words.x1[i])
        top, bottom = float(words.top[i]), float(words.bottom[i])
        at = sum(x0 > edge - 8 for edge in edges) - 1
        last = out[-1] if out else None
        mark = _is_mark(last)
        near = last is not None and x0 - last[1].x1 < _GAP * (bottom - top) and not _codes(part, last, at, x0, edges)
        if last is not None and (near or (mark and at == last[0])) and at >= last[0]:
            if at > last[0] and not mark:
                return None
            out[-1] = (last[0], last[1]._replace(end=int(words.end[i]), x1=x1))
        elif at < 0:
            return None
        else:
            out.append((at, _Piece(int(words.start[i]), int(words.end[i]), x0, x1, top, bottom)))
    return out


def _is_mark(piece: tuple[int, _Piece] | None) -> bool:
    """Is what stands before words the mark of a list?"""
    return piece is not None and piece[1].end - piece[1].start < 3


def _codes(part: Part, last: tuple[int, _Piece], at: int, x0: float, edges: Sequence[float]) -> bool:
    """Is a number the cell before words that begin at the edge of the column `at`, however near it stands?"""
    said = part.doc.text[last[1].start : last[1].end]
    return at > last[0] and abs(x0 - edges[at]) < 4 and _CODE.fullmatch(said) is not None


def _items(part: Part, pieces: Sequence[_Piece], *, goal: bool, rows: Sequence[float] = ()) -> list[_Item]:
    """The items of a column: each mark of a list begins one, and words behind a blank or a line that had room,
    or as high as a row begins (`rows`)."""
    out: list[_Item] = []
    ordered = sorted(pieces, key=lambda p: (p.top, p.x0))
    right = max((p.x1 for p in ordered), default=0.0)
    last: _Piece | None = None
    tight = min((b.top - a.bottom for a, b in pairwise(ordered)), default=0.0)
    for piece in ordered:
        item = marked(part.doc.text[piece.start : piece.end], piece.start, goal=goal)
        begins = last is None or any(abs(piece.top - top) < 3 for top in rows)
        if item is None and last is not None and not begins and not _begins(part, last, piece, right, tight):
            out[-1].aim.spans.append(Span(piece.start, piece.end))
            out[-1].bottom = piece.bottom
        else:
            out.append(_Item(item or Aim([Span(piece.start, piece.end)]), piece.top, piece.bottom))
        last = piece
    return out


def _row_tops(columns: dict[int, list[_Piece]], told: tuple[int, int]) -> list[float]:
    """Where rows begin, by a column of marks or short words beside those of goals and results."""
    short = (own for at, own in columns.items() if at not in told and all(p.end - p.start <= _SHORT for p in own))
    return next(([piece.top for piece in own] for own in short), [])


def _begins(part: Part, last: _Piece, piece: _Piece, right: float, tight: float) -> bool:
    """Do words without a mark begin an item: a capital behind a blank, where the line above had room for them, or a
    sentence behind another where lines stand farther apart than those of the column do (`tight`)?"""
    said = part.doc.text[piece.start : piece.end]
    height = piece.bottom - piece.top
    if piece.top - last.bottom > _APART * height:
        return True
    if _next_sentence(part, last, piece, tight):
        return True
    word = len(said.split()[0]) / max(1, len(said)) * (piece.x1 - piece.x0)
    return said[:1].isupper() and last.x1 + word + height < right


def _next_sentence(part: Part, last: _Piece, piece: _Piece, tight: float) -> bool:
    """Does a sentence begin under another, farther from it than lines stand apart (`tight`)?"""
    apart = piece.top - last.bottom - tight > _LOOSER * (piece.bottom - piece.top)
    return apart and part.doc.text[piece.start].isupper() and part.doc.text[last.end - 1] in ".!?"


def parted(part: Part, prose: Sequence[Span]) -> list[Span]:
    """The paragraphs of a column that was read as prose, where no blank line but a little more room parts them."""
    pieces = [
        _Piece(line.start, line.end, line.box.x0, line.box.x1, line.box.top, line.box.bottom)
        for span in prose
        for line in part.doc.lines[part.doc.line_at(span.start).index : part.doc.line_at(span.end - 1).index + 1]
        if not line.blank and line.box is not None
    ]
    begins = {span.start for span in prose}
    tight = min((b.top - a.bottom for a, b in pairwise(pieces) if b.top > a.top), default=0.0)
    out: list[Span] = []
    for i, piece in enumerate(pieces):
        if not out or piece.start in begins or _next_sentence(part, pieces[i - 1], piece, tight):
            out.append(Span(piece.start, piece.end))
        else:
            out[-1] = Span(out[-1].start, piece.end)
    return out or list(prose)


def _tied(goals: list[_Item], results: list[_Item]) -> list[tuple[Aim | None, list[Aim]]]:
    """Each goal with its results, as the heights part them; where they do not, the results are of no one goal."""
    best = min(_ways(goals, results), key=lambda way: way[0], default=None)
    height = goals[0].bottom - goals[0].top
    if best is None or best[0] > 1.5 * height * len(goals):
        return [*((goal.aim, []) for goal in goals), (None, [result.aim for result in results])]
    return [(goal.aim, [r.aim for r in own]) for goal, own in zip(goals, best[1], strict=True)]


def _ways(goals: list[_Item], results: list[_Item]) -> Iterator[tuple[float, list[list[_Item]]]]:
    """The ways to part the results among the goals in order, each with how far it is off: from the top of the goals, or
    from their middle."""
    if len(goals) > len(results) or len(goals) > _MOST_GROUPS or len(results) > 4 * _MOST_GROUPS:
        return
    if len(goals) > 4:
        cuts = [tuple(sum(r.top < g.top - 3 for r in results) for g in goals[1:])]
    else:
        cuts = list(combinations(range(1, len(results)), len(goals) - 1))
    for cut in cuts:
        bounds = [0, *cut, len(results)]
        groups = [results[lo:hi] for lo, hi in pairwise(bounds)]
        if all(groups):
            pairs = list(zip(goals, groups, strict=True))
            yield sum(abs(goal.top - own[0].top) for goal, own in pairs), groups
            yield sum(abs(goal.centre - (own[0].top + own[-1].bottom) / 2) for goal, own in pairs), groups
