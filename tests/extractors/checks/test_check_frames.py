"""The words by which rows, columns and sentences are held against each other: frames in
`tests/cases/frames/checks.jsonl`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal

import pytest

from griffier.extractors.checks.date_conflicts import _impossible
from griffier.extractors.checks.tables import table_findings
from griffier.extractors.checks.tables_prose import narrative_findings, neutral_entries
from griffier.extractors.dutch.money import find
from griffier.extractors.tables.column_heads import describe
from griffier.schemas.budget_report import Column, Explanation, Row, Table
from griffier.schemas.civic import Amount
from griffier.schemas.document import Part, plain_document
from griffier.tests.extractors.frames import framed, hold

_TYPES: dict[str, Literal["expense", "income"]] = {"Lasten": "expense", "Baten": "income"}


def table_of(text: str) -> Table:
    """A table of thousands as typed: "# title" (and "(programme)" behind it), a line of heads, and rows of number,
    label and figures between bars; "=" before the label of a total."""
    title, heads, *rows = text.strip().split("\n")
    name, _, programme = title.removeprefix("# ").partition(" @")
    columns = []
    for head in heads.split(" | "):
        c = describe([head])
        columns.append(Column(key=c.key, year=c.year, phase=c.phase, measure=c.measure, kind="money"))
    out = []
    for row in rows:
        number, label, *figures = row.split(" | ")
        values = {c.key: Decimal(f) * 1000 if f != "-" else None for c, f in zip(columns, figures, strict=True)}
        role = "total" if label.startswith("=") else "item"
        kind = _TYPES.get(label)
        out.append(Row(number=number or None, label=label.lstrip("="), role=role, type=kind, values=values, page=1))
    return Table(title=name, pages=[1], unit=1000, columns=columns, rows=out, programme=programme or None)


def findings(text: str) -> list[list[str]]:
    """Code and column of what is found in tables that an empty line parts."""
    found = table_findings([table_of(one) for one in text.split("\n\n")], "")
    return [[f.code, f.pointer.rpartition("/")[2]] for f in found]


def told(text: str) -> list[str]:
    """What is found of a row "Jeugdhulp" that prints 250 and -362; heading and text stand around a bar."""
    heading, _, said = text.partition(" | ")
    values = {"2024": Decimal(250000), "Verschil": Decimal(-362000)}
    row = Row(label="Jeugdhulp", values=values, page=1)
    table = Table(pages=[1], unit=1000, columns=[Column(key=key, kind="money") for key in values], rows=[row])
    amounts = [
        Amount(raw=m.raw, value=m.value, approximate=m.approximate) for piece in (heading, said) for m in find(piece)
    ]
    explained = Explanation(heading=heading, text=said, amounts=amounts, row_pointers=["/tables/0/rows/0"])
    return [f.code.rpartition("_")[2] for f in narrative_findings([table], [explained])]


def remains(text: str) -> bool:
    """Is an entry said to cancel out whose rows, 340 and -320, do not?"""
    table = table_of("# Energie\n2024\n4 | Energie | 340\n4 | Energie | -320")
    return bool(neutral_entries([table], [Explanation(heading="Energie", text=text, amounts=[], rows=["4"])]))


def no_days(text: str) -> list[str]:
    """The days that no calendar has."""
    return [f.message.split(" is no")[0] for f in _impossible(Part.whole(plain_document(text)))]


READERS: dict[str, Callable[[str], Any]] = {"tables": findings, "prose": told, "remains": remains, "no days": no_days}


@pytest.mark.parametrize("case", framed("checks"))
def test_words(case: dict[str, Any]) -> None:
    hold(case, READERS)
