"""The meaning of a table's signs where a legend prints it: "- = nadeel", "Nadelen staan tussen haakjes"."""

from __future__ import annotations

import re

from griffier.extractors.tables.model import Sign

_QUOTES = r"[\"'“”„‘’`]*"
_GOOD = (
    r"(?:voordel\w*|voordeel|positief|gunstig|batig|meevaller\w*|verbetering|overschot(?:ten)?|baten?|V\b"
    r"|lagere\s+last(?:en)?|hogere\s+baten?)"
)
_BAD = (
    r"(?:nadel\w*|nadeel|negatief|ongunstig|tegenvaller\w*|verslechtering|tekort(?:en)?|last(?:en)?|N\b"
    r"|hogere\s+last(?:en)?|lagere\s+baten?)"
)
_MARKED = (
    r"\s*[\"'“”‘’)]*\s*(?:teken|bedrag(?:en)?|getal(?:len)?|cijfers?)?"
    r"\s*(?:(?:achter|voor|bij)\s+(?:het|de|een)\s+(?:bedrag(?:en)?|getal(?:len)?|cijfers?)\s+|er(?:achter|voor)\s+)?"
)
_MEANS = (
    r"(?:=|:|is|zijn|betekent|betekenen|betreft|betreffen|staa[nt]\s+voor|duid(?:t|en)\s+op|houdt\s+in|wil\s+zeggen)"
    r"\s*(?:per\s+saldo\s+)?(?:een\s+|altijd\s+)?"
)
_MINUS = rf"{_QUOTES}\s*(?:(?:tussen\s+)?haakjes|-/-|[-–−]|min(?:us)?(?:teken)?|negatie(?:f|ve)){_MARKED}{_MEANS}"
_PLUS = rf"{_QUOTES}\s*(?:\+|plus(?:teken)?|positie(?:f|ve)){_MARKED}{_MEANS}"
_SHOWN = (
    r"\s*\)?\s*(?:(?:staan|staat|zijn|is|worden|wordt)\s+)(?:(?:weergegeven|vermeld|aangegeven|aangeduid|opgenomen"
    r"|gepresenteerd)\s+)?"
)
_AS_MINUS = (
    r"(?:tussen\s+haakjes|negatief\b"
    r"|(?:met|als)\s+(?:een\s+)?(?:-/-|[-–−](?!\w)|min(?:us)?(?:teken)?\b|negatie(?:f|ve)\b))"
)
_AS_SIGN = r"\s*(?:=|:)?\s*(?:-/-|[-–−](?!\s*\d)|min)(?!\w)"
_PAIRED = r"\s+(?:(?:als|altijd|steeds)\s+)?negatief\b"
"""Said of both: "voordelen positief en nadelen negatief"."""
_SAID_MINUS = rf"(?:{_SHOWN}{_AS_MINUS}|{_PAIRED})"
_ASKED = r"(?:\bis|\bbetekent)\s+(?:een\s+)?min(?:us)?(?:teken)?\s+(?:een\s+)?"
"""The words turned round: "in de kolom verschil is een min een nadeel"."""
_SIGNS: tuple[tuple[Sign, re.Pattern[str]], ...] = (
    ("negative_is_favourable", re.compile(rf"(?<![\w+]){_MINUS}{_GOOD}|(?<!\w){_PLUS}{_BAD}", re.IGNORECASE)),
    ("negative_is_unfavourable", re.compile(rf"(?<![\w+]){_MINUS}{_BAD}|(?<!\w){_PLUS}{_GOOD}", re.IGNORECASE)),
)
_REVERSED: tuple[tuple[Sign, re.Pattern[str]], ...] = (
    (
        "negative_is_favourable",
        re.compile(
            rf"{_ASKED}{_GOOD}|\bvoordeel{_AS_SIGN}|\bnadeel\s*(?:=|:)\s*\+|\bvoorde(?:el|len){_SAID_MINUS}",
            re.IGNORECASE,
        ),
    ),
    (
        "negative_is_unfavourable",
        re.compile(
            rf"{_ASKED}{_BAD}|\bnadeel{_AS_SIGN}|\bvoordeel\s*(?:=|:)\s*\+|\bnade(?:el|len){_SAID_MINUS}",
            re.IGNORECASE,
        ),
    ),
)
_LETTER_LEGEND = re.compile(
    r"\b[VN]\s*(?:=|:|is|staat voor|betekent)\s*(?:een\s+)?(?:voordeel|voordelig|nadeel|nadelig)\b"
)
_LETTERS = re.compile(rf"{_LETTER_LEGEND.pattern}|\(V\)|\bV\s*/\s*N\b")


def sign_of(text: str) -> Sign | None:
    """What a minus means, where a legend says it; None where it says nothing or contradicts itself."""
    said = _said(text)
    if not said and len(text) <= 2000 and _LETTERS.search(text):
        return "negative_is_unfavourable"
    return said.pop() if len(said) == 1 else None


def minus_of(text: str) -> Sign | None:
    """What a minus means; None where a legend speaks of letters alone."""
    said = _said(text)
    return said.pop() if len(said) == 1 else None


def _said(text: str) -> set[Sign]:
    if len(text) > 2000:
        return set()
    return {sign for sign, pattern in _SIGNS if pattern.search(text)} or {
        sign for sign, pattern in _REVERSED if pattern.search(text)
    }


def speaks_of_letters(text: str) -> bool:
    """True where V and N are announced: in a legend, or as the head of a column."""
    return len(text) <= 2000 and bool(_LETTERS.search(text))


def without_signs(text: str) -> str:
    """A text without its legend of signs."""
    for _, pattern in (*_SIGNS, *_REVERSED):
        text = pattern.sub(" ", text)
    return _LETTER_LEGEND.sub(" ", text)
