"""Lists of who stands for a document, in one or more lines: "Hart, Team X en VVD", "Jan Proef (CDA), mede namens Eva
Test (GBP)".

What each piece is, a person, a party or both, is told by its words and by the other pieces of the list.
"""

from __future__ import annotations

import re
from dataclasses import replace

from griffier.extractors.dutch import names, parties
from griffier.extractors.dutch.parties import PartyMention
from griffier.extractors.people import person_or_party
from griffier.extractors.people.members import Member, parse_members
from griffier.extractors.people.signature_cells import Cell, Council, Range, cell_of, of_member, paired, party_at

_CUT = re.compile(
    r"\s*[;•·]\s*|\s*,\s*(?:(?:en|alsmede)\s+)?|\s+(?:en|alsmede|evenals|&)\s+|\s*\n+\s*(?!\()|\t+|[ ]{3,}|\s+/\s+"
    r"|\s+[-–]\s+(?=[A-Z]\.)"
)
_LEAD = re.compile(
    r"\W*(?:(?:en|alsmede|[Mm]ede|[Nn]amens|de|het|van|door|[Ii]ngediend|(?:[Dd]e |[Hh]et "
    r")?(?:[Rr]aads)?(?:[Ff]racties?|[Ll]id|[Ll]eden)"
    r"|partijen"
    r"|partij|(?:[Dd]e )?[Hh]eer|(?:[Dd]e )?heren|[Mm]evrouw|(?:[Dd]e )?dames|[Dd]hr\.?|[Mm]w\.?|[Mm]evr\.?)\s+)*"
)
_PERSONAL = re.compile(r"\b(?:(?:raads|staten)?(?:lid|leden)|heer|heren|dames?|mevrouw|dhr|mw|mevr)\b", re.I)
_ALL_OF = re.compile(r"\s*\((?P<how>allen|beiden|allebei|beide)\s+(?:van\s+)?(?:de\s+)?(?P<party>[^()]{2,40})\)$")
_NO_PARTY = re.compile(
    r"\d{3,}|\b(?:motie|amendement|raad\w*|college|agendapunt|datum|status|griffie\w*|wethouder|burgemeester|leden"
    r"|lid|onderwerp"
    r"|gemeente|voorzitter|fracties?|partijen)$",
    re.I,
)
_OTHERS = re.compile(r"\s*(?:c\.s\.?|cs\.?)$")


def listed(
    text: str, start: int, end: int, council: Council, *, parties_said: bool = False
) -> tuple[list[Member], list[Range]]:
    """The members of the list in `text[start:end]`, in order, and the ranges that are in doubt.

    `parties_said`: a label says that parties follow ("Fractie:"), so that a name without initials is one.
    """
    personal = bool(_PERSONAL.search(text, start, end))
    cells, doubts = _settled(
        text,
        [c for piece in _pieces(text, start, end, council) for c in _read(text, *piece, council, personal)],
        council,
    )
    among_parties = not personal and any(c.kind in "pb" or _leaning(c, council) <= -0.5 for c in cells)
    cells = [_as_party(c, council, parties_said, among_parties) for c in cells if not _unproven(c, among_parties)]
    out = _alternating(cells, council) or [c.member for c in cells]
    if "\n" in text[start:end]:
        usual = parse_members(text, start, end, council.code, council.on)
        if sum(1 for m in usual if m.name and m.party) > sum(1 for m in out if m.name and m.party):
            return usual, doubts
    return out, doubts


def _leaning(cell: Cell, council: Council) -> float:
    name = cell.member.name
    return person_or_party.leaning(name.text, council.code, council.place) if name and not cell.member.party else 0.0


def _read(text: str, start: int, end: int, council: Council, personal: bool) -> list[Cell]:
    """The cell of a piece; behind "(beiden X)" and "(allen X)" the party of the names before it too, which `_shared`
    gives them."""
    if "\n" in text[start:end]:  # a name that a line end cuts; the blank keeps every offset
        text = text[:start] + text[start:end].replace("\n", " ") + text[end:]
    shared = _ALL_OF.search(text, start, end)
    lo, hi = _inner(text, start, shared.start() if shared else end)
    cell = cell_of(text, lo, hi, council)
    if cell is None:
        unknown = None if personal else _unknown(text, lo, hi, council)
        return [replace(of_member(unknown), weak=True)] if unknown else []
    if shared and cell.member.name:
        party = party_at(text, *shared.span("party"), council)
        return [
            replace(
                of_member(Member(cell.member.name, party)), shares=2 if shared["how"].lower().startswith("b") else 99
            )
        ]
    return [cell]


def _settled(text: str, cells: list[Cell], council: Council) -> tuple[list[Cell], list[Range]]:
    """Pairs in doubt take the order of the sure ones; names before "(beiden X)" get their party."""
    orders = {c.first for c in cells if c.first}
    doubts: list[Range] = []
    out: list[Cell] = []
    for cell in cells:
        told = paired(text, *cell.doubt, next(iter(orders)), council) if cell.doubt and len(orders) == 1 else cell
        if told is None or told.doubt:
            doubts.append((cell.start, cell.end))
            continue
        for back in range(1, min(told.shares, len(out) + 1)):
            before = out[-back].member
            if before.name is None or before.party is not None:
                break
            out[-back] = of_member(Member(before.name, told.member.party, before.others))
        out.append(told)
    return out, doubts


def _unproven(cell: Cell, among_parties: bool) -> bool:
    """What is only written like a party counts as one among parties alone."""
    return cell.kind == "p" and cell.weak and not among_parties


def _alternating(cells: list[Cell], council: Council) -> list[Member] | None:
    """ "Jan Proef, VVD, Eva Test, CDA": whole names and parties by turns."""
    kinds = "".join(c.kind for c in cells)
    sure = all(
        c.kind != "p"
        or person_or_party.party_likeness(c.member.party.raw if c.member.party else "", council.code) > 0.6
        for c in cells
    )
    if (
        not sure
        or not re.fullmatch(r"(?:[nw]p)+|(?:p[nw])+", kinds)
        or any(
            c.kind == "w"
            and (
                _leaning(c, council) < person_or_party.DOUBT or " " not in (c.member.name.text if c.member.name else "")
            )
            for c in cells
        )
    ):
        return None
    k = 0 if kinds[0] != "p" else 1
    pairs = [(cells[i + k], cells[i + 1 - k]) for i in range(0, len(cells), 2)]
    return [Member(who.member.name, what.member.party, who.member.others) for who, what in pairs]


def _pieces(text: str, start: int, end: int, council: Council) -> list[Range]:
    """The stretches between separators; brackets and the names of known parties are never cut."""
    guarded = [(p.start, p.end) for p in parties.find_parties(text, start, end, council.code, council.on, loose=True)]
    out: list[Range] = []
    at = start
    for cut in _CUT.finditer(text, start, end):
        if (
            cut.start() < at
            or any(a < cut.end() and cut.start() < b for a, b in guarded)
            or _in_brackets(text, at, cut.start(), end)
        ):
            continue
        if "\n" in cut[0] and _half_a_name(text[at : cut.start()]):
            continue
        out.append((at, cut.start()))
        at = cut.end()
    out.append((at, end))
    return [(a, b) for a, b in out if re.search(r"\w", text[a:b])]


_PREFIXED = re.compile(r"\b(?:van|de|der|den|ter|ten|te|el|al)$")


def _half_a_name(text: str) -> bool:
    """A given name, initials or a prefix, behind which a line breaks."""
    last = text.split()[-1:]
    return (
        len(text.split()) < 3
        and bool(last)
        and (
            last[0] in person_or_party.given_names()
            or re.fullmatch(rf"{names.INITIALS}", last[0]) is not None
            or _PREFIXED.search(text) is not None
        )
    )


def _in_brackets(text: str, start: int, at: int, end: int) -> bool:
    opened = text.rfind("(", start, at)
    if opened < 0 or text.find(")", opened, at) >= 0:
        return False
    closed = text.find(")", at, min(end, at + 60))
    return closed >= 0 and "\n\n" not in text[opened:closed]


def _inner(text: str, start: int, end: int) -> Range:
    """A piece without the words before it. "Fractie Jansen" and "Lid Proef" keep theirs: so such a group is called."""
    lead = _LEAD.match(text, start, end)
    if lead and lead.end() < end and text[lead.end()] not in "(":
        own = re.search(r"(?-i:Fractie|Groep|Lid|De|Het)\s+$", text[start : lead.end()])
        rest = text[lead.end() : end]
        if own and (own[0].strip() in ("De", "Het") or (len(rest.split()) == 1 and not parties.canonical(rest))):
            start = start + own.start()
        else:
            start = lead.end()
    stop = start + len(text[start:end].rstrip(" .,;:"))
    others = _OTHERS.search(text, start, end)
    return start, others.start() if others and others.start() > start else stop


def _as_party(cell: Cell, council: Council, said: bool, among_parties: bool) -> Cell:
    """A weak name is a party where a label says so, or among parties where it looks more like one than like a
    person."""
    name = cell.member.name
    if not cell.weak or name is None:
        return cell
    given = person_or_party.person_likeness(name.text) >= 0.9
    if (said and not given) or (among_parties and _leaning(cell, council) < 0 and not given):
        raw = name.text
        mention = PartyMention(name.start, name.end, raw, raw, frozenset(), parties.link(raw, council.code, council.on))
        return of_member(Member(None, mention))
    return cell


def _unknown(text: str, start: int, end: int, council: Council) -> Member | None:
    """Among parties, what cannot be a name and is written like a party."""
    raw = text[start:end]
    if not (2 <= len(raw) <= 45) or not re.fullmatch(
        r"(?:['’]t\s)?[A-ZÀ-Ý0-9][\w'’&.!+-]*(?:\s(?:[A-ZÀ-Ý0-9][\w'’&!.-]*|voor|van|de|het|en)){0,4}", raw
    ):
        return None
    if _NO_PARTY.search(raw) or names.parse_name(text, start, end):
        return None
    return Member(None, party_at(text, start, end, council))
