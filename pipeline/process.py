"""The way of one file: bytes -> Document -> parts -> kind -> records."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from griffier.extractors.context import Context
from griffier.extractors.record import make_record
from griffier.pipeline.classify import classify
from griffier.pipeline.errors import TooLargeError, UnreadableError
from griffier.pipeline.limits import Limits
from griffier.pipeline.reading import ReadOptions, read
from griffier.pipeline.sniff import EMAIL, media_type_of
from griffier.pipeline.source import SourceFile
from griffier.pipeline.split import split
from griffier.schemas.document import Document, Part
from griffier.schemas.record import Producer, Record, Source, SourcePage


@dataclass(frozen=True)
class Processed:
    """What became of one file: its document (canonical text, pages) and its records, at least one."""

    document: Document
    records: tuple[Record, ...]


def griffier_version() -> str:
    """The installed version."""
    try:
        return version("griffier")
    except PackageNotFoundError:
        return "0"


def process(source: SourceFile, context: Context | None = None, options: ReadOptions | None = None, settings_hash: str = "") -> Processed:
    """Read one file and make its records. Raises GriffierError."""
    context = context or Context()
    doc = read(source, options)
    producer = Producer(version=griffier_version(), settings=settings_hash)
    records = tuple(_record(part, source, context, producer) for part in split(doc))
    return Processed(doc, records)


def expand(source: SourceFile, limits: Limits | None = None) -> list[SourceFile]:
    """The documents inside a file that are files of their own: the attachments of an e-mail (`mail.eml#name`), in order.

    One level: an attached e-mail is one of them, and is expanded in its turn. Other formats give []. Raises TooLargeError over
    `Limits.attachments` or `Limits.nesting`, and what reading the e-mail raises.
    """
    limits = limits or Limits()
    if not _is_mail(source):
        return []
    from griffier.pipeline.readers.email import attachments

    found = attachments(source, limits)
    if found and source.path.count("#") >= limits.nesting:
        raise TooLargeError(f"e-mails are nested more than {limits.nesting} deep")
    return found


def _is_mail(source: SourceFile) -> bool:
    try:
        return media_type_of(source) == EMAIL
    except UnreadableError:
        # Such a file gets its own error line when it is read.
        return False


def _record(part: Part, source: SourceFile, context: Context, producer: Producer) -> Record:
    verdict = classify(part)
    pages = part.pages
    return make_record(
        part,
        verdict.kind,
        context,
        id=f"{source.sha256[:16]}-{part.ordinal}",
        producer=producer,
        source=Source(
            path=source.path,
            url=context.given.url,
            sha256=source.sha256,
            size=source.size,
            media_type=part.doc.media_type,
            pages=[
                SourcePage(number=p.number, state=p.state, reason=p.reason, ocr_confidence=p.ocr_confidence, rotation=p.rotation)
                for p in part.doc.pages
            ],
            page_range=(pages[0].number, pages[-1].number),
        ),
        kind_confidence=verdict.confidence,
        kind_evidence=verdict.grounds,
    )
