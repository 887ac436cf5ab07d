"""The one reader of labels and values: "Datum: 6 juli 2023", a label over or beside its value, in a cell of a table, a
row of labels over a row of values.

A value is printed lines of the canonical text. A label that has none is empty: the next label is never its value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from griffier.extractors.dutch import dates
from griffier.extractors.text.cells import Cell, cells_of
from griffier.extractors.text.flow import Flow
from griffier.extractors.text.labels import (
    NUMBER,
    Told,
    Vocabulary,
    is_placeholder,
    label_at,
    opens_text,
    vocabulary,
)
from griffier.extractors.text.runs import whole
from griffier.schemas.document import Cell as GridCell
from griffier.schemas.document import Document, Grid, Line, Part, Span
from griffier.schemas.evidence import Found

HEAD_LINES = 60
"""Lines from the start of a part in which a head field is looked for."""
_MAX_LINES = 8
"""Lines over which one value goes on."""
_MAX_LINE = 160


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
    """A line with text as the reader meets it: `start` is the offset of its first character, `blanks` how many empty
    lines stand above it."""

    text: str
    start: int
    line: Line
    blanks: int

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


def head_lines(part: Part) -> list[Line]:
    """The first lines with text, whatever their layer."""
    return [row.line for row in part.memo(_head_rows)]


def _head_rows(part: Part) -> list[Row]:
    kept, seen = [], 0
    for line in part.lines:
        kept.append(line)
        seen += not line.blank
        if seen >= HEAD_LINES:
            break
    return rows_of(kept)


@cache
def head_of(kind: str) -> Callable[[Part], tuple[Field, ...]]:
    """The reader of a kind's head fields. Use through `part.memo(head_of(kind))`."""

    def fields(part: Part) -> tuple[Field, ...]:
        return read(part, part.memo(_head_rows), kind)

    return fields


def answers(fields: Sequence[Field], field: str, kind: str) -> list[Field]:
    """The labels with a value that answer a kind's field, the better label first, then as they stand."""
    ranks = vocabulary(kind).wanted.get(field, {field: 0})
    return sorted((f for f in fields if f.spans and f.name in ranks), key=lambda f: ranks[f.name])


def first(part: Part, field: str, kind: str) -> Field | None:
    """The label of the head that answers a kind's field best."""
    return next(iter(answers(part.memo(head_of(kind)), field, kind)), None)


def value_of(part: Part, told: Field, method: str, confidence: float = 0.92) -> Found[str] | None:
    """A label's value as one text, line breaks undone."""
    return whole(part, told.spans, method, confidence)


def is_label(text: str, kind: str = "") -> bool:
    """Does a line begin with the label of a head field, or with a word that begins the text?"""
    return opens_text(text, titles=False) or label_at(text, kind) is not None


def read(part: Part, rows: Sequence[Row], kind: str) -> tuple[Field, ...]:
    """The labels of some lines, in order, each with its value."""
    return tuple(_Reader(part, rows, kind).fields())


@dataclass(frozen=True, slots=True)
class _Mark:
    """A label in a row: its place there, the cell it begins in, and where the next label of the row begins."""

    told: Told
    cell: int
    limit: int


class _Reader:
    """Reads the rows of one part from the top."""

    def __init__(self, part: Part, rows: Sequence[Row], kind: str) -> None:
        self.doc: Document = part.doc
        self.grids = part.memo(_label_cells)
        self.rows = rows
        self.kind = kind
        self.vocab: Vocabulary = vocabulary(kind)
        self.width = max((len(r.text) for r in rows), default=0)
        self.marks = [self._marks(r) for r in rows]

    # which labels a row holds

    def _marks(self, row: Row) -> list[_Mark]:
        cells = cells_of(row.text)
        told: list[tuple[Told, int]] = []
        for k, cell in enumerate(cells):
            beside = k + 1 < len(cells) and (k == 0 or k >= len(cells) - 2)
            found = label_at(cell.text, self.kind, beside=beside or self._in_grid(row, cell))
            if found is not None and not (told and told[0][0].name == "votes"):
                told.append((_moved(found, cell.start), k))
            at = found.value + cell.start if found is not None else cell.start
            if not (told and told[0][0].name == "votes") and (found is not None or len(cells) > 1):
                told.extend((inner, k) for inner in self._inner(row.text, max(cell.start, at - 2), cell.end, at))
        limits = [*(t.start for t, _ in told[1:]), len(row.text)] if told else []
        return [_Mark(t, k, limit) for (t, k), limit in zip(told, limits, strict=True)]

    def _inner(self, text: str, start: int, end: int, behind: int) -> list[Told]:
        """Further labels with a colon in one cell: "Datum: 3 mei / Status: aangenomen"."""
        out = []
        for m in self.vocab.inner.finditer(text, start, end):
            group = "label" if m["label"] else "long"
            if m.start(group) < behind:
                continue
            label = " ".join(m[group].lower().split())
            value = m.end() + len(text[m.end() : end]) - len(text[m.end() : end].lstrip())
            out.append(Told(self.vocab.names[label], label, m.start(group), m.end(), value, True))
        return out

    def _in_grid(self, row: Row, cell: Cell) -> bool:
        return row.start + cell.start in self.grids

    # their values

    def fields(self) -> Iterable[Field]:
        """Every label, in order."""
        i = 0
        while i < len(self.rows):
            below = self._row_of_labels(i)
            if below is not None:
                yield from below
                i += 2
                continue
            for mark in self.marks[i]:
                yield self._field(i, mark)
            i += 1

    def _field(self, i: int, mark: _Mark) -> Field:
        row, told = self.rows[i], mark.told
        label = Span(row.start + told.start, row.start + told.end)
        spans, used, how = self._value(i, mark)
        text = " ".join(self.doc.text[s.start : s.end] for s in spans)
        if is_placeholder(text):
            spans = []
        # a label in a later column leaves its line to what stands before it
        taken = () if mark.cell else (row.line.index, *used)
        return Field(told.name, told.label, label, tuple(spans), taken, how, told.colon)

    def _value(self, i: int, mark: _Mark) -> tuple[list[Span], list[int], str]:
        """The lines of a label's value, the indices of those behind the label's own, and where they stood."""
        row, told = self.rows[i], mark.told
        beside = self._beside(row, mark)
        if beside is not None:
            whole = mark.limit == len(row.text)
            more = self._going_on(i + 1, beside, i, told.name) if whole and not mark.cell else []
            return [beside, *(s for s, _ in more)], [n for _, n in more], "beside"
        if mark.limit < len(row.text):
            return [], [], "beside"
        ruled = self.grids.get(row.start + told.start)
        if ruled is not None:
            return self._in_table(ruled), [], "cell"
        if len(cells_of(row.text)) == 1:
            level = self._at_its_height(row)
            if level is not None:
                return [Span(level.start, level.end)], [level.line.index], "height"
        return self._below(i, mark)

    def _beside(self, row: Row, mark: _Mark) -> Span | None:
        """What stands behind a label on its own line: the rest of its cell, else the next cell."""
        cells = cells_of(row.text)
        own = cells[mark.cell]
        wide = mark.told.name in self.vocab.wide
        stops = [(mark.told.value, mark.limit if wide else min(own.end, mark.limit))]
        if not wide and mark.cell + 1 < len(cells) and cells[mark.cell + 1].start < mark.limit:
            stops.append(cells[mark.cell + 1][:2])
        for low, high in stops:
            raw = row.text[low:high].rstrip(" \t/|•;,") if high == mark.limit < len(row.text) else row.text[low:high]
            if raw.strip():
                lead = len(raw) - len(raw.lstrip(" \t|"))
                return Span(row.start + low + lead, row.start + low + len(raw.rstrip()))
        return None

    def _at_its_height(self, row: Row) -> Row | None:
        """The line printed to the right of a label, where labels and values were read as two columns."""
        level = [other for other in self.rows if _same_height(row.line, other.line)]
        nearest = min(level, key=lambda other: other.line.box.x0 if other.line.box else 0.0, default=None)
        return nearest if nearest is not None and label_at(nearest.text, self.kind) is None else None

    def _below(self, i: int, mark: _Mark) -> tuple[list[Span], list[int], str]:
        nothing: tuple[list[Span], list[int], str] = ([], [], "below")
        if i + 1 >= len(self.rows) or (self._in_column(i) and not mark.cell):
            return nothing
        below, name = self.rows[i + 1], mark.told.name
        runs_on = name in self.vocab.runs_on
        if self.marks[i + 1] and self.marks[i + 1][0].cell == 0:
            return nothing
        if below.blanks > (1 if not runs_on or self.vocab.block else 2):
            return nothing
        if opens_text(below.text) and name not in ("subject", "addressee", "proposal_subject"):
            return nothing
        cells = cells_of(below.text)
        cell = cells[0] if not mark.cell else self._under(self.rows[i], mark, below, cells)
        if cell is None:
            return nothing
        if name in self.vocab.wide and not mark.cell:
            cell = Cell(cell.start, len(below.text), below.text[cell.start :])
        span = below.span(cell)
        more = self._going_on(i + 2, span, i + 1, name) if not mark.cell else []
        return [span, *(s for s, _ in more)], [below.line.index, *(n for _, n in more)], "below"

    def _under(self, row: Row, mark: _Mark, below: Row, cells: list[Cell]) -> Cell | None:
        """The cell that begins within four characters of a label in a later column."""
        shift = self._column(row) - self._column(below)
        near = (c for c in cells if abs(c.start - mark.told.start - shift) <= 4)
        return next((c for c in near if label_at(c.text, self.kind) is None), None)

    def _column(self, row: Row) -> int:
        return row.start - self.doc.text.rfind("\n", 0, row.start) - 1

    def _in_column(self, i: int) -> bool:
        """Does the label right above or below, at the same edge, have its value at its height? Then the one without is
        empty."""
        own = self.rows[i]
        for k in (i - 1, i + 1):
            if not 0 <= k < len(self.rows) or not self.marks[k]:
                continue
            other = self.rows[k]
            if own.line.box is None or other.line.box is None or abs(own.line.box.x0 - other.line.box.x0) > 3:
                continue
            if self._at_its_height(other) is not None:
                return True
        return False

    # rows of labels

    def _row_of_labels(self, i: int) -> list[Field] | None:
        """The fields of a row that holds nothing but labels, over a row of values; None for any other row."""
        row, marks = self.rows[i], self.marks[i]
        cells = cells_of(row.text)
        if len(cells) == 1:
            glued = self._labels_only(row.text)
            return self._sorted_out(i, glued) if len(glued) > 1 and i + 1 < len(self.rows) else None
        if len(marks) != len(cells) or any(row.text[m.told.value : cells[m.cell].end].strip() for m in marks):
            return None
        values = self._row_of_values(i, cells)
        if values is None:
            return None
        below = self.rows[i + 1]
        out = []
        for k, mark in enumerate(marks):
            value = values.get(k)
            spans = (below.span(value),) if value and not is_placeholder(value.text) else ()
            label = Span(row.start + mark.told.start, row.start + mark.told.end)
            taken = (row.line.index, below.line.index)
            out.append(Field(mark.told.name, mark.told.label, label, spans, taken, "row", mark.told.colon))
        return out

    def _row_of_values(self, i: int, labels: list[Cell]) -> dict[int, Cell] | None:
        """The values under a row of labels by the label's place: one each, or by the column of bare text where some are
        empty."""
        if i + 1 >= len(self.rows) or self.rows[i + 1].blanks > 1 or self.marks[i + 1]:
            return None
        below = self.rows[i + 1]
        cells = cells_of(below.text)
        if len(cells) == len(labels):
            return dict(enumerate(cells))
        if below.line.box or len(cells) > len(labels):
            return None
        shift = self._column(self.rows[i]) - self._column(below)
        out: dict[int, Cell] = {}
        for cell in cells:
            near = [k for k, label in enumerate(labels) if abs(label.start - cell.start + shift) <= 3]
            if len(near) != 1 or near[0] in out:
                return None
            out[near[0]] = cell
        return out

    def _labels_only(self, text: str) -> list[Told]:
        """The labels of a line that holds nothing else, the gaps between its columns lost; [] for any other line."""
        out: list[Told] = []
        at = 0
        while at < len(text):
            found = self.vocab.pattern.match(text, at)
            if found is None or not text[found.start("label")].isalpha():
                return []
            label = " ".join(found["label"].lower().split())
            out.append(Told(self.vocab.names[label], label, found.start("label"), found.end(), found.end(), False))
            at = found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip())
        return out

    def _sorted_out(self, i: int, labels: list[Told]) -> list[Field]:
        """Values whose form tells to which label they belong: the date, and the one number that is no date."""
        row, below = self.rows[i], self.rows[i + 1]
        taken = (row.line.index, below.line.index)
        day = next((m for m in dates.find(self.doc.text, below.start, below.end, years=False) if m.edtf), None)
        numbers = [Span(below.start + m.start(), below.start + m.end()) for m in NUMBER.finditer(below.text)]
        if day is not None:
            numbers = [n for n in numbers if n.end <= day.start or n.start >= day.end]
        named = [t for t in labels if t.name in ("reference", "case_number", "registration", "number")]
        theirs = any(t.name == "their_reference" for t in labels)
        out = []
        for told in labels:
            spans: tuple[Span, ...] = ()
            if told.name == "date" and day is not None and sum(t.name == "date" for t in labels) == 1:
                spans = (Span(day.start, day.end),)
            elif told in named and len(named) == len(numbers) == 1 and not theirs:
                spans = (numbers[0],)
            label = Span(row.start + told.start, row.start + told.end)
            out.append(Field(told.name, told.label, label, spans, taken, "row", False))
        return out

    # tables

    def _in_table(self, place: tuple[Grid, GridCell]) -> list[Span]:
        """The cell to the right of a label's; under it where the row holds labels alone, or the table one column."""
        grid, own = place
        row = sorted((c for c in grid.cells if c.row == own.row), key=lambda c: c.column)
        beside = next((c for c in row if c.column >= own.column + own.colspan), None)
        if beside is not None and (_said(self.doc, beside) == "" or not self._is_label(beside)):
            return [s for s in beside.spans if s.end > s.start]
        if any(_said(self.doc, c) and not self._is_label(c) for c in row):
            return []
        below = next((c for c in grid.cells if c.row == own.row + own.rowspan and c.column == own.column), None)
        if below is None or self._is_label(below):
            return []
        return [s for s in below.spans if s.end > s.start]

    def _is_label(self, cell: GridCell) -> bool:
        return label_at(_said(self.doc, cell), self.kind, beside=True) is not None

    # values of several lines

    def _going_on(self, j: int, value: Span, last: int, name: str) -> list[tuple[Span, int]]:
        """The lines on which a value goes on, with their indices."""
        out: list[tuple[Span, int]] = []
        if name not in self.vocab.runs_on:
            return out
        goes_on = self._in_block if self.vocab.block else self._in_sentence
        before = self.doc.text[value.start : value.end]
        for k in range(j, min(j + _MAX_LINES, len(self.rows))):
            row = self.rows[k]
            if self.marks[k] or opens_text(row.text) or len(row.text) > _MAX_LINE:
                break
            if not goes_on(row, self.rows[last], value, before, name, not out):
                break
            out.append((Span(row.start, row.end), row.line.index))
            before = row.text
        return out

    def _in_block(self, row: Row, above: Row, value: Span, before: str, name: str, second: bool) -> bool:
        """A value goes on to the next empty line, under its own left edge."""
        if row.blanks:
            return False
        if row.text.lower().startswith("gemeente ") and not before.endswith((" van", " der", " en", " de")):
            return False
        box, own = row.line.box, above.line.box
        if box is None or own is None or not second:
            return True
        left = box.x0 - own.x0
        under = value.start == above.start
        return (under and abs(left) < 15) or left >= 15 or (abs(left) < 4 and own.x1 - own.x0 > 250)

    def _in_sentence(self, row: Row, above: Row, value: Span, before: str, name: str, second: bool) -> bool:
        """A value goes on where its words do: a small letter, a word that hangs, an open bracket, a full line."""
        text, ended = row.text, before.rstrip().endswith((".", ":", ";"))
        if name in ("submitter", "co_submitter", "asker"):
            listed = len(text) < 80 and not text.rstrip().endswith((".", ":", ";")) and not _numbered(text)
            return not row.blanks and listed
        hangs = before.rstrip().endswith((",", "-", " en", " van", " de", " het", " voor", " in", " op"))
        small = text[:1].islower()
        if row.blanks:
            return (small and len(before) > 25 and not ended) or (hangs and row.blanks < 2)
        open_bracket = before.count("(") > before.count(")")
        return small or hangs or open_bracket or (len(before) > max(50, self.width * 0.75) and not ended)


def _numbered(text: str) -> bool:
    return text.lstrip(" -–•*").lstrip()[:1].isdigit()


def _moved(told: Told, by: int) -> Told:
    return Told(told.name, told.label, told.start + by, told.end + by, told.value + by, told.colon)


def _same_height(label: Line, line: Line) -> bool:
    """Does a line stand to the right of a label, at its height?"""
    if label.box is None or line.box is None or line.page != label.page or line is label:
        return False
    return abs(line.box.bottom - label.box.bottom) < 4 and line.box.x0 >= label.box.x1 - 1


def _said(doc: Document, cell: GridCell) -> str:
    return " ".join(doc.text[s.start : s.end] for s in cell.spans).strip()


def _label_cells(part: Part) -> dict[int, tuple[Grid, GridCell]]:
    """The cells of the part's tables that hold one line, by where their text begins."""
    return {
        span.start: (grid, cell)
        for grid in part.grids
        if 1 < grid.columns <= 8
        for cell in grid.cells
        if len([s for s in cell.spans if s.end > s.start]) == 1
        for span in cell.spans
    }
