"""OCR errors undone in a value, where a lexicon or a grammar proves what was printed. The canonical text and its quotes stay as read.

Rules come from Amsterdam's published OCR texts of 2013 to 2021 beside the text layers of the same documents: bullets read as `—`, `-_`,
`©`, `»`, `e`; accents on plain letters ("ín"), "vit" for "uit", "Watis", letters among the digits of amounts, ligatures.
A name is never touched: a word with a capital is changed only as a label or as one of the glued pairs.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from griffier.schemas.document import Document, Page, PageState, Span


@dataclass(frozen=True, slots=True)
class Repair:
    """One change: `[start, end)` of the text as read had `read`, and is taken for `printed`, by `rule`."""

    start: int
    end: int
    read: str
    printed: str
    rule: str


_COMMON = 3e-6
"""Frequency from which a word proves a repair: wordfreq's zipf 3.5, some 12,000 words and their forms."""
_VERY_COMMON, _OUTWEIGHS, _RARE = 1e-4, 1_000, 1e-6
"""A token that is a rare word itself ("vit") gives way only to one of the 700 commonest that is this many times as frequent ("uit")."""
_SIGNS = re.compile(
    r"(?m)^[ \t]*(?:[-–—][ ]?_{1,3}|—[ ]|[©»«]\s?\w|e_{1,3}|(?:x|x?%|>) [A-Z])|\w\{/?\w|[€$]\s?[lIO]?\d*[lIOo][\d.,lIOo]*\d|\d[oO]{2}K\b"
)
_SIGNS_NEEDED = 2
_SCANNED = 40_000
"""Characters of a bare text that are looked at for the signs of OCR."""

_BULLET = re.compile(
    r"(?m)^(?P<indent>[ \t]*)(?P<mark>[-–—•*][ ]?_{1,3}[ ]*|—[ ]?(?=[^\W\d_])|[©»«°·]_{0,3}[ ]*(?=[^\W\d_])|e_{1,3}[ ]*(?=[^\W\d_]))(?=\S)"
)
_LONE_E = re.compile(r"(?m)^[ \t]*(?P<mark>[eo©][ ]+)(?=[^\W\d_])")
_STRAY = re.compile(r"(?m)^[ \t]*(?P<mark>(?:x|x?%|>)[ ]+)(?=[A-Z][a-z]+)")
_UNDERSCORE = re.compile(r"(?<!\S)(?P<mark>_+[ ]?)(?=\S)|(?<=[a-z.,;:])(?P<tail>_+)(?!\S)")
_LIGATURE = re.compile("[ﬀ-ﬆ]+")
_BRACE = re.compile(r"(?<=[a-z)])\{/(?=[a-z])")
_AMOUNT = re.compile(r"(?P<sign>[€$£][ \u00a0]?)?(?<![\w.,])(?P<number>[\dlIOoSB][\dlIOoSB.,]*[\dlIOoSB])(?P<scale>[kKmM]?)(?![\w])")
_FIGURE = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{2})?|\d{1,3}(?:,\d{3})+(?:\.\d{2})?|\d+(?:[.,]\d{1,2})?")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_EURO = re.compile(r"[ ](?:euro|miljoen|mln)\b")
_DIGITS = str.maketrans("lIOoSB", "110058")
_WORD = re.compile(r"[^\W\d_][\w|]*[^\W_]|[^\W\d_]")
_SPLIT = re.compile(r"(?<![\w-])(?P<left>[a-zà-ÿ]{2,})[ ](?P<right>[a-zà-ÿ]{1,})(?![\w-])")
_LABEL = re.compile(r"(?m)^[ \t]*(?P<word>[A-Z][a-z]{4,9})(?=[ ]?:| \d)")


MARK = "ocr"
"""Property of a document whose text was repaired: it no longer shows the signs of OCR, and came out of it all the same."""
_HIDDEN = "hidden text layer"
"""How the reason of a page begins that is read by the text that an old scanner laid under its picture."""


def looks_like_ocr(doc: Document) -> bool:
    """Whether the text came out of OCR: its pages say so, or a bare text shows the signs. Never so for a born text layer or markup."""
    if MARK in doc.properties or any(map(_is_optical, doc.pages)):
        return True
    if doc.media_type != "text/plain":
        return False
    signs = islice(_SIGNS.finditer(doc.text, 0, _SCANNED), _SIGNS_NEEDED)
    return sum(1 for _ in signs) == _SIGNS_NEEDED


def optical_ranges(doc: Document) -> list[Span]:
    """What of the text came out of OCR: pages that were recognised, or that an old scanner had recognised; a bare text with the signs."""
    pages = [Span(page.start, page.end) for page in doc.pages if _is_optical(page)]
    return pages or ([Span(page.start, page.end) for page in doc.pages] if looks_like_ocr(doc) else [])


def _is_optical(page: Page) -> bool:
    return page.state is PageState.OCR or page.reason.startswith(_HIDDEN)


def repair(text: str) -> tuple[str, list[Repair]]:
    """The text as printed, and what was changed, in order, by offsets of the text as given."""
    changes: list[Repair] = []
    taken = bytearray(len(text))
    for rule in (_marks, _characters, _amounts, _words, _splits, _labels):
        for c in rule(text):
            if c.read != c.printed and not any(taken[c.start : c.end]):
                taken[c.start : c.end] = b"\x01" * (c.end - c.start)
                changes.append(c)
    changes.sort(key=lambda c: c.start)
    out, at = [], 0
    for change in changes:
        out += [text[at : change.start], change.printed]
        at = change.end
    return "".join([*out, text[at:]]), changes


def _change(match: re.Match[str], group: str | int, printed: str, rule: str) -> Repair:
    return Repair(match.start(group), match.end(group), match[group], printed, rule)


def _marks(text: str) -> list[Repair]:
    out = [_change(m, "mark", "- ", "bullet") for m in _BULLET.finditer(text)]
    lone = list(_LONE_E.finditer(text))
    if len(lone) > 1:  # one may be a letter of its own; a list has several
        out += [_change(m, "mark", "- ", "bullet") for m in lone]
    out += [_change(m, "mark", "", "stray") for m in _STRAY.finditer(text)]
    out += [_change(m, "mark" if m["mark"] else "tail", "", "underscore") for m in _UNDERSCORE.finditer(text)]
    return out


def _characters(text: str) -> list[Repair]:
    out = [_change(m, 0, unicodedata.normalize("NFKC", m[0]), "ligature") for m in _LIGATURE.finditer(text)]
    return out + [_change(m, 0, "/", "brace") for m in _BRACE.finditer(text)]


def _amounts(text: str) -> list[Repair]:
    out = []
    for m in _AMOUNT.finditer(text):
        number = m["number"]
        letters = sum(c.isalpha() for c in number)
        digits = sum(c.isdigit() for c in number)
        if not letters or not digits:
            continue
        printed = number.translate(_DIGITS)
        money = bool(m["sign"] or m["scale"] or _EURO.match(text, m.end()))
        grouped = _GROUPED.fullmatch(printed) and digits >= letters
        if _FIGURE.fullmatch(printed) and len(number) > 2 and (money or grouped):
            out.append(_change(m, "number", printed, "amount"))
    return out


def _words(text: str) -> list[Repair]:
    out = []
    for m in _WORD.finditer(text):
        token = m[0]
        if len(token) > 40 or _touches_address(text, m.start(), m.end()):
            continue
        printed = _word(token)
        if printed:
            out.append(_change(m, 0, printed, "word"))
    return out


def _touches_address(text: str, start: int, end: int) -> bool:
    return text[end : end + 1] in ("/", "@") or text[start - 1 : start] in ("/", "@", ".") or text[end : end + 3] == "://"


@cache
def _word(token: str) -> str:
    """What was printed, or "" where nothing proves that it is anything else."""
    lower = token.lower()
    frequency, data = _frequencies(), _data()
    if lower in data.accents:
        return ""
    plain = "".join(c for c in unicodedata.normalize("NFD", lower) if not unicodedata.combining(c))
    own = frequency.get(lower, 0.0)
    if plain != lower and token[0].islower() and "ë" not in lower and "ï" not in lower:
        stressed = "í" not in lower and all(c not in "aeou" for c in lower)  # "géén", "óf": every vowel has its accent
        return plain if not stressed and frequency.get(plain, 0.0) >= max(_COMMON, 300 * own) else ""
    if own > _RARE or (token[0].isupper() and lower not in data.glued) or token.isupper():
        return ""
    if lower in data.glued:
        first, second = data.glued[lower]
        return f"{token[: len(first)]} {second}"
    if own > 0:
        return next((c for c in _candidates(lower) if frequency.get(c, 0.0) >= max(_VERY_COMMON, _OUTWEIGHS * own)), "")
    proved = {c for c in _candidates(lower) if frequency.get(c, 0.0) >= _COMMON or _compound(c)}
    return proved.pop() if len(proved) == 1 and not _compound(lower) else ""


def _candidates(lower: str) -> set[str]:
    out = set()
    for read, printed in _data().confusions:
        at = lower.find(read)
        while at >= 0:
            out.add(lower[:at] + printed + lower[at + len(read) :])
            at = lower.find(read, at + 1)
    return out


def _compound(lower: str, prefixed: bool = False) -> bool:
    """Two Dutch words in one, the first common and of four letters or more, or a prefix before a word or a compound."""
    frequency = _frequencies()
    for i in range(2, len(lower) - 4):
        head, tail = lower[:i], lower[i:]
        if head in _PREFIXES and not prefixed and (frequency.get(tail, 0.0) > 1e-7 or _compound(tail, prefixed=True)):
            return True
        if i >= 4 and frequency.get(head, 0.0) > _COMMON and frequency.get(tail, 0.0) > 1e-7:
            return True
    return False


_PREFIXES = frozenset(
    {"uit", "aan", "af", "op", "in", "om", "over", "onder", "door", "voor", "ver", "be", "ont", "her", "bij", "mis", "toe", "na"}
)


def _splits(text: str) -> list[Repair]:
    frequency = _frequencies()
    out = []
    for m in _SPLIT.finditer(text):
        left, right = m["left"], m["right"]
        if left not in frequency and right not in frequency and frequency.get(left + right, 0.0) >= _COMMON:
            out.append(_change(m, 0, left + right, "split"))
    return out


def _labels(text: str) -> list[Repair]:
    out = []
    for m in _LABEL.finditer(text):
        word = m["word"]
        if word.lower() in _frequencies():
            continue
        for label in _data().labels:
            if len(word) == len(label) and sum(a != b for a, b in zip(word, label, strict=True)) == 1:
                out.append(_change(m, "word", label, "label"))
    return out


@dataclass(frozen=True)
class _Data:
    confusions: tuple[tuple[str, str], ...]
    glued: dict[str, tuple[str, str]]
    accents: frozenset[str]
    labels: tuple[str, ...]


@cache
def _data() -> _Data:
    table = tomllib.loads(files("griffier.extractors").joinpath("data/ocr_repair.toml").read_text("utf-8"))
    pairs = [pair.split() for pair in table["glued"]]
    return _Data(
        tuple((read, printed) for read, printed in table["confusions"] if read != printed),
        {first + second: (first, second) for first, second in pairs},
        frozenset(word.lower() for word in table["accents"]),
        tuple(table["labels"]),
    )


@cache
def _frequencies() -> dict[str, float]:
    """How often each Dutch word occurs, as a share of all words (0.3 million words)."""
    import wordfreq

    load: Callable[[str, str], dict[str, float]] = wordfreq.get_frequency_dict
    return load("nl", "large")
