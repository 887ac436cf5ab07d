"""Which motion or amendment a text names: "Gewijzigde motie O.1 GL Bomen eerst", "de motie ‘Bomen eerst’ (RIS321243)",
"de motie-De Vries c.s. (nr. 578)".

A mention counts where it tells the paper from others: by a number, a quoted title, a registry number or a submitter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from griffier.extractors.drafting.draft import Fields
from griffier.extractors.dutch import dates, parties
from griffier.extractors.dutch.paper_numbers import NUMBER
from griffier.extractors.dutch.words import MONTH, OUTCOME, PARTICLE, POLITE, PROPOSAL, UNANIMOUSLY
from griffier.schemas.document import Span
from griffier.schemas.evidence import Found

_CHANGED = (
    r"(?:(?:(?:nader\s+|aldus\s+)?(?:gewijzigde?|geamendeerde?|herziene?|aangepaste?)|ingediende|aangehouden)\s+)*"
)
_WHAT = r"(?P<what>(?:burger|initiatief)?moties?|(?:sub-?)?amendement(?:en)?)\b"
_STRANGE = r"(?:\s+vreemd(?:\s+aan\s+de\s+orde(?:\s+van\s+de\s+dag)?)?)?"
_NO_COUNT = rf"(?![\w%€]|[.,]\d|\s*(?:{MONTH}|stemmen|moties)\b)"
_NR = r"(?:(?:nr\.?|nummer|no\.?)\s*)"
_NUMBERED = rf"(?:\s*[-–:]?\s*{_NR}?[(‘'\"]?(?P<number>{NUMBER}){_NO_COUNT}[)’'\"]?)"
_SUBMITTER = (
    rf"(?:\s?[-–]\s?(?P<submitter>(?:(?i:{PARTICLE})\s+)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)(?:\s+c\.?\s?s\.?)?)"
)
_OPEN, _CLOSE = "[\"'‘’“”„«´`]", "[\"'’”“»´`]"
_QUOTED = rf"{_OPEN}(?P<title>[^\n\"‘“”„«»]{{3,200}}?(?:\n[^\n\"‘“”„«»]{{1,200}}?)?){_CLOSE}(?![\w])"
_REGISTRY = r"(?P<reference>RIS\s?\d{5,6}|\d{2}bb\d{4,7}|(?:[A-Z]{1,4}[-./]?)?20\d\d[-./]\d{3,8}|\d{6,9})"
_BRACKETED = rf"\s*\((?:[^()\n]{{0,40}}?\b{_NR})?(?:{_REGISTRY}|(?P<nr>{NUMBER}))\)"

_LEADING = rf"(?:(?P<leading>{NUMBER})\W{{0,3}}\s+)?"
_HEADING = re.compile(rf"\W{{0,3}}{_LEADING}(?i:{_CHANGED}{_WHAT}{_STRANGE}){_NUMBERED}?")
_MENTION = re.compile(
    rf"\b(?i:{_CHANGED}{_WHAT}{_STRANGE})(?:{_SUBMITTER}|{_NUMBERED})?(?:\s*[,:]?\s*(?:over|inzake|getiteld|"
    r"genaamd|van\s+de\s+fractie\s+van)?\s*)?"
)
_EXECUTIVE = r"burgemeester\s+en\s+wethouders?|B\s?&\s?W"
_OF_THE_COLLEGE = (
    rf"(?:\s+van\s+(?:het\s+college(?:\s+van\s+(?:{_EXECUTIVE}))?|{_EXECUTIVE}|het\s+(?:presidium|dagelijks\s+bestuur)"
    r"|de\s+(?:griffier?|rekenkamer|burgemeester|(?:gemeente)?raad)\b"
    r"|(?:de\s+)?(?:wethouders?|portefeuillehouders?)\s+(?:[a-z]+\s+)?(?-i:[A-Z])[\w’'-]+"
    rf"|de\s+(?:raads)?commissie\b[^;:()]{{0,120}}?(?=\s+van\s+\d{{1,2}}\s+{MONTH})))?"
    rf"(?:\s+(?:van|d\.?d\.?)\s+(?P<day>\d{{1,2}}\s+{MONTH}\s+\d{{4}}))?"
)
_PROPOSAL = re.compile(
    r"\W{0,3}(?:(?:nader\s+)?(?:gewijzigd|geamendeerd)\s+(?:en\s+)?)*(?P<what>"
    rf"{PROPOSAL})\b(?:\s*\([^()\n]{{2,60}}\))?{_OF_THE_COLLEGE}"
    r"(?:\s*[:–-]|\s+(?:inzake|betreffende|over|om|voor|tot)\b)?",
    re.I,
)
"""A proposal's heading, without its subject."""
_TITLE = re.compile(rf"\s*{_QUOTED}")
_BARE_TITLE = re.compile(r"\s*(?P<title>[A-ZÀ-Ý][^\n().;:!?]{3,120}(?:\n[^\n().;:!?]{1,100})?)(?=\s*\(RIS\s?\d)")
_LEADS = r"over|inzake|betreffende|getiteld|omtrent|aangaande|m\.?b\.?t\.?|met\s+betrekking\s+tot"
"""What leads from a paper to its subject."""
_ABOUT = re.compile(rf"(?:{_LEADS}|genaamd)\s+", re.I)
_ALSO = re.compile(rf"(?P<joint>\s*(?:,|;|,?\s*en|&)\s*)(?:(?P<number>{NUMBER}){_NO_COUNT}|(?={_OPEN}))")
_PLURAL = re.compile(r"(?:moties|amendementen)$", re.I)
_BRACKET = re.compile(_BRACKETED)
_LAST_BRACKET = re.compile(rf".*{_BRACKETED}\W*$", re.S)
_OPENS_BRACKET = re.compile(r"\s*[(]?\s*")
_CLOSES_BRACKET = re.compile(r"\s*\)")
_SHORT_PARTY = re.compile(
    r"[A-Z][\w&!]*[A-Z\d][\w&!]*(?:[-/][A-Z][\w&!]*)*(?=\s*\)?\s*(?:[:–-]?\s+[\"'‘“]?[A-ZÀ-Ý]|[.,;]|$))"
)
"""A party that no list knows, where a title in capitals follows: "HvDH Bomen eerst"."""
_A_NUMBER = re.compile(rf"{NUMBER}(?![\w&!])")
_JOINED = re.compile(r"\s*(?:,|en|&|/)\s+(?=[A-Z\d])")
_OF = re.compile(
    r"\s*(?:ingediend\s+door|van|door|namens)\s+(?:(?:de|het)\s+)?(?:fracties?\s+(?:van\s+)?(?:(?:de|het)\s+)?)?", re.I
)
_TABLED_BY = re.compile(
    r"\s*[:,–-]?\s*(?:(?:van\s+)?(?:het\s+lid|de\s+leden)\s+)?[A-ZÀ-Ý][^\n()\"“‘:;]{1,50}?\s*\((?P<party>[A-Z0-9][^()\n]{1,40})\)"
    r"\s*[:,–-]?\s*(?=[\"‘“„«])"
)
"""Who tabled it, before a title in quotes: "Vis (50PLUS) "Meer bankjes""."""
_OF_A_GROUP = re.compile(r"\s*\((?P<party>[A-Z0-9][^()\n]{1,40})\)\s*:\s*(?=\S)")
"""A party that no list knows, in brackets before a title: "Motie vreemd (Ons Dorp): Snelheid"."""
_NAME = rf"(?:[A-Z]\.\s?){{0,6}}+(?:(?i:{PARTICLE})\s+){{0,3}}+[A-ZÀ-Ý][\w’'-]+(?:\s[A-ZÀ-Ý][\w’'-]+)?"
_MEMBER = rf"(?:(?i:{POLITE})\s*)?{_NAME}(?:\s+c\.?\s?s\.?)?(?:\s*\([^()\n]{{1,40}}\))?"
_BY_MEMBERS = re.compile(
    r"\s*(?:(?i:ingediend\s+door|van|door|namens)\s+)(?P<said>(?i:(?:het|de)\s+(?:\w*(?:lid|leden)|heer|heren|dames?)\s+|"
    rf"(?:\w*lid|{POLITE})\s*))?(?:(?i:{POLITE})\s*)?(?P<submitter>{_NAME})(?P<more>\s+c\.?\s?s\.?)?(?:\s*\((?P<party>[^()\n]{{1,40}})\))?"
    rf"(?:\s*(?:,|en|&)\s+{_MEMBER}){{0,8}}(?=\s*(?:[:,–-]\s|(?:{_LEADS})\b|$|{_OPEN}))"
)
"""Who tabled it, before what it is about: "van het lid De Proef (VVD) c.s. over"."""
_BETWEEN = re.compile(r"[\s:;,.–-]*")
_BEHIND = re.compile(rf"\s*(?:[:–|-]\s*(?:{UNANIMOUSLY}\s+)?{OUTCOME}\b)?\s*(?:\((?P<in>[^()]*)\))?\W*$", re.I)
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
        return _proposal(text, start, end)
    fields: Fields = {"type": _type(opened)}
    at = _numbered(opened, fields, municipality)
    at = _partied(text, at, end, fields, municipality)
    at = _named_before_title(text, at, end, fields)
    begun = _BETWEEN.match(text, at, end)
    at = begun.end() if begun else at
    if (bracket := _LAST_BRACKET.match(text, at, end)) and bracket["reference"]:
        fields["reference"] = _found(bracket, "reference")
    closed = _BEHIND.search(text, at, end)
    until = closed.start() if closed else end
    about = _ABOUT.match(text, at, until)
    at = about.end() if about else at
    if title := _title_in(text, at, until):
        fields["title"] = title
        if closed and "party" not in fields and (party := _party_alone(text, *closed.span("in"), municipality)):
            fields["party"] = party
    return Mention(opened.start(), end, fields) if len(fields) > 1 else None


def _party_alone(text: str, start: int, end: int, municipality: str | None) -> Found[str] | None:
    """The party that is all of a bracket behind a title."""
    known = parties.find_parties(text, start, end, municipality) if start >= 0 else []
    if len(known) != 1 or (known[0].start, known[0].end) != (start, end):
        return None
    return Found(text[start:end], (Span(start, end),), "rule:matter-party", 0.85)


def _numbered(opened: re.Match[str], fields: Fields, municipality: str | None) -> int:
    """Puts in the number behind the word, or the one before it where it opens with a letter. Returns where the heading
    goes on."""
    if opened["number"] and not parties.is_party(opened["number"], municipality):
        fields["number"] = _found(opened, "number")
        return opened.end()
    if opened["leading"] and opened["leading"][0].isalpha():
        fields["number"] = _found(opened, "leading")
    return opened.start("number") if opened["number"] else opened.end()


def _partied(text: str, at: int, end: int, fields: Fields, municipality: str | None) -> int:
    """Puts in the first of the parties at a place. Returns where the heading goes on behind all of them."""
    lead = _OF.match(text, at, end)
    if lead is not None and _party_at(text, lead.end(), end, municipality) is not None:
        at = lead.end()
    while (party := _party_at(text, at, end, municipality)) is not None:
        fields.setdefault("party", party[0])
        joined = _JOINED.match(text, party[1], end)
        if joined is None:
            return party[1]
        at = joined.end()
    return at


def _named_before_title(text: str, at: int, end: int, fields: Fields) -> int:
    """Puts in the party of who tabled it, named before a title in quotes. Returns where the title begins."""
    named = _TABLED_BY.match(text, at, end) or ("party" not in fields and _OF_A_GROUP.match(text, at, end)) or None
    if named is None:
        return _by_members(text, at, end, fields) if "party" not in fields else at
    fields.setdefault("party", Found(named["party"], (Span(*named.span("party")),), "rule:matter-party", 0.85))
    return named.end()


def _by_members(text: str, at: int, end: int, fields: Fields) -> int:
    """Puts in the first of the members who tabled it, with the party behind the name. Returns where the heading goes
    on. A name that nothing calls a member's may be a group's: it is passed over."""
    named = _BY_MEMBERS.match(text, at, end)
    if named is None:
        return at
    if named["party"]:
        fields["party"] = _found(named, "party")
    if named["said"] or named["more"] or named["party"]:
        fields["submitter"] = _found(named, "submitter")
    return named.end()


def of_title(title: Found[str], text: str, municipality: str | None = None) -> Fields | None:
    """What a title says of the paper that it is about. `text`: of the document. Where the title stands in pieces, with
    the cells of other columns between them, all of its places stand for each field."""
    if len(title.spans) == 1 and " ".join(text[slice(*title.spans[0])].split()) == title.value:
        told = as_heading(text, *title.spans[0], municipality)
        return told.fields if told else None
    told = as_heading(title.value, 0, len(title.value), municipality)
    if told is None:
        return None
    whole = {k: Found(v.value, title.spans, v.method, v.confidence) for k, v in told.fields.items() if v is not None}
    return dict(whole)


def _proposal(text: str, start: int, end: int) -> Mention | None:
    """ "Gewijzigd voorstel van het college inzake de Kadernota (RIS320834)"."""
    opened = _PROPOSAL.match(text, start, end)
    if opened is None:
        return None
    what = Found("council_proposal", (Span(*opened.span("what")),), "derived:matter-type", 0.9)
    fields: Fields = {"type": what}
    if opened["day"] and (day := dates.find(text, *opened.span("day"))):
        fields["date"] = Found(day[0].edtf, (Span(day[0].start, day[0].end),), "rule:matter-date", 0.9)
    until = end
    if bracket := _LAST_BRACKET.match(text, opened.end(), end):
        until = text.rindex("(", opened.end(), end)
        if bracket["reference"]:
            fields["reference"] = _found(bracket, "reference")
    if title := _title_in(text, opened.end(), until):
        fields["title"] = title
    return Mention(opened.start(), end, fields) if "title" in fields else None


def _title_in(text: str, start: int, end: int) -> Found[str] | None:
    """What is left of a heading behind kind, number and party: words, without quotes and marks around them."""
    title = text[start:end].strip(_QUOTES + " \n\t.,;:–-")
    if len(title) < 3 or not any(c.isalpha() for c in title):
        return None
    begin = text.index(title, start)
    return Found(" ".join(title.split()), (Span(begin, begin + len(title)),), "rule:matter-title", 0.85)


def in_prose(text: str, start: int, end: int, municipality: str | None = None) -> Iterator[Mention]:
    """The papers that running text names, in its order."""
    for found in _MENTION.finditer(text, start, end):
        fields, at = _told(text, found, end, municipality)
        if fields.keys() - {"type", "party"}:
            yield Mention(found.start(), at, fields)
        if len(fields) > 1 and _PLURAL.match(found["what"]):
            behind = found.end("number") if fields.keys() == {"type", "number"} else at
            yield from _others(text, behind, end, fields)


def _told(text: str, found: re.Match[str], end: int, municipality: str | None) -> tuple[Fields, int]:
    """What a mention says of its paper, and where it ends."""
    fields: Fields = {"type": _type(found)}
    at = found.end()
    for name in ("number", "submitter"):
        if found[name] and not parties.is_party(found[name], municipality):
            fields[name] = _found(found, name)
    if len(fields) > 1 and (party := _party_at(text, at, min(end, at + 60), municipality)) is not None:
        fields["party"], at = party
    at = _titled(text, at, end, fields)
    return fields, at


def _others(text: str, at: int, end: int, first: Fields) -> Iterator[Mention]:
    """ "moties M1, M2 en M4", "moties ‘Bomen eerst’ (RIS321253) en ‘Licht aan’": the papers behind the first."""
    while more := _ALSO.match(text, at, end):
        fields: Fields = {"type": first["type"]}
        at = more.end()
        if more["number"]:
            fields["number"] = _found(more, "number")
        at = _titled(text, at, end, fields)
        if len(fields) == 1:
            return
        yield Mention(more.end("joint"), at, fields)


def _titled(text: str, at: int, end: int, fields: Fields) -> int:
    """Puts in the title and the registry number at a place. Returns where the text goes on."""
    if title := _TITLE.match(text, at, end) or _BARE_TITLE.match(text, at, end):
        value = " ".join(title["title"].split()).strip(" .,;:?")
        fields["title"] = Found(value, (Span(*title.span("title")),), "rule:matter-title", 0.85)
        at = title.end()
    if bracket := _BRACKET.match(text, at, end):
        name, group = ("reference", "reference") if bracket["reference"] else ("number", "nr")
        fields[name] = _found(bracket, group)
        at = bracket.end()
    return at


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
    short = None if known or _A_NUMBER.match(text, here, end) else _SHORT_PARTY.match(text, here, end)
    if not known and short is None:
        return None
    start, stop = (known[0].start, known[0].end) if known else short.span() if short else (0, 0)
    closed = _CLOSES_BRACKET.match(text, stop, end)
    value = Found(" ".join(text[start:stop].split()), (Span(start, stop),), "rule:matter-party", 0.85)
    return value, closed.end() if closed and "(" in text[at:here] else stop
