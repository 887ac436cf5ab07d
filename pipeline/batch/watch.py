"""What a document may cost, judged from outside on what its worker shows."""

from __future__ import annotations

import contextlib
import os
import signal
from dataclasses import dataclass

import psutil

from griffier.pipeline.errors import DeadlineError, GriffierError, MemoryLimitError

LONGEST_LOOK = 1.0
"""Seconds that one look may add to a standstill: a run that was itself asleep (a laptop's lid, Ctrl-Z) saw nothing."""

_STANDSTILL_CPU = 0.05
_MB = 1024 * 1024


@dataclass(frozen=True)
class Signs:
    """A worker at one moment. CPU seconds since it took its document: `own`, and `tree` with its children's; `rss`:
    bytes of all of them; `waits_for_cpu`: whether one of them could go on at once, had it a core."""

    own: float
    tree: float
    rss: int
    waits_for_cpu: bool


def signs_of(pid: int, cpu_at_start: float) -> Signs:
    """Look at a worker. Raises psutil.Error where it has ended."""
    worker = psutil.Process(pid)
    times = worker.cpu_times()
    own = times.user + times.system - cpu_at_start
    tree, rss = own + times.children_user + times.children_system, worker.memory_info().rss
    busy = worker.status() == psutil.STATUS_RUNNING
    for child in worker.children(recursive=True):
        with contextlib.suppress(psutil.Error):
            spent = child.cpu_times()
            tree, rss = tree + spent.user + spent.system, rss + child.memory_info().rss
            busy = busy or child.status() == psutil.STATUS_RUNNING
    return Signs(own, tree, rss, busy)


@dataclass
class Watch:
    """The limits of one document: CPU seconds (`timeout`; also seconds of standstill), MB (`memory`), and what was seen
    of it so far."""

    timeout: float
    memory: int
    tree: float = 0.0
    still: float = 0.0
    looked: float | None = None

    def judge(self, signs: Signs, now: float) -> GriffierError | None:
        """The limit that is passed, memory before time; `now` in seconds of any clock that does not run back.

        A standstill is one of the document: where its worker waits for a core, the machine is busy, and where nobody
        looked, nobody knows.
        """
        since = 0.0 if self.looked is None else min(now - self.looked, LONGEST_LOOK)
        moved = abs(signs.tree - self.tree) > _STANDSTILL_CPU or signs.waits_for_cpu
        self.still = 0.0 if moved else self.still + since
        self.tree, self.looked = (signs.tree if moved else self.tree), now
        if signs.rss > self.memory * _MB:
            return MemoryLimitError(f"it took {signs.rss // _MB:,} MB; the limit is {self.memory:,}")
        if signs.own > self.timeout:
            return DeadlineError(f"it took over {self.timeout:g} s of CPU time")
        if self.still > self.timeout:
            return DeadlineError(f"it stood still for over {self.timeout:g} s")
        return None


def kill(pid: int) -> None:
    """End a worker at once, and all that it started: asked politely it could go on growing for seconds."""
    with contextlib.suppress(psutil.Error):
        worker = psutil.Process(pid)
        for process in (worker, *worker.children(recursive=True)):
            with contextlib.suppress(psutil.Error):
                process.kill()


def kill_group(pid: int) -> None:
    """End what a dead worker left behind. A group's number is not given away as long as a process is in it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def runs(pid: int) -> bool:
    """Whether the process is there and no zombie."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False
