"""An executor before another one: tasks at addresses are fetched by threads, some at a time, and go on as files."""

from __future__ import annotations

import contextlib
import os
from concurrent.futures import Future, ThreadPoolExecutor, wait
from concurrent.futures import TimeoutError as NotYetError
from pathlib import Path
from types import TracebackType

from griffier.pipeline.batch.addresses import fetched, is_address
from griffier.pipeline.batch.executor import Executor
from griffier.pipeline.batch.task import ErrorLine, Job, Outcome, Task, failed_tally
from griffier.pipeline.errors import GriffierError

AT_A_TIME = 8
"""Files fetched side by side: a server answers slowly, and a worker must not wait for it."""


def refused(task: Task, error: GriffierError) -> Outcome:
    """The outcome of a task whose bytes could not be had."""
    return Outcome(task.path, error=ErrorLine.of(task, error), tally=failed_tally(None))


class Fetching:
    """Fetches what is at an address, then hands it on."""

    def __init__(self, inner: Executor, job: Job) -> None:
        self.inner, self.job = inner, job
        self.folder: Path = job.temporary / "fetched"
        self.capacity = inner.capacity + AT_A_TIME
        self._threads = ThreadPoolExecutor(AT_A_TIME, thread_name_prefix="fetch")
        self._coming: dict[Future[Task], Task] = {}
        self._files: dict[str, str] = {}
        self._inside = 0

    def __enter__(self) -> Fetching:
        self.inner.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        self.inner.__exit__(kind, error, trace)

    def submit(self, task: Task) -> None:
        """Queue a task."""
        if is_address(os.fsdecode(task.real)):
            self._coming[self._threads.submit(fetched, task, self.folder, self.job.limits.file_bytes)] = task
        else:
            self._hand_on(task)

    def wait(self) -> list[Outcome]:
        """Outcomes that came in within a moment."""
        with contextlib.suppress(NotYetError):
            wait(self._coming, timeout=0 if self._inside else 0.2, return_when="FIRST_COMPLETED")
        outcomes: list[Outcome] = []
        for future in [f for f in self._coming if f.done()]:
            task = self._coming.pop(future)
            try:
                at_hand = future.result()
            except GriffierError as error:
                outcomes.append(refused(task, error))
                continue
            self._files[task.path] = os.fsdecode(at_hand.real)
            self._hand_on(at_hand)
        if self._inside:
            came = self.inner.wait()
            self._inside -= len(came)
            for outcome in came:
                self._drop(outcome)
            outcomes += came
        return outcomes

    def _hand_on(self, task: Task) -> None:
        self._inside += 1
        self.inner.submit(task)

    def _drop(self, outcome: Outcome) -> None:
        file = self._files.pop(outcome.path, None)
        if file is not None:
            Path(file).unlink(missing_ok=True)
