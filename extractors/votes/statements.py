"""The statements under an item that tell the vote on the item itself, not on the motions and amendments that came with
it.

What a statement is about (the amendment, the motion, the proposal) is what it names first, or else what the one before
it was about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from griffier.extractors.dutch import words
from griffier.extractors.votes.label_lists import SEATED
from griffier.schemas.document import Line, Part, Span

MAX_STATEMENTS = 400
Subject = tuple[str, str]
"""("item" | "motion" | "change", its number as printed or "")."""

_CUT = re.compile(r"(?<=[a-z0-9)\]”\"][.!?])\s+(?=[A-Z])")
_SHORTENED = re.compile(rf"(?:^|\s)(?:{words.TITLE}|(?:nrs?|art|d\.d|jl|ca|st)\.)$", re.I)
_NUMBERED = r"\s+(?:nr\.?\s*)?[A-Z]{0,2}\d[\w.-]*"
_SUBJECT = re.compile(
    r"\b(?P<change>(?:sub-?)?amendement(?:en)?|wijzigingsvoorstel(?:len)?|ordevoorstel)\b"
    rf"(?P<cn>{_NUMBERED})?"
    rf"|\b(?P<motion>moties?)\b(?P<mn>{_NUMBERED})?"
    r"|\b(?P<item>(?:raads|initiatief|commissie)?voorstel|voordracht|beslispunt\w*|raadsbesluit|geheel)\b",
    re.I,
)
_OPENS = re.compile(
    r"\W{0,3}(?:(?:de (?:gemeente|deel)?raad|provinciale staten|de commissie)\s+(?:besluit|heeft besloten|besloot)\b|"
    r"besluit(?:vorming)?\s*(?::|$))",
    re.I,
)
_BARE_COUNT = r"(?:\(\s*\d{1,2}\s*\)|\d{1,2})"
_VOTE = re.compile(
    rf"\b(?:stemm?en|stemden|stemt|stemde|(?:tegen|voor)?gestemd|stemuitslag|stemverhouding|stemming|hoofdelijk\w*|eenparig\w*"
    rf"|acclamatie|voorstemmers?|tegenstemmers?|raadsbreed|{words.UNANIMOUSLY})\b"
    rf"|^\W{{0,3}}{words.SIDE}\s*{_BARE_COUNT}?\s*(?::|$|\d{{1,3}}\s?%)"
    r"|\b(?:aangenomen|aanvaard|verworpen|afgewezen)\s*[:,]?\s*\(?\d{1,2}\s*[-–]\s*\d{1,2}(?![-–./]?\d)"
    r"|\b\d{1,2}\s+(?:voor|tegen)\b|\b(?:voor|tegen)\s*:",
    re.I | re.M,
)
_SIDE_LINE = re.compile(
    rf"\W{{0,3}}{words.SIDE}\b(?:\s+(?:het|de|dit|deze)\s+[\w-]{{3,30}})?"
    r"\s*(?:stemm?en|stemd?en|gestemd|hebben gestemd)?\s*(?:\(?\d{1,3}\s?%?\)?)?\s*(?::|$|\d)",
    re.I,
)
_ROLL_LINE = re.compile(rf"\W{{0,3}}[A-Z0-9][^:\n]{{0,45}}:\s*(?:de\s+)?{words.POLITE}(?!\w)", re.I)
_PERCENT = re.compile(r"\W{0,3}\d{1,3}\s?%\W*$")
_SEATS_LINE = re.compile(r"[^()\n]{2,40}\(\d{1,2}\)(?:\s*,\s*[^()\n]{2,40}\(\d{1,2}\))*\W*$")
_SIDE_SENTENCE = re.compile(
    rf"\W{{0,3}}(?:{words.FOR}|{words.AGAINST})(?:\s+(?:het|de|dit|deze)\s+[\w-]{{3,30}})?\s+(?:stemm?en|stemd?en|stemt|stemde)\s",
    re.I,
)
"""As in "Voor de motie stemmen de fracties van A en B (5 stemmen)."."""
_SIDES = (_SIDE_LINE, _ROLL_LINE, _PERCENT, _SEATS_LINE, _SIDE_SENTENCE)
_SPEECH = re.compile(
    rf"\W{{0,3}}(?:stemverklaring|(?:(?:de\s+)?(?:voorzitter|wethouder)\b|{words.POLITE}(?!\w))[^:.]{{0,60}}:"
    r"|.{0,120}\b(?:zal|zullen|zou|zouden|gaat|gaan|kan|kunnen|wil|"
    r"willen)\b.{0,80}\b(?:stemmen|instemmen|steunen)\b)",
    re.I | re.S,
)
_ASIDE = re.compile(r"\b(?:met|inclusief|inachtneming van|conform|bij|middels|door|via)\s+(?:de|het|een)?\s*$", re.I)
"""What follows these is how, not what: "aangenomen met amendement A1"."""
_RESULT = re.compile(
    r"\bde\s+raad\s[^.;:]{0,60}\binstemt\b|\b(?:in\s+stemming|hoofdelijke\s+stemming|aangenomen|verworpen|vastgesteld|aanvaard|besloten|goedgekeurd|besluit|afgewezen)\b",
    re.I,
)
AFTER_RESULT = 4
"""Statements behind the chair's result in which lines of the sides still belong to it."""


def statements(part: Part, lines: Sequence[Line]) -> list[Span]:
    """Sentences and labelled lines, in order."""
    text = part.doc.text
    blocks: list[Span] = []
    previous: Line | None = None
    for line in lines:
        if previous is not None and blocks and _carries_on(previous, line):
            blocks[-1] = Span(blocks[-1].start, line.end)
        else:
            blocks.append(Span(line.start, line.end))
        previous = line
    out: list[Span] = []
    for lo, hi in blocks[:MAX_STATEMENTS]:
        at = lo
        for cut in _CUT.finditer(text, lo, hi):
            if _SHORTENED.search(text[max(at, cut.start() - 6) : cut.start()]):
                continue
            out.append(Span(at, cut.start()))
            at = cut.end()
        out.append(Span(at, hi))
    return out


def is_side_line(text: str) -> bool:
    """Does a line open with a side of a vote: "Voor: ...", "tegen 37%"?"""
    return _SIDE_LINE.match(text) is not None


_ANEW = re.compile(
    r"(?:De|Het|Deze|Dit|Motie|Amendement|Voorstel|Raadsvoorstel|Hierna|Vervolgens|Daarna|Besluit)\b(?!\s+(?:heer|heren|dames))"
)
"""What begins a new sentence under the list of a side that ends in no stop."""


_BULLET = re.compile(r"\s*[•▪●◦*–-]\s")


def _carries_on(above: Line, line: Line) -> bool:
    lower, ended = line.text[:1].islower(), above.text.rstrip()
    if _SIDE_LINE.match(line.text):
        return False
    if _SIDE_LINE.match(above.text) and not lower and ended.endswith(":"):
        return line.index <= above.index + 1 and SEATED.match(line.text) is not None
    if line.index > above.index + 1 and not lower:
        return False
    if _BULLET.match(line.text) or (
        (_BULLET.match(above.text) or _SIDE_LINE.match(above.text)) and _ANEW.match(line.text)
    ):
        return False
    return not ended.endswith((".", "!", "?", ";")) and (not ended.endswith(":") or lower)


def subject_of(said: str) -> Subject | None:
    """What a statement is about; None where it names nothing."""
    match = next((m for m in _SUBJECT.finditer(said) if not _ASIDE.search(said[: m.start()])), None)
    if match is None:
        return None
    if match["change"]:
        return "change", (match["cn"] or "").strip()
    if match["motion"]:
        return "motion", (match["mn"] or "").strip()
    return "item", ""


@dataclass(frozen=True)
class _Statement:
    """One statement: where it stands among the others, what it names, whether it lists a side, and whether it is the
    chair's result. `subject`: what it is about, named or not."""

    at: int
    place: Span
    said: str
    named: Subject | None
    subject: Subject
    side: bool
    closing: bool
    near: bool

    @property
    def tells(self) -> bool:
        """Does it speak of a vote that was taken?"""
        return (self.side or bool(_VOTE.search(self.said))) and (self.closing or not _SPEECH.match(self.said))

    @property
    def of_result(self) -> bool:
        """Is it the chair's result, or a list of a side right behind it?"""
        return self.closing or (self.near and self.side)

    def is_of(self, own: Subject) -> bool:
        """Is it about the item itself? Under a motion that is an item of its own, another thing named is not."""
        if self.subject[0] == "item":
            return own[0] == "item" or self.named is None
        return self.subject[0] == own[0]

    def strays_from(self, own: Subject) -> bool:
        """A list of a side that opens what is told, of something else that was named before."""
        return self.side and self.named is None and self.subject != own


def _told(text: str, spans: Sequence[Span], own: Subject) -> Iterator[_Statement]:
    subject, left = own, 0
    for at, span in enumerate(spans):
        said = text[span.start : span.end]
        named = subject_of(said)
        if named is not None:
            subject = named
        elif _OPENS.match(said):
            subject = own
        closing = bool(_RESULT.search(said))
        left = AFTER_RESULT if closing else left - 1
        side = any(shape.match(said) for shape in _SIDES)
        yield _Statement(at, span, said, named, subject, side, closing, left > 0)


def own_votes(part: Part, lines: Sequence[Line], about: str, *, closing_only: bool) -> list[Span]:
    """The stretches of statements that tell the vote on the item; [] where they speak of several that cannot be told
    apart.

    `about`: the item's title: in an item that is a motion or an amendment, its votes are the item's. `closing_only`:
    minutes, where only what follows the chair's result counts, not what members say they will vote.
    """
    titled = subject_of(about)
    own: Subject = (titled[0], "") if titled else ("item", "")
    kept: list[_Statement] = []
    for told in _told(part.doc.text, statements(part, lines), own):
        counts = told.tells and (told.of_result or not closing_only)
        if counts and told.is_of(own) and (kept or not told.strays_from(own)):
            kept.append(told)
    if len({told.subject[1] for told in kept if told.subject[1]}) > 1:
        return []
    runs = groupby(enumerate(kept), key=lambda pair: pair[1].at - pair[0])
    groups = [[told for _, told in run] for _, run in runs]
    return [Span(run[0].place.start, run[-1].place.end) for run in groups]
