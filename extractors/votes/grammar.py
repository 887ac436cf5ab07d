"""How a decision was taken, read from the lines that say it: the surest reading first."""

from __future__ import annotations

import re

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch import parties, words
from griffier.extractors.dutch.councils import NO_COUNCIL, Council
from griffier.extractors.text.labels import LEADER
from griffier.extractors.votes.ballot import Ballot, SideName
from griffier.extractors.votes.label_lists import read_labels
from griffier.extractors.votes.marked_voters import read_marked_voters
from griffier.extractors.votes.portals import read_portal
from griffier.extractors.votes.roll_calls import read_roll_calls
from griffier.extractors.votes.sentences import read_abstentions, read_sentences
from griffier.extractors.votes.sides import PartySide
from griffier.extractors.votes.tallies import read_tallies
from griffier.extractors.votes.torn_labels import read_torn_labels
from griffier.extractors.votes.vote_columns import read_columns
from griffier.schemas.document import Span
from griffier.schemas.evidence import Found

_UNANIMOUS = re.compile(
    rf"\b{words.UNANIMOUSLY}\b(?<!raadsbreed)|\braadsbreed\s+(?:aangenomen|gesteund|aanvaard)\b"
    r"|\b(?:aangenomen|aanvaard)\s+raadsbreed\b",
    re.I,
)
_EXCEPTED = re.compile(
    r"(?:\s+\w+){0,2}[\s,(]*(?:met\s+uitzondering\s+van|m\.?u\.?v\.?|behalve|op\s+[\w\s]{2,20}\s+na|minus)(?!\w)", re.I
)
_NOT_UNANIMOUS = re.compile(r"\b(?:niet|bijna|haast|vrijwel|commissie\s+adviseert|geen)\s+$", re.I)

_TORN = re.compile(r"(?<![\w-])([a-z]{2,})-\n([a-z]{2,})(?![\w-])")
"""A word that its line breaks; no name, so that what its blanks stand for is in no value."""

_LEADER = re.compile(rf"(?<=\w){LEADER}")
_STAMP = re.compile(r"(?:\t|[ ]{2,})(?P<word>[A-Z](?:[ ]?[A-Z]){7,12})(?=\n|$)")


def _without_stamp(found: re.Match[str]) -> str:
    """What a stamp beside a list says of the outcome is none of those who voted."""
    return " " * len(found[0]) if words.status_of(found["word"].replace(" ", "")) else found[0]


def read_votes(text: str, start: int, end: int, council: Council = NO_COUNCIL) -> Draft | None:
    """The field `votes` from `text[start:end]`; None where nothing is said of a vote."""
    told = _STAMP.sub(_without_stamp, _TORN.sub("\\1\\2\u00a0\u00a0", text[start:end]))
    told = _LEADER.sub(lambda dots: ":" + " " * (len(dots[0]) - 1), told)
    text = text[:start] + told + text[end:]
    ballot = Ballot(text, start, end, council)
    if read_portal(ballot):
        return ballot.draft()
    if not read_columns(ballot):
        read_marked_voters(ballot)
    read_roll_calls(ballot)
    read_torn_labels(ballot)
    read_labels(ballot)
    read_tallies(ballot)
    if not ballot.listed:
        read_sentences(ballot)
        if ballot.listed:
            read_tallies(ballot)  # the seats of who was named in a sentence prove what was no date
    read_abstentions(ballot)
    _single_brackets(ballot)
    ballot.unanimous = _unanimous(ballot)
    _expand(ballot, "for", "against")
    _expand(ballot, "against", "for")
    return ballot.draft()


def _single_brackets(ballot: Ballot) -> None:
    """One party with one number: its seats, or the side's total where the other side gives a total that way."""
    lists = [side.list for side in ballot.sides.values()]
    if not any(x.total and len(x.parties) > 1 and not any(p.seats for p in x.parties) for x in lists):
        return
    for side in ballot.sides.values():
        if len(side.list.parties) == 1 and (only := side.list.parties[0]).seats and side.total is None:
            side.total, only.seats = only.seats, None


def _unanimous(ballot: Ballot) -> Found[bool] | None:
    if ballot.opposed:
        return None
    for match in _UNANIMOUS.finditer(ballot.text, ballot.start, ballot.end):
        before = _NOT_UNANIMOUS.search(ballot.text, max(ballot.start, match.start() - 24), match.start())
        if before is None and _EXCEPTED.match(ballot.text, match.end(), ballot.end) is None:
            return Found(True, (Span(*match.span()),), "derived:unanimous", 0.92)
    favour = ballot.sides["for"].list
    if favour.everyone and not favour.excluded:
        return Found(True, (Span(*favour.everyone),), "derived:unanimous", 0.9)
    return None


def _expand(ballot: Ballot, name: SideName, other: SideName) -> None:
    """ "Allen behalve VVD", "de overige fracties": named one by one only where the seats of that council make the
    printed total."""
    seats = parties.seats(*ballot.council)
    side, against = ballot.sides[name], ballot.sides[other].list
    place = side.list.remainder
    if not seats or not place or not side.total or any(p.apart for p in against.parties):
        return
    out = _linked(ballot, [*side.list.excluded, *against.parties])
    here = _linked(ballot, side.list.parties)
    if out is None or here is None:
        return
    rest = [x for x in seats if x not in (*out, *here)]
    if sum(seats[x] for x in (*rest, *here)) == side.total[0]:
        side.list.parties.extend(PartySide(*place, parties.canonical(x) or x) for x in rest)


def _linked(ballot: Ballot, named: list[PartySide]) -> list[str] | None:
    """The council's lists of some parties; None where one is none of them."""
    out = [parties.link(p.raw, *ballot.council) for p in named]
    return [x for x in out if x is not None] if None not in out else None
