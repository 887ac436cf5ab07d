"""Items in the rows of a table whose head says what each column is: "Nr.", "Onderwerp", "Besluit", "Stemming".

The rows are those of ready-made tables, and lines set in wide gaps: a whole table of a bare text, or the rows that a
page break left outside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from griffier.extractors.text.column_places import Places
from griffier.extractors.text.grid_places import in_order
from griffier.extractors.text.line_cells import Cell as LineCell
from griffier.extractors.text.line_cells import cells_of
from griffier.extractors.text.open_grids import open_grids
from griffier.extractors.votes.outcomes import beside_title
from griffier.schemas.document import Cell, Grid, Line, Part, Span

Column = Literal["number", "title", "decision", "votes"]

_HEADS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (
        "number",
        re.compile(
            r"(?:nr|no|nummer|#|agp|agendanr|agendanummer|punt|volgnr|volgnummer)\W*$|agendapunt\s?(?:nr|nummer)\W*$",
            re.IGNORECASE,
        ),
    ),
    (
        "title",
        re.compile(
            r"(?:onderwerp|agendapunt|titel|omschrijving|voorstel|agenda|bespreekpunt|stuk)\b.{0,20}$", re.IGNORECASE
        ),
    ),
    (
        "decision",
        re.compile(
            r"(?:besluit|besluitvorming|beslissing|conclusie|uitkomst|genomen besluit|besloten)\b.{0,25}$",
            re.IGNORECASE,
        ),
    ),
    (
        "votes",
        re.compile(
            r"(?:stemming|stemuitslag|stemverhouding|stemmen|uitslag|voor\s?/\s?tegen)\b.{0,15}$", re.IGNORECASE
        ),
    ),
)
_SUBJECT = re.compile(r"(?:onderwerp|titel|omschrijving)\b", re.IGNORECASE)
_ITEM = re.compile(r"agendapunt\W*$", re.IGNORECASE)
"""A head that is of the numbers where another is of the subjects."""
_LETTERED = r"(?:[A-Z](?:[.\-]?(?:\d{1,2}|[A-Z]))?|[A-Z]{1,2}[.\-]?\d{1,4}(?:[.\-/]\d{1,4})?[a-z]?)"
_NUMBER = re.compile(rf"(?:\d{{1,3}}(?:[.\-]?(?:\d{{1,2}}|[a-zA-Z])){{0,3}}|{_LETTERED})[.)]?$")
_IN_TITLE = re.compile(rf"(?P<n>{_LETTERED})[.)]?\s+(?=[A-Z])")
"""A number with no gap behind it: it counts only where it goes on from the one above."""
_LED = re.compile(r"(?P<n>\d{1,2}[a-z]?(?:\.\d{1,2})?)[.)]\s+(?=\S)")
"""The number that opens a title, in a table without a column for it."""
_TOLD = re.compile(
    rf"\W{{0,3}}(?:behandeling\s+(?:van\s+)?)?agendapunt\s+(?-i:(?P<n>\d{{1,2}}[a-z]?|{_LETTERED}))\s*"
    r"[(‘“\"](?P<t>[^()’”\"]{4,150})[)’”\"]\s+(?P<d>(?:wordt|is)\s\S.{4,100}?)\W*",
    re.IGNORECASE,
)
"""A line between the rows: "Behandeling agendapunt X (nota kade) wordt in februari voortgezet"."""
_LABEL = re.compile(r"\W{0,3}(?:besluit|besloten|conclusie)\s*:\s*", re.IGNORECASE)
_NOTHING = re.compile(r"[-–—]?$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SECTION = re.compile(
    r"\s*(?:(?:[A-Z]-?)?stukken|(?:hamer|bespreek|informatie)stuk(?:ken)?"
    r"|ter (?:besluitvorming|bespreking|kennisname))\W*$",
    re.IGNORECASE,
)
"""A heading between the rows."""
MAX_BELOW = 400
LONG_TITLE = 60
"""Characters from which on a title's line may be cut off by its column."""
Pieces = tuple[Span, ...]


@dataclass(frozen=True)
class Row:
    """An item of a table: the pieces of each column's cell."""

    number: Span | None
    title: Pieces
    decision: Pieces
    below: tuple[Line, ...]


def rows_of(part: Part) -> list[Row]:
    """The items of all tables with such a head, in order; one without a head goes on with the columns before it. []
    without any. Tables that no line rules are read as columns of the text, and by the white between their cells where
    that gives none."""
    return _read(part, part.doc.grids) or _read(part, [*part.doc.grids, *open_grids(part)])


def _read(part: Part, grids: Sequence[Grid]) -> list[Row]:
    table = _Table(part)
    for piece in in_order(part, grids):
        if isinstance(piece, Line):
            if not piece.blank:
                table.read_line(piece)
        else:
            table.read_grid(piece)
    table.end_row()
    rows = table.rows
    if sum(row.number is not None for row in rows) > len(rows) / 2:
        # among numbered items, a row that decides nothing or names nothing is a heading or a remark
        rows = [r for r in rows if r.number is not None or (r.decision and _is_named(part, r))]
    return rows if len(rows) >= 2 else []


def _is_named(part: Part, row: Row) -> bool:
    return any(_WORD.search(part.doc.text, s.start, s.end) for s in row.title)


class _Table:
    """Reads rows one after another; what the last head said of the columns holds until the next one."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.rows: list[Row] = []
        self._columns: dict[int, Column] = {}
        self._width = 0
        self._last: Line | None = None
        self._places: Places | None = None
        self._open: dict[Column, list[Span]] = {}

    def read_grid(self, grid: Grid) -> None:
        """The rows of a ready-made table; nothing without a head of its own or of one before it."""
        self.end_row()
        by_row: dict[int, list[Cell]] = {}
        for cell in grid.cells:
            if cell.spans:
                by_row.setdefault(cell.row, []).append(cell)
        text = self.part.doc.text
        head = _columns({c.column: " ".join(text[s.start : s.end] for s in c.spans) for c in by_row.get(0, [])})
        if head is None and not (self._columns and grid.columns == self._width and self.rows):
            return
        if head is not None:
            self._columns, self._width = head, grid.columns
        self._last = None
        for at in range(0 if head is None else 1, grid.rows):
            self._take({self._columns[c.column]: c.spans for c in by_row.get(at, []) if c.column in self._columns})

    def read_line(self, line: Line) -> None:
        """A line outside tables: a head, a row, or what is left of a title."""
        cells = cells_of(line.text, line.start)
        head = _head_of(cells)
        if head is not None:
            self.end_row()
            self._columns, self._width, self._last = head, len(cells), None
            places = Places.of(self.part, line, cells)
            self._places = places if "votes" in head.values() or self._stands_under(places, line) else None
            return
        if self._places is not None:
            self._read_placed(line, cells, self._places)
            return
        if set(self._columns.values()) != {"number", "title", "decision"} or self._columns[0] != "number":
            return
        if (told := _TOLD.fullmatch(line.text)) is not None:
            number, title, said = (Span(line.start + a, line.start + b) for a, b in map(told.span, ("n", "t", "d")))
            self._take({"number": (number,), "title": (title,), "decision": (said,)})
            self._last = None
            return
        row = self._row_of([Span(c.start, c.end) for c in cells])
        if row is not None:
            self._take(row)
            self._last = line
        elif self._last is not None and self._goes_on(line, len(cells)):
            above = self.rows[-1]
            self.rows[-1] = replace(above, title=(*above.title, Span(line.start, line.end)))
            self._last = line
        else:
            self._last = None

    def _stands_under(self, places: Places, head: Line) -> bool:
        """Do the cells of the rows begin where those of the head do? Gaps alone are no columns."""
        if set(self._columns.values()) != {"number", "title", "decision"}:
            return False
        below = [(x, cells_of(x.text, x.start)) for x in self.part.body if x.start > head.start and not x.blank]
        whole = [(x, cells) for x, cells in below[:MAX_BELOW] if len(cells) == self._width]
        under = sum(places.hold(self.part, x, cells) for x, cells in whole)
        return under >= 2 and under >= 0.8 * len(whole)

    def _read_placed(self, line: Line, cells: Sequence[LineCell], places: Places) -> None:
        """A line whose cells stand under the head's: a row, or what goes on of the one above."""
        text = self.part.doc.text
        placed = [(self._columns[places.column(self.part, line, cell)], Span(cell.start, cell.end)) for cell in cells]
        first, span = placed[0]
        begins = first == "number" and _NUMBER.match(text[span.start : span.end]) is not None
        if begins and len(placed) > 1:
            self.end_row()
        elif self._closes(line, first) or (len(placed) == 1 and _SECTION.match(line.text)):
            self.end_row()
            self._last = None
            return
        for column, place in placed:
            self._open.setdefault(column, []).append(place)
        self._last = line

    def _closes(self, line: Line, first: Column) -> bool:
        """Is a line no part of the row above it?"""
        return not self._open or self._last is None or line.index != self._last.index + 1 or first == "number"

    def end_row(self) -> None:
        """Takes the row whose lines were read last."""
        if self._open:
            self._take({column: tuple(spans) for column, spans in self._open.items()})
            self._open = {}

    def _goes_on(self, line: Line, cells: int) -> bool:
        """Is it the rest of the title of the line above?"""
        if self._last is None or cells != 1 or line.index != self._last.index + 1:
            return False
        start = line.text[:1]
        title = self.rows[-1].title[-1]
        return start.islower() or start == "(" or title.end - title.start >= LONG_TITLE

    def _row_of(self, cells: Sequence[Span]) -> dict[Column, Pieces] | None:
        """A line's cells as a row; None where no number, or one that does not go on, opens it."""
        text = self.part.doc.text
        first = text[cells[0].start : cells[0].end]
        number, rest = cells[0], list(cells[1:])
        if _NUMBER.match(first) is None or not rest:
            joined = _IN_TITLE.match(first)
            if joined is None or not self.rows:
                return None
            number = Span(cells[0].start, cells[0].start + joined.end("n"))
            rest = [Span(cells[0].start + joined.end(), cells[0].end), *rest]
        if not self._follows(text[number.start : number.end], 26 if number is cells[0] else 1):
            return None
        decision = (rest.pop(),) if len(rest) > 1 else ()
        return {"number": (number,), "title": tuple(rest), "decision": decision}

    def _follows(self, number: str, farthest: int) -> bool:
        """Does a letter go on from the one above, `farthest` letters on at most? A figure may always: papers of an item
        have their own."""
        if not number[0].isalpha():
            return True
        text = self.part.doc.text
        above = [text[r.number.start] for r in self.rows if r.number is not None and text[r.number.start].isalpha()]
        return not above or 0 <= ord(number[0]) - ord(above[-1]) <= farthest

    def _take(self, cells: Mapping[Column, Pieces]) -> None:
        text = self.part.doc.text
        title, decision, votes = cells.get("title", ()), cells.get("decision", ()), cells.get("votes", ())
        number = self._number(cells.get("number", ()))
        if "number" not in self._columns.values() and title and (led := _LED.match(text, *title[0])):
            number, title = Span(*led.span("n")), (Span(led.end(), title[0].end), *title[1:])
        if not title:
            if self.rows and (decision or votes) and number is None:
                self._carry_over(decision, votes)
            return
        if all(_NOTHING.match(text[s.start : s.end]) for s in decision):
            told = beside_title(text, title)
            title, decision = (told.title, (told.decision,)) if told else _decided_below(text, title)
        if decision and (label := _LABEL.match(text, decision[0].start, decision[0].end)) is not None:
            rest = (Span(label.end(), decision[0].end),) if label.end() < decision[0].end else ()
            decision = (*rest, *decision[1:])
        self.rows.append(Row(number, title, decision, tuple(_lines(self.part, (*decision, *votes)))))

    def _number(self, pieces: Pieces) -> Span | None:
        """The number of a cell, without its mark."""
        text = self.part.doc.text
        if not pieces or _NUMBER.match(text[pieces[0].start : pieces[0].end]) is None:
            return None
        start, end = pieces[0]
        return Span(start, end - 1 if text[end - 1] in ".)" else end)

    def _carry_over(self, decision: Pieces, votes: Pieces) -> None:
        """A row that a page cut in two."""
        above = self.rows[-1]
        below = (*above.below, *_lines(self.part, (*decision, *votes)))
        self.rows[-1] = replace(above, decision=(*above.decision, *decision), below=below)


_DECIDES = re.compile(
    r"\s+(?=(?:(?:het\s+college|de\s+(?:raad|burgemeester)|burgemeester\s+en\s+wethouders)\s+)(?:besluit(?:en|t)?|stem(?:t|men)\s+in)\b"
    r"|(?-i:Besluit|BESLUIT)\s?:)",
    re.IGNORECASE,
)


def _decided_below(text: str, title: Pieces) -> tuple[Pieces, Pieces]:
    """ "Subsidie dorpshuis  Het college besluit ...": a cell with the subject and, under it, what was decided."""
    for at, (start, end) in enumerate(title):
        found = _DECIDES.search(text, start + (at == 0), end)
        if found is not None:
            before = (Span(start, found.start()),) if found.start() > start else ()
            return (*title[:at], *before), (Span(found.end(), end), *title[at + 1 :])
        if at and _DECIDES.match(" " + text[start:end]):
            return title[:at], title[at:]
    return title, ()


def _head_of(cells: Sequence[LineCell]) -> dict[int, Column] | None:
    """The columns that a line heads; None where it is no head of three or more."""
    head = _columns({at: cell.text for at, cell in enumerate(cells)}) if len(cells) >= 3 else None
    return head if head is not None and len(head) == len(cells) else None


def _columns(head: Mapping[int, str]) -> dict[int, Column] | None:
    """What the texts of a row say of their columns; None where it is no head."""
    found: dict[int, Column] = {}
    subject = any(_SUBJECT.match(text.strip()) for text in head.values())
    for column, text in head.items():
        if subject and _ITEM.match(text.strip()):
            found[column] = "number"
            continue
        for name, pattern in _HEADS:
            if name not in found.values() and pattern.match(text.strip()):
                found[column] = name
                break
    named = set(found.values())
    return found if "title" in named and ("number" in named or "decision" in named) else None


def _lines(part: Part, spans: Sequence[Span]) -> list[Line]:
    """Each piece of a cell as a line of its own."""
    out: list[Line] = []
    for span in spans:
        at = span.start
        for piece in part.doc.text[span.start : span.end].split("\n"):
            if piece.strip():
                out.append(replace(part.doc.line_at(at), start=at, end=at + len(piece), text=piece))
            at += len(piece) + 1
    return out
