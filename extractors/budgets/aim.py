"""A goal or a result, and how one is marked in a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from griffier.schemas.document import Span

BULLET = re.compile(r"[•▪●◦·‣⁃∙■□◆◇❖♦►▸▶➔→➢✓✔☑*>\uf020-\uf0ff–—-]\s+(?=\S)|o\s+(?=[A-ZÀ-Ü])")
NUMBERED = re.compile(
    r"(?P<code>\d{1,2}(?:\.\d{1,2}){0,2}(?:\.?[a-z](?=[.)\s]))?|[a-z](?=[.)])"
    r"|[A-Z]\d{1,2}(?:(?:\.\d{1,2})+|(?=[.:)])))[.:)]?\s+(?=[A-ZÀ-Ü'‘\"(]|\d\w*[a-z])"
)
_CODE = (
    r"\s*(?!\d+\s+t/m)(?:(?P<code>(?:[A-Z]\.?)?\d{1,2}(?:\.\d{1,2})*(?:\.?[a-z](?!\w))?|[A-Z](?=\s*[.:]))"
    r"\s*[.:–-]?|:)"
    r"\s+(?=\S)"
)
GOAL = re.compile(r"(?:Sub|Hoofd)?(?:Doel(?:stelling)?|Ambitie)" + _CODE, re.IGNORECASE)
RESULT = re.compile(r"(?:Resultaat|Prestatie|Actie|Activiteit|Inspanning|Maatregel)" + _CODE, re.IGNORECASE)

_NEXT = re.compile(r"(?P<code>[a-z]|\d{1,2})[.)]\s+(?=\S)")
"""The mark of a list whose items need no capital."""


@dataclass
class Aim:
    """A goal, or a result where `results` stays empty: its words, and its number where one is printed.

    `named`: what the word before it says that it is ("Doelstelling 2:", "Activiteit 2.1:").
    """

    spans: list[Span]
    code: Span | None = None
    results: list[Aim] = field(default_factory=list)
    named: Literal["goal", "result"] | None = None

    def reach(self, end: int) -> None:
        """The words go on to `end`."""
        self.spans[-1] = Span(self.spans[-1].start, end)


def marked(text: str, start: int, *, goal: bool | None = None) -> Aim | None:
    """The item that a line begins, `start` the offset of the line; None where it begins none. `goal` None: of either
    kind."""
    bullet = BULLET.match(text)
    at = bullet.end() if bullet else 0
    own = None if goal is False else GOAL.match(text, at)
    named = own or (None if goal else RESULT.match(text, at))
    coded = named or NUMBERED.match(text, at)
    mark = coded or bullet
    if mark is None:
        return None
    code = Span(start + coded.start("code"), start + coded.end("code")) if coded and coded["code"] else None
    said: Literal["goal", "result"] | None = ("goal" if own else "result") if named else None
    return Aim([Span(start + mark.end(), start + len(text))], code, named=said)


def next_marked(text: str, start: int, before: str | None) -> Aim | None:
    """The item that a line begins whose letter or number is the next after `before`, the one of the item above (None:
    it is the first): its words may begin in small letters."""
    mark = _NEXT.match(text)
    if mark is None or mark["code"] != (_after(before) if before else ("1" if mark["code"].isdecimal() else "a")):
        return None
    return Aim([Span(start + mark.end(), start + len(text))], Span(start, start + mark.end("code")))


def is_next_goal(text: str, item: Aim, goals: Sequence[Aim], results: Sequence[Aim]) -> bool:
    """Has an item the number after that of the last goal, and not after that of the last result?"""
    return _follows(text, item, goals) and not _follows(text, item, results)


def _follows(text: str, item: Aim, above: Sequence[Aim]) -> bool:
    """Is a letter or number the next in a list: b after a, 1.2 after 1.1?"""
    last = above[-1].code if above else None
    if item.code is None or last is None:
        return False
    code, before = (text[span.start : span.end].rstrip(".:)") for span in (item.code, last))
    head, _, number = before.rpartition(".")
    return bool(number) and code == (f"{head}." if head else "") + _after(number)


def _after(code: str) -> str:
    """The letter or number that follows another in a list."""
    if code.isdecimal():
        return str(int(code) + 1)
    return chr(ord(code) + 1) if len(code) == 1 else ""
