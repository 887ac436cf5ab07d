"""One decision told behind several items: "Deze voorstellen worden zonder beraadslaging aangenomen" under the last."""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.meetings.item_numbers import Number
from griffier.extractors.text.runs import whole
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found

_OUTCOME = r"(?:aangenomen|vastgesteld|aanvaard|goedgekeurd|bekrachtigd|overgenomen|besloten|afgehandeld)"
_OF_ALL = re.compile(
    r"\W{0,3}(?P<s>(?:Deze|De|Alle|Beide|Bovenstaande|Genoemde|Voornoemde)\s+(?:\w+\s+)?"
    r"(?:voorstellen|raadsvoorstellen|hamerstukken|agendapunten|punten|stukken|benoemingen|lijsten|verslagen)\s+"
    rf"(?:worden|zijn)\b[^.:;?!]{{0,160}}?\b{_OUTCOME}\b[^.:;?!\n]{{0,60}}\.?)"
)
MAX_ABOVE = 3
"""Lines under the last item between its title and the sentence."""


def shared_decision(part: Part, below: Sequence[Line]) -> Found[str] | None:
    """The sentence right under an item that decides several."""
    for line in below[:MAX_ABOVE]:
        if found := _OF_ALL.match(part.doc.text, line.start, below[-1].end):
            return whole(part, [Span(*found.span("s"))], "rule:decision-of-several", 0.85)
    return None


def siblings_before(lines: Sequence[Line], numbers: Sequence[Number], empty: Sequence[bool], last: int) -> range:
    """The items that share the decision told under the item `last`: those of the same parent right before it, with
    nothing under them (`empty`), and itself. Of items without a parent a heading must hold them together."""
    parent, first = numbers[last].key[:-1], last
    while first and empty[first - 1] and numbers[first - 1].key[:-1] == parent:
        first -= 1
    above = numbers[first].line - 1
    held = bool(parent) or (above >= 0 and _GROUP.search(lines[above].text))
    return range(first if held else last, last + 1)


_GROUP = re.compile(r"\b(?:hamerstuk|stukken|voorstellen|benoemingen|akkoordstuk)", re.IGNORECASE)
