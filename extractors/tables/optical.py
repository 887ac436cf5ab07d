"""What optical recognition does to the words of a page: ruling lines read as characters, specks, lines that fall to one
side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from griffier.extractors.tables.printed_figures import DASHES
from griffier.schemas.document import Document

Word = tuple[int, int, float, float, float, float, float, bool, float]
"""start, end, x0, top, x1, bottom, size, bold, confidence"""


_FRAME = "|[]{}_!¦/»«›‹~"
NIL = frozenset({"o", "O", "of", "Of", "°", "oO", "Oo", "0O", "OF", "(o", "o)", "0o"})


def slope_of(doc: Document, words: Sequence[Word]) -> float:
    """How much the lines of a scan fall for each point to the right, by the neighbours on a line; 0 where they are
    level."""
    steps: list[tuple[float, float]] = []
    for a, b in pairwise(words):
        run = (b[2] + b[4] - a[2] - a[4]) / 2
        if 8 < run < 300 and "\n" not in doc.text[a[1] : b[0]]:
            steps.append(((b[3] + b[5] - a[3] - a[5]) / 2 / run, run))
    if len(steps) < 40:
        return 0.0
    steps.sort()
    half, total = sum(run for _, run in steps) / 2, 0.0
    for slope, run in steps:
        total += run
        if total >= half:
            return slope if 0.004 < abs(slope) < 0.06 else 0.0
    return 0.0


def level(word: Word, slope: float, middle: float) -> Word:
    """A word where it would stand if the page lay straight."""
    drop = slope * ((word[2] + word[4]) / 2 - middle)
    return (word[0], word[1], word[2], word[3] - drop, word[4], word[5] - drop, *word[6:])


def cleaned(doc: Document, words: Sequence[Word]) -> Iterator[Word]:
    """The words of optical recognition without the ruling lines that it read as characters."""
    heights = sorted(word[5] - word[3] for word in words)
    usual = heights[len(heights) // 2] or 1.0
    opened = False
    for word in words:
        text = doc.text[word[0] : word[1]]
        if text == "(€" or (opened and text.endswith(")")):  # (€ 1.200) is one figure in two words
            opened = text == "(€"
            yield word
            continue
        opened = False
        if _speck(text, (word[4] - word[2]) / usual, (word[5] - word[3]) / usual, word[8]):
            continue
        bare = text.strip(_FRAME)
        if text.startswith("(") and ")" not in text and text[1:2].isdigit():
            bare = bare.strip("(")
        if text.endswith((")", ",")) and "(" not in text and text[-2:-1].isdigit() and text[:1] in "-=0123456789":
            bare = bare.rstrip("),")
        if not bare or (len(text) > 1 and not any(c.isalnum() or c in DASHES for c in text)):
            continue
        if bare == text:
            yield word
        else:
            start = word[0] + text.index(bare)
            yield (start, start + len(bare), *word[2:])


def _speck(text: str, width: float, height: float, confidence: float) -> bool:
    """True for what is too small for its letters, in heights of the page's usual word, or a letter or two that nobody
    would vouch for."""
    if len(text) > 3:
        return False
    if width < 0.25 or (height < 0.25 and any(c.isalnum() for c in text)):
        return True
    if text.isdigit():
        return height < 0.4
    return (
        text.isalpha()
        and text not in NIL
        and text not in "VvNn"
        and ((len(text) == 1 and confidence < 60) or confidence < 20)
    )
