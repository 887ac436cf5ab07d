"""A run: inputs in, records.jsonl, errors.jsonl, run.json and text/ out. Stops at nothing that a document does."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from griffier.extractors.drafting.context import Given, Settings
from griffier.pipeline.batch.inputs import Walk
from griffier.pipeline.batch.output import Totals, add_up, write_lines, write_report
from griffier.pipeline.batch.state import State
from griffier.pipeline.batch.task import Job, Outcome, Task
from griffier.pipeline.batch.versions import mark, settings_hash, versions
from griffier.pipeline.errors import InaccessibleError, MissingProgramError, NoInputError, UsageError
from griffier.pipeline.limits import Limits


@dataclass(frozen=True)
class RunOptions:
    """What a run is asked to do. `timeout`: CPU seconds a document; `memory`: MB a worker; `jobs` 0: no worker
    processes at all."""

    inputs: tuple[str, ...]
    out: Path
    jobs: int = 1
    metadata: Path | None = None
    settings: Settings = field(default_factory=Settings)
    timeout: float = 300.0
    memory: int = 2048
    processor: str = "griffier.pipeline.process:process"


class Executor(Protocol):
    """What processes tasks. `capacity`: how many it wants to have at hand."""

    capacity: int

    def __enter__(self) -> Any: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def submit(self, task: Task) -> None:
        """Queue a task."""

    def wait(self) -> list[Outcome]:
        """Outcomes that came in; [] after a moment without any."""


class Watcher(Protocol):
    """Who is told how a run goes."""

    def planned(self, total: int, todo: int, weight: int) -> None:
        """All inputs are known: so many, of which so many must be processed, and what these weigh."""

    def done(self, outcome: Outcome, brought: int) -> None:
        """A task ended, and brought so many new inputs."""


@dataclass(frozen=True)
class RunResult:
    """How a run ended."""

    totals: Totals
    processed: int
    unchanged: int
    hidden: int
    written: bool
    interrupted: bool
    wall_seconds: float
    out: Path
    unmatched: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """As the contract says."""
        if self.interrupted:
            return 130
        if self.totals.errors[MissingProgramError.code]:
            return MissingProgramError.exit_code
        if not self.totals.records and set(self.totals.errors) <= {InaccessibleError.code}:
            return NoInputError.exit_code
        return 1 if self.totals.errors or self.totals.unaccounted else 0


def run(options: RunOptions, watcher: Watcher, stop: Callable[[], bool] = lambda: False) -> RunResult:
    """Process every input until `stop` says so. Raises UsageError and NoInputError; all else ends in the files of the
    run."""
    from griffier.pipeline.batch.given import NOTHING_GIVEN, read_metadata

    begun, clock = datetime.now(UTC), time.monotonic()
    given = read_metadata(options.metadata, options.inputs) if options.metadata else NOTHING_GIVEN
    limits = Limits()
    settings = settings_hash(options.settings, limits)
    made_by = versions(options.settings)
    options.out.mkdir(parents=True, exist_ok=True)
    with (
        State(options.out, mark(made_by, settings)) as state,
        tempfile.TemporaryDirectory(prefix="griffier-") as notes,
    ):
        job = Job(state.text_dir, Path(notes), options.settings, settings, limits, options.processor)
        walk = Walk(options.inputs, options.out)
        for item in walk:
            if stop():
                break
            state.plan(item, given.of(item) or Given())
        total, todo = state.count("1"), state.count()
        if not total:
            raise NoInputError(_nothing(options, walk))
        state.commit()
        watcher.planned(total, todo, state.weight())
        interrupted = _work_off(state, _executor(job, options, state), watcher, given.at, stop) if todo else False
        totals, digest = add_up(state)
        left = state.count()
        totals.unaccounted += 0 if interrupted else left
        written = write_lines(state, options.out, digest)
        result = RunResult(
            totals=totals,
            processed=state.processed,
            unchanged=totals.documents - state.processed,
            hidden=walk.hidden,
            written=written,
            interrupted=interrupted,
            wall_seconds=time.monotonic() - clock,
            out=options.out,
            unmatched=given.unmatched(),
        )
        write_report(options.out, _report(result, options, made_by, settings, begun, left))
    return result


def _work_off(
    state: State,
    executor: Executor,
    watcher: Watcher,
    given_at: Callable[[str], Given | None],
    stop: Callable[[], bool],
) -> bool:
    """Process all tasks. True where the user interrupted it: asked between tasks, so that no result is kept by
    halves."""
    under_way = 0
    with executor:
        while not stop():
            while under_way < executor.capacity and (task := state.take()) is not None:
                executor.submit(task)
                under_way += 1
            if not under_way:
                return False
            for outcome in executor.wait():
                under_way -= 1
                watcher.done(outcome, state.finish(outcome, given_at))
    return True


def _executor(job: Job, options: RunOptions, state: State) -> Executor:
    if options.settings.spacy_model:
        _check_model(options.settings.spacy_model)
    if options.jobs == 0:
        from griffier.pipeline.batch.inline import Inline

        return Inline(job)
    from griffier.pipeline.batch.pool import Pool

    workers = state.workers(options.jobs)
    job = replace(job, ocr_threads=max(1, options.jobs // workers))
    return Pool(job, workers, timeout=options.timeout, memory=options.memory)


def _check_model(name: str) -> None:
    """Load the model once here, so that one that cannot be loaded fails before ten thousand documents do. Raises
    UsageError."""
    from griffier.extractors.dutch.nlp import ModelNotFoundError, load_model

    try:
        load_model(name)
    except ModelNotFoundError as error:
        raise UsageError(str(error), remedy=error.remedy) from error


def _nothing(options: RunOptions, walk: Walk) -> str:
    hidden = f" ({walk.hidden} hidden entries were passed over)" if walk.hidden else ""
    return f"no files in {', '.join(options.inputs)}{hidden}"


def _report(
    result: RunResult, options: RunOptions, made_by: dict[str, str | None], settings: str, begun: datetime, left: int
) -> dict[str, Any]:
    totals = result.totals
    return {
        "producer": {"name": "griffier", "version": made_by["griffier"], "settings": settings},
        "versions": made_by,
        "settings": asdict(options.settings),
        "inputs": list(options.inputs),
        "documents": {
            "total": totals.documents,
            "records": totals.documents - sum(totals.errors.values()),
            "errors": sum(totals.errors.values()),
            "processed": result.processed,
            "unchanged": result.unchanged,
            "not_reached": left,
            "hidden_skipped": result.hidden,
        },
        "records": totals.records,
        "kinds": dict(sorted(totals.kinds.items())),
        "findings": dict(sorted(totals.findings.items())),
        "errors": dict(sorted(totals.errors.items())),
        "pages": totals.ledger(),
        "metadata": {"file": str(options.metadata), "unmatched": list(result.unmatched)} if options.metadata else None,
        "timings": {
            "wall_seconds": round(result.wall_seconds, 3),
            "cpu_seconds_of_results": round(totals.cpu_seconds, 3),
            "cpu_seconds_by_stage": {stage: round(seconds, 3) for stage, seconds in totals.stages.items()},
            "wall_seconds_of_results": round(totals.wall_seconds, 3),
            "jobs": options.jobs,
        },
        "started": begun.isoformat(timespec="seconds"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "interrupted": result.interrupted,
        "exit_code": result.exit_code,
    }
