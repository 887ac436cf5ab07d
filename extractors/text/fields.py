"""The one reader of labels and values: "Datum: 6 juli 2023", a label over or beside its value, in a cell of a table, a
row of labels over a row of values.

A value is printed lines of the canonical text. A label that has none is empty: the next label is never its value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from griffier.extractors.text.label_rows import Field, Row, rows_in, rows_of
from griffier.extractors.text.label_values import Reader
from griffier.extractors.text.labels import label_at, opens_text, vocabulary
from griffier.extractors.text.runs import whole
from griffier.schemas.document import Line, Part
from griffier.schemas.evidence import Found

__all__ = ["Field", "Row", "answers", "first", "head_lines", "head_of", "is_label", "read", "rows_in", "rows_of"]

HEAD_LINES = 60
"""Lines from the start of a part in which a head field is looked for."""


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
    return tuple(Reader(part, rows, kind).fields())
