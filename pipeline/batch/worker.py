"""The inside of a worker process: its own process group, what it says of the task it holds, and its end when the run
dies."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import threading
import time
from pathlib import Path

from griffier.pipeline.batch.task import Job, Outcome, Task

_ORPHAN_SECONDS = 1.0
_THREADS = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_job: list[Job] = []


def begin(job: Job) -> None:
    """Set up a worker. One process a core: what it starts may not take more (tesseract's own threads double its CPU
    time)."""
    with contextlib.suppress(OSError):
        os.setpgid(0, 0)
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    _job[:] = [job]
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def hold(number: int, task: Task) -> Outcome:
    """Process a task, and leave a note of who does so, since when, and how many pages are at stake."""
    from griffier.pipeline.batch.work import work

    job = _job[0]
    begun = cpu_seconds()
    file = job.notes_dir / str(number)

    def note(pages: int | None) -> None:
        draft = file.with_suffix(".part")
        draft.write_text(json.dumps({"pid": os.getpid(), "cpu": begun, "pages": pages}))
        draft.replace(file)

    note(None)
    return work(task, job, note)


def cpu_seconds() -> float:
    """CPU seconds of this process alone."""
    t = os.times()
    return t.user + t.system


def read_note(folder: Path, number: int) -> dict[str, float | int | None]:
    """What a worker noted of a task; {} where it has not begun."""
    try:
        told: dict[str, float | int | None] = json.loads((folder / str(number)).read_text())
    except FileNotFoundError:
        return {}
    return told


def _end_with(parent: int) -> None:
    """End this process and its children when the run is gone without a word (killed, out of memory)."""
    while os.getppid() == parent:
        time.sleep(_ORPHAN_SECONDS)
    os.killpg(0, signal.SIGKILL)
