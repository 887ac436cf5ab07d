"""The headings of a report with how much they weigh, and the questions that Dutch budgets answer under them.

Every Dutch budget answers three questions a programme (since 2004, Besluit begroting en verantwoording): what do we
want to reach, what will we do for it, what may it cost; accounts answer them in the past tense. Words of the
questions: `questions.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from griffier.extractors.budgets.aim import BULLET
from griffier.schemas.document import Layer, Line, Part

Question = Literal["aim", "act", "reached", "focus", "both", "mission", "stop"]

_NUMBER = re.compile(
    r"(?:(?:Hoofdstuk|Deel|Paragraaf)\s+)?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z]\.)[.:)]?\s+(?=[A-ZÀ-Ü'‘])"
)
LETTERED = re.compile(r"[a-z][.)]\s+(?=[A-ZÀ-Ü])")
"""Before a heading of a list of letters: "b. Uitbreiding handhaving"."""
_CELLS = re.compile(r"\t|\s{3,}|\.{4,}")
_FIGURES = re.compile(r"\s[-–−+]?(?:\d{1,3}(?:\.\d{3})+|\d+)\s+[-–−+]?(?:\d{1,3}(?:\.\d{3})+|\d+)$")
_LABELLED = re.compile(
    r"(?!Programma|PROGRAMMA|Doel|Ambitie\s|Hoofddoel|Subdoel|Thema|Opgave|Taakveld|Beleid|Deel|Hoofdstuk)"
    r"[A-ZÀ-Ü][\w()/' ]{2,30}:\s+\S"
)
_NAVIGATION = re.compile(r"Terug naar (?:navigatie|inhoud|boven|begin)\b.{0,150}$|Ga terug$", re.IGNORECASE)
_EFFECT = re.compile(r"effect|ambitie|doel", re.IGNORECASE)
_LONGEST = 110
_LEADS_IN = 1.5
"""Points above running text up to which a line with a colon at its end leads in what follows, and is no heading."""
_KEPT_LAYERS = (Layer.BODY, Layer.HEADER)


class Head(NamedTuple):
    """A heading. `weight`: larger is higher in the report. `name` starts at `at` in the text, after the `number`."""

    line: Line
    weight: float
    number: str | None
    name: str
    at: int
    question: Question | None


@dataclass(frozen=True)
class Outline:
    """The lines that are read (running headers and feet left out) and the headings among them by index of the line."""

    lines: tuple[Line, ...]
    heads: dict[int, Head]


@cache
def _lexicon() -> dict[str, Any]:
    return tomllib.loads(files("griffier.extractors.budgets").joinpath("questions.toml").read_text("utf-8"))


_NUMBERED = r"(?:(?:\d{1,2}(?:\.\d{1,2})*\.?|[A-Z]\.)\s+)?"
_BRACKETS = r"(?:\s*\((?:(?:x|in|bedragen)\s[^()]{1,40}|(?:doel|activiteit|resultat|prestatie|actie)\w*)\))?"


@cache
def _questions() -> tuple[tuple[Question, re.Pattern[str]], ...]:
    """The headings of each question, with the number before it and the unit or the kind of answer behind it."""
    return tuple((name, _whole(words)) for name, words in _lexicon()["question"].items())


def _whole(words: Sequence[str]) -> re.Pattern[str]:
    either = "|".join(words)
    for name, fragment in _lexicon()["fragments"].items():
        either = either.replace(f"<{name}>", fragment)
    return re.compile(rf"{_NUMBERED}(?:{either})\s*[?:.]*{_BRACKETS}[?:]?", re.IGNORECASE)


@cache
def _acts_of_columns() -> re.Pattern[str]:
    return _whole(_lexicon()["columns"]["act"])


@cache
def _beside() -> re.Pattern[str]:
    return _whole(_lexicon()["beside"]["labels"])


@cache
def _starts() -> re.Pattern[str]:
    """The first letters that a question may have, a number before it: spares most lines the rest."""
    return re.compile(rf"{_NUMBERED}(?:{'|'.join(_lexicon()['starts'])})", re.IGNORECASE)


def question(text: str) -> Question | None:
    """Which question a heading (or the head of a column) asks; None for other text."""
    if len(text) > _LONGEST or not (_starts().match(text)):
        return None
    return next((name for name, pattern in _questions() if pattern.fullmatch(text)), None)


def column_question(text: str) -> Question | None:
    """Which question the head of a column asks: "Gepland" beside "Gerealiseerd" is what is done."""
    return question(text) or ("act" if len(text) <= _LONGEST and _acts_of_columns().fullmatch(text) else None)


def label_beside(text: str) -> bool:
    """Is a label one of what is said of a result: its state, its owner, its costs?"""
    return _beside().fullmatch(text) is not None


def is_row(text: str) -> bool:
    """Is a line a row or the head of a table, two figures at its end?"""
    return text[-1:].isdecimal() and _FIGURES.search(text) is not None


def outline(part: Part) -> Outline:
    """The outline of a report: `part.memo(outline)`."""
    plain = _plain_size(part)
    kept = [line for line in part.lines if line.layer in _KEPT_LAYERS and not _NAVIGATION.match(line.text)]
    over = Counter(line.text for line in kept if line.layer is Layer.HEADER)
    lines: list[Line] = []
    heads: dict[int, Head] = {}
    seen: set[str] = set()
    for i, line in enumerate(kept):
        asked = question(line.text) if not line.blank else None
        if line.layer is Layer.HEADER and asked is None:
            if line.text in seen and over[line.text] > 2:
                continue  # the running header: its first page is where the chapter begins
            seen.add(line.text)
        lines.append(line)
        weight = _weight(kept, i, plain, asked) if not line.blank else None
        if weight is not None:
            heads[line.index] = _head(line, weight, asked)
    return Outline(tuple(lines), _effects_as_aims(heads))


def _effects_as_aims(heads: dict[int, Head]) -> dict[int, Head]:
    """An effect or an ambition right above what is done for it is what is wanted: no goals stand under it."""
    out = dict(heads)
    for (at, head), (_, after) in pairwise(heads.items()):
        if head.question == "mission" and after.question in ("act", "reached") and _EFFECT.search(head.name):
            out[at] = head._replace(question="aim")
    return out


def _head(line: Line, weight: float, asked: Question | None) -> Head:
    number = _NUMBER.match(line.text)
    at = number.end() if number else 0
    own = number["number"].rstrip(".") if number else None
    return Head(line, weight, own, line.text[at:].rstrip(" :"), line.start + at, asked)


def _plain_size(part: Part) -> float:
    """The size of running text in points, of tables where there is no other text; 0 where the input has no sizes."""
    ruled = {part.doc.line_at(s.start).start for grid in part.grids for cell in grid.cells for s in cell.spans}
    sizes: Counter[float] = Counter()
    tabular: Counter[float] = Counter()
    for line in part.lines:
        if line.size and line.layer is Layer.BODY:
            apart = line.start in ruled or _CELLS.search(line.text) is not None or is_row(line.text)
            (tabular if apart else sizes)[round(line.size * 2) / 2] += len(line.text)
    return next((found.most_common(1)[0][0] for found in (sizes, tabular) if found), 0.0)


def _weight(lines: list[Line], i: int, plain: float, asked: Question | None) -> float | None:
    """How high a line stands, or None where it is no heading: declared level, size and boldness, else standing
    alone."""
    line = lines[i]
    if line.heading:
        return 100.0 - line.heading
    lettered = LETTERED.match(line.text) if line.bold else None
    if not _may_head(line.text[lettered.end() :] if lettered else line.text, asked):
        return None
    if plain:
        return _by_type(line, plain, asked)
    if not asked and not (_stands_alone(lines, i) and len(line.text) <= 90):
        return None
    number = _NUMBER.match(line.text)
    return 1.0 + (0.3 - 0.1 * number["number"].count(".") if number else 0.0)


def _may_head(text: str, asked: Question | None) -> bool:
    """Has a line the shape of a heading: short, one cell, no item of a list, no sentence, no label with its value?"""
    begins = text[0].isupper() or text[0].isdecimal() or text[0] in "'‘"
    if len(text) > _LONGEST or not begins or BULLET.match(text) or _CELLS.search(text):
        return False
    return asked is not None or (text[-1] not in ".,;" and not _LABELLED.match(text))


def _by_type(line: Line, plain: float, asked: Question | None) -> float | None:
    """The weight by size and boldness, `plain` the size of running text."""
    larger = line.size - plain
    leads_in = line.text.endswith(":") and larger < _LEADS_IN
    if (larger < 0.8 or leads_in) and not line.bold:
        return 0.5 if asked else None
    if len(line.text) > 90 and larger < 0.8:
        return None
    return max(larger, 0.0) * 2 + (0.5 if line.bold else 0.0) + 1.0


def _stands_alone(lines: list[Line], i: int) -> bool:
    """Is a line of bare text alone, or over a list?"""
    before = lines[i - 1] if i else None
    after = lines[i + 1] if i + 1 < len(lines) else None
    above = before is None or before.blank or bool(before.heading)
    return above and (after is None or after.blank or bool(BULLET.match(after.text)))
