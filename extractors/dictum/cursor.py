"""A place in a text that moves on as patterns are taken."""

from __future__ import annotations

import re

_BLANKS = re.compile(r"\s*")


class Cursor:
    """A place in a text from which patterns are taken one after the other."""

    def __init__(self, text: str, at: int) -> None:
        self.text, self.at = text, at

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match here, after any white space; move behind it."""
        here = _BLANKS.match(self.text, self.at)
        found = pattern.match(self.text, here.end() if here else self.at)
        if found and found.end() > found.start():
            self.at = found.end()
            return found
        return None

    def many(self, pattern: re.Pattern[str]) -> None:
        """Take as often as it matches in this paragraph."""
        before = self.at
        while (found := self.take(pattern)) is not None:
            if "\n\n" in self.text[before : found.start()]:
                self.at = before
                return
            before = self.at
