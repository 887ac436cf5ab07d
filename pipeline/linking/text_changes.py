"""Where the paper as it was submitted and as it was adopted ask different things: which request, which words."""

from __future__ import annotations

import difflib
import re

from griffier.pipeline.linking.claim import Claim
from griffier.pipeline.linking.matching import Group
from griffier.schemas.record import Finding

ALIKE = 0.6
"""Texts under this (difflib) are no two readings of one request."""
MAX_SHOWN = 5


def text_differs(group: Group) -> list[Finding]:
    """A finding for each request of the adopted paper that the submitted one words otherwise, or has not."""
    before = [c for c in group.claims if c.role == "text" and c.texts]
    after = [c for c in group.claims if c.role == "adopted_text" and c.texts]
    if not before or not after:
        return []
    return [_finding(before[0], after[0], said) for said in _differences(before[0].texts, after[0].texts)][:MAX_SHOWN]


def _differences(before: tuple[str, ...], after: tuple[str, ...]) -> list[str]:
    out: list[str] = []
    for at, text in enumerate(after):
        likest = max(before, key=lambda old: _compared(old, text).ratio())
        if _words(likest) == _words(text):
            continue
        if _compared(likest, text).ratio() < ALIKE:
            out.append(f"request {at + 1} is new: '{text[:120]}'")
        else:
            out.append(f"request {at + 1}: {_changed(likest, text)}")
    if len(before) > len(after):
        out.append(f"{len(before)} requests became {len(after)}")
    return out


def _changed(before: str, after: str) -> str:
    old, new = before.split(), after.split()
    told = []
    for what, a, b, c, d in _compared(before, after).get_opcodes():
        if what != "equal":
            told.append(f"'{' '.join(old[a:b])[:80]}' became '{' '.join(new[c:d])[:80]}'")
    return ", ".join(told[:3])


def _compared(before: str, after: str) -> difflib.SequenceMatcher[str]:
    """Word by word."""
    return difflib.SequenceMatcher(None, _words(before), _words(after))


def _words(text: str) -> list[str]:
    """Without marks and capitals."""
    return [re.sub(r"\W+", "", word).lower() for word in text.split()]


def _finding(before: Claim, after: Claim, said: str) -> Finding:
    return Finding.of("dossier.text_differs", f"{said} ({before.path}, {after.path})", severity="info")
