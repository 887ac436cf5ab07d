"""A title over several short lines, as covers stack them: "Amsterdamse", "Agenda", "Armoede &", "Schulden".

Nothing on a bare cover says where a title ends. But papers tell their title again: in a running head, above the text,
in a sentence. The lines that come back together further on are the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from griffier.extractors.general.title_lines import begins_title
from griffier.schemas.document import Line, Part, Span

_WORD = re.compile(r"[^\W_]+")
_FIRST, _MOST, _GAP = 15, 6, 1
"""Lines of the head among which a title begins, over which it goes on, and blank ones between two of them."""
_SHORT = 60
"""Characters of a line of a cover."""
_LOOKED = 300_000
"""Characters behind the cover in which it is looked for."""
_LEAST = 12
"""Letters that say enough to be known again."""


def told_again(part: Part, lines: Sequence[Line], kind: str) -> tuple[Span, ...] | None:
    """The lines of the cover, two or more, that the paper tells again as one; the longest such run."""
    at = next((k for k, line in enumerate(lines[:_FIRST]) if begins_title(part, line)), None)
    if at is None:
        return None
    if at and _is_short(lines[at - 1]) and lines[at].text[0].islower():
        at -= 1  # the name of the town opens the title
    run = _stacked(lines, at)
    for end in range(len(run), 1, -1):
        stacked, last = run[:end], run[end - 1]
        title = _folded(" ".join(line.text for line in stacked))
        further = part.doc.text[last.end : min(part.end, last.end + _LOOKED)]
        if len(title) >= _LEAST and title in _folded(further):
            return tuple(Span(line.start, line.end) for line in stacked)
    return None


def _stacked(lines: Sequence[Line], at: int) -> list[Line]:
    """The short lines from one on, with hardly a blank line between them."""
    out: list[Line] = []
    blank = 0
    for line in takewhile(lambda x: x.blank or _is_short(x), lines[at:]):
        blank = blank + 1 if line.blank else 0
        if blank > _GAP or len(out) == _MOST:
            break
        if not line.blank:
            out.append(line)
    return out


def _is_short(line: Line) -> bool:
    return len(line.text) <= _SHORT and not line.text.endswith((".", ";")) and _WORD.search(line.text) is not None


def _folded(text: str) -> str:
    """The letters and figures alone; the sign for "en" as the word."""
    return "".join(_WORD.findall(text.replace("&", " en ").lower()))
