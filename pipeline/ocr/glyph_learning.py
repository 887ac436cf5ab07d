"""Which shape is which character: learnt from pages of which both the glyphs and what OCR reads are known.

Each word that OCR read lies over a row of glyphs. Where the two are equally long, each glyph votes for its character.
In other words a glyph between known ones stands for what is read between those, which may be two or three characters
(a ligature). A shape is sure where its votes agree; a character that another shape of its font is counts for nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from griffier.pipeline.ocr.engine import OcrWord
from griffier.schemas.document import Floats

LEAST_AGREEMENT = 0.8
"""Share of a shape's votes that its character must have."""

LEAST_VOTES, LEAST_UNANIMOUS = 2.4, 1.5
"""Votes (a word read without doubt gives one) that make a shape sure, and where none is against it. Where all its
occurrences were read, one does."""

_LEAST_CONFIDENCE = 30.0
_ONE_VOTE = 0.75
_ROUNDS = 3
_ALIKE = ('"“”„', "'‘’‚", "-–—−")
"""Marks that an engine takes for each other: where it cannot make up its mind, the first is meant."""
_LONGEST = 3
_CONTEXT = 4
"""Known glyphs beside an unknown one by which its place in a misread word is found."""

Shapes = npt.NDArray[np.int32]


@dataclass(frozen=True)
class PrintedGlyphs:
    """The glyphs on a picture: the number of each one's shape, and its box [x0, top, x1, bottom] in pixels."""

    shapes: Shapes
    boxes: Floats


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a shape stands for: the text, the sum of its votes, and the share of them that say so."""

    text: str
    votes: float
    agreement: float


@dataclass(frozen=True, slots=True)
class _Lesson:
    shapes: tuple[int, ...]
    text: str
    weight: float


class GlyphLearning:
    """Collects lessons, and tells what they teach."""

    def __init__(self, alphabets: Iterable[frozenset[int]] = ()) -> None:
        """`alphabets`: the shapes of each font; no two of them are one character."""
        self._lessons: list[_Lesson] = []
        self._alphabets = tuple(alphabets)
        self.seen: Counter[int] = Counter()
        """How often each shape was on a picture that was read."""

    def add(self, glyphs: PrintedGlyphs, words: Iterable[OcrWord]) -> None:
        """Take in a picture and what OCR reads on it."""
        self.seen.update(glyphs.shapes.tolist())
        x = (glyphs.boxes[:, 0] + glyphs.boxes[:, 2]) / 2
        y = (glyphs.boxes[:, 1] + glyphs.boxes[:, 3]) / 2
        for word in words:
            if word.confidence < _LEAST_CONFIDENCE:
                continue
            within = np.flatnonzero((x >= word.x0) & (x <= word.x1) & (y >= word.top) & (y <= word.bottom))
            if len(within):
                ordered = within[np.argsort(x[within], kind="stable")]
                shapes = tuple(glyphs.shapes[ordered].tolist())
                self._lessons.append(_Lesson(shapes, word.text, word.confidence / 100))

    def learnt(self) -> dict[int, Learnt]:
        """What each shape stands for, sure or not."""
        known: dict[int, Learnt] = {}
        for _ in range(_ROUNDS):
            votes: dict[int, Counter[str]] = defaultdict(Counter)
            sure = {shape: one.text for shape, one in known.items() if is_sure(one)}
            for lesson in self._lessons:
                for shape, text, weight in _votes(lesson, sure):
                    votes[shape][text] += weight  # type: ignore[assignment]
            known = {shape: _settled(of_shape) for shape, of_shape in votes.items()}
        for shape, taken in self._taken(known).items():
            left = Counter({text: weight for text, weight in votes[shape].items() if text not in taken})
            if left and 2 * sum(left.values()) > sum(votes[shape].values()):
                known[shape] = _settled(left)
        return known

    def _taken(self, known: Mapping[int, Learnt]) -> dict[int, set[str]]:
        """For each shape that is not sure, the characters that another shape of its font is."""
        out: dict[int, set[str]] = defaultdict(set)
        for alphabet in self._alphabets:
            here = [shape for shape in alphabet if shape in known]
            taken = {known[shape].text for shape in here if is_sure(known[shape])}
            for shape in here:
                if not is_sure(known[shape]) and taken:
                    out[shape] |= taken
        return out


def is_sure(one: Learnt, all_seen: bool = False) -> bool:
    """Whether a shape's character can be trusted; `all_seen`: no other occurrence of it is left unread."""
    least = _ONE_VOTE if all_seen else LEAST_UNANIMOUS if one.agreement == 1 else LEAST_VOTES
    return one.agreement >= LEAST_AGREEMENT and one.votes >= least


def characters(learnt: Mapping[int, Learnt], sure: Iterable[int]) -> dict[int, str]:
    """What the sure shapes stand for. A quotation mark that opens, where none closes, is the straight one."""
    texts = {shape: learnt[shape].text for shape in sure}
    said = set(texts.values())
    straight = {old: new for old, others, new in (("“", "”„", '"'), ("‘", "’‚", "'")) if said.isdisjoint(others)}
    return {shape: straight.get(text, text) for shape, text in texts.items()}


def coverage(learnt: Mapping[int, Learnt], sure: Iterable[int], counts: Mapping[int, int]) -> tuple[float, float]:
    """Of these glyphs (shape -> how many), the share whose shape is sure, and the mean agreement of those."""
    total = sum(counts.values())
    told = [shape for shape in sure if shape in counts]
    covered = sum(counts[shape] for shape in told)
    if not covered:
        return 0.0, 0.0
    return covered / total, sum(learnt[shape].agreement * counts[shape] for shape in told) / covered


def _votes(lesson: _Lesson, sure: Mapping[int, str]) -> list[tuple[int, str, float]]:
    """What a lesson says of its shapes: shape, text, weight."""
    texts = [sure.get(shape) for shape in lesson.shapes]
    if sum(len(text or "?") for text in texts) == len(lesson.text):
        return _position_votes(lesson, texts)
    votes = []
    for at, shape in enumerate(lesson.shapes):
        said = _between(lesson.text, texts, at)
        if said:
            votes.append((shape, said, lesson.weight))
    return votes


def _between(word: str, texts: Sequence[str | None], at: int) -> str:
    """What a word has between the known neighbours of its glyph number `at`; empty where that cannot be told."""
    before, behind = _run(texts[:at][::-1])[::-1], _run(texts[at + 1 :])
    open_ended = (not before and at > 0) or (not behind and at + 1 < len(texts))
    if open_ended or len(before) + len(behind) < min(_CONTEXT, len(texts) - 1):
        return ""
    start = "^" * (len(before) == at) if len(before) < _CONTEXT else ""
    end = "$" * (len(behind) == len(texts) - at - 1) if len(behind) < _CONTEXT else ""
    known, rest = ("".join(map(re.escape, part)) for part in (before, behind))
    found = re.findall(f"{start}{known}(.{{1,{_LONGEST}}}?){rest}{end}", word)
    return str(found[0]) if len(found) == 1 else ""


def _run(texts: Sequence[str | None]) -> list[str]:
    """The known texts up to the first that is not known, at most as many as are needed."""
    out: list[str] = []
    for text in texts[:_CONTEXT]:
        if text is None:
            break
        out.append(text)
    return out


def _position_votes(lesson: _Lesson, texts: Sequence[str | None]) -> list[tuple[int, str, float]]:
    """Each glyph's piece of the word; it counts less where what is known of the others is read otherwise."""
    pieces: list[str] = []
    at = 0
    for text in texts:
        pieces.append(lesson.text[at : at + len(text or "?")])
        at += len(text or "?")
    wrong = [text is not None and text != piece for text, piece in zip(texts, pieces, strict=True)]
    told = sum(text is not None for text in texts)
    out = []
    for shape, piece, text, is_wrong in zip(lesson.shapes, pieces, texts, wrong, strict=True):
        others, against = told - (text is not None), sum(wrong) - is_wrong
        trust = 1.0 - against / others if others else 1.0
        if trust > 0.5:
            out.append((shape, piece, lesson.weight * trust))
    return out


def _settled(votes: Counter[str]) -> Learnt:
    text, most = max(votes.items(), key=lambda item: (item[1], item[0]))
    total = sum(votes.values())
    for alike in _ALIKE:
        together = sum(weight for other, weight in votes.items() if other in alike)
        if text in alike and most < LEAST_AGREEMENT * total <= together:
            text, most = alike[0], together
    return Learnt(text, float(total), float(most / total))
