"""What a run tells at its end: what a person should look at, apart from what is only said."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

from rich.console import Console

from griffier.pipeline.batch.inputs import Walk
from griffier.pipeline.batch.output import Totals
from griffier.pipeline.batch.run import RunResult
from griffier.pipeline.batch.summary import tell
from griffier.schemas.findings import FOR_INFORMATION, MEANINGS


def told(totals: Totals) -> str:
    """The summary of a run with these sums, blanks single."""
    result = RunResult(totals, totals.documents, 0, 0, Walk((), Path("out")), True, False, 1.0, Path("out"))
    page = io.StringIO()
    tell(result, Console(file=page, width=110))
    return " ".join(page.getvalue().split())


def test_what_is_to_be_looked_at_comes_first_and_says_where() -> None:
    said = told(
        Totals(
            records=4,
            documents=3,
            kinds=Counter(motion=4),
            findings=Counter({"table.narrative_confirmed": 9, "kind.uncertain": 2}),
            found_in={
                "table.narrative_confirmed": ["in/begroting.pdf"],
                "kind.uncertain": ["in/brief.txt", "in/b.txt"],
            },
        )
    )
    look, _, information = said.partition("For information")
    assert "Findings to look at" in look
    assert "kind.uncertain 2 2 the kind of document is in doubt (first in brief.txt)" in look
    assert "griffier text FILE --coverage" in look
    assert "table.narrative_confirmed 9 1 the prose and the table agree (in begroting.pdf)" in information


def test_where_all_is_well_there_is_no_table_of_findings() -> None:
    said = told(Totals(records=1, documents=1, kinds=Counter(motion=1), pages=Counter(text=2)))
    assert "Findings" not in said and "For information" not in said
    assert "2 pages: 2 text." in said


def test_pages_that_nobody_can_count_are_said_in_the_sum() -> None:
    said = told(Totals(documents=2, pages=Counter(text=3, ocr=1), errors=Counter(), unknown_pages=1))
    assert "4 pages: 3 text, 1 by OCR, and those of 1 failed file, of which nobody can say how many." in said


def test_every_code_that_is_only_said_has_a_meaning() -> None:
    assert set(MEANINGS) >= FOR_INFORMATION
