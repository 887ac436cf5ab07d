"""Tables of goals and results: "Wat willen we bereiken? | Wat gaan we daarvoor doen?", "Doelstelling | Resultaat |
Indicator"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from griffier.extractors.budgets.aim import Aim, marked
from griffier.extractors.budgets.aim_bare_tables import are_words, bare_table
from griffier.extractors.budgets.aim_cells import (
    CODE,
    asked_by,
    in_reach,
    is_figure,
    items,
    items_of,
    lines_of,
    text_of,
)
from griffier.extractors.budgets.aim_columns import aim_columns, rest_of_row
from griffier.extractors.budgets.aim_table import AimTable
from griffier.extractors.budgets.outline import Question, question
from griffier.extractors.text.line_cells import cells_of
from griffier.schemas.document import Cell, Document, Grid, Layer, Line, Part, Span


class _Columns(NamedTuple):
    """The columns under the head of the goals and under those of results."""

    aim: range | None
    acts: list[range]

    @property
    def all(self) -> list[range]:
        return [*([self.aim] if self.aim is not None else []), *self.acts]


def aim_tables(part: Part) -> dict[int, AimTable | int]:
    """The tables with cells of a part by the start of their first line: what they say of goals, or for other tables
    where they end; and the columns of goals that have no cells."""
    out: dict[int, AimTable | int] = {}
    open_: _Open | None = None
    opened: list[_Open] = []
    for grid in part.grids:
        start, end = _reach(grid)
        if grid.columns < 2 or not part.start <= start < part.end:
            continue
        first, rows = part.doc.line_at(start), _rows(grid)
        if open_ is not None and open_.goes_on(part, grid, first, rows):
            open_ = opened[-1] = open_._replace(table=open_.table._replace(end=end))
            out[open_.start], out[first.start] = open_.table, end
            continue
        by_side = _by_side(part.doc, rows, end)
        open_ = _opened(part, grid, first, rows, end) if by_side is None else None
        if open_ is not None:
            out[open_.start] = open_.table
            opened.append(open_)
        else:
            out[first.start] = by_side or bare_table(part.doc, rows, end) or end
    for one in opened:
        one.cut(part)
    loose = aim_columns(part, [(start, _end_of(table)) for start, table in out.items()])
    return out | {start: AimTable(f.goals, f.end, f.goals[0][0] is not None, []) for start, f in loose.items()}


def _reach(grid: Grid) -> tuple[int, int]:
    """Where the words of a grid begin and end; -1 where it has none."""
    spans = [s for cell in grid.cells for s in cell.spans]
    return min((s.start for s in spans), default=-1), max((s.end for s in spans), default=-1)


def _end_of(table: AimTable | int) -> int:
    return table if isinstance(table, int) else table.end


def _opened(part: Part, grid: Grid, first: Line, rows: Sequence[dict[int, Cell]], end: int) -> _Open | None:
    """The table of goals that a grid is by its heads, in its first rows or in the line above it."""
    n, columns = _head(part.doc, rows)
    if columns is not None and (table := _body(part.doc, rows[n:], columns, end)) is not None:
        return _Open(first.start, table, columns, grid.columns, _edges(part.doc, rows))
    above = _line_above(part, first)
    columns = _columns_below(part.doc, rows, above) if above is not None else None
    table = _body(part.doc, rows, columns, end) if columns is not None else None
    if above is None or columns is None or table is None:
        return None
    return _Open(above.start, table, columns, grid.columns, _edges(part.doc, rows))


def _line_above(part: Part, first: Line) -> Line | None:
    """The line with text right above a table."""
    lines = (line for line in reversed(part.doc.lines[max(0, first.index - 3) : first.index]) if not line.blank)
    above = next(lines, None)
    return above if above is not None and above.start >= part.start else None


def _columns_below(doc: Document, rows: Sequence[dict[int, Cell]], above: Line) -> _Columns | None:
    """The columns under heads that stand in a line over the rules: as many as the table has, a column of codes counted
    with that of its words."""
    asked = [question(cell.text) for cell in cells_of(above.text)]
    if asked.count("aim") != 1:
        return None
    width = _width(rows)
    parted = [row for row in rows if not _over_all(row, width)]
    reaches: list[range] = []
    coded = False
    for column in sorted({column for row in rows for column in row}):
        start = reaches.pop().start if coded else column
        reaches.append(range(start, column + 1))
        coded = _holds_codes(doc, parted, column)
    acts = [reach for reach, q in zip(reaches, asked, strict=False) if q in ("act", "reached", "focus")]
    if not acts or len(reaches) != len(asked):
        return None
    return _Columns(reaches[asked.index("aim")], acts)


def _holds_codes(doc: Document, rows: Sequence[dict[int, Cell]], column: int) -> bool:
    texts = [text for row in rows if (text := text_of(doc, row.get(column)))]
    return bool(texts) and all(CODE.fullmatch(text) for text in texts)


def _rows(grid: Grid) -> list[dict[int, Cell]]:
    """The cells that begin in each row, by column."""
    rows: dict[int, dict[int, Cell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell
    return [rows[i] for i in sorted(rows)]


def _head(doc: Document, rows: Sequence[dict[int, Cell]]) -> tuple[int, _Columns | None]:
    """What the first or second row says that the columns hold, and how many rows that takes."""
    heads = ((n, columns) for n, head in enumerate(rows[:2], 1) if (columns := _columns(doc, head)) is not None)
    return next(heads, (0, None))


class _Open(NamedTuple):
    """A table of goals that the next page may go on with: where it begins, and of how many columns its grid is."""

    start: int
    table: AimTable
    columns: _Columns
    width: int
    edges: dict[int, float]
    """Where the words of each column begin, in points; {} where the words have no boxes."""

    def cut(self, part: Part) -> None:
        """Take in the rest of a last row that the page break cuts, where no grid stands around it."""
        starts = sorted(self.edges)
        found = rest_of_row(part, self.table.end, [self.edges[c] for c in starts]) if starts else {}
        goal, results = self.table.goals[-1]
        for at, spans in found.items():
            if goal is not None and self.columns.aim is not None and starts[at] in self.columns.aim:
                goal.spans.extend(spans)
            elif any(starts[at] in reach for reach in self.columns.acts):
                for span in spans:
                    item = marked(part.doc.text[span.start : span.end], span.start, goal=False)
                    if item is None and results:
                        results[-1].spans.append(span)
                    else:
                        results.append(item or Aim([span]))

    def goes_on(self, part: Part, grid: Grid, first: Line, rows: Sequence[dict[int, Cell]]) -> bool:
        """Take in the rows of a grid on the next page; of its first row the words that end the cells of the page
        before. False where they are of another table."""
        if grid.columns != self.width or not _over_page(part, self.table.end, first):
            return False
        n, columns = _head(part.doc, rows)
        rows = rows[n:]
        ended = bool(rows) and self._end(part.doc, rows[0], columns or self.columns)
        if not rows or (columns is not None and not ended):
            return False  # the same heads once more may be of the next programme
        rest = _body(part.doc, rows[ended:], columns or self.columns, self.table.end)
        self.table.goals.extend(rest.goals if rest is not None else [])
        return ended or rest is not None

    def _end(self, doc: Document, row: dict[int, Cell], columns: _Columns) -> bool:
        goal, results = self.table.goals[-1]
        acts = [in_reach(doc, row, reach)[1] for reach in columns.acts]
        ends = _tail(doc, in_reach(doc, row, columns.aim)[1]) if columns.aim is not None else []
        if not (ends or any(_tail(doc, cell) for cell in acts)):
            return False
        if goal is not None:
            goal.spans.extend(ends)
        if results:
            results[-1].spans.extend(span for cell in acts for span in _tail(doc, cell))
        results += [item for cell in acts for item in items_of(doc, cell, goal=False, tail=True)]
        return True


def _edges(doc: Document, rows: Sequence[dict[int, Cell]]) -> dict[int, float]:
    out: dict[int, float] = {}
    for column, cell in (pair for row in rows for pair in row.items()):
        for i in (i for span in cell.spans for i in doc.words.within(span.start, span.end)):
            out[column] = min(out.get(column, float("inf")), float(doc.words.x0[i]))
    return out


def _over_page(part: Part, end: int, first: Line) -> bool:
    """Does a table begin on the page after that on which another ends, nothing but what runs over the pages between?"""
    if first.page != part.doc.page_at(end - 1).number + 1:
        return False
    between = part.doc.lines[part.doc.line_at(end - 1).index + 1 : first.index]
    return all(line.blank or line.layer is not Layer.BODY or line.end <= end for line in between)


def _tail(doc: Document, cell: Cell | None) -> list[Span]:
    """The first lines of a cell that go on with a word in small letters, before any mark of a list."""
    lines = lines_of(doc, cell) if cell is not None else []
    if not lines or not doc.text[lines[0].start].islower():
        return []
    return list(takewhile(lambda line: marked(doc.text[line.start : line.end], line.start) is None, lines))


def _width(rows: Sequence[dict[int, Cell]]) -> int:
    """How many columns a table has."""
    return max(cell.column + cell.colspan for row in rows for cell in row.values())


def _over_all(row: dict[int, Cell], width: int) -> bool:
    """Is a row one cell over all columns? It heads the rows under it."""
    return width > 1 and 0 in row and row[0].colspan >= width and bool(row[0].spans)


def _body(doc: Document, rows: Sequence[dict[int, Cell]], columns: _Columns, end: int) -> AimTable | None:
    """The rows under the heads."""
    columns = columns._replace(acts=_worded(doc, rows, columns.acts))
    table = AimTable([], end, columns.aim is not None, [])
    width = _width(rows) if rows else 0
    for row in rows:
        if _over_all(row, width):
            table.headings.append((len(table.goals), Span(row[0].spans[0].start, row[0].spans[-1].end)))
            continue
        if any(is_figure(doc, row, reach) for reach in columns.all):
            return None  # a column of figures: a financial result
        own = items(doc, row, columns.aim, goal=True) if columns.aim is not None else []
        _take(table, own, [item for reach in columns.acts for item in items(doc, row, reach, goal=False)])
    return table if table.goals else None


def _worded(doc: Document, rows: Sequence[dict[int, Cell]], acts: list[range]) -> list[range]:
    """The columns of results without those that hold states ("Ja", "Gereed") beside one of words."""
    texts = [[text_of(doc, in_reach(doc, row, reach)[1]) for row in rows] for reach in acts]
    worded = [reach for reach, own in zip(acts, texts, strict=True) if are_words([text for text in own if text])]
    return worded or acts


def _columns(doc: Document, head: dict[int, Cell]) -> _Columns | None:
    """Which columns a row of heads names for goals and for results; None where it is no such row."""
    asked = {column: asked_by(doc, cell) for column, cell in head.items()}
    reach = {column: range(column, column + cell.colspan) for column, cell in head.items()}
    aims = [c for q in ("aim", "mission") for c, said in asked.items() if said == q]
    aim = aims[0] if aims else None
    acts = [c for c, q in asked.items() if q in ("act", "reached", "focus") and c != aim]
    if not acts and (aim is None or len(head) < 2):
        return None
    return _Columns(reach[aim] if aim is not None else None, [reach[c] for c in acts])


def _take(table: AimTable, own: list[Aim], results: list[Aim]) -> None:
    """A row: its results are of its goal, of the goal above where it has none, or of no one goal."""
    under = table.headings[-1][0] if table.headings else 0
    if len(own) == 1:
        table.goals.append((own[0], results))
    elif own:
        table.goals.extend([*((goal, []) for goal in own), (None, results)])
    elif results and len(table.goals) > under and table.goals[-1][0] is not None:
        table.goals[-1][1].extend(results)
    elif results:
        table.goals.append((None, results))


def _by_side(doc: Document, rows: Sequence[dict[int, Cell]], end: int) -> AimTable | None:
    """The first column asks, the second answers: a goal or more, what is done for them, the next goal."""
    groups: list[tuple[list[Aim], list[Aim]]] = []
    asked: set[Question] = set()
    for row in rows:
        q, cell = asked_by(doc, row.get(0)), row.get(1)
        if q == "aim":
            if not groups or groups[-1][1]:
                groups.append(([], []))
            groups[-1][0].extend(items_of(doc, cell, goal=True))
        elif q in ("act", "reached", "focus"):
            groups = groups or [([], [])]
            groups[-1][1].extend(items_of(doc, cell, goal=False))
            q = "act"
        asked |= {q} if q else set()
    if not {"aim", "act"} <= asked or not any(own or results for own, results in groups):
        return None
    table = AimTable([], end, True, [])
    for own, results in groups:
        _take(table, own, results)
    return table
