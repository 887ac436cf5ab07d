"""What the caller supplies about the files: `--metadata FILE.csv` with the columns path, url, municipality, date."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from griffier.extractors.drafting.context import Given
from griffier.pipeline.batch.inputs import Input
from griffier.pipeline.errors import UsageError

COLUMNS = ("path", "url", "municipality", "date")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass
class GivenTable:
    """Rows by path. A row may name a file as griffier prints it, from the folder given as INPUT, from the CSV's folder,
    or absolutely."""

    rows: dict[str, Given] = field(default_factory=dict)
    folder: str = ""
    used: set[str] = field(default_factory=set)

    def of(self, item: Input) -> Given | None:
        """What is given about a file, or None."""
        if not self.rows:
            return None
        names = [item.path]
        if item.root:
            names.append(os.path.relpath(item.path, item.root))
        names.append(os.path.relpath(item.path, self.folder or "."))
        names.append(os.path.abspath(item.path))  # noqa: PTH100 - links stay links
        return next((given for name in names if (given := self.at(name)) is not None), None)

    def at(self, path: str) -> Given | None:
        """What is given under exactly this path (the path of an attachment, for one), or None."""
        name = os.path.normpath(path)
        given = self.rows.get(name)
        if given is not None:
            self.used.add(name)
        return given

    def unmatched(self) -> tuple[str, ...]:
        """The rows that no file answered to."""
        return tuple(name for name in self.rows if name not in self.used)


NOTHING_GIVEN = GivenTable()


def read_metadata(file: Path) -> GivenTable:
    """Read the CSV (comma or semicolon, UTF-8). Raises UsageError with the line that is wrong."""
    text = _text_of(file)
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(text.splitlines(), delimiter=";" if head.count(";") > head.count(",") else ",")
    reader.fieldnames = _columns(reader.fieldnames or (), file)
    table = GivenTable(folder=str(file.parent))
    for row in reader:
        cells = {name: (row.get(name) or "").strip() or None for name in COLUMNS}
        path, given = _given(cells, f"--metadata {file}: line {reader.line_num}")
        name = os.path.normpath(path)
        if name in table.rows:
            raise UsageError(
                f"--metadata {file}: line {reader.line_num}: {path} is there twice", remedy="Keep one line a file."
            )
        table.rows[name] = given
    return table


def _text_of(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(
            f"--metadata {file}: {error.strerror}",
            remedy="Give a CSV file with the columns path, url, municipality, date.",
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(
            f"--metadata {file}: not UTF-8 (byte {error.start})", remedy="Save it as CSV UTF-8."
        ) from error


def _columns(heads: Sequence[str], file: Path) -> list[str]:
    """The names of the columns, all of them known, the path among them."""
    names = [name.strip().lower() for name in heads]
    if "path" not in names:
        raise UsageError(
            f"--metadata {file}: line 1 names no column 'path' (it has: {', '.join(names) or 'nothing'})",
            remedy="Begin the file with: path,url,municipality,date",
        )
    unknown = [name for name in names if name not in COLUMNS]
    if unknown:
        raise UsageError(
            f"--metadata {file}: line 1 has columns that are not known: {', '.join(unknown)}",
            remedy=f"Known: {', '.join(COLUMNS)}",
        )
    return names


def _given(cells: Mapping[str, str | None], where: str) -> tuple[str, Given]:
    """The path of a line and what is given about it."""
    path, date = cells["path"], cells["date"]
    if path is None:
        raise UsageError(f"{where} has no path", remedy="Fill the column path, or remove the line.")
    if date is not None and not _DATE.fullmatch(date):
        raise UsageError(f"{where}: {date!r} is no date", remedy="Write 2023-07-06, 2023-07 or 2023.")
    return path, Given(url=cells["url"], municipality=cells["municipality"], date=date)
