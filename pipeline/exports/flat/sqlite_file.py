"""An SQLite file: keys and foreign keys declared and checked, indexed, searchable, with its codebook in it and a
metadata file by which datasette shows facets and meanings."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

from griffier.pipeline.errors import InternalError
from griffier.pipeline.exports.flat.codebook import HEADS, codebook_rows
from griffier.pipeline.exports.flat.declaration import FlatColumn, FlatTable
from griffier.pipeline.exports.flat.sink import Rows, Written, needed
from griffier.schemas.base import plain_decimal

_TYPES = {
    "string": "TEXT",
    "integer": "INTEGER",
    "year": "INTEGER",
    "number": "REAL",
    "decimal": "DECIMAL",
    "boolean": "BOOLEAN",
    "day": "TEXT",
}
"""A DECIMAL of SQLite is a whole number, or a float that has the same 15 digits; one with more stays text."""
_NUMBERED = 15
"""Digits that a float keeps."""


class SqliteFile:
    """Rows into an SQLite file."""

    def __init__(self, path: Path, tables: Sequence[FlatTable]) -> None:
        needed("sqlite_utils", of="sqlite-utils")
        self._path, self._tables = path, tuple(tables)
        self._db = sqlite3.connect(path)
        # the file takes its place only when it is whole: a journal would save nothing
        self._db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF;")
        for table in self._tables:
            self._db.execute(_ddl(table))
        self._inserts = {
            t.name: f"INSERT INTO {_quoted(t.name)} VALUES ({','.join('?' * len(t.columns))})" for t in self._tables
        }
        self._decimals = {t.name: [n for n, c in enumerate(t.columns) if c.type == "decimal"] for t in self._tables}

    def write(self, table: FlatTable, rows: Rows) -> None:
        """Insert. Raises sqlite3.Error, also for a key that is not unique."""
        decimals = self._decimals[table.name]
        self._db.executemany(self._inserts[table.name], rows if not decimals else (_plain(r, decimals) for r in rows))
        self._db.commit()

    def finish(self, written: Written) -> None:
        """Index, make searchable, and check the foreign keys."""
        import sqlite_utils

        db: Any = sqlite_utils.Database(self._db)
        self._db.execute(f"CREATE TABLE codebook ({', '.join(_quoted(h) + ' TEXT' for h in HEADS)})")
        rows = codebook_rows([t.name for t in self._tables])
        self._db.executemany(f"INSERT INTO codebook VALUES ({','.join('?' * len(HEADS))})", rows)
        db.index_foreign_keys()
        for table in self._tables:
            for name in table.facets if written.rows[table.name] else ():
                db[table.name].create_index([name], if_not_exists=True)
            if table.search and written.rows[table.name]:
                db[table.name].enable_fts(list(table.search), tokenize="unicode61 remove_diacritics 2")
        self._db.commit()
        broken = self._db.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise InternalError(f"a row of {broken[0]} leads to a row of {broken[2]} that is not there")
        self._db.execute("ANALYZE")
        self._db.commit()
        self.discard()

    def discard(self) -> None:
        """Close."""
        self._db.close()


def _quoted(name: str) -> str:
    return f'"{name}"'


def _ddl(table: FlatTable) -> str:
    lines = [_column(c, table) for c in table.columns]
    return f"CREATE TABLE {_quoted(table.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _column(column: FlatColumn, table: FlatTable) -> str:
    from griffier.pipeline.exports.flat.declaration import flat_tables

    told = f"{_quoted(column.name)} {_TYPES[column.type]}"
    if column.name == table.key:
        told += " PRIMARY KEY"
    if column.required:
        told += " NOT NULL"
    if column.references is not None:
        told += f" REFERENCES {_quoted(column.references)} ({_quoted(flat_tables()[column.references].key)})"
    return told


def _plain(row: tuple[Any, ...], decimals: list[int]) -> list[Any]:
    """The row with its decimals as SQLite takes them: text that the column's affinity makes a number of where that
    loses nothing."""
    out = list(row)
    for n in decimals:
        value: Decimal | None = out[n]
        if value is not None:
            out[n] = plain_decimal(value)
    return out


def datasette_metadata(tables: Sequence[FlatTable], rows: dict[str, int], database: str) -> str:
    """What datasette wants to know of the file: meanings, facets, what a row is called."""
    told = {table.name: _shown(table) for table in tables if rows.get(table.name)}
    hidden = {table.name: {"hidden": True} for table in tables if not rows.get(table.name)}
    return json.dumps(
        {
            "title": "Griffier",
            "description": "Papers of municipal councils: every value leads to its place in the source.",
            "databases": {database: {"tables": told | hidden}},
        },
        ensure_ascii=False,
        indent=1,
    )


def _shown(table: FlatTable) -> dict[str, Any]:
    """A table's meaning with a link to those of its columns, which datasette would print above the rows."""
    told: dict[str, Any] = {
        "description_html": f"{escape(table.en)} / {escape(table.nl)} "
        f'<a href="codebook?table_name={table.name}&amp;_size=max">what its columns mean / wat de kolommen zeggen</a>',
        "facets": list(table.facets),
        "size": 50,
    }
    return told | ({"label_column": table.label} if table.label else {})
