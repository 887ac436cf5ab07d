"""Which documents and dossiers an export has taken in, on disk: a million of them take no memory."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

from griffier.pipeline.errors import UsageError
from griffier.pipeline.record_files import Line


def document_key(record_id: str, path: str) -> str:
    """The key of a document: its record's id, and eight hex of its path, since files with the same bytes share the
    id."""
    return f"{record_id}-{hashlib.sha256(path.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


class KnownDocuments:
    """The keys so far, each with where it was met and a digest of what it said. Raises sqlite3.Error."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path)
        self._db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        self._db.execute("CREATE TABLE known (key TEXT PRIMARY KEY, digest BLOB, place TEXT) WITHOUT ROWID")

    def add(self, key: str, line: Line) -> bool:
        """Take a document in; False where the same line was met before. Raises UsageError where another line has its
        key: two records of one document, of which one must be chosen."""
        digest = hashlib.sha256(line.raw.strip()).digest()
        try:
            self._db.execute("INSERT INTO known VALUES (?, ?, ?)", (key, digest, line.place))
        except sqlite3.IntegrityError:
            there, place = self._db.execute("SELECT digest, place FROM known WHERE key = ?", (key,)).fetchone()
            if there == digest:
                return False
            raise UsageError(
                f"{line.place}: another record of the same document stands on {place}",
                remedy="Give one of the two files: they come from two runs over the same inputs.",
            ) from None
        return True

    def __contains__(self, key: str) -> bool:
        return self._db.execute("SELECT 1 FROM known WHERE key = ?", (key,)).fetchone() is not None

    def close(self) -> None:
        """Let the file go."""
        self._db.close()
