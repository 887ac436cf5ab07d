"""What a run shows while it works: a progress bar on a terminal, JSON lines on request, otherwise a line a minute."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

from griffier.pipeline.batch.inputs import one_line
from griffier.pipeline.batch.state import weight_of
from griffier.pipeline.batch.task import Outcome
from griffier.pipeline.wording import counted, in_words, number, said


class Quiet:
    """Tells nobody."""

    def __enter__(self) -> Quiet:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return

    def planned(self, total: int, todo: int, weight: int) -> None:
        """Nothing."""

    def done(self, outcome: Outcome, brought: int) -> None:
        """Nothing."""


class Bar(Quiet):
    """A bar with files, pages, pages a second and the time left, on standard error."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        files, pages = said("files"), said("pages")
        self._bar = Progress(
            SpinnerColumn(),
            BarColumn(bar_width=None),
            TextColumn(f"{{task.fields[files]}} {files} · {{task.fields[pages]:,}} {pages}{{task.fields[rate]}} ·"),
            TimeElapsedColumn(),
            TextColumn(f"· {said('left')}"),
            TimeRemainingColumn(compact=True),
            TextColumn("[red]{task.fields[failed]}"),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("", total=None, files="", pages=0, rate="", failed="")
        self._pages = self._failed = self._files = self._total = self._weight = 0

    def __enter__(self) -> Bar:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def planned(self, total: int, todo: int, weight: int) -> None:
        """Set the length of the bar: the weight of what must be processed."""
        self._total, self._weight = todo, weight
        self._bar.update(self._task, total=weight, files=f"0/{todo:,}")

    def done(self, outcome: Outcome, brought: int) -> None:
        """One file on."""
        self._files += 1
        self._total += brought
        self._weight += brought * weight_of(0)
        self._pages += sum(outcome.tally.pages.values())
        self._failed += outcome.error is not None
        elapsed = self._bar.tasks[0].elapsed or 0.0
        self._bar.update(
            self._task,
            advance=weight_of(0 if "#" in outcome.path else outcome.size),
            total=self._weight,
            files=f"{self._files:,}/{self._total:,}",
            pages=self._pages,
            rate=f" · {self._pages / elapsed:,.1f} {said('a second')}" if elapsed > 1 else "",
            failed=said("{count} failed", count=self._failed) if self._failed else "",
        )


class Lines(Quiet):
    """A line a minute on standard error, for the log of a job that has no terminal; none for a run of a minute.

    `clock`: seconds.
    """

    EVERY = 60.0

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._next = clock() + self.EVERY
        self._files = self._failed = self._pages = self._total = 0

    def planned(self, total: int, todo: int, weight: int) -> None:
        """Know how many there are."""
        self._total = todo

    def done(self, outcome: Outcome, brought: int) -> None:
        """One file on."""
        self._files += 1
        self._total += brought
        self._pages += sum(outcome.tally.pages.values())
        self._failed += outcome.error is not None
        if self._clock() < self._next:
            return
        self._next = self._clock() + self.EVERY
        failed = ", " + said("{count} failed", count=number(self._failed)) if self._failed else ""
        files = said("{done} of {all} files", done=number(self._files), all=number(self._total))
        told = f"griffier: {files}, {counted(self._pages, 'page', 'pages')}{failed}"
        print(told, file=sys.stderr, flush=True)


class Each(Quiet):
    """A line a document on standard output, and what happens besides on standard error, each with the time."""

    def tell(self, what: str) -> None:
        """Something that is no document."""
        print(f"{time.strftime('%H:%M:%S')} griffier: {one_line(what)}", file=sys.stderr, flush=True)

    def done(self, outcome: Outcome, brought: int) -> None:
        """One file on."""
        if outcome.unchanged:
            return
        tally = outcome.tally
        if outcome.error is not None:
            told = in_words(outcome.error.message).rstrip(".")
            line = f"{said('not read')} ({outcome.error.error}): {told}. {in_words(outcome.error.remedy)}"
        else:
            kinds = ", ".join(kind if n == 1 else f"{n} x {kind}" for kind, n in sorted(tally.kinds.items()))
            pages = sum(tally.pages.values())
            found = sum(tally.findings.values())
            look = "; " + said("{count} to look at", count=found) if found else ""
            line = f"{kinds}; {counted(pages, 'page', 'pages')}{look}"
        print(f"{time.strftime('%H:%M:%S')} {one_line(outcome.path)}: {one_line(line)}", flush=True)


class JsonLog(Quiet):
    """One JSON object a line on standard error: what a CI job or a log store reads. Names of files, never their
    text."""

    def __init__(self) -> None:
        import structlog

        self._log: Any = structlog.wrap_logger(
            structlog.PrintLogger(sys.stderr),
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.JSONRenderer(),
            ],
        )

    def planned(self, total: int, todo: int, weight: int) -> None:
        """`run.planned`."""
        self._log.info("run.planned", inputs=total, to_process=todo)

    def done(self, outcome: Outcome, brought: int) -> None:
        """`document.done` or `document.failed`."""
        told = {"path": outcome.path, "sha256": outcome.sha256, "cpu_seconds": round(outcome.tally.cpu_seconds, 3)}
        if outcome.error is not None:
            error = outcome.error
            self._log.error(
                "document.failed",
                **told,
                error=error.error,
                stage=error.stage,
                message=error.message,
                attempts=error.attempts,
            )
        elif outcome.unchanged:
            self._log.info("document.unchanged", **told)
        else:
            self._log.info(
                "document.done", **told, kinds=outcome.tally.kinds, pages=outcome.tally.pages, attachments=brought
            )

    def ended(self, exit_code: int, records: int, errors: int, unaccounted: int) -> None:
        """`run.ended`."""
        self._log.info("run.ended", exit_code=exit_code, records=records, errors=errors, unaccounted_pages=unaccounted)
