"""The changes of an amendment: units found by their verbs, each with target, original and replacement."""

from __future__ import annotations

import re
from dataclasses import dataclass

from griffier.extractors.changes.lexicon import ACTIONS, Action, before_target, cue, label, target
from griffier.extractors.changes.quotes import closing, first_quote, last_closing, opens_at
from griffier.extractors.dictum.flow import Flow

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ChangeFound:
    """One change; ranges of the flow. `end` is where its text ends."""

    action: Action
    target: Range | None
    original: Range | None
    replacement: Range | None
    cue: Range
    start: int
    end: int


_START = re.compile(r"[^\w\n\"'‘“„`(§€]{0,4}[ ]?(?:\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.):]\s+)?")
_CARRIED = re.compile(r"[\"'’”»`´\s.,;]*(?:en|alsmede|evenals)\s+", re.I)
_SENTENCE = re.compile(r".*?(?:[.;](?=\s+[A-Z\"'“‘(]|\s*$)|\n\n|$)", re.S)
_BREAK = re.compile(r"(?<=[.;:])\s+(?=[A-Z§\"'‘“])|\n\n|\n(?=\W{0,4}(?:\d{1,2}|[a-h])[.)]\s)|\n(?=[•\-–*▪●o]\s)")


def changes_in(flow: Flow, start: int, end: int) -> list[ChangeFound]:
    """The changes in a range of the flow, in order. A verb of change inside a new text that was already read is part of that text."""
    pairs = _was_becomes(flow, start, end)
    if pairs:
        return pairs
    out: list[ChangeFound] = []
    at = start
    while (found := cue().search(flow.text, at, end)) is not None:
        begin = max(at, _unit_start(flow, start, found.start()))
        stop = _unit_end(flow, found.end(), end)
        change = _read(flow, begin, stop, found)
        if change is None:
            at = found.end()
            continue
        out.append(change)
        at = max(change.end, found.end())
    return out


def _unit_start(flow: Flow, start: int, at: int) -> int:
    """The beginning of the sentence or item in which a verb of change stands."""
    begin = start
    for stop in _BREAK.finditer(flow.text, start, at):
        if flow.text[stop.start() - 1] == ":" and at - stop.end() < 260 and _quoted_between(flow.text, stop.start(), at):
            continue  # "Beslispunt 1: 'X' wordt vervangen door"
        if stop[0] == "\n\n" and flow.text[stop.start() - 1] not in ".;:" and at - begin < 900 and _goes_on(flow.text, stop.end(), at):
            continue  # target, quote and verb each in a paragraph of their own
        begin = stop.end()
    return begin


def _goes_on(text: str, at: int, end: int) -> bool:
    """Does only a quoted text, or nothing, stand between a paragraph's beginning and the verb of change?"""
    return not text[at:end].strip() or _quoted_between(text, at, end)


def _quoted_between(text: str, at: int, end: int) -> bool:
    inside = opens_at(text, at, end)
    if inside is None:
        return False
    stop = closing(text, inside, end)
    return stop is not None and not re.search(r"\w{3}", text[stop:end])


def _unit_end(flow: Flow, at: int, end: int) -> int:
    """Where a next unit begins that has a target and a verb of its own; quoted text is passed over."""
    inside = opens_at(flow.text, _past_colon(flow.text, at, end), end)
    search = at
    if inside is not None:
        stop = closing(flow.text, inside, end)
        if stop is not None:
            search = stop
    for mark in _BREAK.finditer(flow.text, search, end):
        lead = _START.match(flow.text, mark.end(), end)
        begin = lead.end() if lead else mark.end()
        verb = cue().search(flow.text, begin, min(end, begin + 260))
        head = target().search(flow.text, begin, min(end, begin + 60))
        if verb and head and head.start() < verb.start() and not re.search(r"[.;]\s", flow.text[begin : verb.start()]):
            return mark.start()
    return end


def _past_colon(text: str, at: int, end: int) -> int:
    found = re.compile(
        r"(?:\s*,?\s*(?:luidende?|als\s+volgt|te\s+weten|met\s+de\s+(?:volgende\s+)?tekst|de\s+volgende\s+(?:tekst|zin|passage|alinea|formulering|woorden)|het\s+volgende(?:\s+(?:besluit|dictum|artikel|lid|beslispunt))?))?\s*:?\s*",
        re.I,
    ).match(text, at, end)
    return found.end() if found else at


def _read(flow: Flow, start: int, end: int, verb: re.Match[str]) -> ChangeFound | None:
    action: Action = next(a for a in ACTIONS if verb[a])
    text = flow.text
    behind = _CARRIED.match(text, start, verb.start())
    start = behind.end() if behind else start
    lead = _START.match(text, start, verb.start())
    start = lead.end() if lead else start
    for proviso in _PROVISO.finditer(text, start, verb.start()):
        start = proviso.end()
    for _ in range(3):
        word = before_target().match(text, start, verb.start())
        if not word:
            break
        start = word.end()
    start += len(text[start : verb.start()]) - len(text[start : verb.start()].lstrip(" :\n"))
    quote = first_quote(text, start - 1 if start else 0, verb.start())
    subject_end = quote[0] - 1 if quote else verb.start()
    goal = (quote and _target_of_quote(text, start, quote, verb.start())) or _target(text, start, subject_end)
    after = _past_colon(text, verb.end(), end)
    if goal is None:
        goal = _target_behind(text, verb.end(), after, end)
        if goal is None:
            return None
        after = _past_colon(text, goal[1], end) if goal[0] >= verb.end() else after
    if action == "delete":
        return _deleted(text, start, end, verb, goal, quote)
    if action == "insert":
        return _inserted(text, start, end, verb, goal, after)
    if _FROM.search(verb[0]):
        return _from_to(text, start, end, verb, goal)
    original = quote or _spoken_original(text, goal[1], verb.start())
    sum_ = _SUM.match(text, after, end) if _BY_SUM.match(verb[0]) else None
    replacement = sum_.span() if sum_ else _new_text(text, after, end)
    if replacement is None:
        return None
    return ChangeFound("replace", goal, original, replacement, verb.span(), start, replacement[1])


_PROVISO = re.compile(r"\b(?:met\s+dien\s+verstande|in\s+die\s+zin)\s*,?\s*dat\s+", re.I)
_BY_SUM = re.compile(r"(?:bij\s+te\s+stellen|te\s+verhogen|te\s+verlagen)\b", re.I)
_SUM = re.compile(r"(?:€|euro)\s?\d[\d.,]*(?<=\d)(?:\s(?:miljoen|mln\.?|duizend))?(?:\s+per\s+\w+)?", re.I)
_NAMED_QUOTE = re.compile(r"\W*(?:de|het)\s+(?:tekst|woord(?:en)?|zin(?:snede|sdeel)?|volzin|passage|bedrag|titel|term)\W*", re.I)
_IN = re.compile(r"\W{0,4}\s*(?:in|van|uit|onder|bij|op)\s+", re.I)


def _target_of_quote(text: str, start: int, quote: Range, end: int) -> Range | None:
    """As in "de woorden 'X' in artikel 2 te vervangen door": what is changed stands behind the words that are quoted."""
    if not _NAMED_QUOTE.fullmatch(text, start, quote[0]):
        return None
    joint = _IN.match(text, quote[1], end)
    return _target(text, joint.end(), end) if joint else None


_FROM = re.compile(r"\svan$", re.I)
_TO = re.compile(
    r"[\"'’”»`´]?[\s.,;]{0,3}(?:\s|(?<=\n))(?:in|naar|tot)\s*:?\s*(?=[\"'‘“„`]|€|(?<=:)\s|(?<=:)\n)|\n(?:in|naar)\s*:\s*", re.I
)
_NEXT = re.compile(r"\n(?:en\s+|alsmede\s+)?(?=(?:artikel|beslispunt|onderdeel|lid|punt)\b[^\n]{0,60}\bte\b)", re.I)


def _from_to(text: str, start: int, end: int, verb: re.Match[str], goal: Range) -> ChangeFound | None:
    """ "te wijzigen van: 'X' in: 'Y'": the original stands behind the verb. A quote that never closes ends where a next change begins."""
    joint = _TO.search(text, verb.end(), end)
    if joint is None:
        return None
    stop = _NEXT.search(text, joint.end(), end)
    original = _inner(text, _past_colon(text, verb.end(), joint.start()), joint.start() + (1 if text[joint.start()] in "\"'’”»`´" else 0))
    replacement = _new_text(text, _past_colon(text, joint.end(), end), stop.start() if stop else end)
    if original is None or replacement is None:
        return None
    return ChangeFound("replace", goal, original, replacement, verb.span(), start, replacement[1])


def _target(text: str, start: int, end: int) -> Range | None:
    """What is changed: from the first word to before the quoted or described text, tail words off."""
    head = target().search(text, start, min(end, start + 160))
    if not head or re.search(r"[.;]\s+[A-Z]", text[start : head.start()]):
        return None
    stop = end
    verb_tail = re.search(
        r"(?:[\s,:.(]|(?<!\w)(?:wordt|worden|als\s+volgt|te\s+(?:wijzigen|vervangen|veranderen|lezen|luiden)|de\s+(?:tekst|zin|woorden|zinsnede|passage)|het\s+(?:woord|bedrag)"
        r"|de\s+volgende\s+(?:tekst|zin|passage)|over|het\s+volgende|dient|moet|een\s+(?:nieuwe?|extra|\d+e|(?:twee|der|vier|vijf|zes|zeven|acht|negen|tien)d?e|tweede|derde|achtste|volgend|aanvullend|punt|beslispunt|lid|artikel|zin|alinea|passage|onderdeel)\s.*))*$",
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
    stop = start + len(text[start:stop].rstrip(" .,:;(\n"))
    return (start, stop) if start < stop <= start + 220 else None


def _target_behind(text: str, at: int, after: int, end: int) -> Range | None:
    """As in "toe te voegen aan beslispunt 3:" and "Te schrappen: beslispunt 4"."""
    stop = re.compile(r"[^:\n]{0,140}?(?=:|\n|$|[\"'‘“„`])").match(text, at, end)
    if not stop:
        return None
    lead = re.compile(r"\s*:?\s*(?:(?:aan|in|bij|onder|na|achter|uit|van)\s+)?", re.I).match(text, at, end)
    begin = lead.end() if lead else at
    head = target().search(text, begin, min(end, begin + 25))
    if not head:
        return None
    limit = max(stop.end(), head.end())
    found = re.compile(r"[^:.;\n\"'‘“„`]*").match(text, head.end(), max(limit, head.end()))
    last = found.end() if found else head.end()
    return begin, begin + len(text[begin:last].rstrip(" .,:"))


def _spoken_original(text: str, at: int, end: int) -> Range | None:
    """An original that stands unquoted between target and verb: "het bedrag van € 100.000 (te wijzigen in)"."""
    found = re.compile(
        r"[\s,:]*(?:(?:de\s+(?:tekst|woorden|zin|zinsnede|passage)|het\s+(?:woord|bedrag)(?:\s+van)?|van)\s+)(?P<old>\S[^\n]{1,300}?)\s*$",
        re.I,
    ).match(text, at, end)
    if not found:
        return None
    lo, hi = found.span("old")
    tail = re.search(r"\s+(?:wordt|worden|dient|moet)$", text[lo:hi])
    hi = lo + tail.start() if tail else hi
    return (lo, hi) if re.search(r"\w", text[lo:hi]) else None


def _new_text(text: str, at: int, end: int) -> Range | None:
    """The new text behind the verb: what is quoted, or all of it where nothing is quoted or the quote never closes."""
    inside = opens_at(text, at, end)
    begin = inside if inside is not None else at + len(text[at:end]) - len(text[at:end].lstrip(" :\n"))
    stop = end
    if inside is not None:
        last = last_closing(text, inside, end)
        first = closing(text, inside, end)
        if last is not None:
            between = text[first:last] if first is not None else ""
            stop = (
                last
                if first is None or not re.search(r"\n\n|[.;]\s+[A-Z]", between) or not re.search(r"[.;:]$", text[inside:first].rstrip())
                else first
            )
        elif first is not None:
            stop = first
    stop = begin + len(text[begin:stop].rstrip())
    return (begin, stop) if re.search(r"\w", text[begin:stop]) else None


_BETWEEN = re.compile(
    r"\s(?:tussen|na|achter|v[oó][oó]r)\s+(?:(?:het\s+woord|de\s+(?:woorden|zin|zinsnede|passage))\s+)?(?=[\"'‘“„`])", re.I
)


def _inserted(text: str, start: int, end: int, verb: re.Match[str], goal: Range, after: int) -> ChangeFound | None:
    """What follows a colon or a quote is the new text; else the clause itself says what is put in."""
    joint = text[verb.end() : after]
    inside = opens_at(text, after, end)
    between = _BETWEEN.search(text, goal[0], verb.start())
    word = between and _NAMED_QUOTE.search(text, between.end(), verb.start())
    if between and word and (new := first_quote(text, word.end() - 1, verb.start())):
        return ChangeFound("insert", (goal[0], min(goal[1], between.start())), None, new, verb.span(), start, verb.end())
    behind = text[after:end].strip()
    quote = first_quote(text, goal[1] if goal[1] < verb.start() else start, verb.start())
    if ":" in joint or "luidend" in joint.lower() or inside is not None or goal[0] >= verb.end():
        new = _new_text(text, after, end)
    elif quote:
        new = quote
    elif goal[1] < verb.start() and text[goal[1] : verb.start()].strip(" ,:;"):
        lo = goal[1] + len(text[goal[1] : verb.start()]) - len(text[goal[1] : verb.start()].lstrip(" ,:;\n"))
        sentence = _SENTENCE.match(text, verb.end(), end)
        hi = sentence.end() if sentence and behind else verb.end()
        new = (lo, lo + len(text[lo:hi].rstrip()))
    else:
        new = _new_text(text, after, end) if behind else None
    if new is None:
        return None
    return ChangeFound("insert", goal, None, new, verb.span(), start, max(new[1], verb.end()))


def _quoted_behind(text: str, at: int, end: int) -> Range | None:
    """As in "vervalt de zinsnede 'X'"."""
    lead = _NAMED_QUOTE.match(text, at, end)
    if lead is None:
        return None
    begin = lead.end() - 1  # the quote itself is one of the marks behind the word
    return first_quote(text, begin, min(end, begin + 600)) if opens_at(text, begin, end) is not None else None


def _deleted(text: str, start: int, end: int, verb: re.Match[str], goal: Range, quote: Range | None) -> ChangeFound:
    original = quote
    if original is None and goal[1] < verb.start():
        lo = goal[1]
        lead = re.compile(r"[\s,:(]*(?:over\s+|de\s+(?:tekst|zin|woorden|passage)\s*:?\s+)?", re.I).match(text, lo, verb.start())
        lo = lead.end() if lead else lo
        hi = lo + len(text[lo : verb.start()].rstrip(" ,;:\n"))
        tail = re.search(r"(?:^|\s+)(?:wordt|worden|geheel|volledig|dient|dienen|in\s+(?:zijn|haar)\s+geheel)$", text[lo:hi], re.I)
        hi = lo + tail.start() if tail else hi
        original = (lo, hi) if re.search(r"\w{3}", text[lo:hi]) else _quoted_behind(text, verb.end(), end)
    elif original is None:
        rest = first_quote(text, verb.end(), min(end, verb.end() + 400))
        original = rest
    return ChangeFound("delete", goal, original, None, verb.span(), start, max(verb.end(), original[1] if original else 0, goal[1]))


def _was_becomes(flow: Flow, start: int, end: int) -> list[ChangeFound]:
    """ "Was: ... Wordt: ...", labels at the heads of lines."""
    marks: list[tuple[str, int, int]] = []
    for line in flow.lines:
        if line.start < start or line.start >= end:
            continue
        for side in ("was", "becomes"):
            found = label(side).match(flow.text, line.start, line.end)
            if found:
                marks.append((side, line.start, found.end()))
                break
    out: list[ChangeFound] = []
    for i in range(len(marks) - 1):
        (first, at, after), (second, at2, after2) = marks[i], marks[i + 1]
        if first != "was" or second != "becomes":
            continue
        limit = marks[i + 2][1] if i + 2 < len(marks) else end
        limit = _before_target_line(flow, after2, limit)
        before = _target_above(flow, start if not out else out[-1].end, at)
        original, replacement = _inner(flow.text, after, at2), _inner(flow.text, after2, limit)
        if original is None and replacement is None:
            continue
        action: Action = "replace" if original and replacement else "insert" if replacement else "delete"
        out.append(ChangeFound(action, before, original, replacement, (at2, after2), at, replacement[1] if replacement else after2))
    return out


def _before_target_line(flow: Flow, at: int, limit: int) -> int:
    """A next target between two pairs ("Beslispunt 4") belongs to the next pair."""
    if limit >= len(flow.text):
        return limit
    last = limit
    for line in reversed(flow.lines[flow.line_at(at).index + 1 : flow.line_at(limit - 1).index + 1]):
        if len(line.text) < 120 and target().search(line.text[:60]) and line.blanks:
            last = line.start
        break
    return last


def _target_above(flow: Flow, start: int, at: int) -> Range | None:
    """The nearest line above a pair that names a target."""
    index = flow.line_at(max(start, at - 1)).index
    for line in reversed(flow.lines[max(0, index - 3) : index + 1]):
        if line.start < at and line.end > start and (goal := _named(flow.text, max(line.start, start), line.end)):
            return goal
    return None


def _named(text: str, begin: int, end: int) -> Range | None:
    """The target of a line or sentence, its number and its verb of change left off."""
    lead = _START.match(text, begin, end)
    begin = lead.end() if lead else begin
    for _ in range(3):
        word = before_target().match(text, begin, end)
        begin = word.end() if word else begin
    begin += len(text[begin:end]) - len(text[begin:end].lstrip())
    verb = cue().search(text, begin, end)
    return _target(text, begin, verb.start() if verb else end)


_PARAGRAPH = re.compile(r"\n\n|[.;:][ \t]*\n")


def target_before(flow: Flow, at: int) -> Range | None:
    """The target named by the sentence right above `at`: one with a verb of change, or a short line that begins with it."""
    stop = len(flow.text[:at].rstrip())
    begin = max(0, stop - 400)
    for mark in _PARAGRAPH.finditer(flow.text, begin, stop):
        begin = mark.end()
    verb = cue().search(flow.text, begin, stop)
    head = target().search(flow.text, begin, min(stop, begin + 25))
    return _named(flow.text, begin, stop) if verb or (head and stop - begin < 100) else None


def _inner(text: str, start: int, end: int) -> Range | None:
    """A stretch without the quotes around it."""
    raw = text[start:end]
    start, end = start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())
    inside = opens_at(text, start, end)
    if inside is not None:
        start = inside
        end = last_closing(text, inside, end) or end
    end = start + len(text[start:end].rstrip())
    return (start, end) if re.search(r"\w", text[start:end]) and not re.fullmatch(r"\W*(?:-|geen|leeg)\W*", text[start:end], re.I) else None
