"""Who stands for a document: from labels, from the title's formula, and from the signatures, merged to one list.

`submitter` is named as indiener, or signs first; `co_submitter` is a mede-indiener; `signatory` stands only among the
signatures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch import dates, recognise
from griffier.extractors.dutch.gazetteer import EntityMention
from griffier.extractors.people.cell import Member
from griffier.extractors.people.name_lists import listed
from griffier.extractors.people.named_parties import named_in
from griffier.extractors.people.signature_blocks import heads_of, read_signatures
from griffier.extractors.people.signing_labels import read_labelled
from griffier.extractors.people.signing_lines import CO, blocks_of, lines_that_may_sign
from griffier.extractors.people.supporters import Role, Supporter, draft, merged
from griffier.extractors.people.whose_council import Town, town_of
from griffier.extractors.text.flow import Flow, FlowLine
from griffier.schemas.document import Span
from griffier.schemas.record import Finding


class Labelled(Protocol):
    """A label with the range of its value in the flow: `field` is "submitter", "co_submitter" or something else."""

    @property
    def field(self) -> str:
        """What it announces."""
        ...

    @property
    def name(self) -> str:
        """The label as printed, in lower case."""
        ...

    @property
    def start(self) -> int:
        """Where it begins in the flow."""
        ...

    @property
    def value_start(self) -> int:
        """Where its value begins."""
        ...

    @property
    def value_end(self) -> int:
        """Where its value ends."""
        ...


_FORMULA = re.compile(
    r"\b(?:motie|amendement|vragen|voorstel|ingediend)\s+(?:(?:nr\.?|nummer)\s*)?(?:\w*[- ]?\d[\w.-]*\s+)?(?:(?:op"
    r"|d\.d\.)\s+[\w .-]{6,24}?\s+)?"
    r"(?:van|door)\s+(?:het\s+(?:raads)?lid"
    r"|de\s+(?:raads)?leden|de\s+fracties?\s+(?:van\s+)?|raadslid|raadsleden|mevrouw|de\s+heer)\s*"
    r"(?P<list>[^:;]{2,260}?)(?=\s+(?:inzake|over|betreffende|tot\s+het|m\.b\.t|met\s+betrekking|aangaande|d\.d"
    r"|bij\s+de|op\s+het"
    r"|te\b|voor\s+een)|\s*[:.;]?\s*(?:\n|$))",
    re.I,
)


_TABLED_BY = re.compile(
    r"\bingediend\s+(?:bij|tijdens|in)\s[^\n;:()]{3,120}?,?\s+door\s+"
    r"(?P<list>(?-i:[A-Z'’])[^\n:;()]{2,50}\([^\n:;]{2,400}?\))(?=\s*(?:[.;]|\n|\Z))",
    re.I,
)
"""Under the title: "Ingediend bij de behandeling van X, raad 3 mei, door A (P) en B (Q)"."""
_PROPOSERS = re.compile(
    r"(?:^|(?<=\n))\W{0,3}(?:de\s+|ondergetekende\s+)?(?:raads)?leden,?\s+(?P<list>(?:[^:;\n]|\n(?!\n)){4,300}?)"
    r"\s+(?=(?:stellen|dienen|leggen|verzoeken)\s)",
    re.I,
)
"""The sentence that opens a motion: "De leden A (X) en B (Y) stellen de raad voor ..."."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The field `submitters`, and what could not be told of who stands for the document."""

    drafts: list[Draft]
    findings: list[Finding]


def submitters_of(
    flow: Flow,
    head: tuple[int, int],
    tail: tuple[int, int],
    labels: Iterable[Labelled],
    code: str | None,
    on: str | None,
) -> Standing:
    """Who stands for it. `head`, `tail`: the ranges of the flow before and behind the text; `code`, `on`: the
    council."""
    council = town_of(flow.part, code, on)
    council = replace(council, proven=named_in(flow.text, council))
    found = [
        _of(flow, member, "submitter", "naam")
        for line in flow.lines
        if head[0] <= line.start < head[1]
        for member in read_labelled(flow, [line], council)
    ]
    doubts: list[Span] = []
    for label in labels:
        if label.field not in ("submitter", "co_submitter") or label.start >= tail[0]:
            continue
        role: Role = "co_submitter" if label.field == "co_submitter" else "submitter"
        found.extend(_listed(flow, label.value_start, label.value_end, role, label.name, council, doubts))
    for match in (
        *_FORMULA.finditer(flow.text, *head),
        *_TABLED_BY.finditer(flow.text, *head),
        *_PROPOSERS.finditer(flow.text, *head),
    ):
        start, end = match.span("list")
        found.extend(
            _listed(flow, start, _whole_list(flow, start, end, head[1]), "submitter", "formula", council, doubts)
        )
    council = replace(council, proven=tuple(dict.fromkeys((*council.proven, *(s.party for s in found if s.party)))))
    found.extend(_signed(flow, tail, council, doubts, first=not found))
    told, unsure = _decided(flow, doubts, first=not found)
    return Standing([draft(s) for s in merged([*found, *told])], [_finding(flow, place) for place in unsure])


def _decided(flow: Flow, doubts: list[Span], *, first: bool) -> tuple[list[Supporter], list[Span]]:
    """Of the places in doubt: who stands there, where the model tells; and the others."""
    told = {place: _by_model(flow, place, first=first) for place in dict.fromkeys(doubts)}
    return [who for who in told.values() if who], [place for place, who in told.items() if who is None]


def _by_model(flow: Flow, place: Span, *, first: bool) -> Supporter | None:
    """A name and a party side by side that no rule tells apart, where the model sees one person and one party there,
    and nothing else."""
    text = flow.part.doc.text
    behind = text.find("\n", place.end)
    seen = recognise.learnt(text, text.rfind("\n", 0, place.start) + 1, len(text) if behind < 0 else behind)
    inside = sorted((m for m in seen if place.start <= m.start and m.end <= place.end), key=lambda m: m.label)
    if [m.label for m in inside] != ["PARTY", "PERSON"] or _letters_outside(text, place, inside):
        return None
    party, person = inside
    return Supporter(
        " ".join(person.text.split()),
        Span(person.start, person.end),
        " ".join(party.text.split()),
        (Span(party.start, party.end),),
        "submitter" if first else "signatory",
        "label",
        person.method,
    )


def _letters_outside(text: str, place: Span, mentions: list[EntityMention]) -> bool:
    left = (i for i in range(place.start, place.end) if not any(m.start <= i < m.end for m in mentions))
    return any(text[i].isalpha() for i in left)


_UNFINISHED = re.compile(r"(?:,|\b(?:en|van|de|het|der|den|leden|lid|fracties?))\s*$")


_SUBJECT_BEHIND = re.compile(r"\s(?:inzake|over|betreffende|aangaande)\s")
_CARRIED_ON = re.compile(r"\(|(?:en|alsmede|van)\s")


def _whole_list(flow: Flow, start: int, end: int, limit: int) -> int:
    """The end of a list that a line break cuts within brackets, or behind "en"."""
    for _ in range(3):
        text = flow.text[start:end]
        index = flow.line_at(max(start, end - 1)).index + 1
        if index >= len(flow.lines) or flow.lines[index].end > limit or flow.lines[index].blanks:
            break
        after = flow.lines[index]
        if text.count("(") <= text.count(")") and not _UNFINISHED.search(text) and not _CARRIED_ON.match(after.text):
            break
        about = _SUBJECT_BEHIND.search(flow.text, end, after.end)
        end = about.start() if about else after.end
        if about:
            break
    return end


def _finding(flow: Flow, place: Span) -> Finding:
    doc = flow.part.doc
    said = " ".join(doc.text[place.start : place.end].split())
    message = f'"{said}": which is the person and which the party cannot be told'
    return Finding.of("submitters.uncertain", message, pointer="/submitters", page=doc.page_at(place.start).number)


def _listed(
    flow: Flow, start: int, end: int, role: Role, cue: str, council: Town, doubts: list[Span]
) -> list[Supporter]:
    """The members of a list in the head; "X (VVD), mede namens Y (CDA)" changes the role on the way."""
    turn = CO.search(flow.text, start, end)
    cut = turn.start() if turn else end
    out = _named(flow, start, cut, role, cue, council, doubts)
    if turn:
        out.extend(_named(flow, turn.end(), end, "co_submitter", cue, council, doubts))
    if out or not (cue.startswith(("fractie", "partij", "indienende", "ingediend door"))):
        return out
    return _unknown_party(flow, start, end, role, cue)


_PARTY_CUE = re.compile(r"(?:indienende\s+)?(?:fractie|partij)|ingediend\s+door\s+(?:de\s+)?fractie", re.I)


def _before_date(text: str, start: int, end: int) -> int:
    """The end of a list without the day behind it: "A. Proef (VVD) op 3 mei 2021"."""
    day = _ON_A_DAY.search(text, start, end)
    found = dates.find(text, day.end(), end, years=False) if day else []
    return day.start() if day and found and not re.search(r"\w", text[found[-1].end : end]) else end


_ON_A_DAY = re.compile(r"[\s,]+(?:op|d\.d\.|dd\.?)\s+(?=(?:[a-z]+dag\s+)?\d)")
_GROUP_BEFORE = re.compile(r"\bfracties?\s+(?:van\s+)?(?:de\s+)?\Z", re.I)


def _named(
    flow: Flow, start: int, end: int, role: Role, cue: str, council: Town, doubts: list[Span]
) -> list[Supporter]:
    """The members of a list, in order."""
    end = _before_date(flow.text, start, end)
    said = _PARTY_CUE.match(cue) or _GROUP_BEFORE.search(flow.text, max(0, start - 20), start)
    members, unsure = listed(flow.text, start, end, council, announced=True, parties_said=bool(said))
    doubts.extend(flow.span(*place) for place in unsure)
    return sorted((_of(flow, m, role, cue) for m in members), key=lambda s: (s.name_span or s.party_spans[0]).start)


def _unknown_party(flow: Flow, start: int, end: int, role: Role, cue: str) -> list[Supporter]:
    """A party that no table knows, where a label says that it is one."""
    out = []
    for piece in re.finditer(r"[^,;/\n]+", flow.text[start:end]):
        text = piece[0].strip(" .")
        if re.fullmatch(r"[A-Z0-9À-Ý][\w'’.&!-]*(?: [\w'’.&!-]+){0,5}", text) and len(text) > 1:
            at = start + piece.start() + piece[0].index(text)
            out.append(Supporter(None, None, text, (flow.span(at, at + len(text)),), role, cue))
    return out


def _of(flow: Flow, member: Member, role: Role, cue: str) -> Supporter:
    name, party = member.name, member.party
    return Supporter(
        name.text if name else None,
        flow.span(name.start, name.end) if name else None,
        party.raw if party else None,
        tuple(flow.span(*place) for place in ((party.start, party.end), *party.rest)) if party else (),
        role,
        cue,
    )


def _signed(flow: Flow, tail: tuple[int, int], council: Town, doubts: list[Span], *, first: bool) -> list[Supporter]:
    """The signatures behind the text, block by block."""
    groups: list[Supporter] = []
    lines: list[FlowLine] = []
    for line in lines_that_may_sign(flow, tail, council):
        led = _FOR_GROUPS.match(line.text)
        named = _groups(flow, line, led.end(), tail[1], council) if led else []
        groups.extend(named)
        lines.extend([] if named else [line])
    people: list[Supporter] = []
    for block in blocks_of(flow, lines):
        for member in _members(flow, block.lines, block.role, council, doubts):
            role = block.role or ("submitter" if first and not people else "signatory")
            people.append(_of(flow, member, role, "signature"))
    return _one_each(flow, groups, people) or [*groups, *people]


def _one_each(flow: Flow, groups: list[Supporter], people: list[Supporter]) -> list[Supporter]:
    """ "Namens de fracties van A en B," over a row of as many names without a party: one signs for each, in the same
    order. Of names under each other who signs for whom stays open."""
    if len(groups) < 2 or len(groups) != len(people) or any(p.name_span is None or p.party for p in people):
        return []
    if len({flow.line_at(flow.after(p.name_span.start)).index for p in people if p.name_span}) > 1:
        return []
    return [
        replace(who, party=group.party, party_spans=group.party_spans, role=group.role)
        for group, who in zip(groups, people, strict=True)
    ]


_FOR_GROUPS = re.compile(
    r"\W{0,4}(?:mede\s+)?namens\s+(?:de\s+)?(?:raads)?fracties(?:\s+van)?\s*:?\s*(?=[A-Z0-9'’])", re.I
)


def _groups(flow: Flow, line: FlowLine, at: int, limit: int, council: Town) -> list[Supporter]:
    """ "Namens de fracties van A, B en C,": parties for whom people sign below, one for each or not; [] where a person
    is named."""
    end = _whole_list(flow, line.start + at, line.end, limit)
    members, _ = listed(flow.text, line.start + at, end, council, announced=True, parties_said=True)
    if len(members) < 2 or any(m.name for m in members):
        return []
    return [_of(flow, m, "submitter", "signature") for m in members]


_ROLE_LABEL = re.compile(
    r"\W{0,4}(?:wie\s+dien\w*\s+[^?\n]{0,40}\bin\b|van\s+wie\s+(?:komt|is)\s[^?\n]{0,40}|(?:de\s+)?(?:(?:eerste|overige|andere)\s+)?(?:mede\s*-?\s*)?(?:indieners?"
    r"|ingediend\s+door|namens|initiatiefnemers?"
    r"|ondertekend\s+door|ondertekenaars?"
    r"|indienende\s+fracties?)?)(?:\(s\))?\s*(?:de\s+fracties?\s+(?:van\s+)?)?[:,?]?",
    re.I,
)


def _members(flow: Flow, lines: list[FlowLine], role: Role | None, council: Town, doubts: list[Span]) -> list[Member]:
    if not lines:
        return []
    if labelled := read_labelled(flow, lines, council):
        return labelled
    same: list[Member] = []
    if role is not None and not heads_of(flow, lines[0]):
        first = lines[0]
        cue = _ROLE_LABEL.match(first.text)
        begin = first.start + (cue.end() if cue else 0)
        stop = first.end
        if begin < first.end:
            stop = _whole_list(flow, begin, first.end, lines[-1].end)
            same, unsure = listed(flow.text, begin, stop, council, announced=True)
            doubts.extend(flow.span(*place) for place in unsure)
        lines = [x for x in lines[1:] if x.start >= stop]
    signed = read_signatures(flow, lines, council)
    doubts.extend(flow.span(*place) for place in signed.doubts)
    return [*same, *signed.members]
