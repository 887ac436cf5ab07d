"""Strings that must stand in a text before a pattern can match: looking for these first spares most searches.

A cue such as `orde\\s+van\\s+de\\s+(?:dag|middag)` cannot hold in a text without "orde", nor in one without "dag". The
strings are read off the parsed pattern, so that a cue needs no second, handwritten form. Where nothing can be proven,
there is no filter and the pattern is searched.
"""

from __future__ import annotations

import re._constants as sre  # type: ignore[import-not-found]  # since Python 3.11; the tests hold us to what it gives
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

_MOST = 24
"""Alternatives beyond which looking for each would cost as much as the search."""

_AT_LEAST = 3
"""Characters below which a string stands in every text."""

_BREAK = ord("\n")
"""The texts that are searched may have their breaks in other places."""

_CONDITIONS = 3
"""Sets of strings asked for at most: the longest."""

_ZERO_WIDTH = frozenset([sre.AT, sre.ASSERT, sre.ASSERT_NOT])

Needles = frozenset[str]


@cache
def needles(pattern: str) -> tuple[Needles, ...]:
    """Sets of strings: of each set at least one stands in every text that holds a match of `pattern`. Empty where none
    can be named.

    The pattern is one that does not ignore case.
    """
    parsed = parser.parse(pattern)
    if parsed.state.flags & sre.SRE_FLAG_IGNORECASE:
        return ()
    useful = {
        option
        for option in _options(_unwrapped(parsed))
        if option and len(option) <= _MOST and min(map(len, option)) >= _AT_LEAST
    }
    return tuple(sorted(useful, key=lambda option: (_worth(option), sorted(option)), reverse=True)[:_CONDITIONS])


def may_match(pattern: str, text: str) -> bool:
    """False only where `pattern` matches nowhere in `text`."""
    return all(any(needle in text for needle in needed) for needed in needles(pattern))


def _unwrapped(items: Sequence[tuple[Any, Any]]) -> Sequence[tuple[Any, Any]]:
    """What stands in a group around the whole pattern."""
    while len(items) == 1 and items[0][0] is sre.SUBPATTERN and not items[0][1][1] & sre.SRE_FLAG_IGNORECASE:
        items = items[0][1][3]
    return items


def _of_sequence(items: Sequence[tuple[Any, Any]]) -> Needles:
    """The best of what the parts that stand one after the other need: the one whose shortest string is longest."""
    return max(_options(items), key=_worth, default=frozenset())


def _worth(option: Needles) -> tuple[int, int]:
    if not option or len(option) > _MOST:
        return (0, 0)
    return (min(min(map(len, option)), 6), -len(option))


def _options(items: Sequence[tuple[Any, Any]]) -> Iterable[Needles]:
    """What each part needs; letters in a row, and short choices between them, are one string each."""
    runs: list[str] = [""]
    for op, argument in items:
        grown = _exactly(op, argument)
        if op in _ZERO_WIDTH:
            continue
        if grown is not None and len(runs) * len(grown) <= _MOST:
            runs = [run + more for run in runs for more in grown]
            continue
        yield frozenset(runs)
        runs = [""]
        yield _of_part(op, argument)
    yield frozenset(runs)


def _exactly(op: Any, argument: Any) -> list[str] | None:
    """All the strings that a part may be, where they are few; else None."""
    if op is sre.LITERAL:
        return [chr(argument)] if argument != _BREAK else None
    if op is sre.IN and all(kind is sre.LITERAL for kind, _ in argument) and len(argument) <= 4:
        return [chr(value) for _, value in argument]
    if op is sre.SUBPATTERN:
        return None if argument[1] & sre.SRE_FLAG_IGNORECASE else _all_of(argument[3])
    if op is sre.BRANCH:
        return _any_of(argument[1])
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT) and argument[1] == 1:
        strings = _all_of(argument[2])
        return None if strings is None else [*strings, ""] if argument[0] == 0 else strings
    return None


def _any_of(branches: Iterable[Sequence[tuple[Any, Any]]]) -> list[str] | None:
    """All the strings that one of the branches may be."""
    out: list[str] = []
    for branch in branches:
        strings = _all_of(branch)
        if strings is None:
            return None
        out.extend(strings)
    return out if len(out) <= _MOST else None


def _all_of(items: Sequence[tuple[Any, Any]]) -> list[str] | None:
    runs = [""]
    for op, argument in items:
        if op in _ZERO_WIDTH:
            continue
        grown = _exactly(op, argument)
        if grown is None or len(runs) * len(grown) > _MOST:
            return None
        runs = [run + more for run in runs for more in grown]
    return runs


def _of_part(op: Any, argument: Any) -> Needles:
    """What one part needs."""
    if op is sre.SUBPATTERN:
        return frozenset() if argument[1] & sre.SRE_FLAG_IGNORECASE else _of_sequence(argument[3])
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        return _of_sequence(argument[2]) if argument[0] > 0 else frozenset()
    if op is sre.BRANCH:
        union: set[str] = set()
        for branch in argument[1]:
            needed = _of_sequence(branch)
            if not needed:
                return frozenset()
            union |= needed
        return frozenset(union)
    return frozenset()
