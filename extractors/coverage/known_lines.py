"""What the ledger knows of lines that are in no value (`data/coverage.toml`)."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files


@dataclass(frozen=True)
class Lexicon:
    """`words` that say nothing by themselves; whole lines that are a `formula`, of a `letterhead`, or a `heading` of
    prose; what `ends` it; `dictum`: how a sentence begins that asks or weighs; `contact`: a mark of
    a column of addresses; kind -> what it has no field for."""

    words: frozenset[str]
    formula: re.Pattern[str]
    letterhead: re.Pattern[str]
    heading: re.Pattern[str]
    ends: re.Pattern[str]
    dictum: re.Pattern[str]
    contact: re.Pattern[str]
    kinds: dict[str, frozenset[str]]


@cache
def lexicon() -> Lexicon:
    """The lists of `data/coverage.toml`."""
    table = tomllib.loads(files("griffier.extractors").joinpath("data/coverage.toml").read_text("utf-8"))
    return Lexicon(
        frozenset(table["words"].split()),
        _lines(table["formulas"]),
        _lines(table["letterhead"]),
        _lines([table["headings"].replace("\n", "")]),
        _lines([table["ends"]]),
        _lines([table["dictum"]]),
        re.compile(table["contact"]),
        {kind: frozenset(has) for kind, has in table["kinds"].items()},
    )


def _lines(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(patterns)})\W*")


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """In lower case, letters without their marks, blanks single."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(text.lower().split())
