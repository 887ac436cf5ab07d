"""Where the values of labels stand: beside, below, at the same height, in a cell, in a row under a row of labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from griffier.extractors.text.label_rows import Field, Mark, Row, Rows, row_of_labels, shift_between
from griffier.extractors.text.labels import (
    Told,
    Vocabulary,
    is_place_and_day,
    is_placeholder,
    label_at,
    opens_text,
    vocabulary,
)
from griffier.extractors.text.line_cells import Cell, cells_of
from griffier.extractors.text.side_column import sides_apart
from griffier.schemas.document import Cell as GridCell
from griffier.schemas.document import Document, Grid, Part, Span

_ANY_WORDS = frozenset({"subject", "proposal_subject", "addressee"})
"""Labels whose value may begin as the text below a head begins."""
_TABLE = 4
_COUNTS = re.compile(r"(?:volg)?n(?:umme)?[ro]\.?|#", re.I)
"""What heads the first of four or more columns of a list: none of them is the label of what stands beside it."""
_MAX_LINES = 8
"""Lines over which one value goes on."""
_MAX_LINE = 160


class Reader:
    """Reads the rows of one part from the top."""

    def __init__(self, part: Part, rows: Sequence[Row], kind: str) -> None:
        self.doc: Document = part.doc
        self.grids = part.memo(_label_cells)
        self.kind = kind
        self.vocab: Vocabulary = vocabulary(kind)
        self.rows = rows = sides_apart(self.doc, rows, kind)
        self.width = max((len(r.text) for r in rows), default=0)
        self.marks = [self._marks(r) for r in rows]
        self.read = Rows(self.doc, rows, self.marks, self.vocab)

    # which labels a row holds

    def _marks(self, row: Row) -> list[Mark]:
        cells = cells_of(row.text)
        told: list[tuple[Told, int]] = []
        if len(cells) >= _TABLE and _COUNTS.fullmatch(cells[0].text.strip()):
            return []
        for k, cell in enumerate(cells):
            if told and told[0][0].name == "votes":
                break
            beside = (k + 1 < len(cells) and (k == 0 or k >= len(cells) - 2)) or row.start + cell.start in self.grids
            told.extend((found, k) for found in self._in_cell(row.text, cell, beside, len(cells) > 1))
        limits = [*(t.start for t, _ in told[1:]), len(row.text)] if told else []
        return [Mark(t, k, limit) for (t, k), limit in zip(told, limits, strict=True)]

    def _in_cell(self, text: str, cell: Cell, beside: bool, several: bool) -> list[Told]:
        """The label with which a cell begins, and those behind it."""
        found = label_at(cell.text, self.kind, beside=beside)
        out = [] if found is None else [found.moved(cell.start)]
        if (out and out[0].name == "votes") or not (out or several):
            return out
        at = out[0].value if out else cell.start
        return [*out, *self._inner(text, max(cell.start, at - 2), cell.end, at)]

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

    # their values

    def fields(self) -> Iterable[Field]:
        """Every label, in order."""
        i = 0
        while i < len(self.rows):
            below = row_of_labels(self.read, i)
            if below is not None:
                yield from below
                i += 2
                continue
            for mark in self.marks[i]:
                yield self._field(i, mark)
            i += 1

    def _field(self, i: int, mark: Mark) -> Field:
        row, told = self.rows[i], mark.told
        label = Span(row.start + told.start, row.start + told.end)
        spans, used, how = self._value(i, mark)
        text = " ".join(self.doc.text[s.start : s.end] for s in spans)
        if is_placeholder(text):
            spans = []
        # a label in a later column leaves its line to what stands before it
        taken = () if mark.cell or not row.opens else (row.line.index, *used)
        return Field(told.name, told.label, label, tuple(spans), taken, how, told.colon)

    def _value(self, i: int, mark: Mark) -> tuple[list[Span], list[int], str]:
        """The lines of a label's value, the indices of those behind the label's own, and where they stood."""
        row, told = self.rows[i], mark.told
        beside = self._beside(row, mark)
        if beside is not None:
            whole = mark.limit == len(row.text)
            own = not mark.cell or _COLUMNS.search(row.text) is None
            more = self._going_on(i + 1, beside, i, told.name) if whole and own else []
            return [beside, *(s for s, _ in more)], [n for _, n in more], "beside"
        if mark.limit < len(row.text):
            return [], [], "beside"
        ruled = self.grids.get(row.start + told.start)
        if ruled is not None:
            return self._in_table(ruled), [], "cell"
        if len(cells_of(row.text)) == 1:
            level = None if self._stacked(i) else self._at_its_height(row)
            if level is not None:
                return [Span(level.start, level.end)], [level.line.index], "height"
        return self._below(i, mark)

    def _beside(self, row: Row, mark: Mark) -> Span | None:
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
        level = [other for other in self.rows if _same_height(row, other)]
        nearest = min(level, key=lambda other: other.box.x0 if other.box else 0.0, default=None)
        return nearest if nearest is not None and label_at(nearest.text, self.kind) is None else None

    def _below(self, i: int, mark: Mark) -> tuple[list[Span], list[int], str]:
        name = mark.told.name
        if not self._may_stand_below(i, mark):
            return [], [], "below"
        below = self.rows[i + 1]
        cells = cells_of(below.text)
        cell = cells[0] if not mark.cell else self._under(self.rows[i], mark, below, cells)
        if cell is None:
            return [], [], "below"
        if name in self.vocab.wide and not mark.cell:
            cell = Cell(cell.start, len(below.text), below.text[cell.start :])
        span = below.span(cell)
        more = self._going_on(i + 2, span, i + 1, name) if not mark.cell else []
        return [span, *(s for s, _ in more)], [below.line.index, *(n for _, n in more)], "below"

    def _may_stand_below(self, i: int, mark: Mark) -> bool:
        """Can the next row hold a label's value? Not where it is a label, opens the text, or is too far away."""
        if i + 1 >= len(self.rows) or (self._in_column(i) and not mark.cell):
            return False
        below, name = self.rows[i + 1], mark.told.name
        if self.marks[i + 1] and self.marks[i + 1][0].cell == 0:
            return False
        if below.blanks > (2 if name in self.vocab.runs_on and not self.vocab.block else 1):
            return False
        return name in _ANY_WORDS or not opens_text(below.text)

    def _under(self, row: Row, mark: Mark, below: Row, cells: list[Cell]) -> Cell | None:
        """The cell that begins within four characters of a label in a later column."""
        shift = shift_between(self.doc, row, below)
        near = (c for c in cells if abs(c.start - mark.told.start - shift) <= 4)
        return next((c for c in near if label_at(c.text, self.kind) is None), None)

    def _in_column(self, i: int) -> bool:
        """Does the label right above or below, at the same edge, have its value at its height? Then the one without is
        empty."""
        own = self.rows[i]
        for k in (i - 1, i + 1):
            if not 0 <= k < len(self.rows) or not self.marks[k]:
                continue
            other = self.rows[k]
            if own.box is None or other.box is None or abs(own.box.x0 - other.box.x0) > 3:
                continue
            if self._at_its_height(other) is not None:
                return True
        return False

    def _stacked(self, i: int) -> bool:
        """Is a label one of a column of labels that each stand over their value? Then a line at its height is of the
        text beside that column."""
        column = [k for k in range(len(self.rows)) if self._over_value(k) and _same_edge(self.rows[i], self.rows[k])]
        others = [k for k in column if k != i and self._at_its_height(self.rows[k]) is None]
        return i in column and len(others) > 1

    def _over_value(self, i: int) -> bool:
        """Does a label stand alone on its line, right above a line at the same edge that is no label?"""
        if not self.marks[i] or i + 1 >= len(self.rows) or self.marks[i + 1] or self.rows[i + 1].blanks:
            return False
        return self._beside(self.rows[i], self.marks[i][0]) is None and _same_edge(self.rows[i], self.rows[i + 1])

    # tables

    def _in_table(self, place: tuple[Grid, GridCell]) -> list[Span]:
        """The cell to the right of a label's; under it where the row holds labels alone."""
        grid, own = place
        row = sorted((c for c in grid.cells if c.row == own.row), key=lambda c: c.column)
        value = next((c for c in row if c.column >= own.column + own.colspan), None)
        if value is None or self._is_label(value):
            value = self._cell_under(grid, own) if all(self._is_label(c) for c in row if _said(self.doc, c)) else None
        return [s for s in value.spans if s.end > s.start] if value is not None else []

    def _cell_under(self, grid: Grid, own: GridCell) -> GridCell | None:
        below = (c for c in grid.cells if c.row == own.row + own.rowspan and c.column == own.column)
        return next((c for c in below if not self._is_label(c)), None)

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
            if self.marks[k] or opens_text(row.text) or is_place_and_day(row.text) or len(row.text) > _MAX_LINE:
                break
            if not goes_on(row, self.rows[last], value, before, name, not out):
                break
            out.append((Span(row.start, row.end), row.line.index))
            before = row.text
        return out

    def _in_block(self, row: Row, above: Row, value: Span, before: str, name: str, second: bool) -> bool:
        """A value goes on to the next empty line, under its own left edge; a numbered list over one between
        items."""
        if row.blanks:
            said = self.doc.text[value.start : value.end]
            return name == "attachments" and row.blanks == 1 and all(map(_LISTED.match, (said, row.text)))
        if row.text.lower().startswith("gemeente ") and not before.endswith((" van", " der", " en", " de")):
            return False
        box, own = row.box, above.box
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
            return not row.blanks and listed and not _is_pair(above, row)
        hangs = before.rstrip().endswith((",", "-", " en", " van", " de", " het", " voor", " in", " op"))
        small = text[:1].islower()
        if row.blanks:
            return (small and len(before) > 25 and not ended) or (hangs and row.blanks < 2)
        open_bracket = before.count("(") > before.count(")")
        return small or hangs or open_bracket or (len(before) > max(50, self.width * 0.75) and not ended)


_COLUMNS = re.compile(r"\t|[ ]{2}")
"""What parts the cells of a line that are columns; bars part the pieces of a running line, which goes on below it."""


_NAMED = re.compile(r"[(.,]|\d")


def _is_pair(label: Row, row: Row) -> bool:
    """Is a row of two cells under a label and its value another such pair, in a table or at the same edge? Its first
    cell is a word or two, and no name with initials or a party."""
    cells = cells_of(row.text)
    if len(cells) != 2 or len(cells_of(label.text)) != 2 or _NAMED.search(cells[0].text):
        return False
    return len(cells[0].text.split()) < 3 and ("\t" in row.text or _same_edge(row, label))


_LISTED = re.compile(r"\W{0,3}\d{1,2}[.)]\s")


def _numbered(text: str) -> bool:
    return text.lstrip(" -–•*").lstrip()[:1].isdecimal()


def _same_height(label: Row, row: Row) -> bool:
    """Does a row stand to the right of a label, at its height?"""
    box, other = label.box, row.box
    if box is None or other is None or row is label or row.line.page != label.line.page or row.side != label.side:
        return False
    return abs(other.bottom - box.bottom) < 4 and other.x0 >= box.x1 - 1


def _same_edge(row: Row, other: Row) -> bool:
    box, own = row.box, other.box
    return box is not None and own is not None and abs(box.x0 - own.x0) <= 3


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
