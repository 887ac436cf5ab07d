"""What the reference data say of names in records."""

from __future__ import annotations

import pytest

from griffier.pipeline.reference_data import election_of, party_of, taakveld_of


@pytest.mark.parametrize(
    "printed, code, on, wanted",
    [
        ("PvdA/GroenLinks", "GM0546", "2023-05-01", "GroenLinks/PvdA"),
        ("GroenLinks-PvdA", None, None, "GroenLinks/PvdA"),
        ("Partij van de Arbeid (P.v.d.A.)", "GM0546", None, "PvdA"),
        ("Haagse VVD", "GM0518", "2024-01-01", "VVD"),
        ("CU/SGP", None, None, "ChristenUnie-SGP"),
        ("Hart voor Den Haag", "GM0518", "2024-01-01", "GM0518:Hart voor Den Haag / Groep de Mos"),
        ("Hart voor Den Haag", "GM0546", "2024-01-01", None),
        ("Hart voor Den Haag", None, None, None),
        ("de burgemeester", "GM0518", "2024-01-01", None),
    ],
)
def test_a_party_by_its_normal_form(printed: str, code: str | None, on: str | None, wanted: str | None) -> None:
    party = party_of(printed, code, on).party
    assert (party.party_id if party else None) == wanted


def test_the_list_for_which_a_party_sits() -> None:
    assert party_of("Democraten 66", "GM0518", "2024-01-01").ballot == "D66"
    assert party_of("D66", "GM0518", "2019-01-01").ballot == "Democraten 66 (D66)"
    assert party_of("D66", None, None).ballot is None


@pytest.mark.parametrize(
    "code, on, wanted",
    [
        ("GM0546", "2023-05-01", "2022-03-16"),
        ("GM0546", "2019", "2018-03-21"),
        ("GM0546", "2022", None),  # a year of two councils
        ("GM0546", "2010-01-01", None),
        (None, "2023-05-01", None),
        ("GM0546", None, None),
    ],
)
def test_the_election_of_the_council(code: str | None, on: str | None, wanted: str | None) -> None:
    assert election_of(code, on) == wanted


def test_a_taakveld_needs_its_code_and_its_name() -> None:
    assert taakveld_of("0.10", "Mutaties reserves") == "0.10"
    assert taakveld_of("0.1", "Bestuur") == "0.1"
    assert taakveld_of("0.1", "Afval") is None, "a paragraph's number"
    assert taakveld_of(None, "Bestuur") is None
