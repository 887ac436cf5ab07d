"""A way of processing that reads text and concludes nothing: workers that load it are at work in a moment."""

from __future__ import annotations

from griffier.extractors.drafting.context import Context
from griffier.pipeline.process import Processed
from griffier.pipeline.readers.door import read as read_file
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.source import SourceFile
from griffier.schemas.other import Other
from griffier.schemas.record import Producer, Source, SourcePage


def process(source: SourceFile, context: Context, options: ReadOptions, settings: str) -> Processed:
    doc = read_file(source, options)
    about = Source(
        path=source.path,
        url=context.given.url,
        sha256=source.sha256,
        size=source.size,
        media_type=doc.media_type,
        pages=[SourcePage(number=page.number, state=page.state) for page in doc.pages],
        page_range=(1, len(doc.pages)),
    )
    made_by = Producer(version="0", settings=settings)
    return Processed(doc, (Other(producer=made_by, id=f"{source.sha256[:16]}-0", kind_confidence=0.5, source=about),))
