"""Where a command puts what it needs for a moment: one folder under TMPDIR, gone when the command is.

The folder itself is locked as long as its command lives. What a killed command left behind is found by that, and
removed by the next one.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = "griffier-run-"


@contextmanager
def working_folder() -> Iterator[Path]:
    """The folder of this command; `tempfile` makes everything in it meanwhile. Raises OSError where there is no
    room."""
    before = tempfile.tempdir
    clear_dead(Path(tempfile.gettempdir()))
    folder, lock = _locked_folder()
    tempfile.tempdir = str(folder)
    try:
        yield folder
    finally:
        tempfile.tempdir = before
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def use(folder: Path) -> None:
    """Let `tempfile` make everything in this folder, for good: of a process that is one of many of a run."""
    folder.mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = str(folder)


def clear_dead(parent: Path) -> None:
    """Remove the folders of commands that are gone; one that lives holds its lock."""
    for folder in parent.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_uid != os.getuid():
                continue
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(lock)


def _locked_folder() -> tuple[Path, int]:
    """A new folder and its lock. Between the making and the locking another command may take it for a dead one's: then
    the next."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        with contextlib.suppress(FileNotFoundError):
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(lock)
                continue
            except OSError:  # a file system without locks: nobody can take it for dead either
                pass
            if folder.exists():
                return folder, lock
            os.close(lock)
