"""What stands before the subject in a title, and is left off as a person leaves it off who cites it: "Motie van het
lid X inzake", "Geamendeerd voorstel van het college inzake", "Betreft:", the number behind it."""

from __future__ import annotations

import re

from griffier.extractors.dutch.words import PROPOSAL
from griffier.extractors.text.unwrapping import join_lines
from griffier.schemas.document import Document, Span
from griffier.schemas.evidence import Found

_STATE = (
    r"(?:(?:gewijzigde?|geamendeerde?|aangepaste?|herziene?|nieuwe?|nadere|aanvullende|beantwoording(?:\s+van)?(?:\s+de)?"
    r"|initiatief|concept|ontwerp)[\s-]*)*"
)
_ABOUT = r"(?:inzake|over|betreffende|m\.?b\.?t\.?|met\s+betrekking\s+tot|omtrent|aangaande|oer)"
_SUBMITTER = (
    r"(?:van|fan)\s+(?:het\s+(?:raads)?lid|de\s+(?:raads)?leden|raadslid|de\s+fracties?|fractie|it\s+lid)\b.{2,160}?"
)
_NUMBER = r"(?:\s+(?:nr\.?|nummer|no\.?)?\s*:?\s*[A-Z]{0,4}-?\d[\w./-]*)?"
_ASKED = (
    r"(?:schriftelijke|mondelinge|technische|vervolg|raads|staten|commissie|(?:artikel|art\.?)\s*\d+(?:\.\d+)?"
    r"|RvO)[\s-]*"
)
_QUESTIONS = rf"(?:(?:{_ASKED})*vra(?:ag|gen)|actualiteit|interpellatie(?:verzoek)?)"
_PROPOSAL = rf"(?:{PROPOSAL}|raadsbesluit|bespreeknotitie|startnotitie|beslisnota)"
_COLLEGE = r"(?:het\s+college(?:\s+van\s+(?:burgemeester\s+(?:en|&)\s+wethouders|b\s?(?:en|&)\s?w))?"
_PROPOSED_BY = (
    rf"(?:\s+(?:van|aan|voor|door)\s+(?:{_COLLEGE}|burgemeester\s+en\s+wethouders|het\s+(?:presidium|algemeen\s+bestuur)"
    r"|de\s+(?:(?:gemeente|deel)?raad|griffier?|agendacommissie|rekenkamer|commissie)))){0,2}"
)
_TABLED = re.compile(
    rf"{_STATE}(?:motie|(?:sub-?)?amendement|{_QUESTIONS}|initiatiefvoorstel)"
    rf"(?:\s+vreemd(?:\s+aan\s+de\s+orde(?:\s+van\s+de\s+dag)?)?)?{_NUMBER}"
    r"(?:\s+(?:ex|conform|volgens|op\s+grond\s+van|als\s+bedoeld\s+in)\s+art(?:ikel|\.)\s*\d[\d.:]*[^:\n]{0,60}?)?"
    rf"(?:\s*[:–-]\s+|\s+{_SUBMITTER}\s{_ABOUT}\s+|\s+(?:inzake|betreffende)\s+)",
    re.IGNORECASE | re.DOTALL,
)
_ASKS = re.compile(
    rf"(?:(?:aanvullende|nadere|beantwoording|antwoord(?:en)?|reactie|concept)\b[\s-]*(?:van\s+|op\s+)?(?:de\s+)?)*"
    rf"{_QUESTIONS}\b(?:(?!\b{_ABOUT}).){{0,160}}?\b{_ABOUT}\s+",
    re.IGNORECASE | re.DOTALL,
)
_BY_WHOM = re.compile(rf"{_SUBMITTER}\s{_ABOUT}\s+", re.IGNORECASE)
"""The second line of a heading: "van de fractie X over"."""
_BY_SENDER = re.compile(rf"van\s+(?:de|het|een)\s[^.:;]{{3,100}}?\s{_ABOUT}\s+", re.IGNORECASE)
"""Who wrote it, behind a label that is the kind's name: "Raadsadres van de buurtgroep over"."""
_PROPOSES = re.compile(
    rf"\W{{0,3}}{_STATE}{_PROPOSAL}{_NUMBER}{_PROPOSED_BY}{_NUMBER}"
    rf"(?:\s*[:–]\s*|\s+-\s+|\s+(?:{_ABOUT}|tot)\s+|\s+(?=(?-i:[A-Z])\w{{3}}))",
    re.IGNORECASE,
)
_INITIATIVE = re.compile(
    r"\W{0,3}(?:raads)?initiatief-?(?:raads)?voorstel(?:\s+(?:van\s+)?[^:\n]{4,90}:\s*|\s+-\s+|\s*[:–]\s*|\s+"
    rf"{_ABOUT}\s+)",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"(?:fwd?|re|antw|doorst|onderwerp|betreft|betreffende|titel|subject|motie|amendement|raadsvoorstel|raadsbesluit"
    r"|raads(?:leden)?(?:informatie)?brief|collegebrief|rib|petitie|raadsadres|ingekomen\s+brief|initiatiefvoorstel)\s*:\s*",
    re.IGNORECASE,
)
_LETTER_KIND = re.compile(
    r"(?:openbare\s+)?(?:raads(?:leden)?-?informatiebrief|raadsbrief|collegebrief|wethoudersbrief|informatiebrief|RIB"
    r"|raadsmemo|collegemededeling|raadsmededeling"
    r"|raadsadres)(?:\s+(?:nr\.?\s*|nummer\s*)?(?=\S*\d)(?=\S{4})[\w./-]+)?"
    rf"(?:\s*[:–-]\s*|\s+{_ABOUT}\s+(?:de\s+|het\s+)?"
    r"|\s+(?=[A-ZÀ-Ý‘“\"'])(?!Gemeente\b))(?=[^\W\d]\w{2}|[‘“\"'])",
    re.IGNORECASE,
)
"""What a letter is called, before its subject: where the letter itself labels no subject."""
BRACKET_NUMBER = re.compile(
    r"\s*\((?:(?:raads)?(?:voorstel|besluit)?-?\s?(?:nr|nummer|no)\.?|zaak(?:nr|nummer)?\.?|kenmerk)\s*:?\s*"
    r"(?P<n>(?=\S*\d)[\w./-]{1,20})\s*\)\s*$",
    re.IGNORECASE,
)
"""The number behind a title: "Vaststelling Nota grondbeleid (nr. 2024-031)"."""
_BY = re.compile(r"\s+van\s+(?:het|de)\s+(?:raads)?(?:lid|leden|fractie)\b.{0,80}$", re.IGNORECASE)
_TIME = re.compile(r"[\s,(]*(?:aanvang\s*:?\s*)?\d{1,2}[.:]\d{2}(?::\d{2})?\s*(?:uur)?\)?\s*$", re.IGNORECASE)
_SITE = re.compile(r"\s+[-|–•]\s+[Gg]emeente(?:raad)?\s+[A-Z'’][\w'’ -]{1,40}$")
"""The name of the site behind a page's title."""
_ADDRESS = re.compile(r"(?:\S+@\S+|https?://\S+|www\.\S+|140\d{2,3})\s+", re.IGNORECASE)
"""What a column beside the subject leaves before it."""
_COUNTED = re.compile(r"\d{1,2}[.)]?\s+(?=[A-ZÀ-Ý])")
_OPENING, _CLOSING = "‘'“\"„–-:|•*", "’'”\".,;:|–-"
_OPENS = re.compile(r"[‘“\"]|(?<!\S)'(?![snt]\b)")
"""A quote that opens; "'s" and "'t" are words."""

_FORMULAS: dict[str, tuple[re.Pattern[str], ...]] = {
    "letter": (_PREFIX, _BY_SENDER),
    "written_questions": (_PREFIX, _ASKS, _TABLED, _BY_WHOM),
    "council_proposal": (_PREFIX, _INITIATIVE, _PROPOSES),
    "council_decision": (_PREFIX, _INITIATIVE, _PROPOSES),
}
_OTHERS = (_TABLED, _PREFIX, _LETTER_KIND, _BY_SENDER)


def is_formula(text: str) -> bool:
    """Does a subject name kind and submitter instead of what it is about?"""
    return _TABLED.match(text) is not None


_BELONGS = re.compile(r"\W*(?:motie|amendement|raadsvoorstel)\s+(?:be)?horende?\s+bij\s", re.IGNORECASE)


def only_belongs(text: str) -> bool:
    """Does a subject say no more than where the paper belongs: "motie horend bij agendapunt 15"?"""
    return _BELONGS.match(text) is not None


def cited(doc: Document, spans: tuple[Span, ...], kind: str, confidence: float, *, labelled: bool) -> Found[str] | None:
    """The title without its formula, outer quotes, time, number and final punctuation. `labelled`: the document itself
    calls it its subject."""
    start, end = _without_formula(doc.text, spans[0].start, spans[-1].end, kind, labelled)
    start, end = _bare(doc.text, start, end)
    if end - start < 3:
        return None
    kept = tuple(Span(max(s.start, start), min(s.end, end)) for s in spans if s.end > start and s.start < end)
    value = join_lines("\n".join(doc.text[s.start : s.end] for s in kept))
    return Found(value, kept, "rule:title", confidence) if re.search(r"[^\W\d_]{3}", value) else None


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Without blanks, dashes and quotes around it; a quote that closes one inside stays."""
    while start < end and (text[start].isspace() or text[start] in _OPENING):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _CLOSING):
        if text[end - 1] in "’'”\"" and _OPENS.search(text, start, end - 1):
            break
        end -= 1
    return start, end


def _without_formula(text: str, start: int, end: int, kind: str, labelled: bool) -> tuple[int, int]:
    """Where the subject begins and ends."""
    formulas = _FORMULAS.get(kind, _OTHERS)
    if kind == "letter" and not labelled:
        formulas = _OTHERS
    for _ in range(3):
        match = next((m for f in (*formulas, _ADDRESS) if (m := f.match(text, start, end))), None)
        if match is None or end - match.end() < 3:
            break
        start = match.end()
    tails = (_SITE, *((BRACKET_NUMBER, _BY) if kind in ("council_proposal", "council_decision") else (_TIME,)))
    for tail in tails:
        found = tail.search(text[start:end])
        if found and found.start() > 8:
            end = start + found.start()
    counted = _COUNTED.match(text, start, end) if not labelled else None
    return (counted.end() if counted else start), end
