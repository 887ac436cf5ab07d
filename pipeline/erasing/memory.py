"""The memory of a run, opened to take something out of it: nobody else may write to the folder meanwhile."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from griffier.pipeline.batch.inputs import STATE_FOLDER
from griffier.pipeline.batch.output import FILES_NOW, files_look
from griffier.pipeline.batch.state import CWD, LAYOUT
from griffier.pipeline.batch.storage import lock, storage_errors
from griffier.pipeline.errors import NoInputError

TEXTS = "text"
_AGAIN = "Give the folder that `griffier run` wrote with --out; if .griffier/ was removed from it, run once more first."


@dataclass(frozen=True, slots=True)
class KnownInput:
    """An input that the memory holds. `file`: where it stands on the disk; `inside`: whether it is an attachment there;
    `published`: whether records.jsonl or errors.jsonl show it."""

    path: str
    file: Path
    inside: bool
    parent: str | None
    sha256: str | None
    published: bool


class Memory:
    """What a run remembers of its inputs. Made by `memory_of`."""

    def __init__(self, out: Path, db: sqlite3.Connection) -> None:
        self.out = out
        self._db = db

    def inputs(self) -> list[KnownInput]:
        """Every input, by path."""
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (CWD,)).fetchone()
        here = Path(row[0] if row else ".")
        rows = self._db.execute(
            "SELECT path, real, locator, parent, sha256, published FROM inputs ORDER BY path"
        ).fetchall()
        return [
            KnownInput(path, here / os.fsdecode(real), locator != "[]", parent, sha256, bool(shown))
            for path, real, locator, parent, sha256, shown in rows
        ]

    def remove(self, paths: Iterable[str]) -> None:
        """Take inputs out, and give their room back to the disk: no byte of them stays in the file."""
        self._db.execute("PRAGMA secure_delete = ON")
        with self._db:
            self._db.executemany("DELETE FROM inputs WHERE path = ?", [(path,) for path in paths])
        self._db.execute("VACUUM")

    def files_are_ours(self) -> None:
        """The files of the run were written anew here: the next run writes them again, and takes them for its own."""
        with self._db:
            for name, value in (("written", ""), (FILES_NOW, files_look(self.out))):
                self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))


@contextmanager
def memory_of(out: Path) -> Iterator[Memory]:
    """The memory of an output folder, locked as by a run. Raises NoInputError, UsageError where a run is on, and
    StorageError."""
    file = out / STATE_FOLDER / "state.sqlite"
    if not file.is_file():
        raise NoInputError(f"no run wrote to {out}", remedy=_AGAIN)
    with storage_errors(out):
        held = lock(out / STATE_FOLDER)
        try:
            with closing(sqlite3.connect(file)) as db:
                if db.execute("PRAGMA user_version").fetchone()[0] != LAYOUT:
                    raise NoInputError(f"{file} is of another version of griffier", remedy="Run once more first.")
                yield Memory(out, db)
        finally:
            os.close(held)
