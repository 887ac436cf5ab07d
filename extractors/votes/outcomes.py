"""What became of a motion, an amendment or an item: the one reader of outcome words.

A value behind a label, a ticked box, a line or a cell that says nothing else, a closing formula, a sentence. Which
lines of a document may say it is for its kind to know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from griffier.extractors.dutch import words
from griffier.schemas.document import Span

_WORD = words.OUTCOME
_HOW = rf"(?:{words.UNANIMOUSLY}|in\s+meerderheid|met\s+meerderheid\s+van\s+stemmen)"
_THING = r"(?:(?:sub-?)?amendement|amend?emint|motie|moasje)"
_THE_THING = rf"(?P<thing>(?:de|deze|het|dit|ons|onze)\s+(?:gewijzigde\s+)?{_THING})(?:\s+[MA]?\d+)?"
_MARK = r"(?:[☒☑✓✔■⊠\uf0fe\uf0fd\uf0fc\uf0fb\uf078]|\[\s?[xX✓✔]\s?\]|\(\s?[xX]\s?\))"
_EMPTY = r"(?:[☐□▢❑❏\uf0a8\uf06f\uf071\uf072]|\[\s*\]|\(\s*\))"
_TO_LINE_BREAK = r"(?:[^.;\n]|\n(?!\n))"

_VALUE = re.compile(
    rf"[^\w\n]{{0,4}}(?:(?:{_HOW}|(?:de\s+|het\s+)?{_THING}|is|wordt)\s+){{0,2}}(?P<word>{_WORD})\b", re.I
)
_ALONE = re.compile(
    rf"[^\w\n]{{0,4}}(?:(?:de\s+|deze\s+|het\s+|dit\s+)?{_THING}\b(?:\s+[\w.\-]*\d[\w.\-]*)?\s*[(:–-]?\s*"
    rf"(?:is\s+|wordt\s+|werd\s+)?)?(?:{_HOW}\s+)?(?P<word>{_WORD})\b"
    r"(?=\s*(?:$|[.!)\]|/,;:–-]|met\b|\(|\d|op\s+\d|d\.d|bij\b|door\b|in\s+de\b|unaniem|raadsbreed))",
    re.I,
)
_COUNT_FIRST = re.compile(
    r"[^\w\n]{0,4}(?:(?:stem)?uitslag\s*:\s*|stemming\s*:\s*)?met\s+\d{1,2}\s+(?:stem(?:men)?\s+)?(?:voor|tegen)\s*(?:,|en|\s)\s*(?:\d{1,2}\s+)?(?:stem(?:men)?\s*)?(?:voor|tegen)?"
    rf"\s*[,:–-]?\s*(?P<word>{_WORD})\W*$",
    re.I,
)
"""The count before the word, and nothing else: "Met 14 stemmen voor en 13 stemmen tegen aangenomen"."""
_SENTENCE = re.compile(
    rf"\b{_THE_THING}\s+(?:is|wordt|werd|was)\s+{_TO_LINE_BREAK}{{0,80}}?\b(?P<word>{_WORD})\b", re.I
)
_INVERTED = re.compile(
    rf"\b(?:is|wordt|werd|was)\s+{_THE_THING}\s+{_TO_LINE_BREAK}{{0,80}}?\b(?P<word>{_WORD})\b", re.I
)
_COUNTED = re.compile(
    rf"\b(?:{_THE_THING}|hij|het|deze|dit)\s+(?:is|werd|wordt)\s+{_TO_LINE_BREAK}{{0,60}}?"
    rf"\b(?:met\s+\d{{1,2}}\s+(?:stemmen\s+)?(?:tegen|voor)\b{_TO_LINE_BREAK}{{0,40}}|{_HOW}\s+)(?P<word>{_WORD})\b",
    re.I,
)
_WITHIN_LINE = re.compile(
    rf"\b(?:uitslag|stemuitslag|resultaat|status|besloten|besluit\s+(?:van\s+de\s+)?raad"
    rf"(?:\s+gemeente\s+[\w'’-]+)?(?:\s+(?:d\.d\.\s+)?\d{{1,2}}\s+\w+\s+\d{{4}})?)\s*:\s*(?:(?:{_HOW}|{_THING})\s+)?(?P<word>{_WORD})\b"
    rf"|(?:^|(?<=[.;\n])\s*)(?:de\s+)?{_THING}\s+(?:(?:is|wordt)\s+)?"
    rf"(?:{_HOW}\s+)?(?P<said>{_WORD})\s*[.!]?[ \t]*(?:$|(?=\n))",
    re.I | re.M,
)
_BEHIND_COUNT = re.compile(
    rf"\b(?:voor|tegen)\s*\(\d{{1,2}}\)\s*:\s*(?P<word>{_WORD})\b"
    rf"|^\W{{0,3}}(?:stemming|stemuitslag|uitslag)\b(?:[^\n]|\n(?!\n)){{0,500}}?[.;)]\s+(?P<said>{_WORD})\W*$",
    re.I | re.M,
)
"""The outcome behind the lists of a vote: "CDA voor (11), VVD tegen (8): aangenomen"."""
_CLOSING = re.compile(
    rf"\baldus\s+(?P<word>{_WORD})\s+(?:in|op|door|tijdens)\s+(?:de\s+|een\s+)?(?:openbare\s+)?"
    r"(?:raads?vergadering|vergadering|gemeenteraad|raad)\b",
    re.I,
)
_FAILED = re.compile(
    rf"\b{_THE_THING}\s+(?P<word>haalt\s+(?:het\s+niet|geen\s+meerderheid)|(?:heeft|krijgt)\s+geen\s+meerderheid"
    r"(?:\s+gehaald)?)\b",
    re.I,
)
_STATUS_LINE = re.compile(rf"\bstatus\s*:?\s*(?P<word>{_WORD})\b", re.I)
_TICKED = re.compile(rf"{_MARK}\s*(?P<word>{_WORD})\b", re.I)
_EMPTY_BOX = re.compile(rf"\W{{0,2}}{_EMPTY}\s*\w")
_BOX_BEFORE = re.compile(rf"{_EMPTY}\s*\Z")
_ANY = re.compile(rf"\b{_WORD}\b", re.I)

_NOT_VOTED = (
    r"(?:(?:agendapunt\s+)?niet\s+(?:behandeld|ingediend|aan\s+de\s+orde\s+(?:geweest|gekomen)|in\s+stemming\s+gebracht)"
    r"|gestaakte\s+stemmen|(?:de\s+)?stemmen\s+(?:staken|gestaakt)|staking\s+van\s+stemmen)"
)
_OF_ITEM = rf"(?:{_WORD}|{_NOT_VOTED})"
_PAPER = rf"(?:(?:gewijzigde?|nader\s+gewijzigde?)\s+)?(?:{_THING}|[A-Z]{{1,2}}\.[A-Z\d]{{1,2}}\b)"
_BEFORE_TITLE = re.compile(rf"\W{{0,2}}(?P<word>{_OF_ITEM})\b\s*[:–-]?\s*(?={_PAPER})", re.I)
_WHOLE = re.compile(rf"\W{{0,2}}(?P<word>{_OF_ITEM})\W{{0,2}}$", re.I)
_WITH_COUNT = re.compile(
    rf"\W{{0,2}}(?:{_HOW}\s+)?{_OF_ITEM}\W{{0,3}}(?:\d{{1,2}}\s*[-–/]\s*\d{{1,2}}|met\s+algemene\s+stemmen|unaniem)?\W{{0,2}}$",
    re.I,
)
_BEHIND_TITLE = re.compile(
    rf"\s*(?:\(\s*(?P<in>{_OF_ITEM})\s*\)|(?:\s[–-]|:)\s+(?:{_HOW}\s+)?(?P<after>{_OF_ITEM}))\W{{0,2}}$", re.I
)
_CAPITALS = re.compile(rf"(?<=[a-z)\d])\s+(?P<word>(?i:{_OF_ITEM})(?<![a-z]))\W{{0,2}}$")


class Outcome(NamedTuple):
    """A status, the place of its word, how it was said and how sure that is. `of`: "motie" or "amendement" where the
    words name it."""

    status: str
    start: int
    end: int
    how: str
    sure: float
    of: str | None = None


def _made(match: re.Match[str], how: str, sure: float, group: str = "word") -> Outcome:
    status = words.status_of(match[group]) or "rejected"
    thing = (match.groupdict().get("thing") or "").lower()
    of = "motie" if "motie" in thing or "moasje" in thing else "amendement" if thing else None
    return Outcome(status, *match.span(group), how, sure, of)


_YES_OR_NO = re.compile(r"\bja\s*/\s*nee\b", re.I)
"""A form's choice that nobody made: "Motie aangenomen: ja / nee"."""


def choices(text: str) -> bool:
    """ "Aangenomen / Verworpen / Ingetrokken": a form that nobody filled in, or whose marks are to be read."""
    return len({words.status_of(word) for word in _ANY.findall(text)}) > 1 or _YES_OR_NO.search(text) is not None


_CROSSED = re.compile(rf"(?<!\w)(?P<mark>[xX0Oo])[ ]+(?P<word>{_WORD})\b", re.I)


def _crossed(text: str, start: int, end: int) -> list[re.Match[str]]:
    """ "0 aangenomen   X verworpen   0 ingetrokken": letters for boxes, one of them crossed; [] for all else."""
    boxes = list(_CROSSED.finditer(text, start, end))
    crossed = [box for box in boxes if box["mark"] in "xX"]
    return crossed if len(boxes) > 1 and len(crossed) == 1 else []


def ticked(text: str, start: int, end: int) -> Outcome | None:
    """ "☒ aangenomen ☐ verworpen": the one choice that is marked."""
    marked = list(_TICKED.finditer(text, start, end)) or _crossed(text, start, end)
    return _made(marked[0], "ticked", 0.9) if len(marked) == 1 else None


def of_value(text: str, start: int, end: int) -> Outcome | None:
    """What a label announces: "Besluit: unaniem aangenomen"."""
    if (marked := ticked(text, start, end)) is not None:
        return marked
    found = _VALUE.match(text, start, end)
    return _made(found, "label", 0.95) if found and not choices(text[start:end]) else None


def of_stamp(text: str) -> Outcome | None:
    """The words of a stamp, wherever they stand in its line."""
    found = _ALONE.search(text) if not choices(text) else None
    return _made(found, "stamp", 0.9) if found else None


def of_page_head(text: str) -> Outcome | None:
    """ "Status: aangenomen" in a header that comes back on each page."""
    found = _STATUS_LINE.search(text) if not choices(text) else None
    return _made(found, "stamp", 0.9) if found else None


def of_line(text: str, start: int, end: int, *, apart: bool = False) -> Outcome | None:
    """A line that says nothing else. `apart`: what stands above does not run on into it; then small letters count."""
    said = text[start:end]
    if choices(said):
        return ticked(text, start, end)
    if _EMPTY_BOX.match(said) or _BOX_BEFORE.search(text, max(0, start - 12), start):
        return None
    if counted := _COUNT_FIRST.match(text, start, end):
        return _made(counted, "line", 0.9)
    found = _ALONE.match(text, start, end)
    if found is None or (said[:1].islower() and not (apart and is_whole(text, found, end))):
        return None
    return _made(found, "line", 0.9)


def is_whole(text: str, found: re.Match[str], end: int) -> bool:
    """Does nothing but a mark follow the words?"""
    return not re.search(r"\w", text[found.end() : end])


def of_cell(text: str, start: int, end: int) -> Outcome | None:
    """A cell that is an outcome and nothing else."""
    found = _ALONE.match(text, start, end)
    return _made(found, "line", 0.85) if found and is_whole(text, found, end) else None


def in_lines(text: str, start: int, end: int) -> Iterator[Outcome]:
    """A label in the middle of a line, or a sentence of two words that a line break may part: "Motie verworpen."."""
    for found in sorted(
        (m for p in (_WITHIN_LINE, _BEHIND_COUNT) for m in p.finditer(text, start, end)), key=re.Match.start
    ):
        line_end = text.find("\n", found.end(), end)
        if not choices(text[found.start() : line_end if line_end >= 0 else end]):
            yield _made(found, "line", 0.85, "word" if found["word"] else "said")


def in_sentences(text: str, start: int, end: int) -> Iterator[Outcome]:
    """ "Het amendement is met 20 stemmen voor aangenomen", "De motie haalt het niet"."""
    for pattern in (_SENTENCE, _INVERTED, _FAILED):
        for found in pattern.finditer(text, start, end):
            yield _made(found, "sentence", 0.85)


def in_counts(text: str, start: int, end: int) -> Iterator[Outcome]:
    """As in "Hij is met 21 tegen 16 stemmen aangenomen", which a page may print before the motion itself."""
    for found in _COUNTED.finditer(text, start, end):
        yield _made(found, "sentence", 0.85)


def in_closing(text: str, start: int, end: int) -> Iterator[Outcome]:
    """ "Aldus aangenomen in de openbare raadsvergadering van 23 januari 2025"."""
    for found in _CLOSING.finditer(text, start, end):
        yield _made(found, "closing", 0.85)


class BesideTitle(NamedTuple):
    """What is left of an item's title, and what is printed beside it of its fate."""

    title: tuple[Span, ...]
    decision: Span


def is_alone(text: str) -> bool:
    """Does a line or cell say what became of an item and nothing else, or with the count: "Verworpen (12-15)"?"""
    return _WHOLE.match(text) is not None or _WITH_COUNT.match(text) is not None


_DONE_ALONE = re.compile(
    rf"\W{{0,3}}(?:{words.UNANIMOUSLY}\s+)?(?:(?:conform|overeenkomstig)(?:\s+(?:het\s+)?(?:voorstel|advies))?\s+(?:besloten|vastgesteld)"
    r"|aldus\s+besloten|zonder\s+hoofdelijke\s+stemming\s+(?:aangenomen|vastgesteld|besloten)"
    r"|(?:(?:on)?gewijzigd\s+)?vastgesteld|voor\s+kennisgeving\s+aangenomen)\W*$",
    re.IGNORECASE,
)


def stands_alone(text: str) -> bool:
    """Does a line say nothing but what became of a motion, or of what was laid before the meeting?"""
    return is_alone(text) or _DONE_ALONE.match(text) is not None


def beside_title(text: str, pieces: Sequence[Span]) -> BesideTitle | None:
    """ "Ingetrokken   Motie P.2 Open de kade", "Werkagenda kade NIET BEHANDELD": a decision that stands in the cell of
    the title; None where the words are the title's own ("Ingetrokken subsidies")."""
    for at, (start, end) in enumerate(pieces):
        rest = (*pieces[:at], *pieces[at + 1 :])
        if rest and (alone := _WHOLE.match(text[start:end])):
            return BesideTitle(rest, Span(start + alone.start("word"), start + alone.end("word")))
    if not pieces:
        return None
    start, end = pieces[0]
    if before := _BEFORE_TITLE.match(text, start, end):
        return BesideTitle((Span(before.end(), end), *pieces[1:]), Span(*before.span("word")))
    start, end = pieces[-1]
    said = text[start:end]
    behind = _BEHIND_TITLE.search(said) or _CAPITALS.search(said)
    if behind is None or not behind.start():
        return None
    group = next(g for g, word in behind.groupdict().items() if word)
    place = Span(start + behind.start(group), start + behind.end(group))
    return BesideTitle((*pieces[:-1], Span(start, start + behind.start())), place)
