"""Who voted how, in running sentences."""

from __future__ import annotations

import re

from griffier.extractors.votes.ballot import Side, SideName, name_of, side_shape
from griffier.extractors.votes.sides import read_list

_STEMDEN = re.compile(
    rf"(?:(?P<list1>[^.\n;:]{{2,200}}?)\s+(?:stemm?(?:en|t|den|de)|hebben|heeft)\s+(?:(?:allen"
    rf"|allemaal)\s+)?(?:{side_shape('1')})(?:\s?gestemd)?(?=\s*[.;,\n]|\s+(?:de\s+motie|het\s+amendement"
    rf"|het\s+voorstel)|$)"
    rf"|\b(?:{side_shape('2')})\s+(?:stem(?:men|den|den|t|de)|zijn|waren|is|was)\s+(?P<list2>(?:[^.\n;]"
    rf"|(?<![.\n])\n(?!\n)){{2,200}})"
    rf"|\bmet\s+(?:(?:alleen|enkel|slechts|uitsluitend)\s+)?(?:(?:de\s+)?(?:stem(?:men)?"
    rf"|fracties?)\s+(?:van\s+)?)?(?P<list3>[^.\n;:]{{2,160}}?)\s+"
    rf"(?:{side_shape('3')})\b(?=\s*(?:[.,;)\n]|$)|\s+(?:is|wordt|zijn|worden|aangenomen|verworpen|aanvaard"
    rf"|vastgesteld)\b)"
    rf"|\b(?:alleen|enkel|slechts|uitsluitend)\s+(?P<list4>[^.\n;:]{{2,160}}?)\s+(?:(?:is|was|waren"
    rf"|zijn)\s+)?(?:{side_shape('4')})(?=\s*(?:[.,;)\n]|$)))",
    re.I,
)
_NO_LIST = re.compile(r"\b(?:uitzondering|behalve|stemt|stemmen|stemden|gestemd|overleg\w*)\b", re.I)
_OF_PARTIES = re.compile(r"\b(?:stem(?:men)?|fracties?)\s+van\s+$", re.I)
_ABSTAINS = re.compile(
    r"(?P<list>[^.\n;:]{2,200}?)\s+(?:onthoud(?:t|en)|onthield(?:en)?|heeft|hebben)\s+zich\s+(?:(?:hierbij"
    r"|daarbij)\s+)?"
    r"(?:van\s+(?:de\s+)?stem(?:ming|men)(?:\s+onthouden)?|onthouden)\b",
    re.I,
)
_CLAUSE = re.compile(
    r".*(?:\b(?:waarbij|maar|terwijl|dat)\b|\bstemm?(?:en|t|den|de)\s+(?:voor|tegen)\b|\bonthou(?:d"
    r"|ld)\w*\s+zich(?:\s+van\s+(?:de\s+)?stemming)?)"
    r"(?:\s*,)?(?:\s+en\b)?",
    re.I | re.S,
)


def read_sentences(
    text: str, start: int, end: int, sides: dict[SideName, Side], code: str | None, on: str | None
) -> None:
    """ "De fracties van CDA en SGP stemmen tegen", "tegen stemden A en B" """
    for match in _STEMDEN.finditer(text, start, end):
        name = name_of(match, "1", "2", "3", "4")
        key = next(k for k in ("list1", "list2", "list3", "list4") if match[k])
        if name is None or not sides[name].list.empty or (key in ("list3", "list4") and _NO_LIST.search(match[key])):
            continue
        _take(text, *match.span(key), sides[name], code, on)


def read_abstentions(text: str, start: int, end: int, side: Side, code: str | None, on: str | None) -> None:
    """ "De heer A (CDA) onthoudt zich van stemming", which also stands beside lists of the two sides."""
    if side.list.empty and re.search(r"\bzich\b", text[start:end]):
        for match in _ABSTAINS.finditer(text, start, end):
            _take(text, *match.span("list"), side, code, on)


def _take(text: str, lo: int, hi: int, side: Side, code: str | None, on: str | None) -> None:
    """The list in the last clause of a stretch."""
    clause = _CLAUSE.match(text, lo, hi)
    begin = clause.end() if clause else lo
    sure = _OF_PARTIES.search(text[max(0, begin - 30) : begin]) is not None
    found = read_list(text, begin, hi, code, on, sure=sure)
    if found.parties or found.members or found.everyone:
        side.list = found
        side.total = side.total or found.total
