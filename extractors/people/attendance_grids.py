"""Who was there, in a table with a row for each person: "Naam | Fractie | Aanwezig"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch.names import parse_name
from griffier.extractors.dutch.parties import find_parties, looks_local
from griffier.extractors.dutch.words import TITLE
from griffier.extractors.people.attendance_lists import ROLE, role_of
from griffier.schemas.document import Grid, Part, Span
from griffier.schemas.evidence import Found

Column = Literal["name", "party", "role", "present", "absent"]

_HEADS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    ("name", re.compile(r"(?:naam|namen|(?:raads|commissie)?(?:lid|leden)|deelnemers?)\W*$", re.I)),
    ("party", re.compile(r"(?:fracties?|partij(?:en)?|namens)\W*$", re.I)),
    ("role", re.compile(r"(?:functie|rol|hoedanigheid)\W*$", re.I)),
    ("present", re.compile(r"(?:aanwezig(?:heid)?|aanwezig\s*(?:/|ja/nee).*|present(?:ie)?)\W*$", re.I)),
    ("absent", re.compile(r"(?:afwezig|verhinderd|afgemeld)\W*$", re.I)),
)
_YES = re.compile(r"\W*(?:ja|j|x|v|aanwezig|present)\W*$|\W*[xX✓✔☒☑]\W*$", re.I)
_NO = re.compile(r"\W*(?:nee|n|afwezig|verhinderd|afgemeld|m\.?\s?k\.?|met kennisgeving|a)\W*$|\W*[☐-]?\W*$", re.I)
_POLITE = re.compile(rf"\s*(?:de\s+)?(?:{TITLE})\s+", re.I)
_OFFICE_BEHIND = re.compile(r"\s*\((?P<role>[^()\n]{4,40})\)\s*$")
_IS_ROLE = re.compile(rf"{ROLE}\W*$", re.I)


def attendance_in_grids(part: Part) -> list[Draft]:
    """`{"name", "party", "role", "present"}` of each row of the first table with such a head; [] without one."""
    for grid in part.grids:
        if (columns := _columns(part, grid)) is not None:
            return list(_people(part, grid, columns))
    return []


def _cells(part: Part, grid: Grid, row: int) -> dict[int, Span]:
    """The place of each cell of a row, blanks at its ends left out."""
    out: dict[int, Span] = {}
    for cell in grid.cells:
        if cell.row == row and cell.spans:
            start, end = cell.spans[0].start, cell.spans[-1].end
            raw = part.doc.text[start:end]
            start += len(raw) - len(raw.lstrip())
            out[cell.column] = Span(start, start + len(raw.strip()))
    return out


def _columns(part: Part, grid: Grid) -> dict[Column, int] | None:
    """The columns by what their heads say; None where no head is of names, or nothing says who was there."""
    found: dict[Column, int] = {}
    for column, place in _cells(part, grid, 0).items():
        said = part.doc.text[place.start : place.end]
        name = next((name for name, head in _HEADS if head.match(said) and name not in found), None)
        if name is not None:
            found[name] = column
    if "name" not in found and "present" in found and "party" in found:
        found["name"] = found.pop("present")  # "Aanwezig | Fractie": those who were there stand under the word itself
        return found
    return found if "name" in found and ("present" in found or "absent" in found) else None


def _people(part: Part, grid: Grid, columns: dict[Column, int]) -> Iterator[Draft]:
    under = None if {"present", "absent"} & columns.keys() else (True, _cells(part, grid, 0)[columns["name"]])
    for row in range(1, grid.rows):
        cells = _cells(part, grid, row)
        here = {name: cells[column] for name, column in columns.items() if column in cells}
        if under is not None and len(cells) == 1 and (side := _side(part, *cells.values())) is not None:
            under = side
        elif "name" in here and (person := _person(part, here, under)) is not None:
            yield person


def _side(part: Part, place: Span) -> tuple[bool, Span] | None:
    """What a row with one cell says of the people below it: "Afwezig"."""
    said = part.doc.text[place.start : place.end]
    heads = {name for name, head in _HEADS if head.match(said)}
    return ("present" in heads, place) if heads & {"present", "absent"} else None


def _person(part: Part, here: dict[Column, Span], under: tuple[bool, Span] | None) -> Draft | None:
    """A row as a draft; None where it names nobody, or does not say whether they were there. `under`: what a word over
    the names says of that."""
    text, place = part.doc.text, here["name"]
    polite, office = _POLITE.match(text, *place), _OFFICE_BEHIND.search(text, *place)
    name = parse_name(text, polite.end() if polite else place.start, office.start() if office else place.end)
    if office is not None:
        here = {"role": Span(*office.span("role")), **here}
    there = under or _there(part, here)
    if name is None or there is None:
        return None
    present, ground = there
    party, role = _party_and_role(text, here)
    return {
        "name": Found(name.text, (Span(name.start, name.end),), "rule:attendance-table", 0.9),
        "party": Found(" ".join(text[party.start : party.end].split()), (party,), "rule:party", 0.9) if party else None,
        "role": Found(role_of(text[role.start : role.end]), (role,), "derived:attendance-label", 0.9) if role else None,
        "present": Found(present, (ground,), "derived:attendance-label", 0.9),
    }


def _there(part: Part, here: dict[Column, Span]) -> tuple[bool, Span] | None:
    """Whether the marks of a row say that somebody was there, and where; None where they say neither."""
    text = part.doc.text
    sides: tuple[tuple[Column, bool], ...] = (("present", True), ("absent", False))
    for column, yes in sides:
        place = here.get(column)
        if place is None:
            continue
        said = text[place.start : place.end]
        if _YES.match(said) or (not yes and re.match(r"\W*afwezig", said, re.I)):
            return yes, place
        if _NO.match(said):
            return not yes, place
    return None


def _party_and_role(text: str, here: dict[Column, Span]) -> tuple[Span | None, Span | None]:
    """The party and the office of a row; an office may stand in the column of the parties."""
    party, role = here.get("party"), here.get("role")
    if party is not None and _IS_ROLE.match(text, party.start, party.end):
        return None, role or party
    if party is not None and not (
        find_parties(text, party.start, party.end, loose=True) or looks_local(text[party.start : party.end])
    ):
        party = party if re.fullmatch(r"[A-Z0-9][\w!&/'’. +-]{1,40}", text[party.start : party.end]) else None
    return party, role if role is not None and role_of(text[role.start : role.end]) else None
