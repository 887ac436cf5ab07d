"""Results found again by content: a file under a new name has the result of the same bytes under an old one."""

from __future__ import annotations

import json
import sqlite3
import zlib
from pathlib import Path, PurePath

_AT_MOST = 100
"""Files of one size whose hash a worker compares: of more, the others are processed."""


def twins(db: sqlite3.Connection, mark: str, texts: Path, path: str) -> dict[str, str]:
    """Files that may hold the same bytes as this one, and have a result that would hold for it: SHA-256 to path.

    They are of the same size, and all that a result depends on beside the bytes agrees: code and settings (`mark`),
    what was given about the file, and the ending of its name, by which bytes are taken for text or mail. Attachments
    have no size, and no twins of their own.
    """
    rows = db.execute(
        "SELECT b.sha256, b.path, b.first_id FROM inputs a JOIN inputs b ON b.size = a.size AND b.given = a.given"
        " WHERE a.path = ? AND a.size >= 0 AND b.path != a.path AND b.mark = ? AND b.todo = 0 AND b.error IS NULL"
        " AND b.kept IS NULL AND b.records IS NOT NULL ORDER BY b.path LIMIT ?",
        (path, mark, _AT_MOST),
    )
    return {sha: other for sha, other, first in rows if _ending(other) == _ending(path) and _there(texts, first)}


def holds_as(db: sqlite3.Connection, mark: str, texts: Path, inner: str, name: str) -> bool:
    """Whether the result of an attachment holds for the attachment `name` of a mail with the same bytes."""
    row = db.execute(
        "SELECT b.first_id FROM inputs a JOIN inputs b ON b.given = a.given WHERE a.path = ? AND b.path = ?"
        " AND b.mark = ? AND b.todo = 0 AND b.error IS NULL AND b.kept IS NULL AND b.records IS NOT NULL",
        (name, inner, mark),
    ).fetchone()
    return row is not None and _there(texts, row[0])


def adopt(db: sqlite3.Connection, twin: str, path: str) -> None:
    """Give an input the result of another: the same records, under its own path; it cost nothing."""
    mark, sha256, first, records, tally = db.execute(
        "SELECT mark, sha256, first_id, records, tally FROM inputs WHERE path = ?", (twin,)
    ).fetchone()
    lines = [_renamed(line, twin, path) for line in zlib.decompress(records).split(b"\n")]
    free = {**json.loads(tally), "cpu_seconds": 0.0, "wall_seconds": 0.0, "stages": {}}
    db.execute(
        "UPDATE inputs SET todo = 0, mark = ?, sha256 = ?, first_id = ?, records = ?, error = NULL, tally = ?, "
        "attempts = 1, kept = NULL WHERE path = ?",
        (mark, sha256, first, zlib.compress(b"\n".join(lines), 6), json.dumps(free), path),
    )


def _renamed(record: bytes, old: str, new: str) -> bytes:
    """A record as the same bytes under another path would give it, byte for byte."""
    made = record.replace(_source(old), _source(new), 1)
    assert json.loads(made)["source"]["path"] == new
    return made


def _source(path: str) -> bytes:
    return f'"source":{{"path":{json.dumps(path, ensure_ascii=False)},'.encode("utf-8", "surrogatepass")


def _ending(path: str) -> str:
    return PurePath(path).suffix.lower()


def _there(texts: Path, first_id: str | None) -> bool:
    return (texts / f"{first_id}.txt").exists()
