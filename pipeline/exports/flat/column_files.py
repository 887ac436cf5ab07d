"""A folder of Parquet files, and a DuckDB file: both from Arrow tables, typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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

    Keys are not declared: DuckDB would hold an index of each in memory. They are unique by the way they are made.
    """

    def __init__(self, path: Path, tables: Sequence[FlatTable]) -> None:
        self._arrow = ArrowRows()
        self._duckdb: Any = needed("duckdb")
        self._tables = tuple(tables)
        self._db = self._duckdb.connect(str(path), config={"memory_limit": "160MB", "threads": 2})
        for table in self._tables:
            columns = ", ".join(
                f'"{c.name}" {_TYPES[c.type]}{" NOT NULL" if c.required else ""}' for c in table.columns
            )
            self._db.execute(f'CREATE TABLE "{table.name}" ({columns})')
            self._db.execute(f'COMMENT ON TABLE "{table.name}" IS {_literal(f"{table.en} / {table.nl}")}')
            for c in table.columns:
                meaning = _literal(f"{c.en} / {c.nl}")
                self._db.execute(f'COMMENT ON COLUMN "{table.name}"."{c.name}" IS {meaning}')

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
        """Write the codebook and close."""
        self._db.execute(
            f"CREATE TABLE codebook ({', '.join(f'{h!r} VARCHAR'.replace(chr(39), chr(34)) for h in HEADS)})"
        )
        rows = [list(row) for row in codebook_rows([t.name for t in self._tables])]
        self._db.executemany(f"INSERT INTO codebook VALUES ({','.join('?' * len(HEADS))})", rows)
        written.notes.update(self._arrow.notes)
        with self._told():
            self._db.execute("CHECKPOINT")
        self.discard()

    def discard(self) -> None:
        """Close."""
        self._db.close()


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
