"""The rows of bare text: its lines that are not blank, each with the page that it stands on."""

from __future__ import annotations

from dataclasses import dataclass

from griffier.schemas.document import Layer, Page, Span

Layers = list[tuple[Span, Layer]]


@dataclass(frozen=True, slots=True)
class BareRow:
    """A line that is not blank: its range without blanks, its text, its page's index."""

    start: int
    end: int
    text: str
    page: int


def rows_of(text: str, pages: tuple[Page, ...]) -> list[BareRow]:
    """The rows of all pages, in order."""
    rows: list[BareRow] = []
    for index, page in enumerate(pages):
        at = page.start
        for raw in text[page.start : page.end].split("\n"):
            bare = raw.strip()
            if bare:
                start = at + len(raw) - len(raw.lstrip())
                rows.append(BareRow(start, start + len(bare), bare, index))
            at += len(raw) + 1
    return rows
