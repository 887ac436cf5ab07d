"""Words in the reason of a PDF page that a finding repeats."""

from __future__ import annotations

import re

UNSEEN = re.compile(r"(\d+ characters?) that nobody can see left out")


def with_left_out(reason: str, count: int) -> str:
    """The reason, and how many characters of the layer were left out because nobody sees them."""
    return f"{reason}; {count} character{'s' * (count != 1)} that nobody can see left out" if count else reason
