"""What a worker does with one task: bytes in, records as JSON out. Runs in a process that may be killed at any
moment."""

from __future__ import annotations

import importlib
import os
import time
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import cast

from griffier.extractors.drafting.context import Context
from griffier.pipeline.batch.inputs import published
from griffier.pipeline.batch.page_ledger import expected_pages, page_states, unaccounted
from griffier.pipeline.batch.storage import FULL, of_system
from griffier.pipeline.batch.task import ErrorLine, Job, Outcome, Tally, Task, failed_tally
from griffier.pipeline.errors import GriffierError, InaccessibleError, InternalError, MemoryLimitError, StorageError
from griffier.pipeline.inner_files import expand
from griffier.pipeline.limits import Limits
from griffier.pipeline.process import Processed, place_of
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.source import SourceFile
from griffier.pipeline.whole_files import write_whole

Processor = Callable[[SourceFile, Context, ReadOptions, str], Processed]


def work(task: Task, job: Job, note: Callable[[int | None, str | None], None] = lambda pages, sha256: None) -> Outcome:
    """Process one task. Never raises for what a document does; `note` is told the number of pages and the hash before
    the file is read. Raises StorageError where its text, or what OCR needs for a moment, cannot be written."""
    wall, cpu = time.monotonic(), _cpu()
    source: SourceFile | None = None
    pages: int | None = None

    def failed(error: GriffierError) -> Outcome:
        line = ErrorLine.of(task, error, sha256=source.sha256 if source else None)
        tally = failed_tally(pages, cpu_seconds=_cpu() - cpu, wall_seconds=time.monotonic() - wall)
        return Outcome(task.path, line.sha256, source.size if source else 0, error=line, tally=tally)

    try:
        source = load(task, job.limits)
        if source.sha256 in task.known:
            return Outcome(task.path, source.sha256, source.size, unchanged=True)
        note(None, source.sha256)
        pages = expected_pages(source)
        note(pages, source.sha256)
        options = ReadOptions(limits=job.limits, ocr_threads=job.ocr_threads, ocr_share=job.ocr_share)
        done = _processor(job.processor)(source, Context(task.given, job.settings), options, job.settings_hash)
        made = _cpu()
        records = tuple(record.model_dump_json() for record in done.records)
        text = done.document.text.encode("utf-8", "surrogatepass")
        keep_text(job.text_dir, [record.id for record in done.records], text)
        attachments = tuple(_attachment_names(source, job.limits))
    except StorageError:
        raise  # says something of the disk, not of this document
    except GriffierError as error:
        return failed(error)
    except MemoryError:
        return failed(MemoryLimitError("it took more memory than a worker may use"))
    except (
        Exception
    ) as error:  # the boundary of a document: whatever it does, the run goes on and the file has its line
        if isinstance(error, OSError) and error.errno in FULL:
            raise of_system(error) from error
        return failed(InternalError(f"{type(error).__name__}: {_first_line(error)} ({place_of(error)})"))
    tally = Tally(
        kinds=dict(Counter(record.kind for record in done.records)),
        findings=dict(Counter(finding.code for record in done.records for finding in record.findings)),
        pages=page_states(done.document),
        expected_pages=pages if pages is not None else len(done.document.pages),
        unaccounted=unaccounted(done.document, pages),
        cpu_seconds=_cpu() - cpu,
        wall_seconds=time.monotonic() - wall,
        stages={name: round(seconds, 4) for name, seconds in (*done.stages.items(), ("write", _cpu() - made))},
    )
    return Outcome(task.path, source.sha256, source.size, records, attachments=attachments, tally=tally)


def load(task: Task, limits: Limits) -> SourceFile:
    """The bytes of a task. Raises InaccessibleError where the file system refuses."""
    name = Path(os.fsdecode(task.real))
    try:
        if name.is_dir():
            _listed(name)
        if not name.is_file():
            raise InaccessibleError("it is no regular file" if name.exists() else "there is no such file")
        source = SourceFile(published(os.fsdecode(task.real)) if task.locator else task.path, name.read_bytes())
    except OSError as error:
        raise InaccessibleError(f"the file cannot be opened: {error.strerror or error}") from error
    for position in task.locator:
        source = expand(source, limits)[position]
    return source if source.path == task.path else SourceFile(task.path, source.data)


def _listed(folder: Path) -> None:
    """Raises InaccessibleError for a folder that the system does not let us look into: that is why it is a task."""
    try:
        with os.scandir(folder):
            pass
    except OSError as error:
        raise InaccessibleError(
            f"the folder cannot be read: {error.strerror or error}",
            remedy="Give yourself the right to read and enter it (chmod u+rx), or leave it out with --exclude.",
        ) from error


def _attachment_names(source: SourceFile, limits: Limits) -> list[str]:
    """The published paths of the attachments, told apart where two have one name."""
    seen: Counter[str] = Counter()
    names: list[str] = []
    for inner in expand(source, limits):
        name = inner.path if inner.path.startswith(f"{source.path}#") else f"{source.path}#{inner.path}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}~{seen[name]}")
    return names


def keep_text(folder: Path, ids: list[str], text: bytes) -> None:
    """Write the canonical text under the id of each record of the file, whole or not at all. Raises StorageError."""
    first = folder / f"{ids[0]}.txt"
    try:
        write_whole({first: [text]}, synced=False)
        for other in ids[1:]:
            twin = folder / f"{other}.txt"
            twin.unlink(missing_ok=True)
            try:
                os.link(first, twin)
            except OSError:  # a file system without hard links
                write_whole({twin: [text]}, synced=False)
    except OSError as error:
        raise of_system(error) from error


@cache
def _processor(name: str) -> Processor:
    module, _, function = name.partition(":")
    return cast(Processor, getattr(importlib.import_module(module), function))


def _cpu() -> float:
    """CPU seconds of this process and of the children that it waited for."""
    t = os.times()
    return time.process_time() + t.children_user + t.children_system


def _first_line(error: Exception) -> str:
    """What an unexpected error says, cut short: it may quote the document."""
    return (str(error).splitlines() or [""])[0][:200]
