"""The cells of a table of goals and results: their words, their items, and whether they are figures."""

from __future__ import annotations

import re

from griffier.extractors.budgets.aim import BULLET, Aim, marked
from griffier.extractors.budgets.outline import Question, column_question
from griffier.schemas.document import Cell, Document, Span

_WORD = re.compile(r"[^\W\d_]{2}|[A-Z]\d")
FIGURES = re.compile(r"[\s€%.,\d()+-]*")
CODE = re.compile(r"[A-Z]?\d{1,2}(?:\.\d{1,2})*(?:\.?[a-z])?\.?")


def asked_by(doc: Document, cell: Cell | None) -> Question | None:
    """What the head of a column asks."""
    text = text_of(doc, cell)
    return column_question(text) if text else None


def text_of(doc: Document, cell: Cell | None) -> str:
    """The words of a cell in one line; "" where there is none."""
    return " ".join(" ".join(doc.text[s.start : s.end] for s in cell.spans).split()) if cell is not None else ""


def in_reach(doc: Document, row: dict[int, Cell], reach: range) -> tuple[Cell | None, Cell | None]:
    """What a row has under a head: the cell of a code where the head spans one, and the cell of the words."""
    cells = [row[column] for column in reach if column in row and text_of(doc, row[column])]
    if len(cells) > 1 and CODE.fullmatch(text_of(doc, cells[0])):
        return cells[0], cells[1]
    return None, cells[0] if cells else None


def is_figure(doc: Document, row: dict[int, Cell], reach: range) -> bool:
    """Is what a row has under a head a figure?"""
    text = text_of(doc, in_reach(doc, row, reach)[1])
    return bool(text and FIGURES.fullmatch(text))


def items(doc: Document, row: dict[int, Cell], reach: range, *, goal: bool) -> list[Aim]:
    """The items that a row has under a head, with the code of a cell of its own."""
    code, words = in_reach(doc, row, reach)
    items = items_of(doc, words, goal=goal)
    if code is not None and len(items) == 1 and items[0].code is None:
        items[0].code = code.spans[0]
    return items


def items_of(doc: Document, cell: Cell | None, *, goal: bool, tail: bool = False) -> list[Aim]:
    """The items of a cell: its bullets, or all its words as one; behind a `tail` of another cell its bullets alone."""
    if cell is None or not _WORD.search(text_of(doc, cell)):
        return []
    out: list[Aim] = []
    loose: list[Span] = []
    for start, end in lines_of(doc, cell):
        item = marked(doc.text[start:end], start, goal=goal)
        if item is not None:
            out.append(item)
        elif out and out[-1].spans[-1].end < start:
            out[-1].spans.append(Span(start, end))
        else:
            loose.append(Span(start, end))
    return out or ([] if tail else [Aim(loose)])


def _is_bullet(doc: Document, span: Span, start: int) -> bool:
    """Is a line the mark of a list alone, its words right behind it?"""
    return (
        bool(BULLET.match(doc.text[span.start : span.end] + " x"))
        and span.end - span.start == 1
        and (start - span.end < 5)
    )


def lines_of(doc: Document, cell: Cell) -> list[Span]:
    """The lines of a cell, a mark of a list that stands alone with its words."""
    found: list[Span] = []
    for span in cell.spans:
        at = span.start
        ends = [i for i in range(span.start, span.end) if doc.text[i] == "\n" or i in doc.breaks]
        for end in [*ends, span.end]:
            piece = doc.text[at:end]
            bare = piece.strip()
            if bare:
                start = at + len(piece) - len(piece.lstrip())
                begin = found.pop().start if found and _is_bullet(doc, found[-1], start) else start
                found.append(Span(begin, start + len(bare)))
            at = end + 1
    return found
