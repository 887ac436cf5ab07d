"""Worker processes that can be killed: a document that hangs, swells or crashes takes its worker with it, and nothing
else.

pebble keeps the processes; the limits are watched from here, since a worker that hangs inside a C library or a regular
expression cannot watch itself. CPU time counts against the deadline; wall time only where a document and its children
have come to a standstill.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import shutil
import signal
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any

import psutil
from pebble import ProcessExpired, ProcessPool

from griffier.pipeline.batch.task import ErrorLine, Job, Outcome, Task, failed_tally
from griffier.pipeline.batch.watch import Watch, kill, kill_group, runs, signs_of
from griffier.pipeline.batch.worker import begin, hold, read_note
from griffier.pipeline.errors import CrashedError, GriffierError

TASKS_A_WORKER = 500
"""A worker is replaced after so many documents: what libraries leak does not add up."""

LOOK_EVERY = 0.25
"""Seconds between looks at the workers: how far a document may overshoot its limits."""

TRIES = 2
"""A crash may be a neighbour's doing (the system ran out of memory): a second try, then it is the document's."""

DEAD_LOOKS = 12
"""Looks at a dead worker after which its task is taken for lost: pebble forgets a task whose worker dies before it was
told that the task had begun."""

BROKEN_IN_A_ROW = 3
"""A pool whose workers die before they take a task is built anew so many times."""


@dataclass
class _Held:
    """A task in the pool, and what was seen of its worker. `dead`: looks at which its worker was gone."""

    number: int
    task: Task
    watch: Watch
    attempt: int = 1
    future: Future[Outcome] | None = None
    pid: int = 0
    verdict: GriffierError | None = None
    dead: int = 0


class BrokenWorkerError(Exception):
    """A worker is gone, and nobody knows how it ended."""


class Pool:
    """An executor over worker processes, started by `spawn` (a fork after pdfium and spaCy were loaded can
    deadlock)."""

    def __init__(self, job: Job, jobs: int, *, timeout: float, memory: int) -> None:
        """`timeout`: CPU seconds of one document, without those of OCR (each page has its own limit); `memory`: MB of a
        worker's tree."""
        self.job, self.jobs, self.timeout, self.memory = job, jobs, timeout, memory
        job.notes_dir.mkdir(parents=True, exist_ok=True)
        self.capacity = 2 * jobs
        self._ended: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._held: dict[int, _Held] = {}
        self._next = 0
        self._looked = 0.0
        self._share = 0
        self._broken = 0
        self._pids: set[int] = set()
        self._pool: Any = None

    def __enter__(self) -> Pool:
        self._pool = self._new_pool()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pids = {read_note(self.job.notes_dir, held.number).pid for held in self._held.values()} - {0}
        for pid in pids:
            kill(pid)
        self._pids |= pids
        if kind is None and not self._held:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()
        self._bury(wait=False)

    def submit(self, task: Task) -> None:
        """Queue a task."""
        self._next += 1
        self._tell_share(len(self._held) + 1)
        self._send(_Held(self._next, task, self._new_watch()))

    def wait(self) -> list[Outcome]:
        """The outcomes that came in within a moment."""
        ended: list[int] = []
        with contextlib.suppress(queue.Empty):
            ended.append(self._ended.get(timeout=LOOK_EVERY))
            while True:
                ended.append(self._ended.get_nowait())
        if time.monotonic() - self._looked > LOOK_EVERY:
            self._looked = time.monotonic()
            self._look()
        outcomes = [
            outcome
            for number in ended
            if self._has_ended(number) and (outcome := self._outcome(self._held.pop(number))) is not None
        ]
        self._tell_share(len(self._held))
        self._bury()
        return outcomes

    def _tell_share(self, held: int) -> None:
        """Tell the workers how many cores each has: those of workers without a file go to the others."""
        share = max(1, self.job.ocr_threads // max(1, held))
        if share != self._share:
            self._share = share
            draft = self.job.share_file.with_suffix(".part")
            draft.write_text(str(share))
            draft.replace(self.job.share_file)

    def _has_ended(self, number: int) -> bool:
        held = self._held.get(number)
        return held is not None and held.future is not None and held.future.done()

    def _new_watch(self) -> Watch:
        return Watch(self.timeout, self.memory)

    def _new_pool(self) -> Any:
        context = multiprocessing.get_context("spawn")
        return ProcessPool(
            self.jobs, max_tasks=TASKS_A_WORKER, initializer=begin, initargs=(self.job,), context=context
        )

    def _send(self, held: _Held) -> None:
        self._held[held.number] = held
        try:
            held.future = self._pool.schedule(hold, args=(held.number, held.task))
        except RuntimeError:  # the pool broke and is closed to new tasks
            self._rebuild()
            return
        held.future.add_done_callback(self._teller(held.number))

    def _teller(self, number: int) -> Callable[[Future[Outcome]], None]:
        return lambda future: self._ended.put(number)

    def _outcome(self, held: _Held) -> Outcome | None:
        """What became of a task whose future ended; None where it is tried again."""
        assert held.future is not None
        note = read_note(self.job.notes_dir, held.number)
        with contextlib.suppress(FileNotFoundError):
            (self.job.notes_dir / str(held.number)).unlink()
        try:
            outcome = held.future.result()
        except BrokenProcessPool:
            self._held[held.number] = held
            self._rebuild()
            return None
        except (CancelledError, ProcessExpired, BrokenWorkerError) as error:
            self._pids.add(note.pid)
            if held.verdict is None and held.attempt < TRIES:
                self._send(replace(held, attempt=held.attempt + 1, future=None, pid=0, dead=0, watch=self._new_watch()))
                return None
            cause = held.verdict or CrashedError(f"the worker that read it died ({_cause(error)})")
            line = ErrorLine.of(held.task, cause, sha256=note.sha256 or _sha256(held.task), attempts=held.attempt)
            return Outcome(held.task.path, line.sha256, error=line, tally=failed_tally(note.pages))
        self._broken = 0
        if outcome.error is not None and held.attempt > 1:
            outcome = replace(outcome, error=replace(outcome.error, attempts=held.attempt))
        return outcome

    def _rebuild(self) -> None:
        """Begin again with a new pool, and send what was under way once more. Raises CrashedError where no worker
        lives."""
        self._broken += 1
        if self._broken > BROKEN_IN_A_ROW:
            raise CrashedError(
                "the worker processes die before they begin",
                remedy="Look at the memory that is free; then report it with the output.",
            )
        with contextlib.suppress(Exception):  # it is broken: whatever it answers, it ends here
            self._pool.stop()
            self._pool.join()
        self._pool = self._new_pool()
        self._ended = queue.SimpleQueue()
        for held in list(self._held.values()):
            self._send(replace(held, future=None, pid=0, dead=0, watch=self._new_watch()))

    def _look(self) -> None:
        """Kill every worker whose document is over a limit."""
        now = time.monotonic()
        for held in self._held.values():
            note = read_note(self.job.notes_dir, held.number)
            if held.future is None or held.future.done() or not note.pid:
                continue
            if not runs(note.pid):
                self._miss(held)
            if not held.future.running() or held.verdict is not None:
                continue
            if note.pid != held.pid:
                held.pid, held.watch = note.pid, self._new_watch()
            with contextlib.suppress(psutil.Error):  # it ended meanwhile: its future tells
                held.verdict = held.watch.judge(signs_of(note.pid, note.cpu), now)
            if held.verdict is not None and held.future.running():
                kill(note.pid)

    def _miss(self, held: _Held) -> None:
        """A worker is gone and its task has not ended: pebble tells soon, or never."""
        held.dead += 1
        if held.dead >= DEAD_LOOKS:
            held.future = Future()
            held.future.set_exception(BrokenWorkerError())
            self._ended.put(held.number)

    def _bury(self, *, wait: bool = True) -> None:
        """Remove what dead workers left behind: processes and files."""
        for pid in list(self._pids):
            if wait and pid and runs(pid):
                continue
            self._pids.discard(pid)
            if pid:
                kill_group(pid)
                shutil.rmtree(self.job.folder_of(pid), ignore_errors=True)


def _cause(error: BaseException) -> str:
    code = getattr(error, "exitcode", None)
    if isinstance(code, int) and code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}" if code is not None else "nobody knows how"


def _sha256(task: Task) -> str | None:
    """The hash of a file whose worker is gone; None for an attachment, which only a worker unpacks."""
    import hashlib

    if task.locator:
        return None
    try:
        with open(os.fsdecode(task.real), "rb") as file:  # noqa: PTH123 - the name may be no UTF-8
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
