"""Figures as Dutch tables print them: `1.234.567,89`, `-75`, `75-`, `(75)`, `€ 1.200,-`, `12 N`, `3,2%`, `-`, `n.v.t.`.

A figure is read strictly: what is not wholly a figure is no figure (`12.34.5`, `2023-2026`, `1.2.3`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

FigureKind = Literal["plain", "dash", "percent", "void"]

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212\u00ad\ufffe\x02"
_D = re.escape(DASHES)
_BLANKS = " \u00a0\u2009\u202f"
_WHOLE = (
    r"(?P<english>\d{1,3}(?:(?:,\d{3}){2,}|,\d{3}(?=\.\d\d\b)))"  # 2,150,400 and 2,150.40
    r"|\d{1,3}(?:\.\d{3})+"
    rf"|\d{{1,3}}(?:[{_BLANKS}]\d{{3}})+"
    r"|\d{1,3}(?:'\d{3})+"
    r"|\d{1,12}"
)
_EURO = "€|EUR|eur"
_LARGE = {"mln": 1_000_000, "miljoen": 1_000_000, "mio": 1_000_000, "mld": 1_000_000_000, "miljard": 1_000_000_000}
_NOTE = r"\*{1,3}|\d?\)|[⁰¹²³⁴-⁹]{1,2}"
_FIGURE = re.compile(
    rf"""^[⁰¹²³⁴-⁹]{{0,2}}
    (?P<before>[VNvn])?\ ?
    (?P<open>\()?\ ?
    (?P<minus>-/-|[{_D}+])?\ ?
    (?P<euro>{_EURO})?\ ?
    (?P<open2>\()?\ ?
    (?P<minus2>-/-|[{_D}])?\ ?
    (?P<whole>{_WHOLE})
    (?:,(?P<comma>\d{{1,6}})|\.(?P<point>\d{{1,2}})|(?P<nihil>,[{_D}=]{{1,2}}))?
    \ ?(?P<large>(?:{"|".join(_LARGE)})\.?)?
    \ ?(?P<percent>%)?
    \ ?(?P<euro2>{_EURO})?
    \ ?(?P<trailing>-/-|[{_D}])?
    \ ?(?P<close>\))?
    \ ?(?P<after>[VNvn])?
    (?P<note>{_NOTE})?
    $""",
    re.VERBOSE,
)
_OCR_GROUPED = re.compile(r"^[^\d]*\d{1,3}(?:[.,]\d{3})+[^\d]*$")
_DASH = re.compile(rf"^(?:€ ?)?[{_D}]{{1,3}}$")
_VOID = re.compile(r"^(?:n\.?v\.?t\.?|p\.?m\.?|n\.?n\.?b\.?|n\.?b\.?|nihil)$", re.IGNORECASE)
_VOID_WORDS = frozenset({"nvt", "pm", "nnb", "nb", "nihil"})
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_CONFUSED = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8"})
_OCR_LOOKS = re.compile(rf"^[{_D}(]?[\dOolI|SB]{{1,3}}(?:[.,][\dOolI|SB]{{3}})+\)?$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure. `value` is as printed, before the unit; None for what says that there is no figure (`n.v.t.`,
    `pm`).

    `money`: a euro sign stands with it. `favour`: it carries V or N, and the sign is that letter's (V positive).
    `year`: four digits without a point that may be a year. `signed`: a minus, plus, brackets or letter is printed.
    """

    value: Decimal | None
    kind: FigureKind = "plain"
    money: bool = False
    favour: bool = False
    year: bool = False
    signed: bool = False
    decimals: int = 0
    grouped: bool = False
    large: int | None = None
    """What the figure's own word says that it is multiplied by: "€ 12,5 mln" in a table of euros."""
    english: bool = False
    """Its thousands are parted by commas: 2,150,400."""


@lru_cache(maxsize=16_384)
def figure(text: str, *, ocr: bool = False) -> Figure | None:
    """The figure that `text` prints, or None where it prints none. `ocr`: allow the confusions of optical
    recognition."""
    if text.isalpha() and text.lower() not in _VOID_WORDS and not (ocr and len(text) < 3):
        return None  # most words by far
    text = text.strip()
    if not text or len(text) > 40:
        return None
    if _DASH.match(text):
        return Figure(Decimal(0), "dash")
    if not any(c.isdecimal() for c in text):
        if _VOID.match(text):
            return Figure(Decimal(0) if text.lower() == "nihil" else None, "void")
        return None
    match = _FIGURE.match(_mend(text) if ocr else text)
    return None if match is None or _is_other(match) else _read(match)


def _is_other(match: re.Match[str]) -> bool:
    """True for what has the form of a figure and is none: half a bracket, a code, a year in brackets."""
    whole, before, after = match["whole"], match["before"], match["after"]
    if (
        [match["open"], match["open2"]].count("(") != bool(match["close"])
        or (before and after)
        or (match["large"] and match["percent"])
    ):
        return True
    if match["point"] and not (whole.isdecimal() or match["english"]):
        return True  # 1.2.3
    if whole[0] == "0" and whole != "0" and not match["comma"]:
        return True  # 09.01, 007: a code
    return bool(match["open"] and _YEAR.match(whole)) and not any(match.group("comma", "point", "euro"))  # (2023)


def _read(match: re.Match[str]) -> Figure:
    """The figure of a match that is one."""
    decimals = match["comma"] or match["point"] or ""
    value = Decimal(re.sub(r"\D", "", match["whole"]))
    if decimals:
        value += Decimal(int(decimals)).scaleb(-len(decimals))
    letter = (match["before"] or match["after"] or "").upper()
    minus = match["minus"] if match["minus"] != "+" else None
    negative = any((minus, match["minus2"], match["trailing"], match["close"]))
    if letter:
        negative = letter == "N"
    return Figure(
        -value if negative else value,
        "percent" if match["percent"] else "plain",
        money=any(match[name] for name in ("euro", "euro2", "nihil", "large")),
        favour=bool(letter),
        year=match["whole"] == match.string and bool(_YEAR.match(match.string)),
        signed=negative or bool(letter) or match["minus"] == "+",
        decimals=len(decimals),
        grouped=not match["whole"].isdecimal(),
        large=_LARGE[match["large"].rstrip(".")] if match["large"] else None,
        english=bool(match["english"]),
    )


def _mend(text: str) -> str:
    """Undo what optical recognition does to figures: letters for digits, a comma for the point of thousands, odd signs
    for a minus."""
    bare = re.sub(r"(?<=[.,]) (?=\d{3}\b)", "", text)
    bare = re.sub(r"^[=~“”„\"«_¬]{1,2}(?=[\d-])", "-", bare).replace("--", "-")
    bare = re.sub(r"(?<=\d)[‚’'](?=\d{3}\b)", ".", bare)
    bare = re.sub(r"(?<=[.,]\d{3})[.,:;'’]$", "", bare)
    if _OCR_LOOKS.match(bare) and any(c.isdecimal() for c in bare):
        bare = bare.translate(_CONFUSED)
    if _OCR_GROUPED.match(bare) and re.search(r",\d{3}(?:\D|$)", bare):
        bare = bare.replace(",", ".")
    return bare
