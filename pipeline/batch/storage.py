"""What the memory of a run rests on: a lock, a database, and a word for what goes wrong with either."""

from __future__ import annotations

import errno
import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from griffier.pipeline.errors import StorageError, UsageError

FULL = (errno.ENOSPC, errno.EDQUOT)
_DAMAGED = ("malformed", "not a database", "no such table", "no such column")


@contextmanager
def storage_errors(out: Path) -> Iterator[None]:
    """What the database or the file system of a run refuses is a StorageError, with what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise _of_database(error, out) from error
    except OSError as error:
        raise of_system(error) from error


def of_system(error: OSError) -> StorageError:
    """The error of a file or folder that cannot be written."""
    where = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else "a file of the run"
    if error.errno in FULL:
        return StorageError(f"the disk is full: {where} cannot be written")
    return StorageError(f"{where} cannot be written: {error.strerror or error}", remedy=StorageError.rights)


def _of_database(error: sqlite3.Error, out: Path) -> StorageError:
    file, told = out / ".griffier" / "state.sqlite", str(error)
    if isinstance(error, sqlite3.OperationalError) and "full" in told:
        return StorageError(f"the disk is full: {file} cannot be written")
    if any(word in told for word in _DAMAGED):
        return StorageError(
            f"{file} is damaged ({told})",
            remedy=f"Remove the folder {file.parent} and run again: all is read anew, the records stay until then.",
        )
    if "locked" in told:
        return StorageError(f"{file} is in use by another program", remedy="Close that program and run again.")
    return StorageError(f"{file}: {told}", remedy=StorageError.rights)


def lock(folder: Path) -> int:
    """Take the lock of an output folder (a file descriptor: to be closed). Raises UsageError where another run has
    it."""
    held = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(held)
        raise UsageError(
            f"another run is writing to {folder.parent}", remedy="Wait until it ends, or give another --out."
        ) from error
    except OSError:
        os.close(held)
        raise
    return held
