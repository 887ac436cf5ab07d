"""Amounts of money in running text: every printed form, with its place and its value in euro.

Sources of the forms: council documents of 2008 to 2025 ("€ 1.130.788,-", "2000,-", "1,1 mln", "één ton", "500.000
euro", "€ 400K", "€ 1 250 000", "2½ miljoen euro", "70 mille"). A count that looks like money ("1.115 kinderen", "1,3
miljoen passagiers", "3 ton afval"), a year, a percentage, a sum in another currency, a phone number or the head of a
table ("x € 1.000") is left alone. A sum whose digits can be read in two ways is no amount but a doubt (`doubts`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from griffier.extractors.dutch import money_context
from griffier.extractors.dutch.numbers import printed_value, word_value
from griffier.schemas.document import Layer, Part, Span
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


_THIN = r"\u00a0\u2009\u202f"
_DECIMALS = r"(?:,\d{1,2})?"
_POINTED = rf"\d{{1,3}}(?:[.{_THIN}]\d{{3}})+{_DECIMALS}"
_SPACED = rf"\d{{1,3}}(?:[ '’]\d{{3}})+{_DECIMALS}(?!\.?\d)"
"""Groups parted by a plain blank or an apostrophe: only where a sign or a unit says that it is money."""
_ENGLISH = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?!\d)"
_FRACTION = r"(?:\d+[ ]?)?[½¼¾]|\d+[ ]1/2"
_PLAIN = r"\d+(?:[.,]\d+)?"
_SIGN = r"k€|m€|€|eur(?:o(?:'s)?)?(?:\b|(?=\d))\.?"
_UNIT = r"euro(?:'s|’s)?\b|eur\b|€(?!\s?[-–]?\s?\d)|cent\b|eurocent\b"
_WORD_SCALE = (
    r"(?:miljard|miljoen(?:en)?|ton|duizend|mille)\b|(?:mln|mljn|milj|mld|mrd|mlrd|mio)\b\.?"
    r"|(?-i:[kKM])\b(?![.\-]?\w)"
)
_DASH = r",\s?[-–—=]{1,3}|\.[-–—](?=\s|$)|,(?=[ \t]*(?:euro|eur)\b)"
_BEFORE_A_MINUS = ("van", "is", "op", "naar", "met", "saldo", "resultaat", "bedraagt")
_SAID_BEFORE = "|".join(rf"(?<=\b{word}[ ])" for word in _BEFORE_A_MINUS)
_APART = rf"(?:{_SAID_BEFORE}|(?<=\())[-–][ \u00a0](?=€)"
"""A minus a blank before its sign: where the word before it cannot be followed by a dash."""
_MINUS = rf"{_APART}|-/-\s?|(?<=[\s(])[-–−](?=€|eur)|(?<=[\s(])(?<!\d\s)−[ \u00a0\u2009\u202f]?(?=€)"
_INNER = r"(?:[-–−]|-/-)\s?(?=\d)|(?P<open>\((?=[\d.,]+\)))"
"""A minus, or the bracket of one, between sign and number."""
_NUMBER = re.compile(
    rf"""(?<![\w€.,])(?<!\d[-/])
    (?:(?P<minus>{_MINUS})?
       (?P<sign>{_SIGN})[ \t{_THIN}]{{0,3}}(?:\n[ \t]*)?(?P<inner>{_INNER})?)?
    (?P<number>(?(sign){_SPACED}|(?!))|{_SPACED}(?=\s{{0,2}}(?:{_UNIT}))|{_FRACTION}|{_POINTED}|{_ENGLISH}|{_PLAIN})
    (?!\d|[.,]\d|[lIOoSBZ][\d.,]*\d)
    (?(open)\))(?P<dash>{_DASH})?(?P<behind>\s?-/-(?!\s?[€\d]))?[⁰¹²³⁴-⁹]{{0,2}}
    (?:\s{{0,3}}(?P<scale>{_WORD_SCALE}))?
    (?:\s{{0,3}}(?P<unit>{_UNIT}))?
    """.replace("[ ']", r"[\ ']").replace("[ '’]", r"[\ '’]"),
    re.IGNORECASE | re.VERBOSE,
)
_UNIT_WORD = re.compile(
    r"\b(?P<scale>miljard|miljoen|mln|ton)\b\.?(?:\s{1,3}(?P<euro>euro(?:'s|’s)?\b))?|\beuro(?:'s|’s)?\b", re.IGNORECASE
)
_WORD_BEFORE = re.compile(
    r"(?P<word>(?:\b(?:een|één)[ ]+)?\b[a-zéëï]{2,40}(?:-en-[a-z]{4,6})?)\s{1,3}\Z", re.IGNORECASE
)
_FOREIGN_BEFORE = re.compile(r"(?:[$£¥ƒ]|\b(?:USD|GBP|CHF|hfl|fl|US)\b\.?)[ \t\u00a0]{0,2}[-–−]?\Z", re.IGNORECASE)
_FOREIGN_AFTER = re.compile(
    r"\s{0,3}(?:[$£¥ƒ]|(?:USD|GBP|CHF)\b|(?:amerikaanse\s+)?dollars?\b|pond(?:en)?(?:\s+sterling)?\b|guldens?\b"
    r"|zwitserse\s+frank)",
    re.IGNORECASE,
)
_HEDGE = r"(?:(?:maximaal|zelfs|circa|ruim|ongeveer)\s+)?"
_LOWER_END = re.compile(
    rf"(?P<between>\btussen\s+(?:de\s+)?)?(?<![\w€.,])(?P<sign>€\s?)?(?P<number>{_FRACTION}|{_POINTED}|{_PLAIN})"
    rf"\s*(?P<word>à|a|tot|en|of|t/m|-|–|—)\s*{_HEDGE}(?:de\s+)?\Z".replace("[ ]", r"\ "),
    re.IGNORECASE,
)
_UPPER_END = re.compile(
    rf"\s*(?:-|–|—|\btot\b|\bà\b|\ba\b)\s*{_HEDGE}(?P<number>{_POINTED})(?![\w]|[.,]\d|\s?%|\s*(?:{_WORD_SCALE}))",
    re.IGNORECASE,
)
_READ = frozenset({Layer.BODY, Layer.FOOTNOTE})
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75"), "1/2": Decimal("0.5")}
_UNSURE = re.compile(
    r"€[ \t\u00a0]{0,2}(?P<number>\d{1,3},\d{3}(?![,.]?\d)|\d{1,3}(?: \d{3})+)(?!\s*(?:miljoen|mln|miljard))"
)


def find(text: str, start: int = 0, end: int | None = None) -> list[MoneyMention]:
    """All amounts in `text[start:end]`, in order, not overlapping. Offsets are those of `text`."""
    stop = len(text) if end is None else end
    printed = [m for mention in _printed(text, start, stop) for m in _with_range(text, mention, start, stop)]
    found = [*printed, *_in_words(text, start, stop)]
    found.sort(key=lambda m: (m.start, -m.end, -m.value))  # the end of a range before the bare number that it is
    out: list[MoneyMention] = []
    for mention in found:
        if not out or mention.start >= out[-1].end:
            out.append(mention)
    return out


def doubts(part: Part) -> list[Span]:
    """Sums after a euro sign that can be read in two ways ("€ 1,125", "€ 5 300 leerlingen"): none of them is an
    amount."""
    taken = part.memo(amounts_of)
    starts = [m.start for m in taken]
    out = []
    for match in _UNSURE.finditer(part.doc.text, part.start, part.end):
        i = bisect_left(starts, match.end()) - 1
        if i < 0 or taken[i].end <= match.start():
            out.append(Span(match.start(), match.end()))
    return out


def amounts_of(part: Part) -> tuple[MoneyMention, ...]:
    """The amounts of a whole part, tables and furniture included; computed once (`part.memo(amounts_of)`)."""
    return tuple(find(part.doc.text, part.start, part.end))


def within(part: Part, start: int, end: int) -> list[MoneyMention]:
    """The part's amounts inside `[start, end)`, those that are struck through, hidden or furniture left out."""
    mentions = part.memo(amounts_of)
    first = bisect_left(mentions, start, key=lambda m: m.start)
    out = []
    for mention in mentions[first:]:
        if mention.end > end:
            break
        if part.doc.layer_at(mention.start) in _READ:
            out.append(mention)
    return out


def _printed(text: str, start: int, stop: int) -> Iterator[MoneyMention]:
    for match in _NUMBER.finditer(text, start, stop):
        if _is_foreign(text, match):
            continue
        if match["sign"] or match["unit"] or match["dash"]:
            mention = _signed(text, match, stop)
        elif match["scale"]:
            mention = _bare_scale(text, match, stop)
        else:
            mention = _announced(text, match, stop)
        if mention is not None:
            yield mention


def _is_foreign(text: str, match: re.Match[str]) -> bool:
    """Does another currency stand before or behind a number? Behind a unit of its own nothing is asked."""
    if match["sign"] or match["unit"]:
        return False
    at = match.start("number")
    return bool(_FOREIGN_BEFORE.search(text, max(0, at - 8), at) or _FOREIGN_AFTER.match(text, match.end()))


def _number_of(printed: str, *, scaled: bool) -> Decimal | None:
    """The value of a number in any of its forms; None where it can be read in two ways."""
    for sign, part in _FRACTIONS.items():
        if printed.endswith(sign):
            whole = printed.removesuffix(sign).strip()
            return Decimal(whole or 0) + part
    if re.fullmatch(_SPACED.partition("(?!")[0], printed):
        return printed_value(re.sub(r"[ '’]", ".", printed))
    return printed_value(printed.replace("\u2009", "."), scaled=scaled)


def _signed(text: str, match: re.Match[str], stop: int) -> MoneyMention | None:
    """An amount with a sign, a unit or the dash of whole euros."""
    value = _number_of(match["number"], scaled=bool(match["scale"]))
    value = _in_english(text, match) if value is None else value
    if value is None or _is_no_sum(text, match, value) or _is_unsure(text, match):
        return None
    factor, approximate = _factor(match), money_context.approximate(text, match.start())
    start = match.start()
    if not match["sign"] and _BARE_MINUS.search(text, max(0, start - 4), start):  # "een saldo van -5.000 euro"
        start, value = start - 1, -value
    elif match["minus"] or match["inner"] or match["behind"]:
        value = -value
    return _mention(text, start, match.end(), value * factor, approximate, 0.97)


_BARE_MINUS = re.compile(r"(?:[a-z:=][ ]|\()[-–−]\Z")


def _in_english(text: str, match: re.Match[str]) -> Decimal | None:
    """ "€65,000" among English words is sixty-five thousand."""
    around = text[max(0, match.start() - 200) : match.end() + 200]
    if not _GROUPS.fullmatch(match["number"]) or len(_ENGLISH_WORDS.findall(around)) < 4 or _DUTCH_WORDS.search(around):
        return None
    return Decimal(match["number"].replace(",", ""))


_GROUPS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_ENGLISH_WORDS = re.compile(r"\b(?:the|and|of|for|to|that|this|with)\b", re.I)
_DUTCH_WORDS = re.compile(r"\b(?:het|een|van|en|voor|niet)\b", re.I)


def _factor(match: re.Match[str]) -> Decimal:
    """What a number is multiplied by: its scale word, the letter before its sign ("k€"), or its unit (cent)."""
    factor = money_context.scale(match["scale"])
    sign, unit = match["sign"] or "", match["unit"] or ""
    if sign[1:] == "€":
        factor = money_context.scale(sign[0])
    return factor / 100 if unit.lower().endswith("cent") else factor


def _is_no_sum(text: str, match: re.Match[str], value: Decimal) -> bool:
    """What has a sign or a unit and is no amount all the same."""
    sign, scale = match["sign"], match["scale"]
    if not sign:
        if match["unit"]:
            return scale in ("m", "M") or (not scale and _after_table_number(text, match))
        return scale in ("m", "M") or _is_no_dash(text, match, value)
    if sign[0] in "eE" and match["number"].isdecimal() and not (match["dash"] or scale) and 1900 <= value <= 2100:
        return True  # "de euro 2002": a year
    return value in (1, 1000, 1_000_000, 100_000) and not scale and money_context.heads_a_table(text, match.start())


def _is_no_dash(text: str, match: re.Match[str], value: Decimal) -> bool:
    """ "5,-" is money from ten euros on; "12,-x" is none."""
    following = text[match.end("dash") : match.end("dash") + 1]
    return following.isalnum() or (value < 10 and "-" not in match["dash"][1:])


def _is_unsure(text: str, match: re.Match[str]) -> bool:
    """One group behind a plain blank, and then the thing that is counted: "€ 5 300 leerlingen"."""
    if not re.fullmatch(r"\d{1,3} \d{3}", match["number"]) or match["unit"] or match["scale"] or match["dash"]:
        return False
    return not money_context.may_follow(text, match.end())


def _after_table_number(text: str, match: re.Match[str]) -> bool:
    """ "2023 € 5.000" and "5 €/m2": the sign belongs to what follows."""
    begins_anew = _SIGN_OF_NEXT if _GROUPED.search(match["number"]) else _SIGN_OF_OTHERS
    return match["unit"] == "€" and begins_anew.match(text, match.end(), match.end() + 8) is not None


_GROUPED = re.compile(r"[. '’]\d{3}")
_SIGN_OF_NEXT = re.compile(r"[ \t]*(?:/|per\b|[-–]?[ \t]*\d)")
_SIGN_OF_OTHERS = re.compile(rf"{_SIGN_OF_NEXT.pattern}|[ \t]*,")


def _bare_scale(text: str, match: re.Match[str], stop: int) -> MoneyMention | None:
    scale = match["scale"].lower().rstrip(".")
    value = _number_of(match["number"], scaled=True)
    if value is None or scale in ("m", "duizend") or (scale == "k" and match["scale"] != "K" and value < 50):
        return None
    if scale != "mille" and not money_context.is_money(text, match.start(), match.end("scale"), stop, scale):
        return None
    approximate = money_context.approximate(text, match.start())
    return _mention(text, match.start(), match.end("scale"), value * money_context.scale(scale), approximate, 0.8)


def _announced(text: str, match: re.Match[str], stop: int) -> MoneyMention | None:
    """A number without any sign of money of its own: "een bedrag van 5.000", "43,60 per maand"."""
    printed, value = match["number"], printed_value(match["number"])
    comma = printed.partition(",")[2]
    if value is None or not ("." in printed or len(comma) == 2):
        return None
    start, end = match.start("number"), match.end("number")
    if money_context.is_rate(text, end, stop, comma) or money_context.is_announced(text, start, end, stop, printed):
        return _mention(text, start, end, value, money_context.approximate(text, start), 0.75)
    return None


def _with_range(text: str, mention: MoneyMention, start: int, stop: int) -> Iterator[MoneyMention]:
    """An amount with the other end of its range, which prints no unit of its own: "tussen de 2 en 3 miljoen euro",
    "€ 2 à 3 miljoen", "€ 12.500 - 15.000"."""
    if lower := _lower_end(text, mention, start):
        yield lower
    yield mention
    if mention.raw[:1] not in "€" or not re.fullmatch(r"€\s?[\d.\s]+", mention.raw):
        return
    upper = _UPPER_END.match(text, mention.end, stop)
    value = printed_value(upper["number"]) if upper else None
    if upper and value is not None and value > mention.value and money_context.may_follow(text, upper.end()):
        yield _mention(text, upper.start("number"), upper.end("number"), value, mention.approximate, 0.85)


def _lower_end(text: str, mention: MoneyMention, start: int) -> MoneyMention | None:
    factor = money_context.scaled(mention.raw)
    if factor is None and not mention.raw.lower().endswith(("euro", "eur")):
        return None
    found = _LOWER_END.search(text, max(start, mention.start - 48), mention.start)
    if not found or not _joins(found, scaled=factor is not None):
        return None
    value = _number_of(found["number"], scaled=factor is not None)
    most = Decimal(1000) if factor else mention.value
    if value is None or not 0 < value < most:
        return None
    at = found.start("sign") if found["sign"] else found.start("number")
    approximate = mention.approximate or found["word"] in ("à", "a") or money_context.approximate(text, at)
    return _mention(text, at, found.end("number"), value * (factor or 1), approximate, 0.85)


def _joins(found: re.Match[str], *, scaled: bool) -> bool:
    """Does the word between two numbers make a range of them? "en" only behind "tussen", a dash only before a scale."""
    if found["word"].lower() == "en":
        return found["between"] is not None
    return scaled or found["word"] not in ("-", "–", "—")


def _in_words(text: str, start: int, stop: int) -> Iterator[MoneyMention]:
    """ "één ton", "anderhalf miljoen", "vijftig euro", "twee miljoen euro"."""
    for match in _UNIT_WORD.finditer(text, start, stop):
        base = max(start, match.start() - 48)
        before = _WORD_BEFORE.search(text[base : match.start()])
        if before is None:
            continue
        word, at = before["word"], base + before.start("word")
        value = word_value(word)
        if value is None and " " in word:
            at += len(word) - len(word.split()[-1])
            word = word.split()[-1]
            value = word_value(word)
        scale = (match["scale"] or "").lower()
        if not value or (not scale and word.lower() in ("een", "half", "halve")):
            continue  # "een euro" is an article as often as an amount
        if scale and not match["euro"] and not money_context.is_money(text, at, match.end("scale"), stop, scale):
            continue
        end = match.end() if match["euro"] or not scale else match.end("scale")
        factor = money_context.scale(scale or None)
        yield _mention(text, at, end, value * factor, money_context.approximate(text, at), 0.85)


def _mention(text: str, start: int, end: int, value: Decimal, approximate: bool, confidence: float) -> MoneyMention:
    while end > start and text[end - 1] in " \t\n\u00a0⁰¹²³⁴⁵⁶⁷⁸⁹":
        end -= 1
    return MoneyMention(start, end, value, approximate, " ".join(text[start:end].split()), confidence)
