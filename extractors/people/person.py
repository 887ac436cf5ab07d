"""A person, a party, or both: what the whole of a printed piece is. The one grammar of "person (party)".

"Naam – Partij", "Partij – Naam", "Naam (Partij)", "Naam, Partij", "Partij: Naam", "Fractie X", "namens X", "Lid NAME",
"Groep NAME", "c.s.". Which of two is the person and which the party is told by a table of parties, by a word of a
party, by initials or a given name; where nothing tells, the pair is a doubt: it yields neither, and the reader of the
whole list or block may settle it by its neighbours. What is neither a name nor a party is left out, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from griffier.extractors.dutch import names, parties, places
from griffier.extractors.dutch.names import Name
from griffier.extractors.dutch.parties import PartyMention
from griffier.extractors.dutch.words import PARTICLE, TITLE, any_of, lexicon
from griffier.extractors.people import person_or_party
from griffier.extractors.people.cell import Cell, Member, Order, Range, cell_at, leaning, party_at, party_likeness
from griffier.extractors.people.short_names import named_twice
from griffier.extractors.people.whose_council import Town

_OFFICE = re.compile(
    r"\b(?:gemeenteraad|raads?|raadsl\w+|college|griffie\w*|burgemeester|wethouder\w*|(?:fractie)?voorzitter"
    r"|secretaris|lid|leden|motie|(?:mede-?)?indieners?|directeur"
    r"|amendement|gemeente|datum|status|handtekening|bijlage|agendapunt|aangenomen|verworpen|ingetrokken"
    r"|aangehouden|overgenomen)\b",
    re.I,
)
_INITIALS = re.compile(rf"\s*{names.INITIALS}")
_PARTY_SHAPE = re.compile(r"(?:['’]t\s)?[A-Z0-9À-Ý][\w'’.&!%+@-]*(?:[ \n/][\w'’.&!%+@-]+){0,7}")
_GROUP = r"(?:raads|staten)?fractie\s+(?:van\s+)?(?-i:de\s+|het\s+)?"
_PARTY_LEAD = re.compile(
    rf"\W*(?:(?:mede\s+)?namens\s+(?:de\s+|het\s+)?(?:{_GROUP})?|(?:van\s+)?(?:de\s+)?{_GROUP})", re.I
)
_BARE_GROUP = re.compile(r"\W*fractie\s+", re.I)
_LEAD_ALONE = re.compile(r"\W*(?:mede\s+)?(?:namens|fractie|de\s+fractie)(?:\s+(?:de|het|fracties?|van))*\W*", re.I)
_COLUMN_HEAD = re.compile(r"\W*(?:naam|namen|partij|fracties?|handtekening(?:en)?|paraaf|raadslid)\W*", re.I)
MEMBER_OF = re.compile(
    r"(?:(?:fractie|plv\.?\s*fractie)?voorzitter|fractievertegenwoordiger|(?:burger|duo-?)?raadslid|steunfractielid"
    r"|commissielid|(?:mede-?)?indiener)(?:\s+(?:van|namens|voor))?(?:\s+(?:de|het))?(?:\s+fractie)?(?:\s+|$)",
    re.I,
)
"""What a member of a group is in it, before its name: "fractievoorzitter VVD", "raadslid namens de fractie D66"."""
_JOINTS = re.compile(
    r"\s*\((?=[^()]+(?:\([^()]+\)\s*)?\)\s*$)|\s*\[(?=[^\[\]]+\]\s*$)|(?<=\w\w)/(?=\w)|\s*:\s+|\s*,\s+|\s+[-–—/|]\s+|\s+(?=(?:namens|van\s+de\s+fractie|fractie)\s)"
)


def is_office(text: str) -> bool:
    """Does it hold a word of an office or of a paper's head?"""
    return _OFFICE.search(text) is not None


_SENTENCE = re.compile(r"(?:Wij|We|Ik|Dit|Deze|Dat|Er|Hier\w*|Daar\w*)\s(?:\S+\s+){2,}\S+")
_BEFORE = re.compile(
    r"[ –•*_·-]*(?:\d{1,2}[.)]\s+(?=\S*[A-Za-z]))?(?:w\.g\.\s+|was\s+getekend:?\s+|[Nn]aam\s*:\s+(?=\S))?"
)
"""A bullet or a number before a name, its label, and that the paper was signed."""
_INITIAL_AT_END = re.compile(r",(?:\s?[A-Z]\.)+\Z")


def without_stop(text: str, start: int, end: int) -> int:
    """The end of a piece without the marks behind it; the stop of an initial is the name's ("Groot, P.")."""
    stop = start + len(text[start:end].rstrip(" ,;.:*"))
    return stop + (_INITIAL_AT_END.search(text, start, min(stop + 1, end)) is not None)


def cell_of(text: str, start: int, end: int, council: Town) -> Cell | None:
    """What the whole of a range is; None where it is neither a name nor a party."""
    if before := _BEFORE.match(text, start, end):
        start = before.end()
    if any(other.fullmatch(text, start, end) for other in (_LEAD_ALONE, _COLUMN_HEAD, _SENTENCE)):
        return None
    end = without_stop(text, start, end)
    if text[start:end].startswith("(") and text.find(")", start, end) in (-1, end - 1):  # "(CDA)" in a column
        start, end = start + 1, end - text[start:end].endswith(")")
    if start >= end or text.count(")", start, end) > text.count("(", start, end):  # the end of what began elsewhere
        return None
    if parties.is_party(text[start:end], council.code):
        return cell_at(text, Member(None, party_at(text, start, end, council)))
    for reading in (_led, _proven, named_twice, _bracket_first, _pair, _like_a_party):
        if cell := reading(text, start, end, council):
            return cell
    member = _member(text, start, end, council)
    return cell_at(text, member) if member else None


def _led(text: str, start: int, end: int, council: Town) -> Cell | None:
    """ "Fractie X", "namens X": what follows is a party, unless it is a person whom nobody takes for one."""
    lead = _PARTY_LEAD.match(text, start, end)
    if lead is None or lead.end() >= end:
        return None
    both = _PARTY_THEN_NAME.fullmatch(text, lead.end(), end)
    if both and both["party"].split()[0] not in names.given_names():
        return paired(text, both.span("party"), both.span("name"), "party", council)
    stop = lead.end() + len(re.sub(r"[- ]?fractie$", "", text[lead.end() : end]))
    behind = text[lead.end() : stop]
    known = parties.is_party(behind, council.code)
    if not known and _JOINTS.search(text, lead.end(), stop):
        return _pair(text, start, stop, council, first="party")
    if own := _own_group(text, start, stop, council):
        return cell_at(text, Member(None, party_at(text, own, stop, council)))
    surely = "fractie" in lead[0].lower() and not _BARE_GROUP.fullmatch(lead[0])
    person = leaning(behind, council) > 0
    if not surely and person and names.parse_name(text, lead.end(), stop):
        return None
    if not _is_shaped(text, lead.end(), stop):
        return None
    cell = cell_at(text, Member(None, party_at(text, lead.end(), stop, council)))
    return replace(cell, led="namens" in lead[0].lower())


_PARTY_THEN_NAME = re.compile(
    rf"(?P<party>[A-Z0-9À-Ý][\w'’&!/+-]*(?:\s[A-ZÀ-Ý][\w'’&!/+-]*)?)\s(?P<name>{names.INITIALS}\s?[^\s.][^,()]*)"
)
_OWN_GROUP = re.compile(rf"\W*(?P<own>[Ff]ractie\s+(?P<name>(?:(?!van de )(?i:{PARTICLE})\s+)?[A-ZÀ-Ý'’][\w'’-]+))")


def _own_group(text: str, start: int, end: int, council: Town) -> int | None:
    """Where "Fractie Jansen", "Fractie De Vries" begins: a party named after its member, the word a part of it."""
    match = _OWN_GROUP.fullmatch(text, start, end)
    if match is None or match["name"].startswith(("de ", "het ")) or not match["name"][0].isalpha():
        return None
    unknown = not parties.is_party(match["name"], council.code) and party_likeness(match["name"], council) < 0.6
    return match.start("own") if unknown else None


_BRACKETED = re.compile(r"\((?P<party>[^()]{2,45})\)\s+(?P<name>[^()]+)")


def _bracket_first(text: str, start: int, end: int, council: Town) -> Cell | None:
    """ "(CDA) A. Proef"."""
    match = _BRACKETED.fullmatch(text, start, end)
    return paired(text, match.span("party"), match.span("name"), "party", council) if match else None


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
    looks = party_likeness(whole, council)
    apart = looks - person_or_party.person_likeness(whole) >= person_or_party.DOUBT
    if looks < 0.7 or not apart or not _is_shaped(text, start, end):
        return None
    return cell_at(text, Member(None, party_at(text, start, end, council)))


_IN_BRACKETS = re.compile(
    r"(?=[^()\n]*[A-ZÀ-Þ])(?![^()\n]*\b(?:nrs?|art|afd|blz|pag|lid)\b)(?:['’]t\s|@)?[A-ZÀ-Þ\d][^()\n]{1,60}(?:\([^()\n]{2,20}\))?"
)
"""A party or a function behind a name; a reference ("Gemeenteblad afd. 1, nr. 318") is neither."""


def _is_shaped(text: str, start: int, end: int) -> bool:
    """Is it printed as a party is, and no office or initials? In brackets a name may hold commas and brackets."""
    bracketed = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
    shape = _IN_BRACKETS if bracketed else _PARTY_SHAPE
    shaped = shape.fullmatch(text, start, end) is not None
    if shaped and not is_office(text[start:end]) and _INITIALS.match(text, start) is None:
        return True
    return parties.canonical(text[start:end]) is not None or _named_group(text, start, end) is not None


def _pair(text: str, start: int, end: int, council: Town, first: Order | None = None) -> Cell | None:
    """A name and a party joined in one cell. `first`: what stands first, where a word before says it."""
    for joint in _JOINTS.finditer(text, start, end):
        stop = end - 1 if joint[0].strip() in ("(", "[") and text[end - 1] in ")]" else end
        left, right = _bare(text, start, joint.start(), council), _bare(text, joint.end(), stop, council)
        if left[0] >= left[1] or right[0] >= right[1]:
            continue
        if MEMBER_OF.fullmatch(text, *right) or _OF_A_TOWN.fullmatch(text, *right):
            name = names.parse_name(text, *left)
            return cell_at(text, Member(name, None)) if name else None
        order = first or _order(text, left, right, joint[0].strip(), council)
        if joint[0] == "/" and order in (None, "doubt"):
            continue
        if order is None:
            return None
        if order == "doubt":
            return Cell(Member(None, None), True, left[0], right[1], text[left[0] : right[1]], doubt=(left, right))
        pair = paired(text, left, right, order, council)
        return pair if first else _if_assumed(text, pair, left, right, council)
    return None


def _if_assumed(text: str, pair: Cell | None, left: Range, right: Range, council: Town) -> Cell | None:
    """A pair, its order left open where its brackets alone say it."""
    told = leaning(text[slice(*left)], council) - leaning(text[slice(*right)], council)
    bracketed = text[left[1] : right[0]].strip() in ("(", "[")
    assumed = bracketed and abs(told) < person_or_party.DOUBT
    return replace(pair, first=None, assumed=(left, right)) if pair and assumed else pair


_OF_A_TOWN = re.compile(
    r"(?:(?:wethouder|burgemeester|raadslid)\s+)?(?:van\s+)?(?:de\s+)?gemeente\s+[A-Z'’][\w'’ -]{2,40}"
)
"""Whom a member of a regional board speaks for: no party."""


def paired(text: str, left: Range, right: Range, order: Order, council: Town) -> Cell | None:
    """The cell of two that are joined, once it is known which stands first."""
    who, what = (left, right) if order == "person" else (right, left)
    name = _name_beside(text, who, what, council)
    if name is None or not _is_shaped(text, *what):
        return None
    others = name.end < who[1] and text[name.end : who[1]].strip() in lexicon()["signing"]["others"]
    return replace(cell_at(text, Member(name, party_at(text, *what, council), others)), first=order)


def _name_beside(text: str, who: Range, what: Range, council: Town) -> Name | None:
    """The name that a side is; beside a party that is one for sure, of more shapes."""
    sure = party_likeness(text[slice(*what)], council) >= 0.8
    others = next((w for w in lexicon()["signing"]["others"] if text[slice(*who)].endswith(f" {w}")), "")
    who = who[0], who[1] - len(others)
    return names.name_beside_party(text, *who) if sure else names.parse_name(text, *who)


def _order(text: str, left: Range, right: Range, joint: str, council: Town) -> Order | None:
    """What stands first; None where the two are no pair."""
    can: dict[Order, bool] = {
        "person": _may_pair(text, left, right, council),
        "party": _may_pair(text, right, left, council),
    }
    if not any(can.values()):
        return None
    first, second = text[slice(*left)], text[slice(*right)]
    told = leaning(first, council) - leaning(second, council)
    order: Order | None = None if abs(told) < person_or_party.DOUBT else "person" if told > 0 else "party"
    if order is not None and not can[order]:
        return None
    if joint in ("(", "["):  # what stands in brackets is the party's, unless it surely is the person
        return order or ("person" if can["person"] else None)
    if joint in (",", ":"):
        return order if order and _surely_paired(first, second, joint, order, council) else None
    return _by_dash(first, second, order, council) if all(can.values()) else order


def _by_dash(first: str, second: str, order: Order | None, council: Town) -> Order:
    """The order of two that a dash joins and that could both be the person."""
    if order is None:
        return "doubt"
    looks = party_likeness(second if order == "person" else first, council)
    return "doubt" if looks < 0.5 and _alike(first, second) else order


def _may_pair(text: str, who: Range, what: Range, council: Town) -> bool:
    return _name_beside(text, who, what, council) is not None and _is_shaped(text, *what)


def _surely_paired(first: str, second: str, joint: str, order: Order, council: Town) -> bool:
    """Do two that a comma or colon parts belong together? A party that nothing knows does, beside a whole name, where
    it is no place and no second person."""
    who, what = (first, second) if order == "person" else (second, first)
    if party_likeness(what, council) >= 0.6:
        return True
    if person_or_party.person_likeness(who) < 0.9:
        return False
    plain = _ONE_NAME.fullmatch(what) is not None and what not in places.by_name()
    return joint == ":" or (plain and person_or_party.person_likeness(what) <= 0.5)


_ONE_NAME = re.compile(r"(?!(?:[Vv]an|[Dd]e|[Hh]et)\b)[A-ZÀ-Ý][\w'’.&!-]{3,}(?:\s(?!en\b)[\w'’.&!-]+){0,2}")


def _alike(first: str, second: str) -> bool:
    """Do both look as much like a person as the other?"""
    return abs(person_or_party.person_likeness(first) - person_or_party.person_likeness(second)) < person_or_party.DOUBT


def _bare(text: str, start: int, end: int, council: Town) -> Range:
    """A side of a joint without the words and marks around it."""
    role = MEMBER_OF.match(text, start, end)
    if role is not None and role.end() < end:
        start = role.end()
    stop = start + len(text[start:end].rstrip(" ,;.:–-"))
    lead = _PARTY_LEAD.match(text, start, end)
    if lead is not None:
        own = _own_group(text, start, stop, council)
        start = own if own is not None and text[own] == "F" else lead.end()
    start += len(text[start:end]) - len(text[start:end].lstrip(' -–•*_,:‘“"'))
    if text[start:end].rstrip().endswith("c.s."):
        return start, end
    return start, start + len(text[start:end].rstrip(' ,;.:–-’”"'))


_OFFICES = any_of(*lexicon()["roles"], *lexicon()["signing"]["on_behalf"])
_CUE = re.compile(rf"\s*(?:{_OFFICES}|{TITLE})(?:(?=[\s:,(])|(?<=\.)|$)[\s:]*", re.I)
_NAMED_GROUP = re.compile(rf"(?:Groep|Lid|Lijst|Fractie)(?:\s+|-)(?=(?:{PARTICLE}\s)?[A-ZÀ-Ý'’])")


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
    if found and not ("." in found[0].raw and names.parse_name(text, start, end)):  # "S.P. van Proef" has initials
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
    if sides == [after] and places.is_town_or_quarter(text[slice(*after)]):
        return Member(None, party_at(text, party.start, after[1], council), others)
    name = names.name_beside_party(text, _after_cues(text, *sides[0]), sides[0][1])
    return Member(name, party, others) if name else None


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
        match = _CUE.match(text, start, end) or MEMBER_OF.match(text, start, end)
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
