"""Which motion or amendment a text names: "Gewijzigde motie O.1 GL Bomen eerst", "de motie ‘Bomen eerst’ (RIS321243)",
"de motie-De Vries c.s. (nr. 578)".

A mention counts where it tells the paper from others: by a number, a quoted title, a registry number or a submitter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from griffier.extractors.drafting.draft import Fields
from griffier.extractors.dutch import parties
from griffier.extractors.dutch.paper_numbers import NUMBER
from griffier.extractors.dutch.words import MONTH, OUTCOME, PARTICLE
from griffier.schemas.document import Span
from griffier.schemas.evidence import Found

_CHANGED = (
    r"(?:(?:(?:nader\s+|aldus\s+)?(?:gewijzigde?|geamendeerde?|herziene?|aangepaste?)|ingediende|aangehouden)\s+)*"
)
_WHAT = r"(?P<what>(?:burger|initiatief)?moties?|(?:sub-?)?amendement(?:en)?)\b"
_STRANGE = r"(?:\s+vreemd(?:\s+aan\s+de\s+orde(?:\s+van\s+de\s+dag)?)?)?"
_NO_COUNT = rf"(?![\w%€]|[.,]\d|\s*(?:{MONTH}|stemmen|moties)\b)"
_NR = r"(?:(?:nr\.?|nummer|no\.?)\s*)"
_NUMBERED = rf"(?:\s*[-–:]?\s*{_NR}?[(]?(?P<number>{NUMBER}){_NO_COUNT}\)?)"
_SUBMITTER = (
    rf"(?:\s?[-–]\s?(?P<submitter>(?:(?i:{PARTICLE})\s+)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)(?:\s+c\.?\s?s\.?)?)"
)
_OPEN, _CLOSE = "[\"'‘’“”„«´`]", "[\"'’”“»´`]"
_QUOTED = rf"{_OPEN}(?P<title>[^\n\"‘“”„«»]{{3,200}}?(?:\n[^\n\"‘“”„«»]{{1,200}}?)?){_CLOSE}(?![\w])"
_REGISTRY = r"(?P<reference>RIS\s?\d{5,6}|(?:[A-Z]{1,4}[-./]?)?20\d\d[-./]\d{3,8}|\d{6,9})"
_BRACKETED = rf"\s*\((?:[^()\n]{{0,40}}?\b{_NR})?(?:{_REGISTRY}|(?P<nr>{NUMBER}))\)"

_LEADING = rf"(?:(?P<leading>{NUMBER})\W{{0,3}}\s+)?"
_HEADING = re.compile(rf"\W{{0,3}}{_LEADING}(?i:{_CHANGED}{_WHAT}{_STRANGE}){_NUMBERED}?")
_MENTION = re.compile(
    rf"\b(?i:{_CHANGED}{_WHAT}{_STRANGE})(?:{_SUBMITTER}|{_NUMBERED})?(?P<rest>(?:\s*[,:]?\s*(?:over|inzake|getiteld|"
    rf"genaamd|van\s+de\s+fractie\s+van)?\s*)?)"
)
_TITLE = re.compile(rf"\s*{_QUOTED}")
_BARE_TITLE = re.compile(r"\s*(?P<title>[A-ZÀ-Ý][^\n().;:!?]{3,120}(?:\n[^\n().;:!?]{1,100})?)(?=\s*\(RIS\s?\d)")
_ABOUT = re.compile(r"(?:over|inzake|betreffende|getiteld|genaamd)\s+", re.I)
_ALSO = re.compile(rf"\s*(?:,|en|&)\s*(?P<number>{NUMBER}){_NO_COUNT}")
_PLURAL = re.compile(r"(?:moties|amendementen)$", re.I)
_BRACKET = re.compile(_BRACKETED)
_LAST_BRACKET = re.compile(rf".*{_BRACKETED}\W*$", re.S)
_OPENS_BRACKET = re.compile(r"\s*[(]?\s*")
_CLOSES_BRACKET = re.compile(r"\s*\)")
_SHORT_PARTY = re.compile(
    r"[A-Z][\w&!]*[A-Z\d][\w&!]*(?:[-/][A-Z][\w&!]*)*(?=\s*\)?\s*(?:[:–-]?\s+[\"'‘“]?[A-ZÀ-Ý]|[.,;]|$))"
)
"""A party that no list knows, where a title in capitals follows: "HvDH Bomen eerst"."""
_JOINED = re.compile(r"\s*(?:,|en|&|/)\s+(?=[A-Z\d])")
_BETWEEN = re.compile(r"[\s:;,.–-]*")
_BEHIND = re.compile(rf"\s*(?:\([^()]*\)|[–-]\s*{OUTCOME})?\W*$", re.I)
_QUOTES = "\"'‘’“”„«»´`"


class Mention(NamedTuple):
    """A paper as named: its place and the fields of `Matter` that are said of it."""

    start: int
    end: int
    fields: Fields


def as_heading(text: str, start: int, end: int, municipality: str | None = None) -> Mention | None:
    """The paper that a heading is about, where it opens with it. `start` and `end`: of the heading in `text`."""
    opened = _HEADING.match(text, start, end)
    if opened is None:
        return None
    fields: Fields = {"type": _type(opened)}
    at = opened.end()
    if opened["number"] and not parties.is_party(opened["number"], municipality):
        fields["number"] = _found(opened, "number")
    else:
        at = opened.start("number") if opened["number"] else at
        if opened["leading"] and opened["leading"][0].isalpha():
            fields["number"] = _found(opened, "leading")
    while (party := _party_at(text, at, end, municipality)) is not None:
        fields.setdefault("party", party[0])
        joined = _JOINED.match(text, party[1], end)
        at = joined.end() if joined else party[1]
        if joined is None:
            break
    begun = _BETWEEN.match(text, at, end)
    at = begun.end() if begun else at
    if (bracket := _LAST_BRACKET.match(text, at, end)) and bracket["reference"]:
        fields["reference"] = _found(bracket, "reference")
    closed = _BEHIND.search(text, at, end)
    until = closed.start() if closed else end
    about = _ABOUT.match(text, at, until)
    at = about.end() if about else at
    title = text[at:until].strip(_QUOTES + " \n\t.,;:")
    if len(title) >= 3 and any(c.isalpha() for c in title):
        begin = text.index(title, at)
        fields["title"] = Found(" ".join(title.split()), (Span(begin, begin + len(title)),), "rule:matter-title", 0.85)
    return Mention(opened.start(), end, fields) if len(fields) > 1 else None


def in_prose(text: str, start: int, end: int, municipality: str | None = None) -> Iterator[Mention]:
    """The papers that running text names, in its order."""
    for found in _MENTION.finditer(text, start, end):
        fields: Fields = {"type": _type(found)}
        at = found.end()
        for name in ("number", "submitter"):
            if found[name] and not parties.is_party(found[name], municipality):
                fields[name] = _found(found, name)
        party = _party_at(text, at, min(end, at + 60), municipality) if fields.keys() - {"type"} else None
        if party is not None:
            fields["party"], at = party
        if title := _TITLE.match(text, at, end) or _BARE_TITLE.match(text, at, end):
            value = " ".join(title["title"].split()).strip(" .,;:?")
            fields["title"] = Found(value, (Span(*title.span("title")),), "rule:matter-title", 0.85)
            at = title.end()
        if bracket := _BRACKET.match(text, at, end):
            group = "reference" if bracket["reference"] else "nr"
            fields["reference" if bracket["reference"] else "number"] = _found(bracket, group)
            at = bracket.end()
        if fields.keys() - {"type", "party"}:
            yield Mention(found.start(), at, fields)
        while _PLURAL.match(found["what"]) and "number" in fields and (more := _ALSO.match(text, at, end)):
            at = more.end()
            yield Mention(more.start("number"), at, {"type": fields["type"], "number": _found(more, "number")})


def _type(match: re.Match[str]) -> Found[str]:
    kind = "motion" if "motie" in match["what"].lower() else "amendment"
    return Found(kind, (Span(*match.span("what")),), "derived:matter-type", 0.95)


def _found(match: re.Match[str], group: str) -> Found[str]:
    return Found(" ".join(match[group].split()), (Span(*match.span(group)),), f"rule:matter-{group}", 0.88)


def _party_at(text: str, at: int, end: int, municipality: str | None) -> tuple[Found[str], int] | None:
    """The party at a place, bare or in brackets, and where the text goes on behind it."""
    opened = _OPENS_BRACKET.match(text, at, end)
    here = opened.end() if opened else at
    known = [m for m in parties.find_parties(text, here, min(end, here + 60), municipality) if m.start == here]
    short = None if known else _SHORT_PARTY.match(text, here, end)
    if not known and short is None:
        return None
    start, stop = (known[0].start, known[0].end) if known else short.span() if short else (0, 0)
    closed = _CLOSES_BRACKET.match(text, stop, end)
    value = Found(" ".join(text[start:stop].split()), (Span(start, stop),), "rule:matter-party", 0.85)
    return value, closed.end() if closed and "(" in text[at:here] else stop
