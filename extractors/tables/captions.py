"""What stands around a table: its number and title, and its unit."""

from __future__ import annotations

import re

from griffier.extractors.tables.model import Sign
from griffier.extractors.tables.sign_legends import minus_of, sign_of, without_signs

_CAPTION = re.compile(
    r"^(?:Tabel|Overzicht|Bijlage|Staat"
    r"|Figuur)\s+(?P<number>[A-Z]?\d+(?:[.\-]\d+)*[a-z]?)\b\s*[-–:.]?\s*(?P<title>.*)$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?:[x×*]\s*(?:€|EUR|euro)?\s*|€\s*[x×*]\s*|\(bedragen\s+€\s*)(?P<figure>[1lI|](?:[.,\s]?[0O]{3}){1,2}|duizend|miljoen|mln|mio"
    r"|1\s*(?:mln|miljoen|mio))(?!\.?\d)(?:\s*[.,]\s*[-–=]+)?(?:\s*(?:€|euro))?"
    r"|\b(?:in|maal)\s+(?:hele\s+)?(?:(?:€|euro['’]?s?)\s*)?(?P<words>duizend(?:tallen|en)?|miljoen(?:en)?|mln\.?"
    r"|[1lI|](?:[.,\s][0O]{3}){1,2})(?:\s*,\s*[-–=]+)?(?:\s*(?:€|euro['’]?s?))?"
    r"|\((?:€\s*)?(?P<bare>mln\.?|miljoen|duizend)\s*(?:€|euro)?\)|€\s*(?P<k>[1lI|][.,\s][0O]{3}|mln\.?"
    r"|miljoen)(?=\s*\)|\s*$)"
    r"|(?P<kilo>(?<!\w)k\s?€|€\s?k\b|(?:€|euro)\s*'\s?000\b|(?<!\w)'000\s?(?:€|euro))(?!\s*-?(?!(?:19|20)\d\d\b)\d)",
    re.IGNORECASE,
)
_MISREAD = re.compile(r"[(\[{]?\s?[xk×*]?\s?[€e£c]?\s?[1lI|][.,]000(?P<more>[.,]000)?\s?\)", re.IGNORECASE)
"""A unit alone on its line as recognition spoils it: "ke 1.000)" for "(x € 1.000)"."""
_EUROS = re.compile(
    r"\bbedragen\s+(?:in\s+(?:deze|dit)\s+\w{4,30}\s+)?(?:(?:zijn|luiden|staan)\s+)?(?:in\s+(?:hele\s+)?(?:euro['’]?s?|€)|[x×*]\s*(?:€"
    r"|euro)\s*1(?:,[-–=]*)?)(?![.,]?[\dOlI|]|\s[1lI|][.,])"
    r"|\(?\bin (?:hele )?(?:euro['’]?s?|€|EUR)(?=\s*\)|\s*[.:]?\s*$)"
    r"|[x×*]\s*€\s*1(?:,[-–=]*)?(?![.,]?[\dOlI|]|\s[1lI|][.,])|\((?:€|EUR|euro)\)",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"\bbedrag(?:en)?\s*\(?\s*(?:[x×*]\s*(?:€|EUR|\d|[A-Z]?[1lI][.,])"
    r"|in\s+(?:€|k|eur|duiz|mil|hond))",
    re.IGNORECASE,
)
_CONFUSED = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1"})
_EVERYWHERE = re.compile(
    r"\b(?:alle\s+(?:genoemde\s+|opgenomen\s+)?bedragen|bedragen\s+in\s+(?:deze|dit)\s+(?!tabel|overzicht|staat\b)\w{4,30}"
    r"|(?:de|alle)\s+tabellen\s+(?:in\s+(?:deze|dit)\s+\w{4,30}\s+)?(?:zijn|staan|luiden))\b(?:[^.\f]"
    r"|\.(?=\d)){0,90}",
    re.IGNORECASE,
)
_ONCE = re.compile(
    r"(?:^|(?<=[.:]\s))(?:de\s+)?bedragen\s+(?:(?:zijn|luiden|staan)\s+(?:\w+\s+)?)?(?:in|[x×])\s[^\n]{1,25}?\.(?=\s)",
    re.IGNORECASE | re.MULTILINE,
)
"""A sentence on the amounts that is no caption: it ends with a stop."""
_BRACKET = re.compile(r"\([^()]{0,120}\)")


def caption(text: str) -> tuple[str, str] | None:
    """Number and title of a line such as "Tabel 1.2 - Baten en lasten", or None."""
    match = _CAPTION.match(text.strip())
    return (match["number"], match["title"].strip()) if match else None


def unit_of(text: str) -> int | None:
    """1, 1000 or 1000000 where the text says in what the figures are given; None where it says nothing."""
    if len(text) > 2000 or not any(c in text for c in "€x×*XiImM1k'"):
        return None
    text = text.replace("\u2019", "'").replace("\u2018", "'")
    for match in _UNIT.finditer(text):
        if (unit := _said_unit(match)) is not None:
            return unit
    if misread := _MISREAD.fullmatch(text.strip()):
        return 1_000_000 if misread["more"] else 1000
    return 1 if _EUROS.search(text) else None


def _said_unit(match: re.Match[str]) -> int | None:
    if match["kilo"]:
        return 1000
    said = re.sub(r"[ \n]", "", match["figure"] or match["words"] or match["bare"] or match["k"]).lower()
    digits = re.sub(r"\D", "", said.translate(_CONFUSED))
    if said.startswith(("mil", "mln", "mio", "1mil", "1mln", "1mio")) or digits == "1000000":
        return 1_000_000
    return 1000 if digits == "1000" or said.startswith("duizend") else None


def speaks_of_unit(text: str) -> bool:
    """True where a text says in what the amounts are given, whether or not it can be read ("bedragen x € l.oo")."""
    return len(text) <= 2000 and bool(_SPOKEN.search(text))


def unit_everywhere(text: str) -> int | None:
    """The unit that a sentence declares for all amounts of a report or chapter."""
    said = {unit for match in _EVERYWHERE.finditer(text) if (unit := unit_of(match[0]))}
    return said.pop() if len(said) == 1 else None


def unit_once(text: str) -> int | None:
    """The unit that a report says in one sentence alone, without saying for what."""
    said = [unit for match in _ONCE.finditer(text) if (unit := unit_of(match[0]))]
    return said[0] if len(said) == 1 else None


def sign_everywhere(text: str) -> Sign | None:
    """What a minus means in all tables of a report: said in a paragraph that speaks of them all."""
    said: set[Sign] = set()
    once = list(_ONCE.finditer(text))
    for match in (*_EVERYWHERE.finditer(text), *(once if len(once) == 1 else ())):
        start, end = text.rfind("\n\n", 0, match.start()) + 1, text.find("\n\n", match.end())
        paragraph = text[max(start, match.start() - 600) : min(end if end > 0 else len(text), match.end() + 600)]
        said |= {sign} if (sign := minus_of(" ".join(paragraph.split()))) else set()
    return said.pop() if len(said) == 1 else None


def without_legend(text: str) -> str:
    """A head's words without the unit and the legend of the signs that stand in it."""
    text = _BRACKET.sub(lambda m: " " if unit_of(m[0]) or sign_of(m[0]) else m[0], text)
    bare = re.sub(
        r"\(?\s*(?:alle\s+|de\s+)?(?:bedragen|bedrag|getallen)\s*(?=[(x×*]|in\b)", " ", text, flags=re.IGNORECASE
    )
    bare = _UNIT.sub(" ", bare)
    bare = _EUROS.sub(" ", bare)
    bare = without_signs(bare)
    bare = re.sub(r"\(\s*[/,;.\s]*\)|\(\s*/?\s*$|^\s*[)/]", " ", bare)
    if bare.count(")") > bare.count("("):
        bare = re.sub(r"\)\s*$", "", bare)
    return re.sub(r"(?<![a-zéëï])[-–]+$", "", re.sub(r"\s+", " ", bare).strip(" /,;")).strip()
