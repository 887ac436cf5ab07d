"""Canonical text from a format without pages: blocks, lines and tables in reading order, each remembered where it
lands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from griffier.pipeline.errors import EmptyFileError, TooLargeError
from griffier.pipeline.limits import Limits
from griffier.pipeline.readers.decoding import clean
from griffier.pipeline.readers.inline_marks import without_marks
from griffier.schemas.document import Cell, Document, Grid, Layer, Page, Span

_BLANKS = re.compile(r"[ \t\u00a0\u2007\u202f]+")
_AROUND_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_MANY_BREAKS = re.compile(r"\n{2,}")

_CELL_LINES = 2
"""Lines of the cells of a row alone, over which it lays out a page."""


@dataclass(frozen=True, slots=True)
class CellText:
    """A table cell before it has a place: its text and how far it spans."""

    text: str
    colspan: int = 1
    rowspan: int = 1


@dataclass
class Flow:
    """Grows a document block by block. Blocks are separated by an empty line, lines of one block by a line feed, cells
    by a tab."""

    limits: Limits = field(default_factory=Limits)
    _pieces: list[str] = field(default_factory=list)
    _at: int = 0
    _layers: list[tuple[Span, Layer]] = field(default_factory=list)
    _headings: dict[int, int] = field(default_factory=dict)
    _grids: list[Grid] = field(default_factory=list)
    _breaks: set[int] = field(default_factory=set)

    def block(self, text: str, layer: Layer = Layer.BODY, heading: int = 0) -> Span | None:
        """A paragraph or heading, after an empty line. None where there is no text."""
        return self._add(text, "\n\n", layer, heading)

    def line(self, text: str, layer: Layer = Layer.BODY) -> Span | None:
        """A line (list item, header field) directly under the one before it."""
        return self._add(text, "\n", layer, 0)

    def table(self, rows: list[list[CellText]], layer: Layer = Layer.BODY) -> None:
        """A table in row order, one line a row, cells separated by a tab; its grid too, where it is the document's
        own. What lays out a page is no table: a row alone of cells with several paragraphs, and a cell of several
        lines over all columns, are read as text."""
        if len(rows) == 1 and any(len(_lines(cell.text)) > _CELL_LINES for cell in rows[0]):
            for cell in rows[0]:
                self.block(cell.text, layer)
            return
        cells: list[Cell] = []
        separator = "\n\n"
        width = max((sum(cell.colspan for cell in row) for row in rows), default=0)
        for r, (row, columns) in enumerate(zip(rows, _columns(rows), strict=True)):
            spans, separator = self._row(row, layer, separator, width)
            for cell, column, places in zip(row, columns, spans, strict=True):
                cells.append(Cell(r, column, places, _deep(cell, len(rows) - r), _wide(cell)))
        broad = max((cell.column + cell.colspan for cell in cells), default=0)
        if layer is Layer.BODY and len(rows) > 1 and broad > 1 and any(cell.spans for cell in cells):
            self._grids.append(Grid(1, len(rows), broad, tuple(cells)))

    def _row(self, row: list[CellText], layer: Layer, separator: str, width: int) -> tuple[list[tuple[Span, ...]], str]:
        """Write a row of a table of so many columns behind a separator; gives the places of its cells, and what parts
        it from the next."""
        filled = [_lines(cell.text) for cell in row]
        apart = len(row) == 1 < len(filled[0]) and 1 < width <= row[0].colspan
        spans: list[tuple[Span, ...]] = []
        for k, printed in enumerate(filled):
            if any(filled):
                self._put("\t" if k else "\n\n" if apart else separator)
            spans.append(self._cell(printed, layer, apart))
        return spans, separator if not any(filled) else "\n\n" if apart else "\n"

    def _cell(self, printed: list[str], layer: Layer, apart: bool) -> tuple[Span, ...]:
        """Write the lines of a cell as one: a tab or line break inside it would look like the next cell or row; or each
        `apart`. Gives the places of its text without marks."""
        if apart:
            pieces = [self._add(line, "\n" if k else "", layer, 0) for k, line in enumerate(printed)]
            return tuple(piece for piece in pieces if piece is not None)
        start = self._at
        bare, marked = without_marks(" ".join(printed))
        self._put(bare)
        if not marked:
            ends = accumulate(len(line) + 1 for line in printed[:-1])
            self._breaks.update(start + end - 1 for end in ends)
        spans = self._unmarked(start, bare, marked)
        if bare and layer is not Layer.BODY:
            self._layers.append((Span(start, self._at), layer))
        return spans

    def document(self, media_type: str, properties: dict[str, str]) -> Document:
        """The finished document: one page of no size. Raises EmptyFileError where no text came in."""
        text = "".join(self._pieces)
        if not text.strip():
            raise EmptyFileError("the file holds no text")
        return Document(
            text=text,
            pages=(Page(1, 0, len(text)),),
            grids=tuple(self._grids),
            layers=tuple(sorted(self._layers)),
            headings=self._headings,
            media_type=media_type,
            properties=properties,
            breaks=frozenset(self._breaks),
        )

    def _add(self, text: str, separator: str, layer: Layer, heading: int) -> Span | None:
        text, marked = without_marks(tidy(text))
        if not text.strip():
            return None
        self._put(separator)
        start = self._at
        self._put(text)
        span = Span(start, self._at)
        if layer is not Layer.BODY:
            self._layers.append((span, layer))
        else:
            self._unmarked(start, text, marked)
        if heading:
            self._headings[start] = heading
        return span

    def _unmarked(self, start: int, text: str, marked: list[tuple[int, int, Layer]]) -> tuple[Span, ...]:
        """Remember the layers inside a text put at `start`; the places of what is left of it, blanks trimmed off."""
        self._layers.extend((Span(start + lo, start + hi), layer) for lo, hi, layer in marked)
        left: list[Span] = []
        at = 0
        for lo, hi in [*((lo, hi) for lo, hi, _ in marked), (len(text), len(text))]:
            piece = text[at:lo]
            if piece.strip():
                end = start + at + len(piece.rstrip())
                left.append(Span(end - len(piece.strip()), end))
            at = hi
        return tuple(left)

    def _put(self, text: str) -> None:
        if not text or (not self._at and not text.strip()):
            return
        self._at += len(text)
        if self._at > self.limits.characters:
            raise TooLargeError(f"the text has more than {self.limits.characters:,} characters")
        self._pieces.append(text)


def _wide(cell: CellText) -> int:
    return max(1, min(cell.colspan, 200))


def _deep(cell: CellText, rows: int) -> int:
    return max(1, min(cell.rowspan, rows))


def _columns(rows: list[list[CellText]]) -> Iterator[list[int]]:
    """The columns in which the cells of each row begin: those that a cell of a row above takes are left out."""
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        out: list[int] = []
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            out.append(c)
            taken.update((r + i, c + j) for i in range(_deep(cell, len(rows) - r)) for j in range(_wide(cell)))
            c += _wide(cell)
        yield out


def tidy(text: str) -> str:
    """One block's text: control characters off, blanks folded (a tab stays a tab), no empty lines inside."""
    text = clean(text).replace("\f", "\n")
    text = _BLANKS.sub(lambda m: "\t" if "\t" in m[0] else " ", text)
    return _MANY_BREAKS.sub("\n", _AROUND_BREAK.sub("\n", text)).strip()


def _lines(text: str) -> list[str]:
    """The lines of a cell, without empty ones."""
    return [line for line in (" ".join(line.split()) for line in tidy(text).split("\n")) if line]
