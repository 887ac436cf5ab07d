"""`griffier apply`: what a reviewer marked, put into the records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from griffier.pipeline.correcting import corrected, read_marks
from griffier.pipeline.errors import NoInputError, StorageError, UsageError
from griffier.pipeline.record_files import files_of, records_in, text_beside
from griffier.pipeline.whole_files import write_whole
from griffier.pipeline.wording import counted, said
from griffier.schemas.kinds import record_types
from griffier.schemas.review_marks import MarkedRecord


def apply_command(marks_file: Path, given: Path, out: Path) -> int:
    """Write the records with the marks put in, all others as they are. Returns 0; 1 where a mark could not be put in.

    Raises NoInputError, UsageError, StorageError.
    """
    file, *others = files_of([given])
    if others:
        raise UsageError(f"{given} holds several files of records", remedy=f"Give one of them, such as {file}.")
    try:
        marks = {one.key: one for one in read_marks(marks_file)}
    except OSError as error:
        raise NoInputError(f"{marks_file}: {error.strerror}", remedy="Give the marks.jsonl of a review.") from error
    if out.resolve() == file.resolve():
        raise UsageError(f"{out} would be read and written at once", remedy="Give another file to --out.")
    told = _Applied()
    try:
        write_whole({out: _with_marks(file, marks, told)})
    except OSError as error:
        raise StorageError(f"{out}: {error.strerror or error}") from error
    refused = told.refused + [f"{path}: the records do not hold it" for path, _ in sorted(marks.keys() - told.seen)]
    _tell(out, len(told.seen), refused)
    return 1 if refused else 0


@dataclass
class _Applied:
    """What became of the marks. `seen`: the records that have any; `refused`: marks that were not put in, and why."""

    seen: set[tuple[str, str]] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)


def _with_marks(file: Path, marks: Mapping[tuple[str, str], MarkedRecord], told: _Applied) -> Iterator[bytes]:
    """The lines of a file of records; those without marks as they are."""
    for line, record in records_in(file):
        key = (record.source.path, record.id)
        if (one := marks.get(key)) is None:
            yield line.raw
            continue
        told.seen.add(key)
        made, why = corrected(json.loads(line.raw), one, text_beside(file, record.id) or "")
        told.refused += [f"{one.path}: {fault}" for fault in why]
        yield record_types()[made["kind"]].model_validate(made).model_dump_json().encode() + b"\n"


def _tell(out: Path, changed: int, refused: list[str]) -> None:
    console = Console()
    told = said("{file}: marks put into {records}.", file=out, records=counted(changed, "record", "records"))
    console.print(told, highlight=False, markup=False, soft_wrap=True)
    for line in refused:
        console.print(said("  not put in: {mark}", mark=line), highlight=False, markup=False, soft_wrap=True)
