"""The changes of an amendment: units found by their verbs, each with target, original and replacement."""

from __future__ import annotations

import re

from griffier.extractors.changes.change import ChangeFound
from griffier.extractors.changes.change_cues import ACTIONS, Action, before_target, cue
from griffier.extractors.changes.extents import LEAD, apart, unit_end, unit_start
from griffier.extractors.changes.labelled import was_becomes
from griffier.extractors.changes.quotes import first_quote, opens_at
from griffier.extractors.changes.targets import named, target_behind, target_in, target_of_quote
from griffier.extractors.changes.texts import NAMED_QUOTE, inner, new_text, past_colon, quoted_behind, spoken_original
from griffier.extractors.text.flow import Flow

Range = tuple[int, int]

_CARRIED = re.compile(r"[\"'’”»`´\s.,;]*(?:en|alsmede|evenals)\s+", re.I)
_SENTENCE = re.compile(r".*?(?:[.;](?=\s+[A-Z\"'“‘(]|\s*$)|\n\n|$)", re.S)


def changes_in(flow: Flow, start: int, end: int) -> list[ChangeFound]:
    """The changes in a range of the flow, in order. A verb of change inside a new text that was already read is part of
    that text."""
    pairs = was_becomes(flow, start, end)
    out: list[ChangeFound] = []
    at = start
    for pair in pairs:
        out.extend(_by_verb(flow, at, pair.target[0] if pair.target else pair.start))
        out.append(pair)
        at = max(pair.end, pair.cue[1])
    return [*out, *_by_verb(flow, at, end)] if pairs else _by_verb(flow, start, end)


def _by_verb(flow: Flow, start: int, end: int) -> list[ChangeFound]:
    out: list[ChangeFound] = []
    at = start
    while (found := cue().search(flow.text, at, end)) is not None:
        begin = max(at, unit_start(flow, at, found.start()))
        stop = unit_end(flow, found.end(), end)
        change = _read_apart(flow, at, stop, found) or _read(flow, begin, stop, found)
        if change is None:
            at = found.end()
            continue
        out.append(change)
        at = max(change.end, found.end())
    return out


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


def _read(flow: Flow, start: int, end: int, verb: re.Match[str]) -> ChangeFound | None:
    action: Action = next(a for a in ACTIONS if verb[a])
    text = flow.text
    behind = _CARRIED.match(text, start, verb.start())
    start = behind.end() if behind else start
    lead = LEAD.match(text, start, verb.start())
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
    goal = (quote and target_of_quote(text, start, quote, verb.start())) or target_in(text, start, subject_end)
    after = past_colon(text, verb.end(), end)
    if goal is None:
        goal = target_behind(text, verb.end(), after, end)
        if goal is None:
            return None
        after = past_colon(text, goal[1], end) if goal[0] >= verb.end() else after
    if action == "delete":
        return _deleted(text, start, end, verb, goal, quote)
    if action == "insert":
        return _inserted(text, start, end, verb, goal, after)
    if _FROM.search(verb[0]):
        return _from_to(text, start, end, verb, goal)
    original = quote or spoken_original(text, goal[1], verb.start())
    sum_ = _SUM.match(text, after, end) if _BY_SUM.match(verb[0]) else None
    replacement = sum_.span() if sum_ else new_text(text, after, end)
    if replacement is None or _MARK_ALONE.fullmatch(text, *replacement):
        return None
    return ChangeFound("replace", goal, original, replacement, verb.span(), start, replacement[1])


_MARK_ALONE = re.compile(
    r"\W*(?:\d{1,2}|[a-h]|[IVXivx]{1,4})[.):]?\W*"
)  # of the first of the changes that a lead announces
_PROVISO = re.compile(r"\b(?:met\s+dien\s+verstande|in\s+die\s+zin)\s*,?\s*dat\s+", re.I)
_BY_SUM = re.compile(r"(?:bij\s+te\s+stellen|te\s+verhogen|te\s+verlagen)\b", re.I)
_SUM = re.compile(r"(?:€|euro)\s?\d[\d.,]*(?<=\d)(?:\s(?:miljoen|mln\.?|duizend))?(?:\s+per\s+\w+)?", re.I)
_FROM = re.compile(r"\svan$", re.I)
_TO = re.compile(
    r"[\"'’”»`´]?[\s.,;]{0,3}(?:\s|(?<=\n))(?:in|naar|tot)\s*:?\s*(?=[\"'‘“„`]|€|(?<=:)\s|(?<=:)\n)|\n(?:in"
    r"|naar)\s*:\s*",
    re.I,
)
_NEXT = re.compile(r"\n(?:en\s+|alsmede\s+)?(?=(?:artikel|beslispunt|onderdeel|lid|punt)\b[^\n]{0,60}\bte\b)", re.I)


def _from_to(text: str, start: int, end: int, verb: re.Match[str], goal: Range) -> ChangeFound | None:
    """ "te wijzigen van: 'X' in: 'Y'": the original stands behind the verb. A quote that never closes ends where a next
    change begins."""
    joint = _TO.search(text, verb.end(), end)
    if joint is None:
        return None
    stop = _NEXT.search(text, joint.end(), end)
    original = inner(
        text,
        past_colon(text, verb.end(), joint.start()),
        joint.start() + (1 if text[joint.start()] in "\"'’”»`´" else 0),
    )
    replacement = new_text(text, past_colon(text, joint.end(), end), stop.start() if stop else end)
    if original is None or replacement is None:
        return None
    return ChangeFound("replace", goal, original, replacement, verb.span(), start, replacement[1])


_BETWEEN = re.compile(
    r"\s(?:tussen|na|achter|v[oó][oó]r)\s+(?:(?:het\s+woord|de\s+(?:woorden|zin|zinsnede|passage))\s+)?(?=[\"'‘“„`])",
    re.I,
)


def _inserted(text: str, start: int, end: int, verb: re.Match[str], goal: Range, after: int) -> ChangeFound | None:
    """What follows a colon or a quote is the new text; else the clause itself says what is put in."""
    joint = text[verb.end() : after]
    inside = opens_at(text, after, end)
    between = _BETWEEN.search(text, goal[0], verb.start())
    word = between and NAMED_QUOTE.search(text, between.end(), verb.start())
    if between and word and (new := first_quote(text, word.end() - 1, verb.start())):
        return ChangeFound(
            "insert", (goal[0], min(goal[1], between.start())), None, new, verb.span(), start, verb.end()
        )
    behind = text[after:end].strip()
    quote = first_quote(text, goal[1] if goal[1] < verb.start() else start, verb.start())
    if ":" in joint or "luidend" in joint.lower() or inside is not None or goal[0] >= verb.end():
        new = new_text(text, after, end)
    elif quote:
        new = quote
    elif goal[1] < verb.start() and text[goal[1] : verb.start()].strip(" ,:;"):
        lo = goal[1] + len(text[goal[1] : verb.start()]) - len(text[goal[1] : verb.start()].lstrip(" ,:;\n"))
        sentence = _SENTENCE.match(text, verb.end(), end)
        hi = sentence.end() if sentence and behind else verb.end()
        new = (lo, lo + len(text[lo:hi].rstrip()))
    else:
        new = new_text(text, after, end) if behind else None
    if new is None:
        return None
    return ChangeFound("insert", goal, None, new, verb.span(), start, max(new[1], verb.end()))


def _deleted(text: str, start: int, end: int, verb: re.Match[str], goal: Range, quote: Range | None) -> ChangeFound:
    original = quote
    if original is None and goal[1] < verb.start():
        lo = goal[1]
        lead = re.compile(r"[\s,:(]*(?:over\s+|de\s+(?:tekst|zin|woorden|passage)\s*:?\s+)?", re.I).match(
            text, lo, verb.start()
        )
        lo = lead.end() if lead else lo
        hi = lo + len(text[lo : verb.start()].rstrip(" ,;:\n"))
        tail = re.search(
            r"(?:^|\s+)(?:wordt|worden|geheel|volledig|dient|dienen|in\s+(?:zijn|haar)\s+geheel)$", text[lo:hi], re.I
        )
        hi = lo + tail.start() if tail else hi
        original = (lo, hi) if re.search(r"\w{3}", text[lo:hi]) else quoted_behind(text, verb.end(), end)
    elif original is None:
        rest = first_quote(text, verb.end(), min(end, verb.end() + 400))
        original = rest
    return ChangeFound(
        "delete", goal, original, None, verb.span(), start, max(verb.end(), original[1] if original else 0, goal[1])
    )
