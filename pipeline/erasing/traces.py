"""The search that proves a document is gone: every file of a folder, for its path, its hashes and lines of its text."""

from __future__ import annotations

import os
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from mmap import ACCESS_READ, mmap
from pathlib import Path

_STRETCH = re.compile(r"[A-Za-z0-9 .,:-]{30,}")
"""A stretch of a line that JSON, HTML and CSV write as it stands."""
_LINES = 50
_PACKED = {b"PAR1": "Parquet", b"\x1f\x8b": "gzip", b"(\xb5/\xfd": "zstd"}
_DUCKDB = b"DUCK"


@dataclass(frozen=True)
class Traces:
    """What is looked for: `paths` (not as part of another), `hashes` (in the names of files too), `lines`."""

    paths: tuple[str, ...]
    hashes: tuple[str, ...]
    lines: tuple[str, ...]

    def pattern(self) -> re.Pattern[bytes]:
        """Any of them; paths as JSON writes them too."""
        written = sorted({*self.paths, *(path.replace("\\", "\\\\").replace('"', '\\"') for path in self.paths)})
        paths = [rf"(?<![\w/.-]){re.escape(path)}(?![\w/.-])" for path in written]
        told = [*paths, *map(re.escape, (*self.hashes, *self.lines))]
        return re.compile("|".join(told).encode("utf-8", "surrogatepass"))


@dataclass
class Search:
    """What a search saw: files, their bytes, those that hold a trace, and those that it cannot look into, with why."""

    files: int = 0
    size: int = 0
    found: list[Path] = field(default_factory=list)
    closed: list[tuple[Path, str]] = field(default_factory=list)


def stretches(text: str, others: Iterable[Path]) -> tuple[str, ...]:
    """Long stretches of lines of a text that no other text has: its own words, not those of a form. `others`: files."""
    found = {part.strip() for line in text.splitlines() for part in _STRETCH.findall(line)}
    own = {part for part in found if len(part) >= 30}
    for file in others:
        if not own:
            break
        data = file.read_bytes()
        own = {part for part in own if part.encode() not in data}
    return tuple(sorted(own, key=lambda part: (-len(part), part))[:_LINES])


def search(places: Sequence[Path], traces: Traces) -> Search:
    """Look through every file below the places (folders or files). Raises OSError."""
    pattern, told = traces.pattern(), Search()
    for file in sorted({inner for place in places for inner in _below(place)}):
        told.files += 1
        told.size += file.stat().st_size
        if any(one in file.name for one in traces.hashes):
            told.found.append(file)
            continue
        holds = _look(file, pattern)
        if isinstance(holds, str):
            told.closed.append((file, holds))
        elif holds:
            told.found.append(file)
    return told


def _below(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    for folder, _, names in os.walk(place):
        yield from (file for name in names if (file := Path(folder, name)).is_file())


def _look(file: Path, pattern: re.Pattern[bytes]) -> bool | str:
    """Whether a file holds a trace; why it cannot be known."""
    if not file.stat().st_size:
        return False
    with file.open("rb") as handle, mmap(handle.fileno(), 0, access=ACCESS_READ) as data:
        if pattern.search(data):
            return True
        head = bytes(data[:16])
    if head.startswith(b"SQLite format 3\0"):
        return _in_database(file, pattern)
    if head.startswith(b"PK\x03\x04"):
        return _in_zip(file, pattern)
    if head[8:12] == _DUCKDB:
        return "a DuckDB file packs its text"
    return next((f"{name} packs its text" for mark, name in _PACKED.items() if head.startswith(mark)), False)


def _in_zip(file: Path, pattern: re.Pattern[bytes]) -> bool | str:
    try:
        with zipfile.ZipFile(file) as inside:
            return any(pattern.search(inside.read(name)) for name in inside.namelist())
    except (zipfile.BadZipFile, RuntimeError, zlib.error) as error:
        return f"a zip that cannot be opened ({error})"


def _in_database(file: Path, pattern: re.Pattern[bytes]) -> bool | str:
    """Cell by cell, packed records unpacked: long texts are cut into pages in the file itself."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as db:
            tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            rows = (row for table in tables for row in db.execute(f'SELECT * FROM "{table}"'))
            return any(pattern.search(_bytes_of(cell)) for row in rows for cell in row)
    except sqlite3.Error as error:
        return f"a database that cannot be opened ({error})"


def _bytes_of(cell: object) -> bytes:
    if isinstance(cell, bytes):
        try:
            return zlib.decompress(cell)
        except zlib.error:
            return cell
    return str(cell).encode("utf-8", "surrogatepass") if isinstance(cell, str) else b""
