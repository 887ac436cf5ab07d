"""What comes next in a report: the next heading, the next question, the second line of a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from griffier.extractors.budgets.aim import BULLET, RESULT
from griffier.extractors.budgets.outline import Outline, Question, question
from griffier.schemas.document import Line, Part

Mode = Literal["aim", "act", "both"]


def meant(asked: Question, after: Question | None, *, grouped: bool) -> Mode:
    """What is told under a question: what was reached, or a focus, is of goals where none stand above it (`grouped`).
    `after`: the next question."""
    if asked in ("focus", "reached") and grouped:
        return "act"
    if asked == "focus" or (asked == "reached" and after == "act"):
        return "aim"
    return "aim" if asked == "aim" else "act" if asked == "act" else "both"


class Ahead:
    """Looks ahead of a line of an outline, told by its index in `sketch.lines`."""

    def __init__(self, sketch: Outline) -> None:
        self.sketch = sketch

    def asks(self, i: int) -> bool:
        """Is the next line that has text one that asks, or a heading?"""
        for line in self.after(i, 1):
            head = self.sketch.heads.get(line.index)
            return question(line.text) is not None or (head is not None and head.weight > 1.5)
        return False

    def lists(self, i: int) -> bool:
        """Does the next line begin with the mark of a list?"""
        return any(BULLET.match(line.text) for line in self.after(i, 1))

    def question_next(self, i: int, asked: float, within: int = 80) -> Question | None:
        """What the next question is, up to a heading that stands higher than the one `asked`."""
        for line in self.after(i, within):
            head = self.sketch.heads.get(line.index)
            if head is not None and head.question is not None:
                return head.question
            if head is not None and head.weight > asked > 1.5:
                return None
        return None

    def head_next(self, i: int, within: int = 15) -> Question | None:
        """What the next heading asks."""
        heads = (self.sketch.heads.get(line.index) for line in self.after(i, within))
        return next((head.question for head in heads if head is not None), None)

    def result_over_efforts(self, line: Line, i: int) -> re.Match[str] | None:
        """A result over its own "Inspanningen:": what these are done for, under an ambition."""
        below = next((line for line in self.after(i, 1)), None)
        asks = below is not None and question(below.text) == "act" and self.head_next(i, 2) == "act"
        return RESULT.match(line.text) if asks else None

    def after(self, i: int, count: int) -> Iterator[Line]:
        """The next lines with text."""
        for line in self.sketch.lines[i + 1 : i + 1 + 2 * count + 2]:
            if not line.blank:
                yield line
                count -= 1
            if not count:
                return


def wrapped(part: Part, line: Line) -> int:
    """Where a heading ends that goes on in small letters on the next lines, in the same type."""
    end = line.end
    for after in part.doc.lines[line.index + 1 : line.index + 3]:
        alike = after.bold == line.bold and abs(after.size - line.size) < 0.3 and (line.bold or bool(line.heading))
        if after.blank or not after.text[0].islower() or not alike:
            break
        end = after.end
    return end


def side_by_side(left: Line | None, right: Line) -> bool:
    """Are two heads those of columns beside each other?"""
    if left is None or left.box is None or right.box is None:
        return False
    return left.page == right.page and abs(left.box.top - right.box.top) < 4 and left.box.x1 < right.box.x0
