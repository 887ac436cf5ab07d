"""Files of records and dossiers: where they are, and what stands on their lines, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from griffier.pipeline.errors import InaccessibleError, NoInputError, UsageError

if TYPE_CHECKING:  # the models of all kinds are a fifth of a second, and a run asks for nothing but names of files
    from pydantic import TypeAdapter

    from griffier.schemas.dossier import Dossier
    from griffier.schemas.record import Record

RECORDS = "records.jsonl"
DOSSIERS = "dossiers.jsonl"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """Where a record stands: `number` is 1-based, `raw` its bytes."""

    file: Path
    number: int
    raw: bytes

    @property
    def place(self) -> str:
        """As people write it: FILE:LINE."""
        return f"{self.file}:{self.number}"


def files_of(inputs: Sequence[Path]) -> list[Path]:
    """The files of records: as given, or `records.jsonl` anywhere under a folder. Raises NoInputError."""
    out: dict[Path, None] = {}
    for given in inputs:
        found = sorted(given.rglob(RECORDS)) if given.is_dir() else [given] if given.is_file() else []
        if not found:
            raise NoInputError(
                f"{given}: {'no ' + RECORDS + ' in it' if given.is_dir() else 'is not there'}",
                remedy="Give records.jsonl files, or folders that `griffier run` wrote.",
            )
        out.update(dict.fromkeys(found))
    return list(out)


def records_in(file: Path) -> Iterator[tuple[Line, Record]]:
    """The records of a file, one line at a time: memory does not grow. Raises UsageError for a line that is none,
    InaccessibleError for a file that cannot be opened."""
    from griffier.schemas.kinds import any_record

    yield from _read(file, any_record(), "record")


def dossiers_in(file: Path) -> Iterator[tuple[Line, Dossier]]:
    """The dossiers of a file, one line at a time. Raises UsageError, InaccessibleError."""
    from pydantic import TypeAdapter

    from griffier.schemas.dossier import Dossier

    yield from _read(file, TypeAdapter(Dossier), "dossier")


def text_beside(records_file: Path, record_id: str) -> str | None:
    """The canonical text that a run left beside its records; None where it is not kept. Raises OSError."""
    file = records_file.parent / "text" / f"{record_id}.txt"
    return file.read_text("utf-8", "replace") if file.is_file() else None


def _read(file: Path, reader: TypeAdapter[T], what: str) -> Iterator[tuple[Line, T]]:
    try:
        with file.open("rb") as lines:
            for number, raw in enumerate(lines, 1):
                line = Line(file, number, raw)
                yield line, _made(line, reader, what)
    except OSError as error:
        raise InaccessibleError(f"{file}: {error.strerror or error}") from error


def _made(line: Line, reader: TypeAdapter[T], what: str) -> T:
    from pydantic import ValidationError

    try:
        return reader.validate_json(line.raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        at = "".join(f"/{step}" for step in first["loc"])
        raise UsageError(
            f"{line.place}: no {what} of this version ({at}: {first['msg']})" if at else f"{line.place}: no {what}",
            remedy=f"See all that is wrong with it: griffier validate {line.file}",
        ) from error
