"""A folder of CSV files, for programs or for Dutch Excel; and the same as a Data Package that frictionless has checked.

For programs a value is written as it is. Excel makes a number of the text 007 and a formula of what begins with =:
for it, text that looks like a number or a date is written as the formula ="007", and other text of that kind gets an
apostrophe.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from griffier.pipeline.errors import InternalError
from griffier.pipeline.exports.flat.codebook import HEADS, codebook_rows, write_codebook
from griffier.pipeline.exports.flat.declaration import FlatColumn, FlatTable
from griffier.pipeline.exports.flat.sink import Rows, Written, needed
from griffier.schemas.base import plain_decimal

_LIKE_A_NUMBER = re.compile(
    r"[\d.,/:\s-]*\d[\d.,/:\s%eE+-]*|\d{1,2}[ -][a-z]{3,9}\.?(?:[ -]\d{2,4})?|[a-z]{3,9}\.?[ -]\d{1,4}"
    r"|(?:on)?waar|true|false",
    re.IGNORECASE,
)
"""What Excel turns into a number, a day or a truth value."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class CsvFiles:
    """Rows into TABLE.csv files, one a table, empty tables too."""

    def __init__(self, path: Path, tables: Sequence[FlatTable], *, dutch: bool = False) -> None:
        path.mkdir()
        self._path, self._tables, self._dutch = path, tuple(tables), dutch
        self._files: list[TextIO] = []
        self._writers: dict[str, Any] = {}
        for table in self._tables:
            self._writers[table.name] = self._opened(table.name)
            self._writers[table.name].writerow([c.name for c in table.columns])
        self._shapes = {t.name: [_shape(c, dutch) for c in t.columns] for t in self._tables}

    def _opened(self, name: str) -> Any:
        encoding = "utf-8-sig" if self._dutch else "utf-8"
        self._files.append((self._path / f"{name}.csv").open("w", encoding=encoding, newline=""))
        return csv.writer(self._files[-1], delimiter=";" if self._dutch else ",", lineterminator="\r\n")

    def write(self, table: FlatTable, rows: Rows) -> None:
        """Write lines. Raises OSError."""
        shapes = self._shapes[table.name]
        self._writers[table.name].writerows(_line(row, shapes) for row in rows)

    def finish(self, written: Written) -> None:
        """Close the files; write the codebook."""
        names = [t.name for t in self._tables]
        codebook = self._opened("codebook")
        codebook.writerow(HEADS)
        codebook.writerows(codebook_rows(names))
        self.discard()
        write_codebook(self._path / "codebook.json", names, folder=True, dutch=self._dutch)

    def discard(self) -> None:
        """Close the files."""
        for file in self._files:
            file.close()


def _line(row: tuple[Any, ...], shapes: list[Callable[[Any], Any]]) -> Iterable[Any]:
    return [None if value is None else shape(value) for value, shape in zip(row, shapes, strict=True)]


def _shape(column: FlatColumn, dutch: bool) -> Callable[[Any], Any]:
    """How a value of a column is written."""
    if column.type == "decimal":
        return (lambda v: plain_decimal(v).replace(".", ",")) if dutch else plain_decimal
    if column.type == "boolean":
        return lambda v: "true" if v else "false"
    if column.type == "number":
        return (lambda v: str(v).replace(".", ",")) if dutch else str
    return for_excel if dutch and column.type == "string" else str


def for_excel(text: str) -> str:
    """Text that Excel leaves text."""
    if _LIKE_A_NUMBER.fullmatch(text):
        return f'="{text}"'
    return f"'{text}" if text.startswith(_FORMULA) else text


class DataPackage(CsvFiles):
    """The CSV files with `datapackage.json`, which frictionless has checked."""

    def __init__(self, path: Path, tables: Sequence[FlatTable]) -> None:
        self._frictionless: Any = needed("frictionless")
        super().__init__(path, tables)

    def finish(self, written: Written) -> None:
        """Close, describe, check the description. Raises InternalError where it is not sound."""
        super().finish(written)
        write_codebook(self._path / "datapackage.json", [t.name for t in self._tables], folder=True, dutch=self._dutch)
        (self._path / "codebook.json").unlink()
        try:
            self._frictionless.Package.from_descriptor(str(self._path / "datapackage.json"))
        except self._frictionless.FrictionlessException as error:
            raise InternalError(f"datapackage.json is not sound: {error}") from error
