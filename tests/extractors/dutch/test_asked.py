"""Which sentences in doubt the model is given."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from griffier.extractors.dutch import asked, nlp, recognise
from griffier.extractors.dutch.asked import Doubt
from griffier.extractors.dutch.gazetteer import EntityMention


class Model:
    """Finds names of a pattern in what it is given, and keeps what that was."""

    def __init__(self, names: str) -> None:
        self.given: list[str] = []
        self._names = re.compile(names)

    def __call__(self, text: str, places: list[tuple[int, int, tuple[int, ...]]]) -> Iterator[EntityMention]:
        for start, end, _ in places:
            self.given.append(text[start:end])
            for found in self._names.finditer(text, start, end):
                yield EntityMention(*found.span(), "PERSON", found[0], "ner:m")


def _minutes(lines: list[str]) -> tuple[str, list[Doubt]]:
    """A text of lines, each in doubt at its capitals behind the first word."""
    text = "\n".join(lines)
    doubts, at = [], 0
    for line in lines:
        capitals = [at + found.start() for found in re.finditer(r"(?<= )[A-Z]", line)]
        doubts.append(Doubt(at, at + len(line), tuple(capitals)))
        at += len(line) + 1
    return text, doubts


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Model:
    made = Model(r"Toetsema|Gert Proefstra")
    monkeypatch.setattr(nlp, "mentions_about", made)
    return made


def test_a_name_that_was_told_is_not_asked_again_and_is_found_everywhere(model: Model) -> None:
    text, doubts = _minutes([f"Vraag {i} van Toetsema over afval." for i in range(60)])
    told = asked.told(text, doubts)
    assert len(model.given) == 1
    assert [m.start for m in told] == [m.start() for m in re.finditer("Toetsema", text)]
    assert {(m.text, m.label, m.method) for m in told} == {("Toetsema", "PERSON", "ner:m")}


def test_of_few_sentences_every_one_is_asked(model: Model) -> None:
    text, doubts = _minutes([f"Vraag {i} van Toetsema over afval." for i in range(10)])
    assert len(asked.told(text, doubts)) == len(model.given) == 10


def test_where_the_answers_differ_every_sentence_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Model(r"Toetsema(?= over)")
    monkeypatch.setattr(nlp, "mentions_about", made)
    lines = [f"Vraag {i} van Toetsema over afval." for i in range(60)]
    # asked for its second name, it says something else of the first
    text, doubts = _minutes([*lines, "Vraag 61 van Toetsema en Burgerburg over afval."])
    asked.told(text, doubts)
    assert len(made.given) == 61


def test_a_longer_run_of_words_is_a_doubt_of_its_own(model: Model) -> None:
    lines = [f"Vraag {i} van Toetsema over afval." for i in range(60)]
    text, doubts = _minutes([*lines, "Vraag 61 van Toetsema Groep over afval."])
    asked.told(text, doubts)
    assert model.given[-1] == "Vraag 61 van Toetsema Groep over afval."


def test_what_was_told_to_be_no_name_is_none_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Model(r"Niemand")
    monkeypatch.setattr(nlp, "mentions_about", made)
    text, doubts = _minutes([f"Vraag {i} in Gemeenteblad over afval." for i in range(60)])
    assert asked.told(text, doubts) == []
    assert len(made.given) == 1


@pytest.mark.parametrize(
    "found, whole",
    [
        ([(0, 10, "ORG"), (10, 20, "ORG")], [(0, 20, "ORGANIZATION")]),
        ([(0, 10, "ORG"), (11, 20, "ORG")], [(0, 10, "ORGANIZATION"), (11, 20, "ORGANIZATION")]),
        ([(0, 10, "PERSON"), (10, 20, "PERSON")], [(0, 10, "PERSON"), (10, 20, "PERSON")]),
        ([(0, 10, "LAW"), (10, 20, "ORG")], [(0, 10, "LAW"), (10, 20, "ORGANIZATION")]),
        ([(0, 10, "DATE")], []),
    ],
)
def test_the_halves_of_a_name_that_a_line_cuts_are_one(
    found: list[tuple[int, int, str]], whole: list[tuple[int, int, str]]
) -> None:
    assert nlp._whole(found) == whole


@pytest.mark.parametrize(
    "text, doubtful",
    [
        ("Er is overlast op de Grote Markt bij het plein.", True),
        ("Er is overlast op de grote markt bij het plein.", False),
        ("Er is overlast in Noord en dat blijft zo.", True),
        ("De begroting van GGD Haaglanden is besproken.", True),
        ("Het college van Burgemeester en Wethouders besluit.", False),
    ],
)
def test_ordinary_words_in_a_row_may_be_a_name(text: str, doubtful: bool) -> None:
    known = recognise.by_rule(text, 0, len(text))
    assert bool([*recognise.doubtful(text, 0, len(text), known)]) == doubtful


def test_a_name_that_a_deep_indent_cuts_is_a_name() -> None:
    text = "gesteld door Hart voor\n                              Proefdam over afval"
    party = EntityMention(13, text.index(" over"), "PARTY", text[13 : text.index(" over")], "ner:m")
    assert recognise._may_be(party, text)
