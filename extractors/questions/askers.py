"""Who asks: members by name, with the party for which they speak."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch.names import parse_name
from griffier.extractors.dutch.parties import PartyMention, find_parties
from griffier.extractors.dutch.words import TITLE
from griffier.extractors.people.cell import Member
from griffier.extractors.people.name_lists import listed
from griffier.extractors.people.signature_blocks import read_signatures
from griffier.extractors.people.whose_council import town_of
from griffier.extractors.questions.addressed import MEMBER, answered_member
from griffier.extractors.text.fields import Field, answers, head_lines, read, rows_of
from griffier.extractors.text.flow import Flow, FlowLine, flow_of
from griffier.extractors.text.line_cells import cells_of
from griffier.extractors.text.runs import text_lines
from griffier.schemas.document import Part, Span
from griffier.schemas.evidence import Found

_GROUPS = re.compile(
    r"(?:de\s+)?(?:raads)?fracties\s+(?:van\s+)?(?:de\s+)?(?P<list>(?-i:[A-Z0-9])[^\n;:]{2,120})$",
    re.IGNORECASE | re.MULTILINE,
)
_OF_A_GROUP = r"(?:de\s+)?(?:raads|staten)?fractie\s+(?:van\s+)?(?:de\s+)?"
_GROUP = re.compile(
    rf"(?:{_OF_A_GROUP}(?P<after>\S[^\n,;:]{{0,60}})|(?P<before>[A-Z][\w&!]{{0,20}})-fractie\b[^\n]{{0,40}})$",
    re.IGNORECASE | re.MULTILINE,
)
_GROUP_AND_NAME = re.compile(
    rf"{_OF_A_GROUP}(?P<party>(?-i:[A-Z0-9])[^\n,;:()–]{{1,40}}?)(?:\s*,\s*|\s+[–-]\s+|\s*\(\s*)(?P<name>[^\n,;:()]{{3,50}}?)\s*\)?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
"""Who asks for a group: "Fractie Aker – R. Proef"."""
_PARTY_LABEL = re.compile(
    r"\W{0,3}(?:raadsfractie|fractie|partij|politieke groepering)\s*(?:van\s+)?:?\s+", re.IGNORECASE
)
_ASK = r"\b(?:heeft|hebben|stelde|stelt|stellen)\s+"
_POLITELY = rf"(?:{TITLE}\.?\s+)?"
_BY = re.compile(
    rf"(?:\b(?:van|door)\s+|{_ASK})(?:het|de)\s+{MEMBER}\s+{_POLITELY}"
    rf"|{_ASK}(?:{TITLE}\.?|raadslid)\s+(?=[^\n]{{3,80}}\n?[^\n]{{0,80}}\bvragen\b)"
    rf"|(?:vragen|beantwoording)\s+van\s+(?:{TITLE}\.?|raadslid)\s+",
    re.IGNORECASE,
)
_SUBJECT = r"(?:over|inzake|betreffende|met\s+betrekking|m\.b\.t\.|omtrent|aangaande|d\.d\.)"
_BY_END = re.compile(
    rf"\s+(?:{_SUBJECT}|(?:namens|op\s+grond|aan\s+het|van\s+\d|de\s+volgende)\b)|[\n:;?]"
    r"|,\s+(?:namens|op\s+grond)\b|(?<!\b[A-Z])\.\s"
)
_FOR = re.compile(
    rf"\bnamens\s+(?:{_OF_A_GROUP}|(?:de\s+)?(?:fracties|partij)\s+(?:van\s+)?(?:de\s+)?|(?:de\s+)?(?=[A-Z0-9]))",
    re.IGNORECASE,
)
_PARTY_SAYS = re.compile(r"\b(?:de\s+)?(?:raads)?fracties?\s+(?:van\s+)?(?:de\s+)?", re.IGNORECASE)


def read_askers(part: Part, from_: int, until: int | None) -> list[Draft]:
    """The submitters. Names come from labels, signature or the formula "van het lid X"; a party for which one member
    speaks is joined.

    `from_`: where the questions begin (the part's end without any); `until`: where the last question ends, the
    signature stands after it.
    """
    members = _of_head(part, from_, until)
    spoken = _spoken(part, from_)
    if not members or all(m.name is None for m in members):
        members = spoken or members
    elif spoken and len(spoken) == len(members) == 1 and spoken[0].party is not None and members[0].party is None:
        members = [Member(members[0].name, spoken[0].party, members[0].others)]
    members = members or _group_of_headline(part)
    drafts = [_draft(m) for m in members]
    if len(drafts) == 1 and drafts[0]["party"] is None:
        drafts[0]["party"] = _party_of_one(part, from_)
    return drafts


def _of_head(part: Part, from_: int, until: int | None) -> list[Member]:
    """By a label, in rows under heads, by the signature, or by whom the answer goes to."""
    return _labelled(part, until) or _in_rows(part, from_) or _signed(part, until) or answered_member(part)


def groups_of(parties: Sequence[PartyMention]) -> list[Draft]:
    """The parties under whose headings questions stand, each once."""
    out: dict[str, Draft] = {}
    for party in parties:
        out.setdefault(party.raw, _draft(Member(None, party)))
    return list(out.values())


def _draft(member: Member) -> Draft:
    ground = member.name or member.party
    spans = (Span(ground.start, ground.end),) if ground is not None else ()
    return {
        "name": member.found_name(),
        "party": member.found_party(),
        "role": Found("submitter", spans, "derived:asker") if spans else None,
    }


_KIND = "written_questions"


def _labelled(part: Part, until: int | None) -> list[Member]:
    """Behind or under "Indiener(s)", "Vragensteller", "Van"; people before the groups that a label of their own
    names."""
    lines = text_lines(part)
    head = {line.start for line in head_lines(part)}
    groups: list[Member] = []
    for told in answers(read(part, rows_of(lines), _KIND), "asker", _KIND):
        if told.name == "sender" and (part.doc.line_at(told.start).start not in head or _by_executive(part, told)):
            continue
        of_groups = told.label.lower().startswith(("fractie", "partij", "raadsfractie"))
        found = _told(part, told.spans[0].start, told.spans[-1].end, of_groups=of_groups)
        if found and (told.name != "submitter" or any(m.name for m in found)):
            return _of_groups(found, groups, _signed(part, until))
        groups = groups or found
    return groups


def _by_executive(part: Part, told: Field) -> bool:
    """ "Van: college van burgemeester en wethouders" over the answers: who answers asks nothing."""
    return _ANSWERS.search(part.doc.text, told.spans[0].start, told.spans[-1].end) is not None


_NAMES = re.compile(r"\W*(?:naam|namen|raads(?:lid|leden)|indieners?|(?:vragen)?stellers?)\W*", re.IGNORECASE)
_PARTIES = re.compile(r"\W*(?:fracties?|partij(?:en)?)\W*", re.IGNORECASE)


def _in_rows(part: Part, from_: int) -> list[Member]:
    """Under a row of heads, "Naam" beside "Fractie", before the questions."""
    lines = [line for line in part.memo(flow_of).lines if line.line.start < from_]
    for at, line in enumerate(lines):
        cells = cells_of(line.text)
        heads = [c.text for c in cells]
        if len(heads) < 2 or not any(map(_NAMES.fullmatch, heads)) or not any(map(_PARTIES.fullmatch, heads)):
            continue
        rows = _as_wide(lines[at + 1 :], len(cells))
        told = read_signatures(part.memo(flow_of), [line, *rows], town_of(part)).members
        return [_moved(part.memo(flow_of), m) for m in told if m.name is not None]
    return []


def _as_wide(lines: Sequence[FlowLine], width: int) -> list[FlowLine]:
    """The first of some lines that have as many cells as the head over them."""
    return list(takewhile(lambda line: len(cells_of(line.text)) == width, lines))


def _of_groups(people: list[Member], groups: list[Member], signed: list[Member]) -> list[Member]:
    """People who ask, each with the party that the signature gives them, or the only group; of several groups none is
    guessed, and they stand alone."""
    if not groups or any(m.party for m in people):
        return people
    if len(groups) == 1:
        return [Member(m.name, groups[0].party, m.others) for m in people]
    by_name = {m.name.text: m.party for m in signed if m.name and m.party}
    if all(m.name and m.name.text in by_name for m in people):
        return [Member(m.name, by_name[m.name.text], m.others) for m in people if m.name]
    return [*people, *groups]


def _told(part: Part, start: int, end: int, *, of_groups: bool) -> list[Member]:
    """The askers that a label's value names; `of_groups`: the label says that they are groups."""
    text = part.doc.text
    if several := _GROUPS.match(text, start, end):
        return listed(text, *several.span("list"), town_of(part), announced=True, parties_said=True)[0]
    if (group := _GROUP_AND_NAME.match(text, start, end)) and (name := parse_name(text, *group.span("name"))):
        known = find_parties(text, *group.span("party"), loose=True)
        raw, place = group["party"], group.span("party")
        return [Member(name, known[0] if known else PartyMention(*place, raw, raw, frozenset()))]
    if group := _GROUP.match(text, start, end):
        return _as_group(part, group)
    return listed(text, start, end, town_of(part), announced=of_groups, parties_said=of_groups)[0]


def _as_group(part: Part, match: re.Match[str]) -> list[Member]:
    """ "Van: fractie X", "SP-fractie Y": a party asks, by its known name or as written; never a person's name."""
    known = find_parties(part.doc.text, match.start(), match.end(), loose=True)
    if known:
        return [Member(None, known[0])]
    name = "after" if match["after"] else "before"
    raw, span = match[name].strip(), match.span(name)
    return (
        [Member(None, PartyMention(span[0], span[0] + len(raw), raw, raw, frozenset()))] if 1 < len(raw) <= 40 else []
    )


def _signed(part: Part, until: int | None) -> list[Member]:
    """Under the last question, where the document ends soon after it and "namens" or a party stands by the name."""
    flow = part.memo(flow_of)
    if until is None:  # no question was told apart: what closes the paper may still be signed
        lines = [line for line in flow.lines[-LAST_LINES:] if len(line.text) < 60]
    elif part.end - until > 400:
        return []
    else:
        lines = [line for line in flow.lines if line.line.start >= until]
    if any(_ANSWERS.search(line.text) for line in lines):  # who answers signs
        return []
    members = [_moved(flow, m) for m in read_signatures(flow, lines, town_of(part)).members if m.name is not None]
    return members if any(m.party for m in members) else []


LAST_LINES = 3
"""Lines at the end of a paper without numbered questions that may be its signature."""
_ANSWERS = re.compile(r"\b(?:burgemeester|wethouders?|college\s+van|gemeentesecretaris)\b", re.I)


def _moved(flow: Flow, member: Member) -> Member:
    """The member at its place in the document."""
    name, party = member.name, member.party
    if name is not None:
        name = replace(name, start=flow.origin(name.start), end=flow.origin(name.end - 1) + 1)
    if party is not None:
        party = replace(party, start=flow.origin(party.start), end=flow.origin(party.end - 1) + 1)
    return replace(member, name=name, party=party)


def _spoken(part: Part, from_: int) -> list[Member]:
    """ "van het lid Ceder inzake", "heeft het lid Ceder, namens de fractie van de ChristenUnie": the name, and the
    party beside it."""
    text = part.doc.text
    for match in _BY.finditer(text, part.start, min(from_, part.start + 6000)):
        stop = _BY_END.search(text, match.end(), min(match.end() + 200, part.end))
        end = stop.start() if stop else min(match.end() + 80, part.end)
        members = [m for m in listed(text, match.end(), end, town_of(part))[0] if m.name is not None]
        if members:
            return members
    return []


_WRITTEN = re.compile(r"(?P<party>[A-Z0-9][\w'’&!/. +-]{1,40}?)\s*(?:\([^()\n]{2,50}\)\s*)?")
"""A party as written behind its label, of which no list knows."""
_ABOUT_WHAT = rf"(?=\s+{_SUBJECT}|\s*$|,)"
_GROUP_ASKS = re.compile(
    r"\b(?:vragen|raadsvragen|beantwoording)\b(?:[^\n]{0,60}?(?:\bvan\s+de|\s[-–]))?\s+(?:raads)?fractie\s+"
    rf"(?:van\s+)?(?:de\s+|het\s+)?(?P<party>(?-i:[A-Z0-9])[^\n,;:()]{{1,40}}?){_ABOUT_WHAT}",
    re.IGNORECASE | re.MULTILINE,
)
_BARE_QUESTIONS = re.compile(
    r"\W*(?:schriftelijke|mondelinge|technische|raads)?[\s-]*vragen\b[^:?]{0,40}\W*", re.IGNORECASE
)
_OF_GROUP = re.compile(
    r"(?:van|door)\s+(?:de\s+)?(?:raads)?fractie\s+(?:van\s+)?(?:de\s+|het\s+)?"
    rf"(?P<party>(?-i:[A-Z0-9])[^\n,;:()]{{1,40}}?){_ABOUT_WHAT}",
    re.IGNORECASE | re.MULTILINE,
)
_PARTY_ASKS = re.compile(
    r"(?i:(?:vragen|actualiteit|interpellatie(?:verzoek)?)\s+(?:van\s+)?(?:(?:de|het)\s+)?"
    r"(?:fractie\s+(?:van\s+)?(?:(?:de|het)\s+)?)?)(?=[A-Z0-9])"
)


_HAS_QUESTIONS = re.compile(r"\s+(?:heeft|stelt|wil|zou)\b[^.?\n]{0,60}\bvragen\b", re.IGNORECASE)
"""Behind a party: "GroenLinks heeft hierover de volgende vragen:"."""


def _group_of_headline(part: Part) -> list[Member]:
    """ "Beantwoording vragen van de fractie Hart voor Urk over de havenkade": the party as written; "Raadsvragen VVD
    over": a known one."""
    head = head_lines(part)[:20]
    for above, line in zip([None, *head], head, strict=False):
        match = _GROUP_ASKS.search(part.doc.text, line.start, line.end)
        if match is None and above is not None and _BARE_QUESTIONS.fullmatch(above.text):
            match = _OF_GROUP.match(part.doc.text, line.start, line.end)
        if match is not None:
            lo, hi = match.span("party")
            return [Member(None, PartyMention(lo, hi, match["party"], match["party"], frozenset()))]
        asks = _PARTY_ASKS.search(part.doc.text, line.start, line.end)
        known = find_parties(part.doc.text, asks.end(), line.end, loose=True) if asks else []
        if asks is not None and known and known[0].start == asks.end():
            return [Member(None, party) for party in known]
    return _party_that_opens(part)


def _party_that_opens(part: Part) -> list[Member]:
    """The party with which the line begins that announces the questions."""
    for line in head_lines(part):
        known = find_parties(part.doc.text, line.start, line.end, loose=True)
        if known and known[0].start == line.start and _HAS_QUESTIONS.match(part.doc.text, known[0].end, line.end):
            return [Member(None, known[0])]
    return []


def _behind_party_label(part: Part) -> Iterator[tuple[int, int]]:
    """What stands behind each "Fractie" that opens a line or a cell, in its cell or the next."""
    for line in head_lines(part):
        cells = cells_of(line.text, line.start)
        for cell in cells:
            if label := _PARTY_LABEL.match(line.text, cell.start - line.start):
                begin = line.start + label.end()
                yield begin, next((x.end for x in cells if x.end > begin), line.end)


def _party_of_one(part: Part, from_: int) -> Found[str] | None:
    """The one party that the text says the member speaks for."""
    text, stop = part.doc.text, min(part.end, max(from_, part.start + 200) + 200)
    for lo, hi in _behind_party_label(part):
        found = find_parties(text, lo, hi, loose=True)
        if len(found) == 1:
            return Found(found[0].raw, (Span(found[0].start, found[0].end),), "rule:party-label", 0.9)
        written = _WRITTEN.fullmatch(text, lo, hi)
        if not found and written is not None:
            return Found(written["party"], (Span(*written.span("party")),), "rule:party-label", 0.85)
    for pattern, confidence in ((_FOR, 0.95), (_PARTY_SAYS, 0.8)):
        names: dict[str, Found[str]] = {}
        for match in pattern.finditer(text, part.start, stop):
            for mention in find_parties(text, match.end(), min(match.end() + 40, part.end), loose=True)[:1]:
                if not text[match.end() : mention.start].strip():
                    names.setdefault(
                        mention.name,
                        Found(mention.raw, (Span(mention.start, mention.end),), "rule:speaks-for", confidence),
                    )
        if len(names) == 1:
            return next(iter(names.values()))
        if names:
            return None
    return None
