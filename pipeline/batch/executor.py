"""What processes the tasks of a run: processes of this machine, a cluster, or nothing but a loop."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Protocol

from griffier.pipeline.batch.task import Outcome, Task


class Executor(Protocol):
    """What processes tasks."""

    @property
    def capacity(self) -> int:
        """How many it wants to have at hand."""

    def __enter__(self) -> Any: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def submit(self, task: Task) -> None:
        """Queue a task."""

    def wait(self) -> list[Outcome]:
        """Outcomes that came in; [] after a moment without any."""
