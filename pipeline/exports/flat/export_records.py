"""Records, and dossiers where they are given, to one database or folder of flat tables: read once, a line at a time.

The export takes its place when it is whole: what stood there stays until then.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from griffier.pipeline.errors import StorageError, UsageError
from griffier.pipeline.exports.flat.codebook import write_codebook
from griffier.pipeline.exports.flat.column_files import DuckdbFile, ParquetFiles
from griffier.pipeline.exports.flat.declaration import FlatTable, Value, flat_tables, rows_of
from griffier.pipeline.exports.flat.excel_book import ExcelBook
from griffier.pipeline.exports.flat.known_documents import KnownDocuments, document_key
from griffier.pipeline.exports.flat.made import root_of
from griffier.pipeline.exports.flat.popolo import PopoloFile
from griffier.pipeline.exports.flat.sink import Sink, Written, tables_beside
from griffier.pipeline.exports.flat.sqlite_file import SqliteFile, datasette_metadata
from griffier.pipeline.exports.flat.text_files import CsvFiles, DataPackage
from griffier.pipeline.record_files import dossiers_in, files_of, records_in
from griffier.pipeline.reference_data import Party

FORMATS: dict[str, Callable[[Path, Sequence[FlatTable]], Sink]] = {
    "sqlite": SqliteFile,
    "duckdb": DuckdbFile,
    "parquet": ParquetFiles,
    "csv": CsvFiles,
    "xlsx": ExcelBook,
    "datapackage": DataPackage,
    "popolo": PopoloFile,
}
FOLDERS = ("parquet", "csv", "datapackage")
BATCH = 4096
"""Rows of a table that are kept before they are written."""
MARKS = ("codebook.json", "datapackage.json")
"""By one of these a folder is known as an export."""


@dataclass
class Exported:
    """What an export took in and wrote. `twice`: lines that stood in the inputs before; `absent`: papers of dossiers
    whose records were not given."""

    out: Path
    records: int = 0
    dossiers: int = 0
    twice: int = 0
    absent: int = 0
    written: Written = field(default_factory=Written)


@dataclass
class _Buffer:
    """Rows on their way to a sink."""

    sink: Sink
    written: Written
    rows: dict[str, list[tuple[Value, ...]]] = field(default_factory=dict)

    def add(self, name: str, row: tuple[Value, ...]) -> None:
        kept = self.rows.setdefault(name, [])
        kept.append(row)
        if len(kept) >= BATCH:
            self.flush(name)

    def flush(self, name: str) -> None:
        kept = self.rows.pop(name, [])
        if kept:
            self.sink.write(flat_tables()[name], kept)
            self.written.rows[name] += len(kept)

    def flush_all(self) -> None:
        for name in flat_tables():
            self.flush(name)


def export_records(
    inputs: Sequence[Path],
    to: str,
    out: Path,
    *,
    dossiers: Sequence[Path] = (),
    dutch: bool = False,
    told: Callable[[int], None] = lambda count: None,
) -> Exported:
    """Write the flat tables. `inputs`: files of records, or folders of runs; `told` hears of every record.

    Raises UsageError, NoInputError, MissingPackageError, StorageError.
    """
    files = files_of(inputs)
    make = _maker(to, dutch)
    _free(out, to)
    scratch = out.with_name(f".{out.name}.{os.getpid()}")
    exported = Exported(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        scratch.mkdir()
        new = scratch / out.name
        sink = make(new, tuple(flat_tables().values()))
        try:
            _fill(files, dossiers, _Buffer(sink, exported.written), scratch, exported, told)
            sink.finish(exported.written)
        finally:
            sink.discard()
        _beside(exported, to, scratch)
        _placed(scratch, new, out)
    except OSError as error:
        raise StorageError(f"{out}: {error.strerror or error}", remedy=StorageError.rights) from error
    except sqlite3.OperationalError as error:
        raise StorageError(f"{out}: {error}", remedy=StorageError.rights) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return exported


def _maker(to: str, dutch: bool) -> Callable[[Path, Sequence[FlatTable]], Sink]:
    if to not in FORMATS:
        raise UsageError(f"{to!r} is no format of an export", remedy=f"Formats: {', '.join(FORMATS)}")
    if not dutch:
        return FORMATS[to]
    if to == "csv":
        return lambda path, tables: CsvFiles(path, tables, dutch=True)
    raise UsageError("--dutch is of CSV alone", remedy="Add --to csv, or leave --dutch out.")


def _free(out: Path, to: str) -> None:
    """Refuses to write over what is no export. Raises UsageError."""
    if to in FOLDERS:
        ours = not out.exists() or (out.is_dir() and (not any(out.iterdir()) or any((out / m).exists() for m in MARKS)))
    else:
        ours = not out.is_dir()
    if not ours:
        raise UsageError(f"{out} is there already and is no export", remedy="Give another name with --out.")


def _fill(
    files: Sequence[Path],
    dossiers: Sequence[Path],
    buffer: _Buffer,
    scratch: Path,
    exported: Exported,
    told: Callable[[int], None],
) -> None:
    parties: dict[str, Party] = {}
    known = KnownDocuments(scratch / "known")

    def document(record_id: str, path: str) -> str | None:
        key = document_key(record_id, path)
        if key in known:
            return key
        exported.absent += 1
        return None

    try:
        for file in files:
            for line, record in records_in(file):
                key = document_key(record.id, record.source.path)
                if not known.add(key, line):
                    exported.twice += 1
                    continue
                exported.records += 1
                told(1)
                for name, row in rows_of(record, root_of(record, key, document, parties)):
                    buffer.add(name, row)
        for file in dossiers:
            for line, dossier in dossiers_in(file):
                if not known.add(dossier.id, line):
                    exported.twice += 1
                    continue
                exported.dossiers += 1
                for name, row in rows_of(dossier, root_of(dossier, dossier.id, document, parties)):
                    buffer.add(name, row)
    finally:
        known.close()
    for party in sorted(parties.values(), key=lambda party: party.party_id):
        buffer.add("parties", (party.party_id, party.name, party.scope, party.municipality_code))
    buffer.flush_all()


def _beside(exported: Exported, to: str, scratch: Path) -> None:
    """The codebook, and for SQLite what datasette wants, beside a file or in a folder."""
    names = list(flat_tables())
    if to == "parquet":
        write_codebook(scratch / exported.out.name / "codebook.json", names)
    if to in FOLDERS or to == "popolo":
        return
    beside = tables_beside(exported.out)
    write_codebook(scratch / beside["codebook"].name, names)
    if to == "sqlite":
        rows = dict(exported.written.rows)
        metadata = datasette_metadata(tuple(flat_tables().values()), rows, exported.out.stem)
        (scratch / beside["datasette"].name).write_text(metadata, encoding="utf-8")
        exported.written.hint = f"datasette {exported.out} --metadata {beside['datasette']}"


def _placed(scratch: Path, new: Path, out: Path) -> None:
    """Move what was made to its place; a folder that was an export goes."""
    if out.is_dir():
        out.rename(scratch / "before")
    new.replace(out)
    for beside in scratch.glob(f"{out.name}.*.json"):
        beside.replace(out.with_name(beside.name))
