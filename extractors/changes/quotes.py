"""Quoted text, also where the quote is never closed or closes with another mark than it opened."""

from __future__ import annotations

import re
from functools import cache

from griffier.extractors.changes.change_cues import target

_GOES_ON = (
    r"(?:te|wordt|worden|komt|door|in|vervalt|vervallen|toe|en|aan|als|uit|vervangen|schrappen|wijzigen|veranderen"
    r"|verwijderen|toevoegen|laten)"
)


_NAMED = r"(?:de|het)\s+(?:zin(?:snede|sdeel)?|volzin|woord(?:en)?|tekst(?:passage)?|passage|bedrag|volgende)"


@cache
def _closes() -> re.Pattern[str]:
    """A mark that may close a quote, by what follows it: an end, a verb of change, or what the words stand in."""
    stands_in = rf"(?:op|van|onder|bij)\s+(?:de\s+|het\s+)?{target().pattern}"
    return re.compile(
        rf"(?P<mark>[\"'’”“»`´‘])(?P=mark)?(?=\s*(?:$|[.,;:)\]]|\n|\s{_GOES_ON}\b|\s{_NAMED}\b))"
        rf"|(?<=\S)[\"”»'’](?=\s{stands_in})",
        re.I,
    )


_OPENS = re.compile(r"(?:(?<=[\s(:.,])|(?<=\A))[\"'‘’“„”`´«‚]{1,2}(?=\S)")


_AFTER_QUOTE = re.compile(
    r"\s(?:te|wordt|worden|komt|door|vervalt|vervallen|toe|vervangen|schrappen|wijzigen|veranderen|verwijderen"
    rf"|toevoegen|laten|in\s+te|{_NAMED})\b"
)
_IN = re.compile(r"\s(?:in|van|uit|onder|bij|op)\s+(?:de\s+|het\s+)?")


def opening(text: str, inside: int) -> int:
    """Where the quote opens whose words begin at `inside`: one mark before them, or two ("''" for a double one)."""
    return inside - 2 if text[inside - 2 : inside - 1] == text[inside - 1 : inside] else inside - 1


def opens_at(text: str, at: int, end: int) -> int | None:
    """Behind the opening quote at `at`, blanks skipped; None where none opens."""
    while at < end and text[at].isspace():
        at += 1
    found = re.compile(r"[\"'‘’“„”`´«‚]{1,2}").match(text, at, end)
    if not found or found.end() >= end:
        return None
    if text[at] in "'’‘" and re.match(r"[stn]\b", text[found.end() : found.end() + 2]):
        return None
    return found.end()


def first_quote(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The inside of the first quoted stretch of `[start, end)` that is closed."""
    for found in _OPENS.finditer(text, start, end):
        if opens_at(text, found.start(), end) is None:
            continue
        stop = closing(text, found.end(), end)
        if stop is not None and stop > found.end():
            return found.end(), stop
    return None


def closing(text: str, at: int, end: int) -> int | None:
    """Where the quote that opened before `at` closes; None where it never does."""
    for found in _closes().finditer(text, at, end):
        if (
            found[0] in "'’"
            and re.match(r"s?\s+\w", text[found.end() : found.end() + 3])
            and text[found.start() - 1].isalpha()
            and text[found.end() : found.end() + 1] not in ".,;:)\n"
        ):
            joint = _IN.match(text, found.end())
            if joint and target().match(text, joint.end()):
                return found.start()
            if not _AFTER_QUOTE.match(text, found.end()):
                continue
        return found.start()
    return None


def last_closing(text: str, at: int, end: int) -> int | None:
    """The closing quote that ends the stretch, where one stands there."""
    tail = re.search(r"[\"'’”“»`´]\s*[.;,]?\s*$", text[at:end])
    return at + tail.start() if tail else None
