"""Headings with a letter that recognition spoilt: "Overwegênde dal:", "Verzoekt hel college".

Put right character for character, so that every offset stays: headings are sought in what comes out, while values and
quotes come from the text as read. Only the words at the head of a line that a heading of a dictum begins with are
touched, and only where what is printed is no Dutch word itself.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from rapidfuzz.distance import Hamming

_CUES = (
    "overwegende",
    "overwegend",
    "constaterende",
    "constaterend",
    "vaststellende",
    "concluderende",
    "erkennende",
    "onderkennende",
    "verwijzende",
    "kennisgenomen",
    "gehoord",
    "gelezen",
    "indachtig",
    "verzoekt",
    "verzoeken",
    "besluit",
    "draagt",
    "spreekt",
    "nodigt",
)
"""Whole words that open a heading; shorter ones are too near to other words."""
_WORD = re.compile(r"[^\W\d_]+")
_LEAD = re.compile(r"[^\w\n]{0,4}")
_DAT = re.compile(r"\b[dDcCo][aàáâäeo][lLiIfj1t]\b(?=\s*[:;,.]?\s*$)")
_HET = re.compile(r"\b[hHb][eèéêëco][lLiIfjr1t](?=\s+(?:co[l1iI|]{2}e[gq][eao]\b|presidium\b))")
_COLLEGE = re.compile(r"(?<=[hH]et )co[l1iI|]{2}e[gq][eao]\b")


def mended_heading(text: str) -> str:
    """A line with the heading that it opens put right, equal in length; itself where nothing is wrong."""
    lead = _LEAD.match(text)
    first = _WORD.match(text, lead.end() if lead else 0)
    if first is None or not 6 <= len(first[0]) <= 13:
        return text
    cue = first[0].lower() if first[0].lower() in _CUES else _nearest(first[0])
    if cue is None:
        return text
    if cue != first[0].lower():
        shaped = cue.upper() if first[0].isupper() else cue.capitalize() if first[0][0].isupper() else cue
        text = text[: first.start()] + shaped + text[first.end() :]
    rest = text[first.end() :]
    if cue.endswith(("nd", "nde")):
        rest = _DAT.sub("dat", rest) if len(rest) < 40 else rest
    else:
        rest = _COLLEGE.sub("college", _HET.sub("het", rest))
    return text[: first.end()] + rest


def _plain(word: str) -> str:
    """In lower case, accents left off one letter at a time, so that the length stays."""
    return "".join(unicodedata.normalize("NFD", c)[0] for c in word.lower())


@cache
def _nearest(word: str) -> str | None:
    """The one cue that differs by a letter (two in a long word), where the word as read is not Dutch."""
    plain = _plain(word)
    near = [c for c in _CUES if len(c) == len(plain) and Hamming.distance(c, plain) <= (2 if len(c) > 9 else 1)]
    if len(near) != 1:
        return None
    from wordfreq import zipf_frequency

    return None if zipf_frequency(word, "nl") > 1.5 else near[0]
