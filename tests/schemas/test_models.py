from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from griffier.schemas.base import plain_decimal
from griffier.schemas.civic import Amount, PartyVote
from griffier.schemas.document import Span
from griffier.schemas.evidence import Found
from griffier.schemas.kinds import any_record, record_types
from griffier.schemas.record import Record


def test_the_kinds_of_the_contract() -> None:
    assert set(record_types()) >= {
        "motion", "amendment", "budget_report", "letter", "written_questions", "council_proposal",
        "council_decision", "decision_list", "agenda", "minutes", "other",
    }  # fmt: skip


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_a_decimal_string_keeps_its_value_and_has_no_exponent(value: Decimal) -> None:
    text = plain_decimal(value)
    assert Decimal(text) == value
    assert "E" not in text
    assert text != "-0"


def test_money_is_never_a_float() -> None:
    with pytest.raises(ValidationError, match="never a float"):
        Amount(raw="€ 1", value=1.5)  # type: ignore[arg-type]


def test_names_that_python_reserves_keep_their_contract_name() -> None:
    assert PartyVote(party="VVD", **{"except": ["Jansen"]}).model_dump(by_alias=True)["except"] == ["Jansen"]


def test_unknown_names_are_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        any_record().validate_python({"kind": "motion", "nonsense": 1})


@pytest.mark.parametrize("bad", ["2023-13-01", "juli 2023", "2023-2", ""])
def test_a_date_is_edtf(bad: str) -> None:
    with pytest.raises(ValidationError):
        Record.__pydantic_validator__.validate_assignment(Record.model_construct(), "date", bad)


def test_a_value_needs_a_place() -> None:
    with pytest.raises(ValueError, match="place"):
        Found("x", (), "rule:x")
    with pytest.raises(ValueError, match="empty"):
        Found("x", (Span(3, 3),), "rule:x")
    assert Found("x", (), "given:metadata").value == "x"
