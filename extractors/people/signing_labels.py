"""Signatures of a form: names and parties behind labels of their own, in one line or under each other.

"Naam: J. Kok   Fractie: CDA", "Raadslid: J. Kok" over "Partij: CDA", with or without a label for the signature. The
labels alone tell what is the name and what the party, so a party that nobody knows is one here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from griffier.extractors.people.cell import Member, party_at
from griffier.extractors.people.person import cell_of
from griffier.extractors.people.whose_council import Town
from griffier.extractors.text.flow import Flow, FlowLine

_LABEL = re.compile(
    r"(?<![^\W_])(?:(?P<name>(?:(?:1e|2e|3e|eerste|tweede|derde)\s+)?(?:naam|raadslid|(?:mede-?\s?)?indiener)(?:\(s\))?"
    r"(?:\s+(?:van\s+)?(?:de\s+|het\s+)?(?:raadslid|fractielid|indiener|ondertekenaar|lid)(?:\(s\))?)?)"
    r"|(?P<party>(?:naam\s+|namens\s+(?:de\s+)?)?(?:fractie|(?:politieke\s+)?partij)(?:\s*/\s*(?:partij|groep))?)"
    r"|(?P<none>handtekening|paraaf|datum|functie|plaats|e-?mail(?:adres)?|telefoon(?:nummer)?))\s*:",
    re.I,
)


class _Value(NamedTuple):
    """What stands behind a label: "name", "party" or "none", and its range of the flow."""

    kind: str
    start: int
    end: int


def read_labelled(flow: Flow, lines: Sequence[FlowLine], council: Town) -> list[Member]:
    """The people of lines that hold names and parties by turns, each behind its label; [] for all other lines."""
    told = [value for value in _values(flow, lines) if value.kind != "none"]
    kinds = [value.kind for value in told]
    if len(kinds) < 2 or len(kinds) % 2 or kinds[0] == kinds[1] or kinds != kinds[:2] * (len(kinds) // 2):
        return []
    out: list[Member] = []
    for one, two in zip(told[::2], told[1::2], strict=True):
        who, what = (one, two) if one.kind == "name" else (two, one)
        if who.start == who.end:
            continue  # a place of the form that was left open
        member = _member(flow, who, what, council)
        if member is None:
            return []
        out.append(member)
    return out


def _member(flow: Flow, who: _Value, what: _Value, council: Town) -> Member | None:
    person = cell_of(flow.text, who.start, who.end, council)
    if person is None or person.member.name is None:
        return None
    labelled = what.start < what.end
    party = party_at(flow.text, what.start, what.end, council) if labelled else person.member.party
    return Member(person.member.name, party, person.member.others)


def _values(flow: Flow, lines: Sequence[FlowLine]) -> Iterator[_Value]:
    for number, line in enumerate(lines):
        labels = list(_LABEL.finditer(flow.text, line.start, line.end))
        if labels and re.search(r"\w", flow.text[line.start : labels[0].start()]):
            labels = []
        bounds = [*labels, None]
        for label, after in pairwise(bounds):
            assert label is not None  # only the last bound is none
            start, end = _bare(flow, label.end(), after.start() if after else line.end)
            if start == end and len(labels) == 1 and number + 1 < len(lines):
                below = lines[number + 1]
                if not _LABEL.search(below.text) and not below.blanks:
                    start, end = _bare(flow, below.start, below.end)
            yield _Value(label.lastgroup or "none", start, end)


def _bare(flow: Flow, start: int, end: int) -> tuple[int, int]:
    """A value without the blanks, dots and lines of a form around it."""
    raw = flow.text[start:end]
    kept = raw.strip(" \t|/\\,;_.…·•")
    return (start, start) if not kept else (start + raw.index(kept), start + raw.index(kept) + len(kept))
