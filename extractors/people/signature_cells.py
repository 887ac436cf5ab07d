"""What stands in one column of a line of signatures: a name, a party, or both.

"Naam – Partij", "Partij – Naam", "Naam (Partij)", "Naam, Partij", "Partij: Naam", "Fractie X". Which of two is the
person and which the party is told by a table of parties, by a word of a party, by initials or a given name; where
nothing tells, the pair is a doubt: it yields neither, and the reader of the whole block may settle it by its
neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from griffier.extractors.dutch import names, parties
from griffier.extractors.dutch.parties import PartyMention
from griffier.extractors.people import members, person_or_party
from griffier.extractors.people.members import Member
from griffier.extractors.text.flow import Flow, FlowLine
from griffier.schemas.document import Part

Range = tuple[int, int]
Order = Literal["person", "party", "doubt"]
"""What stands first of two that are joined."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one column of a line: a name, a party, both, or a `weak` name (no initials) that may be a party.

    `doubt`: two ranges joined by a dash, one a person and the other a party, and nothing says which; the member is
    empty. `first`: which of the two stands first in a cell that has both. `shares`: with so many names before it the
    party is shared, itself counted ("(beiden X)").
    """

    member: Member
    weak: bool
    start: int
    end: int
    doubt: tuple[Range, Range] | None = None
    first: Order | None = None
    shares: int = 0

    @property
    def kind(self) -> str:
        """n(ame), p(arty), b(oth), w(eak name), d(oubt)."""
        if self.doubt:
            return "d"
        if self.member.name and self.member.party:
            return "b"
        return "p" if self.member.party else "w" if self.weak else "n"


@dataclass(frozen=True, slots=True)
class Council:
    """Whose parties are meant: the municipality's code and name, and the date. `proven`: parties that the document
    itself names as such."""

    code: str | None = None
    place: str | None = None
    on: str | None = None
    proven: tuple[str, ...] = ()


_INITIALS = re.compile(rf"\s*{names.INITIALS}")
_SCRAWL = re.compile(r"\W*[a-z]{1,10}\W*")  # a dotted line or a signature, as recognition reads it
_GAP = re.compile(r"[ ]{2,}|\t+|\s\|\s")
_OFFICE = re.compile(
    r"\b(?:gemeenteraad|raads?|raadsl\w+|college|griffie\w*|burgemeester|wethouder\w*|(?:fractie)?voorzitter"
    r"|secretaris|lid|leden|motie"
    r"|amendement|gemeente|datum|status|handtekening|bijlage|agendapunt|aangenomen|verworpen|ingetrokken"
    r"|aangehouden|overgenomen)\b",
    re.I,
)
_PARTY_SHAPE = re.compile(r"(?:['’]t\s)?[A-Z0-9À-Ý][\w'’.&!%+@-]*(?:[ \n/][\w'’.&!%+@-]+){0,7}")
_PARTY_LEAD = re.compile(
    r"\W*(?:(?:mede\s+)?namens\s+(?:de\s+|het\s+)?(?:(?:raads)?fractie\s+(?:van\s+)?(?:de\s+|het\s+)?)?"
    r"|(?:de\s+|raads)?fractie\s+(?:van\s+)?(?:de\s+|het\s+)?)",
    re.I,
)
_LED_TWICE = re.compile(
    r"\W*(?:(?:De|de)\s+)?(?:Namens|Fractie|fractie)\s+\S.*?\s(?:(?:De|de)\s+)?(?:Namens|Fractie|fractie)\s+\S"
)
_NEXT_LED = re.compile(r"\s+(?=(?:(?:De|de)\s+)?(?:Namens\s|(?<!amens\s)(?<!amens\sde\s)(?:Fractie|fractie)\s))")
_LEAD_ALONE = re.compile(r"\W*(?:mede\s+)?(?:namens|fractie|de\s+fractie)(?:\s+(?:de|het|fracties?|van))*\W*", re.I)
_COLUMN_HEAD = re.compile(r"\W*(?:naam|namen|partij|fracties?|handtekening(?:en)?|paraaf|raadslid)\W*", re.I)
_JOINTS = re.compile(
    r"\s*\((?=[^()]+\)\s*$)|\s*:\s+|\s*,\s+|\s+[-–—/|]\s+|\s+(?=(?:namens|van\s+de\s+fractie|fractie)\s)"
)
_TOKEN = re.compile(r"[A-Z0-9À-Ý][\w'’&+-]{0,14}[!:]?[\w]*(?:\s[A-Z][\w'’!-]*){0,2}")
_PAIR = re.compile(r"(?P<party>[A-Z0-9À-Ý][^:,;\n]{1,40}?)\s*:\s*(?P<name>[^:,;\n]{3,50}?)(?=\s*(?:[,;]|$|\n))")


def code_in(part: Part) -> str | None:
    """The council's code, for its local parties. Use through `part.memo(code_in)`."""
    from griffier.extractors.general.municipality import municipality_of

    found = part.memo(municipality_of)
    code = found.value.get("code") if found else None
    return str(code) if code else None


def place_in(part: Part) -> str | None:
    """The name of the municipality: what ends in it ("Jong Proefdam") is a party, no person. Use through
    `part.memo(place_in)`."""
    from griffier.extractors.general.municipality import municipality_of

    found = part.memo(municipality_of)
    name = found.value.get("name") if found else None
    return str(name) if name else None


def council_of(flow: Flow, code: str | None = None, on: str | None = None) -> Council:
    """The council of a flow; `code` where the caller knows it."""
    return Council(code or flow.part.memo(code_in), flow.part.memo(place_in), on)


def cells_of(flow: Flow, line: FlowLine, council: Council) -> list[Cell]:
    """The columns of a line, by wide gaps; a line without gaps is one cell, or what the reader of lists makes of it."""
    cuts = cuts_of(flow, line)
    if len(cuts) > 2 and _SCRAWL.fullmatch(flow.text, *cuts[-1]):
        cuts = cuts[:-1]
    read = [cell_of(flow.text, a, b, council) for a, b in cuts]
    out = _with_unknown(flow.text, cuts, read, council)
    if len(out) == len(cuts):
        return out
    if labelled := _labelled(flow.text, line.start, line.end, council):
        return labelled
    shifted = members.signature_rows([line.line], council.code, council.on) if len(line.text) < 160 else []
    if not shifted:
        return out
    back = line.start - flow.origin(line.start)
    return [of_member(_shift(m, back)) for m in shifted]


def cuts_of(flow: Flow, line: FlowLine) -> list[Range]:
    """The ranges of a line between wide gaps that hold a letter."""
    cuts: list[Range] = []
    at = line.start
    gaps = {*(m.span() for m in _GAP.finditer(flow.text, line.start, line.end)), *_wide_gaps(flow, line)}
    if _LED_TWICE.match(flow.text, line.start, line.end):
        gaps |= {m.span() for m in _NEXT_LED.finditer(flow.text, line.start + 3, line.end)}
    for lo, hi in sorted(gaps):
        if lo > at:
            cuts.append((at, lo))
        at = max(at, hi)
    if at < line.end:
        cuts.append((at, line.end))
    return [(a, b) for a, b in cuts if re.search(r"\w", flow.text[a:b])]


def _wide_gaps(flow: Flow, line: FlowLine) -> list[Range]:
    """Gaps between words that are wider on the page than the line is high: columns, where the text has but one
    blank."""
    words = flow.part.doc.words
    if not len(words) or line.line.box is None:
        return []
    back = flow.origin(line.start) - line.start
    hits = words.within(line.start + back, line.end + back)
    out: list[Range] = []
    for i in hits[1:]:
        high = max(float(words.bottom[i] - words.top[i]), 6.0)
        if float(words.x0[i] - words.x1[i - 1]) > 1.3 * high:
            out.append((int(words.end[i - 1]) - back, int(words.start[i]) - back))
    return out


def _with_unknown(text: str, cuts: list[Range], read: list[Cell | None], council: Council) -> list[Cell]:
    """The cells; one that is no name stands for a party that no table knows, where the others are parties, or the other
    a name."""
    sure = [c for c in read if c]
    missing = [i for i, c in enumerate(read) if c is None]
    row_of_parties = len(sure) > 0 and all(c.kind == "p" for c in sure)
    beside_a_name = len(read) == 2 and len(sure) == 1 and sure[0].kind == "n"
    if not missing or not (row_of_parties or beside_a_name):
        return sure
    for i in missing:
        lo, hi = cuts[i][0], cuts[i][0] + len(text[slice(*cuts[i])].rstrip(" ,;."))
        if not _TOKEN.fullmatch(text, lo, hi) or _OFFICE.search(text[lo:hi]) or text[lo:hi].isdigit():
            return sure
        read[i] = of_member(Member(None, party_at(text, lo, hi, council)))
    return [c for c in read if c]


def _labelled(text: str, start: int, end: int, council: Council) -> list[Cell]:
    """ "CDA: Jan Proef, VVD: Karin van Test": pairs on one line, where at least one is a party that is known. [] for
    all else."""
    pairs = list(_PAIR.finditer(text, start, end))
    if len(pairs) < 2 or re.search(r"\w", _PAIR.sub("", text[start:end])):
        return []
    out: list[Cell] = []
    for pair in pairs:
        name = names.parse_name(text, *pair.span("name"))
        if name is None or _OFFICE.search(pair["party"]):
            return []
        out.append(of_member(Member(name, party_at(text, *pair.span("party"), council))))
    return (
        out if any(person_or_party.party_likeness(p["party"], council.code, council.place) > 0.8 for p in pairs) else []
    )


def _shift(member: Member, by: int) -> Member:
    name = replace(member.name, start=member.name.start + by, end=member.name.end + by) if member.name else None
    party = replace(member.party, start=member.party.start + by, end=member.party.end + by) if member.party else None
    return replace(member, name=name, party=party)


def of_member(member: Member) -> Cell:
    """The cell of a person, a party or both."""
    weak = bool(member.name and not member.party and not member.name.initials)
    places = [x for x in (member.name, member.party) if x]
    return Cell(member, weak, min(x.start for x in places), max(x.end for x in places))


def cell_of(text: str, start: int, end: int, council: Council) -> Cell | None:
    """What the whole of a range is; None where it is neither a name nor a party."""
    start += len(text[start:end]) - len(text[start:end].lstrip(" -–•*_·"))
    if _LEAD_ALONE.fullmatch(text, start, end) or _COLUMN_HEAD.fullmatch(text, start, end):
        return None
    end = start + len(text[start:end].rstrip(" ,;.:"))
    if start >= end:
        return None
    if parties.is_party(text[start:end], council.code):
        return of_member(Member(None, party_at(text, start, end, council)))
    if led := _led(text, start, end, council):
        return led
    if known := _proven(text, start, end, council):
        return known
    if pair := _pair(text, start, end, council):
        return pair
    whole = text[start:end]
    looks = person_or_party.party_likeness(whole, council.code, council.place)
    if (
        looks >= 0.7
        and looks - person_or_party.person_likeness(whole) >= person_or_party.DOUBT
        and _is_shaped(text, start, end)
    ):
        return of_member(Member(None, party_at(text, start, end, council)))
    member = members.parse_member(text, start, end, council.code, council.on)
    return of_member(member) if member else None


def _proven(text: str, start: int, end: int, council: Council) -> Cell | None:
    """A party that the document names elsewhere as one, alone or behind its member's name with one blank between."""
    for party in council.proven:
        lo = end - len(party)
        if lo < start or text[lo:end] != party:
            continue
        if lo == start:
            return of_member(Member(None, party_at(text, lo, end, council)))
        name = (
            names.parse_name(text, start, start + len(text[start:lo].rstrip(" ,–-(/|")))
            if not text[lo - 1].isalnum()
            else None
        )
        if name is not None:
            return of_member(Member(name, party_at(text, lo, end, council)))
    return None


def _led(text: str, start: int, end: int, council: Council) -> Cell | None:
    """ "Fractie X", "namens X": what follows is a party, unless it is a person whom nobody takes for one."""
    lead = _PARTY_LEAD.match(text, start, end)
    if lead is None or lead.end() >= end:
        return None
    stop = lead.end() + len(re.sub(r"[- ]?fractie$", "", text[lead.end() : end]))
    behind = text[lead.end() : stop]
    if _JOINTS.search(text, lead.end(), stop) and not parties.is_party(behind, council.code):
        return _pair(text, start, stop, council, first="party")
    surely_a_party = "fractie" in lead[0].lower() and not re.match(r"\W*fractie\s+$", lead[0], re.I)
    if (
        surely_a_party
        or person_or_party.leaning(behind, council.code, council.place) <= 0
        or not names.parse_name(text, lead.end(), stop)
    ):
        if not _is_shaped(text, lead.end(), stop):
            return None
        own = (
            re.match(r"\W*fractie\s+$", lead[0], re.I)
            and not parties.is_party(behind, council.code)
            and len(behind.split()) == 1
        )
        begin = (
            start if own and person_or_party.party_likeness(behind, council.code) < 0.6 else lead.end()
        )  # "Fractie Jansen" is the party's name
        return of_member(Member(None, party_at(text, begin, stop, council)))
    return None


def _is_shaped(text: str, start: int, end: int) -> bool:
    """Is it printed as a party is, and no office or initials?"""
    return (
        _PARTY_SHAPE.fullmatch(text, start, end) is not None
        and not _OFFICE.search(text[start:end])
        and _INITIALS.match(text, start) is None
    ) or parties.canonical(text[start:end]) is not None


def _pair(text: str, start: int, end: int, council: Council, first: Order | None = None) -> Cell | None:
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
            return Cell(Member(None, None), True, left[0], right[1], doubt=(left, right))
        return paired(text, left, right, order, council)
    return None


def paired(text: str, left: Range, right: Range, order: Order, council: Council) -> Cell | None:
    """The cell of two that are joined, once it is known which stands first."""
    who, what = (left, right) if order == "person" else (right, left)
    name = names.parse_name(text, *who)
    if name is None or not _is_shaped(text, *what):
        return None
    return replace(of_member(Member(name, party_at(text, *what, council))), first=order)


def _order(text: str, left: Range, right: Range, joint: str, council: Council) -> Order | None:
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
    looks = person_or_party.party_likeness(second if order == "person" else first, council.code, council.place)
    if joint in (",", ":"):
        person = person_or_party.person_likeness(first if order == "person" else second)
        return order if order and (looks >= 0.6 or (joint == ":" and person >= 0.9)) else None
    if order is None or (looks < 0.5 and can["person"] and can["party"] and _alike(first, second)):
        return "doubt" if all(can.values()) else None
    return order


def _alike(first: str, second: str) -> bool:
    """Do both look as much like a person as the other?"""
    return abs(person_or_party.person_likeness(first) - person_or_party.person_likeness(second)) < person_or_party.DOUBT


def _bare(text: str, start: int, end: int) -> Range:
    """A side of a joint without the words and marks around it."""
    lead = _PARTY_LEAD.match(text, start, end)
    own = lead is not None and re.match(r"\W*fractie\s+$", lead[0], re.I) and len(text[lead.end() : end].split()) == 1
    if lead and not (own and not parties.canonical(text[lead.end() : end])):
        start = lead.end()
    start += len(text[start:end]) - len(text[start:end].lstrip(" -–•*_,:"))
    return start, start + len(text[start:end].rstrip(" ,;.:–-")) if not text[start:end].rstrip().endswith(
        "c.s."
    ) else end


def party_at(text: str, start: int, end: int, council: Council) -> PartyMention:
    """What stands at a place, as a party."""
    raw = " ".join(text[start:end].split())
    return PartyMention(
        start,
        end,
        raw,
        parties.canonical(raw) or raw,
        parties.keys_of(raw),
        parties.link(raw, council.code, council.on),
    )
