"""A real answer: none of the kinds above."""

from __future__ import annotations

from typing import Literal

from griffier.schemas.record import Record


class Other(Record):
    """A real answer: none of the kinds above."""

    kind: Literal["other"] = "other"
