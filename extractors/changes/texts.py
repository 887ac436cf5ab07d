"""Old and new texts: what is quoted, what stands behind a verb, what is only described."""

from __future__ import annotations

import re

from griffier.extractors.changes.quotes import closing, first_quote, last_closing, opens_at

Range = tuple[int, int]

NAMED_QUOTE = re.compile(
    r"\W*(?:de|het)\s+(?:tekst|woord(?:en)?|zin(?:snede|sdeel)?|volzin|passage|bedrag|titel|term)\W*", re.I
)


def past_colon(text: str, at: int, end: int) -> int:
    """Behind what leads up to a new text: "luidende:", "de volgende zin:", a colon."""
    found = re.compile(
        r"(?:\s*,?\s*(?:luidende?|als\s+volgt|te\s+weten|met\s+de\s+(?:volgende\s+)?tekst|de\s+volgende\s+(?:tekst"
        r"|zin|passage|alinea|formulering|woorden)|het\s+volgende(?:\s+(?:besluit|dictum|artikel|lid"
        r"|beslispunt))?))?\s*:?\s*",
        re.I,
    ).match(text, at, end)
    return found.end() if found else at


def spoken_original(text: str, at: int, end: int) -> Range | None:
    """An original that stands unquoted between target and verb: "het bedrag van € 100.000 (te wijzigen in)"."""
    found = re.compile(
        r"[\s,:]*(?:(?:de\s+(?:tekst|woorden|zin|zinsnede|passage)|het\s+(?:woord|bedrag)(?:\s+van)?"
        r"|van)\s+)(?P<old>\S[^\n]{1,300}?)\s*$",
        re.I,
    ).match(text, at, end)
    if not found:
        return None
    lo, hi = found.span("old")
    tail = re.search(r"\s+(?:wordt|worden|dient|moet)$", text[lo:hi])
    hi = lo + tail.start() if tail else hi
    return (lo, hi) if re.search(r"\w", text[lo:hi]) else None


def new_text(text: str, at: int, end: int) -> Range | None:
    """The new text behind the verb: what is quoted, or all of it where nothing is quoted or the quote never closes."""
    inside = opens_at(text, at, end)
    begin = inside if inside is not None else at + len(text[at:end]) - len(text[at:end].lstrip(" :\n"))
    stop = end
    if inside is not None:
        last = last_closing(text, inside, end)
        first = closing(text, inside, end)
        if last is not None:
            between = text[first:last] if first is not None else ""
            stop = (
                last
                if first is None
                or not re.search(r"\n\n|[.;]\s+[A-Z]", between)
                or not re.search(r"[.;:]$", text[inside:first].rstrip())
                else first
            )
        elif first is not None:
            stop = first
    stop = begin + len(text[begin:stop].rstrip())
    return (begin, stop) if re.search(r"\w", text[begin:stop]) else None


def quoted_behind(text: str, at: int, end: int) -> Range | None:
    """As in "vervalt de zinsnede 'X'"."""
    lead = NAMED_QUOTE.match(text, at, end)
    if lead is None:
        return None
    begin = lead.end() - 1  # the quote itself is one of the marks behind the word
    return first_quote(text, begin, min(end, begin + 600)) if opens_at(text, begin, end) is not None else None


def inner(text: str, start: int, end: int) -> Range | None:
    """A stretch without the quotes around it."""
    raw = text[start:end]
    start, end = start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())
    inside = opens_at(text, start, end)
    if inside is not None:
        start = inside
        end = last_closing(text, inside, end) or end
    end = start + len(text[start:end].rstrip())
    return (
        (start, end)
        if re.search(r"\w", text[start:end]) and not re.fullmatch(r"\W*(?:-|geen|leeg)\W*", text[start:end], re.I)
        else None
    )
