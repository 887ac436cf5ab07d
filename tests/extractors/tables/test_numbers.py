"""Figures as tables print them."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from griffier.extractors.tables.printed_figures import figure

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "cases" / "table_figures.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[repr(case["text"]) for case in CASES])
def test_figure(case: dict[str, Any]) -> None:
    found = figure(case["text"])
    if case.get("none"):
        assert found is None
    else:
        assert found is not None
        assert found.value == (None if case["value"] is None else Decimal(case["value"]))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", "1234"),
        ("l.234", "1234"),
        ("=244.312", "-244312"),
        ("\u201c91.697", "-91697"),
        ("-1,431.138", "-1431138"),
        ("2.1O4", "2104"),
    ],
)
def test_what_optical_recognition_makes_of_figures(text: str, value: str) -> None:
    found = figure(text, ocr=True)
    assert found is not None and found.value == Decimal(value)


def test_a_comma_is_a_comma_in_text_that_was_not_read_optically() -> None:
    found = figure("1,234")
    assert found is not None and found.value == Decimal("1.234")


def dutch(value: int) -> str:
    return f"{value:,}".replace(",", ".")


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_every_grouped_integer_is_read_back(value: int) -> None:
    found = figure(dutch(value))
    assert found is not None and found.value == value


@given(
    st.integers(min_value=1, max_value=10**12),
    st.sampled_from(["({})", "{}-", "- {}", "-{}", "€ -{}", "{} N", "N {}", "{} -/-"]),
)
def test_every_negative_form_is_negative(value: int, form: str) -> None:
    found = figure(form.format(dutch(value)))
    assert found is not None and found.value == -value


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = figure(text)
    assert found is None or found.value is None or found.value.is_finite()
