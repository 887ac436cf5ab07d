"""Words of Dutch official text that many grammars need, each written once: as tuples, and as fragments of patterns.

A fragment is a group of its own and matches in small letters; patterns that hold one say `re.IGNORECASE` where
capitals count too.
"""

from __future__ import annotations

import re


def any_of(*words: str) -> str:
    """A fragment that matches any of some words, the longest first; a blank in a word is any white space."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered) + ")"


MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
MONTH = any_of(*MONTHS)

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
WEEKDAY = any_of(*WEEKDAYS)
DAY_PART = r"(?:avond|middag|ochtend)"
