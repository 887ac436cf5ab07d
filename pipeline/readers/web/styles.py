"""What the styles of a web page do to its text: hidden, struck through, raised.

Only what a page says itself is looked at: attributes, `style`, and the rules of its own `<style>` elements. Rules that
hide what a click opens (tabs, accordions) hide nothing from a reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import tinycss2
from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from griffier.pipeline.readers.inline_marks import in_layer, raised
from griffier.schemas.document import Layer

_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d])", re.I
)
_STRIKES = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)
_RAISES = re.compile(r"vertical-align\s*:\s*super", re.I)
_OPENS = re.compile(
    r"collaps|accordion|toggle|tab-?pane|tabs?\b|panel|expand|uitklap|inklap|details|content|modal|drop|:not|js|media",
    re.I,
)
_STRUCK_TAGS = frozenset({"s", "strike", "del"})
_MOST_RULES, _MOST_STYLES = 300, 400_000
"""Selectors that are asked, and characters of styles that are read: a page may not cost more than its text."""


class Styles:
    """What is hidden on a page by its own rules. Made once a page."""

    def __init__(self, root: HtmlElement) -> None:
        self._hidden = frozenset(_hidden_by_rules(root))

    def hides(self, element: HtmlElement) -> bool:
        """Is an element, and all in it, not shown?"""
        if element.get("hidden") is not None or element.get("aria-hidden") == "true":
            return True
        return element in self._hidden or bool(_HIDES.search(element.get("style") or ""))

    def inline(self, element: HtmlElement) -> str | None:
        """The text of an inline element whose style says what it is: raised figures, struck or hidden words, each with
        its marks. None for every other element."""
        tag = element.tag if isinstance(element.tag, str) else ""
        style = element.get("style") or ""
        if tag == "sup" or _RAISES.search(style):
            text = "".join(element.itertext())
            shown = raised(text)
            return shown if shown != text else None
        if tag in _STRUCK_TAGS or _STRIKES.search(style):
            return in_layer(_flat(element), Layer.STRUCK)
        if tag == "span" and self.hides(element):
            return in_layer(_flat(element), Layer.BOILERPLATE)
        return None


def _flat(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def _hidden_by_rules(root: HtmlElement) -> Iterator[HtmlElement]:
    read = asked = 0
    for style in root.iter("style"):
        css = style.text or ""
        read += len(css)
        if read > _MOST_STYLES:
            return
        for selector in _hiding_selectors(css):
            asked += 1
            if asked > _MOST_RULES:
                return
            try:
                yield from CSSSelector(selector)(root)
            except (SelectorError, ValueError):
                continue  # a selector of a newer standard than the library knows: it hides nothing


def _hiding_selectors(css: str) -> Iterator[str]:
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule" or not _HIDES.search(tinycss2.serialize(rule.content)):
            continue
        selector = tinycss2.serialize(rule.prelude).strip()
        if selector and not _OPENS.search(selector):
            yield selector
