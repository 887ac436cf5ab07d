"""Fictional pages, one difficulty a file, beside the repository: `tests/cases/table_pages.jsonl` says what is printed.
What is not read yet is `known`, and must fail: who mends it takes the word out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from griffier.extractors.budgets.contract_tables import notes_of, tables_of
from griffier.extractors.checks.tables import table_findings
from griffier.extractors.mending.mend import mend
from griffier.pipeline.readers.door import read
from griffier.pipeline.source import SourceFile
from griffier.schemas.budget_report import Table
from griffier.schemas.document import Part

TESTS = Path(__file__).parents[2]
PAGES = TESTS.parents[1] / "shared" / "cases" / "tables"
CASES = [json.loads(line) for line in (TESTS / "cases" / "table_pages.jsonl").read_text().splitlines()]


def printed(table: Table) -> list[tuple[str, list[int | None]]]:
    """Label and figures of each row, as they are printed."""
    money = [c.key for c in table.columns if c.kind == "money"]
    cells = [(row.label or "", [row.values[key] for key in money]) for row in table.rows]
    return [(label, [None if v is None else int(v / table.unit) for v in values]) for label, values in cells]


def wrong(case: dict[str, Any], tables: list[Table], codes: set[str]) -> list[str]:
    """What the page prints and the tables do not hold."""
    rows = [row for table in tables for row in printed(table)]
    found: dict[str, list[Any]] = {
        "rows": [[label, values] for label, values in rows],
        "keys": [c.key for table in tables for c in table.columns],
        "sections": [name for table in tables for row in table.rows for name in row.section],
        "finding": list(codes),
    }
    out = [f"{what}: {said!r}" for what in found for said in case.get(what, ()) if said not in found[what]]
    whole = {
        "tables": len(tables),
        "units": [[table.unit, table.unit_source] for table in tables],
        "numbers": [row.number for row in tables[0].rows if row.number] if tables else [],
        "types": [row.type for row in tables[0].rows] if tables else [],
    }
    out += [f"{what}: {whole[what]!r}" for what in whole if what in case and whole[what] != case[what]]
    return out + [code for code in case.get("no_finding", ()) if code in codes]


@pytest.mark.skipif(not PAGES.exists(), reason="the pages lie beside the repository")
@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_what_a_page_prints(case: dict[str, Any]) -> None:
    part = Part.whole(mend(read(SourceFile.load(PAGES / case["file"]))))
    tables = tables_of(part)
    codes = {f.code for f in (*notes_of(part), *table_findings(tables, part.text))}
    assert bool(wrong(case, tables, codes)) == ("known" in case), wrong(case, tables, codes)
