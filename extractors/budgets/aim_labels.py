"""Labels that ask in the line of their answer: "Doelen: Kinderen maken al op school kennis met muziek." """

from __future__ import annotations

import re
from typing import NamedTuple

from griffier.extractors.budgets.aim import BULLET
from griffier.extractors.budgets.following_heads import Ahead
from griffier.extractors.budgets.outline import Question, label_beside, question

_LABEL = re.compile(r"(?P<label>[A-ZÀ-Ü][^:.;]{2,59}?)\s?:\s+(?=\S)")
_MANY = re.compile(
    r"(?:doelen|doelstellingen|ambities|effecten)\b|\b\w+(?:ten|ies|gen|elen)\b|^(?:Wat|Dit|Hoe|Zo)\s", re.I
)
_WORDS = re.compile(r"\w*[a-zà-ü]{2}")
_LEAST = 3
"""Words of an answer at least: less is a figure or a state."""
_NEAR = 5


class Label(NamedTuple):
    """What a label asks, None where what follows is only said of a result; `at`: where the answer begins in the
    line."""

    asks: Question | None
    at: int
    many: bool


def labelled(text: str) -> Label | None:
    """The label with which a line begins, its answer behind it; None where it begins with no such label."""
    mark = _LABEL.match(text)
    if mark is None or BULLET.match(text):
        return None
    asks = question(mark["label"])
    rest = text[mark.end() :]
    if label_beside(mark["label"]):
        return Label(None, mark.end(), many=False)
    if asks not in ("aim", "act", "mission") or len(_WORDS.findall(rest)) < _LEAST or "€" in rest[:20]:
        return None
    return Label(asks, mark.end(), _MANY.search(mark["label"]) is not None)


def opens(label: Label, mode: Question | None, ahead: Ahead, i: int) -> bool:
    """Does a label ask anew? A label of one goal where nothing was asked is one only over what is done for it: of a
    partner of the town, too, an aim is told."""
    if mode is None:
        return label.asks != "mission" and (label.many or _answered(ahead, i))
    return label.asks != mode and (mode != "both" or label.many)


def _answered(ahead: Ahead, i: int) -> bool:
    """Does a label of what is done, or the question, follow close by?"""
    for line in ahead.after(i, _NEAR):
        below = labelled(line.text)
        if question(line.text) == "act" or (below is not None and below.asks == "act"):
            return True
    return False
