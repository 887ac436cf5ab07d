"""Is it a person or a party: names in no table, and surnames that look like a party's word."""

from __future__ import annotations

import pytest

from griffier.extractors.people.person_or_party import first_is_person, leaning


@pytest.mark.parametrize(
    "party",
    [
        "Team Proef",
        "Lijst Testers",
        "Samen Proefdam",
        "Gemeentebelangen",
        "GBP",
        "Nieuw Elan",
        "DorpsBelang",
        "Leefbaar Proefdam",
        "50PLUS",
        "VVD",
        "Lokaal+",
    ],
)
def test_parties(party: str) -> None:
    assert leaning(party) <= -0.25


@pytest.mark.parametrize(
    "person", ["Noor Verstappen", "J. de Jong", "Kees Groen", "mw. Hart", "Bas van den Berg", "P. Samen"]
)
def test_people(person: str) -> None:
    assert leaning(person) > 0


def test_a_place_behind_the_name_makes_a_party() -> None:
    assert leaning("Jong Proefdam", place="Proefdam") < 0
    assert leaning("Jan van Proefdam", place="Proefdam") > 0


def test_which_of_two_is_the_person() -> None:
    assert first_is_person("Hart", "Noor Verstappen") is False
    assert first_is_person("Noor Verstappen", "Hart") is True
    assert first_is_person("Veldman", "Brouwers") is None


@pytest.mark.parametrize(
    "text", ["Beslispunt 6 te schrappen", "artikel 3", "de kosten zijn hoog", "", "Motie 12", "x" * 200]
)
def test_neither(text: str) -> None:
    assert leaning(text) == 0
