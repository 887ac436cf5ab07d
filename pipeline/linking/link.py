"""`griffier link`: files of records in, `dossiers.jsonl` out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from griffier.pipeline.errors import StorageError
from griffier.pipeline.linking.dossiers import dossiers_of
from griffier.pipeline.linking.gathering import gather
from griffier.pipeline.linking.store import Store
from griffier.pipeline.process import griffier_version
from griffier.pipeline.record_files import DOSSIERS, files_of
from griffier.pipeline.whole_files import write_whole
from griffier.pipeline.wording import counted, number, said
from griffier.schemas.record import Producer


@dataclass
class Linked:
    """What a run of `link` made."""

    records: int = 0
    dossiers: Counter[str] = field(default_factory=Counter)
    """Kind -> dossiers."""
    outcomes: Counter[str] = field(default_factory=Counter)
    """Kind -> dossiers whose outcome is known."""
    answered: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)


def link(inputs: Sequence[Path], out: Path) -> Linked:
    """Join the records into dossiers and write them. `inputs`: files of records, or folders of runs.

    The same records give the same bytes, in any order. Raises NoInputError, UsageError, StorageError.
    """
    files = files_of(inputs)
    told = Linked()
    try:
        out.mkdir(parents=True, exist_ok=True)
        with Store(out) as store, _progress() as progress:
            task = progress.add_task("reading records", total=None)

            def heard(count: int) -> None:
                told.records += count
                progress.update(task, advance=count, description=f"reading records: {told.records:,}")

            digests = {store.read(file, heard) for file in files}
            store.forget(but=digests)
            progress.update(task, description="joining")
            write_whole({out / DOSSIERS: _lines(store, digests, told)})
    except OSError as error:
        raise StorageError(f"{out}: {error.strerror or error}") from error
    return told


def _lines(store: Store, digests: set[str], told: Linked) -> Iterator[bytes]:
    """The dossiers, council after council; `told` counts them."""
    producer = Producer(version=griffier_version(), settings="link")
    for claims in store.councils(digests):
        for dossier in dossiers_of(gather(claims), producer):
            kind = dossier.subject.kind
            told.dossiers[kind] += 1
            told.outcomes[kind] += dossier.outcome is not None and dossier.outcome.status is not None
            told.answered[kind] += any(member.role == "answer" for member in dossier.members)
            told.findings.update(finding.code for finding in dossier.findings)
            yield dossier.model_dump_json(by_alias=True).encode() + b"\n"


def link_command(inputs: Sequence[Path], out: Path, html: Path | None) -> int:
    """Link, tell, and return the exit code."""
    told = link(inputs, out)
    if html is not None:
        from griffier.pipeline.linking.meeting_pages import write_pages

        pages = write_pages(out / DOSSIERS, html)
    console = Console(stderr=False)
    table = Table(title=said("Dossiers"), title_justify="left")
    table.add_column(said("kind"))
    for name in (said("dossiers"), said("outcome known"), said("answered")):
        table.add_column(name, justify="right")
    for kind in sorted(told.dossiers):
        counts = (told.dossiers[kind], told.outcomes[kind], told.answered[kind])
        table.add_row(said(kind.replace("_", " ")), *map(number, counts))
    console.print(table)
    for code, count in sorted(told.findings.items()):
        console.print(f"{code}: {number(count)}", highlight=False)
    console.print(
        said(
            "{records} read. Written: {file}", records=counted(told.records, "record", "records"), file=out / DOSSIERS
        ),
        highlight=False,
        soft_wrap=True,
    )
    if html is not None:
        console.print(
            said("{pages}: open {index}", pages=counted(pages, "page", "pages"), index=html / "index.html"),
            highlight=False,
            soft_wrap=True,
        )
    return 0


def _progress() -> Progress:
    console = Console(stderr=True)
    return Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=console, transient=True,
        disable=not console.is_terminal,
    )  # fmt: skip
