"""Labels that a layout tore from their values: "Status", "Voor" under each other, and then the outcome and the list."""

from __future__ import annotations

import re

from griffier.extractors.dutch import words
from griffier.extractors.votes.ballot import Ballot, side_named
from griffier.extractors.votes.outcomes import is_alone
from griffier.extractors.votes.sides import SideList

_OTHER = r"(?:status|stemming|uitslag|stemuitslag|resultaat|besluit)"
_LABEL = rf"[ \t]*(?:{_OTHER}|{words.SIDE})[ \t]*:?[ \t]*"
_STACK = re.compile(rf"^{_LABEL}(?:\n\s*{_LABEL})+(?=\n\s*\S)", re.I | re.M)
_SIDE = re.compile(rf"{words.SIDE}$", re.I)
_BLOCK = re.compile(r"[^\s].*(?:\n[ \t]*\S.*)*")


def read_torn_labels(ballot: Ballot) -> None:
    """Each label of a stack with the block of lines that answers it by its place; nothing where one of them does not
    answer its label."""
    for stack in _STACK.finditer(ballot.text, ballot.start, ballot.end):
        labels = [line.strip(" \t:") for line in stack[0].split("\n") if line.strip()]
        blocks = [m.span() for m in _BLOCK.finditer(ballot.text, stack.end(), ballot.end)][: len(labels)]
        told = [_told(ballot, *told) for told in zip(labels, blocks, strict=False)]
        if len(told) < len(labels) or None in told:
            continue
        for label, (_, end), listed in zip(labels, blocks, told, strict=True):
            if listed and _SIDE.match(label) and ballot.sides[side_named(label)].list.empty:
                ballot.sides[side_named(label)].list = listed
                ballot.taken.append((stack.start(), end))


def _told(ballot: Ballot, label: str, block: tuple[int, int]) -> SideList | None:
    """What a block says of a label; None where it does not answer it."""
    if _SIDE.match(label) is None:
        return SideList() if is_alone(ballot.text[slice(*block)]) else None
    found = ballot.read(*block, sure=True)
    return found if any(party.known for party in found.parties) else None
