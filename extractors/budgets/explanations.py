"""Prose that explains rows of a table: a heading, its text, its amounts, and the rows that it is about.

A section "Toelichting afwijkingen" holds an explanation for each heading in it. Elsewhere a heading opens one where it
is a label with an amount in favour or not ("Jeugdhulp (€ 350.000 nadeel)"), or, under a bare "Toelichting", where it
is the label of a row.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from griffier.extractors.budgets.outline import Head, Outline, outline
from griffier.extractors.budgets.ties import Ties, told_by_amount
from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch.money import within
from griffier.extractors.text.unwrapping import join_lines, joined
from griffier.schemas.budget_report import Table
from griffier.schemas.document import Layer, Line, Part, Span
from griffier.schemas.evidence import Found

_SECTION = re.compile(
    r"^(?:\d+(?:\.\d+)*\.?\s+)?Toelichting\b.{0,40}\b(?:afwijking(?:en)?|mutaties?|begroting|posten|baten|lasten"
    r"|incidente\w+|wijzigingen|programma|begroot)\b",
    re.IGNORECASE,
)
_LOOSE_SECTION = re.compile(r"^(?:\d+(?:\.\d+)*\.?\s+)?(?:Financiële\s+)?Toelichting(?:en)?\b.{0,50}$", re.IGNORECASE)
_NEXT_SECTION = re.compile(
    r"^(?:\d+(?:\.\d+)+\.?\s+[A-Z]|Tabel\s+\d|Programma\s|Hoofdstuk\s|Bijlage|Paragraaf\s|Investeringen$"
    r"|Beleidsterrein\b|Wat\s+(?:willen|gaan|gaat|mag)\b)"
)
_LABEL = re.compile(
    r"^(?:Mee-?\s+en\s+tegenvallers|Budgetneutrale wijzigingen|Voordelen|Nadelen|Niet van toepassing)\b.{0,10}$",
    re.IGNORECASE,
)
_LONGEST_HEADING = 110
_LONGEST_TOLD = 6000


class _Block(NamedTuple):
    heading: tuple[Line, ...]
    body: list[Line]


def explanations(part: Part, tables: Sequence[Table]) -> list[Draft]:
    """The explanations of a report in its order."""
    sketch = part.memo(outline)
    ties = Ties(tables)
    printed = _Printed(tables)
    lines = [line for line in part.lines if line.layer is Layer.BODY]
    blocks = list(_blocks(lines, sketch, printed))
    taken = [(block.heading[0].start, block.body[-1].end) for block in blocks]
    blocks += _loose(lines, sketch, ties, printed, taken)
    out: list[Draft] = []
    for heading, body in sorted(blocks, key=lambda b: b.heading[0].start):
        place = Span(heading[0].start, heading[-1].end)
        title = join_lines(part.doc.text[place.start : place.end])
        spans = tuple(_stretches(body))
        numbers, pointers = ties.rows(title, place.start)
        out.append(
            {
                "heading": Found(title, (place,), "rule:explanation", 0.85),
                "text": Found(" ".join(joined(part.doc, *span) for span in spans), spans, "rule:explanation", 0.85),
                "amounts": [m.found() for span in (place, *spans) for m in within(part, *span)],
                "rows": [Found(number, (place,), "derived:explained_row", 0.8) for number in numbers],
                "row_pointers": [Found(pointer, (place,), "derived:explained_row", 0.8) for pointer in pointers],
            }
        )
    return out


class _Printed:
    """The stretches of text that are tables."""

    def __init__(self, tables: Sequence[Table]) -> None:
        found: dict[tuple[int, int], tuple[int, int]] = {}
        for t, table in enumerate(tables):
            for row in table.rows:
                for span in (row.label_span, *row.spans):
                    if span is not None:
                        lo, hi = found.get((t, span[0]), (span[1], span[2]))
                        found[(t, span[0])] = (min(lo, span[1]), max(hi, span[2]))
        self.ranges = sorted(found.values())
        self.starts = [lo for lo, _ in self.ranges]

    def holds(self, line: Line) -> bool:
        """Is a line a row of a table?"""
        i = bisect_right(self.starts, line.start + len(line.text)) - 1
        return i >= 0 and self.ranges[i][1] > line.start


def _stretches(body: Sequence[Line]) -> Iterator[Span]:
    """The text of a body; two stretches where a table stands between its lines."""
    start, last = body[0].start, body[0]
    for line in body[1:]:
        if line.index - last.index > 4:
            yield Span(start, last.end)
            start = line.start
        last = line
    yield Span(start, last.end)


def _blocks(lines: Sequence[Line], sketch: Outline, printed: _Printed) -> Iterator[_Block]:
    """The explanations in the sections that hold nothing else."""
    i = 0
    while i < len(lines):
        if (
            not lines[i].text
            or not _SECTION.match(lines[i].text)
            or len(lines[i].text) > _LONGEST_HEADING
            or printed.holds(lines[i])
        ):
            i += 1
            continue
        weight = _weight(sketch, lines[i])
        i += 1
        heading: tuple[Line, ...] = ()
        body: list[Line] = []
        while i < len(lines) and not _ends(lines[i], sketch, weight):
            line = lines[i]
            if line.blank or printed.holds(line):
                i += 1
                continue
            if _is_heading(lines, i, body):
                if heading and body and not _LABEL.match(heading[0].text):
                    yield _Block(heading, body)
                heading, body = _whole_heading(lines, i), []
                i += len(heading) - 1
            elif heading:
                body.append(line)
            i += 1
        if heading and body and not _LABEL.match(heading[0].text):
            yield _Block(heading, body)


def _weight(sketch: Outline, line: Line) -> float:
    head = sketch.heads.get(line.index)
    return head.weight if head is not None else 0.0


def _ends(line: Line, sketch: Outline, weight: float) -> bool:
    """Does a section end here: at a heading that stands as high as its own, or at the words of another section?"""
    if not line.text or told_by_amount(line.text):
        return False
    if _NEXT_SECTION.match(line.text) or _SECTION.match(line.text):
        return True
    return 1.5 < weight <= _weight(sketch, line)


def _whole_heading(lines: Sequence[Line], i: int) -> tuple[Line, ...]:
    """A heading with the lines that it goes on over: its bracket is open, or its amounts or a second label stand under
    it."""
    out = [lines[i]]
    for line in lines[i + 1 : i + 4]:
        text = " ".join(x.text for x in out).rstrip()
        unfinished = text.count("(") > text.count(")") or text.endswith("€")
        if not unfinished and not line.blank and told_by_amount(text) and told_by_amount(line.text) and len(out) == 1:
            out.append(line)  # "Voorstel tot resultaatbestemming € 335.000 N" under the label that it goes with
            continue
        if not unfinished and (line.blank or not line.bold or not line.text.startswith("(")):
            break
        if not line.blank and line.bold != lines[i].bold:
            break
        out.append(line)
    while out[-1].blank:
        out.pop()
    return tuple(out)


def _is_heading(lines: Sequence[Line], i: int, body: Sequence[Line]) -> bool:
    """A short line that is no sentence, after a blank line, a page's start or a finished sentence, with prose under
    it."""
    line = lines[i]
    text = line.text
    if (
        len(text) > _LONGEST_HEADING
        or text[-1] in ".,;"
        or (not text[:1].isupper() and not text[:1].isdigit())
        or len(text.split()) > 14
    ):
        return told_by_amount(text) and _told_by(lines, i)
    after = next((x for x in lines[i + 1 : i + 3] if not x.blank), None)
    if told_by_amount(text) and _told_by(lines, i):
        return True
    if after is None or (lines[i + 1].blank and not text.endswith(":") and not line.bold):
        return bool(text.endswith(":"))
    if line.bold:
        return True
    before = lines[i - 1] if i else None
    finished = before is None or before.blank or before.text.endswith((".", ":", ")"))
    return finished and len(text) < 70 and len(after.text) > len(text) and len(after.text) > 50


def _told_by(lines: Sequence[Line], i: int) -> bool:
    """Prose stands under a label with an amount: a sentence, not another label or a row."""
    if len(lines[i].text) > _LONGEST_HEADING + 40 or not lines[i].text[:1].isalnum() or lines[i].text[0].islower():
        return False
    stop = i + len(_whole_heading(lines, i))
    after = next((x.text for x in lines[stop : stop + 3] if x.text), "")
    return bool(after) and not told_by_amount(after) and (len(after) > 50 or after[-1] in ".:") and after[:1].isalnum()


def _loose(
    lines: Sequence[Line], sketch: Outline, ties: Ties, printed: _Printed, taken: Sequence[tuple[int, int]]
) -> Iterator[_Block]:
    """Explanations outside such sections: labels with amounts anywhere, and labels of rows under a "Toelichting"."""
    heading: tuple[Line, ...] = ()
    body: list[Line] = []
    section = own = 0.0
    inside = False
    starts = [lo for lo, _ in taken]
    i = 0
    while i < len(lines):
        line = lines[i]
        at = bisect_right(starts, line.start) - 1
        if line.blank or printed.holds(line):
            i += 1
            continue
        if at >= 0 and taken[at][1] > line.start:
            if heading and body:
                yield _Block(heading, body)
            heading, body = (), []
            i += 1
            continue
        head = sketch.heads.get(line.index)
        amount = told_by_amount(line.text) and _told_by(lines, i)
        label = (
            not amount
            and head is not None
            and head.question is None
            and (_is_label(head, ties, inside=inside) or _is_numbered_row(head, sketch, ties))
            and _prose_next(lines, i)
        )
        if amount or label:
            if heading and body:
                yield _Block(heading, body)
            heading, body = _whole_heading(lines, i), []
            own = head.weight if head is not None else 0.0
            i += len(heading)
            continue
        if head is not None and (
            _LOOSE_SECTION.match(line.text) or head.question is not None or head.weight >= max(section, own, 1.0)
        ):
            if heading and body:
                yield _Block(heading, body)
            heading, body = (), []
            inside = bool(_LOOSE_SECTION.match(line.text)) or (
                inside and head.question is None and head.weight < section
            )
            section = head.weight if _LOOSE_SECTION.match(line.text) else section
        elif heading and line.end - heading[0].start <= _LONGEST_TOLD:
            body.append(line)
        i += 1
    if heading and body:
        yield _Block(heading, body)


_OF_TEXT = 1.5
"""Weight up to which a heading is but bold text of the size around it: no chapter."""


def _is_label(head: Head, ties: Ties, *, inside: bool) -> bool:
    """Is a heading the label of a row, where explanations are announced, it is said to be one, or the table is near?"""
    line = head.line
    told = inside or line.text.startswith("Ad ")
    near = line.bold and head.weight <= _OF_TEXT and ties.labels_above(line.text, line.start)
    return (told or near) and ties.labels(line.text)


def _is_numbered_row(head: Head, sketch: Outline, ties: Ties) -> bool:
    """Does a heading repeat the number and label of a row, in the section of that row's table? The chapter of a
    programme that an overview lists stands as high as the overview."""
    row = ties.numbered_above(head.line.text, head.line.start)
    if row is None:
        return False
    heads = [h for h in sketch.heads.values() if not h.line.text.startswith("Tabel")]
    over = max((h for h in heads if h.line.start < row), key=lambda h: h.line.start, default=None)
    between = (h.weight for h in heads if row < h.line.start < head.line.start)
    return over is not None and over.weight > head.weight and all(weight <= head.weight for weight in between)


def _prose_next(lines: Sequence[Line], i: int) -> bool:
    after = next((x.text for x in lines[i + 1 : i + 4] if x.text), "")
    return len(after) > 40 and after[:1].isupper()
