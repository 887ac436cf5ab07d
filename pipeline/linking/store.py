"""The claims of a run on disk, by council: memory stays flat, and a stopped run goes on where it was."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import TracebackType

from griffier.pipeline.errors import StorageError, UsageError
from griffier.pipeline.linking.claim import Claim
from griffier.pipeline.linking.claims_of import claims_of

_TABLES = """
CREATE TABLE IF NOT EXISTS files (sha256 TEXT PRIMARY KEY, records INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS claims (file TEXT NOT NULL, council TEXT NOT NULL, key TEXT NOT NULL, told TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS claims_council ON claims (council, key);
"""
LAYOUT = 1
"""Version of the tables and of what a claim says: a file of another is begun anew."""


class Store:
    """The claims of an output folder. Use as a context manager. Raises StorageError where the disk does not serve."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / ".link.sqlite"
        self._db: sqlite3.Connection | None = None

    def __enter__(self) -> Store:
        try:
            self._db = self._opened()
        except (sqlite3.Error, OSError) as error:
            raise StorageError(f"{self._path}: {error}") from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._db is not None:
            self._db.close()
        if isinstance(error, sqlite3.Error):
            raise StorageError(f"{self._path}: {error}") from error

    @property
    def _claims(self) -> sqlite3.Connection:
        assert self._db is not None
        return self._db

    def _opened(self) -> sqlite3.Connection:
        for _ in range(2):
            db = sqlite3.connect(self._path)
            db.execute("PRAGMA journal_mode=WAL")
            db.executescript(_TABLES)
            if db.execute("PRAGMA user_version").fetchone()[0] in (0, LAYOUT):
                db.execute(f"PRAGMA user_version={LAYOUT}")
                return db
            db.close()
            self._path.unlink()
        raise StorageError(f"{self._path}: made by another version", remedy=f"Remove {self._path}.")

    def read(self, file: Path, told: Callable[[int], None]) -> str:
        """Take in the claims of a file of records, unless the same bytes are in already. Returns its digest. `told`
        hears how many records were read. Raises UsageError for a line that is no record."""
        digest = _digest(file)
        known = self._claims.execute("SELECT records FROM files WHERE sha256 = ?", (digest,)).fetchone()
        if known is not None:
            told(known[0])
            return digest
        count = 0
        with self._claims:  # all of a file or nothing of it
            for claims in _lines(file):
                count += 1
                self._claims.executemany(
                    "INSERT INTO claims VALUES (?, ?, ?, ?)",
                    [(digest, claim.municipality, "\0".join(claim.key), claim.dumped()) for claim in claims],
                )
                told(1)
            self._claims.execute("INSERT INTO files VALUES (?, ?)", (digest, count))
        return digest

    def councils(self, files: set[str]) -> Iterator[list[Claim]]:
        """The claims of each council, council after council, in the order of their keys; each record once."""
        marks = ",".join("?" * len(files))
        chosen = sorted(files)
        with closing(
            self._claims.execute(
                f"SELECT DISTINCT council FROM claims WHERE file IN ({marks}) ORDER BY council", chosen
            )
        ) as names:
            councils = [name for (name,) in names]
        for council in councils:
            rows = self._claims.execute(
                f"SELECT DISTINCT told FROM claims WHERE council = ? AND file IN ({marks}) ORDER BY key, told",
                (council, *chosen),
            )
            yield [Claim.loaded(told) for (told,) in rows]

    def forget(self, but: set[str]) -> None:
        """Leave out files that are no input any more."""
        gone = [(name,) for (name,) in self._claims.execute("SELECT sha256 FROM files") if name not in but]
        with self._claims:
            self._claims.executemany("DELETE FROM claims WHERE file = ?", gone)
            self._claims.executemany("DELETE FROM files WHERE sha256 = ?", gone)


def _digest(file: Path) -> str:
    """Of the bytes of a file and of the code that says what its claims are."""
    with file.open("rb") as data:
        digest = hashlib.file_digest(data, "sha256")
    for module in ("claim.py", "claims_of.py"):
        digest.update(Path(__file__).with_name(module).read_bytes())
    return digest.hexdigest()


def _lines(file: Path) -> Iterator[list[Claim]]:
    with file.open("rb") as lines:
        for number, raw in enumerate(lines, 1):
            try:
                yield list(claims_of(json.loads(raw)))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise UsageError(
                    f"{file}:{number}: no record of this version ({type(error).__name__}: {error})",
                    remedy=f"Look at it with: griffier validate {file}",
                ) from error
