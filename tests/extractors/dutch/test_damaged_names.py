"""What the model of names saw over damaged print is no name."""

from __future__ import annotations

import pytest

from griffier.extractors.dutch.damaged_names import is_damaged
from griffier.extractors.mending import withdrawal
from griffier.schemas.document import Span, plain_document
from griffier.schemas.evidence import Evidence


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


def test_a_sender_that_the_model_saw_over_damaged_print_is_left_out_with_a_finding() -> None:
    place = Evidence(
        pointer="/sender/organization",
        page=1,
        start=0,
        end=7,
        quote="Levend ",
        method="ner:nl_griffier",
        confidence=0.6,
    )
    doc = plain_document("Vereniging Levend Dor PSGEN Proefdam")
    whole = Span(0, len(doc.text))
    assert "damaged print" in withdrawal._doubt(place, whole, None, doc)  # type: ignore[arg-type]
    ruled = place.model_copy(update={"method": "rule:letter-house"})
    assert withdrawal._doubt(ruled, whole, None, doc) == ""  # type: ignore[arg-type]
