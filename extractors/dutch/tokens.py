"""Tokens and sentences of Dutch official text: "N.T.", "c.s.", "d.d.", "artikel 2.10", "€ 1.130.788,-" are one token
each, or one a sign; headings, lists and blank lines end a sentence, a line that is full does not.

One regular expression, because a report has 600 pages. Joined, the tokens and blanks are the text again, so offsets are
exact. The trained pipeline (`nl_griffier`) and the gazetteers stand on the same tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_ABBREVIATIONS = (
    r"c\.s|d\.d|m\.b\.t|a\.s|t\.b\.v|o\.a|i\.v\.m|t\.a\.v|n\.a\.v|i\.h\.k\.v|c\.q|m\.n|b\.v|e\.a|d\.w\.z"
    r"|z\.s\.m|e\.d|a\.i|j\.l|w\.g|m\.i\.v|o\.l\.v|t\.o\.v|t\.g\.v|m\.u\.v|o\.b\.v|v\.d|n\.v\.t"
)
_SHORTENED = (
    "mr drs dr ir ing prof mw dhr mevr nr nrs art blz jl ca bijv incl excl mln mld afd tel resp evt max"
    " min jhr ds st vgl zgn ong plm pag wnd plv"
).replace(" ", "|")
TOKEN = re.compile(
    rf"""[a-z]++(?=\s)|[ ](?=\S)  # most of a text, before what costs more to tell
    |(?:[A-ZÀ-Ý]\.){{1,8}}(?=[\s,)]|$)
    |(?:{_ABBREVIATIONS})\.
    |(?i:{_SHORTENED})\.(?=\s)
    |\d+(?:[.,:/-]\d+)*(?:,-+)?[a-zA-Z]?(?![^\W\d_])
    |[A-Z]\w*[A-Z\d](?=-[a-zà-ÿ]{{3}})|\w+(?=-(?:raads)?fractie)|(?:motie|amendement|fractie)(?=-[A-Z])
    |[a-zà-ÿ]+s['’](?=\s\w)|\w+(?:[-'’&]\w+)*(?=\W|$)
    |[^\w\s]|\s*\n\s*|\s+|\w+""",
    re.VERBOSE,
)
Words = tuple[list[str], list[bool]]


def words(text: str) -> Words:
    """The tokens of a text, and for each whether a blank follows. A run of white space is one token."""
    found: list[str] = []
    spaces: list[bool] = []
    for token in TOKEN.findall(text):
        if token[0] == " " and found and not spaces[-1] and not found[-1].isspace():
            spaces[-1] = True
            if len(token) == 1:
                continue
            token = token[1:]
        found.append(token)
        spaces.append(False)
    return found, spaces


@lru_cache(maxsize=2)
def placed(text: str, start: int, end: int) -> tuple[list[str], list[bool], list[int]]:
    """The `words` of a range, and the offset of each in the text. Several readers of one range ask in turn, so the last
    ones are kept; nobody changes the lists."""
    found, spaces = words(text[start:end])
    offsets, at = [], start
    for token, space in zip(found, spaces, strict=True):
        offsets.append(at)
        at += len(token) + space
    return found, spaces, offsets


_ENDS = frozenset(".?!;:")
_CLOSES = frozenset("\"'”’)»")
_MARK = re.compile(r"[-–—•▪●○◦*►>✓]|o(?=\s)|(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)](?=\s|$)|\(?[a-z0-9]{1,2}\)")
_FULL = 0.75


def starts(found: list[str], spaces: list[bool]) -> Iterator[int]:
    """The index of each token that begins a sentence, from `words`.

    A sentence ends at a stop before a capital, a figure or a quote; at an empty line; before the mark of a list; and at
    the end of a line that is short beside its neighbours, where the next does not go on in lower case.
    """
    lengths = _line_lengths(found, spaces)
    line, fresh, length = 0, True, len(found)
    for i in range(length):
        token = found[i]
        if "\n" in token:
            rest = "".join(found[i + 1 : i + 4])
            longest = max(lengths[max(0, line - 2) : line + 3])
            short = lengths[line] < _FULL * longest
            if token.count("\n") > 1 or "\f" in token or _MARK.match(rest) or (short and not rest[:1].islower()):
                fresh = True
            line += 1
        elif token.isspace():
            continue
        if fresh and not token.isspace():
            yield i
            fresh = False
        if token in _ENDS and _ended(found, spaces, i):
            fresh = True


def _line_lengths(found: list[str], spaces: list[bool]) -> list[int]:
    lengths, at = [], 0
    for token, space in zip(found, spaces, strict=True):
        if "\n" in token:
            lengths.append(at)
            at = 0
        else:
            at += len(token) + space
    return [*lengths, at]


def _ended(found: list[str], spaces: list[bool], i: int) -> bool:
    """Whether a stop ends the sentence: white space behind it (or behind a closing quote), then no lower case."""
    while i + 1 < len(found) and not spaces[i] and found[i + 1] in _CLOSES:
        i += 1
    if i + 1 == len(found) or not (spaces[i] or found[i + 1].isspace()):
        return False
    behind = next((token for token in found[i + 1 : i + 4] if not token.isspace()), "")
    return found[i] != ":" and not behind[:1].islower() if found[i] not in ";:" else "\n" in found[i + 1]
