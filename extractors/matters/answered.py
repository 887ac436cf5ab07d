"""Which promises and which written questions a letter answers: "Afdoening toezegging T23-012 speelveld",
"toezeggingen 869 en 870", "Beantwoording schriftelijke vragen CDA over het zwembad". They stand in its subject; the
first paragraphs say on which day, and of whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from griffier.extractors.drafting.draft import Draft, Fields
from griffier.extractors.dutch import dates, parties
from griffier.extractors.dutch.names import NAME
from griffier.extractors.dutch.paper_numbers import PROMISE_NUMBER, YEAR
from griffier.extractors.dutch.words import MONTH, POLITE
from griffier.schemas.document import Part, Span
from griffier.schemas.evidence import Found

FIRST_CHARACTERS = 2500
"""In which a letter says what it answers."""

_NO_DATE = rf"(?![\w%€]|[.,]\d|\s*(?:{MONTH}|stuks)\b)"
_NUMBERED = rf"(?P<number>(?!{YEAR}\b(?![-–/.]))(?-i:{PROMISE_NUMBER})){_NO_DATE}"
_PROMISE = re.compile(
    rf"\b(?P<what>toezegging(?:en)?)\b(?:\s*[-–:(]?\s*(?:nr\.?|nummer|nrs\.?|nummers|ID|met\s+nummer)?\s*[(]?{_NUMBERED}\)?)?",
    re.I,
)
_ALSO = re.compile(rf"\s*(?:,|;|,?\s*en|&)\s*(?:nr\.?\s*)?{_NUMBERED}", re.I)
_ABOUT = re.compile(
    r"\b(?:inzake|over|betreffende|betreft|m\.?b\.?t\.?|met\s+betrekking\s+tot|i\.?h\.?k\.?v\.?|in\s+het\s+kader\s+van|getiteld"
    r"|ten\s+aanzien\s+van|omtrent|rond(?:om)?)\s+|\s*[:–]\s+|\s+-\s+",
    re.I,
)
_SETTLES = (
    r"(?:afdoening|afhandeling|beantwoording|uitvoering|nakoming|invulling|stand\s+van\s+zaken|voortgang|reactie|terugkoppeling"
    r"|naar\s+aanleiding|n\.?a\.?v\.?)"
)
_BEFORE = re.compile(
    rf"^\W*(?P<title>[^\n]{{4,160}}?)\W*\b(?:{_SETTLES}\b\s*(?:van\s+|op\s+)?(?:de\s+|een\s+)?)?\W*$", re.I | re.S
)
_KIND = re.compile(
    rf"\W*(?:(?:raadsinformatie|informatie|raads|college)?brief\b|rib\b|memo\b)?\W*(?:{_SETTLES}\b\W*)?(?:van\s+|op\s+)?(?:de\s+)?",
    re.I,
)
_TOLD = re.compile(
    rf"\b(?:toegezegd|(?:de|deze|een|uw)\s+toezegging(?:en)?|toezegging\s+(?:{PROMISE_NUMBER})|zegde[^.]{{0,80}}\btoe)\b",
    re.I,
)
_SETTLED = re.compile(
    r"\b(?:hiermee|hierbij|daarmee|met\s+deze\s+(?:brief|memo|informatie)|bij\s+dezen?|in\s+deze\s+brief)\b[^.]{0,120}"
    r"\b(?:toezegging|toegezegd|afgedaan|afgehandeld|gestand|na\s?gekomen|nakom)|\btoezegging(?:en)?\b[^.]{0,80}\b(?:afgedaan|afgehandeld"
    r"|gestand|nagekomen|voldaan)\b",
    re.I,
)
_HOLDER = re.compile(rf"\b(?i:wethouder|burgemeester|portefeuillehouder)\s+(?i:{POLITE}\s+)?(?P<name>{NAME})")
_QUESTIONS = re.compile(
    r"\b(?P<lead>(?:beantwoording|antwoord(?:en)?|reactie|herinnering|rappel|uitstel|tussenbericht)\b[^\n]{0,60}?)"
    r"(?P<what>(?:schriftelijke|raads|art(?:ikel|\.)?\s*\d+(?:\s*(?:RvO|reglement\s+van\s+orde))?|technische|mondelinge)?[-\s]*vragen)\b"
    rf"(?:\s*(?:nr\.?|nummer)?\s*[(]?(?P<number>(?:[A-Z]{{1,3}}[-\s]?)?(?:{YEAR}|\d{{2}})[-/.]\d{{1,5}})\)?)?",
    re.I,
)
_QUOTED = re.compile(r"[\"'‘“„](?P<title>[^\n\"“”„]{4,160}?)[\"'’”]")
_MARKS = "\"'‘’“”„ \n\t.,;:–-()"


def answered(part: Part, subject: tuple[Span, ...], municipality: str | None = None) -> list[Draft]:
    """The promises and questions that a letter is about. `subject`: the places of its title; none where it has none."""
    if not subject:
        return []
    whole = Span(subject[0].start, subject[-1].end)
    return [dict(fields) for fields in (*_promises(part, whole), *_questions(part, whole, municipality))]


def _promises(part: Part, subject: Span) -> Iterator[Fields]:
    text = part.doc.text
    told = _told_in_body(part, subject)
    named = _PROMISE.search(text, *subject)
    if named is not None:
        yield from _named(text, named, subject, told)
    elif told and _SETTLED.search(text, subject.end, min(part.end, subject.end + 2 * FIRST_CHARACTERS)):
        what = next(_PROMISED.finditer(text, subject.end, part.end))
        yield {"type": _type("promise", what.span()), **told, "title": _title(text, *subject)}


def _named(text: str, found: re.Match[str], subject: Span, told: Fields) -> Iterator[Fields]:
    """The promises that a subject names, each with what is said of all of them."""
    numbers = _numbers(text, found, subject.end)
    end = numbers[-1].spans[-1].end if numbers else found.end()
    about = _ABOUT.search(text, end, subject.end)
    days = _days(text, end, about.start() if about else subject.end)
    said: Fields = {"type": _type("promise", found.span("what")), **told, **({"date": days[0].found()} if days else {})}
    behind = about.end() if about else end if numbers and not days else subject.end
    said["title"] = _title(text, behind, subject.end) or _title_before(text, subject.start, found.start())
    each: list[Fields] = [{**said, "number": number} for number in numbers] or [said]
    yield from (fields for fields in each if any(fields[name] for name in fields if name != "type"))


def _days(text: str, start: int, end: int) -> list[dates.DateMention]:
    """The whole dates of a range."""
    return [day for day in dates.find(text, start, end, years=False) if day.edtf and day.day]


_PROMISED = re.compile(r"\btoe(?:zegging(?:en)?|gezegd)\b", re.I)


def _numbers(text: str, found: re.Match[str], end: int) -> list[Found[str]]:
    """ "869, 870 en 871"."""
    out: list[Found[str]] = []
    more: re.Match[str] | None = found if found["number"] else None
    while more is not None:
        out.append(Found(more["number"], (Span(*more.span("number")),), "rule:matter-number", 0.88))
        more = _ALSO.match(text, more.end(), end)
    return out


def _told_in_body(part: Part, subject: Span) -> Fields:
    """The day on which it was promised and by whom, as the first sentence that speaks of it says."""
    text = part.doc.text
    for found in _TOLD.finditer(text, subject.end, min(part.end, subject.end + FIRST_CHARACTERS)):
        start = max(subject.end, *(text.rfind(mark, 0, found.start()) + 1 for mark in (". ", ".\n", "\n\n", ",\n\n")))
        end = min((at for mark in (". ", ".\n", "\n\n") if (at := text.find(mark, found.end())) > 0), default=part.end)
        days = _days(text, start, end)
        if not days:
            continue
        holder = _HOLDER.search(text, start, end)
        who = (
            Found(" ".join(holder["name"].split()), (Span(*holder.span("name")),), "rule:matter-submitter", 0.85)
            if holder
            else None
        )
        return {"date": days[0].found(), "submitter": who}
    return {}


def _questions(part: Part, subject: Span, municipality: str | None) -> Iterator[Fields]:
    text = part.doc.text
    found = _QUESTIONS.search(text, *subject)
    if found is None:
        return
    about = _ABOUT.search(text, found.end(), subject.end)
    quoted = _QUOTED.search(text, found.end(), subject.end)
    known = parties.find_parties(text, found.end(), about.start() if about else subject.end, municipality)
    fields: Fields = {"type": _type("written_questions", found.span("what"))}
    if found["number"]:
        fields["number"] = Found(
            " ".join(found["number"].split()), (Span(*found.span("number")),), "rule:matter-number", 0.88
        )
    if known:
        fields["party"] = Found(known[0].raw, (Span(known[0].start, known[0].end),), "rule:matter-party", 0.85)
    if quoted:
        fields["title"] = _title(text, *quoted.span("title"))
    elif about:
        fields["title"] = _title(text, about.end(), subject.end)
    asked = _asked_on(part, found, subject)
    if asked is not None:
        fields["date"] = asked
    if {name for name, value in fields.items() if value is not None} & {"number", "title", "date"}:
        yield fields


def _asked_on(part: Part, found: re.Match[str], subject: Span) -> Found[str] | None:
    """ "d.d. 3 mei 2024" in the subject, "Op 3 mei 2024 heeft u vragen gesteld" under it."""
    text = part.doc.text
    days = _days(text, found.end(), subject.end)
    if not days:
        until = min(part.end, subject.end + FIRST_CHARACTERS)
        asked = re.compile(r"[^.\n]*(?:\n[^.\n]+)*?\bvragen\b[^.]{0,80}").finditer(text, subject.end, until)
        days = [day for sentence in asked for day in _days(text, *sentence.span())]
    return days[0].found() if days else None


def _title(text: str, start: int, end: int) -> Found[str] | None:
    """Words without quotes and marks around them."""
    title = text[start:end].strip(_MARKS)
    if len(title) < 4 or not any(c.isalpha() for c in title):
        return None
    begin = text.index(title, start)
    return Found(" ".join(title.split()), (Span(begin, begin + len(title)),), "rule:matter-title", 0.85)


def _title_before(text: str, start: int, end: int) -> Found[str] | None:
    """ "Houtstoken - afdoening toezegging 498": what stands before it, where it is more than the kind of letter."""
    kind = _KIND.match(text, start, end)
    begin = kind.end() if kind else start
    before = _BEFORE.match(text[begin:end])
    return _title(text, begin + before.start("title"), begin + before.end("title")) if before else None


def _type(kind: str, span: tuple[int, int]) -> Found[str]:
    return Found(kind, (Span(*span),), "derived:matter-type", 0.9)
