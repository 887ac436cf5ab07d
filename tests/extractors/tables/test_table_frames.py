"""The words of heads, labels, legends and units of tables: frames in `tests/cases/frames/tables.jsonl`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from griffier.extractors.tables import headlines, word_columns
from griffier.extractors.tables import heads as heads_
from griffier.extractors.tables.captions import caption, speaks_of_unit, unit_everywhere, unit_of, without_legend
from griffier.extractors.tables.column_heads import describe, is_count, settle_kinds, settle_row_units, speaks_of_money
from griffier.extractors.tables.find import financial_tables
from griffier.extractors.tables.model import TableRow
from griffier.extractors.tables.plain_text import plain_tables
from griffier.extractors.tables.printed_figures import figure
from griffier.extractors.tables.row_labels import (
    _closes_section,
    _take_codes,
    _take_number,
    _type_of,
    code_value,
    role_of,
    wraps,
)
from griffier.extractors.tables.sign_legends import sign_of, speaks_of_letters
from griffier.schemas.document import Part, plain_document
from griffier.tests.extractors.frames import framed, hold


def kind(head: str) -> str:
    column = describe([head])
    settle_kinds([column], [])
    return column.kind


def row(label: str, *codes: str) -> TableRow:
    return TableRow(1, label, None, [], codes=codes)


def row_unit(label: str) -> int | None:
    made = row(label)
    settle_row_units([made])
    return made.unit


def numbered(label: str) -> list[str | None]:
    """Number and what is left of a label."""
    made = row(label)
    _take_number(made)
    return [made.number, made.label]


def coded(text: str) -> list[str | None]:
    """Label, type and term of a row whose columns of codes are named before a bar."""
    codes, _, label = text.partition(" | ")
    made = row(label, *codes.split())
    _take_codes(made)
    return [made.label, made.type, made.term]


def heads(text: str) -> list[str]:
    """The heads of the only table that the ends of lines show."""
    tables = plain_tables(plain_document(text).lines)
    return [column.key for column in tables[0].columns] if len(tables) == 1 else []


def rows(text: str) -> list[list[Any]]:
    """Label and figures of the rows of all tables."""
    tables = financial_tables(Part.whole(plain_document(text)))
    return [
        [r.label, *(None if (v := t.value(r, i)) is None else int(v) for i in range(len(t.columns)))]
        for t in tables
        for r in t.rows
    ]


def value(text: str) -> str | None:
    found = figure(text)
    return None if found is None or found.value is None else f"{found.value.normalize():f}"


def label_column(text: str) -> int:
    """Which of two columns of words is that of the labels, by their heads, which a bar parts."""
    return word_columns._label([0, 1], [["A", "B"], ["C", "D"]], dict(enumerate(text.split(" | "))))


def closes(text: str) -> bool:
    """Does a total close the section that stands behind a bar?"""
    label, _, section = text.partition(" | ")
    return _closes_section(label, section)


READERS: dict[str, Callable[[str], Any]] = {
    "year": lambda text: describe([text]).year,
    "phase": lambda text: describe([text]).phase,
    "measure": lambda text: describe([text]).measure,
    "kind": kind,
    "money": speaks_of_money,
    "count": is_count,
    "row unit": row_unit,
    "sign": sign_of,
    "letters": speaks_of_letters,
    "caption": lambda text: (found := caption(text)) and list(found),
    "unit": unit_of,
    "speaks of unit": speaks_of_unit,
    "unit everywhere": unit_everywhere,
    "without legend": without_legend,
    "role": role_of,
    "goes on": lambda text: wraps(text, "Kade"),
    "number": numbered,
    "codes": coded,
    "code": code_value,
    "type": lambda text: _type_of(text, ()),
    "type in section": lambda text: _type_of("Kade", (text,)),
    "closes": closes,
    "label column": label_column,
    "broken head": lambda text: heads_._joined(text.split("|")),
    "heads": heads,
    "rows": rows,
    "figure": value,
    "section": lambda text: headlines.SECTION.match(text) is not None,
}


@pytest.mark.parametrize("case", framed("tables"))
def test_words(case: dict[str, Any]) -> None:
    hold(case, READERS)
