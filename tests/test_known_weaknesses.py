"""What is known to be wrong, each with its reason: a test that begins to pass here must be moved to where it belongs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from griffier.extractors.context import Context
from griffier.extractors.draft import settle
from griffier.extractors.dutch import money, people
from griffier.extractors.general.municipality import municipality_of
from griffier.extractors.letter import extract as read_letter
from griffier.schemas.document import Part, plain_document


@pytest.mark.xfail(strict=True, reason="a count in millions before a full stop, near a word of money, is taken for money")
def test_a_count_in_millions_is_no_money() -> None:
    text = "De subsidie helpt, want vorig jaar bezochten 1,3 miljoen. Dat waren er meer dan ooit."
    assert money.find(text) == []


@pytest.mark.xfail(strict=True, reason="two surnames without initials side by side are one name where no gap divides them")
def test_two_surnames_in_one_cell() -> None:
    text = "Van Veld Schouten"
    assert len(people.parse_members(text, 0, len(text))) == 2


@pytest.mark.xfail(strict=True, reason="of an incoming letter the municipality is not taken from running text alone")
def test_the_municipality_of_a_letter_that_names_it_in_passing() -> None:
    text = "Geachte leden van de raad,\n\nWij wonen in Alkmaar aan de Lijsterstraat.\n\nMet vriendelijke groet,\n\nA. Voorbeeld\n"
    assert municipality_of(Part.whole(plain_document(text))) is not None


@pytest.mark.xfail(strict=True, reason="a question to the reader ('graag vernemen wij') is not read as a request")
def test_a_letter_that_asks_to_hear() -> None:
    text = (
        "Geachte raad,\n\nHet dak lekt. Graag vernemen wij van u voor 1 mei 2023 wanneer het dak wordt hersteld.\n\n"
        "Hoogachtend,\n\nP. Voorbeeld\n"
    )
    part = Part.whole(plain_document(text))
    values, _ = settle(read_letter(part, Context()), part.doc)
    assert values["requests"]


def test_what_is_near_a_known_weakness_is_right() -> None:
    found = money.find("De subsidie is 1,3 miljoen euro.")
    assert [m.value for m in found] == [Decimal("1300000")]
