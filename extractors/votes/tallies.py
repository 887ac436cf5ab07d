"""Totals in running text: "28 voor, 11 tegen", "met 20 tegen 17 stemmen", "verworpen (13-18)"."""

from __future__ import annotations

import re

from griffier.extractors.dutch.councils import council_size
from griffier.extractors.dutch.words import MONTH, POLITE, UNANIMOUSLY
from griffier.extractors.votes.ballot import Ballot, SideName, name_of, side_shape

_COUNT = re.compile(
    rf"(?<![\w.,/-])(?P<count>\d{{1,2}})\s*(?:\(\w+\)\s*)?(?:(?:stem(?:men)?"
    rf"|leden)\s*)?(?:{side_shape('1')})\b(?![ ]*(?:jaar|euro|het"
    rf"|de|een|\d|{POLITE}\s|kandidaat\b))"
    rf"|\b(?:{side_shape('2')})(?:\s*[:=]\s*|\s+(?:stemmen\s+"
    rf"|stemden\s+)?\(?)(?P<count2>\d{{1,2}})(?:\s+stemmen)?\b(?![.,]\d|\s*(?:%"
    rf"|jaar|{MONTH}))",
    re.I,
)
_PAIR = re.compile(
    r"\b(?P<outcome>aangenomen|aanvaard|verworpen"
    r"|afgewezen)\s*[:,]?\s*(?P<with>met\s+)?\(?\s*(?P<a>\d{1,2})\s*[-–/]\s*(?P<b>\d{1,2})(?![-–/.,]?\d|\s*%)"
    r"|\b(?P<with2>met)\s+(?P<a2>\d{1,2})\s*[-–/]\s*(?P<b2>\d{1,2})\s+(?:stemmen\s+)?(?:(?:is|wordt)\s+(?:de\s+motie"
    r"|het\s+amendement|het\s+voorstel)\s+)?"
    r"(?P<outcome2>aangenomen|aanvaard|verworpen|afgewezen)\b",
    re.I,
)
_TIED = re.compile(
    r"\b(?:stemmen\s+(?:staken|staakten|zijn\s+gestaakt|gestaakt)|stak(?:ing|en)\s+van\s+(?:de\s+)?stemmen"
    r"|gestaakte\s+stemmen)\W{1,3}(?:met\s+)?\(?(?P<for>\d{1,2})\s*[-–/]\s*(?P<against>\d{1,2})(?![-–/.,]?\d)",
    re.I,
)
_ALL_OF = re.compile(
    rf"\b(?:{UNANIMOUSLY}\s+(?:aangenomen|aanvaard)|(?:aangenomen|aanvaard)\s+{UNANIMOUSLY})\s*\((?P<n>\d{{1,2}})\s+stemmen\)",
    re.I,
)
""" "Unaniem aangenomen (38 stemmen)"."""
_TWO: tuple[SideName, SideName] = ("for", "against")
_LOST = re.compile(r"\b(?:verworpen|afgewezen)\b", re.I)
_AGAINST_FOR = re.compile(
    r"(?:\bmet\s+|\(\s*)(?P<for>\d{1,2})\s+(?:stemmen\s+)?tegen\s+(?P<against>\d{1,2})(?:\s+stemmen)?\b|\b(?:stemverhouding"
    r"|stemuitslag"
    r"|uitslag)\s*:?\s*(?P<for2>\d{1,2})\s*(?:[-–/]|tegen)\s*(?P<against2>\d{1,2})\b"
    r"|\b(?P<for3>\d{1,2})\s+stimmen\s+foar\s*(?:,|en|by)\s*(?P<against3>\d{1,2})\s+(?:stimmen\s+)?tsjin\b",
    re.I,
)


def read_tallies(ballot: Ballot) -> None:
    """ "28 voor, 11 tegen", "met 20 tegen 17 stemmen" """
    for both in _AGAINST_FOR.finditer(ballot.text, ballot.start, ballot.end):
        n = next(n for n in ("", "2", "3") if both[f"for{n}"])
        _both(ballot, both, f"for{n}", f"against{n}", _lost_beside(ballot, both))
    for pair in _PAIR.finditer(ballot.text, ballot.start, ballot.end):
        n = "" if pair["a"] else "2"
        if pair[f"with{n}"] or _no_date(ballot, pair, int(pair[f"a{n}"]), int(pair[f"b{n}"])):
            _both(ballot, pair, f"a{n}", f"b{n}", bool(_LOST.match(pair[f"outcome{n}"])))
    for all_ in _ALL_OF.finditer(ballot.text, ballot.start, ballot.end):
        if not ballot.opposed and ballot.sides["for"].total is None:
            ballot.sides["for"].total = (int(all_["n"]), *all_.span("n"))
    for tied in _TIED.finditer(ballot.text, ballot.start, ballot.end):
        if tied["for"] == tied["against"]:
            _both(ballot, tied, "for", "against", False)
    _read_counts(ballot)


def _read_counts(ballot: Ballot) -> None:
    """Each side's own count: "28 voor", "tegen: 11"; one side alone only where the text speaks of votes."""
    text, start, end = ballot.text, ballot.start, ballot.end
    hits = [
        (m, which)
        for m in _COUNT.finditer(text, start, end)
        if (which := name_of(m, "1", "2")) and not any(a <= m.start() < b for a, b in ballot.taken)
    ]
    told = {which for _, which in hits} | {name for name, side in ballot.sides.items() if side.total}
    if len(told) < 2 and not _OF_VOTES.search(text, start, end):
        return
    for match, name in hits:
        key = "count" if match["count"] else "count2"
        if ballot.sides[name].total is None and _about_votes(text, match):
            ballot.sides[name].total = (int(match[key]), *match.span(key))


_OF_VOTES = re.compile(r"\bstem(?:men|ming|uitslag)?\b|aangenomen|verworpen", re.I)
_CLAUSE = re.compile(r"[.;\n]")


def _lost_beside(ballot: Ballot, both: re.Match[str]) -> bool:
    """Does the sentence say that it was rejected?"""
    before = _CLAUSE.split(ballot.text[max(ballot.start, both.start() - 80) : both.start()])[-1]
    behind = _CLAUSE.split(ballot.text[both.end() : min(ballot.end, both.end() + 80)])[0]
    return bool(_LOST.search(before) or _LOST.search(behind))


def _both(ballot: Ballot, match: re.Match[str], first: str, second: str, lost: bool) -> None:
    """Two totals, those in favour first; what was rejected had not the larger number for it, so there the majority was
    named first."""
    if lost and int(match[first]) > int(match[second]):
        first, second = second, first
    for name, key in zip(_TWO, (first, second), strict=True):
        if ballot.sides[name].total is None:
            ballot.sides[name].total = (int(match[key]), *match.span(key))


def _no_date(ballot: Ballot, pair: re.Match[str], a: int, b: int) -> bool:
    """Can "aangenomen 12-5" be no day and month, or does something say that it is a vote?"""
    day_and_month = 1 <= a <= 31 and 1 <= b <= 12
    return not day_and_month or _adds_up(ballot, pair) or _under_label(ballot.text, pair) or _fills(ballot, pair, a, b)


_NEARLY_ALL = 0.85
"""Of a council's seats: so many members or more are there when it votes."""


def _fills(ballot: Ballot, pair: re.Match[str], a: int, b: int) -> bool:
    """ "AANGENOMEN (30-7)": in brackets, as many votes as that council has seats or nearly, and not the day of its
    meeting."""
    size = council_size(*ballot.council)
    if size is None or "(" not in pair[0] or (ballot.council.on or "").endswith(f"-{b:02}-{a:02}"):
        return False
    return _NEARLY_ALL * size <= a + b <= size


_VOTE_LABEL = re.compile(r"\b(?:stemming|stemverhouding|stemuitslag|uitslag)\W{1,30}(?:motie\s+|amendement\s+)?$", re.I)


def _under_label(text: str, pair: re.Match[str]) -> bool:
    """ "Stemming: aangenomen (15-12)": the label and the brackets say that this is no date."""
    return "(" in pair[0] and _VOTE_LABEL.search(text[max(0, pair.start() - 40) : pair.start()]) is not None


def _adds_up(ballot: Ballot, pair: re.Match[str]) -> bool:
    """Are the figures the sums of the seats printed for the sides?"""
    sums = {sum(p.seats[0] for p in ballot.sides[s].list.parties if p.seats) for s in _TWO} - {0}
    return bool(sums) and sums <= {int(pair["a"]), int(pair["b"])}


def _about_votes(text: str, match: re.Match[str]) -> bool:
    """A count of votes says so, or stands in a short line or with its other side: "voor 12 maanden" does not."""
    if re.search(r"stem|leden", match[0], re.I):
        return True
    begin, stop = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    stop = stop if stop >= 0 else len(text)
    after = text[match.end() : min(stop, match.end() + 30)]
    if re.match(r"\s*(?:\w+en|\w{3,}s|jaar|uur|procent|%|euro|m2|keer)\b", after) and not re.match(
        r"\s*(?:en|stemmen|tegen|voor)\b", after, re.I
    ):
        return False
    line = text[begin:stop]
    return len(line.split()) <= 14 or bool(re.search(r"\bstem|aangenomen|verworpen", line, re.I))
