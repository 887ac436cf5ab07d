"""Words that their neighbours prove: an article before its noun, the closing formula, the side of a vote, words cut by
a blank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import Hamming

from griffier.extractors.mending.lexicon import COMMON, RARE, frequencies, lexicon
from griffier.extractors.mending.misread_words import candidates
from griffier.schemas.view import Edit

_ARTICLE = 1e-3
"""Frequency of a word that may stand before such a noun itself: "met college en raad"."""
_BEFORE_NOUN = re.compile(r"(?<![\w-])(?P<article>[A-Za-zà-ÿ][a-zà-ÿ]{1,2})(?=[ ](?P<noun>[a-zA-Z]{4,13})\b)")
_GLUED_TO_CAPITAL = re.compile(r"(?<![\w.@/-])(?P<word>[a-z]{2,4})(?P<name>[A-Z][a-z]{3,})(?![\w@/-])")
_BEHIND_VOTES = re.compile(r"\b\d{1,2} stem(?:men)? (?P<side>[a-z]{4,5})\b")
_CLOSING = re.compile(
    r"(?P<gaat>\b[\w]{3,4}) (?P<over>\w{4}) (?P<tot>\w{2,3}) (?P<de>\w{2}) (?P<orde>\w{4}) (?P<van>\w{3}) "
    r"(?P<de2>\w{2}) (?P<dag>\w{3})\b"
)


def phrases(text: str) -> Iterator[Edit]:
    """Words that are proven by their neighbours: an article by its noun, and the closing formula of a motion as a
    whole."""
    for m in _BEFORE_NOUN.finditer(text):
        article = _article(m["article"], m["noun"])
        if article:
            yield Edit(m.start("article"), m.end("article"), article, "word")
    for m in _GLUED_TO_CAPITAL.finditer(text):
        if m["word"] in lexicon().openers and frequencies().get(m["name"].lower(), 0.0) > RARE:
            yield Edit(m.start(), m.end(), f"{m['word']} {m['name']}", "word")
    for m in _BEHIND_VOTES.finditer(text):
        near = [side for side in ("tegen", "voor") if side != m["side"] and candidates(m["side"]).get(side) == 1]
        if near and m["side"] != "voor":
            yield Edit(m.start("side"), m.end("side"), near[0], "word")
    for m in _CLOSING.finditer(text):
        yield from (Edit(m.start(name), m.end(name), printed, "word") for name, printed in _wrong_in_closing(m))


def _article(read: str, noun: str) -> str:
    """The article that a noun has, where what stands before it has one letter wrong; else ""."""
    meant = lexicon().articles.get(noun.lower())
    lower = read.lower()
    if not meant or lower == meant or Hamming.distance(lower, meant, pad=True) != 1:
        return ""
    if frequencies().get(lower, 0.0) >= _ARTICLE:
        return ""
    return meant.capitalize() if read[0].isupper() else meant


def _wrong_in_closing(m: re.Match[str]) -> list[tuple[str, str]]:
    """The words of "gaat over tot de orde van de dag" that were misread, at most three of them, and as they are
    printed."""
    wrong = [(name, name.rstrip("2")) for name in m.groupdict() if m[name].lower() != name.rstrip("2")]
    if len(wrong) > 3 or ("orde" not in (m["orde"], m["over"]) and m["dag"] != "dag"):
        return []
    return wrong if sum(Hamming.distance(m[name], printed, pad=True) for name, printed in wrong) <= 5 else []


_SPLIT = re.compile(r"(?<![\w-])(?P<left>[a-zà-ÿ]{2,})[ ](?P<right>[a-zà-ÿ]{2,})(?![\w-])")


def splits(text: str) -> Iterator[Edit]:
    """Words that a blank fell into: "ver gadering". One half is no word, the other no common one, and together they are
    one."""
    frequency = frequencies()
    at = 0
    while match := _SPLIT.search(text, at):
        at = match.end("left")  # the right half may be the left one of the next pair
        left, right = match["left"], match["right"]
        halves = sorted((frequency.get(left, 0.0), frequency.get(right, 0.0)))
        if (
            halves[0] < 1e-7
            and halves[1] < 1e-5
            and len(left + right) > 5
            and frequency.get(left + right, 0.0) >= COMMON
        ):
            yield Edit(match.start(), match.end(), left + right, "split")
            at = match.end()
