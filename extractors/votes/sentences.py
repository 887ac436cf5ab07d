"""Who voted how, in running sentences."""

from __future__ import annotations

import re
from dataclasses import replace

from griffier.extractors.votes.ballot import Ballot, Side, name_of, side_shape
from griffier.extractors.votes.behind_party import OTHER_MEMBERS
from griffier.extractors.votes.sides import BY_NAME

WRAPS_FROM = 48
"""Characters from which a line may have been full."""
_OUTCOME_NEXT = r"\s+(?:is|wordt|zijn|worden|aangenomen|verworpen|aanvaard|vastgesteld)\b"
_LISTED_END = r"(?=\s*(?:[.,;)\n]|$)"
_ON = r"(?:\s+(?:het|de|dit|deze)\s+[\w-]{3,30})?"
_CLAUSE_BEGINS = r"(?:\A|(?<=[.;:,(\n\t|–-])|(?<=[.;:,(–-]\s)|(?<=\b(?:en)\s)|(?<=\b(?:dat)\s)|(?<=\bwaarbij\s))\b"
"""Where a sentence or clause begins: in "CDA en VVD voor zijn" the list stands before the side."""
_IN_LIST = r"(?:[^.\n;:]|(?<=\b(?:mw|mr|dr))\.|(?<=\b(?:dhr|drs))\.|(?<=\bmevr)\.|(?-i:(?<=\b[A-Z]))\.)"
"""A character of a list: a stop behind an initial or a title ends none."""
_STEMDEN = re.compile(
    rf"(?:(?P<list1>{_IN_LIST}{{2,200}}?)\s+(?:stemm?(?:en|t|den|de)|hebben|heeft)\s+(?:(?:allen|allemaal)\s+)?"
    rf"(?:{side_shape('1')})(?:\s?gestemd)?(?=\s*[.;,\n(]|\s+(?:de\s+motie|het\s+amendement|het\s+voorstel)|$)"
    rf"|{_CLAUSE_BEGINS}(?:{side_shape('2')}){_ON}\s+(?:stem(?:men|den|den|t|de)|zijn|waren|is|was)\s+"
    rf"(?P<list2>(?:{_IN_LIST}|:|(?<![.\n])\n(?!\n)){{2,200}})"
    rf"|\bmet\s+(?:(?:alleen|enkel|slechts|uitsluitend)\s+)?(?:(?:de\s+)?(?:stem(?:men)?|fracties?)\s+(?:van\s+)?)?"
    rf"(?P<list3>(?:(?!\bmet\b|\b(?:voor|tegen)\s+en\b){_IN_LIST}){{2,160}}?)\s+(?:{side_shape('3')})\b{_LISTED_END}"
    rf"|{_OUTCOME_NEXT}|\s+en\s+{_IN_LIST}{{2,160}}?\s(?:voor|tegen)\s*(?:[.,;]|$))"
    rf"|\b(?:alleen|enkel|slechts|uitsluitend)\s+(?P<list4>{_IN_LIST}{{2,160}}?)\s+(?:(?:is|was|waren|zijn)\s+)?"
    rf"(?:{side_shape('4')}){_LISTED_END})"
    rf"|\b(?:fracties?\s+(?:van\s+)?|(?:waarbij|omdat|terwijl|doordat|aantekening\s+dat)\s+)"
    rf"(?P<list5>{_IN_LIST}{{2,160}}?)\s+(?:{side_shape('5')})\s?"
    r"(?:zijn|is|waren|was|stemm?en|stemden|stemt|stemde|(?:hebben|heeft|te\s+hebben)\s+gestemd|gestemd)\b)",
    re.I,
)
_ELLIPTIC = re.compile(
    rf"\s*,?\s*(?:en|terwijl|maar)\s+(?:(?:de\s+)?(?:fracties?|stem(?:men)?)\s+(?:van\s+)?|die\s+van\s+)?(?P<list>[^.\n;:]{{2,160}}?)"
    rf"\s+(?:{side_shape('1')})(?:\s+(?:zijn|is|waren|was))?(?=\s*[.,;]|\s*$)",
    re.I,
)
"""What goes on behind "CDA en VVD voor zijn": "en de fracties van SP en D66 tegen"."""
_NUMBER = r"(?:\(\d{1,2}\)\s*)?"
_NO_VERB = re.compile(
    rf"(?:^|(?<=[.;:])[ ]+)[ ]*(?P<list1>[A-Z][^.\n;:()]{{1,160}}?)\s+(?:{side_shape('1')})\s*{_NUMBER}"
    rf"[,;](?:\s*en)?\s+(?P<list2>[A-Z][^.\n;:()]{{1,160}}?)\s+(?:{side_shape('2')})\s*{_NUMBER}(?=\.?\s*$|:)",
    re.M,
)
"""Two sides told without a verb: "VVD en D66 voor, PVV tegen"."""
_LISTS = ("list1", "list2", "list3", "list4", "list5")
_NO_LIST = re.compile(r"\A\d|\b(?:uitzondering|behalve|stemt|stemmen|stemden|gestemd)\b", re.I)
_OF_PARTIES = re.compile(r"\b(?:stem(?:men)?|fracties?)\s+van\s+(?:de\s+|het\s+)?$", re.I)
_ABSTAINED = r"(?:onthoud(?:t|en)|onthield(?:en)?)"
_OF_VOTING = r"van\s+(?:de\s+)?stem(?:ming|men)"
_ABSTAINS = re.compile(
    rf"(?P<list>[^.\n;:]{{2,200}}?)\s+(?:(?:{_ABSTAINED}|heeft|hebben)\s+zich\s+(?:(?:hierbij|daarbij)\s+)?"
    rf"(?:{_OF_VOTING}(?:\s+onthouden)?|onthouden)|zich\s+{_OF_VOTING}\s+{_ABSTAINED})\b",
    re.I,
)
_CLAUSE = re.compile(
    r".*(?:\b(?:waarbij|maar|terwijl|dat)\b|\bstemm?(?:en|t|den|de)\s+(?:voor|tegen)\b|\bonthou(?:d"
    r"|ld)\w*\s+zich(?:\s+van\s+(?:de\s+)?stemming)?)(?:\s*,)?(?:\s+en\b)?",
    re.I | re.S,
)
_BY_NAME = re.compile(rf"\b{BY_NAME}", re.I)
_PIECES = re.compile(r"\s*,\s*(?:en\s+)?|\s+en\s+")
_OTHERS = re.compile(OTHER_MEMBERS, re.I)
_DEEMED = re.compile(r"\s+(?:(?:wordt|worden|werd|werden)\s+)?geacht\b", re.I)
"""As in "de fractie van X wordt geacht te hebben tegengestemd"."""
_FRACTIES = re.compile(r"\W*(?:de\s+)?fracties?\s+(?:van\s+)?(?:(?:de|het)\s+)?", re.I)


def read_sentences(ballot: Ballot) -> None:
    """ "De fracties van CDA en SGP stemmen tegen", "tegen stemden A en B", over the ends of lines too."""
    _read_told(_running(ballot))
    if not ballot.listed:
        _read_told(ballot)


_WRAPPED = re.compile(
    r"(?:(?<=[\w,)/-])(?=\n[ \t]*[a-z(])|(?<=,)|(?<=\b(?:en|de))|(?<=\b(?:van|het))"
    rf"|(?<=[^\n]{{{WRAPS_FROM}}}[\w)]))"
    r"\n(?=[ \t]*[\w(‘“'\"])(?![ \t]*(?:\d{1,2}|[a-z])[.)]\s|[ \t]*\w[\w ()]{0,30}:|[^\n]*\S[ ]{3,})"
)
"""The end of a line inside a running sentence: what follows goes on in small letters, or the line was full; no item, no
label and no row of columns follows."""


def _running(ballot: Ballot) -> Ballot:
    """The ballot with the line ends of running sentences as blanks; all offsets hold."""
    text, start, end = ballot.text, ballot.start, ballot.end
    return replace(ballot, text=text[:start] + _WRAPPED.sub(" ", text[start:end]) + text[end:])


def _read_told(ballot: Ballot) -> None:
    for match in _STEMDEN.finditer(ballot.text, ballot.start, ballot.end):
        name = name_of(match, "1", "2", "3", "4", "5")
        key = next(k for k in _LISTS if match[k])
        excepted = key in ("list3", "list4") and _NO_LIST.search(match[key])
        if name is not None and ballot.sides[name].list.empty and not excepted:
            _take(ballot, *match.span(key), ballot.sides[name])
        if (
            key in ("list3", "list5")
            and not excepted
            and (more := _ELLIPTIC.match(ballot.text, match.end(), ballot.end))
        ):
            other = name_of(more, "1")
            if other is not None and other != name and ballot.sides[other].list.empty:
                _take(ballot, *more.span("list"), ballot.sides[other], sure=key == "list3")
    for match in _NO_VERB.finditer(ballot.text, ballot.start, ballot.end):
        _take_both(ballot, match)


def read_abstentions(ballot: Ballot) -> None:
    """ "De heer A (CDA) onthoudt zich van stemming", which also stands beside lists of the two sides."""
    side = ballot.sides["abstained"]
    if side.list.empty and re.search(r"\bzich\b", ballot.text[ballot.start : ballot.end]):
        ballot = _running(ballot)
        for match in _ABSTAINS.finditer(ballot.text, ballot.start, ballot.end):
            _take(ballot, *match.span("list"), side)


def _take_both(ballot: Ballot, match: re.Match[str]) -> None:
    """Two whole lists of known parties on the two sides of a vote; nothing else says that it is one."""
    names = [name_of(match, n) for n in "12"]
    found = [ballot.read(*match.span(f"list{n}"), sure=False) for n in "12"]
    whole = [len(x.parties) == len(_PIECES.split(match[f"list{n}"].strip())) for x, n in zip(found, "12", strict=True)]
    if None in names or names[0] == names[1] or not all(whole):
        return
    for name, told in zip(names, found, strict=True):
        if name is not None and ballot.sides[name].list.empty:
            ballot.sides[name].list = told


def _says_parties(text: str, begin: int, end: int) -> bool:
    """Do the words before a list, or those that open it, say that parties follow?"""
    return (
        _OF_PARTIES.search(text, max(0, begin - 30), begin) is not None or _OTHERS.match(text, begin, end) is not None
    )


def _take(ballot: Ballot, lo: int, hi: int, side: Side, *, sure: bool = False) -> None:
    """The list in the last clause of a stretch; `sure`: of parties, as the list before it.

    Of parties a whole list counts, or none: half of one would be wrong."""
    text = ballot.text
    deemed = _DEEMED.search(text, lo, hi)
    hi = deemed.start() if deemed else hi
    clause = _CLAUSE.match(text, lo, hi)
    begin = clause.end() if clause else lo
    fracties = _FRACTIES.match(text, begin, hi)
    begin = fracties.end() if fracties else begin
    of_parties = fracties is not None or sure or _says_parties(text, begin, hi)
    found = ballot.read(begin, hi, sure=of_parties)
    named = len(found.parties) + len(found.members)
    general = found.everyone or found.rest or _BY_NAME.search(text, begin, hi)
    if of_parties and not general and named < len(_PIECES.split(text[begin:hi].strip(" \n,"))):
        found.parties = []
    if found.parties or found.members or found.everyone:
        side.list, side.total = found, side.total or found.total
