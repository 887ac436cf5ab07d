"""Words that a narrow cell breaks without a hyphen."""

from __future__ import annotations

import re

from griffier.extractors.dutch.word_lists import word_frequencies
from griffier.extractors.mending.lexicon import compound

_HALF = 5
"""Letters that a word has at least before it is broken."""
WHOLE = re.compile(
    r"(?:jaar|meerjaren)?(?:rekening|begroting|raming|realisatie|prognose)(?:en)?|omschrijving|programma|budget(?:ten)?"
    r"|(?:toevoeg|onttrekk|vermeerder|verminder|invester|afschrijv|afloss|verplicht|voorzien|stort|uitzett"
    r"|afwijk)ing(?:en)?|gewijzigde?|bijgestelde?|vastgestelde?|primitie(?:f|ve)|opbrengst(?:en)?|uitgaven|inkomsten|boekwaarde|(?:begrotings|exploitatie|rekening)s?(?:saldo|resultaat)",
    re.IGNORECASE,
)
"""Words of heads and labels, whole."""


def is_broken(start: str, end: str) -> bool:
    """True for the two halves of a word, of which at least one is no word itself."""
    if WHOLE.fullmatch(start + end):
        return True
    if len(start) < _HALF or not (start + end).isalpha():
        return False
    first, last, whole = start.casefold(), end.casefold(), (start + end).casefold()
    known = word_frequencies("nl", "large")
    if whole in known:
        return not (first in known and last in known)
    return compound(whole) and not all(half in known or compound(half) for half in (first, last))
