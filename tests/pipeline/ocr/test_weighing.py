"""Readings of one figure weighed: what two of them say, what the ink says of the sign, and what stays in doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from griffier.pipeline.ocr.tables.weighing import AGREED, UNDECIDED, Reading, as_digits, key, weigh, with_sevens


@pytest.mark.parametrize(
    ("text", "digits", "decimals", "negative", "mark"),
    [
        ("1.204.667", "1204667", 0, False, ""),
        ("-1.204667", "1204667", 0, True, ""),
        ("561 944", "561944", 0, False, ""),
        ("(41.600)", "41600", 0, True, ""),
        ("€ 1.000,50", "100050", 2, False, ""),
        ("312-", "312", 0, True, ""),
        ("-/-25.870", "25870", 0, True, ""),
        ("-/- 312", "312", 0, True, ""),
        ("/-312", "312", 0, True, ""),  # the first stroke of "-/-" was lost
        ("+/-10045", "10045", 0, True, ""),
        ("£5.620", "5620", 0, False, ""),  # what recognition makes of a euro sign
        ("6€ 5.620", "5620", 0, False, ""),
        ("£€-1.082", "1082", 0, True, ""),
        ("65.620", "65620", 0, False, ""),
        ("--312", "312", 0, True, ""),
        ("-312 N", "312", 0, True, "N"),
        ("12%", "12", 0, False, "%"),
        ("–", "", 0, False, "-"),
    ],
)
def test_what_a_reading_is_compared_by(text: str, digits: str, decimals: int, negative: bool, mark: str) -> None:
    found = key(text)
    assert found is not None
    assert (found.digits, found.decimals, found.negative, found.mark) == (digits, decimals, negative, mark)


@pytest.mark.parametrize(
    ("text", "digits"), [("SIV", "51V"), ("39IN", "391N"), ("T2 N", "72 N"), ("Z1IG", "2116"), ("SII V|", "511 V|")]
)
def test_letters_are_the_digits_that_they_look_like(text: str, digits: str) -> None:
    assert as_digits(text) == digits


@pytest.mark.parametrize(
    ("text", "by_ink", "other"),
    [
        ("7.166", "7.766", "7.766"),
        ("155 V", "735", "755 V"),
        ("-1.971", "-7.977", "-7.977"),
        ("1.208", "1.208", ""),
        ("3.108", "3.708", "3.708"),
        ("7.766", "1.166", ""),  # a 7 is never read for a 1
        ("155", "1755", ""),
    ],
)
def test_a_one_whose_form_is_a_sevens_may_be_one(text: str, by_ink: str, other: str) -> None:
    assert with_sevens(text, by_ink) == other


def test_two_readings_of_a_one_keep_the_seven_of_the_ink_beside_them() -> None:
    verdict = weigh([Reading("7.166", 73), Reading("7.166", 76), ink("7.766", False)], False)
    assert verdict is not None
    assert (verdict.text, verdict.confidence, verdict.others) == ("7.166", AGREED, ("7.766",))


@pytest.mark.parametrize("text", ["2023-2026", "1.2.3", "(12", "Totaal", "", "12.0C46.381", "1.106.200 88.117 931.644"])
def test_what_is_no_figure(text: str) -> None:
    assert key(text) is None


def ink(text: str, clear: bool = True) -> Reading:
    return Reading(text, 0.0, by_ink=True, clear=clear)


@pytest.mark.parametrize(
    ("readings", "minus", "text", "sure"),
    [
        ([Reading("96", 45), Reading("96", 32)], None, "96", True),
        ([Reading("-14", 56), Reading("74", 9, fits=False), ink("-74")], True, "-74", True),
        ([Reading("7", 63), ink("-7")], True, "-7", True),  # the engine lost the minus, the ink has it
        ([Reading("-417.550", 77), Reading("-417.550", 75), ink("417550")], False, "-417.550", True),  # both say so
        ([Reading("—9714", 49), Reading("9.714", 20), ink("99.714", False)], False, "—9714", True),  # it touches
        ([Reading("-918.336", 65), Reading("918.336", 1), ink("-918.336")], True, "-918.336", True),
        (
            [Reading("1514", 18), Reading("1514", 46), ink("7.514")],
            False,
            "1514",
            False,
        ),  # the form of a digit contradicts both
        ([Reading("371.350", 89), Reading("371.450", 82), ink("371.450")], False, "371.450", True),
        ([Reading("-281.115", 69), Reading("-281.116", 52), ink("-281.118")], True, "-281.115", False),
        ([Reading("732.900", 81)], None, "732.900", False),  # nobody vouches for it
        ([Reading("732.900", 95)], None, "732.900", True),
        ([Reading("", 0), ink("-7")], True, "-7", True),
        ([Reading("561 944", 71), Reading("561944", 1), ink("561944")], False, "561.944", True),
    ],
)
def test_the_verdict(readings: list[Reading], minus: bool | None, text: str, sure: bool) -> None:
    verdict = weigh(readings, minus)
    assert verdict is not None
    assert verdict.text.replace(" ", ".") == text
    assert (verdict.confidence > UNDECIDED) == sure
    if not sure and len(readings) > 1:
        assert verdict.others


def test_two_signs_that_nothing_tells_apart_are_both_kept() -> None:
    verdict = weigh([Reading("883.636", 85), Reading("-883.636", 80)], None)
    assert verdict is not None
    assert {verdict.text, *verdict.others} == {"883.636", "-883.636"}
    assert verdict.confidence == UNDECIDED


def test_no_figure_no_verdict() -> None:
    assert weigh([Reading("Saldo", 90), Reading("", 0)]) is None


@given(st.integers(-(10**9), 10**9), st.floats(0, 100), st.floats(0, 100))
def test_two_equal_readings_are_that_figure(value: int, one: float, two: float) -> None:
    text = f"{value:,}".replace(",", ".")
    verdict = weigh([Reading(text, one), Reading(text, two)], value < 0)
    assert verdict is not None
    assert (verdict.text, verdict.confidence) == (text, AGREED)
