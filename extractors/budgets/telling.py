"""Where a report explains rows of its tables: the stretches that are explanations, each under its heading.

One reading from the top. A section "Toelichting afwijkingen" holds an explanation for each heading in it. Elsewhere a
heading opens one where it is a label with an amount in favour or not ("Jeugdhulp (€ 350.000 nadeel)"), or, under a bare
"Toelichting" or right under the table, where it is the label of a row; the label may stand before its prose in one line
("1.3 Bijdrage Veiligheidsregio: de bijdrage ..."), and be the number of the row alone. Prose right under a
"Toelichting" that holds no such headings is one explanation of the table above it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from griffier.extractors.budgets.heads_of_prose import (
    LABEL,
    LONGEST_HEADING,
    looks_like_heading,
    mark_of,
    prose_next,
    told_by,
    whole_heading,
)
from griffier.extractors.budgets.outline import LETTERED, Head, Outline
from griffier.extractors.budgets.ties import Lead, Ties, told_by_amount
from griffier.extractors.text.line_cells import cells_of
from griffier.schemas.budget_report import Table
from griffier.schemas.document import Line, Span

_NUMBER = r"(?:\d+(?:\.\d+)*\.?\s+)?"
_TOLD_OF = (
    r"(?:(?:begrotings)?afwijking(?:en)?|mutaties?|begroting|posten|baten|lasten|incidente\w+|wijziging(?:en)?|programma"
    r"|begroot|verschil(?:len)?|oorza(?:ak|ken)|resultaat)"
)
_SECTION = re.compile(
    rf"{_NUMBER}(?:(?:Toelichting|Analyse|Verklaring)\b.{{0,40}}\b{_TOLD_OF}\b"
    r"|(?:Verschillen|Afwijkingen)(?:analyse|verklaring)\b)",
    re.IGNORECASE,
)
_LOOSE_SECTION = re.compile(rf"{_NUMBER}(?:(?:Financiële|Korte)\s+)?Toelichting(?:en)?\b.{{0,50}}$", re.IGNORECASE)
_BARE_SECTION = re.compile(
    rf"{_NUMBER}(?:Financiële\s+|Korte\s+)?Toelichting(?:en)?(?:\s+(?:op\s+)?(?:de\s+|het\s+)?(?:financi\S+|cijfers|tabel"
    r"|saldo|resultaat|overzicht)(?:\s.{0,30})?)?\s*:?",
    re.IGNORECASE,
)
_NEXT_SECTION = re.compile(
    r"(?:\d+(?:\.\d+)+\.?\s+[A-Z]|Tabel\s+\d|Programma\s|Hoofdstuk\s|Bijlage|Paragraaf\s|Investeringen$"
    r"|Beleidsterrein\b|Wat\s+(?:willen|gaan|gaat|mag)\b)"
)
_PROGRAMME = re.compile(r"Programma\s")
_SIGNED = re.compile(
    r"Aldus\s+(?:besloten|vastgesteld)\b|(?:de\s+)?(?:griffier|secretaris|voorzitter),?$|Hoogachtend", re.IGNORECASE
)
"""What ends the text of a paper: nothing under it explains a row."""
_AMOUNT_ALONE = re.compile(
    r"(?:€|EUR)\s*[-–−+]?\s*\d[\d.,]*(?:\s*(?:mln|miljoen)\.?)?(?:\s*\(?[VNIS](?:/[VNIS])?\)?){0,2}"
)
_LONGEST_TOLD = 6000
_OF_TEXT, _LITTLE_LARGER = 1.5, 4.0
"""Weights up to which a heading is but bold text of the size around it, or little larger: no chapter."""
_UNDER_TABLE = 1500
"""Characters between the last row of a table and a bare "Toelichting" of it."""


class Piece(NamedTuple):
    """A line of an explanation, or what of it stands behind the heading; `line`: the index of the line."""

    start: int
    end: int
    line: int


@dataclass
class Block:
    """An explanation: its heading, of two pieces where its amount stands at the right edge, and its lines. `weight`:
    that of the heading; `whole`: all of a section; `numbered`: its heading is the number of a row alone."""

    heading: tuple[Span, ...]
    body: list[Piece] = field(default_factory=list)
    weight: float = 0.0
    whole: bool = False
    numbered: bool = False


@dataclass
class _Section:
    """A stretch under a heading that announces explanations. `only`: it holds nothing else."""

    weight: float
    only: bool


class Printed:
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

    def above(self, line: Line) -> int | None:
        """How many characters above a line the nearest table ends."""
        i = bisect_right(self.starts, line.start) - 1
        return line.start - self.ranges[i][1] if i >= 0 else None


class Telling:
    """Reads the lines of a report once."""

    def __init__(self, lines: Sequence[Line], sketch: Outline, ties: Ties, printed: Printed) -> None:
        self.lines, self.sketch, self.ties, self.printed = lines, sketch, ties, printed
        self.blocks: list[Block] = []
        self.block: Block | None = None
        self.section: _Section | None = None
        self.edges = amounts_at_the_edge(lines)
        self.apart = {line.index for line in self.edges.values()}

    def read(self) -> list[Block]:
        """The explanations in the order of the report."""
        i = 0
        while i < len(self.lines):
            line = self.lines[i]
            passed = line.blank or line.index in self.apart or self.printed.holds(line)
            i += 1 if passed else self._line(i)
        self._close()
        return self.blocks

    def _line(self, i: int) -> int:
        """Reads what begins at a line; how many lines that took."""
        line = self.lines[i]
        head = self.sketch.heads.get(line.index)
        if self._only() and self._leaves(line):
            self._close()
            self.section = None
        if _SIGNED.match(line.text):
            self._close()
            self.section = None
        elif _SECTION.match(line.text) and len(line.text) <= LONGEST_HEADING:
            self._announce(i, only=True)
        elif lead := self._lead(i):
            label = Span(line.start + mark_of(line.text), line.start + lead.end)
            self._open(Block((label,)), Piece(line.start + lead.prose, line.end, line.index))
        elif heading := self._heading(i):
            place = Span(heading[0].start + mark_of(heading[0].text), heading[-1].end)
            edge = self.edges.get(heading[0].index)
            spans = (place, Span(edge.start, edge.end)) if edge is not None else (place,)
            self._open(Block(spans, [], self._weight(line)))
            return len(heading)
        elif number := self._number(line):
            self._open(
                Block((Span(line.start, line.start + number.end),), numbered=True),
                Piece(line.start + number.prose, line.end, line.index),
            )
        elif self._only() and self._sets_apart(line):
            self._close()
        elif head is not None and not self._only() and self._closes(head):
            self._leave(head, i)
        else:
            self._prose(line)
        return 1

    def _only(self) -> bool:
        return self.section is not None and self.section.only

    def _announce(self, i: int, *, only: bool) -> None:
        """A heading that announces explanations: what stands right under it is one, until headings follow."""
        self._close()
        line = self.lines[i]
        self.section = _Section(self._weight(line), only)
        above = self.printed.above(line)
        near = only or (_BARE_SECTION.fullmatch(line.text) is not None and (above or 0) < _UNDER_TABLE)
        if above is not None and near and prose_next(self.lines, i):
            self.block = Block((Span(line.start, line.end),), [], self.section.weight, whole=True)

    def _open(self, block: Block, first: Piece | None = None) -> None:
        """A heading, and the prose in its line: what a section says before its first explains no row."""
        if self.block is not None and self.block.whole:
            self.block = None
        self._close()
        self.block = block
        if first is not None:
            self._take(first)

    def _prose(self, line: Line) -> None:
        """A line of an explanation; of a whole section the heads of its tables are none."""
        if self.block is None or not self.block.whole or len(cells_of(line.text)) == 1:
            self._take(Piece(line.start, line.end, line.index))

    def _take(self, piece: Piece) -> None:
        if self.block is not None and piece.end - self.block.heading[0].start <= _LONGEST_TOLD:
            self.block.body.append(piece)

    def _close(self) -> None:
        block, self.block = self.block, None
        if block is not None and block.body:
            self.blocks.append(block)

    def _leaves(self, line: Line) -> bool:
        """Does a section end here: at a heading that stands as high as its own, or at the words of another section?"""
        assert self.section is not None
        if told_by_amount(line.text) or self.ties.numbered_above(line.text, line.start) is not None:
            return False
        if _OF_TEXT < self.section.weight <= self._weight(line):
            return True
        below = _OF_TEXT < self._weight(line) < self.section.weight and _PROGRAMME.match(line.text)
        return not below and _NEXT_SECTION.match(line.text) is not None

    def _sets_apart(self, line: Line) -> bool:
        """Is a line in a section a label over several explanations, or a heading that opens none?"""
        return LABEL.match(line.text) is not None or self._weight(line) > _OF_TEXT

    def _closes(self, head: Head) -> bool:
        """Does a heading end an explanation that stands in no section of its own?"""
        section = self.section.weight if self.section is not None else 0.0
        own = self.block.weight if self.block is not None else 0.0
        loose = _LOOSE_SECTION.match(head.line.text) is not None
        return loose or head.question is not None or head.weight >= max(section, own, 1.0)

    def _leave(self, head: Head, i: int) -> None:
        if _LOOSE_SECTION.match(head.line.text):
            self._announce(i, only=False)
            return
        self._close()
        if self.section is not None and (head.question is not None or head.weight >= self.section.weight):
            self.section = None

    def _weight(self, line: Line) -> float:
        head = self.sketch.heads.get(line.index)
        return head.weight if head is not None else 0.0

    def _heading(self, i: int) -> tuple[Line, ...]:
        """The lines of a heading that opens an explanation here."""
        line = self.lines[i]
        if told_by_amount(line.text) and told_by(self.lines, i):
            return whole_heading(self.lines, i)
        if self._only():
            named = self.ties.labels(line.text) and prose_next(self.lines, i)
            opens = named or looks_like_heading(self.lines, i)
        else:
            head = self.sketch.heads.get(line.index)
            opens = head is not None and self._may_open(head) and self._names_row(head)
            opens = opens and (prose_next(self.lines, i) or (self.ties.told_of(line.text) and self._sentence_next(i)))
            opens = opens or self._row_above_prose(i)
        return whole_heading(self.lines, i) if opens else ()

    def _may_open(self, head: Head) -> bool:
        """Is a heading no question, or "Toelichting" with the label of a row behind it?"""
        return head.question is None or self.ties.told_of(head.line.text)

    def _sentence_next(self, i: int) -> bool:
        """Does a sentence, however short, stand under a line?"""
        after = next((x.text for x in self.lines[i + 1 : i + 4] if x.text), "")
        return after[:1].isupper() and after[-1] in ".:"

    def _row_above_prose(self, i: int) -> bool:
        """The label of a row over a sentence: under a heading that announces explanations lettered or behind a blank,
        else behind a blank right under its table, in the type of the text."""
        line, behind = self.lines[i], self.lines[i - 1].blank
        if self.section is None:
            above = self.printed.above(line) if behind and line.size and not line.bold else None
            begins = above is not None and above < _UNDER_TABLE and self.ties.labels_above(line.text, line.start)
        else:
            begins = behind or LETTERED.match(line.text) is not None
        return begins and self.ties.labels(line.text) and self._sentence_next(i)

    def _names_row(self, head: Head) -> bool:
        """Is a heading the label of a row, where explanations are announced, it is said to be one, or the table is
        near; or its number and label?"""
        line, ties = head.line, self.ties
        told = self.section is not None or line.text.startswith("Ad ") or ties.told_of(line.text)
        near = line.bold and head.weight <= _OF_TEXT and ties.labels_above(line.text, line.start)
        return ((told or near) and ties.labels(line.text)) or self._is_numbered_row(head)

    def _is_numbered_row(self, head: Head) -> bool:
        """Does a heading repeat the number and label of a row, or its label right under it, in the section of that
        table? The chapter of a programme that an overview lists stands as high as the overview."""
        small = bool(head.line.heading) or _OF_TEXT < head.weight <= _LITTLE_LARGER
        row = self.ties.row_above(head.line.text, head.line.start, labelled=small)
        if row is None:
            return False
        least = _OF_TEXT if head.weight > _OF_TEXT else 0.0  # what only stands alone is no heading beside real ones
        heads = [h for h in self.sketch.heads.values() if h.weight > least and not h.line.text.startswith("Tabel")]
        over = max((h for h in heads if h.line.start < row), key=lambda h: h.line.start, default=None)
        between = (h.weight for h in heads if row < h.line.start < head.line.start)
        return over is not None and over.weight > head.weight and all(weight <= head.weight for weight in between)

    def _lead(self, i: int) -> Lead | None:
        """The label with which a paragraph begins; in bold type, or where explanations are announced, any line."""
        line, announced = self.lines[i], self.section is not None
        above = self.lines[i - 1] if i else None
        begins = above is None or above.blank or above.text[-1] in ".:?!" or self.printed.holds(above)
        mark = mark_of(line.text)
        amount = told_by_amount(line.text)
        if (amount and ": " not in line.text) or not (announced or line.bold or begins or mark):
            return None
        lead = self.ties.lead(line.text[mark:], line.start + mark, bold=line.bold, announced=announced)
        return Lead(lead.end + mark, lead.prose + mark) if lead is not None else None

    def _number(self, line: Line) -> Lead | None:
        """The number with which a paragraph begins, where paragraphs are numbered like rows."""
        counted = self.block is None or self.block.whole or self.block.numbered
        said = self.section is not None or line.text.startswith("Ad ")
        return self.ties.number(line.text, line.start) if said and counted else None


def amounts_at_the_edge(lines: Sequence[Line]) -> dict[int, Line]:
    """The amounts that were read as a column of their own, by the index of the line to whose right they stand."""
    alone = [line for line in lines if line.box is not None and _AMOUNT_ALONE.fullmatch(line.text)]
    found: dict[int, Line] = {}
    for amount in alone:
        beside = [line for line in lines if line is not amount and _left_of(line, amount)]
        if len(beside) == 1:
            found[beside[0].index] = amount
    return found


def _left_of(line: Line, other: Line) -> bool:
    if line.box is None or other.box is None or line.page != other.page or line.blank:
        return False
    return abs(line.box.top - other.box.top) < 3 and line.box.x1 < other.box.x0
