"""`griffier run`: from the words of a command line to a run, its progress and its summary."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from griffier.extractors.context import Settings
from griffier.pipeline.batch.engine import RunOptions, run
from griffier.pipeline.batch.task import Outcome


class Quiet:
    """Tells nobody."""

    def planned(self, total: int, todo: int, hidden: int) -> None:
        """Nothing."""

    def done(self, outcome: Outcome, brought: int) -> None:
        """Nothing."""


def run_command(inputs: tuple[str, ...], out: Path, *, jobs: int | None = None) -> int:
    """Run, tell, and return the exit code. Raises UsageError, NoInputError."""
    options = RunOptions(inputs, out, jobs=jobs or len(os.sched_getaffinity(0)), settings=Settings())
    result = run(options, Quiet())
    print(dict(result.totals.kinds), dict(result.totals.errors), result.totals.ledger(), file=sys.stderr)
    return result.exit_code
