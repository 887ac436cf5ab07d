"""The body of a part as one string without page furniture, with the way back to the canonical text.

Grammar that runs over lines and pages is matched on `Flow.text`: headers, footers, footnotes and stamps are cut out,
also where a reader marked only a piece of a line. Offsets in it are turned into spans of the document by `Flow.span`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from griffier.extractors.drafting.draft import pieces
from griffier.extractors.text.unwrapping import join_lines
from griffier.schemas.document import Line, Part, Span

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
    """`text`: lines joined by a line feed, empty lines kept as one empty line. `starts`, `origins`: piecewise map to
    the document."""

    part: Part
    text: str
    lines: tuple[FlowLine, ...]
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    width: int
    line_starts: tuple[int, ...] = field(default=())

    def origin(self, at: int) -> int:
        """The offset in the canonical text of a character of the flow."""
        i = max(0, bisect_right(self.starts, at) - 1)
        return self.origins[i] + at - self.starts[i]

    def span(self, start: int, end: int) -> Span:
        """The span of the canonical text behind `[start, end)`, blanks at its ends left out. Raises ValueError where
        nothing is left."""
        raw = self.text[start:end]
        start, end = start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip()))
        if start >= end:
            raise ValueError("no text in the span")
        return Span(self.origin(start), self.origin(end - 1) + 1)

    def joined(self, start: int, end: int) -> str:
        """The text as a person would cite it."""
        return join_lines(self.text[start:end])

    def line_at(self, at: int) -> FlowLine:
        """The line on which a character of the flow stands."""
        return self.lines[max(0, bisect_right(self.line_starts, at) - 1)]

    def after(self, offset: int) -> int:
        """The first position in the flow at or behind an offset of the canonical text."""
        i = bisect_right(self.origins, offset) - 1
        if i < 0:
            return 0
        upper = self.starts[i + 1] if i + 1 < len(self.starts) else len(self.text)
        return min(self.starts[i] + offset - self.origins[i], upper)


def flow_of(part: Part) -> Flow:
    """The flow of a part. Use through `part.memo(flow_of)`."""
    text: list[str] = []
    lines: list[FlowLine] = []
    starts: list[int] = []
    origins: list[int] = []
    at, blanks, width = 0, 0, 0
    for line in part.lines:
        if line.blank:
            blanks += 1
            continue
        for start, end in _kept(part, line):
            if blanks and lines:
                text.append("\n")
                at += 1
            raw = _WIDE.sub(" ", part.doc.text[start:end])
            starts.append(at)
            origins.append(start)
            lines.append(FlowLine(len(lines), at, at + len(raw), raw, blanks if lines else 1, _left(part, line), line))
            text.append(raw + "\n")
            at += len(raw) + 1
            blanks = 0
            width = max(width, len(raw))
    return Flow(part, "".join(text), tuple(lines), tuple(starts), tuple(origins), width, tuple(starts))


def _kept(part: Part, line: Line) -> Iterator[Span]:
    """The pieces of a line that are body, trimmed."""
    from griffier.schemas.document import Layer

    if line.layer is not Layer.BODY:
        return
    for start, end in pieces(part.doc, Span(line.start, line.end)):
        raw = part.doc.text[start:end]
        start, end = start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip()))
        if start < end:
            yield Span(start, end)


def _left(part: Part, line: Line) -> float:
    if line.box is not None:
        return line.box.x0
    before = part.doc.text.rfind("\n", 0, line.start) + 1
    return float(line.start - before)
