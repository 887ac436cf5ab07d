"""Tables in text where each cell has a line of its own, as pages of the web are saved: read only where every figure's
place is certain.

A row is a label and then its figures, as many in each row as the head has columns. A head of two levels repeats its
lower words ("lasten", "baten", "saldo") under each upper one. Where rows have fewer figures than columns, their
figures are left out: nothing shows which are missing. Where the head does not have as many cells as the rows have
figures there is no table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from griffier.extractors.tables.captions import unit_of, without_legend
from griffier.extractors.tables.column_heads import describe, speaks_of_money
from griffier.extractors.tables.model import FinancialTable, Place, Printed, TableRow
from griffier.extractors.tables.printed_figures import Figure, figure
from griffier.extractors.tables.sign_legends import sign_of
from griffier.schemas.document import Layer, Line

_LONGEST_LABEL, _LONGEST_HEAD = 140, 60
_LEAST_ROWS, _LEAST_COLUMNS, _MOST_COLUMNS, _MOST_WORDS = 3, 2, 40, 3
_FULL, _AROUND = 0.8, 10
_CODE = re.compile(r"\d{1,2}(?:\.\d{1,3})?[a-z]?")
_MARK = re.compile(r"\d{1,4}[A-Za-z]?[.)]?|\d{1,4}(?:[.-]\d{1,4})+|[A-Z]\.?\d{0,6}[.)]?")
_PROSE = re.compile(r"[a-zéëï)]{4}[.;:?!](?:\s|$)|https?:")
_HEAD = re.compile(
    r"(?:19|20)\d\d|\b(?:baten|lasten|saldo|saldi|rekening|jaarrekening|begroting|begroot|raming|realisatie|werkelijk"
    r"|prognose|meerjaren\w*"
    r"|primiti?e\w*|actue\w*|bijgesteld\w*|gewijzigd\w*|verschil|afwijking|mutaties?|stand|toevoeging\w*"
    r"|onttrekking\w*|vermeerdering\w*"
    r"|vermindering\w*|storting\w*|krediet\w*|restant\w*|bedrag|kosten|uitgaven|inkomsten|opbrengst\w*|resultaat"
    r"|boekwaarde|besteed|totaal)\b",
    re.IGNORECASE,
)
_UPPER = re.compile(
    r"(?:(?:jaar)?rekening|realisatie|werkelijk|begroting|begroot|raming|prognose|meerjaren\w*)(?:\s\w+)?$",
    re.IGNORECASE,
)
_REST = re.compile(r"meerjaren", re.IGNORECASE)
_LOWER = re.compile(r"(?:baten|lasten|saldo|uitgaven|inkomsten|netto|totaal)", re.IGNORECASE)


@dataclass(frozen=True)
class _Cell:
    """A line that is a cell: `figure` where it is a figure alone."""

    line: Line
    figure: Figure | None

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def head(self) -> bool:
        """True for what may stand over a column."""
        return (
            len(self.text) <= _LONGEST_HEAD
            and bool(_HEAD.search(self.text))
            and (self.figure is None or self.figure.year)
        )

    @property
    def counts(self) -> bool:
        """True for a figure that is no year."""
        return self.figure is not None and not self.figure.year


@dataclass
class _Row:
    """A label with the words before it that are headings or its number, and its figures."""

    words: list[_Cell]
    figures: list[_Cell]
    number: _Cell | None = None


def stacked_tables(lines: Sequence[Line]) -> list[FinancialTable]:
    """The tables whose cells each have a line of their own, in order."""
    cells = [_Cell(line, figure(line.text)) for line in lines if not line.blank and line.layer is Layer.BODY]
    out: list[FinancialTable] = []
    for first, last in _runs(cells):
        out += _tables(cells[first : last + 1], cells[last + 1 : last + 3])
    return out


def _runs(cells: Sequence[_Cell]) -> Iterator[tuple[int, int]]:
    """First word and last figure of each stretch of short words and figures alone on their lines."""
    start, idle, last = 0, 0, -1
    for i, cell in enumerate([*cells, None]):
        ends = cell is None or (
            cell.figure is None and (len(cell.text) > _LONGEST_LABEL or bool(_PROSE.search(cell.text)) or idle > 40)
        )
        if ends:
            if last > start:
                yield start, last
            start, last, idle = i + 1, -1, 0
        elif cell is not None and cell.counts:
            last, idle = i, 0
        else:
            idle += 1


def _tables(cells: Sequence[_Cell], below: Sequence[_Cell]) -> Iterator[FinancialTable]:
    """The tables of one stretch: many words before a row are the head of another table."""
    rows = _numbered(_rows(cells))
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or len(rows[at].words) > _MOST_WORDS:
            after = rows[at].words[:2] if at < len(rows) else below
            if (table := _table(rows[start:at], after)) is not None:
                yield table
            start = at


def _table(rows: Sequence[_Row], below: Sequence[_Cell]) -> FinancialTable | None:
    if len(rows) < _LEAST_ROWS:
        return None
    counts = Counter(len(row.figures) for row in rows)
    width, full = counts.most_common(1)[0]
    if (
        not _LEAST_COLUMNS <= width <= _MOST_COLUMNS
        or full < max(_LEAST_ROWS, _FULL * len(rows))
        or max(counts) > width
    ):
        return None
    if 2 * sum(len(row.words) > 1 + _marked(row) for row in rows[1:]) > len(rows):
        return None  # several columns of words: which is the label, and what else stands in them, is not shown
    words = rows[0].words
    head = _head_of(words[:-1], width)
    if head is None:
        return None
    levels, top, after = head
    columns = [describe(level) for level in levels]
    table = FinancialTable(columns, [], sorted({c.line.page for row in rows for c in row.figures}))
    table.start, table.end = words[top].line.start, rows[-1].figures[-1].line.end
    rows[0].words = words[after:]
    for row in rows:
        _append(table, row, width)
    first = max(0, top - _AROUND)
    _surroundings(table, words[first:after], top - first, below)
    return table


def _rows(cells: Sequence[_Cell]) -> list[_Row]:
    """Words and the figures after them. A year right behind a figure is one of the row's cells."""
    rows: list[_Row] = []
    words: list[_Cell] = []
    figures: list[_Cell] = []
    for cell in cells:
        if cell.counts or (figures and cell.figure is not None):
            figures.append(cell)
            continue
        if figures:
            rows.append(_Row(words, figures))
            words, figures = [], []
        words.append(cell)
    if figures:
        rows.append(_Row(words, figures))
    return [row for row in rows if row.words]


def _numbered(rows: list[_Row]) -> list[_Row]:
    """The rows, what stands at the end of one and is the number of the next given to that one."""
    most = max((len(row.figures) for row in rows), default=0)
    ends = [row for row in rows[:-1] if len(row.figures) in (1, most)]
    if (
        most < _LEAST_COLUMNS + 1
        or len(ends) < _LEAST_ROWS
        or not all(_CODE.fullmatch(row.figures[-1].text) for row in ends)
    ):
        return rows
    codes = [row.figures[-1].text for row in ends]
    if len(set(codes)) < len(codes) or len(rows[0].figures) != 1:
        return rows
    out: list[_Row] = []
    number: _Cell | None = None
    words: list[_Cell] = []
    for row in rows:
        numbers_next = row is not rows[-1] and len(row.figures) in (1, most)
        code = row.figures[-1] if numbers_next else None
        if len(row.figures) == 1 and code is not None:
            words, number = [*words, *row.words], code
            continue
        out.append(_Row([*words, *row.words], row.figures[:-1] if code else row.figures, number))
        words, number = [], code
    return out


def _marked(row: _Row) -> bool:
    return len(row.words) > 1 and bool(_MARK.fullmatch(row.words[-2].text))


def _head_of(words: Sequence[_Cell], width: int) -> tuple[list[list[str]], int, int] | None:
    """The levels over each column, and where in the words the head begins and ends; None where it does not fit the
    rows."""
    said = [
        cell for cell in words if not (without_legend(cell.text) == "" and (unit_of(cell.text) or sign_of(cell.text)))
    ]
    for skip in range(min(_MOST_WORDS, len(said))):
        cells = said[: len(said) - skip]
        if (pairs := _pairs(cells[-2 * width :], width)) is not None:
            return pairs, words.index(cells[-2 * width]), words.index(cells[-1]) + 1
        lower = cells[-width:]
        if len(lower) < width or not all(cell.head for cell in lower):
            continue
        levels = [[without_legend(cell.text) or cell.text] for cell in lower]
        above = cells[:-width]
        period = _period([level[0] for level in levels])
        while period and len(above) >= width // period and all(c.head for c in above[-(width // period) :]):
            upper = above[-(width // period) :]
            for i, level in enumerate(levels):
                level.insert(0, upper[i // period].text)
            lower, above = [*upper, *lower], above[: -len(upper)]
        if not period and above and all(re.fullmatch(r"(?:19|20)\d\d", level[0]) for level in levels):
            upper = list(takewhile(lambda cell: _UPPER.match(cell.text), reversed(above)))[::-1][-width:]
            rest = (
                1 < len(upper) < width
                and _REST.match(upper[-1].text)
                and not any(_REST.match(c.text) for c in upper[:-1])
            )
            if upper and len(upper) < width and not rest:
                return None  # which words stand over which years is not shown
            for i, level in enumerate(levels if upper else ()):
                level.insert(0, upper[min(i, len(upper) - 1)].text)
            lower, above = [*upper, *lower], above[: len(above) - len(upper)]
        keys = [" ".join(level) for level in levels]
        if above and above[-1].head and above[-1].figure is not None:
            return None
        if len(set(keys)) < width:
            continue
        return levels, words.index(lower[0]), words.index(cells[-1]) + 1
    return None


def _pairs(cells: Sequence[_Cell], width: int) -> list[list[str]] | None:
    """Heads of two lines each, a word and a year under it: "Rekening", "2023", "Begroting", "2024"; None where they are
    not."""
    pairs = list(zip(cells[::2], cells[1::2], strict=False))
    fits = len(pairs) == width and all(
        a.head and a.figure is None and b.figure is not None and b.figure.year for a, b in pairs
    )
    return [[a.text, b.text] for a, b in pairs] if fits else None


def _period(words: Sequence[str]) -> int:
    """After how many words of income, expenses and balance they repeat; 0 where they do not."""
    folded = [word.casefold() for word in words]
    for period in (2, 3, 4):
        often = len(words) // period
        if (
            often > 1
            and folded == folded[:period] * often
            and len(set(folded[:period])) == period
            and all(map(_LOWER.fullmatch, folded))
        ):
            return period
    return 0


def _append(table: FinancialTable, row: _Row, width: int) -> None:
    words = list(row.words)
    label = words.pop()
    number = row.number
    if number is None and words and _MARK.fullmatch(words[-1].text):
        number = words.pop()
    for heading in words:
        table.rows.append(TableRow(heading.line.page, heading.text, _place(heading), [None] * width, heading=True))
    whole = len(row.figures) == width
    cells: list[Printed | None] = [None] * width
    for i, cell in enumerate(row.figures if whole else ()):
        assert cell.figure is not None
        cells[i] = Printed(cell.figure, _place(cell))
    made = TableRow(label.line.page, label.text, _place(label), cells)
    made.unread = {} if whole else dict.fromkeys(range(width), "stacked")
    made.number = number.text.rstrip(".)") if number is not None else None
    table.rows.append(made)


def _place(cell: _Cell) -> Place:
    return Place(cell.line.page, cell.line.start, cell.line.end)


def _surroundings(table: FinancialTable, around: Sequence[_Cell], top: int, below: Sequence[_Cell]) -> None:
    """Unit, sign and title from the words before the head, in it and right under the table."""
    for cell in (*reversed(around), *below):
        if table.unit_source == "none" and (unit := unit_of(cell.text)):
            table.unit, table.unit_source = unit, "printed"
        table.sign = table.sign or sign_of(cell.text)
    for cell in reversed(around[:top]):
        bare = without_legend(cell.text)
        if len(bare) > 8 and (speaks_of_money(bare) or " " in bare):
            table.title, table.title_place = bare, _place(cell)
            return
