"""A person, a party, or both: what the whole of a printed piece is. The one grammar of "person (party)".

"Naam – Partij", "Partij – Naam", "Naam (Partij)", "Naam, Partij", "Partij: Naam", "Fractie X", "namens X", "Lid NAME",
"Groep NAME", "c.s.". Which of two is the person and which the party is told by a table of parties, by a word of a
party, by initials or a given name; where nothing tells, the pair is a doubt: it yields neither, and the reader of the
whole list or block may settle it by its neighbours. What is neither a name nor a party is left out, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from griffier.extractors.dutch import names, parties
from griffier.extractors.dutch.names import Name
from griffier.extractors.dutch.parties import PartyMention
from griffier.extractors.dutch.words import TITLE, any_of, lexicon
from griffier.extractors.people import person_or_party
from griffier.extractors.people.whose_council import Town
from griffier.schemas.document import Span
from griffier.schemas.evidence import Found

Range = tuple[int, int]
Order = Literal["person", "party", "doubt"]
"""What stands first of two that are joined."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person, a party, or both. `others`: "c.s." stood behind the name."""

    name: Name | None
    party: PartyMention | None
    others: bool = False

    def found_name(self, confidence: float = 0.9) -> Found[str] | None:
        """The name with its evidence."""
        if self.name is None:
            return None
        return Found(self.name.text, (Span(self.name.start, self.name.end),), "rule:person", confidence)

    def found_party(self, confidence: float = 0.92) -> Found[str] | None:
        """The party as written, with its evidence."""
        if self.party is None:
            return None
        places = (self.party.start, self.party.end), *self.party.rest
        return Found(self.party.raw, tuple(Span(*place) for place in places), "rule:party", confidence)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one piece: a name, a party, both, or a `weak` name (no initials) that may be a party.

    `text`: the piece as printed. `doubt`: two ranges joined by a dash, one a person and the other a party, and nothing
    says which; the member is empty. `first`: which of the two stands first in a cell that has both. `shares`: with so
    many names before it the party is shared, itself counted ("(beiden X)"). `led`: "namens" stands before the party.
    """

    member: Member
    weak: bool
    start: int
    end: int
    text: str
    doubt: tuple[Range, Range] | None = None
    first: Order | None = None
    shares: int = 0
    led: bool = False

    @property
    def kind(self) -> str:
        """n(ame), p(arty), b(oth), w(eak name), d(oubt)."""
        if self.doubt:
            return "d"
        if self.member.name and self.member.party:
            return "b"
        return "p" if self.member.party else "w" if self.weak else "n"

    @property
    def full(self) -> bool:
        """Has it a name with initials or a first name, or no name at all?"""
        name = self.member.name
        return name is None or name.initials or " " in name.text

    def leaning(self, council: Town) -> float:
        """Above 0 a person, under 0 a party."""
        return person_or_party.leaning(self.text, council.code, council.place)

    def as_party(self) -> PartyMention | None:
        """The party; a name as one that no table knows."""
        name = self.member.name
        if self.member.party or name is None:
            return self.member.party
        return PartyMention(name.start, name.end, name.text, name.text, frozenset())


def cell_at(text: str, member: Member) -> Cell:
    """The cell of a person, a party or both."""
    weak = bool(member.name and not member.party and not member.name.initials)
    places = [x for x in (member.name, member.party) if x]
    start, end = min(x.start for x in places), max(x.end for x in places)
    return Cell(member, weak, start, end, text[start:end])


def party_at(text: str, start: int, end: int, council: Town) -> PartyMention:
    """What stands at a place, as a party."""
    raw = " ".join(text[start:end].split())
    linked = parties.link(raw, council.code, council.on)
    return PartyMention(start, end, raw, parties.canonical(raw) or raw, parties.keys_of(raw), linked)


_OFFICE = re.compile(
    r"\b(?:gemeenteraad|raads?|raadsl\w+|college|griffie\w*|burgemeester|wethouder\w*|(?:fractie)?voorzitter"
    r"|secretaris|lid|leden|motie"
    r"|amendement|gemeente|datum|status|handtekening|bijlage|agendapunt|aangenomen|verworpen|ingetrokken"
    r"|aangehouden|overgenomen)\b",
    re.I,
)
_INITIALS = re.compile(rf"\s*{names.INITIALS}")
_PARTY_SHAPE = re.compile(r"(?:['’]t\s)?[A-Z0-9À-Ý][\w'’.&!%+@-]*(?:[ \n/][\w'’.&!%+@-]+){0,7}")
_GROUP = r"(?:raads|staten)?fractie\s+(?:van\s+)?(?:de\s+|het\s+)?"
_PARTY_LEAD = re.compile(rf"\W*(?:(?:mede\s+)?namens\s+(?:de\s+|het\s+)?(?:{_GROUP})?|(?:de\s+)?{_GROUP})", re.I)
_BARE_GROUP = re.compile(r"\W*fractie\s+", re.I)
_LEAD_ALONE = re.compile(r"\W*(?:mede\s+)?(?:namens|fractie|de\s+fractie)(?:\s+(?:de|het|fracties?|van))*\W*", re.I)
_COLUMN_HEAD = re.compile(r"\W*(?:naam|namen|partij|fracties?|handtekening(?:en)?|paraaf|raadslid)\W*", re.I)
_JOINTS = re.compile(
    r"\s*\((?=[^()]+\)\s*$)|\s*:\s+|\s*,\s+|\s+[-–—/|]\s+|\s+(?=(?:namens|van\s+de\s+fractie|fractie)\s)"
)


def is_office(text: str) -> bool:
    """Does it hold a word of an office or of a paper's head?"""
    return _OFFICE.search(text) is not None


_SENTENCE = re.compile(r"(?:Wij|We|Ik|Dit|Deze|Dat|Er|Hier\w*|Daar\w*)\s(?:\S+\s+){2,}\S+")


def cell_of(text: str, start: int, end: int, council: Town) -> Cell | None:
    """What the whole of a range is; None where it is neither a name nor a party."""
    start += len(text[start:end]) - len(text[start:end].lstrip(" -–•*_·"))
    if any(other.fullmatch(text, start, end) for other in (_LEAD_ALONE, _COLUMN_HEAD, _SENTENCE)):
        return None
    end = start + len(text[start:end].rstrip(" ,;.:"))
    if text[start:end].startswith("(") and text.find(")", start, end) in (-1, end - 1):  # "(CDA)" in a column
        start, end = start + 1, end - text[start:end].endswith(")")
    if start >= end or text.count(")", start, end) > text.count("(", start, end):  # the end of what began elsewhere
        return None
    if parties.is_party(text[start:end], council.code):
        return cell_at(text, Member(None, party_at(text, start, end, council)))
    for reading in (_led, _proven, _pair, _like_a_party):
        if cell := reading(text, start, end, council):
            return cell
    member = _member(text, start, end, council)
    return cell_at(text, member) if member else None


def _led(text: str, start: int, end: int, council: Town) -> Cell | None:
    """ "Fractie X", "namens X": what follows is a party, unless it is a person whom nobody takes for one."""
    lead = _PARTY_LEAD.match(text, start, end)
    if lead is None or lead.end() >= end:
        return None
    stop = lead.end() + len(re.sub(r"[- ]?fractie$", "", text[lead.end() : end]))
    behind = text[lead.end() : stop]
    known = parties.is_party(behind, council.code)
    if not known and _JOINTS.search(text, lead.end(), stop):
        return _pair(text, start, stop, council, first="party")
    bare = _BARE_GROUP.fullmatch(lead[0]) is not None
    surely = "fractie" in lead[0].lower() and not bare
    person = person_or_party.leaning(behind, council.code, council.place) > 0
    if not surely and person and names.parse_name(text, lead.end(), stop):
        return None
    if not _is_shaped(text, lead.end(), stop):
        return None
    # "Fractie Jansen" is the party's name
    own = bare and not known and len(behind.split()) == 1 and person_or_party.party_likeness(behind, council.code) < 0.6
    cell = cell_at(text, Member(None, party_at(text, start if own else lead.end(), stop, council)))
    return replace(cell, led="namens" in lead[0].lower())


def _proven(text: str, start: int, end: int, council: Town) -> Cell | None:
    """A party that the document names elsewhere as one, alone or behind its member's name with one blank between."""
    for party in council.proven:
        lo = end - len(party)
        if lo < start or text[lo:end] != party:
            continue
        mention = party_at(text, lo, end, council)
        if lo == start:
            return cell_at(text, Member(None, mention))
        if not text[lo - 1].isalnum():
            name = names.parse_name(text, start, start + len(text[start:lo].rstrip(" ,–-(/|")))
            if name is not None:
                return cell_at(text, Member(name, mention))
    return None


def _like_a_party(text: str, start: int, end: int, council: Town) -> Cell | None:
    whole = text[start:end]
    looks = person_or_party.party_likeness(whole, council.code, council.place)
    apart = looks - person_or_party.person_likeness(whole) >= person_or_party.DOUBT
    if looks < 0.7 or not apart or not _is_shaped(text, start, end):
        return None
    return cell_at(text, Member(None, party_at(text, start, end, council)))


_IN_BRACKETS = re.compile(
    r"(?=[^()\n]*[A-ZÀ-Þ])(?![^()\n]*\b(?:nrs?|art|afd|blz|pag|lid)\b)[A-ZÀ-Þ\d][^()\n]{1,60}(?:\([^()\n]{2,20}\))?"
)
"""A party or a function behind a name; a reference ("Gemeenteblad afd. 1, nr. 318") is neither."""


def _is_shaped(text: str, start: int, end: int) -> bool:
    """Is it printed as a party is, and no office or initials? In brackets a name may hold commas and brackets."""
    bracketed = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
    shape = _IN_BRACKETS if bracketed else _PARTY_SHAPE
    shaped = shape.fullmatch(text, start, end) is not None
    if shaped and not is_office(text[start:end]) and _INITIALS.match(text, start) is None:
        return True
    return parties.canonical(text[start:end]) is not None


def _pair(text: str, start: int, end: int, council: Town, first: Order | None = None) -> Cell | None:
    """A name and a party joined in one cell. `first`: what stands first, where a word before says it."""
    for joint in _JOINTS.finditer(text, start, end):
        stop = end - 1 if joint[0].strip() == "(" and text[end - 1] == ")" else end
        left, right = _bare(text, start, joint.start()), _bare(text, joint.end(), stop)
        if left[0] >= left[1] or right[0] >= right[1]:
            continue
        order = first or _order(text, left, right, joint[0].strip(), council)
        if order is None:
            return None
        if order == "doubt":
            return Cell(Member(None, None), True, left[0], right[1], text[left[0] : right[1]], doubt=(left, right))
        return paired(text, left, right, order, council)
    return None


def paired(text: str, left: Range, right: Range, order: Order, council: Town) -> Cell | None:
    """The cell of two that are joined, once it is known which stands first."""
    who, what = (left, right) if order == "person" else (right, left)
    name = names.parse_name(text, *who)
    if name is None or not _is_shaped(text, *what):
        return None
    return replace(cell_at(text, Member(name, party_at(text, *what, council))), first=order)


def _order(text: str, left: Range, right: Range, joint: str, council: Town) -> Order | None:
    """What stands first; None where the two are no pair."""
    can: dict[Order, bool] = {
        "person": names.parse_name(text, *left) is not None and _is_shaped(text, *right),
        "party": names.parse_name(text, *right) is not None and _is_shaped(text, *left),
    }
    if not any(can.values()):
        return None
    first, second = text[slice(*left)], text[slice(*right)]
    told = person_or_party.first_is_person(first, second, council.code, council.place)
    order: Order | None = None if told is None else "person" if told else "party"
    if order is not None and not can[order]:
        return None
    if joint == "(":  # what stands in brackets is the party's, unless it surely is the person
        return order or ("person" if can["person"] else None)
    who, what = (first, second) if order == "person" else (second, first)
    looks = person_or_party.party_likeness(what, council.code, council.place)
    if joint in (",", ":"):
        return order if looks >= 0.6 or (joint == ":" and person_or_party.person_likeness(who) >= 0.9) else None
    either = all(can.values())
    if order is None:
        return "doubt" if either else None
    return "doubt" if either and looks < 0.5 and _alike(first, second) else order


def _alike(first: str, second: str) -> bool:
    """Do both look as much like a person as the other?"""
    return abs(person_or_party.person_likeness(first) - person_or_party.person_likeness(second)) < person_or_party.DOUBT


def _bare(text: str, start: int, end: int) -> Range:
    """A side of a joint without the words and marks around it."""
    lead = _PARTY_LEAD.match(text, start, end)
    if lead is not None:
        behind = text[lead.end() : end]
        own = _BARE_GROUP.fullmatch(lead[0]) and len(behind.split()) == 1 and not parties.canonical(behind)
        start = start if own else lead.end()
    start += len(text[start:end]) - len(text[start:end].lstrip(" -–•*_,:"))
    if text[start:end].rstrip().endswith("c.s."):
        return start, end
    return start, start + len(text[start:end].rstrip(" ,;.:–-"))


_OFFICES = any_of(*lexicon()["roles"], *lexicon()["signing"]["on_behalf"])
_CUE = re.compile(rf"\s*(?:{_OFFICES}|{TITLE})(?:(?=[\s:,(])|(?<=\.)|$)[\s:]*", re.I)
_NAMED_GROUP = re.compile(r"(?:Groep|Lid|Lijst|Fractie)(?:\s+|-)(?=[A-ZÀ-Ý'’])")


def _member(text: str, start: int, end: int, council: Town) -> Member | None:
    """A piece without a joint: a name, a party, or a known party beside a name with no more than a blank between."""
    start, end = _stripped(text, start, end)
    others = next((w for w in lexicon()["signing"]["others"] if text[start:end].endswith(w)), "")
    start, end = _stripped(text, start, end - len(others))
    if not 2 <= end - start <= 120:
        return None
    if own := _named_group(text, start, end):
        return Member(None, own, bool(others))
    start = _after_cues(text, start, end)
    found = parties.find_parties(text, start, end, council.code, council.on, loose=True)
    if found:
        return _beside_party(text, start, end, found, council, bool(others))
    if parties.looks_local(text[start:end]):
        return Member(None, party_at(text, start, end, council), bool(others))
    name = names.parse_name(text, start, end)
    return Member(name, None, bool(others)) if name else None


def _beside_party(
    text: str, start: int, end: int, found: list[PartyMention], council: Town, others: bool
) -> Member | None:
    party = found[0] if len(found) == 1 else _as_written(text, found)
    if party is None:
        return None
    before, after = _trim(text, start, party.start), _trim(text, party.end, end)
    sides = [side for side in (before, after) if side[0] < side[1]]
    if not sides:
        return Member(None, party, others)
    if len(sides) == 2:
        return None
    if sides == [after] and _OF_TOWN.fullmatch(text, *after):
        return Member(None, party_at(text, party.start, after[1], council), others)
    name = names.parse_name(text, _after_cues(text, *sides[0]), sides[0][1])
    return Member(name, party, others) if name else None


_OF_TOWN = re.compile(r"(?:Nieuw-?|Oud-?)?(?:Noord|Oost|Zuid|West|Centrum|Zuidoost)")


def _as_written(text: str, found: list[PartyMention]) -> PartyMention | None:
    """ "GroenLinks-PvdA" where the council has them apart: one signs for both, and it stays as written."""
    if any(not re.fullmatch(r"\s?[/–&-]\s?", text[a.end : b.start]) for a, b in pairwise(found)):
        return None
    raw = " ".join(text[found[0].start : found[-1].end].split())
    return PartyMention(found[0].start, found[-1].end, raw, raw, frozenset().union(*(f.keys for f in found)))


def _named_group(text: str, start: int, end: int) -> PartyMention | None:
    """ "Groep De Jong", "Lid Ceder": a party of its own, named after a person."""
    match = _NAMED_GROUP.match(text, start, end)
    if match is None or parties.find_parties(text, match.end(), end, loose=True):
        return None
    name = names.parse_name(text, match.end(), end)
    if name is None:
        return None
    raw = " ".join(text[start:end].split())
    return PartyMention(start, name.end, raw, raw, frozenset())


def _after_cues(text: str, start: int, end: int) -> int:
    for _ in range(4):
        match = _CUE.match(text, start, end)
        if match is None or match.end() >= end:
            break
        start = match.end()
    return start


_KEEPS_STOP = re.compile(r"\b(?:c\.s|v\.d|[A-Z]|[js]r)\.$", re.I)


def _stripped(text: str, start: int, end: int) -> Range:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(' \t\n\f\u00a0-–—•·*_.:|‘"“©'))
    end = start + len(text[start:end].rstrip(' \t\n\f\u00a0,;:|_–—-"”'))
    if text[start:end].endswith(".") and not _KEEPS_STOP.search(text[max(start, end - 6) : end]):
        end -= 1
    return start, end


_JOINED_BY = re.compile(
    r"(?:\s|[()\[\],:;/|–—-]"
    r"|\b(?:van\s+de\s+fractie|allen|beiden|allebei|namens|fractie|de|het|van)\b(?=[\s)]*$))*$"
)
_LEADING = re.compile(r"[\s()\[\],:;/|–—-]*")


def _trim(text: str, start: int, end: int) -> Range:
    """Without the brackets, dashes and words that join a name and its party."""
    piece = text[start:end]
    lead, tail = _LEADING.match(piece), _JOINED_BY.search(piece)
    lo = start + (lead.end() if lead else 0)
    return lo, max(lo, start + (tail.start() if tail else len(piece)))
