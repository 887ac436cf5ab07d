"""The ground of every model of the contract: strict about names, decimals as plain strings."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer


def plain_decimal(value: Decimal) -> str:
    """A decimal as the contract writes it: no exponent, no trailing zeros, "-0" is "0"."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _no_float(value: object) -> object:
    if isinstance(value, float):
        raise ValueError("money is never a float: give a decimal string")
    return value


Euro = Annotated[Decimal, BeforeValidator(_no_float), PlainSerializer(plain_decimal, return_type=str)]
"""An amount in euro: Decimal inside, a decimal string outside."""

EDTF = Annotated[
    str,
    Field(
        pattern=r"^\d{4}(-(0[1-9]|1[0-2]|2[1-4]|3[3-6])(-(0[1-9]|[12]\d|3[01]))?)?[~?%]?(/(\.\."
        r"|\d{4}(-\d{2}(-\d{2})?)?)?)?$"
    ),
]
"""A date in EDTF level 1, as far as the contract uses it: day, month, quarter/season, year, interval."""


class Model(BaseModel):
    """Base of every published model: unknown names are refused."""

    model_config = ConfigDict(extra="forbid", validate_assignment=False, ser_json_inf_nan="null", defer_build=True)
