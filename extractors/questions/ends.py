"""Where a question and an answer really begin and end: a signature under the last question, a question repeated above
its answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from griffier.extractors.dutch import dates
from griffier.extractors.dutch.names import parse_name
from griffier.extractors.dutch.parties import find_parties
from griffier.extractors.dutch.words import place_and_day
from griffier.schemas.document import Part, Span
from griffier.schemas.evidence import Found

PLACE_AND_DATE = place_and_day()
"""A line that closes a letter or an answer: "Zwolle, 25 juni 2024"."""

MAX_SIGNATURE = 60
"""Characters of a line that holds a name with a party."""


def closing_date(part: Part, after: int) -> Found[str] | None:
    """The date on the last line of a paper that is a place and a date, behind an offset."""
    for line in reversed([x for x in part.lines if x.start >= after]):
        if re.fullmatch(PLACE_AND_DATE, line.text.strip(), re.IGNORECASE):
            day = next((d for d in dates.find(part.doc.text, line.start, line.end) if d.edtf), None)
            return Found(day.edtf, (Span(day.start, day.end),), "rule:closing_date", 0.85) if day and day.edtf else None
    return None


def without_signature(part: Part, pieces: Sequence[Span]) -> list[Span]:
    """The last question without the names under it: lines after its last question mark that are a person, or a person
    with a party."""
    text = part.doc.text
    asked = [i for i, piece in enumerate(pieces) if "?" in text[piece.start : piece.end]]
    if not asked:
        return list(pieces)
    for i in range(asked[-1] + 1, len(pieces)):
        if _signs(text, pieces[i]):
            return list(pieces[:i])
    return list(pieces)


def _signs(text: str, piece: Span) -> bool:
    lo, hi = piece.start, piece.end
    if hi - lo > MAX_SIGNATURE or text[lo:hi].rstrip().endswith((".", ":", ";")):
        return False
    name = parse_name(text, lo, hi)
    if name is None:
        # "Karin Blom, GroenLinks" and "K. Blom (GroenLinks)"
        cut = min((at for at in (text.find(mark, lo, hi) for mark in (",", "(", " – ", " - ")) if at > lo), default=-1)
        person = parse_name(text, lo, cut) if cut > lo else None
        bracketed = text[cut] == "(" and text[lo:hi].rstrip().endswith(")")
        return person is not None and (
            bool(find_parties(text, cut, hi, loose=True)) or (bracketed and bool(person.initials))
        )
    return name.start == lo and name.end >= hi - 1 and " " in name.text


def without_question(part: Part, question: Sequence[Span], answer: Sequence[Span]) -> list[Span]:
    """An answer that first repeats its question, letter for letter but for blanks and marks, without that."""
    text = part.doc.text
    asked = [c for _, _, c in _letters(text, question)]
    if len(asked) < 8 or not answer:
        return list(answer)
    last: tuple[int, int] | None = None
    said = _letters(text, answer)
    for want in asked:
        got = next(said, None)
        if got is None or got[2] != want:
            return list(answer)
        last = got[:2]
    if last is None or next(said, None) is None:
        return list(answer)
    at, offset = last
    end = offset + 1
    while end < answer[at].end and not text[end].isalnum():
        end += 1
    rest = [Span(end, answer[at].end)] if end < answer[at].end else []
    return [*rest, *answer[at + 1 :]]


def _letters(text: str, pieces: Sequence[Span]) -> Iterator[tuple[int, int, str]]:
    """(index of the piece, offset, letter) of all letters and digits."""
    for i, piece in enumerate(pieces):
        for offset in range(piece.start, piece.end):
            if text[offset].isalnum():
                yield i, offset, text[offset].casefold()
