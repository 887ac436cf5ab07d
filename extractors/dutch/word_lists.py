"""How often words occur in Dutch and in the languages beside it: the lists of wordfreq, read without its grammar.

`import wordfreq` loads tables of all languages and their scripts, a tenth of a second of every start; of it only the
files of its lists are of use here.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgpack

_HEADER = {"format": "cB", "version": 1}


@cache
def word_frequencies(language: str, size: str) -> dict[str, float]:
    """Each word and its share of all words. `size`: "small" (29,000 words) or "large" (0.3 million of Dutch)."""
    spec = find_spec("wordfreq")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("wordfreq is not installed", name="wordfreq")
    with gzip.open(Path(spec.origin).parent / "data" / f"{size}_{language}.msgpack.gz", "rb") as file:
        header, *buckets = msgpack.load(file, raw=False)
    if header != _HEADER:
        raise ValueError(f"the list of words has another form: {header}")
    shares: dict[str, float] = {}
    for index, bucket in enumerate(buckets):
        shares.update(dict.fromkeys(bucket, 10 ** (-index / 100)))
    return shares


@cache
def common_words(language: str) -> frozenset[str]:
    """The 29,000 commonest words of a language."""
    return frozenset(word_frequencies(language, "small"))
