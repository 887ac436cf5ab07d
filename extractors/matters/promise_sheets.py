"""Promises as sheets of labels, one under another, as portals print them: "Onderwerp: ...", "Portefeuillehouder:
..."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from griffier.extractors.dutch.paper_numbers import PROMISE_NUMBER
from griffier.extractors.matters.promise_fields import Pieces, heads
from griffier.schemas.document import Line, Part, Span

LEAST = 3
"""Labels that a sheet needs."""
_LABEL = re.compile(r"(?P<label>[^:\t]{1,40}?)\s*(?::|\t|\s{2,})\s*")


_NUMBERED = re.compile(
    rf"\W{{0,3}}toezegging\s+(?:nr\.?\s*|nummer\s+)?(?P<number>{PROMISE_NUMBER})\s*(?::|\s[–-])\s*(?P<title>\S.*)", re.I
)
"""What may stand over the labels of a sheet: "Toezegging 2024-11: Fietsenstalling"."""


@dataclass
class _Sheet:
    """`above`: a line alone right over its first label; `headed`: a line that gives its number and title; `last`: index
    of its last line."""

    above: Line | None
    headed: Line | None = None
    cells: dict[str, Pieces] = field(default_factory=dict)
    name: str = ""
    last: int = -1

    def put(self, line: Line, value: Span) -> None:
        """A piece of the field that was named last."""
        self.cells[self.name] = (*self.cells.get(self.name, ()), *((value,) if value.start < value.end else ()))
        self.last = line.index


def sheets(part: Part) -> list[dict[str, Pieces]]:
    """The fields of each sheet: the label that opened the first opens the next. Where a line stands alone right over
    each of them, it is its title."""
    found: list[_Sheet] = []
    first = ""
    above: Line | None = None
    headed: Line | None = None
    for line, told in _labelled(part):
        if _NUMBERED.match(line.text):
            headed = line
        elif told is not None:
            first = first or told[0]
            if told[0] == first:
                found.append(_Sheet(above if above and above.index == line.index - 1 else None, headed))
                headed = None
            found[-1].name = told[0]
            found[-1].put(line, told[1])
        elif found and line.index == found[-1].last + 1:
            found[-1].put(line, Span(line.start, line.end))
        else:
            above = line
    told_all = all(sheet.above for sheet in found)
    cells = (_filled(sheet, titled=told_all) for sheet in found if len(sheet.cells) >= LEAST)
    return [told for told in cells if told.keys() & {"what", "title"}]


def _filled(sheet: _Sheet, *, titled: bool) -> dict[str, Pieces]:
    """The fields that say something, with the line above as title where none says it."""
    told = {name: spans for name, spans in sheet.cells.items() if spans}
    if titled and sheet.above and "title" not in told:
        told["title"] = (Span(sheet.above.start, sheet.above.end),)
    head = _NUMBERED.match(sheet.headed.text) if sheet.headed else None
    if sheet.headed and head:
        at = sheet.headed.start
        named = "title" if "what" in told else "what"
        told.setdefault("number", (Span(at + head.start("number"), at + head.end("number")),))
        told.setdefault(named, (Span(at + head.start("title"), at + head.end("title")),))
    return told


def _labelled(part: Part) -> Iterator[tuple[Line, tuple[str, Span] | None]]:
    """The lines with text, each with the field that its label names; a label without colon and value counts where it
    comes back."""
    lines = [line for line in part.body if not line.blank]
    often = Counter(line.text for line in lines)
    for line in lines:
        told = field_at(line)
        bare = told is not None and told[1].start == told[1].end and not line.text.rstrip().endswith(":")
        yield line, None if bare and often[line.text] < 2 else told


def field_at(line: Line) -> tuple[str, Span] | None:
    """The field that a line's label names, and its value; empty where the value stands below."""
    label = _LABEL.match(line.text)
    said = label["label"].strip(" *•-") if label else line.text.rstrip(" :")
    name = next((name for name, head in heads() if head.fullmatch(said)), None)
    return (name, Span(line.start + (label.end() if label else len(line.text)), line.end)) if name else None
