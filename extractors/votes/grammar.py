"""How a decision was taken, read from the lines that say it."""

from __future__ import annotations

import re
from typing import Any

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch import parties
from griffier.extractors.people.rolls import Listed, read_roll
from griffier.extractors.votes.ballot import Side, SideName, name_of, side_shape
from griffier.extractors.votes.sentences import read_abstentions, read_sentences
from griffier.extractors.votes.sides import MemberSide, PartySide, SideList, member_draft, party_draft, read_list
from griffier.extractors.votes.tallies import read_tallies
from griffier.extractors.votes.vote_columns import read_columns, read_party_lines
from griffier.schemas.document import Span
from griffier.schemas.evidence import Found

RULE = "rule:votes"

_LABEL = re.compile(
    rf"(?:(?<=\n)|(?<=\A)|(?<=[.;,|/]\s)|(?<=\)\s)|(?<=\t))[ \t*•\-–]*(?:(?:stemmen|fracties|leden|partijen"
    rf"|aantal stemmen)\s+)?(?:{side_shape('1')})(?:\s+(?:het voorstel|de motie|het amendement))?(?:\s+(?:stemm(?:en"
    rf"|ers)"
    r"|gestemd|stemden(?: de fracties? van)?|zijn|waren|hebben gestemd)(?P<named>\s+de (?:volgende "
    r")?(?:(?:raads)?leden|heren|dames)"
    r"(?: en (?:dames|heren))?)?)?"
    r"\s*(?:\(?\s*(?P<count>\d{1,2})\s*(?:stemmen|stem)?\s*\)?)?\s*(?::|=|(?<=\d|\))\s*[-–]|(?=\n))",
    re.I,
)
_UNANIMOUS = re.compile(
    r"\b(?:unaniem|met\s+algemene\s+stemmen|met\s+eenparigheid\s+van\s+stemmen|eenstemmig|raadsbreed\s+(?:aangenomen"
    r"|gesteund"
    r"|aanvaard)|(?:aangenomen|aanvaard)\s+(?:bij\s+acclamatie|raadsbreed))\b",
    re.I,
)
_NOT_UNANIMOUS = re.compile(r"\b(?:niet|bijna|haast|vrijwel|commissie\s+adviseert|geen)\s+$", re.I)


def read_votes(text: str, start: int, end: int, code: str | None = None, on: str | None = None) -> Draft | None:
    """The field `votes` from `text[start:end]`; None where nothing is said of a vote.

    `code`, `on`: municipality and date of the council, by which local parties are known and "allen behalve" is
    expanded.
    """
    sides: dict[SideName, Side] = {"for": Side(), "against": Side(), "abstained": Side()}
    columns = read_columns(text, start, end, code, on)
    read_party_lines(columns, text, start, end, code, on)
    for name, people in columns.lists.items():
        sides[name].list = people
    for name, total in columns.totals.items():
        sides[name].total = total
    taken = [*columns.taken, *_labelled(text, start, end, sides, code, on, columns.taken)]
    read_tallies(text, start, end, sides, taken)
    if not any(s.list.parties or s.list.members for s in sides.values()):
        read_sentences(text, start, end, sides, code, on)
    read_abstentions(text, start, end, sides["abstained"], code, on)
    _single_brackets(sides)
    unanimous = _unanimous(text, start, end, sides)
    _expand(sides, code, on)
    out: Draft = {name: _side_draft(side) for name, side in sides.items()}
    if unanimous is None and all(v is None for v in out.values()):
        return None
    against = sides["against"]
    if unanimous is not None:
        out["unanimous"] = unanimous
    elif (against.total and against.total[0] > 0) or against.list.parties or against.list.members:
        out["unanimous"] = False
    else:
        out["unanimous"] = None
    return out


def _labelled(
    text: str,
    start: int,
    end: int,
    sides: dict[SideName, Side],
    code: str | None,
    on: str | None,
    spared: list[tuple[int, int]],
) -> list[tuple[int, int]]:
    """ "Voor: A, B (5)", "Tegen (12): C". `spared`: ranges that were read as columns."""
    labels = [m for m in _LABEL.finditer(text, start, end) if not any(a <= m.end() - 1 <= b for a, b in spared)]
    labels = sorted([*labels, *_bare_labels(text, start, end, code, labels, spared)], key=lambda m: m.start())
    taken = _bracketed(text, start, end, sides, code, on)
    labels = [m for m in labels if not any(a <= m.end() - 1 < b for a, b in taken) and not _spoken(text, m)]
    for i, label in enumerate(labels):
        name = name_of(label, "1")
        stop = min(labels[i + 1].start() if i + 1 < len(labels) else end, _list_end(text, label.end(), end))
        if name is None:
            continue
        if text[label.end() - 1] not in ":=-–\t " and not text[label.end() : stop].strip():
            continue
        gap = _BLANKS.match(text, label.end())
        roll = read_roll(text, gap.end() if gap else label.end(), labels[i + 1].start() if i + 1 < len(labels) else end)
        if roll and sides[name].list.empty:
            sides[name].list, stop = SideList(members=[_member(text, person) for person in roll[0]]), roll[1]
            sides[name].total = (int(label["count"]), *label.span("count")) if label["count"] else sides[name].total
            taken.append((label.start(), stop))
            continue
        found = read_list(
            text,
            label.end(),
            stop,
            code,
            on,
            sure=bool(_GAP_BEFORE.search(text[label.start() : label.end()])) or _alone(text, label),
            by_name=bool(label.groupdict().get("named")),
        )
        if label["count"]:
            sides[name].total = (int(label["count"]), *label.span("count"))
        if found.empty and not label["count"]:
            continue
        taken.append((label.start(), stop))
        if sides[name].list.empty:
            sides[name].list = found
            sides[name].total = sides[name].total or found.total
    return taken


_SPOKEN = re.compile(r"[^:=]*\bstem(?:den|men)\s+de\s+(?:volgende\s+)?(?:(?:raads)?leden|heren|dames)[^:=]*", re.I)
_SPOKEN_VERB = re.compile(r"[^:=]*\bstem(?:den|men)\s*", re.I)


def _spoken(text: str, label: re.Match[str]) -> bool:
    """A sentence that a line break cuts behind "Voor stemden" or "Voor stemden de leden" is no label."""
    behind = text[label.end() : label.end() + 3].lstrip()
    return bool(_SPOKEN.fullmatch(label[0])) or (bool(_SPOKEN_VERB.fullmatch(label[0])) and behind[:1].islower())


_SEATED = re.compile(r"\s*[A-Z0-9À-Ý][^()\n]{1,40}\(\d{1,2}\)")


def _alone(text: str, label: re.Match[str]) -> bool:
    """A label alone on its line, over parties with their seats."""
    return text[label.end() : label.end() + 1] == "\n" and _SEATED.match(text, label.end()) is not None


def _member(text: str, person: Listed) -> MemberSide:
    party = person.party
    return MemberSide(
        person.place.start,
        person.place.end,
        person.name,
        (party.start, party.end, text[party.start : party.end]) if party else None,
    )


_GAP_BEFORE = re.compile(r"(?:[:=\t|]|[ ]{2})$")
_BLANKS = re.compile(r"\s*")
_BARE_LABEL = re.compile(
    rf"(?:^|(?<=[:,;]))[ \t*•\-–|]*(?:{side_shape('1')})(?:[ ]*\(?(?P<count>\d{{1,2}})[ ]*(?:stemmen"
    rf"|stem)?\)?(?=[ ]{{2}}|[ ]*[\t|]))?"
    r"[ \t|]+(?=[A-Z0-9À-Ý]|(?:mevrouw|de heer|dhr|mw|raadslid)\b)",
    re.I | re.M,
)


def _bare_labels(
    text: str, start: int, end: int, code: str | None, known: list[re.Match[str]], spared: list[tuple[int, int]]
) -> list[re.Match[str]]:
    """ "Voor CDA, SGP" without a colon, "Voor (22)   CDA, SGP" in columns.

    Where a party stands at once behind it, or a count and a gap before, and another side, or the outcome, is named
    likewise.
    """
    hits = [m for m in _BARE_LABEL.finditer(text, start, end) if m["count"] or _party_at_once(text, m.end(), end, code)]
    hits = [m for m in hits if not any(a <= m.end() - 1 <= b for a, b in [*spared, *(k.span() for k in known)])]
    two = len({name_of(m, "1") for m in [*hits, *known]}) > 1
    return [
        m
        for m in hits
        if two or re.search(r"(?:aangenomen|verworpen)\W*$", text[max(start, m.start() - 30) : m.start() + 1], re.I)
    ]


def _party_at_once(text: str, at: int, end: int, code: str | None) -> bool:
    found = parties.find_parties(text, at, min(end, at + 60), code, loose=True)
    return bool(found) and found[0].start == at


_INNER = r"(?P<list>[^()]{0,300}(?:\([^()]{1,40}\)[^()]{0,80}){0,25})\)"
_BRACKETED = (
    re.compile(
        rf"\b(?:{side_shape('1')})(?:stemmers)?\s*:?\s*(?P<count>\d{{1,2}})\s*(?:stem(?:men)?)?\s*\({_INNER}", re.I
    ),
    re.compile(
        rf"(?<![\w.,])(?P<count>\d{{1,2}})\s*(?:stem(?:men)?\s*)?(?:{side_shape('1')})(?:\s+stemmen)?\s*\({_INNER}",
        re.I,
    ),
    re.compile(rf"\((?:{side_shape('1')})\s*(?P<count>\d{{1,2}})?\s*:\s*{_INNER}", re.I),
)


def _bracketed(
    text: str, start: int, end: int, sides: dict[SideName, Side], code: str | None, on: str | None
) -> list[tuple[int, int]]:
    """As in "Voor: 31 (CDA, VVD)", "5 stemmen tegen (PvdA)", "(voor: CDA, VVD)"."""
    taken: list[tuple[int, int]] = []
    hits = sorted((m for pattern in _BRACKETED for m in pattern.finditer(text, start, end)), key=lambda m: m.start())
    for found in hits:
        name = name_of(found, "1")
        if name is None or "\n\n" in found["list"]:
            continue
        people = read_list(text, *found.span("list"), code, on, sure=True)
        side = sides[name]
        if not side.list.empty or not (people.parties or people.members):
            continue
        side.list = people
        side.total = (int(found["count"]), *found.span("count")) if found["count"] else people.total
        taken.append(found.span())
    return taken


_LIST_BREAK = re.compile(r"\n\s*\n|\n(?=[ \t]*[\w ]{2,30}:)|(?<!\b[A-Z])(?<!\b[A-Z][a-z])\.\s+(?=[A-Z])|\f")


def _list_end(text: str, at: int, end: int) -> int:
    """Where a list of parties ends: an empty line, a line with a label of its own, a full stop, or a line that does not
    go on."""
    limit = min(end, at + 700)
    gap = re.compile(r"[ \t]*\n+[ \t]*").match(text, at, limit)
    begin = gap.end() if gap and gap.end() - at < 12 else at
    found = _LIST_BREAK.search(text, begin, limit)
    stop = found.start() if found else limit
    line = text.find("\n", begin, stop)
    while line >= 0:
        before, after = text[begin:line].rstrip(), text[line:stop].lstrip()
        goes_on = (
            before.endswith((",", ";", "/", "(", "-"))
            or re.search(r"\b(?:en|van|voor|de)$", before)
            or after[:1] in "(,;"
            or after.startswith(("en ", "behalve "))
            or ("," in before and _more_parties(after))
        )
        if not goes_on and not re.match(r"[ \t]*[•\-–*]", text[line + 1 : stop]):
            return line
        line = text.find("\n", line + 1, stop)
    return stop


_SIDE_WORD = re.compile(
    r"\b(?:v[oó][oó]r|tegen|onthoud\w*|blanco|stem\w*|motie|amendement|aangenomen|verworpen)\b", re.I
)


def _more_parties(text: str) -> bool:
    """Does a line go on with a list of parties: commas, a party that is known, and no other side?"""
    line = text.partition("\n")[0]
    listed = len(line) < 120 and "," in line and not re.search(r"[:;]|\.\s", line) and not _SIDE_WORD.search(line)
    return listed and bool(parties.find_parties(line, loose=True))


def _single_brackets(sides: dict[SideName, Side]) -> None:
    """One party with one number: its seats, or the side's total where the other side gives a total that way."""
    by_total = any(
        s.list.total and len(s.list.parties) > 1 and not any(p.seats for p in s.list.parties) for s in sides.values()
    )
    for side in sides.values():
        if len(side.list.parties) == 1 and (only := side.list.parties[0]).seats and by_total and side.total is None:
            side.total, only.seats = only.seats, None


def _unanimous(text: str, start: int, end: int, sides: dict[SideName, Side]) -> Found[bool] | None:
    against = sides["against"]
    opposed = bool(against.list.parties or against.list.members or (against.total and against.total[0]))
    favour = sides["for"].list.everyone
    if opposed:
        return None
    for match in _UNANIMOUS.finditer(text, start, end):
        if not _NOT_UNANIMOUS.search(text[max(start, match.start() - 20) : match.start()]):
            return Found(True, (Span(*match.span()),), "derived:unanimous", 0.92)
    if favour and not sides["for"].list.excluded:
        return Found(True, (Span(*favour),), "derived:unanimous", 0.9)
    return None


def _expand(sides: dict[SideName, Side], code: str | None, on: str | None) -> None:
    """ "Allen behalve VVD", "de overige fracties": named one by one only where the seats of that council make the
    printed totals."""
    seats = parties.seats(code, on)
    if not seats:
        return
    for name, other in (("for", "against"), ("against", "for")):
        side, against = sides[name], sides[other]  # type: ignore[index]
        place = side.list.rest or (side.list.everyone if side.list.excluded else None)
        if not place or not side.total:
            continue
        out = [parties.link(p.raw, code, on) for p in (*side.list.excluded, *against.list.parties, *side.list.parties)]
        if None in out or any(p.apart for p in against.list.parties):
            continue
        rest = [x for x in seats if x not in out]
        if (
            sum(seats[x] for x in rest) + sum(seats[parties.link(p.raw, code, on) or ""] for p in side.list.parties)
            == side.total[0]
        ):
            side.list.parties.extend(PartySide(place[0], place[1], parties.canonical(x) or x) for x in rest)


def _side_draft(side: Side) -> dict[str, Any] | None:
    if side.total is None and not side.list.parties and not side.list.members:
        return None
    return {
        "parties": [party_draft(p) for p in side.list.parties],
        "members": [member_draft(m) for m in side.list.members],
        "total": Found(side.total[0], (Span(side.total[1], side.total[2]),), RULE, 0.93) if side.total else None,
    }
