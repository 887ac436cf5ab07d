"""What the reader of labels works on: printed lines, the labels in them, and rows of labels over rows of values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from griffier.extractors.dutch import dates
from griffier.extractors.text.flow import Flow
from griffier.extractors.text.labels import NUMBER, Told, Vocabulary, is_placeholder, opens_text
from griffier.extractors.text.line_cells import Cell, cells_of
from griffier.schemas.document import Document, Line, Span
from griffier.schemas.geometry import Box


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value. `name` and `label` as in `labels.toml`; `spans`: the printed lines of the value, () where
    it is empty; `lines`: the indices of the lines that label and value take whole; `how`: where the value stood."""

    name: str
    label: str
    label_span: Span
    spans: tuple[Span, ...]
    lines: tuple[int, ...]
    how: str
    colon: bool

    @property
    def start(self) -> int:
        """Where the label begins."""
        return self.label_span.start


@dataclass(frozen=True, slots=True)
class Row:
    """A line with text as the reader meets it, or a piece of one: `start` is the offset of its first character,
    `blanks` how many empty lines stand above it, `own` the box of a piece, `side` 1 in a side column; `opens`: it
    begins its line."""

    text: str
    start: int
    line: Line
    blanks: int
    own: Box | None = None
    side: int = 0
    opens: bool = True

    @property
    def box(self) -> Box | None:
        """Where it stands on its page."""
        return self.own or self.line.box

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.start + len(self.text)

    def span(self, cell: Cell) -> Span:
        """A stretch of the row in the canonical text."""
        return Span(self.start + cell.start, self.start + cell.end)


_WIDE = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " "})


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """The lines with text, with the empty ones among them counted."""
    out: list[Row] = []
    blanks = 0
    for line in lines:
        if line.blank:
            blanks += 1
            continue
        out.append(Row(line.text.translate(_WIDE), line.start, line, blanks))
        blanks = 0
    return out


def rows_in(flow: Flow, start: int, end: int) -> list[Row]:
    """The lines of a flow that begin in `[start, end)`, cut at its end."""
    return [
        Row(x.text[: end - x.start], flow.origin(x.start), x.line, x.blanks if x.index else 0)
        for x in flow.lines
        if start <= x.start < end
    ]


@dataclass(frozen=True, slots=True)
class Mark:
    """A label in a row: its place there, the cell it begins in, and where the next label of the row begins."""

    told: Told
    cell: int
    limit: int


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows that are read, with their labels."""

    doc: Document
    rows: Sequence[Row]
    marks: Sequence[Sequence[Mark]]
    vocab: Vocabulary


def row_of_labels(read: Rows, i: int) -> list[Field] | None:
    """The fields of a row that holds nothing but labels, over a row of values; None for any other row."""
    if i + 1 >= len(read.rows):
        return None
    row, marks = read.rows[i], read.marks[i]
    cells = cells_of(row.text)
    if len(cells) == 1:
        glued = _labels_only(row.text, read.vocab)
        return _sorted_out(read, i, glued) if len(glued) > 1 else None
    if len(marks) != len(cells) or any(row.text[m.told.value : cells[m.cell].end].strip() for m in marks):
        return None
    values = _row_of_values(read, i, cells)
    if values is None:
        return None
    under = _lines_under(read, i + 1, values)
    return [_field(read, i, mark.told, values.get(k), under.get(k, ())) for k, mark in enumerate(marks)]


def _field(read: Rows, i: int, told: Told, value: Cell | None, more: Sequence[tuple[Row, Cell]] = ()) -> Field:
    row, below = read.rows[i], read.rows[i + 1]
    told_at = [(below, value), *more] if value and not is_placeholder(value.text) else []
    label = Span(row.start + told.start, row.start + told.end)
    spans, lines = tuple(at.span(cell) for at, cell in told_at), (at.line.index for at, _ in more)
    return Field(told.name, told.label, label, spans, (row.line.index, below.line.index, *lines), "row", told.colon)


def _lines_under(read: Rows, i: int, values: Mapping[int, Cell]) -> dict[int, list[tuple[Row, Cell]]]:
    """The lines on which the values of row `i` go on, each within its column: by the number of the column."""
    out: dict[int, list[tuple[Row, Cell]]] = {}
    lefts = {k: _left(read.doc, read.rows[i], cell) for k, cell in values.items()}
    for j in range(i + 1, len(read.rows)):
        row = read.rows[j]
        placed = [(_column_of(read.doc, row, cell, lefts), cell) for cell in cells_of(row.text)]
        if row.blanks or read.marks[j] or opens_text(row.text) or any(k is None for k, _ in placed):
            break
        for k, cell in placed:
            out.setdefault(k or 0, []).append((row, cell))
    return out


def _column_of(doc: Document, row: Row, cell: Cell, lefts: Mapping[int, float]) -> int | None:
    """The column at whose left edge a cell begins, and which it does not leave; None for any other."""
    begin, end = _left(doc, row, cell), _left(doc, row, cell, end=True)
    at = next((k for k, left in lefts.items() if abs(left - begin) <= _EDGE), None)
    further = [left for left in lefts.values() if at is not None and left > lefts[at]]
    return None if further and end >= min(further) else at


_EDGE = 2.0
"""Points, or characters of bare text, by which the left edges of one column's lines differ."""


def _left(doc: Document, row: Row, cell: Cell, *, end: bool = False) -> float:
    """Where a cell begins, or with `end` where it ends, in points or in characters of bare text."""
    start, stop = row.span(cell)
    if boxes := doc.boxes(start, stop):
        return max(box.x1 for box in boxes) if end else min(box.x0 for box in boxes)
    return float((stop if end else start) - doc.text.rfind("\n", 0, start) - 1)


def _column(doc: Document, row: Row) -> int:
    return row.start - doc.text.rfind("\n", 0, row.start) - 1


def shift_between(doc: Document, row: Row, below: Row) -> int:
    """How many characters further right a row of bare text begins than the one below it."""
    return _column(doc, row) - _column(doc, below)


def _row_of_values(read: Rows, i: int, labels: list[Cell]) -> dict[int, Cell] | None:
    """The values under a row of labels by the label's place: one each, or by the column of bare text where some are
    empty."""
    below = read.rows[i + 1]
    if below.blanks > 1 or read.marks[i + 1]:
        return None
    cells = cells_of(below.text)
    if len(cells) == len(labels):
        return dict(enumerate(cells))
    if below.box or len(cells) > len(labels):
        return None
    shift = shift_between(read.doc, read.rows[i], below)
    out: dict[int, Cell] = {}
    for cell in cells:
        near = [k for k, label in enumerate(labels) if abs(label.start - cell.start + shift) <= 3]
        if len(near) != 1 or near[0] in out:
            return None
        out[near[0]] = cell
    return out


def _labels_only(text: str, vocab: Vocabulary) -> list[Told]:
    """The labels of a line that holds nothing else, the gaps between its columns lost; [] for any other line."""
    out: list[Told] = []
    at = 0
    while at < len(text):
        found = vocab.pattern.match(text, at)
        if found is None:
            return []
        label = " ".join(found["label"].lower().split())
        out.append(Told(vocab.names[label], label, found.start("label"), found.end(), found.end(), False))
        at = found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip())
    return out


_NUMBERED = frozenset({"reference", "case_number", "registration", "number"})


def _sorted_out(read: Rows, i: int, labels: list[Told]) -> list[Field]:
    """Values whose form tells to which label they belong: the date, and the one number that is no date."""
    below = read.rows[i + 1]
    names = [told.name for told in labels]
    numbered = [name for name in names if name in _NUMBERED]
    day, numbers = _day_and_numbers(below.text)
    values: dict[str, Cell] = {}
    if day is not None and names.count("date") == 1:
        values["date"] = day
    if len(numbered) == len(numbers) == 1 and "their_reference" not in names:
        values[numbered[0]] = numbers[0]
    return [_field(read, i, told, values.get(told.name)) for told in labels]


def _day_and_numbers(text: str) -> tuple[Cell | None, list[Cell]]:
    """The first date of a line, and the references beside it."""
    found = next((m for m in dates.find(text, years=False) if m.edtf), None)
    day = Cell(found.start, found.end, text[found.start : found.end]) if found is not None else None
    numbers = [Cell(m.start(), m.end(), m[0]) for m in NUMBER.finditer(text)]
    return day, [n for n in numbers if day is None or n.end <= day.start or n.start >= day.end]
