"""What every reader of a tabled document needs: its flow, its dictum, its labels, and the ranges before and behind the
dictum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from griffier.extractors.dictum.blocks import Block, Dictum, dictum_of
from griffier.extractors.text.fields import Field, read, rows_in
from griffier.extractors.text.flow import Flow, FlowLine
from griffier.extractors.text.labels import vocabulary
from griffier.extractors.text.line_cells import cells_of
from griffier.schemas.document import Part

KIND = "motion"
"""The labels of amendments are those of motions."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label and the range of its value in the flow. `field`: what it answers in a motion, "other" for nothing;
    `name`: its spelling; `rank`: how well it answers, 0 best; `apart`: ranges inside a subject's value that stand in
    other columns."""

    field: str
    name: str
    rank: int
    start: int
    value_start: int
    value_end: int
    apart: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Frame:
    """`head` and `tail` are ranges of the flow: before the first block, and behind the last one or the closing
    formula."""

    part: Part
    dictum: Dictum
    told: tuple[int, int] | None = None
    """What an amendment changes, where it has no dictum: the range of the flow."""

    @property
    def flow(self) -> Flow:
        """The body of the part."""
        return self.dictum.flow

    @cached_property
    def head(self) -> tuple[int, int]:
        """Before the dictum; without a dictum the first 1,500 characters."""
        start = self.told[0] if self.told else self.dictum.start
        return (0, start if start is not None else min(len(self.flow.text), 1500))

    @cached_property
    def tail(self) -> tuple[int, int]:
        """Behind the dictum; the whole text behind the head where there is none."""
        end = self.told[1] if self.told else self.dictum.end
        return (end or self.head[1], len(self.flow.text))

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """The labels in head and tail, in order."""
        told = [
            f for start, end in (self.head, self.tail) for f in read(self.part, rows_in(self.flow, start, end), KIND)
        ]
        return tuple(self._placed(f) for f in told)

    def blocks(self, kind: str) -> list[Block]:
        """The dictum's blocks of a kind: "recital" or "request"."""
        return [block for block in self.dictum.blocks if block.head.kind == kind]

    def _placed(self, told: Field) -> Label:
        """A label at its place in the flow."""
        flow, answers = self.flow, vocabulary(KIND).wanted
        field = next((field for field, names in answers.items() if told.name in names), "other")
        rank = answers[field][told.name] if field in answers else 0
        label_end = flow.after(told.label_span.end - 1) + 1
        pieces = [(flow.after(s.start), flow.after(s.end - 1) + 1) for s in told.spans] or [(label_end, label_end)]
        gaps = [(a, b) for (_, a), (b, _) in pairwise(pieces) if flow.text[a:b].strip()]
        if gaps and field != "subject":
            pieces, gaps = [(pieces[0][0], gaps[0][0])], []
        start, end = pieces[0][0], pieces[-1][1]
        return Label(field, told.label, rank, flow.after(told.start), start, end, tuple(gaps))

    def labelled(self, field: str) -> list[Label]:
        """The labels of a field that have a value, the better label first."""
        return sorted(
            (x for x in self.labels if x.field == field and x.value_end > x.value_start), key=lambda x: x.rank
        )


def cells_in(flow: Flow, line: FlowLine) -> list[tuple[int, int]]:
    """The ranges of a line's cells in the flow."""
    return [(cell.start, cell.end) for cell in cells_of(line.text, line.start)]


_BEFORE_KIND = re.compile(
    r"(?:\s[·•–—|]\s+|,\s+(?=motie\s+[\w./-]{1,12}$)|(?<!.)\W{0,3}(?:gemeente|(?:gemeente)?raad)\s[^.,;:\n]{2,40}?\s(?=(?-i:[A-Z])))"
    r"(?=(?:sub-?)?(?:initiatief)?(?:motie|amendement|moasje)\s)",
    re.I,
)


def kinds_in(text: str, start: int, end: int) -> Iterator[int]:
    """Where the word of the kind stands in a cell of a head behind something else: "Raad van Proefdam · motie 14.2"."""
    return (start + before.end() for before in _BEFORE_KIND.finditer(text[start:end]))


def frame_of(part: Part) -> Frame:
    """The frame of a part. Use through `part.memo(frame_of)`."""
    return Frame(part, part.memo(dictum_of))
