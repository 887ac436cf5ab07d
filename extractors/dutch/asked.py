"""Which sentences in doubt the trained model is given: in long papers not every one.

A speaker or a street that minutes name forty times is the same name each time. Once the model was asked about a run of
capitalised words, the sentences whose doubts are all of such words are not given to it again, but where it said
different things of one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from griffier.extractors.dutch import nlp
from griffier.extractors.dutch.gazetteer import EntityMention

_FEW = 48
"""Up to so many sentences all are asked."""
_RUN = re.compile(r"[A-ZÀ-Ý][\w'’.&-]*(?:\s(?:(?:voor|van|de|het|der|den|ter|te|in|uit)\s){0,2}[A-ZÀ-Ý][\w'’&-]*)*")
"""Capitalised words in a row, with the small ones between that a name may hold."""
_Answer = tuple[tuple[int, str, str, str], ...]
"""Of each name in a run of words how far behind its beginning it begins, its label, its text, and who said so."""
_Run = tuple[str, int]
"""A run of words, and where it begins."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence, and the offsets at which it is in doubt."""

    start: int
    end: int
    spots: tuple[int, ...]


def told(text: str, doubts: Iterable[Doubt]) -> list[EntityMention]:
    """What the model says of sentences in doubt, in order."""
    every = list(doubts)
    if len(every) <= _FEW:
        return _answers(text, every)
    about = {one: list(dict.fromkeys(_run(text, spot, one) for spot in one.spots)) for one in every}
    seen: set[str] = set()
    first: list[Doubt] = []
    later: list[Doubt] = []
    for one in every:
        known = all(run in seen for run, _ in about[one])
        (later if known else first).append(one)
        seen.update(run for run, _ in about[one])
    found = _answers(text, first)
    said = _said(first, about, found)
    again = []
    for one in later:
        carried = _carried(text, one, about[one], said)
        if carried is None:
            again.append(one)
        else:
            found += carried
    return sorted([*found, *_answers(text, again)], key=lambda m: (m.start, m.end))


def _answers(text: str, asked: list[Doubt]) -> list[EntityMention]:
    return [*nlp.mentions_about(text, [(one.start, one.end, one.spots) for one in asked])] if asked else []


def _run(text: str, spot: int, one: Doubt) -> _Run:
    """The capitalised words around a doubt."""
    for found in _RUN.finditer(text, one.start, one.end):
        if found.start() <= spot < found.end():
            return " ".join(found[0].split()), found.start()
    return text[spot : spot + 12], spot


def _said(asked: list[Doubt], about: dict[Doubt, list[_Run]], found: list[EntityMention]) -> dict[str, set[_Answer]]:
    """What the model said of each run of words, where it was asked about it."""
    begins = [m.start for m in found]
    said: dict[str, set[_Answer]] = {}
    for one in asked:
        for run, start in about[one]:
            names = found[max(0, bisect_left(begins, start) - 1) : bisect_left(begins, start + len(run))]
            answer = tuple((m.start - start, m.label, m.text, m.method) for m in names if m.end > start)
            said.setdefault(run, set()).add(answer)
    return said


def _carried(text: str, one: Doubt, runs: list[_Run], said: dict[str, set[_Answer]]) -> list[EntityMention] | None:
    """The names of a sentence that is not asked about; None where the answers differ, or do not stand there."""
    out: dict[int, EntityMention] = {}
    for run, at in runs:
        if len(said[run]) != 1:
            return None
        (answer,) = said[run]
        for behind, label, name, method in answer:
            start = at + behind
            if start < one.start or not text.startswith(name, start) or start + len(name) > one.end:
                return None
            out[start] = EntityMention(start, start + len(name), label, name, method)
    return [out[start] for start in sorted(out)]
