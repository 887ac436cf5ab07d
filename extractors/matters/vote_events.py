"""The motions and amendments that are decided on within an item of minutes or of a decision list, one by one:
"In stemming komt motie H.2 SP." with the chair's result under it, "De motie-De Vries (nr. 578) wordt verworpen met de
stemmen van ...", "Motie M3 Bomen eerst: aangenomen".

What a speaker hopes or remembers of a motion is none: the sentence must open with the paper, and say what becomes of
it now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from griffier.extractors.drafting.draft import Draft, draft_at, found_at
from griffier.extractors.dutch import words
from griffier.extractors.dutch.councils import NO_COUNCIL, Council
from griffier.extractors.dutch.words import OUTCOME, UNANIMOUSLY
from griffier.extractors.matters.mention import Mention, as_heading, in_prose
from griffier.extractors.votes.grammar import read_votes
from griffier.extractors.votes.statements import is_side_line
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found

_PAPER = r"(?:(?:de|het)\s+)?(?:(?:nader\s+)?(?:gewijzigde|geamendeerde)\s+)?(?:motie|(?:sub-?)?amendement)\b"
_PUT_TO_VOTE = re.compile(
    r"\bin\s+stemming\s+(?:komt|komen|is|zijn|wordt|worden)\b(?:[^.\n]|(?<=\b[A-Z])\.){0,160}(?:\n[^.\n]{1,80})?"
    rf"|\bbrengt\s+(?:\w+\s+){{0,2}}?{_PAPER}(?:[^.\n]|(?<=\b[A-Z])\.){{0,120}}?\bin\s+stemming\b"
    rf"|^\W{{0,3}}{_PAPER}(?:[^.\n]|(?<=\b[A-Z])\.){{0,120}}?\b(?:wordt|is)\s+in\s+stemming\s+gebracht\b"
    rf"|^\W{{0,3}}(?:(?:aan\s+de\s+orde\s+is\s+)?(?:de\s+)?(?:hoofdelijke\s+)?stemming)\s+(?:over\s+)?{_PAPER}[^\n]{{0,120}}$",
    re.I | re.M,
)
_THING = r"(?:motie|(?:sub-?)?amendement|voorstel)"
_NOW = r"(?:wordt|worden|is|zijn|werd)"
_SAID = r"(?:[^.!?\n]|(?<=\b[A-Z])\.|(?<=nr)\.|\n(?!\n))"
_THE_THING = rf"(?:de|het|deze|dit)\s+(?:(?:aldus|nader|gewijzigde|geamendeerde)\s+){{0,3}}{_THING}\b"
_RESULT = re.compile(
    rf"\b(?:{_THE_THING}{_SAID}{{0,80}}?\b{_NOW}|(?:die|deze|dat)\s+{_NOW}"
    rf"|(?:daarmee|hiermee|dan|aldus)\s+(?:is|wordt)(?:\s+{_THE_THING})?)\s+{_SAID}{{0,200}}?\b(?P<word>{OUTCOME})\b{_SAID}{{0,300}}",
    re.I,
)
_FATE = re.compile(
    rf"\s*(?:,\s*)?(?:(?:met\s+{_SAID}{{0,100}}?\s+)?(?:{_NOW})\s+(?P<how>{_SAID}{{0,200}}?)\b(?P<word>{OUTCOME})\b(?!\s+is\b)(?P<with>{_SAID}{{0,400}})"
    rf"|(?P<gone>ingetrokken)\s+zijnde\b)",
    re.I,
)
_LINE_FATE = re.compile(rf"(?:[:–(|-]|\s{{2,}})\s*(?:{UNANIMOUSLY}\s+)?(?P<word>{OUTCOME})\b", re.I)
_LINE_SAYS = re.compile(
    rf"(?P<head>[^.:;?!\n]{{6,160}}?)\s+{_NOW}\s+(?:{UNANIMOUSLY}\s+)?(?P<word>{OUTCOME})\b(?:\s+met\b[^.\n]{{0,80}})?\W*$",
    re.I,
)
""" "Motie M3 Bomen eerst is aangenomen met 20 tegen 17 stemmen.": a title without quotes."""
_VOTE_ON = re.compile(r"\W{0,3}(?:hoofdelijke\s+)?stemming\b(?:\s+over)?\s*:?\s*(?:(?:de|het)\s+)?", re.I)
_NOT_NOW = re.compile(r"\b(?:als|indien|mocht|wanneer|zou|eerder|destijds|toen|dan|vorig\w*|inmiddels|reeds)\b", re.I)
_SENTENCE_OPENS = re.compile(
    r"(?:\A|\n|[.:!?]\s+|\W\s{2,})\W{0,3}(?:(?:de|het)\s+)?\Z"
    r"|\bvoorzitter\s+(?:constateert|concludeert|stelt\s+vast|deelt\s+mee)\s+dat\s+(?:(?:de|het)\s+)?\Z",
    re.I,
)
REACH = 700
"""Characters behind "In stemming komt ..." in which its result is said."""
REACH_OF_ROLL = 2500
"""The same where the members who voted are called one by one."""
SIDE_LINES = 12
WRAPPED = 4
"""Lines over which one side may run on."""
_PEOPLE = r"(?:de\s+)?(?:fracties?|leden|raadsleden|heren|dames|heer|mevrouw)\b"
_TELLS_SIDE = re.compile(
    rf"\W{{0,3}}(?:{words.SIDE}\b[^.:\n]{{0,40}}(?:\b(?:stemmen|stemden|stemt|gestemd)\b|:)"
    rf"|{_PEOPLE}[^.:\n]{{0,200}}\b(?:stemmen|stemden|stemt|gestemd)\s+(?:voor|tegen)\b)",
    re.I,
)
"""A line that says who voted for or against: "Voor stemmen de leden ...", "De fracties van A en B stemmen tegen"."""
_ROLL_CALLED = re.compile(rf"^{_TELLS_SIDE.pattern}", re.I | re.M)
_IS_TO_COME = re.compile(r"\b(?:zal|zullen|zou|zouden|gaat|gaan|wil|willen|kan|kunnen)\b|stemverklaring", re.I)


class _Event(NamedTuple):
    mention: Mention
    decision: Span
    word: str
    """That says the outcome."""
    voted: Span
    """Where the vote is told."""


def vote_events(part: Part, lines: Sequence[Line], council: Council = NO_COUNCIL) -> list[Draft]:
    """What was decided on motions and amendments, in the order of the text. `lines`: the body's."""
    if not lines:
        return []
    text, start, end = part.doc.text, lines[0].start, lines[-1].end
    put = list(_put_to_vote(text, start, end, council[0]))
    taken = [(event.mention.start, event.voted.end) for event in put]
    told = [*_sentences(text, start, end, council[0]), *_lines(text, lines, council[0])]
    rest = {e.mention.start: e for e in told if not any(lo <= e.mention.start < hi for lo, hi in taken)}
    out: list[Draft] = []
    events = sorted([*put, *rest.values()], key=lambda e: e.mention.start)
    first = min((event.mention.start for event in rest.values()), default=start)
    tells_before = _sides_above(lines, start - 1, first) is not None
    for event in events:
        if event in put:
            voted = _with_sides(lines, _from(_sides_above(lines, event.mention.start, event.voted.start), event.voted))
        elif tells_before:
            voted = _from(_sides_above(lines, start - 1, event.mention.start), event.voted)
        else:
            voted = _with_sides(lines, event.voted)
        status = words.status_of(event.word)
        said = " ".join(text[event.decision.start : event.decision.end].split())
        out.append(
            {
                "matter": dict(event.mention.fields),
                "decision": Found(said, (event.decision,), "rule:vote-event", 0.88),
                "status": Found(status, (event.decision,), "derived:status", 0.88) if status else None,
                "votes": read_votes(text, *voted, council),
            }
        )
    return out


def within_items(events: Sequence[Draft], items: Sequence[Draft]) -> list[Draft]:
    """The events without those that are an item of the list: whose paper is what the item's title names, and whose fate
    the item has."""
    titles = [
        span
        for item in items
        if item.get("status") and item.get("matter") and (title := found_at(item, "title"))
        for span in title.spans
    ]
    kept = []
    for event in events:
        named = found_at(draft_at(event, "matter") or {}, "type")
        if named is None or not any(span.start <= named.spans[0].start < span.end for span in titles):
            kept.append(event)
    return kept


def status_of(decision: Found[str]) -> Found[str] | None:
    """What the words of a decision say of a motion; None where they say several things or none."""
    said = {words.status_of(word) for word in re.findall(rf"\b{OUTCOME}\b", decision.value, re.I)}
    if re.search(r"\bniet\s+(?:aangenomen|aanvaard)\b", decision.value, re.I):
        said = {"rejected"}
    status = said.pop() if len(said) == 1 else None
    return Found(status, decision.spans, "derived:status", decision.confidence) if status else None


def _put_to_vote(text: str, start: int, end: int, municipality: str | None) -> Iterator[_Event]:
    """ "In stemming komt motie H.2 SP." and the result that is said before the next is put to the vote."""
    asked = list(_PUT_TO_VOTE.finditer(text, start, end))
    for at, put in enumerate(asked):
        named = list(in_prose(text, put.start(), put.end(), municipality))
        until = asked[at + 1].start() if at + 1 < len(asked) else end
        called = _ROLL_CALLED.search(text, put.end(), min(until, put.end() + REACH))
        result = _RESULT.search(text, put.end(), min(until, put.end() + (REACH_OF_ROLL if called else REACH)))
        if len(named) != 1 or result is None or _of_another(text, result, named[0], municipality):
            continue
        yield _Event(named[0], Span(*result.span()), result["word"], Span(*result.span()))


def _of_another(text: str, result: re.Match[str], put: Mention, municipality: str | None) -> bool:
    """Does the chair's result name another paper than the one put to the vote?"""
    number = put.fields.get("number")
    told = (mention.fields.get("number") for mention in in_prose(text, *result.span(), municipality))
    return any(number is not None and other is not None and other.value != number.value for other in told)


def _sentences(text: str, start: int, end: int, municipality: str | None) -> Iterator[_Event]:
    """A sentence that opens with the paper and says its fate."""
    for mention in in_prose(text, start, end, municipality):
        if not _SENTENCE_OPENS.search(text, max(start, mention.start - 48), mention.start):
            continue
        fate = _FATE.match(text, mention.end, end)
        if fate is None or _NOT_NOW.search(fate["how"] or ""):
            continue
        span = Span(mention.start, fate.end())
        yield _Event(mention, span, fate["word"] or fate["gone"], Span(mention.end, fate.end()))


def _lines(text: str, lines: Sequence[Line], municipality: str | None) -> Iterator[_Event]:
    """A line that opens with the paper and ends in its fate."""
    for line in lines:
        if told := _said_in_line(text, line, municipality):
            yield told
            continue
        fates = list(_LINE_FATE.finditer(text, line.start, line.end))
        lead = _VOTE_ON.match(text, line.start, line.end)
        begin = lead.end() if lead else line.start
        end = fates[0].start() if lead and fates else _column_end(text, line, fates)
        mention = as_heading(text, begin, end, municipality)
        if mention is None or not mention.fields.keys() & {"number", "title"}:
            continue
        if len({words.status_of(fate["word"]) for fate in fates}) == 1:
            decision = Span(fates[-1].start("word"), line.end)
            yield _Event(mention, decision, fates[-1]["word"], decision)


_HANGS = re.compile(r"\b(?:van|de|het|een|en|over|inzake|in|op|voor|aan|met)\s*$", re.I)


def _column_end(text: str, line: Line, fates: Sequence[re.Match[str]]) -> int:
    """Where the heading of a line ends: before a fate in a column of its own; where it begins, if the heading goes on
    below in its column."""
    if not fates or not fates[0][0][:2].isspace():
        return line.end
    return line.start if _HANGS.search(text, line.start, fates[0].start()) else fates[0].start()


def _from(begin: int | None, voted: Span) -> Span:
    return voted if begin is None else Span(begin, voted.end)


def _said_in_line(text: str, line: Line, municipality: str | None) -> _Event | None:
    """ "Motie M3 Bomen eerst is aangenomen." as a line of its own."""
    said = _LINE_SAYS.match(text, line.start, line.end)
    if said is None or not (line.text[0].isupper() or line.text[0].isdecimal()) or _NOT_NOW.search(said["head"]):
        return None
    named = as_heading(text, line.start, said.end("head"), municipality)
    if named is None or "number" not in named.fields:
        return None
    return _Event(named, Span(said.start("word"), line.end), said["word"], Span(said.end("head"), line.end))


def _sides_above(lines: Sequence[Line], start: int, end: int) -> int | None:
    """Where the sides begin that are told right before a place, and behind what was put to the vote or the result
    before it; None where none are. Where the first result has sides over it, each result ends its vote."""
    found, other = None, 0
    for line in reversed([line for line in lines if start < line.start and line.end < end and not line.blank]):
        if _TELLS_SIDE.match(line.text) and not _IS_TO_COME.search(line.text):
            found, other = line.start, 0
        elif (other := other + 1) > WRAPPED or re.search(rf"\b{OUTCOME}\b", line.text, re.I):
            break
    return found


def _with_sides(lines: Sequence[Line], voted: Span) -> Span:
    """With the lines of the sides that follow: "Voor: ...", "Tegen: ..."."""
    end = voted.end
    below = (line for line in lines if line.start >= voted.end)
    for _, line in zip(range(SIDE_LINES), below, strict=False):
        if not is_side_line(line.text):
            break
        end = line.end
    return Span(voted.start, end)
