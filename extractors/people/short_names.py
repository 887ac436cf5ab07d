"""A party by its short name and its long one: "LL (Lokaal Lingewaard)", "Lokaal Lingewaard (LL)"."""

from __future__ import annotations

import re

from griffier.extractors.dutch.parties import looks_local
from griffier.extractors.people.cell import Cell, Member, cell_at, party_at
from griffier.extractors.people.whose_council import Town

_TWICE = re.compile(r"(?P<out>[A-ZÀ-Ý0-9][^()\n]{1,45}?)\s*\((?P<in>[A-ZÀ-Ý0-9][^()\n]{1,45})\)")


def named_twice(text: str, start: int, end: int, council: Town) -> Cell | None:
    """The party by the name before the bracket; None where the range is no party named twice."""
    both = _TWICE.fullmatch(text, start, end)
    if both is None:
        return None
    short, long = sorted((both["out"], both["in"]), key=len)
    sure = 2 <= len(short) <= 6 and short.isupper() and _stands_for(short, long)
    return cell_at(text, Member(None, party_at(text, *both.span("out"), council))) if sure else None


def _stands_for(short: str, long: str) -> bool:
    """Is a short name made of the first letters of a long one, or of its letters in order where the long one is
    written like a party?"""
    words = re.findall(r"[^\W_]+", long)
    firsts = "".join(word[0] for word in words).upper()
    capitals = "".join(word[0] for word in words if word[0].isupper())
    if len(words) > 1 and short in (firsts, capitals):
        return True
    letters = iter(long.upper())
    return looks_local(long) and long[0] == short[0] and all(c in letters for c in short)
