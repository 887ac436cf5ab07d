"""Where a missed or invented value stands in the text: a loss without its surroundings says little."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from griffier.pipeline.evaluation.tally import Data, Evaluation
from griffier.pipeline.record_files import text_beside

AROUND = 70
"""Characters shown before and after the place."""

_WORDS = 6
"""Words by which a text is looked for: its end may be cut, its beginning is what was lost."""

_LETTERS = 4
"""A part of a value with fewer letters (a number, a code) tells no place."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Loss:
    """A value that was missed (`invented` False) or that the gold does not have. `around`: the text about it, "" where
    it is not found."""

    document: str
    field: str
    invented: bool
    value: Any
    around: str


def losses(evaluation: Evaluation, text_of: Callable[[str], str]) -> Iterator[Loss]:
    """All losses, document by document. `text_of`: the canonical text of a document by its name, "" where it is not at
    hand."""
    for judgement in evaluation.judgements:
        for invented, values in ((False, judgement.missed), (True, judgement.extra)):
            for value in values:
                yield Loss(
                    judgement.document, judgement.field, invented, value, around(text_of(judgement.document), value)
                )


def around(text: str, value: Any) -> str:
    """The text about the first place where a value stands, in one line, the value between « »; "" where it does not
    stand as such."""
    for needle in _needles(value):
        match = re.search(r"[\W_]{1,12}".join(map(re.escape, needle)), text, re.IGNORECASE)
        if match:
            before = text[max(0, match.start() - AROUND) : match.start()]
            after = text[match.end() : match.end() + AROUND]
            return " ".join(f"{before}«{match.group()}»{after}".split())
    return ""


def _needles(value: Any) -> Iterator[list[str]]:
    """What to look for: the words of each text in the value, in its order, then fewer of them."""
    texts = (
        [value]
        if isinstance(value, str)
        else [v for v in value if isinstance(v, str)]
        if isinstance(value, (list, tuple))
        else []
    )
    for told in texts:
        words = _WORD.findall(told)[:_WORDS]
        if len("".join(words)) >= _LETTERS or (words and told == value):
            yield words
            if len(words) > 3:
                yield words[:3]


def texts_beside(records_file: Path, records: dict[str, list[Data]]) -> Callable[[str], str]:
    """The canonical texts that a run left beside its records, by the name of the file."""

    @cache
    def text_of(name: str) -> str:
        for record in records.get(name, ()):
            if (text := text_beside(records_file, record["id"])) is not None:
                return text
        return ""

    return text_of
