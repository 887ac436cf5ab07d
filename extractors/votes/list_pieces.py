"""The pieces of a list of who voted: where commas, "en" and line breaks part them, and where these belong to a name."""

from __future__ import annotations

import re

from griffier.extractors.dutch import parties
from griffier.extractors.votes.behind_party import EXCEPT
from griffier.extractors.votes.sides import BY_NAME


def segments(text: str, start: int, end: int, guarded: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches between commas, semicolons, "en" and line breaks; parties, brackets and the list of an exception are
    never cut."""
    cuts: list[tuple[int, int]] = []
    for m in _SEPARATOR.finditer(text, start, end):
        lo, hi = m.span()
        if any(a < hi and lo < b for a, b in guarded) or text.count("(", start, lo) > text.count(")", start, lo):
            continue
        last = cuts[-1][1] if cuts else start
        joins = (
            _cuts_name(text, start, lo, hi, end, guarded) if m[0] == "\n" else _goes_on_apart(text, last, lo, hi, end)
        )
        if not joins:
            cuts.append((lo, hi))
    out, at = [], start
    for lo, hi in _without_inner_and(text, start, end, cuts, guarded):
        out.append((at, lo))
        at = hi
    out.append((at, end))
    return [(a, b) for a, b in out if text[a:b].strip(" .:")]


_SEATS_END = re.compile(r"\(\d{1,2}\)\W*\Z")


def _without_inner_and(
    text: str, start: int, end: int, cuts: list[tuple[int, int]], guarded: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The cuts without an "en" in the name of a party that no table knows: where every other piece has its seats, and
    what stands before it has none ("CDA (5), Proef en Toets (2)")."""
    starts, stops = [start, *(hi for _, hi in cuts)], [*(lo for lo, _ in cuts), end]
    bare = [i for i, (a, b) in enumerate(zip(starts, stops, strict=True)) if not _SEATS_END.search(text[a:b])]
    if len(cuts) < 2 or len(bare) != 1 or bare[0] == len(cuts):
        return cuts
    lo, hi = cuts[bare[0]]
    known = any(a < stops[bare[0] + 1] and starts[bare[0]] < b for a, b in guarded)
    capital = re.match(r"\s*[A-ZÀ-Ý0-9]", text[hi : hi + 3]) is not None
    return [cut for cut in cuts if cut != (lo, hi)] if "en" in text[lo:hi] and capital and not known else cuts


_SEPARATOR = re.compile(r"[,;\n]|\s(?:en|alsmede|plus)(?=\s)|\s/\s")


def _goes_on_apart(text: str, last: int, lo: int, hi: int, end: int) -> bool:
    """Does a separator stand before, or within, the list of those who voted apart?"""
    if text[lo] == "," and EXCEPT.match(text, lo, end) is not None:
        return True
    told = EXCEPT.search(text, last, lo)
    if told is None:
        return False
    if _SEVERAL.search(text, told.start(), lo):
        known = parties.find_parties(text, hi, min(end, hi + 60), loose=True)
        return text[lo] != "\n" and not (known and not text[hi : known[0].start].strip())
    return text[lo] != "," and _ANOTHER.match(text, hi, end) is not None


_SEVERAL = re.compile(r"\b(?:(?:raads)?leden|heren|dames)\s", re.I)
_ANOTHER = re.compile(rf"\s+(?:(?:het|de)\s+)?{BY_NAME}[^,;()]{{2,40}}(?:[,;)\n]|$)", re.I)
"""One more who voted apart: "VVD behalve mevrouw Proef en de heer Toets"; behind "behalve de leden" each name is."""


_SEATS = re.compile(r"\(\d{1,2}\)")


def _cuts_name(text: str, start: int, lo: int, hi: int, end: int, guarded: list[tuple[int, int]]) -> bool:
    """Does a line end cut a name in a list with commas? Where a table knows the parties on both sides it does not. A
    name alone in its brackets is cut by none."""
    before, after = text[start:lo].rstrip(), text[hi:end].lstrip().partition("\n")[0]
    if _SEATS.match(after) and _SEATS.search(before) and before[-1:] not in ",;)":
        return True  # the seats of the last party stand on the next line
    known = any(b == lo for _, b in guarded) or any(a == hi for a, _ in guarded)
    if "," not in before and text[:start].rstrip().endswith("(") and not known:
        return before[-1:].isalnum() and after[:1].isupper()
    if "," not in before or before[-1:] in ",;)" or not after[:1].isalnum():
        return False
    return "," in after or not known
