"""How far the text layer of a page can be trusted, measured on its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from griffier.extractors.dutch.word_lists import common_words

LEAST_WORDS = 20
"""Words of letters that a page needs before their share of known words says anything: below it the page is exempt."""

VISIBLE_SHARE = 0.35
"""Share of known words under which a visible text layer is taken for garbage. The least of 318 born-digital pages has
0.58 (a table of abbreviations), a font with a wrong Unicode map under 0.10."""

HIDDEN_SHARE = 0.70
"""The same for the invisible text under a scan: the picture is the original there, so the bar is higher. Good layers
have 0.81 to 0.93."""

ODD_SHARE = 0.10
"""Share of words that mix digits and letters as no Dutch text does ("45O.OO", "2O19"), from which a hidden layer is not
trusted."""

BROKEN_SHARE = 0.05
"""Share of characters without a meaning (U+FFFD, private use, "(cid:12)") from which a layer is not trusted."""

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_ODD = re.compile(r"\d[OolISB]\d|\d[Oo]{1,3}\b|[€$£][^\d\s-]|\b[lIO]\d+[.,]\d|[a-z][A-Z][a-z]+[A-Z]|[~^{}|\\]")
_BROKEN = re.compile("[\ufffd\ue000-\uf8ff\x01\x03-\x08\x0e-\x1b]")
"""Replacement, private use and controls. A bullet of a symbol font is a word of one character and is not counted."""

_CID = re.compile(r"\(cid:\d+\)")


@dataclass(frozen=True, slots=True)
class TextQuality:
    """`words` of two letters or more, `known`: their share in the word lists, `odd`: share of all words that no text
    has, `broken`: share of characters without a meaning."""

    words: int
    known: float
    odd: float
    broken: float

    @property
    def tells(self) -> bool:
        """Whether there are enough words of letters to judge by."""
        return self.words >= LEAST_WORDS

    def complaint(self, hidden: bool) -> str:
        """Why the layer is not trusted, empty where it is."""
        if self.broken > BROKEN_SHARE:
            return f"{self.broken:.0%} of its characters have no meaning"
        if self.tells and self.known < (HIDDEN_SHARE if hidden else VISIBLE_SHARE):
            return f"{self.known:.0%} of its words are known"
        if hidden and self.tells and self.odd > ODD_SHARE:
            return f"{self.odd:.0%} of its words mix letters and digits"
        return ""


def measure(texts: Sequence[str]) -> TextQuality:
    """The quality of the words of a page."""
    joined = " ".join(texts)
    tokens = [t.lower() for t in _LETTERS.findall(joined)]
    known = _share(tokens, "nl")
    if known < HIDDEN_SHARE and len(tokens) >= LEAST_WORDS:
        known = max(known, *(_share(tokens, language) for language in ("en", "de", "fr")))
    characters = sum(map(len, texts)) or 1
    broken = 0
    if _BROKEN.search(joined):
        broken = sum(len(_BROKEN.findall(t)) for t in texts if len(t) > 1)
    broken += 7 * len(_CID.findall(joined))
    odd = len({m.start() for m in _ODD.finditer(joined)})
    return TextQuality(len(tokens), known, odd / (len(texts) or 1), broken / characters)


def _share(tokens: Sequence[str], language: str) -> float:
    if not tokens:
        return 0.0
    words = common_words(language)
    return sum(t in words for t in tokens) / len(tokens)
