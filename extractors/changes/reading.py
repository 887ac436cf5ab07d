"""The changes of an amendment: units found by their verbs, each with target, original and replacement."""

from __future__ import annotations

import re

from griffier.extractors.changes.actions import Unit, announced_items, deleted, inserted, replaced
from griffier.extractors.changes.change import ChangeFound
from griffier.extractors.changes.change_cues import before_target, cue, target
from griffier.extractors.changes.extents import LEAD, apart, unit_end, unit_start
from griffier.extractors.changes.labelled import was_becomes
from griffier.extractors.changes.quotes import first_quote, opening
from griffier.extractors.changes.targets import named, summed_in_target, target_behind, target_in, target_of_quote
from griffier.extractors.changes.texts import NAMED_QUOTE, behind_place, inner, new_text, past_colon
from griffier.extractors.text.flow import Flow

Range = tuple[int, int]

_CARRIED = re.compile(r"[\"'’”»`´\s.,;]*(?:en|alsmede|evenals)\s+", re.I)


def changes_in(flow: Flow, start: int, end: int) -> list[ChangeFound]:
    """The changes in a range of the flow, in order. A verb of change inside a new text that was already read is part of
    that text."""
    pairs = was_becomes(flow, start, end)
    out: list[ChangeFound] = []
    at = start
    for pair in pairs:
        out.extend(_by_verb(flow, at, min(pair.start, pair.target[0]) if pair.target else pair.start))
        out.append(pair)
        at = max(pair.end, pair.cue[1])
    return [*out, *_by_verb(flow, at, end)] if pairs else _by_verb(flow, start, end)


def _by_verb(flow: Flow, start: int, end: int) -> list[ChangeFound]:
    out: list[ChangeFound] = []
    at = floor = start  # a verb that changes nothing, as in an old text, takes no words from the next one
    while (found := cue().search(flow.text, at, end)) is not None:
        if _leads_up(flow.text, found, end):
            at = floor = found.end()
            continue
        begin = max(floor, unit_start(flow, floor, found.start()))
        stop = unit_end(flow, found.end(), end)
        apart_ = _read_apart(flow, floor, stop, found)
        made = [apart_] if apart_ else _read(flow, begin, stop, found)
        if _says_again(flow.text, out, made):
            at = floor = max(found.end(), made[0].end)
            made = []
        out.extend(made)
        floor = max([floor, *(max(change.end, found.end()) for change in made)])
        at = max([at, found.end(), *(change.end for change in made)])
    return out


_AS_FOLLOWS = re.compile(r"als\s+volgt\s+(?:te\s+wijzigen|aan\s+te\s+passen)|(?:wordt|worden)\s+als\s+volgt", re.I)
_NEXT_QUOTED = re.compile(rf"\s*:\s*\W{{0,4}}(?:\(?\w{{1,3}}[.)]\s+)?{NAMED_QUOTE.pattern}(?<=[\"'‘“„`])", re.I)


def _leads_up(text: str, verb: re.Match[str], end: int) -> bool:
    """Does a verb only announce words that a next one changes: "amendement 6 als volgt te wijzigen: de zinsnede 'X'
    wordt vervangen door 'Y'"?"""
    quoted = _NEXT_QUOTED.match(text, verb.end(), end) if _AS_FOLLOWS.match(verb[0]) else None
    words = first_quote(text, quoted.end() - 1, end) if quoted else None
    behind = cue().search(text, words[1], min(end, words[1] + 60)) if words else None
    return behind is not None and not re.search(r"[.;]\s", text[words[1] : behind.start()] if words else "")


def _says_again(text: str, before: list[ChangeFound], made: list[ChangeFound]) -> bool:
    """Does a change only print the sentence as an insertion before it made it: "De zin luidt dan: ..."?"""
    last, new = (before[-1] if before else None), (made[0] if len(made) == 1 else None)
    if last is None or new is None or last.action != "insert" or not last.replacement or not new.replacement:
        return False
    put_in, whole = (" ".join(text[a:b].split()).strip(' .;"”') for a, b in (last.replacement, new.replacement))
    return "luidt" in text[new.cue[0] : new.cue[1]].lower() and put_in in whole


def _read_apart(flow: Flow, start: int, end: int, verb: re.Match[str]) -> ChangeFound | None:
    """Target, old text, verb and new text in paragraphs of their own."""
    place = apart(flow, start, verb.start())
    if place is None:
        return None
    begin, behind, stop = place
    goal, original = named(flow.text, begin, behind), inner(flow.text, behind, stop) if behind < stop else None
    if goal is None or (original is None) is bool(verb["replace"]) or (original is not None and verb["insert"]):
        return None
    if verb["insert"]:
        new = new_text(flow.text, past_colon(flow.text, verb.end(), end), end)
        return ChangeFound("insert", goal, None, new, verb.span(), begin, new[1]) if new else None
    if verb["delete"]:
        return ChangeFound("delete", goal, original, None, verb.span(), begin, verb.end())
    replacement = new_text(flow.text, past_colon(flow.text, verb.end(), end), end)
    return (
        ChangeFound("replace", goal, original, replacement, verb.span(), begin, replacement[1]) if replacement else None
    )


def _read(flow: Flow, start: int, end: int, verb: re.Match[str]) -> list[ChangeFound]:
    text = flow.text
    begin = _begin(text, start, verb.start())
    quote = _quote_before(text, begin, verb.start())
    after = past_colon(text, verb.end(), end)
    summed = summed_in_target(text, begin, verb)
    goal = summed[1] if summed else _goal_before(text, begin, quote, verb.start())
    if announced := announced_items(flow, begin, end, verb):
        return announced
    if goal is None:
        goal = target_behind(text, verb.end(), after, end)
        after = past_colon(text, goal[1], end) if goal and goal[0] >= verb.end() else after
    if goal is None:
        return []
    after = behind_place(text, after, end)
    unit = Unit(text, begin, end, verb, goal, quote, after)
    if verb["delete"]:
        return [deleted(unit)]
    change = inserted(unit) if verb["insert"] else replaced(unit, summed[0] if summed else None)
    return [change] if change else []


_CALLED = re.compile(
    r"\b\w*(?:nota|visie|plan|verordening|programma|agenda|begroting|beleid|regeling|kop(?:je)?|paragraaf|hoofdstuk)\s*[\"'‘“„]+$",
    re.I,
)


def _quote_before(text: str, begin: int, at: int) -> Range | None:
    """The first quoted words before a verb, not those that are the name of what is changed: "in de visie 'Ruimte' op
    pagina 4"."""
    quote = first_quote(text, begin - 1 if begin else 0, at)
    named_ = NAMED_QUOTE.search(text, quote[1] + 1, at) if quote else None
    if named_ and text[named_.end() - 1] in "\"'‘“„`" and (inner_ := first_quote(text, named_.end() - 1, at)):
        return inner_  # in paragraph "X" the words "Y"
    if quote and _CALLED.search(text[begin : quote[0]]) and target().search(text, quote[1], at):
        return first_quote(text, quote[1] + 1, at)
    return quote


def _goal_before(text: str, begin: int, quote: Range | None, at: int) -> Range | None:
    """What is changed, named before the verb."""
    behind = target_of_quote(text, begin, quote, at) if quote else None
    found = behind or target_in(text, begin, opening(text, quote[0]) if quote else at) or _sum_before(text, begin, at)
    if found is None and quote and _BEHIND_WORDS.search(text[max(0, begin - 12) : opening(text, quote[0])]):
        return quote  # "Na 'X' wordt ingevoegd"
    return found


_BEHIND_WORDS = re.compile(r"(?:\A|[\s.;:\"”’'])(?:na|achter)\s+(?:(?:het|de)\s+woord(?:en)?\s+)?\Z", re.I)
_SUM_OF = re.compile(
    r"(?:(?:het|de)\s+)?(?:[\w-]+\s+)?\w*(?:krediet|budget|bijdrage|subsidie|tarie(?:f|ven)|bedrag|percentage)\b[^.;:€]{0,100}",
    re.I,
)


def _sum_before(text: str, begin: int, at: int) -> Range | None:
    """A sum that the clause begins with: "Het krediet voor de sporthal te verlagen van"."""
    found = _SUM_OF.fullmatch(text, begin, begin + len(text[begin:at].rstrip()))
    return found.span() if found else None


_PROVISO = re.compile(
    r"\b(?:(?:met\s+dien\s+verstande|in\s+die\s+zin)\s*,?\s*dat|(?:zodanig|zo|aldus)\s+(?:(?:te\s+wijzigen|aan\s+te\s+passen)\s*)?,?\s*dat)\s+",
    re.I,
)


def _begin(text: str, start: int, at: int) -> int:
    """Where the words of a unit begin, behind the number of its item and what only leads up to its target."""
    for lead in (_CARRIED, LEAD):
        found = lead.match(text, start, at)
        start = found.end() if found else start
    for proviso in _PROVISO.finditer(text, start, at):
        if target().search(text, proviso.end(), at):  # not "zodanig te wijzigen dat het komt te luiden"
            start = proviso.end()
    for _ in range(3):
        word = before_target().match(text, start, at)
        if not word:
            break
        start = word.end()
    return start + len(text[start:at]) - len(text[start:at].lstrip(" :\n"))
