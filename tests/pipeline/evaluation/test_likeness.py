"""When two values are the same."""

import pytest

from griffier.pipeline.evaluation.sameness import by_text, exact, fold, likeness, number, pairs, text, within


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Dat de gemeente   betaalt.", "de gemeente betaalt"),
        ("de ge-\n  meente", "de gemeente"),
        ("• een  punt;", "Een punt"),
        ("“Groen” – ‘wit’", "\"groen\" - 'wit'"),
        ("sub\u00adsidie", "subsidie"),
        (None, ""),
    ],
)
def test_what_never_counts(one: str | None, two: str) -> None:
    assert fold(one) == fold(two)
    assert exact(one, two) == 1


def test_likeness_ignores_blanks_and_hyphens_and_knows_no_empty_text() -> None:
    assert likeness("stads-deel raad", "stadsdeelraad") == 1
    assert likeness("", "") == likeness(None, "iets") == 0
    assert text("het onderhoud van het dorpshuis", "het onderhoud van het dorpshuls") == 1
    assert text("het onderhoud van het dorpshuis", "de bouw van een zwembad") == 0
    assert within("het college", "College") == 1


@pytest.mark.parametrize(("value", "figure"), [("1000.005", 1000.0), ("-3", -3.0), (None, None), ("x", None), (5, 5.0)])
def test_numbers(value: object, figure: float | None) -> None:
    assert number(value) == (pytest.approx(figure, abs=0.01) if figure is not None else None)


def test_pairs_are_one_to_one_and_the_best_first() -> None:
    gold = [{"name": "Jansen"}, {"name": "Janssen"}]
    assert sorted(pairs(gold, [{"name": "Janssen"}, {"name": "Jansen"}], by_text("name"))) == [(0, 1), (1, 0)]
    assert pairs(gold, [{"name": "Jansen"}], by_text("name")) == [(0, 0)]
    assert pairs(gold, [{"name": "De Wit"}], by_text("name")) == []
