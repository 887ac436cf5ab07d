"""Signatures: which lines sign, and who signs on them with which party.

Names over parties, parties over names, both in columns, "Naam – Partij", "Naam, Partij", "Fractie X" over a name. A party that no
table knows counts as one where its words say so ("Gemeentebelangen", "Hart voor X") or where it stands in the place of a party.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from griffier.extractors.dictum.flow import Flow, FlowLine
from griffier.extractors.dutch import names, parties, people
from griffier.extractors.dutch.names import Name
from griffier.extractors.dutch.parties import PartyMention
from griffier.extractors.dutch.people import Member
from griffier.schemas.document import Part


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one column of a line: a name, a party, both, or a `weak` name (no initials) that may be a party."""

    member: Member
    weak: bool
    start: int
    end: int

    @property
    def kind(self) -> str:
        """n(ame), p(arty), b(oth), w(eak name)."""
        if self.member.name and self.member.party:
            return "b"
        return "p" if self.member.party else "w" if self.weak else "n"


_INITIALS = re.compile(rf"\s*{names.INITIALS}")
_INITIALLED = re.compile(r"(?<![\w.])(?:[A-Z]\.\s?){1,5}(?:(?:van|de|der|den|ten|ter|te|el)\s+){0,2}[A-Z][a-zà-ÿ]{2,}")
_SCRAWL = re.compile(r"\W*[a-z]{1,10}\W*")  # a dotted line or a signature, as recognition reads it
_GAP = re.compile(r"[ ]{2,}|\t+|\s\|\s")
_PARTYISH = re.compile(
    r"\b(?:partij|\w*partij|\w*belang(?:en)?|\w*lokaal|leefbaar|(?:stads|dorps|burger|gemeente)(?:belang\w*|partij|lijst)|lijst"
    r"|hart\s+voor|democra\w+|liberal\w*|liberalen|inwoners\w*"
    r"|jongeren\w*|senioren|ouderen\w*|kernachtig|sociaal|christen(?:en|unie)?|unie|samen|(?:voor|beter|nieuw|actief|puur"
    r"|bruisend|progressief|onafhankelijk)\s+(?-i:[A-Z])\w+|vernieuwend|dorpen|\w+\s+100%)\b",
    re.I,
)
_OFFICE = re.compile(
    r"\b(?:gemeenteraad|raads?|raadsl\w+|college|griffie\w*|burgemeester|wethouder\w*|voorzitter|secretaris|lid|leden|motie"
    r"|amendement|gemeente|datum|status)\b",
    re.I,
)
_PARTY_SHAPE = re.compile(r"[A-Z0-9À-Ý][\w'’.&!%+-]*(?:[ /][\w'’.&!%+-]+){0,5}")
_TABLE_HEAD = re.compile(r"\W*(?:naam|fractie|handtekening|partij)(?:\s{2,}|\W*$)", re.I)
_PARTY_LEAD = re.compile(
    r"\W*(?:(?:mede\s+)?namens\s+(?:de\s+)?(?:fractie\s+(?:van\s+)?(?:de\s+|het\s+)?)?|(?:de\s+)?fractie\s+(?:van\s+)?(?:de\s+|het\s+)?)",
    re.I,
)


def code_in(part: Part) -> str | None:
    """The council's code, for its local parties. Use through `part.memo(code_in)`."""
    from griffier.extractors.general.municipality import municipality_of

    found = part.memo(municipality_of)
    code = found.value.get("code") if found else None
    return str(code) if code else None


def place_in(part: Part) -> str | None:
    """The name of the municipality: what ends in it ("Jong Proefdam") is a party, no person. Use through `part.memo(place_in)`."""
    from griffier.extractors.general.municipality import municipality_of

    found = part.memo(municipality_of)
    name = found.value.get("name") if found else None
    return str(name) if name else None


def signs(flow: Flow, line: FlowLine) -> bool:
    """True for a line that is nothing but signatories."""
    text = line.text.strip()
    if (
        not text
        or len(text) > 160
        or text[-1:] in ";:?!"
        or not re.match(r"\W{0,4}[A-Z0-9À-Ý'’(]|\W{0,3}(?:mr|drs|mw|dhr|mevr|ir|dr|van|de|namens|fractie)\b", text)
    ):
        return False
    code = flow.part.memo(code_in)
    if len(_INITIALLED.findall(text)) > 1 and len(text.split()) < 14:
        return True  # also where recognition spoilt one of the names
    cells = cells_of(flow, line, code, None)
    if not cells or not _covered(flow, line, cells):
        return False
    kinds = {c.kind for c in cells}
    if kinds & {"b"} or any(c.member.name and c.member.name.initials for c in cells):
        return True
    if kinds == {"p"}:
        return len(cells) > 1 or bool(_PARTY_LEAD.match(text)) or _names_next(flow, line, code)
    return "w" in kinds and (len(cells) > 1 or " " in text) and _party_next(flow, line, code)


def _names_next(flow: Flow, line: FlowLine, code: str | None) -> bool:
    return any(c.kind in "nbwp" for x in _around(flow, line) for c in cells_of(flow, x, code, None)) or line.index + 1 == len(flow.lines)


def _party_next(flow: Flow, line: FlowLine, code: str | None) -> bool:
    return any(c.kind == "p" for x in _around(flow, line) for c in cells_of(flow, x, code, None))


def _around(flow: Flow, line: FlowLine) -> list[FlowLine]:
    return [flow.lines[i] for i in (line.index - 1, line.index + 1) if 0 <= i < len(flow.lines) and len(flow.lines[i].text) < 120]


def _covered(flow: Flow, line: FlowLine, cells: list[Cell]) -> bool:
    """Is nothing else on the line but names, parties, titles and what joins them?"""
    rest = list(flow.text[line.start : line.end])
    for cell in cells:
        for part in (cell.member.name, cell.member.party):
            if part:
                for i in range(max(0, part.start - line.start), min(len(rest), part.end - line.start)):
                    rest[i] = " "
    left = re.sub(r"\s{2,}[^\w\s]*[a-z]{1,10}[^\w\s]*\s*$", "", "".join(rest)) if len(cells) > 1 else "".join(rest)
    words = re.findall(r"\w{2,}", left)
    known = {
        "namens",
        "mede",
        "de",
        "het",
        "van",
        "fractie",
        "fracties",
        "lid",
        "raadslid",
        "mw",
        "dhr",
        "mevr",
        "drs",
        "mr",
        "ir",
        "dr",
        "ing",
        "heer",
        "mevrouw",
        "cs",
        "prof",
        "partij",
        "der",
        "en",
        "fractievoorzitter",
    }
    return all(w.lower() in known for w in words)


def cells_of(flow: Flow, line: FlowLine, code: str | None, on: str | None) -> list[Cell]:
    """The columns of a line, by wide gaps; a line without gaps is one cell, or what the reader of lists makes of it."""
    cuts: list[tuple[int, int]] = []
    at = line.start
    for lo, hi in sorted({*(m.span() for m in _GAP.finditer(flow.text, line.start, line.end)), *_wide_gaps(flow, line)}):
        if lo > at:
            cuts.append((at, lo))
        at = max(at, hi)
    if at < line.end:
        cuts.append((at, line.end))
    cuts = [(a, b) for a, b in cuts if re.search(r"\w", flow.text[a:b])]
    if len(cuts) > 2 and _SCRAWL.fullmatch(flow.text, *cuts[-1]):
        cuts = cuts[:-1]
    read = [_cell(flow.text, a, b, code, on) for a, b in cuts]
    read = [_by_place(c, flow.part.memo(place_in)) if c and c.weak else c for c in read]
    out = _with_unknown(flow.text, cuts, read, code, on)
    if len(out) == len(cuts):
        return out
    if labelled := _labelled(flow.text, line.start, line.end, code, on):
        return labelled
    shifted = people.signature_rows([line.line], code, on) if len(line.text) < 160 else []
    if not shifted:
        return out
    origin = flow.origin(line.start)
    back = line.start - origin
    return [_of(_shift(m, back)) for m in shifted]


def _by_place(cell: Cell, place: str | None) -> Cell:
    """A weak name that ends in the municipality's own is a party: "Jong Proefdam", "Trots Proefdam"."""
    name = cell.member.name
    if name is None or place is None or not name.text.endswith(" " + place) or not 1 < len(name.text.split()) < 5:
        return cell
    return _of(Member(None, PartyMention(name.start, name.end, name.text, name.text, frozenset()), cell.member.others))


_TOKEN = re.compile(r"[A-Z0-9À-Ý][\w'’&+-]{0,14}[!:]?[\w]*(?:\s[A-Z][\w'’!-]*){0,2}")


def _with_unknown(text: str, cuts: list[tuple[int, int]], read: list[Cell | None], code: str | None, on: str | None) -> list[Cell]:
    """The cells; one that is no name stands for a party that no table knows, where the others are parties, or the other a name."""
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
        read[i] = _of(Member(None, _party(text, lo, hi, code, on)))
    return [c for c in read if c]


_PAIR = re.compile(r"(?P<party>[A-Z0-9À-Ý][^:,;\n]{1,40}?)\s*:\s*(?P<name>[^:,;\n]{3,50}?)(?=\s*(?:[,;]|$|\n))")


def _labelled(text: str, start: int, end: int, code: str | None, on: str | None) -> list[Cell]:
    """ "CDA: Jan Proef, VVD: Karin van Test": pairs on one line, where at least one is a party that is known. [] for all else."""
    pairs = list(_PAIR.finditer(text, start, end))
    if len(pairs) < 2 or re.search(r"\w", _PAIR.sub("", text[start:end])):
        return []
    out: list[Cell] = []
    for pair in pairs:
        name = names.parse_name(text, *pair.span("name"))
        if name is None or _OFFICE.search(pair["party"]):
            return []
        out.append(_of(Member(name, _party(text, *pair.span("party"), code, on))))
    return out if any(parties.is_party(p["party"], code) for p in pairs) else []


def _wide_gaps(flow: Flow, line: FlowLine) -> list[tuple[int, int]]:
    """Gaps between words that are wider on the page than the line is high: columns, where the text has but one blank."""
    words = flow.part.doc.words
    if not len(words) or line.line.box is None:
        return []
    back = flow.origin(line.start) - line.start
    hits = words.within(line.start + back, line.end + back)
    out: list[tuple[int, int]] = []
    for i in hits[1:]:
        high = max(float(words.bottom[i] - words.top[i]), 6.0)
        if float(words.x0[i] - words.x1[i - 1]) > 1.3 * high:
            out.append((int(words.end[i - 1]) - back, int(words.start[i]) - back))
    return out


def _shift(member: Member, by: int) -> Member:
    name = replace(member.name, start=member.name.start + by, end=member.name.end + by) if member.name else None
    party = replace(member.party, start=member.party.start + by, end=member.party.end + by) if member.party else None
    return replace(member, name=name, party=party)


def _of(member: Member) -> Cell:
    weak = bool(member.name and not member.party and not member.name.initials)
    places = [x for x in (member.name, member.party) if x]
    return Cell(member, weak, min(x.start for x in places), max(x.end for x in places))


def _cell(text: str, start: int, end: int, code: str | None, on: str | None) -> Cell | None:
    end = start + len(text[start:end].rstrip(" ,;."))
    lead = _PARTY_LEAD.match(text, start, end)
    if lead:
        stop = lead.end() + len(re.sub(r"[- ]?fractie$", "", text[lead.end() : end]))
        if (
            parties.is_party(text[lead.end() : stop], code)
            or not names.parse_name(text, lead.end(), stop)
            or _PARTYISH.search(text[lead.end() : stop])
        ):
            shape = _PARTY_SHAPE.fullmatch(text, lead.end(), stop)
            if shape:
                return _of(Member(None, _party(text, lead.end(), stop, code, on)))
    if (
        _PARTYISH.search(text[start:end])
        and not _OFFICE.search(text[start:end])
        and _PARTY_SHAPE.fullmatch(text, start, end)
        and not _INITIALS.match(text, start)
    ):
        return _of(Member(None, _party(text, start, end, code, on)))
    labelled = re.compile(
        r"\W{0,3}(?:[Nn]amens\s+(?:de\s+|het\s+)?)?(?:[Ff]ractie\s+(?:van\s+)?(?:de\s+|het\s+)?)?(?P<party>[A-Z0-9À-Ý][^:\n]{1,40}?)\s*:\s*(?P<name>[^:]{3,50})"
    ).fullmatch(text, start, end)
    if labelled and not _OFFICE.search(labelled["party"]):
        person = names.parse_name(text, *labelled.span("name"))
        sure = lead or parties.is_party(labelled["party"], code) or _PARTYISH.search(text[start : labelled.end("party")])
        if person and sure:
            return _of(Member(person, _party(text, *labelled.span("party"), code, on)))
    for joint in re.finditer(r"\s*,\s+|\s+[-–—/|]\s+|\s*\((?=[^()]+\)\s*$)", text[start:end]):
        name = names.parse_name(text, start + len(text[start:end]) - len(text[start:end].lstrip(" -–•*_")), start + joint.start())
        at, stop = start + joint.end(), end - 1 if text[end - 1] == ")" else end
        behind = (
            None
            if re.match(r"Fractie\s+[A-Z][a-z]+$", text[at:stop]) and not parties.is_party(text[at + 8 : stop], code)
            else _PARTY_LEAD.match(text, at, stop)
        )
        at = behind.end() if behind else at
        if name and _PARTY_SHAPE.fullmatch(text, at, stop) and not _INITIALS.match(text, at):
            return _of(Member(name, _party(text, at, stop, code, on)))
        break
    member = people.parse_member(text, start, end, code, on)
    return _of(member) if member else None


def _party(text: str, start: int, end: int, code: str | None, on: str | None) -> PartyMention:
    raw = " ".join(text[start:end].split())
    return PartyMention(start, end, raw, parties.canonical(raw) or raw, parties.keys_of(raw), parties.link(raw, code, on))


def read_signatures(flow: Flow, lines: Sequence[FlowLine], code: str | None, on: str | None) -> list[Member]:
    """The people of a signature block, each with the party that stands beside, over or under the name. Offsets are the flow's."""
    groups: list[list[list[Cell]]] = []
    if table := _party_column(flow, lines, code, on):
        return table
    for line in lines:
        cells = [] if _TABLE_HEAD.match(line.text) else cells_of(flow, line, code, on)
        if not cells or not _covered(flow, line, cells):
            continue
        if line.blanks or not groups:
            groups.append([])
        groups[-1].append(cells)
    if all(len(g) == 1 for g in groups):  # recognised text: an empty line after every line
        groups = [[row for g in groups for row in g]]
    out: list[Member] = []
    for group in groups:
        out.extend(_paired(group))
    return out


def _party_column(flow: Flow, lines: Sequence[FlowLine], code: str | None, on: str | None) -> list[Member]:
    """Two columns on every line, one of names and one of parties: told by one known party in it, and none in the other.

    A party that has the shape of a name ("Jong Proefdam") is told from one by its column alone.
    """
    rows = [cells_of(flow, line, code, on) for line in lines if not _TABLE_HEAD.match(line.text)]
    rows = [r for r in rows if r]
    if len(rows) < 2 or any(len(r) != 2 or any(c.kind == "b" for c in r) for r in rows):
        return []
    kinds = ["".join(r[k].kind for r in rows) for k in (0, 1)]
    for party, name in ((0, 1), (1, 0)):
        if "p" in kinds[party] and "n" not in kinds[party] and "p" not in kinds[name] and "w" in kinds[party]:
            return [Member(r[name].member.name, _as_party(r[party]), r[name].member.others) for r in rows]
    return []


def _paired(rows: list[list[Cell]]) -> list[Member]:
    """Names and parties of a group, two rows of equal width at a time; the first row says which is on top."""
    out: list[Member] = []
    i = 0
    while i < len(rows):
        row = rows[i]
        below = rows[i + 1] if i + 1 < len(rows) else []
        if beside := _beside(row):
            out.extend(beside)
            i += 1
            continue
        if below and len(row) == len(below) and (pair := _match(row, below)):
            out.extend(pair)
            i += 2
            continue
        out.extend(c.member for c in row if c.kind != "w" or " " in (c.member.name.text if c.member.name else ""))
        i += 1
    return out


def _beside(row: list[Cell]) -> list[Member] | None:
    """Name and party in columns of one line: "Ina Rozendaal    PvdA", or the other way round."""
    kinds = "".join(c.kind for c in row)
    if re.fullmatch(r"(?:[nw]p)+", kinds):
        return [Member(row[k].member.name, _as_party(row[k + 1])) for k in range(0, len(row), 2)]
    if re.fullmatch(r"(?:p[nw])+", kinds) and all(" " in (c.member.name.text if c.member.name else " ") for c in row):
        return [Member(row[k + 1].member.name, _as_party(row[k])) for k in range(0, len(row), 2)]
    return None


def _match(row: list[Cell], below: list[Cell]) -> list[Member] | None:
    """Names over parties, or parties over names. A weak name beside parties is a party that no table knows."""
    for upper, lower in ((row, below), (below, row)):
        named = all(c.kind in "nw" for c in upper) and any(
            c.kind == "n" or " " in (c.member.name.text if c.member.name else "") for c in upper
        )
        partied = all(c.kind in "pw" for c in lower) and any(c.kind == "p" for c in lower)
        if named and partied:
            return [Member(u.member.name, _as_party(x), u.member.others) for u, x in zip(upper, lower, strict=True)]
    return None


def _as_party(cell: Cell) -> PartyMention | None:
    if cell.member.party:
        return cell.member.party
    name: Name | None = cell.member.name
    return PartyMention(name.start, name.end, name.text, name.text, frozenset()) if name else None
