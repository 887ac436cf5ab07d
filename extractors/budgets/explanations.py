"""Prose that explains rows of a table: a heading, its text, its amounts, and the rows that it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from griffier.extractors.budgets.outline import outline
from griffier.extractors.budgets.telling import Piece, Printed, Telling
from griffier.extractors.budgets.ties import Ties
from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch.money import within
from griffier.extractors.text.unwrapping import join_lines, joined
from griffier.schemas.budget_report import Table
from griffier.schemas.document import Layer, Part, Span
from griffier.schemas.evidence import Found


def explanations(part: Part, tables: Sequence[Table]) -> list[Draft]:
    """The explanations of a report in its order."""
    ties = Ties(tables)
    lines = [line for line in part.lines if line.layer is Layer.BODY]
    out: list[Draft] = []
    for block in Telling(lines, part.memo(outline), ties, Printed(tables)).read():
        place = block.heading
        title = join_lines(part.doc.text[place.start : place.end])
        spans = tuple(_stretches(block.body))
        numbers, pointers = ties.rows(title, place.start)
        out.append(
            {
                "heading": Found(title, (place,), "rule:explanation", 0.85),
                "text": Found(" ".join(joined(part.doc, *span) for span in spans), spans, "rule:explanation", 0.85),
                "amounts": [m.found() for span in (place, *spans) for m in within(part, *span)],
                "rows": [Found(number, (place,), "derived:explained_row", 0.8) for number in numbers],
                "row_pointers": [Found(pointer, (place,), "derived:explained_row", 0.8) for pointer in pointers],
            }
        )
    return out


def _stretches(body: Sequence[Piece]) -> Iterator[Span]:
    """The text of a body; two stretches where a table stands between its lines."""
    start, last = body[0].start, body[0]
    for piece in body[1:]:
        if piece.line - last.line > 4:
            yield Span(start, last.end)
            start = piece.start
        last = piece
    yield Span(start, last.end)
