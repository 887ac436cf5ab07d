"""Headings over prose that explains: how long they are, and whether a sentence stands under them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.budgets.aim import BULLET
from griffier.extractors.budgets.ties import told_by_amount
from griffier.schemas.document import Line

LONGEST_HEADING = 110
LABEL = re.compile(
    r"(?:Mee-?\s+en\s+tegenvallers|Budgetneutrale wijzigingen|Voordelen|Nadelen|Niet van toepassing)\b.{0,10}$",
    re.IGNORECASE,
)


def mark_of(text: str) -> int:
    """How long the mark of a list is with which a line begins."""
    bullet = BULLET.match(text)
    return bullet.end() if bullet is not None else 0


def prose_next(lines: Sequence[Line], i: int) -> bool:
    """Does a sentence stand under a heading?"""
    after = next((x.text for x in lines[i + 1 : i + 4] if x.text), "")
    return len(after) > 40 and (after[0].isupper() or (after[0].isdecimal() and after[-1] in ".:"))


def told_by(lines: Sequence[Line], i: int) -> bool:
    """Does prose stand under a label with an amount: a sentence, not another label or a row?"""
    mark = mark_of(lines[i].text)
    text = lines[i].text[mark:]
    if mark and not text.endswith(")"):
        return False  # an item of a list of amounts, not a label with its amount in brackets
    if len(text) > LONGEST_HEADING + 40 or not text[:1].isalnum() or text[0].islower():
        return False
    stop = i + len(whole_heading(lines, i))
    after = next((x.text for x in lines[stop : stop + 3] if x.text), "")
    return bool(after) and not told_by_amount(after) and (len(after) > 50 or after[-1] in ".:") and after[:1].isalnum()


def whole_heading(lines: Sequence[Line], i: int) -> tuple[Line, ...]:
    """A heading with the lines that it goes on over: its bracket is open, or its amounts or a second label stand under
    it."""
    out = [lines[i]]
    for line in lines[i + 1 : i + 4]:
        text = " ".join(x.text for x in out).rstrip()
        unfinished = text.count("(") > text.count(")") or text.endswith("€")
        second = len(out) == 1 and told_by_amount(text) and told_by_amount(line.text)
        if not (_unfolds(line, lines[i]) if unfinished else second or _adds(line, lines[i])):
            break
        out.append(line)
    while out[-1].blank:
        out.pop()
    return tuple(out)


def _unfolds(line: Line, first: Line) -> bool:
    return line.blank or line.bold == first.bold


def _adds(line: Line, first: Line) -> bool:
    """Are amounts in brackets printed under a bold label?"""
    return not line.blank and line.bold and first.bold and line.text.startswith("(")


def looks_like_heading(lines: Sequence[Line], i: int) -> bool:
    """A short line that is no sentence, after a blank line, a page's start or a finished sentence, with prose under
    it."""
    line = lines[i]
    text = line.text
    if not _may_head(text) or LABEL.match(text):
        return False
    after = next((x for x in lines[i + 1 : i + 3] if not x.blank), None)
    if after is None or (lines[i + 1].blank and not text.endswith(":") and not line.bold):
        return text.endswith(":")
    if line.bold:
        return True
    before = lines[i - 1] if i else None
    finished = before is None or before.blank or before.text.endswith((".", ":", ")"))
    return finished and len(text) < 70 and len(after.text) > max(len(text), 50)


def _may_head(text: str) -> bool:
    begins = text[:1].isupper() or text[:1].isdecimal()
    return begins and len(text) <= LONGEST_HEADING and text[-1] not in ".,;" and len(text.split()) <= 14
