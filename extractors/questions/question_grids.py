"""Questions in the rows of a table whose head says what each column is: "Nr.", "Fractie", "Vraag", "Antwoord"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch.parties import PartyMention, find_parties, looks_local
from griffier.extractors.text.runs import whole
from griffier.schemas.document import Cell, Grid, Part, Span
from griffier.schemas.evidence import Found

Column = Literal["number", "party", "question", "answer"]

_HEADS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    ("number", re.compile(r"(?:nr|no|nummer|#|volgnr|volgnummer|vraagnummer|vraag\s?nr)\W*$", re.IGNORECASE)),
    ("party", re.compile(r"(?:fractie|partij|vraagsteller|steller|indiener|raadsfractie)\W*$", re.IGNORECASE)),
    (
        "question",
        re.compile(
            r"(?:technische |schriftelijke |gestelde )?(?:vra(?:ag|gen)|vraagstelling|vraag\s?/\s?opmerking)\W*$",
            re.IGNORECASE,
        ),
    ),
    (
        "answer",
        re.compile(
            r"(?:antwoord(?:en)?|beantwoording|reactie)(?: (?:van het |door het )?(?:college|ambtelijk|b&w))?\W*$",
            re.IGNORECASE,
        ),
    ),
)
_NUMBER = re.compile(r"\d{1,3}(?:[.\-]?(?:\d{1,2}|[a-z]))?[.)]?$", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """What a table of questions holds; `start` is where its first question begins."""

    questions: tuple[Draft, ...]
    answers: tuple[Draft, ...]
    parties: tuple[PartyMention, ...]
    start: int
    end: int


def questions_in_grids(part: Part) -> Asked | None:
    """The rows of all tables with such a head; one without a head goes on with the columns of the one before. None
    without any question."""
    kept = [row for row in _all_rows(part) if "question" in row]
    if not any("?" in _text(part, row["question"]) for row in kept):
        return None
    questions: list[Draft] = []
    answers: list[Draft] = []
    parties: dict[str, PartyMention] = {}
    for row in kept:
        number = _number(part, row.get("number"))
        asked = whole(part, row["question"].spans, "rule:question-cell")
        said = whole(part, row["answer"].spans, "rule:answer-cell") if asked and "answer" in row else None
        questions += [{"number": number, "text": asked}] if asked is not None else []
        answers += [{"number": number, "text": said}] if said is not None else []
        for party in _parties(part, row.get("party")) if asked is not None else ():
            parties.setdefault(party.raw, party)
    first, last = kept[0]["question"].spans[0], kept[-1]["question"].spans[-1]
    return Asked(tuple(questions), tuple(answers), tuple(parties.values()), first.start, last.end)


def _all_rows(part: Part) -> list[dict[Column, Cell]]:
    """The rows of the tables with such a head, and of those that go on below them."""
    columns: dict[int, Column] = {}
    width = 0
    rows: list[dict[Column, Cell]] = []
    for grid in part.grids:
        if not grid.cells or not _inside(part, grid):
            continue
        head = _columns(part, grid)
        if head is not None:
            columns, width = head, grid.columns
        if columns and grid.columns == width:
            rows.extend(_rows(grid, columns, 1 if head is not None else 0))
    return rows


def _inside(part: Part, grid: Grid) -> bool:
    spans = [span for cell in grid.cells for span in cell.spans]
    return bool(spans) and part.start <= spans[0].start and spans[-1].end <= part.end


def _columns(part: Part, grid: Grid) -> dict[int, Column] | None:
    found: dict[int, Column] = {}
    for cell in grid.cells:
        if cell.row:
            continue
        text = _text(part, cell).strip()
        name = next((name for name, head in _HEADS if name not in found.values() and head.match(text)), None)
        if name is not None:
            found[cell.column] = name
    named = set(found.values())
    if "question" not in named or "answer" not in named:
        return None
    if "number" not in named and 0 not in found and _counts(part, grid):
        found[0] = "number"
    return found


def _counts(part: Part, grid: Grid) -> bool:
    """Does a first column without a head hold numbers?"""
    told = [_text(part, cell).strip() for cell in grid.cells if cell.column == 0 and cell.row and cell.spans]
    return bool(told) and all(_NUMBER.match(text) for text in told)


def _rows(grid: Grid, columns: dict[int, Column], first: int) -> list[dict[Column, Cell]]:
    by_row: dict[int, dict[Column, Cell]] = {}
    for cell in grid.cells:
        if cell.row >= first and cell.column in columns and cell.spans:
            by_row.setdefault(cell.row, {})[columns[cell.column]] = cell
    return [by_row[row] for row in sorted(by_row)]


def _number(part: Part, cell: Cell | None) -> Found[str] | None:
    if cell is None or not cell.spans:
        return None
    span = cell.spans[0]
    raw = part.doc.text[span.start : span.end].strip()
    if _NUMBER.match(raw) is None:
        return None
    value = raw.rstrip(".)")
    return Found(value, (Span(span.start, span.start + len(value)),), "rule:question-cell", 0.9)


def _parties(part: Part, cell: Cell | None) -> Sequence[PartyMention]:
    if cell is None or not cell.spans:
        return ()
    span = cell.spans[0]
    known = find_parties(part.doc.text, span.start, cell.spans[-1].end, loose=True)
    raw = part.doc.text[span.start : span.end].strip()
    if known:
        return known
    return (
        (PartyMention(span.start, span.end, raw, raw, frozenset()),)
        if looks_local(raw) or len(raw.split()) <= 2
        else ()
    )


def _text(part: Part, cell: Cell) -> str:
    return " ".join(part.doc.text[s.start : s.end] for s in cell.spans)
