"""Votes in a ruled table, whose empty cells leave no trace in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from griffier.extractors.drafting.draft import Draft, moved
from griffier.extractors.dutch.councils import NO_COUNCIL, Council
from griffier.extractors.text.open_grids import open_grids
from griffier.extractors.votes.ballot import Ballot
from griffier.extractors.votes.grammar import read_votes
from griffier.extractors.votes.marked_voters import read_marked_voters
from griffier.extractors.votes.vote_columns import read_columns
from griffier.schemas.document import Grid, Part, Span
from griffier.schemas.view import View

MAX_ROWS = 80
"""Rows of a table that can be a vote: the largest council has 45 members."""


def votes_in_grids(part: Part, council: Council = NO_COUNCIL) -> Draft | None:
    """The field `votes` from the first table whose head names two sides; spans are those of the document."""
    return next(iter(votes_of_grids(part, council, part.start, part.end, first=True)), None)


def votes_in_open_grids(part: Part, council: Council = NO_COUNCIL) -> Draft | None:
    """The same of a table that no line rules, where a line of the text names both sides."""
    if not any(_BOTH.search(line.text) for line in part.body if len(line.text) <= _HEAD):
        return None
    found = (votes_in_rows(part, _rows(grid), council) for grid in open_grids(part) if grid.rows <= MAX_ROWS)
    return next((votes for votes in found if votes is not None), None)


_BOTH = re.compile(r"\bvoor\b.*\btegen\b|\btegen\b.*\bvoor\b", re.IGNORECASE)
_HEAD = 80
"""Characters of a line that is the head of a table of votes."""


def votes_of_grids(part: Part, council: Council, start: int, end: int, *, first: bool = False) -> list[Draft]:
    """`votes` of each table between two places that is one; only of the `first` where that is asked."""
    out: list[Draft] = []
    for grid in part.grids:
        spans = [span for cell in grid.cells for span in cell.spans]
        inside = spans and start <= spans[0].start and spans[-1].end <= end
        if not inside or grid.columns < 2 or not 2 <= grid.rows <= MAX_ROWS:
            continue
        if (found := votes_in_rows(part, _rows(grid), council)) is not None:
            out.append(found)
            if first:
                break
    return out


def votes_in_rows(part: Part, rows: list[list[list[Span]]], council: Council = NO_COUNCIL) -> Draft | None:
    """The field `votes` from the rows of a table, each a list of cells, each a list of spans of the document."""
    table = _table(part, rows)
    whole = 0, len(table.text)
    ballot = Ballot(table.text, *whole, council)
    if not read_columns(ballot) and not read_marked_voters(ballot):
        return None
    found = read_votes(table.text, *whole, council)
    return moved(found, lambda span: table.spans(*span)) if found is not None else None


def _rows(grid: Grid) -> list[list[list[Span]]]:
    cells = {(c.row, c.column): list(c.spans) for c in grid.cells}
    return [[cells.get((row, column), []) for column in range(grid.columns)] for row in range(grid.rows)]


def _table(part: Part, rows: list[list[list[Span]]]) -> View:
    """The table as lines of cells with tabs between them; the lines of a cell are one. Without any comma they are a
    list, one a line."""
    pieces: list[Span | str] = []
    for row in rows:
        for cell in row:
            stretches = [stretch for span in cell for stretch in _stretches(part.doc.text, span)]
            listed = not any(mark in part.doc.text[a:b] for a, b in stretches for mark in ",;")
            for at, stretch in enumerate(stretches):
                runs_on = not listed or part.doc.text[stretch.start : stretch.start + 1].islower()
                pieces += [*([" " if runs_on else "; "] if at else []), stretch]
            pieces.append("\t")
        pieces[-1:] = ["\n"]
    return View.gathered(part.doc.text, pieces)


def _stretches(text: str, span: Span) -> Iterator[Span]:
    at = span.start
    for line in text[span.start : span.end].split("\n"):
        yield Span(at, at + len(line))
        at += len(line) + 1
