"""Is it a person or a party: names in no table, and surnames that look like a party's word."""

from __future__ import annotations

import pytest

from griffier.extractors.people.person_or_party import DOUBT, leaning


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


def test_of_two_names_the_likelier_is_the_person() -> None:
    assert leaning("Noor Verstappen") > leaning("Hart")
    assert abs(leaning("Veldman") - leaning("Brouwers")) < DOUBT


@pytest.mark.parametrize(
    "text", ["Beslispunt 6 te schrappen", "artikel 3", "de kosten zijn hoog", "", "Motie 12", "x" * 200]
)
def test_neither(text: str) -> None:
    assert leaning(text) == 0
