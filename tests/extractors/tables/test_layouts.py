"""Fictional tables in the layouts that reports use, and near misses. Expected values were typed from the layout."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from griffier.extractors.tables.find import financial_tables
from griffier.schemas.document import Document, Part

CASES = [
    json.loads(line) for line in (Path(__file__).parents[2] / "cases" / "tables.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_layout(case: dict[str, Any], layout: Callable[..., Document]) -> None:
    doc = layout(case["pages"], case.get("rules"))
    found = financial_tables(Part.whole(doc))
    assert len(found) == len(case["tables"])
    for table, wanted in zip(found, case["tables"], strict=True):
        assert (table.title, table.unit, table.sign) == (wanted["title"], wanted["unit"], wanted["sign"])
        assert [c.key for c in table.columns] == wanted["columns"]
        rows = [(row.number, row.label, [table.value(row, i) for i in range(len(table.columns))]) for row in table.rows]
        values = [(r[0], r[1], [None if v is None else Decimal(v) for v in r[2]]) for r in wanted["rows"]]
        assert rows == values
        for row, want in zip(table.rows, wanted["rows"], strict=True):
            if len(want) > 3:
                assert list(row.section) == want[3]
        if "pages" in wanted:
            assert table.pages == wanted["pages"]
        if "kinds" in wanted:
            assert [c.kind for c in table.columns] == wanted["kinds"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_cell_is_where_it_says(case: dict[str, Any], layout: Callable[..., Document]) -> None:
    doc = layout(case["pages"])
    for table in financial_tables(Part.whole(doc)):
        for row in table.rows:
            for cell in row.cells:
                if cell is not None:
                    printed = doc.text[cell.place.start : cell.place.end]
                    assert printed.strip() == printed
                    assert any(c.isdigit() or c == "-" for c in printed)
                    assert cell.place.page == doc.page_at(cell.place.start).number
            if row.place is not None and row.label:
                assert (
                    doc.text[row.place.start : row.place.end].split()[-1] in row.label
                    or "\n" not in doc.text[row.place.start : row.place.end]
                )
