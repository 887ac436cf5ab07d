"""Who stands for a document: from labels, from the title's formula, and from the signatures, merged to one list.

`submitter` is named as indiener, or signs first; `co_submitter` is a mede-indiener; `signatory` stands only among the
signatures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch import dates
from griffier.extractors.people.name_lists import listed
from griffier.extractors.people.person import Member
from griffier.extractors.people.signature_blocks import read_signatures, signs
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
    r"\b(?:motie|amendement|vragen|voorstel|ingediend)\s+(?:\w+[- ]?\d[\w.-]*\s+)?(?:(?:op"
    r"|d\.d\.)\s+[\w .-]{6,24}?\s+)?"
    r"(?:van|door)\s+(?:het\s+(?:raads)?lid"
    r"|de\s+(?:raads)?leden|de\s+fracties?\s+(?:van\s+)?|raadslid|raadsleden|mevrouw|de\s+heer)\s*"
    r"(?P<list>[^:;]{2,260}?)(?=\s+(?:inzake|over|betreffende|tot\s+het|m\.b\.t|met\s+betrekking|aangaande|d\.d"
    r"|bij\s+de|op\s+het"
    r"|te\b|voor\s+een)|\s*[:.;]?\s*(?:\n|$))",
    re.I,
)
_CO = re.compile(
    r"\bmede(?:\s*-?\s*(?:indieners?(?:\(s\))?|namens|ingediend(?:\s+door)?|ondertek(?:end\s+door|\w*)))", re.I
)
_MAIN = re.compile(
    r"\W{0,4}(?:de\s+)?(?:wie\s+dien(?:t|en)\b[^\n]{0,40}\bin\b|(?:eerste\s+)?indieners?|ingediend\s+door"
    r"|initiatiefnemers?|indienende)\b",
    re.I,
)
_STOP = re.compile(
    r"\W{0,4}(?:uitslag|stemming|stemuitslag|stemverhouding|hoofdelijke\s+stemming|stemmen\W*$|bijlagen?\b"
    r"|(?:stemmen\s+)?(?:voor|tegen)(?:stemmers)?\s*(?::|$|\(?\d{1,2}\b|\t|\s{2,}|\|)"
    r"|(?:naam|fractie|partij|raadslid)\b[^\n]{0,60}\b(?:voor|tegen)\W*$"
    r"|(?:voor|tegen)\s+stem(?:den|men)\b|aldus\s+(?:vastgesteld|besloten)|de\s+griffier|griffier\b|de\s+voorzitter"
    r"|https?:|www\.|ruimte\s+voor|in\s+te\s+vullen"
    r"|bron(?:nen)?:|\d+\s+https?:|pagina\s+\d|[*+]\s*https?:|besluit\s+(?:raad|van))",
    re.I,
)
_EXPLAINS = re.compile(r"\W{0,4}(?:toelichting|achtergrond|motivering|dekking|financi[eë]le)\b", re.I)
_SIGNING = re.compile(r"\W{0,4}(?:ondertekening|ondertekenaars?|namens|de\s+fracties?|handtekening)", re.I)
_STATUS = re.compile(
    r"\W{0,4}(?:status|(?:unaniem\s+|raadsbreed\s+)?(?:aangenomen|verworpen|ingetrokken|aangehouden|overgenomen))\b"
    r"|\W{0,4}\d{1,2}\s+(?:stemmen\s+)?voor\b",
    re.I,
)


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
    found: list[Supporter] = []
    doubts: list[Span] = []
    for label in labels:
        if label.field not in ("submitter", "co_submitter") or label.start >= tail[0]:
            continue
        role: Role = "co_submitter" if label.field == "co_submitter" else "submitter"
        found.extend(_listed(flow, label.value_start, label.value_end, role, label.name, council, doubts))
    for match in _FORMULA.finditer(flow.text, *head):
        start, end = match.span("list")
        found.extend(
            _listed(flow, start, _whole_list(flow, start, end, head[1]), "submitter", "formula", council, doubts)
        )
    council = replace(council, proven=tuple(dict.fromkeys(s.party for s in found if s.party and s.cue != "signature")))
    found.extend(_signed(flow, tail, council, doubts, first=not found))
    return Standing([draft(s) for s in merged(found)], [_finding(flow, place) for place in dict.fromkeys(doubts)])


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
    turn = _CO.search(flow.text, start, end)
    cut = turn.start() if turn else end
    out = _named(flow, start, cut, role, cue, council, doubts)
    if turn:
        out.extend(_named(flow, turn.end(), end, "co_submitter", cue, council, doubts))
    if out or not (cue.startswith(("fractie", "partij", "indienende", "ingediend door"))):
        return out
    return _unknown_party(flow, start, end, role, cue)


_PARTY_CUE = re.compile(r"(?:indienende\s+)?(?:fractie|partij)|ingediend\s+door\s+(?:de\s+)?fractie", re.I)


def _named(
    flow: Flow, start: int, end: int, role: Role, cue: str, council: Town, doubts: list[Span]
) -> list[Supporter]:
    """The members of a list, in order."""
    members, unsure = listed(flow.text, start, end, council, announced=True, parties_said=bool(_PARTY_CUE.match(cue)))
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
    out: list[Supporter] = []
    blocks = [_Block(None, [])]
    for line in _last_lines(flow, tail):
        led = _FOR_GROUPS.match(line.text)
        groups = _groups(flow, line, led.end(), tail[1], council) if led else []
        if groups:
            out.extend(groups)
        else:
            _add(blocks, line)
    named = False
    for block in blocks:
        for member in _members(flow, block.lines, block.role, council, doubts):
            role = block.role or ("submitter" if first and not named else "signatory")
            out.append(_of(flow, member, role, "signature"))
            named = True
    return out


class _Block(NamedTuple):
    """Lines of signatures under a label that says their role, or under none."""

    role: Role | None
    lines: list[FlowLine]


def _last_lines(flow: Flow, tail: tuple[int, int]) -> Iterator[FlowLine]:
    """The lines behind the text that may sign: up to the vote, the decision or prose; an explanation, a status, a place
    and date left out."""
    explaining = False
    for line in flow.lines:
        if line.start < tail[0] or line.start >= tail[1]:
            continue
        if _STOP.match(line.text):
            break
        explaining = bool(_EXPLAINS.match(line.text)) or (explaining and not _goes_on_signing(flow, line))
        if explaining or _STATUS.match(line.text) or _place_and_date(line.text):
            continue
        labelled = _CO.search(line.text) or _MAIN.match(line.text)
        if not labelled and _prose(line.text):
            if len(line.text) > 100:
                break
            continue
        yield line


def _goes_on_signing(flow: Flow, line: FlowLine) -> bool:
    labelled = _MAIN.match(line.text) or _CO.search(line.text) or _SIGNING.match(line.text)
    return bool(labelled) or signs(flow, line)


def _add(blocks: list[_Block], line: FlowLine) -> None:
    """Add a line to the last block; "Indieners", "Mede-indieners" open another, also within a line."""
    turn, main = _CO.search(line.text), _MAIN.match(line.text)
    if turn and turn.start() > 4:
        before = _piece(line, 0, turn.start())
        if main:
            blocks.append(_Block("submitter", [before]))
        else:
            blocks[-1].lines.append(before)
        blocks.append(_Block("co_submitter", [_piece(line, turn.start(), len(line.text))]))
    elif turn or main:
        blocks.append(_Block("co_submitter" if turn else "submitter", [line]))
    else:
        blocks[-1].lines.append(line)


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


_FORMULA_END = re.compile(
    r"gaa[tn]\s+(?:over\s+tot\s+de\s+orde|verder\s+met)|\bvervolg(?:t|en)\s+de\s+vergadering", re.I
)
_DATED = re.compile(
    r"\W*(?:(?:Aldus\s+)?[Tt]e\s+|Gemeente\s+)?[A-Z'’][\w'’-]+(?:[ ][\w'’-]+){0,3}\s*,?\s*(?:d\.d\.|op)?\W*"
)


def _piece(line: FlowLine, start: int, end: int) -> FlowLine:
    """A part of a line as a line of its own, blanks and commas at its ends left out."""
    raw = line.text[start:end]
    kept = raw.strip(" ,;")
    at = line.start + start + raw.index(kept)
    return replace(line, start=at, end=at + len(kept), text=kept)


def _place_and_date(text: str) -> bool:
    """ "Naaldwijk, 4 februari 2025": where and when it was signed."""
    found = dates.find(text, years=False) if len(text) < 70 else []
    return (
        bool(found)
        and _DATED.fullmatch(text[: found[0].start]) is not None
        and not re.search(r"\w", text[found[-1].end :])
    )


def _prose(text: str) -> bool:
    """A running sentence is no signature."""
    return (
        bool(_FORMULA_END.search(text))
        or (len(text.split()) > 9 and not re.search(r"[(,/|\t]|\s{3}|\b[A-Z]\.", text))
        or text.rstrip().endswith((";", "?"))
    )


_ROLE_LABEL = re.compile(
    r"\W{0,4}(?:wie\s+dien\w*\s+[^?\n]{0,40}\bin\b|(?:de\s+)?(?:eerste\s+)?(?:mede\s*-?\s*)?(?:indieners?"
    r"|ingediend\s+door|namens|initiatiefnemers?"
    r"|ondertekend\s+door|ondertekenaars?"
    r"|indienende\s+fracties?)?)(?:\(s\))?\s*(?:de\s+fracties?\s+(?:van\s+)?)?[:,?]?",
    re.I,
)


def _members(flow: Flow, lines: list[FlowLine], role: Role | None, council: Town, doubts: list[Span]) -> list[Member]:
    if not lines:
        return []
    same: list[Member] = []
    if role is not None:
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
