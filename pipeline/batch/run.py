"""A run: inputs in, records.jsonl, errors.jsonl, run.json and text/ out. Stops at nothing that a document does."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from griffier.extractors.drafting.context import Given, Settings
from griffier.pipeline.batch.addresses import is_address
from griffier.pipeline.batch.executor import Executor
from griffier.pipeline.batch.given import NOTHING_GIVEN, GivenTable, read_metadata
from griffier.pipeline.batch.inputs import Walk, barred, missing
from griffier.pipeline.batch.output import Totals, add_up, others_results, write_lines, write_report
from griffier.pipeline.batch.selection import EVERYTHING, Selection
from griffier.pipeline.batch.state import State
from griffier.pipeline.batch.storage import storage_errors
from griffier.pipeline.batch.task import Job, Outcome
from griffier.pipeline.batch.versions import mark, settings_hash, versions
from griffier.pipeline.errors import InaccessibleError, MissingProgramError, NoInputError, UsageError
from griffier.pipeline.limits import Limits
from griffier.pipeline.temporary import working_folder

_NOT_THERE = "Look whether a disk or a share is missing; leave out what you removed yourself."
_BARRED = "Give yourself the right to enter the folders above it (chmod u+x), or run as a user who has it."
_EMPTIED = (
    "Look whether a disk or a share is missing. If you emptied the folder yourself, remove it too; to begin afresh, "
    "give another --out."
)


_MASKED = "masked"
"""The fact that tells that private people are hidden in what lies there."""


@dataclass(frozen=True)
class RunOptions:
    """What a run is asked to do.

    `limits`: what one file may hold; `timeout`: CPU seconds a document; `memory`: MB a worker; `jobs` 0: no worker
    processes at all; `growing`: real paths of files that are still being written: they keep the results they have;
    `scheduler`: the address of a dask scheduler whose workers do the work instead of processes of this machine.
    """

    inputs: tuple[str, ...]
    out: Path
    jobs: int = 1
    metadata: Path | None = None
    settings: Settings = field(default_factory=Settings)
    timeout: float = 300.0
    memory: int = 2048
    processor: str = "griffier.pipeline.process:process"
    selection: Selection = EVERYTHING
    growing: frozenset[str] = frozenset()
    scheduler: str | None = None
    limits: Limits = field(default_factory=Limits)


class Watcher(Protocol):
    """Who is told how a run goes."""

    def planned(self, total: int, todo: int, weight: int) -> None:
        """All inputs are known: so many, of which so many must be processed, and what these weigh."""

    def done(self, outcome: Outcome, brought: int) -> None:
        """A task ended, and brought so many new inputs."""


@dataclass(frozen=True)
class RunResult:
    """How a run ended.

    `gone`: inputs of the last run that are not among those of this one, so that their records are gone from the files;
    `left_alone`: whether files that this run knows nothing of stay as they are, since it was interrupted;
    `found_again`: inputs whose bytes had a result under another name (counted among the unchanged).
    """

    totals: Totals
    processed: int
    unchanged: int
    not_reached: int
    walk: Walk
    written: bool
    interrupted: bool
    wall_seconds: float
    out: Path
    gone: tuple[str, ...] = ()
    left_alone: bool = False
    found_again: int = 0
    unmatched: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """As the contract says."""
        if self.interrupted:
            return 130
        errors = self.totals.errors + self.totals.kept
        if errors[MissingProgramError.code]:
            return MissingProgramError.exit_code
        if not self.totals.records and set(errors) <= {InaccessibleError.code}:
            return NoInputError.exit_code
        return 1 if errors or self.totals.unaccounted else 0


def run(options: RunOptions, watcher: Watcher, stop: Callable[[], bool] = lambda: False) -> RunResult:
    """Process every input until `stop` says so.

    Raises UsageError, NoInputError where an input is not there or holds nothing any more (nothing is touched then), and
    StorageError; all else ends in the files of the run.
    """
    begun, clock = datetime.now(UTC), time.monotonic()
    given = read_metadata(options.metadata) if options.metadata else NOTHING_GIVEN
    if gone := missing(options.inputs):
        if why := barred(gone[0]):
            raise NoInputError(f"{gone[0]} cannot be reached: {why}; nothing was changed", remedy=_BARRED)
        more = f" (nor are {len(gone) - 1:,} others)" if len(gone) > 1 else ""
        raise NoInputError(f"{gone[0]} is not there{more}; nothing was changed", remedy=_NOT_THERE)
    settings = settings_hash(options.settings, options.limits)
    made_by = versions(options.settings)
    with (
        storage_errors(options.out),
        working_folder() as temporary,
        State(options.out, mark(made_by, settings)) as state,
    ):
        job = Job(
            state.text_dir,
            temporary,
            options.settings,
            settings,
            options.limits,
            options.processor,
            memory=options.memory,
        )
        _masks_stay(state, options)
        walk = Walk(options.inputs, options.out, options.selection)
        interrupted = _plan(state, walk, given, stop, options.growing)
        state.commit()
        if not interrupted:
            todo = state.count()
            watcher.planned(state.count("1"), todo, state.weight())
            interrupted = bool(todo) and _work_off(state, _executor(job, options, state), watcher, given.at, stop)
        state.partial = interrupted
        totals, digest = add_up(state)
        left = state.count()
        totals.unaccounted += 0 if interrupted else left
        left_alone = interrupted and others_results(state, options.out)
        result = RunResult(
            totals=totals,
            processed=state.processed,
            unchanged=totals.documents - state.processed,
            not_reached=left,
            walk=walk,
            gone=tuple(state.gone()),
            written=not left_alone and write_lines(state, options.out, digest),
            interrupted=interrupted,
            wall_seconds=time.monotonic() - clock,
            out=options.out,
            left_alone=left_alone,
            found_again=state.found_again,
            unmatched=given.unmatched(),
        )
        write_report(options.out, _report(result, options, made_by, settings, begun))
    return result


def _masks_stay(state: State, options: RunOptions) -> None:
    """Raises UsageError where this run would show people whom the last one hid."""
    if state.fact(_MASKED) and not options.settings.mask_private:
        raise UsageError(
            f"in {options.out} people who write to the council are hidden, and this run would show them; nothing was "
            f"changed",
            remedy="Add --mask-private, or give another --out.",
        )
    state.set_fact(_MASKED, "1" if options.settings.mask_private else "")


def _plan(
    state: State, walk: Walk, given: GivenTable, stop: Callable[[], bool], growing: frozenset[str] = frozenset()
) -> bool:
    """Take every input into the run. True where the user interrupted it. Raises NoInputError, with nothing touched,
    where there is no input, or a folder holds nothing of which results were published."""
    for item in walk:
        if stop():
            return True
        if growing and os.path.realpath(os.fsdecode(item.real)) in growing:
            state.hold(item.path)
        else:
            state.plan(item, given.of(item) or Given())
    lost = [(folder, why, n) for folder, why in walk.bare.items() if (n := state.published_below(folder))]
    if lost:
        folder, why, published = lost[0]
        state.undo()
        raise NoInputError(
            f"{folder}: {why}, and {published:,} of the files that were read stood there; nothing was changed",
            remedy=_EMPTIED,
        )
    if not state.count("1"):
        state.undo()
        raise NoInputError(_nothing(walk))
    return False


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
            state.commit_now_and_then()
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
    if options.scheduler:
        from griffier.pipeline.batch.cluster import Cluster

        return Cluster(job, options.scheduler, timeout=options.timeout, memory=options.memory)
    here = _of_this_machine(job, options, state)
    if any(map(is_address, options.inputs)):
        from griffier.pipeline.batch.fetching import Fetching

        return Fetching(here, job)
    return here


def _of_this_machine(job: Job, options: RunOptions, state: State) -> Executor:
    if options.jobs == 0:
        from griffier.pipeline.batch.inline import Inline

        return Inline(job)
    from griffier.pipeline.batch.pool import Pool

    job = replace(job, ocr_threads=options.jobs)
    return Pool(job, state.workers(options.jobs), timeout=options.timeout, memory=options.memory)


def _check_model(name: str) -> None:
    """Load the model once here, so that one that cannot be loaded fails before ten thousand documents do. Raises
    UsageError."""
    from griffier.extractors.dutch.nlp import ModelNotFoundError, load_model

    try:
        load_model(name)
    except ModelNotFoundError as error:
        raise UsageError(str(error), remedy=error.remedy) from error


def _nothing(walk: Walk) -> str:
    told = [f"{walk.hidden} hidden entries were passed over"] if walk.hidden else []
    told += [f"{walk.left_out} were left out by patterns or .griffierignore"] if walk.left_out else []
    told += [f"{folder} is the output of a run" for folder in walk.outputs]
    passed = f" ({'; '.join(told)})" if told else ""
    return f"no files in {', '.join(walk.given)}{passed}; nothing was changed"


def _report(
    result: RunResult, options: RunOptions, made_by: dict[str, str | None], settings: str, begun: datetime
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
            "found_again": result.found_again,
            "not_reached": result.not_reached,
            "hidden_skipped": result.walk.hidden,
            "left_out": result.walk.left_out,
        },
        "gone": len(result.gone),
        "outputs_skipped": result.walk.outputs,
        "kept": dict(sorted(totals.kept.items())),
        "left_alone": result.left_alone,
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
