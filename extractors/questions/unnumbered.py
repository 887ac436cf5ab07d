"""Questions without numbers: one or several with bullets, below the sentence that announces them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from griffier.extractors.text.marks import mark_at
from griffier.extractors.text.numbered import Point
from griffier.schemas.document import Line, Span

FARTHEST = 12
"""Lines in which a single question ends."""


def unnumbered(body: Sequence[Line], answers: Callable[[str], object]) -> list[Point]:
    """The questions as points of number "". `body`: the lines below the sentence that announces questions; `answers`
    tells a line that begins an answer."""
    return _marked(body) or _single(body, answers)


def _marked(body: Sequence[Line]) -> list[Point]:
    """Below bullets, as far as they ask; [] for fewer than two."""
    out: list[Point] = []
    for line in body:
        mark = mark_at(line.text, 0, len(line.text))
        if mark is not None and mark.shape == "bullet":
            if out and not _asks(out[-1], body):
                break
            out.append(Point("", Span(line.start, line.start + mark.behind), [], "vraag"))
        elif not out:
            return []
        start = line.start + (mark.behind if mark is not None and mark.shape == "bullet" else 0)
        out[-1].pieces.append(Span(start, line.end))
    return out if len(out) > 1 else []


def _asks(point: Point, body: Sequence[Line]) -> bool:
    return any(
        "?" in line.text for line in body if any(p.start < line.end and line.start < p.end for p in point.pieces)
    )


def _single(body: Sequence[Line], answers: Callable[[str], object]) -> list[Point]:
    """The paragraph that asks, and its answer where one is announced below it."""
    cut = next((i + 1 for i, line in enumerate(body[:FARTHEST]) if "?" in line.text), None)
    if cut is None:
        return []
    said = next((i for i in range(cut, len(body)) if answers(body[i].text)), None)
    kept = [*body[:cut], *(body[said:] if said is not None else ())]
    return [Point("", Span(body[0].start, body[0].start), [Span(line.start, line.end) for line in kept], "vraag")]
