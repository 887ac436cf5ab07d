"""What is changed: "beslispunt 2", "artikel 4, lid 1", before the verb, behind it, or on a line above."""

from __future__ import annotations

import re

from griffier.extractors.changes.change_cues import before_target, cue, target
from griffier.extractors.changes.extents import LEAD
from griffier.extractors.changes.texts import NAMED_QUOTE
from griffier.extractors.text.flow import Flow

Range = tuple[int, int]

_IN = re.compile(r"\W{0,4}\s*(?:in|van|uit|onder|bij|op)\s+", re.I)


def target_of_quote(text: str, start: int, quote: Range, end: int) -> Range | None:
    """As in "de woorden 'X' in artikel 2 te vervangen door": what is changed stands behind the words that are
    quoted."""
    if not NAMED_QUOTE.fullmatch(text, start, quote[0]):
        return None
    joint = _IN.match(text, quote[1], end)
    return target_in(text, joint.end(), end) if joint else None


_SUM = r"(?:bedrag|budget|krediet|bijdrage|raming)(?:\s+van)?\s+(?P<old>€\s?\d[\d.,]*(?<=\d)(?:\s(?:miljoen|mln\.?))?)"
_SUM_FIRST = re.compile(rf"(?:het|de)\s+{_SUM}\s+(?:in|van|op|onder|bij|uit)\s+(?P<where>.+)", re.I | re.S)
_SUM_LAST = re.compile(rf"(?P<where>.+?)\s+(?:(?:het|de)\s+)?(?:(?:genoemde|opgenomen)\s+)?{_SUM}\s*", re.I | re.S)


def summed_in_target(text: str, start: int, verb: re.Match[str]) -> tuple[Range, Range] | None:
    """As in "het bedrag van € 250.000 in beslispunt 2 te verlagen naar" and "het onder punt 3 genoemde bedrag van
    € 75.000 te verhogen tot": the old sum, and what it stands in."""
    if not verb["replace"]:
        return None
    for order in (_SUM_FIRST, _SUM_LAST):
        found = order.fullmatch(text, start, verb.start())
        goal = target_in(text, *found.span("where")) if found else None
        if found and goal:
            return found.span("old"), goal
    return None


def target_in(text: str, start: int, end: int) -> Range | None:
    """What is changed: from the first word to before the quoted or described text, tail words off."""
    head = target().search(text, start, min(end, start + 160))
    if not head or re.search(r"[.;]\s+[A-Z]", text[start : head.start()]):
        return None
    stop = end
    verb_tail = re.search(
        r"(?:[\s,:.(]|(?<!\w)(?:wordt|worden|als\s+volgt|zodanig|aldus|zo|dat(?:\s+(?:het|dit|deze"
        r"|de\s+tekst)(?:\s+besluit)?)?|te\s+(?:wijzigen(?:\s+door)?|amenderen|vervangen|veranderen|lezen|luiden)|de\s+(?:tekst"
        r"|zin|woorden|zinsnede|passage)|het\s+(?:woord|bedrag)"
        r"|de\s+volgende\s+(?:tekst(?:passage)?|zin|volzin|passage|alinea|woorden|bullet|regel"
        r"|wijziging(?:en)?|aanpassing(?:en)?)(?:\s+(?:aan\s+te\s+brengen|door\s+te\s+voeren))?|over|het\s+volgende"
        r"|dient|moet|een\s+(?:nieuwe?|extra|\d+e|(?:twee|der|vier|vijf|zes|zeven|acht|negen|tien)d?e|tweede|derde"
        r"|achtste|volgend|aanvullend|punt|beslispunt|lid|artikel|zin|alinea|passage|onderdeel)\s.*))*$",
        text[head.end() : stop],
        re.I | re.S,
    )
    if verb_tail:
        stop = head.end() + verb_tail.start()
    described = re.search(
        r"\s(?:over|waarin|waarbij|luidende?|de\s+(?:tekst|woorden|zin|zinsnede|passage)|het\s+(?:woord|bedrag))\s",
        text[head.end() : stop],
        re.I,
    )
    if described:
        stop = head.end() + described.start()
    stop = start + len(_DANGLES.sub("", text[start:stop].rstrip(" .,:;(\n")))
    return (start, stop) if start < stop <= start + 220 else None


_DANGLES = re.compile(r",?\s(?:luidende?|onder|na|achter|in|op|bij|van|v[oó][oó]r|aan|tussen)$", re.I)


def target_behind(text: str, at: int, after: int, end: int) -> Range | None:
    """As in "toe te voegen aan beslispunt 3:" and "Te schrappen: beslispunt 4"."""
    lead = re.compile(r"\s*:?\s*(?:(?:aan|in|bij|onder|na|achter|uit|van)\s+)?", re.I).match(text, at, end)
    begin = lead.end() if lead else at
    stop = re.compile(r"[^:\n]{0,140}?(?=:|\n|$|[\"'‘“„`])").match(text, begin, end)
    head = target().search(text, begin, min(end, begin + 25))
    if not head or not stop:
        return None
    limit = max(stop.end(), head.end())
    found = re.compile(r"[^:.;\n\"'‘“„`]*").match(text, head.end(), max(limit, head.end()))
    last = found.end() if found else head.end()
    return begin, begin + len(text[begin:last].rstrip(" .,:"))


def named(text: str, begin: int, end: int) -> Range | None:
    """The target of a line or sentence, its number and its verb of change left off."""
    for opening in (LEAD, _COUNCIL_DECIDES):
        lead = opening.match(text, begin, end)
        begin = lead.end() if lead else begin
    for _ in range(3):
        word = before_target().match(text, begin, end)
        begin = word.end() if word else begin
    begin += len(text[begin:end]) - len(text[begin:end].lstrip())
    verb = cue().search(text, begin, end)
    return target_in(text, begin, verb.start() if verb else end)


_COUNCIL_DECIDES = re.compile(
    r"(?:de\s+(?:gemeente)?raad\b[^.;:]{0,60}?\s+)?besluit(?:en)?\s*[:,]?\s+(?=(?:het|de|in|om)\s)", re.I
)
"""What leads up to a target: "De raad van de gemeente X besluit het voorstel als volgt te wijzigen"."""
_PARAGRAPH = re.compile(r"\n\n|[.;:][ \t]*\n")


def target_before(flow: Flow, at: int) -> Range | None:
    """The target named by the sentence right above `at`: one with a verb of change, or a short line that begins with
    it."""
    stop = len(flow.text[:at].rstrip())
    begin = max(0, stop - 400)
    for mark in _PARAGRAPH.finditer(flow.text, begin, stop):
        begin = mark.end()
    verb = cue().search(flow.text, begin, stop)
    head = target().search(flow.text, begin, min(stop, begin + 25))
    return named(flow.text, begin, stop) if verb or (head and stop - begin < 100) else None
