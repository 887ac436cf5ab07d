"""Signers side by side whose columns lost their gap: "de secretaris, de burgemeester," over "I. Kok J. van Duin".

Two offices or more in one line say how many names the line below or above it holds. Where the words do not tell where
the one name ends and the other begins, nobody of the line is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

from griffier.extractors.dutch.names import given_names
from griffier.extractors.dutch.words import TITLE
from griffier.extractors.letters.letter_cues import is_office
from griffier.extractors.letters.signed_names import is_name
from griffier.extractors.text.line_cells import Cell, cells_of
from griffier.schemas.document import Line

_OFFICE_BEGINS = re.compile(r",?\s+(?=(?:de|het)\s)|,\s+|\s+(?=\S)", re.I)
_ARTICLE = re.compile(r"(?:de|het)\s+", re.I)
_QUALITY = re.compile(
    r"(?:waarnemend|wnd|plv|plaatsvervangend|loco|eerste|algemeen|adjunct|tijdelijk|interim)\.?", re.I
)
_BODY_BEFORE = re.compile(r".{0,60}?\bwethouders\b[^,]{0,40},\s+(?=(?:de|het)\s)", re.I)
_OPENS_NAME = re.compile(rf"(?:[A-Z]\.)+|(?:{TITLE})\.?", re.I)
_MOST_WORDS = 14


def rows_with_gaps(lines: Sequence[Line]) -> list[list[Cell]]:
    """The cells of the lines of a signature block, an office and a name each where offices tell them apart."""
    rows = [cells_of(line.text, line.start) for line in lines]
    printed = [k for k, row in enumerate(rows) if row]
    for at, k in enumerate(printed):
        offices = _offices(rows[k][0]) if len(rows[k]) == 1 else []
        if len(offices) < 2:
            continue
        near = [printed[j] for j in (at + 1, at - 1) if 0 <= j < len(printed)]
        for other in near:
            if len(rows[other]) != 1 or is_name_of_one(rows[other][0].text) or not _looks_signed(rows[other][0].text):
                continue
            names = _names(rows[other][0], len(offices))
            rows[other] = names
            if names:
                rows[k] = offices
            break
    return rows


def is_name_of_one(text: str) -> bool:
    """A name of three words or fewer, which is nobody else's too."""
    return is_name(text) and len(text.split()) < 4


def _looks_signed(text: str) -> bool:
    """Words that begin with a capital, particles and titles between them, and no office among them."""
    words = text.split()
    capitals = sum(word[:1].isupper() for word in words)
    return (
        4 <= len(words) <= _MOST_WORDS and 2 * capitals >= len(words) and not is_office(text) and text[-1] not in ".:;?"
    )


def _offices(cell: Cell) -> list[Cell]:
    """The offices of a cell that holds nothing else but the body before them; [] for every other cell."""
    body = _BODY_BEFORE.match(cell.text)
    at = body.end() if body else 0
    out: list[Cell] = []
    while at < len(cell.text):
        ends = list(_OFFICE_BEGINS.finditer(cell.text, at))
        stops = [(m.start(), m.end()) for m in ends if _is_one_office(cell.text[at : m.start()])]
        stop, after = stops[0] if stops else (len(cell.text), len(cell.text))
        if not _is_one_office(cell.text[at:stop]):
            return []
        out.append(_piece(cell, at, stop))
        at = after
    return out


def _is_one_office(text: str) -> bool:
    *qualities, office = _ARTICLE.sub("", text.strip(" ,;"), count=1).split() or [""]
    return is_office(office) and not _QUALITY.fullmatch(office) and all(map(_QUALITY.fullmatch, qualities))


def _names(cell: Cell, count: int) -> list[Cell]:
    """A cell in as many names; [] where there is not one best way to part it."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", cell.text)]
    ways: list[tuple[int, list[Cell]]] = []
    for cuts in combinations(range(1, len(words)), count - 1):
        pieces = [_piece(cell, words[a][0], words[b - 1][1]) for a, b in pairwise((0, *cuts, len(words)))]
        if all(is_name(piece.text) for piece in pieces):
            ways.append((sum(_begins(piece.text) - _hangs(piece.text) for piece in pieces), pieces))
    ways.sort(key=lambda way: -way[0])
    if not ways or (len(ways) > 1 and ways[0][0] == ways[1][0]):
        return []
    return ways[0][1]


def _begins(text: str) -> int:
    """How surely a name begins here: with a title, initials or a given name."""
    first = text.split()[0].strip(",")
    return 2 if _OPENS_NAME.fullmatch(first) or first in given_names() else 0


def _hangs(text: str) -> int:
    """How little a name ends here: its last word opens another."""
    last = text.split()[-1].strip(",")
    return 2 if _OPENS_NAME.fullmatch(last) or last in given_names() else 0


def _piece(cell: Cell, start: int, end: int) -> Cell:
    return Cell(cell.start + start, cell.start + end, cell.text[start:end])
