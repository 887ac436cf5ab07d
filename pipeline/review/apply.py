"""`griffier apply`: what a reviewer marked, put into the records."""

from __future__ import annotations

import json
import os
from pathlib import Path

from rich.console import Console

from griffier.pipeline.correcting import corrected, read_marks
from griffier.pipeline.errors import NoInputError, StorageError, UsageError
from griffier.pipeline.record_files import files_of, records_in, text_beside
from griffier.schemas.kinds import record_types


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
    changed, refused, seen = 0, [], set()
    beside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as lines:
            for line, record in records_in(file):
                key = (record.source.path, record.id)
                if (one := marks.get(key)) is None:
                    lines.write(line.raw)
                    continue
                seen.add(key)
                made, why = corrected(json.loads(line.raw), one, text_beside(file, record.id) or "")
                refused += [f"{one.path}: {told}" for told in why]
                changed += 1
                lines.write(record_types()[made["kind"]].model_validate(made).model_dump_json().encode() + b"\n")
        beside.replace(out)
    except OSError as error:
        raise StorageError(f"{out}: {error.strerror or error}") from error
    finally:
        beside.unlink(missing_ok=True)
    refused += [f"{path}: the records do not hold it" for path, _ in sorted(marks.keys() - seen)]
    _tell(out, changed, refused)
    return 1 if refused else 0


def _tell(out: Path, changed: int, refused: list[str]) -> None:
    console = Console()
    told = f"{out}: marks put into {changed} {'record' if changed == 1 else 'records'}."
    console.print(told, highlight=False, markup=False, soft_wrap=True)
    for line in refused:
        console.print(f"  not put in: {line}", highlight=False, markup=False, soft_wrap=True)
