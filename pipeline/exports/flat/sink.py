"""What takes in the rows of an export. One a format; each writes as the rows come, so that memory does not grow."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from griffier.pipeline.errors import MissingPackageError
from griffier.pipeline.exports.flat.declaration import FlatTable, Value

Rows = Sequence[tuple[Value, ...]]


@dataclass
class Written:
    """What an export holds. `notes`: what a format could not hold as it is, in words, with how often; `hint`: what to
    do with it next."""

    rows: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    hint: str = ""


class Sink(Protocol):
    """A format. It is made with the path that it shall write (nothing is there yet) and the tables, in order."""

    def write(self, table: FlatTable, rows: Rows) -> None:
        """Take rows, in the order of the table's columns. Days are YYYY-MM-DD, decimals Decimal."""

    def finish(self, written: Written) -> None:
        """End the file; may say in `written` what it could not hold."""

    def discard(self) -> None:
        """Let go of what is open, after a failure; harmless after `finish`."""


def needed(package: str, *, of: str | None = None) -> ModuleType:
    """A package that a format stands on. Raises MissingPackageError with how to get it. `of`: its name on PyPI."""
    try:
        return importlib.import_module(package)
    except ImportError as error:
        raise MissingPackageError(f"this format needs the package {of or package}") from error


def tables_beside(out: Path) -> dict[str, Path]:
    """The files that go with an export of one file: its codebook, and what datasette wants to know."""
    return {
        "codebook": out.with_name(f"{out.name}.codebook.json"),
        "datasette": out.with_name(f"{out.name}.metadata.json"),
    }


def as_day(value: str | None) -> Any:
    """A day as a date object."""
    from datetime import date

    return None if value is None else date.fromisoformat(value)
