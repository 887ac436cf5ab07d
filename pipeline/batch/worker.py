"""The inside of a worker process: its own process group, a bound on its memory, what it says of the task it holds, and
its end when the run dies."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import shutil
import signal
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from griffier.pipeline.batch.task import Job, Outcome, Task
from griffier.pipeline.limits import spare_collector
from griffier.pipeline.sandbox import close_doors
from griffier.pipeline.temporary import use

_ORPHAN_SECONDS = 1.0
_THREADS = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_job: list[Job] = []

_ABOVE = 1.1
"""How far a worker may be above its limit between two looks of the run: there the kernel refuses it more."""
_A_THREAD_MB = 16
"""The stack of a thread and what goes with it: reserved, and hardly touched."""


@dataclass(frozen=True)
class Note:
    """What a worker says of the task that it holds: its process, the CPU seconds it had spent before, the pages
    at stake and the file's hash, as far as they are known. `pid` 0: the task has not begun."""

    pid: int = 0
    cpu: float = 0.0
    pages: int | None = None
    sha256: str | None = None


def begin(job: Job) -> None:
    """Set up a worker. One process a core: what it starts may not take more (tesseract's own threads double its CPU
    time)."""
    spare_collector()
    with contextlib.suppress(OSError):
        os.setpgid(0, 0)
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    _job[:] = [job]
    use(job.folder_of(os.getpid()))
    threading.Thread(target=_end_with, args=(os.getppid(), job.temporary), daemon=True).start()
    import griffier.pipeline.batch.work  # noqa: F401 - here, so that no document pays for it

    gc.freeze()
    close_doors()


def _bound(job: Job) -> None:
    """Let the kernel refuse memory beyond the limit: what swells between two looks of the run is a MemoryError here.

    The kernel counts what is reserved, also where it was never touched, and leaves out the pages of libraries; the
    limit is the other way round. So the bound is set anew for each document, from what the worker has at its beginning.
    """
    with contextlib.suppress(ValueError, OSError, KeyError):  # a lower bound holds already, or the system has none
        lines = (line.split() for line in Path("/proc/self/status").read_text().splitlines())
        kilobytes = {line[0]: int(line[1]) for line in lines if line[0] in ("VmData:", "RssAnon:", "RssFile:")}
        untouched = kilobytes["VmData:"] - kilobytes["RssAnon:"] + 1024 * _A_THREAD_MB * job.ocr_threads
        size = 1024 * int(job.memory * 1024 * _ABOVE + untouched - kilobytes["RssFile:"])
        resource.setrlimit(resource.RLIMIT_DATA, (max(size, 0), resource.getrlimit(resource.RLIMIT_DATA)[1]))


def hold(number: int, task: Task) -> Outcome:
    """Process a task, and leave a note of who does so, since when, and how many pages are at stake."""
    job = _job[0]
    if job.memory:
        _bound(job)
    begun = cpu_seconds()
    file = job.notes_dir / str(number)

    def note(pages: int | None, sha256: str | None) -> None:
        draft = file.with_suffix(".part")
        draft.write_text(json.dumps(asdict(Note(os.getpid(), begun, pages, sha256))))
        draft.replace(file)

    note(None, None)
    from griffier.pipeline.batch.work import work

    return work(task, job, note)


def cpu_seconds() -> float:
    """CPU seconds of this process alone."""
    t = os.times()
    return t.user + t.system


def read_note(folder: Path, number: int) -> Note:
    """What a worker noted of a task."""
    try:
        return Note(**json.loads((folder / str(number)).read_text()))
    except FileNotFoundError:
        return Note()


def _end_with(parent: int, temporary: Path) -> None:
    """End this process and its children when the run is gone without a word (killed, out of memory), and remove what
    the run needed for a moment."""
    while os.getppid() == parent:
        time.sleep(_ORPHAN_SECONDS)
    shutil.rmtree(temporary, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)
