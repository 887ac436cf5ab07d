"""What a run remembers: one SQLite file in the output folder, one row per input, its finished records among them.

A result holds as long as the bytes, the code, the settings and what was given about the file are the same. Size and
modification time stand in for the bytes, so that ten thousand unchanged files are not read again. A file under a new
name is known by its bytes (`Twins`): a folder that moved is read, and not processed, again. Rows of inputs that
a run does not see stay for a later run, and are in none of its files.

What was published is never taken back by accident: a run that was stopped shows what it reached beside all that was
published before, and a file that could not be read again, by no fault of its own, keeps its records.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType

from griffier.extractors.drafting.context import Given
from griffier.pipeline.batch.inputs import Input
from griffier.pipeline.batch.storage import lock
from griffier.pipeline.batch.task import ErrorLine, Outcome, Tally, Task
from griffier.pipeline.batch.twins import adopt, holds_as, twins

CWD = "cwd"
"""The fact that tells from which folder the paths of the inputs count."""

LAYOUT = 2
"""Version of the tables below: a file of another layout is begun anew."""

COMMIT_EVERY = 1.0
"""Seconds between commits: what a power cut may cost."""

RETRIED = ("program.missing", "deadline", "memory", "worker.crashed", "file.inaccessible")
"""Errors that say something of the machine or the limits of the run rather than of the document: the next run tries
again."""

KEEPS = (*RETRIED, "internal")
"""Errors for which nobody can blame the document: the records that an earlier run made of the same bytes stay."""

FILE_WEIGHT = 50_000
"""Bytes that stand for what any file costs, however small: the time left is told by weight, since a report of 600 pages
is one file too."""

_TABLES = """
CREATE TABLE IF NOT EXISTS inputs (
  path TEXT PRIMARY KEY, real BLOB NOT NULL, locator TEXT NOT NULL, parent TEXT, size INTEGER NOT NULL,
  mtime INTEGER NOT NULL,
  given TEXT NOT NULL, run INTEGER NOT NULL, todo INTEGER NOT NULL, mark TEXT, sha256 TEXT, first_id TEXT,
  records BLOB, error TEXT,
  tally TEXT, attempts INTEGER NOT NULL DEFAULT 0, published INTEGER NOT NULL DEFAULT 0, kept TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS inputs_todo ON inputs (todo, size DESC, path);
CREATE INDEX IF NOT EXISTS inputs_parent ON inputs (parent);
CREATE INDEX IF NOT EXISTS inputs_size ON inputs (size);
CREATE INDEX IF NOT EXISTS inputs_sha256 ON inputs (sha256);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT);
"""


@dataclass(frozen=True, slots=True)
class Finished:
    """A row that the files of this run show, without the records. `kept`: the error for all of which the records of an
    earlier run stay."""

    path: str
    sha256: str | None
    error: ErrorLine | None
    tally: Tally
    kept: ErrorLine | None = None


def weight_of(size: int) -> int:
    """What a file of so many bytes weighs in the time left."""
    return FILE_WEIGHT + max(size, 0)


class State:
    """The memory of an output folder. Use as a context manager: one run at a time may hold it."""

    def __init__(self, folder: Path, mark: str) -> None:
        """`mark`: what stands for the code and the settings; a result of another mark does not hold."""
        self.folder = folder / ".griffier"
        self.text_dir = folder / "text"
        self.mark = mark
        self.partial = False
        self.processed = self.found_again = 0
        self._committed = time.monotonic()

    def __enter__(self) -> State:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = lock(self.folder)
        try:
            self._open(self.folder / "state.sqlite")
        except BaseException:
            os.close(self._lock)
            raise
        return self

    def _open(self, file: Path) -> None:
        self.db = sqlite3.connect(file, isolation_level=None)
        if self.db.execute("PRAGMA user_version").fetchone()[0] not in (0, LAYOUT):
            self.db.close()
            file.unlink()
            self.db = sqlite3.connect(file, isolation_level=None)
        self.db.execute("PRAGMA synchronous = NORMAL")
        self.db.executescript(_TABLES)
        self.db.execute(f"PRAGMA user_version = {LAYOUT}")
        self.run = int(self.fact("run") or 0) + 1
        self.db.execute("BEGIN")
        self.set_fact("run", str(self.run))
        self.set_fact(CWD, str(Path.cwd()))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self.db.in_transaction:
                self.db.execute("COMMIT")
        except sqlite3.Error:
            if error is None:  # else what is on its way already tells it
                raise
        finally:
            self.db.close()
            os.close(self._lock)

    def undo(self) -> None:
        """Forget what was planned since the last commit: this run touches nothing."""
        self.db.execute("ROLLBACK")
        self.db.execute("BEGIN")

    def fact(self, name: str) -> str | None:
        """What was noted under a name, by this run or an earlier one."""
        row = self.db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def set_fact(self, name: str, value: str) -> None:
        """Note something for later runs."""
        self.db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def plan(self, item: Input, given: Given) -> bool:
        """Take an input into this run. True where it must be processed; False where its result holds, or it was taken
        already."""
        told = json.dumps(asdict(given))
        row = self.db.execute(
            "SELECT size, mtime, given, run, mark, first_id, error, todo FROM inputs WHERE path = ?", (item.path,)
        ).fetchone()
        if row is not None and row[3] == self.run:
            return False
        if row is None:
            self.db.execute(
                "INSERT INTO inputs (path, real, locator, size, mtime, given, run, todo) VALUES (?, ?, '[]', ?, ?, ?, "
                "?, 1)",
                (item.path, item.real, item.size, item.mtime_ns, told, self.run),
            )
            return True
        holds = row[2] == told and self._holds(row[4], row[5], row[6])
        waited = row[7] > 0  # an earlier run noted the change, and ended before it read the file
        todo = not holds or waited or item.size < 0 or (row[0], row[1]) != (item.size, item.mtime_ns)
        self.db.execute(
            "UPDATE inputs SET real = ?, locator = '[]', parent = NULL, size = ?, mtime = ?, given = ?, run = ?, todo "
            "= ?, mark = ?"
            " WHERE path = ?",
            (item.real, item.size, item.mtime_ns, told, self.run, int(todo), self.mark if holds else None, item.path),
        )
        if not todo:
            self._carry(item.path)
        return todo

    def hold(self, path: str) -> None:
        """Take the result that an input has, whatever it is now, into this run; nothing where it has none."""
        taken = self.db.execute(
            "UPDATE inputs SET run = ?, todo = 0 WHERE path = ? AND run < ? AND sha256 IS NOT NULL",
            (self.run, path, self.run),
        )
        if taken.rowcount:
            self._carry(path)

    def _holds(self, mark: str | None, first_id: str | None, error: str | None) -> bool:
        """Whether a kept result is still that of the same bytes."""
        if mark != self.mark:
            return False
        if error is not None:
            return json.loads(error)["error"] not in RETRIED
        return (self.text_dir / f"{first_id}.txt").exists()

    def _carry(self, parent: str) -> int:
        """Take the attachments of an unchanged mail, and theirs, into this run. Returns how many must be processed."""
        waiting = 0
        rows = self.db.execute(
            "SELECT path, mark, first_id, error FROM inputs WHERE parent = ? AND run < ?", (parent, self.run)
        ).fetchall()
        for path, mark, first_id, error in rows:
            todo = not self._holds(mark, first_id, error)
            self.db.execute(
                "UPDATE inputs SET run = ?, todo = ?, mark = ? WHERE path = ?",
                (self.run, int(todo), None if todo else mark, path),
            )
            waiting += int(todo) + (0 if todo else self._carry(path))
        return waiting

    def take(self) -> Task | None:
        """The next task, now taken; None where nothing waits (a task under way may still bring attachments).

        Large files come first, so that no worker is left with one of them when the others are done.
        """
        row = self.db.execute(
            "SELECT path, real, locator, given, CASE WHEN mark = ? AND error IS NULL THEN sha256 END, size FROM inputs"
            " WHERE todo = 1 AND run = ? ORDER BY size DESC, path LIMIT 1",
            (self.mark, self.run),
        ).fetchone()
        if row is None:
            return None
        self.db.execute("UPDATE inputs SET todo = 2 WHERE path = ?", (row[0],))
        known = {row[4]} if row[4] else set(twins(self.db, self.mark, self.text_dir, row[0]))
        return Task(row[0], row[1], tuple(json.loads(row[2])), Given(**json.loads(row[3])), frozenset(known))

    def finish(self, outcome: Outcome, given_of: Callable[[str], Given | None] = lambda path: None) -> int:
        """Keep what became of a task. Returns how many attachments it brought in, each now a task of its own.

        `given_of`: what the caller supplied about an attachment, by its path; without it an attachment has its mail's
        address and municipality.
        """
        if outcome.unchanged:
            return self._same(outcome, given_of)
        self.processed += 1
        self.set_fact("written", "")  # whatever files lie there, they are no longer the state's
        if outcome.error is not None and self._keep(outcome, outcome.error):
            return self._carry(outcome.path)
        records = (
            zlib.compress("\n".join(outcome.records).encode("utf-8", "surrogatepass"), 6) if outcome.records else None
        )
        error = json.dumps(asdict(outcome.error)) if outcome.error else None
        attempts = outcome.error.attempts if outcome.error else 1
        first = json.loads(outcome.records[0])["id"] if outcome.records else None
        self.db.execute(
            "UPDATE inputs SET todo = 0, mark = ?, sha256 = ?, first_id = ?, records = ?, error = ?, tally = ?, "
            "attempts = ?, kept = NULL"
            " WHERE path = ?",
            (
                self.mark,
                outcome.sha256,
                first,
                records,
                error,
                json.dumps(asdict(outcome.tally)),
                attempts,
                outcome.path,
            ),
        )
        for position, name in enumerate(outcome.attachments):
            self._attach(outcome.path, position, name, given_of)
        return len(outcome.attachments)

    def _same(self, outcome: Outcome, given_of: Callable[[str], Given | None]) -> int:
        """A file whose bytes have a result: its own, or that of another name."""
        own = self.db.execute("SELECT sha256 FROM inputs WHERE path = ?", (outcome.path,)).fetchone()[0]
        if own == outcome.sha256:
            self.db.execute("UPDATE inputs SET todo = 0 WHERE path = ?", (outcome.path,))
            return self._carry(outcome.path)
        twin = twins(self.db, self.mark, self.text_dir, outcome.path).get(outcome.sha256 or "")
        if twin is None:  # it became another file while this one was read
            self.db.execute("UPDATE inputs SET todo = 1 WHERE path = ?", (outcome.path,))
            return 1
        self.found_again += 1
        self.set_fact("written", "")
        adopt(self.db, twin, outcome.path)
        return self._adopt_attachments(twin, outcome.path, given_of)

    def _adopt_attachments(self, twin: str, path: str, given_of: Callable[[str], Given | None]) -> int:
        """Give a mail that was found again the attachments of its twin. Returns how many must be processed."""
        waiting = 0
        rows = self.db.execute("SELECT path, locator FROM inputs WHERE parent = ?", (twin,)).fetchall()
        for inner, locator in sorted(rows, key=lambda row: json.loads(row[1])):
            name = self._attach(path, json.loads(locator)[-1], f"{path}{inner.removeprefix(twin)}", given_of)
            if holds_as(self.db, self.mark, self.text_dir, inner, name):
                adopt(self.db, inner, name)
                waiting += self._adopt_attachments(inner, name, given_of)
            else:
                waiting += 1
        return waiting

    def _keep(self, outcome: Outcome, error: ErrorLine) -> bool:
        """Whether the records of an earlier run stay; if so, note why they were not made anew."""
        sha256, records = self.db.execute(
            "SELECT sha256, records FROM inputs WHERE path = ?", (outcome.path,)
        ).fetchone()
        same = outcome.sha256 == sha256 if outcome.sha256 else error.error == "file.inaccessible"
        if records is None or not same or error.error not in KEEPS:
            return False
        self.db.execute(
            "UPDATE inputs SET todo = 0, mark = ?, kept = ? WHERE path = ?",
            (None if error.error in RETRIED else self.mark, json.dumps(asdict(error)), outcome.path),
        )
        return True

    def _attach(self, parent: str, position: int, name: str, given_of: Callable[[str], Given | None]) -> str:
        real, locator, told = self.db.execute(
            "SELECT real, locator, given FROM inputs WHERE path = ?", (parent,)
        ).fetchone()
        general = Given(**json.loads(told))
        given = given_of(name) or Given(url=general.url, municipality=general.municipality)
        while self.db.execute("SELECT 1 FROM inputs WHERE path = ? AND run = ?", (name, self.run)).fetchone():
            name += "~"  # a file of this very name lies beside the mail: neither may hide the other
        self.db.execute(
            "INSERT INTO inputs (path, real, locator, parent, size, mtime, given, run, todo)"
            " VALUES (?, ?, ?, ?, -1, -1, ?, ?, 1) ON CONFLICT (path) DO UPDATE SET real = excluded.real,"
            " locator = excluded.locator, parent = excluded.parent, size = -1, mtime = -1, given = excluded.given,"
            " run = excluded.run, todo = 1, mark = NULL",
            (name, real, json.dumps([*json.loads(locator), position]), parent, json.dumps(asdict(given)), self.run),
        )
        return name

    def count(self, where: str = "todo > 0") -> int:
        """How many inputs of this run answer to a condition."""
        return int(self.db.execute(f"SELECT count(*) FROM inputs WHERE run = ? AND {where}", (self.run,)).fetchone()[0])

    def workers(self, at_most: int) -> int:
        """How many workers have something to do: a process costs half a second. A mail may bring any number of
        attachments."""
        if self.count("todo > 0 AND lower(path) LIKE '%.eml'"):
            return at_most
        return max(1, min(at_most, self.count()))

    def weight(self) -> int:
        """What is to be done in this run, as `weight_of` counts it."""
        row = self.db.execute(
            "SELECT count(*), sum(max(size, 0)) FROM inputs WHERE run = ? AND todo > 0", (self.run,)
        ).fetchone()
        return int(row[0]) * FILE_WEIGHT + int(row[1] or 0)

    @property
    def _shown(self) -> str:
        """Which rows the files of this run show. A run that was stopped (`partial`) takes nothing back."""
        reached = "(run = :run AND todo = 0)"
        return f"({reached} OR published = 1)" if self.partial else reached

    def finished(self) -> Iterator[Finished]:
        """What the files of this run show, by path."""
        with self._cursor(
            f"SELECT path, sha256, error, tally, kept FROM inputs WHERE {self._shown} ORDER BY path"
        ) as rows:
            for path, sha256, error, tally, kept in rows:
                yield Finished(path, sha256, _error_line(error), Tally(**json.loads(tally)), _error_line(kept))

    def record_lines(self) -> Iterator[bytes]:
        """The records that the files of this run show, JSON, by path and then by ordinal."""
        with self._cursor(f"SELECT records FROM inputs WHERE {self._shown} AND error IS NULL ORDER BY path") as rows:
            for (packed,) in rows:
                yield from zlib.decompress(packed).split(b"\n")

    def gone(self) -> list[str]:
        """The inputs that the files of the last run show and those of this run do not, neither under a new name."""
        moved = (
            "EXISTS (SELECT 1 FROM inputs b WHERE b.sha256 = inputs.sha256 AND b.path != inputs.path"
            " AND b.published = 0 AND b.run = :run AND b.todo = 0)"
        )
        query = f"SELECT path FROM inputs WHERE published = 1 AND NOT {self._shown} AND NOT {moved} ORDER BY path"
        with self._cursor(query) as rows:
            return [str(path) for (path,) in rows]

    def publish(self) -> None:
        """The files now show what they should: remember which inputs that is."""
        query = f"UPDATE inputs SET published = {self._shown} WHERE published != {self._shown}"
        self.db.execute(query, {"run": self.run})

    def published_below(self, folder: str) -> int:
        """Of how many inputs below a folder (as published) the files of the last run show a result."""
        name = folder.rstrip("/")
        query = "SELECT count(*) FROM inputs WHERE published = 1 AND path > ? AND path < ?"
        return int(self.db.execute(query, (f"{name}/", f"{name}0")).fetchone()[0])  # "0" follows "/"

    @contextmanager
    def _cursor(self, query: str) -> Iterator[sqlite3.Cursor]:
        cursor = self.db.execute(query, {"run": self.run})
        try:
            yield cursor
        finally:
            cursor.close()

    def commit_now_and_then(self) -> None:
        """Commit where the last one is a while ago: to be called also where nothing happens."""
        if time.monotonic() - self._committed > COMMIT_EVERY:
            self.commit()

    def commit(self) -> None:
        """Make what is known safe against a crash."""
        self.db.execute("COMMIT")
        self.db.execute("BEGIN")
        self._committed = time.monotonic()


def _error_line(told: str | None) -> ErrorLine | None:
    return ErrorLine(**json.loads(told)) if told else None
