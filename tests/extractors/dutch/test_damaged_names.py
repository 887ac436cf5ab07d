"""What the model of names saw over damaged print is no name."""

from __future__ import annotations

import pytest

from griffier.extractors.dutch.damaged_names import is_damaged


@pytest.mark.parametrize(
    "name",
    [
        "Vereniging Levend Dor PSGEN Proefdam",
        "Stichting Proef|plein",
        "Stichting Pro3fplein",
        "Buurtvereniging De LInDE",
        "Belangengroep ProefDAMse Wijken",
    ],
)
def test_damage_shows(name: str) -> None:
    assert is_damaged(name)


@pytest.mark.parametrize(
    "name",
    [
        "Stichting Proefplein",
        "VNG",
        "Stichting GGD Proefdam",
        "GGZ Proefstreek Noord",
        "Woonvoorbeeld B.V.",
        "STICHTING BEHOUD PROEFBOS",
        "VvE De Proefhof",
        "Bewonersgroep A20 Proefwijk",
        "McProef Advies",
    ],
)
def test_names_as_they_are_printed_stand(name: str) -> None:
    assert not is_damaged(name)
