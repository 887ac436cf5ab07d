"""Lists of who stands for a document, in one or more lines: "Hart, Team X en VVD", "Jan Proef (CDA), mede namens Eva
Test (GBP)".

What each piece is, a person, a party or both, is told by its words and by the other pieces of the list.
"""

from __future__ import annotations

import re
from dataclasses import replace

from griffier.extractors.dutch import names, parties
from griffier.extractors.dutch.parties import PartyMention
from griffier.extractors.dutch.words import PARTICLE, POLITE, any_of, lexicon
from griffier.extractors.people import person_or_party
from griffier.extractors.people.cell import Cell, Member, Range, cell_at, party_at
from griffier.extractors.people.pairing import Row, joined, pair_rows, parties_alone, settled, two_columns
from griffier.extractors.people.person import cell_of, without_stop
from griffier.extractors.people.whose_council import Town

_CUT = re.compile(
    r"\s*[;•·]\s*|\s*,\s*|\s+(?:en|and|alsmede|evenals|mede\s+namens|&)\s+|\s*[\n\f]+\s*(?!\()|\t+"
    r"|[ \u00a0]{3,}|\s+/\s+|\s+[-–]\s+(?=[A-Z]\.)|(?<=[^)]\))[ ]"
    rf"(?=(?:(?i:{POLITE})\s+)?[A-ZÀ-Ý][^(),;\n]{{2,40}}\([^()]+\))"
)
"""Between the members of a list; the last of two that each have their party in brackets behind them."""
_LEAD = re.compile(
    rf"[^\w(]*(?:(?:en|alsmede|evenals|alle(?=\s+fracties)|[Mm]ede|[Nn]amens|de|het|van|door|[Ii]ngediend"
    rf"|(?:[Dd]e |[Hh]et )?(?:[Rr]aads|[Ss]taten)?(?:[Ff]racties?|[Ll]id|[Ll]eden)|partijen|partij"
    rf"|(?i:{POLITE})):?\s+)*"
)
_LEAD_OF_GROUPS = re.compile(
    r"\W*(?:(?:mede\s+)?namens\s+|van\s+)?(?:de\s+)?(?:raads|staten)?fracties?\s+(?:van\s+)?", re.I
)
_PERSONAL = re.compile(rf"\b(?:(?:raads|staten)?(?:lid|leden)|{POLITE})(?!\w)", re.I)
_ALL_OF = re.compile(r"\s*\((?P<how>allen|beiden|allebei|beide)\s+(?:van\s+)?(?:de\s+)?(?P<party>[^()]{2,40})\)$")
_NO_PARTY = re.compile(
    r"\d{3,}|\b(?:motie|amendement|raad\w*|college|agendapunt|datum|status|griffie\w*|wethouder|burgemeester|leden"
    r"|lid|onderwerp|gemeente|voorzitter|fracties?|partijen)$",
    re.I,
)
_OTHERS = re.compile(rf"\s*{any_of(*lexicon()['signing']['others'])}$")


def listed(
    text: str, start: int, end: int, council: Town, *, announced: bool = False, parties_said: bool = False
) -> tuple[list[Member], list[Range]]:
    """The members of the list in `text[start:end]`, in order, and the ranges that are in doubt.

    `announced`: a label says that these stand for the document, so that among parties what is only written like one
    counts. `parties_said`: it says that parties follow ("Fractie:"), so that a name without initials is one.
    """
    if ";" in text[start:end] and (pairs := _pairs(text, start, end, council)):
        return pairs, []
    personal = not announced or bool(_PERSONAL.search(text, start, end))
    rows: dict[int, Row] = {}
    for piece in _pieces(text, start, end, council):
        rows.setdefault(text.count("\n", start, piece[0]), []).extend(_read(text, *piece, council, personal))
    parties_said = parties_said or _LEAD_OF_GROUPS.match(text, start, end) is not None
    kept, doubts = settled(text, [row for row in rows.values() if row], council)
    told = _told(kept, council, parties_said=parties_said, personal=personal)
    return _members(text, [row for row in told if row], council), list(doubts)


_BETWEEN = re.compile(r"[^;\n]*\w[^;\n]*")


def _pairs(text: str, start: int, end: int, council: Town) -> list[Member]:
    """ "A. Proef, VVD; B. Testers, Zwerfkei": a name and its party between semicolons; [] for all else."""
    cells = [cell_of(text, *piece.span(), council) for piece in _BETWEEN.finditer(text, start, end)]
    return [c.member for c in cells if c] if all(c and c.kind == "b" for c in cells) else []


def _told(rows: list[Row], council: Town, *, parties_said: bool, personal: bool) -> list[Row]:
    """The rows, weak names among parties read as parties, and what only looks like a party left out elsewhere."""
    line_of = [i for i, row in enumerate(rows) for _ in row]
    cells = _shared([c for row in rows for c in row])
    alone = parties_alone(cells, council)
    among = alone or (not personal and any(_among(c, council) for c in cells))
    parties_said = parties_said or alone
    out: list[Row] = [[] for _ in rows]
    for i, cell in zip(line_of, cells, strict=True):
        if not _unproven(cell, among):
            out[i].append(_as_party(cell, council, parties_said, among))
    return out


def _members(text: str, rows: list[Row], council: Town) -> list[Member]:
    cells = [c for row in rows for c in row]
    cells = _under_label(text, cells)
    if told := _told_by_turns(cells, council):
        return told
    if _by_turns(cells, council):
        return pair_rows([cells], council, surnames=True)
    if cells and _of_one_party(text, cells, council):
        people = cells if cells[-1].kind == "b" else cells[:-1]
        return [Member(c.member.name, cells[-1].as_party(), c.member.others) for c in people]
    if columns := two_columns(rows, council):
        return columns
    if len(rows) > 1 and not any(c.first == "party" for c in cells):
        return pair_rows(rows, council, surnames=True)
    return [c.member for c in cells]


def _read(text: str, start: int, end: int, council: Town, personal: bool) -> list[Cell]:
    """The cell of a piece; behind "(beiden X)" and "(allen X)" the party of the names before it too, which `_shared`
    gives them."""
    if "\n" in text[start:end]:  # a name that a line end cuts; the blank keeps every offset
        text = text[:start] + text[start:end].replace("\n", " ") + text[end:]
    shared = _ALL_OF.search(text, start, end)
    lo, hi = _inner(text, start, shared.start() if shared else end)
    cell = cell_of(text, lo, hi, council)
    if cell is None:
        unknown = None if personal else _unknown(text, lo, hi, council)
        return [replace(cell_at(text, unknown), weak=True)] if unknown else []
    if shared and cell.member.name:
        party = party_at(text, *shared.span("party"), council)
        count = 2 if shared["how"].lower().startswith("b") else 99
        return [replace(cell_at(text, Member(cell.member.name, party)), shares=count)]
    return [cell]


def _shared(cells: list[Cell]) -> list[Cell]:
    """ "Proef, De Tester en Smits (allen D66)": the party is that of the names before it too."""
    out: list[Cell] = []
    for cell in cells:
        for back in range(1, min(cell.shares, len(out) + 1)):
            before = out[-back]
            if before.member.name is None or before.member.party is not None:
                break
            out[-back] = replace(before, member=replace(before.member, party=cell.member.party), weak=False)
        out.append(cell)
    return out


def _among(cell: Cell, council: Town) -> bool:
    """Does it show that the list is one of parties?"""
    if cell.kind == "p" and cell.weak:
        return False
    return cell.kind in "pb" or cell.leaning(council) <= -0.5


def _unproven(cell: Cell, among_parties: bool) -> bool:
    """What is only written like a party counts as one among parties alone."""
    return cell.kind == "p" and cell.weak and not among_parties


def _under_label(text: str, cells: Row) -> Row:
    """ "VVD: A. Proef en B. Testers": the party is that of the names behind the first too."""
    out: Row = []
    party = None
    for cell in cells:
        if cell.kind == "b" and cell.first == "party" and ":" in text[cell.start : cell.end]:
            party = cell.member.party
        elif cell.kind not in "nw" or "\n" in text[out[-1].end if out else 0 : cell.start]:
            party = None
        elif party is not None:
            cell = replace(cell, member=replace(cell.member, party=party), weak=False)
        out.append(cell)
    return out


def _told_by_turns(cells: Row, council: Town) -> list[Member]:
    """ "A. Proef, VVD, B. Testers, Zwerfkei, C. Toets, CDA": a party that nothing knows is told by the others."""
    kinds = "".join(c.kind for c in cells)
    if not re.fullmatch(r"(?:n[pw])+", kinds) or not 0 < kinds.count("w") < kinds.count("p"):
        return []
    known = all(_surely_party(c, council) for c in cells[1::2] if c.kind == "p")
    return [joined(who, what) for who, what in zip(cells[::2], cells[1::2], strict=True)] if known else []


def _by_turns(cells: list[Cell], council: Town) -> bool:
    """ "Jan Proef, VVD, Eva Test, CDA": whole names and parties by turns."""
    if re.fullmatch(r"(?:[nw]p)+|(?:p[nw])+", "".join(c.kind for c in cells)) is None:
        return False
    return all(_surely_party(c, council) if c.kind == "p" else _surely_person(c, council) for c in cells)


_SHARED_BEHIND = re.compile(r"[ \n]*(?:,|\s[–-]\s|\()[\s(]*(?!(?:en|alsmede)\s)")


def _of_one_party(text: str, cells: list[Cell], council: Town) -> bool:
    """ "A. Bos en C. de Wit, Dorpsbelang", "A. Bos en C. de Wit (Dorpsbelang)": names, the party of all behind the
    last."""
    *people, last = cells
    if last.kind not in "pb" or len(people) < (1 if last.kind == "b" else 2):
        return False
    if not all(c.kind in "nw" and c.leaning(council) > 0 for c in people):
        return False
    if last.kind == "b":
        return text[last.start : last.end].find("(") > 0
    joint = _SHARED_BEHIND.match(text, people[-1].end)
    return joint is not None and last.start - joint.end() < 30 and _surely_party(last, council)


def _surely_party(cell: Cell, council: Town) -> bool:
    party = cell.member.party
    return party is not None and person_or_party.party_likeness(party.raw, council.code) > 0.6


def _surely_person(cell: Cell, council: Town) -> bool:
    return cell.kind == "n" or (cell.full and cell.leaning(council) >= person_or_party.DOUBT)


def _pieces(text: str, start: int, end: int, council: Town) -> list[Range]:
    """The stretches between separators; brackets and the names of known parties are never cut."""
    guarded = [(p.start, p.end) for p in parties.find_parties(text, start, end, council.code, council.on, loose=True)]
    guarded += [m.span() for m in _SURNAME_FIRST.finditer(text, start, end)]
    bracketed = _each_bracketed(text[start:end])
    out: list[Range] = []
    at = start
    for cut in _CUT.finditer(text, start, end):
        lo, hi = cut.span()
        if lo < at or any(a < hi and lo < b for a, b in guarded) or _in_brackets(text, at, lo, end):
            continue
        if _goes_on_behind(text[at:lo], cut[0], bracketed):
            continue
        if cut[0].strip() in ("-", "–") and "(" not in text[at:lo] and names.parse_name(text, at, lo) is None:
            continue  # "Zwerfkei - A. Proef": the dash joins a party and its member
        out.append((at, lo))
        at = hi
    out.append((at, end))
    return [(a, b) for a, b in out if re.search(r"\w", text[a:b])]


def _goes_on_behind(piece: str, cut: str, bracketed: bool) -> bool:
    """Does a piece go on behind a line's end, or behind a blank: a party before its member, "T. (Ton)" before Proef?"""
    if "\n" in cut:
        return _half_a_name(piece) or (bracketed and "(" not in piece)
    return cut == " " and (piece.startswith("(") or _CALLED.fullmatch(piece) is not None)


_CALLED = re.compile(rf"\W*{names.INITIALS}\s*\([^()]+\)")
"""Initials and the name by which somebody is called."""


def _each_bracketed(text: str) -> bool:
    """ "Proef (CDA), Stadspartij / Proefdam (Jan Test)": every piece between commas has its brackets, so what stands
    before a line's end without them goes on behind it."""
    pieces = [piece for piece in re.split(r"[,;]|\sen\s", " ".join(text.split())) if piece.strip()]
    return len(pieces) > 1 and all(piece.count("(") == 1 and piece.rstrip(" .").endswith(")") for piece in pieces)


_SURNAME_FIRST = re.compile(rf"(?<!\w)(?<!\. ){names.SURNAME_FIRST}(?=\s*(?:[(\n;–]|$))")
_PREFIXED = re.compile(rf"(?<!\w){PARTICLE}$")


def _half_a_name(text: str) -> bool:
    """A given name, initials or a prefix, behind which a line breaks."""
    words = text.split()
    if not words or len(words) > 4:
        return False
    if len(words) > 2 or _PREFIXED.search(text):
        return _PREFIXED.search(text) is not None
    return re.fullmatch(names.INITIALS, words[-1]) is not None or words[-1] in names.given_names()


def _in_brackets(text: str, start: int, at: int, end: int) -> bool:
    opened = text.rfind("(", start, at)
    if opened < 0 or text.find(")", opened, at) >= 0:
        return False
    closed = text.find(")", at, min(end, at + 60))
    return closed >= 0 and "\n\n" not in text[opened:closed]


def _inner(text: str, start: int, end: int) -> Range:
    """A piece without the words before it. "Fractie Jansen" and "Lid Proef" keep theirs: so such a group is called."""
    lead = _LEAD.match(text, start, end)
    if lead and lead.end() < end and text[lead.end()] != "(":
        start = _kept_lead(text, start, lead.end(), end)
    stop = without_stop(text, start, end)
    if text[start - 1 : start] == "(" and text[start:stop].find(")") == stop - start - 1:  # "(CDA)" in a column
        stop -= 1
    others = _OTHERS.search(text, start, end)
    return start, others.start() if others and others.start() > start else stop


def _kept_lead(text: str, start: int, at: int, end: int) -> int:
    own = re.search(r"(?:Fractie|Groep|Lid|De|Het)\s+$", text[start:at])
    if own is None:
        return at
    rest = text[at:end]
    named = len(rest.split()) == 1 and not parties.canonical(rest)
    return start + own.start() if named or own[0].strip() in ("De", "Het") else at


def _as_party(cell: Cell, council: Town, said: bool, among_parties: bool) -> Cell:
    """A weak name is a party where a label says so, or among parties where it looks more like one than like a
    person."""
    name = cell.member.name
    if not cell.weak or name is None or person_or_party.person_likeness(name.text) >= 0.9:
        return cell
    if said or (among_parties and cell.leaning(council) < 0):
        linked = parties.link(name.text, council.code, council.on)
        party = PartyMention(name.start, name.end, name.text, name.text, frozenset(), linked)
        return replace(cell, member=Member(None, party), weak=False)
    return cell


def _unknown(text: str, start: int, end: int, council: Town) -> Member | None:
    """Among parties, what cannot be a name and is written like a party."""
    raw = text[start:end]
    if not (2 <= len(raw) <= 45) or not _WRITTEN.fullmatch(raw):
        return None
    if _NO_PARTY.search(raw) or names.parse_name(text, start, end):
        return None
    return Member(None, party_at(text, start, end, council))


_WRITTEN = re.compile(r"(?:['’]t\s)?[A-ZÀ-Ý0-9][\w'’&.!+-]*(?:\s(?:[A-ZÀ-Ý0-9][\w'’&!.-]*|voor|van|de|het|en)){0,4}")
