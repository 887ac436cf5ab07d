"""What a verb of change does to its target: the old and the new text of one unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from griffier.extractors.changes.change import ChangeFound
from griffier.extractors.changes.change_cues import ACTIONS, Action, target
from griffier.extractors.changes.quotes import first_quote, opens_at
from griffier.extractors.changes.targets import target_in
from griffier.extractors.changes.texts import (
    NAMED_QUOTE,
    inner,
    new_text,
    only_described,
    past_colon,
    quoted_behind,
    spoken_original,
)
from griffier.extractors.text.flow import Flow
from griffier.extractors.text.list_rows import Item
from griffier.extractors.text.lists import items_of

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Unit:
    """One verb of change with its sentence or paragraphs; ranges of `text`. `quote`: the first quoted words before the
    verb; `after`: where what stands behind the verb, its colon and lead begins."""

    text: str
    start: int
    end: int
    verb: re.Match[str]
    goal: Range
    quote: Range | None
    after: int

    @property
    def joint(self) -> str:
        """What stands between the verb and the text behind it."""
        return self.text[self.verb.end() : self.after]

    def made(self, action: Action, original: Range | None, replacement: Range | None, goal: Range | None = None,
             end: int | None = None) -> ChangeFound:  # fmt: skip
        """The change of this unit."""
        stop = max(self.verb.end(), replacement[1] if replacement else 0) if end is None else end
        return ChangeFound(action, goal or self.goal, original, replacement, self.verb.span(), self.start, stop)


_ONLY_LEAD = re.compile(
    r"\W*(?:(?:om|het|de|een|volgende?|nieuwe?|extra|aanvullende?|dictum(?:punt(?:en)?)?|beslis(?:sings)?punt(?:en)?"
    r"|besluitpunt(?:en)?|punt(?:en)?|tekst|zin|onder|aan|daarvan)\W+)*",
    re.I,
)


def announced_items(flow: Flow, start: int, end: int, verb: re.Match[str]) -> list[ChangeFound]:
    """Nothing but the verb, a colon, and on the lines below the points that are put in or struck out: "toe te voegen: /
    VI. De raad te informeren". Each numbered one is a change whose target is its number.

    seen: amendments that name the point of the dictum by the number that it gets.
    """
    action: Action = next(a for a in ACTIONS if verb[a])
    colon = re.compile(r"\s*:\s*").match(flow.text, verb.end(), end)
    if action == "replace" or colon is None or not points_below(flow.text[start : verb.start()]):
        return []
    items = items_of(flow, colon.end(), end)
    numbered = [_numbered(flow, item, action, verb, start) for item in items]
    if items and all(numbered):
        return [n for n in numbered if n]
    if any(numbered) or "\n" not in colon[0] or target().search(flow.text, start, verb.start()):
        return []
    whole = new_text(flow.text, colon.end(), end)
    return [_bare(action, None, whole, verb, start)] if whole else []


_NUMBER = re.compile(r"(?P<number>[IVXL]{1,5}|\d{1,2}[a-z]?)[.)]\s+")


def _numbered(flow: Flow, item: Item, action: Action, verb: re.Match[str], start: int) -> ChangeFound | None:
    """The change that a point is, its number perhaps behind a bullet ("• VI. ..."); None without a number."""
    found = _NUMBER.match(flow.text, item.start, item.end) if item.number is None else None
    number = item.number or (found and found.span("number"))
    text = (found.end() if found else item.start, (item.items or [item])[-1].end)
    return _bare(action, number, text, verb, start) if number else None


def _bare(action: Action, goal: Range | None, text: Range, verb: re.Match[str], start: int) -> ChangeFound:
    old, new = (text, None) if action == "delete" else (None, text)
    return ChangeFound(action, goal, old, new, verb.span(), start, text[1])


_POINTS_BELOW = re.compile(
    r"(?:\A|.*\s)(?:de|het)\s+volgende\s+(?:(?:nieuwe|extra)\s+)?(?:\w*punt(?:en)?|dictum)\s*", re.I | re.S
)


def points_below(unit_text: str) -> bool:
    """Do the words before a verb say that points follow below: "aan het besluit de volgende beslispunten"?"""
    return bool(_ONLY_LEAD.fullmatch(unit_text) or _POINTS_BELOW.fullmatch(unit_text))


def replaced(unit: Unit, old_sum: Range | None = None) -> ChangeFound | None:
    """Old text before the verb, new text behind it."""
    text = unit.text
    if _FROM.search(unit.verb[0]):
        return _from_to(unit)
    original = old_sum or unit.quote or spoken_original(text, unit.goal[1], unit.verb.start())
    sum_ = _SUM.match(text, unit.after, unit.end) if _BY_SUM.match(unit.verb[0]) else None
    replacement = sum_.span() if sum_ else new_text(text, unit.after, unit.end)
    if replacement is None or _MARK_ALONE.fullmatch(text, *replacement):
        return None
    return unit.made("replace", original, replacement, end=replacement[1])


_MARK_ALONE = re.compile(
    r"\W*(?:\d{1,2}|[a-h]|[IVXivx]{1,4})[.):]?\W*"
)  # of the first of the changes that a lead announces
_BY_SUM = re.compile(r"(?:bij\s+te\s+stellen|te\s+verhogen|te\s+verlagen)\b", re.I)
_SUM = re.compile(r"(?:€|euro)\s?\d[\d.,]*(?<=\d)(?:\s(?:miljoen|mln\.?|duizend))?(?:\s+per\s+\w+)?", re.I)
_FROM = re.compile(r"\svan$", re.I)
_INTO = r"(?:in|naar|tot)"
_TO = re.compile(
    rf"[\"'’”»`´]?[\s.,;]{{0,3}}(?:\s|(?<=\n)){_INTO}\s*:?\s*(?=[\"'‘“„`]|€|(?<=:)\s|(?<=:)\n)"
    rf"|\n[^\w\n]{{0,4}}{_INTO}\s*:\s*",
    re.I,
)
_NEXT = re.compile(r"\n(?:en\s+|alsmede\s+)?(?=(?:artikel|beslispunt|onderdeel|lid|punt)\b[^\n]{0,60}\bte\b)", re.I)


def _from_to(unit: Unit) -> ChangeFound | None:
    """ "te wijzigen van: 'X' in: 'Y'": the original stands behind the verb. A quote that never closes ends where a next
    change begins."""
    text = unit.text
    joint = _TO.search(text, unit.verb.end(), unit.end)
    if joint is None:
        return None
    stop = _NEXT.search(text, joint.end(), unit.end)
    closes = joint.start() + (1 if text[joint.start()] in "\"'’”»`´" else 0)
    original = inner(text, past_colon(text, unit.verb.end(), joint.start()), closes)
    replacement = new_text(text, past_colon(text, joint.end(), unit.end), stop.start() if stop else unit.end)
    sum_ = _SUM.match(text, *replacement) if replacement else None
    if replacement and sum_ and not re.search(r"\w", text[sum_.end() : replacement[1]]):
        replacement = sum_.span()
    return unit.made("replace", original, replacement, end=replacement[1]) if original and replacement else None


_BETWEEN = re.compile(
    r"\s(?:tussen|na|achter|v[oó][oó]r)\s*:?\s+(?:(?:het\s+woord|de\s+(?:woorden|zin|zinsnede|passage))\s+)?(?=[\"'‘“„`])",
    re.I,
)
_SENTENCE = re.compile(r".*?(?:[.;](?=\s+[A-Z\"'“‘(]|\s*$)|;\s*\n|\n\n|$)", re.S)


def inserted(unit: Unit) -> ChangeFound | None:
    """What follows a colon or a quote is the new text; else the clause itself says what is put in."""
    text, verb, goal = unit.text, unit.verb, unit.goal
    between = _BETWEEN.search(text, goal[0], verb.start())
    if between:
        goal = target_in(text, goal[0], between.start()) or (goal[0], min(goal[1], between.start()))
        word = NAMED_QUOTE.search(text, between.end(), verb.start())
        if word and (new := first_quote(text, word.end() - 1, verb.start())):
            return unit.made("insert", None, new, goal, verb.end())
    new_ = _put_in(unit, between is not None)
    return unit.made("insert", None, new_, goal) if new_ else None


def _put_in(unit: Unit, beside: bool) -> Range | None:
    """The words that are put in. `beside`: the words quoted before the verb only say where."""
    text, verb, goal = unit.text, unit.verb, unit.goal
    told = ":" in unit.joint or "luidend" in unit.joint.lower() or opens_at(text, unit.after, unit.end) is not None
    if told or goal[0] >= verb.end() or beside:
        return new_text(text, unit.after, unit.end)
    quote = first_quote(text, goal[1] if goal[1] < verb.start() else unit.start, verb.start())
    if quote:
        return quote
    behind = text[unit.after : unit.end].strip()
    if goal[1] < verb.start() and text[goal[1] : verb.start()].strip(" ,:;"):
        lo = goal[1] + len(text[goal[1] : verb.start()]) - len(text[goal[1] : verb.start()].lstrip(" ,:;\n"))
        sentence = _SENTENCE.match(text, verb.end(), unit.end)
        hi = sentence.end() if sentence and behind else verb.end()
        return lo, lo + len(text[lo:hi].rstrip())
    return new_text(text, unit.after, unit.end) if behind else None


_DESCRIBES = re.compile(r"[\s,:(]*(?:de\s+(?:tekst|zin|woorden|passage)\s+)?(?:over\s+)?", re.I)
_PASSIVE = re.compile(r"(?:^|\s+)(?:wordt|worden|geheel|volledig|dient|dienen|in\s+(?:zijn|haar)\s+geheel)$", re.I)
_BEGINS_WITH = re.compile(
    r"\b(?:beginn?end\w*|begint|aanvangend\w*|startend\w*|vanaf|tot\s+en\s+met)\s+(?:met\s+)?\W{0,2}$", re.I
)
_MATTERS = re.compile(r"\w{3}")


def deleted(unit: Unit) -> ChangeFound:
    """The words that go: quoted or described before the verb, or told behind its colon; None where all of the target
    goes."""
    text, verb, goal = unit.text, unit.verb, unit.goal
    original = unit.quote
    if original and _BEGINS_WITH.search(text, unit.start, original[0]):
        original = None  # the quote gives no more than the first words
    elif original is None and (told := _told_behind(unit)):
        original = told
    elif original is None and goal[1] < verb.start():
        original = _described(text, goal[1], verb.start()) or quoted_behind(text, verb.end(), unit.end)
    elif original is None:
        sentence = _SENTENCE.match(text, verb.end(), unit.end)
        original = first_quote(text, verb.end(), sentence.end() if sentence else verb.end())
    return unit.made("delete", original, None, end=max(verb.end(), original[1] if original else 0, goal[1]))


def _told_behind(unit: Unit) -> Range | None:
    """Behind a colon: what is quoted, or the paragraph on the next lines."""
    if unit.goal[0] >= unit.verb.end() or ":" not in unit.joint:
        return None
    if opens_at(unit.text, unit.after, unit.end) is None and "\n" not in unit.joint:
        return None
    return new_text(unit.text, unit.after, unit.end)


def _described(text: str, lo: int, at: int) -> Range | None:
    """The words between target and verb, without what only says that a text goes."""
    lead = _DESCRIBES.match(text, lo, at)
    lo = lead.end() if lead else lo
    hi = lo + len(text[lo:at].rstrip(" ,;:\n"))
    tail = _PASSIVE.search(text[lo:hi])
    hi = lo + tail.start() if tail else hi
    return (lo, hi) if _MATTERS.search(text, lo, hi) and not only_described(text[lo:hi]) else None
