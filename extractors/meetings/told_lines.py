"""Items of a list without numbers that tell each outcome in a line: "Motie 4B (VVD) Splitsen: verworpen (15-22)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from griffier.extractors.dutch import words
from griffier.schemas.document import Line, Span

_HOW = rf"(?:{words.UNANIMOUSLY}|met\s+meerderheid|(?:on)?gewijzigd|conform(?:\s+voorstel)?)"
_OUTCOME = rf"(?:{_HOW}\s+)?(?:{words.OUTCOME}|vastgesteld|besloten|goedgekeurd|akkoord)"
_TOLD = re.compile(rf"\W{{0,3}}(?P<title>\S.{{2,160}}?)\s*(?::|\s[–-])\s+(?P<rest>{_OUTCOME}\b.*)", re.I)
_NUMBER = re.compile(
    r"(?:(?i:motie|(?:sub-?)?amendement|raadsvoorstel|voorstel|agendapunt)\s+(?:(?i:nr\.?|nummer)\s*)?)?"
    r"(?P<n>[A-Z]{1,2}[-.]?\d{1,4}(?:[.\-/]\d{1,4})?[a-z]?|\d{1,4}(?:[.\-/]\d{1,4})?[A-Za-z]?)(?=[\s.):–-]|$)"
)
_BARE = re.compile(r"(?:het\s+)?(?:raads)?voorstel", re.I)
MIN_TOLD = 3
"""Lines that must tell an outcome before a list is taken for one of these."""


@dataclass(frozen=True)
class ToldLine:
    """A line's number, its title's place, and what it and the lines up to the next one tell."""

    at: int
    number: Span | None
    title: Span
    below: tuple[Line, ...]


def told_lines(lines: Sequence[Line]) -> list[ToldLine]:
    """The lines of a whole list that tell an outcome each; [] for fewer than three."""
    found = [(at, m) for at, line in enumerate(lines) if (m := _TOLD.fullmatch(line.text)) is not None]
    if len(found) < MIN_TOLD:
        return []
    told = {at for at, _ in found}
    out: list[ToldLine] = []
    for at, match in found:
        line = lines[at]
        rest = replace(line, start=line.start + match.start("rest"), text=match["rest"])
        goes_on = [x for x in lines[at + 1 : at + 2] if at + 1 not in told and x.index == line.index + 1]
        title = Span(line.start + match.start("title"), line.start + match.end("title"))
        if _BARE.fullmatch(match["title"]) and (head := _heading(lines, at, told)) is not None:
            title = head
        number = _NUMBER.match(match["title"])
        place = Span(title.start + number.start("n"), title.start + number.end("n")) if number else None
        out.append(ToldLine(at, place, title, (rest, *(x for x in goes_on if x.text[:1].islower()))))
    return out


def _heading(lines: Sequence[Line], at: int, told: set[int]) -> Span | None:
    """The heading over a row of lines of which this is one: what "Voorstel" is about."""
    above = next((i for i in range(at - 1, -1, -1) if i not in told), None)
    return Span(lines[above].start, lines[above].end) if above is not None else None
