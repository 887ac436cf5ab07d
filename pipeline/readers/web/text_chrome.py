"""Web-page chrome in text: "Skip to content", cookie bars, "Back to top"."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from griffier.schemas.document import Layer, Span

_EDGE = 12
"""Non-blank lines at either end in which chrome is looked for: deeper in, "Menu" or "Zoeken" may be the document's
own."""

_COOKIES = re.compile(
    r"\bcookies?\b.{0,300}\b(?:accepteren|accepteert|akkoord|toestaan|weigeren|voorkeuren|"
    r"instellingen|(?:deze|onze) (?:web)?site|accept|preferences)\b"
    r"|\b(?:deze|onze) (?:web)?site\b.{0,120}\bcookies?\b",
    re.I,
)
_EDGES = " \t\u00a0.,:;!?›»«‹>|→↑▲×+*-–[]()"


@cache
def phrases() -> frozenset[str]:
    """The phrases of `data/chrome.txt`."""
    lines = Path(__file__).with_name("chrome.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def is_chrome(text: str) -> bool:
    """True for a line or block that is a known phrase of web pages, or a notice about the site's cookies."""
    bare = " ".join(text.strip(_EDGES).lower().split())
    return bare in phrases() or (len(bare) < 600 and _COOKIES.search(bare) is not None)


def chrome_layers(text: str) -> list[tuple[Span, Layer]]:
    """The chrome at the start and at the end of a text."""
    lines: list[Span] = []
    at = 0
    for raw in re.split(r"[\n\f]", text):
        if raw.strip():
            start = at + len(raw) - len(raw.lstrip())
            lines.append(Span(start, start + len(raw.strip())))
        at += len(raw) + 1
    edge = lines if len(lines) <= 2 * _EDGE else lines[:_EDGE] + lines[-_EDGE:]
    found = [span for span in edge if is_chrome(text[span.start : span.end])]
    # A text that is nothing but such phrases has no content to protect.
    return [(span, Layer.BOILERPLATE) for span in found] if len(found) < len(lines) else []
