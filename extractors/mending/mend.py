"""The document as it was printed, where OCR misread it and a lexicon or a grammar proves what stood there.

The canonical text stays as it was read. Extractors get a second document whose text is repaired, and `settle` leads
what they found back: each piece of evidence quotes the canonical text, with what was read in it. So a cue, a date or a
party is found where one letter is wrong, the value is as printed, and nobody has to know of the repair. A text that did
not come out of OCR passes through as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np

from griffier.extractors.mending.lost_ligatures import RULE as LIGATURE
from griffier.extractors.mending.lost_ligatures import damaged, ligatures
from griffier.extractors.mending.repair import MARK, looks_like_ocr, optical_ranges, repair
from griffier.schemas.document import Cell, Document, Grid, Origin, Page, Part, Span, Words
from griffier.schemas.record import Finding
from griffier.schemas.view import Edit, View


def mend(doc: Document) -> Document:
    """The document to extract from, the same object where nothing was repaired. Only pages and texts that came out of
    OCR are looked at (`optical_ranges`), and lost ligatures of all; a repair stays within one line."""
    found = ligatures(doc.text)
    taken = {edit.start for edit in found}
    for start, end in optical_ranges(doc):
        found.extend(
            edit._replace(start=edit.start + start, end=edit.end + start)
            for edit in repair(doc.text[start:end])
            if not {"\n", "\f"} & set(doc.text[edit.start + start : edit.end + start])
            and taken.isdisjoint(range(edit.start + start, edit.end + start))
        )
    found.sort()
    edges = sorted({edge for span, _ in doc.layers for edge in span} | set(doc.headings))
    kept = [edit for edit in found if not _straddles(edges, edit)]
    return printed(doc, kept) if kept else doc


def garbled(part: Part) -> list[Finding]:
    """Words of a part with a sign that no letters explain."""
    odd = damaged(part.doc.text[part.start : part.end])
    if not odd:
        return []
    message = f"words hold a sign that no word has: {', '.join(odd[:3])}"
    return [Finding.of("text.garbled", message, page=part.pages[0].number)]


def repaired(part: Part) -> list[Finding]:
    """What was put right on the pages of a part, as one finding."""
    origin, pages = part.doc.origin, part.pages
    if origin is None or not pages:
        return []
    read = origin.read
    first, last = read.pages[pages[0].number - 1], read.pages[pages[-1].number - 1]
    inside = origin.within(Span(first.start, max(last.end, first.start + 1)))
    if not inside:
        return []
    by_engine = sum(edit.rule != LIGATURE for edit in inside)
    who = "that OCR misread" if by_engine else "where a font joins letters"
    rules = ", ".join(f"{rule} {n}" for rule, n in sorted(Counter(edit.rule for edit in inside).items()))
    message = (
        f"{len(inside)} places {who} were put right in the values ({rules}); the quotes of the evidence are as read"
    )
    return [Finding.of("ocr.repaired", message, severity="info", page=read.page_at(inside[0].start).number)]


def _straddles(edges: Sequence[int], edit: Edit) -> bool:
    i = int(np.searchsorted(edges, edit.start, side="right"))
    return i < len(edges) and edges[i] < edit.end


def printed(doc: Document, edits: Sequence[Edit]) -> Document:
    """The document with some edits of its text, in order: words, layers, grids and headings go along."""
    view = View.edited(doc.text, edits)
    to = view.forth
    return replace(
        doc,
        text=view.text,
        pages=tuple(_page(page, view) for page in doc.pages),
        words=_words(doc.words, view),
        grids=tuple(_grid(grid, view) for grid in doc.grids),
        readings={to(start): texts for start, texts in doc.readings.items()},
        layers=tuple((Span(to(span.start), to(span.end)), layer) for span, layer in doc.layers),
        headings={to(start): level for start, level in doc.headings.items()},
        breaks=frozenset(map(to, doc.breaks)),
        properties={**doc.properties, MARK: "repaired"} if looks_like_ocr(doc) else doc.properties,
        origin=Origin(doc, view, tuple(edits)),
    )


def _page(page: Page, view: View) -> Page:
    return replace(page, start=view.forth(page.start), end=view.forth(page.end))


def _words(words: Words, view: View) -> Words:
    """The words where they stand in the repaired text; one of which nothing is left is left out."""
    if not len(words):
        return words
    text = view.text
    start, end = view.all_forth(words.start), view.all_forth(words.end)
    end -= np.array([0 < n <= len(text) and text[n - 1] == " " for n in end.tolist()], np.int32)
    kept = np.flatnonzero(start < end)
    columns = {f.name: getattr(words, f.name)[kept] for f in fields(words)}
    return Words(**{**columns, "start": start[kept], "end": end[kept]})


def _grid(grid: Grid, view: View) -> Grid:
    return replace(grid, cells=tuple(_cell(cell, view) for cell in grid.cells))


def _cell(cell: Cell, view: View) -> Cell:
    return replace(cell, spans=tuple(Span(view.forth(s.start), view.forth(s.end)) for s in cell.spans))
