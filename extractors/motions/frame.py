"""What every reader of a tabled document needs: its flow, its dictum, its labels, and the ranges before and behind the
dictum."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from griffier.extractors.dictum.blocks import Dictum, dictum_of
from griffier.extractors.motions.head_labels import Label, labels_of
from griffier.extractors.text.flow import Flow, FlowLine
from griffier.schemas.document import Part


@dataclass(frozen=True)
class Frame:
    """`head` and `tail` are ranges of the flow: before the first block, and behind the last one or the closing
    formula."""

    part: Part
    dictum: Dictum

    @property
    def flow(self) -> Flow:
        """The body of the part."""
        return self.dictum.flow

    @cached_property
    def head(self) -> tuple[int, int]:
        """Before the dictum; without a dictum the first 1,500 characters."""
        start = self.dictum.start
        return (0, start if start is not None else min(len(self.flow.text), 1500))

    @cached_property
    def tail(self) -> tuple[int, int]:
        """Behind the dictum; the whole text behind the head where there is none."""
        end = self.dictum.end
        return (end or self.head[1], len(self.flow.text))

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """The labels in head and tail, in order."""
        return (*labels_of(self.flow, *self.head), *labels_of(self.flow, *self.tail))

    def labelled(self, field: str) -> list[Label]:
        """The labels of a field that have a value."""
        return [x for x in self.labels if x.field == field and self.flow.text[x.value_start : x.value_end].strip()]


_GAP = re.compile(r"[ ]{2,}|[ ]*\t[ ]*|[ ]\|[ ]")


def cells_in(flow: Flow, line: FlowLine) -> list[tuple[int, int]]:
    """The ranges of a line between wide gaps, tabs and bars."""
    out, at = [], line.start
    for gap in _GAP.finditer(flow.text, line.start, line.end):
        out.append((at, gap.start()))
        at = gap.end()
    return [(a, b) for a, b in (*out, (at, line.end)) if a < b]


def frame_of(part: Part) -> Frame:
    """The frame of a part. Use through `part.memo(frame_of)`."""
    return Frame(part, part.memo(dictum_of))
