"""Numbers that recognition lost: 1, 2, 4. What stands between is told apart where the page shows where it begins, and
always reported."""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.text.numbered import Point
from griffier.schemas.document import Part, Span
from griffier.schemas.record import Finding

_DAMAGED = re.compile(r"[A-Za-z|§&%€$]{1,2}\s?[.)]\s+(?=[A-Z])")
_ANSWER = re.compile(r"\W{0,3}(?:antwoord|reactie|beantwoording|a\s?:)", re.IGNORECASE)


def with_lost_numbers(part: Part, found: Sequence[Point]) -> tuple[list[Point], list[Finding]]:
    """The points, with those whose number was lost as points of number "", and a finding for each number that is
    missing."""
    out: list[Point] = []
    told: list[Finding] = []
    for n, point in enumerate(found):
        out.append(point)
        if n == 0 and not point.number and len(found) > 1:
            message = f"the number of the question before {found[1].number} cannot be read"
            told.append(
                Finding.of(
                    "fields.missing",
                    message,
                    pointer="/questions/0/number",
                    page=part.doc.page_at(point.label.start).number,
                )
            )
        if n + 1 == len(found) or not (point.number.isdecimal() and found[n + 1].number.isdecimal()):
            continue
        gap = int(found[n + 1].number) - int(point.number)
        if gap != 2:
            continue
        lost = int(point.number) + 1
        at = _begin(part, point)
        place = part.doc.page_at(point.label.start).number
        if at is None:
            message = (
                f"no question {lost} between {point.number} and {found[n + 1].number}: it may stand in the text of "
                f"{point.number}"
            )
            told.append(Finding.of("fields.missing", message, pointer=f"/questions/{len(out) - 1}/text", page=place))
            continue
        first = point.pieces[at]
        mark = _DAMAGED.match(part.doc.text, first.start, first.end)
        body = Span(mark.end() if mark else first.start, first.end)
        out.append(Point("", first, [body, *point.pieces[at + 1 :]], "vraag"))
        point.pieces = point.pieces[:at]
        message = f"the number of the question between {point.number} and {found[n + 1].number} cannot be read"
        told.append(Finding.of("fields.missing", message, pointer=f"/questions/{len(out) - 1}/number", page=place))
    return out, told


def _begin(part: Part, point: Point) -> int | None:
    """Where the question without its number begins in the one above: at a damaged mark, or at the one new paragraph
    that asks."""
    text = part.doc.text
    answered = next((i for i, p in enumerate(point.pieces) if _ANSWER.match(text, p.start, p.end)), None)
    marks = [
        i
        for i, p in enumerate(point.pieces)
        if i and _DAMAGED.match(text, p.start, p.end) and (answered is None or i > answered)
    ]
    if len(marks) == 1:
        return marks[0]
    new = [i for i in range(1, len(point.pieces)) if _asks_anew(text, point.pieces, i)] if answered is None else []
    return new[0] if len(new) == 1 else None


def _asks_anew(text: str, pieces: Sequence[Span], i: int) -> bool:
    """Does a piece begin a paragraph below a question mark, with another question in it or below?"""
    above = pieces[i - 1]
    apart = text.count("\n", above.end, pieces[i].start) > 1
    return apart and text[: above.end].rstrip().endswith("?") and any("?" in text[p.start : p.end] for p in pieces[i:])
