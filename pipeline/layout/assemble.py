"""Pages of words to one `Document`: reading order, canonical text, layers, rules."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from griffier.pipeline.layout.furniture import PlacedLine, PlacedPage, layers_of
from griffier.pipeline.layout.lines import PrintedLine, lines_of
from griffier.pipeline.layout.page_words import PageWords
from griffier.pipeline.layout.ruled_grids import grids_of
from griffier.pipeline.layout.struck import struck_spans, struck_words, with_struck
from griffier.schemas.document import Document, Floats, Grid, Ints, Page, PageState, Rules, Span, Turned, Words

_SPECIAL = re.compile("[\x01-\x08\x0e-\x1b\ufffe]")
_COLUMNS = ("x0", "top", "x1", "bottom", "confidence", "size")
_PLAIN = dict.fromkeys((*range(1, 9), *range(14, 28)), "�") | {0x02: "-", 0xFFFE: "-"}
"""pdfium's marks of a hyphen at a line's end become the hyphen that is printed; other controls are glyphs without a
meaning. One character stays one character."""


def assemble(
    pages: Iterable[PageWords], media_type: str = "application/pdf", properties: Mapping[str, str] | None = None
) -> Document:
    """One document from the words of its pages, for text layers, OCR of PDF pages and OCR of plain images alike.

    Lines end in one line feed, blocks are separated by one empty line, pages by one form feed that belongs to neither
    page.
    """
    text = TextBuilder()
    for page in pages:
        text.add(page)
    return text.document(media_type, dict(properties or {}))


class TextBuilder:
    """Collects the canonical text and the columns of words, page by page."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._at = 0
        self._pages: list[Page] = []
        self._start: array[int] = array("i")
        self._end: array[int] = array("i")
        self._grids: list[Grid] = []
        self._readings: dict[int, tuple[str, ...]] = {}
        self._turned: list[Turned] = []
        self._placed: list[PlacedPage] = []
        self._struck: list[Span] = []
        self._columns: dict[str, list[Floats]] = {name: [] for name in _COLUMNS}
        self._bold: list[npt.NDArray[np.bool_]] = []
        self._row: list[Ints] = []
        self._count: list[tuple[int, int]] = []
        self._ruled: list[tuple[int, Floats]] = []

    def add(self, page: PageWords) -> None:
        """Write one page after those that are there."""
        if self._pages:
            self._write("\f")
        begin = self._at
        written: list[int] = []
        sizes = page.size.tolist()
        sure = page.state is PageState.TEXT
        placed = PlacedPage(page.number, page.height, page.state)
        texts = page.texts
        if _SPECIAL.search("".join(texts)):
            texts = [t.translate(_PLAIN) for t in texts]
        lines, row_of = lines_of(page)
        for line in lines:
            if written:
                self._write("\n\n" if line.opens else "\n")
            start = self._at
            text = self._line(texts, line)
            written.extend(line.words)
            size = max([sizes[i] for i in line.words])
            confidence = 100.0 if sure else float(page.confidence[line.words].mean())
            placed.lines.append(PlacedLine(start, self._at, text, line.top, line.bottom, size, line.opens, confidence))
        self._placed.append(placed)
        self._strike(page, written, begin)
        if written and len(page.rules):
            self._grids.extend(grids_of(page, written, self._start[-len(written) :], self._end[-len(written) :]))
        if page.others:
            at = dict(zip(written, self._start[len(self._start) - len(written) :], strict=True))
            self._readings.update((at[i], texts) for i, texts in page.others.items() if i in at)
        self._turned += page.turned
        self._keep(page, np.array(written, np.int32), row_of)
        self._pages.append(
            Page(
                page.number,
                begin,
                self._at,
                page.width,
                page.height,
                page.rotation,
                page.state,
                page.reason,
                page.ocr_confidence,
                page.slope,
            )
        )

    def _strike(self, page: PageWords, written: list[int], begin: int) -> None:
        """Remember the words of a page just written that a rule strikes through."""
        struck = struck_words(page) if written and page.state is PageState.TEXT else frozenset()
        if struck:
            starts, ends = self._start[-len(written) :], self._end[-len(written) :]
            self._struck += struck_spans("".join(self._parts)[begin:], written, starts, ends, struck, begin)

    def _line(self, texts: Sequence[str], line: PrintedLine) -> str:
        at = self._at
        pieces: list[str] = []
        for i, white in zip(line.words, line.before, strict=True):
            word = texts[i]
            at += len(white)
            self._start.append(at)
            at += len(word)
            self._end.append(at)
            pieces.append(white)
            pieces.append(word)
        text = "".join(pieces)
        self._parts.append(text)
        self._at = at
        return text

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._at += len(text)

    def document(self, media_type: str, properties: dict[str, str]) -> Document:
        """What was collected."""
        return Document(
            text="".join(self._parts),
            pages=tuple(self._pages),
            words=self._words(),
            rules=self._rules(),
            grids=tuple(self._grids),
            readings=self._readings,
            turned=tuple(self._turned),
            layers=with_struck(layers_of(self._placed), self._struck),
            media_type=media_type,
            properties=properties,
        )

    def _keep(self, page: PageWords, written: Ints, row_of: Ints) -> None:
        """Of a page that is in the text, the columns of its words in the order of the text, and its ruling lines:
        copies, so that nothing else of the page stays in memory."""
        if len(written):
            self._count.append((page.number, len(written)))
            self._bold.append(page.bold[written])
            self._row.append(row_of[written])
            for name, column in self._columns.items():
                column.append(getattr(page, name)[written].astype(np.float32))
        if len(page.rules):
            self._ruled.append((page.number, page.rules.astype(np.float32)))

    def _words(self) -> Words:
        if not self._start:
            return Words.empty()
        return Words(
            start=_emptied(self._start),
            end=_emptied(self._end),
            page=np.concatenate([np.full(count, number, np.int32) for number, count in self._count]),
            bold=np.concatenate(self._bold),
            row=np.concatenate(self._row),
            **{name: np.concatenate(self._columns.pop(name)) for name in _COLUMNS},
        )

    def _rules(self) -> Rules:
        if not self._ruled:
            return Rules.empty()
        all_rules = np.concatenate([r for _, r in self._ruled])
        number = np.concatenate([np.full(len(r), n, np.int32) for n, r in self._ruled])
        return Rules(number, all_rules[:, 0], all_rules[:, 1], all_rules[:, 2], all_rules[:, 3])


def _emptied(numbers: array[int]) -> Ints:
    """An array of numbers as a column; the array gives its memory back."""
    out = np.array(numbers, np.int32)
    del numbers[:]
    return out
