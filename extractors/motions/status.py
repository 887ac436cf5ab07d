"""What became of a motion or amendment, only where the document says so: a label, a stamp, a line of its own, the
formula or a sentence that closes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from griffier.extractors.motions.frame import Frame, Label, cells_in
from griffier.extractors.text.flow import FlowLine
from griffier.extractors.votes import outcomes
from griffier.extractors.votes.outcomes import Outcome
from griffier.schemas.document import Layer, Span
from griffier.schemas.evidence import Found

Thing = Literal["motie", "amendement"]
LONG = 140
"""Characters of a line that says more than what became of it."""


def status_of(frame: Frame, thing: Thing) -> Found[str] | None:
    """The status; None where the document is silent, lists the choices unmarked, or says two things.

    A word that was put on it counts before the formula that was printed with it.
    """
    found = [*_labelled(frame), *_stamped(frame)] or _in_text(frame, thing)
    said = {f.value for f in found}
    return found[0] if len(said) == 1 else None


def _found(outcome: Outcome, place: Span) -> Found[str]:
    return Found(outcome.status, (place,), f"derived:status_{outcome.how}", outcome.sure)


def _labelled(frame: Frame) -> list[Found[str]]:
    text = frame.flow.text
    told = [x for x in frame.labelled("status") if not _unread_boxes(frame, x)]
    values = [outcomes.of_value(text, x.value_start, x.value_end) for x in told]
    return [_found(said, frame.flow.span(said.start, said.end)) for said in values if said]


def _unread_boxes(frame: Frame, label: Label) -> bool:
    """Does a label's line list several choices, none of them marked as far as recognition read it?"""
    line = frame.flow.line_at(label.value_start)
    return outcomes.choices(line.text) and outcomes.ticked(frame.flow.text, line.start, line.end) is None


def _stamped(frame: Frame) -> list[Found[str]]:
    """In a stamp, or in a header that repeats it on each page."""
    for line in frame.part.lines:
        if line.layer not in (Layer.HEADER, Layer.FOOTER, Layer.STAMP):  # what is hidden or struck says nothing
            continue
        said = outcomes.of_stamp(line.text) if line.layer is Layer.STAMP else outcomes.of_page_head(line.text)
        if said:
            return [_found(said, Span(line.start + said.start, line.start + said.end))]
    return []


def _in_text(frame: Frame, thing: Thing) -> list[Found[str]]:
    """In the head or behind the dictum; the closing formula only where nothing else is said."""
    text, (head, tail) = frame.flow.text, (frame.head, frame.tail)
    said = list(_lines(frame)) or list(outcomes.in_lines(text, *tail))
    said += [x for x in outcomes.in_sentences(text, *tail) if x.of == thing]
    said += [x for x in outcomes.in_counts(text, *head) if x.of in (thing, None)]
    said = said or list(outcomes.in_closing(text, *tail))
    return [_found(x, frame.flow.span(x.start, x.end)) for x in said]


def _lines(frame: Frame) -> Iterator[Outcome]:
    """A line, or a column of one, that says nothing else."""
    text = frame.flow.text
    for line in frame.flow.lines:
        if len(line.text) > LONG or not _may_say_it(frame, line) or _ends_choices(frame, line):
            continue
        cells = cells_in(frame.flow, line) if not outcomes.choices(line.text) else []
        alone = [x for cell in cells if (x := outcomes.of_cell(text, *cell))] if len(cells) > 1 else []
        said = alone[0] if alone else outcomes.of_line(text, line.start, line.end, apart=_apart(frame, line))
        if said:
            yield said


def _ends_choices(frame: Frame, line: FlowLine) -> bool:
    """Is a line the last of several choices, wrapped from the line above it?"""
    return bool(line.index) and not line.blanks and outcomes.choices(frame.flow.lines[line.index - 1].text)


def _may_say_it(frame: Frame, line: FlowLine) -> bool:
    """In the head or behind the dictum; without a dictum only in the first lines, as the rest may be its text."""
    if line.start >= frame.tail[0]:
        return True
    return line.start < frame.head[1] and (bool(frame.dictum.blocks) or line.index <= 12)


def _apart(frame: Frame, line: FlowLine) -> bool:
    """Does no running line stand above it?"""
    if not line.index or line.blanks:
        return True
    return len(frame.flow.lines[line.index - 1].text) < 0.5 * frame.flow.width
