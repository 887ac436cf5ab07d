"""Parties that the document itself names as such: what it counts in a vote, or lists as a side of one.

Most parties in councils are local; whether "Zwerfkei" under a name is one, the vote at the end of the same paper says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from griffier.extractors.dutch import parties
from griffier.extractors.dutch.words import AGAINST, FOR
from griffier.extractors.people import person_or_party
from griffier.extractors.people.name_lists import listed
from griffier.extractors.people.whose_council import Town

_CAPITALISED = r"[A-ZÀ-Ý0-9][\w'’.&!+/-]*"
_NAME = rf"(?:['’]t\s)?{_CAPITALISED}(?:\s(?:{_CAPITALISED}|voor|van|de|het|&)){{0,4}}"
_SEATS = r"(?:\s*\(\s*\d{1,2}(?:\s+stem(?:men)?)?\s*\)|\s+\d{1,2}(?=\s*[,;)]|\s+en\s|\s*$))"
_COUNTED = re.compile(rf"(?<![\w'’.-])(?P<party>{_NAME}?){_SEATS}", re.M)
_SIDE = re.compile(rf"(?<!\w)(?:{FOR}|{AGAINST})\s*:\s*(?P<list>[^:.;\n]{{3,200}})", re.I)


def named_in(text: str, council: Town) -> tuple[str, ...]:
    """The parties, each once; none where no party of a known name stands in the same line."""
    return tuple(dict.fromkeys((*_counted(text, council), *_in_sides(text, council))))


def _counted(text: str, council: Town) -> Iterator[str]:
    """ "VVD (5), Zwerfkei (3)", "VVD 5, Zwerfkei 3 en CDA 2"."""
    for line in text.splitlines():
        found = [m["party"] for m in _COUNTED.finditer(line)]
        if any(parties.is_party(party, council.code) for party in found):
            yield from (p for p in found if not p.isdecimal() and person_or_party.person_likeness(p) < 0.9)


def _in_sides(text: str, council: Town) -> Iterator[str]:
    """ "Voor: VVD, Frisse Wind": a name of one word might be a member's there."""
    for match in _SIDE.finditer(text):
        members, _ = listed(text, *match.span("list"), council, announced=True, parties_said=True)
        named = [m.party.raw for m in members if m.party is not None]
        if len(named) == len(members) and any(parties.is_party(p, council.code) for p in named):
            yield from (p for p in named if " " in p)
