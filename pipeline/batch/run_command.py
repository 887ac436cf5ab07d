"""`griffier run`: from the words of a command line to a run, its progress and its summary."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

from griffier.extractors.drafting.context import Settings
from griffier.pipeline.batch.addresses import is_address
from griffier.pipeline.batch.progress import Bar, JsonLog, Lines, Quiet
from griffier.pipeline.batch.run import RunOptions, run
from griffier.pipeline.errors import UsageError
from griffier.pipeline.wording import said

ENGINES = ("local", "dask")


@dataclass
class Stop:
    """Whether somebody asked the run to stop. The first Ctrl-C (or SIGTERM) asks; a second one breaks off."""

    asked: bool = False

    def __call__(self) -> bool:
        """Whether to stop."""
        return self.asked

    def ask(self, number: int, frame: FrameType | None) -> None:
        """A signal came."""
        if self.asked:
            sys.exit(130)
        self.asked = True
        print("\ngriffier: " + said("stopping; what is done is kept (again to break off)"), file=sys.stderr)


@contextmanager
def stoppable() -> Iterator[Stop]:
    """SIGINT and SIGTERM ask for a stop as long as this holds."""
    stop = Stop()
    before = {number: signal.signal(number, stop.ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def cores() -> int:
    """How many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        return os.cpu_count() or 1


def run_command(options: RunOptions, *, log_json: bool = False, quiet: bool = False) -> int:
    """Run, tell, and return the exit code. `quiet`: only the exit code tells. Raises UsageError, NoInputError."""
    check_output(options.out)
    watcher: Quiet = JsonLog() if log_json else Quiet() if quiet else Bar() if sys.stderr.isatty() else Lines()
    with stoppable() as stop, watcher:
        result = run(options, watcher, stop)
    if isinstance(watcher, JsonLog):
        totals = result.totals
        watcher.ended(result.exit_code, totals.records, sum(totals.errors.values()), totals.unaccounted)
    elif not quiet:
        from rich.console import Console

        from griffier.pipeline.batch.summary import tell

        tell(result, Console() if sys.stdout.isatty() else Console(width=120))
    return result.exit_code


def settings_of(
    spacy_model: str | None, *, mask_private: bool = False, min_confidence: float | None = None
) -> Settings:
    """The settings. Raises UsageError for a spaCy model that is not installed."""
    if (
        spacy_model
        and not Path(spacy_model).is_dir()
        and (not spacy_model.isidentifier() or find_spec(spacy_model) is None)
    ):
        raise UsageError(
            f"the spaCy model {spacy_model} is not installed",
            remedy="Install it as a Python package beside griffier, or give the folder of a model.",
        )
    return Settings(spacy_model=spacy_model, mask_private=mask_private, min_confidence=min_confidence)


def scheduler_of(engine: str, scheduler: str | None) -> str | None:
    """The scheduler of `--engine dask`, as given or as dask's own setting says; None for this machine's processes.
    Raises UsageError."""
    if engine not in ENGINES:
        raise UsageError(f"there is no engine {engine}", remedy=f"Give one of: {', '.join(ENGINES)}.")
    if engine == "local":
        if scheduler:
            raise UsageError("--scheduler is for --engine dask", remedy="Give --engine dask, or leave it out.")
        return None
    address = scheduler or os.environ.get("DASK_SCHEDULER_ADDRESS")
    if not address:
        raise UsageError(
            "--engine dask needs a scheduler",
            remedy="Give --scheduler ADDRESS (or the file that it wrote), or set DASK_SCHEDULER_ADDRESS.",
        )
    return address


@contextmanager
def output_folder(out: str) -> Iterator[Path]:
    """The folder in which a run for `--out` works: itself, or for an address one of this machine, of which all is sent
    there when the run ends. Raises StorageError."""
    if not is_address(out):
        yield Path(out)
        return
    from griffier.pipeline.batch.remote_output import staged

    with staged(out) as folder:
        yield folder


def check_output(out: Path) -> None:
    """Make the folder of a run. Raises UsageError where it cannot be made or written to."""
    if out.exists() and not out.is_dir():
        raise UsageError(f"--out {out} is a file", remedy="Give a folder; it is made where it does not exist.")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"--out {out} cannot be made: {error.strerror}", remedy="Give a folder that you may write to."
        ) from error
    if not os.access(out, os.W_OK):
        raise UsageError(f"--out {out} may not be written to", remedy="Give a folder that you may write to.")
