"""Changes as pairs of labels: "Was: ... Wordt: ..."."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from griffier.extractors.changes.change import ChangeFound
from griffier.extractors.changes.change_cues import Action, label, reads_now, target
from griffier.extractors.changes.extents import before_explanation
from griffier.extractors.changes.targets import named
from griffier.extractors.changes.texts import inner
from griffier.extractors.text.flow import Flow, FlowLine

Range = tuple[int, int]


class _Mark(NamedTuple):
    """A label: its side, where its line and its text begin, and what it says is changed ("Nieuwe tekst artikel 4")."""

    side: str
    line: int
    text: int
    target: Range | None


def was_becomes(flow: Flow, start: int, end: int) -> list[ChangeFound]:
    """ "Was: ... Wordt: ...", labels at the heads of lines."""
    marks = list(_marks(flow, start, end))
    out: list[ChangeFound] = []
    for first, second, after in zip_longest(marks, marks[1:], marks[2:]):
        if second is None or (first.side, second.side) != ("was", "becomes"):
            continue
        change = _pair(flow, first, second, after.line if after else end, start if not out else out[-1].end)
        out.extend([change] if change else [])
    return out


def _marks(flow: Flow, start: int, end: int) -> Iterator[_Mark]:
    for line in flow.lines:
        if start <= line.start < end:
            for side in ("was", "becomes"):
                found = label(side).match(flow.text, line.start, line.end)
                if found is None and side == "was":
                    found = reads_now().match(flow.text, line.start, line.end)
                if found:
                    target_ = found.span("of") if found["of"] else None
                    yield _Mark(side, line.start, found.end(), target_)
                    break


def _pair(flow: Flow, first: _Mark, second: _Mark, limit: int, above: int) -> ChangeFound | None:
    """The change of two labels; `limit`: where the text of the second ends at the latest, `above`: from where on a
    line may name the target."""
    at, after, at2, after2 = first.line, first.text, second.line, second.text
    limit = _before_target_line(flow, after2, before_explanation(flow, after2, limit))
    original, replacement = inner(flow.text, after, at2), inner(flow.text, after2, limit)
    if original is None and replacement is None:
        return None
    action: Action = "replace" if original and replacement else "insert" if replacement else "delete"
    stop = replacement[1] if replacement else after2
    goal = first.target or second.target or _target_above(flow, above, at)
    return ChangeFound(action, goal, original, replacement, (at2, after2), at, stop)


def _apart(flow: Flow, line: FlowLine) -> bool:
    """Does a line stand apart: behind an empty line, or, as recognised pages have none, behind a full stop?"""
    return line.blanks > 0 or flow.lines[line.index - 1].text.rstrip().endswith(".")


def _before_target_line(flow: Flow, at: int, limit: int) -> int:
    """A next target between two pairs ("Beslispunt 4") belongs to the next pair."""
    lines = flow.lines[flow.line_at(at).index + 1 : flow.line_at(limit - 1).index + 1]
    for line in lines[1:] if lines and lines[0].start <= at + 3 else lines:
        if (
            len(line.text) < 60
            and target().match(line.text)
            and _apart(flow, line)
            and line.text.rstrip()[-1:] not in ".;,"
        ):
            return line.start
    last = limit
    for line in reversed(lines):
        if len(line.text) < 120 and target().search(line.text[:60]) and line.blanks:
            last = line.start
        break
    return last


def _target_above(flow: Flow, start: int, at: int) -> Range | None:
    """The nearest line above a pair that names a target."""
    index = flow.line_at(max(start, at - 1)).index
    for line in reversed(flow.lines[max(0, index - 3) : index + 1]):
        if line.start < at and line.end > start and (goal := named(flow.text, max(line.start, start), line.end)):
            return goal
    return None
