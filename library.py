"""What Griffier does for a program: the functions that `import griffier` gives. Errors are GriffierErrors, each with a
`remedy`."""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from griffier.pipeline.source import SourceFile
    from griffier.schemas.budget_report import Table
    from griffier.schemas.record import Record

StrPath = str | PathLike[str]


def read(file: StrPath, *, kind: str | None = None, attachments: bool = True) -> list[Record]:
    """The records of one file, at least one: one a document, then those of its attachments (an e-mail's, a PDF
    portfolio's), unless `attachments` is False.

    `file`: a path, or an attachment as records name it (`mail.eml#name`). `kind`: what it is, where you know better
    than its text says ("motion"); attachments are told by their own. No folder is written, and no limit of time or
    memory holds, as it does in `griffier run`.

    Raises GriffierError: for a file that cannot be read, for an attachment that cannot, for a kind that is none.
    """
    from griffier.pipeline.errors import UsageError
    from griffier.pipeline.inner_files import expand, open_source
    from griffier.schemas.kinds import record_types

    if kind is not None and kind not in record_types():
        raise UsageError(f"{kind!r} is no kind of record", remedy=f"Kinds: {', '.join(record_types())}")
    waiting = [(open_source(fspath(file)), kind)]
    found: list[Record] = []
    while waiting:
        source, known = waiting.pop(0)
        found += _records(source, known)
        if attachments:
            waiting = [*((inner, None) for inner in expand(source)), *waiting]
    return found


def _records(source: SourceFile, kind: str | None) -> tuple[Record, ...]:
    from griffier.pipeline.errors import GriffierError, InternalError
    from griffier.pipeline.process import place_of, process

    try:
        return process(source, kind=kind).records
    except GriffierError:
        raise
    except Exception as error:  # the boundary of the library: callers catch one sort of error
        raise InternalError(f"{source.path}: {type(error).__name__} ({place_of(error)})") from error


def load(*files: StrPath) -> Iterator[Record]:
    """The records of files that `griffier run` wrote, one at a time, each as the model of its kind: files of records,
    or folders in which they are.

    Raises GriffierError: for a path that is not there (at once), for a line that is no record (when it is reached).
    """
    from griffier.pipeline.record_files import files_of, records_in

    found = files_of([Path(file) for file in files])
    return (record for file in found for _, record in records_in(file))


def tables(file: StrPath, *, page: int | None = None) -> list[Table]:
    """The financial tables of one file, in reading order, whatever its kind; of one page (from 1) where it is said.
    Values are Decimals in euro.

    Raises GriffierError: for a file that cannot be read, for a page that it does not have.
    """
    from griffier.pipeline.exports.export import tables_of_file
    from griffier.pipeline.inner_files import open_source

    return [one.table for one in tables_of_file(open_source(fspath(file)), page).tables]
