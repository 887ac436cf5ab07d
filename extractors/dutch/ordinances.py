"""Names of ordinances and of decrees that carry out an act: "Verordening op het binnenwater 2010",
"Huisvestingsverordening Proefdam 2023", "Afstemmingsverordening Participatiewet, IOAW en IOAZ", "Uitvoeringsregeling
Invorderingswet 1990"."""

from __future__ import annotations

import re
from collections.abc import Collection

from griffier.extractors.dutch import places

_YEAR = r"\s+(?:19|20)\d{2}(?!\w|[-/.]\d)"
_CAPITAL = r"[A-ZÀ-Ý][\w'’]*(?:-[\w'’]+)*"
_WORD = r"[a-zà-ÿ]{4,}(?![\w’'])(?:-(?=\s+en\b))?"
_MORE = rf"(?:(?:\s+en\s+|(?<=ing)\s+van\s+(?:(?:de|het)\s+)?|\s+){_WORD})"
_NAMED_ACT = (
    rf"(?:[A-Z][a-z]{{3,}}wet(?!\w)|Wet\s+{_WORD}{_MORE}{{0,3}}|(?:Wmo|WMO|Awb|Woo|Wob|Wgr)(?![\w-])(?:\s2015)?)"
)
_ABOUT = rf"\s+{_NAMED_ACT}(?:(?:,\s+|\s+en\s+)(?:{_NAMED_ACT}|[A-Z]{{3,5}}(?![\w-]))){{0,3}}"
_SMALL_SUBJECT = (
    rf"(?:\s+op\s+(?:(?:de|het)\s+)?(?:{_WORD}|{_CAPITAL})(?:{_MORE}|\s+en\s+(?:de|het)\s+{_WORD}){{0,5}}"
    rf"|\s+(?:ter\s+)?{_WORD}{_MORE}{{0,5}}(?:\s+Wet\s+{_WORD}{_MORE}{{0,3}})?)"
)
_SUBJECT = (
    rf"(?:{_SMALL_SUBJECT}|{_ABOUT}"
    rf"|\s+{_CAPITAL}(?:-(?=\s+en\b))?(?:[ ]+(?:en[ ]+)?{_CAPITAL}){{0,3}}{_MORE}{{0,3}})"
)
_COMPOUND = r"(?:[A-ZÀ-Ý][a-zà-ÿ-]+(?:-\s[a-zà-ÿ]+)?-\s?en\s+[\w-]{3,}|[A-ZÀ-Ý][\w-]{2,})verordening(?!\w)"
_FORMS = (
    rf"(?P<head>(?:(?:[Aa]lgemene|[Bb]ijzondere|Financi[eë]le)\s+)?Verordening){_SUBJECT}(?:{_YEAR})?",
    rf"(?P<head>(?:[Aa]lgemene|[Bb]ijzondere)\s+[A-Za-z]*verordening){_SUBJECT}(?:{_YEAR})?",
    rf"(?P<whole>{_COMPOUND})(?:{_ABOUT}|\s+ter\s+{_WORD}{_MORE}{{0,3}}|\s+{_WORD}{_MORE}{{0,3}}(?={_YEAR})"
    rf"|[ ]{_CAPITAL}(?={_YEAR}))?(?:{_YEAR})?",
    rf"(?P<head>[a-z-]+verordening|verordening(?=\s+[a-z]))(?:\s+{_WORD}{_MORE}{{0,5}})?"
    rf"(?:[ ]+{_CAPITAL}(?:[ ]{_CAPITAL})?)?{_YEAR}",
    rf"(?P<head>Financieel\s+[Bb]esluit)\s+{_WORD}{_MORE}{{0,3}}(?:{_YEAR})?",
    rf"(?P<head>(?:Uitvoerings|Invoerings|Aanpassings)(?:wet|besluit|regeling)|Besluit\s+uitvoering)"
    rf"\s+(?:[A-Z][a-z]{{3,}}wet(?!\w)|[Ww]et\s+(?:op\s+(?:de|het)\s+)?{_WORD}{_MORE}{{0,3}})(?:{_YEAR})?",
)
_PATTERNS = tuple(re.compile(form) for form in _FORMS)
_BEGINS = re.compile(
    r"[A-Za-zà-ÿ-]*[vV]erordening|(?:[Aa]lgemene|[Bb]ijzondere)\s|Financi|[A-Z][a-z-]+-|(?:Uit|In|Aan)\w+ings|Besluit\s"
)
_TOWN = re.compile(rf"\s+({_CAPITAL}(?:\s+(?:aan\s+den\s+|aan\s+de\s+|en\s+|op\s+)?{_CAPITAL}){{0,2}})")
_LATER = re.compile(_YEAR)
_LINKS = re.compile(r"(?:\s+(?:en|van|op|de|het|ter))*\s*\Z")


def end_at(text: str, start: int, stop: int, behind: Collection[str]) -> int | None:
    """Where the name of an ordinance ends that begins at `start`; None where none does. `behind`: words that no longer
    belong to a name."""
    if not _BEGINS.match(text, start, stop):
        return None
    for pattern in _PATTERNS:
        found = pattern.match(text, start, stop)
        if found is None:
            continue
        head = "whole" if "whole" in found.groupdict() else "head"
        end = cut(text, found.end(head), found.end(), behind)
        if end > found.end(head) or head == "whole":
            return with_town(text, end, stop)
    return None


def cut(text: str, head: int, end: int, behind: Collection[str]) -> int:
    """The end of a name before the first word that no longer belongs to it."""
    for word in re.finditer(r"[\w’']+", text[head:end]):
        if word[0] in behind:
            return head + len(_LINKS.sub("", text[head : head + word.start()]))
    return end


def with_town(text: str, end: int, stop: int) -> int:
    """Where a name ends with the town and the year that follow it."""
    further = _TOWN.match(text, end, stop)
    while further is not None and " ".join(further[1].split()) not in places.by_name():
        shorter = max(further[1].rfind(" "), further[1].rfind("\n"))
        further = _TOWN.match(text, end, further.start(1) + shorter) if shorter > 0 else None
    if further is not None:
        year = _LATER.match(text, further.end(), stop)
        return year.end() if year else further.end()
    return end
