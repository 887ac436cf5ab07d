"""OCR errors undone in a value, where a lexicon or a grammar proves what was printed. The canonical text and its quotes
stay as read.

Rules come from Amsterdam's published OCR texts of 2013 to 2021 beside the text layers of the same documents: bullets
read as `—`, `-_`, `©`, `»`, `e`; accents on plain letters ("ín"), "vit" for "uit", "Watis", letters among the digits
of amounts, ligatures; and from our own OCR of copied, faxed and faded pages. Marks and signs are repaired here, words
in `misread_words`, figures in `misread_figures`, parties and initials in `misread_names`. What nothing proves stays as
it was read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from griffier.extractors.mending import misread_figures, misread_names, misread_words, phrases
from griffier.schemas.document import Document, Page, PageState, Span
from griffier.schemas.view import Edit

_SIGNS = re.compile(
    r"(?m)^[ \t]*(?:[-–—][ ]?_{1,3}|—[ ]|[©»«]\s?\w|e_{1,3}|(?:x|x?%|>) [A-Z])|\w\{/?\w"
    r"|[€$]\s?[lIO]?\d*[lIOo][\d.,lIOo]*\d|\d[oO]{2}K\b"
)
_SIGNS_NEEDED = 2
_SCANNED = 40_000
"""Characters of a bare text that are looked at for the signs of OCR."""
_BARE_AT_MOST = 2_000_000
"""Characters of a bare text that is repaired at all, some 700 pages: a longer one of made-up words would cost hours."""

_BULLET = re.compile(
    r"(?m)^(?P<indent>[ \t]*)(?P<mark>[-–—•*][ ]?_{1,3}[ ]*|—[ ]?(?=[^\W\d_])|[©»«°·]_{0,3}[ ]*(?=[^\W\d_])"
    r"|e_{1,3}[ ]*(?=[^\W\d_]))(?=\S)"
)
_LONE_E = re.compile(r"(?m)^[ \t]*(?P<mark>[eo©][ ]+)(?=[^\W\d_])")
_STRAY = re.compile(r"(?m)^[ \t]*(?P<mark>(?:x|x?%|>)[ ]+)(?=[A-Z][a-z]+)")
_UNDERSCORE = re.compile(r"(?<!\S)(?P<mark>_{1,3}[ ]?)(?=[^\s_])|(?<=[a-z.,;:])(?P<tail>_{1,3})(?!\S)")
_LIGATURE = re.compile("[ﬀ-ﬆ]+|i(?P<both>ĳ)")
_BRACE = re.compile(r"(?<=[a-z)])\{/(?=[a-z])")
_HYPHEN = re.compile(r"(?<=[a-z])(?P<hyphen>[—–~¬=])(?=[ ]?\n[a-z])")
_CLOSED = re.compile(r"\([^(){}\n]{1,60}(?P<close>\}|[)]\})|(?P<open>\{)[^(){}\n]{1,60}\)")
_CAPITAL_I = re.compile(r"(?:^|(?<=\n)|(?<=[.:;] ))(?P<i>[\[({|])(?=[nk] [a-z])")
_HYPHENATED = re.compile(
    r"(?<![\w-])(?:in|van|op|aan|voor|met|bij|tot|uit|en|om|dat)(?P<joint>-)(?=(?:de|het|een)(?![\w-]))"
)
_LOW_QUOTE = re.compile(r"(?<!\w)(?P<quote>[„‚])(?=\w)")
_QUOTE_REACH = 400
"""Characters within which a low quotation mark must be closed to be one."""

MARK = "ocr"
"""Property of a document whose text was repaired: it no longer shows the signs of OCR, and came out of it all the
same."""
_HIDDEN = "hidden text layer"
"""How the reason of a page begins that is read by the text that an old scanner laid under its picture."""


def looks_like_ocr(doc: Document) -> bool:
    """Whether the text came out of OCR: its pages say so, or a bare text shows the signs. Never so for a born text
    layer or markup."""
    if MARK in doc.properties or any(map(_is_optical, doc.pages)):
        return True
    if doc.media_type != "text/plain":
        return False
    signs = islice(_SIGNS.finditer(doc.text, 0, _SCANNED), _SIGNS_NEEDED)
    return sum(1 for _ in signs) == _SIGNS_NEEDED


def optical_ranges(doc: Document) -> list[Span]:
    """What of the text came out of OCR: pages that were recognised, or that an old scanner had recognised; a bare text
    with the signs."""
    pages = [Span(page.start, page.end) for page in doc.pages if _is_optical(page)]
    if pages or len(doc.text) > _BARE_AT_MOST or not looks_like_ocr(doc):
        return pages
    return [Span(page.start, page.end) for page in doc.pages]


def _is_optical(page: Page) -> bool:
    return page.state is PageState.OCR or page.reason.startswith(_HIDDEN)


FIGURES = frozenset({"amount", "date", "year", "number"})
"""Rules that read a figure from the shape of its letters."""
FIGURES_AT_MOST = 0.85
"""Confidence of a value in whose place a figure was repaired: the grammar proves it, but it was read from its shape."""


def repair(text: str) -> list[Edit]:
    """What makes the text as printed of the text as given, in order. The first rule that claims a place has it."""
    edits: list[Edit] = []
    taken = bytearray(len(text))
    for edit in _proposed(text):
        start, end = edit.start, edit.end
        if text[start:end] != edit.made and not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            edits.append(edit._replace(sure=FIGURES_AT_MOST) if edit.rule in FIGURES else edit)
    return sorted(edits, key=lambda edit: edit.start)


def _proposed(text: str) -> Iterator[Edit]:
    yield from _marks(text)
    yield from misread_figures.marks(text)
    yield from _characters(text)
    yield from misread_figures.changes(text)
    yield from misread_names.changes(text)
    yield from misread_figures.labels(text)
    yield from phrases.phrases(text)
    yield from misread_words.repairs(text)
    yield from phrases.splits(text)


def _change(match: re.Match[str], group: str | int, printed: str, rule: str) -> Edit:
    return Edit(match.start(group), match.end(group), printed, rule)


def _marks(text: str) -> Iterator[Edit]:
    yield from (_change(m, "mark", "- ", "bullet") for m in _BULLET.finditer(text))
    lone = list(_LONE_E.finditer(text))
    if len(lone) > 1:  # one may be a letter of its own; a list has several
        yield from (_change(m, "mark", "- ", "bullet") for m in lone)
    yield from (_change(m, "mark", "", "stray") for m in _STRAY.finditer(text))
    yield from (_change(m, "mark" if m["mark"] else "tail", "", "underscore") for m in _UNDERSCORE.finditer(text))


def _characters(text: str) -> Iterator[Edit]:
    for m in _LIGATURE.finditer(text):
        yield _change(m, 0, unicodedata.normalize("NFKC", m["both"] or m[0]), "ligature")
    yield from (_change(m, 0, "/", "brace") for m in _BRACE.finditer(text))
    yield from (
        _change(m, "close", ")", "bracket") if m["close"] else _change(m, "open", "(", "bracket")
        for m in _CLOSED.finditer(text)
    )
    yield from (_change(m, "hyphen", "-", "hyphen") for m in _HYPHEN.finditer(text))
    yield from (_change(m, "joint", " ", "hyphen") for m in _HYPHENATED.finditer(text))
    yield from (_change(m, "i", "I", "word") for m in _CAPITAL_I.finditer(text))
    for m in _LOW_QUOTE.finditer(text):
        if not _CLOSING.search(text, m.end(), m.end() + _QUOTE_REACH):
            yield _change(m, "quote", "", "stray")


_CLOSING = re.compile("[”“\"’‘']")
