"""Names on recognised pages that a model guessed over damaged print: "Platform Leefbare Ker INGES Proefdam"."""

from __future__ import annotations

import re

from griffier.extractors.dutch import gazetteer

_NAMED = re.compile(r"[^\s,;()]+")
_NO_LETTERS_OF_NAMES = re.compile(
    r"[|~_*=<>{}\[\]\\^]|[a-zà-ÿ][A-ZÀ-Ý]{2}|[a-zà-ÿ]{2}\d[a-zà-ÿ]|[A-ZÀ-Ý]{2}[a-zà-ÿ]{2}[A-ZÀ-Ý]{2}"
)
_SHOUTED = 3
"""Letters from which a word of capitals between others is damage, and no initial."""


def is_damaged(name: str) -> bool:
    """Whether a name of a recognised page that no list holds has signs of damage in it: characters that no name has, or
    a word of capitals between words that are none, which stands for nothing known."""
    if _NO_LETTERS_OF_NAMES.search(name):
        return True
    inner = _NAMED.findall(name)[1:-1]
    shouted = [w for w in inner if len(w) >= _SHOUTED and w.isalpha() and w.isupper()]
    return not name.isupper() and any(not gazetteer.find(word, 0, len(word)) for word in shouted)
