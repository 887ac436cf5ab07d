"""Items of a list, the lines they are read from, and what ends one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from griffier.extractors.text.flow import Flow, FlowLine
from griffier.extractors.text.marks import Mark, Shape


@dataclass
class Item:
    """One item in the flow: `start`..`end` without bullet or number.

    `number` is a range of the flow; `gaps` are marks inside that are no words.
    """

    start: int
    end: int
    number: tuple[int, int] | None = None
    shape: Shape | Literal["none"] = "none"
    mark: str = ""
    left: float = 0.0
    items: list[Item] = field(default_factory=list)
    gaps: list[tuple[int, int]] = field(default_factory=list)

    @property
    def pieces(self) -> list[tuple[int, int]]:
        """The ranges of the flow that are its text."""
        out, at = [], self.start
        for start, end in self.gaps:
            out.append((at, start))
            at = end
        return [*out, (at, self.end)]


JOINT = r"(?:en/of|en|of|alsmede)"
"""What joins the last item of a list to those before it."""
TERMINAL = re.compile(rf"[.;:!?](?:\s*{JOINT})?[\"'’”)\]]?[¹²³⁰⁴-⁹]*\s*$|,\s*{JOINT}\s*$", re.I)


@dataclass
class Row:
    """A line of the block with the mark it opens with; `bare`: where its words would begin if the mark were none."""

    line: FlowLine
    start: int
    end: int
    mark: Mark | None
    bare: int

    def without_mark(self) -> Row:
        """The same line, its mark taken for a word."""
        return Row(self.line, self.bare, self.end, None, self.bare)


def cut_at(flow: Flow, item: Item, stop: re.Pattern[str]) -> list[Item]:
    """A paragraph cut behind the first character of each match."""
    out, at = [], item.start
    for found in stop.finditer(flow.text, item.start, item.end):
        out.append(Item(at, found.start() + 1, left=item.left))
        at = found.end()
    out.append(Item(at, item.end, left=item.left))
    return [i for i in out if flow.text[i.start : i.end].strip()]
