"""The words of the grammar of Dutch official text: frames in `tests/cases/frames/dutch.jsonl`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from griffier.extractors.dutch import (
    dates,
    deadlines,
    laws,
    money,
    names,
    numbers,
    paper_numbers,
    parties,
    places,
    tokens,
    totals,
    words,
)
from griffier.tests.extractors.frames import framed, hold

ASKED_ON = "2023-06-01"


def deadline(text: str) -> list[Any] | None:
    found = deadlines.first(text, reference=ASKED_ON)
    return None if found is None else [found.raw, found.edtf]


def name_text(found: names.Name | None) -> str | None:
    return None if found is None else found.text


def whole(pattern: Callable[[], str]) -> Callable[[str], bool]:
    """Is a text all that a fragment of patterns matches?"""
    return lambda text: re.fullmatch(pattern(), text, re.IGNORECASE) is not None


READERS: dict[str, Callable[[str], Any]] = {
    "dates": lambda text: [[m.raw, m.edtf] for m in dates.find(text)],
    "days": lambda text: [m.edtf for m in dates.find(text, reference=ASKED_ON)],
    "deadline": deadline,
    "money": lambda text: [[m.raw, f"{m.value.normalize():f}"] for m in money.find(text)],
    "approximate": lambda text: [m.approximate for m in money.find(text)],
    "doubtful sums": lambda text: [text[m.start() : m.end()] for m in money._UNSURE.finditer(text)],
    "laws": lambda text: [[m.raw, m.name] for m in laws.find(text)],
    "people": lambda text: [n.text for n in names.find_names(text, 0, len(text))],
    "name": lambda text: name_text(names.parse_name(text, 0, len(text))),
    "name beside a party": lambda text: name_text(names.name_beside_party(text, 0, len(text))),
    "places": lambda text: [m.raw for m in places.find(text, 0, len(text))],
    "parties": lambda text: [m.raw for m in parties.find_parties(text, loose=True)],
    "national parties": lambda text: sorted(parties.keys_of(text)),
    "local party": parties.looks_local,
    "tokens": lambda text: [t for t in tokens.TOKEN.findall(text) if not t.isspace()],
    "number of a paper": lambda text: re.fullmatch(paper_numbers.NUMBER, text) is not None,
    "number word": numbers.word_value,
    "ordinal": numbers.ordinal_value,
    "printed number": lambda text: (value := numbers.printed_value(text)) and str(value),
    "a total": lambda text: totals.TOTAL_WORD.match(text) is not None,
    "proposal": whole(lambda: words.PROPOSAL),
    "place and day": whole(words.place_and_day),
    "side": whole(lambda: words.SIDE),
    "unanimous": whole(lambda: words.UNANIMOUSLY),
    "part of a day": whole(lambda: words.DAY_PART),
}


@pytest.mark.parametrize("case", framed("dutch"))
def test_words(case: dict[str, Any]) -> None:
    hold(case, READERS)
