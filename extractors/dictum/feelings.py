"""What a council expresses: confidence, regret, thanks. Where the words end that belong to the heading."""

from __future__ import annotations

import re

CONFIDENCE = re.compile(r"\s*(?:het|zijn|haar)\s+vertrouwen\s+(?:in\s[^.;:\n]{3,80}?\s)?op\b", re.I)
_FEELING_OVER_LIST = re.compile(
    r"\s*(?:zijn|haar|de|onze)\s+[^.;:\n]{3,60}?\buit\s+(?:over|voor|aan|jegens|naar)"
    r"(?=[ ]*:?[ ]*\n\s*(?:[•▪●*–-]|\(?\d{1,2}[.)])\s)",
    re.I,
)
_FEELING = re.compile(r"\s*(?:zijn|haar|de|onze|als\s+zijn\s+(?:mening|oordeel))\s+[^.;:\n]{3,60}?\buit\b", re.I)


def expressed(text: str, at: int, found: bool) -> int | None:
    """Behind "spreekt zijn treurnis uit over" above a list; where it goes on in a sentence, what is expressed belongs
    to the item."""
    if (listed := _FEELING_OVER_LIST.match(text, at)) is not None:
        return listed.end()
    return at if not found and _FEELING.match(text, at) else None
