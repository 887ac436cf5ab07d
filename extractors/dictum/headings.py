"""Where the blocks of a dictum begin: heads of recitals ("Overwegende dat") and of requests ("Roept het college op").

Both are read at the start of a line by the structure of the clause: subject, verb, addressee, particle.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from griffier.extractors.dictum.cursor import Cursor
from griffier.extractors.dictum.dictum_cues import Verb, addressee, data, either, finite, pattern, verbs, verbs_by_form
from griffier.extractors.dictum.feelings import CONFIDENCE, expressed
from griffier.extractors.text.flow import Flow, FlowLine


@dataclass(frozen=True, slots=True)
class Head:
    """A heading in the flow. `start`..`end` is what is printed, its end punctuation left out; `body` is where its items
    begin.

    `kind` is "recital" with `name` = its type, or "request" with `name` = the verb's lemma. `addressee` is a range of
    the flow. `open` is true where a list or paragraph follows, false where the sentence runs on behind the heading.
    """

    kind: Literal["recital", "request"]
    name: str
    start: int
    end: int
    body: int
    open: bool
    addressee: tuple[int, int] | None = None
    verb: tuple[int, int] | None = None


_NOISE = re.compile(r"[^\w\n\"'‘“(€]{0,4}[ ]?(?:\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.):]\s+)?")
_CELL = r"(?:\t|[ ]{2})\s*(?:[^\w\s]|[A-ZÀ-Ý\d])"
_CLOSE = re.compile(rf"[ ]*(?:…|\.{{2,3}})?[ ]*[:;,.?]?[ ]*(?=[\n\t]|$|{_CELL})|[ ]*(?::|…|\.{{3}})[ ]*")
_COLON_AHEAD = re.compile(r"[^:.;!?]{0,220}?:(?=[ ]*(?:\n|$))")
_OM = re.compile(r"[ ]*,?[ ]*\b(?:om|tot|dat|met betrekking tot)\b(?=[ ]*(?:[:,;]|[\n\t]|$))", re.I)
_DAT = re.compile(r"\s*,?\s*\bdat\b", re.I)
_BLANKS = re.compile(r"\s*")


@cache
def _recital_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    r = data()["recitals"]
    before = rf"(?:{either(r['before'])}\s+){{0,3}}"
    types = ("having_heard", "having_read", "convinced", "considering", "recognising", "noting", "other")
    return tuple((t, re.compile(rf"{before}(?P<cue>{either(r[t])})\b", re.I)) for t in types)


@cache
def _after_recital() -> re.Pattern[str]:
    return re.compile(r",?\s*" + either(data()["recitals"]["after"]) + r"\b", re.I)


@cache
def _recital_subject() -> re.Pattern[str]:
    return pattern("request", "subjects", r"\b(?:\s*,)?")


def recital_head(flow: Flow, line: FlowLine) -> Head | None:
    """The recital heading that opens a line, if one does."""
    noise = _NOISE.match(flow.text, line.start)
    start = noise.end() if noise else line.start
    for at, subject in ((line.start, False), (start, False), (start, True)):
        cursor = Cursor(flow.text, at)
        if subject and not cursor.take(_recital_subject()):
            continue
        for name, cue in _recital_patterns():
            found = cursor.take(cue)
            if found:
                return _close_recital(flow, line, name, at, found, cursor, subject)
    own = _OWN_WORDS.fullmatch(line.text.rstrip()) if line.blanks else None
    return Head("recital", "other", line.start, line.start + own.end("said"), line.end, True) if own else None


_OWN_WORDS = re.compile(r"(?P<said>(?:Wij|We|De (?:gemeente)?raad|De fracties?)\s[^.;:\n]{3,80}\sdat)\s*:")
"""A heading in words of its own, apart from the text: "We maken ons er zorgen over dat:"."""


def recital_at(text: str, start: int) -> Head | None:
    """A recital's cue in the run of a sentence."""
    cursor = Cursor(text, start)
    for name, cue in _recital_patterns():
        found = cursor.take(cue)
        if found:
            for _ in range(3):
                if not cursor.take(_after_recital()):
                    break
            return Head("recital", name, start, cursor.at, cursor.at, False)
    return None


def _close_recital(
    flow: Flow, line: FlowLine, name: str, start: int, cue: re.Match[str], cursor: Cursor, subject: bool
) -> Head | None:
    has_dat = _take_tail(flow.text, cursor)
    end = cursor.at
    close = _CLOSE.match(flow.text, end)
    opened = close is not None
    announced = has_dat or opened
    own = (not subject or name.startswith("having_")) and _ground_of_its_own(flow, start, end)
    if (subject or _is_weak(cue["cue"])) and not (announced or own):
        return None
    if not flow.text[start].isupper() and not own and _runs_on(line, name, start, announced, opened):
        return None
    if subject and not announced:
        start = cue.start()  # "De raad, gehoord de beraadslaging": who heard is no word of the heading
    return Head("recital", name, start, end, close.end() if close else end, opened)


def _runs_on(line: FlowLine, name: str, start: int, announced: bool, opened: bool) -> bool:
    return (name == "other" and not announced) or (bool(line.text[: start - line.start].strip()) and not opened)


def _take_tail(text: str, cursor: Cursor) -> bool:
    """Move behind what follows a cue in its paragraph ("het feit", "dat"); is there a "dat"?"""
    has_dat = False
    for _ in range(4):
        mark = cursor.at
        taken = cursor.take(_after_recital())
        if not taken or "\n\n" in text[mark : taken.start()]:
            cursor.at = mark
            break
        has_dat = has_dat or taken[0].lower().endswith("dat")
    return has_dat


def _is_weak(cue: str) -> bool:
    """Is a cue a word of running prose too ("wij zien"), so that it needs "dat" or a colon to open a block?"""
    word = re.sub(r"\s+", " ", cue.lower())
    return word in data()["recitals"]["weak"] or word.startswith(("wij ", "we ", "wat ", "is ", "zijn "))


_ARTICLE = re.compile(r"\s+(?:het|de|artikel)\s")


def _ground_of_its_own(flow: Flow, start: int, end: int) -> bool:
    """ "Gezien het voorstel van ...;": a paragraph that a comma or semicolon ends, as grounds of a decision do."""
    if not _ARTICLE.match(flow.text, end):
        return False
    line = flow.line_at(start)
    if not flow.text[start].isupper() and not (line.blanks and _ends(flow, line)):
        return False
    stop = flow.text.find("\n\n", end)
    last = flow.text[end : stop if stop >= 0 else len(flow.text)].rstrip()
    return last.endswith((";", ",")) and not re.search(r"\.\s+[A-Z]", last) and len(last) < 400


@cache
def _before() -> re.Pattern[str]:
    return pattern("request", "before", r"\b\s*,?")


@cache
def _subject() -> re.Pattern[str]:
    return pattern("request", "subjects", r"\b(?:\s*,)?")


@cache
def _adverbs() -> re.Pattern[str]:
    return pattern("request", "adverbs", r"\b\s*,?")


@cache
def _leads() -> re.Pattern[str]:
    """Adverbs, and what may stand before whom a verb addresses: "dringt er bij het college op aan"."""
    r = data()["request"]
    return re.compile(either([*r["adverbs"], *r["leads"]]) + r"\b\s*,?", re.I)


@cache
def _infinitive() -> tuple[tuple[Verb, re.Pattern[str]], ...]:
    """ "(besluit) het college op te dragen", "te verzoeken het college"."""
    return tuple(
        (v, re.compile(rf"{v.infinitive.replace(' ', chr(92) + 's+')}\b", re.I))
        for v in verbs()
        if v.infinitive and v.addressee
    )


@cache
def _passive() -> tuple[tuple[Verb, re.Pattern[str]], ...]:
    """ "wordt opgedragen", "wordt verzocht"."""
    return tuple(
        (v, re.compile(rf"word(?:t|en)\s+(?:(?:dan ook|hierbij|daarom|nadrukkelijk)\s+)?{v.participle}\b", re.I))
        for v in verbs()
        if v.participle
    )


def request_head(flow: Flow, line: FlowLine) -> Head | None:
    """The request heading that opens a line, if one does."""
    noise = _NOISE.match(flow.text, line.start)
    starts = [line.start] + ([noise.end()] if noise and noise.end() > line.start else [])
    for start in starts:
        head = request_at(flow.text, start)
        if head is None:
            continue
        bullet = bool(line.text[: start - line.start].strip())
        capital = flow.text[start].isupper()
        if not (capital or head.open or line.blanks or _ends(flow, line)):
            continue
        if bullet and not (head.open or capital):
            continue
        return head
    return None


def _ends(flow: Flow, line: FlowLine) -> bool:
    """Does the line before this one end a clause?"""
    return line.index == 0 or flow.lines[line.index - 1].text.rstrip()[-1:] in ".;:,!?)"


def request_at(text: str, start: int) -> Head | None:
    """Read "[daarom] [wij] verb [wij] [adverbs] [addressee] [adverbs] [particle] [om|dat] [:]" at a place in a text."""
    cursor = Cursor(text, start)
    cursor.many(_before())
    subject = cursor.take(_subject())
    cursor.many(_adverbs())
    verb = cursor.take(finite())
    if verb is None:
        return passive_at(text, start)
    if not subject:
        cursor.take(_subject())
    cursor.many(_leads())
    return _objects(text, start, cursor, verbs_by_form()[verb[0].lower()], verb.span())


def _objects(text: str, start: int, cursor: Cursor, choices: tuple[Verb, ...], verb: tuple[int, int]) -> Head | None:
    """What follows the finite verb. Of the verbs that share the form, the one whose particle is there."""
    if _THE_PAPER.match(text, cursor.at):
        return None
    asked = cursor.take(addressee())
    near = cursor.at
    cursor.many(_adverbs())
    behind = cursor.at
    for choice in choices:
        end = _particle(text, behind, choice) or _particle(text, near, choice)
        if end is None:
            continue
        if choice.lemma == "besluiten":
            nested = _decided(text, start, verb[1], verb)
            if nested:
                return nested
        told = None if asked or not choice.addressee or choice.particle is None else _addressed_behind(text, end)
        if told is not None:
            return _close_request(text, start, told[1], choice, told, verb)
        who = asked.span() if asked else _unlisted(text, verb[1], _before_particle(text, end, choice))
        return _close_request(text, start, end, choice, who if choice.addressee else None, verb)
    return None


def _before_particle(text: str, end: int, verb: Verb) -> int:
    """Where the words between a split verb and its particle end: "nodigt de scholen uit"."""
    if verb.particle is None:
        return end
    word = re.search(r"\s[^\W\d_]+\Z", text[:end])
    return word.start() if word and verb.particle.fullmatch(word[0]) else end


_TO = re.compile(r"(?:aan|bij)\b", re.I)


def _addressed_behind(text: str, at: int) -> tuple[int, int] | None:
    """Whom a split verb addresses behind its particle: "draagt op aan het college"."""
    cursor = Cursor(text, at)
    asked = cursor.take(addressee()) if cursor.take(_TO) else None
    return asked.span() if asked else None


_THE_PAPER = re.compile(
    r"\s*(?:(?:de|het)\s+)?(?:(?:na)?volgende?|onderstaande?|bijgaande?)\s+(?:\w+\s+)?(?:sub)?(?:motie|amendement)\b"
    r"|\s*voor\s*:\s*de\s+(?:gemeente)?raad\b[^.;:]{0,60}\b(?:bijeen|vergadering)",
    re.I,
)
"""What is put forward is this paper itself: "De ondergetekenden stellen de volgende motie voor"."""


def _particle(text: str, at: int, verb: Verb) -> int | None:
    """Behind the particle of a split verb; where the verb has none, here."""
    if verb.particle is None or verb.particle_then_end is None:
        return at
    if verb.lemma == "opzeggen" and CONFIDENCE.match(text, at):
        return at  # "zegt het vertrouwen op in wethouder X"
    found = verb.particle.match(text, at) or verb.particle_then_end.match(text, at)
    if found and "\n\n" in text[at : found.end()].strip():
        found = None
    if found and not verb.addressee and verb.lemma != "uitspreken" and text[at : found.end()].strip().count(" "):
        return at  # "keurt de handelwijze van het college af"
    if verb.lemma == "uitspreken" and (end := expressed(text, at, found is not None)) is not None:
        return end
    return found.end() if found else None


def _decided(text: str, start: int, at: int, verb: tuple[int, int]) -> Head | None:
    """ "besluit het college te verzoeken": the verb is the one that is decided on. With or without a colon between."""
    cursor = Cursor(text, at)
    cursor.take(re.compile(r":|om\b|,"))
    asked = cursor.take(addressee())
    if not asked:
        return None
    cursor.many(_adverbs())
    for choice, pattern_ in _infinitive():
        if cursor.take(pattern_):
            return _close_request(text, start, cursor.at, choice, asked.span(), verb)
    return None


_TO_SPEAK = re.compile(
    r"(?:(?:als\s+zijn\s+(?:mening|oordeel)|nadrukkelijk)\s+)?uit\s+te\s+spreken(?:\s*,?\s*dat\b)?", re.I
)


def decided_at(text: str, start: int) -> Head | None:
    """An item of "Besluit:" that asks: "het college op te dragen ..."."""
    cursor = Cursor(text, start)
    spoken = cursor.take(_TO_SPEAK)
    if spoken:
        blanks = _BLANKS.match(text, cursor.at)
        body = blanks.end() if blanks else cursor.at
        return Head("request", "uitspreken", start, cursor.at, body, False, None, spoken.span())
    asked = cursor.take(addressee())
    if not asked:
        return None
    cursor.many(_adverbs())
    for choice, pattern_ in _infinitive():
        found = cursor.take(pattern_)
        if found:
            head = _close_request(text, start, cursor.at, choice, asked.span(), found.span())
            blanks = _BLANKS.match(text, head.body)
            return replace(head, body=blanks.end() if blanks else head.body)
    return None


def passive_at(text: str, start: int) -> Head | None:
    """Read "het college wordt opgedragen/verzocht [om]" at a place in a text."""
    cursor = Cursor(text, start)
    cursor.many(_before())
    asked = cursor.take(addressee())
    if not asked:
        return None
    for choice, pattern_ in _passive():
        found = cursor.take(pattern_)
        if found:
            return _close_request(text, start, cursor.at, choice, asked.span(), found.span())
    return None


def _close_request(
    text: str, start: int, end: int, verb: Verb, who: tuple[int, int] | None, place: tuple[int, int]
) -> Head:
    """The heading's end: at the line's end or colon, else at a colon further in the same clause, else the sentence runs
    on."""
    om = _OM.match(text, end)
    if om:
        end = om.end()
    elif verb.lemma in ("uitspreken", "besluiten", "verklaren", "betreuren"):
        dat = _DAT.match(text, end)
        if dat and "\n\n" not in dat[0]:
            end = dat.end()
    close = _CLOSE.match(text, end)
    if close:
        return Head("request", verb.lemma, start, end, close.end(), True, who, place)
    ahead = _COLON_AHEAD.match(text, end)
    if ahead and "\n\n" not in ahead[0]:
        if who is None and verb.addressee:
            who = _unlisted(text, end, ahead.end() - 1)
        return Head("request", verb.lemma, start, ahead.end() - 1, ahead.end(), True, who, place)
    return Head("request", verb.lemma, start, end, end, False, who, place)


_UNLISTED = re.compile(
    r"\s*((?:het|de|alle|onze|zijn)\s+(?:[\w'’/&-]+\s*){1,6}?)(?=\s*(?:,|:|\b(?:om|op|aan|als|bij|in|met|tot)\b|$))",
    re.I,
)


def _unlisted(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A noun phrase that no list knows, between the verb and the colon of a heading: "verzoekt de
    huurdersvereniging:"."""
    found = _UNLISTED.match(text, start, end)
    return found.span(1) if found else None
