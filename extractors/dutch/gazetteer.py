"""Names that lists hold, found in a text: municipalities, parties, acts, organisations. No model, no spaCy.

Phrases are matched token by token (`tokens.py`), longest first. The lists of one council add its local parties.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from griffier.extractors.dutch import councils, laws, parties, places
from griffier.extractors.dutch.tokens import placed, words


@dataclass(frozen=True, slots=True)
class EntityMention:
    """One name in the text. `label`: LOCATION, PARTY, LAW, ORGANIZATION or PERSON (trained models only). `method` as in
    the evidence."""

    start: int
    end: int
    label: str
    text: str
    method: str


_Phrases = dict[str, list[tuple[tuple[str, ...], str]]]
METHOD = "rule:gazetteer"


def _by_first_word(listed: dict[str, Iterable[str]]) -> _Phrases:
    found: _Phrases = {}
    for label, phrases in listed.items():
        for phrase in dict.fromkeys(phrases):
            if made := tuple(words(phrase)[0]):
                found.setdefault(made[0], []).append((made, label))
    for waiting in found.values():
        waiting.sort(key=lambda one: -len(one[0]))
    return found


@cache
def _everywhere() -> _Phrases:
    return _by_first_word(
        {
            "LOCATION": places.by_name(),
            "LAW": laws.names(),
            "ORGANIZATION": laws.lexicon()["organizations"]["names"],
            "PARTY": parties.strict_forms(),
        }
    )


@cache
def _of_council(municipality_code: str) -> _Phrases:
    listed = [
        half for party in councils.every_list(municipality_code) for half in dict.fromkeys((party, *party.split(" / ")))
    ]
    return _by_first_word({"PARTY": [form for party in listed for form in parties.printed_forms(party)]})


def find(text: str, start: int, end: int, municipality_code: str | None = None) -> list[EntityMention]:
    """The listed names in `text[start:end]`, in order; of two that overlap the longer, then the first.
    `municipality_code`: whose local parties count too."""
    books = [_everywhere(), *([_of_council(municipality_code)] if municipality_code else [])]
    found, _, offsets = placed(text, start, end)
    hits = [hit for book in books for hit in _hits(book, found)]
    out = []
    for first, behind, label in longest(hits):
        begin, stop = offsets[first], offsets[behind - 1] + len(found[behind - 1])
        out.append(EntityMention(begin, stop, label, text[begin:stop], METHOD))
    return out


def _hits(book: _Phrases, found: list[str]) -> Iterator[tuple[int, int, str]]:
    known = book.keys() & set(found)
    if not known:
        return
    for i, token in enumerate(found):
        if token in known:
            for phrase, label in book[token]:
                if tuple(found[i : i + len(phrase)]) == phrase:
                    yield i, i + len(phrase), label
                    break


def longest(hits: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Ranges with their labels without those that overlap a longer one, or an equal one before it; in order."""
    taken: set[int] = set()
    kept = []
    for hit in sorted(hits, key=lambda one: (one[0] - one[1], one[0])):
        if taken.isdisjoint(range(hit[0], hit[1])):
            taken.update(range(hit[0], hit[1]))
            kept.append(hit)
    return sorted(kept)
