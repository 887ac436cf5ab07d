"""Old and new texts: what is quoted, what stands behind a verb, what is only described."""

from __future__ import annotations

import re

from griffier.extractors.changes.quotes import closing, first_quote, last_closing, opens_at
from griffier.extractors.text.flow import Flow
from griffier.extractors.text.marks import mark_at
from griffier.extractors.text.unwrapping import join_lines
from griffier.schemas.evidence import Found

Range = tuple[int, int]

NAMED_QUOTE = re.compile(
    r"\W*(?:de|het)\s+(?:tekst|woord(?:en)?|zin(?:snede|sdeel)?|volzin|passage|bedrag|titel|term)\W*", re.I
)


_NEW_POINT = (
    r"(?:met\s+)?een\s+(?:(?:nieuwe?|extra|\w+e|aanvullende?)\s+)?(?:\w*(?:besluit|dictum|beslis)punt|artikel|lid"
    r"|onderdeel|punt|zin|alinea|passage)\s*(?:\d{1,2}\w?|[IVX]+)?\s*(?:,\s*)?(?:luidende?)?\s*(?=:)"
)
_LEADS_UP = re.compile(
    r"(?:\s*,?\s*(?:de\s+(?:tekst|zin(?:snede)?|woorden|passage|alinea)(?=\s*:)|luidende?|als\s+volgt|te\s+weten|met\s+de\s+(?:volgende\s+)?tekst|(?:(?:de|het)\s+)?volgende?\s+(?:tekst(?:voorstel)?"
    r"|zin|passage|alinea|formulering|woorden)|het\s+volgende(?:\s+(?:besluit|dictum|artikel|lid|beslispunt))?"
    rf"|{_NEW_POINT}))?(?:\s*\([^()\n]{{3,60}}\)(?=\s*:))?\s*:?\s*",
    re.I,
)


def past_colon(text: str, at: int, end: int) -> int:
    """Behind what leads up to a new text: "luidende:", "de volgende zin:", "een beslispunt 4, luidende:", a colon."""
    found = _LEADS_UP.match(text, at, end)
    return found.end() if found else at


_PLACE = re.compile(r"\s*(?:\([^()]{1,160}\)\s*)?(?:na|achter|v[oó][oó]r)\s[^:.;\n\"'‘“„`]{1,60}:\s*", re.I)
BESIDE = re.compile(r"\s*(?:na|achter|v[oó][oó]r)\s+(?:(?:het|de)\s+\w+\s+)?(?=[\"'‘“„`])", re.I)


def behind_place(text: str, at: int, end: int) -> int:
    """Behind what says where a new text goes: "(toe te voegen) na het woord 'kade': 'en de haven'"."""
    lead = BESIDE.match(text, at, end)
    place = first_quote(text, lead.end() - 1, end) if lead else None
    if place:
        return past_colon(text, place[1] + 1, end)
    spot = _PLACE.match(text, at, end)
    return spot.end() if spot else at


_ONLY_DESCRIBED = re.compile(
    r"\W*(?:(?:de|het)\s+)?(?:volgende\s+)?(?:tekst(?:passage)?|zin(?:snede)?|volzin|passage|alinea|woord(?:en)?|bullet"
    r"|regel)\W*",
    re.I,
)


def only_described(text: str) -> bool:
    """Is a text no more than a word for one: "de volgende zin"?"""
    return _ONLY_DESCRIBED.fullmatch(text) is not None


def spoken_original(text: str, at: int, end: int) -> Range | None:
    """An original that stands unquoted between target and verb: "het bedrag van € 100.000 (te wijzigen in)"."""
    found = re.compile(
        r"[\s,:]*(?:(?:de\s+(?:tekst|woorden|zin|zinsnede|passage)|het\s+(?:woord|bedrag(?:\s+van)?))\s+)"
        r"(?P<old>\S[^\n]{1,300}?)\s*$",
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
    begin = lead.end() - 1 if lead else at  # the quote itself is one of the marks behind the word
    if lead is None and not re.match(r"[ ][\"“‘„]\w", text[at : at + 3]):
        return None
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


_POINT_NUMBER = re.compile(r"(?:[IVX]{1,5}|\d{1,2}[a-z]?)[.)]\s+")


def change_text(flow: Flow, start: int, end: int, rule: str, confidence: float = 0.85) -> Found[str] | None:
    """An old or new text as a person would cite it, its bullets off; None where it holds nothing but punctuation."""
    lines: list[str] = []
    at = start
    for raw in flow.text[start:end].split("\n"):
        behind = _behind_bullet(flow.text, at, at + len(raw), lines)
        lines.append(flow.text[behind : at + len(raw)])
        start = behind if len(lines) == 1 else start
        at += len(raw) + 1
    value = join_lines("\n".join(lines))
    return Found(value, (flow.span(start, end),), rule, confidence) if re.search(r"\w", value) else None


def _behind_bullet(text: str, lo: int, hi: int, above: list[str]) -> int:
    """Where the words of a line begin: behind its bullet, and, of a first line, behind the number of the point."""
    mark = mark_at(text, lo, hi)
    if mark is None or mark.shape != "bullet":
        return lo
    if mark.text.isalpha() and (above or mark.text != "o" or not text[mark.behind : mark.behind + 1].isupper()):
        return lo  # a letter is a bullet at the head of the text alone
    before = next((line.rstrip() for line in reversed(above) if line.strip()), ":")
    if mark.text[0] in "-–—" and before[-1] not in ".;:":
        return lo  # a dash in the run of a sentence
    number = _POINT_NUMBER.match(text, mark.behind, hi) if not above else None
    return number.end() if number else mark.behind
