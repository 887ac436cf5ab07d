"""Where the text of one change begins and ends: its sentence, its item, or its paragraphs."""

from __future__ import annotations

import re

from griffier.extractors.changes.change_cues import cue, passes, target
from griffier.extractors.changes.quotes import closing, opens_at
from griffier.extractors.changes.texts import BESIDE, past_colon
from griffier.extractors.text.flow import Flow, FlowLine

LEAD = re.compile(r"[^\w\n\"'‘“„`(§€]{0,4}[ ]?(?:o[ ]+)?(?:\(?(?:\d{1,2}|[a-hA-H]|[ivx]{1,4}|[IVX]{1,4})[.):]\s+)?")
_BREAK = re.compile(
    r"(?<=[.;:])\s+(?=[A-Z§]|[\"'‘“]\S)|\n\n|\n(?=\W{0,4}(?:\d{1,2}|[a-h]|[IVX]{1,4})[.)]\s)|\n(?=[•\-–*▪●o]\s)"
    r"|(?<=[.;])\s+(?=en\s+(?:na|aan|in|bij)\s)",
)
_BARE_MARK = re.compile(r"\(?(?:\d{1,2}|[a-h]|[IVX]{1,4})[.)]\s*", re.I)
_LONG = 2500
"""Characters that a text may have that stands, unquoted, between its target and a verb of change in paragraphs of their
own."""


def unit_start(flow: Flow, start: int, at: int) -> int:
    """The beginning of the sentence or item in which a verb of change stands."""
    begin = start
    for stop in _BREAK.finditer(flow.text, start, at):
        if (
            flow.text[stop.start() - 1] == ":"
            and at - stop.end() < 260
            and _quoted_between(flow.text, stop.start(), at)
        ):
            continue  # "Beslispunt 1: 'X' wordt vervangen door"
        if (
            stop[0] == "\n\n"
            and flow.text[stop.start() - 1] not in ".;:"
            and at - begin < 900
            and _goes_on(flow.text, stop.end(), at)
        ):
            continue  # target, quote and verb each in a paragraph of their own
        if _BARE_MARK.fullmatch(flow.text, begin, stop.end()):
            continue  # the number of the item itself
        inside = flow.text[begin : stop.start()]
        if inside.count("(") > inside.count(")") and ")" in flow.text[stop.end() : at]:
            continue  # "blz. 3 (onder 1. Inleiding)"
        begin = stop.end()
    return begin


def apart(flow: Flow, start: int, at: int) -> tuple[int, int, int] | None:
    """Target and old text in paragraphs of their own above a verb that opens a line: "Beslispunt 2 / De nota ... / te
    vervangen door:".

    Returns where the target begins, where its line ends, and where the old text ends; None where the verb does not
    open its line, or no such paragraph stands above.
    """
    line = flow.line_at(at)
    stop = len(flow.text[:at].rstrip())
    if not _opens_line(flow, line, at, stop):
        return None
    alone = len(line.text) < 30 and not re.search(r"\w", cue().sub("", line.text, count=1))
    nearest: tuple[int, int, int] | None = None
    for above in reversed(flow.lines[flow.line_at(start).index : line.index]):
        if above.end <= start or stop - above.start > _LONG:
            break
        begin = _target_line(flow, above, max(above.start, start))
        if begin is not None and above.end < stop and (nearest is None or above.text.rstrip().endswith(":")):
            return begin, above.end, stop
        if begin is not None and alone and nearest is None:
            nearest = begin, above.end, stop  # unless it is the old text, and a target with a colon stands above it
        elif cue().search(above.text):
            break
    return nearest


def _opens_line(flow: Flow, line: FlowLine, at: int, stop: int) -> bool:
    """Does a verb open its line, below an empty one or a text that ended at `stop`?"""
    free = line.blanks > 0 or flow.text[stop - 1 : stop] in tuple(".;:\"'”’")
    return free and re.search(r"\w", flow.text[line.start : at]) is None


def _target_line(flow: Flow, line: FlowLine, opens: int) -> int | None:
    """Where a target begins that a line consists of, read from `opens` on; None where it is none."""
    lead = LEAD.match(flow.text, opens, line.end)
    begin = lead.end() if lead else opens
    near = 60 if line.text.rstrip().endswith(":") else 25
    head = target().search(flow.text, begin, min(line.end, begin + near))
    return begin if head and len(line.text) < 120 and not line.text.rstrip().endswith((".", ";", ",")) else None


def _goes_on(text: str, at: int, end: int) -> bool:
    """Does only a quoted text, or nothing, stand between a paragraph's beginning and the verb of change?"""
    return not _ANNOUNCES.sub("", text[at:end], count=1).strip() or _quoted_between(text, at, end)


def _quoted_between(text: str, at: int, end: int) -> bool:
    inside = opens_at(text, at, end)
    if inside is None:
        return False
    stop = closing(text, inside, end)
    return stop is not None and not re.search(r"\w{3}", _ANNOUNCES.sub("", text[stop:end], count=1))


_ANNOUNCES = re.compile(
    r"\b(?:(?:het|de)\s+volgende|een\s+(?:nieuwe\s+)?)(?:\s+(?:zin|volzin|tekst|passage|woorden))?", re.I
)


def unit_end(flow: Flow, at: int, end: int) -> int:
    """Where a next unit begins that has a target and a verb of its own; quoted text is passed over."""
    inside = opens_at(flow.text, past_colon(flow.text, at, end), end)
    search = at
    if inside is not None:
        stop = closing(flow.text, inside, end)
        if stop is not None:
            search = stop
    for mark in _BREAK.finditer(flow.text, search, end):
        lead = LEAD.match(flow.text, mark.end(), end)
        begin = lead.end() if lead else mark.end()
        near = min(end, begin + 260)
        verb = cue().search(flow.text, begin, near) or passes().search(flow.text, begin, near)
        head = target().search(flow.text, begin, min(end, begin + 60)) or BESIDE.match(flow.text, begin, near)
        if verb and head and head.start() < verb.start() and not re.search(r"[.;]\s", flow.text[begin : verb.start()]):
            return mark.start()
        if mark[0] == "\n\n" and (after := _target_apart(flow, mark.end(), end)):
            return after
    return end


def _target_apart(flow: Flow, at: int, end: int) -> int | None:
    """A target on a line of its own, an old text under it, and a verb that opens the line behind that."""
    line = flow.line_at(at)
    lead = LEAD.match(flow.text, line.start, line.end)
    begin = lead.end() if lead else line.start
    head = target().search(flow.text, begin, min(line.end, begin + 25))
    if head is None or len(line.text) >= 120 or line.text.rstrip().endswith((".", ";", ",")):
        return None
    verb = cue().search(flow.text, line.end, min(end, line.end + _LONG))
    if verb is None or re.search(r"\w", flow.text[flow.line_at(verb.start()).start : verb.start()]):
        return None
    found = apart(flow, line.start, verb.start())
    return line.start if found and found[0] == begin else None


_EXPLAINS = re.compile(
    r"\W{0,4}(?:toelichting|motivering|achtergrond|argument(?:en|atie)|resultaat|stemming|uitslag"
    r"|(?:de\s+)?indieners?|ingediend|namens)\b",
    re.I,
)


def before_explanation(flow: Flow, at: int, limit: int) -> int:
    """A new text ends where the reasons, the outcome or the submitters begin."""
    for line in flow.lines[flow.line_at(at).index + 1 :]:
        if line.start >= limit:
            break
        if _EXPLAINS.match(line.text):
            return line.start
    return limit
