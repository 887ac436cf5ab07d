"""Short texts told apart by their words: labels of values, names, functions, figures, list marks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

_FIGURE = re.compile(
    r"^(?:€\s*)?[-–+(]?\s*(?:€\s*)?[-–]?\d[\d.,]*\)?(?:\s*%|,-|,--|\s*[-VN]|\s*(?:mln|mio|k|m2|ha|kg|pp))?\.?$"
    r"|^[-–—]$|^€\s*[-–]$",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"^(?:[•●○▪■□◦‣⁃·∙*o§➢➤→√✓\ufffd\uf0b7\uf0a7\uf02d\uf0d8-]|[-–—]|\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)°º:]?"
    r"|\(?\d{1,2}\.?[a-z](?:\.\d{1,2})?[.)]?|\d{1,2}(?:\.[a-z])(?:\.\d{1,2})?[.)]?"
    r"|\(?[a-zA-Z][.)]|\(?[ivxIVX]{1,5}[.)]?)$"
)
_REACHED = re.compile(
    r"\b(?P<post>[1-9]\d{3}\s?[A-Z]{2}\b|[Pp]ostbus\s\d)"
    r"|(?P<phone>\b(?:[Tt]el(?:efoon)?\b|T\s)[.:\s]*\(?(?:0|14\s?\d|\+)[\d\s()-]{3,}|\b14\s?0\d{2,3}\b|\b0\d{2,3}\s?[-–]\s?\d{6,7}\b)"
    r"|(?P<web>\bwww\.|https?:|@\w)|(?P<bank>\b[A-Z]{2}\d{2}\s?[A-Z]{4}\s?\d|\b[Kk][Vv][Kk]\b)"
)
"""Where a sender is reached."""

_LABELLED = 45
"""Characters of a label with its value in a box of a head, at most."""
_LABEL_AND_VALUE = re.compile(r"^[A-Z][\w./ -]{1,28}:\s+\S")
_INITIALS = re.compile(r"^(?:[A-Z][a-z]?\.)+$|^[A-Z]{1,3}$")
_CAPITAL = re.compile(r"^[(\"‘']?[A-ZÀ-ÖØ-Þ][\w.'’()/-]*,?$")


@cache
def lexicon(name: str) -> frozenset[str]:
    """A list of `data/cues.toml`."""
    data = tomllib.loads(files(__package__).joinpath("cues.toml").read_text("utf-8"))
    return frozenset(data[name])


def is_figure(text: str) -> bool:
    """A number, an amount, a percentage or the dash of an empty cell."""
    return bool(_FIGURE.match(text))


def is_list_mark(text: str) -> bool:
    """A bullet, a number or a letter that opens an item."""
    return len(text) <= 9 and bool(_MARK.match(text))


def is_label(text: str) -> bool:
    """What stands before or above a value: ends in a colon, or is one of the usual labels."""
    return (text.endswith(":") and len(text) < 40) or text.rstrip(" :").lower() in lexicon("labels")


def is_labelled(text: str) -> bool:
    """A label and its value in one short line: "Datum: 3-7-2025"."""
    return len(text) <= _LABELLED and _LABEL_AND_VALUE.match(text) is not None


def reached(texts: Iterable[str]) -> set[str]:
    """In which ways some texts say that somebody is reached: by post, telephone, site or mail, bank."""
    return {m.lastgroup or "" for text in texts for m in _REACHED.finditer(text)}


def is_signature_like(text: str) -> bool:
    """A name, a function or a party, and nothing else: at most six words, all capitalised but for particles and
    functions."""
    words = text.split()
    if not words or len(words) > 7 or text.endswith((":", ";")):
        return False
    lower = [w.lower().strip("(),.") for w in words]
    known = lexicon("functions") | lexicon("parties")
    usual = known | lexicon("particles") | lexicon("titles")
    return all(
        low in usual or _INITIALS.match(word) or _CAPITAL.match(word) for word, low in zip(words, lower, strict=True)
    ) and not any(c.isdecimal() for c in text if text.lower() not in known)


def has_signature_word(text: str) -> bool:
    """It holds a function, a party or initials: ground to take a block of short texts for signatures."""
    known = lexicon("functions") | lexicon("parties")
    return any(word.lower().strip("(),.") in known or ("." in word and _INITIALS.match(word)) for word in text.split())
