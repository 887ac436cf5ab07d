"""Items with a small letter under a number: "03. Benoemingen", "a. Benoeming commissielid", each with a decision."""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.dutch.words import OUTCOME, UNANIMOUSLY
from griffier.extractors.meetings.item_numbers import LETTERS, Number
from griffier.extractors.votes.outcomes import is_alone
from griffier.schemas.document import Line, Span

LETTERED = "l"
"""The style of a small letter under a number."""
_LETTER = re.compile(r"(?P<n>[a-z])[.)]\s+(?P<rest>[A-Z'‘\"“(].*)")
DECIDED = re.compile(r"\W{0,3}(?:besluit|besloten|beslissing|conclusie|stemming|stemuitslag)\s*(?::|$)", re.IGNORECASE)
"""A line that opens a decision: its label, with a colon or alone."""


def with_letters(chain: Sequence[Number], lines: Sequence[Line]) -> list[Number]:
    """The numbers with the letters under them: a, b, ... in order, each over a decision of its own. Points of one
    decision have none."""
    out: list[Number] = []
    for at, number in enumerate(chain):
        until = chain[at + 1].line if at + 1 < len(chain) else len(lines)
        out += [number, *_under(number, lines, until)]
    return out


def _under(number: Number, lines: Sequence[Line], until: int) -> list[Number]:
    found = [(i, m) for i in range(number.line + 1, until) if (m := _LETTER.fullmatch(lines[i].text))]
    if len(found) < 2 or [m["n"] for _, m in found] != [chr(ord("a") + k) for k in range(len(found))]:
        return []
    ends = [*(i for i, _ in found[1:]), until]
    if not all(
        _is_decided(lines[i + 1 : end]) or _is_told(match["rest"]) for (i, match), end in zip(found, ends, strict=True)
    ):
        return []
    return [_as_item(number, lines[i], i, match) for i, match in found]


def _is_decided(lines: Sequence[Line]) -> bool:
    return any(DECIDED.match(line.text) or is_alone(line.text) for line in lines)


_TOLD = re.compile(
    r"(?:(?:gewijzigde?|nader gewijzigde?)\s+)*(?:motie|(?:sub-?)?amendement)\b"
    rf".*[:–(-]\s*(?:{UNANIMOUSLY}\s+)?{OUTCOME}\b",
    re.IGNORECASE,
)


def _is_told(title: str) -> bool:
    """A paper with its outcome on its own line: "Motie 2 Visser (SP) Bomen eerst: verworpen"."""
    return _TOLD.match(title) is not None


def _as_item(number: Number, line: Line, at: int, match: re.Match[str]) -> Number:
    span = Span(line.start + match.start("n"), line.start + match.end("n"))
    place = Span(line.start + match.start("rest"), line.end)
    key = (*number.key, LETTERS + ord(match["n"]) - 96)
    return Number(at, match["n"], span, key, LETTERED, place, 0.0)
