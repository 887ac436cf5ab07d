"""A folder of Parquet files, and a DuckDB file: both from Arrow tables, typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from griffier.pipeline.errors import InternalError
from griffier.pipeline.exports.flat.arrow_rows import DIGITS, SCALE, ArrowRows
from griffier.pipeline.exports.flat.codebook import HEADS, codebook_rows
from griffier.pipeline.exports.flat.declaration import FlatTable
from griffier.pipeline.exports.flat.sink import Rows, Written, needed


class ParquetFiles:
    """Rows into TABLE.parquet files, one a table, empty tables too; meanings stand in the files' own metadata."""

    def __init__(self, path: Path, tables: Sequence[FlatTable]) -> None:
        self._arrow = ArrowRows()
        parquet: Any = needed("pyarrow.parquet", of="pyarrow")
        path.mkdir()
        self._writers = {
            t.name: parquet.ParquetWriter(path / f"{t.name}.parquet", self._arrow.schema(t), compression="zstd")
            for t in tables
        }

    def write(self, table: FlatTable, rows: Rows) -> None:
        """Write a row group. Raises OSError."""
        self._writers[table.name].write_table(self._arrow.table(table, rows))

    def finish(self, written: Written) -> None:
        """Close the files."""
        self.discard()
        written.notes.update(self._arrow.notes)

    def discard(self) -> None:
        """Close the files."""
        for writer in self._writers.values():
            writer.close()


KEYED = 1_000_000
"""Rows up to which DuckDB checks keys within the memory that it is given."""
_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "year": "INTEGER",
    "number": "DOUBLE",
    "decimal": f"DECIMAL({DIGITS},{SCALE})",
    "boolean": "BOOLEAN",
    "day": "DATE",
}


class DuckdbFile:
    """Rows into a DuckDB file; meanings are comments of its tables and columns, and a table `codebook`.

    Keys and foreign keys are declared, and so checked, where there are at most KEYED rows: DuckDB holds an index of
    each in memory, and a table must be there before another leads to it. So the rows come in without keys, and are
    moved to a file with keys at the end.
    """

    def __init__(self, path: Path, tables: Sequence[FlatTable]) -> None:
        self._arrow = ArrowRows()
        self._duckdb: Any = needed("duckdb")
        self._path, self._tables = path, tuple(tables)
        self._db = self._duckdb.connect(str(path), config={"memory_limit": "160MB", "threads": 2})
        for table in self._tables:
            self._create(table, keys=False)

    def _create(self, table: FlatTable, *, keys: bool, within: str = "") -> None:
        """`within`: the name of a file that is attached, with its dot."""
        lines = [f'"{c.name}" {_TYPES[c.type]}{" NOT NULL" if c.required else ""}' for c in table.columns]
        if keys:
            lines.append(f'PRIMARY KEY ("{table.key}")')
            lines += [
                f'FOREIGN KEY ("{c.name}") REFERENCES "{c.references}" ("{self._key_of(c.references)}")'
                for c in table.columns
                if c.references
            ]
        self._db.execute(f'CREATE TABLE {within}"{table.name}" ({", ".join(lines)})')
        self._db.execute(f'COMMENT ON TABLE {within}"{table.name}" IS {_literal(f"{table.en} / {table.nl}")}')
        for c in table.columns:
            meaning = _literal(f"{c.en} / {c.nl}")
            self._db.execute(f'COMMENT ON COLUMN {within}"{table.name}"."{c.name}" IS {meaning}')

    def _key_of(self, name: str) -> str:
        return next(table.key for table in self._tables if table.name == name)

    def write(self, table: FlatTable, rows: Rows) -> None:
        """Insert. Raises OSError."""
        self._db.register("batch", self._arrow.table(table, rows))
        with self._told():
            self._db.execute(f'INSERT INTO "{table.name}" SELECT * FROM batch')
        self._db.unregister("batch")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What DuckDB says of the disk is an OSError, as from every other format."""
        try:
            yield
        except (self._duckdb.IOException, self._duckdb.OutOfMemoryException) as error:
            raise OSError(str(error).splitlines()[0]) from error

    def finish(self, written: Written) -> None:
        """Declare the keys, write the codebook and close. Raises OSError, and InternalError for a key that does not
        hold."""
        if sum(written.rows.values()) <= KEYED:
            self._declare_keys()
        else:
            written.notes["time too many rows for keys to be declared in this file"] += 1
        heads = ", ".join(f'"{head}" VARCHAR' for head in HEADS)
        self._db.execute(f"CREATE TABLE codebook ({heads})")
        rows = [list(row) for row in codebook_rows([t.name for t in self._tables])]
        self._db.executemany(f"INSERT INTO codebook VALUES ({','.join('?' * len(HEADS))})", rows)
        written.notes.update(self._arrow.notes)
        with self._told():
            self._db.execute("CHECKPOINT")
        self.discard()

    def _declare_keys(self) -> None:
        """Move everything to a file with keys, a table before those that lead to it, and go on with that."""
        keyed = self._path.with_name(f"{self._path.name}.keyed")
        with self._told():
            self._db.execute(f"ATTACH {_literal(str(keyed))} AS keyed (BLOCK_SIZE 16384)")
            self._db.execute("USE keyed")
            try:
                for table in led_to_first(self._tables):
                    self._create(table, keys=True)
                    self._db.execute(f'INSERT INTO "{table.name}" SELECT * FROM {_of_file(self._path)}."{table.name}"')
            except self._duckdb.ConstraintException as error:
                raise InternalError(f"a key of the export does not hold: {error}") from error
            self._db.execute("CHECKPOINT keyed")
        self._db.close()
        keyed.replace(self._path)
        self._db = self._duckdb.connect(str(self._path), config={"memory_limit": "160MB", "threads": 2})

    def discard(self) -> None:
        """Close."""
        self._db.close()


def led_to_first(tables: Sequence[FlatTable]) -> list[FlatTable]:
    """The tables in such an order that each stands behind those to which it leads."""
    graph = {t.name: {c.references for c in t.columns if c.references} - {t.name} for t in tables}
    named = {table.name: table for table in tables}
    return [named[name] for name in TopologicalSorter(graph).static_order() if name in named]


def _of_file(path: Path) -> str:
    """The name by which DuckDB knows a file that it opened."""
    return f'"{path.stem}"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
