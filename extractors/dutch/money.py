"""Amounts of money in running text: every printed form, with its place and its value in euro.

Sources of the forms: council documents of 2008 to 2025 ("€ 1.130.788,-", "2000,-", "1,1 mln", "één ton", "500.000
euro", "€ 400K"). A count that looks like money ("1.115 kinderen", "1,3 miljoen passagiers", "3 ton afval"), a year, a
percentage, a phone number or the head of a table ("x € 1.000") is left alone.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from griffier.extractors.dutch.numbers import printed_value, word_value
from griffier.schemas.document import Part, Span
from griffier.schemas.evidence import Found


@dataclass(frozen=True, slots=True)
class MoneyMention:
    """One amount. `value` in euro; `approximate` where the words before it say so; `raw` is the text's own slice,
    blanks made one.

    `confidence` is lower where nothing but the context says that it is money.
    """

    start: int
    end: int
    value: Decimal
    approximate: bool
    raw: str
    confidence: float = 0.95

    def found(self) -> Found[dict[str, Any]]:
        """As the contract's Amount, with its evidence."""
        value = {"raw": self.raw, "value": self.value, "approximate": self.approximate}
        return Found(value, (Span(self.start, self.end),), "rule:money", self.confidence)


_SCALE = r"(?:miljard|miljoen|mln|mld|mrd|mio|ton|duizend)\b"
_NUMBER = re.compile(
    r"""(?<![\w€.,])(?<!\d[-/])
    (?:(?P<minus>-/-\s?|(?<=[\s(])[-–−](?=€|\d))?
       (?P<sign>k€|m€|€|eur(?:o(?:'s)?)?\b\.?)[ \t\u00a0\u2009\u202f]{0,3}(?:\n[ \t]*)?(?P<inner>[-–−]\s?(?=\d))?)?
    (?P<number>\d{1,3}(?:[.\u00a0\u202f]\d{3})+(?:,\d{1,2})?|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?)
    (?!\d|[.,]\d|[lIOoSBZ][\d.,]*\d)
    (?P<dash>,\s?[-–—=]{1,3}|\.[-–—](?=\s|$)|,(?=[ \t]*(?:euro|eur)\b))?
    (?:\s{0,3}(?P<scale>(?:miljard|miljoen(?:en)?|ton|duizend)\b|(?:mln|mljn|milj|mld|mrd|mlrd|mio)\b\.?|(?-i:[kKM])\b(?![.\-]?\w)))?
    (?:\s{0,3}(?P<unit>euro(?:'s|’s)?\b|eur\b|€(?!\s?[-–]?\s?\d)|cent\b|eurocent\b))?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_UNIT_WORD = re.compile(
    r"\b(?P<scale>miljard|miljoen|mln|ton)\b\.?(?:\s{1,3}(?P<euro>euro(?:'s|’s)?\b))?|\beuro(?:'s|’s)?\b", re.IGNORECASE
)
_WORD_BEFORE = re.compile(
    r"(?P<word>(?:\b(?:een|één)[ ]+)?\b[a-zéëï]{2,40}(?:-en-[a-z]{4,6})?)\s{1,3}\Z", re.IGNORECASE
)
_NEXT = re.compile(r"\s*(?P<word>[\w²³]+|.)?", re.DOTALL)
_UNIT_HEAD = re.compile(
    r"(?:(?:^|[^\d\s])\s*[x×*]|\b(?:bedragen|getallen|cijfers|bedrag|alles)\s+in|\bmaal)\s*\Z", re.IGNORECASE
)
_RANGE = re.compile(
    r"\s*(?P<word>à|a|tot|en|of|t/m|-|–|—)\s*(?:(?:maximaal|zelfs|circa"
    r"|ruim)\s+)?(?:€\s*)?\d+(?:[.,]\d+)?\s{0,3}(?P<scale>" + _SCALE + r")",
    re.IGNORECASE,
)
_WINDOW = 260


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("griffier.extractors").joinpath("data/money.toml").read_text("utf-8"))


@cache
def _scales() -> dict[str, Decimal]:
    return {word: Decimal(value) for word, value in _data()["scales"].items()}


@cache
def _pattern(section: str, name: str, shape: str) -> re.Pattern[str]:
    words = sorted((re.escape(w) for w in _data()[section][name]), key=len, reverse=True)
    return re.compile(shape.format("|".join(words)), re.IGNORECASE)


def find(text: str, start: int = 0, end: int | None = None) -> list[MoneyMention]:
    """All amounts in `text[start:end]`, in order, not overlapping. Offsets are those of `text`."""
    stop = len(text) if end is None else end
    found = [*_printed(text, start, stop), *_in_words(text, start, stop)]
    found.sort(key=lambda m: (m.start, -m.end))
    out: list[MoneyMention] = []
    for mention in found:
        if not out or mention.start >= out[-1].end:
            out.append(mention)
    return out


def amounts_of(part: Part) -> tuple[MoneyMention, ...]:
    """The amounts of a whole part, tables and furniture included; computed once (`part.memo(amounts_of)`)."""
    return tuple(find(part.doc.text, part.start, part.end))


def within(part: Part, start: int, end: int) -> list[MoneyMention]:
    """The part's amounts inside `[start, end)`."""
    mentions = part.memo(amounts_of)
    first = bisect_left(mentions, start, key=lambda m: m.start)
    out = []
    for mention in mentions[first:]:
        if mention.end > end:
            break
        out.append(mention)
    return out


def _printed(text: str, start: int, stop: int) -> Iterator[MoneyMention]:
    for match in _NUMBER.finditer(text, start, stop):
        sign, scale, unit, dash = match["sign"], match["scale"], match["unit"], match["dash"]
        if sign or unit or dash or scale:
            mention = _signed(text, match, stop) if (sign or unit or dash) else _bare_scale(text, match, stop)
        else:
            mention = _announced(text, match, stop)
        if mention is not None:
            yield mention


def _signed(text: str, match: re.Match[str], stop: int) -> MoneyMention | None:
    sign, scale, unit, dash, printed = match["sign"], match["scale"], match["unit"], match["dash"], match["number"]
    start, end = match.start(), match.end()
    value = printed_value(printed, scaled=bool(scale))
    if value is None:
        return None
    if sign and sign[0] in "eE" and not (dash or scale or "." in printed or "," in printed) and 1900 <= value <= 2100:
        return None  # "de euro 2002": a year
    if dash and not sign and not unit:
        following = text[match.end("dash") : match.end("dash") + 1]
        if following.isalnum() or (value < 10 and "-" not in dash[1:]):
            return None
    if scale and scale in ("m", "M") and not sign:
        return None
    if not sign and unit and not scale and _after_table_number(text, match):
        return None
    if _UNIT_HEAD.search(text, max(0, start - 24), start) and value in (1, 1000, 1_000_000, 100_000) and not scale:
        return None
    factor = _scale(scale)
    if sign and sign[0] in "kKmM" and sign[1:] == "€":
        factor = _scale(sign[0])
    approximate = _approximate(text, start)
    if factor == 1 and value < 1000 and not dash and (sign or not unit):
        span = _RANGE.match(text, end, min(stop, end + 40))
        if span:
            factor, approximate = _scale(span["scale"]), approximate or span["word"] in ("à", "a")
    if unit and unit.lower().endswith("cent"):
        factor = factor / 100
    if match["minus"] or match["inner"]:
        value = -value
    return _mention(text, start, end, value * factor, approximate, 0.97)


def _bare_scale(text: str, match: re.Match[str], stop: int) -> MoneyMention | None:
    scale = match["scale"].lower().rstrip(".")
    value = printed_value(match["number"], scaled=True)
    if value is None or scale in ("m", "duizend") or (scale == "k" and match["scale"] != "K" and value < 50):
        return None
    if not _is_money(text, match.start(), match.end("scale"), stop, scale):
        return None
    return _mention(
        text, match.start(), match.end("scale"), value * _scale(scale), _approximate(text, match.start()), 0.8
    )


def _announced(text: str, match: re.Match[str], stop: int) -> MoneyMention | None:
    """A number without any sign of money of its own: "een bedrag van 5.000", "43,60 per maand"."""
    printed = match["number"]
    comma = printed.partition(",")[2]
    if not ("." in printed or len(comma) == 2):
        return None
    value = printed_value(printed)
    if value is None:
        return None
    start, end = match.start("number"), match.end("number")
    after = text[end : min(stop, end + 24)]
    if len(comma) == 2 and (_pattern("context", "rates", r"\s+per\s+(?:{})").match(after)):
        return _mention(text, start, end, value, _approximate(text, start), 0.75)
    if "." in printed and _pattern("context", "announces", r"\b(?:{})\s+\Z").search(text, max(0, start - 32), start):
        if re.match(r"\s*(?:%|procent|[a-z]*(?:punten|uren|uur|stuks|woningen|m2|vierkante))", after):
            return None
        return _mention(text, start, end, value, _approximate(text, start), 0.75)
    return None


def _in_words(text: str, start: int, stop: int) -> Iterator[MoneyMention]:
    """ "één ton", "anderhalf miljoen", "vijftig euro", "twee miljoen euro"."""
    for match in _UNIT_WORD.finditer(text, start, stop):
        before = _WORD_BEFORE.search(text[max(start, match.start() - 48) : match.start()])
        if before is None:
            continue
        base = max(start, match.start() - 48)
        word, at = before["word"], base + before.start("word")
        value = word_value(word)
        if value is None and " " in word:
            at += len(word) - len(word.split()[-1])
            word = word.split()[-1]
            value = word_value(word)
        if value is None or value == 0:
            continue
        scale = (match["scale"] or "").lower()
        if not scale and word.lower() in ("een", "half", "halve"):
            continue  # "een euro" is an article as often as an amount
        if scale and not match["euro"] and not _is_money(text, at, match.end("scale"), stop, scale):
            continue
        end = match.end() if match["euro"] or not scale else match.end("scale")
        yield _mention(text, at, end, value * _scale(scale or None), _approximate(text, at), 0.85)


def _is_money(text: str, start: int, end: int, stop: int, scale: str) -> bool:
    """Does the context say that a number with a scale and no sign is money?"""
    after = _NEXT.match(text, end, stop)
    follower = (after["word"] or "").lower() if after else ""
    if follower[:1].isalpha() and follower not in _followers():
        return False
    if follower == "per" and scale == "ton" and re.match(r"\s*per\s+(?:hectare|voertuig)", text[end:stop]):
        return False
    lo, hi = max(0, start - _WINDOW), min(len(text), end + _WINDOW)
    window = text[lo:start] + " " + text[end:hi]
    if scale == "ton" and _pattern("context", "weight", r"\b(?:{})").search(window):
        return False
    return bool(_pattern("context", "stems", r"(?:{})").search(window))


@cache
def _followers() -> frozenset[str]:
    return frozenset(_data()["context"]["followers"])


def _after_table_number(text: str, match: re.Match[str]) -> bool:
    """ "2023 € 5.000" and "5 €/m2": the sign belongs to what follows."""
    return match["unit"] == "€" and bool(
        re.match(r"[ \t]*(?:/|per\b|[-–]?[ \t]*\d|,)", text[match.end() : match.end() + 8])
    )


def _scale(word: str | None) -> Decimal:
    return Decimal(1) if not word else _scales()[word.lower().rstrip(".")]


def _approximate(text: str, start: int) -> bool:
    bound = _pattern("approximate", "bounds", r"(?:\s(?:{}))\s*\Z").search(text, max(0, start - 16), start)
    at = bound.start() if bound else start
    return bool(_pattern("approximate", "before", r"(?:^|[\s(])(?:{})\.?\s*\Z").search(text, max(0, at - 32), at))


def _mention(text: str, start: int, end: int, value: Decimal, approximate: bool, confidence: float) -> MoneyMention:
    while end > start and text[end - 1] in " \t\n\u00a0":
        end -= 1
    return MoneyMention(start, end, value, approximate, " ".join(text[start:end].split()), confidence)
