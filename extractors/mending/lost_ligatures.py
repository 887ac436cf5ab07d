"""Letters that a font joins in one glyph ("ti", "ff"), for which the file has one wrong sign: "ac%eve", "informa#e".

This is no matter of OCR: it stands in born pages and in text that was copied from them. A sign inside words is taken
for two or three letters where the words say so: with these letters they are words of the language, of this document or
made of such words, and with no others.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from griffier.extractors.mending.lexicon import compound, frequencies
from griffier.schemas.view import Edit

LIGATURES = ("ti", "tt", "tti", "ft", "fi", "fl", "ff", "ffi", "fft", "tf", "fj")
"""What fonts join, the letters of which one sign is left."""

_SMALL = "a-zà-öø-ÿĳ"
_JOINS = r"\s\w\-‐‑–—'’‘´`.,:;/&@+()\[\]\"“”„«»|•·\u00ad"
"""What stands between two letters without being one: joints, ends of sentences, brackets."""

_FOREIGN = rf"(?![{_SMALL}A-ZÀ-ÖØ-Þĳﬀ-ﬆœŒšŠžŽªº])[^\W\d_]"
"""A letter that Dutch does not write: it is a sign at the ends of a word too."""

_SIGN = re.compile(rf"(?<=[{_SMALL}A-Z])(?:[^{_JOINS}]|[A-Z0-9])(?=[{_SMALL}])|{_FOREIGN}")
_CLEAN = re.compile(rf"(?<![^\W_])[{_SMALL}A-Z][{_SMALL}]{{4,}}(?![^\W_])")
_ADDRESS = re.compile(r"://|www\.|@|\.(?:nl|com|org|eu)\b")

RULE = "lost ligature"
_READ = 2_000_000
_LONGEST = 60
_MOST = 4_000
"""Such signs that are looked at: a text with more of them is no text."""

_TWICE = re.compile(r"[A-Z0-9]")
"""Signs that stand in good words too ("GroenLinks"): they need two words."""

_LEAST_KNOWN, _FEW_KNOWN, _SURE = 0.6, 0.3, 0.8
"""Share of the words of a sign that its letters must make words; where two are and no other letters make one, as torn
words are none; and from which the others are put right as well."""

_DAMAGED = 4
"""Different words with the same sign from which a text is said to be damaged."""

_KNOWN = 2e-7
"""Frequency from which a word is one of the language."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word at `[start, end)` and the places of its signs in it."""

    start: int
    text: str
    signs: tuple[int, ...]


def ligatures(text: str) -> list[Edit]:
    """What puts the lost letters right, in order."""
    words = list(_words(text))
    signs = _by_sign(words)
    if not signs:
        return []
    own = {m[0].lower() for m in _CLEAN.finditer(text, 0, _READ)}
    found: dict[str, str] = {}
    surely: set[str] = set()
    for sign, tokens in sorted(signs.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        made, share = _letters(sign, tokens, found, own)
        if made:
            found[sign] = made
            if share >= _SURE and len(tokens) > 1 and not _TWICE.match(sign):
                surely.add(sign)
    return [edit for word in words for edit in _edits(word, found, surely, own)]


def _words(text: str) -> Iterator[_Word]:
    places = {m.start() for m in islice(_SIGN.finditer(text), _MOST)}
    end = 0
    for at in sorted(places):
        if at < end:
            continue
        start, end = at, at + 1
        while start > 0 and (text[start - 1].isalpha() or start - 1 in places):
            start -= 1
        while end < len(text) and (text[end].isalpha() or end in places):
            end += 1
        if end - start <= _LONGEST and not _ADDRESS.search(_chunk(text, start, end)):
            word = text[start:end]
            yield _Word(start, word, tuple(k for k in range(len(word)) if start + k in places))


def _chunk(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - 100) : start], text[end : end + 100]
    left = before.rsplit(None, 1)[-1] if before and not before[-1].isspace() else ""
    return left + text[start:end] + (after.split(None, 1)[0] if after and not after[0].isspace() else "")


def _by_sign(words: list[_Word]) -> dict[str, set[str]]:
    """Sign -> the words that have it, for the signs of which there are enough."""
    out: defaultdict[str, set[str]] = defaultdict(set)
    for word in words:
        for k in word.signs:
            out[word.text[k]].add(word.text)
    return {sign: tokens for sign, tokens in out.items() if len(tokens) > 1 or not _TWICE.match(sign)}


def _letters(sign: str, tokens: set[str], found: Mapping[str, str], own: set[str]) -> tuple[str, float]:
    """The letters that a sign stands for, and the share of its words that they make words; "" where the words do not
    tell."""
    proven = {made: sum(_is_word(_with(token, {**found, sign: made}), own) for token in tokens) for made in LIGATURES}
    best, second, *_ = sorted(proven, key=lambda made: -proven[made])
    share = proven[best] / len(tokens)
    least = _FEW_KNOWN if proven[best] > 1 and not proven[second] else _LEAST_KNOWN
    if share < least or proven[second] * 2 > proven[best]:
        return "", 0.0
    if proven[best] == 1 and not any(len(token) > 5 for token in tokens):
        return "", 0.0
    return best, share


def _with(token: str, found: Mapping[str, str]) -> str:
    return unicodedata.normalize("NFKC", "".join(found.get(c, c) for c in token))


def _is_word(token: str, own: set[str]) -> bool:
    lower = token.lower()
    if len(lower) < 4 or not lower.isalpha():
        return False
    return lower in own or frequencies().get(lower, 0.0) >= _KNOWN or (len(lower) > 8 and compound(lower))


def _edits(word: _Word, found: Mapping[str, str], surely: set[str], own: set[str]) -> Iterator[Edit]:
    signs = [(k, word.text[k]) for k in word.signs if word.text[k] in found]
    if not signs:
        return
    if all(c in surely for _, c in signs) or _is_word(_with(word.text, found), own):
        for k, c in signs:
            yield Edit(word.start + k, word.start + k + 1, found[c], RULE)


def damaged(text: str) -> list[str]:
    """Words of a text with one sign or letter inside that no Dutch word has, where four or more have the same and are
    none; [] where there are no such."""
    signs = _by_sign([word for word in _words(text) if not _TWICE.search("".join(word.text[k] for k in word.signs))])
    for sign, tokens in sorted(signs.items()):
        odd = sorted(token for token in tokens if _is_damaged(token, sign))
        if len(odd) >= _DAMAGED:
            return odd
    return []


def _is_damaged(token: str, sign: str) -> bool:
    """Not two words with a sign between them, as in a list of choices, nor one letter of an unknown."""
    parts = token.lower().split(sign)
    return len(token) > 4 and not all(len(part) > 2 and frequencies().get(part, 0.0) >= _KNOWN for part in parts)
