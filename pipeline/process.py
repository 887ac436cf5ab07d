"""The way of one file: bytes -> Document -> parts -> kind -> records; what OCR misread is repaired between
(`extractors/mending`)."""

from __future__ import annotations

import os
import time
import traceback
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from griffier.extractors.coverage.ledger import State, ledger
from griffier.extractors.drafting.context import Context
from griffier.extractors.drafting.draft import as_read
from griffier.extractors.dutch.nlp import ModelNotFoundError
from griffier.extractors.making_records.make_record import bare_record, make_record
from griffier.extractors.mending.mend import mend
from griffier.extractors.text.unwrapping import join_lines
from griffier.pipeline.classifying.classify import Verdict, classify
from griffier.pipeline.errors import MissingProgramError, StorageError, UsageError
from griffier.pipeline.readers.door import read
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.pdf.reasons import MISSED, UNSEEN, UNSURE
from griffier.pipeline.source import SourceFile
from griffier.pipeline.splitting.split import split
from griffier.schemas.document import Document, Part, Span
from griffier.schemas.record import Finding, Producer, Record, Source, SourcePage


@dataclass(frozen=True)
class Processed:
    """What became of one file: its document (canonical text, pages) and its records, at least one.

    `parts`: what each record was read from. `stages`: CPU seconds by stage (`read`, OCR in it; `split`; `classify`;
    `extract`).
    """

    document: Document
    records: tuple[Record, ...]
    parts: tuple[Part, ...] = ()
    stages: dict[str, float] = field(default_factory=dict)


@dataclass
class _Clock:
    """CPU seconds by stage, of this process and of the children that it waited for."""

    stages: dict[str, float] = field(default_factory=dict)
    begun: float = field(default_factory=lambda: _cpu())

    def end(self, stage: str) -> None:
        """What was spent since the last end belongs to this stage."""
        now = _cpu()
        self.stages[stage] = self.stages.get(stage, 0.0) + now - self.begun
        self.begun = now


def _cpu() -> float:
    t = os.times()
    return time.process_time() + t.children_user + t.children_system


def griffier_version() -> str:
    """The installed version."""
    try:
        return version("griffier")
    except PackageNotFoundError:
        return "0"


def process(
    source: SourceFile,
    context: Context | None = None,
    options: ReadOptions | None = None,
    settings_hash: str = "",
    *,
    kind: str | None = None,
) -> Processed:
    """Read one file and make its records. Raises GriffierError.

    `kind`: what every part is read as, whatever its text says; None: what it says.

    A part of a bundle that fails becomes a record of kind `other` with the finding `part.failed`, and the others go
    on. Where no part succeeds the first failure is raised: the file failed.
    """
    context = context or Context()
    clock = _Clock()
    doc = read(source, options)
    mended = mend(doc)
    clock.end("read")
    producer = Producer(version=griffier_version(), settings=settings_hash)
    parts = split(mended)
    clock.end("split")
    records: list[Record] = []
    failures: list[Exception] = []
    for part in parts:
        try:
            records.append(_record(part, kind, source, context, producer, clock))
        except ModelNotFoundError as error:
            raise UsageError(str(error), remedy=error.remedy) from error
        except (MissingProgramError, StorageError, MemoryError):
            raise  # says something of the machine, not of this part
        except Exception as error:  # the boundary of a part: the rest of the bundle is worth as much without it
            failures.append(error)
            if len(failures) == len(parts):
                raise failures[0] from error
            records.append(_failed(part, source, context, producer, error))
            clock.end("extract")
    made = tuple(records)
    if context.settings.mask_private:
        from griffier.pipeline.masking import masked  # the rooms of letters: of use to few

        doc, made = masked(doc, parts, made)
    return Processed(doc, made, tuple(parts), clock.stages)


def cited(done: Processed, start: int, end: int) -> str:
    """A stretch of a file's text as a person would cite it: in one line, words that a line's end breaks whole."""
    return join_lines(done.document.text[start:end])


def line_ledger(done: Processed) -> list[tuple[Span, State]]:
    """Every line with text of a file, by its place in the canonical text, and what became of it."""
    return [
        (as_read(part.doc, Span(line.start, line.end)), state)
        for record, part in zip(done.records, done.parts, strict=True)
        for line, state in ledger(record, part)
    ]


def _record(
    part: Part, kind: str | None, source: SourceFile, context: Context, producer: Producer, clock: _Clock
) -> Record:
    verdict = classify(part) if kind is None else Verdict(kind, 1.0)
    clock.end("classify")
    record = make_record(
        part,
        verdict.kind,
        context,
        id=_id(part, source),
        producer=producer,
        source=_source(part, source, context),
        kind_confidence=verdict.confidence,
        kind_evidence=verdict.grounds,
        findings=_reading_findings(part),
    )
    clock.end("extract")
    return record


def _failed(part: Part, source: SourceFile, context: Context, producer: Producer, error: Exception) -> Record:
    told = Finding.of(
        "part.failed",
        f"this document of the bundle could not be read into fields: {type(error).__name__} ({place_of(error)}). "
        "Its text is whole; report it with the file, if it may be shared.",
        severity="error",
        pointer="/kind",
        page=part.pages[0].number,
    )
    return bare_record(
        id=_id(part, source),
        producer=producer,
        source=_source(part, source, context),
        findings=(*_reading_findings(part), told),
    )


def place_of(error: Exception) -> str:
    """The file and line of our own code in which an unexpected error arose; never what it says, which may quote the
    document."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return "?"
    parts = Path(frames[-1].filename).parts
    return f"{'/'.join(parts[-3:])}:{frames[-1].lineno}"


def _reading_findings(part: Part) -> tuple[Finding, ...]:
    """What reading the file told: of the file, and of the pages of this document."""
    found = []
    mismatch = part.doc.properties.get("name_mismatch")
    if mismatch:
        message = f"the name of the file says another format than its content ({mismatch}); it was read by its content"
        found.append(Finding.of("source.name_mismatch", message, severity="info", pointer="/source/path"))
    for page in part.pages:
        unseen = UNSEEN.search(page.reason)
        if unseen:
            message = (
                f"{unseen[1]} on page {page.number} that nobody can see were left out: a bar over them, or a cell that "
                f"cuts off its figure"
            )
            pointer = f"/source/pages/{page.number - 1}/reason"
            found.append(Finding.of("text.unseen", message, severity="info", pointer=pointer, page=page.number))
        unsure = UNSURE.search(page.reason)
        if unsure:
            message = (
                f"page {page.number} has {unsure[1]} that its fonts do not name and that could not be learnt: each "
                f"is U+FFFD in the text"
            )
            pointer = f"/source/pages/{page.number - 1}/reason"
            found.append(
                Finding.of("text.glyphs_unsure", message, severity="warning", pointer=pointer, page=page.number)
            )
        missed = MISSED.search(page.reason)
        if missed:
            message = (
                f"page {page.number} has {missed[1]} with print or writing that its text layer lacks: "
                f"check it against the "
                f"image"
            )
            pointer = f"/source/pages/{page.number - 1}/reason"
            found.append(Finding.of("text.incomplete", message, severity="warning", pointer=pointer, page=page.number))
    return tuple(found)


def _id(part: Part, source: SourceFile) -> str:
    return f"{source.sha256[:16]}-{part.ordinal}"


def _source(part: Part, source: SourceFile, context: Context) -> Source:
    pages = part.pages
    return Source(
        path=source.path,
        url=context.given.url,
        sha256=source.sha256,
        size=source.size,
        media_type=part.doc.media_type,
        pages=[
            SourcePage(
                number=p.number, state=p.state, reason=p.reason, ocr_confidence=p.ocr_confidence, rotation=p.rotation
            )
            for p in part.doc.pages
        ],
        page_range=(pages[0].number, pages[-1].number),
    )
