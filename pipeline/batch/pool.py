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
from griffier.pipeline.batch.worker import begin, hold, read_note
from griffier.pipeline.errors import CrashedError, DeadlineError, GriffierError, MemoryLimitError

TASKS_A_WORKER = 500
"""A worker is replaced after so many documents: what libraries leak does not add up."""

LOOK_EVERY = 0.25
"""Seconds between looks at the workers: how far a document may overshoot its limits."""

TRIES = 2
"""A crash may be a neighbour's doing (the system ran out of memory): a second try, then it is the document's."""

BROKEN_IN_A_ROW = 3
"""A pool whose workers die before they take a task is built anew so many times."""

_STANDSTILL_CPU = 0.05
_MB = 1024 * 1024


@dataclass
class _Held:
    """A task in the pool. `cpu`, `moved`: CPU seconds of the whole tree at the last sign of life, and when that was."""

    number: int
    task: Task
    attempt: int = 1
    future: Future[Outcome] | None = None
    pid: int = 0
    cpu: float = 0.0
    moved: float = 0.0
    verdict: GriffierError | None = None


class Pool:
    """An executor over worker processes, started by `spawn` (a fork after pdfium and spaCy were loaded can
    deadlock)."""

    def __init__(self, job: Job, jobs: int, *, timeout: float, memory: int) -> None:
        """`timeout`: CPU seconds of one document, without those of OCR (each page has its own limit); `memory`: MB of a
        worker's tree."""
        self.job, self.jobs, self.timeout, self.memory = job, jobs, timeout, memory
        self.capacity = 2 * jobs
        self._ended: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._held: dict[int, _Held] = {}
        self._next = 0
        self._looked = 0.0
        self._broken = 0
        self._pids: set[int] = set()
        self._pool: Any = None

    def __enter__(self) -> Pool:
        self._pool = self._new_pool()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for held in self._held.values():
            self._pids.add(int(read_note(self.job.notes_dir, held.number).get("pid") or 0))
        if kind is None and not self._held:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()
        self._bury(wait=False)

    def submit(self, task: Task) -> None:
        """Queue a task."""
        self._next += 1
        self._send(_Held(self._next, task))

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
            if number in self._held and (outcome := self._outcome(self._held.pop(number))) is not None
        ]
        self._bury()
        return outcomes

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
        except (CancelledError, ProcessExpired) as error:
            self._pids.add(int(note.get("pid") or 0))
            if held.verdict is None and held.attempt < TRIES:
                self._send(replace(held, attempt=held.attempt + 1, future=None, pid=0))
                return None
            cause = held.verdict or CrashedError(f"the worker that read it died ({_cause(error)})")
            pages = note.get("pages")
            line = ErrorLine.of(held.task, cause, sha256=_sha256(held.task), attempts=held.attempt)
            return Outcome(held.task.path, line.sha256, error=line, tally=failed_tally(int(pages) if pages else None))
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
            self._send(replace(held, future=None, pid=0))

    def _look(self) -> None:
        """Stop every document that is over a limit."""
        now = time.monotonic()
        for held in list(self._held.values()):
            future = held.future
            if future is None or not future.running() or held.verdict is not None:
                continue
            note = read_note(self.job.notes_dir, held.number)
            if not note:
                continue
            with contextlib.suppress(psutil.Error):  # it ended meanwhile: its future tells
                held.verdict = self._judge(held, int(note["pid"] or 0), float(note["cpu"] or 0.0), now)
            if held.verdict is not None:
                for child in _children(held.pid):
                    with contextlib.suppress(psutil.Error):
                        child.kill()
                future.cancel()

    def _judge(self, held: _Held, pid: int, cpu_at_start: float, now: float) -> GriffierError | None:
        worker = psutil.Process(pid)
        times = worker.cpu_times()
        own = times.user + times.system - cpu_at_start
        tree, rss = own + times.children_user + times.children_system, worker.memory_info().rss
        for child in _children(pid):
            with contextlib.suppress(psutil.Error):
                spent = child.cpu_times()
                tree, rss = tree + spent.user + spent.system, rss + child.memory_info().rss
        if pid != held.pid or abs(tree - held.cpu) > _STANDSTILL_CPU:
            held.pid, held.cpu, held.moved = pid, tree, now
        if own > self.timeout:
            return DeadlineError(f"it took over {self.timeout:g} s of CPU time")
        if now - held.moved > self.timeout:
            return DeadlineError(f"it stood still for over {self.timeout:g} s")
        if rss > self.memory * _MB:
            return MemoryLimitError(f"it took {rss // _MB:,} MB; the limit is {self.memory:,}")
        return None

    def _bury(self, *, wait: bool = True) -> None:
        """Kill what dead workers left behind. A group's number is not given away as long as a process is in it."""
        for pid in list(self._pids):
            if wait and pid and psutil.pid_exists(pid) and _runs(pid):
                continue
            self._pids.discard(pid)
            if pid:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(pid, signal.SIGKILL)


def _runs(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def _children(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return []


def _cause(error: BaseException) -> str:
    code = getattr(error, "exitcode", None)
    if isinstance(code, int) and code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"


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
