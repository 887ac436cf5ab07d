"""Text as a person would cite it: line breaks, hyphenation and page furniture undone, the place kept.

The canonical text is never edited. `joined` reads a span of it and returns the value; the span itself is the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from griffier.extractors.drafting.draft import pieces
from griffier.schemas.document import Document, Line, Span

_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200b\u202f]+")
_BREAK = re.compile(r"(?P<before>\w*)(?P<hyphen>[-\u00ad\u2010\u2011])?[ \t\u00a0]*[\n\f]+\s*(?P<after>\w*)")
_NOTE_MARK = re.compile(
    r"(?<=[^\W\d_])(?<!\b[kcdmh]m)(?<!\bm)[⁰¹²³⁴-⁹]+|(?<=[\d.,;:!?)\]’”\"'])[⁰¹²³⁴-⁹]+|[ ][⁰¹²³⁴-⁹]+(?=\s|$)"
)
"""The number of a footnote, raised: no part of the text. Behind a unit ("m²") it is a power and stays."""
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
    0x0133: "ij",
    0x0132: "IJ",
}
_KEEPS_HYPHEN = frozenset(
    {"en", "of", "als", "dan", "noch", "tot", "t", "m", "wel", "naar", "cq", "respectievelijk", "c"}
)


def joined(doc: Document, start: int, end: int) -> str:
    """The text of `[start, end)` in one line, without the headers and footers that interrupt it."""
    return join_lines("\n".join(doc.text[s:e] for s, e in pieces(doc, Span(start, end))))


def join_lines(text: str) -> str:
    """Undo line breaks: a hyphen at a line's end goes where the word goes on in lower case, and stays in "sociale- en".
    Ligatures (one sign for "fi") become letters, raised numbers of footnotes go."""
    whole = _NOTE_MARK.sub("", _BREAK.sub(_mend, text).replace("\u00ad", ""))
    if not whole.isascii():
        whole = whole.translate(_LIGATURES)
    return _BLANKS.sub(" ", whole).strip()


def _mend(match: re.Match[str]) -> str:
    before, hyphen, after = match["before"], match["hyphen"], match["after"]
    if not hyphen:
        return f"{before} {after}"
    if hyphen == "\u00ad":
        return before + after
    if not before or after.lower() in _KEEPS_HYPHEN:
        return f"{before}{hyphen} {after}"
    if after[:1].islower() and not before[-1:].isdecimal() and not before.isupper():
        return before + after
    return f"{before}{hyphen}{after}"


def hull(lines: Iterable[Line]) -> Span:
    """The span from the first to the last of some lines. Raises ValueError without any line that has text."""
    kept = [line for line in lines if not line.blank]
    if not kept:
        raise ValueError("no line with text")
    return Span(kept[0].start, kept[-1].end)
