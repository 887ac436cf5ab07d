"""`griffier export`: records to flat tables, and what was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from griffier.pipeline.errors import UsageError
from griffier.pipeline.exports.flat.export_records import FORMATS, Exported, export_records
from griffier.pipeline.record_files import DOSSIERS
from griffier.pipeline.wording import counted, in_words, number, said


def export_command(
    inputs: Sequence[Path], to: str | None, out: Path, dossiers: Path | None = None, *, dutch: bool = False
) -> int:
    """Write the tables and say what they hold. The format is that of `out`'s name unless said. Returns 0.

    Raises UsageError, NoInputError, MissingPackageError, StorageError.
    """
    with counted_progress() as told:
        exported = export_records(
            inputs, to or _by_name(out), out, dossiers=dossiers_of(inputs, dossiers), dutch=dutch, told=told
        )
    _say(Console(), exported)
    return 0


@contextmanager
def counted_progress() -> Iterator[Callable[[int], None]]:
    """How many records were read, on standard error where that is a terminal; gives what is to be told of each."""
    console = Console(stderr=True)
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading records", total=None)
        count = 0

        def told(more: int) -> None:
            nonlocal count
            count += more
            if count % 100 == 0:
                progress.update(task, description=f"reading records: {count:,}")

        yield told


_ENDINGS = {"db": "sqlite", "sqlite3": "sqlite", "json": "popolo"}


def _by_name(out: Path) -> str:
    ending = out.suffix.lstrip(".").lower()
    chosen = _ENDINGS.get(ending, ending)
    if chosen not in FORMATS:
        raise UsageError(
            f"the name {out.name} does not say which format", remedy=f"Add --to, one of: {', '.join(FORMATS)}"
        )
    return chosen


def dossiers_of(inputs: Sequence[Path], given: Path | None) -> list[Path]:
    """The file that was given, else those that `griffier link` wrote into the folders of records."""
    if given is not None:
        return [given]
    return [found for one in inputs if one.is_dir() for found in sorted(one.rglob(DOSSIERS))]


def _say(console: Console, exported: Exported) -> None:
    def line(text: str) -> None:
        console.print(text, highlight=False, soft_wrap=True, markup=False)

    rows = exported.written.rows
    for name, count in rows.items():
        line(f"{number(count):>12}  {name}")
    told = counted(exported.records, "record", "records")
    if exported.dossiers:
        told = said("{one} and {other}", one=told, other=counted(exported.dossiers, "dossier", "dossiers"))
    tables = counted(len(rows), "table", "tables")
    line(said("{what} in {tables}. Written: {file}", what=told, tables=tables, file=exported.out))
    if exported.twice:
        line(said("{count} lines stood in the inputs twice and were taken once.", count=number(exported.twice)))
    if exported.absent:
        line(said("{count} times a dossier names a paper whose record was not given.", count=number(exported.absent)))
    for note, count in exported.written.notes.items():
        line(f"{number(count)} {in_words(note)}.")
    if exported.written.hint:
        line(said("To browse it: {command}", command=exported.written.hint))
