"""Who was there, in rows of cells without a head: "H. Kok   raadslid CDA", "H. Kok   CDA   aanwezig".

What a column holds is told by its cells: names, parties, functions, whether somebody was there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from griffier.extractors.dutch.names import parse_name
from griffier.extractors.dutch.parties import find_parties, looks_local
from griffier.extractors.dutch.words import TITLE
from griffier.extractors.people.attendance_lists import ROLE, WITH_INITIALS, Attendee, role_of
from griffier.extractors.text.line_cells import Cell
from griffier.schemas.document import Span

Cells = Sequence[Cell]

_THERE = re.compile(r"\W*(?:aanwezig|present|ja|x|v|✓|✔|☒|☑)\W*", re.I)
_AWAY = re.compile(r"\W*(?:afwezig|verhinderd|afgemeld|nee|m\.?\s?k\.?(?:\s?g\.?)?)(?:\s+met\s+\w+)?\W*", re.I)
_FUNCTION = re.compile(
    rf"\W*(?:(?P<role>{ROLE})|(?:(?:raads|commissie|burger|duo|steunfractie)-?)?(?:lid|leden)|fractievoorzitter)\b"
    r"(?:\s*[,(]?\s*(?:van\s+|namens\s+)?(?P<party>(?-i:[A-Z0-9])[^()\n]{1,40}?)\s*\)?)?\W*",
    re.I,
)
_POLITE = re.compile(rf"\W{{0,3}}(?:\d{{1,2}}[.)]\s+)?(?:(?:de\s+)?(?:{TITLE})\.?\s+)*", re.I)
_SURNAME = re.compile(
    r"(?:(?:van|de|der|den|ten|ter|te|in|'t|’t)\s+){0,3}[A-ZÀ-Ý][\w'’-]+(?:\s[A-ZÀ-Ý][\w'’-]+)?", re.I
)
_PARTY = re.compile(r"[A-Z0-9][\w!&/'’.+() -]{0,60}")
LEAST_ROWS = 2
"""Rows of people from which on they are a table."""


@dataclass(frozen=True)
class RowOf:
    """One person's row. `told`: it says whether he was there."""

    person: Attendee
    told: bool


def people_in_rows(text: str, rows: Sequence[Cells]) -> list[RowOf]:
    """The person of each row; [] where the rows are not one person each, beside what he is."""
    width = max((len(row) for row in rows), default=0)
    if len(rows) < LEAST_ROWS or not 2 <= width <= 5:
        return []
    named = _column_of_names(text, rows, width)
    if named is None:
        return []
    parties = _columns_of_parties(text, rows, named)
    out = [row for cells in rows if (row := _read(text, cells, named, parties)) is not None]
    told = sum(row.told or row.person.party is not None or row.person.role is not None for row in out)
    return out if 2 * told >= len(rows) and len(out) >= 0.8 * len(rows) else []


def _column_of_names(text: str, rows: Sequence[Cells], width: int) -> int | None:
    """The one column whose cells are names; None where two are: then the rows hold several people."""
    found = [
        column
        for column in range(width)
        if sum(len(r) > column and _name(text, r[column]) is not None for r in rows) >= 0.8 * len(rows)
        and not _of_parties(rows, column)
    ]
    return found[0] if len(found) == 1 else None


def _name(text: str, cell: Cell) -> tuple[str, Span] | None:
    """The name of a cell: with initials or a given name, or a surname behind a form of address."""
    polite = _POLITE.match(text, cell.start, cell.end)
    start = polite.end() if polite else cell.start
    name = parse_name(text, start, cell.end)
    if name is not None:
        return name.text, Span(name.start, name.end)
    if WITH_INITIALS.fullmatch(text, start, cell.end) or (
        start > cell.start and _SURNAME.fullmatch(text, start, cell.end)
    ):
        return text[start : cell.end], Span(start, cell.end)
    return None


def _of_parties(rows: Sequence[Cells], column: int) -> bool:
    cells = [row[column].text.strip() for row in rows if len(row) > column]
    return 3 * sum(_is_party(said) for said in cells) >= len(cells)


def _columns_of_parties(text: str, rows: Sequence[Cells], named: int) -> frozenset[int]:
    """The columns of which a third of the cells are parties that are known: there every cell is one."""
    width = max(map(len, rows))
    return frozenset(column for column in range(width) if column != named and _of_parties(rows, column))


def _is_party(said: str) -> bool:
    found = find_parties(said, loose=True)
    return (bool(found) and found[0].start == 0 and found[-1].end == len(said)) or looks_local(said)


def _read(text: str, cells: Cells, named: int, parties: frozenset[int]) -> RowOf | None:
    if len(cells) <= named or (name := _name(text, cells[named])) is None:
        return None
    person, told = Attendee(*name), False
    for column, cell in enumerate(cells):
        if column == named:
            continue
        place = Span(cell.start, cell.end)
        if _THERE.fullmatch(cell.text) or _AWAY.fullmatch(cell.text):
            told = True
            person = person if _THERE.fullmatch(cell.text) else replace(person, away=place)
        elif function := _FUNCTION.fullmatch(cell.text):
            person = _in_function(person, cell, function)
        elif column in parties and _PARTY.fullmatch(cell.text) and person.party is None:
            person = replace(person, party=place)
    return RowOf(person, told)


def _in_function(person: Attendee, cell: Cell, function: re.Match[str]) -> Attendee:
    """ "griffier", "raadslid CDA"."""
    if function["role"]:
        at = Span(cell.start + function.start("role"), cell.start + function.end("role"))
        person = replace(person, role=role_of(function["role"]), role_at=at)
    if function["party"] and not function["role"]:
        person = replace(person, party=Span(cell.start + function.start("party"), cell.start + function.end("party")))
    return person
