"""Points that are numbered 1, 2, 3 (or a, b, c) down the page, each with all that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from griffier.extractors.drafting.draft import Draft
from griffier.extractors.dutch.words import MONTH
from griffier.extractors.text.marks import roman_value
from griffier.extractors.text.runs import whole
from griffier.schemas.document import Line, Part, Span
from griffier.schemas.evidence import Found

_LABEL = re.compile(
    r"(?P<word>(?:vraag|vr\.?|v(?=\d{1,2}\s?[.:)])|punt|beslispunt|antwoord|ad"
    r"|besluitpunt)\s*)?(?P<n>\d{1,2}(?:[a-z](?=\s?[.):]|\s*$))?|[IVXL]{1,6}(?=[.):])|(?-i:[IVX][lIVX]{1,5}(?=[.):]))"
    r"|(?-i:[IVX]{1,5}(?=\s+[a-z]{2,}))|[a-zA-Z](?=\s?[.)]\s))"
    r"(?P<p>\s?[.):º°]{1,2}|\s?-(?=\s)|(?=\s+[\"'‘“]?[a-z])"
    r"|(?=\s\((?:blz|p|pag|pagina)\b)|(?=$))\s*(?P<where>\((?:blz|p|pag|pagina)\b[^()]{0,30}\)\s*:?\s*)?(?P<rest>.*)$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.?!:;,]\W{0,2}\d?$|\b(?:en|of)$")
_ROMAN_GAP = 6
"""Points that an amendment struck leave a gap: "II ...; VI ..."."""
_MONTH = re.compile(r"\s*" + MONTH + r"\b", re.IGNORECASE)


@dataclass
class Point:
    """One point: its number as printed, where the number stands, and the pieces of its text, one a line."""

    number: str
    label: Span
    pieces: list[Span] = field(default_factory=list)
    word: str = ""

    def draft(self, part: Part, method: str) -> Draft | None:
        """`{"number", "text"}`; None for a number without text."""
        text = whole(part, self.pieces, method)
        number = Found(self.number, (self.label,), method) if self.number else None
        return {"number": number, "text": text} if text is not None else None


@dataclass(frozen=True)
class Label:
    """What a line begins with, when it begins with a number: kind of number, its value, and where the text goes on."""

    family: str
    value: int
    number: str
    span: Span
    rest: Span
    bare: bool
    word: str
    letter: str = ""


def label_of(line: Line) -> Label | None:
    """The number that a line begins with, if any."""
    match = _LABEL.match(line.text)
    if match is None or (match["p"] == "" and _MONTH.match(match["rest"])):
        return None
    raw = match["n"]
    span = Span(line.start + match.start("n"), line.start + match.end("n"))
    rest = Span(line.start + match.start("rest"), line.end)
    bare = not match["p"].strip() and not match["word"]
    word = (match["word"] or "").strip().lower()
    if raw.isdecimal():
        return Label("digit", int(raw), raw, span, rest, bare, word)
    if raw[0].isdecimal():
        return Label("digit", int(raw[:-1]), raw, span, rest, bare, word, raw[-1].lower())
    # recognition reads "II" as "Il"
    roman = raw.replace("l", "I") if len(raw) > 1 else raw
    if (value := roman_value(roman)) is not None:
        return Label("roman", value, roman, span, rest, bare, word)
    if len(raw) == 1 and raw.isalpha():
        return Label("upper" if raw.isupper() else "lower", ord(raw.lower()) - 96, raw, span, rest, bare, word)
    return None


def points(
    lines: Sequence[Line],
    *,
    families: frozenset[str] = frozenset({"digit", "roman", "upper", "lower"}),
    first: int = 1,
    inside: frozenset[int] = frozenset(),
) -> list[Point]:
    """The outermost run of points: it begins at 1 (a, I), or at `first`, and counts on; other lines belong to the point
    above them.

    A number that repeats or skips one is taken where a sentence ended above it. Lines before the first point are left
    out. `inside`: the starts of lines that belong to a list inside a point, whose numbers are not counted.
    """
    out: list[Point] = []
    last: Label | None = None
    previous: Line | None = None
    for line in lines:
        label = label_of(line)
        if label is not None and (label.family not in families or line.start in inside):
            label = None
        if label is not None and (label.value == first if last is None else _counts_on(last, label, previous, line)):
            last = label
            pieces = [label.rest] if label.rest.end > label.rest.start else []
            out.append(Point(label.number, label.span, pieces, label.word))
        elif out:
            out[-1].pieces.append(Span(line.start, line.end))
        previous = line
    return out


def _counts_on(last: Label, label: Label, above: Line | None, line: Line) -> bool:
    """Does a number go on with a run: the next one, or, where a sentence ended above it, one that repeats or skips
    one?"""
    if label.family != last.family:
        return False
    step = label.value - last.value
    if label.letter and not step:
        return bool(last.letter) and label.letter > last.letter  # 2a, 2b: each with a number of its own
    ended = above is None or bool(_ENDS.search(above.text)) or _gap(above, line)
    if step != 1 and not (ended and _skips(label, step)):
        return False
    return (ended or not label.bare or label.family == "roman") and (step >= 1 or label.bare != last.bare)


def _skips(label: Label, step: int) -> bool:
    """May a run repeat a number or leave some out? Roman ones with a stop leave out more."""
    return step == 0 or 1 < step <= (_ROMAN_GAP if label.family == "roman" and not label.bare else 2)


def _gap(above: Line, below: Line) -> bool:
    """True where something was printed between, or space was left: an empty line, another column."""
    return below.index > above.index + 1
