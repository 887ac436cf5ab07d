"""Type, year, period and title of reports by the lines of their covers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from griffier.extractors.budgets import report_head
from griffier.extractors.budgets.report_names import report_type
from griffier.schemas.document import Layer, Part, Span, plain_document

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "cases" / "report_titles.jsonl").read_text("utf-8").splitlines()
]
AFTER = "\n\nHet college legt hierbij verantwoording af aan de raad over de begroting 2019 en de jaren daarna.\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: " / ".join(case["lines"]))
def test_cover(case: dict[str, Any]) -> None:
    doc = plain_document("\n\n".join(case["lines"]) + AFTER)
    part = Part.whole(doc)
    kind = report_type(part)
    year, period, title = (
        report_head.fiscal_year(part, kind),
        report_head.period(part, kind),
        report_head.title(part, kind),
    )
    got = {
        "type": kind.value,
        "year": year and year.value,
        "period": period and period.value,
        "title": title and title.value,
    }
    assert got == {key: case[key] for key in got}
    for found in (year, period, title):
        assert found is None or all(doc.text[s.start : s.end].strip() for s in found.spans)


def test_the_running_header_is_no_title() -> None:
    text = "Zandmeer - Kadernota 2026, concept\n\nKadernota 2026-2029\n\nGemeente Zandmeer\n"
    doc = plain_document(text, layers=((Span(0, 34), Layer.HEADER),))
    part = Part.whole(doc)
    title = report_head.title(part, report_type(part))
    assert title is not None and title.value == "Kadernota 2026-2029"
