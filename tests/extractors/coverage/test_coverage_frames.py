"""What a line that is in no value looks like: frames in `tests/cases/frames/coverage.jsonl`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from griffier.extractors.coverage.known_lines import lexicon
from griffier.extractors.coverage.ledger import _Prose
from griffier.extractors.coverage.makes import _is_no_sentence, is_gap
from griffier.schemas.document import Line, plain_document
from griffier.tests.extractors.frames import framed, hold


def lines(text: str) -> tuple[Line, ...]:
    return plain_document(text).lines


def prose(field: str) -> Callable[[str], bool]:
    """Is a line text for which a kind has no field: of people, or running?"""
    return lambda text: _Prose(frozenset({field}), lexicon()).holds(lines(text)[0])


def gap(text: str) -> bool:
    """Is the number of a line missing beside those in brackets that stand before it?"""
    numbers, _, line = text.partition("] ")
    return is_gap(line, frozenset(numbers.strip("[").split()))


READERS: dict[str, Callable[[str], Any]] = {
    "of people": prose("people"),
    "running": prose("running"),
    "gap": gap,
    "no sentence": lambda text: _is_no_sentence(lines(text)),
}


@pytest.mark.parametrize("case", framed("coverage"))
def test_words(case: dict[str, Any]) -> None:
    hold(case, READERS)
