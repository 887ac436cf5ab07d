"""What is known to be wrong, each with its reason: a test that begins to pass here must be moved to where it
belongs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from griffier.extractors.dutch import money
from griffier.extractors.people.name_lists import listed
from griffier.extractors.people.whose_council import Town
from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile
from griffier.schemas.motion import Motion


@pytest.mark.xfail(
    strict=True, reason="a count in millions before a full stop, near a word of money, is taken for money"
)
def test_a_count_in_millions_is_no_money() -> None:
    text = "De subsidie helpt, want vorig jaar bezochten 1,3 miljoen. Dat waren er meer dan ooit."
    assert money.find(text) == []


@pytest.mark.xfail(
    strict=True, reason="two surnames without initials side by side are one name where no gap divides them"
)
def test_two_surnames_in_one_cell() -> None:
    text = "Van Veld Schouten"
    assert len(listed(text, 0, len(text), Town())[0]) == 2


def test_what_is_near_a_known_weakness_is_right() -> None:
    found = money.find("De subsidie is 1,3 miljoen euro.")
    assert [m.value for m in found] == [Decimal("1300000")]


@pytest.mark.xfail(strict=True, reason="a name and a party behind labels of one line give no submitter")
def test_name_and_party_behind_labels_in_one_line() -> None:
    text = (
        "Motie M4\n\nOnderwerp: Meer bomen\n\nDe raad van de gemeente Kapelle, bijeen op 6 mei 2024,\n\n"
        "verzoekt het college:\n- bomen te planten;\n\nen gaat over tot de orde van de dag.\n\n"
        "Naam: J. Kok   Fractie: CDA\n"
    )
    record = process(SourceFile("motie.txt", text.encode())).records[0]
    assert isinstance(record, Motion)
    assert [(s.name, s.party) for s in record.submitters] == [("J. Kok", "CDA")]
