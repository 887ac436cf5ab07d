"""The body of a part as one string without page furniture, with the way back to the document.

Grammar that runs over lines and pages is matched on `Flow.text`: headers, footers, footnotes and stamps are cut out,
also where a reader marked only a piece of a line. Offsets in it are turned into spans of the document by `Flow.span`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from griffier.extractors.drafting.draft import pieces
from griffier.extractors.text.late_labels import late_labels
from griffier.extractors.text.marks import mark_at
from griffier.extractors.text.unwrapping import join_lines
from griffier.schemas.document import Document, Layer, Line, Part, Span
from griffier.schemas.view import View

_WIDE = re.compile(r"[\u00a0\u2007\u202f]")


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A line of body text: `start`, `end` in `Flow.text`; `blank` lines stand before it; `left` is its indent (points,
    or characters)."""

    index: int
    start: int
    end: int
    text: str
    blanks: int
    left: float
    line: Line


@dataclass(frozen=True)
class Flow:
    """The body as a view of the document: lines joined by a line feed, empty lines kept as one empty line.

    `lines` are the pieces of the view; `width`: characters of the longest.
    """

    part: Part
    view: View
    lines: tuple[FlowLine, ...]
    width: int

    @property
    def text(self) -> str:
        """What grammar is matched on."""
        return self.view.text

    def origin(self, at: int) -> int:
        """The offset in the document of a character of the flow; of one between two lines, the end of the first."""
        return self.view.span(at, at + 1).start

    def span(self, start: int, end: int) -> Span:
        """The span of the document behind `[start, end)`, blanks at its ends left out. Raises ValueError where nothing
        is left."""
        raw = self.text[start:end]
        start, end = start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip()))
        if start >= end:
            raise ValueError("no text in the span")
        return self.view.span(start, end)

    def joined(self, start: int, end: int) -> str:
        """The text as a person would cite it."""
        return join_lines(self.text[start:end])

    def respelled(self, spell: Callable[[str], str]) -> Flow:
        """The flow to seek in, its lines put right by what gives each back in its own length."""
        made = [spell(line.text) for line in self.lines]
        if all(new == line.text for new, line in zip(made, self.lines, strict=True)):
            return self
        text: list[str] = []
        at = 0
        for new, line in zip(made, self.lines, strict=True):
            text += [self.text[at : line.start], new]
            at = line.end
        lines = tuple(replace(line, text=new) for new, line in zip(made, self.lines, strict=True))
        return replace(self, view=replace(self.view, text="".join([*text, self.text[at:]])), lines=lines)

    def line_at(self, at: int) -> FlowLine:
        """The line on which a character of the flow stands."""
        return self.lines[max(0, bisect_right(self.view.starts, at) - 1)]

    def after(self, offset: int) -> int:
        """The first position in the flow at or behind an offset of the document."""
        return self.view.forth(offset)


def flow_of(part: Part) -> Flow:
    """The flow of a part. Use through `part.memo(flow_of)`."""
    text: list[Span | str] = []
    lines: list[FlowLine] = []
    at, blanks, width = 0, 0, 0
    late = late_labels(part)
    for line in part.lines:
        if line.blank:
            blanks += 1
            continue
        if blanks and lines and _runs_over(lines[-1], line):
            blanks = 0
        for span in late.get(line.start) or () if line.start in late else _kept(part, line):
            if blanks and lines:
                text.append("\n")
                at += 1
            raw = _WIDE.sub(" ", part.doc.text[span.start : span.end])
            lines.append(
                FlowLine(len(lines), at, at + len(raw), raw, blanks if lines else 1, _left(part, line, span), line)
            )
            text += [span, "\n"]
            at += len(raw) + 1
            blanks = 0
            width = max(width, len(raw))
    view = View.gathered(part.doc.text, text)
    return Flow(part, replace(view, text=_WIDE.sub(" ", view.text)), tuple(lines), width)


_OPEN_ENDED = re.compile(r"[a-zà-ÿ,]$")


def _runs_over(above: FlowLine, line: Line) -> bool:
    """Does a sentence go on over the end of a page or a column: the empty line between them is none of its own?"""
    before, after = above.line.box, line.box
    if before is None or after is None or (line.page == above.line.page and after.top > before.top):
        return False
    return line.layer is Layer.BODY and line.text[:1].islower() and bool(_OPEN_ENDED.search(above.text))


def _kept(part: Part, line: Line) -> Iterator[Span]:
    """The pieces of a line that are body, trimmed."""
    if line.layer is not Layer.BODY:
        return
    for start, end in pieces(part.doc, Span(line.start, line.end)):
        raw = part.doc.text[start:end]
        start, end = start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip()))
        if start < end:
            yield from _items_apart(part.doc, start, end)


def _items_apart(doc: Document, start: int, end: int) -> Iterator[Span]:
    """A line of a table cut where a list in one of its cells has its items: at the line breaks of the cell behind which
    a mark stands, where two marks or more do."""
    breaks = [at for at in range(start, end) if at in doc.breaks] if doc.breaks else []
    opened = [at + 1 for at in breaks if mark_at(doc.text, at + 1, end)]
    first = max(doc.text.rfind("\t", start, opened[0]) + 1, start) if opened else start
    if len(opened) + (mark_at(doc.text, first, end) is not None) < 2:
        opened = []
    for lo, hi in pairwise([start, *opened, end + 1]):
        yield Span(lo, hi - 1)


def _left(part: Part, line: Line, span: Span) -> float:
    if line.box is not None:
        words = part.doc.words.within(span.start, span.end) if span.start < line.start or span.start > line.end else ()
        return float(part.doc.words.x0[words[0]]) if words else line.box.x0
    before = part.doc.text.rfind("\n", 0, line.start) + 1
    return float(line.start - before)
