"""Answers without marks: paragraphs that are goals or results, and the lines over which an item goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.budgets.aim import Aim
from griffier.schemas.document import Line, Part, Span

_MOST_PROSE = 2000
_SHORT = 200
_MOST_PARAGRAPHS = 6
_NEXT_SENTENCE = re.compile(r"[.!?:]\s+[A-ZÀ-Ü]")


def results_of_prose(prose: Sequence[Span]) -> list[Aim]:
    """A result a paragraph, where these are few and short."""
    longest = max((p.end - p.start for p in prose), default=0)
    told = len(prose) <= _MOST_PARAGRAPHS and longest <= _MOST_PROSE / 2
    return [Aim([p]) for p in prose] if told else []


def goals_of_prose(text: str, prose: Sequence[Span], *, beside: bool) -> list[Aim]:
    """Goals under one another, each a short line or a sentence of its own; else all is one goal."""
    whole = Span(prose[0].start, prose[-1].end)
    if whole.end - whole.start > _MOST_PROSE:
        return []
    longest = max(p.end - p.start for p in prose)
    listed = beside or not any(text[p.end - 1] in ".:" for p in prose) or _sentences(text, prose)
    return [Aim([p]) for p in prose] if listed and longest <= _SHORT else [Aim([whole])]


def _sentences(text: str, prose: Sequence[Span]) -> bool:
    """Is every paragraph one sentence?"""
    return all(text[p.end - 1] in ".!;" and not _NEXT_SENTENCE.search(text, p.start, p.end - 1) for p in prose)


def goes_on(part: Part, item: Aim, line: Line, *, gap: bool) -> bool:
    """Is a line without a mark the next of an item? `gap`: a blank line stands before it."""
    last = part.doc.text[item.spans[-1].end - 1]
    if line.text[0].islower() and (last not in ".!?" or not gap):
        return True
    if gap:
        return False
    first = part.doc.line_at(item.spans[0].start)
    if line.box is not None and first.box is not None:
        return line.box.x0 > first.box.x0 + 3 or last not in ".!?;:"
    before = part.doc.text[line.start - 1] if line.start else "\n"
    return before in " \t" or last not in ".!?;:"
