"""Prose that explains rows of a table: a heading, its text, its amounts, and the rows that it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from griffier.extractors.budgets.outline import outline
from griffier.extractors.budgets.remarks import remarks
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
    out: list[tuple[int, Draft]] = []
    for block in Telling(lines, part.memo(outline), ties, Printed(tables)).read():
        start = block.heading[0].start
        rows = ties.rows(_title(part, block.heading), start)
        out.append((start, _draft(part, block.heading, tuple(_stretches(block.body)), *rows)))
    for remark in remarks(part, ties):
        told = _draft(part, remark.heading, remark.text, remark.numbers, remark.pointers)
        out.append((remark.heading[0].start, told))
    return [draft for _, draft in sorted(out, key=lambda told: told[0])]


def _title(part: Part, heading: Sequence[Span]) -> str:
    return " ".join(join_lines(part.doc.text[span.start : span.end]) for span in heading)


def _draft(
    part: Part, place: tuple[Span, ...], text: tuple[Span, ...], numbers: list[str], pointers: list[str]
) -> Draft:
    return {
        "heading": Found(_title(part, place), place, "rule:explanation", 0.85),
        "text": Found(" ".join(joined(part.doc, *span) for span in text), text, "rule:explanation", 0.85),
        "amounts": [m.found() for span in (*place, *text) for m in within(part, *span)],
        "rows": [Found(number, place, "derived:explained_row", 0.8) for number in numbers],
        "row_pointers": [Found(pointer, place, "derived:explained_row", 0.8) for pointer in pointers],
    }


def _stretches(body: Sequence[Piece]) -> Iterator[Span]:
    """The text of a body; two stretches where a table stands between its lines."""
    start, last = body[0].start, body[0]
    for piece in body[1:]:
        if piece.line - last.line > 4:
            yield Span(start, last.end)
            start = piece.start
        last = piece
    yield Span(start, last.end)
