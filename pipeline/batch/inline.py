"""The executor without worker processes: for debugging and for tests. Nothing here can be killed at a deadline."""

from __future__ import annotations

from collections import deque
from types import TracebackType

from griffier.pipeline.batch.task import Job, Outcome, Task
from griffier.pipeline.batch.work import work


class Inline:
    """Runs each task where it stands, one after the other."""

    capacity = 1

    def __init__(self, job: Job) -> None:
        self.job = job
        self._waiting: deque[Task] = deque()

    def __enter__(self) -> Inline:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._waiting.clear()

    def submit(self, task: Task) -> None:
        """Queue a task."""
        self._waiting.append(task)

    def wait(self) -> list[Outcome]:
        """The outcomes of the tasks queued."""
        return [work(self._waiting.popleft(), self.job)] if self._waiting else []
