"""The votes that minutes print together at the end: a heading for each item, and under it what was put to the vote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from griffier.extractors.meetings.item_numbers import letters_of
from griffier.schemas.document import Line

_PUT_TO_VOTE = re.compile(r"\W{0,3}in stemming (?:komt|komen|is|zijn)\b", re.IGNORECASE)
_DASH = re.compile(r"[-–•]\s+(?=[A-Z])")
MAX_HEADING = 4
"""Lines of a heading over what is put to the vote."""
LIKE = 0.85
"""How like the title of an item a heading must be, as difflib counts."""


def voted_under(lines: Sequence[Line], titles: Sequence[str], after: int) -> dict[int, tuple[Line, ...]]:
    """The lines under each heading of a block of votes: the item's place in `titles` -> its lines; -1 for a heading
    that repeats no title. Empty where fewer than two headings repeat one.

    `after`: the index in `lines` from which on a block may stand: behind the first item's title.
    """
    heads = [(at, _heading(lines, at)) for at in range(after, len(lines)) if _DASH.match(lines[at].text)]
    letters = [letters_of(title) for title in titles]
    found = [(at, _item_of(said, letters)) for at, said in heads if said is not None]
    out: dict[int, tuple[Line, ...]] = {}
    for n, (at, item) in enumerate(found):
        until = found[n + 1][0] if n + 1 < len(found) else len(lines)
        out[item] = (*out.get(item, ()), *lines[at:until])
    return out if len(out.keys() - {-1}) >= 2 else {}


def _heading(lines: Sequence[Line], at: int) -> str | None:
    """The heading that begins on a line; None where nothing is put to the vote right under it."""
    for end in range(at + 1, min(at + 1 + MAX_HEADING, len(lines))):
        if _PUT_TO_VOTE.match(lines[end].text):
            return " ".join(line.text for line in lines[at:end])
        if _DASH.match(lines[end].text):
            return None
    return None


def _item_of(heading: str, titles: Sequence[str]) -> int:
    """The item whose title, of which these are the letters, a heading repeats best; -1 for none."""
    said = letters_of(heading)
    best, likeness = -1, 0.0
    for at, title in enumerate(titles):
        if 2 * min(len(said), len(title)) < LIKE * (len(said) + len(title)):
            continue  # so unlike in length that no letters could make up for it: most are
        like = SequenceMatcher(None, said, title, autojunk=False)
        if like.quick_ratio() >= LIKE and (ratio := like.ratio()) >= LIKE and ratio > likeness:
            best, likeness = at, ratio
    return best
