"""`--engine dask`: tasks go to the workers of a dask scheduler, and their records come back.

Each thread of a dask worker keeps a worker process of ours, watched as in a run on one machine: a document that hangs,
swells or crashes takes that process with it, not the dask worker. Dask sends the tasks of a lost worker elsewhere.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import shutil
import tempfile
import threading
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from griffier.pipeline.batch.addresses import fetched, is_address
from griffier.pipeline.batch.fetching import refused
from griffier.pipeline.batch.pool import Pool
from griffier.pipeline.batch.task import ErrorLine, Job, Outcome, Task, failed_tally
from griffier.pipeline.batch.versions import code_hash
from griffier.pipeline.batch.work import keep_text
from griffier.pipeline.errors import (
    ClusterError,
    CrashedError,
    GriffierError,
    MissingPackageError,
    StorageError,
    UsageError,
)

TRIES = 2
"""Times that a task is sent again after its dask worker was lost while it held it."""

TASKS_A_THREAD = 2
"""Tasks under way for each thread of the cluster: one at work, one at hand."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a worker of the cluster sends back: the outcome, and the text of its records (packed) under their ids."""

    outcome: Outcome
    ids: tuple[str, ...] = ()
    text: bytes = b""


class Cluster:
    """An executor over the workers of a dask scheduler."""

    def __init__(self, job: Job, scheduler: str, *, timeout: float, memory: int) -> None:
        """`scheduler`: its address, or the file that it wrote. Raises MissingPackageError."""
        try:
            import distributed
        except ImportError as error:
            raise MissingPackageError(
                "--engine dask needs the package distributed", remedy="Install it: pip install 'griffier[cluster]'"
            ) from error
        self.job, self.scheduler, self.timeout, self.memory = job, scheduler, timeout, memory
        self._dask: Any = distributed
        self._client: Any = None
        self._ended: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._held: dict[str, tuple[Any, Task]] = {}
        self._sent = 0

    @property
    def capacity(self) -> int:
        """How many tasks to have under way: workers come and go."""
        threads = sum(self._client.nthreads().values()) if self._client else 0
        return TASKS_A_THREAD * max(1, threads)

    def __enter__(self) -> Cluster:
        self._client = _connected(self._dask, self.scheduler)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.cancel([future for future, _ in self._held.values()], force=True)
        with contextlib.suppress(Exception):  # a cluster that is gone has nothing to close
            self._client.run(close_workers)
        self._client.close()

    def submit(self, task: Task) -> None:
        """Queue a task. Names of files go as whole paths: a worker runs in another folder."""
        name = os.fsdecode(task.real)
        sent = task if is_address(name) else replace(task, real=os.fsencode(Path(name).absolute()))
        self._sent += 1
        key = f"griffier-{os.getpid()}-{self._sent}"
        future = self._client.submit(
            deliver, sent, self.job, self.timeout, self.memory, key=key, pure=False, retries=TRIES
        )
        self._held[future.key] = future, task
        future.add_done_callback(lambda done: self._ended.put(done.key))

    def wait(self) -> list[Outcome]:
        """The outcomes that came in within a moment."""
        keys: list[str] = []
        with contextlib.suppress(queue.Empty):
            keys.append(self._ended.get(timeout=0.25))
            while True:
                keys.append(self._ended.get_nowait())
        return [self._outcome(*self._held.pop(key)) for key in keys if key in self._held]

    def _outcome(self, future: Any, task: Task) -> Outcome:
        try:
            delivered: Delivered = future.result()
        except StorageError:
            raise
        except Exception as error:  # a lost worker, or whatever a cluster does: the document has its line
            said = (str(error).splitlines() or [type(error).__name__])[0][:200]
            if self._client.status != "running":
                raise ClusterError(f"the scheduler at {self.scheduler} is gone") from error
            cause = CrashedError(f"the worker of the cluster that read it was lost ({type(error).__name__}: {said})")
            return Outcome(task.path, error=ErrorLine.of(task, cause, attempts=TRIES + 1), tally=failed_tally(None))
        finally:
            future.release()
        if delivered.ids:
            keep_text(self.job.text_dir, list(delivered.ids), zlib.decompress(delivered.text))
        return delivered.outcome


def _connected(dask: Any, scheduler: str) -> Any:
    """A client with workers of the same code. Raises UsageError."""
    given = {"scheduler_file": scheduler} if Path(scheduler).is_file() else {"address": scheduler}
    try:
        client = dask.Client(**given, set_as_default=False, timeout=10)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"--scheduler {scheduler}: no dask scheduler answers ({error})",
            remedy="Start one: dask scheduler; then workers: dask worker ADDRESS.",
        ) from error
    try:
        client.wait_for_workers(1, timeout=60)
        codes = set(client.run(code_hash).values())
    except TimeoutError as error:
        client.close()
        raise UsageError(
            f"--scheduler {scheduler}: it has no workers", remedy=f"Start some: dask worker {scheduler}"
        ) from error
    except Exception as error:
        client.close()
        raise UsageError(
            f"--scheduler {scheduler}: its workers have no griffier ({error})",
            remedy="Install it there, in the same version.",
        ) from error
    if codes != {code_hash()}:
        client.close()
        raise UsageError(
            f"--scheduler {scheduler}: its workers have another griffier", remedy="Install the same version everywhere."
        )
    return client


# What follows runs on the workers of the cluster.

_here = threading.local()
_pools: list[tuple[Pool, Path]] = []
_lock = threading.Lock()


def deliver(task: Task, job: Job, timeout: float, memory: int) -> Delivered:
    """Process a task in a process of this thread's own. Raises StorageError."""
    pool, folder = _pool(job, timeout, memory)
    try:
        at_hand = fetched(task, folder / "fetched", job.limits.file_bytes)
    except GriffierError as error:
        return Delivered(refused(task, error))
    pool.submit(at_hand)
    outcomes: list[Outcome] = []
    while not outcomes:
        outcomes = pool.wait()
    outcome = outcomes[0]
    if at_hand is not task:
        Path(os.fsdecode(at_hand.real)).unlink(missing_ok=True)
    return _packed(outcome, folder / "text")


def _packed(outcome: Outcome, folder: Path) -> Delivered:
    files = sorted(folder.glob("*.txt"), key=lambda file: (len(file.name), file.name))
    text = zlib.compress(files[0].read_bytes(), 1) if outcome.records else b""
    for file in files:
        file.unlink()
    return Delivered(outcome, tuple(file.stem for file in files) if outcome.records else (), text)


def _pool(job: Job, timeout: float, memory: int) -> tuple[Pool, Path]:
    """The pool of this thread, of one process; another run gets another one."""
    asked = (job, timeout, memory)
    if getattr(_here, "asked", None) != asked:
        folder = Path(tempfile.mkdtemp(prefix="griffier-node-"))
        own = replace(job, text_dir=folder / "text", temporary=folder / "moment", ocr_threads=1)
        own.temporary.mkdir()
        # dask marks its workers as daemons, which Python forbids children; ours end with their parent by themselves
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        pool = Pool(own, 1, timeout=timeout, memory=memory)
        pool.__enter__()
        with _lock:
            _pools.append((pool, folder))
        _here.asked, _here.pool, _here.folder = asked, pool, folder
    return _here.pool, _here.folder


def close_workers() -> None:
    """End the processes of this worker of the cluster."""
    with _lock:
        ended, _pools[:] = list(_pools), []
    for pool, folder in ended:
        with contextlib.suppress(Exception):
            pool.__exit__(None, None, None)
        shutil.rmtree(folder, ignore_errors=True)
