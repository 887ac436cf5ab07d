"""What OCR takes for what, and what counts as a Dutch word: the lists that its repair goes by (`data/ocr_repair.toml`,
wordfreq)."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from griffier.extractors.dutch.word_lists import word_frequencies

COMMON = 3e-6
"""Frequency from which a word of six letters or more proves a repair: wordfreq's zipf 3.5, some 12,000 words and their
forms."""
RARE = 1e-6
"""A token that is a rare word itself ("vit") gives way only to a word of 1e-4 that is 1,000 times as frequent
("uit")."""
Pairs = dict[str, list[tuple[str, str, float]]]
"""First letter as read -> as read, as printed, weight."""
_WEAK = 0.2
_PREFIXES = frozenset(
    {
        "uit",
        "aan",
        "af",
        "op",
        "in",
        "om",
        "over",
        "onder",
        "door",
        "voor",
        "ver",
        "be",
        "ont",
        "her",
        "bij",
        "mis",
        "toe",
        "na",
    }
)


_DERIVED = (
    ("ing", "en"),
    ("ingen", "en"),
    ("heid", ""),
    ("heden", "heid"),
    ("baar", "en"),
    ("loos", ""),
    ("achtig", ""),
    ("achtige", ""),
)
"""Ending -> that of the word it is made from: "betasting" is none of the list's, "betasten" is."""


@lru_cache(maxsize=200_000)
def compound(lower: str, prefixed: bool = False) -> bool:
    """What may be a word that no list has: two Dutch words in one, an s between them or not, or a prefix before a word
    or a compound."""
    frequency = frequencies()
    if any(lower.endswith(ending) and f"{lower[: -len(ending)]}{base}" in frequency for ending, base in _DERIVED):
        return True
    return any(
        _prefixed(lower[:i], lower[i:], prefixed) or _joined(lower[:i], lower[i:]) for i in range(2, len(lower) - 3)
    )


def _prefixed(head: str, tail: str, prefixed: bool) -> bool:
    """A prefix before a word, or before a compound where no other prefix stands before it."""
    if prefixed or head not in _PREFIXES or len(tail) <= 4:
        return False
    return frequencies().get(tail, 0.0) > 1e-7 or compound(tail, prefixed=True)


def _joined(head: str, tail: str) -> bool:
    """Two words, an s between them or not: the shorter, the commoner each must be."""
    if len(head) < 4:
        return False
    frequency = frequencies()
    if len(tail) < 5:
        least = 1e-5
    else:
        least = 1e-7 if len(head) > 4 and frequency.get(tail, 0.0) > RARE else COMMON
    if frequency.get(head, 0.0) <= least:
        return False
    tails = (tail, tail[1:]) if tail[0] == "s" and len(tail) > 4 else (tail,)
    return any(frequency.get(t, 0.0) > (1e-7 if len(t) > 4 else 1e-5) for t in tails)


def two_words(lower: str) -> bool:
    """Two common words of five letters or more in one, an s or an e between them or not: proof enough for a repair."""
    frequency = frequencies()
    return any(
        frequency.get(lower[:i], 0.0) > 1e-5
        and max(frequency.get(lower[i:], 0.0), frequency.get(lower[i + 1 :], 0.0) if lower[i] in "se" else 0.0) > 1e-5
        for i in range(5, len(lower) - 4)
    )


def unaccented(text: str) -> str:
    """Letters without their marks."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@dataclass(frozen=True)
class Lexicon:
    """What `data/ocr_repair.toml` lists. `council`: words of council documents, months and days; `places`: names of
    municipalities."""

    confusions: Pairs
    likely: Pairs
    glued: dict[str, tuple[str, str]]
    openers: frozenset[str]
    exact: dict[str, str]
    parties: dict[str, str]
    articles: dict[str, str]
    accents: frozenset[str]
    labels: tuple[str, ...]
    council: frozenset[str]
    places: frozenset[str]


def by_letter(weights: Mapping[tuple[str, str], float]) -> Pairs:
    """Confusions by the first letter as read."""
    out: Pairs = {}
    for (read, printed), weight in weights.items():
        out.setdefault(read[0], []).append((read, printed, weight))
    return out


@cache
def lexicon() -> Lexicon:
    """The project's own lists of what OCR takes for what."""
    from griffier.extractors.dutch import places

    table = tomllib.loads(files("griffier.extractors").joinpath("data/ocr_repair.toml").read_text("utf-8"))
    weights = _weights(table)
    pairs = [pair.split() for pair in table["glued"]]
    return Lexicon(
        by_letter(weights),
        by_letter({pair: weight for pair, weight in weights.items() if weight == 1}),
        {first + second: (first, second) for first, second in pairs},
        frozenset(table["openers"]),
        dict(table["exact"]),
        dict(table["parties"]),
        dict(table["articles"]),
        frozenset(w.lower() for w in table["accents"]),
        tuple(table["labels"]),
        frozenset(w.lower() for w in (*table["council"], *table["labels"])),
        frozenset(n.lower() for n in places.by_name() if n.isalpha() and len(n) > 7),
    )


def _weights(table: Mapping[str, Any]) -> dict[tuple[str, str], float]:
    """(As read, as printed) -> how likely: letters that look alike little, what was seen fully."""
    weights = {(a, b): _WEAK for group in table["alike"] for a in group for b in group if a != b}
    weights |= {(read, printed): 1.0 for printed, looks in table["read_as"].items() for read in looks}
    return weights | dict.fromkeys(map(tuple, table["confusions"]), 1.0)


@cache
def frequencies() -> dict[str, float]:
    """How often each Dutch word occurs, as a share of all words (0.3 million words)."""
    return word_frequencies("nl", "large")
