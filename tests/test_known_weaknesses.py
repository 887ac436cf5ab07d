"""What is known to be wrong, each with its reason: a test that begins to pass here must be moved to where it
belongs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from griffier.extractors.dutch import money
from griffier.extractors.people.name_lists import listed
from griffier.extractors.people.whose_council import Town


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
