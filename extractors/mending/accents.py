"""Accents that Dutch writes: those of stress, and the diaeresis."""

from __future__ import annotations

import re
import unicodedata

DIAERESIS = re.compile("[ëï]|(?<=[aeo])[öü]")
DIAERESES = (("ei", "eï"), ("ie", "ië"), ("ee", "eë"), ("oi", "oï"), ("ai", "aï"))
"""Two vowels, and as they are written where each is one of its own."""
_MUTE = re.compile(r"[a-z]{3}[b-df-hj-np-tv-z]é[nlr]?\Z")
"""A last syllable that Dutch never stresses: "stemmén", "gewoné"; "café" and its like are listed."""
_HALF_STRESSED = re.compile("aá|áa|eé|ée|oó|óo|uú|úu|eí|uí|oú|óu")


def is_stressed(lower: str) -> bool:
    """Whether the accents are those of stress: acute, not on a lone i, and on both letters of a double vowel."""
    if not all(
        c in "áéóú" or c.isascii() for c in unicodedata.normalize("NFC", lower).replace("íé", "").replace("ïé", "")
    ):
        return False
    return _HALF_STRESSED.search(lower) is None and not _MUTE.search(lower)
