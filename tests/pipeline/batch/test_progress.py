"""What a run says without a terminal: a line a minute."""

from __future__ import annotations

import pytest

from griffier.pipeline.batch.progress import Lines
from griffier.pipeline.batch.task import Outcome, Tally


def test_a_line_a_minute_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    now = [0.0]
    lines = Lines(clock=lambda: now[0])
    lines.planned(5, 5, 5)
    for at in (10.0, 59.0, 61.0, 62.0, 122.0):
        now[0] = at
        lines.done(Outcome("a.pdf", "0", 1, (), tally=Tally(pages={"text": 2})), 0)
    assert capsys.readouterr().err.splitlines() == [
        "griffier: 3 of 5 files, 6 pages",
        "griffier: 5 of 5 files, 10 pages",
    ]
