"""Lists behind a label or a count: "Voor: A, B (5)", "Tegen (12): C", "5 stemmen tegen (PvdA)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from griffier.extractors.dutch import parties, words
from griffier.extractors.people.rolls import read_roll
from griffier.extractors.votes.ballot import Ballot, Side, SideName, name_of, side_shape
from griffier.extractors.votes.sides import Count, MemberSide, SideList

_BEFORE = r"(?:(?<=\n)|(?<=\A)|(?<=[.;:,|/]\s)|(?<=\)\s)|(?<=\d\s)|(?<=[ ]{2})|(?<=\t))[ \t*•\-–]*"
_WHO = r"(?:(?:stemmen|fracties|leden|partijen|aantal stemmen)\s+)?"
_ON = r"(?:\s+(?:(?:het|dit) (?:(?:raads)?voorstel|amendement)|(?:de|deze) motie))?"
_MEMBERS = r"(?P<named>\s+de (?:volgende )?(?:(?:raads)?leden|heren|dames)(?: en (?:dames|heren))?)?"
_OF_PARTIES = r"(?: de fracties?(?: van)?)?"
_VOTED = rf"(?:\s+(?:stemm(?:en|ers)|gestemd|stemden|zijn|waren|(?:hebben|heeft) gestemd){_OF_PARTIES}{_MEMBERS})?"
_COUNT = r"(?:\(?\s*(?P<count>\d{1,2})\s*(?:stemmen|stem)?\s*\)?)?"
_LABEL = re.compile(
    rf"{_BEFORE}{_WHO}(?:{side_shape('1')}){_ON}{_VOTED}\s*{_COUNT}\s*(?::|=|(?<=\d|\))\s*[-–]|(?=\n))", re.I
)
_BARE_LABEL = re.compile(
    rf"(?:^|(?<=[:,;/.]))[ \t*•\-–|]*(?:{side_shape('1')})"
    r"(?:[ ]*\(?(?P<count>\d{1,2})[ ]*(?:stemmen|stem)?\)?(?=[ ]{2}|[ ]*[\t|]))?"
    r"[ \t|]+(?:[-–•] )?(?=[A-Z0-9À-Ý]|(?:mevrouw|de heer|dhr|mw|raadslid)\b)",
    re.I | re.M,
)
_INNER = r"(?P<list>[^()]{0,300}(?:\([^()]{1,40}\)[^()]{0,80}){0,25})\)"
_BRACKETED = tuple(
    re.compile(shape, re.I)
    for shape in (
        rf"\b(?:{side_shape('1')})\s*:?\s*(?P<count>\d{{1,2}})\s*(?:stem(?:men)?)?\s*\({_INNER}",
        rf"(?<![\w.,])(?P<count>\d{{1,2}})\s*(?:stem(?:men)?\s*)?(?:{side_shape('1')})(?:\s+stemmen)?\s*\({_INNER}",
        rf"\((?:{side_shape('1')})\s*(?P<count>\d{{1,2}})?\s*:\s*{_INNER}",
    )
)
_SPOKEN = re.compile(r"[^:=]*\bstem(?:den|men)\s+de\s+(?:volgende\s+)?(?:(?:raads)?leden|heren|dames)[^:=]*", re.I)
_SPOKEN_VERB = re.compile(r"[^:=]*\bstem(?:den|men)\s*", re.I)
SEATED = re.compile(r"\s*[A-Z0-9À-Ý][^()\n]{1,40}\(\d{1,2}\)")
"""A party and its seats, as a list begins under the label of its side."""
_GAP_BEFORE = re.compile(r"(?:[:=\t|]|[ ]{2})$")
_BLANKS = re.compile(r"\s*")


def read_labels(ballot: Ballot) -> None:
    """Every list behind a label, up to the next label, an empty line, a full stop, or a line that does not go on."""
    text = ballot.text
    labels = [m for m in _LABEL.finditer(text, ballot.start, ballot.end) if not ballot.is_taken(m.end() - 1)]
    labels = sorted([*labels, *_bare_labels(ballot, labels), *_inner_labels(ballot, labels)], key=lambda m: m.start())
    _read_brackets(ballot)
    labels = [m for m in labels if not ballot.is_taken(m.end() - 1) and not _spoken(text, m)]
    for label, behind in zip(labels, [*(m.start() for m in labels[1:]), ballot.end], strict=False):
        _read_label(ballot, label, behind)


def _read_label(ballot: Ballot, label: re.Match[str], behind: int) -> None:
    """`behind`: where the next label begins."""
    text, side = ballot.text, ballot.sides[_side_of(label)]
    stop = _before_other_side(text, label.end(), min(behind, _list_end(text, label.end(), ballot.end)))
    if label[0][-1] not in ":=-–\t " and not text[label.end() : stop].strip():
        return
    count: Count | None = (int(label["count"]), *label.span("count")) if label["count"] else None
    gap = _BLANKS.match(text, label.end())
    roll = read_roll(text, gap.end() if gap else label.end(), behind) if side.list.empty else None
    if roll:
        side.list = SideList(members=[MemberSide.of(text, person) for person in roll[0]])
        side.total = count or side.total
        ballot.taken.append((label.start(), roll[1]))
        return
    sure = bool(_GAP_BEFORE.search(label[0])) or _alone(text, label)
    found = ballot.read(label.end(), stop, sure=sure, by_name=bool(label.groupdict().get("named")))
    side.total = count or side.total
    if found.empty and count is None:
        return
    ballot.taken.append((label.start(), stop))
    _take_in(side, found)


def _take_in(side: Side, found: SideList) -> None:
    """A list, or the count alone that stands under a table of voters."""
    if side.list.empty:
        side.list, side.total = found, side.total or found.total
    elif not (found.parties or found.members):
        side.total = side.total or found.total


def _side_of(label: re.Match[str]) -> SideName:
    name = name_of(label, "1")
    assert name is not None
    return name


def _spoken(text: str, label: re.Match[str]) -> bool:
    """A sentence that a line break cuts behind "Voor stemden" or "Voor stemden de leden" is no label."""
    behind = text[label.end() : label.end() + 3].lstrip()
    return bool(_SPOKEN.fullmatch(label[0])) or (bool(_SPOKEN_VERB.fullmatch(label[0])) and behind[:1].islower())


def _alone(text: str, label: re.Match[str]) -> bool:
    """A label alone on its line, over parties with their seats."""
    return text[label.end() : label.end() + 1] == "\n" and SEATED.match(text, label.end()) is not None


_INNER_LABEL = re.compile(rf"(?:(?<=[\w)]\s)(?-i:(?=[A-Z]))|(?<=\ben\s))(?:{side_shape('1')})\s*{_COUNT}\s*:", re.I)


def _inner_labels(ballot: Ballot, known: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """ "Voor: CDA, VVD Tegen: SP": a side inside a line, with a capital and a colon, behind one that begins it."""
    if not known:
        return []
    hits = _INNER_LABEL.finditer(ballot.text, known[0].end(), ballot.end)
    return [m for m in hits if not any(k.start() < m.end() and m.start() < k.end() for k in known)]


def _bare_labels(ballot: Ballot, known: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """ "Voor CDA, SGP" without a colon, "Voor (22)   CDA, SGP" in columns.

    Where a party stands at once behind it, or a count and a gap before, and another side, or the outcome, is named
    likewise.
    """
    text, start, end = ballot.text, ballot.start, ballot.end
    spared = [*ballot.taken, *(k.span() for k in known)]
    hits = [
        m
        for m in _BARE_LABEL.finditer(text, start, end)
        if (m["count"] or _party_at_once(ballot, m.end())) and not any(a <= m.end() - 1 <= b for a, b in spared)
    ]
    told = {name for name, side in ballot.sides.items() if not side.list.empty}
    two = len({name_of(m, "1") for m in [*hits, *known]} | told) > 1
    return [m for m in hits if two or _OUTCOME_BEFORE.search(text, max(start, m.start() - 30), m.start() + 1)]


_OUTCOME_BEFORE = re.compile(rf"{words.any_of('aangenomen', 'verworpen')}\W*$", re.I)


def _party_at_once(ballot: Ballot, at: int) -> bool:
    found = parties.find_parties(ballot.text, at, min(ballot.end, at + 60), ballot.council.code, loose=True)
    return bool(found) and found[0].start == at


def _read_brackets(ballot: Ballot) -> None:
    """As in "Voor: 31 (CDA, VVD)", "5 stemmen tegen (PvdA)", "(voor: CDA, VVD)"."""
    hits = (m for pattern in _BRACKETED for m in pattern.finditer(ballot.text, ballot.start, ballot.end))
    for found in sorted(hits, key=lambda m: m.start()):
        if "\n\n" in found["list"]:
            continue
        lo, hi = found.span("list")
        hi = _before_other_side(ballot.text, lo, hi)
        people, side = ballot.read(lo, hi, sure=True), ballot.sides[_side_of(found)]
        if not side.list.empty or not (people.parties or people.members):
            continue
        side.list = people
        side.total = (int(found["count"]), *found.span("count")) if found["count"] else people.total
        ballot.taken.append((found.start(), hi))


_OTHER_SIDE = re.compile(rf"[,;/.\s]\s*(?:en\s+)?(?:{words.SIDE})\s*(?:\d{{1,2}}\s*)?(?::|\(|\d)", re.I)


def _before_other_side(text: str, start: int, end: int) -> int:
    """Where a list ends in which another side is told."""
    other = _OTHER_SIDE.search(text, start, end)
    return other.start() if other else end


_LIST_BREAK = re.compile(
    r"\n\s*\n|\n(?=[ \t]*[\w ]{2,30}:)|"
    r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[dD]hr)(?<!\b[mM]w)(?<!\b[mM]evr)\.\s+(?=[A-Z])|\f"
)
_FIRST_LINE = re.compile(r"[ \t]*\n+[ \t]*")
_OPEN_END = re.compile(r"(?:[,;/(-]|\b(?:en|van|voor|de))\Z")
_BULLETED = re.compile(r"[ \t]*[•\-–*]")


def _list_end(text: str, at: int, end: int) -> int:
    """Where a list of parties ends: an empty line, a line with a label of its own, a full stop, or a line that does not
    go on, nor a party's name."""
    limit = min(end, at + 700)
    gap = _FIRST_LINE.match(text, at, limit)
    begin = gap.end() if gap and gap.end() - at < 12 else at
    found = _LIST_BREAK.search(text, begin, limit)
    stop = found.start() if found else limit
    line = text.find("\n", begin, stop)
    named = parties.find_parties(text, begin, stop, loose=True) if line >= 0 else []
    while line >= 0:
        before, after = text[begin:line].rstrip(), text[line:stop].lstrip()
        within = any(party.start < line < party.end for party in named)
        if not (within or _goes_on(before, after) or _BULLETED.match(text, line + 1, stop)):
            return line
        line = text.find("\n", line + 1, stop)
    return stop


def _goes_on(before: str, after: str) -> bool:
    """Does a list go on over a line break?"""
    return (
        bool(_OPEN_END.search(before))
        or after[:1] in "(,;"
        or after.startswith(("en ", "behalve "))
        or (("," in before or not parties.is_party(before)) and _more_parties(after))
    )


_SIDE_WORD = re.compile(
    rf"\b(?:{words.FOR}|{words.AGAINST}|onthoud\w*|blanco|stem\w*|motie|amendement|aangenomen|verworpen)\b", re.I
)


def _more_parties(text: str) -> bool:
    """Does a line go on with a list of parties: commas and a party that is known, or nothing but these?"""
    line = text.partition("\n")[0]
    known = parties.find_parties(line, loose=True)
    bare = "".join(c for i, c in enumerate(line) if not any(p.start <= i < p.end for p in known))
    if len(line) >= 120 or re.search(r"[:;]|\.\s", line) or _SIDE_WORD.search(bare):
        return False
    if "," in line:
        return bool(known)
    pieces = [p for p in _AND.split(line.strip(" .")) if p]
    return bool(known) and len(known) == len(pieces) and known[0].start == 0


_AND = re.compile(r"\s+en\s+|\s*\(\d{1,2}\)")
