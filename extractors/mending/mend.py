"""The document as it was printed, where OCR misread it and a lexicon or a grammar proves what stood there.

The canonical text stays as it was read. Extractors get a second document whose text is repaired, and what they found
is led back: each piece of evidence quotes the canonical text, with what was read in it. So a cue, a date or a party is
found where one letter is wrong, the value is as printed, and nobody has to know of the repair but this module. A text
that did not come out of OCR passes through as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from griffier.extractors.mending.repair import MARK, Repair, looks_like_ocr, optical_ranges, repair
from griffier.extractors.mending.withdrawal import without_unproven
from griffier.schemas.document import Cell, Document, Grid, Ints, Page, Span, Words
from griffier.schemas.evidence import Evidence
from griffier.schemas.record import Finding, Record

FIGURES_AT_MOST = 0.85
"""Confidence of a value in whose place a figure was repaired: the grammar proves it, but it was read from its shape."""
_FIGURES = frozenset({"amount", "date", "year", "number"})


@dataclass(frozen=True)
class Mended:
    """`read`: the file's canonical document. `doc`: the one to extract from, the same object where nothing was
    repaired.

    `repairs` are in order, by offsets of the canonical text, without overlap, each within one line.
    """

    read: Document
    doc: Document
    repairs: tuple[Repair, ...] = ()

    def led_back(self, record: Record) -> Record:
        """The record with every place in the canonical text, without what cannot be right, and with what was repaired
        as a finding."""
        record = without_unproven(record, self.doc)
        if not self.repairs:
            return record
        map_ = _Map.of(self.repairs)
        own = [e for e in (self._evidence(entry, map_) for entry in record.evidence) if e is not None]
        update: dict[str, Any] = {"evidence": own, "findings": [*record.findings, *self._finding(record)]}
        for name in ("tables",):
            if getattr(record, name, None):
                update[name] = [self._table(table, map_) for table in getattr(record, name)]
        return record.model_copy(update=update)

    def _evidence(self, entry: Evidence, map_: _Map) -> Evidence | None:
        start, end = map_.back(entry.start, entry.end)
        if start >= end:
            return None
        touched = self.repairs[map_.first(start) : map_.first(end)]
        if not touched:
            return entry.model_copy(update={"start": start, "end": end})
        boxes = [
            (round(b.x0, 1), round(b.top, 1), round(b.x1, 1), round(b.bottom, 1)) for b in self.read.boxes(start, end)
        ]
        sure = min(entry.confidence, FIGURES_AT_MOST) if any(r.rule in _FIGURES for r in touched) else entry.confidence
        quote = self.read.text[start:end]
        return entry.model_copy(update={"start": start, "end": end, "quote": quote, "boxes": boxes, "confidence": sure})

    def _table(self, table: Any, map_: _Map) -> Any:
        def led(span: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
            return None if span is None else (span[0], *map_.back(span[1], span[2]), *span[3:])

        rows = [
            row.model_copy(update={"spans": [led(s) for s in row.spans], "label_span": led(row.label_span)})
            for row in table.rows
        ]
        return table.model_copy(update={"rows": rows})

    def _finding(self, record: Record) -> Iterable[Finding]:
        first, last = record.source.page_range
        pages = self.read.pages[first - 1 : last]
        inside = [
            r for r in self.repairs if pages and pages[0].start <= r.start < max(pages[-1].end, pages[0].start + 1)
        ]
        if not inside:
            return
        rules = ", ".join(f"{rule} {n}" for rule, n in sorted(Counter(r.rule for r in inside).items()))
        message = (
            f"{len(inside)} places that OCR misread were put right in the values ({rules}); the quotes of the evidence "
            f"are as read"
        )
        yield Finding.of("ocr.repaired", message, severity="info", page=self.read.page_at(inside[0].start).number)


def mend(doc: Document) -> Mended:
    """The document to extract from. Only pages and texts that came out of OCR are looked at (`optical_ranges`)."""
    found: list[Repair] = []
    for start, end in optical_ranges(doc):
        _, changes = repair(doc.text[start:end])
        found.extend(
            replace(c, start=c.start + start, end=c.end + start)
            for c in changes
            if "\n" not in c.read and "\f" not in c.read
        )
    edges = sorted({edge for span, _ in doc.layers for edge in span} | set(doc.headings))
    kept = [c for c in found if not _straddles(edges, c)]
    if not kept:
        return Mended(doc, doc)
    map_ = _Map.of(kept)
    return Mended(doc, _printed(doc, kept, map_), tuple(kept))


def _straddles(edges: Sequence[int], change: Repair) -> bool:
    i = int(np.searchsorted(edges, change.start, side="right"))
    return i < len(edges) and edges[i] < change.end


def _printed(doc: Document, changes: Sequence[Repair], map_: _Map) -> Document:
    pieces: list[str] = []
    at = 0
    for change in changes:
        pieces += [doc.text[at : change.start], change.printed]
        at = change.end
    to = map_.forth
    text = "".join([*pieces, doc.text[at:]])
    return replace(
        doc,
        text=text,
        pages=tuple(_page(page, map_) for page in doc.pages),
        words=_words(doc.words, map_, text),
        grids=tuple(_grid(grid, map_) for grid in doc.grids),
        readings={to(start): texts for start, texts in doc.readings.items()},
        layers=tuple((Span(to(span.start), to(span.end)), layer) for span, layer in doc.layers),
        headings={to(start): level for start, level in doc.headings.items()},
        properties={**doc.properties, MARK: "repaired"} if looks_like_ocr(doc) else doc.properties,
    )


def _page(page: Page, map_: _Map) -> Page:
    return replace(page, start=map_.forth(page.start), end=map_.forth(page.end))


def _words(words: Words, map_: _Map, text: str) -> Words:
    """The words where they stand in the repaired text; one of which nothing is left is left out."""
    if not len(words):
        return words
    start, end = map_.all_forth(words.start), map_.all_forth(words.end)
    end -= np.array([0 < n <= len(text) and text[n - 1] == " " for n in end.tolist()], np.int32)
    kept = np.flatnonzero(start < end)
    columns = {f.name: getattr(words, f.name)[kept] for f in fields(words)}
    return Words(**{**columns, "start": start[kept], "end": end[kept]})


def _grid(grid: Grid, map_: _Map) -> Grid:
    return replace(grid, cells=tuple(_cell(cell, map_) for cell in grid.cells))


def _cell(cell: Cell, map_: _Map) -> Cell:
    return replace(cell, spans=tuple(Span(map_.forth(s.start), map_.forth(s.end)) for s in cell.spans))


@dataclass(frozen=True)
class _Map:
    """Offsets of the text as read to those of the text as printed, and back. A place inside a repair goes to the
    repair's own edges."""

    starts: Ints
    ends: Ints
    new_starts: Ints
    new_ends: Ints

    @classmethod
    def of(cls, changes: Sequence[Repair]) -> _Map:
        starts = np.array([c.start for c in changes], np.int32)
        ends = np.array([c.end for c in changes], np.int32)
        lengths = np.array([len(c.printed) for c in changes], np.int32)
        grown = np.cumsum(lengths - (ends - starts), dtype=np.int32)
        return cls(starts, ends, ends + grown - lengths, ends + grown)

    def all_forth(self, offsets: Ints) -> Ints:
        i = np.searchsorted(self.starts, offsets, side="right") - 1
        last = np.maximum(i, 0)
        inside = np.minimum(self.new_starts[last] + offsets - self.starts[last], self.new_ends[last])
        behind = offsets - self.ends[last] + self.new_ends[last]
        return np.where(i < 0, offsets, np.where(offsets < self.ends[last], inside, behind)).astype(np.int32)

    def forth(self, offset: int) -> int:
        return int(self.all_forth(np.array([offset], np.int32))[0])

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The range of the text as read that a range of the text as printed came from."""
        i = int(np.searchsorted(self.new_starts, np.int32(start), side="right")) - 1
        if i >= 0:
            start = (
                int(self.starts[i]) if start < self.new_ends[i] else start - int(self.new_ends[i]) + int(self.ends[i])
            )
        i = int(np.searchsorted(self.new_starts, np.int32(end), side="left")) - 1
        if i >= 0:
            end = int(self.ends[i]) if end < self.new_ends[i] else end - int(self.new_ends[i]) + int(self.ends[i])
        return start, end

    def first(self, offset: int) -> int:
        """The number of the first repair that does not begin before an offset of the text as read."""
        return int(np.searchsorted(self.starts, np.int32(offset), side="left"))
